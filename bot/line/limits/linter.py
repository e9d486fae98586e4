"""One linter for all that is sent: what LINE would refuse, and what people would not see as meant.

Before a message is sent it runs over it; the local stand-in for LINE refuses by it what LINE would.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.line.limits.actions import check_quick_reply
from bot.line.limits.flex import check_flex
from bot.line.limits.measures import (
    Check,
    Problem,
    Problems,
    as_object,
    check_choice,
    check_https,
    check_length,
    is_half,
)
from bot.line.limits.media import (
    check_audio,
    check_coupon,
    check_imagemap,
    check_location,
    check_picture,
    check_sticker,
)
from bot.line.limits.numbers import MESSAGES
from bot.line.limits.templates import check_template
from bot.line.limits.text import check_text, check_text_v2

SENDER = 20


def lint(messages: object) -> list[Problem]:
    """Return everything that is wrong with *messages*, one request's; empty when all is well."""
    if not isinstance(messages, list) or not 1 <= len(messages) <= MESSAGES:
        return [Problem("messages", f"Size must be between 1 and {MESSAGES}")]
    found = [
        problem
        for i, message in enumerate(messages)
        for problem in _message(as_object(message), f"messages[{i}]")
    ]
    return [*found, *_hidden(messages), *_halves(messages, "messages")]


def _message(message: Mapping[str, Any], at: str) -> Problems:
    kind = str(message.get("type"))
    yield from check_choice(kind, f"{at}.type", _MESSAGES)
    if kind in _MESSAGES:
        yield from _MESSAGES[kind](message, at)
    if message.get("quickReply") is not None:
        yield from check_quick_reply(as_object(message["quickReply"]), f"{at}.quickReply")
    if message.get("sender") is not None:
        yield from _sender(as_object(message["sender"]), f"{at}.sender")


def _sender(sender: Mapping[str, Any], at: str) -> Problems:
    if sender.get("name") is not None:
        yield from check_length(sender["name"], f"{at}.name", SENDER)
        if "line" in str(sender["name"]).lower():
            yield Problem(f"{at}.name", "Certain words such as LINE may not be used")
    if sender.get("iconUrl") is not None:
        yield from check_https(sender["iconUrl"], f"{at}.iconUrl")


def _hidden(messages: list[Any]) -> Problems:
    """Yield the quick replies that nobody would see: LINE shows those of the last message."""
    for i, message in enumerate(messages[:-1]):
        if as_object(message).get("quickReply") is not None:
            yield Problem(f"messages[{i}].quickReply", "Is shown on the last message only")


def _halves(value: object, at: str) -> Iterator[Problem]:
    """Yield where in all of the JSON an emoji is cut in two."""
    if isinstance(value, str) and is_half(value):
        yield Problem(at, "Holds half of a surrogate pair")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _halves(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _halves(inner, f"{at}[{i}]")


_MESSAGES: Mapping[str, Check] = {
    "text": check_text,
    "textV2": check_text_v2,
    "sticker": check_sticker,
    "image": check_picture,
    "video": check_picture,
    "audio": check_audio,
    "location": check_location,
    "imagemap": check_imagemap,
    "template": check_template,
    "flex": check_flex,
    "coupon": check_coupon,
}
