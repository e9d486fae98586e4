"""Cutting words: never inside a cluster, at a word where that loses little, by any measure."""

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.line.limits.measures import utf16_units
from bot.line.shorten import shorten


@given(st.text(st.sampled_from("กที่นี้ำเ็🌱a "), max_size=60), st.integers(1, 30))
def test_shortening_tears_no_grapheme(text: str, limit: int) -> None:
    """What is kept is whole graphemes of the text, so no vowel or tone mark is torn off."""
    short = shorten(text, limit)
    kept = regex.findall(r"\X", short.removesuffix("…") if short != text else text)

    assert len(short) <= limit
    assert kept == regex.findall(r"\X", text)[: len(kept)]


@pytest.mark.parametrize(("size", "kept"), [(len, 9), (utf16_units, 4)])
def test_the_measure_is_the_callers(size: type[len], kept: int) -> None:
    """Ten code points are nine emoji and the mark of the cut; ten UTF-16 units are four."""
    assert shorten("🌱" * 20, 10, size) == "🌱" * kept + "…"


def test_the_cut_is_after_a_word() -> None:
    """Where a word ends close before the limit the text ends there, without its space."""
    assert shorten("น่าจะอยู่กลุ่ม Start Up", 18) == "น่าจะอยู่กลุ่ม…"


@given(st.lists(st.sampled_from(["มา", "แก่", "เกะ", "ใต้", "กๆ"]), max_size=20), st.integers(1, 30))
def test_a_vowel_stays_with_its_letter(syllables: list[str], limit: int) -> None:
    """Thai vowels stand before and after their letter too, and are not left alone by a cut."""
    text = "".join(syllables)
    short = shorten(text, limit)
    kept = len(short.removesuffix("…"))

    assert text[:kept][-1:] not in ("แ", "เ", "ใ")
    assert text[kept : kept + 1] not in ("า", "ะ", "ๆ")


def test_half_an_emoji_is_mended() -> None:
    """A lone surrogate, which LINE may reject, becomes the sign for what cannot be read."""
    assert shorten("ก\ud83c", 5) == "ก\ufffd"


def test_what_nobody_sees_is_nothing() -> None:
    """Spaces, controls and zero-width letters alone are no words."""
    assert shorten("\u200b \n\ufeff", 5) == ""


def test_a_book_is_cut_at_once() -> None:
    """What cannot fit anyway is not read: a million letters take no longer than a page."""
    started = time.perf_counter()

    shorten("ผู้ผลิต" * 200_000, 300)

    assert time.perf_counter() - started < 1
