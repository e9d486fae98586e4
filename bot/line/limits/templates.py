"""Finds what LINE would refuse in template messages.

Source: https://developers.line.biz/en/reference/messaging-api/#template-messages
"""

from collections.abc import Mapping
from typing import Any

from bot.line.limits.actions import check_action, check_actions
from bot.line.limits.measures import (
    Check,
    Problem,
    Problems,
    as_list,
    as_object,
    check_choice,
    check_https,
    check_size,
    check_words,
    code_points,
)
from bot.line.limits.numbers import ALT_TEXT, LABEL

COLUMNS = 10
TITLE = 40  # code points, as the others here
BESIDE = 60  # of text beside a title or a picture


def check_template(message: Mapping[str, Any], at: str) -> Problems:
    """A message of type template."""
    yield from check_words(message.get("altText"), f"{at}.altText", ALT_TEXT)
    template = as_object(message.get("template"))
    kind = str(template.get("type"))
    yield from check_choice(kind, f"{at}.template.type", _TEMPLATES)
    if kind in _TEMPLATES:
        yield from _TEMPLATES[kind](template, f"{at}.template")


def _buttons(template: Mapping[str, Any], at: str) -> Problems:
    yield from _titled_text(template, at, 160)
    yield from check_actions(template.get("actions"), f"{at}.actions", 1, 4)


def _confirm(template: Mapping[str, Any], at: str) -> Problems:
    yield from check_words(template.get("text"), f"{at}.text", 240, code_points)
    yield from check_actions(template.get("actions"), f"{at}.actions", 2, 2)


def _carousel(template: Mapping[str, Any], at: str) -> Problems:
    columns = [as_object(column) for column in as_list(template.get("columns"))]
    yield from check_size(columns, f"{at}.columns", 1, COLUMNS)
    for i, column in enumerate(columns):
        yield from _titled_text(column, f"{at}.columns[{i}]", 120)
        yield from check_actions(column.get("actions"), f"{at}.columns[{i}].actions", 1, 3)
    if len({len(as_list(column.get("actions"))) for column in columns}) > 1:
        yield Problem(f"{at}.columns", "The number of actions must be the same in all columns")
    for key in ("title", "thumbnailImageUrl"):
        if len({bool(column.get(key)) for column in columns}) > 1:
            yield Problem(f"{at}.columns", f"{key} must be set in all columns or in none")


def _image_carousel(template: Mapping[str, Any], at: str) -> Problems:
    columns = [as_object(column) for column in as_list(template.get("columns"))]
    yield from check_size(columns, f"{at}.columns", 1, COLUMNS)
    for i, column in enumerate(columns):
        column_at = f"{at}.columns[{i}]"
        yield from check_https(column.get("imageUrl"), f"{column_at}.imageUrl")
        yield from check_action(column.get("action"), f"{column_at}.action", 12, labelled=False)


def _titled_text(holder: Mapping[str, Any], at: str, longest: int) -> Problems:
    """A title or a picture leaves room for 60 characters of text; all of it may be tappable."""
    if holder.get("title"):
        yield from check_words(holder["title"], f"{at}.title", TITLE, code_points)
    if holder.get("thumbnailImageUrl"):
        yield from check_https(holder["thumbnailImageUrl"], f"{at}.thumbnailImageUrl")
    if holder.get("title") or holder.get("thumbnailImageUrl"):
        longest = BESIDE
    yield from check_words(holder.get("text"), f"{at}.text", longest, code_points)
    if holder.get("defaultAction") is not None:
        yield from check_action(holder["defaultAction"], f"{at}.defaultAction", LABEL)


_TEMPLATES: Mapping[str, Check] = {
    "buttons": _buttons,
    "confirm": _confirm,
    "carousel": _carousel,
    "image_carousel": _image_carousel,
}
