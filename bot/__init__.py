"""The technology clinic's LINE assistant: ``flask --app bot …`` and ``gunicorn 'bot:serve()'``."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

BOOT_FAILED = 3  # gunicorn stops, instead of trying again for ever, when a worker exits with this


def create_app() -> "Flask":
    """Build the app from the environment, for the command line; nothing runs in it yet."""
    from bot.app import StartError, create_app

    try:
        return create_app()
    except StartError as error:
        return _refuse(error)


def serve() -> "Flask":
    """Build the app and start answering; for a server, in the process that serves."""
    from bot.app import StartError, create_app, start

    try:
        return start(create_app())
    except StartError as error:
        return _refuse(error)


def _refuse(error: Exception) -> "Flask":
    print(f"cannot start: {error}", file=sys.stderr)
    sys.exit(BOOT_FAILED)
