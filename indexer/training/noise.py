"""What hurried thumbs do to a question: the model learns to see through it.

The slips, their rates and the chat words are our own guess at how people type Thai, made apart
from the benchmarks.
"""

import random
from collections.abc import Callable, Sequence

from indexer.thai import normalise

SHARE = 0.07  # of the characters slip, on average
SHARE_SPACES = 0.3  # of the texts lose or gain spaces
SHARE_CHAT = 0.4  # of the texts carry words that only make them polite

_TONES = "\u0e48\u0e49\u0e4a\u0e4b"  # mai ek, mai tho, mai tri, mai chattawa
_SMALL = _TONES + "\u0e47\u0e4c"  # and mai taikhu, thanthakhat: easily left out

# The unshifted keys of a Thai keyboard, row by row: a thumb lands on a neighbour.
_ROWS = ("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ")
_NEIGHBOURS = {
    key: row[max(i - 1, 0) : i] + row[i + 1 : i + 2] for row in _ROWS for i, key in enumerate(row)
}
# Letters that sound alike or nearly so; each may stand for another of its group.
_SOUNDS = ("ไใ", "รล", "นณ", "ศษส", "ทธฑ", "ดฎ", "ตฏ", "ขค", "ผพภ", "ญย", "ิี", "ึื", "ุู", "เแ")
_ALIKE = {letter: group.replace(letter, "") for group in _SOUNDS for letter in group}

OPENINGS = ("ขอสอบถาม", "แอดมิน", "พี่", "หวัดดีครับ", "อยากรู้ว่า", "คือ", "เอ่อ", "ช่วยดูให้ที")
ENDINGS = ("ครับ", "คับ", "ค่ะ", "คะ", "ค่า", "จ้ะ", "นะ", "ฮะ", "อ่ะ", "หรอ", "เหรอ", "ด้วย", "555")


def noisy(text: str, rng: random.Random) -> str:
    """Return a normalised *text* as somebody might type it, normalised again."""
    share = rng.uniform(0, 2 * SHARE)
    slipped = "".join(
        _slip(text, i, rng) if rng.random() < share else c for i, c in enumerate(text)
    )
    return normalise(_chatty(_respaced(slipped, rng), rng))


def _slip(text: str, at: int, rng: random.Random) -> str:
    return rng.choice(_SLIPS)(text[at], text[at + 1 : at + 2], rng)


def _left_out(here: str, following: str, rng: random.Random) -> str:
    return ""


def _twice(here: str, following: str, rng: random.Random) -> str:
    return here + here


def _early(here: str, following: str, rng: random.Random) -> str:
    return following + here


def _next_key(here: str, following: str, rng: random.Random) -> str:
    return rng.choice(_NEIGHBOURS.get(here) or here)


def _by_ear(here: str, following: str, rng: random.Random) -> str:
    return rng.choice(_ALIKE.get(here) or here)


def _tone(here: str, following: str, rng: random.Random) -> str:
    return rng.choice(("", *_TONES)) if here in _SMALL else here


_SLIPS: Sequence[Callable[[str, str, random.Random], str]] = (
    _left_out, _twice, _early, _next_key, _by_ear, _tone, _tone,
)  # fmt: skip


def _respaced(text: str, rng: random.Random) -> str:
    if rng.random() >= SHARE_SPACES:
        return text
    if " " in text and rng.random() < 0.5:
        return text.replace(" ", "")
    return "".join(c + " " * (rng.random() < 0.05) for c in text)


def _chatty(text: str, rng: random.Random) -> str:
    if rng.random() < SHARE_CHAT:
        text = f"{rng.choice(OPENINGS)}{rng.choice(('', ' '))}{text}"
    if rng.random() < SHARE_CHAT:
        text = f"{text}{rng.choice(('', ' '))}{rng.choice(ENDINGS)}"
    return text
