"""What LINE refuses, written down a second time, so that a slip in the bot's own count shows."""

from collections.abc import Iterator, Sequence
from typing import Any


def breaches(messages: Sequence[dict[str, Any]]) -> list[str]:
    """Return what LINE would not take in *messages*; empty when all is well."""
    return list(_breaches(messages))


def _breaches(messages: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not 1 <= len(messages) <= 5:
        yield f"{len(messages)} messages"
    for number, message in enumerate(messages):
        units = len(message.get("text", "").encode("utf-16-le")) // 2
        if message.get("type") != "text" or not 1 <= units <= 5000:
            yield f"message {number}: {message.get('type')} of {units} UTF-16 units"
        items = message.get("quickReply", {}).get("items", [])
        if items and number != len(messages) - 1:
            yield f"message {number}: quick replies are shown on the last one only"
        if len(items) > 13:
            yield f"message {number}: {len(items)} quick replies"
        yield from _breaches_of_buttons(items)


def _breaches_of_buttons(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        action = item.get("action", {})
        if not 1 <= len(action.get("label", "")) <= 20:
            yield f"label {action.get('label')!r}"
        if action.get("type") == "message" and not 1 <= len(action.get("text", "")) <= 300:
            yield f"text of a button: {action.get('text')!r}"
