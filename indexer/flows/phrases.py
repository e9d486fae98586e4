"""The options' own phrases, known letter for letter: whatever spaces, capitals, Thai digits."""

from collections.abc import Iterable

from indexer.flows.flow import Question
from indexer.flows.weights import Column
from indexer.thai import normalise

_Said = tuple[str, Column]  # a phrase in letters alone, and an option it means


class Phrases:
    """Knows which texts are phrases of *questions*; not one that would mean two options."""

    def __init__(self, questions: Iterable[Question]) -> None:
        long, short = [], []
        for question in questions:
            for option in question.options.values():
                column = (question.id, option.id)
                long += [(_letters(phrase), column) for phrase in (option.label, *option.said)]
                short += [(_letters(phrase), column) for phrase in option.short]
        self._standing = _owned(long)
        self._answers = {
            asked: _owned(said for said in (*long, *short) if said[1][0] == asked)
            for asked in {question for _, (question, _) in long}
        }
        self._short = {letters for letters, _ in short} - {letters for letters, _ in long}

    def answer(self, text: str, asked: str) -> Column | None:
        """Return what *text* is a phrase of as the answer to the question *asked*."""
        return self._answers.get(asked, {}).get(_letters(text))

    def standing(self, text: str) -> Column | None:
        """Return what *text* is a phrase of wherever it is said."""
        return self._standing.get(_letters(text))

    def is_short(self, text: str) -> bool:
        """Tell whether *text* means something only as the whole answer to its question."""
        return _letters(text) in self._short


def _owned(said: Iterable[_Said]) -> dict[str, Column]:
    owners: dict[str, set[Column]] = {}
    for letters, column in said:
        owners.setdefault(letters, set()).add(column)
    return {letters: next(iter(of)) for letters, of in owners.items() if len(of) == 1}


def _letters(text: str) -> str:
    return normalise(text).replace(" ", "")
