"""Flex messages that LINE would take, and those it would not."""

import json
from typing import Any

import pytest

from bot.line.limits.linter import lint
from tests.bot.line.parts import a_bubble, a_card, a_choice

PICTURE = "https://a.example/a.png"
WORDS = {"type": "text", "text": "x"}
IMAGE = {"type": "image", "url": PICTURE}
VIDEO = {"type": "video", "url": "https://a.example/a.mp4", "previewUrl": PICTURE}
FIRST = "body.contents[0]"


def a_box(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def flex(contents: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "flex", "altText": "การ์ด", "contents": contents}]


def a_carousel(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return {"type": "carousel", "contents": list(bubbles)}


def of_bytes(holder: dict[str, Any], text: dict[str, Any], size: int) -> dict[str, Any]:
    """Fill *text*, somewhere in *holder*, until that weighs *size* bytes."""
    text["text"] = "x"
    text["text"] += "x" * (size - len(json.dumps(holder)))
    return holder


def carousel_of_bytes(size: int) -> dict[str, Any]:
    text = dict(WORDS)
    half = of_bytes(a_bubble(other := dict(WORDS)), other, 25_000)
    return of_bytes(a_carousel(half, a_bubble(text)), text, size)


def bubble_of_bytes(size: int) -> dict[str, Any]:
    text = dict(WORDS)
    return of_bytes(a_bubble(text), text, size)


GOOD = {
    "12 bubbles": a_carousel(*[a_bubble(WORDS)] * 12),
    "bubble of 30 KB": bubble_of_bytes(30_000),
    "carousel of 50 KB": carousel_of_bytes(50_000),
    "picture above": a_bubble(WORDS, hero=IMAGE),
    "video above": a_bubble(WORDS, hero={**VIDEO, "altContent": IMAGE}, size="giga"),
    "a footer alone": {"type": "bubble", "footer": a_box(WORDS)},
    "spans in the place of words": a_bubble(
        {"type": "text", "contents": [{"type": "span", "text": "x", "size": "xxl"}]}
    ),
    "icon in a line": a_bubble(a_box({"type": "icon", "url": PICTURE}, layout="baseline")),
    "box of nothing": a_bubble(a_box(width="30px", height="50%")),
    "sizes": a_bubble(
        {**WORDS, "size": "23.5px", "margin": "lg", "lineSpacing": "3px", "color": "#0B5D2EFF"},
        {**IMAGE, "size": "full", "aspectRatio": "1:3", "aspectMode": "cover"},
        a_box(WORDS, paddingAll="12px", cornerRadius="8px", borderWidth="semi-bold"),
        {"type": "separator", "margin": "none"},
    ),
    "colours between": a_bubble(
        a_box(
            background={
                "type": "linearGradient",
                "angle": "359.5deg",
                "startColor": "#000000",
                "endColor": "#ffffff",
            }
        )
    ),
    "10 that move": a_bubble(*[{**IMAGE, "animated": True}] * 10),
}
BAD = {
    "no such container": ({"type": "balloon"}, "type"),
    "13 bubbles": (a_carousel(*[a_bubble(WORDS)] * 13), "contents"),
    "no bubbles": (a_carousel(), "contents"),
    "bubbles of two sizes": (a_carousel(a_bubble(WORDS), a_bubble(WORDS, size="kilo")), "contents"),
    "carousel in a carousel": (
        a_carousel({**a_bubble(WORDS), "type": "carousel"}),
        "contents[0].type",
    ),
    "bubble over 30 KB": (bubble_of_bytes(30_001), ""),
    "Thai over 30 KB": (a_bubble({**WORDS, "text": "ก" * 5000}), ""),
    "carousel over 50 KB": (carousel_of_bytes(50_001), ""),
    "empty bubble": ({"type": "bubble"}, ""),
    "no such bubble": (a_bubble(WORDS, size="tera"), "size"),
    "a body that is no box": ({"type": "bubble", "body": WORDS}, "body.type"),
    "video in a carousel": (
        a_carousel(a_bubble(hero={**VIDEO, "altContent": IMAGE})),
        "contents[0].hero.type",
    ),
    "video in a small bubble": (a_bubble(hero=VIDEO, size="micro"), "hero.type"),
    "video with nothing instead": (a_bubble(hero=VIDEO), "hero.altContent.type"),
    "video in a body": (a_bubble(VIDEO), f"{FIRST}.type"),
    "tap on a video": (
        a_bubble(hero={**VIDEO, "altContent": IMAGE, "action": a_choice()}),
        "hero.action.type",
    ),
    "no such layout": (a_bubble(a_box(layout="diagonal")), f"{FIRST}.layout"),
    "no layout": (a_bubble({"type": "box", "contents": []}), f"{FIRST}.layout"),
    "no contents": (a_bubble({"type": "box", "layout": "vertical"}), f"{FIRST}.contents"),
    "box in a line": (a_bubble(a_box(a_box(), layout="baseline")), f"{FIRST}.contents[0].type"),
    "icon in a column": (a_bubble({"type": "icon", "url": PICTURE}), f"{FIRST}.type"),
    "span in a column": (a_bubble({"type": "span", "text": "x"}), f"{FIRST}.type"),
    "text in a text": (
        a_bubble({"type": "text", "contents": [WORDS]}),
        f"{FIRST}.contents[0].type",
    ),
    "empty text": (a_bubble({"type": "text", "text": ""}), f"{FIRST}.text"),
    "text of what nobody sees": (a_bubble({"type": "text", "text": "\u200b"}), f"{FIRST}.text"),
    "text of no such size": (a_bubble({**WORDS, "size": "50%"}), f"{FIRST}.size"),
    "text of no such style": (a_bubble({**WORDS, "style": "primary"}), f"{FIRST}.style"),
    "colour by name": (a_bubble({**WORDS, "color": "green"}), f"{FIRST}.color"),
    "no such margin": (a_bubble({**WORDS, "margin": "huge"}), f"{FIRST}.margin"),
    "button of no label": (
        a_bubble({"type": "button", "action": {"type": "message", "text": "x"}}),
        f"{FIRST}.action.label",
    ),
    "picture over http": (a_bubble({**IMAGE, "url": "http://a.example"}), f"{FIRST}.url"),
    "picture of 2,001": (a_bubble({**IMAGE, "url": PICTURE.ljust(2001, "a")}), f"{FIRST}.url"),
    "picture too high": (a_bubble({**IMAGE, "aspectRatio": "1:3.01"}), f"{FIRST}.aspectRatio"),
    "tap on a picture": (a_bubble({**IMAGE, "action": {"type": "x"}}), f"{FIRST}.action.type"),
    "half a background": (
        a_bubble(a_box(background={"type": "linearGradient", "angle": "360deg"})),
        f"{FIRST}.background.angle",
    ),
    "style by name": (
        a_bubble(WORDS, styles={"body": {"separatorColor": "red"}}),
        "styles.body.separatorColor",
    ),
    "11 that move": (a_bubble(*[{**IMAGE, "animated": True}] * 11), ""),
}


@pytest.mark.parametrize("contents", GOOD.values(), ids=GOOD)
def test_good_flex(contents: dict[str, Any]) -> None:
    """Nothing is said against what LINE would take."""
    assert lint(flex(contents)) == []


@pytest.mark.parametrize(("contents", "where"), BAD.values(), ids=BAD)
def test_bad_flex(contents: dict[str, Any], where: str) -> None:
    """The part that is wrong is named."""
    path = f"messages[0].contents.{where}".rstrip(".")

    assert path in [problem.path for problem in lint(flex(contents))]


def test_nothing_else_is_named() -> None:
    """One slip in a card full of parts is one problem."""
    parts = [a_box(WORDS, IMAGE, action=a_choice()), {**WORDS, "weight": "heavy"}]

    (problem,) = lint([a_card(*parts)])

    assert problem.path == "messages[0].contents.body.contents[1].weight"
