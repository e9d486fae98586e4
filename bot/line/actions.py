"""Buttons as LINE's actions: what a tap says, sends back or opens."""

from urllib.parse import quote

from linebot.v3.messaging import MessageAction, PostbackAction, URIAction

from bot.conversation.replies import Button
from bot.line.limits.numbers import SAID, URI
from bot.line.shorten import mended, shorten, untorn

# Opens the list of friends and groups to send to; on phones only, a computer shows LINE's page.
# developers.line.biz/en/docs/line-login/using-line-url-scheme/#sending-text-messages
SHARE = "https://line.me/R/share?text="


def to_action(button: Button, label: int) -> MessageAction | PostbackAction | URIAction:
    """Return what a tap on *button* does, shown in at most *label* code points.

    Data and links are never cut, as they would mean something else: where there is too much the
    linter says so.
    """
    shown = shorten(caption(button), label)
    if button.link:
        return URIAction(label=shown, uri=button.link)
    if button.share:
        return URIAction(label=shown, uri=_share(button.share))
    says = shorten(button.says, SAID)
    if button.data:
        # Constructed: made as usual it would raise for long data, and take the answer with it.
        return PostbackAction.construct(
            type="postback", label=shown, data=button.data, display_text=says or None
        )
    return MessageAction(label=shown, text=says)


def caption(button: Button) -> str:
    """Return all that *button* shows: its label, or what it says."""
    return untorn(mended(button.label) or mended(button.says))


def in_words(label: str, address: str) -> str:
    """Return what opens *address* for who cannot tap; "" for what only a tap can do.

    A label that spells the telephone number ("โทร 0 2549 4682") has said it already.
    """
    if address.startswith(SHARE):
        return ""
    number = address.removeprefix("tel:")
    spelt = "".join(filter(str.isdigit, label)) == number
    return label if spelt else f"{label}: {number}"


def _share(words: str) -> str:
    """Return the address that passes *words* on; encoded, a Thai letter takes 9 of the 1,000."""
    fitting = shorten(words, URI - len(SHARE), lambda part: len(_encode(part)))
    return SHARE + _encode(fitting)


def _encode(words: str) -> str:
    """Percent-encode all of *words*: of a + LINE would make no space again."""
    return quote(words, safe="", errors="replace")
