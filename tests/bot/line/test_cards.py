"""Cards: sections to read between the text and the choices, and all of it again as plain text."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import Button, Card, Reply, Section
from bot.line.limits.linter import lint
from bot.line.render import render
from tests.line_limits import breaches

RESULT = Card(
    title="น่าจะอยู่กลุ่ม Start Up ตามนิยาม",
    text="ยังไม่ได้ขึ้นทะเบียน OTOP และเป็นวิสาหกิจชุมชน",
    sections=(
        Section("คำตอบของท่าน", ("ทะเบียน OTOP: ยังไม่ได้ขึ้น", "รูปแบบกิจการ: วิสาหกิจชุมชน")),
        Section("ขั้นต่อไป", ("1. โทรหาคลินิก", "2. เตรียมตัวอย่างสินค้า")),
    ),
    choices=(Button("แก้คำตอบ", data="change"), Button("ส่งต่อให้เพื่อน", share="ผล")),
    note="เป็นการประเมินเบื้องต้น",
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WORDS = TEXT.map(lambda text: f"ก{text}")  # something to see, whatever follows
SECTIONS = st.builds(Section, TEXT, st.lists(TEXT, max_size=4).map(tuple))
LINKS = st.sampled_from(["", "tel:025494682", "https://example.go.th/a?b=%E0%B8%81"])
BUTTONS = st.builds(Button, WORDS, TEXT, TEXT, TEXT, LINKS)
CARDS = st.builds(
    Card,
    st.lists(BUTTONS, max_size=6).map(tuple),
    WORDS,
    TEXT,
    TEXT,
    st.lists(SECTIONS, max_size=5).map(tuple),
)


def thai(length: int) -> str:
    """Return *length* letters of Thai, words and marks as in any sentence."""
    return ("ผู้ผลิตต้องเป็นผู้ที่ขึ้นทะเบียนแล้ว" * (length // 30 + 1))[:length]


def largest() -> Card:
    """Return the largest result there can be: seven answers, three steps, three sources."""
    answers = tuple(f"• {thai(40)}: {thai(60)}" for _ in range(7))
    steps = tuple(f"{number}. {thai(140)}" for number in (1, 2, 3))
    sources = tuple(f"• {thai(80)} ({thai(20)})\nhttps://a.th/{'%E0' * 30}" for _ in range(3))
    parts = {"คำตอบ": answers, "ยังขาด": (thai(200),), "ขั้นต่อไป": steps, "ที่มา": sources}
    share = Button(thai(60), share=thai(400))
    return Card(
        choices=(*[Button(thai(60), data="d" * 300)] * 3, share),
        title=thai(60),
        text=thai(300),
        note=thai(120),
        sections=tuple(Section(title, lines) for title, lines in parts.items()),
    )


def rendered(card: Card) -> dict[str, Any]:
    (message,) = render(Reply((), "guide_result", card=card))
    return message


def texts(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all texts of *component*, from the top."""
    if component["type"] == "text":
        yield component
    for inner in component.get("contents", []):
        yield from texts(inner)


def body(card: Card) -> list[dict[str, Any]]:
    return list(texts(rendered(card)["contents"]["body"]))


def test_a_card_reads_from_the_top() -> None:
    """Title, text, each heading with its lines, then what to tap, then the note."""
    assert [text["text"] for text in body(RESULT)] == [
        RESULT.title,
        RESULT.text,
        *(words for part in RESULT.sections for words in (part.title, *part.lines)),
        *(choice.says for choice in RESULT.choices),
        RESULT.note,
    ]


def test_everything_wraps_and_grows() -> None:
    """No line is cut at the edge, and all follow the letter size the reader has set."""
    assert all(text["wrap"] and text["scaling"] for text in body(RESULT))


def test_no_letters_are_smaller_than_the_note() -> None:
    """Sections are read by old eyes: nothing in them is set smaller than any other text."""
    sizes = {text["text"]: text.get("size", "md") for text in body(RESULT)}

    for part in RESULT.sections:
        assert {sizes[words] for words in (part.title, *part.lines)} == {"md"}


def test_paragraphs_and_items_stand_apart() -> None:
    """Each is a text of its own; before a paragraph is a gap, in place of an empty line."""
    card = Card(title="ผล", text="หนึ่ง\n\nสอง\n• สาม\nสี่", sections=(Section("", ("ห้า\n\nหก",)),))

    gaps = {text["text"]: text.get("margin") for text in body(card)}

    assert gaps == {"ผล": None, "หนึ่ง": None, "สอง": "lg", "• สาม\nสี่": None, "ห้า": None, "หก": "lg"}


def test_headings_stand_out() -> None:
    """A heading is bold, its lines are not."""
    weights = {text["text"]: text.get("weight") for text in body(RESULT)}

    for part in RESULT.sections:
        assert weights[part.title] == "bold"
        assert {weights[line] for line in part.lines} == {None}


def test_a_section_without_lines_is_left_out() -> None:
    """A heading over nothing says nothing, and LINE refuses empty words."""
    bare = Card(title="ผล", sections=(Section("ยังขาด", ()), Section("ที่มา", ("", "เว็บไซต์"))))

    assert [text["text"] for text in body(bare)] == ["ผล", "ที่มา", "เว็บไซต์"]
    assert "ยังขาด" not in rendered(bare)["altText"]


@given(CARDS)
def test_every_card_fits(card: Card) -> None:
    """Whatever a card holds, LINE would take it, by two counts made apart."""
    messages = [rendered(card)]

    assert breaches(messages) == []
    assert lint(messages) == []


def test_the_largest_result_fits() -> None:
    """With every part at its longest a result stays within LINE's limits, 30 KB among them."""
    messages = [rendered(largest())]

    assert breaches(messages) == []
    assert lint(messages) == []


def test_the_largest_result_loses_nothing() -> None:
    """What is to be read of the largest result is all in the card, uncut."""
    card = largest()

    shown = [text["text"] for text in body(card)]
    lines = [line for part in card.sections for line in part.lines]

    assert {line.partition("\nhttps:")[0] for line in lines} <= set(shown)
    assert {card.title, card.text, card.note} <= set(shown)


def test_the_alternative_tells_all() -> None:
    """Who sees no card reads the same in order, with what can be typed at the end."""
    words = rendered(RESULT)["altText"]
    parts = [RESULT.title, RESULT.text]
    parts += [word for part in RESULT.sections for word in (part.title, *part.lines)]
    parts += [RESULT.note, RESULT.choices[0].says]

    places = [words.index(part) for part in parts]

    assert places == sorted(places)


def test_the_alternative_does_not_offer_to_share() -> None:
    """What can only be tapped is not listed where nothing can be tapped."""
    assert RESULT.choices[1].says not in rendered(RESULT)["altText"]


def test_the_alternative_is_cut_at_a_word() -> None:
    """What does not fit LINE's 1,500 units goes from the end, after a whole word."""
    line = "ที่อยู่"  # cut anywhere else it would read as another word, or none
    long = Card(title="ผล", sections=(Section("คำตอบ", (" ".join([line] * 300),)),))

    words = rendered(long)["altText"]

    assert 1400 < len(words) <= 1500
    assert words.endswith(f" {line}…")


def test_the_alternative_of_emoji_fits() -> None:
    """Emoji count twice in the 1,500."""
    assert breaches([rendered(Card(title="🌱" * 1000))]) == []
