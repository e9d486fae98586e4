"""Does the right entry come first, and how fast, beside what a Thai developer would build first."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np

from indexer.embedder import load_embedder
from indexer.index import Index
from indexer.knowledge import read_knowledge
from indexer.lexical import words
from indexer.retriever import Retriever
from indexer.thai import normalise

QUESTIONS = Path("tests/questions")
Ranking = Callable[[str], Sequence[str]]


def main() -> None:
    """Print hit@1, hit@3, MRR@10 and milliseconds a question for each way of searching."""
    asked = [
        json.loads(line)
        for path in sorted(QUESTIONS.glob("*/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    asked = [each for each in asked if each["ids"]]
    embedder = load_embedder()
    started = time.perf_counter()
    index = Index.build(read_knowledge(Path("knowledge_base")), embedder, "knowledge_base")
    built = time.perf_counter() - started
    print(f"\n{len(index.passages)} passages built in {built:.1f} s; {len(asked)} own questions")
    print(f"{'':<28}{'hit@1':>8}{'hit@3':>8}{'MRR@10':>8}{'ms':>8}")
    for name, ranking in _ways(index, Retriever(index, embedder)).items():
        _row(name, ranking, asked)


def _ways(index: Index, retriever: Retriever) -> dict[str, Ranking]:
    return {
        "BM25, newmm words, passages": _words_only(index),
        "dense alone": _dense_only(index),
        "ours": lambda q: [hit.entry.id for hit in retriever.search(q, k=10).hits],
    }


def _words_only(index: Index) -> Ranking:
    bm25 = bm25s.BM25(csc_backend="numpy")
    bm25.index([words(passage.text) for passage in index.passages], show_progress=False)

    def ranking(question: str) -> Sequence[str]:
        known = bm25.get_tokens_ids(words(normalise(question)))
        scores = bm25.get_scores_from_ids(known) if known else np.zeros(len(index.passages))
        return _entries(index, np.argsort(-scores, kind="stable")[:100])

    return ranking


def _dense_only(index: Index) -> Ranking:
    embedder = load_embedder()
    return lambda q: _entries(index, index.nearest(embedder.embed_query(normalise(q)), 100)[0])


def _entries(index: Index, rows: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(index.passages[row].entry for row in rows))


def _row(name: str, ranking: Ranking, asked: Sequence[dict[str, list[str]]]) -> None:
    started = time.perf_counter()
    ranked = [ranking(each["q"])[:10] for each in asked]
    milliseconds = (time.perf_counter() - started) / len(asked) * 1000
    places = [
        next((i for i, id_ in enumerate(ids, 1) if id_ in each["ids"]), 0)
        for ids, each in zip(ranked, asked, strict=True)
    ]
    hit1 = sum(place == 1 for place in places) / len(places)
    hit3 = sum(1 <= place <= 3 for place in places) / len(places)
    mrr = sum(1 / place for place in places if place) / len(places)
    print(f"{name:<28}{hit1:>8.3f}{hit3:>8.3f}{mrr:>8.3f}{milliseconds:>8.2f}")
