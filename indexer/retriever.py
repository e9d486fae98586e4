"""Find the entries that answer a question, and say how sure that is."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.confidence import Confidence
from indexer.documents import Entry
from indexer.embedder import Embedder
from indexer.index import Index, SnapshotError
from indexer.subjects import Subjects

# Shares of the score, chosen on the choosing half of tests/questions (see README.md here).
WORDS, NEAREST, MEAN = 0.75, 0.15, 0.1
WORD_FOR_WORD = 2.0  # beyond what any other entry can reach: staff wrote this very question
LITTLE = 15.0  # BM25 that a question weighs at least, some three tokens: one letter is not a whole
EACH = 100  # candidates taken from either search

# What confidence is judged by: the logarithm of the first hit's BM25, its nearest cosine, the mean
# of its cosines, its lead over the second hit, and 1 where it lacks the kind of fact asked for.
FEATURES = ("bm25", "nearest", "mean", "lead", "kind amiss")

Verdict = Literal["sure", "torn", "unsure"]


@dataclass(frozen=True)
class Hit:
    """An entry that was found; *score* is 0 to about 1, higher is better.

    *bm25*: how much of the question's words it carries. *cosine*: to its nearest
    passage, *nearest*. *mean*: the cosine to the mean of all its passages.
    """

    entry: Entry
    score: float
    bm25: float
    cosine: float
    mean: float
    nearest: str


@dataclass(frozen=True)
class Finding:
    """Hits, best first, one an entry, and what to make of them.

    *features*: what the confidence was judged by (see ``FEATURES``).
    *confidence*: the estimated chance, 0 to 1, that the first hit answers the question.
    *verdict*: sure of the first; torn between several; unsure whether any of them fits.
    """

    hits: tuple[Hit, ...]
    features: tuple[float, ...]
    confidence: float
    verdict: Verdict


NOTHING = Finding((), (), 0.0, "unsure")


class Retriever:
    """Dense and lexical search over one Index, fused and grouped by entry.

    *confidence* is the index's own unless another is given, as when it is being made.
    """

    def __init__(
        self, index: Index, embedder: Embedder, confidence: Confidence | None = None
    ) -> None:
        self.index = index
        self._embedder = embedder
        self._confidence = confidence or index.manifest.confidence
        if len(self._confidence.weights) not in (0, len(FEATURES) + 1):
            raise SnapshotError(
                "The index judges confidence by other features than this program: "
                "run `python -m indexer build --force`."
            )
        self._entries = list(index.knowledge.entries.values())
        row = {entry.id: i for i, entry in enumerate(self._entries)}
        self._entry_of = np.array([row[passage.entry] for passage in index.passages])
        self._subjects = Subjects(
            (passage.text, self._entries[row[passage.entry]].document)
            for passage in index.passages
            if passage.kind != "answer"
        )
        self._means = _means(index, self._entry_of, len(self._entries))
        self._kinds_held: dict[str, frozenset[str]] = {}
        self._word_for_word = {
            _letters(passage.text): row[passage.entry]
            for passage in reversed(index.passages)
            if passage.kind != "answer"
        }

    def search(self, question: str, k: int = 5) -> Finding:
        """Return the *k* best entries for *question*."""
        text = self.index.knowledge.asked(question)
        if not text:
            return NOTHING
        hits = self._ranked(text, max(k, 2))
        features = self._features(text, hits)
        if hits[0].score >= WORD_FOR_WORD:
            return Finding(hits[:k], features, 1.0, "sure")
        confidence = self._confidence.of(features)
        verdict = self._verdict(confidence)
        if verdict == "sure" and not self._subjects.named(text, hits[0].entry.document):
            verdict = "torn"  # it fits, and would fit as well in another document
        return Finding(hits[:k], features, confidence, verdict)

    def within(self, document: str, text: str) -> tuple[Hit, ...]:
        """Return the entries of *document*, those first that carry most of *text*.

        Their scores, 0 to about 1, are of *text* alone: what leans on a topic seldom names it.
        """
        text = self.index.knowledge.asked(text)
        if not text:
            return ()
        vector = self._embedder.embed_query(text)
        bm25, ceiling = self.index.words.scores(text)
        hits = []
        for row, entry in enumerate(self._entries):
            if entry.document == document:
                mean = float(self._means[row].astype(np.float32) @ vector)
                words = float(bm25[row])
                score = WORDS * words / (ceiling or 1.0) + (1 - WORDS) * mean
                hits.append(Hit(entry, score, words, mean, mean, ""))
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    def _features(self, text: str, hits: tuple[Hit, ...]) -> tuple[float, ...]:
        """Return the FEATURES of the first hit, and of its lead over the second."""
        first = hits[0]
        lead = first.score - hits[1].score if len(hits) > 1 else first.score
        asked = self.index.knowledge.kinds.asked(text)
        amiss = float(bool(asked and asked - self._held(first.entry)))
        return float(np.log1p(first.bm25)), first.cosine, first.mean, lead, amiss

    def _held(self, entry: Entry) -> frozenset[str]:
        """Return the kinds of fact that *entry* holds."""
        if entry.id not in self._kinds_held:
            knowledge = self.index.knowledge
            questions = knowledge.plain(" ".join((entry.question, *entry.wordings)))
            self._kinds_held[entry.id] = knowledge.kinds.held(questions, entry)
        return self._kinds_held[entry.id]

    def _verdict(self, confidence: float) -> Verdict:
        if confidence > self._confidence.sure:
            return "sure"
        return "torn" if confidence > self._confidence.torn else "unsure"

    def _ranked(self, text: str, k: int) -> tuple[Hit, ...]:
        vector = self._embedder.embed_query(text)
        bm25, ceiling = self.index.words.scores(text)
        rows, cosines = self.index.nearest(vector, EACH)
        found = self._candidates(bm25, rows)
        nearest = {int(self._entry_of[row]): i for i, row in reversed(list(enumerate(rows)))}
        # An entry outside the nearest passages is at most as near as the last of them.
        at = np.array([nearest.get(int(entry), -1) for entry in found])
        mean = self._means[found].astype(np.float32) @ vector
        scores = WORDS * bm25[found] / max(ceiling, LITTLE) + NEAREST * cosines[at] + MEAN * mean
        scores[found == self._word_for_word.get(_letters(text))] = WORD_FOR_WORD
        return tuple(
            Hit(
                entry=self._entries[found[i]],
                score=float(scores[i]),
                bm25=float(bm25[found[i]]),
                cosine=float(cosines[at[i]]),
                mean=float(mean[i]),
                nearest=self.index.passages[rows[at[i]]].text,
            )
            for i in np.argsort(-scores, kind="stable")[:k]
        )

    def _candidates(self, bm25: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the entries that either search puts forward."""
        lexical = np.argpartition(-bm25, min(EACH, len(bm25)) - 1)[:EACH]
        return np.union1d(self._entry_of[rows], lexical)


def _letters(text: str) -> str:
    return text.replace(" ", "")


def _means(index: Index, entry_of: NDArray[np.int64], entries: int) -> NDArray[np.float16]:
    """Return ``(entries, dim)``: the mean of each entry's passage vectors, length 1."""
    sums = np.zeros((entries, index.manifest.dimension), np.float32)
    for start, vectors in index.vectors.rows():
        np.add.at(sums, entry_of[start : start + len(vectors)], vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    means: NDArray[np.float16] = (sums / np.maximum(lengths, 1e-9)).astype(np.float16)
    return means
