"""Thai text in a drawing: how wide it is, and where its lines may break."""

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from indexer.lexical import cut

# Widths in em of Noto Sans Thai, and of Arial for Latin, as Chromium measures them. A little too
# wide, so that text keeps within its box in another font too.
NARROW, HALF, USUAL, WIDE = 0.34, 0.43, 0.65, 1.0
_NARROW = frozenset(" เโใไ.,:;'!|()[]{}/\\-·‘’“”\"`ijlrtfI")
_HALF = frozenset("ะาำๅ*")
_WIDE = frozenset("ฌญฒณ…→%@mMW")
BOLD = 1.07  # times as wide as the regular face

# What never begins a line: space, closing signs, a particle that ends a sentence.
_CLOSES = regex.compile(r"[\s\p{Pe}\p{Pf}\p{M}.,:;!?%ๆฯ]|(นะ)?(คะ|ค่ะ|ครับ)")
_OPENS = regex.compile(r"[\p{Ps}\p{Pi}]$")  # never ends one


def width(text: str, size: float, bold: bool = False) -> float:
    """Return about how wide *text* is, in the unit of *size* (pixels, points)."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Break *text* between words into as few lines of at most *room* as will do, evenly long.

    Only a word that is wider than *room* is broken within, between two letters.
    """
    pieces = [part for piece in _pieces(text) for part in _fitting(piece, room, size, bold)]
    lines = _lines(pieces, room, size, bold)
    while room > size and len(tighter := _lines(pieces, room - size, size, bold)) == len(lines):
        lines, room = tighter, room - size
    return lines


def shorten(text: str, letters: int) -> str:
    """Return *text*, or as many of its words as *letters* code points hold with … after them."""
    if len(text) <= letters:
        return text
    kept = ""
    for piece in _pieces(text):
        if len(kept) + len(piece) >= letters:
            break
        kept += piece
    return (kept or text[: letters - 1]).rstrip(" •·-–(“") + "…"


def _em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if letter in _NARROW:
        return NARROW
    if letter in _HALF:
        return HALF
    return WIDE if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF" else USUAL


def _pieces(text: str) -> list[str]:
    """Return what must stay on one line: words with the signs that lean on them."""
    pieces: list[str] = []
    for word in cut(" ".join(text.split())):
        if pieces and (_CLOSES.match(word) or _OPENS.search(pieces[-1])):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _fitting(piece: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """Yield *piece*, in parts where it is wider than *room*."""
    part = ""
    for letter in regex.findall(r"\X", piece):
        if part and width((part + letter).rstrip(), size, bold) > room:
            yield part
            part = ""
        part += letter
    yield part


def _lines(pieces: Sequence[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width((lines[-1] + piece).rstrip(), size, bold) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines]
