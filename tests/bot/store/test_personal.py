"""What is stored of people and how it goes, on SQLite and on PostgreSQL."""

from typing import Any

import pytest
from sqlalchemy import Boolean, Engine, Float, Integer, Table, event, insert, select

from bot.conversation.conversation import Mine
from bot.store.personal import BATCH, DAY, PersonalData, forget, leave, returned, withdraw
from bot.store.tables import (
    ANSWERED,
    DEAD,
    IGNORED,
    WAITING,
    cases,
    conversations,
    events,
    handovers,
    metadata,
    notices,
    questions,
    ratings,
)

NOW = 1_000 * DAY
# A column of such a name holds something of a person, whatever table it will stand in.
PERSONAL = {"chat", "person", "place", "message_id", "asked", "about", "raw", "messages", "state"}
HOLD_PEOPLE = [table for table in metadata.sorted_tables if PERSONAL & set(table.c.keys())]
OF_A_CHAT = [table for table in HOLD_PEOPLE if "chat" in table.c or "person" in table.c]
OF_A_MESSAGE = [table for table in HOLD_PEOPLE if "message_id" in table.c]
TABLES = {table.name: table for table in metadata.sorted_tables}


@pytest.fixture
def personal(engine: Engine) -> PersonalData:
    return PersonalData(engine)


def fill(engine: Engine, table: Table, **values: Any) -> None:
    """Store a row in which everything not in *values* is something, whatever columns there are."""
    with engine.begin() as connection:
        number = len(connection.execute(select(table)).all())
        row = {column.name: _some(column, number) for column in table.c if column.name != "id"}
        connection.execute(insert(table).values(**{**row, **values}))


def _some(column: Any, number: int) -> Any:
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Float | Integer):
        return NOW if isinstance(column.type, Float) else 1
    usual = {"chat": "a", "person": "p", "place": "home", "message_id": "M1", "kind": "message"}
    distinct = column.unique or column.name in ("code", "entry")
    return usual.get(column.name, f"{column.name}{number}"[:10] if distinct else column.name)


def rows(engine: Engine, table: Table) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        query = select(table).order_by(*table.primary_key)
        return [dict(row) for row in connection.execute(query).mappings()]


def values(engine: Engine, table: Table, column: str) -> list[Any]:
    return [row[column] for row in rows(engine, table)]


def wants_to_be_forgotten(engine: Engine, person: str = "p", chat: str = "a") -> None:
    with engine.begin() as connection:
        forget(connection, person, chat)


def takes_back(engine: Engine, message_id: str, id_: int | None = None) -> tuple[str, ...]:
    with engine.begin() as connection:
        return withdraw(connection, message_id, id_)


def leaves(engine: Engine, place: str = "home", before: int = 1, id_: int = 0) -> None:
    with engine.begin() as connection:
        leave(connection, place, NOW, before, id_)


def comes_back(engine: Engine, place: str = "home") -> None:
    with engine.begin() as connection:
        returned(connection, place)


def id_of(engine: Engine, event_id: str) -> int:
    return next(row["id"] for row in rows(engine, events) if row["event_id"] == event_id)


# No table is forgotten


@pytest.mark.parametrize("table", OF_A_CHAT, ids=str)
def test_nothing_leads_to_who_is_forgotten(engine: Engine, table: Table) -> None:
    """Whatever a table holds of a person, a row of it is gone or says nothing of anybody."""
    fill(engine, table)

    wants_to_be_forgotten(engine)

    left = [row[name] for row in rows(engine, table) for name in PERSONAL - {"state"} & row.keys()]
    assert [value for value in left if value] == []


@pytest.mark.parametrize("table", OF_A_MESSAGE, ids=str)
def test_nothing_of_a_withdrawn_message_stays(engine: Engine, table: Table) -> None:
    """Whatever a table holds of a message, a row of it is gone or has no word of it."""
    fill(engine, table)

    takes_back(engine, "M1")

    of_message = ("message_id", "asked", "about", "raw", "messages")
    left = [row[name] for row in rows(engine, table) for name in of_message if name in row]
    assert [value for value in left if value] == []


@pytest.mark.parametrize("table", HOLD_PEOPLE, ids=str)
def test_no_table_keeps_people_for_ever(
    engine: Engine, personal: PersonalData, table: Table
) -> None:
    """After the days of retention a row of any table is gone, and it is counted."""
    fill(engine, table)

    swept = personal.sweep(NOW + 31 * DAY, days=30)

    assert rows(engine, table) == []
    assert swept[table.name] == 1


