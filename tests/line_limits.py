"""What LINE refuses, written down a second time, so that a slip in the bot's own count shows."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

_HALF = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")
# Percent-encoded, so in ASCII without space or quotes, and in one of LINE's schemes.
_ADDRESS = re.compile(r"(?=.{1,1000}\Z)(https?|line|tel):([!#$&-;=?-Z\[\]_a-z~]|%[0-9A-F]{2})+")


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
        yield from (
            f"half an emoji: {words!r}" for words in _strings(message) if _HALF.search(words)
        )


def _breaches_of_content(message: dict[str, Any]) -> Iterator[str]:
    kind = message.get("type")
    name, limit = {"text": ("text", 5000), "flex": ("altText", 1500)}.get(str(kind), ("", 0))
    units = _units(message.get(name, ""))
    if not 1 <= units <= limit:
        yield f"{kind} of {units} UTF-16 units"
    if kind == "flex":
        yield from _breaches_of_card(message["contents"])


def _breaches_of_card(card: dict[str, Any]) -> Iterator[str]:
    bubbles = card["contents"] if card["type"] == "carousel" else [card]
    if not 1 <= len(bubbles) <= 12 or len({bubble.get("size") for bubble in bubbles}) > 1:
        yield f"{len(bubbles)} bubbles, of all sizes"
    # LINE does not say in which encoding it counts 30 KB; the SDK escapes Thai to 6 bytes.
    if len(json.dumps(card)) > 50_000 or any(len(json.dumps(each)) > 30_000 for each in bubbles):
        yield "a bubble of over 30 KB, or all of over 50 KB"
    for bubble in bubbles:
        blocks = [bubble[name] for name in ("header", "hero", "body", "footer") if name in bubble]
        if not blocks:
            yield "a bubble with nothing in it"
        for block in blocks:
            yield from _breaches_of_component(block)


def _breaches_of_component(component: dict[str, Any]) -> Iterator[str]:
    if component["type"] == "text" and not (component.get("text") and component.get("wrap")):
        yield f"a text that is empty or cut: {component}"
    if component["type"] == "box" and not component.get("contents"):
        yield "a box with nothing in it"
    if action := component.get("action"):
        yield from _breaches_of_action(action, 40)
    for inner in component.get("contents", []):
        yield from _breaches_of_component(inner)


def _breaches_of_buttons(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        yield from _breaches_of_action(item.get("action", {}), 20)


def _breaches_of_action(action: dict[str, Any], label: int) -> Iterator[str]:
    if not 1 <= len(action.get("label", "")) <= label:
        yield f"label {action.get('label')!r}"
    kind = action.get("type")
    if kind == "message" and not 1 <= len(action.get("text", "")) <= 300:
        yield f"text of a button: {action.get('text')!r}"
    elif kind == "postback":
        if not 1 <= _units(action.get("data", "")) <= 300:
            yield f"data of a button: {action.get('data')!r}"
        if not 1 <= len(action.get("displayText", "…")) <= 300:
            yield f"displayText of a button: {action.get('displayText')!r}"
    elif kind == "uri" and not _ADDRESS.fullmatch(action.get("uri", "")):
        yield f"address of a button: {action.get('uri')!r}"
    elif kind not in ("message", "postback", "uri"):
        yield f"a button that does {kind!r}"


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in *value*, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
