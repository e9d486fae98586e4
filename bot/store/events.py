"""The inbox table: every event once, each chat in order, nothing forgotten."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, exists, func, or_, select, update

from bot.conversation.conversation import Conversation
from bot.store.conversations import Remembered, recall, remember, touch
from bot.store.tables import events
from bot.store.upsert import insert

LEASE = 5.0  # seconds: how soon another process takes up what a dead one held
WAITING, ANSWERED, IGNORED, DEAD = "waiting", "answered", "ignored", "dead"


class LeaseLost(Exception):  # noqa: N818 (somebody else's turn, no error)
    """Another took the event over meanwhile. Read by the worker: leave it alone."""


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
    """An event that *owner* now answers. *messages*: the answer, if it was made before.

    *attempts*: the number of this claim, which no other claim of the event has.
    *unclear*: an earlier try to send it may have arrived.
    """

    id: int
    event_id: str
    channel: str
    chat: str
    owner: str
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
        statement = insert(connection, events).values(row).on_conflict_do_nothing()
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
            return _claimed({**row, **taken})

    def renew(self, ids: Collection[int], owner: str, now: float) -> None:
        """Hold on to those of *ids* that *owner* still has."""
        mine = and_(events.c.id.in_(ids), events.c.owner == owner, events.c.state == WAITING)
        self._update(mine, lease=now + LEASE)

    def conversation(self, chat: str) -> Remembered | None:
        """Return what is remembered of *chat*."""
        with self._engine.connect() as connection:
            return recall(connection, chat)

    def keep_answer(
        self,
        claimed: ClaimedEvent,
        messages: list[dict[str, Any]],
        now: float,
        seen: Remembered | None = None,
        conversation: Conversation | None = None,
        **why: Any,
    ) -> None:
        """Commit the answer before it is sent: from now on it may have arrived.

        With it goes what is to be remembered: *conversation* in the place of *seen*, which the
        answer was made from; None: as before. All is written or nothing, and nothing on
        LeaseLost, Overtaken or CodeTaken.
        """
        kept = update(events).where(_held(claimed))
        kept = kept.values(messages=json.dumps(messages), unclear=True, **why)
        with self._engine.begin() as connection:
            if not connection.execute(kept).rowcount:
                raise LeaseLost
            if conversation is None:
                touch(connection, claimed.chat, now)
            else:
                remember(connection, claimed.chat, seen, conversation, now)

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


def _held(claimed: ClaimedEvent) -> ColumnElement[bool]:
    """Whether the event is still in the hands it was claimed by; a process may claim it twice."""
    return and_(
        events.c.id == claimed.id,
        events.c.owner == claimed.owner,
        events.c.attempts == claimed.attempts,
        events.c.state == WAITING,
    )


def _claimed(row: Any) -> ClaimedEvent:
    return ClaimedEvent(
        id=row["id"],
        event_id=row["event_id"],
        channel=row["channel"],
        chat=row["chat"],
        owner=row["owner"],
        raw=json.loads(row["raw"]),
        received=row["received"],
        attempts=row["attempts"],
        messages=json.loads(row["messages"]) if row["messages"] else None,
        unclear=row["unclear"],
    )
