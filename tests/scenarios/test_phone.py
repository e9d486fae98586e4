"""The phone that the other scenarios tap on: each button does what LINE would do."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.conversation.replies import Button, Card, Reply
from bot.line.render import render
from indexer.wording import Wording
from tests.line_stand_in import Call, LineStandIn
from tests.scenarios.phone import Phone

LONG = "จดทะเบียนวิสาหกิจชุมชนแล้วแต่ยังไม่ได้ขึ้นทะเบียนผู้ผลิตสินค้าโอทอป"


@pytest.fixture
def sees(line: Phone, line_api: LineStandIn) -> Callable[..., Phone]:
    """Give somebody's phone a card and buttons."""

    def show(*rows: Button, below: tuple[Button, ...] = ()) -> Phone:
        messages: list[dict[str, Any]] = render(Reply((), "test", below, card=Card(rows, "เลือก")))
        line_api.sent.append(Call("push", line.user, messages, None))
        return line

    return show


def test_a_row_without_data_says_its_words(sees: Callable[..., Phone]) -> None:
    """A tap on a plain row is as if its words were typed."""
    phone = sees(Button("ขอดูเรื่อง ปุ๋ยหมัก", "ปุ๋ยหมัก"))

    phone.taps("ปุ๋ยหมัก")

    assert phone.events[-1]["message"]["text"] == "ขอดูเรื่อง ปุ๋ยหมัก"


def test_a_row_with_data_sends_it(sees: Callable[..., Phone]) -> None:
    """A tap on a row that carries data sends that, and no text."""
    phone = sees(Button("บริษัท", data="kind=company"))

    phone.taps("บริษัท")

    assert phone.events[-1]["postback"] == {"data": "kind=company"}
    assert "message" not in phone.events[-1]


def test_a_shared_row_opens_an_address(sees: Callable[..., Phone]) -> None:
    """A tap on sharing tells the bot nothing."""
    phone = sees(Button("ส่งต่อ", share="ผลของฉัน"))

    phone.taps("ส่งต่อ")

    assert phone.events == []
    assert phone.opened[0].startswith("https://line.me/R/share?text=%")


def test_a_row_beside_is_found(line: Phone, line_api: LineStandIn) -> None:
    """Rows of cards to swipe to are there to be tapped, after those of the first."""
    cards = [Card((Button(words),), "เลือก") for words in ("หนึ่ง", "สอง", "สาม")]
    messages = render(Reply((), "test", card=cards[0], more=tuple(cards[1:])))
    line_api.sent.append(Call("push", line.user, messages, None))

    assert [shown for shown, _ in line.seen()] == ["หนึ่ง", "สอง", "สาม"]


def test_a_source_is_no_row(line: Phone, line_api: LineStandIn) -> None:
    """An address among the words of a card can be tapped too, but offers nothing to go on with."""
    card = Card((Button("หนึ่ง"),), "เลือก", "• เว็บ\nhttps://example.go.th/a")
    messages = render(Reply((), "test", card=card))
    line_api.sent.append(Call("push", line.user, messages, None))

    assert [shown for shown, _ in line.seen()] == ["หนึ่ง"]


def test_buttons_are_counted_from_the_top(sees: Callable[..., Phone]) -> None:
    """Rows of the card come before the quick replies below it, and the last is -1."""
    phone = sees(Button("หนึ่ง", data="1"), Button("สอง", data="2"), below=(Button("สาม", data="3"),))

    assert [phone.button(which)["data"] for which in (0, 1, 2, -1)] == ["1", "2", "3", "3"]


def test_a_button_that_shows_its_words_cut_is_found_by_all_of_them(
    sees: Callable[..., Phone],
) -> None:
    """A scenario names a quick reply by its whole words, of which LINE shows twenty letters."""
    phone = sees(below=(Button("ไม่ใช่", data="no"), Button(LONG, data="yes")))

    assert phone.button(LONG)["data"] == "yes"


def test_there_is_no_button_of_other_words(sees: Callable[..., Phone]) -> None:
    """To tap what is not there fails, and says what is."""
    phone = sees(Button("ใช่", data="yes"))

    with pytest.raises(AssertionError, match="ใช่"):
        phone.taps("ใช่ค่ะ")


def test_a_row_of_the_menu_opens_it(line: Phone, wording: Wording) -> None:
    """From the real bot too: the first area, tapped, is answered with its subjects."""
    line.says(wording["areas"])

    line.taps(0)

    assert line.waits()[1] != line.waits()[0]
