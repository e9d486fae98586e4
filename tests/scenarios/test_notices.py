"""From what is noted in the database to what staff read, by the running program."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr
from pytest_httpserver import HTTPServer

from bot.app import start
from bot.store.notices import add_notice
from indexer.wording import Wording
from tests.scenarios.conftest import build, end, settings_for

NOWHERE = "http://127.0.0.1:9"
PATIENCE = 10  # seconds until a test gives up


@pytest.fixture
def staffed(tmp_path: Path, index_folder: Path, httpserver: HTTPServer) -> Iterator[Flask]:
    """A running bot whose staff have a webhook."""
    httpserver.expect_request("/staff").respond_with_data(status=200)
    hook = SecretStr(httpserver.url_for("/staff"))
    settings = settings_for(tmp_path, index_folder, NOWHERE)
    app = start(build(settings.model_copy(update={"staff_notify_url": hook})))
    yield app
    end(app)


def test_staff_are_told(staffed: Flask, httpserver: HTTPServer, wording: Wording) -> None:
    """What is noted reaches staff, in the words of the snapshot in use."""
    services = staffed.extensions["bot"]
    with services.engine.begin() as connection:
        add_notice(connection, "handover", "48210573", "upset", "", time.time())
    services.notifier.ring()

    deadline = time.monotonic() + PATIENCE
    while not httpserver.log:
        assert time.monotonic() < deadline, "nobody was told"
        time.sleep(0.01)

    body = httpserver.log[0][0].get_json()
    assert body["code"] == "48210573"
    assert wording["reason_upset"] in body["text"]
