"""Reply to LINE message objects, within LINE's limits."""

from itertools import accumulate
from typing import Any

import regex
from linebot.v3.messaging import (
    FlexBox,
    FlexBubble,
    FlexMessage,
    FlexText,
    MessageAction,
    QuickReply,
    QuickReplyItem,
    TextMessage,
)

from bot.conversation.replies import Button, Card, Reply
from indexer.lexical import cut

# developers.line.biz/en/reference/messaging-api: text, quick reply, label, message action.
TEXT_UNITS = 5000  # UTF-16 units
BUTTONS = 13
LABEL = 20  # counted in code points, which is safe under every reading of LINE's rule
SAYS = 300
BUBBLES = 5
ALT_UNITS = 1500
FLEX_LABEL = 40
# Dark green on a green tint reads at 7 to 1, the grey on white at 7 to 1 (WCAG 2.2, 1.4.6).
GREEN, TINT, GREY = "#0B5D2E", "#EAF5EE", "#555555"


def render(reply: Reply) -> list[dict[str, Any]]:
    """Return the message objects as JSON; quick replies hang on the last, where LINE shows them."""
    messages: list[TextMessage | FlexMessage] = [
        TextMessage(text=_cut_units(text, TEXT_UNITS)) for text in reply.texts
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
    items = [QuickReplyItem(action=_action(button, LABEL)) for button in buttons[:BUTTONS]]
    return QuickReply(items=items) if items else None


def _action(button: Button, label: int) -> MessageAction:
    text = shorten(button.label or button.says, label)
    return MessageAction(label=text, text=button.says[:SAYS])


def _flex(card: Card) -> FlexMessage:
    """Return *card* as a bubble of tappable rows; what it says is all in the alternative text."""
    head = [_text(card.title, weight="bold", size="lg")] if card.title else []
    head += [_text(card.text)] if card.text else []
    note = [_text(card.note, size="sm", color=GREY)] if card.note else []
    rows = [_row(button) for button in card.choices]
    body = FlexBox(layout="vertical", spacing="md", contents=[*head, *rows, *note])
    listed = [f"• {button.label or button.says}" for button in card.choices]
    alt = "\n".join(part for part in (card.title, card.text, *listed, card.note) if part)
    return FlexMessage(alt_text=_cut_units(alt, ALT_UNITS), contents=FlexBubble(body=body))


def _row(button: Button) -> FlexBox:
    return FlexBox(
        layout="vertical",
        contents=[_text(button.label or button.says, color=GREEN)],
        background_color=TINT,
        corner_radius="8px",
        padding_all="12px",
        action=_action(button, FLEX_LABEL),
    )


def _text(text: str, **style: str) -> FlexText:
    return FlexText(text=text, wrap=True, scaling=True, **style)


def shorten(text: str, limit: int) -> str:
    """Cut *text* to *limit* code points after a whole word, or else after a whole cluster.

    A cluster is a letter with its vowels and tone marks: none is ever torn off.
    """
    if len(text) <= limit:
        return text
    clusters = regex.findall(r"\X", text)
    after_word, after_cluster = _begin(cut(text), limit - 1), _begin(clusters, limit - 1)
    whole = len(after_word) in accumulate(map(len, clusters))  # a word may end inside a cluster
    after_word = after_word.rstrip()
    return f"{after_word if whole and len(after_word) > limit // 2 else after_cluster}…"


def _begin(pieces: list[str], limit: int) -> str:
    """Return as many of the first *pieces* as fit into *limit* code points."""
    kept = ""
    for piece in pieces:
        if len(kept) + len(piece) > limit:
            break
        kept += piece
    return kept


def _cut_units(text: str, limit: int) -> str:
    """Cut *text* to *limit* UTF-16 units; documents stay far below, a last guard."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= limit:
        return text
    return shorten(text, limit // 2)
