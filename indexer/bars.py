"""The bars: how much confidence an answer needs, computed from data when an index is built."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from indexer.index import Index
from indexer.retriever import Retriever

FAR_ANSWERED = 0.05  # of messages from outside, the share that may pass (RETRIEVAL.md 5)


def bars(retriever: Retriever) -> dict[str, float]:
    """Return the bar ``sure`` and, in counts, what it means on this very index.

    ``own`` are the staff's other wordings, each looked for with itself left out
    of the index: ``own_answered`` of them pass, ``own_right`` with their own entry.
    ``far`` and ``near`` are messages that must not be answered.
    """
    knowledge = retriever.index.knowledge
    far = _confidences(retriever, knowledge.far)
    near = _confidences(retriever, knowledge.near)
    sure = float(np.quantile(far, 1 - FAR_ANSWERED)) if len(far) else 0.0
    own = [(confidence, right) for confidence, right in _own_wordings(retriever)]
    return {
        "sure": round(sure, 4),
        "far": len(far),
        "far_answered": int((far >= sure).sum()),
        "near": len(near),
        "near_answered": int((near >= sure).sum()),
        "own": len(own),
        "own_first": sum(right for _, right in own),
        "own_answered": sum(confidence >= sure for confidence, _ in own),
        "own_right": sum(confidence >= sure and right for confidence, right in own),
    }


def _confidences(
    retriever: Retriever, messages: Iterable[str]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array([retriever.search(message, k=1).confidence for message in messages])


def _own_wordings(retriever: Retriever) -> Iterable[tuple[float, bool]]:
    for row, passage in enumerate(retriever.index.passages):
        if passage.kind == "wording":
            found = retriever.search(passage.text, k=1, without=(row,))
            right = bool(found.hits) and found.hits[0].entry.id == passage.entry
            yield found.confidence, right


def with_bars(index: Index, retriever: Retriever) -> Index:
    """Return *index* with the bars of *retriever* in its manifest."""
    return replace(index, manifest=replace(index.manifest, bars=bars(retriever)))
