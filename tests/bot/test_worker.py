"""Answering what is stored: once, in order, through crashes and through whatever LINE does."""

import json
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.answering import Answering
from bot.conversation.codes import is_code, new_code
from bot.conversation.conversation import Case, Conversation, Moment
from bot.conversation.inbound import Inbound
from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.client import Outcome
from bot.line.limits.linter import lint
from bot.sending import TOKEN_LIFE, Sender
from bot.store.database import open_database, upgrade
from bot.store.events import Answer, EventStore, NewEvent
from bot.store.personal import PersonalData
from bot.store.tables import ANSWERED, DEAD, IGNORED, cases, events
from bot.worker import PATIENCE, TRIES, Worker
from tests.webhooks import event, somebody, text

SECRET = "เรื่องของฉันคนเดียว"
KEPT = [{"type": "text", "text": "คำตอบที่ทำไว้ก่อนล้ม"}]


class FakeClient:
    """Keeps what it was given in ``sent`` and answers with *outcomes*, then with success."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.sent: list[tuple[str, str, list[dict[str, Any]]]] = []
        self.keys: list[str] = []
        self.left: int | None = None
        self._outcomes = deque(outcomes)

    def quota_left(self) -> int | None:
        return self.left

    def reply(self, token: str, messages: list[dict[str, Any]]) -> Outcome:
        self.sent.append(("reply", token, messages))
        return self._outcomes.popleft() if self._outcomes else Outcome("delivered", 200, "R1")

    def push(self, to: str, messages: list[dict[str, Any]], retry_key: str) -> Outcome:
        self.keys.append(retry_key)
        self.sent.append(("push", to, messages))
        return self._outcomes.popleft() if self._outcomes else Outcome("delivered", 200, "R1")


class FakeAssistant:
    """Repeats what it hears, or fails as often as told; what reached it is in its lists.

    With *opens* every answer opens a case under the code of its moment.
    """

    def __init__(self, fails: int = 0, *, opens: bool = False) -> None:
        self.heard: list[Inbound] = []
        self.conversations: list[Conversation] = []
        self.moments: list[Moment] = []
        self._fails = fails
        self._opens = opens

    def reply(self, inbound: Inbound, conversation: Conversation, moment: Moment) -> Reply:
        self.heard.append(inbound)
        self.conversations.append(conversation)
        self.moments.append(moment)
        if len(self.heard) <= self._fails:
            raise RuntimeError("told to")
        opened = Conversation(Case("guide", "1", moment.code)) if self._opens else None
        texts = (f"ได้ยินว่า {inbound}",)
        return Reply(texts, "answered", (Button("ถามต่อ"),), conversation=opened)

    def failed(self) -> Reply:
        return Reply(("ขออภัยค่ะ",), "failed")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> EventStore:
    return EventStore(engine)


def arrives(store: EventStore, raw: dict[str, Any], ago: float = 0.0) -> dict[str, Any]:
    """Store *raw* as if it had come *ago* seconds ago; returns it."""
    chat = raw.get("source", {}).get("userId", "nobody")
    stamp = raw["timestamp"]
    new = NewEvent(raw["webhookEventId"], "line", chat, raw["type"], stamp, json.dumps(raw))
    store.add([new], now=time.time() - ago)
    return raw


def dies(store: EventStore, *, with_answer: bool, times: int = 1) -> None:
    """Let another process take the event a while ago and go no further."""
    for _ in range(times):
        claimed = store.claim("dead", now=time.time() - 6)
        assert claimed is not None
        if with_answer:
            store.keep_answer(claimed, Answer(KEPT), time.time())
        store.postpone(claimed.id, until=0, unclear=with_answer, error="")


def row(engine: Engine, raw: dict[str, Any]) -> dict[str, Any]:
    with engine.connect() as connection:
        query = select(events).where(events.c.event_id == raw["webhookEventId"])
        return dict(connection.execute(query).mappings().one())


def was_answered(
    store: EventStore, raw: dict[str, Any], leaves: Conversation, ago: float = 0.0
) -> None:
    """Let another process have answered *raw*, *ago* seconds ago."""
    arrives(store, raw, ago)
    claimed = store.claim("before", now=time.time())
    assert claimed is not None
    store.keep_answer(claimed, Answer(KEPT, conversation=leaves), time.time() - ago)
    store.finish(claimed.id, ANSWERED, time.time())


def codes_of(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(select(cases.c.code).order_by(cases.c.id)).scalars())


def waits_for(what: Callable[[], object]) -> None:
    """Return once *what* is true; fail after ten seconds."""
    deadline = time.monotonic() + 10
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def a_worker(
    store: EventStore, client: FakeClient, assistant: FakeAssistant | None = None
) -> Worker:
    return connected(store, assistant or FakeAssistant(), {"line": client})


def connected(
    store: EventStore,
    assistant: FakeAssistant,
    clients: dict[str, FakeClient],
    ticks: tuple[Callable[[], None], ...] = (),
) -> Worker:
    """Return a worker that asks *assistant* and sends by *clients*, fakes both."""
    personal = PersonalData(store._engine)
    answering = Answering(store, personal, lambda: assistant)  # type: ignore[arg-type, return-value]  # fake
    return Worker(store, answering, Sender(clients), ticks)  # type: ignore[arg-type]  # fakes


# All is well


def test_an_event_is_answered(store: EventStore, engine: Engine) -> None:
    """The answer goes out on the event's own token, and the event is closed."""
    raw = arrives(store, text("ถาม"))
    client = FakeClient()

    assert a_worker(store, client).work()

    assert [(verb, to) for verb, to, _ in client.sent] == [("reply", raw["replyToken"])]
    closed = row(engine, raw)
    assert (closed["state"], closed["decision"], closed["request_id"]) == (
        ANSWERED,
        "answered",
        "R1",
    )


