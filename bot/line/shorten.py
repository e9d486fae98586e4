"""Mend words, and cut them to a limit where Thai may be cut."""

from collections.abc import Callable
from itertools import accumulate, dropwhile

import regex

from bot.line.limits.measures import is_blank, is_mark
from indexer.lexical import cut

# A letter with its marks, and the Thai vowels and signs that are written beside it.
_CLUSTER = regex.compile(r"[\u0e40-\u0e44]{0,2}\X[\u0e30\u0e32\u0e45\u0e46]{0,2}")


def mended(text: str) -> str:
    """Return *text* without halves of emoji, which LINE may reject, and "" if nothing is to see."""
    if is_blank(text):
        return ""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def untorn(text: str) -> str:
    """Return *text* from its first letter on: marks torn off another would stand alone."""
    return "".join(dropwhile(is_mark, text))


def shorten(text: str, limit: int, size: Callable[[str], int] = len) -> str:
    """Cut *text*, mended, to *limit* by *size* after a whole word, or else after a whole cluster.

    A cluster is a letter with its vowels and tone marks: none is ever torn off.
    The *size* of two texts together is the sum of theirs, and that of a code point is one at
    least; by itself it counts code points.
    """
    text = mended(text)
    if size(text) <= limit:
        return text
    room = limit - size("…")
    text = text[: limit + 1]  # what comes after cannot fit; a whole book would take seconds
    clusters = _CLUSTER.findall(text)
    after_word, after_cluster = _begin(cut(text), room, size), _begin(clusters, room, size)
    whole = len(after_word) in accumulate(map(len, clusters))  # a word may end inside a cluster
    after_word = after_word.rstrip()
    return f"{after_word if whole and size(after_word) > limit // 2 else after_cluster}…"


def _begin(pieces: list[str], room: int, size: Callable[[str], int]) -> str:
    """Return as many of the first *pieces* as fit into *room*."""
    sizes = accumulate(map(size, pieces))
    return "".join(piece for piece, end in zip(pieces, sizes, strict=True) if end <= room)
