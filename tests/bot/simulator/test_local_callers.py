"""Who counts as local, and that nobody else sees anything of this room."""

import pytest
import urllib3
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from bot.local import is_local
from tests.bot.simulator.tiny_bot import TinyBot


def from_peer(peer: str, **headers: str) -> Request:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(EnvironBuilder(headers=names, environ_base={"REMOTE_ADDR": peer}).get_environ())


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_local_caller(peer: str, host: str) -> None:
    """Loopback speaking to loopback is this machine."""
    assert is_local(from_peer(peer, Host=host))


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.168.1.7", {"Host": "localhost"}),
        ("", {"Host": "localhost"}),
        ("127.0.0.1", {"Host": "bot.example.org"}),
        ("127.0.0.1", {"Host": "127.0.0.1.example.org"}),
        ("127.0.0.1", {"Host": "localhost.example.org:80"}),
        ("127.0.0.1", {"Host": ""}),
        ("127.0.0.1", {"Host": "localhost", "X_Forwarded_For": "127.0.0.1"}),
        ("127.0.0.1", {"Host": "localhost", "x_forwarded_proto": "https"}),
        ("127.0.0.1", {"Host": "localhost", "Forwarded": "for=127.0.0.1"}),
    ],
)
def test_not_a_local_caller(peer: str, headers: dict[str, str]) -> None:
    """Another machine, another name for this one, or anything forwarded is not local."""
    assert not is_local(from_peer(peer, **headers))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/local/messages"),
        ("POST", "/local/messages"),
        ("POST", "/local/new-chat"),
        ("GET", "/local/static/chat.js"),
        ("GET", "/local/line/v2/bot/info"),
        ("POST", "/local/line/v2/bot/message/reply"),
    ],
)
def test_for_others_there_is_nothing(bot: TinyBot, method: str, path: str) -> None:
    """Whoever comes through a tunnel finds no page, no script and no LINE; a local caller does."""
    headers = {"Authorization": "Bearer any"}
    tunnel = {**headers, "X-Forwarded-For": "203.0.113.7"}

    here = urllib3.request(method, bot.url + path, headers=headers, json={})
    there = urllib3.request(method, bot.url + path, headers=tunnel, json={})

    assert here.status != 404
    assert there.status == 404


def test_page_headers(bot: TinyBot) -> None:
    """The page allows no code but its own files and cannot be framed."""
    headers = urllib3.request("GET", f"{bot.url}/").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
