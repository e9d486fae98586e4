"""Each fault has one line of its own, against a stand-in for LINE and the SDK's real HTTP."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.store.database import downgrade
from indexer.snapshots import Snapshots
from tests.bot.doctor.conftest import Fault, Patient
from tests.line_account import INFO, QUOTA, TEST, WEBHOOK

DAY = 86_400.0
AT_LINE = {"LINE", "clock", "webhook", "webhook test", "redelivery", "quota", "rich menu"}
OF_TABLES = {"events", "dead events", "notices"}


def no_certificate(patient: Patient) -> None:
    patient.line.account.trial = {
        "success": False,
        "statusCode": 0,
        "reason": "COULD_NOT_CONNECT",
        "detail": "TLS handshake failure",
    }


def other_secret(patient: Patient) -> None:
    patient.line.account.trial = {
        "success": False,
        "statusCode": 400,
        "reason": "ERROR_STATUS_CODE",
        "detail": "400",
    }


def pushes(patient: Patient, limit: int, used: int) -> None:
    patient.line.account.limit, patient.line.account.used = limit, used


def spoil(folder: Path) -> None:
    """Cut a byte off the passages of a snapshot."""
    path = folder / "passages.jsonl"
    path.write_bytes(path.read_bytes()[:-1])


def damaged_snapshot(patient: Patient) -> None:
    snapshots = Snapshots(patient.has_own_index())
    spoil(snapshots.folder / str(snapshots.current()))


def newer_but_damaged_snapshot(patient: Patient) -> None:
    index = patient.shelf.loaded[1]
    snapshots = Snapshots(patient.has_own_index())
    newer = snapshots.publish(index)
    spoil(snapshots.folder / newer)


def later(patient: Patient, seconds: float) -> None:
    """Let time pass, for LINE as well."""
    patient.now += seconds
    patient.line.ahead += seconds


def broken_document(patient: Patient) -> None:
    (patient.has_own_documents() / "documents" / "odd.md").write_text("?", encoding="utf-8")


def no_database(patient: Patient) -> None:
    path = patient.folder / "not.sqlite3"
    path.write_text("no database at all " * 100, encoding="utf-8")
    patient.opens(f"sqlite:///{path}")


FAULTS: dict[str, tuple[Fault, str, str]] = {
    "token refused": (lambda p: p.line.fails_at(INFO, 401), "LINE", "wrong"),
    "LINE is down": (lambda p: p.line.fails_at(INFO, 500), "LINE", "wrong"),
    "line cut": (lambda p: p.line.fails_at(INFO, "reset"), "LINE", "wrong"),
    "unreadable": (lambda p: p.line.fails_at(INFO, "terse"), "LINE", "wrong"),
    "clock ahead": (lambda p: setattr(p, "now", p.now + 40), "clock", "warning"),
    "clock behind": (lambda p: setattr(p, "now", p.now - 40), "clock", "warning"),
    "webhook unset": (lambda p: setattr(p.line.account, "endpoint", ""), "webhook", "wrong"),
    "webhook off": (lambda p: setattr(p.line.account, "active", False), "webhook", "wrong"),
    "webhook elsewhere": (
        lambda p: setattr(p.line.account, "endpoint", "https://bot.example.ac.th/"),
        "webhook",
        "warning",
    ),
    "webhook not told": (lambda p: p.line.fails_at(WEBHOOK, 500), "webhook", "warning"),
    "no certificate": (no_certificate, "webhook test", "wrong"),
    "secret of another": (other_secret, "webhook test", "wrong"),
    "tested too often": (lambda p: p.line.fails_at(TEST, 429), "webhook test", "warning"),
    "quota used up": (lambda p: pushes(p, 200, 200), "quota", "wrong"),
    "quota overdrawn": (lambda p: pushes(p, 200, 201), "quota", "wrong"),
    "quota low": (lambda p: pushes(p, 200, 195), "quota", "warning"),
    "quota not told": (lambda p: p.line.fails_at(QUOTA, 403), "quota", "warning"),
    "menu gone": (lambda p: p.line.rich.menus.clear(), "rich menu", "warning"),
    "menu not shown": (lambda p: setattr(p.line.rich, "default", ""), "rich menu", "warning"),
    "no such model": (lambda p: p.changes(embedding_model="./none"), "model", "wrong"),
    "no index": (lambda p: p.changes(index_url=str(p.folder / "none")), "index", "wrong"),
    "damaged": (damaged_snapshot, "index", "wrong"),
    "newest damaged": (newer_but_damaged_snapshot, "index", "wrong"),
    "review due": (lambda p: later(p, DAY), "reviews", "warning"),
    "broken document": (broken_document, "documents", "warning"),
    "no database": (no_database, "database", "wrong"),
    "bare database": (lambda p: downgrade(p.engine, "base"), "migrations", "wrong"),
    "old migration": (lambda p: downgrade(p.engine, "0002"), "migrations", "wrong"),
    "nobody answers": (
        lambda p: p.holds_event(state="waiting", received=p.now - 61, error=""),
        "events",
        "wrong",
    ),
    "given up": (
        lambda p: p.holds_event(
            state="dead", received=p.now, finished=p.now - DAY, error="not_sent 429 refused"
        ),
        "dead events",
        "warning",
    ),
    "staff not told": (lambda p: p.holds_notice(at=p.now - 301), "notices", "warning"),
    "keys apart": (
        lambda p: p.changes(database_url="postgresql+psycopg://db/bot", secret_key=SecretStr("")),
        "SECRET_KEY",
        "wrong",
    ),
    "nobody to tell": (
        lambda p: p.changes(staff_notify_url=SecretStr("")),
        "STAFF_NOTIFY_URL",
        "warning",
    ),
}


def test_in_good_health(patient: Patient) -> None:
    """Where all is well every check says so."""
    assert patient.ailing() == {}
    assert patient.signs().keys() >= AT_LINE | OF_TABLES


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_own_line(patient: Patient, fault: str) -> None:
    """What ails is told by the check that is about it, and no other complains."""
    harm, name, level = FAULTS[fault]
    harm(patient)

    assert patient.ailing() == {name: level}


@pytest.mark.parametrize(
    ("harm", "of_others"),
    [
        (lambda p: p.holds_event(state="waiting", received=p.now - 59, error=""), "events"),
        (
            lambda p: p.holds_event(
                state="dead", received=0.0, finished=p.now - 8 * DAY, error="x"
            ),
            "dead events",
        ),
        (lambda p: p.holds_notice(at=p.now - 299), "notices"),
        (lambda p: p.holds_notice(at=p.now - 999, told=p.now), "notices"),
        (lambda p: setattr(p, "now", p.now + 20), "clock"),
        (lambda p: pushes(p, 200, 100), "quota"),
        (lambda p: p.changes(secret_key=SecretStr("")), "SECRET_KEY"),
    ],
)
def test_what_is_no_fault(patient: Patient, harm: Fault, of_others: str) -> None:
    """What is within bounds is told and not complained of."""
    harm(patient)

    assert patient.signs()[of_others].level == "ok"


def test_what_cannot_be_known_is_left_out(patient: Patient) -> None:
    """When LINE does not accept the token nothing more of its side is asked or told."""
    patient.line.fails_at(INFO, 401)
    patient.line.rich.asked.clear()

    signs = patient.signs()

    assert AT_LINE & signs.keys() == {"LINE"}
    assert patient.line.account.asked == []
    assert patient.line.rich.asked == []


def test_an_old_migration_hides_its_tables(patient: Patient) -> None:
    """Where tables are missing the line about migrations is enough."""
    downgrade(patient.engine, "0002")

    assert not OF_TABLES & patient.signs().keys()


def test_without_credentials(patient: Patient) -> None:
    """LINE is not asked, one warning says who can talk to the bot, and the rest is looked at."""
    patient.changes(line_channel_secret=SecretStr(""), line_channel_access_token=SecretStr(""))

    signs = patient.signs()

    assert patient.ailing() == {"LINE": "warning"}
    assert patient.line.account.asked == []
    assert OF_TABLES | {"index", "disk"} <= signs.keys()


def test_the_account_is_named(patient: Patient) -> None:
    """Whoever has several accounts sees which one the token belongs to."""
    assert patient.line.account.name in patient.signs()["LINE"].found


@pytest.mark.parametrize("status", [400, 500, 0])
def test_a_failed_test_comes_with_what_to_do(patient: Patient, status: int) -> None:
    """A status of ours, of the server's, or none at all lead to different places."""
    other_secret(patient)
    secret = patient.signs()["webhook test"].todo

    patient.line.account.trial = {**patient.line.account.trial, "statusCode": status}

    assert (patient.signs()["webhook test"].todo == secret) == (status == 400)


def test_what_line_says_of_a_failed_test_is_told(patient: Patient) -> None:
    """Status, reason and detail are LINE's own words, to look them up by."""
    no_certificate(patient)

    found = patient.signs()["webhook test"].found

    assert all(str(word) in found for word in (0, "COULD_NOT_CONNECT", "TLS handshake failure"))


def test_the_address_of_the_webhook_keeps_its_secrets(patient: Patient) -> None:
    """What may be a password in it, before the host or behind the path, is not shown."""
    patient.line.account.endpoint = "https://me:hush@bot.example.ac.th/callback?key=hush"

    sign = patient.signs()["webhook"]

    assert sign.level == "ok"
    assert "hush" not in sign.found
