"""TF-IDF over character n-grams: no dictionary, no model, the other thing one builds first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZES = (2, 3, 4)  # letters of an n-gram
_BITS = 15  # of a letter in its n-gram's id; rare signs beyond U+7FFF share one with another


class Tfidf:
    """Cosines between texts as bags of n-grams, each weighed by its rarity.

    Smooth inverse document frequency and rows of length 1, the same figures as scikit-learn's
    ``TfidfVectorizer(analyzer="char", ngram_range=(2, 4))``; the texts must hold an n-gram at all.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        bags = [_counts(text) for text in texts]
        grams = np.concatenate([grams for grams, _ in bags])
        rows = np.repeat(np.arange(len(bags), dtype=np.int32), [len(grams) for grams, _ in bags])
        order = np.argsort(grams, kind="stable")
        self._grams, starts, found_in = np.unique(
            grams[order], return_index=True, return_counts=True
        )
        self._starts = np.append(starts, len(grams))
        self._idf = np.log((1 + len(bags)) / (1 + found_in)) + 1
        self._rows = rows[order]
        counts = np.concatenate([counts for _, counts in bags])[order]
        weights = counts * np.repeat(self._idf, found_in)
        lengths = np.sqrt(np.bincount(self._rows, weights**2, minlength=len(bags)))
        self._weights = (weights / lengths[self._rows]).astype(np.float32)
        self._texts = len(bags)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return ``(n,)`` cosines; n-grams that no text has do not count."""
        grams, counts = _counts(text)
        at = np.minimum(np.searchsorted(self._grams, grams), len(self._grams) - 1)
        known = self._grams[at] == grams
        at, weights = at[known], (counts * self._idf[at])[known]
        weights = (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32)
        scores = np.zeros(self._texts, np.float32)
        for i, weight in zip(at, weights, strict=True):
            rows = slice(self._starts[i], self._starts[i + 1])
            scores[self._rows[rows]] += weight * self._weights[rows]
        return scores


def _counts(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ids of the n-grams of *text*, in order, and how often each occurs."""
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64) % 2**_BITS
    ids = [_ids(letters, size) for size in SIZES if len(letters) >= size]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *ids]), return_counts=True)


def _ids(letters: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    ids = np.zeros(len(letters) - size + 1, np.int64)
    for i in range(size):
        ids = ids << _BITS | letters[i : len(letters) - size + 1 + i]
    return ids
