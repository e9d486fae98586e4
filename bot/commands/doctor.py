"""``flask --app bot doctor``: is all well, and if not, what is to be done."""

import click
from flask.cli import with_appcontext

from bot.commands.services import services
from bot.doctor.checks import all_checks
from bot.doctor.knowledge import Shelf
from bot.doctor.signs import Sign, examine

COLOURS = {"ok": "green", "warning": "yellow", "wrong": "red"}


@click.command()
@with_appcontext
def doctor() -> None:
    """Look at every part; ends with 1 where something is wrong."""
    running = services()
    settings = running.settings
    levels = []
    for name, sign in examine(all_checks(settings, running.engine, Shelf(settings))):
        levels.append(sign.level)
        _show(name, sign)
    wrong, warnings = levels.count("wrong"), levels.count("warning")
    click.echo(f"looked at {len(levels)}: {wrong} wrong, {warnings} to think of")
    raise SystemExit(1 if wrong else 0)


def _show(name: str, sign: Sign) -> None:
    level = click.style(f"{sign.level:8}", fg=COLOURS[sign.level])
    click.echo(f"{level} {name:16} {sign.found}")
    if sign.todo:
        click.echo(f"{'':25} -> {sign.todo}")
