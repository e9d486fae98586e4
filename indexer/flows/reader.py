"""Read in what people type which options of a flow they mean: one answer or a whole story.

A linear model (see ``learn``) weighs each option of each question. An option is read when it
leads the next one, and the question's silence, by more than a bar. Nothing about a question or
an option is written here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indexer.embedder import Embedder
from indexer.flows.features import Matrix, features
from indexer.flows.flow import Flow, Option
from indexer.flows.weights import OPENS, UNCLEAR, Weights
from indexer.knowledge import Knowledge
from indexer.thai import normalise

CLAUSES = 3  # that are read together: people put spaces anywhere


@dataclass(frozen=True)
class Reading:
    """*option* of *question*, read from the words *said*; *margin*: its lead over all else."""

    question: str
    option: str
    said: str
    margin: float


@dataclass(frozen=True)
class Told:
    """What a message tells: readings, one a question; *torn*: questions it answers in two ways.

    *opens*: it asks for the guide. *exact*: it is, letter for letter, an option's own phrase.
    """

    readings: tuple[Reading, ...] = ()
    torn: frozenset[str] = frozenset()
    opens: bool = False
    exact: bool = False

    @property
    def picks(self) -> dict[str, str]:
        """Option by question."""
        return {reading.question: reading.option for reading in self.readings}


class Reader:
    """Reads answers to *flow*; without weights only what is an option's own phrase."""

    def __init__(
        self, flow: Flow, weights: Weights | None, knowledge: Knowledge, embedder: Embedder
    ) -> None:
        self.flow = flow
        self._weights = weights
        self._knowledge = knowledge
        self._embedder = embedder
        wording = knowledge.wording
        self._clause = _clause_pattern(wording.clause_words if wording else ())
        self._phrases = {
            question.id: {
                _letters(phrase): option.id
                for option in question.options.values()
                for phrase in _phrases(option)
            }
            for question in flow.questions.values()
        }

    def reads(self, text: str, asked: str = "") -> Told:
        """Return what *text* tells, as an answer to the question *asked* where one stands open."""
        if option := self._phrases.get(asked, {}).get(_letters(text)):
            return Told((Reading(asked, option, text, 1.0),), exact=True)
        plain = self._knowledge.asked(text)
        if self._weights is None or not plain:
            return Told()
        answer = self._answer(plain, asked, self._weights) if asked else None
        told = self._tells(plain, self._weights)
        if answer is None:
            return told
        others = tuple(reading for reading in told.readings if reading.question != asked)
        return Told((answer, *others), told.torn - {asked}, told.opens)

    def margins(self, text: str, asked: str) -> list[Reading]:
        """Return every option of *asked* with its margin as the answer *text*, the best first."""
        plain = self._knowledge.asked(text)
        if self._weights is None or not plain:
            return []
        columns = self._weights.of(asked)
        scores = features([plain], self._embedder) @ self._weights.answer[:, columns]
        found = [
            Reading(asked, self._weights.columns[column][1], plain, float(score))
            for column, score in zip(columns, scores[0] - _best_other(scores)[0], strict=True)
        ]
        return sorted(found, key=lambda reading: -reading.margin)

    def _answer(self, plain: str, asked: str, weights: Weights) -> Reading | None:
        best = self.margins(plain, asked)[0]
        sure = best.option != UNCLEAR and best.margin >= weights.bars["answer"]
        return best if sure else None

    def _tells(self, plain: str, weights: Weights) -> Told:
        """Read every run of clauses for every question."""
        runs = self._runs(plain)
        scores = features([text for _, _, text in runs], self._embedder) @ weights.anywhere
        opens = float(scores[:, weights.of(OPENS)].max())
        readings, torn = [], set()
        for question in self.flow.questions:
            found = self._found(question, runs, scores, weights)
            if not found:
                continue
            (start, end), best = max(found, key=lambda each: each[1].margin)
            # A clause inside the one that was read may lack the "not" before it.
            inside = [each for span, each in found if start <= span[0] and span[1] <= end]
            if any(each.option != best.option for _, each in found if each not in inside):
                torn.add(question)
            else:
                readings.append(best)
        return Told(tuple(readings), frozenset(torn), opens >= weights.bars[OPENS])

    def _found(
        self, question: str, runs: Sequence["_Run"], scores: Matrix, weights: Weights
    ) -> list[tuple[tuple[int, int], Reading]]:
        columns = weights.of(question)
        margins = scores[:, columns] - _best_other(scores[:, columns])
        best = margins.argmax(axis=1)
        return [
            ((start, end), Reading(question, weights.columns[columns[i]][1], text, float(row[i])))
            for (start, end, text), row, i in zip(runs, margins, best, strict=True)
            if row[i] >= weights.bars["anywhere"] and weights.columns[columns[i]][1] != UNCLEAR
        ]

    def _runs(self, plain: str) -> list["_Run"]:
        """Return each run of up to CLAUSES clauses of *plain*, and the whole."""
        clauses = [clause for clause in self._clause.split(plain) if clause.strip()] or [plain]
        runs = [
            (start, end, " ".join(clauses[start:end]))
            for start in range(len(clauses))
            for end in range(start + 1, min(start + CLAUSES, len(clauses)) + 1)
        ]
        whole = [(0, len(clauses), plain)] if len(clauses) > CLAUSES else []
        return [*runs, *whole]


_Run = tuple[int, int, str]  # first clause, the one after the last, their words


def _best_other(scores: Matrix) -> Matrix:
    """Return for each of ``(n, options)`` *scores* the best of the others in its row."""
    order = np.sort(scores, axis=1)
    first = scores == order[:, -1:]
    others: Matrix = np.where(first, order[:, -2:-1], order[:, -1:])
    return others


def _phrases(option: Option) -> tuple[str, ...]:
    return (option.label, *option.said, *option.short)


def _letters(text: str) -> str:
    return normalise(text).replace(" ", "")


@lru_cache(maxsize=8)
def _clause_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Cut at space and punctuation, and before the words that begin a clause."""
    starts = "".join(f"|(?={re.escape(word)})" for word in words)
    return re.compile(rf"[\s,.!…/;]+{starts}")
