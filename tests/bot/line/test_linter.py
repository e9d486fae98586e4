"""The linter of messages: the last thing that may be passes, the first that may not is named."""

from typing import Any

import pytest

from bot.line.limits.linter import lint
from tests.bot.line.parts import a_card, a_choice, a_text, with_chips

HALF, OTHER_HALF = "\ud83c", "\udf3e"  # of 🌾
SUBSTITUTIONS = {f"{kind}{n}": {"type": kind} for kind in ("mention", "emoji") for n in range(20)}


def v2(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "textV2", "text": text, **more}


def with_icon(address: str) -> dict[str, Any]:
    item = {"type": "action", "action": a_choice(), "imageUrl": address}
    return a_text(quickReply={"items": [item]})


GOOD = {
    "text of 5,000": a_text(text="ก" * 5000),
    "an emoji alone": a_text(text="🌾"),
    "an emoji in two halves": a_text(text=HALF + OTHER_HALF),
    "LINE emoji at a $": a_text(text="🌾 $", emojis=[{"index": 3}]),
    "13 chips": with_chips(*[a_choice()] * 13),
    "null quick reply": a_text(quickReply=None),
    "icon": with_icon("https://a.example/a.png"),
    "sender": a_text(sender={"name": "ก" * 20, "iconUrl": "https://a.example/a.png"}),
    "textV2 of 5,000": v2("ก" * 5000),
    "placeholder": v2("{{คุณ}} {who_1}", substitution={"who_1": {"type": "mention"}}),
    "40 substitutions": v2("ก", substitution=SUBSTITUTIONS),
    "altText of 1,500": a_card({"type": "text", "text": "x"}, altText="ก" * 1500),
}
BAD = {
    "empty text": (a_text(text=""), "text"),
    "text of what nobody sees": (a_text(text=" \u200b\n"), "text"),
    "text of 5,001 units": (a_text(text="🌾" * 2500 + "ก"), "text"),
    "half an emoji": (a_text(text=f"ก{HALF}"), "text"),
    "half an emoji in data": (with_chips(a_choice(data=HALF)), "quickReply.items[0].action.data"),
    "unknown type": ({"type": "hologram"}, "type"),
    "no message at all": (7, "type"),
    "LINE emoji beside the $": (a_text(text="🌾 $", emojis=[{"index": 2}]), "emojis[0].index"),
    "21 LINE emoji": (a_text(text="$", emojis=[{"index": 0}] * 21), "emojis"),
    "no chips": (with_chips(), "quickReply.items"),
    "14 chips": (with_chips(*[a_choice()] * 14), "quickReply.items"),
    "icon over http": (with_icon("http://a.example/a.png"), "quickReply.items[0].imageUrl"),
    "chip of no type": (
        a_text(quickReply={"items": [{"action": a_choice()}]}),
        "quickReply.items[0].type",
    ),
    "sender of 21": (a_text(sender={"name": "ก" * 21}), "sender.name"),
    "sender that is LINE": (a_text(sender={"name": "LINE ประเทศไทย"}), "sender.name"),
    "sender over http": (a_text(sender={"iconUrl": "http://a.example"}), "sender.iconUrl"),
    "textV2 of 5,001": (v2("ก" * 5001), "text"),
    "placeholder for nothing": (v2("{who}"), "text"),
    "half a brace": (v2("ก {"), "text"),
    "key of 21": (v2("ก", substitution={"k" * 21: {"type": "emoji"}}), "substitution"),
    "21 mentions": (
        v2("ก", substitution={f"k{n}": {"type": "mention"} for n in range(21)}),
        "substitution",
    ),
    "no altText": (a_card({"type": "text", "text": "x"}, altText=""), "altText"),
    "altText of 1,501": (a_card({"type": "text", "text": "x"}, altText="ก" * 1501), "altText"),
}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_just_within_the_limits(message: dict[str, Any]) -> None:
    """Nothing is said against a message that LINE would take and people would see as meant."""
    assert lint([message]) == []


@pytest.mark.parametrize(("message", "where"), BAD.values(), ids=BAD)
def test_beyond_the_limits(message: object, where: str) -> None:
    """Exactly the part that is wrong is named."""
    assert [problem.path for problem in lint([message])] == [f"messages[0].{where}"]


@pytest.mark.parametrize("messages", [None, {}, [], [a_text()] * 6], ids=["none", "no list", 0, 6])
def test_number_of_messages(messages: object) -> None:
    """A request carries one to five messages."""
    assert [problem.path for problem in lint(messages)] == ["messages"]


def test_five_messages_pass() -> None:
    """The fifth is still within the limit, with quick replies as it is the last."""
    assert lint([a_text()] * 4 + [with_chips(a_choice())]) == []


def test_hidden_quick_replies() -> None:
    """Quick replies of any but the last message are taken by LINE, and shown to nobody."""
    problems = lint([with_chips(a_choice()), a_text()])

    assert [problem.path for problem in problems] == ["messages[0].quickReply"]


def test_nothing_of_the_words_is_told() -> None:
    """What is wrong is told by place and rule alone, so that it may be logged."""
    secret = "เบอร์โทรของฉัน"
    wrong = with_chips(
        a_choice(label=secret * 9, data=secret * 99),
        {"type": secret, "label": secret},
        {"type": "uri", "label": "x", "uri": f"ftp://{secret}"},
    )

    problems = lint([{**wrong, "text": secret * 999, "sender": {"name": secret * 9}}])

    assert len(problems) == 6
    assert [problem for problem in problems if secret in str(problem)] == []
