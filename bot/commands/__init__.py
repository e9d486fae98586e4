"""``flask --app bot …``: one module a command or group."""

from flask import Flask

from bot.commands.chat import chat
from bot.commands.doctor import doctor
from bot.commands.flow import flow
from bot.commands.rich_menu import rich_menu
from bot.commands.serving import db, worker


def register(app: Flask) -> None:
    """Add the commands to *app*."""
    for command in (chat, db, doctor, flow, rich_menu, worker):
        app.cli.add_command(command)
