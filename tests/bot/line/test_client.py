"""The way out, over real HTTP: what became of a message, whatever LINE does."""

import socket
import uuid
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from bot.line.client import LineClient
from tests.line_account import CONSUMPTION, LOADING, QUOTA
from tests.line_stand_in import LineStandIn, Trouble
from tests.webhooks import somebody

MESSAGES = [{"type": "text", "text": "คำตอบค่ะ"}]
KEY = str(uuid.uuid4())


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    line = LineStandIn()
    yield line
    line.close()


@pytest.fixture
def client(line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> LineClient:
    """A client that waits a moment instead of seconds."""
    monkeypatch.setattr("bot.line.client.TIMEOUT", (0.3, 0.3))
    monkeypatch.setattr("bot.line.client.HURRY", (0.3, 0.3))
    return LineClient("token", line.url)


def test_a_reply_arrives_whole(line: LineStandIn, client: LineClient) -> None:
    """Text and quick replies reach LINE as they were rendered, with nothing lost in the SDK."""
    chip = {"type": "action", "action": {"type": "message", "label": "ต่อ", "text": "ถามต่อ"}}
    messages = [{"type": "text", "text": "คำตอบ 🌱", "quickReply": {"items": [chip]}}]

    client.reply("a-token", messages)

    assert [(call.verb, call.to, call.messages) for call in line.sent] == [
        ("reply", "a-token", messages)
    ]


def test_a_reply_carries_no_retry_key(line: LineStandIn, client: LineClient) -> None:
    """LINE refuses a retry key on a reply."""
    client.reply("a-token", MESSAGES)

    assert line.calls[0].retry_key is None


def test_a_push_carries_its_retry_key(line: LineStandIn, client: LineClient) -> None:
    """The key is there on the first try, or a second could show the message twice."""
    client.push("U1", MESSAGES, KEY)

    assert [(call.verb, call.to, call.retry_key) for call in line.sent] == [("push", "U1", KEY)]


def test_the_request_id_is_kept(client: LineClient) -> None:
    """LINE's request id is known of deliveries."""
    assert uuid.UUID(client.reply("a-token", MESSAGES).request_id)


def test_the_request_id_of_a_refusal_is_kept(line: LineStandIn, client: LineClient) -> None:
    """LINE's request id is known of refusals too."""
    line.fails_next(400)

    assert uuid.UUID(client.reply("a-token", MESSAGES).request_id)


def test_a_known_retry_key_means_delivered(client: LineClient) -> None:
    """409 tells that the same push was accepted before."""
    client.push("U1", MESSAGES, KEY)

    assert client.push("U1", MESSAGES, KEY).verdict == "delivered"


@pytest.mark.parametrize(
    ("trouble", "verdict"),
    [
        (400, "rejected"),
        (404, "rejected"),
        (413, "rejected"),
        (401, "not_sent"),
        (403, "not_sent"),
        (429, "not_sent"),
        (500, "unclear"),
        (502, "unclear"),
        (503, "unclear"),
        ("hang", "unclear"),
        ("reset", "unclear"),
        ("swallow", "unclear"),
    ],
)
def test_trouble_is_told_apart(
    line: LineStandIn, client: LineClient, trouble: Trouble, verdict: str
) -> None:
    """Refused, not sent, or perhaps arrived: each failure has one verdict, and none raises."""
    line.fails_next(trouble)

    assert client.reply("a-token", MESSAGES).verdict == verdict


def test_a_reply_is_never_repeated_by_the_client(line: LineStandIn, client: LineClient) -> None:
    """Repeating is the inbox's affair, because only it knows what may have arrived."""
    line.fails_next("swallow")

    client.reply("a-token", MESSAGES)

    assert len(line.calls) == 1


def test_a_success_in_other_words_raises_nothing(line: LineStandIn, client: LineClient) -> None:
    """An answer that the SDK cannot parse is no crash; the same token then tells it arrived."""
    line.fails_next("terse")

    assert client.reply("a-token", MESSAGES).verdict in ("delivered", "unclear")


def test_nobody_listens() -> None:
    """A refused connection has sent nothing, so it may be tried again in any way."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

    client = LineClient("token", f"http://127.0.0.1:{port}")
    assert client.reply("a-token", MESSAGES).verdict == "not_sent"


def test_no_such_host() -> None:
    """A name that does not resolve has sent nothing."""
    client = LineClient("token", "http://line.invalid")

    assert client.reply("a-token", MESSAGES).verdict == "not_sent"


def test_nobody_accepts(client: LineClient) -> None:
    """A connection that is never taken up runs out of time before anything is sent."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for caller in waiting:  # fill the queue of those who wait to be accepted
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        outcome = LineClient("token", f"http://127.0.0.1:{port}").reply("a-token", MESSAGES)
        for caller in waiting:
            caller.close()

    assert outcome.verdict == "not_sent"


def test_one_connection_is_kept_for_all(line: LineStandIn, client: LineClient) -> None:
    """Calls after one another need no new connection."""
    for number in range(5):
        client.reply(f"token-{number}", MESSAGES)

    assert line.connections == 1


def test_loading(line: LineStandIn, client: LineClient) -> None:
    """The person sees for 20 seconds at most that an answer is on its way."""
    user = somebody()

    client.show_loading(user)

    assert line.loadings == [(user, 20)]


@pytest.mark.parametrize("trouble", [400, 401, 429, 500, "hang", "reset", "terse"])
def test_loading_never_fails(line: LineStandIn, client: LineClient, trouble: Trouble) -> None:
    """An animation is no reason for an error, whatever LINE does, nor for one more try."""
    line.fails_at(LOADING, trouble)

    client.show_loading(somebody())

    assert len(line.account.asked) == (trouble == "terse")


def test_loading_tells_no_id(line: LineStandIn, client: LineClient) -> None:
    """What is noted of a failure is not whose chat it was."""
    line.fails_at(LOADING, 500)
    user = somebody()

    with capture_logs() as logs:
        client.show_loading(user)

    assert [entry["status"] for entry in logs] == [500]
    assert user not in str(logs)


@pytest.mark.parametrize(("limit", "used", "left"), [(None, 7, None), (200, 7, 193), (5, 9, 0)])
def test_quota(
    line: LineStandIn, client: LineClient, limit: int | None, used: int, left: int | None
) -> None:
    """How many pushes LINE still takes; None where the plan has no limit."""
    line.account.limit, line.account.used = limit, used

    assert client.quota_left() == left


def test_the_quota_is_asked_for_once_a_minute(line: LineStandIn, client: LineClient) -> None:
    """What is known is told again without asking."""
    line.account.limit = 200
    client.quota_left()
    line.account.used = 200

    assert client.quota_left() == 200
    assert line.account.asked == [f"GET {QUOTA}", f"GET {CONSUMPTION}"]


def test_the_quota_is_asked_for_again(
    line: LineStandIn, client: LineClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its minute what is known no longer counts."""
    monkeypatch.setattr("bot.line.client.QUOTA_KEPT", 0.0)
    line.account.limit = 200
    client.quota_left()
    line.account.used = 200

    assert client.quota_left() == 0


@pytest.mark.parametrize("path", [QUOTA, CONSUMPTION])
@pytest.mark.parametrize("trouble", [401, 429, 500, "hang", "reset", "terse"])
def test_a_quota_that_is_not_told(
    line: LineStandIn, client: LineClient, path: str, trouble: Trouble
) -> None:
    """Not to know is no failure, and LINE is left alone for a minute after it."""
    line.account.limit = 200
    line.fails_at(path, trouble)

    assert [client.quota_left(), client.quota_left()] == [None, None]
    assert line.account.asked.count(f"GET {path}") <= 1


def test_a_push_beyond_the_quota(line: LineStandIn, client: LineClient) -> None:
    """LINE's 429 has shown nothing to anybody."""
    line.account.limit = 0

    assert client.push("U1", MESSAGES, KEY).verdict == "not_sent"
    assert line.sent == []
