"""Ways of searching side by side, as text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan

from indexer.evaluation.figures import Figure, auroc, mean
from indexer.evaluation.trials import Trial, by_manner

Trials = Mapping[str, Sequence[Trial]]  # of each way of searching, in one order
WIDTH = 19  # of a column

MEASURES: dict[str, Callable[[Trial], float]] = {
    "hit@1": lambda trial: trial.rank == 1,
    "hit@3": lambda trial: 1 <= trial.rank <= 3,
    "MRR@10": lambda trial: 1 / trial.rank if trial.rank else 0.0,
}


def rankings(trials: Trials) -> str:
    """Return a table for each measure: manners down, ways across, in per cent with intervals.

    Questions that nothing answers have no rank and are left out.
    """
    ranked = {name: by_manner([t for t in each if t.asked.right]) for name, each in trials.items()}
    return "\n\n".join(_ranking(ranked, name, of) for name, of in MEASURES.items())


def _ranking(
    ranked: Mapping[str, Mapping[str, Sequence[Trial]]], name: str, of: Callable[[Trial], float]
) -> str:
    manners = {manner: len(group) for groups in ranked.values() for manner, group in groups.items()}
    rows = (
        f"{manner:<12}{n:>6}"
        + _cells(mean([*map(of, groups[manner])]) for groups in ranked.values())
        for manner, n in manners.items()
    )
    return "\n".join([f"{name:<12}{'n':>6}" + _heads(ranked), *rows])


def confidences(trials: Trials) -> str:
    """Return a row for each way of searching: what its bars do, and how well its confidence sorts.

    In per cent. Answered: of the questions that something answers; right: of those answered;
    false: of each manner of message that nothing answers. AUROC in: of questions that something
    answers against messages that nothing does; AUROC right: of right first hits against the rest.
    """
    strange = strange_of(next(iter(trials.values())))
    heads = ("answered", "right", *(f"false {name}" for name in strange), "AUROC in", "AUROC right")
    rows = (f"{name[:WIDTH]:<{WIDTH}}" + _confidence(each) for name, each in trials.items())
    return "\n".join([f"{'confidence':<{WIDTH}}" + _heads(heads), *rows])


def _confidence(trials: Sequence[Trial]) -> str:
    inside = [trial for trial in trials if trial.asked.right]
    right = [trial.rank == 1 for trial in inside if trial.answered]
    groups = [[t.answered for t in group] for group in strange_of(trials).values()]
    barred = trials and trials[0].found.verdict is not None
    shares = [mean(each) for each in ([t.answered for t in inside], right, *groups)]
    cells = _cells(shares) if barred else f"{'-':>{WIDTH}}" * len(shares)
    return cells + "".join(f"{_number(100 * area):>{WIDTH}}" for area in _areas(trials))


def _areas(trials: Sequence[Trial]) -> tuple[float, float]:
    def chances(of: Callable[[Trial], bool]) -> list[float]:
        return [trial.found.confidence for trial in trials if of(trial)]

    return (
        auroc(chances(lambda t: bool(t.asked.right)), chances(lambda t: not t.asked.right)),
        auroc(chances(lambda t: t.rank == 1), chances(lambda t: t.rank != 1)),
    )


def strange_of(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    """Return the trials that must not be answered, by manner."""
    groups = by_manner([trial for trial in trials if not trial.asked.right])
    return {name: group for name, group in groups.items() if name != "all"}


def _heads(names: Iterable[str]) -> str:
    return "".join(f"{name[: WIDTH - 1]:>{WIDTH}}" for name in names)


def _cells(figures: Iterable[Figure]) -> str:
    return "".join(f"{_cell(figure):>{WIDTH}}" for figure in figures)


def _cell(figure: Figure) -> str:
    mean, low, high = (_number(100 * value) for value in figure)
    return "-" if isnan(figure.mean) else f"{mean} {low}–{high}"


def _number(value: float) -> str:
    return "-" if isnan(value) else f"{value:.1f}"
