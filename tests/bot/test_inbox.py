"""The way in: what of a signed body is stored, and how little of it names a person."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.inbox import Inbox
from bot.store.database import open_database, upgrade
from bot.store.events import EventStore
from bot.store.tables import IGNORED, events
from tests.webhooks import body_of, edited, event, group, said_in, somebody, text, unsent


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def rings() -> list[int]:
    """One entry for each time the worker was rung for."""
    return []


@pytest.fixture
def inbox(engine: Engine, rings: list[int]) -> Inbox:
    return Inbox(EventStore(engine), b"key", lambda: rings.append(1))


def rows(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        query = select(events).order_by(events.c.id)
        return [dict(row) for row in connection.execute(query).mappings()]


def test_every_event_is_a_row(inbox: Inbox, engine: Engine) -> None:
    """Each event of a body is stored under its own id, whatever its type."""
    raws = [text("ถาม"), event("unsend"), event("somethingNew")]

    assert inbox.accept(body_of(*raws), "line") == 3

    assert [row["event_id"] for row in rows(engine)] == [raw["webhookEventId"] for raw in raws]
    assert [row["kind"] for row in rows(engine)] == ["message", "unsend", "somethingNew"]


def test_what_is_new_rings(inbox: Inbox, rings: list[int]) -> None:
    """The worker is rung for once a body, after it is stored."""
    inbox.accept(body_of(text("หนึ่ง"), text("สอง")), "line")

    assert len(rings) == 1


def test_what_is_known_does_not_ring(inbox: Inbox, rings: list[int]) -> None:
    """A redelivery stores nothing and wakes nobody."""
    raw = text("ถาม")
    inbox.accept(body_of(raw), "line")

    again = {**raw, "deliveryContext": {"isRedelivery": True}}

    assert inbox.accept(body_of(again), "line") == 0
    assert len(rings) == 1


def test_an_empty_body_is_fine(inbox: Inbox, rings: list[int]) -> None:
    """LINE's connection check brings no event."""
    assert inbox.accept(body_of(), "line") == 0
    assert rings == []


def test_events_without_id_are_told_apart(inbox: Inbox) -> None:
    """Two events without id are two, and the same one again is the same."""
    first, second = (text(words) | {"webhookEventId": ""} for words in ("หนึ่ง", "สอง"))

    assert inbox.accept(body_of(first, second), "line") == 2
    assert inbox.accept(body_of(first), "line") == 0


def test_long_ids_are_told_apart(inbox: Inbox) -> None:
    """Ids that only differ far behind are different events."""
    first, second = (text("ถาม") | {"webhookEventId": "x" * 200 + end} for end in "ab")

    assert inbox.accept(body_of(first, second), "line") == 2


def test_a_person_is_a_hash(inbox: Inbox, engine: Engine) -> None:
    """The same person is the same chat, and the id LINE gave them is in no column but the raw."""
    person = somebody()
    inbox.accept(body_of(text("หนึ่ง", person), text("สอง", person)), "line")

    first, second = rows(engine)
    assert first["chat"] == second["chat"]
    del first["raw"]
    assert person not in str(first)


def test_channels_do_not_mix(inbox: Inbox, engine: Engine) -> None:
    """The same id on the local page is another chat than on LINE."""
    person = somebody()
    inbox.accept(body_of(text("หนึ่ง", person)), "line")
    inbox.accept(body_of(text("สอง", person)), "local")

    assert rows(engine)[0]["chat"] != rows(engine)[1]["chat"]


def test_where_and_by_whom_are_hashes(inbox: Inbox, engine: Engine) -> None:
    """In a group the chat, the group and the person are known apart, none of them by LINE's ids."""
    person = somebody()
    source = group(person)
    inbox.accept(body_of(said_in(source, "หนึ่ง"), text("สอง", person)), "line")

    there, alone = rows(engine)
    assert len({there["chat"], there["place"], there["person"]}) == 3
    assert there["person"] == alone["person"]
    del there["raw"]
    assert [id_ for id_ in (person, source["groupId"]) if id_ in str(there)] == []


def test_one_to_one_all_is_the_person(inbox: Inbox, engine: Engine) -> None:
    """Alone with the bot a person is the chat and the place."""
    inbox.accept(body_of(text("ถาม")), "line")

    row = rows(engine)[0]
    assert row["chat"] == row["place"] == row["person"] != ""


def test_nobody_is_no_hash(inbox: Inbox, engine: Engine) -> None:
    """Where LINE names no person, or no place, there is none to be found again."""
    inbox.accept(body_of(said_in(group(), "ถาม"), event("module", source=None)), "line")

    there, nowhere = rows(engine)
    assert (there["person"], nowhere["person"], nowhere["place"]) == ("", "", "")
    assert there["place"] != ""


def test_nobodys_messages_are_chats_of_their_own(inbox: Inbox, engine: Engine) -> None:
    """Two who cannot be told apart share no conversation, though they share a group."""
    nobody = group()
    inbox.accept(body_of(said_in(nobody, "หนึ่ง"), said_in(nobody, "สอง")), "line")

    first, second = rows(engine)
    assert first["place"] == second["place"]
    assert first["chat"] != second["chat"]


def test_a_message_can_be_found_again(inbox: Inbox, engine: Engine) -> None:
    """A message, its edit and its end are stored under one id of LINE's."""
    said = said_in(group(somebody()), "ถาม")
    inbox.accept(body_of(said, edited(said, "ถามใหม่"), unsent(said)), "line")

    assert {row["message_id"] for row in rows(engine)} == {said["message"]["id"]}


def test_a_message_that_comes_after_its_end_is_not_kept(inbox: Inbox, engine: Engine) -> None:
    """LINE promises no order: of what was taken back before it came no word is stored."""
    said = text("ความลับ")
    inbox.accept(body_of(unsent(said)), "line")

    inbox.accept(body_of(said), "line")

    late = rows(engine)[1]
    assert (late["event_id"], late["state"], late["raw"]) == (said["webhookEventId"], IGNORED, None)


def test_another_key_makes_other_hashes(engine: Engine) -> None:
    """Without the key nobody can tell whose chat a row is."""
    person = somebody()
    for key in (b"one", b"two"):
        Inbox(EventStore(engine), key, lambda: None).accept(body_of(text("ถาม", person)), "line")

    assert rows(engine)[0]["chat"] != rows(engine)[1]["chat"]


def test_events_without_a_person_do_not_wait_for_each_other(inbox: Inbox, engine: Engine) -> None:
    """Nobody's events are no common chat."""
    inbox.accept(body_of(event("module", source=None), event("module", source=None)), "line")

    assert rows(engine)[0]["chat"] != rows(engine)[1]["chat"]


def test_deep_nesting_does_no_harm(inbox: Inbox) -> None:
    """Around the depth where Python reads what it cannot write, nothing is raised."""
    for depth in range(sys.getrecursionlimit() - 200, sys.getrecursionlimit()):
        deep = b'{"type": ' + b"[" * depth + b"]" * depth + b"}"
        inbox.accept(b'{"events": [' + deep + b"]}", "line")

    assert inbox.accept(body_of(text("ถาม")), "line") == 1
