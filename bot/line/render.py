"""Reply to LINE message objects, within LINE's limits."""

from itertools import accumulate
from typing import Any

import regex
from linebot.v3.messaging import MessageAction, QuickReply, QuickReplyItem, TextMessage

from bot.conversation.replies import Button, Reply
from indexer.lexical import cut

# developers.line.biz/en/reference/messaging-api: text, quick reply, label, message action.
TEXT_UNITS = 5000  # UTF-16 units
BUTTONS = 13
LABEL = 20  # counted in code points, which is safe under every reading of LINE's rule
SAYS = 300
BUBBLES = 5


def render(reply: Reply) -> list[dict[str, Any]]:
    """Return the message objects as JSON; quick replies hang on the last, where LINE shows them."""
    texts = [_cut_units(text) for text in reply.texts[:BUBBLES]]
    last = len(texts) - 1
    messages = [
        TextMessage(text=text, quickReply=_quick_reply(reply.buttons) if i == last else None)
        for i, text in enumerate(texts)
    ]
    return [message.to_dict() for message in messages]


def plain(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the same words as bare text: what is left when LINE refuses the rest."""
    return [
        TextMessage(text=str(message.get("text") or message.get("altText") or "…")).to_dict()
        for message in messages
    ]


def _quick_reply(buttons: tuple[Button, ...]) -> QuickReply | None:
    items = [
        QuickReplyItem(
            action=MessageAction(
                label=shorten(button.label or button.says, LABEL), text=button.says[:SAYS]
            )
        )
        for button in buttons[:BUTTONS]
    ]
    return QuickReply(items=items) if items else None


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


def _cut_units(text: str) -> str:
    """Cut *text* to LINE's 5,000 UTF-16 units; documents stay far below, a last guard."""
    if len(text.encode("utf-16-le")) // 2 <= TEXT_UNITS:
        return text
    return shorten(text, TEXT_UNITS // 2)
