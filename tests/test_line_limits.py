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
