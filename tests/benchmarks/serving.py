"""How soon the server is ready, what it weighs, and how soon questions are answered."""

import base64
import hashlib
import hmac
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from werkzeug.serving import make_server
from werkzeug.wrappers import Request as WebRequest
from werkzeug.wrappers import Response

SECRET = "benchmark"
QUESTIONS = ("คลินิกเทคโนโลยีคืออะไร", "หมู่บ้านแม่ข่ายมีกี่อำเภอ", "หวยงวดนี้ออกอะไร", "ปุ๋ยหมักกี่วันใช้ได้")
EVENTS = 400


def main() -> None:
    """Print start-up time, resident memory, acknowledgement and answer times."""
    answered: dict[str, float] = {}
    with _line_stand_in(answered) as api, tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {
            **os.environ,
            "PORT": str(port),
            "DATA_DIR": folder,
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "LINE_API_URL": api,
        }
        for command in (["flask", "--app", "bot", "db", "upgrade"], ["indexer", "build"]):
            subprocess.run(
                [sys.executable, "-m", *command],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        with _server(port, environment) as (ready, server):
            weight = _resident(server.pid)
            print(f"\nready after {ready:.1f} s; resident {weight:.0f} MB (all processes)")
            sent, acknowledged = _send(port)
            _wait_for(answered, EVENTS)
            print(f"resident after {EVENTS} questions {_resident(server.pid):.0f} MB")
        delays = sorted(answered[token] - at for token, at in sent.items() if token in answered)
        rate = len(delays) / (max(answered.values()) - min(sent.values()))
        print(f"{len(delays)} of {EVENTS} answered, {rate:.0f} a second, one sender without pause")
        print(f"{'milliseconds':<28}{'median':>8}{'p95':>8}{'p99':>8}")
        _percentiles("webhook to 200", acknowledged)
        _percentiles("webhook to answer", delays)


def _percentiles(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    figures = (ordered[int(share * (len(ordered) - 1))] * 1000 for share in (0.5, 0.95, 0.99))
    print(f"{name:<28}" + "".join(f"{figure:>8.0f}" for figure in figures))


@contextmanager
def _line_stand_in(answered: dict[str, float]) -> Iterator[str]:
    """Answer every reply at once and note when it came."""

    @WebRequest.application
    def line(request: WebRequest) -> Response:
        answered[json.loads(request.get_data())["replyToken"]] = time.perf_counter()
        return Response('{"sentMessages":[]}', content_type="application/json")

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # or it prints every request
    server = make_server("127.0.0.1", 0, line, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextmanager
def _server(
    port: int, environment: dict[str, str]
) -> Iterator[tuple[float, subprocess.Popen[bytes]]]:
    started = time.perf_counter()
    gunicorn = ["gunicorn", "bot:serve()", "--worker-class", "gthread", "--workers", "1"]
    options = ["--threads", "8", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    server = subprocess.Popen(
        [sys.executable, "-m", *gunicorn, *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not _is_ready(port):
        time.sleep(0.05)
    yield time.perf_counter() - started, server
    server.terminate()
    server.wait()


def _is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _send(port: int) -> tuple[dict[str, float], list[float]]:
    """Send EVENTS signed questions of as many people; return when, by reply token, and delays."""
    sent, delays = {}, []
    for number in range(EVENTS):
        token, body = _event(number)
        signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest())
        headers = {"X-Line-Signature": signature.decode(), "Content-Type": "application/json"}
        sent[token] = time.perf_counter()
        with urlopen(Request(f"http://127.0.0.1:{port}/callback", body, headers), timeout=10):
            delays.append(time.perf_counter() - sent[token])
    return sent, delays


def _event(number: int) -> tuple[str, bytes]:
    token = uuid.uuid4().hex
    event = {
        "type": "message",
        "mode": "active",
        "webhookEventId": uuid.uuid4().hex,
        "timestamp": int(time.time() * 1000),
        "replyToken": token,
        "source": {"type": "user", "userId": f"U{number:032x}"},
        "deliveryContext": {"isRedelivery": False},
        "message": {"type": "text", "id": "1", "text": QUESTIONS[number % len(QUESTIONS)]},
    }
    return token, json.dumps({"destination": "U0", "events": [event]}).encode()


def _wait_for(answered: dict[str, float], count: int) -> None:
    deadline = time.monotonic() + 60
    while len(answered) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def _resident(pid: int) -> float:
    """Return the resident memory of *pid* and its children in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    pages = [
        int(Path(f"/proc/{p}/statm").read_text(encoding="ascii").split()[1])
        for p in [pid, *children]
    ]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
