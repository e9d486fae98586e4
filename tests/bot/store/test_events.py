"""The inbox table, on SQLite and on PostgreSQL: each event once, each chat in order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.store.events import LEASE, Answer, ClaimedEvent, EventStore, LeaseLost, NewEvent
from bot.store.records import Why
from bot.store.tables import ANSWERED, DEAD, IGNORED, WAITING, events

MESSAGES = [{"type": "text", "text": "คำตอบค่ะ 🌱"}]
THREADS = 8


def new(event_id: str, chat: str = "a", timestamp: int = 1, raw: str = "{}") -> NewEvent:
    return NewEvent(event_id, "line", chat, "message", timestamp, raw)


def spoken(event_id: str, kind: str, timestamp: int, message_id: str = "M1") -> NewEvent:
    """Return a message, an edit or an unsend of *message_id*."""
    said = new(event_id, timestamp=timestamp, raw='{"text": "ความลับ"}')
    return replace(said, kind=kind, place="p", person="q", message_id=message_id)


def claimed(store: EventStore, now: float = 10.0, owner: str = "me") -> ClaimedEvent:
    found = store.claim(owner, now)
    assert found is not None
    return found


def row(engine: Engine, event_id: str) -> dict[str, Any]:
    with engine.connect() as connection:
        query = select(events).where(events.c.event_id == event_id)
        return dict(connection.execute(query).mappings().one())


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """Do *work* in all threads at the same time."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, range(THREADS)))


def test_an_event_is_stored_once(store: EventStore) -> None:
    """The second arrival of an id changes nothing."""
    assert store.add([new("E1"), new("E2")], now=1.0) == 2
    assert store.add([new("E2"), new("E3")], now=2.0) == 1


def test_an_event_twice_in_one_body_is_stored_once(store: EventStore) -> None:
    """Duplicates inside one webhook count once too."""
    assert store.add([new("E1"), new("E1")], now=1.0) == 1


def test_of_webhooks_at_once_one_stores(store: EventStore) -> None:
    """However many threads bring the same events, each is stored once."""
    stored = at_once(lambda _: store.add([new("E1"), new("E2")], now=1.0))

    assert sum(stored) == 2


def test_the_raw_event_comes_back(store: EventStore) -> None:
    """Words, emoji, half an emoji and NUL survive the database."""
    store.add([new("E1", raw='{"text": "ถาม \\ud83c\\udf31 \\ud83c \\u0000"}')], now=1.0)

    assert claimed(store).raw == {"text": "ถาม 🌱 \ud83c \0"}


def test_where_and_by_whom_comes_back(store: EventStore) -> None:
    """Whoever answers knows the place, the person and the message, which a plain event has not."""
    store.add([new("plain", "b", 1), spoken("said", "message", 2)], now=1.0)

    found = [claimed(store), claimed(store)]

    assert [(each.place, each.person, each.message_id) for each in found] == [
        ("", "", ""),
        ("p", "q", "M1"),
    ]


def test_an_empty_inbox_has_nothing_to_claim(store: EventStore) -> None:
    """None says that there is nothing to do."""
    assert store.claim("me", now=1.0) is None


def test_the_oldest_comes_first(store: EventStore) -> None:
    """Across chats, whoever wrote first is served first."""
    store.add([new("late", "a", 2), new("early", "b", 1)], now=1.0)

    assert [claimed(store).event_id, claimed(store).event_id] == ["early", "late"]


def test_a_chat_waits_for_its_older_event(store: EventStore) -> None:
    """While the first question is being answered, the second is not taken up."""
    store.add([new("first", timestamp=1), new("second", timestamp=2)], now=1.0)
    first = claimed(store)

    assert store.claim("other", now=10.0) is None
    store.finish(first.id, ANSWERED, now=10.0)
    assert claimed(store).event_id == "second"


