"""What an operator's probe hears: alive, ready, degraded, or unable to store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text as sql

from bot.app import Services
from tests.scenarios.conftest import build, end, settings_for

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def app(tmp_path: Path, index_folder: Path) -> Iterator[Flask]:
    """A bot with an index that nobody has started yet."""
    app = build(settings_for(tmp_path, index_folder, NOWHERE))
    yield app
    end(app)


def services(app: Flask) -> Services:
    found: Services = app.extensions["bot"]
    return found


def test_alive(app: Flask) -> None:
    """The process answers."""
    assert app.test_client().get("/healthz").status_code == 200


def test_ready(app: Flask) -> None:
    """With database and index all is well, and the report says which snapshot speaks."""
    services(app).published.refresh()

    response = app.test_client().get("/readyz")

    assert (response.status_code, response.json["status"]) == (200, "ok")
    assert response.json["snapshot"] == services(app).published.snapshot
    assert response.json["oldest_unanswered_seconds"] is None


def test_without_an_index_it_is_degraded(app: Flask) -> None:
    """A bot that can store and apologise gets its messages: 200."""
    response = app.test_client().get("/readyz")

    assert (response.status_code, response.json["status"]) == (200, "degraded")


def test_without_a_database_it_is_unavailable(app: Flask) -> None:
    """A bot that cannot store must not get messages: 503."""
    with services(app).engine.begin() as connection:
        connection.execute(sql("DROP TABLE events"))

    response = app.test_client().get("/readyz")

    assert (response.status_code, response.json["status"]) == (503, "unavailable")
