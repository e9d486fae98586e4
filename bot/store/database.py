"""Open the database and bring its tables up to date."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError

BUSY = 5.0  # seconds a writer waits for another


class DatabaseError(Exception):
    """The database cannot be used. Read by whoever deploys: what to run."""


def open_database(url: str) -> Engine:
    """Return an engine for *url*; SQLite is made durable and serial by its settings.

    Its errors, which are logged, do not repeat the values they failed on.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    # One connection: threads queue for it here, instead of sleeping and asking again in SQLite.
    options = {"timeout": BUSY, "check_same_thread": False}
    engine = create_engine(
        url, connect_args=options, pool_size=1, max_overflow=0, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # or the driver begins transactions of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    # A transaction that reads, then writes, would fail at once instead of waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate to *revision*."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate back to *revision*."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def require_current(engine: Engine) -> None:
    """Raise DatabaseError unless the database answers and every migration has run."""
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise DatabaseError(f"The database {where} does not answer: {error.orig}") from error
    if found != wanted:
        raise DatabaseError(
            f"The database is at migration {found}, this program needs {wanted}: "
            "run `flask --app bot db upgrade`."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
