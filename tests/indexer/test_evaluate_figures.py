"""Means with their intervals, and the area under the curve of a classifier."""

from math import isnan

import pytest

from indexer.evaluation.figures import auroc, mean


@pytest.mark.parametrize("values", [[0, 1, 1, 1], [0.5, 0.25, 1] * 50, [1] * 9, [0]], ids=str)
def test_interval_contains_the_mean(values: list[float]) -> None:
    """The bounds lie on both sides of the mean."""
    figure = mean(values)

    assert figure.low <= figure.mean <= figure.high


def test_same_values_same_interval() -> None:
    """The seed is fixed: a figure moves only when the answers do."""
    assert mean([0, 1, 0, 1, 1]) == mean([0, 1, 0, 1, 1])


def test_more_values_narrower_interval() -> None:
    """What is known from more questions is known better."""
    few, many = mean([0, 1] * 10), mean([0, 1] * 1000)

    assert many.high - many.low < few.high - few.low


def test_interval_of_a_share() -> None:
    """For a share of many the bounds are those of the textbook, 1.96 standard errors away."""
    figure = mean([0, 1] * 1000)

    assert (figure.low, figure.high) == pytest.approx((0.478, 0.522), abs=0.003)


def test_mean_of_nothing() -> None:
    """A manner nobody asked in has no figure, and that is no error."""
    assert isnan(mean([]).mean)


def test_auroc_by_hand() -> None:
    """Of six pairs four are in order and one is a tie: (4 + 0.5) / 6."""
    assert auroc([0.9, 0.5], [0.1, 0.5, 0.7]) == pytest.approx(4.5 / 6)


@pytest.mark.parametrize(
    ("higher", "lower", "area"),
    [([2, 3], [0, 1], 1.0), ([0], [1, 2], 0.0), ([1, 1], [1], 0.5)],
    ids=["apart", "upside down", "all alike"],
)
def test_auroc_at_its_ends(higher: list[float], lower: list[float], area: float) -> None:
    """1 sorts perfectly, 0 the wrong way round, 0.5 says nothing."""
    assert auroc(higher, lower) == area


def test_auroc_of_one_side() -> None:
    """Where there is nothing to tell apart there is no figure."""
    assert isnan(auroc([1.0], []))
