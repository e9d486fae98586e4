"""A tiny bot behind the chat page: it checks the signature, records, and answers on command."""

import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, request
from linebot.v3 import SignatureValidator
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.simulator import LocalChat, create_blueprint

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"


class Quiet(WSGIRequestHandler):
    """Keeps the page's many questions out of the log of a failing test."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class TinyBot:
    """The other side: what its webhook got, and a real server that the page lives on."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self.status = 200
        self.answer: Callable[[dict[str, Any]], None] = lambda event: None
        self.chat = LocalChat(SECRET, lambda: f"{self.url}/callback")
        self.app = Flask("tiny")
        self.app.register_blueprint(create_blueprint(self.chat))
        self.app.add_url_rule("/callback", "callback", self._callback, methods=["POST"])
        self._server = make_server("127.0.0.1", 0, self.app, threaded=True, request_handler=Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def line_url(self) -> str:
        return f"{self.url}/local/line"

    def event(self, n: int) -> dict[str, Any]:
        """Return the *n*-th event, waiting a little: a bubble is seen before its event arrives."""
        deadline = time.monotonic() + 10
        while len(self.events) <= n and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.events[n]

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _callback(self) -> tuple[str, int]:
        body = request.get_data(as_text=True)
        signature = request.headers.get("X-Line-Signature", "")
        if not SignatureValidator(SECRET).validate(body, signature):
            return "bad signature", 400
        if self.status != 200:
            return "", self.status
        self.bodies.append(request.get_data())
        for event in request.get_json()["events"]:
            self.events.append(event)
            self.answer(event)
        return "", 200
