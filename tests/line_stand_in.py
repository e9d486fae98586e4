"""A stand-in for LINE's Messaging API on 127.0.0.1: it keeps LINE's rules, and fails when told."""

import json
import socket
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from uuid import uuid4

from tests.line_account import LineAccount
from tests.line_limits import breaches
from tests.line_rich_menus import RichMenus

# A status; or: never answer; cut the line unread; show the messages, then cut the line;
# show them and answer 200 with an empty object.
Trouble = int | Literal["hang", "reset", "swallow", "terse"]


@dataclass(frozen=True)
class Call:
    """One request that arrived; *to* is the reply token or, for a push, the person."""

    verb: Literal["reply", "push"]
    to: str
    messages: list[dict[str, Any]]
    retry_key: str | None

    @property
    def texts(self) -> list[str]:
        return [message.get("text") or message["altText"] for message in self.messages]


class LineStandIn:
    """What people would see is in ``sent``; every request that was read, in ``calls``.

    *ahead*: how many seconds its clock is before ours.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.sent: list[Call] = []
        self.refused: list[str] = []  # breaches of LINE's limits
        self.rich = RichMenus()
        self.account = LineAccount()
        self.ahead = 0.0
        self.connections = 0
        self._lock = threading.Lock()
        self._troubles: deque[Trouble | None] = deque()
        self._troubles_at: dict[str, Trouble] = {}
        self._used: set[str] = set()
        self._over = threading.Event()
        handler = type("Handler", (_Handler,), {"line": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def loadings(self) -> list[tuple[str, int]]:
        """Who was shown the loading animation, for how many seconds at most."""
        return self.account.loadings

    def fails_next(self, *troubles: Trouble | None) -> None:
        """Give each of the next requests one of *troubles*, in this order; None lets one pass.

        Only those that carry messages or are about rich menus count: whether LINE is asked for
        its quota meanwhile changes nothing.
        """
        with self._lock:
            self._troubles.extend(troubles)

    def fails_at(self, path: str, trouble: Trouble) -> None:
        """Give each request to *path*, one of the account's, *trouble*."""
        self._troubles_at[path] = trouble

    def close(self) -> None:
        """Stop serving; from now on connections are refused."""
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_trouble(self, verb: str, path: str) -> Trouble | None:
        if self.account.knows(f"{verb} {path}"):
            return self._troubles_at.get(path)
        with self._lock:
            return self._troubles.popleft() if self._troubles else None

    def take(self, call: Call) -> tuple[int, str]:
        """Show *call* to its reader, or refuse it as LINE would; returns status and message."""
        with self._lock:
            self.calls.append(call)
            wrong = breaches(call.messages)
            self.refused += wrong
            if wrong:
                return 400, f"The request body has {len(wrong)} error(s)"
            if call.verb == "reply" and call.retry_key:
                return 400, "The retry key is not accepted for this endpoint"
            once = call.to if call.verb == "reply" else call.retry_key
            if once in self._used:
                return (400, "Invalid reply token") if call.verb == "reply" else (409, "accepted")
            if call.verb == "push" and self.account.is_spent:
                return 429, "You have reached your monthly limit."
            self.account.used += call.verb == "push"
            self._used |= {once} if once else set()
            self.sent.append(call)
            return 200, ""

    def wait_until_over(self) -> None:
        self._over.wait(20)


class _Handler(BaseHTTPRequestHandler):
    line: LineStandIn
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go out in two pieces: 40 ms a call otherwise

    def setup(self) -> None:
        super().setup()
        self.line.connections += 1

    def do_POST(self) -> None:
        trouble = self.line.next_trouble(self.command, self.path)
        if trouble == "reset":
            self._cut()
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if trouble == "hang":
            self.line.wait_until_over()
            self.close_connection = True
        elif isinstance(trouble, int):
            self._answer(trouble, {"message": "told to"})
        elif self.line.account.knows(f"{self.command} {self.path}"):
            self._answer_account(body, trouble)
        elif "/richmenu" in self.path:
            self._answer_rich_menu(body, trouble)
        else:
            self._take(json.loads(body), trouble)

    def do_GET(self) -> None:
        self.do_POST()

    def do_DELETE(self) -> None:
        self.do_POST()

    def _answer_account(self, body: bytes, trouble: Trouble | None) -> None:
        status, answer = self.line.account.answer(f"{self.command} {self.path}", body)
        if status == 400:
            self.line.refused.append(f"{self.path}: {answer['message']}")
        if trouble == "swallow":
            self._cut()
        else:
            self._answer(status, {} if trouble == "terse" else answer)

    def _answer_rich_menu(self, body: bytes, trouble: Trouble | None) -> None:
        request, kind = f"{self.command} {self.path}", self.headers.get("Content-Type", "")
        answer = self.line.rich.answer(request, kind, body)
        if trouble == "swallow":
            self._cut()
        else:
            self._answer(*answer)

    def _take(self, body: dict[str, Any], trouble: Trouble | None) -> None:
        verb: Literal["reply", "push"] = "push" if self.path.endswith("/push") else "reply"
        to = body["to" if verb == "push" else "replyToken"]
        key = self.headers.get("X-Line-Retry-Key")
        status, message = self.line.take(Call(verb, to, body["messages"], key))
        if trouble == "swallow":
            self._cut()
        elif status == 200 and trouble != "terse":
            receipts = [{"id": str(n), "quoteToken": "q"} for n, _ in enumerate(body["messages"])]
            self._answer(status, {"sentMessages": receipts})
        else:
            self._answer(status, {"message": message} if message else {})

    def _answer(self, status: int, body: dict[str, Any] | bytes) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("X-Line-Request-Id", str(uuid4()))
        self.end_headers()
        self.wfile.write(raw)

    def _cut(self) -> None:
        """Close with a reset, as a broken line does, instead of saying goodbye."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the Date of an answer, by a clock that may be wrong."""
        return super().date_time_string((timestamp or time.time()) + self.line.ahead)

    def log_message(self, *_: object) -> None:
        """Keep the log of a failing test for the bot."""
