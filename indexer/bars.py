"""The bars: how much an answer needs to be given, computed from data when an index is built.

Two questions, two bars. *known*: does any entry fit? Set by messages that must not
be answered. *clear*: does one entry fit better than its neighbours? Set by the
staff's own wordings, each looked for in an index that does not hold it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer.embedder import Embedder
from indexer.index import Index
from indexer.left_out import left_out
from indexer.retriever import Retriever

FAR_PASSING, NEAR_PASSING = 0.02, 0.10  # of strange messages, the share that may pass *known*
RIGHT = 0.9  # of wordings answered at once, the share that must be


@dataclass(frozen=True)
class _Trial:
    """One wording looked for without itself."""

    score: float
    margin: float
    right: bool
    offered: bool  # its own entry is among the choices


def with_bars(index: Index, embedder: Embedder) -> Index:
    """Return *index* with its bars, and what they mean in counts, in its manifest."""
    retriever = Retriever(index, embedder, {})
    far = _scores(retriever, index.knowledge.far)
    near = _scores(retriever, index.knowledge.near)
    known = max(_quantile(far, 1 - FAR_PASSING), _quantile(near, 1 - NEAR_PASSING))
    trials = [trial for trial in _trials(index, embedder) if trial.score >= known]
    clear = _clear(trials)
    at_once = [trial for trial in trials if trial.margin >= clear]
    bars = {
        "known": known,
        "clear": clear,
        "far": len(far),
        "far_passing": int((far >= known).sum()),
        "near": len(near),
        "near_passing": int((near >= known).sum()),
        "own": sum(len(entry.wordings) for entry in index.knowledge.entries.values()),
        "own_passing": len(trials),
        "own_at_once": len(at_once),
        "own_right": sum(trial.right for trial in at_once),
        "own_offered": sum(trial.offered for trial in trials if trial.margin < clear),
    }
    return replace(index, manifest=replace(index.manifest, bars=bars))


def _scores(retriever: Retriever, messages: Iterable[str]) -> NDArray[np.float64]:
    return np.array([retriever.search(message).score for message in messages])


def _quantile(scores: NDArray[np.float64], share: float) -> float:
    return float(np.quantile(scores, share)) if len(scores) else 0.0


def _clear(trials: Sequence[_Trial]) -> float:
    """Return the least margin from which on RIGHT of the trials are right."""
    ordered = sorted(trials, key=lambda trial: -trial.margin)
    right = np.cumsum([trial.right for trial in ordered])
    good = np.flatnonzero(right / np.arange(1, len(ordered) + 1) >= RIGHT)
    return ordered[good[-1]].margin if len(good) else 0.0


def _trials(index: Index, embedder: Embedder) -> Iterable[_Trial]:
    for entry, _, finding in left_out(index, embedder):
        ids = [hit.entry.id for hit in finding.hits]
        yield _Trial(finding.score, finding.margin, ids[:1] == [entry.id], entry.id in ids)
