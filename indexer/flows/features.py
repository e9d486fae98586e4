"""Short texts to rows of numbers in which words, letters and meaning each have their share."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.embedder import Embedder
from indexer.lexical import words

Matrix = NDArray[np.float32]

BUCKETS = 4096  # columns that words, and again letters, are hashed into
SHARES = (0.4, 0.4, 0.2)  # of words, letters and embedding in how alike two texts are
LETTERS = (3, 4)  # sizes of the groups of letters


def width(embedder: Embedder) -> int:
    """Return how many features there are of a text."""
    return 2 * BUCKETS + embedder.dimension


def features(texts: Sequence[str], embedder: Embedder) -> Matrix:
    """Return ``(n, width)`` for plain *texts*, rows of length 1 at most."""
    blocks = [
        _hashed(map(_word_grams, texts)),
        _hashed(map(_letter_grams, texts)),
        embedder.embed_passages(texts),
    ]
    weights = np.sqrt(np.array(SHARES, np.float32))
    return np.hstack([block * weight for block, weight in zip(blocks, weights, strict=True)])


def _word_grams(text: str) -> Iterator[str]:
    found = words(text)
    yield from found
    yield from (f"{one} {next_}" for one, next_ in pairwise(["^", *found, "$"]))


def _letter_grams(text: str) -> Iterator[str]:
    letters = f"^{text.replace(' ', '')}$"
    for size in LETTERS:
        yield from (letters[i : i + size] for i in range(len(letters) - size + 1))


def _hashed(rows: Iterable[Iterable[str]]) -> Matrix:
    """Return ``(n, BUCKETS)``: root counts, rows of length 1, or 0 where there is nothing."""
    columns = [[zlib.crc32(gram.encode()) % BUCKETS for gram in row] for row in rows]
    found = np.zeros((len(columns), BUCKETS), np.float32)
    for row, numbers in zip(found, columns, strict=True):
        np.add.at(row, numbers, np.float32(1))
    found = np.sqrt(found)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    normed: Matrix = found / np.maximum(lengths, np.float32(1e-9))
    return normed
