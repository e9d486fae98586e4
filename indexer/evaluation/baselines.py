"""Ways of searching one index: ours, its parts, and what somebody would build without it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

import bm25s
import numpy as np
from numpy.typing import NDArray
from pythainlp.tokenize import word_tokenize

from indexer.embedder import Embedder
from indexer.evaluation.tfidf import Tfidf
from indexer.index import Index
from indexer.lexical import entry_text
from indexer.retriever import EACH, Retriever, Verdict
from indexer.thai import normalise

DEPTH = 10  # hits looked at, as in MRR@10
OURS = "ours"


@dataclass(frozen=True)
class Found:
    """Ids of entries, best first; how sure that is, on any scale; no verdict without bars."""

    ids: tuple[str, ...]
    confidence: float
    verdict: Verdict | None = None


Search = Callable[[str], Found]
Scores = Callable[[str], NDArray[np.float32]]  # of a question, for each entry
Way = Callable[[Index, Embedder], Search]


def ours(index: Index, embedder: Embedder) -> Search:
    """Search as the bot does."""
    retriever = Retriever(index, embedder)

    def search(question: str) -> Found:
        finding = retriever.search(question, DEPTH)
        ids = tuple(hit.entry.id for hit in finding.hits)
        return Found(ids, finding.confidence, finding.verdict)

    return search


def dense(index: Index, embedder: Embedder) -> Search:
    """Take the entries of the nearest passages; the question is read as ours is."""

    def search(question: str) -> Found:
        vector = embedder.embed_query(index.knowledge.asked(question))
        rows, cosines = index.nearest(vector, EACH)
        entries = dict.fromkeys(index.passages[row].entry for row in rows)
        return Found(tuple(islice(entries, DEPTH)), float(cosines[0]))

    return search


def words_and_trigrams(index: Index, _: Embedder) -> Search:
    """BM25 over words and trigrams, the lexical half of ours; the question is read as ours is."""
    return _by(index, lambda q: index.words.scores(index.knowledge.asked(q))[0])


def only_words(index: Index, _: Embedder) -> Search:
    """BM25 over newmm words, what a Thai developer would build first: no lexicon, no keyboard.

    PyThaiNLP's own newmm and not our cutter, so that a fault of ours cannot weaken it.
    One row an entry, as in ours.
    """
    bm25 = bm25s.BM25(csc_backend="numpy")
    bm25.index([_newmm(text) for text in _texts(index)], show_progress=False)

    def scores(question: str) -> NDArray[np.float32]:
        known = bm25.get_tokens_ids(_newmm(normalise(question)))
        found = bm25.get_scores_from_ids(known) if known else np.zeros(0)
        return np.asarray(found, np.float32)

    return _by(index, scores)


def only_letters(index: Index, _: Embedder) -> Search:
    """TF-IDF over character n-grams: no lexicon, no keyboard."""
    tfidf = Tfidf(list(_texts(index)))
    return _by(index, lambda question: tfidf.scores(normalise(question)))


WAYS: dict[str, Way] = {
    "BM25 words": only_words,
    "TF-IDF c2-4": only_letters,
    "BM25 words+c3": words_and_trigrams,
    "dense": dense,
    OURS: ours,
}


def _texts(index: Index) -> Iterable[str]:
    for document in index.knowledge.documents:
        for entry in document.entries:
            yield normalise(entry_text(entry, document))


def _newmm(text: str) -> list[str]:
    return word_tokenize(text, engine="newmm", keep_whitespace=False)


def _by(index: Index, scores_of: Scores) -> Search:
    """Rank entries by their scores; one that shares nothing with the question is not found."""
    ids = list(index.knowledge.entries)

    def search(question: str) -> Found:
        scores = scores_of(question)
        best = [row for row in np.argsort(-scores, kind="stable")[:DEPTH] if scores[row] > 0]
        return Found(tuple(ids[row] for row in best), float(scores.max(initial=0.0)))

    return search