@pytest.mark.parametrize("kind", ["unsend", "unfollow", "leave"])
def test_who_takes_back_or_leaves_does_not_wait(store: EventStore, kind: str) -> None:
    """What is still owed is dropped anyway, and must not be answered first."""
    store.add([spoken("said", "message", 1), spoken("gone", kind, 2)], now=1.0)
    claimed(store)

    assert claimed(store, owner="other").event_id == "gone"


@pytest.mark.parametrize("kind", ["message", "messageEdited", "postback", "follow", "join", "new"])
def test_all_others_wait(store: EventStore, kind: str) -> None:
    """No other kind of event overtakes."""
    store.add([spoken("said", "message", 1), spoken("next", kind, 2)], now=1.0)
    claimed(store)

    assert store.claim("other", now=10.0) is None


def test_who_comes_back_waits_for_their_leaving(store: EventStore) -> None:
    """What overtakes is not overtaken: a return must not be undone by an older goodbye."""
    store.add([spoken("gone", "unfollow", 1), spoken("back", "follow", 2)], now=1.0)
    claimed(store)

    assert store.claim("other", now=10.0) is None


@pytest.mark.parametrize("kind", ["message", "messageEdited"])
def test_what_was_taken_back_is_not_kept(store: EventStore, engine: Engine, kind: str) -> None:
    """Words that arrive after they were unsent are known as an event, and nothing more."""
    store.add([spoken("gone", "unsend", 9)], now=1.0)

    assert store.add([spoken("late", kind, 3)], now=2.0) == 1

    late = row(engine, "late")
    assert (late["state"], late["raw"], late["finished"]) == (IGNORED, None, 2.0)


def test_what_was_taken_back_may_come_in_the_same_body(store: EventStore, engine: Engine) -> None:
    """LINE may deliver both at once, in either order."""
    store.add([spoken("gone", "unsend", 9), spoken("late", "message", 3)], now=1.0)

    assert row(engine, "late")["state"] == IGNORED


def test_an_unsend_is_kept_twice(store: EventStore, engine: Engine) -> None:
    """It says nothing that could be taken back, and is carried out each time."""
    store.add([spoken("gone", "unsend", 3), spoken("again", "unsend", 4)], now=1.0)

    assert row(engine, "again")["state"] == WAITING


@pytest.mark.parametrize("kind", ["message", "messageEdited"])
def test_what_was_edited_meanwhile_is_not_kept(
    store: EventStore, engine: Engine, kind: str
) -> None:
    """Of several versions of a message the one with the latest time counts, whenever it comes."""
    store.add([spoken("edit", "messageEdited", 5)], now=1.0)

    store.add([spoken("older", kind, 4)], now=2.0)

    older = row(engine, "older")
    assert (older["state"], older["raw"]) == (IGNORED, None)


def test_a_later_edit_is_kept(store: EventStore, engine: Engine) -> None:
    """Newer words are owed an answer."""
    store.add([spoken("edit", "messageEdited", 5)], now=1.0)

    store.add([spoken("newer", "messageEdited", 6)], now=2.0)

    assert row(engine, "newer")["state"] == WAITING


@pytest.mark.parametrize(
    "other",
    [
        spoken("other", "message", 3, "M2"),
        spoken("other", "message", 3, ""),
        spoken("other", "postback", 3),
        replace(spoken("other", "message", 3), channel="local"),
    ],
)
def test_other_messages_are_kept(store: EventStore, engine: Engine, other: NewEvent) -> None:
    """Only the message that was taken back goes: ids count within their channel, none is none."""
    gone = [spoken("gone", "unsend", 9), spoken("nothing", "unsend", 9, "")]
    store.add([*gone, spoken("edit", "messageEdited", 9)], now=1.0)

    store.add([other], now=2.0)

    assert row(engine, "other")["state"] == WAITING


def test_events_of_one_moment_keep_their_order(store: EventStore) -> None:
    """With equal timestamps the order of arrival decides."""
    store.add([new(f"E{number}", timestamp=1) for number in range(5)], now=1.0)

    order = []
    while found := store.claim("me", now=10.0):
        order.append(found.event_id)
        store.finish(found.id, ANSWERED, now=10.0)

    assert order == [f"E{number}" for number in range(5)]


