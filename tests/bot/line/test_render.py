"""Replies as LINE's message objects: within its limits, and cut where Thai may be cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import Button, Reply
from bot.line.render import plain, render
from tests.line_limits import breaches

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
BUTTONS = st.builds(Button, TEXT, *[TEXT | st.just("")] * 3)


@given(st.lists(TEXT, min_size=1, max_size=8).map(tuple), st.lists(BUTTONS, max_size=20).map(tuple))
def test_every_reply_fits(texts: tuple[str, ...], buttons: tuple[Button, ...]) -> None:
    """Whatever is said, in however many bubbles and buttons, LINE would take it."""
    assert breaches(render(Reply(texts, "answered", buttons))) == []


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


def test_plain_text_keeps_the_words() -> None:
    """The fallback says the same, bare."""
    rich = render(Reply(("หนึ่ง", "สอง"), "answered", (Button("ถามต่อ"),)))

    assert plain(rich) == [{"type": "text", "text": "หนึ่ง"}, {"type": "text", "text": "สอง"}]


def test_plain_text_of_a_card_is_its_alternative() -> None:
    """A message that has no text is told by its altText."""
    assert plain([{"type": "flex", "altText": "สี่กลุ่ม"}]) == [{"type": "text", "text": "สี่กลุ่ม"}]
