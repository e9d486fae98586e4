"""Read one raw webhook event.

Read by ``.get`` from the raw JSON, not by the SDK's parser: that fails the whole
webhook on one odd event, and turns messages of a new kind into silence.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.inbound import Arrived, Inbound, Selection, Sent, Text

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
    active = raw.get("mode", "active") == "active"
    # Nobody but us offers a postback in a group: who taps one speaks to us.
    addressed = not group or _mentions_us(raw) or raw.get("type") in ("join", "postback")
    return Event(
        id=_word(raw, "webhookEventId", 80) or f"sha256:{_digest(raw)}",
        kind=_word(raw, "type", 40) or "unknown",
        chat=f"{group}/{user}" if group else user,
        to=group or user,
        reply_token=_text(raw, "replyToken"),
        timestamp=_number(raw, "timestamp") or 0,
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
            data = _text(_part(raw, "postback"), "data")
            return Selection(data) if data else Sent("other")
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
        index, length = _number(mention, "index"), _number(mention, "length")
        if mention.get("isSelf") is True and index is not None and length is not None:
            before, after = units[: index * 2], units[(index + length) * 2 :]
            gone = (len(units) - len(before) - len(after)) // 2
            # As many spaces, so later offsets still hold.
            units = before + " ".encode("utf-16-le") * gone + after
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


def _word(raw: Mapping[str, Any], name: str, longest: int) -> str:
    """Return the id or type at *name*; "" where it is none, as half an emoji no database takes."""
    value = _text(raw, name)
    return value if len(value) <= longest and value.isascii() and value.isprintable() else ""


def _number(raw: Mapping[str, Any], name: str) -> int | None:
    """Return the count or time at *name*; true is no number, and 2**53 is where JSON's end."""
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < 2**53 else None


def _digest(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()
