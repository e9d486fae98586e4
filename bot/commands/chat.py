"""``flask --app bot chat``: ask in the terminal."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import click
from flask.cli import with_appcontext

from bot.commands.services import services
from bot.conversation.codes import new_code
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.inbound import Inbound, Selection, Text
from bot.conversation.replies import Button, Card, Reply
from indexer.thai_date import BANGKOK


@click.command()
@with_appcontext
def chat() -> None:
    """Ask, or type a button's number; shows what was decided and why. An empty line ends it."""
    published = services().published
    published.refresh()
    conversation = Conversation()
    buttons: tuple[Button, ...] = ()
    while text := click.prompt("คุณ", default="", show_default=False, prompt_suffix="> "):
        now = datetime.now(BANGKOK)
        moment = Moment(now.date(), 0.0, new_code(now.isoformat()))
        reply = published.assistant().reply(_inbound(text, buttons), conversation, moment)
        conversation = reply.conversation or conversation
        buttons = tuple(button for button in _buttons(reply) if not button.link)
        _show(reply, buttons)


def _inbound(text: str, buttons: Sequence[Button]) -> Inbound:
    """Return what is typed, or the tap on the button of that number."""
    if not text.isdecimal() or not 1 <= int(text) <= len(buttons):
        return Text(text)
    button = buttons[int(text) - 1]
    return Selection(button.data) if button.data else Text(button.says)


def _buttons(reply: Reply) -> Iterator[Button]:
    for card in _cards(reply):
        yield from card.choices
    yield from reply.buttons


def _cards(reply: Reply) -> tuple[Card, ...]:
    return (reply.card, *reply.more) if reply.card else ()


def _show(reply: Reply, buttons: Sequence[Button]) -> None:
    for text in reply.texts:
        click.echo(click.style(f"บอต> {text}", fg="green"))
    for card in _cards(reply):
        _show_card(card)
    for number, button in enumerate(buttons, 1):
        click.echo(f"     [{number}] {_caption(button)}")
    why = f"{reply.decision} {reply.entry}".strip()
    click.echo(click.style(f"     ({why} · มั่นใจ {reply.confidence:.3f})", dim=True))


def _caption(button: Button) -> str:
    """Return its label, and of what it says as much as the label does not tell."""
    same = not button.label or button.label in button.says or button.data
    return (button.label or button.says) if same else f"{button.label}: {button.says}"


def _show_card(card: Card) -> None:
    for text in (card.title, card.text, card.note):
        if text:
            click.echo(click.style(f"บอต> {text}", fg="green"))
    for section in card.sections:
        click.echo(click.style("\n".join([f"     {section.title}", *section.lines]), fg="green"))
    for button in card.choices:
        if button.link:
            click.echo(f"     {button.label or button.says} → {button.link}")
