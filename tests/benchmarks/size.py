"""How large the knowledge may grow: 1, 10 and 100 thousand passages built, loaded and asked.

Each is built in one process and asked in another, so that their peak memory is their own.
A million is searched by its vectors alone, each a mixture of two of the 100 thousand.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.calibrate import with_confidence
from indexer.embedder import Embedder, load_embedder
from indexer.index import VECTORS, Index
from indexer.knowledge import read_files, read_knowledge
from indexer.lexical import words
from indexer.retriever import EACH, Retriever
from indexer.snapshots import Snapshots
from indexer.unfinished import Unfinished
from indexer.vectors import AT_ONCE, Vectors

SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
EACH_ENTRY = 6  # passages: a question, four wordings, an answer
EACH_DOCUMENT = 40  # entries
ASKED = 300  # questions a size
SHARE = 0.6  # of the second vector in a mixture
HEAD = """---
title: {title}
area: ตัวอย่าง
owner: คลินิกเทคโนโลยี
source: https://example.go.th
reviewed: 2569-11-22
review_by: 2570-11-22
---
"""
ENTRY = """
## {question} {{#e{number}}}

ถามแบบอื่น:

{wordings}

{answer}

ที่มา: กรมตัวอย่าง | https://example.go.th/a | พ.ศ. 2569 | official
"""
COLUMNS = {
    "embed s": "seconds to embed",
    "words s": "to cut and index the words",
    "sure s": "to find out how sure answers are",
    "all s": "a build from files to published snapshot, with all of these",
    "peak MB": "resident memory of the build at its highest",
    "disk MB": "of one snapshot",
    "load s": "seconds to load it",
    "serve MB": "resident memory of a process that loads it and answers, at its highest",
    "ms": "a question on one core, everything included, in processor time: median",
    "p95": "and 95th percentile",
    "vectors": "how they are held",
    "recall": f"of the {EACH} nearest passages, the share found; exact is 1",
}

T = TypeVar("T")
Figures = Mapping[str, float | str]


def main() -> None:
    """Print a line a size."""
    print("\nSynthetic knowledge of the documents' own words")
    for name, meaning in COLUMNS.items():
        print(f"  {name:<9}{meaning}")
    print(f"{'passages':>9}" + "".join(f"{name:>9}" for name in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            index = Path(folder) / str(size)
            built = _in_a_process("build", size, index)
            _row(size, {**built, **_in_a_process("ask", size, index)})
        _row(MILLION, _in_a_process("million", MILLION, index))


class Speaker:
    """Says anything in the documents' own words: runs of one to three that stand in them."""

    def __init__(self, seed: int) -> None:
        knowledge = read_knowledge(Path("knowledge_base"))
        told = (
            text
            for entry in knowledge.entries.values()
            for text in (entry.question, *entry.wordings, entry.answer)
        )
        self._words = [word for text in told for word in words(knowledge.plain(text))]
        self._words = [word for word in self._words if word.isalnum() or word > "ก"]
        self._random = random.Random(seed)  # noqa: S311 (no secret)

    def say(self, least: int, most: int) -> str:
        """Return *least* to *most* words."""
        said: list[str] = []
        count = self._random.randint(least, most)
        while len(said) < count:
            at = self._random.randrange(len(self._words) - 3)
            said += self._words[at : at + self._random.randint(1, 3)]
        return "".join(said[:count])


