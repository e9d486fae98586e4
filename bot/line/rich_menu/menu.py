"""What the rich menu is: four areas, their picture, a name that tells editions apart."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from linebot.v3.messaging import (
    MessageAction,
    PostbackAction,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuSize,
    URIAction,
)

from bot.conversation.guide.guide import OPEN
from bot.conversation.guide.taps import Tap
from bot.conversation.replies import Button
from bot.line.actions import to_action
from indexer.menu_words import AREAS, LABEL, MenuWords
from indexer.wording import Wording

WIDTH, HEIGHT = 2500, 1686
PICTURE = Path(__file__).with_name("menu.png")
OURS = "technology-clinic-line-bot/"  # begins the names of our menus; LINE shows them to nobody
COUPON = "coupon"  # the flow that an area opens


class NoMenuError(Exception):
    """The wording has no rich menu. Read by whoever deploys."""


@dataclass(frozen=True)
class Menu:
    """The object that LINE is told, and the PNG. Its name changes with any part of either."""

    request: RichMenuRequest
    picture: bytes

    @property
    def name(self) -> str:
        return str(self.request.name)


def build_menu(wording: Wording, picture: bytes) -> Menu:
    """Return the menu in the words of *wording*; raises NoMenuError where it has none."""
    words = wording.rich_menu
    if words is None:
        raise NoMenuError("wording.yaml has no rich_menu: add it, check it, and build the index")
    request = RichMenuRequest(
        size=RichMenuSize(width=WIDTH, height=HEIGHT),
        selected=True,  # open when the chat is: who does not type finds something to tap
        name=OURS,
        chat_bar_text=words.bar,
        areas=_areas(words, wording["areas"]),
    )
    request.name += _fingerprint(request, picture)
    return Menu(request, picture)


def _areas(words: MenuWords, topics: str) -> list[RichMenuArea]:
    """Return the areas, two in a row, as menu.html draws them."""
    width, height = WIDTH // 2, HEIGHT // 2
    places = [(x, y) for y in (0, height) for x in (0, width)]
    return [
        RichMenuArea(
            bounds=RichMenuBounds(x=x, y=y, width=width, height=height),
            action=_action(name, words, topics),
        )
        for name, (x, y) in zip(AREAS, places, strict=True)
    ]


def _action(name: str, words: MenuWords, topics: str) -> MessageAction | PostbackAction | URIAction:
    """Return what a tap does: it says something for the person, as if they had typed it.

    So it does for ``ask``: a postback could open the keyboard, but only in a newer LINE, while
    words are answered whatever the phone, and with examples that can be tapped.
    """
    label = words.areas[name].label
    says = topics if name == "topics" else words.areas[name].says
    data = Tap(COUPON, "", "", OPEN).to_data() if name == "coupon" else ""
    return to_action(Button(says, label=label, data=data), LABEL)


def _fingerprint(request: RichMenuRequest, picture: bytes) -> str:
    told = json.dumps(request.to_dict(), sort_keys=True).encode()
    return hashlib.sha256(told + picture).hexdigest()[:16]
