"""Recognise what is no question: greetings, thanks, a call for help."""

import re

from rapidfuzz.distance import Levenshtein

from indexer.thai import normalise
from indexer.wording import SmallTalk, Wording

SLIP = 1  # wrong, missing or extra letters forgiven …
SLIP_FROM = 6  # … in phrases of at least this many, so that short words stay apart
_NO_WORD = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+")  # keeps Thai vowels and tone marks
_HELD_DOWN = re.compile(r"(.)\1{3,}")  # 55555555 laughs like 555


def small_talk(text: str, wording: Wording) -> SmallTalk | None:
    """Return the small talk that *text* is as a whole, polite words around it not counted."""
    whole, bare = _bare(text, ()), _bare(text, wording.politeness)
    if not bare:
        return None
    for talk in wording.small_talk:
        phrases = [_bare(phrase, ()) for phrase in talk.said]
        if any(_alike(said, phrase) for said in (whole, bare) for phrase in phrases):
            return talk
    return None


def _bare(text: str, politeness: tuple[str, ...]) -> str:
    """Return the letters and digits of *text* without the polite words at both ends."""
    bare = _HELD_DOWN.sub(r"\1\1\1", _NO_WORD.sub("", normalise(text)))
    words = sorted((_NO_WORD.sub("", word) for word in politeness), key=len, reverse=True)
    while word := next((w for w in words if bare.endswith(w) and len(bare) > len(w)), ""):
        bare = bare.removesuffix(word)
    while word := next((w for w in words if bare.startswith(w) and len(bare) > len(w)), ""):
        bare = bare.removeprefix(word)
    return bare


def _alike(said: str, phrase: str) -> bool:
    if said == phrase:
        return True
    long = min(len(said), len(phrase)) >= SLIP_FROM
    return long and Levenshtein.distance(said, phrase, score_cutoff=SLIP) <= SLIP
