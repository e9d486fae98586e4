"""LINE's OpenAPI description, as it judges messages: it sees types, names and missing parts."""

from typing import Any

import pytest

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.render import render
from tests.bot.line.parts import a_bubble, a_card, a_choice, a_text, with_chips
from tests.line_schema import read, strict, validator, violations

WORDS = {"type": "text", "text": "x"}
BUTTONS = (Button("ถาม"), Button("เลือก", data="x"), Button("ส่งต่อ", share="ผล"))
CARD = Card(BUTTONS, "หัวข้อ", "ข้อความ", "หมายเหตุ", (Section("ส่วน", ("ก", "ข")),))
BAD = {
    "no type": {"text": "x"},
    "no such type": {"type": "hologram"},
    "no text": {"type": "text"},
    "text that is none": a_text(text=5),
    "a name LINE does not know": a_text(txt="x"),
    "14 quick replies": with_chips(*[a_choice()] * 14),
    "no such action": with_chips({"type": "dance", "label": "x"}),
    "data of 301": with_chips(a_choice(data="d" * 301)),
    "Thai in an address": with_chips({"type": "uri", "label": "x", "uri": "https://a.th/ก"}),
    "an address of nothing": with_chips({"type": "uri", "label": "x", "uri": "https:"}),
    "no altText": {"type": "flex", "contents": a_bubble(WORDS)},
    "no such container": {"type": "flex", "altText": "x", "contents": {"type": "balloon"}},
    "no such component": a_card({"type": "table"}),
    "no layout": a_card({"type": "box", "contents": []}),
    "no such layout": a_card({"type": "box", "layout": "diagonal", "contents": []}),
    "text in the place of a box": {
        "type": "flex",
        "altText": "x",
        "contents": {"type": "bubble", "body": WORDS},
    },
    "wrap that is no boolean": a_card({**WORDS, "wrap": "yes"}),
    "a misspelt style": a_card({**WORDS, "colour": "#000000"}),
}


def test_what_the_bot_makes() -> None:
    """Texts, a card with all its parts, and each kind of button pass."""
    assert violations(render(Reply(("ก", "ข"), "answered", BUTTONS, card=CARD))) == []


@pytest.mark.parametrize("message", BAD.values(), ids=BAD)
def test_what_line_does_not_describe(message: dict[str, Any]) -> None:
    """It is noticed, in a reply and in a push alike."""
    found = violations([message])

    assert {wrong.split()[0] for wrong in found} == {"ReplyMessageRequest", "PushMessageRequest"}


@pytest.mark.parametrize("number", [0, 6])
def test_number_of_messages(number: int) -> None:
    """A request carries one to five."""
    assert violations([a_text()] * number) != []


@pytest.mark.parametrize("name", ["ReplyMessageRequest", "PushMessageRequest"])
def test_the_schema_is_a_schema(name: str) -> None:
    """What OpenAPI's discriminators were made into is JSON Schema."""
    judge = validator(name)

    judge.check_schema(judge.schema)


def test_every_kind_is_known() -> None:
    """Each kind of message, component and action of LINE's list is chosen by its type."""
    schemas = read()
    for base in ("Message", "FlexContainer", "FlexComponent", "Action", "Template"):
        kinds = set(schemas[base]["discriminator"]["mapping"])
        choice = strict(schemas)[base]

        assert set(choice["properties"]["type"]["enum"]) == kinds
        assert len(choice["allOf"]) == len(kinds)
