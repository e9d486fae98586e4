"""Finds what LINE would refuse in buttons: actions and quick replies.

Source: https://developers.line.biz/en/reference/messaging-api/#action-objects
"""

from collections.abc import Mapping
from typing import Any

from bot.simulator.measures import (
    Check,
    Problem,
    Problems,
    as_list,
    as_object,
    check_choice,
    check_length,
    check_size,
    code_points,
)

_SCHEMES = ("http", "https", "line", "tel")


def check_quick_reply(quick_reply: Mapping[str, Any], at: str) -> Problems:
    """At most 13 items, each with a label of 20."""
    items = as_list(quick_reply.get("items"))
    yield from check_size(items, f"{at}.items", 1, 13)
    for i, item in enumerate(map(as_object, items)):
        action_at = f"{at}.items[{i}].action"
        yield from check_action(item.get("action"), action_at, 20, known=_QUICK_REPLY_ACTIONS)


def check_actions(actions: object, at: str, fewest: int, most: int) -> Problems:
    """The buttons of a template: *fewest* to *most*, each with a label of 20."""
    yield from check_size(as_list(actions), at, fewest, most)
    for i, action in enumerate(as_list(actions)):
        yield from check_action(action, f"{at}[{i}]", 20)


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
        yield from check_length(action.get("label"), f"{at}.label", longest_label, code_points)
    if kind in known:
        yield from known[kind](action, at)


def _postback(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("data"), f"{at}.data", 300)
    if action.get("displayText"):
        yield from check_length(action["displayText"], f"{at}.displayText", 300, code_points)


def _message(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("text"), f"{at}.text", 300, code_points)


def _uri(action: Mapping[str, Any], at: str) -> Problems:
    uri = action.get("uri")
    yield from check_length(uri, f"{at}.uri", 1000)
    if isinstance(uri, str) and uri and not uri.startswith(tuple(f"{s}:" for s in _SCHEMES)):
        yield Problem(f"{at}.uri", "Invalid action URI scheme")


def _clipboard(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("clipboardText"), f"{at}.clipboardText", 1000)


def _nothing(_: Mapping[str, Any], __: str) -> Problems:
    yield from ()


_ACTIONS: Mapping[str, Check] = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "datetimepicker": _postback,
    "clipboard": _clipboard,
}
_QUICK_REPLY_ACTIONS: Mapping[str, Check] = {
    **_ACTIONS,
    "camera": _nothing,
    "cameraRoll": _nothing,
    "location": _nothing,
}
