"""Telling staff by webhook: over real HTTP, to servers that behave and servers that do not."""

import logging
import ssl
from collections.abc import Callable, Iterator

import pytest
from pytest_httpserver import HTTPServer

from bot.notices.message import NotTold
from bot.notices.webhook import Webhook, to_json
from tests.bot.notices.conftest import MESSAGE, SECRET, Hook

SHORT = (0.2, 0.2)


@pytest.fixture
def secure(certified: ssl.SSLContext) -> Iterator[str]:
    """The address of a webhook behind HTTPS."""
    with HTTPServer("localhost", 0, ssl_context=certified) as server:
        server.expect_request("/hook").respond_with_data(status=204)
        yield server.url_for("/hook")


def refusal(url: str) -> str:
    with pytest.raises(NotTold) as refused:
        Webhook(url, SHORT).tell(MESSAGE)
    return str(refused.value)


def test_body(hook: Hook, hook_url: str) -> None:
    """Staff get code, reason, case, time and a sentence, and not a word more."""
    Webhook(hook_url).tell(MESSAGE)

    [call] = hook.calls
    assert call.get_json() == {
        "kind": "handover",
        "code": "48210573",
        "reason": "asked",
        "case": "",
        "at": "2026-11-22T09:30:15+07:00",
        "text": MESSAGE.text,
        "content": MESSAGE.text,
    }


def test_key(hook: Hook, hook_url: str) -> None:
    """Who gets a notice twice can tell."""
    Webhook(hook_url).tell(MESSAGE)

    assert hook.calls[0].headers["Idempotency-Key"] == MESSAGE.key


def test_google_chat() -> None:
    """It refuses fields it does not know, so it gets the sentence alone."""
    assert to_json(MESSAGE, "chat.googleapis.com") == {"text": MESSAGE.text}


@pytest.mark.parametrize("status", [301, 307, 400, 404, 410, 429, 500, 503])
def test_refused(hook: Hook, hook_url: str, status: int) -> None:
    """Whatever is no success is told by its number; it is not tried again on the spot."""
    hook.fails_next(status)

    assert str(status) in refusal(hook_url)
    assert len(hook.calls) == 1


def test_redirects_are_not_followed(httpserver: HTTPServer) -> None:
    """What is for staff is sent where the operator said, and nowhere else."""
    elsewhere = Hook()
    httpserver.expect_request("/elsewhere").respond_with_handler(elsewhere)
    headers = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request("/moved").respond_with_data(status=307, headers=headers)

    refusal(httpserver.url_for("/moved"))

    assert elsewhere.calls == []


def test_hang(hook: Hook, hook_url: str) -> None:
    """A server that never answers is given up after a while."""
    hook.fails_next("hang")

    assert "Timeout" in refusal(hook_url)


def test_endless_answer(speaker: Callable[[bytes], int]) -> None:
    """The status is enough: nobody waits for the rest of an answer."""
    port = speaker(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")

    Webhook(f"http://127.0.0.1:{port}/", SHORT).tell(MESSAGE)


def test_nobody_listens(closed_port: int) -> None:
    """A server that is down counts as one that refuses."""
    assert refusal(f"http://127.0.0.1:{closed_port}/hook")


def test_unknown_certificate(secure: str) -> None:
    """Who cannot prove to be the chat tool is told nothing."""
    assert "SSL" in refusal(secure)


@pytest.mark.usefixtures("trusted")
def test_known_certificate(secure: str) -> None:
    """With a certificate that this machine trusts, staff are told."""
    Webhook(secure).tell(MESSAGE)


def test_no_secret_in_a_refusal(hook: Hook, hook_url: str, closed_port: int) -> None:
    """Neither an answer nor the lack of one brings the address to the log."""
    hook.fails_next(500, "hang")

    said = [refusal(hook_url), refusal(hook_url)]
    said.append(refusal(f"http://127.0.0.1:{closed_port}/{SECRET}"))

    assert SECRET not in " ".join(said)


def test_no_secret_in_the_log(
    speaker: Callable[[bytes], int], caplog: pytest.LogCaptureFixture
) -> None:
    """urllib3 warns of odd headers with the whole address; not here."""
    port = speaker(b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 0\r\n\r\n")

    with caplog.at_level(logging.WARNING):
        Webhook(f"http://127.0.0.1:{port}/{SECRET}", SHORT).tell(MESSAGE)

    said = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    assert said == []
