"""Which event's turn it is, and which comes too late to count."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from bot.store.tables import events

# What is owed is dropped by them anyway, and what was taken back must not be answered meanwhile.
_OVERTAKING = ("unsend", "unfollow", "leave")
_SPOKEN = ("message", "messageEdited")


def has_turn() -> ColumnElement[bool]:
    """Whether a waiting event need not wait for an older one of its chat."""
    older = events.alias()
    waits = exists().where(
        older.c.state == events.c.state,
        older.c.chat == events.c.chat,
        or_(
            older.c.timestamp < events.c.timestamp,
            and_(older.c.timestamp == events.c.timestamp, older.c.id < events.c.id),
        ),
    )
    return or_(events.c.kind.in_(_OVERTAKING), ~waits)


def is_superseded(connection: Connection, new: Mapping[str, Any]) -> bool:
    """Whether the words of *new*, a row to be, were taken back or edited before they came.

    LINE delivers in any order; of several edits the one with the latest time counts
    (https://developers.line.biz/en/reference/messaging-api/#edit-event).
    """
    if new["kind"] not in _SPOKEN or not new["message_id"]:
        return False
    edited = and_(events.c.kind == "messageEdited", events.c.timestamp > new["timestamp"])
    query = select(events.c.id).where(
        events.c.channel == new["channel"],
        events.c.message_id == new["message_id"],
        or_(events.c.kind == "unsend", edited),
    )
    return connection.execute(query.limit(1)).first() is not None