@pytest.mark.parametrize("table", [*HOLD_PEOPLE, notices], ids=str)
def test_what_is_young_stays(engine: Engine, personal: PersonalData, table: Table) -> None:
    """Before the days of retention are over no row goes, and none is counted."""
    fill(engine, table)

    swept = personal.sweep(NOW + 29 * DAY, days=30)

    assert len(rows(engine, table)) == 1
    assert set(swept.values()) == {0}


# What is stored of somebody


def test_of_a_stranger_nothing_is_stored(personal: PersonalData) -> None:
    """Who never wrote is told zeros."""
    assert personal.stored_of("p", "a") == Mine()


def test_what_is_stored_is_told_over_all_chats(engine: Engine, personal: PersonalData) -> None:
    """Questions, ratings, cases and hand-overs of every chat of the person are counted."""
    for chat in ("a", "b"):
        fill(engine, conversations, chat=chat)
        for table in (questions, ratings):
            fill(engine, table, chat=chat)
        fill(engine, cases, chat=chat, code=f"case {chat}")
        fill(engine, handovers, chat=chat, code=f"handover {chat}")

    mine = personal.stored_of("p", "a")

    assert mine == Mine(2, 2, ("case a", "case b"), ("handover a", "handover b"))


def test_a_chat_without_a_conversation_is_found(engine: Engine, personal: PersonalData) -> None:
    """The inbox knows of whom a chat is, too."""
    fill(engine, events, chat="b")
    fill(engine, questions, chat="b")

    assert personal.stored_of("p", "a").questions == 1


def test_what_others_wrote_is_not_told(engine: Engine, personal: PersonalData) -> None:
    """Of another person nothing is counted, not even in the same place."""
    fill(engine, conversations, chat="b", person="other")
    fill(engine, questions, chat="b")

    assert personal.stored_of("p", "a") == Mine()


def test_nobody_known_is_no_person(engine: Engine, personal: PersonalData) -> None:
    """Where LINE does not say who wrote, only the one chat is told, not all such chats."""
    for chat in ("a", "b"):
        fill(engine, conversations, chat=chat, person="")
        fill(engine, questions, chat=chat)

    assert personal.stored_of("", "a").questions == 1


# Forget


@pytest.mark.parametrize("state", [ANSWERED, IGNORED, DEAD])
def test_a_finished_event_keeps_what_is_counted(engine: Engine, state: str) -> None:
    """How events ended and how sure answers were stays, of whomever it was."""
    fill(engine, events, state=state, decision="answered", confidence=0.5)

    wants_to_be_forgotten(engine)

    (left,) = rows(engine, events)
    kept = (left["event_id"], left["state"], left["decision"], left["confidence"])
    assert kept == ("event_id0", state, "answered", 0.5)
    assert (left["entry"], left["raw"], left["messages"]) == ("", None, None)


def test_events_that_wait_stay_whole(engine: Engine) -> None:
    """The wish itself has to be answered, and what is written after it too."""
    fill(engine, events, state=WAITING)
    fill(engine, events, state=WAITING, chat="b")
    before = rows(engine, events)

    wants_to_be_forgotten(engine)

    assert rows(engine, events) == before


def test_staff_are_not_told_of_who_is_forgotten(engine: Engine) -> None:
    """A notice that did not go out yet does not go out."""
    fill(engine, handovers, code="12345678")
    fill(engine, notices, kind="handover", code="12345678", told=None)

    wants_to_be_forgotten(engine)

    assert rows(engine, notices) == []


def test_other_notices_stay(engine: Engine) -> None:
    """What was told already, what is another's and what is no hand-over is left."""
    fill(engine, handovers, code="12345678")
    fill(engine, handovers, code="87654321", chat="b")
    fill(engine, notices, kind="handover", code="12345678", told=NOW)
    fill(engine, notices, kind="handover", code="87654321", told=None)
    fill(engine, notices, kind="dead", code="12345678", told=None)

    wants_to_be_forgotten(engine)

    assert len(rows(engine, notices)) == 3


@pytest.mark.parametrize("table", OF_A_CHAT, ids=str)
def test_who_is_forgotten_is_forgotten_everywhere(engine: Engine, table: Table) -> None:
    """What was written in a group goes with what was written one-to-one."""
    fill(engine, events, chat="group/p", message_id="other")
    fill(engine, table, chat="group/p")

    wants_to_be_forgotten(engine, "p", "a")

    assert "group/p" not in values(engine, table, "chat")


@pytest.mark.parametrize("person", ["p", ""])
@pytest.mark.parametrize("table", OF_A_CHAT, ids=str)
def test_nobody_else_is_forgotten(engine: Engine, table: Table, person: str) -> None:
    """Another's rows stay as they were, in the same place and where nobody is known by name."""
    others = {"person": "" if not person else "other"} if "person" in table.c else {}
    fill(engine, table, chat="b", **others)
    before = rows(engine, table)

    wants_to_be_forgotten(engine, person, "a")

    assert rows(engine, table) == before


