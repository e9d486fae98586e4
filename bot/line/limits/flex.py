"""Finds what LINE would refuse in Flex messages: bubbles, carousels and what is in them.

Source: https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.line.limits.actions import check_action
from bot.line.limits.measures import (
    Check,
    Problem,
    Problems,
    as_list,
    as_object,
    check_choice,
    check_https,
    check_size,
    check_weight,
    check_words,
    is_blank,
)
from bot.line.limits.numbers import (
    ALT_TEXT,
    ANIMATED,
    BUBBLE_BYTES,
    BUBBLES,
    CAROUSEL_BYTES,
    FLEX_LABEL,
)
from bot.line.limits.styles import check_required, check_styles

WITH_VIDEO = ("kilo", "mega", "giga")  # the sizes of a bubble that can hold one
_BLOCKS = {"header": ("box",), "hero": ("box", "image"), "body": ("box",), "footer": ("box",)}
_IN_LINE = ("icon", "text", "filler")
_IN_BOX = ("box", "button", "image", "text", "separator", "filler")


def check_flex(message: Mapping[str, Any], at: str) -> Problems:
    """A message of type flex."""
    yield from check_words(message.get("altText"), f"{at}.altText", ALT_TEXT)
    contents = as_object(message.get("contents"))
    kind = str(contents.get("type"))
    yield from check_choice(kind, f"{at}.contents.type", _CONTAINERS)
    if kind in _CONTAINERS:
        yield from _CONTAINERS[kind](contents, f"{at}.contents")
    if sum(part.get("animated") is True for part in _parts(contents)) > ANIMATED:
        yield Problem(f"{at}.contents", f"At most {ANIMATED} animated images")


def _carousel(carousel: Mapping[str, Any], at: str) -> Problems:
    bubbles = [as_object(bubble) for bubble in as_list(carousel.get("contents"))]
    yield from check_size(bubbles, f"{at}.contents", 1, BUBBLES)
    yield from check_weight(carousel, at, CAROUSEL_BYTES)
    if len({str(bubble.get("size", "mega")) for bubble in bubbles}) > 1:
        yield Problem(f"{at}.contents", "All bubbles must have the same size")
    for i, bubble in enumerate(bubbles):
        yield from check_choice(bubble.get("type"), f"{at}.contents[{i}].type", ("bubble",))
        yield from _blocks(bubble, f"{at}.contents[{i}]", _BLOCKS)


def _bubble(bubble: Mapping[str, Any], at: str) -> Problems:
    large = bubble.get("size", "mega") in WITH_VIDEO
    hero = (*_BLOCKS["hero"], "video") if large else _BLOCKS["hero"]
    yield from _blocks(bubble, at, {**_BLOCKS, "hero": hero})


def _blocks(bubble: Mapping[str, Any], at: str, allowed: Mapping[str, tuple[str, ...]]) -> Problems:
    yield from check_weight(bubble, at, BUBBLE_BYTES)
    yield from check_styles(bubble, at, "bubble")
    yield from _tap(bubble, at)
    blocks = {name: as_object(bubble[name]) for name in allowed if bubble.get(name) is not None}
    if not blocks:
        yield Problem(at, "Must have a header, hero, body or footer")
    for name, block in blocks.items():
        yield from check_styles(_style(bubble, name), f"{at}.styles.{name}")
        yield from _component(block, f"{at}.{name}", allowed[name])


def _style(bubble: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    return as_object(as_object(bubble.get("styles")).get(block))


def _component(component: Mapping[str, Any], at: str, allowed: tuple[str, ...]) -> Problems:
    kind = str(component.get("type"))
    yield from check_choice(kind, f"{at}.type", allowed)
    if kind in allowed:
        yield from check_styles(component, at, kind)
        yield from _COMPONENTS[kind](component, at)


def _box(box: Mapping[str, Any], at: str) -> Problems:
    yield from check_required(box, at, ("layout", "contents"))
    yield from _tap(box, at)
    inside = _IN_LINE if box.get("layout") == "baseline" else _IN_BOX
    for i, child in enumerate(as_list(box.get("contents"))):
        yield from _component(as_object(child), f"{at}.contents[{i}]", inside)
    if box.get("background") is not None:
        yield from _background(as_object(box["background"]), f"{at}.background")


def _background(background: Mapping[str, Any], at: str) -> Problems:
    yield from check_choice(background.get("type"), f"{at}.type", ("linearGradient",))
    yield from check_required(background, at, ("angle", "startColor", "endColor"))
    yield from check_styles(background, at)


def _button(button: Mapping[str, Any], at: str) -> Problems:
    yield from check_action(button.get("action"), f"{at}.action", FLEX_LABEL)


def _image(image: Mapping[str, Any], at: str) -> Problems:
    yield from check_https(image.get("url"), f"{at}.url")
    yield from _tap(image, at)


def _video(video: Mapping[str, Any], at: str) -> Problems:
    for key in ("url", "previewUrl"):
        yield from check_https(video.get(key), f"{at}.{key}")
    yield from _component(as_object(video.get("altContent")), f"{at}.altContent", ("box", "image"))
    if video.get("action") is not None:
        yield from check_choice(
            as_object(video["action"]).get("type"), f"{at}.action.type", ("uri",)
        )
        yield from _tap(video, at)


def _text(text: Mapping[str, Any], at: str) -> Problems:
    yield from _tap(text, at)
    words = text.get("text")
    spans = [as_object(span) for span in as_list(text.get("contents"))]
    for i, span in enumerate(spans):
        yield from _component(span, f"{at}.contents[{i}]", ("span",))
    if not spans and (not isinstance(words, str) or is_blank(words)):
        yield Problem(f"{at}.text", "must be non-empty text")


def _nothing(_: Mapping[str, Any], __: str) -> Problems:
    yield from ()


def _tap(holder: Mapping[str, Any], at: str) -> Problems:
    """What is done on a tap, where there is anything: its label is only read aloud."""
    if holder.get("action") is not None:
        yield from check_action(holder["action"], f"{at}.action", FLEX_LABEL, labelled=False)


def _parts(component: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield *component* and every object within."""
    yield component
    for value in component.values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict):
                yield from _parts(child)


_CONTAINERS: Mapping[str, Check] = {"bubble": _bubble, "carousel": _carousel}
_COMPONENTS: Mapping[str, Check] = {
    "box": _box,
    "button": _button,
    "image": _image,
    "video": _video,
    "icon": lambda icon, at: check_https(icon.get("url"), f"{at}.url"),
    "text": _text,
    "span": _nothing,
    "separator": _nothing,
    "filler": _nothing,
}
