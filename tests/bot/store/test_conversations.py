"""What is remembered of chats, on SQLite and on PostgreSQL: with its answer or not at all."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.conversation.conversation import Case, Conversation, read_conversation
from bot.store.conversations import CodeTaken, Overtaken, Remembered
from bot.store.events import LEASE, Answer, ClaimedEvent, EventStore, LeaseLost, NewEvent
from bot.store.tables import ANSWERED, cases

MESSAGES = [{"type": "text", "text": "คำตอบค่ะ"}]
CASE = Case("guide", "a1b2", "12345678", {"wants": "yes", "otop": "no"}, heard=("wants",))
RUNNING = Conversation(CASE, running=True)


def arrives(store: EventStore, event_id: str = "E1", chat: str = "a") -> ClaimedEvent:
    """Store an event of *chat* and claim it."""
    store.add([NewEvent(event_id, "line", chat, "message", 1, "{}")], now=1.0)
    return taken_up(store, now=10.0)


def taken_up(store: EventStore, now: float) -> ClaimedEvent:
    claimed = store.claim("me", now)
    assert claimed is not None
    return claimed


def answer(
    store: EventStore,
    conversation: Conversation | None,
    now: float = 10.0,
    event_id: str = "E1",
    chat: str = "a",
) -> None:
    """Let an event of *chat* arrive and be answered, with *conversation* to be remembered."""
    claimed = arrives(store, event_id, chat)
    seen = store.conversation(chat)
    store.keep_answer(claimed, Answer(MESSAGES, conversation=conversation), now, seen)
    store.finish(claimed.id, ANSWERED, now)


def remembered(store: EventStore, chat: str = "a") -> Conversation | None:
    found = store.conversation(chat)
    return read_conversation(found.state) if found else None


def kept_cases(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        query = select(cases).order_by(cases.c.id)
        return [dict(row) for row in connection.execute(query).mappings()]


# Conversations


def test_of_a_new_chat_nothing_is_remembered(store: EventStore) -> None:
    """None says that this chat never had a conversation."""
    assert store.conversation("a") is None


def test_a_conversation_comes_back(store: EventStore) -> None:
    """Everything in it survives the database."""
    answer(store, RUNNING)

    assert remembered(store) == RUNNING


def test_a_conversation_is_its_chats_alone(store: EventStore) -> None:
    """What one person picked is not remembered of another."""
    answer(store, RUNNING)

    assert store.conversation("b") is None


def test_a_later_conversation_takes_the_place(store: EventStore) -> None:
    """Of each chat the last state is kept."""
    answer(store, RUNNING, event_id="E1")

    answer(store, Conversation(), event_id="E2")

    assert remembered(store) == Conversation()


def test_an_answer_beside_the_guide_leaves_the_conversation(store: EventStore) -> None:
    """Where nothing new is to be remembered the old is, and the time of the answer noted."""
    answer(store, RUNNING, now=10.0, event_id="E1")

    answer(store, None, now=20.5, event_id="E2")

    assert store.conversation("a") == Remembered(RUNNING.to_json(), 20.5)


def test_an_answer_beside_the_guide_begins_no_case(store: EventStore) -> None:
    """Of who only asked is remembered that they did, so that they can be forgotten."""
    answer(store, None)

    seen = store.conversation("a")
    assert seen
    assert read_conversation(seen.state) == Conversation()


def test_a_touched_conversation_is_nobody_elses(store: EventStore) -> None:
    """An answer in one chat does not say that another was answered."""
    answer(store, RUNNING, now=10.0)

    answer(store, None, now=20.0, event_id="E2", chat="b")

    assert store.conversation("a") == Remembered(RUNNING.to_json(), 10.0)


# Cases


def test_a_case_is_kept_under_its_code(store: EventStore, engine: Engine) -> None:
    """Staff who hear the code find whose case it is and what was picked."""
    answer(store, RUNNING)

    (case,) = kept_cases(engine)
    assert (case["code"], case["chat"], case["flow"]) == ("12345678", "a", "guide")
    assert (case["edition"], case["outcome"]) == ("a1b2", "")
    assert json.loads(case["choices"]) == CASE.choices


def test_a_case_goes_on(store: EventStore, engine: Engine) -> None:
    """Each answer of the run is written into the one case, which keeps when it began."""
    answer(store, RUNNING, now=10.0, event_id="E1")
    done = replace(CASE, edition="c3d4", choices={"wants": "no"}, outcome="none")

    answer(store, Conversation(done), now=20.0, event_id="E2")

    (case,) = kept_cases(engine)
    assert (case["edition"], case["outcome"]) == ("c3d4", "none")
    assert json.loads(case["choices"]) == {"wants": "no"}
    assert (case["started"], case["updated"]) == (10.0, 20.0)


def test_a_new_case_leaves_the_old(store: EventStore, engine: Engine) -> None:
    """Who runs the guide for somebody else has two cases."""
    answer(store, RUNNING, event_id="E1")

    answer(store, Conversation(replace(CASE, code="87654321")), event_id="E2")

    assert [case["code"] for case in kept_cases(engine)] == ["12345678", "87654321"]


# All or nothing


def test_a_taken_code_undoes_everything(store: EventStore, engine: Engine) -> None:
    """With the code of another chat's case neither answer nor conversation nor case is written."""
    answer(store, RUNNING, chat="a")
    before = kept_cases(engine)
    claimed = arrives(store, "E2", chat="b")

    with pytest.raises(CodeTaken):
        store.keep_answer(claimed, Answer(MESSAGES, conversation=RUNNING), 20.0)

    again = taken_up(store, now=10.0 + LEASE)
    assert (again.event_id, again.messages, again.unclear) == ("E2", None, False)
    assert store.conversation("b") is None
    assert kept_cases(engine) == before


