"""Sweeps come at start and then hourly, and say how much went and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from structlog.testing import capture_logs

from bot.retention import EVERY, Retention
from bot.store import Engine
from bot.store.database import open_database, upgrade
from bot.store.personal import DAY, PersonalData
from bot.store.tables import ratings

NOW = 1_000 * DAY
OLD = {"chat": "secret chat", "edition": "", "helped": True, "why": "secret", "at": NOW - 31 * DAY}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def retention(engine: Engine) -> Retention:
    return Retention(PersonalData(engine), days=30)


def grow_old(engine: Engine, entry: str) -> None:
    with engine.begin() as connection:
        connection.execute(insert(ratings).values(entry=entry, **OLD))


def left(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(ratings)).scalar_one()


def test_the_first_tick_sweeps(engine: Engine, retention: Retention) -> None:
    """What grew old while the bot was off goes at its start."""
    grow_old(engine, "old")

    retention.tick(NOW)

    assert left(engine) == 0


def test_within_the_hour_nothing_is_swept(engine: Engine, retention: Retention) -> None:
    """A tick a second costs nothing."""
    retention.tick(NOW)
    grow_old(engine, "old")

    retention.tick(NOW + EVERY - 1)

    assert left(engine) == 1


def test_after_an_hour_the_next_sweep_comes(engine: Engine, retention: Retention) -> None:
    """A bot that runs for months sweeps all the while."""
    retention.tick(NOW)
    grow_old(engine, "old")

    retention.tick(NOW + EVERY)

    assert left(engine) == 0


def test_counts_are_all_that_is_logged(engine: Engine, retention: Retention) -> None:
    """The log says how much went, by table, and not a word of what it was."""
    grow_old(engine, "old")

    with capture_logs() as logged:
        retention.tick(NOW)

    (line,) = logged
    assert line["ratings"] == 1
    assert "secret" not in str(line)
