"""Reply to LINE message objects, within LINE's limits."""

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
from bot.line.actions import to_action
from bot.line.shorten import shorten, utf16_units

# developers.line.biz/en/reference/messaging-api: text, quick reply, label.
TEXT_UNITS = 5000  # UTF-16 units
BUTTONS = 13
LABEL = 20  # counted in code points, which is safe under every reading of LINE's rule
BUBBLES = 5
ALT_UNITS = 1500
FLEX_LABEL = 40
# Dark green on a green tint reads at 7 to 1, the grey on white at 7 to 1 (WCAG 2.2, 1.4.6).
GREEN, TINT, GREY = "#0B5D2E", "#EAF5EE", "#555555"
LEADING = "3px"  # more between wrapped lines: Thai stacks marks above and below its letters


def render(reply: Reply) -> list[dict[str, Any]]:
    """Return the message objects as JSON; quick replies hang on the last, where LINE shows them.

    Raises ValueError for a button with data over LINE's limit.
    """
    messages: list[TextMessage | FlexMessage] = [
        TextMessage(text=shorten(text, TEXT_UNITS, utf16_units)) for text in reply.texts
    ]
    if reply.card:
        messages.append(_flex(reply.card))
    messages = messages[:BUBBLES]
    messages[-1].quick_reply = _quick_reply(reply.buttons)
    return [message.to_dict() for message in messages]


def plain(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the same words as bare text: what is left when LINE refuses the rest."""
    return [
        TextMessage(text=str(message.get("text") or message.get("altText") or "…")).to_dict()
        for message in messages
    ]


def _quick_reply(buttons: tuple[Button, ...]) -> QuickReply | None:
    items = [QuickReplyItem(action=to_action(button, LABEL)) for button in buttons[:BUTTONS]]
    return QuickReply(items=items) if items else None


def _flex(card: Card) -> FlexMessage:
    """Return *card* as a bubble: its words to read, then tappable rows, then the note."""
    contents = [*_head(card), *_sections(card), *_rows(card), *_note(card)]
    body = FlexBox(layout="vertical", spacing="md", contents=contents)
    return FlexMessage(alt_text=_alternative(card), contents=FlexBubble(body=body))


def _alternative(card: Card) -> str:
    """Return all of *card* as plain text, for the list of chats and devices without Flex.

    What is only to be tapped comes last, to be cut first; sharing cannot be typed: left out.
    """
    sections = [(section.title, *section.lines) for section in _full(card.sections)]
    typed = [f"• {button.label or button.says}" for button in card.choices if not button.share]
    blocks = [(card.title, card.text), *sections, (card.note,), typed]
    parts = ["\n".join(filter(None, block)) for block in blocks]
    return shorten("\n\n".join(filter(None, parts)), ALT_UNITS, utf16_units)


def _head(card: Card) -> list[FlexText]:
    title = [_text(card.title, weight="bold", size="lg")] if card.title else []
    return title + (_paragraphs(card.text) if card.text else [])


def _sections(card: Card) -> list[FlexBox]:
    return [_section(section) for section in _full(card.sections)]


def _full(sections: tuple[Section, ...]) -> list[Section]:
    """Return *sections* without those that have nothing under their heading."""
    return [section for section in sections if any(section.lines)]


def _section(section: Section) -> FlexBox:
    """A gap between lines that is wider than within a wrapped one keeps them apart."""
    heading = [_text(section.title, weight="bold", color=GREEN)] if section.title else []
    lines = [part for line in section.lines if line for part in _paragraphs(line)]
    return FlexBox(layout="vertical", spacing="md", margin="xl", contents=[*heading, *lines])


def _rows(card: Card) -> list[FlexBox]:
    rows = [_row(button) for button in card.choices]
    if rows:
        rows[0].margin = "xl"  # what is to be tapped stands apart from what is to be read
    return rows


def _row(button: Button) -> FlexBox:
    return FlexBox(
        layout="vertical",
        contents=[_text(button.label or button.says, color=GREEN)],
        background_color=TINT,
        corner_radius="8px",
        padding_all="12px",
        action=to_action(button, FLEX_LABEL),
    )


def _note(card: Card) -> list[FlexText]:
    return [_text(card.note, size="sm", color=GREY)] if card.note else []


def _paragraphs(text: str) -> list[FlexText]:
    """Return *text* as one part a paragraph: a gap tells them apart in half of an empty line."""
    paragraphs = [part for part in text.split("\n\n") if part] or [text]
    parts = [_text(part, line_spacing=LEADING) for part in paragraphs]
    for part in parts[1:]:
        part.margin = "lg"
    return parts


def _text(text: str, **style: str) -> FlexText:
    return FlexText(text=text, wrap=True, scaling=True, **style)
