"""Answer stored events: one at a time a chat, many chats at once, until each is finished."""

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog

from bot.answering import Answering
from bot.line.client import Outcome
from bot.line.events import Event, read_event
from bot.sending import Sender
from bot.store.events import ClaimedEvent, EventStore, LeaseLost
from bot.store.tables import ANSWERED, DEAD, IGNORED

THREADS = 4
PATIENCE = 30.0  # seconds that a failing event may hold its chat …
TRIES = 3  # … and how often it is tried at least, however long it lay in the inbox
IDLE = 1.0  # seconds between looks when nobody rings
BEAT = 1.0  # seconds between renewals of the lease
LONG = 0.7  # seconds that a person waits until the chat shows that an answer is being made …
GLANCE = 0.1  # … and how often it is looked whether anybody waits that long

log = structlog.get_logger()


@dataclass
class _InHand:
    """An event being answered; *shown*: its person was shown that it is."""

    claimed: ClaimedEvent
    event: Event
    shown: bool = False


class Worker:
    """Threads that empty the inbox; *ticks* run beside them, each a second after it ended."""

    def __init__(
        self,
        store: EventStore,
        answering: Answering,
        sender: Sender,
        ticks: tuple[Callable[[], None], ...] = (),
    ) -> None:
        self._store = store
        self._answering = answering
        self._sender = sender
        self._ticks = ticks
        self._owner = uuid.uuid4().hex
        self._bell = threading.Condition()
        self._rung = 0
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._in_hand: dict[int, _InHand] = {}

    @property
    def breaches(self) -> int:
        """How many answers were beyond LINE's limits and said plainly instead."""
        return self._answering.breaches

    def start(self) -> None:
        """Begin; called in the process that serves, after it was forked."""
        beside = [(self._beat, BEAT), (self._comfort, GLANCE)]
        beside += [(tick, BEAT) for tick in self._ticks]
        self._threads = [threading.Thread(target=self._loop, daemon=True) for _ in range(THREADS)]
        for what, pause in beside:
            thread = threading.Thread(target=self._repeat, args=(what, pause), daemon=True)
            self._threads.append(thread)
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        """Say that something was stored."""
        with self._bell:
            self._rung += 1
            self._bell.notify()

    def stop(self) -> None:
        """Finish what is in hand and end the threads."""
        self._stopping.set()
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
        event = read_event(claimed.raw)
        self._in_hand[claimed.id] = _InHand(claimed, event)
        try:
            with structlog.contextvars.bound_contextvars(event_id=claimed.event_id):
                self._handle(claimed, event)
                log.info("handled", seconds=round(time.perf_counter() - started, 3))
        finally:  # what broke off here lapses, and is taken up again
            self._in_hand.pop(claimed.id, None)
        self.ring()  # the next event of this chat may be due now
        return True

    def _loop(self) -> None:
        while not self._stopping.is_set():
            heard = self._rung
            try:
                if self.work():
                    continue
            except Exception:  # the database: nothing is claimed, look again in a moment
                log.exception("cannot look into the inbox")
            with self._bell:
                if self._rung == heard and not self._stopping.is_set():
                    self._bell.wait(IDLE)

    def _repeat(self, what: Callable[[], None], pause: float) -> None:
        """Run *what* in a thread of its own: loading an index may outlast a lease."""
        while not self._stopping.wait(pause):
            try:
                what()
            except Exception:  # whatever ails it, the next time may go well
                log.exception("failed beside the inbox", what=getattr(what, "__name__", ""))

    def _beat(self) -> None:
        self._store.renew(list(self._in_hand), self._owner, time.time())

    def _comfort(self) -> None:
        """Show those who wait long that they are not forgotten."""
        since = time.time() - LONG
        for each in list(self._in_hand.values()):
            if not each.shown and each.claimed.received < since:
                each.shown = True
                self._sender.show_loading(each.claimed, each.event)

    def _handle(self, claimed: ClaimedEvent, event: Event) -> None:
        messages = claimed.messages
        try:
            if messages is None:
                messages = self._answering.answer(claimed, event)
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
            self._settle(claimed, self._send(claimed, event, messages))
        elif claimed.messages is not None:  # kept without words before a crash
            self._store.finish(claimed.id, IGNORED, time.time())
        else:  # also where another kept this silence, and got no further
            self._store.finish(claimed.id, IGNORED, time.time())

    def _send(self, claimed: ClaimedEvent, event: Event, messages: list[dict[str, Any]]) -> Outcome:
        outcome = self._sender.send(claimed, event, messages)
        log.info("sent", verdict=outcome.verdict, status=outcome.status, line=outcome.request_id)
        return outcome

    def _settle(self, claimed: ClaimedEvent, outcome: Outcome) -> None:
        now = time.time()
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
            self._send(claimed, event, self._answering.apology())
        self._store.finish(claimed.id, DEAD, now, error=error)


def _given_up(claimed: ClaimedEvent, now: float) -> bool:
    """Whether patience is at an end; after a long standstill an event still gets its tries."""
    return now - claimed.received > PATIENCE and claimed.attempts >= TRIES


def _pause(attempts: int) -> float:
    """Seconds to wait after the *attempts*-th try: doubling from a half to eight, with jitter."""
    return min(0.25 * 2.0**attempts, 8.0) * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