# Withdraw


@pytest.mark.parametrize("state", [WAITING, DEAD])
def test_what_is_owed_for_a_withdrawn_message_is_dropped(engine: Engine, state: str) -> None:
    """It is not answered any more, nor looked into."""
    fill(engine, events, state=state, received=5.0, finished=None, owner="me", lease=NOW)

    takes_back(engine, "M1")

    (left,) = rows(engine, events)
    assert (left["state"], left["finished"], left["raw"]) == (IGNORED, 5.0, None)
    assert (left["owner"], left["lease"]) == ("", 0.0)


def test_an_answered_event_stays_answered(engine: Engine) -> None:
    """That an answer was given is counted still."""
    fill(engine, events, state=ANSWERED, finished=7.0)

    takes_back(engine, "M1")

    (left,) = rows(engine, events)
    assert (left["state"], left["finished"], left["message_id"]) == (ANSWERED, 7.0, "")


def test_the_chats_of_a_withdrawn_message_are_told(engine: Engine) -> None:
    """Each chat in which anything came of it, once."""
    fill(engine, events, chat="a")
    fill(engine, events, chat="a")
    fill(engine, questions, chat="b")
    fill(engine, handovers, chat="c")
    fill(engine, handovers, chat="d", message_id="M2")

    assert takes_back(engine, "M1") == ("a", "b", "c")


def test_an_unknown_message_is_nowhere(engine: Engine) -> None:
    """Of what was never stored, or swept since, nothing is left to take back."""
    assert takes_back(engine, "M1") == ()


@pytest.mark.parametrize("table", OF_A_MESSAGE, ids=str)
@pytest.mark.parametrize("message_id", ["", "M1"])
def test_other_messages_stay(engine: Engine, table: Table, message_id: str) -> None:
    """Neither those of another id, nor, without an id, those that have none either."""
    fill(engine, table, message_id="" if not message_id else "M2")
    before = rows(engine, table)

    takes_back(engine, message_id)

    assert rows(engine, table) == before


def test_staff_are_not_told_of_a_withdrawn_wish(engine: Engine) -> None:
    """The notice of its hand-over goes with it, and no other."""
    fill(engine, handovers, code="12345678")
    fill(engine, notices, kind="handover", code="12345678", told=None)
    fill(engine, notices, kind="handover", code="87654321", told=None)

    takes_back(engine, "M1")

    assert values(engine, notices, "code") == ["87654321"]


def test_the_event_that_tells_of_it_goes_on(engine: Engine) -> None:
    """An edit withdraws the older words and is then answered itself."""
    fill(engine, events, event_id="words", state=WAITING, timestamp=1)
    fill(engine, events, event_id="edit", state=WAITING, timestamp=2)

    takes_back(engine, "M1", id_of(engine, "edit"))

    states = {row["event_id"]: row["state"] for row in rows(engine, events)}
    assert states == {"words": IGNORED, "edit": WAITING}


def test_a_newer_edit_keeps_its_words(engine: Engine) -> None:
    """Of two edits in the inbox the older does not take the newer along."""
    fill(engine, events, event_id="edit 1", state=WAITING, timestamp=2)
    fill(engine, events, event_id="edit 2", state=WAITING, timestamp=3)
    before = rows(engine, events)

    takes_back(engine, "M1", id_of(engine, "edit 1"))

    assert rows(engine, events) == before


# Leave and return


def test_who_left_is_owed_no_answer(engine: Engine) -> None:
    """What was written before is closed, without its words."""
    fill(engine, events, state=WAITING, timestamp=1)

    leaves(engine, before=1)

    (left,) = rows(engine, events)
    assert (left["state"], left["finished"]) == (IGNORED, NOW)
    assert (left["raw"], left["messages"]) == (None, None)


@pytest.mark.parametrize(
    "other",
    [{"timestamp": 2}, {"place": "elsewhere"}, {"state": ANSWERED}, {"state": DEAD}],
    ids=["later", "elsewhere", "answered", "dead"],
)
def test_other_events_stay_when_somebody_leaves(engine: Engine, other: dict[str, Any]) -> None:
    """What came later, elsewhere, or is over is not touched."""
    fill(engine, events, **{"state": WAITING, "timestamp": 1, **other})
    before = rows(engine, events)

    leaves(engine, before=1)

    assert rows(engine, events) == before


def test_the_event_of_leaving_is_still_in_hand(engine: Engine) -> None:
    """It closes others, not itself."""
    fill(engine, events, state=WAITING, timestamp=1)

    leaves(engine, before=1, id_=id_of(engine, "event_id0"))

    assert values(engine, events, "state") == [WAITING]


