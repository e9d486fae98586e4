"""Open the database and bring its tables up to date."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError, SQLAlchemyError

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
    one = {"pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY}
    engine = create_engine(url, connect_args=options, hide_parameters=True, **one)
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
    """Migrate to *revision*. Raises DatabaseError where the database does not let itself change."""
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except OperationalError as error:
        raise DatabaseError(f"{_name(engine)} cannot be migrated: {reason(error)}") from error


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate back to *revision*."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def require_current(engine: Engine) -> None:
    """Raise DatabaseError unless the database answers and every migration has run."""
    wanted = _scripts().get_current_head()
    found = revision_of(engine)
    if found != wanted:
        raise DatabaseError(
            f"The database is at migration {found}, this program needs {wanted}: "
            "run `flask --app bot db upgrade`."
        )


def revision_of(engine: Engine) -> str | None:
    """Return the last migration that has run, None before the first. Raises DatabaseError."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise DatabaseError(f"{_name(engine)} does not answer: {reason(error)}") from error


def prove_writable(connection: Connection, now: float) -> None:
    """Write what differs from second to second; SQLite leaves out what would change nothing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {int(now) % 2**31}")
    else:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


def knows_revision(revision: str) -> bool:
    """Tell whether *revision* is one of this program's migrations."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _name(engine: Engine) -> str:
    return f"The database {engine.url.render_as_string(hide_password=True)}"


def reason(error: SQLAlchemyError) -> str:
    """Return what the database itself said, in one line."""
    return str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
