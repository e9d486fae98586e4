"""Search by the letters themselves: BM25 over Thai words and character trigrams, a row an entry."""

import importlib.resources
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import bm25s
import nlpo3
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from indexer.documents import Document, Entry
from indexer.thai import normalise

K1, B = 1.2, 0.75  # Robertson and Zaragoza 2009, section 3; the usual values
WINDOW, AGAIN = 200, 6  # characters cut at once; words at their end that are cut again
_DICTIONARY = "thai"


@cache
def dictionary() -> str:
    """Return PyThaiNLP's words, normalised, each between two line breaks."""
    path = importlib.resources.files("pythainlp.corpus") / "words_th.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(["", *dict.fromkeys(map(normalise, lines)), ""])


def is_word(word: str) -> bool:
    """Tell whether normalised *word* stands in the dictionary."""
    return f"\n{word}\n" in dictionary()


@cache
def load_words() -> None:
    """Give the cutter PyThaiNLP's word list, once a process (0.1 s, 60 MB)."""
    words = importlib.resources.files("pythainlp.corpus") / "words_th.txt"
    with importlib.resources.as_file(words) as path:
        nlpo3.load_dict(str(path), _DICTIONARY)


def cut(text: str) -> list[str]:
    """Cut *text* at the ends of its Thai words, losing nothing; time grows with length alone.

    A window at a time: the safe mode of nlpo3 1.4.0 repeats and shreds texts of 140 characters
    and more. The last words of a window may be cut through, so the next window begins with them:
    all 395 entries of the documents come out as from one cut of the whole text.
    """
    load_words()
    pieces: list[str] = []
    at = 0
    while at < len(text):
        found = nlpo3.segment(text[at : at + WINDOW], _DICTIONARY)
        if at + WINDOW < len(text):
            found = found[:-AGAIN] or found
        pieces += found
        at += sum(map(len, found))
    return pieces


def words(text: str) -> list[str]:
    """Return the words of *text*, without the space between them."""
    return [word for word in cut(text) if word.strip()]


def tokens(text: str) -> list[str]:
    """Cut normalised *text* into words (marked ``=``) and trigrams of its letters without spaces.

    Words carry meaning, trigrams survive a misspelling; spaces mean nothing in Thai.
    """
    letters = text.replace(" ", "")
    trigrams = [letters[i : i + 3] for i in range(max(len(letters) - 2, 1)) if letters]
    return [f"={word}" for word in words(text)] + trigrams


def entry_text(entry: Entry, document: Document) -> str:
    """Return all that is written about *entry* as one text, its question twice.

    One row an entry finds its own wordings, left out in turn, first 61 times in 100;
    one row a wording 45 times: what a question lacks, another wording has.
    """
    parts = (document.title, entry.question, entry.question, *entry.wordings, entry.answer)
    return " ".join(parts)


class Lexical:
    """A BM25 index of texts; rows are in the order they were given in."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25
        load_words()  # or the first question would wait for it
        rows = int(bm25.scores["num_docs"])
        found_in = np.diff(bm25.scores["indptr"])
        self._weights = np.log(1 + (rows - found_in + 0.5) / (found_in + 0.5))

    @classmethod
    def build(cls, texts: Sequence[str], progress: bool = False) -> "Lexical":
        """Index normalised *texts*; at least one.

        Tokens become numbers at once, 4 bytes each: as strings they would take twenty times that.
        """
        ids: dict[str, int] = {}
        rows = [
            array("i", (ids.setdefault(token, len(ids)) for token in tokens(text)))
            for text in tqdm(texts, desc="words", unit="", disable=not progress)
        ]
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene", csc_backend="numpy")
        bm25.index((rows, ids), show_progress=False)
        return cls(bm25)

    def save(self, folder: Path) -> None:
        """Write the index as plain files of bm25s."""
        self._bm25.save(folder)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read what ``save`` wrote; raises OSError, ValueError or KeyError where it is damaged."""
        return cls(bm25s.BM25.load(folder, load_corpus=False))

    def scores(self, text: str) -> tuple[NDArray[np.float32], float]:
        """Return ``(n,)`` BM25 scores for plain *text*, and the most that a row could score."""
        known = self._bm25.get_tokens_ids(tokens(text))
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], np.float32), 0.0
        scores: NDArray[np.float32] = self._bm25.get_scores_from_ids(known)
        return scores, float(self._weights[known].sum())
