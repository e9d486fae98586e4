"""TF-IDF over character n-grams."""

from math import sqrt

import numpy as np
import pytest

from indexer.evaluation.tfidf import Tfidf


def test_itself() -> None:
    """A text is as near to itself as can be."""
    assert Tfidf(["ปลาดุก", "ปลานิล"]).scores("ปลาดุก")[0] == pytest.approx(1)


def test_by_hand() -> None:
    """Of "abx" the n-grams ab, bx and abx are equally rare, and the question has one of three."""
    assert Tfidf(["abx", "ac"]).scores("ab").tolist() == pytest.approx([1 / sqrt(3), 0])


def test_a_rare_one_counts_more() -> None:
    """What two texts have tells less than what one text has."""
    _, common, rare = Tfidf(["ab", "ab", "cd"]).scores("ab cd")

    assert rare > common


@pytest.mark.parametrize("text", ["", "ก", "xyz"], ids=["empty", "one letter", "unknown"])
def test_nothing_known(text: str) -> None:
    """A question without a known n-gram is like nothing."""
    assert not Tfidf(["ปลาดุก"]).scores(text).any()


def test_rows_keep_their_order() -> None:
    """There is a score for each text, also for one too short to hold an n-gram."""
    scores = Tfidf(["", "ปลา", "ก"]).scores("ปลา")

    assert np.flatnonzero(scores).tolist() == [1]
