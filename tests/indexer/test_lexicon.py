"""Words of the village, put into the documents' words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.lexicon import Lexicon, parse_lexicon
from indexer.thai import normalise


def read(text: str) -> Lexicon:
    lexicon, problems = parse_lexicon(text.encode())
    assert problems == []
    return lexicon


def test_variant_becomes_the_word() -> None:
    """What villagers say is put into the word that documents use."""
    lexicon = read("ปุ๋ยหมัก: [ฝุ่นหมัก]\n")

    assert lexicon.apply("ทำฝุ่นหมักยังไง") == "ทำปุ๋ยหมักยังไง"


def test_variants_are_spelt_as_questions_are() -> None:
    """A variant is found in a question however either was typed."""
    lexicon = read("โอทอป: [OTOP]\n")

    assert lexicon.apply(normalise("otop คืออะไร")) == "โอทอป คืออะไร"


def test_latin_word_is_whole() -> None:
    """A Latin variant is no part of a longer word."""
    lexicon = read("โอทอป: [otop]\n")

    assert lexicon.apply("otopia potop") == "otopia potop"


def test_word_is_not_replaced_inside_itself() -> None:
    """A word that holds its own variant does not grow."""
    lexicon = read("ฝุ่นหมักดิน: [ฝุ่นหมัก]\n")

    assert lexicon.apply("ฝุ่นหมักดิน") == "ฝุ่นหมักดิน"


def test_empty() -> None:
    """Without a lexicon every text stays as it is."""
    assert Lexicon().apply("ทำฝุ่นหมักยังไง") == "ทำฝุ่นหมักยังไง"
    assert parse_lexicon(b"") == (Lexicon(), [])


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("ทำฝุ่นหมักดิน ปุ๋ย้")))
def test_idempotent(text: str) -> None:
    """A text in the documents' words stays as it is."""
    lexicon = Lexicon({"ฝุ่นหมัก": "ปุ๋ยหมัก", "ฝุ่นดิน": "ปุ๋ยหมักดิน"})
    once = lexicon.apply(normalise(text))

    assert lexicon.apply(once) == once


# What is wrong: (the file, its line)
BROKEN = {
    "no YAML": ("ก: [", 1),
    "a list": ("- ก\n", 1),
    "a word for a list": ("ปุ๋ยหมัก: ฝุ่นหมัก\n", 1),
    "nested without end": ("ก: " + "[" * 2000, 1),
    "too short": ("ปุ๋ยหมัก: [ปย]\n", 1),
    "a variant of two words": ("ปุ๋ยหมัก: [ฝุ่นหมัก]\nปุ๋ยคอก: [ฝุ่นหมัก]\n", 2),
    "a variant that is a word": ("ปุ๋ยหมัก: [ปุ๋ยคอก]\nปุ๋ยคอก: [ขี้ฝุ่นนา]\n", 1),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN)
def test_broken(text: str, line: int) -> None:
    """What is wrong with the lexicon is told with its line."""
    _, [problem] = parse_lexicon(text.encode())

    assert (problem.file, problem.line) == ("lexicon.yaml", line)


def test_problem_leaves_the_others() -> None:
    """A variant with a problem takes no other with it."""
    lexicon, [_] = parse_lexicon("ปุ๋ยหมัก: [ปย, ฝุ่นหมัก]\n".encode())

    assert lexicon.apply("ฝุ่นหมัก") == "ปุ๋ยหมัก"


def test_not_utf_8() -> None:
    """A file saved in an old Thai code page is told so."""
    _, [problem] = parse_lexicon("ปุ๋ย: [ฝุ่น]\n".encode("tis-620"))

    assert "UTF-8" in problem.message


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.binary() | st.text(st.sampled_from("กข: [],-\n{}\"'&*!")).map(str.encode))
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    """Whatever somebody uploads is read or refused with a problem."""
    lexicon, problems = parse_lexicon(raw)

    assert all(problem.line >= 1 for problem in problems)
    assert lexicon.apply("กขก") is not None
