"""The notices table, on SQLite and on PostgreSQL: written with what happened, told by one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.notices.message import Message
from bot.notices.notifier import Notifier
from bot.store.notices import LEASE, Notice, NoticeStore, add_notice
from indexer.wording import Wording

THREADS = 8


class FakeChannel:
    """Tells nobody, and keeps what it was given in ``told``."""

    def __init__(self) -> None:
        self.told: list[Message] = []

    def tell(self, message: Message) -> None:
        self.told.append(message)


@pytest.fixture
def notices(engine: Engine) -> NoticeStore:
    return NoticeStore(engine)


def note(engine: Engine, code: str = "H1", now: float = 1.0, reason: str = "asked") -> None:
    with engine.begin() as connection:
        add_notice(connection, "handover", code, reason, "12345678", now)


def only(found: list[Notice]) -> Notice:
    [notice] = found
    return notice


def claimed(notices: NoticeStore, now: float = 10.0) -> Notice:
    taken = notices.claim(only(notices.due(now, 1)), now)
    assert taken is not None
    return taken


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """Do *work* in all threads at the same time."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, range(THREADS)))


def test_a_notice_comes_back_whole(engine: Engine, notices: NoticeStore) -> None:
    """All that staff are told was stored, and it is due at once."""
    note(engine, now=1790000000.123456)

    notice = only(notices.due(1790000000.123456, 5))

    assert (notice.kind, notice.code, notice.reason) == ("handover", "H1", "asked")
    assert (notice.case_code, notice.at, notice.attempts) == ("12345678", 1790000000.123456, 0)


def test_a_notice_goes_with_its_transaction(engine: Engine, notices: NoticeStore) -> None:
    """What did not happen after all is told to nobody."""
    with engine.connect() as connection:
        add_notice(connection, "dead", "E1", "ValueError", "", 1.0)
        connection.rollback()

    assert notices.untold() == 0


def test_a_long_reason_is_cut(engine: Engine, notices: NoticeStore) -> None:
    """PostgreSQL refuses what is too long for a column, and with it the whole transaction."""
    note(engine, reason="Error" * 20)

    assert only(notices.due(1.0, 5)).reason == ("Error" * 20)[:40]


def test_nothing_is_due_before_its_time(engine: Engine, notices: NoticeStore) -> None:
    """A notice that rests stays out of the way."""
    note(engine)
    notices.later(claimed(notices), until=60.0)

    assert notices.due(59.9, 5) == []
    assert only(notices.due(60.0, 5)).code == "H1"


def test_the_longest_due_comes_first(engine: Engine, notices: NoticeStore) -> None:
    """And no more are taken than were asked for."""
    for code, now in (("late", 3.0), ("early", 1.0), ("middle", 2.0)):
        note(engine, code, now)

    assert [notice.code for notice in notices.due(9.0, 2)] == ["early", "middle"]


def test_of_claims_at_once_one_wins(engine: Engine, notices: NoticeStore) -> None:
    """A notice is in one thread's hands only, although all saw that it is due."""
    note(engine)
    seen = only(notices.due(10.0, 5))

    found = at_once(lambda _: notices.claim(seen, 10.0))

    assert len([notice for notice in found if notice]) == 1


def test_notifiers_at_once_tell_once(
    engine: Engine, notices: NoticeStore, wording: Wording
) -> None:
    """However many processes tell staff, they hear of each thing once."""
    codes = [f"H{number}" for number in range(10)]
    for code in codes:
        note(engine, code)
    channel = FakeChannel()

    at_once(lambda _: Notifier(notices, channel, lambda: wording).tick(10.0))

    assert sorted(message.code for message in channel.told) == codes


def test_a_claimed_notice_is_nobody_elses(engine: Engine, notices: NoticeStore) -> None:
    """Until the lease lapses the notice is not due; then it is, as a second try."""
    note(engine)
    claimed(notices, now=10.0)

    assert notices.due(10.0 + LEASE - 0.1, 5) == []
    assert only(notices.due(10.0 + LEASE, 5)).attempts == 1


def test_what_was_told_is_told_no_more(engine: Engine, notices: NoticeStore) -> None:
    """It is never due again, and cannot be claimed by whoever saw it before."""
    note(engine)
    seen = only(notices.due(10.0, 5))
    notices.told(seen.id, 11.0)

    assert notices.due(1e12, 5) == []
    assert notices.claim(seen, 12.0) is None


def test_who_was_overtaken_changes_nothing(engine: Engine, notices: NoticeStore) -> None:
    """A process that failed slowly does not bring forward what another has in hand."""
    note(engine)
    slow = claimed(notices, now=10.0)
    claimed(notices, now=10.0 + LEASE)

    notices.later(slow, until=11.0 + LEASE)

    assert notices.due(9.0 + 2 * LEASE, 5) == []


def test_the_untold_are_counted(engine: Engine, notices: NoticeStore) -> None:
    """Whoever watches sees how much staff do not know, in hand or not."""
    for code in ("H1", "H2", "H3"):
        note(engine, code)
    first, second, _ = notices.due(10.0, 5)
    notices.claim(first, 10.0)
    notices.told(second.id, 10.0)

    assert notices.untold() == 2
