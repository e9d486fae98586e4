"""Find the entries that answer a question, and say how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.documents import Entry
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.keyboard import as_thai

# Shares of the score, chosen on wordings left out in turn (see README.md of this room).
WORDS, NEAREST, MEAN = 0.667, 0.2, 0.133
WORD_FOR_WORD = 2.0  # beyond what any other entry can reach: staff wrote this very question
EACH = 100  # candidates taken from either search

Verdict = Literal["sure", "torn", "unsure"]


@dataclass(frozen=True)
class Hit:
    """An entry that was found; *score* is 0 to about 1, higher is better.

    *share*: how much of the question's words it carries. *cosine*: to its nearest
    passage, *nearest*. *mean*: the cosine to the mean of all its passages.
    """

    entry: Entry
    score: float
    share: float
    cosine: float
    mean: float
    nearest: str


@dataclass(frozen=True)
class Finding:
    """Hits, best first, one an entry, and what to make of them.

    *verdict*: sure of the first; torn between several; unsure whether any of them fits.
    """

    hits: tuple[Hit, ...]
    verdict: Verdict

    @property
    def score(self) -> float:
        return self.hits[0].score if self.hits else 0.0

    @property
    def margin(self) -> float:
        """How far the second entry lies behind the first."""
        return self.score - self.hits[1].score if len(self.hits) > 1 else self.score


class Retriever:
    """Dense and lexical search over one Index, fused and grouped by entry."""

    def __init__(
        self, index: Index, embedder: Embedder, bars: Mapping[str, float] | None = None
    ) -> None:
        self.index = index
        self._embedder = embedder
        self._entries = list(index.knowledge.entries.values())
        row = {entry.id: i for i, entry in enumerate(self._entries)}
        self._entry_of = np.array([row[passage.entry] for passage in index.passages])
        self._means = _means(index, self._entry_of, len(self._entries))
        self._word_for_word = {
            _letters(passage.text): row[passage.entry]
            for passage in reversed(index.passages)
            if passage.kind != "answer"
        }
        self._bars = index.manifest.bars if bars is None else bars

    def search(self, question: str, k: int = 5) -> Finding:
        """Return the *k* best entries for *question*; at least two are compared."""
        text = self.index.knowledge.plain(as_thai(question))
        if not text:
            return Finding((), "unsure")
        vector = self._embedder.embed_query(text)
        shares = self.index.words.shares(text)
        rows, cosines = self.index.nearest(vector, EACH)
        found = self._candidates(shares, rows)
        nearest = {int(self._entry_of[row]): i for i, row in reversed(list(enumerate(rows)))}
        # An entry outside the nearest passages is at most as near as the last of them.
        cosine = np.array([cosines[nearest.get(int(i), -1)] for i in found])
        mean = self._means[found] @ vector
        scores = WORDS * shares[found] + NEAREST * cosine + MEAN * mean
        asked = self._word_for_word.get(_letters(text))
        scores[found == asked] = WORD_FOR_WORD
        best = np.argsort(-scores, kind="stable")[: max(k, 2)]
        hits = tuple(
            Hit(
                entry=self._entries[found[i]],
                score=float(scores[i]),
                share=float(shares[found[i]]),
                cosine=float(cosine[i]),
                mean=float(mean[i]),
                nearest=self.index.passages[rows[nearest.get(int(found[i]), -1)]].text,
            )
            for i in best
        )
        return self._judge(hits, k)

    def _candidates(
        self, shares: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the entries that either search puts forward."""
        lexical = np.argsort(-shares, kind="stable")[:EACH]
        return np.union1d(self._entry_of[rows], lexical)

    def _judge(self, hits: tuple[Hit, ...], k: int) -> Finding:
        finding = Finding(hits, "unsure")
        if finding.score < self._bars.get("known", np.inf):
            return Finding(hits[:k], "unsure")
        clear = finding.margin >= self._bars.get("clear", np.inf)
        return Finding(hits[:k], "sure" if clear else "torn")


def _letters(text: str) -> str:
    return text.replace(" ", "")


def _means(index: Index, entry_of: NDArray[np.int64], entries: int) -> NDArray[np.float32]:
    """Return ``(entries, dim)``: the mean of each entry's passage vectors, length 1."""
    vectors = index.vectors.reconstruct_n(0, len(entry_of))
    sums = np.zeros((entries, vectors.shape[1]), np.float32)
    np.add.at(sums, entry_of, vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    means: NDArray[np.float32] = sums / np.maximum(lengths, 1e-9)
    return means
