"""Questions and what they found, counted by manner of asking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from indexer.embedder import Embedder
from indexer.evaluation.baselines import Found, Way
from indexer.evaluation.tasks import Asked, Task

CHOICES = 4  # questions offered when torn

# In per cent of all: the first hit is right, one of three is, mean reciprocal rank; answered at
# once and right, and wrong; asked back with the right entry among the choices; not answered.
COLUMNS = ("hit@1", "hit@3", "MRR@10", "right", "wrong", "offered", "silent")


@dataclass(frozen=True)
class Trial:
    """A question and what one way of searching found for it."""

    asked: Asked
    found: Found

    @property
    def rank(self) -> int:
        """Return the place of the first right entry, from 1; 0 when it is not among the hits."""
        return next((i for i, id_ in enumerate(self.found.ids, 1) if id_ in self.asked.right), 0)

    @property
    def answered(self) -> bool:
        return self.found.verdict == "sure"


def run(
    tasks: Iterable[Task], embedder: Embedder, ways: Mapping[str, Way]
) -> dict[str, list[Trial]]:
    """Put every question to every way of searching."""
    trials: dict[str, list[Trial]] = {name: [] for name in ways}
    for task in tasks:
        for name, way in ways.items():
            search = way(task.index, embedder)
            asked = tqdm(task.asked, desc=name, unit="", leave=False, disable=None)
            trials[name] += [Trial(each, search(each.question)) for each in asked]
    return trials


def by_manner(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    """Return the trials of each manner, by name, and of all of them under "all"."""
    manners = sorted({trial.asked.manner for trial in trials})
    groups = {name: [t for t in trials if t.asked.manner == name] for name in manners}
    return {**groups, "all": list(trials)}


def table(trials: Sequence[Trial]) -> str:
    """Return the figures by manner, in per cent, as text."""
    head = f"{'manner':<12}{'n':>6}" + "".join(f"{name:>9}" for name in COLUMNS)
    return "\n".join([head, *(_row(name, group) for name, group in by_manner(trials).items())])


def _row(name: str, trials: Sequence[Trial]) -> str:
    ranks = [trial.rank for trial in trials]
    sure = [trial for trial in trials if trial.answered]
    torn = [trial for trial in trials if trial.found.verdict == "torn"]
    shares = (
        sum(rank == 1 for rank in ranks),
        sum(1 <= rank <= 3 for rank in ranks),
        sum(1 / rank for rank in ranks if rank),
        sum(trial.rank == 1 for trial in sure),
        sum(trial.rank != 1 for trial in sure),
        sum(1 <= trial.rank <= CHOICES for trial in torn),
        sum(trial.found.verdict == "unsure" for trial in trials),
    )
    figures = "".join(f"{100 * share / max(len(trials), 1):>9.1f}" for share in shares)
    return f"{name:<12}{len(trials):>6}{figures}"


def missed(trials: Sequence[Trial]) -> str:
    """Return a line for each trial answered wrongly, or whose entry was not found first."""
    return "\n".join(
        f"{trial.asked.manner}: {trial.asked.question} → {trial.found.verdict} "
        f"{trial.found.ids[0] if trial.found.ids else '-'}"
        f" ({trial.rank or '-'}: {', '.join(trial.asked.right) or 'none'})"
        for trial in trials
        if trial.rank != 1 and (trial.asked.right or trial.found.verdict != "unsure")
    )
