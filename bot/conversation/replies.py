"""What the bot says back, in no channel's words."""

from dataclasses import dataclass

from bot.conversation.acts import Act
from bot.conversation.conversation import Conversation


@dataclass(frozen=True)
class Button:
    """Something to tap that says *says*; it shows *label*, or as much of *says* as fits.

    With *data* the tap comes back as a Selection of it and the chat shows *says*; with *share*
    nothing comes back: the person passes these words on to somebody else. *link* opens an
    address (https:, http: or tel:).
    """

    says: str
    label: str = ""
    data: str = ""
    share: str = ""
    link: str = ""


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

    @property
    def words(self) -> str:
        """All that is to be read on it, as plain text."""
        sections = ("\n".join((part.title, *part.lines)) for part in self.sections)
        return "\n\n".join(filter(None, (self.title, self.text, *sections, self.note)))


@dataclass(frozen=True)
class Reply:
    """Bubbles of text or one card, then things to tap.

    *decision* tells why this was said (answered, unknown, small_talk, …);
    *entry* is the id of the entry that answered; *confidence* is that of the
    Finding (0 where nothing was looked for). *conversation*: what is to be remembered
    from now on; None: as before. *more*: cards beside *card*, to swipe to. *edition*: that of
    the entry's words. *acts*: what is to be done beside.
    """

    texts: tuple[str, ...]
    decision: str
    buttons: tuple[Button, ...] = ()
    entry: str = ""
    confidence: float = 0.0
    card: Card | None = None
    conversation: Conversation | None = None
    more: tuple[Card, ...] = ()
    edition: str = ""
    acts: tuple[Act, ...] = ()
