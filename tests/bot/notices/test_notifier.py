"""Telling staff what is noted: at once, again until it worked, by one, and in today's words."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import Engine, event, text
from structlog.testing import capture_logs

from bot.notices import notifier as notifier_module
from bot.notices.channels import Channel
from bot.notices.message import Message, NotTold
from bot.notices.notifier import LONGEST_WAIT, Notifier
from bot.notices.webhook import Webhook
from bot.store.notices import LEASE, NoticeStore
from bot.store.tables import notices
from indexer.wording import Wording
from tests.bot.notices.conftest import NOW, SECRET, Hook

Note = Callable[..., None]
PATIENCE = 10  # seconds until a test gives up on a thread


class FakeChannel:
    """Keeps what was told in ``told``, and fails *fails* times, or always for the code *never*."""

    def __init__(self, fails: int = 0, never: str = "") -> None:
        self.told: list[Message] = []
        self.tried: list[str] = []
        self._fails = fails
        self._never = never

    def tell(self, message: Message) -> None:
        self.tried.append(message.code)
        if len(self.tried) <= self._fails or message.code == self._never:
            raise NotTold("told to")
        self.told.append(message)


class Dying:
    """A process that dies when it has told staff, and before it can note that."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def tell(self, message: Message) -> None:
        self._channel.tell(message)
        raise SystemExit


class Stopping(FakeChannel):
    """Ends *telling* while it tells."""

    telling: Notifier

    def tell(self, message: Message) -> None:
        self.telling.stop()
        super().tell(message)


@pytest.fixture
def notifier(
    store: NoticeStore, wording: Wording
) -> Iterator[Callable[[Channel | None], Notifier]]:
    """Make a notifier that tells by a channel."""
    made: list[Notifier] = []

    def make(channel: Channel | None) -> Notifier:
        made.append(Notifier(store, channel, lambda: wording))
        return made[-1]

    yield make
    for each in made:
        each.stop()


Make = Callable[[Channel | None], Notifier]


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def rests_until(store: NoticeStore) -> float:
    """Return when the only notice is due."""
    [notice] = store.due(float("inf"), 2)
    return notice.not_before


def test_what_is_due_is_told(store: NoticeStore, note: Note, notifier: Make) -> None:
    """Everything that is noted is told in its order, and is told no more."""
    for code in ("1", "2", "3"):
        note(code)
    channel = FakeChannel()

    for _ in range(2):
        notifier(channel).tick(NOW)

    assert [message.code for message in channel.told] == ["1", "2", "3"]
    assert store.untold() == 0


def test_today_s_words(store: NoticeStore, note: Note, wording: Wording) -> None:
    """Staff read the sentence as it is now, not as it was at the start."""
    current = [replace(wording, texts={**wording.texts, "staff_notice_handover": "เดิม"})]
    channel = FakeChannel()
    notifier = Notifier(store, channel, lambda: current[-1])
    note("1")
    notifier.tick(NOW)
    current.append(replace(wording, texts={**wording.texts, "staff_notice_handover": "ใหม่"}))
    note("2")

    notifier.tick(NOW)

    assert [message.text for message in channel.told] == ["เดิม", "ใหม่"]


def test_what_failed_is_tried_again(store: NoticeStore, note: Note, notifier: Make) -> None:
    """After about two seconds, and not before."""
    note()
    channel = FakeChannel(fails=1)
    telling = notifier(channel)

    telling.tick(NOW)
    telling.tick(NOW + 1)
    assert (len(channel.tried), len(channel.told)) == (1, 0)

    telling.tick(NOW + 3)
    assert len(channel.told) == 1


def test_waits_double_up_to_ten_minutes(store: NoticeStore, note: Note, notifier: Make) -> None:
    """A server that is down is left in peace more and more, and never given up."""
    note()
    channel = FakeChannel(fails=30)
    telling, now, waits = notifier(channel), NOW, []

    while store.untold():
        telling.tick(now)
        if store.untold():
            waits.append(rests_until(store) - now)
            now += waits[-1]

    assert len(channel.told) == 1
    for number, wait in enumerate(waits):
        doubled = min(2.0 * 2**number, LONGEST_WAIT)
        assert 0.8 * doubled <= wait <= doubled + 1  # a moment passes while it is told


def test_what_fails_holds_up_nothing(note: Note, notifier: Make) -> None:
    """A notice that cannot be told does not keep staff from the others."""
    for code in ("bad", "good"):
        note(code)
    channel = FakeChannel(never="bad")

    notifier(channel).tick(NOW)

    assert [message.code for message in channel.told] == ["good"]


