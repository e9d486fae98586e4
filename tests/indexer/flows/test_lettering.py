"""Thai text in a drawing: its width, its lines, its beginning."""

import pytest

from indexer.flows.drawing.lettering import shorten, width, wrap
from indexer.lexical import cut

QUESTION = (
    "ท่านขึ้นทะเบียนเป็นผู้ประกอบการ OTOP แล้วหรือยังคะ ทะเบียน OTOP ยื่นที่สำนักงานพัฒนาชุมชนอำเภอ "
    "ส่วนวิสาหกิจชุมชน (มาตรฐานผลิตภัณฑ์ชุมชน) และ “ดาว OTOP” เป็นคนละอย่างกัน"
)
MAI_EK, SARA_I = "\u0e48", "\u0e34"


def plain(text: str) -> str:
    return "".join(text.split())


def test_marks_take_no_room() -> None:
    """A vowel or tone above a letter makes no line longer."""
    assert width(f"ท{SARA_I}{MAI_EK}", 10) == width("ท", 10)


def test_bold_is_wider() -> None:
    """What fits in the regular face may not fit in bold."""
    assert width("ทะเบียน", 10, bold=True) > width("ทะเบียน", 10)


@pytest.mark.parametrize("room", [60.0, 120.0, 300.0, 5000.0])
def test_lines_keep_to_the_room(room: float) -> None:
    """No line is wider than it may be, and none is empty."""
    lines = wrap(QUESTION, room, 13)

    assert [line for line in lines if not line or width(line, 13) > room] == []


@pytest.mark.parametrize("room", [60.0, 120.0, 300.0, 5000.0])
def test_nothing_is_lost(room: float) -> None:
    """The lines together are the text."""
    assert plain("".join(wrap(QUESTION, room, 13))) == plain(QUESTION)


def test_lines_break_between_words() -> None:
    """No word is cut where a line has room for it."""
    ends, words = {0}, {0}
    for line in wrap(QUESTION, 200, 13):
        ends.add(max(ends) + len(plain(line)))
    for word in cut(QUESTION):
        words.add(max(words) + len(plain(word)))

    assert ends <= words


def test_long_word_is_broken_between_letters() -> None:
    """A word that no line could hold goes on in the next, its marks with their letters."""
    word = f"ท{SARA_I}{MAI_EK}" * 40

    lines = wrap(word, 60, 13)

    assert len(lines) > 1
    assert {line[0] for line in lines} == {"ท"}


@pytest.mark.parametrize("room", range(40, 400, 30))
def test_signs_lean_on_words(room: int) -> None:
    """No line begins with a sign that closes, or ends with one that opens."""
    lines = wrap(QUESTION, room, 13)

    assert [line for line in lines if line[0] in ")”" or line[-1] in "(“"] == []


def test_lines_are_evenly_long() -> None:
    """A text of two lines is not one long line and a word."""
    first, second = wrap("น่าจะอยู่กลุ่มของผู้ประกอบการตามนิยาม", 200, 13)

    assert width(second, 13) > width(first, 13) / 2


def test_short_text_stays() -> None:
    """What is short enough is not touched."""
    assert shorten("ขึ้นทะเบียนแล้วหรือยังคะ", 90) == "ขึ้นทะเบียนแล้วหรือยังคะ"


@pytest.mark.parametrize("letters", [20, 60, 90])
def test_long_text_is_cut_at_a_word(letters: int) -> None:
    """As many words as fit remain, and … says that there were more."""
    short = shorten(QUESTION, letters)
    pieces = cut(QUESTION)
    beginnings = {plain("".join(pieces[:n])) for n in range(len(pieces))}

    assert len(short) <= letters
    assert short.endswith("…")
    assert plain(short[:-1]) in beginnings
