"""Replies as LINE's message objects: within its limits, and cut where Thai may be cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import Button, Card, Reply
from bot.line.limits.linter import lint
from bot.line.render import render
from tests.line_limits import breaches

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
WORDS = TEXT.map(lambda text: f"ก{text}")  # something to see, whatever follows
BUTTONS = st.builds(Button, WORDS, *[TEXT | st.just("")] * 3)


@given(
    st.lists(WORDS, min_size=1, max_size=8).map(tuple), st.lists(BUTTONS, max_size=20).map(tuple)
)
def test_every_reply_fits(texts: tuple[str, ...], buttons: tuple[Button, ...]) -> None:
    """Whatever is said, in however many bubbles and buttons, LINE would take it."""
    messages = render(Reply(texts, "answered", buttons))

    assert breaches(messages) == []
    assert lint(messages) == []


def test_a_very_long_text_is_cut() -> None:
    """Emoji count twice: 5,000 of them are cut to what LINE takes, and the cut can be seen."""
    messages = render(Reply(("🌱" * 5000,), "answered"))

    assert breaches(messages) == []
    assert messages[0]["text"].endswith("…")


def test_a_text_at_the_limit_stays_whole() -> None:
    """Nothing is cut that LINE would take."""
    whole = "ก" * 5000

    assert render(Reply((whole,), "answered"))[0]["text"] == whole


def test_a_button_says_the_whole_question() -> None:
    """The label is cut, what it says is not."""
    question = "คูปองวิทย์เพื่อโอทอปมีกี่กลุ่ม และแต่ละกลุ่มต่างกันอย่างไร"

    action = render(Reply(("ถามต่อ",), "answered", (Button(question),)))[0]["quickReply"]["items"][
        0
    ]["action"]

    assert action["text"] == question
    assert question.startswith(action["label"].removesuffix("…"))


def test_a_label_of_its_own_is_shown() -> None:
    """A button that brings a label shows that instead of what it says."""
    reply = Reply(("ถามต่อ",), "answered", (Button("คูปองวิทย์ มีกี่กลุ่ม", "มีกี่กลุ่ม"),))

    action = render(reply)[0]["quickReply"]["items"][0]["action"]

    assert action["label"] == "มีกี่กลุ่ม"


def test_a_reply_without_buttons_has_no_quick_reply() -> None:
    """LINE refuses an empty list of quick replies."""
    assert "quickReply" not in render(Reply(("สวัสดีค่ะ",), "small_talk"))[0]


def test_more_texts_than_bubbles() -> None:
    """What does not fit into the last bubbles joins the last one: nothing is lost."""
    texts = tuple(f"ข้อ {number}" for number in range(1, 9))

    messages = render(Reply(texts, "answered"))

    assert [message["text"] for message in messages[:4]] == list(texts[:4])
    assert messages[4]["text"].split() == " ".join(texts[4:]).split()


def test_texts_leave_room_for_the_card() -> None:
    """However many texts there are, the card comes after them."""
    messages = render(Reply(("ข้อ",) * 8, "answered", card=Card(text="เลือก")))

    assert [message["type"] for message in messages] == ["text"] * 4 + ["flex"]


def test_a_text_of_nothing_is_no_bubble() -> None:
    """What nobody would see is not sent beside what can be seen."""
    messages = render(Reply(("", "\u200b\n", "ตอบ"), "answered"))

    assert [message["text"] for message in messages] == ["ตอบ"]


def test_half_an_emoji_is_replaced() -> None:
    """LINE may reject a message with a lone surrogate; two that belong together are an emoji."""
    messages = render(Reply(("ก\ud83c", "\ud83c\udf3e"), "answered"))

    assert [message["text"] for message in messages] == ["ก\ufffd", "🌾"]


def test_a_reply_of_nothing_is_found() -> None:
    """A Reply without a word is no message: the linter says so, and nothing is raised."""
    assert [problem.path for problem in lint(render(Reply((), "answered")))] == ["messages[0].text"]
