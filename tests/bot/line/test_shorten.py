"""Cutting words: never inside a cluster, at a word where that loses little, by any measure."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.line.shorten import shorten, utf16_units


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
