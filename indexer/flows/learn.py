"""Learn to read answers to a flow from its phrases.

Regularised least squares (Rifkin and Lippert 2007): each phrase pulls its option's column to 1;
phrases of other questions, the documents' questions and messages from outside pull it to 0,
phrases marked unclear the column UNCLEAR to 1. The closed form also tells how each phrase would be
read by a model that never saw it, and from that come the bars.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from indexer.embedder import Embedder
from indexer.flows.features import Matrix, features
from indexer.flows.flow import Flow
from indexer.flows.weights import BARS, OPENS, UNCLEAR, Column, Weights, columns_of, numbers
from indexer.index import Index
from indexer.knowledge import Knowledge
from indexer.talk import TALK, talk_flow

RIDGE = 0.3
STRANGE = 4  # every so many-th of the documents' wordings, and twice as many messages from outside
AT_ONCE = 512  # rows of a matrix that numpy inverts
OTHERS = 4  # every so many-th phrase about other things, when the answers to a question are learnt
# Of all phrases, left out in turn, the share that may be read wrong. People write more around it
# than staff do; these shares gave 0.3 % of the lines and 1.2 % of the stories' questions on the
# choosing half of tests/answers.
WRONG = {"answer": 0.02, "anywhere": 0.0045, OPENS: 0.008}

Meant = tuple[str, Column]  # a phrase as staff wrote it, and an option it means
Row = tuple[str, frozenset[Column]]  # a plain phrase, and all that it means
Tries = tuple[NDArray[np.float64], NDArray[np.bool_]]  # margins, and whether they are right


@dataclass(frozen=True)
class _Fit:
    """*weights* ``(features, columns)``; *held_out* ``(rows, columns)``: scores without oneself."""

    weights: Matrix
    held_out: NDArray[np.float64]


def with_weights(index: Index, embedder: Embedder, progress: bool = False) -> Index:
    """Return *index* with what is learnt for each flow of its knowledge, and for small talk."""
    knowledge = index.knowledge
    weights = {flow.id: learn(flow, knowledge, embedder, progress) for flow in knowledge.flows}
    if knowledge.wording:
        weights[TALK] = learn(talk_flow(knowledge), knowledge, embedder, progress)
    return replace(index, weights=weights)


def learn(flow: Flow, knowledge: Knowledge, embedder: Embedder, progress: bool = False) -> Weights:
    """Return the weights and bars of *flow*; 20 s for seven thousand phrases on 2 cores."""
    rows, short = _rows(_told(flow), knowledge, _strange(knowledge)), _rows(_short(flow), knowledge)
    taught, columns = [*rows, *short], columns_of(flow)
    known, targets = features([phrase for phrase, _ in taught], embedder), _targets(taught, columns)
    kernel = known @ known.T
    told = slice(len(rows))
    anywhere = _fit(known[told], kernel[told, told], targets[told])
    answer = np.zeros_like(anywhere.weights)
    tries: dict[str, list[Tries]] = {name: [] for name in BARS}
    for question in tqdm(flow.questions, desc=flow.id, unit="", disable=not progress):
        mine, near = numbers(columns, question), _near(question, rows, short)
        fit = _fit(known[near], kernel[np.ix_(near, near)], targets[np.ix_(near, mine)])
        answer[:, mine] = fit.weights
        tries["answer"].append(_tries(fit.held_out, targets[np.ix_(near, mine)]))
        tries["anywhere"].append(_tries(anywhere.held_out[:, mine], targets[told, mine]))
    tries[OPENS].append((anywhere.held_out[:, -1], targets[told, -1] > 0))
    bars = {name: _bar(parts, WRONG[name]) for name, parts in tries.items()}
    return Weights(columns, anywhere.weights, answer, bars)


def _strange(knowledge: Knowledge) -> list[str]:
    """Return messages that answer no question of any flow."""
    entries = knowledge.entries.values()
    asked = [words for entry in entries for words in (entry.question, *entry.wordings)]
    return [*asked[::STRANGE], *[*knowledge.far, *knowledge.near][:: STRANGE // 2]]


def _told(flow: Flow) -> Iterator[Meant]:
    """Yield what means something wherever it is said."""
    for question in flow.questions.values():
        for option in question.options.values():
            for phrase in (option.label, *option.said):
                yield phrase, (question.id, option.id)
        for phrase in question.unclear:
            yield phrase, (question.id, UNCLEAR)
    for phrase in filter(None, (flow.button, *flow.opens)):
        yield phrase, (OPENS, OPENS)


def _short(flow: Flow) -> Iterator[Meant]:
    """Yield what means something only as the answer to its question."""
    for question in flow.questions.values():
        for option in question.options.values():
            for phrase in option.short:
                yield phrase, (question.id, option.id)


def _rows(told: Iterable[Meant], knowledge: Knowledge, strange: Iterable[str] = ()) -> list[Row]:
    """Return what teaches, each phrase once: left out in turn, no twin may speak for it.

    One phrase may mean two options of a question, where no day has both.
    """
    meant: dict[str, set[Column]] = {}
    for phrase, column in told:
        meant.setdefault(knowledge.asked(phrase), set()).add(column)
    for message in strange:
        meant.setdefault(knowledge.asked(message), set())
    return [(phrase, frozenset(columns)) for phrase, columns in meant.items()]


def _near(question: str, rows: Sequence[Row], short: Sequence[Row]) -> list[int]:
    """Return which of *rows* and, after them, *short* teach the answers to *question*."""
    own = {i for i, (_, means) in enumerate([*rows, *short]) if question in dict(means)}
    return sorted(own.union(range(0, len(rows), OTHERS)))


def _targets(rows: Sequence[Row], columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return ``(rows, columns)``: 1 for what a phrase means, else 0."""
    number = {column: i for i, column in enumerate(columns)}
    targets = np.zeros((len(rows), len(columns)))
    for row, (_, means) in zip(targets, rows, strict=True):
        row[[number[meaning] for meaning in means]] = 1
    return targets


