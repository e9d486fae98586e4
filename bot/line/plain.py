"""Messages as bare text: what is left to say when LINE would refuse anything richer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

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
    texts = bubbles(map(_words, messages), MESSAGES) or ["…"]
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


def _words(message: Mapping[str, Any]) -> str:
    """Return what *message* says; a card whose alternative was cut is read part by part."""
    words = str(message.get("text") or message.get("altText") or "")
    if "contents" in message and (words.endswith("…") or not mended(words)):
        return "\n".join(_read(message["contents"]))
    return words


def _read(part: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of *part* from the top, what can be tapped with a bullet."""
    if part.get("text"):
        yield part["text"]
    blocks = [part[name] for name in ("header", "body", "footer") if name in part]
    bullet = "• " if "action" in part else ""
    for inner in [*blocks, *part.get("contents", [])]:
        yield from (bullet + words for words in _read(inner))


def _is_fit(item: Mapping[str, Any]) -> bool:
    return not lint([{"type": "text", "text": "…", "quickReply": {"items": [item]}}])
