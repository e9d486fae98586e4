"""``flask --app bot rich-menu``: the picture of buttons under the chat in LINE."""

from collections.abc import Iterator

import click
from flask.cli import AppGroup

from bot.commands.services import services
from bot.line.asking import LineError
from bot.line.rich_menu import deploy as line
from bot.line.rich_menu.account import Account
from bot.line.rich_menu.draw import shows
from bot.line.rich_menu.menu import PICTURE, Menu, NoMenuError, build_menu
from indexer.knowledge import read_knowledge
from indexer.wording import Wording

rich_menu = AppGroup("rich-menu", help="The picture of buttons under the chat in LINE.")


@rich_menu.command()
def deploy() -> None:
    """Bring it to LINE; where all is in place, nothing is changed."""
    account, wording = _account(), _wording()
    menu = _menu(wording)
    if wording.rich_menu and not shows(menu.picture, wording.rich_menu):
        click.echo(
            "the picture shows other words than wording.yaml: "
            "draw it again with python -m bot.line.rich_menu.draw",
            err=True,
        )
    _tell(line.deploy(account, menu), f"{menu.name} is in place: nothing to do")


@rich_menu.command()
def show() -> None:
    """Tell which menus LINE has, and which of them people see."""
    account, menu = _account(), _menu(_wording())
    _tell(line.show(account, menu))


@rich_menu.command()
def remove() -> None:
    """Take away what deploy brought; menus of others stay."""
    account = _account()
    _tell(line.remove(account), "there is nothing of ours: nothing to do")


def _account() -> Account:
    settings = services().settings
    if not settings.on_line:
        raise click.ClickException(
            "LINE is not connected: set LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN"
        )
    token = settings.line_channel_access_token.get_secret_value()
    return Account(token, settings.line_api_url)


def _menu(wording: Wording) -> Menu:
    try:
        return build_menu(wording, PICTURE.read_bytes())
    except NoMenuError as error:
        raise click.ClickException(str(error)) from error


def _wording() -> Wording:
    """Return the words that people meet, or before an index is built those it will have."""
    published = services().published
    published.refresh()
    if published.retriever is None:
        knowledge = read_knowledge(services().settings.knowledge_base)
    else:
        knowledge = published.retriever.index.knowledge
    if knowledge.wording is None:
        raise click.ClickException("wording.yaml cannot be used: run `python -m indexer check`")
    return knowledge.wording


def _tell(steps: Iterator[str], otherwise: str = "") -> None:
    """Print each step as it is done, or *otherwise* where there was none."""
    told = False
    try:
        for step in steps:
            click.echo(step)
            told = True
    except LineError as error:
        raise click.ClickException(str(error)) from error
    if not told and otherwise:
        click.echo(otherwise)
