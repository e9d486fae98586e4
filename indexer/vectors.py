"""Vectors: the rows nearest to a question's vector. The one place that knows FAISS."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import log2
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

# A search takes microseconds; threads that wait for one another's cores take milliseconds.
faiss.omp_set_num_threads(1)

# Numbers that an exact search may read: 5 ms on one core, 180 thousand rows of 256 numbers
# (tests/benchmarks/size.py: 2.7 ms at 100 thousand rows, 5.8 at 200, 27 at a million).
EXACT = 46_000_000
PROBED = 256  # lists that a search reads: 3.4 ms at a million rows, .96 of the ten nearest found
PER_LIST, ROUNDS = 40, 6  # rows a list is learnt from (FAISS asks for 39), and how often
AT_ONCE = 10_000  # rows held as float32 while adding; the rest waits as float16


class Vectors:
    """Rows of length 1 as FAISS holds them; *kept_as* says how, for the manifest.

    Always 16-bit floats: half the memory at no loss (RETRIEVAL: recall 1.000), and an index
    built upon another takes its rows over unchanged. 8 bits would save half again, are no
    faster and would round the same row anew at every build.
    """

    def __init__(self, made: faiss.Index) -> None:
        self._made = made

    @classmethod
    def of(cls, matrix: NDArray[np.float16], exact: int = EXACT) -> "Vectors":
        """Hold *matrix* ``(n, dim)``: exact where a search reads at most *exact* numbers."""
        made = _exact(matrix.shape[1]) if matrix.size <= exact else _lists(matrix)
        with _all_cores():
            for start in range(0, len(matrix), AT_ONCE):
                made.add(matrix[start : start + AT_ONCE].astype(np.float32))
        return cls(made)

    @classmethod
    def load(cls, file: Path) -> "Vectors":
        """Read what ``save`` wrote; raises RuntimeError where it cannot."""
        return cls(faiss.read_index(str(file)))

    def save(self, file: Path) -> None:
        """Write one file in FAISS' own format."""
        faiss.write_index(self._made, str(file))

    def __len__(self) -> int:
        return int(self._made.ntotal)

    @property
    def kept_as(self) -> str:
        """``exact fp16`` or, say, ``ivf4096,fp16 nprobe 256``."""
        if isinstance(self._made, faiss.IndexIVF):
            return f"ivf{self._made.nlist},fp16 nprobe {self._made.nprobe}"
        return "exact fp16"

    def nearest(
        self, vector: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return at most *k* rows nearest to *vector* ``(dim,)``, and their cosines, best first."""
        cosines, rows = self._made.search(vector[None, :], min(k, len(self)))
        found = rows[0] >= 0  # lists may hold fewer than k
        return rows[0][found], cosines[0][found]

    def rows(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield all rows in order, ``(AT_ONCE, dim)`` at a time, with the number of the first."""
        for start in range(0, len(self), AT_ONCE):
            yield start, self._made.reconstruct_n(start, min(AT_ONCE, len(self) - start))


def _exact(dimension: int) -> faiss.Index:
    return faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )


def _lists(matrix: NDArray[np.float16]) -> faiss.Index:
    """Return lists for *matrix*, trained and empty: about 4 times the root of its rows.

    See https://github.com/facebookresearch/faiss/wiki/Guidelines-to-choose-an-index.
    """
    rows, dimension = matrix.shape
    lists = 2 ** max(int(min(log2(4 * rows**0.5) + 0.5, log2(rows / PER_LIST))), 0)
    made = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,  # the rows themselves, not what they differ by from the middle of their list
    )
    made.cp.niter = ROUNDS
    made.nprobe = min(PROBED, lists)
    some = np.random.default_rng(0).choice(rows, PER_LIST * lists, replace=False)
    with _all_cores():
        made.train(matrix[np.sort(some)].astype(np.float32))
    return made


@contextmanager
def _all_cores() -> Iterator[None]:
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(1)
