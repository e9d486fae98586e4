"""The commands of ``flask --app bot``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from bot.app import create_app
from bot.store.database import require_current
from indexer.knowledge import read_knowledge
from tests.conftest import KNOWLEDGE
from tests.scenarios.conftest import settings_for


@pytest.fixture
def app(tmp_path: Path, index_folder: Path) -> Iterator[Flask]:
    """An app as the command line gets it: built, and with no tables yet."""
    app = create_app(settings_for(tmp_path, index_folder, "http://127.0.0.1:9"))
    yield app
    app.extensions["bot"].engine.dispose()


def test_db_upgrade_makes_the_tables(app: Flask) -> None:
    """After it the program starts; a second time it changes nothing."""
    runner = app.test_cli_runner()

    results = [runner.invoke(args=["db", "upgrade"]) for _ in range(2)]

    assert [result.exit_code for result in results] == [0, 0]
    require_current(app.extensions["bot"].engine)


def test_chat_answers_from_the_index(app: Flask) -> None:
    """A question typed in the terminal is answered as in LINE, with the reason beside it."""
    entry = read_knowledge(KNOWLEDGE).entries["clinic-contact-where"]

    result = app.test_cli_runner().invoke(args=["chat"], input=f"{entry.question}\n\n")

    assert result.exit_code == 0
    assert entry.answer in result.output
    assert entry.id in result.output


def test_chat_ends_with_an_empty_line(app: Flask) -> None:
    """Nothing is asked, nothing is answered."""
    result = app.test_cli_runner().invoke(args=["chat"], input="\n")

    assert result.exit_code == 0
