"""Short texts as rows of numbers."""

import numpy as np
import pytest

from indexer.flows.features import Matrix, features, width
from tests.indexer.fakes import PairEmbedder

HOSTILE = {
    "empty": "",
    "one letter": "ก",
    "lone tone mark": "\u0e48",
    "emoji": "\U0001f600",
    "space alone": "   ",
    "one letter again and again": "ก" * 5000,
    "words without a space": "ยังไม่ได้ขึ้นทะเบียน" * 250,
    "letters of nobody": "\u4e00\u0600\u0e5b",
}


def rows(*texts: str) -> Matrix:
    return features(texts, PairEmbedder())


def likeness(one: str, other: str) -> float:
    """How alike two texts are: the product of their rows."""
    first, second = rows(one, other)
    return float(first @ second)


def test_shape() -> None:
    """There is a row a text, of words, letters and the embedding."""
    found = rows("บริษัท", "บุคคล", "")

    assert found.shape == (3, width(PairEmbedder()))
    assert found.dtype == np.float32


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_row_is_longer_than_one(text: str) -> None:
    """Whatever a text is, its row is finite and of length 1 at most, so that none outshouts all."""
    [row] = rows(text)

    assert np.isfinite(row).all()
    assert np.linalg.norm(row) <= 1 + 1e-6


def test_row_of_a_sentence_has_length_one() -> None:
    """The three shares of a text that has words, letters and an embedding make up a whole."""
    [row] = rows("ยังไม่ได้ขึ้นทะเบียน")

    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-6)


def test_equal_texts_have_equal_rows() -> None:
    """A row says what stands in the text, and nothing of where the text came from."""
    alone, [_, beside, again] = rows("มีทะเบียนแล้ว"), rows("บริษัท", "มีทะเบียนแล้ว", "มีทะเบียนแล้ว")

    np.testing.assert_array_equal(alone[0], beside)
    np.testing.assert_array_equal(beside, again)


def test_order_of_words_counts() -> None:
    """The same words in another order are another text."""
    assert likeness("ยัง ไม่ มี", "มี ไม่ ยัง") < 0.9


@pytest.mark.parametrize(
    ("near", "far"),
    [("ขึนทะเบียนแล้ว", "บริษัทจำกัด"), ("แล้วขึ้นทะเบียน", "ทำเองที่บ้าน"), ("ขึ้น ทะเบียน แล้ว", "ไม่สนใจ")],
    ids=["misspelt", "turned round", "spaces between"],
)
def test_what_is_alike_is_near(near: str, far: str) -> None:
    """A text is nearer to itself misspelt than to one about something else."""
    assert likeness("ขึ้นทะเบียนแล้ว", near) > 2 * likeness("ขึ้นทะเบียนแล้ว", far)


def test_not_changes_a_text() -> None:
    """A sentence and its denial are not taken for one, though nearly all letters are shared."""
    assert likeness("ขึ้นทะเบียนแล้ว", "ยังไม่ขึ้นทะเบียน") < 0.8
