"""Passages: the pieces of an Entry that are embedded and found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.documents import Document, Entry
from indexer.thai import normalise


@dataclass(frozen=True)
class Passage:
    """A normalised text that leads to the entry *entry*; *kind* is question, wording or answer."""

    entry: str
    kind: str
    text: str


def passages_of(documents: Iterable[Document]) -> list[Passage]:
    """All passages, in the order of the documents; texts that normalise to nothing are left out."""
    return [
        passage
        for document in documents
        for entry in document.entries
        for passage in _of_entry(entry)
        if passage.text
    ]


def _of_entry(entry: Entry) -> Iterator[Passage]:
    yield Passage(entry.id, "question", normalise(entry.question))
    for wording in entry.wordings:
        yield Passage(entry.id, "wording", normalise(wording))
    # An answer alone often does not name its subject ("มี 6 ด้าน"): the question goes before it.
    yield Passage(entry.id, "answer", normalise(f"{entry.question} {entry.answer}"))
