"""Read one raw webhook event.

Read by ``.get`` from the raw JSON, not by the SDK's parser: that fails the whole
webhook on one odd event, and turns messages of a new kind into silence.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.inbound import Arrived, Inbound, Sent, Text

_SENT = ("sticker", "image", "video", "audio", "file", "location")


@dataclass(frozen=True)
class Event:
    """One raw LINE webhook event. *timestamp* in milliseconds; ids are LINE's own, unhashed."""

    id: str
    kind: str
    chat: str
    to: str
    reply_token: str
    timestamp: int
    inbound: Inbound | None


def events_of(body: bytes) -> list[Mapping[str, Any]]:
    """Return the raw events of a signed webhook body; signed rubbish holds none."""
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return _parts(envelope, "events") if isinstance(envelope, dict) else []


def read_event(raw: Mapping[str, Any]) -> Event:
    """Read *raw*, whatever is missing or odd in it; *inbound* is None where silence is right."""
    source = _part(raw, "source")
    group = _text(source, "groupId") or _text(source, "roomId")
    user = _text(source, "userId")
    stamp = raw.get("timestamp")
    active = raw.get("mode", "active") == "active"
    addressed = not group or _mentions_us(raw) or raw.get("type") == "join"
    return Event(
        id=_text(raw, "webhookEventId") or f"sha256:{_digest(raw)}",
        kind=_text(raw, "type") or "unknown",
        chat=f"{group}/{user}" if group else user,
        to=group or user,
        reply_token=_text(raw, "replyToken"),
        timestamp=stamp if isinstance(stamp, int) and 0 <= stamp < 2**53 else 0,
        inbound=_inbound(raw) if active and addressed else None,
    )


def _inbound(raw: Mapping[str, Any]) -> Inbound | None:
    match raw.get("type"):
        case "message":
            return _message(_part(raw, "message"))
        case "follow":
            again = _part(raw, "follow").get("isUnblocked") is True
            return Arrived("welcome_back" if again else "welcome")
        case "join":
            return Arrived("joined")
        case "postback":
            return Sent("other")
        case _:
            return None


def _message(message: Mapping[str, Any]) -> Inbound:
    kind = message.get("type")
    if kind == "text":
        return Text(_without_mention(message))
    return Sent(kind if kind in _SENT else "other")


def _mentions_us(raw: Mapping[str, Any]) -> bool:
    return any(mention.get("isSelf") is True for mention in _mentions(_part(raw, "message")))


def _mentions(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return _parts(_part(message, "mention"), "mentionees")


def _without_mention(message: Mapping[str, Any]) -> str:
    """Return the text with the bot's own @name cut out; offsets count UTF-16 units."""
    units = _text(message, "text").encode("utf-16-le", "surrogatepass")
    for mention in _mentions(message):
        index, length = mention.get("index"), mention.get("length")
        if mention.get("isSelf") is True and isinstance(index, int) and isinstance(length, int):
            spaces = " ".encode("utf-16-le") * length  # as long, so later offsets still hold
            units = units[: index * 2] + spaces + units[(index + length) * 2 :]
    return units.decode("utf-16-le", "surrogatepass")


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _parts(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = raw.get(name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _digest(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()
