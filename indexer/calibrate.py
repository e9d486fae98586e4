"""Make an index's Confidence from its own documents and from messages it must not answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexer.confidence import (
    SURE_FAR,
    SURE_NEAR,
    SURE_RIGHT,
    TORN_FAR,
    TORN_NEAR,
    Confidence,
    bar,
    bar_for,
    fit,
)
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.left_out import left_out
from indexer.retriever import Retriever


@dataclass(frozen=True)
class _Trial:
    """One message: the evidence for its first hit; is the right entry first, is it offered."""

    features: tuple[float, ...]
    right: bool
    offered: bool


def with_confidence(index: Index, embedder: Embedder, progress: bool = False) -> Index:
    """Return *index* with the Confidence computed for it in its manifest.

    Right are the staff's own wordings that find their entry in an index without them;
    wrong are those that do not, and every message from outside. Of many wordings a sample
    is tried (see ``left_out``): *own* of *own_all* in the meaning.
    """
    own = list(_own(index, embedder, progress))
    retriever = Retriever(index, embedder)
    far, near = (
        list(_strange(retriever, messages))
        for messages in (index.knowledge.far, index.knowledge.near)
    )
    trials = [*own, *far, *near]
    right = np.array([trial.right for trial in trials])
    # Where all are alike there is nothing to learn from: then only word for word is sure.
    learnt = right.any() and not right.all()
    weights = fit(np.array([trial.features for trial in trials]), right) if learnt else ()
    confidence = _with_bars(Confidence(weights), own, far, near)
    own_all = sum(len(entry.wordings) for entry in index.knowledge.entries.values())
    confidence = replace(confidence, meaning={**confidence.meaning, "own_all": own_all})
    return replace(index, manifest=replace(index.manifest, confidence=confidence))


def _with_bars(
    curve: Confidence, own: Sequence[_Trial], far: Sequence[_Trial], near: Sequence[_Trial]
) -> Confidence:
    far_chances, near_chances = _chances(curve, far), _chances(curve, near)
    chances = _chances(curve, own)
    strange = bar(far_chances, near_chances, SURE_FAR, SURE_NEAR)
    sure = max(strange, bar_for([trial.right for trial in own], chances, SURE_RIGHT))
    torn = min(bar(far_chances, near_chances, TORN_FAR, TORN_NEAR), sure)
    at_once = [trial for trial, chance in zip(own, chances, strict=True) if chance > sure]
    asked = [trial for trial, chance in zip(own, chances, strict=True) if torn < chance <= sure]
    meaning = {
        "far": len(far),
        "far_answered": sum(chance > sure for chance in far_chances),
        "far_asked_back": sum(torn < chance <= sure for chance in far_chances),
        "near": len(near),
        "near_answered": sum(chance > sure for chance in near_chances),
        "near_asked_back": sum(torn < chance <= sure for chance in near_chances),
        "own": len(own),
        "own_first": sum(trial.right for trial in own),
        "own_answered": len(at_once),
        "own_answered_right": sum(trial.right for trial in at_once),
        "own_asked_back": len(asked),
        "own_offered": sum(trial.offered for trial in asked),
    }
    return replace(curve, sure=sure, torn=torn, meaning=meaning)


def _chances(curve: Confidence, trials: Iterable[_Trial]) -> list[float]:
    return [curve.of(trial.features) for trial in trials]


def _own(index: Index, embedder: Embedder, progress: bool) -> Iterable[_Trial]:
    for entry, _, finding in left_out(index, embedder, progress=progress):
        ids = [hit.entry.id for hit in finding.hits]
        yield _Trial(finding.features, ids[:1] == [entry.id], entry.id in ids)


def _strange(retriever: Retriever, messages: Iterable[str]) -> Iterable[_Trial]:
    for message in messages:
        finding = retriever.search(message)
        if finding.hits:
            yield _Trial(finding.features, right=False, offered=False)
