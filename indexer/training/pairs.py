"""Training pairs: files of JSON lines {a, b, source?}, as they are or gzipped."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from indexer.thai import normalise

# How many times as often as the rest a kind of pair is seen; the kind stands behind the colon of
# `source`. Few pairs begin with a question or a heading, most with a clause cut out by rule or a
# headline of the news; seeing headlines more often made the model worse at everything but news.
TIMES = {"question-passage": 6, "heading-section": 3}


@dataclass(frozen=True, eq=False)
class Pairs:
    """Normalised texts, each once, and which belong together."""

    queries: list[str]
    passages: list[str]
    links: NDArray[np.int64]  # (n, 2): query, passage
    sources: dict[str, int]  # source -> pairs read from it


def read_pairs(files: Sequence[Path]) -> Pairs:
    """Read the pairs of all *files*; pairs with an empty side are left out."""
    queries: dict[str, int] = {}
    passages: dict[str, int] = {}
    links: list[tuple[int, int]] = []
    sources: Counter[str] = Counter()
    for query, passage, source in tqdm(_pairs(files), "pairs", unit="", mininterval=1):
        link = queries.setdefault(query, len(queries)), passages.setdefault(passage, len(passages))
        links += [link] * _times(source)
        sources[source] += 1
    both = np.array(links, dtype=np.int64).reshape(-1, 2)
    return Pairs(list(queries), list(passages), both, dict(sources))


def _pairs(files: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    for line in _lines(files):
        pair = json.loads(line)
        query, passage = normalise(pair["a"]), normalise(pair["b"])
        if query and passage:
            yield query, passage, pair.get("source", "")


def _times(source: str) -> int:
    return TIMES.get(source.partition(":")[2], 1)


def _lines(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with _open(file) as lines:
            yield from lines


def _open(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8")
    return file.open(encoding="utf-8")
