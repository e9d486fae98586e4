"""What an answer leaves behind: the question for the staff's list, a hand-over, a rating, or less.

Written on the connection of whoever commits the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, update

from bot.conversation.acts import Act, Forget, HandOver, Rating
from bot.store.conversations import CodeTaken
from bot.store.notices import add_notice
from bot.store.personal import forget
from bot.store.tables import events, handovers, questions, ratings
from bot.store.upsert import insert


@dataclass(frozen=True)
class Asked:
    """What a person asked: its *kind*, and its *words*, masked; "" for what is no text."""

    kind: str
    words: str


@dataclass(frozen=True)
class Why:
    """Why this was said: *decision* and *entry* as in a Reply, *confidence* of what was found."""

    decision: str = ""
    entry: str = ""
    confidence: float = 0.0


NO_REASON = Why()


class Source(Protocol):
    """The event that something comes from."""

    @property
    def event_id(self) -> str: ...
    @property
    def chat(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def message_id(self) -> str: ...


def note_question(
    connection: Connection, source: Source, asked: Asked, why: Why, now: float
) -> None:
    """Write down what was asked and what came of it."""
    what = {"event_id": source.event_id, "kind": asked.kind, "asked": asked.words, "at": now}
    connection.execute(insert(connection, questions).values({**_of(source), **what, **vars(why)}))


def carry_out(connection: Connection, source: Source, acts: Iterable[Act], now: float) -> None:
    """Do what an answer asks to be done. Raises CodeTaken."""
    for act in acts:
        match act:
            case HandOver():
                _hand_over(connection, source, act, now)
            case Rating():
                _rate(connection, source, act, now)
            case Forget():
                forget(connection, source.person, source.chat)
                of_this = events.c.event_id == source.event_id  # in hand, and so left whole
                nobodys = {"chat": "", "person": "", "place": "", "message_id": ""}
                connection.execute(update(events).where(of_this).values(nobodys))


def _hand_over(connection: Connection, source: Source, act: HandOver, now: float) -> None:
    row = {
        "chat": source.chat,
        "message_id": act.message or source.message_id,
        "code": act.code,
        "reason": act.reason,
        "about": act.about,
        "case_code": act.case,
        "state": "open",
        "at": now,
    }
    statement = insert(connection, handovers).values(row).on_conflict_do_nothing()
    if connection.execute(statement.returning(handovers.c.id)).first() is None:
        raise CodeTaken
    add_notice(connection, "handover", act.code, act.reason, act.case, now)


def _rate(connection: Connection, source: Source, act: Rating, now: float) -> None:
    """Keep the newest word of this chat on this answer."""
    key = {"chat": source.chat, "entry": act.entry[:80], "edition": act.edition[:16]}
    new = {"helped": act.helped, "why": act.why, "at": now}
    statement = insert(connection, ratings).values({**key, **new})
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=new))


def _of(source: Source) -> dict[str, str]:
    return {"chat": source.chat, "message_id": source.message_id}
