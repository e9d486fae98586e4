"""What a person typed, pressed, sent or did, in no channel's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Typed or dictated words."""

    text: str


@dataclass(frozen=True)
class Selection:
    """A button pressed, perhaps an old one; *data* is the Button's own, or not ours at all."""

    data: str


@dataclass(frozen=True)
class Sent:
    """Something that is not text: sticker, image, video, audio, file, location or other."""

    kind: str


@dataclass(frozen=True)
class Arrived:
    """The chat begins: welcome, welcome_back or joined."""

    kind: str


Inbound = Text | Selection | Sent | Arrived
