"""A logistic curve and two bars."""

import numpy as np
import pytest

from indexer.confidence import Confidence, bar, bar_for, fit

FAR = [i / 100 for i in range(100)]


def test_without_data_nothing_is_sure() -> None:
    """A confidence that nothing was learnt for gives no chance, and no bar that it reaches."""
    confidence = Confidence()

    assert confidence.of((9.0, 9.0, 9.0, 9.0)) == 0
    assert min(confidence.sure, confidence.torn) > 1


@pytest.mark.parametrize("evidence", [-1e9, -3.0, 0.0, 3.0, 1e9])
def test_chance(evidence: float) -> None:
    """Whatever the evidence, a chance lies between 0 and 1."""
    assert 0 <= Confidence((1.0, 0.0)).of((evidence,)) <= 1


def test_even_chance() -> None:
    """Evidence for neither side is an even chance."""
    assert Confidence((2.0, -2.0)).of((1.0,)) == 0.5


def test_fit_learns_what_is_right() -> None:
    """More of what the right ones have gives more chance, more of what the wrong ones have less."""
    right = np.array([True] * 50 + [False] * 50)
    features = np.c_[right * 1.0, ~right * 1.0, np.ones(100)]
    curve = Confidence(fit(features, right))

    assert curve.of((1.0, 0.0, 1.0)) > 0.9
    assert curve.of((0.0, 1.0, 1.0)) < 0.1


def test_fit_finds_the_share() -> None:
    """Where features say nothing, the chance is the share of right ones."""
    right = np.array([True] * 30 + [False] * 70)
    curve = Confidence(fit(np.ones((100, 2)), right))

    assert curve.of((1.0, 1.0)) == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("all_right", [True, False])
def test_fit_of_one_side(all_right: bool) -> None:
    """Data with nothing on the other side gives finite weights."""
    weights = fit(np.arange(20.0).reshape(10, 2), np.full(10, all_right))

    assert np.isfinite(weights).all()


@pytest.mark.parametrize(("share", "passing"), [(0.0, 1), (0.02, 2), (0.10, 10), (0.5, 50)])
def test_bar_lets_the_share_pass(share: float, passing: int) -> None:
    """A bar lets pass the share of messages that may, and at least the highest itself."""
    assert sum(chance >= bar(FAR, [], share, 0.0) for chance in FAR) == passing


def test_bar_is_the_stricter_of_two() -> None:
    """Neither kind of strange message passes more often than it may."""
    assert bar(FAR, [0.99], 0.1, 0.1) == 0.99
    assert bar(FAR, [0.0], 0.1, 0.1) == bar(FAR, [], 0.1, 0.1)


def test_no_bar_without_messages() -> None:
    """Where no message says what is strange, no chance reaches the bar."""
    assert bar([], [], 0.1, 0.1) > 1


@pytest.mark.parametrize(
    ("share", "passing"),
    [(1.0, [0.9]), (0.6, [0.9, 0.8, 0.7]), (0.0, [0.9, 0.8, 0.7, 0.6])],
    ids=["all must be right", "some may be wrong", "whatever"],
)
def test_bar_for_a_share_that_must_be_right(share: float, passing: list[float]) -> None:
    """Above the bar as many are right as must be, and no more are kept out than needed."""
    chances = [0.6, 0.9, 0.8, 0.7]  # in no order, as trials come
    right = [False, True, False, True]

    over = bar_for(right, chances, share)

    assert sorted((chance for chance in chances if chance > over), reverse=True) == passing


def test_bar_where_nothing_is_right() -> None:
    """Where every answer would be wrong none reaches the bar."""
    assert bar_for([False, False], [0.5, 0.9], 0.9) > 1
