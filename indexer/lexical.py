"""Search by the letters themselves: BM25 over Thai words and character trigrams in one index."""

import importlib.resources
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import bm25s
import nlpo3
import numpy as np
from numpy.typing import NDArray

from indexer.thai import normalise

K1, B = 1.2, 0.75  # Robertson and Zaragoza 2009, section 3; the usual values
_DICTIONARY = "thai"


@cache
def _load_words() -> None:
    """Give the cutter PyThaiNLP's word list, once a process (0.1 s, 60 MB)."""
    words = importlib.resources.files("pythainlp.corpus") / "words_th.txt"
    with importlib.resources.as_file(words) as path:
        nlpo3.load_dict(str(path), _DICTIONARY)


def tokens(text: str) -> list[str]:
    """Cut normalised *text* into words (marked ``=``) and trigrams of its letters without spaces.

    Words carry meaning, trigrams survive a misspelling; spaces mean nothing in Thai.
    """
    _load_words()
    words = [f"={word}" for word in nlpo3.segment(text, _DICTIONARY, safe=True) if word.strip()]
    letters = text.replace(" ", "")
    return words + [letters[i : i + 3] for i in range(max(len(letters) - 2, 1)) if letters]


class Lexical:
    """A BM25 index of passages; rows are in the order they were given in."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25
        scores = bm25.scores
        starts = scores["indptr"][:-1]
        filled = np.minimum(starts, max(len(scores["data"]) - 1, 0))
        best = np.maximum.reduceat(scores["data"], filled) if len(scores["data"]) else starts * 0.0
        self._best = np.where(np.diff(scores["indptr"]) > 0, best, 0.0)

    @classmethod
    def build(cls, texts: Sequence[str]) -> "Lexical":
        """Index normalised *texts*; at least one."""
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene", csc_backend="numpy")
        bm25.index([tokens(text) for text in texts], show_progress=False)
        return cls(bm25)

    def save(self, folder: Path) -> None:
        """Write the index as plain files of bm25s."""
        self._bm25.save(folder)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read what ``save`` wrote; raises OSError, ValueError or KeyError where it is damaged."""
        return cls(bm25s.BM25.load(folder, load_corpus=False))

    def scores(self, question: str) -> tuple[NDArray[np.float32], float]:
        """Return ``(n,)`` BM25 scores of all passages, and the most one passage could score."""
        known = self._bm25.get_tokens_ids(tokens(normalise(question)))
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], np.float32), 0.0
        return self._bm25.get_scores_from_ids(known), float(self._best[known].sum())
