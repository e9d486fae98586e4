"""What the doctor reads from either database."""

import pytest
from sqlalchemy import Engine

from bot.store.database import DatabaseError, open_database
from bot.store.state import Dead, Pile, dead, place, require_answer, untold, waiting
from bot.store.tables import events, notices
from tests.bot.doctor.conftest import A_NOTICE, AN_EVENT


def holds(engine: Engine, *rows: dict[str, object]) -> None:
    with engine.begin() as connection:
        for number, row in enumerate(rows):
            new = {**AN_EVENT, "event_id": f"E{number}", "received": 1.0, "error": "", **row}
            connection.execute(events.insert().values(new))


def test_waiting(engine: Engine) -> None:
    """Only what is still to be answered counts, and its oldest."""
    holds(
        engine,
        {"state": "waiting", "received": 7.0},
        {"state": "waiting", "received": 5.0},
        {"state": "answered", "received": 3.0},
    )

    assert waiting(engine) == Pile(2, 5.0)


def test_nothing_waits(engine: Engine) -> None:
    """An empty inbox has no oldest event."""
    assert waiting(engine) == Pile(0, None)


def test_dead(engine: Engine) -> None:
    """What was given up since then counts, with the reason of the last."""
    holds(
        engine,
        {"state": "dead", "finished": 9.0, "error": "last"},
        {"state": "dead", "finished": 8.0, "error": "first"},
        {"state": "dead", "finished": 2.0, "error": "long ago"},
        {"state": "answered", "finished": 10.0},
    )

    assert dead(engine, since=5.0) == Dead(2, "last")


def test_untold(engine: Engine) -> None:
    """Notices that staff got do not count."""
    with engine.begin() as connection:
        for row in ({"at": 4.0}, {"at": 6.0}, {"at": 2.0, "told": 3.0}):
            connection.execute(notices.insert().values({**A_NOTICE, **row}))

    assert untold(engine) == Pile(2, 4.0)


def test_a_database_that_answers(bare: Engine) -> None:
    """It need not have any table for that."""
    require_answer(bare)


def test_a_database_that_does_not() -> None:
    """The sentence says which, and has no password wherever the address holds one."""
    url = "postgresql+psycopg://me:hush@127.0.0.1:9/bot?options=hush"
    engine = open_database(url)

    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1") as silent:
        require_answer(engine)

    assert "hush" not in str(silent.value)


def test_place(bare: Engine) -> None:
    """Which kind it is, without the folder it lies in."""
    assert place(bare).startswith(("SQLite", "PostgreSQL"))
    assert "/" not in place(bare)
