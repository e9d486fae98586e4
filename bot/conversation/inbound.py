"""What a person typed, pressed, sent or did, in no channel's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Typed or dictated words; *aside*: said in a group, and not to us as far as LINE tells."""

    text: str
    aside: bool = False


@dataclass(frozen=True)
class Selection:
    """A button pressed, perhaps an old one; *data* is the Button's own, or not ours at all."""

    data: str


@dataclass(frozen=True)
class Sent:
    """Something that is not text: sticker, image, video, audio, file, location or other.

    *words*: what LINE says a sticker means.
    """

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrived:
    """The chat begins: welcome, welcome_back or joined."""

    kind: str


Inbound = Text | Selection | Sent | Arrived
