"""The slips that training adds to questions."""

import random

import pytest

from indexer.thai import normalise
from indexer.training.noise import noisy

TEXT = normalise("ผู้ประกอบการลงทะเบียนรับคูปองดิจิทัลได้ที่ไหน ต้องใช้เอกสารอะไรบ้าง")


def seeded() -> random.Random:
    return random.Random(1)  # noqa: S311  slips, not secrets


def variants(count: int) -> list[str]:
    rng = seeded()
    return [noisy(TEXT, rng) for _ in range(count)]


def test_the_same_seed_makes_the_same_slips() -> None:
    """Training can be repeated."""
    assert variants(20) == variants(20)


def test_hardly_two_are_alike() -> None:
    """Every question is mistyped in its own way."""
    assert len(set(variants(200))) > 150


def test_most_of_it_stays() -> None:
    """What is left can still be understood: most characters are where they belong together."""
    pairs = {TEXT[i : i + 2] for i in range(len(TEXT) - 1)}
    left = [sum(pair in text for pair in pairs) / len(pairs) for text in variants(200)]

    assert sum(left) / len(left) > 0.75


def test_what_comes_out_is_normalised() -> None:
    """The model sees mistyped text exactly as it will when people send it."""
    assert all(normalise(text) == text for text in variants(200))


@pytest.mark.parametrize("text", ["", "ก", "\u0e48", "a b", "๕", "🙂"])
def test_short_and_odd_texts_survive(text: str) -> None:
    """No text is too short to be mistyped."""
    rng = seeded()

    assert all(isinstance(noisy(text, rng), str) for _ in range(200))