def test_a_conversation_knows_since_when_somebody_is_gone(engine: Engine) -> None:
    """All conversations of the place, and no other, are marked; and unmarked on return."""
    fill(engine, conversations, chat="a", gone=None)
    fill(engine, conversations, chat="b", gone=None, place="elsewhere")

    leaves(engine)
    gone = {row["chat"]: row["gone"] for row in rows(engine, conversations)}
    comes_back(engine)

    assert gone == {"a": NOW, "b": None}
    assert values(engine, conversations, "gone") == [None, None]


def test_a_return_elsewhere_changes_nothing(engine: Engine) -> None:
    """Who is back in one group is not back everywhere."""
    fill(engine, conversations, gone=NOW)

    comes_back(engine, "elsewhere")

    assert values(engine, conversations, "gone") == [NOW]


def test_no_place_is_no_place(engine: Engine) -> None:
    """Rows from before places were known are not all in the same one."""
    fill(engine, events, state=WAITING, place="")
    fill(engine, conversations, place="", gone=None)

    leaves(engine, place="")

    assert values(engine, events, "state") == [WAITING]
    assert values(engine, conversations, "gone") == [None]


# Sweep


def test_events_that_wait_are_never_swept(engine: Engine, personal: PersonalData) -> None:
    """However old, an answer is owed."""
    fill(engine, events, state=WAITING, finished=None, received=0.0)

    personal.sweep(NOW, days=1)

    assert len(rows(engine, events)) == 1


def test_dead_events_are_wiped_after_a_week(engine: Engine, personal: PersonalData) -> None:
    """Staff can look into them for seven days; then the row stays, without its words."""
    fill(engine, events, state=DEAD, finished=NOW - 8 * DAY)
    fill(engine, events, state=DEAD, finished=NOW - 6 * DAY)

    swept = personal.sweep(NOW, days=90)

    assert values(engine, events, "raw") == [None, "raw"]
    assert swept["dead_wiped"] == 1


def test_a_dead_event_is_wiped_once(engine: Engine, personal: PersonalData) -> None:
    """The next sweep finds nothing to do."""
    fill(engine, events, state=DEAD, finished=NOW - 8 * DAY)
    personal.sweep(NOW, days=90)

    assert personal.sweep(NOW, days=90)["dead_wiped"] == 0


def test_of_who_left_the_days_count_from_leaving(engine: Engine, personal: PersonalData) -> None:
    """A conversation is kept for a return, however long ago its last answer was."""
    fill(engine, conversations, chat="a", updated=0.0, gone=NOW - 29 * DAY)
    fill(engine, conversations, chat="b", updated=NOW, gone=NOW - 31 * DAY)

    personal.sweep(NOW, days=30)

    assert values(engine, conversations, "chat") == ["a"]


@pytest.mark.parametrize("name", ["cases", "questions", "ratings", "handovers"])
def test_who_left_long_ago_takes_all_along(
    engine: Engine, personal: PersonalData, name: str
) -> None:
    """Rows of that chat go whatever their age; another's stay."""
    fill(engine, conversations, gone=NOW - 31 * DAY)
    fill(engine, TABLES[name])
    fill(engine, TABLES[name], chat="b")

    personal.sweep(NOW, days=30)

    assert values(engine, TABLES[name], "chat") == ["b"]


def test_old_notices_go(engine: Engine, personal: PersonalData) -> None:
    """What was told long ago, or could not be told for as long, is not kept."""
    fill(engine, notices, at=NOW - 31 * DAY, told=NOW - 31 * DAY)
    fill(engine, notices, at=NOW - 31 * DAY, told=None)

    assert personal.sweep(NOW, days=30)["notices"] == 2
    assert rows(engine, notices) == []


def test_a_sweep_lets_others_write_in_between(engine: Engine, personal: PersonalData) -> None:
    """However much is old, no transaction deletes more than a batch, and all of it goes."""
    old = {"event_id": "E", "message_id": "", "kind": "text", "asked": "", "decision": ""}
    old |= {"chat": "a", "entry": "", "confidence": 0.0, "at": 0.0}
    with engine.begin() as connection:
        connection.execute(insert(questions), [old] * (2 * BATCH + 1))
    transactions: list[list[int]] = [[]]
    event.listen(engine, "commit", lambda _: transactions.append([]))
    event.listen(engine, "after_cursor_execute", lambda *did: _note(transactions[-1], did[1]))

    swept = personal.sweep(NOW, days=30)

    assert swept["questions"] == 2 * BATCH + 1
    assert [sum(rows) for rows in transactions if rows] == [BATCH, BATCH, 1]


def _note(transaction: list[int], cursor: Any) -> None:
    if cursor.rowcount > 0:
        transaction.append(cursor.rowcount)
