"""Migrations up and down, on SQLite and on PostgreSQL."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Table, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.conversation import Case, Conversation
from bot.store.database import (
    DatabaseError,
    downgrade,
    open_database,
    require_current,
    upgrade,
)
from bot.store.events import Answer, EventStore, NewEvent
from bot.store.tables import cases, conversations, events, metadata

AN_EVENT = NewEvent("E1", "line", "chat", "message", 1, "{}")
A_CONVERSATION = Conversation(Case("guide", "1", "12345678", {"otop": "yes"}))
TABLES = [events, conversations, cases]


def fill(engine: Engine) -> None:
    """Put a row into every table."""
    store = EventStore(engine)
    store.add([AN_EVENT], now=1.0)
    claimed = store.claim("me", now=2.0)
    assert claimed is not None
    store.keep_answer(claimed, Answer([], conversation=A_CONVERSATION), now=2.0)


def rows(engine: Engine, *tables: Table) -> list[int]:
    """Return how many rows each of *tables* has."""
    with engine.connect() as connection:
        counts = [select(func.count()).select_from(table) for table in tables]
        return [connection.execute(count).scalar_one() for count in counts]


def test_migrations_make_the_tables(engine: Engine) -> None:
    """After all migrations the tables are those that tables.py describes, to the last index."""
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_upgrade_twice_changes_nothing(engine: Engine) -> None:
    """Running the migrations again keeps what is there."""
    fill(engine)

    upgrade(engine)

    assert rows(engine, *TABLES) == [1, 1, 1]


def test_migrations_go_back_and_forth_with_data(engine: Engine) -> None:
    """Each migration can be undone while there is data, and done again."""
    fill(engine)

    downgrade(engine, "base")
    gone = inspect(engine).get_table_names()
    upgrade(engine)

    assert gone == ["alembic_version"]
    fill(engine)
    assert rows(engine, *TABLES) == [1, 1, 1]


def test_conversations_come_and_go_without_the_inbox(engine: Engine) -> None:
    """The migration that brought conversations is undone and done again; no event is touched."""
    fill(engine)

    downgrade(engine, "0001")
    left = set(inspect(engine).get_table_names())
    upgrade(engine)

    assert left == {"alembic_version", "events"}
    assert rows(engine, *TABLES) == [1, 0, 0]


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


def test_an_error_keeps_secrets(engine: Engine) -> None:
    """What is logged of a failed write is not what people said."""
    twice = [{"chat": "a", "state": "ความลับ", "updated": 1.0}] * 2

    with pytest.raises(SQLAlchemyError) as failed, engine.begin() as connection:
        connection.execute(conversations.insert(), twice)

    assert "ความลับ" not in str(failed.value)


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
        "from bot.store.events import Answer, EventStore, NewEvent\n"
        f"engine = open_database({url!r}); upgrade(engine)\n"
        "EventStore(engine).add([NewEvent('E1', 'line', 'chat', 'message', 1, '{}')], now=1.0)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=False)

    engine = open_database(url)

    assert EventStore(engine).claim("after", now=2.0) is not None
    engine.dispose()
