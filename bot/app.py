"""The composition root: settings in, a Flask app out, every part handed what it needs."""

import hashlib
import hmac
import logging
import time
from dataclasses import dataclass

import structlog
from flask import Flask

from bot import commands, health, simulator, webhook
from bot.answering import Answering
from bot.inbox import Inbox
from bot.line.client import LineClient
from bot.notices.channels import open_channel
from bot.notices.notifier import Notifier
from bot.published import Published
from bot.retention import Retention
from bot.sending import Sender
from bot.settings import Settings, SettingsError, read_settings
from bot.store import Engine
from bot.store.database import DatabaseError, open_database, require_current
from bot.store.events import EventStore
from bot.store.notices import NoticeStore
from bot.store.personal import PersonalData
from bot.worker import Worker
from indexer.embedder import ModelError, load_embedder
from indexer.snapshots import Snapshots
from indexer.wording import FILE as WORDING_FILE
from indexer.wording import Wording, parse_wording

StartError = (SettingsError, DatabaseError, ModelError)


@dataclass(frozen=True)
class Services:
    """What runs behind the routes; ``app.extensions["bot"]``."""

    settings: Settings
    engine: Engine
    published: Published
    worker: Worker
    notifier: Notifier


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app. No thread runs and no index is loaded until ``start``.

    Raises SettingsError and ModelError.
    """
    settings = settings or read_settings()
    _log_as(json=settings.on_line)
    engine = open_database(settings.database)
    store = EventStore(engine)
    wording = _first_wording(settings)
    embedder = load_embedder(settings.embedding_model)
    published = Published(Snapshots(settings.index_folder), embedder, wording)
    personal = PersonalData(engine)
    answering = Answering(store, personal, published.assistant)
    retention = Retention(personal, settings.retention_days)
    ticks = (published.refresh, lambda: retention.tick(time.time()))
    worker = Worker(store, answering, Sender(_clients(settings)), ticks)
    notifier = _notifier(settings, engine, published)
    inbox = Inbox(store, settings.key, worker.ring)

    app = Flask(__name__, static_folder=None)
    app.extensions["bot"] = Services(settings, engine, published, worker, notifier)
    app.register_blueprint(webhook.create_blueprint(inbox, _secrets(settings)))
    app.register_blueprint(health.create_blueprint(settings, store, published))
    if settings.shows_local_chat:
        chat = simulator.LocalChat(_local_secret(settings), f"{_own_url(settings)}/callback")
        app.register_blueprint(simulator.create_blueprint(chat))
    commands.register(app)
    return app


def start(app: Flask) -> Flask:
    """Load the index and begin to answer. Raises DatabaseError before migrations have run."""
    services: Services = app.extensions["bot"]
    require_current(services.engine)
    services.published.refresh()
    services.worker.start()
    services.notifier.start()
    if not services.settings.on_line:
        log = structlog.get_logger()
        log.warning(
            "no LINE credentials: only the local chat page talks to the bot",
            url=_own_url(services.settings),
        )
    return app


def _first_wording(settings: Settings) -> Wording:
    path = settings.knowledge_base / WORDING_FILE
    wording, _ = parse_wording(path.read_bytes() if path.is_file() else b"")
    if wording is None:
        raise SettingsError(f"{path} cannot be used: run `python -m indexer check`")
    return wording


def _notifier(settings: Settings, engine: Engine, published: Published) -> Notifier:
    notify_url = settings.staff_notify_url.get_secret_value()
    channel = open_channel(notify_url, settings.smtp_url.get_secret_value())
    return Notifier(NoticeStore(engine), channel, lambda: published.wording)


def _clients(settings: Settings) -> dict[str, LineClient]:
    clients = {}
    if settings.on_line:
        token = settings.line_channel_access_token.get_secret_value()
        clients["line"] = LineClient(token, settings.line_api_url)
    if settings.shows_local_chat:
        clients["local"] = LineClient("local", f"{_own_url(settings)}/local/line")
    return clients


def _secrets(settings: Settings) -> dict[str, str]:
    secrets = {}
    if settings.on_line:
        secrets["line"] = settings.line_channel_secret.get_secret_value()
    if settings.shows_local_chat:
        secrets["local"] = _local_secret(settings)
    return secrets


def _local_secret(settings: Settings) -> str:
    return hmac.new(settings.key, b"local chat", hashlib.sha256).hexdigest()


def _own_url(settings: Settings) -> str:
    everywhere = settings.host in ("0.0.0.0", "::", "localhost")  # noqa: S104 (a comparison)
    return f"http://{'127.0.0.1' if everywhere else settings.host}:{settings.port}"


def _log_as(json: bool) -> None:
    """One line an event: JSON where LINE is connected, for people otherwise."""
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
