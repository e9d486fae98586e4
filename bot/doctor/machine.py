"""The machine and its environment: room to write, the key, who is told."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.doctor.signs import Check, Sign, ok, warning, wrong
from bot.settings import Settings

LITTLE, NONE = 500, 50  # MB left: a snapshot is a few; the database and its journal need the rest


class Usage(Protocol):
    """As ``shutil.disk_usage`` tells it; *free* in bytes."""

    @property
    def free(self) -> int: ...


def checks(settings: Settings) -> list[Check]:
    return [
        Check("disk", partial(disk, settings.data_dir)),
        Check("SECRET_KEY", partial(secret_key, settings)),
        Check("STAFF_NOTIFY_URL", partial(staff, settings)),
    ]


def disk(folder: Path, usage: Callable[[Path], Usage] = shutil.disk_usage) -> Sign:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = usage(folder).free // 1_000_000
    except OSError as error:
        todo = "give the program a folder that it may write to, and room"
        return wrong(f"DATA_DIR cannot be written to ({error.strerror}).", todo)
    told = f"{free} MB are free in DATA_DIR"
    if free < NONE:
        return wrong(f"{told}: soon nothing can be stored.", "make room now")
    return warning(f"{told}.", "make room") if free < LITTLE else ok(f"{told}.")


def secret_key(settings: Settings) -> Sign:
    if settings.secret_key.get_secret_value():
        return ok("SECRET_KEY is given.")
    if settings.database.startswith("sqlite"):
        return ok("SECRET_KEY is the one kept in DATA_DIR, which is right for one machine.")
    return wrong(
        "SECRET_KEY is not given, so each machine has its own and knows other people.",
        "give all machines the same SECRET_KEY",
    )


def staff(settings: Settings) -> Sign:
    if settings.staff_notify_url.get_secret_value():
        return ok("STAFF_NOTIFY_URL is set.")
    return warning("STAFF_NOTIFY_URL is not set: nobody is told of people who wait.", "set it")
