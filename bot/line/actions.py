"""Buttons as LINE's actions: what a tap says, sends back or opens."""

from urllib.parse import quote

from linebot.v3.messaging import MessageAction, PostbackAction, URIAction

from bot.conversation.replies import Button
from bot.line.shorten import shorten, utf16_units

# developers.line.biz/en/reference/messaging-api/#action-objects
SAYS = 300  # of message and postback; in code points, which is safe under every reading
DATA = 300  # UTF-16 units
URI = 1000
# Opens the list of friends and groups to send to; on phones only, a computer shows LINE's page.
# developers.line.biz/en/docs/line-login/using-line-url-scheme/#sending-text-messages
SHARE = "https://line.me/R/share?text="


def to_action(button: Button, label: int) -> MessageAction | PostbackAction | URIAction:
    """Return what a tap on *button* does, shown in at most *label* code points.

    Raises ValueError for data that LINE would refuse: cut, it would mean something else.
    """
    shown = shorten(button.label or button.says, label)
    if button.share:
        return URIAction(label=shown, uri=_share(button.share))
    if button.data:
        says = shorten(button.says, SAYS)
        return PostbackAction(label=shown, data=_whole(button.data), display_text=says or None)
    return MessageAction(label=shown, text=button.says[:SAYS])


def _whole(data: str) -> str:
    if utf16_units(data) > DATA:
        raise ValueError(f"the data of a button is {utf16_units(data)} units, LINE takes {DATA}")
    return data


def _share(words: str) -> str:
    """Return the address that passes *words* on; encoded, a Thai letter takes 9 of the 1,000."""
    fitting = shorten(words, URI - len(SHARE), lambda part: len(_encode(part)))
    return SHARE + _encode(fitting)


def _encode(words: str) -> str:
    """Percent-encode all of *words*: of a + LINE would make no space again."""
    return quote(words, safe="", errors="replace")
