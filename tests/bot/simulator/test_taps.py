"""Cards as the bot really makes them, in a real browser: read, tapped, passed on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.render import render
from tests.bot.simulator.tiny_bot import TinyBot

CARD = Card(
    title="น่าจะอยู่กลุ่ม Start Up ตามนิยาม",
    text="ยังไม่ได้ขึ้นทะเบียน OTOP และเป็นวิสาหกิจชุมชน",
    sections=(
        Section("คำตอบของท่าน", ("ทะเบียน OTOP: ยังไม่ได้ขึ้น", "รูปแบบกิจการ: วิสาหกิจชุมชน")),
        Section("ขั้นต่อไป", ("1. เตรียมตัวอย่างสินค้าและบรรจุภัณฑ์ที่ใช้อยู่ตอนนี้มาด้วย 2–3 ชิ้น",)),
    ),
    choices=(
        Button("ขอแก้คำตอบค่ะ", "แก้คำตอบ", data="coupon/change?otop=not_yet"),
        Button("ส่งต่อให้เพื่อน", share="น่าจะอยู่กลุ่ม Start Up\nรหัส 4821 7306"),
    ),
    note="ตรวจทาน 22 พ.ย. 2569",
)
BELOW = (
    Button("เริ่มใหม่ค่ะ", "เริ่มใหม่", data="coupon/restart"),
    Button("บอกต่อ", share="ลองเช็กดูนะ"),
)


@pytest.fixture
def card(page: Page, bot: TinyBot) -> Locator:
    """The card in the chat, as the answer to a question; LINE's own page is kept out."""
    messages = render(Reply((), "guide_result", BELOW, card=CARD))
    bot.answer = lambda event: bot.chat.reply(event["replyToken"], messages)
    page.context.route("https://line.me/**", lambda route: route.fulfill(body="LINE"))
    page.get_by_label("พิมพ์ข้อความ").fill("เข้ากลุ่มไหน")
    page.get_by_label("พิมพ์ข้อความ").press("Enter")
    found = page.locator(".flex-bubble")
    expect(found).to_be_visible()
    return found


@pytest.mark.parametrize("button", [CARD.choices[0], BELOW[0]], ids=["row", "quick reply"])
def test_a_button_with_data(card: Locator, page: Page, bot: TinyBot, button: Button) -> None:
    """The chat shows what was said by the tap, and the webhook gets the data, signed."""
    page.get_by_role("button", name=button.label, exact=True).click()

    expect(page.locator(".row.person .bubble").last).to_have_text(button.says)
    assert bot.event(1)["postback"] == {"data": button.data}


@pytest.mark.parametrize("button", [CARD.choices[1], BELOW[1]], ids=["row", "quick reply"])
def test_sharing_opens_beside_the_chat(
    card: Locator, page: Page, bot: TinyBot, button: Button
) -> None:
    """A tap on sharing opens LINE's page in a tab of its own; the bot hears nothing of it."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=button.says, exact=True).click()

    opened.value.wait_for_url("https://line.me/**")
    assert parse_qs(urlsplit(opened.value.url).query) == {"text": [button.share]}
    assert len(bot.events) == 1
    expect(card).to_be_visible()


def test_a_row_works_from_the_keyboard(card: Locator, page: Page, bot: TinyBot) -> None:
    """Who cannot tap gets the same with Enter."""
    page.get_by_role("button", name=CARD.choices[0].label, exact=True).press("Enter")

    assert bot.event(1)["postback"] == {"data": CARD.choices[0].data}


def test_a_card_is_read_from_the_top(card: Locator) -> None:
    """Every part stands below the one before it, and none beside another."""
    parts = [CARD.title, CARD.text]
    parts += [words for part in CARD.sections for words in (part.title, *part.lines)]
    parts += [*(choice.label or choice.says for choice in CARD.choices), CARD.note]

    boxes = [card.get_by_text(words, exact=True).bounding_box() for words in parts]

    ends = [box["y"] + box["height"] for box in boxes if box]
    starts = [box["y"] for box in boxes if box]
    assert len(starts) == len(parts)
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_lines_of_a_section_keep_apart(card: Locator) -> None:
    """The gap between two lines can be seen, though each may wrap."""
    first, second = (card.get_by_text(line).bounding_box() for line in CARD.sections[0].lines)

    assert first
    assert second
    assert second["y"] - (first["y"] + first["height"]) >= 6


def test_headings_are_bold_and_green(card: Locator) -> None:
    """A heading differs from its lines by weight and colour, not by smaller letters."""
    heading = card.get_by_text(CARD.sections[0].title)
    line = card.get_by_text(CARD.sections[0].lines[0])

    expect(heading).to_have_css("font-weight", "700")
    expect(heading).to_have_css("color", "rgb(11, 93, 46)")
    size = line.evaluate("node => getComputedStyle(node).fontSize")
    expect(heading).to_have_css("font-size", size)


def test_sections_are_not_cut_off(card: Locator) -> None:
    """At 360 px every line is read to its end: it wraps, and nothing hangs over the edge."""
    over = (
        "node => node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight + 1"
    )

    wrong = card.locator(".flex-text").evaluate_all(f"nodes => nodes.filter({over}).length")

    assert wrong == 0
