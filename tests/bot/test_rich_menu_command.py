"""``flask --app bot rich-menu …`` as whoever deploys types it, against the stand-in for LINE."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from pydantic import SecretStr

from bot.app import create_app
from bot.line.rich_menu.menu import OURS
from tests.conftest import KNOWLEDGE
from tests.line_stand_in import LineStandIn, Trouble
from tests.scenarios.conftest import settings_for

TOKEN = "kept-to-ourselves"


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    line = LineStandIn()
    yield line
    line.close()


@pytest.fixture
def made(tmp_path: Path, line: LineStandIn) -> Iterator[Callable[..., Flask]]:
    """Make apps before any index is built; *changed* settings come instead of the ordinary ones."""
    apps: list[Flask] = []

    def make(**changed: object) -> Flask:
        settings = settings_for(tmp_path, tmp_path / "none", line.url)
        token = {"line_channel_access_token": SecretStr(TOKEN)}
        apps.append(create_app(settings.model_copy(update={**token, **changed})))
        return apps[-1]

    yield make
    for app in apps:
        app.extensions["bot"].engine.dispose()


@pytest.fixture
def app(made: Callable[..., Flask]) -> Flask:
    return made()


def run(app: Flask, verb: str) -> Result:
    return app.test_cli_runner().invoke(args=["rich-menu", verb])


def test_deploy(app: Flask, line: LineStandIn) -> None:
    """The menu is there, people see it, and each step was told."""
    result = run(app, "deploy")

    [menu] = line.rich.menus.values()
    assert result.exit_code == 0
    assert menu["name"] in result.stdout
    assert line.rich.default


def test_deploy_again(app: Flask, line: LineStandIn) -> None:
    """A second time succeeds, changes nothing, and says so."""
    run(app, "deploy")
    before = len(line.rich.changes)

    result = run(app, "deploy")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert len(line.rich.changes) == before


def test_show(app: Flask) -> None:
    """What LINE has is listed."""
    run(app, "deploy")

    result = run(app, "show")

    assert result.exit_code == 0
    assert OURS in result.stdout


def test_remove(app: Flask, line: LineStandIn) -> None:
    """Afterwards nothing of ours is there."""
    run(app, "deploy")

    result = run(app, "remove")

    assert result.exit_code == 0
    assert line.rich.menus == {}


def test_remove_nothing(app: Flask) -> None:
    """Where nothing is, that is told and no failure."""
    result = run(app, "remove")

    assert result.exit_code == 0
    assert result.stdout


def test_words_come_from_the_index(
    tmp_path: Path, index_folder: Path, made: Callable[..., Flask], line: LineStandIn
) -> None:
    """With an index in use, its wording is what the menu says, not that of the folder."""
    folder = a_wording(tmp_path, "\n  ask: {label: ", "\n  ask: {label: 1")
    app = made(index_url=str(index_folder), knowledge_base=folder)

    run(app, "deploy")

    [menu] = line.rich.menus.values()
    assert not menu["areas"][0]["action"]["label"].startswith("1")


@pytest.mark.parametrize("verb", ["deploy", "show", "remove"])
def test_without_credentials(made: Callable[..., Flask], line: LineStandIn, verb: str) -> None:
    """One sentence tells what is to be set; LINE is not asked."""
    app = made(line_channel_secret=SecretStr(""), line_channel_access_token=SecretStr(""))

    result = run(app, verb)

    assert result.exit_code != 0
    assert "LINE_CHANNEL_ACCESS_TOKEN" in result.stderr
    assert line.rich.asked == []


@pytest.mark.parametrize("trouble", [400, 401, 429, 500, "reset"])
@pytest.mark.parametrize("verb", ["deploy", "show", "remove"])
def test_a_failure_is_one_sentence(
    app: Flask, line: LineStandIn, verb: str, trouble: Trouble
) -> None:
    """Neither a traceback nor the token is shown, whatever LINE answers."""
    line.fails_next(trouble)

    result = run(app, verb)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) == 1
    assert TOKEN not in result.output


def test_wording_without_a_menu(
    tmp_path: Path, made: Callable[..., Flask], line: LineStandIn
) -> None:
    """A wording from before there was a menu: that is told, and LINE is not asked."""
    result = run(made(knowledge_base=a_wording(tmp_path, "\nrich_menu:", "\nelse:")), "deploy")

    assert result.exit_code == 1
    assert "rich_menu" in result.stderr
    assert line.rich.asked == []


def test_a_picture_of_other_words(
    tmp_path: Path, made: Callable[..., Flask], line: LineStandIn
) -> None:
    """Where a label changed since the drawing, the menu is brought and the drawing asked for."""
    folder = a_wording(tmp_path, "\n  ask: {label: ", "\n  ask: {label: 1")

    result = run(made(knowledge_base=folder), "deploy")

    assert result.exit_code == 0
    assert "bot.line.rich_menu.draw" in result.stderr
    assert line.rich.default


def a_wording(folder: Path, before: str, after: str) -> Path:
    """Return a knowledge base with nothing but a changed wording."""
    text = (KNOWLEDGE / "wording.yaml").read_text(encoding="utf-8")
    assert before in text
    folder = folder / "knowledge_base"
    folder.mkdir()
    (folder / "wording.yaml").write_text(text.replace(before, after), encoding="utf-8")
    return folder