def test_other_chats_do_not_wait(store: EventStore) -> None:
    """Different chats are answered in parallel."""
    store.add([new("mine", "a"), new("yours", "b")], now=1.0)

    assert {claimed(store).event_id, claimed(store).event_id} == {"mine", "yours"}


def test_of_claims_at_once_one_wins(store: EventStore) -> None:
    """An event is in one thread's hands only."""
    store.add([new("E1")], now=1.0)

    found = at_once(lambda number: store.claim(f"thread {number}", now=10.0))

    assert len([event for event in found if event]) == 1


def test_threads_empty_the_inbox_in_order(store: EventStore) -> None:
    """Eight threads answer every event once, and each chat's in the order of its timestamps."""
    chats = [f"chat {number}" for number in range(6)]
    wanted = [new(f"{chat}/{at}", chat, at) for at in range(5) for chat in chats]
    store.add(reversed(wanted), now=1.0)
    done: list[tuple[int, str]] = []
    clock = count()

    def empty(number: int) -> None:
        while len(done) < len(wanted):
            if found := store.claim(f"thread {number}", now=10.0):
                done.append((next(clock), found.event_id))
                store.finish(found.id, ANSWERED, now=10.0)

    at_once(empty)

    order = [event_id for _, event_id in sorted(done)]
    assert sorted(order) == sorted(event.event_id for event in wanted)
    for chat in chats:
        of_chat = [event_id for event_id in order if event_id.startswith(chat)]
        assert of_chat == [f"{chat}/{at}" for at in range(5)]


def test_a_held_event_is_nobody_elses(store: EventStore) -> None:
    """Until the lease lapses, another process leaves the event alone."""
    store.add([new("E1")], now=1.0)
    claimed(store, now=10.0)

    assert store.claim("other", now=10.0 + LEASE - 0.1) is None


def test_a_dead_process_loses_its_event(store: EventStore) -> None:
    """Five seconds after its last sign of life another takes over, knowing it is a second try."""
    store.add([new("E1")], now=1.0)
    claimed(store, now=10.0, owner="dead")

    again = claimed(store, now=10.0 + LEASE, owner="alive")

    assert (again.event_id, again.attempts) == ("E1", 2)


def test_a_renewed_lease_holds(store: EventStore) -> None:
    """Who is still at work says so, and keeps the event."""
    store.add([new("E1")], now=1.0)
    held = claimed(store, now=10.0)

    store.renew([held.id], "me", now=14.0)

    assert store.claim("other", now=14.0 + LEASE - 0.1) is None


def test_only_what_is_in_hand_is_renewed(store: EventStore) -> None:
    """An event whose thread broke off lapses, although its process lives on."""
    store.add([new("dropped", "a"), new("held", "b")], now=1.0)
    claimed(store, now=10.0)
    held = claimed(store, now=10.0)

    store.renew([held.id], "me", now=14.0)

    assert claimed(store, now=10.0 + LEASE, owner="other").event_id == "dropped"


def test_what_another_took_over_is_not_renewed(store: EventStore) -> None:
    """Who was slow to say so has lost the event."""
    store.add([new("E1")], now=1.0)
    slow = claimed(store, now=10.0, owner="slow")
    claimed(store, now=16.0, owner="quick")

    store.renew([slow.id], "slow", now=20.0)

    assert claimed(store, now=16.0 + LEASE, owner="third").event_id == "E1"


def test_a_kept_answer_comes_back(store: EventStore) -> None:
    """After a crash the same messages are there, marked as perhaps sent."""
    store.add([new("E1")], now=1.0)
    store.keep_answer(claimed(store), Answer(MESSAGES, Why("answered")), now=10.0)

    again = claimed(store, now=10.0 + LEASE)

    assert (again.messages, again.unclear) == (MESSAGES, True)


