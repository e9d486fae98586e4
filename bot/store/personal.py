"""What is stored of people: told to them, and taken away when they, LINE or the calendar say so.

A new table or column that holds something of a person has its place in here; a test that fills
every table of the schema fails until it has.
"""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    delete,
    func,
    or_,
    select,
    union,
    update,
)

from bot.conversation.conversation import Mine
from bot.store.tables import (
    DEAD,
    IGNORED,
    WAITING,
    cases,
    conversations,
    events,
    handovers,
    notices,
    questions,
    ratings,
)

DAY = 86400.0  # seconds
DEAD_DAYS = 7  # how long staff can look into an event that could not be answered
BATCH = 500  # rows a transaction: nobody who wants to write waits for long

_WORDLESS = {"raw": None, "messages": None}
_NOBODYS = {"chat": "", "place": "", "person": "", "message_id": "", "entry": "", **_WORDLESS}


class PersonalData:
    """What is done apart from an event, each in transactions of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stored_of(self, person: str, chat: str) -> Mine:
        """Return what is stored of *person* in all chats; "" is nobody known, and *chat* alone."""
        with self._engine.connect() as connection:
            chats = _chats_of(connection, person, chat)
            return Mine(
                questions=_count(connection, questions, chats),
                ratings=_count(connection, ratings, chats),
                cases=_codes(connection, cases, chats),
                handovers=_codes(connection, handovers, chats),
            )

    def sweep(self, now: float, days: int) -> dict[str, int]:
        """Delete what is older than *days* and return how many rows that were, by table.

        ``dead_wiped``: how many events staff could look into until now.
        """
        swept = {table.name: self._delete(table, old) for table, old in _older(now - days * DAY)}
        seen_long_enough = and_(
            events.c.state == DEAD,
            events.c.finished < now - DEAD_DAYS * DAY,
            or_(events.c.raw.is_not(None), events.c.messages.is_not(None)),
        )
        return {**swept, "dead_wiped": self._wipe(seen_long_enough)}

    def _delete(self, table: Table, which: ColumnElement[bool]) -> int:
        return sum(self._in_batches(delete(table), table, which))

    def _wipe(self, which: ColumnElement[bool]) -> int:
        return sum(self._in_batches(update(events).values(_WORDLESS), events, which))

    def _in_batches(self, change: Any, table: Table, which: ColumnElement[bool]) -> Iterator[int]:
        """Make the *change* to the rows, and yield how many there were each time."""
        (key,) = table.primary_key.columns
        some = key.in_(select(key).where(which).order_by(key).limit(BATCH))
        done = BATCH
        while done == BATCH:
            with self._engine.begin() as connection:
                # *which* is asked once more: a row may have changed since it was chosen.
                done = connection.execute(change.where(some, which)).rowcount
            yield done


def forget(connection: Connection, person: str, chat: str) -> None:
    """Delete what is stored of *person* in all chats; "" is nobody known, and *chat* alone.

    Of events that are finished stays what is counted, and nothing that leads to anybody. Those
    that wait stay whole: the one in hand has to be finished, and who writes on after "forget me"
    is owed an answer. What staff were not told yet they are not told any more.
    """
    chats = _chats_of(connection, person, chat)
    _drop_handovers(connection, handovers.c.chat.in_(chats))
    for table in (conversations, cases, questions, ratings):
        connection.execute(delete(table).where(table.c.chat.in_(chats)))
    over = and_(events.c.chat.in_(chats), events.c.state != WAITING)
    connection.execute(update(events).where(over).values(_NOBODYS))


def withdraw(connection: Connection, message_id: str, id_: int | None = None) -> tuple[str, ...]:
    """Delete what came of a message that was taken back; returns the chats it was in.

    What the conversations of these chats still know of it is for the caller to take out. Event
    *id_*, which tells of it, stays, and so do newer ones: a later edit has words of its own.
    """
    if not message_id:
        return ()
    chats = _chats_with(connection, message_id)
    connection.execute(delete(questions).where(questions.c.message_id == message_id))
    _drop_handovers(connection, handovers.c.message_id == message_id)
    of_message = events.c.message_id == message_id
    if id_ is not None:
        told = select(events.c.timestamp).where(events.c.id == id_).scalar_subquery()
        of_message = and_(of_message, events.c.id != id_, events.c.timestamp <= told)
    unread = and_(of_message, events.c.state.in_((WAITING, DEAD)))
    _close(connection, unread, func.coalesce(events.c.finished, events.c.received))
    connection.execute(update(events).where(of_message).values(message_id="", **_WORDLESS))
    return chats


def leave(connection: Connection, place: str, now: float, before_timestamp: int, id_: int) -> None:
    """Note that the bot was blocked or removed at *place*, which event *id_* tells.

    Answers owed there to events up to *before_timestamp* (milliseconds, LINE's clock) cannot
    arrive any more, and are dropped.
    """
    if not place:
        return
    owed = and_(
        events.c.place == place,
        events.c.state == WAITING,
        events.c.timestamp <= before_timestamp,
        events.c.id != id_,
    )
    _close(connection, owed, now)
    here = conversations.c.place == place
    connection.execute(update(conversations).where(here).values(gone=now))


def returned(connection: Connection, place: str) -> None:
    """Note that the bot is welcome at *place*, perhaps again."""
    if place:
        here = conversations.c.place == place
        connection.execute(update(conversations).where(here).values(gone=None))


def _older(before: float) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield what is older than *before*, the chats of people who left last: they take all along.

    A notice as old goes told or not: what it tells of is gone too.
    """
    left = select(conversations.c.chat).where(conversations.c.gone < before)
    for table, at in (
        (cases, cases.c.updated),
        (questions, questions.c.at),
        (ratings, ratings.c.at),
        (handovers, handovers.c.at),
    ):
        yield table, or_(at < before, table.c.chat.in_(left))
    yield notices, notices.c.at < before
    yield conversations, func.coalesce(conversations.c.gone, conversations.c.updated) < before
    yield events, and_(events.c.state != WAITING, events.c.finished < before)


def _chats_of(connection: Connection, person: str, chat: str) -> set[str]:
    if not person:
        return {chat}
    known = (
        select(table.c.chat).where(table.c.person == person) for table in (conversations, events)
    )
    return {chat, *connection.scalars(union(*known))}


def _chats_with(connection: Connection, message_id: str) -> tuple[str, ...]:
    found = (
        select(table.c.chat).where(table.c.message_id == message_id)
        for table in (events, questions, handovers)
    )
    return tuple(sorted(connection.scalars(union(*found))))


def _count(connection: Connection, table: Table, chats: Collection[str]) -> int:
    query = select(func.count()).select_from(table).where(table.c.chat.in_(chats))
    return connection.execute(query).scalar_one()


def _codes(connection: Connection, table: Table, chats: Collection[str]) -> tuple[str, ...]:
    query = select(table.c.code).where(table.c.chat.in_(chats)).order_by(table.c.id)
    return tuple(connection.scalars(query))


def _drop_handovers(connection: Connection, which: ColumnElement[bool]) -> None:
    """Delete hand-overs, and what staff were not told of them yet."""
    untold = and_(
        notices.c.kind == "handover",
        notices.c.told.is_(None),
        notices.c.code.in_(select(handovers.c.code).where(which)),
    )
    connection.execute(delete(notices).where(untold))
    connection.execute(delete(handovers).where(which))


def _close(connection: Connection, which: ColumnElement[bool], finished: Any) -> None:
    """Let events be over without an answer and without a word in them."""
    over = {"state": IGNORED, "finished": finished, "lease": 0.0, "owner": "", **_WORDLESS}
    connection.execute(update(events).where(which).values(over))
