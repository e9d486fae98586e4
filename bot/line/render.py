"""Reply to LINE message objects, within LINE's limits."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from linebot.v3.messaging import FlexMessage, QuickReply, QuickReplyItem, TextMessage

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.actions import caption, in_words, to_action
from bot.line.flex import to_flex
from bot.line.limits.measures import utf16_units
from bot.line.limits.numbers import ALT_TEXT, LABEL, MESSAGES, QUICK_REPLIES
from bot.line.plain import bubbles
from bot.line.shorten import mended, shorten


def render(reply: Reply) -> list[dict[str, Any]]:
    """Return the message objects as JSON; quick replies hang on the last, where LINE shows them.

    All words are cut to LINE's limits; what cannot be cut, as the data of a button or a whole
    card, may still be too much, and a Reply without words gives an empty text: see ``lint``.
    """
    texts = bubbles(reply.texts, MESSAGES - bool(reply.card))
    messages: list[TextMessage | FlexMessage] = [TextMessage(text=text) for text in texts]
    if reply.card:
        messages.append(_flex([*map(_mended, (reply.card, *reply.more))]))
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


def _flex(cards: Sequence[Card]) -> FlexMessage:
    return FlexMessage(alt_text=_alternative(*cards), contents=to_flex(cards))


def _alternative(card: Card, *others: Card) -> str:
    """Return all of *card* as plain text, for notifications, the list of chats and old devices.

    What is only to be tapped comes after it, then the *others*, to be cut first.
    """
    sections = [(section.title, *section.lines) for section in card.sections]
    typed = [f"• {words}" for button in card.choices if (words := _typed(button))]
    blocks = [(card.title, card.text), *sections, (card.note,), typed]
    blocks += [(other.title, other.text) for other in others]
    parts = ["\n".join(filter(None, block)) for block in blocks]
    return shorten("\n\n".join(filter(None, parts)), ALT_TEXT, utf16_units)


def _typed(button: Button) -> str:
    """Return what *button* does in words; sharing cannot be typed."""
    if button.link:
        return in_words(caption(button), button.link)
    return "" if button.share else caption(button)
