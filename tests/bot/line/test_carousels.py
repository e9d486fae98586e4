"""Several cards side by side: of one size, within LINE's limits, and again as plain text."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.limits.linter import lint
from bot.line.limits.numbers import BUBBLES
from bot.line.plain import plain
from bot.line.render import render
from tests.bot.line.test_cards import CARDS, texts, thai
from tests.line_limits import breaches
from tests.line_schema import violations

FIRST = Card(title="มีกี่กลุ่ม", text="มีสามกลุ่มค่ะ", note="ปัดไปทางซ้าย")
GROUPS = tuple(
    Card((Button(f"{name} คือใคร", "ถามเรื่องนี้"),), f"{name} คือใคร", f"{name} คือคนกลุ่มนี้")
    for name in ("หนึ่ง", "สอง", "สาม")
)
PHONE = Button("โทร 0 2549 4682", link="tel:025494682")
WEB = Button("เว็บคลินิก", link="https://example.go.th/a")


def rendered(*cards: Card) -> dict[str, Any]:
    (message,) = render(Reply((), "answered", card=cards[0], more=cards[1:]))
    return message


def bubbles(*cards: Card) -> list[list[str]]:
    """Return the texts of each bubble."""
    found = rendered(*cards)["contents"]["contents"]
    return [[text["text"] for text in texts(bubble["body"])] for bubble in found]


def large(letters: int) -> Card:
    source = Section("ที่มา", tuple(f"• {thai(60)}\nhttps://a.th/{'a' * 40}" for _ in range(3)))
    return Card((Button(thai(80), "ถาม"),), thai(80), thai(letters), sections=(source,))


def test_cards_stand_side_by_side() -> None:
    """Each is a bubble of its own, the one that was asked for first."""
    assert [shown[:2] for shown in bubbles(FIRST, *GROUPS)] == [
        [card.title, card.text] for card in (FIRST, *GROUPS)
    ]


def test_a_card_alone_is_no_carousel() -> None:
    """What cannot be swiped does not look as if it could."""
    assert rendered(FIRST)["contents"]["type"] == "bubble"


def test_a_tap_beside_asks() -> None:
    """The button of a card beside says its whole question."""
    body = rendered(FIRST, GROUPS[0])["contents"]["contents"][1]["body"]

    assert body["contents"][-1]["action"]["text"] == GROUPS[0].title


def test_no_more_than_line_shows() -> None:
    """Of more than twelve the first twelve are shown."""
    assert len(bubbles(FIRST, *GROUPS * 5)) == BUBBLES


@pytest.mark.parametrize(("beside", "letters"), [(3, 600), (6, 600), (11, 600), (11, 2000)])
def test_the_largest_carousel_fits(beside: int, letters: int) -> None:
    """Texts as long as staff may write them, and longer, stay within 50 KB."""
    messages = [rendered(*[large(letters)] * (beside + 1))]

    assert (breaches(messages), lint(messages), violations(messages)) == ([], [], [])


def test_nothing_is_cut_without_need() -> None:
    """Six answers of 400 letters fit as they are."""
    shown = bubbles(large(400), *[large(400)] * 6)

    assert all(thai(400) in words for words in shown)


def test_only_what_can_be_asked_for_is_cut() -> None:
    """The card that was asked for stays whole, and so do the titles."""
    first, *others = bubbles(*[large(600)] * 9)

    assert len(others) == 8

    assert thai(600) in first
    assert all(words[0] == thai(80) and words[1].endswith("…") for words in others)


@settings(deadline=None, max_examples=40)
@given(st.lists(CARDS, min_size=2, max_size=13))
def test_every_carousel_fits(cards: list[Card]) -> None:
    """Whatever the cards hold, LINE would take them, by two counts made apart."""
    messages = [rendered(*cards)]

    assert breaches(messages) == []
    assert lint(messages) == []


def test_what_is_too_much_even_cut_is_left_out() -> None:
    """With the longest titles and sources twelve do not fit: the last go, the first stays."""
    first, *others = bubbles(*[large(600)] * 12)

    assert thai(600) in first
    assert 8 <= len(others) < 11


def test_a_notification_begins_with_what_was_asked() -> None:
    """In the list of chats the first card is read first, then what is beside it."""
    words = rendered(FIRST, *GROUPS)["altText"]

    places = [words.index(part) for card in (FIRST, *GROUPS) for part in (card.title, card.text)]
    assert places == sorted(places)
    assert words.startswith(FIRST.title)


def test_links_are_written_out() -> None:
    """Who cannot tap reads the number once, and the address behind a label."""
    lines = rendered(Card((PHONE, WEB), "ติดต่อ"))["altText"].splitlines()

    assert lines[-2:] == ["• โทร 0 2549 4682", "• เว็บคลินิก: https://example.go.th/a"]


def only(text: str) -> dict[str, Any]:
    """Return the part that shows *text*, alone on a card."""
    (part,) = texts(rendered(Card(text=text))["contents"]["body"])
    return part


def test_the_name_of_a_source_opens_it() -> None:
    """LINE makes links in bubbles of text only; on a card an address would take three lines."""
    part = only("• กรม (2556)\nhttps://a.go.th/b")

    assert (part["text"], part["action"]["uri"]) == ("• กรม (2556)", "https://a.go.th/b")


def test_who_sees_no_card_reads_the_address() -> None:
    """The alternative names it, as nothing can be tapped there."""
    card = Card(title="ก", sections=(Section("ที่มา", ("• กรม (2556)\nhttps://a.go.th/b",)),))

    assert rendered(card)["altText"].endswith("• กรม (2556)\nhttps://a.go.th/b")


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://a.go.th/b?c=1#d", "https://a.go.th/b?c=1#d"),
        ("https://a.go.th/%E0%B8%81", "https://a.go.th/%E0%B8%81"),
        ("https://a.go.th/ก", "https://a.go.th/%E0%B8%81"),
    ],
)
def test_an_address_alone_opens(address: str, uri: str) -> None:
    """It is read as it was written, and opened as LINE wants it."""
    part = only(address)

    assert (part["text"], part["action"]["uri"]) == (address, uri)


@pytest.mark.parametrize("words", ["ดูที่\nhttps://a.go.th", "https://a.go.th ค่ะ", "http:"])
def test_words_about_an_address_are_read(words: str) -> None:
    """What is more than an address, or none, stays as it is."""
    part = only(words)

    assert (part["text"], "action" in part) == (words, False)


def test_a_carousel_is_read_to_its_end() -> None:
    """As plain text each bubble is a message, links in words; a title is not offered again."""
    first = Card((PHONE, WEB), "ติดต่อ", thai(1600))

    said = [message["text"] for message in plain([rendered(first, *GROUPS)])]

    assert said[0].splitlines()[-2:] == ["• โทร 0 2549 4682", f"• เว็บคลินิก: {WEB.link}"]
    assert said[1:] == [f"{card.title}\n{card.text}" for card in GROUPS]


def test_sources_keep_their_addresses_as_text() -> None:
    """Where the card itself is read out, the address that a source opened is named again."""
    source = Section("ที่มา", ("• กรม (2556)\nhttps://a.go.th/b",))

    (message,) = plain([rendered(Card(title="ก", text=thai(1600), sections=(source,)))])

    assert message["text"].splitlines()[-2:] == ["• กรม (2556)", "https://a.go.th/b"]


def test_the_largest_carousel_as_text_is_within_limits() -> None:
    """What LINE refuses as cards it takes as texts."""
    assert lint(plain([rendered(*[large(600)] * 12)])) == []
