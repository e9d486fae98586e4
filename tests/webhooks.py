"""Webhooks as LINE sends them: events, bodies, signatures."""

import base64
import hashlib
import hmac
import itertools
import json
import secrets
import time
from typing import Any

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BOT = "U" + "b" * 32
_tick = itertools.count(time.time_ns() // 1_000_000)  # milliseconds, later with each event


def somebody() -> str:
    """Return the user id of a new person."""
    return "U" + secrets.token_hex(16)


def event(type_: str, user: str = "", **fields: Any) -> dict[str, Any]:
    """Return an event with a reply token; *fields* replace or add, None takes away."""
    complete = {
        "type": type_,
        "mode": "active",
        "timestamp": next(_tick),
        "source": {"type": "user", "userId": user or somebody()},
        "webhookEventId": secrets.token_hex(13).upper(),
        "deliveryContext": {"isRedelivery": False},
        "replyToken": secrets.token_hex(16),
        **fields,
    }
    return {name: value for name, value in complete.items() if value is not None}


def message(type_: str, user: str = "", **fields: Any) -> dict[str, Any]:
    """Return a message event; *fields* belong to the message."""
    return event("message", user, message={"id": "1", "type": type_, **fields})


def text(words: str, user: str = "") -> dict[str, Any]:
    """Return the event of somebody who types *words*."""
    return message("text", user, text=words, quoteToken="q")


def body_of(*events: object) -> bytes:
    """Return the bytes of one webhook."""
    return json.dumps({"destination": BOT, "events": events}).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Return the headers that LINE sends with *body*."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {
        "X-Line-Signature": base64.b64encode(digest).decode(),
        "Content-Type": "application/json; charset=utf-8",
    }
