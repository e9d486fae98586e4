"""What the bot says back, in no channel's words."""

from dataclasses import dataclass

from bot.conversation.conversation import Conversation


@dataclass(frozen=True)
class Button:
    """Something to tap that says *says*; it shows *label*, or as much of *says* as fits.

    With *data* the tap comes back as a Selection of it and the chat shows *says*; with *share*
    nothing comes back: the person passes these words on to somebody else.
    """

    says: str
    label: str = ""
    data: str = ""
    share: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a Card: a small heading over *lines*."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """*title* and *text* above, *sections* to read, *choices* to tap in full, a small *note*."""

    choices: tuple[Button, ...] = ()
    title: str = ""
    text: str = ""
    note: str = ""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Reply:
    """Bubbles of text or one card, then things to tap.

    *decision* tells why this was said (answered, unknown, small_talk, …);
    *entry* is the id of the entry that answered; *confidence* is that of the
    Finding (0 where nothing was looked for). *conversation*: what is to be remembered
    from now on; None: as before.
    """

    texts: tuple[str, ...]
    decision: str
    buttons: tuple[Button, ...] = ()
    entry: str = ""
    confidence: float = 0.0
    card: Card | None = None
    conversation: Conversation | None = None
