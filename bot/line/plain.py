"""Messages as bare text: what is left to say when LINE would refuse anything richer."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from bot.line.actions import in_words
from bot.line.limits.linter import lint
from bot.line.limits.measures import Problem, utf16_units
from bot.line.limits.numbers import MESSAGES, QUICK_REPLIES, TEXT
from bot.line.shorten import mended, shorten


def within_limits(
    messages: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return *messages*, or as plain text what LINE would not take or show as meant, and why."""
    problems = lint(messages)
    return (plain(messages) if problems else messages), problems


def plain(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the same words as bare text, and of the quick replies those within LINE's limits.

    What is left when LINE refuses the rest, or would.
    """
    texts = bubbles(chain.from_iterable(map(_words, messages)), MESSAGES) or ["…"]
    bare: list[dict[str, Any]] = [{"type": "text", "text": text} for text in texts]
    offered = [item for each in messages for item in each.get("quickReply", {}).get("items", [])]
    if items := [item for item in offered if _is_fit(item)][:QUICK_REPLIES]:
        bare[-1]["quickReply"] = {"items": items}
    return bare


def plainer(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return less than *messages*, which LINE refused though they are within its known limits.

    Cards become text; where all is text already the quick replies go, as the same again would be
    refused again.
    """
    bare = plain(messages)
    if bare != messages:
        return bare
    return [{"type": "text", "text": message["text"]} for message in bare]


def bubbles(texts: Iterable[str], most: int) -> list[str]:
    """Return *texts* in at most *most* bubbles: what is more than that joins the last."""
    said = [words for text in texts if (words := mended(text))]
    if len(said) > most:
        said[most - 1 :] = ["\n\n".join(said[most - 1 :])]
    return [shorten(text, TEXT, utf16_units) for text in said]


def _words(message: Mapping[str, Any]) -> list[str]:
    """Return what *message* says; a card whose alternative was cut is read part by part.

    Of a carousel each bubble is a text of its own.
    """
    words = str(message.get("text") or message.get("altText") or "")
    if "contents" not in message or (mended(words) and not words.endswith("…")):
        return [words]
    contents = message["contents"]
    bubbles = contents["contents"] if contents.get("type") == "carousel" else [contents]
    return ["\n".join(_bubble(bubble)) for bubble in bubbles]


def _bubble(bubble: Mapping[str, Any]) -> list[str]:
    """Return the lines of *bubble*, without a button that only says its title again."""
    lines = list(_read(bubble))
    return [line for line in lines if line != f"• {lines[0]}"]


def _read(part: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of *part* from the top, what can be tapped with a bullet."""
    if part.get("text"):
        yield part["text"]
        yield from _behind(part)
    blocks = [part[name] for name in ("header", "body", "footer") if name in part]
    for inner in [*blocks, *part.get("contents", [])]:
        words = _read(inner)
        yield from _tapped(part["action"], words) if "action" in part else words


def _behind(text: Mapping[str, Any]) -> Iterator[str]:
    """Yield the address that *text* stands for and does not name."""
    address = text.get("action", {}).get("uri", "")
    if address and "://" not in text["text"]:
        yield address


def _tapped(action: Mapping[str, Any], shown: Iterable[str]) -> Iterator[str]:
    """Yield what is *shown* of something to tap, as what can be typed or dialled instead."""
    for label in shown:
        words = {"message": action.get("text"), "uri": in_words(label, action.get("uri", ""))}
        if said := words.get(action["type"], label):
            yield f"• {said}"


def _is_fit(item: Mapping[str, Any]) -> bool:
    return not lint([{"type": "text", "text": "…", "quickReply": {"items": [item]}}])
