"""``flask --app bot …``: chat, db, worker."""

import signal
import threading
from datetime import datetime
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from bot.conversation.inbound import Text
from bot.conversation.replies import Reply
from bot.store import database
from indexer.thai_date import BANGKOK

if TYPE_CHECKING:
    from bot.app import Services


def register(app: Flask) -> None:
    """Add the commands to *app*."""
    for command in (chat, db, worker):
        app.cli.add_command(command)


@click.command()
@with_appcontext
def chat() -> None:
    """Ask in the terminal; shows what was decided and why. Ends with an empty line."""
    published = _services().published
    published.refresh()
    while text := click.prompt("คุณ", default="", show_default=False, prompt_suffix="> "):
        _show(published.assistant().reply(Text(text), datetime.now(BANGKOK).date()))


@click.command()
@with_appcontext
def worker() -> None:
    """Answer stored events in a process of its own, until interrupted."""
    services = _services()
    database.require_current(services.engine)
    services.published.refresh()
    services.worker.start()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    services.worker.stop()


db = AppGroup("db", help="Bring the database's tables up to date.")


@db.command()
def upgrade() -> None:
    """Run the migrations that have not run yet."""
    database.upgrade(_services().engine)
    click.echo("database is up to date")


def _services() -> "Services":
    services: Services = current_app.extensions["bot"]
    return services


def _show(reply: Reply) -> None:
    card = reply.card
    for text in (*reply.texts, *([card.title, card.text, card.note] if card else [])):
        if text:
            click.echo(click.style(f"บอต> {text}", fg="green"))
    for number, button in enumerate((*(card.choices if card else ()), *reply.buttons), 1):
        click.echo(f"     [{number}] {button.says}")
    why = f"{reply.decision} {reply.entry}".strip()
    click.echo(click.style(f"     ({why} · มั่นใจ {reply.confidence:.3f})", dim=True))
