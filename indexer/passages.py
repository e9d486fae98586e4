"""Passages: the pieces of an Entry that are embedded and found."""

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.documents import Entry
from indexer.knowledge import Knowledge


@dataclass(frozen=True)
class Passage:
    """A text, made plain by ``Knowledge.plain``, that leads to the entry *entry*.

    *kind* is question, wording or answer.
    """

    entry: str
    kind: str
    text: str


def passages_of(knowledge: Knowledge) -> list[Passage]:
    """All passages, in the order of the documents; texts without a letter are left out."""
    return [
        passage
        for entry in knowledge.entries.values()
        for passage in _of_entry(entry, knowledge)
        if passage.text
    ]


def _of_entry(entry: Entry, knowledge: Knowledge) -> Iterator[Passage]:
    yield Passage(entry.id, "question", knowledge.plain(entry.question))
    for wording in entry.wordings:
        yield Passage(entry.id, "wording", knowledge.plain(wording))
    # An answer alone often does not name its subject ("มี 6 ด้าน"): the question goes before it.
    yield Passage(entry.id, "answer", knowledge.plain(f"{entry.question} {entry.answer}"))
