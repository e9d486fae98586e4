"""What LINE refuses, written down a second time, so that a slip in the bot's own count shows."""

import json
from collections.abc import Iterator, Sequence
from typing import Any


def breaches(messages: Sequence[dict[str, Any]]) -> list[str]:
    """Return what LINE would not take in *messages*; empty when all is well."""
    return list(_breaches(messages))


def _breaches(messages: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not 1 <= len(messages) <= 5:
        yield f"{len(messages)} messages"
    for number, message in enumerate(messages):
        yield from _breaches_of_content(message)
        items = message.get("quickReply", {}).get("items", [])
        if items and number != len(messages) - 1:
            yield f"message {number}: quick replies are shown on the last one only"
        if len(items) > 13:
            yield f"message {number}: {len(items)} quick replies"
        yield from _breaches_of_buttons(items)


def _breaches_of_content(message: dict[str, Any]) -> Iterator[str]:
    kind = message.get("type")
    name, limit = {"text": ("text", 5000), "flex": ("altText", 1500)}.get(str(kind), ("", 0))
    units = len(message.get(name, "").encode("utf-16-le")) // 2
    if not 1 <= units <= limit:
        yield f"{kind} of {units} UTF-16 units"
    if kind == "flex":
        # LINE does not say in which encoding it counts 30 KB; the SDK escapes Thai to 6 bytes.
        if len(json.dumps(message["contents"])) > 30_000:
            yield "a bubble of over 30 KB"
        yield from _breaches_of_component(message["contents"]["body"])


def _breaches_of_component(component: dict[str, Any]) -> Iterator[str]:
    if component["type"] == "text" and not (component.get("text") and component.get("wrap")):
        yield f"a text that is empty or cut: {component}"
    if action := component.get("action"):
        if not 1 <= len(action.get("label", "")) <= 40:
            yield f"label {action.get('label')!r}"
        if not 1 <= len(action.get("text", "")) <= 300:
            yield f"text of a row: {action.get('text')!r}"
    for inner in component.get("contents", []):
        yield from _breaches_of_component(inner)


def _breaches_of_buttons(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        action = item.get("action", {})
        if not 1 <= len(action.get("label", "")) <= 20:
            yield f"label {action.get('label')!r}"
        if action.get("type") == "message" and not 1 <= len(action.get("text", "")) <= 300:
            yield f"text of a button: {action.get('text')!r}"