def test_the_day_is_that_of_bangkok(store: EventStore) -> None:
    """Whether an answer is out of date is judged by the day where the person lives."""
    arrives(store, text("ถาม"))
    assistant = FakeAssistant()
    before = datetime.now(UTC)

    a_worker(store, FakeClient(), assistant).work()

    days = {(at + timedelta(hours=7)).date() for at in (before, datetime.now(UTC))}
    assert {moment.day for moment in assistant.moments} <= days


def test_an_empty_inbox_is_no_work(store: EventStore) -> None:
    """There is nothing to do until something arrives."""
    assert not a_worker(store, FakeClient()).work()


@pytest.mark.parametrize(
    "raw",
    [event("unsend"), event("message", replyToken=None), event("message", mode="standby")],
    ids=["unsend", "no token", "standby"],
)
def test_what_wants_no_answer_gets_none(
    store: EventStore, engine: Engine, raw: dict[str, Any]
) -> None:
    """An event without words or without token is closed in silence."""
    arrives(store, raw)
    client = FakeClient()

    a_worker(store, client).work()

    assert client.sent == []
    assert row(engine, raw)["state"] == IGNORED


def test_a_running_worker_hears_the_bell(store: EventStore) -> None:
    """What is stored is answered by the threads, and stopping waits for them."""
    client = FakeClient()
    worker = a_worker(store, client)
    worker.start()
    arrives(store, text("ถาม"))

    worker.ring()
    waits_for(lambda: client.sent)

    worker.stop()
    assert len(client.sent) == 1


def test_a_running_worker_ticks(store: EventStore) -> None:
    """Once a second the worker gives others a turn, as to look for a new index."""
    ticks: list[int] = []
    worker = connected(store, FakeAssistant(), {}, (lambda: ticks.append(1),))
    worker.start()

    waits_for(lambda: ticks)

    worker.stop()


# Crashes


def test_a_crash_before_sending_answers_once(store: EventStore, engine: Engine) -> None:
    """The answer that was committed is sent once more, word for word, on the same token."""
    raw = arrives(store, text("ถาม"))
    dies(store, with_answer=True)
    client, assistant = FakeClient(), FakeAssistant()

    a_worker(store, client, assistant).work()

    assert client.sent == [("reply", raw["replyToken"], KEPT)]
    assert assistant.heard == []
    assert row(engine, raw)["state"] == ANSWERED


def test_a_crash_after_sending_shows_nothing_twice(store: EventStore, engine: Engine) -> None:
    """When LINE refuses the token the second time, the first try had arrived: all is done."""
    raw = arrives(store, text("ถาม"))
    dies(store, with_answer=True)
    client = FakeClient(Outcome("rejected", 400))

    a_worker(store, client).work()

    assert len(client.sent) == 1
    assert row(engine, raw)["state"] == ANSWERED


def test_a_crash_before_the_answer_answers_anew(store: EventStore) -> None:
    """Where nothing was committed the question is answered as if for the first time."""
    raw = arrives(store, text("ถาม"))
    dies(store, with_answer=False)
    client = FakeClient()

    a_worker(store, client).work()

    assert [(verb, to) for verb, to, _ in client.sent] == [("reply", raw["replyToken"])]


