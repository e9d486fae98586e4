"""The rows nearest to a vector, exact or by lists."""

from pathlib import Path

import numpy as np
import pytest

from indexer.vectors import Vectors

ROWS = np.random.default_rng(1).normal(size=(2000, 16))
MATRIX = (ROWS / np.linalg.norm(ROWS, axis=1, keepdims=True)).astype(np.float16)
BY_LISTS = 0  # no search may be exact


@pytest.fixture(params=[MATRIX.size, BY_LISTS], ids=["exact", "lists"])
def vectors(request: pytest.FixtureRequest) -> Vectors:
    return Vectors.of(MATRIX, exact=request.param)


def test_count_decides() -> None:
    """Up to so many numbers a search is exact; beyond, it goes by lists, and both say so."""
    assert Vectors.of(MATRIX, MATRIX.size).kept_as == "exact fp16"
    assert Vectors.of(MATRIX, MATRIX.size - 1).kept_as == "ivf32,fp16 nprobe 32"


def test_a_row_is_nearest_to_itself(vectors: Vectors) -> None:
    """Every row finds itself first."""
    found = [vectors.nearest(row.astype(np.float32), 1)[0][0] for row in MATRIX[:50]]

    assert found == list(range(50))


def test_best_first(vectors: Vectors) -> None:
    """Cosines fall."""
    _, cosines = vectors.nearest(MATRIX[0].astype(np.float32), 100)

    assert list(cosines) == sorted(cosines, reverse=True)


def test_no_row_that_is_not_there(vectors: Vectors) -> None:
    """Asked for more than it has, it names each row once and no other."""
    rows, _ = vectors.nearest(MATRIX[0].astype(np.float32), 5000)

    assert sorted(rows) == list(range(2000))


def test_rows_come_back_unchanged(vectors: Vectors) -> None:
    """What went in comes out in its order, bit by bit: a later build takes it over."""
    out = np.concatenate([part for _, part in vectors.rows()]).astype(np.float16)

    np.testing.assert_array_equal(out, MATRIX)


def test_round_trip(vectors: Vectors, tmp_path: Path) -> None:
    """A file read back finds the same and is held in the same way."""
    vectors.save(tmp_path / "one")
    loaded = Vectors.load(tmp_path / "one")

    question = MATRIX[7].astype(np.float32)
    assert loaded.kept_as == vectors.kept_as
    np.testing.assert_array_equal(loaded.nearest(question, 9)[0], vectors.nearest(question, 9)[0])


def test_few_rows_by_lists() -> None:
    """Lists of next to nothing are one list."""
    assert Vectors.of(MATRIX[:50], BY_LISTS).kept_as == "ivf1,fp16 nprobe 1"
