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
from bot.line.kinds import EFFECTS, Effect

_SENT = ("sticker", "image", "video", "audio", "file", "location")
_WORDS = 15  # of a sticker: as many as LINE ever gives …
_LETTERS = 40  # … and the beginning of each


@dataclass(frozen=True)
class Event:
    """One raw LINE webhook event. *timestamp* in milliseconds; ids are LINE's own, unhashed.

    *chat* keeps conversations apart, *place* is where it happened and *person* who did it: the
    same id one-to-one. What nobody is known to have said in a group has a chat of its own, so
    that nobody's conversation is mixed with another's. *to* is the address of a push. *message*:
    which message it is about, "" for none. *private*: one-to-one.
    """

    id: str
    kind: str
    chat: str
    place: str
    person: str
    to: str
    reply_token: str
    timestamp: int
    message: str
    inbound: Inbound | None
    private: bool
    effect: Effect = ""


def events_of(body: bytes) -> list[Mapping[str, Any]]:
    """Return the raw events of a signed webhook body; signed rubbish holds none."""
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return _parts(envelope, "events") if isinstance(envelope, dict) else []


def read_event(raw: Mapping[str, Any]) -> Event:
    """Read *raw*, whatever is missing or odd in it; *inbound* is None where silence is right."""
    id_ = _word(raw, "webhookEventId", 80) or f"sha256:{_digest(raw)}"
    kind = _word(raw, "type", 40) or "unknown"
    source = _part(raw, "source")
    person = _text(source, "userId")
    group = _text(source, "groupId") or _text(source, "roomId")
    # In a place of a kind that LINE has yet to invent the manners of a group do no harm.
    private = bool(person) and not group and source.get("type", "user") == "user"
    place = person if private else group
    return Event(
        id=id_,
        kind=kind,
        chat=place if private or not place else f"{place}/{person or id_}",
        place=place,
        person=person,
        to=place,
        reply_token=_text(raw, "replyToken"),
        timestamp=_number(raw, "timestamp") or 0,
        message=_message_id(raw),
        # On standby, or in a mode yet unknown, another speaks for the account.
        inbound=_inbound(raw, private) if raw.get("mode", "active") == "active" else None,
        private=private,
        effect=EFFECTS.get(kind, ""),
    )


def _message_id(raw: Mapping[str, Any]) -> str:
    match raw.get("type"):
        case "message" | "messageEdited":
            return _word(_part(raw, "message"), "id", 80)
        case "unsend":
            return _word(_part(raw, "unsend"), "messageId", 80)
        case _:
            return ""


def _inbound(raw: Mapping[str, Any], private: bool) -> Inbound | None:
    match raw.get("type"):
        case "message" | "messageEdited":
            return _message(_part(raw, "message"), private)
        case "follow":
            again = _part(raw, "follow").get("isUnblocked") is True
            return Arrived("welcome_back" if again else "welcome")
        case "join":
            return Arrived("joined")
        case "postback":
            # Nobody but us offers a postback in a group: who taps one speaks to us.
            return _postback(_part(raw, "postback"))
        case _:
            return None


def _message(message: Mapping[str, Any], private: bool) -> Inbound | None:
    if message.get("type") == "text":
        return Text(_without_mention(message), aside=not (private or _mentions_us(message)))
    return _sent(message) if private else None


def _sent(message: Mapping[str, Any]) -> Sent:
    kind = message.get("type")
    if kind == "sticker":
        return Sent("sticker", _words(message))
    return Sent(kind if kind in _SENT else "other")


def _words(sticker: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what *sticker* means; what its sender wrote on it first, lest it be cut off."""
    keywords = sticker.get("keywords")
    found = [sticker.get("text"), *(keywords if isinstance(keywords, list) else [])]
    words = [word.strip().lower()[:_LETTERS] for word in found if isinstance(word, str)]
    return tuple([word for word in words if word][:_WORDS])


def _postback(postback: Mapping[str, Any]) -> Inbound | None:
    if "newRichMenuAliasId" in _part(postback, "params"):
        return None  # LINE itself has shown the other menu
    data = _text(postback, "data")
    return Selection(data) if data else Sent("other")


def _mentions_us(message: Mapping[str, Any]) -> bool:
    return any(mention.get("isSelf") is True for mention in _mentions(message))


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
