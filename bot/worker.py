"""Answer stored events: one at a time a chat, many chats at once, until each is finished."""

import random
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog

from bot.conversation.assistant import Assistant
from bot.conversation.codes import new_code
from bot.conversation.conversation import Conversation, Moment, read_conversation
from bot.conversation.replies import Reply
from bot.line.client import LineClient, Outcome
from bot.line.events import Event, read_event
from bot.line.plain import plainer, within_limits
from bot.line.render import render
from bot.store.conversations import Remembered
from bot.store.events import ANSWERED, DEAD, IGNORED, ClaimedEvent, EventStore, LeaseLost
from indexer.thai_date import BANGKOK

THREADS = 4
PATIENCE = 30.0  # seconds that a failing event may hold its chat …
TRIES = 3  # … and how often it is tried at least, however long it lay in the inbox
TOKEN_LIFE = 50.0  # seconds; LINE promises a minute from the webhook, ten are kept for the way
IDLE = 1.0  # seconds between looks when nobody rings
BEAT = 1.0  # seconds between renewals of the lease
LOGGED = 10  # breaches of LINE's limits of one answer: enough to mend it by

log = structlog.get_logger()


class Worker:
    """Threads that empty the inbox; *assistant* is asked for each time: the index changes.

    *breaches*: how many answers were beyond LINE's limits and said plainly instead.
    """

    def __init__(
        self,
        store: EventStore,
        clients: Mapping[str, LineClient],
        assistant: Callable[[], Assistant],
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clients = clients
        self._assistant = assistant
        self._tick = tick
        self.breaches = 0
        self._counting = threading.Lock()
        self._owner = uuid.uuid4().hex
        self._bell = threading.Condition()
        self._rung = 0
        self._stopping = False
        self._threads: list[threading.Thread] = []
        self._in_hand: set[int] = set()

    def start(self) -> None:
        """Begin; called in the process that serves, after it was forked."""
        targets = [self._beat, self._watch, *[self._loop] * THREADS]
        self._threads = [threading.Thread(target=target, daemon=True) for target in targets]
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        """Say that something was stored."""
        with self._bell:
            self._rung += 1
            self._bell.notify()

    def stop(self) -> None:
        """Finish what is in hand and end the threads."""
        self._stopping = True
        with self._bell:
            self._bell.notify_all()
        for thread in self._threads:
            thread.join(timeout=10)

    def work(self) -> bool:
        """Answer one event, if one is due."""
        claimed = self._store.claim(self._owner, time.time())
        if claimed is None:
            return False
        started = time.perf_counter()
        self._in_hand.add(claimed.id)
        try:
            with structlog.contextvars.bound_contextvars(event_id=claimed.event_id):
                self._handle(claimed)
                log.info("handled", seconds=round(time.perf_counter() - started, 3))
        finally:  # what broke off here lapses, and is taken up again
            self._in_hand.discard(claimed.id)
        self.ring()  # the next event of this chat may be due now
        return True

    def _loop(self) -> None:
        while not self._stopping:
            heard = self._rung
            try:
                if self.work():
                    continue
            except Exception:  # the database: nothing is claimed, look again in a moment
                log.exception("cannot look into the inbox")
            with self._bell:
                if self._rung == heard and not self._stopping:
                    self._bell.wait(IDLE)

    def _beat(self) -> None:
        while not self._stopping:
            time.sleep(BEAT)
            try:
                self._store.renew(list(self._in_hand), self._owner, time.time())
            except Exception:  # the database: the next beat may reach it before the lease lapses
                log.exception("heartbeat failed")

    def _watch(self) -> None:
        """Run *tick* beside the heartbeat: loading an index may outlast a lease."""
        while not self._stopping:
            time.sleep(BEAT)
            try:
                self._tick()
            except Exception:  # whatever ails a new index, the one in use goes on
                log.exception("tick failed")

    def _handle(self, claimed: ClaimedEvent) -> None:
        event = read_event(claimed.raw)
        try:
            messages = claimed.messages
            if messages is None:
                messages = self._answer(claimed, event)
            elif not claimed.unclear:
                self._store.sending(claimed.id)
        except LeaseLost:
            log.warning("another took over while the answer was made")
            return
        except Exception as error:  # the one broad except: a person is waiting
            log.exception("no answer could be made")
            self._fail(claimed, event, type(error).__name__)
            return
        if messages:
            outcome = self._send(claimed, event, messages)
            self._settle(claimed, outcome)

    def _answer(self, claimed: ClaimedEvent, event: Event) -> list[dict[str, Any]] | None:
        """Make the answer and commit it; None where the event wants none."""
        if event.inbound is None or not event.reply_token:
            self._store.finish(claimed.id, IGNORED, time.time())
            return None
        now = time.time()
        seen = self._store.conversation(claimed.chat)
        conversation = read_conversation(seen.state) if seen else Conversation()
        reply = self._assistant().reply(event.inbound, conversation, _moment(claimed, seen, now))
        messages = self._rendered(reply)
        why = {"decision": reply.decision, "entry": reply.entry, "confidence": reply.confidence}
        self._store.keep_answer(claimed, messages, now, seen, reply.conversation, **why)
        log.info("answer", **{**why, "confidence": round(reply.confidence, 3)})
        return messages

    def _rendered(self, reply: Reply) -> list[dict[str, Any]]:
        """Return *reply* as LINE takes it; breaches of its limits are told without its words."""
        messages, problems = within_limits(render(reply))
        if problems:
            with self._counting:
                self.breaches += 1
            breaches = [f"{problem.path}: {problem.what}" for problem in problems[:LOGGED]]
            log.error("an answer is beyond LINE's limits", breaches=breaches, all=len(problems))
        return messages

    def _send(self, claimed: ClaimedEvent, event: Event, messages: list[dict[str, Any]]) -> Outcome:
        """Send on the reply token; push only when the token is known to be too old."""
        client = self._clients.get(claimed.channel)
        if client is None:  # stored while this channel was still connected
            return Outcome("rejected", error=f"no channel {claimed.channel}")
        repeated = claimed.unclear
        if not repeated and time.time() - claimed.received > TOKEN_LIFE:
            key = str(uuid.uuid5(uuid.NAMESPACE_URL, claimed.event_id))
            return client.push(event.to, messages, key)
        outcome = client.reply(event.reply_token, messages)
        if outcome.verdict != "rejected":
            return outcome
        if repeated:  # "Invalid reply token": the first try had arrived after all
            return Outcome("delivered", outcome.status, outcome.request_id, "token already used")
        log.error("LINE refused a message", status=outcome.status, request_id=outcome.request_id)
        return client.reply(event.reply_token, plainer(messages))

    def _settle(self, claimed: ClaimedEvent, outcome: Outcome) -> None:
        now = time.time()
        log.info("sent", verdict=outcome.verdict, status=outcome.status, line=outcome.request_id)
        error = f"{outcome.verdict} {outcome.status} {outcome.error}".strip()
        if outcome.verdict == "delivered":
            self._store.finish(claimed.id, ANSWERED, now, outcome.request_id)
        elif outcome.verdict == "rejected" or _given_up(claimed, now):
            self._store.finish(claimed.id, DEAD, now, outcome.request_id, error)
        else:
            unclear = claimed.unclear or outcome.verdict == "unclear"
            self._store.postpone(claimed.id, now + _pause(claimed.attempts), unclear, error)

    def _fail(self, claimed: ClaimedEvent, event: Event, error: str) -> None:
        """Try again later; when patience is at an end apologise, and let the chat go on."""
        now = time.time()
        if not _given_up(claimed, now):
            pause = now + _pause(claimed.attempts)
            self._store.postpone(claimed.id, pause, claimed.unclear, error)
            return
        if event.reply_token and not claimed.unclear:
            self._send(claimed, event, self._rendered(self._assistant().failed()))
        self._store.finish(claimed.id, DEAD, now, error=error)


def _moment(claimed: ClaimedEvent, seen: Remembered | None, now: float) -> Moment:
    """Return when *claimed* is answered; each try has a code of its own, as one may be taken."""
    today = datetime.fromtimestamp(now, BANGKOK).date()
    away = now - seen.updated if seen else None
    return Moment(today, away, new_code(f"{claimed.event_id} {claimed.attempts}"))


def _given_up(claimed: ClaimedEvent, now: float) -> bool:
    """Whether patience is at an end; after a long standstill an event still gets its tries."""
    return now - claimed.received > PATIENCE and claimed.attempts >= TRIES


def _pause(attempts: int) -> float:
    """Seconds to wait after the *attempts*-th try: doubling from a half to eight, with jitter."""
    return min(0.25 * 2.0**attempts, 8.0) * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
