"""Finds what LINE would refuse in buttons: actions and quick replies.

Source: https://developers.line.biz/en/reference/messaging-api/#action-objects
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.line.limits.measures import (
    Check,
    Problem,
    Problems,
    as_list,
    as_object,
    check_address,
    check_choice,
    check_https,
    check_label,
    check_length,
    check_optional,
    check_size,
    check_words,
    code_points,
)
from bot.line.limits.numbers import DATA, LABEL, QUICK_REPLIES, SAID, URI

SCHEMES = ("http", "https", "line", "tel")
INPUTS = ("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")
CLIPBOARD = 1000
_DAY = r"(?:(?:19|20)\d\d|2100)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_MODES = {"date": _DAY, "time": _TIME, "datetime": f"({_DAY})[Tt]{_TIME}"}


def check_quick_reply(quick_reply: Mapping[str, Any], at: str) -> Problems:
    """At most 13 items, each with a label of 20."""
    items = as_list(quick_reply.get("items"))
    yield from check_size(items, f"{at}.items", 1, QUICK_REPLIES)
    for i, item in enumerate(map(as_object, items)):
        yield from _item(item, f"{at}.items[{i}]")


def _item(item: Mapping[str, Any], at: str) -> Problems:
    yield from check_choice(item.get("type"), f"{at}.type", ("action",))
    if item.get("imageUrl") is not None:
        yield from check_https(item["imageUrl"], f"{at}.imageUrl")
    action = as_object(item.get("action"))
    yield from check_action(action, f"{at}.action", LABEL, known=_QUICK_REPLY_ACTIONS)
    if action.get("type") == "postback" and action.get("text") is not None:
        yield Problem(f"{at}.action.text", "Must not be used in a quick reply")


def check_actions(actions: object, at: str, fewest: int, most: int) -> Problems:
    """The buttons of a template: *fewest* to *most*, each with a label of 20."""
    yield from check_size(as_list(actions), at, fewest, most)
    for i, action in enumerate(as_list(actions)):
        yield from check_action(action, f"{at}[{i}]", LABEL)


def check_action(
    value: object,
    at: str,
    longest_label: int,
    *,
    labelled: bool = True,
    known: Mapping[str, Check] | None = None,
) -> Problems:
    """One action; *labelled* where LINE insists on a label."""
    action = as_object(value)
    known = known or _ACTIONS
    kind = str(action.get("type"))
    yield from check_choice(kind, f"{at}.type", known)
    if labelled or action.get("label"):
        yield from check_label(action.get("label"), f"{at}.label", longest_label)
    if kind in known:
        yield from known[kind](action, at)


def _postback(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("data"), f"{at}.data", DATA)
    for key in ("displayText", "text", "fillInText"):
        yield from check_optional(action, key, at, SAID, code_points)
    if action.get("displayText") is not None and action.get("text") is not None:
        yield Problem(f"{at}.displayText", "Must not be used together with text")
    if action.get("inputOption") is not None:
        yield from check_choice(action["inputOption"], f"{at}.inputOption", INPUTS)
    if action.get("fillInText") is not None and action.get("inputOption") != "openKeyboard":
        yield Problem(f"{at}.fillInText", "Is valid only with openKeyboard")


def _message(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_words(action.get("text"), f"{at}.text", SAID, code_points)


def _uri(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_address(action.get("uri"), f"{at}.uri", URI, SCHEMES)
    if action.get("altUri") is not None:
        desktop = as_object(action["altUri"]).get("desktop")
        yield from check_address(desktop, f"{at}.altUri.desktop", URI, SCHEMES)


def _pick_a_time(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("data"), f"{at}.data", DATA)
    mode = str(action.get("mode"))
    yield from check_choice(mode, f"{at}.mode", _MODES)
    if mode not in _MODES:
        return
    given = {key: str(action[key]) for key in ("initial", "min", "max") if action.get(key)}
    for key, value in given.items():
        if not re.fullmatch(_MODES[mode], value):
            yield Problem(f"{at}.{key}", f"Must be a {mode}")
    if "min" in given and "max" in given and given["min"].upper() >= given["max"].upper():
        yield Problem(f"{at}.max", "Must be later than min")


def _clipboard(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("clipboardText"), f"{at}.clipboardText", CLIPBOARD)


def _nothing(_: Mapping[str, Any], __: str) -> Problems:
    yield from ()


_ACTIONS: Mapping[str, Check] = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "datetimepicker": _pick_a_time,
    "clipboard": _clipboard,
}
_QUICK_REPLY_ACTIONS: Mapping[str, Check] = {
    **_ACTIONS,
    "camera": _nothing,
    "cameraRoll": _nothing,
    "location": _nothing,
}