def _fit(known: Matrix, kernel: Matrix, targets: NDArray[np.float64]) -> _Fit:
    """Fit *targets* to the rows *known*, of which *kernel* holds the inner products."""
    ridged = kernel.astype(np.float64)  # in 32 bits the halves below would lose all digits
    ridged.flat[:: len(ridged) + 1] += RIDGE  # the diagonal
    _invert(ridged)
    shares = ridged @ targets
    held_out = targets - shares / np.diag(ridged)[:, None]
    return _Fit(known.T @ shares.astype(np.float32), held_out)


def _invert(matrix: NDArray[np.float64]) -> None:
    """Turn a symmetric positive definite *matrix* into its inverse, by halves.

    By Schur's complement nearly all is products of matrices: for some thousand rows three times
    as fast as numpy's inverse, in a third of the memory.
    """
    if len(matrix) <= AT_ONCE:
        matrix[:] = np.linalg.inv(matrix)
        return
    half = len(matrix) // 2
    first, beside, last = matrix[:half, :half], matrix[:half, half:], matrix[half:, half:]
    _invert(first)
    moved = first @ beside
    last -= beside.T @ moved
    _invert(last)
    beside[:] = -moved @ last
    first -= beside @ moved.T
    matrix[half:, :half] = beside.T


def _tries(scores: NDArray[np.float64], targets: NDArray[np.float64]) -> Tries:
    """Return for each row the lead of its best option (UNCLEAR, the last, is none)."""
    best, row = scores[:, :-1].argmax(axis=1), np.arange(len(scores))
    rest = scores.copy()
    rest[row, best] = -np.inf
    return scores[row, best] - rest.max(axis=1), targets[row, best] > 0


def _bar(parts: Sequence[Tries], share: float) -> float:
    """Return the least margin, above 0, from which at most *share* of all tries are read wrong."""
    wrong = np.sort(np.concatenate([margins[~right] for margins, right in parts]))[::-1]
    allowed = int(share * sum(len(right) for _, right in parts))
    most = max(wrong[allowed], 0.0) if allowed < len(wrong) else 0.0
    return float(np.nextafter(np.float32(most), np.float32(np.inf)))
