"""All checks, in the order in which things go wrong."""

import time
from collections.abc import Callable

from bot.doctor import database, knowledge, line, machine
from bot.doctor.knowledge import Shelf
from bot.doctor.signs import Check
from bot.settings import Settings
from bot.store import Engine


def all_checks(
    settings: Settings, engine: Engine, shelf: Shelf, clock: Callable[[], float] = time.time
) -> list[Check]:
    """Return every check of this bot; *clock* gives seconds. Nothing is looked at yet."""
    return [
        *line.checks(settings, shelf.wording, clock),
        *knowledge.checks(shelf, clock),
        *database.checks(engine, clock),
        *machine.checks(settings),
    ]
