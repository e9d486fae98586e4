"""The limits of LINE that the stand-in holds the bot to: the last thing allowed, the first not."""

from typing import Any

import pytest

from bot.simulator.limits import find_problems


def a_text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "text": "ตอบ", **more}


def a_choice(**more: Any) -> dict[str, Any]:
    return {"type": "postback", "label": "เลือก", "data": "a=1", **more}


def a_card(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    bubble = {"type": "bubble", "body": body}
    return {"type": "flex", "altText": "การ์ด", "contents": bubble, **more}


def with_chips(*actions: dict[str, Any]) -> dict[str, Any]:
    return a_text(quickReply={"items": [{"type": "action", "action": a} for a in actions]})


GOOD = {
    "text of 5,000": a_text(text="ก" * 5000),
    "13 chips": with_chips(*[a_choice()] * 13),
    "label of 20": with_chips(a_choice(label="ก" * 20)),
    "data of 300": with_chips(a_choice(data="d" * 300)),
    "camera chip": with_chips({"type": "camera", "label": "ถ่ายรูป"}),
    "altText of 1,500": a_card({"type": "text", "text": "x"}, altText="ก" * 1500),
    "flex button label of 40": a_card({"type": "button", "action": a_choice(label="ก" * 40)}),
    "flex text without words but with spans": a_card(
        {"type": "text", "contents": [{"type": "span", "text": "x"}]}
    ),
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "confirm": {
        "type": "template",
        "altText": "ใช่ไหม",
        "template": {"type": "confirm", "text": "ใช่ไหม", "actions": [a_choice(), a_choice()]},
    },
    "null quick reply": a_text(quickReply=None),
}
BAD = {
    "empty text": (a_text(text=""), "text"),
    "text of 5,001 units": (a_text(text="🌾" * 2500 + "ก"), "text"),
    "unknown type": ({"type": "hologram"}, "type"),
    "no message at all": (7, "type"),
    "no chips": (with_chips(), "quickReply.items"),
    "14 chips": (with_chips(*[a_choice()] * 14), "quickReply.items"),
    "label of 21": (with_chips(a_choice(label="ก" * 21)), "quickReply.items[0].action.label"),
    "no label": (with_chips(a_choice(label="")), "quickReply.items[0].action.label"),
    "data of 301": (with_chips(a_choice(data="d" * 301)), "quickReply.items[0].action.data"),
    "script address": (
        with_chips({"type": "uri", "label": "x", "uri": "javascript:alert(1)"}),
        "quickReply.items[0].action.uri",
    ),
    "no altText": (a_card({"type": "text", "text": "x"}, altText=""), "altText"),
    "altText of 1,501": (a_card({"type": "text", "text": "x"}, altText="ก" * 1501), "altText"),
    "empty flex text": (a_card({"type": "text", "text": ""}), "contents.body.contents[0].text"),
    "camera in a card": (
        a_card({"type": "button", "action": {"type": "camera", "label": "x"}}),
        "contents.body.contents[0].action.type",
    ),
    "picture over http": (
        a_card({"type": "image", "url": "http://a.example/a.png"}),
        "contents.body.contents[0].url",
    ),
    "bubble over 30 KB": (a_card({"type": "text", "text": "ก" * 11_000}), "contents"),
    "flex of nothing": ({"type": "flex", "altText": "x", "contents": []}, "contents.type"),
    "one answer to confirm": (
        {
            "type": "template",
            "altText": "x",
            "template": {"type": "confirm", "text": "x", "actions": [a_choice()]},
        },
        "template.actions",
    ),
    "buttons with title and 61 letters": (
        {
            "type": "template",
            "altText": "x",
            "template": {
                "type": "buttons",
                "title": "x",
                "text": "ก" * 61,
                "actions": [a_choice()],
            },
        },
        "template.text",
    ),
    "uneven carousel": (
        {
            "type": "template",
            "altText": "x",
            "template": {
                "type": "carousel",
                "columns": [
                    {"text": "x", "actions": [a_choice()]},
                    {"text": "x", "actions": [a_choice(), a_choice()]},
                ],
            },
        },
        "template.columns",
    ),
}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_just_within_the_limits(message: dict[str, Any]) -> None:
    """Nothing is said against a message that LINE would take."""
    assert find_problems([message]) == []


@pytest.mark.parametrize(("message", "where"), BAD.values(), ids=BAD)
def test_beyond_the_limits(message: object, where: str) -> None:
    """Exactly the part that LINE would refuse is named."""
    assert [problem.property for problem in find_problems([message])] == [f"messages[0].{where}"]


@pytest.mark.parametrize("messages", [None, {}, [], [a_text()] * 6], ids=["none", "no list", 0, 6])
def test_number_of_messages(messages: object) -> None:
    """A request carries one to five messages."""
    assert [problem.property for problem in find_problems(messages)] == ["messages"]
