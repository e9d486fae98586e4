"""The second count of LINE's limits notices what it is there to notice."""

from typing import Any

import pytest

from tests.line_limits import breaches

SHARE = "https://line.me/R/share?text="


def in_quick_reply(action: dict[str, Any]) -> list[dict[str, Any]]:
    items = [{"type": "action", "action": {"label": "เลือก", **action}}]
    return [{"type": "text", "text": "ตอบ", "quickReply": {"items": items}}]


def in_row(action: dict[str, Any]) -> list[dict[str, Any]]:
    text = {"type": "text", "text": "เลือก", "wrap": True}
    row = {"type": "box", "contents": [text], "action": {"label": "เลือก", **action}}
    body = {"type": "box", "contents": [row]}
    return [{"type": "flex", "altText": "เลือก", "contents": {"type": "bubble", "body": body}}]


PLACES = pytest.mark.parametrize("place", [in_quick_reply, in_row])


@PLACES
@pytest.mark.parametrize(
    "action",
    [
        {"type": "message", "text": "ก" * 300},
        {"type": "postback", "data": "🌱" * 150, "displayText": "ก" * 300},
        {"type": "postback", "data": "x"},
        {"type": "uri", "uri": SHARE + "a" * (1000 - len(SHARE))},
        {"type": "uri", "uri": SHARE + "%E0%B8%81%20b"},
        {"type": "uri", "uri": "tel:0254931234"},
    ],
)
def test_what_line_takes(place: Any, action: dict[str, Any]) -> None:
    """The last that LINE allows is not complained of."""
    assert breaches(place(action)) == []


@PLACES
@pytest.mark.parametrize(
    "action",
    [
        {"type": "message", "text": "ก" * 301},
        {"type": "message"},
        {"type": "postback", "data": "🌱" * 150 + "x"},
        {"type": "postback", "data": ""},
        {"type": "postback"},
        {"type": "postback", "data": "x", "displayText": "ก" * 301},
        {"type": "postback", "data": "x", "displayText": ""},
        {"type": "postback", "data": "x", "label": "ก" * 41},
        {"type": "uri", "uri": SHARE + "a" * (1001 - len(SHARE))},
        {"type": "uri", "uri": SHARE + "ก"},
        {"type": "uri", "uri": SHARE + "a b"},
        {"type": "uri", "uri": SHARE + "100%"},
        {"type": "uri", "uri": "javascript:alert(1)"},
        {"type": "uri"},
        {"type": "hologram"},
        {},
    ],
)
def test_what_line_refuses(place: Any, action: dict[str, Any]) -> None:
    """The first that LINE does not allow is, and nothing else."""
    assert len(breaches(place(action))) == 1


def test_a_box_of_nothing() -> None:
    """A box without contents shows nothing and is a slip of ours."""
    body = {"type": "box", "contents": []}
    card = {"type": "flex", "altText": "x", "contents": {"type": "bubble", "body": body}}

    assert len(breaches([card])) == 1


def test_half_an_emoji() -> None:
    """A lone surrogate is noticed wherever it stands, and two that belong together are one sign."""
    halves = [in_quick_reply({"type": "postback", "data": half}) for half in ("\ud83c", "\udf3e")]

    assert [len(breaches(each)) for each in halves] == [1, 1]
    assert breaches(in_quick_reply({"type": "postback", "data": "\ud83c\udf3e"})) == []


def a_carousel(*words: str, **more: Any) -> list[dict[str, Any]]:
    texts = [{"type": "text", "text": text, "wrap": True} for text in words]
    bodies = [{"type": "box", "contents": [text]} for text in texts]
    bubbles = [{"type": "bubble", "footer": body} for body in bodies]
    contents = {"type": "carousel", "contents": [*bubbles, *more.get("bubbles", ())]}
    return [{"type": "flex", "altText": "x", "contents": contents}]


def test_a_carousel_that_fits() -> None:
    """Twelve bubbles of one size are taken."""
    assert breaches(a_carousel(*"ก" * 12)) == []


@pytest.mark.parametrize(
    "messages",
    [
        a_carousel(),
        a_carousel(*"ก" * 13),
        a_carousel("ก" * 5000),
        a_carousel(*["ก" * 2900] * 3),
        a_carousel("", "ก"),
        a_carousel("ก", bubbles=[{"type": "bubble"}]),
        a_carousel(
            "ก", bubbles=[{**a_carousel("ก")[0]["contents"]["contents"][0], "size": "kilo"}]
        ),
    ],
    ids=["none", "13", "a bubble too heavy", "all too heavy", "no words", "no block", "sizes"],
)
def test_a_carousel_that_does_not(messages: list[dict[str, Any]]) -> None:
    """Too many bubbles, too much in them, or nothing, is noticed once."""
    assert len(breaches(messages)) == 1
