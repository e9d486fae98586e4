"""What is asked of which index: the documents' own wordings, files of questions, benches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from indexer.confidence import Confidence
from indexer.documents import Document, Entry
from indexer.embedder import Embedder
from indexer.evaluation.bench import Bench, read_bench, read_lines
from indexer.index import Index
from indexer.knowledge import Knowledge

# The folds of `left_out`, whose Retriever alone would not do here: others search them too.
from indexer.left_out import FOLDS, without_fold
from indexer.lexicon import Lexicon


class Asked(NamedTuple):
    """A question, the entries that answer it (none: it must not be answered), its manner."""

    question: str
    right: tuple[str, ...]
    manner: str


@dataclass(frozen=True)
class Task:
    """Questions for one index, which carries the Confidence that is to be judged."""

    index: Index
    asked: Sequence[Asked]

    def remade(self, embedder: Embedder, whole: Index) -> "Task":
        """Return the same questions for an index of the same knowledge by another model.

        *whole* is its index of the documents: vectors and Confidence are taken from there.
        """
        index = Index.build(self.index.knowledge, embedder, "", previous=whole, progress=True)
        return Task(_judged(index, whole.manifest.confidence), self.asked)


def of_own_wordings(index: Index, embedder: Embedder) -> Iterator[Task]:
    """Ask each of the documents' wordings of an index without it."""
    for fold in range(FOLDS):
        smaller = Index.build(without_fold(index.knowledge, fold), embedder, "", previous=index)
        asked = [
            Asked(wording, (entry.id,), "own")
            for entry in index.knowledge.entries.values()
            for wording in entry.wordings[fold::FOLDS]
        ]
        yield Task(_judged(smaller, index.manifest.confidence), asked)


def of_questions(index: Index, paths: Iterable[Path]) -> Task:
    """Ask every question of JSON lines ``{"q", "ids", "manner"}``."""
    lines = [line for path in paths for line in read_lines(path)]
    return Task(index, [Asked(line["q"], tuple(line["ids"]), line["manner"]) for line in lines])


def of_bench(
    folder: Path,
    first: int | None,
    embedder: Embedder,
    confidence: Confidence,
    lexicon: Lexicon,
) -> Task:
    """Ask a bench's queries of an index of its corpus.

    A corpus has no other wordings and no strange messages to make a Confidence from:
    it is judged by *confidence*, which was made elsewhere.
    """
    bench = read_bench(folder, first)
    knowledge = knowledge_of(bench, lexicon)
    index = Index.build(knowledge, embedder, str(folder))
    asked = [
        Asked(line["q"], tuple(line.get("ids", ())), manner)
        for manner in ("clean", "noisy", "strange")
        for line in getattr(bench, manner)
    ]
    return Task(_judged(index, confidence), asked)


def knowledge_of(bench: Bench, lexicon: Lexicon) -> Knowledge:
    """Return a knowledge in which each text of the corpus is an entry that is all answer."""
    entries = tuple(
        Entry(line["id"], "", (), line["text"], (), bench.name, line=0) for line in bench.corpus
    )
    document = Document(bench.name, "", "", "", "", date.min, date.max, entries=entries)
    return Knowledge({}, (document,), lexicon=lexicon)


def _judged(index: Index, confidence: Confidence) -> Index:
    return replace(index, manifest=replace(index.manifest, confidence=confidence))