def test_who_lost_the_event_keeps_no_answer(store: EventStore) -> None:
    """Another process took over: the answer of the slow one is not written."""
    store.add([new("E1")], now=1.0)
    slow = claimed(store, now=10.0, owner="slow")
    claimed(store, now=10.0 + LEASE, owner="quick")

    with pytest.raises(LeaseLost):
        store.keep_answer(slow, Answer(MESSAGES), now=16.0)

    assert claimed(store, now=10.0 + 2 * LEASE).messages is None


def test_a_thread_can_lose_the_event_to_its_neighbour(store: EventStore) -> None:
    """Threads of one process share its name; the later claim is the one that counts."""
    store.add([new("E1")], now=1.0)
    slow = claimed(store, now=10.0)
    quick = claimed(store, now=10.0 + LEASE)

    with pytest.raises(LeaseLost):
        store.keep_answer(slow, Answer(MESSAGES), now=16.0)
    store.keep_answer(quick, Answer(MESSAGES), now=16.0)

    assert claimed(store, now=10.0 + 2 * LEASE).messages == MESSAGES


def test_a_postponed_event_takes_no_answer(store: EventStore) -> None:
    """Who let the event go has to claim it anew."""
    store.add([new("E1")], now=1.0)
    held = claimed(store, now=10.0)
    store.postpone(held.id, until=20.0, unclear=False, error="500")

    with pytest.raises(LeaseLost):
        store.keep_answer(held, Answer(MESSAGES), now=16.0)

    assert claimed(store, now=20.0).messages is None


def test_a_finished_event_takes_no_answer(store: EventStore, engine: Engine) -> None:
    """Who was so slow that all is over writes nothing into the closed event."""
    store.add([new("E1")], now=1.0)
    slow = claimed(store, now=10.0)
    store.finish(slow.id, ANSWERED, now=11.0)

    with pytest.raises(LeaseLost):
        store.keep_answer(slow, Answer(MESSAGES), now=16.0)

    assert row(engine, "E1")["messages"] is None


def test_a_postponed_event_waits(store: EventStore) -> None:
    """Before its time it is not due, and its chat waits with it."""
    store.add([new("first", timestamp=1), new("second", timestamp=2)], now=1.0)
    store.postpone(claimed(store).id, until=20.0, unclear=False, error="500")

    assert store.claim("me", now=19.9) is None
    assert claimed(store, now=20.0).event_id == "first"


def test_a_finished_event_forgets_what_was_said(store: EventStore, engine: Engine) -> None:
    """Neither question nor answer stays in the inbox."""
    store.add([new("E1", raw='{"text": "ความลับ"}')], now=1.0)
    held = claimed(store)
    store.keep_answer(held, Answer(MESSAGES), now=10.0)

    store.finish(held.id, ANSWERED, now=11.0, request_id="R1")

    left = row(engine, "E1")
    assert (left["raw"], left["messages"]) == (None, None)
    assert (left["state"], left["finished"], left["request_id"]) == (ANSWERED, 11.0, "R1")


def test_a_dead_event_can_be_looked_into(store: EventStore, engine: Engine) -> None:
    """What could not be answered is kept for staff, with the reason."""
    store.add([new("E1", raw='{"text": "ถาม"}')], now=1.0)

    store.finish(claimed(store).id, DEAD, now=11.0, error="ก" * 500)

    left = row(engine, "E1")
    assert left["raw"] is not None
    assert left["error"].startswith("ก")


def test_a_dead_event_lets_its_chat_go_on(store: EventStore) -> None:
    """After an event is given up the next of its chat is due."""
    store.add([new("first", timestamp=1), new("second", timestamp=2)], now=1.0)

    store.finish(claimed(store).id, DEAD, now=11.0)

    assert claimed(store).event_id == "second"


def test_how_long_somebody_waits(store: EventStore) -> None:
    """The oldest unanswered event is known, and finished ones do not count."""
    assert store.oldest_waiting() is None
    store.add([new("E1", "a")], now=1.0)
    store.add([new("E2", "b")], now=2.0)
    assert store.oldest_waiting() == 1.0

    store.finish(claimed(store).id, IGNORED, now=3.0)

    assert store.oldest_waiting() == 2.0
