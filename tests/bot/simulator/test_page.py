"""The chat page in a real browser: what a person sees, presses and can never be tricked by."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.bot.simulator.tiny_bot import TinyBot

CARD = {
    "type": "flex",
    "altText": "คูปองวิทย์",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "spacing": "md",
            "contents": [
                {"type": "text", "text": "คูปองวิทย์", "weight": "bold", "size": "xl"},
                {"type": "separator"},
                {"type": "text", "text": "มีสี่กลุ่ม", "wrap": True, "color": "#0a7d4b"},
                {"type": "hologram"},
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "button",
                    "style": "primary",
                    "action": {
                        "type": "postback",
                        "label": "เริ่มตรวจสอบ",
                        "data": "flow=coupon",
                        "displayText": "ขอเริ่มตรวจสอบ",
                    },
                },
                {
                    "type": "button",
                    "action": {"type": "uri", "label": "เว็บ", "uri": "https://example.org/"},
                },
            ],
        },
    },
}
SCRIPT = "<img src=x onerror=alert(1)>"


def answers(bot: TinyBot, *messages: dict[str, Any]) -> None:
    """From now on the bot answers everything with *messages*."""
    bot.answer = lambda event: bot.chat.reply(event["replyToken"], messages)


def a_text(text: str, *chips: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"type": "text", "text": text}
    if chips:
        message["quickReply"] = {"items": [{"type": "action", "action": chip} for chip in chips]}
    return message


def ask(page: Page, text: str = "ถาม") -> None:
    page.get_by_label("พิมพ์ข้อความ").fill(text)
    page.get_by_label("พิมพ์ข้อความ").press("Enter")


def test_question_and_answer(page: Page, bot: TinyBot) -> None:
    """What is typed becomes a bubble, and the answer another, below it."""
    answers(bot, a_text("ตอบว่า\nมีค่ะ"))

    ask(page, "มีไหม")

    expect(page.locator(".row.person .bubble")).to_have_text("มีไหม")
    expect(page.locator(".row.bot:not(.typing) .bubble")).to_have_text("ตอบว่า\nมีค่ะ")
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("")


def test_shift_enter_is_a_new_line(page: Page, bot: TinyBot) -> None:
    """Shift and Enter go to the next line; only Enter sends."""
    box = page.get_by_label("พิมพ์ข้อความ")
    box.fill("หนึ่ง")
    box.press("Shift+Enter")
    box.type("สอง")
    assert bot.events == []

    page.get_by_role("button", name="ส่ง", exact=True).click()

    expect(page.locator(".row.person .bubble")).to_have_text("หนึ่ง\nสอง")
    assert bot.event(0)["message"]["text"] == "หนึ่ง\nสอง"


def test_waiting_is_shown(page: Page, bot: TinyBot) -> None:
    """While no answer is there the bot is seen typing, and no longer once it has come."""
    ask(page)
    expect(page.get_by_text("กำลังพิมพ์")).to_be_visible()

    bot.chat.reply(bot.event(0)["replyToken"], [a_text("ตอบ")])

    expect(page.get_by_text("กำลังพิมพ์")).to_be_hidden()


def test_example_questions(page: Page, bot: TinyBot) -> None:
    """An empty chat offers questions that are sent when pressed, and then goes away."""
    page.get_by_role("button", name="คูปองวิทย์มีกี่กลุ่ม").click()

    expect(page.locator(".row.person .bubble")).to_have_text("คูปองวิทย์มีกี่กลุ่ม")
    expect(page.locator("#hello")).to_be_hidden()


def test_chip_sends_its_text(page: Page, bot: TinyBot) -> None:
    """Pressing a chip says its text, and the chips are gone."""
    answers(bot, a_text("เลือก", {"type": "message", "label": "ต่อไป", "text": "ไปต่อ"}))
    ask(page)
    expect(page.locator("#chips")).to_be_visible()
    answers(bot)

    page.get_by_role("button", name="ต่อไป").click()

    expect(page.locator(".row.person .bubble").last).to_have_text("ไปต่อ")
    expect(page.locator("#chips")).to_be_hidden()
    assert bot.event(1)["message"]["text"] == "ไปต่อ"


def test_postback_chip(page: Page, bot: TinyBot) -> None:
    """A postback sends its data and shows its displayText."""
    chip = {"type": "postback", "label": "ใช่", "data": "a=1", "displayText": "ใช่ค่ะ"}
    answers(bot, a_text("ใช่ไหม", chip))
    ask(page)

    page.get_by_role("button", name="ใช่", exact=True).click()

    expect(page.locator(".row.person .bubble").last).to_have_text("ใช่ค่ะ")
    assert bot.event(1)["postback"] == {"data": "a=1"}


def test_chips_of_the_last_message_only(page: Page, bot: TinyBot) -> None:
    """As in LINE, chips on a message that is not the last are not seen."""
    lost = a_text("หนึ่ง", {"type": "message", "label": "หาย", "text": "x"})
    answers(bot, lost, a_text("สอง"))

    ask(page)

    expect(page.locator(".row.bot .bubble").get_by_text("สอง")).to_be_visible()
    expect(page.get_by_role("button", name="หาย")).to_have_count(0)


def test_flex_card(page: Page, bot: TinyBot) -> None:
    """A card shows its texts and its buttons work."""
    answers(bot, CARD)
    ask(page)

    card = page.get_by_role("group", name="คูปองวิทย์")
    expect(card.get_by_text("มีสี่กลุ่ม")).to_have_css("color", "rgb(10, 125, 75)")
    expect(card.get_by_role("link", name="เว็บ")).to_have_attribute("rel", re.compile("noopener"))
    card.get_by_role("button", name="เริ่มตรวจสอบ").click()

    expect(page.locator(".row.person .bubble").last).to_have_text("ขอเริ่มตรวจสอบ")
    assert bot.event(1)["postback"] == {"data": "flow=coupon"}


def a_row(text: str, action: dict[str, Any]) -> dict[str, Any]:
    words = {"type": "text", "text": text, "wrap": True}
    return {"type": "box", "layout": "vertical", "contents": [words], "action": action}


def a_flex(*rows: dict[str, Any], beside: int = 0) -> dict[str, Any]:
    """Return a card of *rows*, or that many *beside* it."""
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": rows}}
    several = {"type": "carousel", "contents": [bubble] * (beside + 1)}
    return {"type": "flex", "altText": "การ์ด", "contents": several if beside else bubble}


def test_a_row_that_opens_an_address_is_a_link(page: Page, bot: TinyBot) -> None:
    """It can be pressed, copied and read by a screen reader as any link, in a tab of its own."""
    action = {"type": "uri", "label": "เว็บคลินิก", "uri": "https://example.go.th/a"}
    answers(bot, a_flex(a_row("เว็บคลินิก", action)))

    ask(page)

    row = page.get_by_role("link", name="เว็บคลินิก")
    expect(row).to_have_attribute("href", "https://example.go.th/a")
    expect(row).to_have_attribute("rel", re.compile("noopener"))
    expect(row).to_have_attribute("target", "_blank")


def test_a_row_that_dials_opens_no_tab(page: Page, bot: TinyBot) -> None:
    """The number goes to the telephone; an empty tab would be left behind."""
    action = {"type": "uri", "label": "โทร", "uri": "tel:025494682"}
    answers(bot, a_flex(a_row("โทร", action)))

    ask(page)

    row = page.get_by_role("link", name="โทร")
    expect(row).to_have_attribute("href", "tel:025494682")
    assert row.get_attribute("target") is None


def test_a_row_with_a_script_is_no_link(page: Page, bot: TinyBot) -> None:
    """Pressed, it does nothing."""
    answers(bot, a_flex(a_row("กด", {"type": "uri", "label": "กด", "uri": "javascript:alert(1)"})))
    ask(page)

    page.get_by_text("กด", exact=True).click()

    expect(page.locator(".card a")).to_have_count(0)


def test_a_carousel_is_swiped(page: Page, bot: TinyBot) -> None:
    """At 360 px the next card peeks in, the last is reached sideways, and its rows work."""
    answers(bot, a_flex(a_row("ถามเรื่องนี้", {"type": "message", "text": "ถาม"}), beside=3))
    ask(page)
    cards = page.locator(".flex-bubble")
    expect(cards).to_have_count(4)
    expect(cards.nth(1)).to_be_in_viewport()
    expect(cards.nth(3)).not_to_be_in_viewport()

    page.locator(".carousel").evaluate("node => node.scrollTo({left: node.scrollWidth})")

    expect(cards.nth(3)).to_be_in_viewport(ratio=0.99)
    cards.nth(3).get_by_role("button").click()
    expect(page.locator(".row.person .bubble").last).to_have_text("ถาม")


def test_unknown_parts_are_seen(page: Page, bot: TinyBot) -> None:
    """What the page cannot draw leaves a visible gap, and the rest is drawn."""
    answers(bot, CARD, {"type": "telepathy"})

    ask(page)

    expect(page.get_by_text("hologram")).to_be_visible()
    expect(page.get_by_text("telepathy")).to_be_visible()


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text"},
        {"type": "image"},
        {"type": "flex"},
        {"type": "flex", "contents": {"type": "carousel"}},
        {"type": "flex", "contents": {"type": "bubble", "body": None, "hero": {}}},
        {"type": "template"},
        {"type": "template", "template": {"type": "carousel"}},
        {"type": "template", "template": {"type": "buttons", "actions": [{}]}},
        {"type": "text", "text": "x", "quickReply": {"items": [{}]}},
    ],
    ids=str,
)
def test_broken_messages_do_not_stop_the_chat(
    page: Page, bot: TinyBot, message: dict[str, Any]
) -> None:
    """After a message that makes no sense the next one is still shown."""
    answers(bot, message, a_text("ยังอยู่"))

    ask(page)

    expect(page.get_by_text("ยังอยู่")).to_be_visible()


def test_markup_stays_text(page: Page, bot: TinyBot) -> None:
    """Nothing that anybody writes, on either side, becomes part of the page."""
    chip = {"type": "message", "label": SCRIPT, "text": SCRIPT}
    button = {"type": "button", "action": chip}
    box = {"type": "box", "layout": "vertical", "contents": [a_text(SCRIPT), button]}
    card = {"type": "flex", "altText": SCRIPT, "contents": {"type": "bubble", "body": box}}
    answers(bot, card, a_text(SCRIPT, chip))

    ask(page, SCRIPT)

    expect(page.locator(".row.person .bubble")).to_have_text(SCRIPT)
    expect(page.locator(".row.bot:not(.typing) .bubble")).to_have_text(SCRIPT)
    expect(page.locator("#chips button")).to_have_text(SCRIPT)
    expect(page.locator("img[onerror]")).to_have_count(0)


def test_addresses_are_links(page: Page, bot: TinyBot) -> None:
    """A web address can be pressed; Thai after it, or its full stop, is not part of it."""
    answers(bot, a_text("ดูที่ https://example.org/a?b=1ค่ะ หรือ http://example.org."))

    ask(page)

    links = page.locator(".bubble a")
    expect(links).to_have_text(["https://example.org/a?b=1", "http://example.org"])
    expect(links.first).to_have_attribute("rel", re.compile("noopener"))


def test_script_addresses_are_dead(page: Page, bot: TinyBot) -> None:
    """A button whose address is a script cannot be followed."""
    answers(bot, a_text("x", {"type": "uri", "label": "กด", "uri": "javascript:alert(1)"}))

    ask(page)

    expect(page.locator("#chips .broken")).to_be_visible()
    expect(page.locator("#chips a")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("จำลองการเพิ่มเพื่อน", "follow"),
        ("ส่งสติกเกอร์", "sticker"),
        ("ส่งรูป", "image"),
        ("ส่งข้อความเสียง", "audio"),
        ("ส่งตำแหน่ง", "location"),
    ],
)
def test_menu_sends_other_events(page: Page, bot: TinyBot, name: str, kind: str) -> None:
    """The menu tries what is not text, and closes."""
    answers(bot, a_text("ได้รับแล้ว"))

    page.get_by_role("button", name="เมนูทดลอง").click()
    page.get_by_role("button", name=name).click()

    expect(page.get_by_text("ได้รับแล้ว")).to_be_visible()
    expect(page.locator("#menu-list")).to_be_hidden()
    event = bot.event(0)
    assert kind in (event["type"], event.get("message", {}).get("type"))


def test_new_chat_is_empty(page: Page, bot: TinyBot) -> None:
    """Starting over shows the greeting again and is a new person to the bot."""
    ask(page)
    expect(page.locator(".row.person")).to_have_count(1)

    page.get_by_role("button", name="เมนูทดลอง").click()
    page.get_by_role("button", name="เริ่มแชตใหม่").click()

    expect(page.locator("#hello")).to_be_visible()
    expect(page.locator(".row.person")).to_have_count(0)


def test_reload_keeps_the_conversation(page: Page, bot: TinyBot) -> None:
    """Loading the page again brings back what was said."""
    answers(bot, a_text("ตอบ"))
    ask(page, "ถามไว้")
    expect(page.locator(".row.bot:not(.typing)")).to_have_count(1)

    page.reload()

    expect(page.locator(".row.person .bubble")).to_have_text("ถามไว้")
    expect(page.locator(".row.bot:not(.typing) .bubble")).to_have_text("ตอบ")


def test_refusing_webhook_is_said_in_thai(page: Page, bot: TinyBot) -> None:
    """When the bot's webhook fails the chat says so, once, and nobody waits."""
    bot.status = 500

    ask(page)

    expect(page.locator(".note")).to_have_count(1)
    expect(page.locator(".note")).to_contain_text("HTTP 500")
    expect(page.get_by_text("กำลังพิมพ์")).to_be_hidden()