def test_a_broken_off_event_is_let_go(store: EventStore, engine: Engine) -> None:
    """When the database fails after sending, the event lapses and is taken up by somebody."""
    raw = arrives(store, text("ถาม"))

    class Breaking(EventStore):
        def finish(self, *_: Any, **__: Any) -> None:
            raise OSError("the disk is full")

    worker = a_worker(Breaking(engine), FakeClient())
    with pytest.raises(OSError, match="disk"):
        worker.work()

    assert worker._in_hand == {}
    assert row(engine, raw)["unclear"]


def test_an_event_of_a_closed_channel_is_set_aside(store: EventStore, engine: Engine) -> None:
    """What came from the local page before it was switched off harms nobody."""
    raw = arrives(store, text("ถาม"))

    connected(store, FakeAssistant(), {}).work()

    assert row(engine, raw)["state"] == DEAD


# What LINE does


def test_a_refused_message_is_said_plainly(store: EventStore, engine: Engine) -> None:
    """When LINE does not like the message, the same words go bare on the unused token."""
    raw = arrives(store, text("ถาม"))
    client = FakeClient(Outcome("rejected", 400))

    a_worker(store, client).work()

    rich, bare = client.sent
    assert rich[:2] == bare[:2] == ("reply", raw["replyToken"])
    assert rich[2][0]["text"] == bare[2][0]["text"]
    assert "quickReply" in rich[2][0]
    assert "quickReply" not in bare[2][0]
    assert row(engine, raw)["state"] == ANSWERED


class Excessive(FakeAssistant):
    """Says more than LINE takes: a card of 60 KB, and a button of 301 units."""

    def reply(self, *heard: Any) -> Reply:
        buttons = (Button("ทำต่อ"), Button(SECRET, data="x" * 301))
        card = Card(sections=(Section(SECRET, ("ก" * 9999,)),))
        return Reply((SECRET,), "answered", buttons, card=card)

    def failed(self) -> Reply:
        return self.reply()


def test_what_is_beyond_limits_is_said_plainly(store: EventStore) -> None:
    """The first message that leaves is one that LINE takes, with the buttons that fit."""
    arrives(store, text("ถาม"))
    client = FakeClient()

    a_worker(store, client, Excessive()).work()

    (_, _, messages), *more = client.sent
    assert more == []
    assert lint(messages) == []
    assert [message["type"] for message in messages] == ["text", "text"]
    assert SECRET in messages[0]["text"]
    assert [item["action"]["label"] for item in messages[1]["quickReply"]["items"]] == ["ทำต่อ"]


def test_what_is_beyond_limits_is_kept_plainly(store: EventStore) -> None:
    """What is committed is what is sent, so that a crash in sending brings back no other."""
    arrives(store, text("ถาม"))
    client = FakeClient(Outcome("not_sent", 429))
    worker = a_worker(store, client, Excessive())

    worker.work()
    waits_for(worker.work)

    assert client.sent[0] == client.sent[1]
    assert worker.breaches == 1


def test_breaches_are_counted_and_told(store: EventStore) -> None:
    """Where and which rule goes to the log with the event, and never what was said."""
    raw = arrives(store, text("ถาม"))
    worker = a_worker(store, FakeClient(), Excessive())

    with capture_logs([merge_contextvars]) as logs:
        worker.work()

    assert worker.breaches == 1
    (told,) = [line for line in logs if "breaches" in line]
    assert told["event_id"] == raw["webhookEventId"]
    assert told["breaches"]
    assert SECRET not in str(logs)


def test_no_breach_is_counted_without_one(store: EventStore) -> None:
    """An answer within LINE's limits leaves the counter alone."""
    arrives(store, text("ถาม"))
    worker = a_worker(store, FakeClient())

    worker.work()

    assert worker.breaches == 0


def test_an_apology_beyond_limits_is_said_plainly(store: EventStore) -> None:
    """Also the last words on an event are such as LINE takes."""
    arrives(store, text("ถาม"), ago=PATIENCE + 1)
    dies(store, with_answer=False, times=TRIES - 1)

    class Broken(Excessive):
        def reply(self, *heard: Any) -> Reply:
            if heard:
                raise RuntimeError("told to")
            return super().reply()

    client = FakeClient()
    a_worker(store, client, Broken()).work()

    ((_, _, messages),) = client.sent
    assert lint(messages) == []


