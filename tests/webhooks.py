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
_ids = itertools.count(500_000_000_000)  # of messages: each has its own


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
    return event("message", user, message={"id": str(next(_ids)), "type": type_, **fields})


def text(words: str, user: str = "") -> dict[str, Any]:
    """Return the event of somebody who types *words*."""
    return message("text", user, text=words, quoteToken="q")


def sticker(*keywords: str, user: str = "", **fields: Any) -> dict[str, Any]:
    """Return the event of a sticker that LINE describes by *keywords*."""
    of = {"packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC"}
    described = {**of, "keywords": list(keywords), "quoteToken": "q", **fields}
    return message("sticker", user, **described)


def group(user: str = "", id_: str = "") -> dict[str, str]:
    """Return a group as the source of an event of *user*; without one it is nobody's."""
    source = {"type": "group", "groupId": id_ or "C" + secrets.token_hex(16)}
    return {**source, "userId": user} if user else source


def room(user: str = "", id_: str = "") -> dict[str, str]:
    """Return a chat of several people that is no group, as ``group`` does."""
    source = {"type": "room", "roomId": id_ or "R" + secrets.token_hex(16)}
    return {**source, "userId": user} if user else source


def said_in(source: dict[str, str], words: str) -> dict[str, Any]:
    """Return the event of somebody who types *words* there, to nobody in particular."""
    return {**text(words), "source": source}


def mentioned_in(source: dict[str, str], words: str, name: str = "@คลินิก") -> dict[str, Any]:
    """Return the event of somebody who calls the bot there, and types *words* behind its name."""
    length = len(name.encode("utf-16-le")) // 2
    us = {"index": 0, "length": length, "type": "user", "userId": BOT, "isSelf": True}
    said = {"text": f"{name} {words}", "quoteToken": "q", "mention": {"mentionees": [us]}}
    return {**message("text", **said), "source": source}


def unsent(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the event of taking back the message of *raw*."""
    unsend = {"messageId": raw["message"]["id"]}
    return event("unsend", source=raw["source"], unsend=unsend, replyToken=None)


def edited(raw: dict[str, Any], words: str) -> dict[str, Any]:
    """Return the event of putting *words* in the place of those of *raw*."""
    changed = {**raw["message"], "text": words}
    return event("messageEdited", source=raw["source"], message=changed)


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
