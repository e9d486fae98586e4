"""Read in what people type which options of a flow they mean: one answer or a whole story.

A linear model (see ``learn``) weighs each option of each question. An option is read when it
leads the next one, and the question's silence, by more than a bar. Nothing about a question or
an option is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from indexer.embedder import Embedder
from indexer.flows.clauses import Clauses, Run
from indexer.flows.features import Matrix, features
from indexer.flows.flow import Flow
from indexer.flows.phrases import Phrases
from indexer.flows.weights import OPENS, UNCLEAR, Column, Weights, columns_of
from indexer.knowledge import Knowledge


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


@dataclass(frozen=True)
class _Learnt:
    weights: Weights
    embedder: Embedder

    def features(self, texts: Sequence[str]) -> Matrix:
        return features(texts, self.embedder)


class Reader:
    """Reads answers to *flow*.

    Without an embedder, or weights that fit it, only what is an option's own phrase.
    """

    def __init__(
        self, flow: Flow, weights: Weights | None, knowledge: Knowledge, embedder: Embedder | None
    ) -> None:
        self.flow = flow
        self._learnt: _Learnt | None = None
        if weights and embedder and weights.fits(flow, embedder):
            self._learnt = _Learnt(weights, embedder)
        self._knowledge = knowledge
        wording = knowledge.wording
        self._clauses = Clauses(wording.clause_words if wording else ())
        self._phrases = Phrases(flow.questions.values())
        # On some days a question may have no options: then it is over.
        self._questions = [each.id for each in flow.questions.values() if each.options]
        self._of_days: dict[tuple[Column, ...], Reader] = {columns_of(flow): self}

    def on(self, day: date) -> "Reader":
        """Return what reads the flow as it stands on *day*: no option of another day."""
        flow = self.flow.on(day)
        columns = columns_of(flow)
        if columns not in self._of_days:
            learnt = self._learnt
            weights = learnt.weights.only(columns) if learnt else None
            embedder = learnt.embedder if learnt else None
            self._of_days[columns] = Reader(flow, weights, self._knowledge, embedder)
        return self._of_days[columns]

    def reads(self, text: str, asked: str = "") -> Told:
        """Return what *text* tells, as an answer to the question *asked* where one stands open."""
        if exact := self._phrases.answer(text, asked):
            return Told((Reading(*exact, text, 1.0),), exact=True)
        plain = self._knowledge.asked(text)
        answer = self._answer(plain, asked)
        if answer is None and (exact := self._phrases.standing(text)):
            return Told((Reading(*exact, text, 1.0),), exact=True)
        if self._learnt is None or not plain:
            return Told()
        told = self._tells(plain, self._learnt)
        # The question asked is answered by the whole message: a clause of it may mislead.
        others = tuple(reading for reading in told.readings if reading.question != asked)
        readings = (answer, *others) if answer else others
        return Told(readings, told.torn - {asked}, told.opens)

    def answer(self, text: str, asked: str) -> Reading | None:
        """Return what the whole of *text* surely means as the answer to *asked*."""
        return self._answer(self._knowledge.asked(text), asked)

    def margins(self, text: str, asked: str) -> list[Reading]:
        """Return every option of *asked* with its margin as the answer *text*, the best first."""
        plain = self._knowledge.asked(text)
        if self._learnt is None or not plain or asked not in self._questions:
            return []
        return self._margins(plain, asked, self._learnt)

    def _margins(self, plain: str, asked: str, learnt: _Learnt) -> list[Reading]:
        weights = learnt.weights
        columns = weights.of(asked)
        scores = learnt.features([plain]) @ weights.answer[:, columns]
        found = [
            Reading(asked, weights.columns[column][1], plain, float(score))
            for column, score in zip(columns, scores[0] - _best_other(scores)[0], strict=True)
        ]
        return sorted(found, key=lambda reading: -reading.margin)

    def _answer(self, plain: str, asked: str) -> Reading | None:
        if self._learnt is None or not plain or asked not in self._questions:
            return None
        best = self._margins(plain, asked, self._learnt)[0]
        sure = best.option != UNCLEAR and best.margin >= self._learnt.weights.bars["answer"]
        return best if sure else None

    def _tells(self, plain: str, learnt: _Learnt) -> Told:
        """Read every run of clauses for every question."""
        weights = learnt.weights
        runs = self._clauses.runs(plain)
        scores = learnt.features([run.text for run in runs]) @ weights.anywhere
        opens = float(scores[:, weights.of(OPENS)].max())
        readings, torn = [], set()
        for question in self._questions:
            found = self._found(question, runs, scores, weights)
            if not found:
                continue
            where, best = max(found, key=lambda each: each[1].margin)
            # A clause inside the one that was read may lack the "not" before it.
            beside = [each for run, each in found if not where.holds(run)]
            if any(each.option != best.option for each in beside):
                torn.add(question)
            else:
                readings.append(best)
        return Told(tuple(readings), frozenset(torn), opens >= weights.bars[OPENS])

    def _found(
        self, question: str, runs: Sequence[Run], scores: Matrix, weights: Weights
    ) -> list[tuple[Run, Reading]]:
        """Return which *runs* are surely one option of *question*, and which."""
        columns = weights.of(question)
        margins = scores[:, columns] - _best_other(scores[:, columns])
        best, leads = margins.argmax(axis=1).tolist(), margins.max(axis=1).tolist()
        found = [
            (run, Reading(question, weights.columns[columns[i]][1], run.text, lead))
            for run, i, lead in zip(runs, best, leads, strict=True)
            if lead >= weights.bars["anywhere"] and not self._phrases.is_short(run.text)
        ]
        return [(run, reading) for run, reading in found if reading.option != UNCLEAR]


def _best_other(scores: Matrix) -> Matrix:
    """Return for each of ``(n, options)`` *scores* the best of the others in its row."""
    order = np.sort(scores, axis=1)
    first = scores == order[:, -1:]
    others: Matrix = np.where(first, order[:, -2:-1], order[:, -1:])
    return others
