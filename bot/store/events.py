"""The inbox table: every event once, each chat in order, nothing forgotten."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, and_, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import events

LEASE = 5.0  # seconds: how soon another process takes up what a dead one held
WAITING, ANSWERED, IGNORED, DEAD = "waiting", "answered", "ignored", "dead"


@dataclass(frozen=True)
class NewEvent:
    """An event as it is first stored; *raw* is its JSON."""

    event_id: str
    channel: str
    chat: str
    kind: str
    timestamp: int
    raw: str


@dataclass(frozen=True)
class ClaimedEvent:
    """An event that this process now answers. *messages*: the answer, if it was made before.

    *unclear*: an earlier try to send it may have arrived.
    """

    id: int
    event_id: str
    channel: str
    raw: dict[str, Any]
    received: float
    attempts: int
    messages: list[dict[str, Any]] | None
    unclear: bool


class EventStore:
    """The events table behind verbs; *now* is always an argument, in seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, new: Iterable[NewEvent], now: float) -> int:
        """Store what is not there yet and return how many that was; durable on return."""
        rows = [{**vars(event), "received": now, "state": WAITING, **_NOT_STARTED} for event in new]
        with self._engine.begin() as connection:
            return sum(self._insert(connection, row) for row in rows)

    def _insert(self, connection: Connection, row: dict[str, Any]) -> int:
        dialect = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
        statement = dialect.insert(events).values(row).on_conflict_do_nothing()
        # psycopg counts no rows here, so the new id is asked for.
        return int(connection.execute(statement.returning(events.c.id)).first() is not None)

    def claim(self, owner: str, now: float) -> ClaimedEvent | None:
        """Take the oldest event whose chat has no older unfinished one; None when there is none."""
        older = events.alias()
        first_of_chat = ~exists().where(
            older.c.state == WAITING,
            older.c.chat == events.c.chat,
            or_(
                older.c.timestamp < events.c.timestamp,
                and_(older.c.timestamp == events.c.timestamp, older.c.id < events.c.id),
            ),
        )
        due = and_(events.c.state == WAITING, events.c.not_before <= now, events.c.lease <= now)
        oldest = (
            select(events)
            .where(due, first_of_chat)
            .order_by(events.c.timestamp, events.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self._engine.begin() as connection:
            row = connection.execute(oldest).mappings().first()
            if row is None:
                return None
            taken = {"owner": owner, "lease": now + LEASE, "attempts": row["attempts"] + 1}
            connection.execute(update(events).where(events.c.id == row["id"]).values(taken))
            return _claimed(row)

    def renew(self, ids: Collection[int], owner: str, now: float) -> None:
        """Hold on to those of *ids* that *owner* still has."""
        mine = and_(events.c.id.in_(ids), events.c.owner == owner, events.c.state == WAITING)
        self._update(mine, lease=now + LEASE)

    def keep_answer(self, id_: int, messages: list[dict[str, Any]], **why: Any) -> None:
        """Commit the answer before it is sent: from now on it may have arrived."""
        text = json.dumps(messages)
        self._update(events.c.id == id_, messages=text, unclear=True, **why)

    def sending(self, id_: int) -> None:
        """Note that a kept answer is about to be sent again."""
        self._update(events.c.id == id_, unclear=True)

    def postpone(self, id_: int, until: float, unclear: bool, error: str) -> None:
        """Let the event go until *until*; its chat waits with it."""
        later = {"not_before": until, "lease": 0.0, "owner": "", "unclear": unclear}
        self._update(events.c.id == id_, error=error[:200], **later)

    def finish(
        self, id_: int, state: str, now: float, request_id: str = "", error: str = ""
    ) -> None:
        """Close the event. What a person wrote goes, unless staff must still see a dead one."""
        wiped = {} if state == DEAD else {"raw": None}
        ended = {"state": state, "finished": now, "messages": None, "lease": 0.0, "owner": ""}
        self._update(events.c.id == id_, request_id=request_id, error=error[:200], **ended, **wiped)

    def oldest_waiting(self) -> float | None:
        """Return when the oldest unanswered event was received, or None."""
        query = select(func.min(events.c.received)).where(events.c.state == WAITING)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def _update(self, which: Any, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(events).where(which).values(**values))


_NOT_STARTED = {
    "attempts": 0,
    "not_before": 0.0,
    "owner": "",
    "lease": 0.0,
    "unclear": False,
    "decision": "",
    "entry": "",
    "confidence": 0.0,
    "request_id": "",
    "error": "",
}


def _claimed(row: Any) -> ClaimedEvent:
    return ClaimedEvent(
        id=row["id"],
        event_id=row["event_id"],
        channel=row["channel"],
        raw=json.loads(row["raw"]),
        received=row["received"],
        attempts=row["attempts"] + 1,
        messages=json.loads(row["messages"]) if row["messages"] else None,
        unclear=row["unclear"],
    )