def test_twice_refused_is_set_aside(store: EventStore, engine: Engine) -> None:
    """A token that LINE does not take at all ends the event, for staff to see."""
    raw = arrives(store, text("ถาม"))
    client = FakeClient(Outcome("rejected", 400), Outcome("rejected", 400))

    a_worker(store, client).work()

    assert row(engine, raw)["state"] == DEAD


def test_what_was_not_sent_is_tried_again(store: EventStore, engine: Engine) -> None:
    """A full quota or a refused connection is waited out, and the same answer sent."""
    raw = arrives(store, text("ถาม"))
    client = FakeClient(Outcome("not_sent", 429))
    worker = a_worker(store, client)

    worker.work()
    waiting = row(engine, raw)
    waits_for(worker.work)

    assert (waiting["state"], waiting["unclear"]) == ("waiting", False)
    assert client.sent[0] == client.sent[1]
    assert row(engine, raw)["state"] == ANSWERED


def test_what_is_unclear_is_repeated_and_never_pushed(store: EventStore) -> None:
    """Although the token is old by now, only the same reply cannot show the answer twice."""
    raw = arrives(store, text("ถาม"), ago=TOKEN_LIFE + 1)
    dies(store, with_answer=True)
    client = FakeClient(Outcome("unclear", 500))
    worker = a_worker(store, client)

    worker.work()
    waits_for(worker.work)

    assert client.sent == [("reply", raw["replyToken"], KEPT)] * 2


def test_unclear_then_used_token_is_delivered(store: EventStore, engine: Engine) -> None:
    """A time-out whose message had arrived after all ends well, with one message shown."""
    raw = arrives(store, text("ถาม"))
    client = FakeClient(Outcome("unclear"), Outcome("rejected", 400))
    worker = a_worker(store, client)

    worker.work()
    waits_for(worker.work)

    assert row(engine, raw)["state"] == ANSWERED


def test_an_old_token_is_not_used(store: EventStore) -> None:
    """After a long standstill the answer is pushed to the person, with a key against doubles."""
    person = somebody()
    raw = arrives(store, text("ถาม", person), ago=TOKEN_LIFE + 1)
    client = FakeClient()

    a_worker(store, client).work()

    assert [(verb, to) for verb, to, _ in client.sent] == [("push", person)]
    assert client.keys == [str(uuid.uuid5(uuid.NAMESPACE_URL, raw["webhookEventId"]))]


@pytest.mark.parametrize(("left", "pushed"), [(0, 0), (1, 1), (None, 1)])
def test_nothing_is_pushed_beyond_the_quota(
    store: EventStore, engine: Engine, left: int | None, pushed: int
) -> None:
    """Where LINE would refuse a push it is not tried; where the quota is not known it is."""
    raw = arrives(store, text("ถาม"), ago=TOKEN_LIFE + 1)
    client = FakeClient()
    client.left = left

    a_worker(store, client).work()

    assert len(client.sent) == pushed
    assert row(engine, raw)["state"] == (ANSWERED if pushed else "waiting")
    assert ("quota" in row(engine, raw)["error"]) == (not pushed)


def test_after_a_standstill_one_failure_is_not_the_end(store: EventStore, engine: Engine) -> None:
    """What lay in the inbox for long is still tried as often as anything else."""
    raw = arrives(store, text("ถาม"), ago=TOKEN_LIFE + 1)
    client = FakeClient(Outcome("not_sent", 429))
    worker = a_worker(store, client)

    worker.work()
    waits_for(worker.work)

    assert row(engine, raw)["state"] == ANSWERED
    assert len(set(client.keys)) == 1


def test_patience_ends(store: EventStore, engine: Engine) -> None:
    """When LINE has not taken the answer for half a minute the chat goes on without it."""
    person = somebody()
    raw = arrives(store, text("ถาม", person), ago=PATIENCE + 1)
    dies(store, with_answer=False, times=TRIES - 1)
    arrives(store, text("แล้วอันนี้", person))
    client = FakeClient(Outcome("unclear", 500))
    worker = a_worker(store, client)

    worker.work()
    worker.work()

    assert row(engine, raw)["state"] == DEAD
    assert "500" in row(engine, raw)["error"]
    assert len(client.sent) == 2


# What is remembered


def test_a_new_chat_begins_with_nothing(store: EventStore) -> None:
    """Who writes for the first time has no conversation, and was never away."""
    arrives(store, text("ถาม"))
    assistant = FakeAssistant()

    a_worker(store, FakeClient(), assistant).work()

    assert assistant.conversations == [Conversation()]
    assert [moment.away for moment in assistant.moments] == [None]


