"""The notices table: what staff are to be told, until they were told."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, insert, or_, select, update

from bot.store.tables import notices

LEASE = 30.0  # seconds: how soon another process tells what a dead one was about to tell
TURNED_BACK = 3600.0  # seconds that nothing is put off for: who finds more, had the clock changed

Kind = Literal["handover", "dead"]


@dataclass(frozen=True)
class Notice:
    """One thing to tell. *code*: of the hand-over, or the id of the event that is dead.

    *case_code*: "" or the code of a case. *attempts*: how often it was claimed.
    """

    id: int
    kind: str
    code: str
    reason: str
    case_code: str
    at: float
    attempts: int
    not_before: float


def add_notice(  # noqa: PLR0913, PLR0917 (a row, value by value)
    connection: Connection, kind: Kind, code: str, reason: str, case_code: str, now: float
) -> None:
    """Note, in the transaction that records what happened, that staff are to be told of it.

    A reason that is too long for its column is cut: PostgreSQL would undo the whole transaction.
    """
    row = {"kind": kind, "code": code, "reason": reason[:40], "case_code": case_code, "at": now}
    connection.execute(insert(notices).values(**row, attempts=0, not_before=now))


class NoticeStore:
    """The table behind verbs; *now* is always an argument, in seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, now: float, limit: int) -> list[Notice]:
        """Return what is to be told by now, longest due first."""
        waited = notices.c.not_before <= now
        turned_back = notices.c.not_before > now + TURNED_BACK
        query = select(*_FIELDS).where(notices.c.told.is_(None), or_(waited, turned_back))
        query = query.order_by(notices.c.not_before, notices.c.id).limit(limit)
        with self._engine.connect() as connection:
            return [Notice(**row) for row in connection.execute(query).mappings()]

    def claim(self, seen: Notice, now: float) -> Notice | None:
        """Take the notice as it was *seen*; None where another was faster."""
        taken = replace(seen, not_before=now + LEASE, attempts=seen.attempts + 1)
        unchanged = and_(_held(seen), notices.c.not_before == seen.not_before)
        values = {"not_before": taken.not_before, "attempts": taken.attempts}
        return taken if self._update(unchanged, **values) else None

    def told(self, id_: int, now: float) -> None:
        """Note that staff know."""
        self._update(notices.c.id == id_, told=now)

    def later(self, claimed: Notice, until: float) -> None:
        """Let the notice rest until then, unless another has claimed it meanwhile."""
        self._update(_held(claimed), not_before=until)

    def untold(self) -> int:
        """Return of how many things staff have not been told."""
        query = select(func.count()).select_from(notices).where(notices.c.told.is_(None))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def _update(self, which: ColumnElement[bool], **values: Any) -> int:
        with self._engine.begin() as connection:
            return connection.execute(update(notices).where(which).values(**values)).rowcount


_FIELDS = [notices.c[name] for name in Notice.__dataclass_fields__]


def _held(notice: Notice) -> ColumnElement[bool]:
    """Whether nobody has claimed or told the notice since."""
    same = and_(notices.c.id == notice.id, notices.c.attempts == notice.attempts)
    return and_(same, notices.c.told.is_(None))
