"""The staff's own wordings, each looked for in an index that does not hold it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from tqdm import tqdm

from indexer.documents import Entry
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.knowledge import Knowledge
from indexer.retriever import Finding, Retriever

FOLDS = 5  # a fifth of each entry's wordings at a time: five small builds instead of thousands
MOST = 3_000  # wordings looked for: a share of them is then known to within 2 points

Asked = Sequence[tuple[Entry, str]]


def left_out(
    index: Index, embedder: Embedder, k: int = 4, progress: bool = False, most: int = MOST
) -> Iterator[tuple[Entry, str, Finding]]:
    """Yield entries and wordings of *index* with what each wording finds without itself.

    All wordings, or *most* of them: as few folds as hold so many, a sample of the last.
    The same knowledge gives the same wordings.
    """
    for smaller, asked in smaller_indexes(index, embedder, most):
        retriever = Retriever(smaller, embedder, index.manifest.confidence)
        for entry, wording in tqdm(asked, desc="wordings", unit="", disable=not progress):
            yield entry, wording, retriever.search(wording, k)


def smaller_indexes(
    index: Index, embedder: Embedder, most: int = MOST
) -> Iterator[tuple[Index, Asked]]:
    """Yield *index* without some wordings, and these with their entries (see ``left_out``)."""
    for fold, asked in _folds(index.knowledge, most):
        rest = without_fold(index.knowledge, fold)
        yield Index.build(rest, embedder, "", previous=index), asked


def _folds(knowledge: Knowledge, most: int) -> Iterator[tuple[int, Asked]]:
    room = most
    for fold in range(FOLDS):
        asked = [
            (entry, wording)
            for entry in knowledge.entries.values()
            for wording in entry.wordings[fold::FOLDS]
        ]
        if sample := _some(asked, room):
            yield fold, sample
        room -= len(sample)


def _some(asked: Asked, room: int) -> Asked:
    if len(asked) <= room:
        return asked
    chosen = np.random.default_rng(0).choice(len(asked), room, replace=False)
    return [asked[i] for i in np.sort(chosen)]


def without_fold(knowledge: Knowledge, fold: int) -> Knowledge:
    """Return *knowledge* without every FOLDS-th wording of each entry, from *fold* on."""
    documents = tuple(
        replace(document, entries=tuple(_thinned(entry, fold) for entry in document.entries))
        for document in knowledge.documents
    )
    return replace(knowledge, documents=documents)


def _thinned(entry: Entry, fold: int) -> Entry:
    kept = (wording for i, wording in enumerate(entry.wordings) if i % FOLDS != fold)
    return replace(entry, wordings=tuple(kept))
