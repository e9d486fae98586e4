"""Where a message that asks two things is cut."""

import pytest

from bot.conversation.double import halves
from indexer.wording import Wording, parse_wording
from tests.conftest import KNOWLEDGE


@pytest.fixture(scope="module")
def wording() -> Wording:
    """The words that staff keep."""
    found, _ = parse_wording((KNOWLEDGE / "wording.yaml").read_bytes())
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("ชันโรงคืออะไร แล้วเลี้ยงยังไง", ("ชันโรงคืออะไร", "เลี้ยงยังไง")),
        ("ชันโรงคืออะไร?เลี้ยงยังไง?", ("ชันโรงคืออะไร", "เลี้ยงยังไง?")),
        ("ชันโรงคืออะไร\nเลี้ยงยังไง", ("ชันโรงคืออะไร", "เลี้ยงยังไง")),
    ],
    ids=["a joint", "question marks", "lines"],
)
def test_two_questions_are_told_apart(text: str, cut: tuple[str, str], wording: Wording) -> None:
    """A joint of staff's, a question mark or a new line between two questions cuts them."""
    assert cut in list(halves(text, wording))


@pytest.mark.parametrize(
    "text",
    [
        "ปุ๋ยหมักเหม็นทำไง",
        "ทำปุ๋ยหมักกองใหญ่ไว้ แล้วมันเหม็นทำไงดี",
        "วสช. และ OTOP ต่างกันยังไง",
        "",
        "?\n?",
        "แล้ว แล้ว",
    ],
)
def test_one_question_stays_whole(text: str, wording: Wording) -> None:
    """What does not ask on both sides of the joint is one question."""
    assert list(halves(text, wording)) == []


def test_without_words_of_staff_nothing_is_cut() -> None:
    """A wording without joints and question words leaves every message whole."""
    bare = Wording({}, (), (), (), "", ())

    assert list(halves("ชันโรงคืออะไร แล้วเลี้ยงยังไง", bare)) == []