def test_the_next_message_meets_what_was_remembered(store: EventStore) -> None:
    """What an answer left behind is there when the same person writes again."""
    person = somebody()
    arrives(store, text("ถาม", person))
    arrives(store, text("แล้วอันนี้", person))
    arrives(store, text("คนอื่น"))
    assistant = FakeAssistant(opens=True)
    worker = a_worker(store, FakeClient(), assistant)

    while worker.work():
        pass

    first = Conversation(Case("guide", "1", assistant.moments[0].code))
    assert assistant.conversations == [Conversation(), first, Conversation()]


def test_how_long_somebody_was_away(store: EventStore) -> None:
    """The assistant hears how many seconds ago this chat was answered last."""
    person = somebody()
    was_answered(store, text("ถาม", person), Conversation(), ago=3600)
    arrives(store, text("กลับมาแล้ว", person))
    assistant = FakeAssistant()

    a_worker(store, FakeClient(), assistant).work()

    (away,) = [moment.away for moment in assistant.moments]
    assert away == pytest.approx(3600, abs=60)


def test_every_answer_counts_as_being_here(store: EventStore) -> None:
    """An answer that changes nothing in the conversation still says when it was given."""
    person = somebody()
    was_answered(store, text("ถาม", person), Conversation(), ago=3600)
    arrives(store, text("กลับมาแล้ว", person))

    a_worker(store, FakeClient()).work()

    seen = store.conversation(person)
    assert seen is not None
    assert seen.updated == pytest.approx(time.time(), abs=60)


def test_each_event_has_a_code_of_its_own(store: EventStore) -> None:
    """A case may be opened by any message, under digits that nobody else was given."""
    for _ in range(3):
        arrives(store, text("ถาม"))
    assistant = FakeAssistant()
    worker = a_worker(store, FakeClient(), assistant)

    while worker.work():
        pass

    codes = {moment.code for moment in assistant.moments}
    assert len(codes) == 3
    assert all(map(is_code, codes))


def test_a_taken_code_is_replaced(store: EventStore, engine: Engine) -> None:
    """Whoever draws the code of another's case is answered a moment later, once, with another."""
    raw = text("ถาม")
    taken = new_code(f"{raw['webhookEventId']} 1")
    was_answered(store, text("มาก่อน"), Conversation(Case("guide", "1", taken)))
    arrives(store, raw)
    client, assistant = FakeClient(), FakeAssistant(opens=True)
    worker = a_worker(store, client, assistant)

    worker.work()
    waits_for(worker.work)

    first, second = [moment.code for moment in assistant.moments]
    assert first == taken
    assert codes_of(engine) == [taken, second]
    assert len(client.sent) == 1
    assert row(engine, raw)["state"] == ANSWERED


def test_who_lost_the_event_is_silent(store: EventStore, engine: Engine) -> None:
    """Another process took over while the answer was made: the event and the chat are its own."""
    person = somebody()
    raw = arrives(store, text("ถาม", person))
    client = FakeClient()

    class Slow(FakeAssistant):
        def reply(self, *heard: Any) -> Reply:
            assert store.claim("other", now=time.time() + 60) is not None
            return super().reply(*heard)

    a_worker(store, client, Slow(opens=True)).work()

    assert client.sent == []
    assert store.conversation(person) is None
    left = row(engine, raw)
    assert (left["owner"], left["state"], left["error"]) == ("other", "waiting", "")


# What the assistant does


def test_a_stumble_is_forgiven(store: EventStore, engine: Engine) -> None:
    """An assistant that fails once is asked again, and nobody notices."""
    raw = arrives(store, text("ถาม"))
    client = FakeClient()
    worker = a_worker(store, client, FakeAssistant(fails=1))

    worker.work()
    waits_for(worker.work)

    assert len(client.sent) == 1
    assert row(engine, raw)["state"] == ANSWERED


def test_a_failing_assistant_apologises_in_the_end(store: EventStore, engine: Engine) -> None:
    """A person whose question cannot be answered hears so, and the next question is answered."""
    person = somebody()
    raw = arrives(store, text("ถาม", person), ago=PATIENCE + 1)
    dies(store, with_answer=False, times=TRIES - 1)
    arrives(store, text("แล้วอันนี้", person))
    client = FakeClient()
    worker = a_worker(store, client, FakeAssistant(fails=1))

    worker.work()
    worker.work()

    assert client.sent[0] == ("reply", raw["replyToken"], [{"type": "text", "text": "ขออภัยค่ะ"}])
    assert row(engine, raw)["error"] == "RuntimeError"
    assert len(client.sent) == 2
