"""Counts what is wrong with every page of the bot: ``python -m tests.bot.line.report``."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.line.limits.linter import lint
from bot.line.render import render
from tests.bot.line.everything import EVERYTHING
from tests.line_limits import breaches
from tests.line_schema import violations

WORDS = ("text", "altText", "label", "displayText", "data", "uri")
HEADS = ("pages", "replies", "messages", "linter", "second count", "LINE's schema", "shapes")

Messages = list[dict[str, Any]]


@dataclass(frozen=True)
class Count:
    """What three judges find wrong with the pages of one *name*.

    The schema has as good as nothing to say of words: it judges one of each *shapes*, pages that
    differ in their words alone.
    """

    name: str
    replies: int
    messages: int
    shapes: int
    linter: tuple[str, ...]
    second: tuple[str, ...]
    schema: tuple[str, ...]


@cache
def count(name: str) -> Count:
    """Render and judge all pages of *name*."""
    rendered = [render(reply) for reply in EVERYTHING[name]()]
    shapes = {shape(messages): messages for messages in rendered}
    return Count(
        name,
        len(rendered),
        sum(map(len, rendered)),
        len(shapes),
        tuple(str(problem) for messages in rendered for problem in lint(messages)),
        tuple(breach for messages in rendered for breach in breaches(messages)),
        tuple(wrong for messages in shapes.values() for wrong in violations(messages)),
    )


def shape(messages: Messages) -> str:
    """Return *messages* as JSON in which words are but longer or not than the schema's limits."""
    return json.dumps(_without_words(messages))


def _without_words(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _without_words(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_words(inner) for inner in value]
    if isinstance(value, str) and key in WORDS:
        return [value.isascii(), *(len(value) > limit for limit in (0, 300, 1000))]
    return value


def table(counts: Iterable[Count]) -> str:
    """Return *counts* as lines of a Markdown table, with their sum."""
    rows = [_row(each) for each in counts]
    total = ("all", *(sum(column) for column in zip(*(row[1:] for row in rows), strict=True)))
    lines = [HEADS, ["---", *["--:"] * (len(HEADS) - 1)], *rows, total]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _row(each: Count) -> tuple[Any, ...]:
    found = (len(each.linter), len(each.second), len(each.schema))
    return (each.name, each.replies, each.messages, *found, each.shapes)


if __name__ == "__main__":
    sys.stdout.write(f"{table(map(count, EVERYTHING))}\n")