def test_after_a_taken_code_another_is_kept(store: EventStore, engine: Engine) -> None:
    """The same event can be answered with another code."""
    answer(store, RUNNING, chat="a")
    claimed = arrives(store, "E2", chat="b")
    with pytest.raises(CodeTaken):
        store.keep_answer(claimed, Answer(MESSAGES, conversation=RUNNING), 20.0)

    mine = Conversation(replace(CASE, code="87654321"), running=True)
    store.keep_answer(claimed, Answer(MESSAGES, conversation=mine), 20.0)

    assert remembered(store, "b") == mine
    owners = [(case["code"], case["chat"]) for case in kept_cases(engine)]
    assert owners == [("12345678", "a"), ("87654321", "b")]


def test_who_lost_the_event_remembers_nothing(store: EventStore, engine: Engine) -> None:
    """A slow process does not write its conversation over that of the one that took over."""
    slow = arrives(store)
    quick = taken_up(store, now=10.0 + LEASE)
    newer = Conversation(replace(CASE, code="87654321"), running=True)
    store.keep_answer(quick, Answer(MESSAGES, conversation=newer), 16.0)

    with pytest.raises(LeaseLost):
        store.keep_answer(slow, Answer(MESSAGES, conversation=RUNNING), 17.0)

    assert store.conversation("a") == Remembered(newer.to_json(), 16.0)
    assert [case["code"] for case in kept_cases(engine)] == ["87654321"]


def test_who_lost_the_event_does_not_touch(store: EventStore) -> None:
    """Not even the time of the last answer is changed by a slow process."""
    answer(store, RUNNING, now=10.0, event_id="E1")
    slow = arrives(store, "E2")
    taken_up(store, now=10.0 + LEASE)

    with pytest.raises(LeaseLost):
        store.keep_answer(slow, Answer(MESSAGES), 17.0, store.conversation("a"))

    assert store.conversation("a") == Remembered(RUNNING.to_json(), 10.0)


@pytest.mark.parametrize("before", [None, Conversation()], ids=["first", "later"])
def test_no_choice_is_lost_between_two_taps(store: EventStore, before: Conversation | None) -> None:
    """Of two answers made from the same conversation at once, the later is not written."""
    answer(store, before, event_id="E0")
    seen = store.conversation("a")
    store.add([NewEvent("tap 2", "line", "a", "postback", 3, "{}")], now=1.0)
    second = taken_up(store, now=10.0)
    store.add([NewEvent("tap 1", "line", "a", "postback", 2, "{}")], now=1.0)
    first = taken_up(store, now=10.0)  # arrived late, and is the older
    store.keep_answer(second, Answer(MESSAGES, conversation=RUNNING), 11.0, seen)

    with pytest.raises(Overtaken):
        store.keep_answer(first, Answer(MESSAGES, conversation=Conversation()), 12.0, seen)

    assert remembered(store) == RUNNING
