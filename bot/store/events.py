"""The inbox table: every event once, each chat in order, nothing forgotten."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, and_, func, or_, select, update

from bot.conversation.acts import Act
from bot.conversation.conversation import Conversation, read_conversation
from bot.conversation.origins import without
from bot.store.conversations import Remembered, correct, recall, remember, touch
from bot.store.database import prove_writable
from bot.store.notices import add_notice
from bot.store.order import has_turn, is_superseded
from bot.store.personal import leave, returned, withdraw
from bot.store.records import NO_REASON, Asked, Why, carry_out, note_question
from bot.store.tables import DEAD, IGNORED, WAITING, events
from bot.store.upsert import insert

LEASE = 5.0  # seconds: how soon another process takes up what a dead one held
TURNED_BACK = 60.0  # seconds that nothing is put off for: who finds more, had the clock changed


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
    place: str = ""
    person: str = ""
    message_id: str = ""


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
    place: str
    person: str
    message_id: str
    owner: str
    raw: dict[str, Any]
    timestamp: int
    received: float
    attempts: int
    messages: list[dict[str, Any]] | None
    unclear: bool


@dataclass(frozen=True)
class Answer:
    """What an event is answered, why, and what it leaves behind.

    *conversation*: what is to be remembered; None: as before.
    """

    messages: list[dict[str, Any]]
    why: Why = NO_REASON
    conversation: Conversation | None = None
    asked: Asked | None = None
    acts: tuple[Act, ...] = ()


class EventStore:
    """The events table behind verbs; *now* is always an argument, in seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, new: Iterable[NewEvent], now: float) -> int:
        """Store what is not there yet and return how many that was; durable on return.

        Words that were taken back or edited before they arrived are known, but not kept.
        """
        with self._engine.begin() as connection:
            return sum(self._insert(connection, event, now) for event in new)

    def _insert(self, connection: Connection, event: NewEvent, now: float) -> int:
        row = {**vars(event), "received": now, "state": WAITING, **_NOT_STARTED}
        if is_superseded(connection, row):
            row |= {"state": IGNORED, "finished": now, "raw": None}
        statement = insert(connection, events).values(row).on_conflict_do_nothing()
        # psycopg counts no rows here, so the new id is asked for.
        return int(connection.execute(statement.returning(events.c.id)).first() is not None)

    def claim(self, owner: str, now: float) -> ClaimedEvent | None:
        """Take the oldest event that need not wait for another; None when there is none."""
        free = (_is_past(column, now) for column in (events.c.not_before, events.c.lease))
        due = and_(events.c.state == WAITING, *free)
        oldest = (
            select(events)
            .where(due, has_turn())
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
        self, claimed: ClaimedEvent, answer: Answer, now: float, seen: Remembered | None = None
    ) -> None:
        """Commit *answer* before it is sent: from now on it may have arrived.

        With it goes what is to be remembered in the place of *seen*, which the answer was made
        from, and what it leaves behind. All is written or nothing, and nothing on LeaseLost,
        Overtaken or CodeTaken.
        """
        kept = update(events).where(_held(claimed))
        kept = kept.values(messages=json.dumps(answer.messages), unclear=True, **vars(answer.why))
        with self._engine.begin() as connection:
            if not connection.execute(kept).rowcount:
                raise LeaseLost
            if answer.conversation is None:
                touch(connection, claimed, now)
            else:
                remember(connection, claimed, seen, answer.conversation, now)
            if answer.asked:
                note_question(connection, claimed, answer.asked, answer.why, now)
            carry_out(connection, claimed, answer.acts, now)

    def take_back(self, claimed: ClaimedEvent, now: float) -> None:
        """Let the message that *claimed* is about be gone, with all that was learnt from it."""
        with self._engine.begin() as connection:
            chats = withdraw(connection, claimed.message_id, claimed.id)
            for chat in sorted({claimed.chat, *chats}):  # LINE may not say who took it back
                if seen := recall(connection, chat):
                    rest = without(read_conversation(seen.state), claimed.message_id)
                    correct(connection, chat, seen, rest, now)

    def leave(self, claimed: ClaimedEvent, now: float) -> None:
        """Drop what is owed where *claimed* tells that the bot was blocked or removed."""
        with self._engine.begin() as connection:
            leave(connection, claimed.place, now, claimed.timestamp, claimed.id)

    def come_back(self, claimed: ClaimedEvent) -> None:
        """Note that the bot is welcome again where *claimed* comes from."""
        with self._engine.begin() as connection:
            returned(connection, claimed.place)

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
        why = {"request_id": request_id, "error": error[:200]}
        closed = update(events).where(events.c.id == id_).values(**ended, **wiped, **why)
        with self._engine.begin() as connection:
            event_id = connection.execute(closed.returning(events.c.event_id)).scalar()
            if state == DEAD:
                add_notice(connection, "dead", str(event_id), error, "", now)

    def require_write(self, now: float) -> None:
        """Write and commit a few bytes, as only that tells whether events can be stored.

        Raises what SQLAlchemy raises.
        """
        with self._engine.begin() as connection:
            prove_writable(connection, now)

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


def _is_past(moment: Column[float], now: float) -> ColumnElement[bool]:
    return or_(moment <= now, moment > now + TURNED_BACK)


def _held(claimed: ClaimedEvent) -> ColumnElement[bool]:
    """Whether the event is still in the hands it was claimed by; a process may claim it twice."""
    return and_(
        events.c.id == claimed.id,
        events.c.owner == claimed.owner,
        events.c.attempts == claimed.attempts,
        events.c.state == WAITING,
    )


def _claimed(row: Any) -> ClaimedEvent:
    read = {field.name: row[field.name] for field in fields(ClaimedEvent)}
    messages = json.loads(row["messages"]) if row["messages"] else None
    return ClaimedEvent(**{**read, "raw": json.loads(row["raw"]), "messages": messages})
