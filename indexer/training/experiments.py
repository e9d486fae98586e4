"""Two ways to rank the first hits anew, measured: `python -m indexer.training.experiments`.

What they gave stands in the README of the indexer, under what was tried.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.confidence import fit
from indexer.embedder import Embedder, load_embedder
from indexer.evaluation.bench import folder_and_first
from indexer.evaluation.figures import mean
from indexer.evaluation.tasks import Task, of_bench, of_own_wordings, of_questions
from indexer.index import Index
from indexer.knowledge import read_knowledge
from indexer.lexicon import Lexicon
from indexer.model import EMBEDDED, MODULE_FOLDER
from indexer.model.ngrams import Ngrams
from indexer.model.rows import Rows
from indexer.retriever import MEAN, NEAREST, WORD_FOR_WORD, WORDS, Hit, Retriever

OWN = "own wordings"  # left out in turn: what a share is chosen on
FIRST = 20  # hits ranked anew
LATE_SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Asked:
    """A question, its first hits by the fixed fusion, and what is needed to rank them anew."""

    group: str
    right: NDArray[np.bool_]  # (hits,)
    scores: Scores  # (hits,), by the fixed fusion
    parts: Scores  # (hits, 3): words, nearest, mean, each before its share
    late: Scores  # (hits,)

    def hit(self, scores: Scores) -> float:
        """Return 1 where the best of *scores* is right; a question word for word stays."""
        best = np.where(self.scores >= WORD_FOR_WORD, np.inf, scores)
        return float(self.right[np.argmax(best)]) if len(best) else 0.0


class Late:
    """Late interaction over static rows: each token of a question finds its nearest in an entry.

    The maxima are averaged, a token weighing as much as its row is long (training made rare and
    telling tokens long). After ColBERT (Khattab and Zaharia 2020), whose vectors know their
    neighbours; these do not.
    """

    def __init__(self, folder: Path = EMBEDDED) -> None:
        self._tokenizer = Ngrams.load(folder / MODULE_FOLDER).tokenizer
        rows = Rows.load(folder / MODULE_FOLDER).dense()[: self._tokenizer.get_vocab_size()]
        self._lengths = np.linalg.norm(rows, axis=1)
        self._directions = rows / np.maximum(self._lengths, 1e-9)[:, None]

    def ids(self, texts: Sequence[str]) -> Ids:
        """Return the tokens of plain *texts*, each once, in order."""
        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return np.unique([id_ for tokens in found for id_ in tokens.ids]).astype(np.int64)

    def scores(self, question: str, entries: Sequence[Ids]) -> Scores:
        """Return (entries,), 0 to 1, for a plain *question*."""
        asked = np.array(self._tokenizer.encode(question, add_special_tokens=False).ids, np.int64)
        if not len(asked):
            return np.zeros(len(entries))
        told, at = np.unique(np.concatenate(entries), return_inverse=True)
        alike = (self._directions[asked] @ self._directions[told].T)[:, at]
        starts = np.cumsum([0, *map(len, entries[:-1])])
        weights = self._lengths[asked] / self._lengths[asked].sum()
        return np.asarray(weights @ np.maximum.reduceat(alike, starts, axis=1), np.float64)


def asked_of(task: Task, name: str, embedder: Embedder, late: Late) -> Iterator[Asked]:
    """Ask the questions of *task* that something answers; those that find nothing are left out."""
    retriever = Retriever(task.index, embedder)
    texts: dict[str, list[str]] = {}
    for passage in task.index.passages:
        texts.setdefault(passage.entry, []).append(passage.text)
    ids_of = cache(lambda entry: late.ids(texts[entry]))
    for each in task.asked:
        hits = retriever.search(each.question, FIRST).hits if each.right else ()
        if hits:
            question = task.index.knowledge.asked(each.question)
            yield Asked(
                f"{name} {each.manner}" if each.manner in ("clean", "noisy") else name,
                np.array([hit.entry.id in each.right for hit in hits]),
                np.array([hit.score for hit in hits]),
                np.array([_parts(hit) for hit in hits]),
                late.scores(question, [ids_of(hit.entry.id) for hit in hits]),
            )


def _parts(hit: Hit) -> tuple[float, float, float]:
    words = (hit.score - NEAREST * hit.cosine - MEAN * hit.mean) / WORDS
    return words, hit.cosine, hit.mean


def learnt_shares(asked: Sequence[Asked]) -> Scores:
    """Return shares of words, nearest and mean, learnt on *asked* by a pairwise logistic loss.

    Every right hit against every other one, and the same the other way round.
    """
    pairs = [
        each.parts[each.right][:, None] - each.parts[~each.right][None]
        for each in asked
        if each.scores[0] < WORD_FOR_WORD
    ]
    leads = np.concatenate([pair.reshape(-1, 3) for pair in pairs])
    both = np.concatenate((leads, -leads))
    *slopes, _ = fit(both, np.arange(len(both)) < len(leads))
    return np.array(slopes) / sum(slopes)


def late_share(asked: Sequence[Asked]) -> float:
    """Return the share of late interaction that puts most of *asked* right."""
    return max(
        LATE_SHARES, key=lambda s: sum(each.hit(each.scores + s * each.late) for each in asked)
    )


def to_table(asked: Sequence[Asked], ways: Mapping[str, Callable[[Asked], Scores]]) -> str:
    """Render hit@1 in per cent: as it is and, with the interval of what changes, each way."""
    lines = [f"| | n | as it is | {' | '.join(ways)} |", "|---" * (3 + len(ways)) + "|"]
    for group in dict.fromkeys(each.group for each in asked):
        members = [each for each in asked if each.group == group]
        before = np.array([each.hit(each.scores) for each in members])
        cells = [_cell(before, np.array([e.hit(of(e)) for e in members])) for of in ways.values()]
        lines.append(
            f"| {group} | {len(members)} | {100 * before.mean():.1f} | {' | '.join(cells)} |"
        )
    return "\n".join(lines)


def _cell(before: Scores, after: Scores) -> str:
    change, low, high = (100 * value for value in mean((after - before).tolist()))
    return f"{100 * after.mean():.1f} ({change:+.1f}, {low:+.1f} to {high:+.1f})"


def _tasks(
    knowledge_base: Path, where: Sequence[tuple[Path, int | None]], embedder: Embedder
) -> Iterator[tuple[str, Task]]:
    index = Index.build(read_knowledge(knowledge_base), embedder, "")
    for task in of_own_wordings(index, embedder):
        yield OWN, task
    if files := [path for path, _ in where if path.is_file()]:
        yield "questions", of_questions(index, files)
    for folder, first in where:
        if folder.is_dir():
            confidence = index.manifest.confidence
            yield folder.name, of_bench(folder, first, embedder, confidence, Lexicon())


def main() -> None:
    """Choose the shares on the documents' wordings, and print what they do to every question."""
    parser = argparse.ArgumentParser("python -m indexer.training.experiments", description=__doc__)
    parser.add_argument("where", nargs="*", type=folder_and_first, metavar="FILE|BENCH[:FIRST]")
    parser.add_argument("--knowledge-base", type=Path, default=Path("knowledge_base"))
    arguments = parser.parse_args()
    embedder, late = load_embedder(), Late()
    tasks = _tasks(arguments.knowledge_base, arguments.where, embedder)
    asked = [each for name, task in tasks for each in asked_of(task, name, embedder, late)]
    own = [each for each in asked if each.group == OWN]
    shares, share = learnt_shares(own), late_share(own)
    print("learnt:", *(f"{each:.3f}" for each in shares), f"late: {share}")
    ways: dict[str, Callable[[Asked], Scores]] = {
        "learnt shares": lambda each: np.asarray(each.parts @ shares),
        "late interaction": lambda each: each.scores + share * each.late,
    }
    print(to_table(asked, ways))


if __name__ == "__main__":
    main()
