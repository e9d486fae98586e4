"""The names and sizes that LINE knows in Flex messages, by property.

Source: https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.line.limits.measures import Problem, Problems

_PIXELS = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_SPACE = f"none|xs|sm|md|lg|xl|xxl|{_PIXELS}"
_FONT = f"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|{_PIXELS}"
_COLOR = r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?"
_ROOM = f"{_PIXELS}|{_PERCENT}"
_RATIO = r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)"
_EVERYWHERE = {
    **dict.fromkeys(("margin", "spacing", "cornerRadius"), _SPACE),
    **dict.fromkeys(
        ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"),
        f"{_SPACE}|{_PERCENT}",
    ),
    **dict.fromkeys(
        ("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), f"-?({_SPACE}|{_PERCENT})"
    ),
    **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _ROOM),
    **dict.fromkeys(("color", "backgroundColor", "borderColor", "separatorColor"), _COLOR),
    **dict.fromkeys(("startColor", "endColor", "centerColor"), _COLOR),
    "adjustMode": "shrink-to-fit",
    "align": "start|end|center",
    "alignItems": "center|flex-start|flex-end",
    "angle": r"([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])(\.\d+)?deg",
    "aspectMode": "fit|cover",
    "aspectRatio": _RATIO,
    "borderWidth": f"none|light|normal|medium|semi-bold|bold|{_PIXELS}",
    "centerPosition": r"(100|\d{1,2}(\.\d+)?)%",
    "decoration": "none|underline|line-through",
    "direction": "ltr|rtl",
    "gravity": "top|bottom|center",
    "justifyContent": "center|flex-start|flex-end|space-between|space-around|space-evenly",
    "layout": "horizontal|vertical|baseline",
    "lineSpacing": _PIXELS,
    "position": "relative|absolute",
    "weight": "regular|bold",
}
_BY_KIND: Mapping[str, Mapping[str, str]] = {
    "bubble": {"size": "nano|micro|deca|hecto|kilo|mega|giga"},
    "button": {"height": "sm|md", "style": "primary|secondary|link"},
    "icon": {"size": _FONT},
    "image": {"size": f"full|{_FONT}|{_PERCENT}"},
    "span": {"size": _FONT, "style": "normal|italic"},
    "text": {"size": _FONT, "style": "normal|italic"},
}


def check_styles(component: Mapping[str, Any], at: str, kind: str = "") -> Problems:
    """Every size, colour and name of *component* is one LINE knows for its *kind*."""
    known = {**_EVERYWHERE, **_BY_KIND.get(kind, {})}
    for key, value in component.items():
        if key in known and value is not None and not _fits(known[key], value):
            yield Problem(f"{at}.{key}", f"Must match {known[key]}")
    yield from _ratio(component.get("aspectRatio"), f"{at}.aspectRatio")


def check_required(component: Mapping[str, Any], at: str, keys: Iterable[str]) -> Problems:
    """None of *keys* is left out."""
    for key in keys:
        if component.get(key) is None:
            yield Problem(f"{at}.{key}", "May not be empty")


def _fits(form: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _ratio(value: object, at: str) -> Problems:
    """Either side is 1 to 100,000, and the height at most three times the width."""
    sides = re.fullmatch(_RATIO, value) if isinstance(value, str) else None
    if sides is None:
        return
    width, height = map(float, sides.groups())
    if not (1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width):
        yield Problem(at, "Sides must be 1 to 100000, the height at most 3 times the width")
