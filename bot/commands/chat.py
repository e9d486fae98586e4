"""``flask --app bot chat``: ask in the terminal."""

from collections.abc import Sequence
from datetime import datetime

import click
from flask.cli import with_appcontext

from bot.commands.services import services
from bot.conversation.codes import new_code
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.inbound import Inbound, Selection, Text
from bot.conversation.replies import Button, Reply
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
        buttons = (*(reply.card.choices if reply.card else ()), *reply.buttons)
        _show(reply, buttons)


def _inbound(text: str, buttons: Sequence[Button]) -> Inbound:
    """Return what is typed, or the tap on the button of that number."""
    if not text.isdecimal() or not 1 <= int(text) <= len(buttons):
        return Text(text)
    button = buttons[int(text) - 1]
    return Selection(button.data) if button.data else Text(button.says)


def _show(reply: Reply, buttons: Sequence[Button]) -> None:
    card = reply.card
    for text in (*reply.texts, *([card.title, card.text, card.note] if card else [])):
        if text:
            click.echo(click.style(f"บอต> {text}", fg="green"))
    for section in card.sections if card else ():
        click.echo(click.style("\n".join([f"     {section.title}", *section.lines]), fg="green"))
    for number, button in enumerate(buttons, 1):
        click.echo(f"     [{number}] {button.label or button.says}")
    why = f"{reply.decision} {reply.entry}".strip()
    click.echo(click.style(f"     ({why} · มั่นใจ {reply.confidence:.3f})", dim=True))
