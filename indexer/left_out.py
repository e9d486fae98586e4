"""The staff's own wordings, each looked for in an index that does not hold it."""

from collections.abc import Iterator
from dataclasses import replace

from indexer.documents import Entry
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.knowledge import Knowledge
from indexer.retriever import Finding, Retriever

FOLDS = 5  # a fifth of each entry's wordings at a time: five small builds instead of thousands


def left_out(index: Index, embedder: Embedder, k: int = 4) -> Iterator[tuple[Entry, str, Finding]]:
    """Yield each entry and wording of *index* with what the wording finds without itself."""
    for fold in range(FOLDS):
        rest = _without(index.knowledge, fold)
        smaller = Index.build(rest, embedder, "", previous=index)
        retriever = Retriever(smaller, embedder, index.manifest.confidence)
        for entry in index.knowledge.entries.values():
            for wording in entry.wordings[fold::FOLDS]:
                yield entry, wording, retriever.search(wording, k)


def _without(knowledge: Knowledge, fold: int) -> Knowledge:
    """Return *knowledge* without every FOLDS-th wording of each entry, from *fold* on."""
    documents = tuple(
        replace(document, entries=tuple(_thinned(entry, fold) for entry in document.entries))
        for document in knowledge.documents
    )
    return replace(knowledge, documents=documents)


def _thinned(entry: Entry, fold: int) -> Entry:
    kept = (wording for i, wording in enumerate(entry.wordings) if i % FOLDS != fold)
    return replace(entry, wordings=tuple(kept))