def files_of(size: int) -> dict[str, bytes]:
    """Return a knowledge folder of *size* passages, shaped as the real one; always the same."""
    speaker = Speaker(seed=size)
    entries = [_entry(number, speaker) for number in range(-(-size // EACH_ENTRY))]
    files = dict(read_knowledge(Path("knowledge_base")).files)
    files = {path: raw for path, raw in files.items() if not path.startswith("documents/")}
    for start in range(0, len(entries), EACH_DOCUMENT):
        text = HEAD.format(title=speaker.say(2, 5)) + "".join(
            entries[start : start + EACH_DOCUMENT]
        )
        files[f"documents/d{start:06}.md"] = text.encode()
    return files


def _entry(number: int, speaker: Speaker) -> str:
    wordings = "\n".join(f"- {speaker.say(3, 12)}" for _ in range(EACH_ENTRY - 2))
    question, answer = speaker.say(6, 12), speaker.say(40, 80)
    return ENTRY.format(question=question, number=number, wordings=wordings, answer=answer)


def _built(size: int, folder: Path) -> Figures:
    embedder = load_embedder()
    files = files_of(size)
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    knowledge = read_files(files)
    embedded = _Timed(Unfinished(embedder, folder / ".unfinished"))
    index, whole = _timed(lambda: Index.build(knowledge, embedded, "benchmark"))
    index, seconds["sure s"] = _timed(lambda: with_confidence(index, embedder))
    snapshot = Snapshots(folder).publish(index)
    seconds["all s"] = time.perf_counter() - started
    seconds["embed s"] = embedded.seconds
    seconds["words s"] = whole - embedded.seconds
    disk = sum(path.stat().st_size for path in (folder / snapshot).rglob("*") if path.is_file())
    return {**seconds, "peak MB": _peak(), "disk MB": disk / 1e6}


class _Timed:
    """An embedder that knows how long it took."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self.dimension = embedder.dimension
        self.embed_query = embedder.embed_query
        self.seconds = 0.0
        self._embedder = embedder

    def embed_passages(self, texts: Sequence[str], progress: bool = False) -> NDArray[np.float32]:
        vectors, self.seconds = _timed(lambda: self._embedder.embed_passages(texts, progress))
        return vectors


def _asked(_: int, folder: Path) -> Figures:
    embedder = load_embedder()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    snapshots = Snapshots(folder)
    (_, index, _), loading = _timed(lambda: snapshots.load_newest_good(embedder))
    search = Retriever(index, embedder).search
    questions = _questions()
    return {
        "load s": loading,
        **_milliseconds(search, questions),
        "serve MB": _peak(),
        "vectors": index.manifest.vectors,
        "recall": _recall(index.vectors, index.vectors, embedder, questions),
    }


def _vectors_alone(size: int, folder: Path) -> Figures:
    """Search *size* vectors; *folder* is the largest knowledge that was built."""
    embedder = load_embedder()
    current = Snapshots(folder).current()
    assert current
    matrix = _mixed(Vectors.load(folder / current / VECTORS), size)
    vectors, building = _timed(lambda: Vectors.of(matrix))
    exact = Vectors.of(matrix, exact=matrix.size)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    questions = _questions()
    asked = iter([embedder.embed_query(question) for question in questions * 2])
    found = _milliseconds(lambda _: vectors.nearest(next(asked), EACH), questions)
    recall = _recall(vectors, exact, embedder, questions)
    return {"all s": building, **found, "vectors": vectors.kept_as, "recall": recall}


def _mixed(few: Vectors, size: int) -> NDArray[np.float16]:
    """Return ``(size, dim)``, rows of length 1: each a mixture of two of the *few*."""
    chosen = np.random.default_rng(0)
    rows = np.concatenate([part for _, part in few.rows()])
    matrix = np.empty((size, rows.shape[1]), np.float16)
    for start in range(0, size, AT_ONCE):
        part = matrix[start : start + AT_ONCE]
        first, second = chosen.integers(len(rows), size=(2, len(part)))
        mixed = rows[first] + SHARE * rows[second]
        part[:] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return matrix


def _questions() -> list[str]:
    speaker = Speaker(seed=0)
    return [speaker.say(4, 12) for _ in range(ASKED)]


def _milliseconds(search: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Time each question, in processor time: what else the machine does has no part in it."""
    for question in questions[:10]:
        search(question)
    taken = []
    for question in questions:
        started = time.process_time()
        search(question)
        taken.append((time.process_time() - started) * 1000)
    return {"ms": float(np.median(taken)), "p95": float(np.percentile(taken, 95))}


def _recall(
    vectors: Vectors, exact: Vectors, embedder: Embedder, questions: Sequence[str]
) -> float:
    shares = []
    for vector in map(embedder.embed_query, questions[:100]):
        found, truth = (set(each.nearest(vector, EACH)[0]) for each in (vectors, exact))
        shares.append(len(found & truth) / len(truth))
    return float(np.mean(shares))


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def _peak() -> float:
    """Return the most memory, in MB, that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # Linux counts in KiB


def _in_a_process(part: str, size: int, folder: Path) -> Figures:
    command = [sys.executable, "-m", "tests.benchmarks.size", part, str(size), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


PARTS = {"build": _built, "ask": _asked, "million": _vectors_alone}


def _row(size: int, figures: Figures) -> None:
    print(f"{size:>9,}" + "".join(_cells(figures)), flush=True)


def _cells(figures: Figures) -> Iterator[str]:
    for name in COLUMNS:
        figure = figures.get(name, "-")
        text = f"{figure:.4g}" if isinstance(figure, float) else figure
        yield f"{text:>9}" if len(text) < 9 else f"  {text}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(PARTS[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main()
