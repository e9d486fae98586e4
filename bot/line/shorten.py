"""Cut words to a limit where Thai may be cut."""

from collections.abc import Callable
from itertools import accumulate

import regex

from indexer.lexical import cut


def utf16_units(text: str) -> int:
    """LINE's ordinary way of counting: an emoji is 2, every Thai letter and mark 1."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int, size: Callable[[str], int] = len) -> str:
    """Cut *text* to *limit* by *size* after a whole word, or else after a whole cluster.

    A cluster is a letter with its vowels and tone marks: none is ever torn off.
    The *size* of two texts together is the sum of theirs; by itself it counts code points.
    """
    if size(text) <= limit:
        return text
    room = limit - size("…")
    clusters = regex.findall(r"\X", text)
    after_word, after_cluster = _begin(cut(text), room, size), _begin(clusters, room, size)
    whole = len(after_word) in accumulate(map(len, clusters))  # a word may end inside a cluster
    after_word = after_word.rstrip()
    return f"{after_word if whole and size(after_word) > limit // 2 else after_cluster}…"


def _begin(pieces: list[str], room: int, size: Callable[[str], int]) -> str:
    """Return as many of the first *pieces* as fit into *room*."""
    sizes = accumulate(map(size, pieces))
    return "".join(piece for piece, end in zip(pieces, sizes, strict=True) if end <= room)
