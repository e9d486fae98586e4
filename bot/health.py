"""GET /healthz and /readyz: alive; able to store and to answer."""

import time
from typing import Any

from flask import Blueprint, Response, jsonify

from bot.published import Published
from bot.settings import Settings
from bot.store import SQLAlchemyError
from bot.store.events import EventStore


def create_blueprint(settings: Settings, store: EventStore, published: Published) -> Blueprint:
    """Build the two routes over what they report on."""
    bp = Blueprint("health", __name__)

    @bp.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @bp.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """503 only when nothing can be stored; without an index the bot apologises: degraded."""
        database, waiting = _database(store)
        retriever = published.retriever
        report: dict[str, Any] = {
            "database": "ok" if database else "unavailable",
            "snapshot": published.snapshot,
            "model": retriever.index.manifest.model if retriever else None,
            "line": "configured" if settings.on_line else "local chat only",
            "oldest_unanswered_seconds": waiting,
        }
        status = "ok" if database and retriever else "degraded" if database else "unavailable"
        return jsonify(status=status, **report), 200 if database else 503

    return bp


def _database(store: EventStore) -> tuple[bool, float | None]:
    now = time.time()
    try:
        store.require_write(now)
        oldest = store.oldest_waiting()
    except SQLAlchemyError:
        return False, None
    return True, round(max(now - oldest, 0.0), 1) if oldest else None  # a clock may go back
