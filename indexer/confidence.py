"""How sure is sure: a logistic curve and two bars, both made from data when an index is built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

import numpy as np
from numpy.typing import NDArray

# Of messages that must not be answered, the share that may reach a bar.
SURE_FAR, SURE_NEAR = 0.02, 0.10
TORN_FAR, TORN_NEAR = 0.10, 0.40  # asking back costs little: it says nothing untrue
SURE_RIGHT = 0.9  # of the staff's own wordings answered at once, the share that must be right
CAUTION = 0.5  # by words alone half as much may go wrong: no second witness speaks for an answer
RIDGE = 1.0  # keeps the weights of features that say the same from running apart


@dataclass(frozen=True)
class Confidence:
    """The chance that the first hit is right, from its features, and what it must reach.

    Above *sure* it is answered, above *torn* asked back. *meaning* counts what the bars
    did to the messages they were made from. Without data nothing is ever sure.
    """

    weights: Sequence[float] = ()
    sure: float = 1.1
    torn: float = 1.1
    meaning: Mapping[str, int] = field(default_factory=dict)

    def of(self, features: Sequence[float]) -> float:
        """Return the chance, 0 to 1."""
        if not self.weights:
            return 0.0
        *slopes, level = self.weights
        sum_ = level + sum(w * x for w, x in zip(slopes, features, strict=True))
        return 1 / (1 + exp(-max(min(sum_, 50.0), -50.0)))


def fit(features: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return slopes and level of the logistic curve of *right* ``(n,)`` over *features* ``(n, m)``.

    Ridge-penalised maximum likelihood by Newton's method (Hastie et al. 2009, 4.4.1).
    """
    mean, spread = features.mean(0), features.std(0) + 1e-9
    design = np.c_[(features - mean) / spread, np.ones(len(features))]
    penalty = RIDGE * np.r_[np.ones(features.shape[1]), 0.0]
    weights = np.zeros(design.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (right - chance) - penalty * weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty + 1e-9)
        weights = weights + np.linalg.solve(curve, slope)
    slopes = weights[:-1] / spread
    return (*slopes.tolist(), float(weights[-1] - slopes @ mean))


def bar(far: Sequence[float], near: Sequence[float], far_share: float, near_share: float) -> float:
    """Return the least confidence that at most these shares of *far* and *near* reach."""
    bars = [
        float(np.quantile(chances, 1 - share))
        for chances, share in ((far, far_share), (near, near_share))
        if len(chances)
    ]
    return max(bars, default=1.1)


def bar_for(right: Sequence[bool], chances: Sequence[float], share: float) -> float:
    """Return the least confidence above which *share* of the answers are right."""
    order = np.argsort(-np.asarray(chances), kind="stable")
    rights = np.cumsum(np.asarray(right)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(rights >= share)
    return float(np.nextafter(np.asarray(chances)[order[good[-1]]], 0)) if len(good) else 1.1
