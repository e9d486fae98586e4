"""Figures with their uncertainty."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

RESAMPLES, SEED = 1000, 2569
TAIL = 2.5  # per cent left out on either side of an interval


class Figure(NamedTuple):
    """A mean, and between what bounds it lies in 95 of 100 resamples; nan of nothing."""

    mean: float
    low: float
    high: float


def mean(values: Sequence[float]) -> Figure:
    """Return the mean of *values* with its percentile bootstrap interval (Efron 1979)."""
    if not values:
        return Figure(*[float("nan")] * 3)
    drawn = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    means = np.asarray(values, np.float64)[drawn].mean(1)
    low, high = np.percentile(means, (TAIL, 100 - TAIL))
    return Figure(float(np.mean(values)), float(low), float(high))


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Return how often one of *higher* is above one of *lower*, a tie counting half; nan of none.

    This is the area under the receiver operating characteristic (Hanley and McNeil 1982).
    """
    if not higher or not lower:
        return float("nan")
    below = np.sort(np.asarray(lower))
    wins = np.searchsorted(below, higher, "left") + np.searchsorted(below, higher, "right")
    return float(wins.mean() / 2 / len(below))
