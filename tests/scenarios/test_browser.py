"""The whole program as ``make run`` starts it, seen by a person with a browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot.settings import Settings
from bot.store.database import open_database, upgrade
from indexer.documents import Entry
from tests.conftest import KNOWLEDGE, ROOT, need

CHROMIUM = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
START = 30  # seconds that the program may take to start


@pytest.fixture
def url(tmp_path: Path, index_folder: Path) -> Iterator[str]:
    """The address of the program, run by gunicorn as in the Makefile."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    ours = {name.upper() for name in Settings.model_fields}
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {
        "PORT": str(port),
        "DATA_DIR": str(tmp_path),
        "INDEX_URL": str(index_folder),
        "KNOWLEDGE_BASE": str(KNOWLEDGE),
    }
    engine = open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    upgrade(engine)
    engine.dispose()
    command = [sys.executable, "-m", "gunicorn", "bot:serve()", "--bind", f"127.0.0.1:{port}"]
    options = ["--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, *options], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
    _wait_for(port, server)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


def test_a_person_asks_in_the_browser(url: str, entry: Entry) -> None:
    """Typed into the page, a question comes back as a bubble with what the document says."""
    chromium = need("Chromium", shutil.which("chromium"))

    # In a thread of its own: one thread takes only one Playwright, and other tests may hold it.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_visit, chromium, url, entry).result()


def _visit(chromium: str, url: str, entry: Entry) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        page = browser.new_page(viewport={"width": 360, "height": 740}, locale="th-TH")
        page.goto(url)
        _ask(page, entry)
        browser.close()


def _ask(page: Page, entry: Entry) -> None:
    page.get_by_label("พิมพ์ข้อความ").fill(entry.question)
    page.keyboard.press("Enter")
    answer = page.locator("#log").get_by_text(entry.answer.splitlines()[0])
    expect(answer).to_be_visible(timeout=15_000)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
        assert server.poll() is None, "the program ended"
        assert time.monotonic() < deadline, "the program does not answer"
