"""Reply to LINE message objects, within LINE's limits."""

import re
from dataclasses import replace
from typing import Any

from linebot.v3.messaging import (
    FlexBox,
    FlexBubble,
    FlexMessage,
    FlexText,
    QuickReply,
    QuickReplyItem,
    TextMessage,
)

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.actions import caption, to_action
from bot.line.limits.measures import utf16_units
from bot.line.limits.numbers import ALT_TEXT, FLEX_LABEL, LABEL, MESSAGES, QUICK_REPLIES
from bot.line.plain import bubbles
from bot.line.shorten import mended, shorten

# Dark green on a green tint reads at 7 to 1, the grey on white at 7 to 1 (WCAG 2.2, 1.4.6).
GREEN, TINT, GREY = "#0B5D2E", "#EAF5EE", "#555555"
LEADING = "3px"  # more between wrapped lines: Thai stacks marks above and below its letters
_ITEM = re.compile(r"\n(?=• )")  # before each item of a list


def render(reply: Reply) -> list[dict[str, Any]]:
    """Return the message objects as JSON; quick replies hang on the last, where LINE shows them.

    All words are cut to LINE's limits; what cannot be cut, as the data of a button or a whole
    card, may still be too much, and a Reply without words gives an empty text: see ``lint``.
    """
    texts = bubbles(reply.texts, MESSAGES - bool(reply.card))
    messages: list[TextMessage | FlexMessage] = [TextMessage(text=text) for text in texts]
    if reply.card:
        messages.append(_flex(_mended(reply.card)))
    messages = messages or [TextMessage(text="")]
    messages[-1].quick_reply = _quick_reply(reply.buttons)
    return [message.to_dict() for message in messages]


def _quick_reply(buttons: tuple[Button, ...]) -> QuickReply | None:
    items = [QuickReplyItem(action=to_action(button, LABEL)) for button in buttons[:QUICK_REPLIES]]
    return QuickReply(items=items) if items else None


def _mended(card: Card) -> Card:
    """Return *card* with whole letters only, and without parts that show nothing."""
    sections = (
        Section(mended(section.title), tuple(filter(None, map(mended, section.lines))))
        for section in card.sections
    )
    return replace(
        card,
        title=mended(card.title),
        text=mended(card.text),
        note=mended(card.note),
        sections=tuple(section for section in sections if section.lines),
    )


def _flex(card: Card) -> FlexMessage:
    """Return *card* as a bubble: its words to read, then tappable rows, then the note."""
    contents = [*_head(card), *_sections(card), *_rows(card), *_note(card)]
    body = FlexBox(layout="vertical", spacing="md", contents=contents)
    return FlexMessage(alt_text=_alternative(card), contents=FlexBubble(body=body))


def _alternative(card: Card) -> str:
    """Return all of *card* as plain text, for the list of chats and devices without Flex.

    What is only to be tapped comes last, to be cut first; sharing cannot be typed: left out.
    """
    sections = [(section.title, *section.lines) for section in card.sections]
    typed = [f"• {caption(button)}" for button in card.choices if not button.share]
    blocks = [(card.title, card.text), *sections, (card.note,), typed]
    parts = ["\n".join(filter(None, block)) for block in blocks]
    return shorten("\n\n".join(filter(None, parts)), ALT_TEXT, utf16_units)


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
        items = [
            _text(item, line_spacing=LEADING) for item in _ITEM.split(paragraph) if mended(item)
        ]
        if parts and items:
            items[0].margin = "lg"
        parts += items
    return parts or [_text(text)]


def _text(text: str, **style: str) -> FlexText:
    return FlexText(text=text, wrap=True, scaling=True, **style)
