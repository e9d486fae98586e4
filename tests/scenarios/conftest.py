"""The real app with the real index, between people's phones and a stand-in for LINE."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from bot.app import create_app, start
from bot.settings import Settings
from bot.store.database import upgrade
from indexer.documents import Entry
from indexer.knowledge import Knowledge
from tests.conftest import KNOWLEDGE
from tests.line_stand_in import LineStandIn
from tests.scenarios.phone import Phone
from tests.webhooks import SECRET


def settings_for(folder: Path, index: Path, line_url: str) -> Settings:
    """Return the settings of a bot that keeps everything in *folder*."""
    return Settings(
        data_dir=folder,
        knowledge_base=KNOWLEDGE,
        index_url=str(index),
        embedding_model="",
        database_url="",
        secret_key=SecretStr("made up"),
        line_channel_secret=SecretStr(SECRET),
        line_channel_access_token=SecretStr("made up"),
        line_api_url=line_url,
        local_chat=False,
        staff_notify_url=SecretStr(""),
    )


def build(settings: Settings) -> Flask:
    """Return an app with its tables, that does not answer yet."""
    app = create_app(settings)
    upgrade(app.extensions["bot"].engine)
    return app


def end(app: Flask) -> None:
    app.extensions["bot"].worker.stop()
    app.extensions["bot"].notifier.stop()
    app.extensions["bot"].engine.dispose()


@pytest.fixture(scope="session")
def line_api() -> Iterator[LineStandIn]:
    line = LineStandIn()
    yield line
    line.close()


@pytest.fixture(scope="session")
def app(
    tmp_path_factory: pytest.TempPathFactory, index_folder: Path, line_api: LineStandIn
) -> Iterator[Flask]:
    """The running bot that most scenarios share; each has people of its own."""
    folder = tmp_path_factory.mktemp("bot")
    app = start(build(settings_for(folder, index_folder, line_api.url)))
    yield app
    end(app)


@pytest.fixture
def phones(app: Flask, line_api: LineStandIn) -> Iterator[Callable[[], Phone]]:
    """Make phones of new people; in the end all have been answered, within LINE's limits."""
    made: list[Phone] = []

    def new() -> Phone:
        made.append(Phone(app, line_api))
        return made[-1]

    yield new
    for phone in made:
        phone.waits()
    assert line_api.refused == []


@pytest.fixture
def line(phones: Callable[[], Phone]) -> Phone:
    """Somebody's phone."""
    return phones()


@pytest.fixture(scope="session")
def entry(knowledge: Knowledge) -> Entry:
    """An entry whose question, asked word for word, has one answer."""
    return knowledge.entries["clinic-contact-where"]
