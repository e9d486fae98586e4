"""What is remembered of each chat, and the cases opened in it.

Written on the connection of whoever commits the answer that changed it.
"""

import json
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Column, ColumnElement, Connection, and_, select, true, update

from bot.conversation.conversation import Case, Conversation
from bot.store.tables import cases, conversations
from bot.store.upsert import insert


class CodeTaken(Exception):  # noqa: N818 (bad luck, no error)
    """A case of another chat has this code. Read by the worker: try again with another code."""


class Overtaken(Exception):  # noqa: N818 (bad luck, no error)
    """The conversation changed since it was read. Read by the worker: answer from the new one."""


class Remembered(NamedTuple):
    """A conversation as it is stored: its JSON, and when its chat was last answered (seconds)."""

    state: str
    updated: float


class Chat(Protocol):
    """Whose conversation it is: hashes of the chat, of its place, and of the person."""

    @property
    def chat(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def person(self) -> str: ...


def recall(connection: Connection, chat: str) -> Remembered | None:
    """Return what is remembered of *chat*."""
    query = select(conversations.c.state, conversations.c.updated)
    row = connection.execute(query.where(conversations.c.chat == chat)).first()
    return Remembered(*row) if row else None


def touch(connection: Connection, chat: Chat, now: float) -> None:
    """Note that *chat* was answered, and that nothing else is remembered of it than before."""
    row = _row(chat, Conversation(), now)
    _upsert(connection, conversations.c.chat, row, true(), stays="state")


def remember(
    connection: Connection,
    chat: Chat,
    seen: Remembered | None,
    conversation: Conversation,
    now: float,
) -> None:
    """Put *conversation* in the place of *seen*, and its case under its code.

    The states are compared because two events of a chat can be in hand at once: when the older
    arrives after the newer was claimed. Raises Overtaken and CodeTaken.
    """
    row = _row(chat, conversation, now)
    unchanged = conversations.c.state == (seen.state if seen else None)
    if not _upsert(connection, conversations.c.chat, row, unchanged):
        raise Overtaken
    if conversation.case:
        _keep_case(connection, chat.chat, conversation.case, now)


def correct(
    connection: Connection, chat: str, seen: Remembered, conversation: Conversation, now: float
) -> None:
    """Put *conversation* in the place of *seen*, as if it had never been otherwise.

    Raises Overtaken.
    """
    of_chat = and_(conversations.c.chat == chat, conversations.c.state == seen.state)
    corrected = update(conversations).where(of_chat).values(state=conversation.to_json())
    if not connection.execute(corrected).rowcount:
        raise Overtaken
    if conversation.case:
        _keep_case(connection, chat, conversation.case, now)


def _row(chat: Chat, conversation: Conversation, now: float) -> dict[str, Any]:
    whose = {"chat": chat.chat, "place": chat.place, "person": chat.person}
    return {**whose, "state": conversation.to_json(), "updated": now, "gone": None}


def _keep_case(connection: Connection, chat: str, case: Case, now: float) -> None:
    row = {
        "code": case.code,
        "chat": chat,
        "flow": case.flow,
        "edition": case.edition,
        "choices": json.dumps(dict(case.choices)),
        "outcome": case.outcome,
        "started": now,
        "updated": now,
    }
    if not _upsert(connection, cases.c.code, row, cases.c.chat == chat, stays="started"):
        raise CodeTaken


def _upsert(
    connection: Connection,
    key: Column[str],
    row: dict[str, Any],
    ours: ColumnElement[bool],
    stays: str = "",
) -> bool:
    """Insert *row*, or where its *key* is there and *ours* holds, update all but *stays*.

    False: the key is there and not ours.
    """
    new = {name: value for name, value in row.items() if name not in (key.name, stays)}
    statement = insert(connection, key.table).values(row)
    written = statement.on_conflict_do_update(index_elements=[key], set_=new, where=ours)
    return connection.execute(written.returning(key)).first() is not None