def test_program_gone(page: Page, bot: TinyBot) -> None:
    """When the program is gone the typed words come back, with a line that says why."""
    page.route("**/local/messages**", lambda route: route.abort())

    ask(page, "ไม่อยากพิมพ์ใหม่")

    expect(page.locator(".note")).to_be_visible()
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("ไม่อยากพิมพ์ใหม่")


def test_the_last_message_is_in_view(page: Page, bot: TinyBot) -> None:
    """A long conversation is scrolled to its end."""
    answers(bot, *[a_text("ย่อหน้า\n" * 12)] * 4, a_text("จบแล้ว"))

    ask(page)

    expect(page.get_by_text("จบแล้ว")).to_be_in_viewport()


def test_small_phone_has_nothing_sideways(page: Page, bot: TinyBot) -> None:
    """At 360 px nothing, however long or wide, moves the page sideways."""
    giant = {**CARD["contents"], "size": "giga"}  # type: ignore[dict-item]  # a dict, above
    carousel = {"type": "carousel", "contents": [giant, giant]}
    answers(
        bot,
        a_text("ก" * 400),
        {"type": "flex", "altText": "กว้าง", "contents": giant},
        {"type": "flex", "altText": "แถว", "contents": carousel},
        a_text("x" * 300, {"type": "message", "label": "ข้อความยาวมากยี่สิบ", "text": "x"}),
    )

    ask(page, "https://example.org/" + "a" * 300)

    expect(page.locator("#chips")).to_be_visible()
    for scroller in ("document.documentElement", "document.getElementById('scroll')"):
        assert page.evaluate(f"{scroller}.scrollWidth <= {scroller}.clientWidth")


def test_wide_screen_shows_a_phone_in_the_middle(page: Page) -> None:
    """On a wide screen the chat is a phone's width and centred."""
    page.set_viewport_size({"width": 1280, "height": 800})

    box = page.locator(".phone").bounding_box()

    assert box is not None
    assert box["width"] <= 480
    assert abs(box["x"] * 2 + box["width"] - 1280) <= 1
    assert box["y"] + box["height"] <= 800


def test_text_is_large_enough(page: Page, bot: TinyBot) -> None:
    """What people read and type is at least 16 px."""
    answers(bot, a_text("ตอบ", {"type": "message", "label": "ต่อ", "text": "x"}))
    ask(page)
    expect(page.locator("#chips")).to_be_visible()

    for selector in (".bubble", ".chip", "textarea", ".menu li button"):
        size = page.locator(selector).first.evaluate("node => getComputedStyle(node).fontSize")
        assert float(size.removesuffix("px")) >= 16
