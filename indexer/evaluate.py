"""How well questions find their entries, and how honest the verdicts are, by manner of asking."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.embedder import Embedder
from indexer.index import Index
from indexer.left_out import left_out
from indexer.retriever import Finding, Retriever

DEPTH = 10  # hits looked at, as in MRR@10
CHOICES = 4  # questions offered when torn

# In per cent of all: the first hit is right, one of three is, mean reciprocal rank; answered at
# once and right, and wrong; asked back with the right entry among the choices; not answered.
COLUMNS = ("hit@1", "hit@3", "MRR@10", "right", "wrong", "offered", "silent")


@dataclass(frozen=True)
class Trial:
    """A question, the entries that answer it (none: it must not be answered), what it found."""

    question: str
    right: tuple[str, ...]
    manner: str
    finding: Finding

    @property
    def rank(self) -> int:
        """Return the place of the first right entry, from 1; 0 when it is not among the hits."""
        ids = [hit.entry.id for hit in self.finding.hits]
        return next((i for i, id_ in enumerate(ids, 1) if id_ in self.right), 0)


def of_own_wordings(index: Index, embedder: Embedder) -> list[Trial]:
    """Look for each of the documents' wordings in an index without it."""
    found = left_out(index, embedder, DEPTH)
    return [Trial(wording, (entry.id,), "own", finding) for entry, wording, finding in found]


def of_questions(retriever: Retriever, paths: Iterable[Path]) -> list[Trial]:
    """Ask every question of JSON lines ``{"q", "ids", "manner"}``."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    asked = [json.loads(line) for line in lines if line.strip()]
    return [
        Trial(each["q"], tuple(each["ids"]), each["manner"], retriever.search(each["q"], DEPTH))
        for each in asked
    ]


def table(trials: Sequence[Trial]) -> str:
    """Return the figures by manner, in per cent, as text."""
    head = f"{'manner':<12}{'n':>6}" + "".join(f"{name:>9}" for name in COLUMNS)
    manners = sorted({trial.manner for trial in trials})
    groups = [(manner, [t for t in trials if t.manner == manner]) for manner in manners]
    rows = [_row(name, group) for name, group in [*groups, ("all", list(trials))]]
    return "\n".join([head, *rows])


def _row(name: str, trials: Sequence[Trial]) -> str:
    ranks = [trial.rank for trial in trials]
    sure = [trial for trial in trials if trial.finding.verdict == "sure"]
    torn = [trial for trial in trials if trial.finding.verdict == "torn"]
    shares = (
        sum(rank == 1 for rank in ranks),
        sum(1 <= rank <= 3 for rank in ranks),
        sum(1 / rank for rank in ranks if rank),
        sum(trial.rank == 1 for trial in sure),
        sum(trial.rank != 1 for trial in sure),
        sum(1 <= trial.rank <= CHOICES for trial in torn),
        sum(trial.finding.verdict == "unsure" for trial in trials),
    )
    figures = "".join(f"{100 * share / len(trials):>9.1f}" for share in shares)
    return f"{name:<12}{len(trials):>6}{figures}"


def missed(trials: Sequence[Trial]) -> str:
    """Return a line for each trial answered wrongly, or whose entry was not found first."""
    return "\n".join(
        f"{trial.manner}: {trial.question} → {trial.finding.verdict} "
        f"{trial.finding.hits[0].entry.id if trial.finding.hits else '-'}"
        f" ({trial.rank or '-'}: {', '.join(trial.right) or 'none'})"
        for trial in trials
        if trial.rank != 1 and (trial.right or trial.finding.verdict != "unsure")
    )
