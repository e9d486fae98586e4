"""``flask --app bot db upgrade`` and ``worker``: what a deployment runs."""

import signal
import threading

import click
from flask.cli import AppGroup, with_appcontext

from bot.commands.services import services
from bot.store import database


@click.command()
@with_appcontext
def worker() -> None:
    """Answer stored events in a process of its own, until interrupted."""
    running = services()
    database.require_current(running.engine)
    running.published.refresh()
    running.worker.start()
    running.notifier.start()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    running.worker.stop()
    running.notifier.stop()


db = AppGroup("db", help="Bring the database's tables up to date.")


@db.command()
def upgrade() -> None:
    """Run the migrations that have not run yet."""
    database.upgrade(services().engine)
    click.echo("database is up to date")
