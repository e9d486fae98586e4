"""Tell staff what is noted for them: at once, again until it worked, at least once."""

import random
import threading
import time
from collections.abc import Callable

import structlog

from bot.notices.channels import Channel
from bot.notices.message import NotTold, to_message
from bot.store.notices import Notice, NoticeStore
from indexer.wording import Wording

AT_ONCE = 20  # notices looked up at a time
IDLE = 1.0  # seconds between looks when nobody rings
FIRST_WAIT, LONGEST_WAIT = 2.0, 600.0  # seconds until staff are tried again

log = structlog.get_logger()


class Notifier:
    """A thread that tells staff by *channel*; *wording* is asked for each time: it changes.

    Several processes may each have one: what is told is claimed first. Who dies between telling
    and noting it leaves the notice to be told again, with the same key.
    """

    def __init__(
        self, store: NoticeStore, channel: Channel | None, wording: Callable[[], Wording]
    ) -> None:
        self._store = store
        self._channel = channel
        self._wording = wording
        self._bell = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; called in the process that serves, after it was forked."""
        if self._channel is None:
            log.warning("no STAFF_NOTIFY_URL: nobody is told of people who wait for the staff")
            return
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._thread.start()

    def ring(self) -> None:
        """Say that something was noted."""
        self._bell.set()

    def stop(self) -> None:
        """Finish what is in hand and end the thread."""
        self._stopping = True
        self._bell.set()
        if self._thread:
            self._thread.join(timeout=10)

    def tick(self, now: float) -> None:
        """Tell what is due at *now*; what cannot be told waits for another tick."""
        if self._channel is None:
            return
        started = time.monotonic()
        for notice in self._store.due(now, AT_ONCE):
            if self._stopping:
                return
            self._tell(notice, self._channel, lambda: now + time.monotonic() - started)

    def _tell(self, seen: Notice, channel: Channel, clock: Callable[[], float]) -> None:
        notice = self._store.claim(seen, clock())
        if notice is None:
            return
        try:
            channel.tell(to_message(notice, self._wording()))
        except NotTold as reason:
            wait = _wait(notice.attempts)
            self._store.later(notice, clock() + wait)
            log.warning("staff not told", notice=notice.id, why=str(reason), again_in=round(wait))
            return
        self._store.told(notice.id, clock())
        log.info("staff told", notice=notice.id, kind=notice.kind, attempts=notice.attempts)

    def _loop(self) -> None:
        while not self._stopping:
            self._bell.clear()  # first, so that a ring from now on is heard
            try:
                self.tick(time.time())
            except Exception as error:  # the database: nothing is lost, look again in a moment
                # Its name alone: a traceback could hold the address of the channel.
                log.error("cannot look for notices", error=type(error).__name__)
            if not self._stopping:
                self._bell.wait(IDLE)


def _wait(attempts: int) -> float:
    """Return seconds, doubling; a little different each time, so that not all try at once."""
    doubled = FIRST_WAIT * 2.0 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_WAIT) * random.uniform(0.8, 1.0)  # noqa: S311 (no secret)
