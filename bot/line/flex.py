"""Cards as LINE's Flex bubbles, one or several side by side."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from linebot.v3.messaging import FlexBox, FlexBubble, FlexCarousel, FlexText, URIAction

from bot.conversation.replies import Button, Card, Section
from bot.line.actions import caption, to_action
from bot.line.limits.actions import SCHEMES
from bot.line.limits.measures import check_address
from bot.line.limits.numbers import (
    BUBBLE_BYTES,
    BUBBLES,
    CAROUSEL_BYTES,
    FLEX_LABEL,
    TEXT,
    URI,
)
from bot.line.shorten import mended, shorten

# Dark green on a green tint reads at 7 to 1, the grey on white at 7 to 1 (WCAG 2.2, 1.4.6).
GREEN, TINT, GREY = "#0B5D2E", "#EAF5EE", "#555555"
LEADING = "3px"  # more between wrapped lines: Thai stacks marks above and below its letters
ROOMS = (TEXT, 500, 350, 200, 100)  # for the text of each card beside the first, until all fit
_ITEM = re.compile(r"\n(?=• )")  # before each item of a list
# What stands alone, or under an item of a list whose name then stands for it.
_ADDRESS = re.compile(r"(?:(?P<name>• .+)\n)?(?P<address>https?://\S+)")


def to_flex(cards: Sequence[Card]) -> FlexBubble | FlexCarousel:
    """Return *cards* as a bubble, or as several side by side: LINE takes them of one size only."""
    return _bubble(cards[0]) if len(cards) == 1 else _carousel(*cards[:BUBBLES])


def _carousel(first: Card, *others: Card) -> FlexCarousel:
    """Return as much as LINE takes, the *first* card whole.

    The others can be asked for one by one: where all is too heavy their texts are cut, and only
    then the last of them are left out.
    """
    for room in ROOMS:
        cut = (replace(card, text=shorten(card.text, room)) for card in others)
        bubbles = [_bubble(card) for card in (first, *cut)]
        if _fits(bubbles):
            break
    while len(bubbles) > 1 and not _fits(bubbles):
        bubbles.pop()
    return FlexCarousel(contents=bubbles)


def _fits(bubbles: list[FlexBubble]) -> bool:
    whole = _weight(FlexCarousel(contents=bubbles))
    return whole <= CAROUSEL_BYTES and max(map(_weight, bubbles)) <= BUBBLE_BYTES


def _weight(part: FlexBubble | FlexCarousel) -> int:
    return len(json.dumps(part.to_dict()))


def _bubble(card: Card) -> FlexBubble:
    """Return *card* as a bubble: its words to read, then tappable rows, then the note."""
    contents = [*_head(card), *_sections(card), *_rows(card), *_note(card)]
    return FlexBubble(body=FlexBox(layout="vertical", spacing="md", contents=contents))


def _head(card: Card) -> list[FlexText]:
    title = [_text(card.title, weight="bold", size="lg")] if card.title else []
    return title + (_paragraphs(card.text) if card.text else [])


def _sections(card: Card) -> list[FlexBox]:
    return [_section(section) for section in card.sections]


def _section(section: Section) -> FlexBox:
    """A gap between lines that is wider than within a wrapped one keeps them apart."""
    heading = [_text(section.title, weight="bold", color=GREEN)] if section.title else []
    lines = [part for line in section.lines for part in _paragraphs(line)]
    return FlexBox(layout="vertical", spacing="md", margin="xl", contents=[*heading, *lines])


def _rows(card: Card) -> list[FlexBox]:
    rows = [_row(button) for button in card.choices]
    if rows:
        rows[0].margin = "xl"  # what is to be tapped stands apart from what is to be read
    return rows


def _row(button: Button) -> FlexBox:
    return FlexBox(
        layout="vertical",
        contents=[_text(caption(button), color=GREEN)],
        background_color=TINT,
        corner_radius="8px",
        padding_all="12px",
        action=to_action(button, FLEX_LABEL),
    )


def _note(card: Card) -> list[FlexText]:
    return [_text(card.note, size="sm", color=GREY)] if card.note else []


def _paragraphs(text: str) -> list[FlexText]:
    """Return *text* as a part for each paragraph and item of a list.

    Small gaps tell them apart: empty lines make cards long, and wrapped items run together.
    """
    parts: list[FlexText] = []
    for paragraph in text.split("\n\n"):
        items = [_item(item) for item in _ITEM.split(paragraph) if mended(item)]
        if parts and items:
            items[0].margin = "lg"
        parts += items
    return parts or [_text(text)]


def _item(words: str) -> FlexText:
    """Return *words*, to be tapped where they are an address: LINE finds none on cards itself."""
    found = _ADDRESS.fullmatch(words)
    if found is None or [*check_address(uri := _encoded(found["address"]), "", URI, SCHEMES)]:
        return _text(words, line_spacing=LEADING)
    shown = found["name"] or words
    opens = URIAction(label=shorten(shown, FLEX_LABEL), uri=uri)
    return _text(shown, line_spacing=LEADING, color=GREEN, decoration="underline", action=opens)


def _encoded(address: str) -> str:
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~", errors="replace")


def _text(text: str, **style: Any) -> FlexText:
    return FlexText(text=text, wrap=True, scaling=True, **style)
