"""A message in clauses, and the runs of them that are read together."""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from indexer.lexical import cut

TOGETHER = 3  # clauses in a run: people put spaces anywhere
# Clauses of one message: 2,000 characters of a story have some ninety, and are read in 0.1 s.
# Where there are more, as in w o r d s like these, neighbours are taken as one.
MOST = 100


class Run(NamedTuple):
    """Neighbouring clauses: the number of the first, of the one after the last, their *text*."""

    start: int
    end: int
    text: str

    def holds(self, other: "Run") -> bool:
        """Tell whether *other* lies within this run."""
        return self.start <= other.start and other.end <= self.end


class Clauses:
    """Cuts at space and punctuation, and before the *words* that begin a clause."""

    def __init__(self, words: Iterable[str]) -> None:
        starts = "".join(f"|(?={re.escape(word)})" for word in words if word)
        self._gap = re.compile(rf"[\s,!…/;]+{starts}")

    def runs(self, plain: str) -> list[Run]:
        """Return each run of up to TOGETHER clauses of *plain*, and the whole, as they stand there.

        What stands between two clauses is kept, as it is in the phrases that were learnt.
        """
        spans = self._spans(plain)
        count = len(spans)
        ends = [
            (start, end)
            for start in range(count)
            for end in range(start + 1, min(start + TOGETHER, count) + 1)
        ]
        ends += [(0, count)] if count > TOGETHER else []
        return [Run(start, end, plain[spans[start][0] : spans[end - 1][1]]) for start, end in ends]

    def _spans(self, plain: str) -> list[tuple[int, int]]:
        """Return where each clause begins and ends, MOST at most; at least the whole as one.

        A longer word that only holds one of those a clause begins with is not cut through.
        """
        begins = {0, *accumulate(map(len, cut(plain)))}
        gaps = [gap.span() for gap in self._gap.finditer(plain) if gap[0] or gap.start() in begins]
        starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(plain)]
        spans = [span for span in zip(starts, ends, strict=True) if span[0] < span[1]]
        spans = spans or [(0, len(plain))]
        step = -(-len(spans) // MOST)
        parts = (spans[i : i + step] for i in range(0, len(spans), step))
        return [(part[0][0], part[-1][1]) for part in parts]
