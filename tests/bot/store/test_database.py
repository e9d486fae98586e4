"""Migrations up and down, on SQLite and on PostgreSQL."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select

from bot.store.database import (
    DatabaseError,
    downgrade,
    open_database,
    require_current,
    upgrade,
)
from bot.store.events import EventStore, NewEvent
from bot.store.tables import events, metadata

AN_EVENT = NewEvent("E1", "line", "chat", "message", 1, "{}")


def test_migrations_make_the_tables(engine: Engine) -> None:
    """After all migrations the tables are those that tables.py describes, to the last index."""
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_upgrade_twice_changes_nothing(engine: Engine) -> None:
    """Running the migrations again keeps what is there."""
    EventStore(engine).add([AN_EVENT], now=1.0)

    upgrade(engine)

    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(events)).scalar() == 1


def test_migrations_go_back_and_forth_with_data(engine: Engine) -> None:
    """Each migration can be undone while there is data, and done again."""
    EventStore(engine).add([AN_EVENT], now=1.0)

    downgrade(engine, "base")
    gone = inspect(engine).get_table_names()
    upgrade(engine)

    assert gone == ["alembic_version"]
    assert EventStore(engine).add([AN_EVENT], now=2.0) == 1


def test_current_tables_are_accepted(engine: Engine) -> None:
    """A database with every migration may be used."""
    require_current(engine)


def test_missing_migrations_are_refused(bare: Engine) -> None:
    """Before its migrations a database is refused, with the command that mends it."""
    with pytest.raises(DatabaseError, match="db upgrade"):
        require_current(bare)


def test_an_unreachable_database_is_refused() -> None:
    """Where no database answers, whoever deploys reads which one, and no password."""
    engine = open_database("postgresql+psycopg://bot:hush@127.0.0.1:9/bot")

    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1") as refused:
        require_current(engine)

    assert "hush" not in str(refused.value)


def test_sqlite_makes_its_folder(tmp_path: Path) -> None:
    """A fresh clone has no var/."""
    engine = open_database(f"sqlite:///{tmp_path / 'not' / 'there' / 'bot.sqlite3'}")

    upgrade(engine)

    require_current(engine)
    engine.dispose()


def test_sqlite_survives_kill(tmp_path: Path) -> None:
    """What was stored when the call returned is there after ``kill -9``."""
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    script = (
        "import os, signal\n"
        "from bot.store.database import open_database, upgrade\n"
        "from bot.store.events import EventStore, NewEvent\n"
        f"engine = open_database({url!r}); upgrade(engine)\n"
        "EventStore(engine).add([NewEvent('E1', 'line', 'chat', 'message', 1, '{}')], now=1.0)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=False)

    engine = open_database(url)

    assert EventStore(engine).claim("after", now=2.0) is not None
    engine.dispose()
