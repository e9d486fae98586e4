"""How the database is, and what it still holds of work; for the doctor, who changes nothing."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import DatabaseError
from bot.store.tables import DEAD, WAITING, events, notices


@dataclass(frozen=True)
class Pile:
    """Rows that somebody has to see to: how many, and since when the oldest lies there."""

    count: int
    oldest: float | None


@dataclass(frozen=True)
class Dead:
    """Events that nobody was answered to: how many since a time, and why the last one died."""

    count: int
    error: str


def place(engine: Engine) -> str:
    """Return which database it is, in words without user or password."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return "SQLite"
    return f"PostgreSQL at {url.host or 'this machine'}, database {url.database}"


def require_answer(engine: Engine) -> None:
    """Raise DatabaseError unless the database answers."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        secret = engine.url.password
        reason = reason.replace(secret, "…") if secret else reason
        raise DatabaseError(f"{place(engine)} does not answer: {reason}") from error


def waiting(engine: Engine) -> Pile:
    """Return the events that were not answered yet."""
    query = select(func.count(), func.min(events.c.received)).where(events.c.state == WAITING)
    with engine.connect() as connection:
        return Pile(*connection.execute(query).one())


def dead(engine: Engine, since: float) -> Dead:
    """Return the events that were given up after *since*."""
    given_up = (events.c.state == DEAD) & (events.c.finished >= since)
    count = select(func.count()).where(given_up)
    last = select(events.c.error).where(given_up).order_by(events.c.finished.desc()).limit(1)
    with engine.connect() as connection:
        return Dead(connection.execute(count).scalar_one(), connection.execute(last).scalar() or "")


def untold(engine: Engine) -> Pile:
    """Return the notices that did not reach staff yet."""
    query = select(func.count(), func.min(notices.c.at)).where(notices.c.told.is_(None))
    with engine.connect() as connection:
        return Pile(*connection.execute(query).one())
