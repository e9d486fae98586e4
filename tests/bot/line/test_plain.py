"""Bare text in the place of what LINE would refuse: the same words, the buttons that may stay."""

from typing import Any

import pytest

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.limits.linter import lint
from bot.line.plain import plain, plainer, within_limits
from bot.line.render import render
from tests.bot.line.parts import a_bubble, a_choice, a_text, with_chips

LONG = tuple(f"ข้อ {number} {'ก' * 100}" for number in range(30))


def labels(messages: list[dict[str, Any]]) -> list[str]:
    items = messages[-1].get("quickReply", {}).get("items", [])
    return [item["action"]["label"] for item in items]


def test_the_words_stay() -> None:
    """Each bubble says what it said."""
    rich = render(Reply(("หนึ่ง", "สอง"), "answered"))

    assert [message["text"] for message in plain(rich)] == ["หนึ่ง", "สอง"]


def test_a_card_is_said_by_its_alternative() -> None:
    """A message that has no text is told by its altText."""
    assert plain([{"type": "flex", "altText": "สี่กลุ่ม"}]) == [{"type": "text", "text": "สี่กลุ่ม"}]


def test_a_long_card_is_read_to_its_end() -> None:
    """Where the altText was cut the card itself is read: lines in order, choices with a bullet."""
    card = Card((Button("เลือกข้อนี้"),), "หัวข้อ", sections=(Section("ข้อมูล", LONG),), note="ท้าย")

    (message,) = plain(render(Reply((), "answered", card=card)))

    assert message["text"].split("\n") == ["หัวข้อ", "ข้อมูล", *LONG, "• เลือกข้อนี้", "ท้าย"]


def test_every_bubble_of_a_carousel_is_read() -> None:
    """Each in a text of its own, also of bubbles with a head and a foot."""
    words = [{"type": "text", "text": text} for text in ("หนึ่ง", "สอง", "สาม")]
    bubbles = [a_bubble(words[0]), {**a_bubble(words[1]), "footer": a_bubble(words[2])["body"]}]
    contents = {"type": "carousel", "contents": bubbles}

    bare = plain([{"type": "flex", "altText": "หนึ…", "contents": contents}])

    assert [message["text"] for message in bare] == ["หนึ่ง", "สอง\nสาม"]


def test_what_can_only_be_tapped_is_left_out() -> None:
    """Passing words on cannot be typed, and a row is read as what it says."""
    rows = (Button("หมวด เกษตร", "เกษตร"), Button("ส่งต่อ", share="ผล"))
    card = Card(rows, "หัวข้อ", sections=(Section("ข้อมูล", LONG),))

    (message,) = plain(render(Reply((), "answered", card=card)))

    assert message["text"].split("\n")[-1] == "• หมวด เกษตร"


def test_quick_replies_within_limits_stay() -> None:
    """One that is too long takes none of the others with it, and they hang on the last message."""
    wrong = with_chips(a_choice(label="หนึ่ง"), a_choice(data="x" * 301), a_choice(label="สาม"))

    bare = plain([wrong, a_text()])

    assert labels(bare) == ["หนึ่ง", "สาม"]
    assert lint(bare) == []


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [{"type": "text"}],
        [a_text(text="\ud83c")],
        [a_text(text="\u200b")],
        [a_text(text="ก" * 6000)] * 6,
        [with_chips(*[a_choice()] * 20)],
        [{"type": "hologram"}],
        [{"type": "flex", "altText": "", "contents": a_bubble()}],
    ],
)
def test_bare_text_is_within_limits(messages: list[dict[str, Any]]) -> None:
    """Whatever was wrong, what is said instead is not."""
    assert lint(plain(messages)) == []


def test_what_is_within_limits_stays_as_it_is() -> None:
    """Nothing is taken from a message that has no problem."""
    messages = render(Reply(("ตอบ",), "answered", (Button("ถามต่อ"),), card=Card(text="เลือก")))

    assert within_limits(messages) == (messages, [])


def test_what_is_beyond_limits_is_said_plainly() -> None:
    """A card too heavy for LINE becomes its words, and what was wrong with it is told."""
    card = Card(text="เลือก", sections=(Section("", ("ก" * 9000,)),))

    messages, problems = within_limits(render(Reply((), "answered", card=card)))

    assert [message["type"] for message in messages] == ["text"]
    assert [problem.path for problem in problems] == ["messages[0].contents"]


def test_data_too_long_costs_one_button() -> None:
    """The words and the other buttons arrive; the data was not cut, as it would mean another."""
    buttons = (Button("ทำต่อ", data="x" * 301), Button("ยกเลิก", data="x" * 300))

    messages, problems = within_limits(render(Reply(("ถาม",), "guide", buttons)))

    assert [message["text"] for message in messages] == ["ถาม"]
    assert labels(messages) == ["ยกเลิก"]
    assert [problem.path for problem in problems] == ["messages[0].quickReply.items[0].action.data"]


def test_what_line_refuses_keeps_its_buttons() -> None:
    """A card that LINE refuses becomes text, with the quick replies under it."""
    rich = render(Reply((), "answered", (Button("ถามต่อ"),), card=Card(text="เลือก")))

    bare = plainer(rich)

    assert [message["type"] for message in bare] == ["text"]
    assert labels(bare) == ["ถามต่อ"]


def test_the_same_is_not_sent_again() -> None:
    """Of a text that LINE refuses nothing can go but its quick replies."""
    assert plainer(render(Reply(("ตอบ",), "answered", (Button("ถามต่อ"),)))) == [a_text()]
