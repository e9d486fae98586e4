"""What the bot says back, in no channel's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """Something to tap that says *says*; it shows *label*, or as much of *says* as fits."""

    says: str
    label: str = ""


@dataclass(frozen=True)
class Card:
    """A list to choose from: *title* or *text* above, *choices* in full, a small *note* below."""

    choices: tuple[Button, ...]
    title: str = ""
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Reply:
    """Bubbles of text or one card, then things to tap.

    *decision* tells why this was said (answered, unknown, small_talk, …);
    *entry* is the id of the entry that answered; *confidence* is that of the
    Finding (0 where nothing was looked for).
    """

    texts: tuple[str, ...]
    decision: str
    buttons: tuple[Button, ...] = ()
    entry: str = ""
    confidence: float = 0.0
    card: Card | None = None
