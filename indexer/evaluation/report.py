"""What one run of ``python -m indexer evaluate`` asks, whom, and how it tells."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.embedder import Embedder
from indexer.evaluation.baselines import OURS, WAYS
from indexer.evaluation.comparison import confidences, rankings
from indexer.evaluation.curve import curve_of, to_svg
from indexer.evaluation.tasks import Task, of_bench, of_own_wordings, of_questions
from indexer.evaluation.trials import Trial, missed, run, table
from indexer.index import Index
from indexer.lexicon import Lexicon

Where = tuple[Path, int | None]  # a file, or a bench and how many of its queries


class Section(NamedTuple):
    """Tasks whose trials are counted together."""

    name: str
    tasks: Sequence[Task]


def sections(
    index: Index, embedder: Embedder, where: Sequence[Where], lexicon: Lexicon
) -> Iterator[Section]:
    """Yield the questions of all files as one section and each bench as its own.

    Of nothing named, the documents' own wordings. *lexicon* is for the benches;
    the documents bring theirs.
    """
    files = [path for path, _ in where if not path.is_dir()]
    if files:
        yield Section("questions", [of_questions(index, files)])
    elif not where:
        yield Section("own wordings", list(of_own_wordings(index, embedder)))
    for folder, first in where:
        if folder.is_dir():
            confidence = index.manifest.confidence
            yield Section(folder.name, [of_bench(folder, first, embedder, confidence, lexicon)])


def searched(
    tasks: Sequence[Task],
    embedder: Embedder,
    rivals: Sequence[tuple[Embedder, Index]],
    beside: bool,
) -> dict[str, list[Trial]]:
    """Put the questions to ours and, with *beside* or rivals, to every other way of searching.

    A rival searches by its vectors in place of ours. It comes with its own index of the
    documents, from which it takes vectors and Confidence.
    """
    trials = run(tasks, embedder, WAYS if beside or rivals else {OURS: WAYS[OURS]})
    for rival, whole in rivals:
        name = Path(rival.name).name
        theirs = {f"{way} {name}": WAYS[way] for way in ("dense", OURS)}
        trials |= run((task.remade(rival, whole) for task in tasks), rival, theirs)
    return trials


def to_text(trials: Mapping[str, Sequence[Trial]], with_missed: bool) -> str:
    """Return the table of ours; with several ways, all side by side; what ours missed."""
    tables = [table(trials[OURS])]
    if len(trials) > 1:
        tables += ["", rankings(trials), "", confidences(trials)]
    return "\n".join([*tables, missed(trials[OURS])] if with_missed else tables)


def draw(trials: Mapping[str, Sequence[Trial]], file: Path, section: str, alone: bool) -> None:
    """Write the curve of ours to *file*, or beside it under the section's name if not *alone*."""
    path = file if alone else file.with_stem(f"{file.stem}-{section.replace(' ', '-')}")
    path.write_text(to_svg(curve_of(trials[OURS]), section), encoding="utf-8")
