"""Notices in a database, and servers that take them or fail when told."""

import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import pytest
import trustme
from pytest_httpserver import HTTPServer
from sqlalchemy import Engine
from werkzeug import Request, Response

from bot.notices.message import Message
from bot.store.database import open_database, upgrade
from bot.store.notices import Kind, NoticeStore, add_notice
from indexer.thai_date import BANGKOK

NOW = 1790000000.5
SECRET = "hush-hush"
MESSAGE = Message(
    "0b1f6f4e-8c1f-5c55-9f2c-000000000001",
    "handover",
    "48210573",
    "asked",
    "",
    datetime(2026, 11, 22, 9, 30, 15, tzinfo=BANGKOK),
    "มีคนรอ รหัส 48210573\nเหตุผล: ขอเอง",
)


class Hook:
    """A webhook that keeps what it took in ``calls``, and gives the next calls *troubles*."""

    def __init__(self) -> None:
        self.calls: list[Request] = []
        self.over = threading.Event()
        self._troubles: deque[int | Literal["hang"]] = deque()

    def fails_next(self, *troubles: int | Literal["hang"]) -> None:
        self._troubles.extend(troubles)

    def __call__(self, request: Request) -> Response:
        request.get_data()  # kept with the request
        self.calls.append(request)
        trouble = self._troubles.popleft() if self._troubles else 204
        if trouble == "hang":
            self.over.wait(20)
        return Response(status=trouble if isinstance(trouble, int) else 204)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> NoticeStore:
    return NoticeStore(engine)


@pytest.fixture
def note(engine: Engine) -> Callable[..., None]:
    """Note something for staff."""

    def noted(code: str = "48210573", kind: Kind = "handover", reason: str = "asked") -> None:
        with engine.begin() as connection:
            add_notice(connection, kind, code, reason, "", NOW)

    return noted


@pytest.fixture
def hook(httpserver: HTTPServer) -> Iterator[Hook]:
    """What answers at *hook_url*."""
    hook = Hook()
    httpserver.expect_request(f"/{SECRET}").respond_with_handler(hook)
    yield hook
    hook.over.set()


@pytest.fixture
def hook_url(httpserver: HTTPServer) -> str:
    """An address as chat tools give them: who knows it can write."""
    return httpserver.url_for(f"/{SECRET}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@pytest.fixture
def closed_port() -> int:
    """A port of this machine where nobody listens."""
    return free_port()


@pytest.fixture
def speaker() -> Iterator[Callable[[bytes], int]]:
    """Serve one caller on a port that it returns: say *words*, then wait for the end."""
    over = threading.Event()
    running: list[threading.Thread] = []

    def serve(listening: socket.socket, words: bytes) -> None:
        with listening, listening.accept()[0] as caller:
            caller.sendall(words)
            over.wait(20)

    def start(words: bytes) -> int:
        listening = socket.create_server(("127.0.0.1", 0))
        running.append(threading.Thread(target=serve, args=(listening, words)))
        running[-1].start()
        return int(listening.getsockname()[1])

    yield start
    over.set()
    for thread in running:
        thread.join()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that this machine does not know."""
    return trustme.CA()


@pytest.fixture(scope="session")
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """What a server on localhost shows, signed by *authority*."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine know *authority*, as its operator would."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