@pytest.mark.parametrize("trouble", [500, 404, "hang"])
def test_told_after_trouble(
    note: Note, notifier: Make, hook: Hook, hook_url: str, trouble: int
) -> None:
    """Over real HTTP: the same notice comes again, under the same key, and then no more."""
    note()
    hook.fails_next(trouble)
    telling = notifier(Webhook(hook_url, (0.2, 0.2)))

    telling.tick(NOW)
    hook.over.set()
    for later in (5, 600):
        telling.tick(NOW + later)

    keys = [call.headers["Idempotency-Key"] for call in hook.calls]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_told_after_nobody_listened(
    store: NoticeStore, note: Note, notifier: Make, closed_port: int
) -> None:
    """Staff hear of it as soon as their server is back."""
    note()
    telling = notifier(Webhook(f"http://127.0.0.1:{closed_port}/hook"))
    telling.tick(NOW)
    assert store.untold() == 1

    with HTTPServer("127.0.0.1", closed_port) as server:
        server.expect_request("/hook").respond_with_data(status=200)
        telling.tick(NOW + 5)

    assert store.untold() == 0


def test_a_crash_tells_again_under_the_same_key(
    note: Note, notifier: Make, hook: Hook, hook_url: str
) -> None:
    """Who dies before noting it leaves the notice to the next, when the lease has lapsed."""
    note()
    with pytest.raises(SystemExit):
        notifier(Dying(Webhook(hook_url))).tick(NOW)

    for later in (LEASE - 1, LEASE + 1, LEASE + 100):
        notifier(Webhook(hook_url)).tick(NOW + later)

    keys = [call.headers["Idempotency-Key"] for call in hook.calls]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_no_secret_in_the_log(
    note: Note, notifier: Make, hook: Hook, hook_url: str, closed_port: int
) -> None:
    """Success and every failure are logged without the address that they were sent to."""
    note()
    hook.fails_next(500)

    with capture_logs() as logs:
        notifier(Webhook(hook_url)).tick(NOW)
        notifier(Webhook(f"http://127.0.0.1:{closed_port}/{SECRET}")).tick(NOW + 5)
        notifier(Webhook(hook_url)).tick(NOW + 60)

    assert [line["log_level"] for line in logs] == ["warning", "warning", "info"]
    assert SECRET not in str(logs)


def test_without_an_address(store: NoticeStore, note: Note, notifier: Make) -> None:
    """Nobody is told, the log says so once, and what is noted waits for an address."""
    note()
    before = threading.active_count()
    silent = notifier(None)

    with capture_logs() as logs:
        silent.start()
        silent.ring()
        silent.tick(NOW)

    assert ["STAFF_NOTIFY_URL" in line["event"] for line in logs] == [True]
    assert threading.active_count() == before
    assert store.untold() == 1


def test_a_ring_is_heard_at_once(
    note: Note, notifier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who notes something need not wait for the next look."""
    monkeypatch.setattr(notifier_module, "IDLE", 60)
    channel = FakeChannel()
    running = notifier(channel)
    running.start()

    note()
    running.ring()

    until(lambda: channel.told)


def test_between_rings_it_rests(
    engine: Engine, notifier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ring is one look, and not the first of many."""
    monkeypatch.setattr(notifier_module, "IDLE", 60)
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: said.append(seen[2]))
    running = notifier(FakeChannel())
    running.start()

    running.ring()
    time.sleep(0.1)

    looks = [statement for statement in said if statement.startswith("SELECT")]
    assert 1 <= len(looks) <= 2


def test_it_looks_by_itself(note: Note, notifier: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process noted, and what is to be tried again, needs no ring."""
    monkeypatch.setattr(notifier_module, "IDLE", 0.01)
    channel = FakeChannel()
    notifier(channel).start()

    note()

    until(lambda: channel.told)


def test_it_outlives_the_database(
    engine: Engine, note: Note, notifier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nothing can be looked up the log says so, and then staff are told as before."""
    monkeypatch.setattr(notifier_module, "IDLE", 0.01)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE notices RENAME TO away"))
    channel = FakeChannel()

    with capture_logs() as logs:
        notifier(channel).start()
        until(lambda: logs)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO notices"))
    note()

    until(lambda: channel.told)


def test_a_stop_waits_for_what_is_in_hand(engine: Engine, note: Note, notifier: Make) -> None:
    """What is being told when the program ends is noted as told; the rest is left to the next."""
    note("1")
    note("2")
    channel = Stopping()
    channel.telling = telling = notifier(channel)

    telling.tick(NOW)

    assert [message.code for message in channel.told] == ["1"]
    with engine.connect() as connection:
        assert (
            connection.execute(notices.select().where(notices.c.told.is_(None))).one().code == "2"
        )
