"""Find the entries that answer a question, and say how sure that is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from indexer.documents import Entry
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.passages import Passage
from indexer.thai import normalise

# Weights measured in RETRIEVAL.md 4 and 5 (.3 to .5 dense is a plateau there).
DENSE, WORDS = 0.4, 0.6
MARGIN_DENSE, MARGIN_WORDS = 0.4, 1.2
EACH = 50  # candidates taken from either search


@dataclass(frozen=True)
class Hit:
    """An entry found by its passage; *score* is 0 to about 1, higher is better."""

    entry: Entry
    score: float
    cosine: float
    bm25: float
    passage: Passage


@dataclass(frozen=True)
class Finding:
    """Hits, best first, one an entry. *sure* when *confidence* reaches *bar*."""

    hits: tuple[Hit, ...]
    confidence: float
    bar: float

    @property
    def sure(self) -> bool:
        return bool(self.hits) and self.confidence >= self.bar


NOTHING = Finding((), 0.0, 0.0)


class Retriever:
    """Dense and lexical search over one Index, fused and grouped by entry."""

    def __init__(self, index: Index, embedder: Embedder, bars: Mapping[str, float] | None = None):
        self.index = index
        self._embedder = embedder
        self._entries = index.knowledge.entries
        self._bars = index.manifest.bars if bars is None else bars

    def search(self, question: str, k: int = 5, without: Collection[int] = ()) -> Finding:
        """Return the *k* best entries for *question*; rows *without* do not count."""
        text = normalise(question)
        if not text:
            return NOTHING
        rows, cosines, bm25, ceiling = self._candidates(text, without)
        if not len(rows):
            return NOTHING
        fused = DENSE * cosines / max(cosines.max(), 1e-9) + WORDS * bm25 / max(bm25.max(), 1e-9)
        order = np.argsort(-fused, kind="stable")
        best: dict[str, int] = {}
        for i in order:
            best.setdefault(self.index.passages[rows[i]].entry, int(i))
        hits = tuple(self._hit(rows[i], fused[i], cosines[i], bm25[i]) for i in best.values())
        return Finding(hits[:k], _confidence(hits, ceiling), self._bars.get("sure", np.inf))

    def _candidates(
        self, text: str, without: Collection[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32], float]:
        """Return the rows found by either search, their cosines, BM25 scores and BM25's ceiling."""
        vector = self._embedder.embed_query(text)
        dense, _ = self.index.nearest(vector, EACH + len(without))
        scores, ceiling = self.index.words.scores(text)
        lexical = np.argsort(-scores, kind="stable")[: EACH + len(without)]
        rows = np.union1d(dense, lexical[scores[lexical] > 0])
        rows = rows[~np.isin(rows, list(without))] if without else rows
        if not len(rows):
            return rows, scores[rows], scores[rows], ceiling
        cosines = self.index.vectors.reconstruct_batch(rows) @ vector
        return rows, cosines, scores[rows], ceiling

    def _hit(self, row: int, score: float, cosine: float, bm25: float) -> Hit:
        passage = self.index.passages[row]
        return Hit(self._entries[passage.entry], float(score), float(cosine), float(bm25), passage)


def _confidence(hits: tuple[Hit, ...], ceiling: float) -> float:
    """RETRIEVAL.md 5: how near the best entry is, and how far the next one lies behind it."""
    top = hits[0]
    weights = [
        MARGIN_DENSE * hit.cosine + MARGIN_WORDS * hit.bm25 / max(ceiling, 1e-9) for hit in hits[:2]
    ]
    margin = weights[0] - weights[1] if len(weights) > 1 else weights[0]
    return top.cosine + 0.1 * log(1 + top.bm25) + margin
