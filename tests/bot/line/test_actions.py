"""What a tap does: say something, send data back, or pass words on to somebody else."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import Button, Card, Reply
from bot.line.actions import SHARE, in_words, to_action
from bot.line.limits.numbers import LABEL
from bot.line.render import render
from tests.line_limits import breaches

LONG = "เริ่มตรวจกลุ่มคูปองของฉันใหม่ทั้งหมดตั้งแต่ข้อแรก"


def in_quick_reply(button: Button) -> dict[str, Any]:
    """Return the action of *button* below a text."""
    (message,) = render(Reply(("เลือก",), "guide", (button,)))
    assert breaches([message]) == []
    return message["quickReply"]["items"][0]["action"]


def in_row(button: Button) -> dict[str, Any]:
    """Return the action of *button* in a card."""
    (message,) = render(Reply((), "guide", card=Card((button,), "ผล")))
    assert breaches([message]) == []
    return message["contents"]["body"]["contents"][1]["action"]


PLACES = pytest.mark.parametrize("place", [in_quick_reply, in_row])


@PLACES
def test_a_button_with_data_sends_it_back(place: Any) -> None:
    """The data comes back untouched, and the chat shows what the person said by it."""
    action = place(Button("ยังไม่ได้จดค่ะ", "ยังไม่ได้จด", data="coupon?otop=not_yet"))

    assert action == {
        "type": "postback",
        "label": "ยังไม่ได้จด",
        "data": "coupon?otop=not_yet",
        "displayText": "ยังไม่ได้จดค่ะ",
    }


@PLACES
def test_what_the_chat_shows_is_cut(place: Any) -> None:
    """The words of a tap may be as long as LINE shows them, and no longer."""
    shown = place(Button("จด " * 200, "จด", data="x"))["displayText"]

    assert 290 < len(shown) <= 300


@PLACES
@pytest.mark.parametrize("data", ["d" * 300, "🌱" * 150])
def test_data_at_the_limit_stays_whole(place: Any, data: str) -> None:
    """LINE counts data in UTF-16 units: 300 of them, or 150 emoji, are taken."""
    assert place(Button("เลือก", data=data))["data"] == data


@pytest.mark.parametrize("data", ["d" * 301, "🌱" * 151])
def test_data_over_the_limit_is_left_whole(data: str) -> None:
    """Data cut short would mean another answer: it stays, for the linter to find."""
    assert to_action(Button("เลือก", data=data), LABEL).to_dict()["data"] == data


@PLACES
def test_a_label_of_nothing_is_what_the_button_says(place: Any) -> None:
    """A label that nobody would see is as none."""
    assert place(Button("ยังไม่ได้จด", "\u200b ", data="x"))["label"] == "ยังไม่ได้จด"


@PLACES
def test_a_label_begins_with_a_letter(place: Any) -> None:
    """A tone mark and a vowel torn off the word before are left out."""
    assert place(Button("ถาม", "\u0e48านี่"))["label"] == "นี่"


@PLACES
def test_a_tap_that_shows_nothing(place: Any) -> None:
    """Words that nobody would see are not put into the chat."""
    assert "displayText" not in place(Button("\u200b", "จด", data="x"))


def test_a_row_has_room_for_a_longer_label() -> None:
    """What a screen reader says of a row is twice as long as what a quick reply shows."""
    labels = [place(Button(LONG, data="x"))["label"] for place in (in_quick_reply, in_row)]

    assert len(labels[0]) <= 20 < len(labels[1]) <= 40


@PLACES
def test_sharing_opens_lines_own_page(place: Any) -> None:
    """The words arrive whole, line breaks, plus and ampersand among them."""
    words = "น่าจะอยู่กลุ่ม Start Up\nรหัส 4821+7306 & 100%"

    address = urlsplit(place(Button("ส่งต่อให้เพื่อน", share=words))["uri"])

    assert (address.scheme, address.netloc, address.path) == ("https", "line.me", "/R/share")
    assert parse_qs(address.query) == {"text": [words]}


def test_a_space_is_no_plus() -> None:
    """LINE would pass a plus on as it stands."""
    assert in_row(Button("ส่งต่อ", share="a b"))["uri"].endswith("=a%20b")


@PLACES
@pytest.mark.parametrize("address", ["tel:025494682", "https://example.go.th/a?b=%E0%B8%81"])
def test_a_link_opens_its_address(place: Any, address: str) -> None:
    """The address stays as it is, and nothing is said in the chat."""
    action = place(Button("โทร 0 2549 4682", link=address))

    assert action == {"type": "uri", "label": "โทร 0 2549 4682", "uri": address}


@pytest.mark.parametrize(
    ("label", "address", "words"),
    [
        ("โทร 0 2549 4682", "tel:025494682", "โทร 0 2549 4682"),
        ("โทรหาเรา", "tel:025494682", "โทรหาเรา: 025494682"),
        ("โทรเบอร์ 1", "tel:025494682", "โทรเบอร์ 1: 025494682"),
        ("เว็บปี 2556", "http://example.go.th", "เว็บปี 2556: http://example.go.th"),
        ("เว็บปี 2556", "http://example.go.th/2556", "เว็บปี 2556: http://example.go.th/2556"),
        ("ส่งต่อ", f"{SHARE}%E0%B8%81", ""),
    ],
)
def test_a_link_in_words(label: str, address: str, words: str) -> None:
    """A number that the label spells is not said twice; anything else is."""
    assert in_words(label, address) == words


def test_sharing_wins_over_data() -> None:
    """A button that passes words on brings nothing back."""
    assert "data" not in in_row(Button("ส่งต่อ", data="x", share="ผล"))


@given(st.text(st.sampled_from("กที่นี้ำเ็🌱👨‍👩‍👧a \n&%+"), min_size=1, max_size=400))
def test_shared_words_are_cut_to_whole_clusters(words: str) -> None:
    """However long, the address stays within LINE's 1,000 and no vowel or tone mark is torn off."""
    shared = unquote(in_row(Button("ส่งต่อ", share=words))["uri"]).partition("=")[2]
    clusters = regex.findall(r"\X", shared.removesuffix("…") if shared != words else shared)

    assert clusters == regex.findall(r"\X", words)[: len(clusters)]


def test_little_is_cut_from_shared_words() -> None:
    """Of Thai, more than a hundred letters fit."""
    shared = unquote(in_row(Button("ส่งต่อ", share="ก" * 400))["uri"]).partition("=")[2]

    assert 100 < len(shared) <= 107
