"""What a drawing of a flow shows, read back from its SVG."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from indexer.flows.drawing.layout import Rect

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Thing:
    """A rectangle of *kind* (box, label, key, heading) with its text, without the space in it."""

    kind: str
    text: str
    rect: Rect
    ground: str


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def things(svg: str) -> list[Thing]:
    return [
        Thing(group.get("class", ""), _text(group), _rect(frame), frame.get("fill", ""))
        for group in ET.fromstring(svg).iter(f"{SVG}g")  # noqa: S314 (our own drawing)
        for frame in group.findall(f"{SVG}rect")
    ]


def heading(svg: str) -> str:
    return next(thing.text for thing in things(svg) if thing.kind == "heading")


def page(svg: str) -> Rect:
    """Return the sheet."""
    view = ET.fromstring(svg).get("viewBox", "")  # noqa: S314 (our own drawing)
    return Rect(*map(float, view.split()))


def _text(group: ET.Element) -> str:
    return plain("".join(text.text or "" for text in group.findall(f"{SVG}text")))


def _rect(frame: ET.Element) -> Rect:
    return Rect(*(float(frame.get(name, "nan")) for name in ("x", "y", "width", "height")))
