"""POST /callback: check the signature of the raw bytes, store, answer 200. Nothing else."""

from collections.abc import Mapping

import structlog
from flask import Blueprint, Response, request

from bot.inbox import Inbox
from bot.line.signature import signed_by
from bot.local import is_local
from bot.store import SQLAlchemyError
from bot.store.database import reason

BODY_LIMIT = 1_000_000  # bytes; LINE's own bodies are a few kilobytes

log = structlog.get_logger()


def create_blueprint(inbox: Inbox, secrets: Mapping[str, str]) -> Blueprint:
    """*secrets*: the channel secret of each channel; ``local`` is believed only on this machine."""
    bp = Blueprint("webhook", __name__)

    @bp.post("/callback")
    def callback() -> Response:
        request.max_content_length = BODY_LIMIT
        body = request.get_data()
        signature = request.headers.get("x-line-signature", "")
        for channel, secret in secrets.items():
            if (channel != "local" or is_local(request)) and signed_by(secret, body, signature):
                try:
                    stored = inbox.accept(body, channel)
                except SQLAlchemyError as error:  # LINE brings again what was not taken with 200
                    log.error("cannot store events", error=type(error).__name__, why=reason(error))
                    return Response("cannot store events", 503)
                log.info("webhook", channel=channel, size=len(body), stored=stored)
                return Response("OK", 200)
        log.warning("bad signature: check LINE_CHANNEL_SECRET", peer=request.remote_addr)
        return Response("bad signature", 400)

    return bp
