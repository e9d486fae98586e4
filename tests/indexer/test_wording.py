"""What the bot itself says, read and checked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.wording import TEXT_LIMIT, TEXTS, SmallTalk, Wording, parse_wording
from tests.conftest import KNOWLEDGE
from tests.indexer.fakes import wording

TALK = "small_talk:\n  thanks:\n    said: [ขอบคุณ, THX]\n    reply: ยินดีค่ะ\n"
REAL = (KNOWLEDGE / "wording.yaml").read_bytes()


def read(text: str) -> Wording:
    found, problems = parse_wording(text.encode())
    assert problems == []
    assert found is not None
    return found


def test_whole() -> None:
    """Every part is found; phrases to recognise are made plain as questions are."""
    found = read(wording(f"{TALK}politeness: [ค่ะ, AD]\nstarters: [a, b]\n", welcome="สวัสดีค่ะ"))

    assert found["welcome"] == "สวัสดีค่ะ"
    assert found.small_talk == (SmallTalk("thanks", ("ขอบคุณ", "thx"), "ยินดีค่ะ"),)
    assert (found.politeness, found.starters) == (("ค่ะ", "ad"), ("a", "b"))


def test_only_texts() -> None:
    """Small talk, polite endings and starters may be left out."""
    found = read(wording())

    assert (found.small_talk, found.politeness, found.starters) == ((), (), ())


def test_numbers_stay_text() -> None:
    """A phrase that YAML would take for a number or a yes stays what staff wrote."""
    found = read(wording("politeness: [555, yes, no]\n"))

    assert found.politeness == ("555", "yes", "no")


@pytest.mark.parametrize("name", TEXTS)
def test_missing_text(name: str) -> None:
    """Each text the bot needs is asked for by name."""
    found, [problem] = parse_wording(wording(**{name: ""}).encode())

    assert found is None
    assert (problem.file, problem.fatal) == ("wording.yaml", True)
    assert name in problem.message


def test_long_text() -> None:
    """A text too long for a chat is told with its limit."""
    found, [problem] = parse_wording(wording(welcome="ก" * (TEXT_LIMIT + 1)).encode())

    assert found is None
    assert "welcome" in problem.message
    assert str(TEXT_LIMIT) in problem.message


# What is wrong: (the file, line, a word of what to do)
BROKEN = {
    "empty": ("", 1, "texts"),
    "a list": ("- a\n", 1, "texts"),
    "texts that are a list": ("texts: [a]\n", 1, "texts"),
    "no YAML": ("texts:\n  welcome: ก: ข\n", 2, "YAML"),
    "nested without end": ("texts: " + "[" * 2000, 1, "YAML"),
    "a control character": (wording(welcome="\u0007"), 1, "YAML"),
    "small talk without a reply": (wording("small_talk: {a: {said: [b]}}\n"), 1, "reply"),
    "small talk without phrases": (wording("small_talk: {a: {reply: b}}\n"), 1, "said"),
    "small talk with one phrase": (wording("small_talk: {a: {said: b, reply: c}}\n"), 1, "said"),
    "small talk that is a list": (wording("small_talk: [a]\n"), 1, "said"),
    "small talk that is a word": (wording("small_talk: a\n"), 1, "said"),
    "starters that are a word": (wording("starters: rice-seed\n"), 1, "starters"),
    "politeness that is a word": (wording("politeness: ค่ะ\n"), 1, "politeness"),
}


@pytest.mark.parametrize(("text", "line", "word"), BROKEN.values(), ids=BROKEN)
def test_broken(text: str, line: int, word: str) -> None:
    """A wording the bot cannot use is refused whole, with a line and what to do."""
    found, problems = parse_wording(text.encode())

    assert found is None
    assert [(each.file, each.fatal) for each in problems] == [("wording.yaml", True)]
    assert problems[0].line == line
    assert word in problems[0].message


def test_not_utf_8() -> None:
    """A file saved in an old Thai code page is told so."""
    found, [problem] = parse_wording(wording(welcome="สวัสดี").encode("tis-620"))

    assert found is None
    assert "UTF-8" in problem.message


def test_byte_order_mark_and_windows_line_ends() -> None:
    """A file saved by Windows Notepad reads the same."""
    text = wording(TALK)

    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.binary() | st.text(st.sampled_from("texts:small_k \n-[]{}&*!|>'\"#กข\t")).map(str.encode))
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    """Whatever somebody uploads is refused with a problem."""
    found, problems = parse_wording(raw)

    assert found is None
    assert problems


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.data())
def test_mangled_wording_never_raises(data: st.DataObject) -> None:
    """The real file with a piece cut out or pasted over is read or refused with a problem."""
    place = st.integers(0, len(REAL))
    start, end = sorted((data.draw(place), data.draw(place)))
    pasted = data.draw(st.sampled_from(["", "\n", ": ", "- a\n", "small_talk: [a]\n", "{", "'"]))

    found, problems = parse_wording(REAL[:start] + pasted.encode() + REAL[end:])

    assert (found is None) == bool(problems)
