"""Actions that LINE would take, and those it would not, in quick replies and in cards."""

from typing import Any

import pytest

from bot.line.limits.linter import lint
from tests.bot.line.parts import a_card, a_choice, with_chips

WHERE = "messages[0].quickReply.items[0].action"


def uri(address: str, **more: Any) -> dict[str, Any]:
    return {"type": "uri", "label": "เปิด", "uri": address, **more}


def a_time(mode: str, **more: str) -> dict[str, Any]:
    return {"type": "datetimepicker", "label": "เวลา", "data": "x", "mode": mode, **more}


GOOD = {
    "label of 20": a_choice(label="ก" * 20),
    "label cut after a cluster": a_choice(label="ที่นี่…"),
    "data of 300": a_choice(data="🌾" * 150),
    "displayText of 300": a_choice(displayText="ก" * 300),
    "text to fill in": a_choice(inputOption="openKeyboard", fillInText="ชื่อ"),
    "text of 300": {"type": "message", "label": "ถาม", "text": "ก" * 300},
    "uri of 1,000": uri("https://" + "a" * 992),
    "Thai, encoded": uri("https://a.example/%E0%B8%81?q=1#x"),
    "telephone": uri("tel:025493123"),
    "another for computers": uri("line://a", altUri={"desktop": "https://a.example"}),
    "day": a_time("date", initial="2026-11-22", min="2026-01-01", max="2026-12-31"),
    "time": a_time("time", initial="23:59"),
    "day and time": a_time("datetime", initial="2026-11-22t08:30"),
    "clipboard of 1,000": {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ก" * 1000},
    "camera": {"type": "camera", "label": "ถ่ายรูป"},
}
BAD = {
    "label of 21": (a_choice(label="ก" * 21), "label"),
    "no label": (a_choice(label=""), "label"),
    "label of what nobody sees": (a_choice(label="\u200b "), "label"),
    "label from a tone mark on": (a_choice(label="\u0e48นี่"), "label"),
    "label from a vowel on": (a_choice(label="าที่"), "label"),
    "label from a Latin accent on": (a_choice(label="\u0301a"), "label"),
    "label cut before its letter": (a_choice(label="ไปที่เ…"), "label"),
    "data of 301": (a_choice(data="🌾" * 150 + "x"), "data"),
    "no data": (a_choice(data=""), "data"),
    "displayText of 301": (a_choice(displayText="ก" * 301), "displayText"),
    "empty displayText": (a_choice(displayText=""), "displayText"),
    "text in a quick reply": (a_choice(text="ก"), "text"),
    "unknown input": (a_choice(inputOption="openDoor"), "inputOption"),
    "nowhere to fill in": (a_choice(fillInText="ชื่อ"), "fillInText"),
    "text of 301": ({"type": "message", "label": "ถาม", "text": "ก" * 301}, "text"),
    "no text": ({"type": "message", "label": "ถาม"}, "text"),
    "uri of 1,001": (uri("https://" + "a" * 993), "uri"),
    "Thai as it is": (uri("https://a.example/ก"), "uri"),
    "a space": (uri("https://a.example/a b"), "uri"),
    "half a percent sign": (uri("https://a.example/100%"), "uri"),
    "script": (uri("javascript:alert(1)"), "uri"),
    "script for computers": (uri("line://a", altUri={"desktop": "ftp://a"}), "altUri.desktop"),
    "unknown mode": (a_time("year"), "mode"),
    "no such day": (a_time("date", initial="2026-13-01"), "initial"),
    "max before min": (a_time("time", min="09:00", max="08:59"), "max"),
    "clipboard of 1,001": (
        {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ก" * 1001},
        "clipboardText",
    ),
    "rich menu's own": ({"type": "richmenuswitch", "label": "x"}, "type"),
    "no action": ({"label": "x"}, "type"),
}


@pytest.mark.parametrize("action", GOOD.values(), ids=GOOD)
def test_good_actions(action: dict[str, Any]) -> None:
    """Nothing is said against what LINE would take."""
    assert lint([with_chips(action)]) == []


@pytest.mark.parametrize(("action", "where"), BAD.values(), ids=BAD)
def test_bad_actions(action: dict[str, Any], where: str) -> None:
    """Exactly the part that is wrong is named."""
    assert [problem.path for problem in lint([with_chips(action)])] == [f"{WHERE}.{where}"]


def test_the_label_of_a_button_in_a_card() -> None:
    """It may have 40 code points, and no more."""
    last, first = (a_card({"type": "button", "action": a_choice(label="ก" * n)}) for n in (40, 41))

    assert lint([last]) == []
    where = "messages[0].contents.body.contents[0].action.label"
    assert [problem.path for problem in lint([first])] == [where]


def test_text_and_display_text_exclude_each_other() -> None:
    """LINE takes one of the two."""
    action = a_choice(text="ก", displayText="ก")

    (problem,) = lint([a_card({"type": "button", "action": action})])

    assert problem.path.endswith("action.displayText")


def test_the_camera_is_for_quick_replies() -> None:
    """A button of a card cannot open it."""
    (problem,) = lint([a_card({"type": "button", "action": {"type": "camera", "label": "x"}})])

    assert problem.path.endswith("action.type")
