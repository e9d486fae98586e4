"""What runs behind the commands."""

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from bot.app import Services


def services() -> "Services":
    """Return the services of the app that a command runs in."""
    found: Services = current_app.extensions["bot"]
    return found
