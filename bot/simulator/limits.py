"""Finds what LINE would refuse in the bot's messages: its documented limits, not every rule.

Written apart from `bot/line/` on purpose: a limit forgotten there has to show here.
Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

from collections.abc import Mapping
from typing import Any

from bot.simulator.action_limits import check_action, check_actions, check_quick_reply
from bot.simulator.measures import (
    Check,
    Problem,
    Problems,
    as_list,
    as_object,
    check_choice,
    check_https,
    check_length,
    check_size,
    check_weight,
    code_points,
)

_BUBBLE_BYTES = 30 * 1024
_CAROUSEL_BYTES = 50 * 1024


def find_problems(messages: object) -> list[Problem]:
    """Return everything LINE would refuse in *messages*; empty when it would send them."""
    if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
        return [Problem("messages", "Size must be between 1 and 5")]
    return [
        problem
        for i, message in enumerate(messages)
        for problem in _message(as_object(message), f"messages[{i}]")
    ]


def _message(message: Mapping[str, Any], at: str) -> Problems:
    yield from _by_type(message, at, _MESSAGES)
    if message.get("quickReply") is not None:
        yield from check_quick_reply(as_object(message["quickReply"]), f"{at}.quickReply")


def _by_type(value: Mapping[str, Any], at: str, known: Mapping[str, Check]) -> Problems:
    kind = str(value.get("type"))
    yield from check_choice(kind, f"{at}.type", known)
    if kind in known:
        yield from known[kind](value, at)


def _text(message: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(message.get("text"), f"{at}.text", 5000)


def _sticker(message: Mapping[str, Any], at: str) -> Problems:
    for key in ("packageId", "stickerId"):
        yield from check_length(message.get(key), f"{at}.{key}", 20)


def _picture(message: Mapping[str, Any], at: str) -> Problems:
    for key in ("originalContentUrl", "previewImageUrl"):
        yield from check_https(message.get(key), f"{at}.{key}")


def _audio(message: Mapping[str, Any], at: str) -> Problems:
    yield from check_https(message.get("originalContentUrl"), f"{at}.originalContentUrl")


def _location(message: Mapping[str, Any], at: str) -> Problems:
    for key in ("title", "address"):
        yield from check_length(message.get(key), f"{at}.{key}", 100)


def _alt_text(message: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(message.get("altText"), f"{at}.altText", 1500)


def _template(message: Mapping[str, Any], at: str) -> Problems:
    yield from _alt_text(message, at)
    yield from _by_type(as_object(message.get("template")), f"{at}.template", _TEMPLATES)


def _buttons(template: Mapping[str, Any], at: str) -> Problems:
    yield from _titled_text(template, at, 160)
    yield from check_actions(template.get("actions"), f"{at}.actions", 1, 4)


def _confirm(template: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(template.get("text"), f"{at}.text", 240, code_points)
    yield from check_actions(template.get("actions"), f"{at}.actions", 2, 2)


def _carousel(template: Mapping[str, Any], at: str) -> Problems:
    columns = [as_object(column) for column in as_list(template.get("columns"))]
    yield from check_size(columns, f"{at}.columns", 1, 10)
    for i, column in enumerate(columns):
        yield from _titled_text(column, f"{at}.columns[{i}]", 120)
        yield from check_actions(column.get("actions"), f"{at}.columns[{i}].actions", 1, 3)
    if len({len(as_list(column.get("actions"))) for column in columns}) > 1:
        yield Problem(f"{at}.columns", "The number of actions must be the same in all columns")


def _image_carousel(template: Mapping[str, Any], at: str) -> Problems:
    columns = [as_object(column) for column in as_list(template.get("columns"))]
    yield from check_size(columns, f"{at}.columns", 1, 10)
    for i, column in enumerate(columns):
        column_at = f"{at}.columns[{i}]"
        yield from check_https(column.get("imageUrl"), f"{column_at}.imageUrl")
        yield from check_action(column.get("action"), f"{column_at}.action", 12, labelled=False)


def _titled_text(holder: Mapping[str, Any], at: str, longest: int) -> Problems:
    """A title or a picture leaves room for 60 characters of text."""
    if holder.get("title"):
        yield from check_length(holder["title"], f"{at}.title", 40, code_points)
    if holder.get("title") or holder.get("thumbnailImageUrl"):
        longest = 60
    yield from check_length(holder.get("text"), f"{at}.text", longest, code_points)


def _flex(message: Mapping[str, Any], at: str) -> Problems:
    yield from _alt_text(message, at)
    yield from _by_type(as_object(message.get("contents")), f"{at}.contents", _FLEX)


def _flex_carousel(carousel: Mapping[str, Any], at: str) -> Problems:
    bubbles = as_list(carousel.get("contents"))
    yield from check_size(bubbles, f"{at}.contents", 1, 12)
    yield from check_weight(carousel, at, _CAROUSEL_BYTES)
    for i, bubble in enumerate(map(as_object, bubbles)):
        yield from _bubble(bubble, f"{at}.contents[{i}]")


def _bubble(bubble: Mapping[str, Any], at: str) -> Problems:
    yield from check_weight(bubble, at, _BUBBLE_BYTES)
    if "action" in bubble:
        yield from check_action(bubble["action"], f"{at}.action", 40, labelled=False)
    for block in ("header", "hero", "body", "footer"):
        if block in bubble:
            yield from _component(as_object(bubble[block]), f"{at}.{block}")


def _component(component: Mapping[str, Any], at: str) -> Problems:
    kind = component.get("type")
    if kind == "text" and not component.get("contents") and not component.get("text"):
        yield Problem(f"{at}.text", "must be non-empty text")
    if kind in ("image", "icon"):
        yield from check_https(component.get("url"), f"{at}.url")
    if kind == "button" or "action" in component:
        action = component.get("action")
        yield from check_action(action, f"{at}.action", 40, labelled=kind == "button")
    for i, child in enumerate(as_list(component.get("contents"))):
        yield from _component(as_object(child), f"{at}.contents[{i}]")


_MESSAGES: Mapping[str, Check] = {
    "text": _text,
    "textV2": _text,
    "sticker": _sticker,
    "image": _picture,
    "video": _picture,
    "audio": _audio,
    "location": _location,
    "imagemap": _alt_text,
    "template": _template,
    "flex": _flex,
}
_TEMPLATES: Mapping[str, Check] = {
    "buttons": _buttons,
    "confirm": _confirm,
    "carousel": _carousel,
    "image_carousel": _image_carousel,
}
_FLEX: Mapping[str, Check] = {"bubble": _bubble, "carousel": _flex_carousel}
