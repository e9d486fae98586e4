"""Recognise what is no question: greetings, thanks, a call for help."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexer.thai import normalise
from indexer.wording import SmallTalk, Wording

SLIP = 1  # wrong, missing or extra letters forgiven …
SLIP_FROM = 6  # … in phrases of at least this many, so that short words stay apart
_NO_WORD = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+")  # keeps Thai vowels and tone marks
_HELD_DOWN = re.compile(r"(.)\1{3,}")  # 55555555 laughs like 555


def small_talk(text: str, wording: Wording) -> SmallTalk | None:
    """Return the small talk that *text* is as a whole."""
    return next((talk for talk in wording.small_talk if same_words(text, talk.said, wording)), None)


def same_words(text: str, phrases: Iterable[str], wording: Wording, slip: int = SLIP) -> bool:
    """Tell whether *text* is one of *phrases*, polite words around it not counted.

    *slip*: how many letters may be wrong, missing or too many.
    """
    whole, bare = _said(text, wording.politeness)
    return bool(bare) and any(
        _alike(said, _phrase(phrase), slip) for phrase in phrases for said in (whole, bare)
    )


@lru_cache(maxsize=64)
def _said(text: str, politeness: tuple[str, ...]) -> tuple[str, str]:
    """Return the letters of *text*, and the same without polite words: asked once a phrase."""
    whole = _letters(text)
    return whole, _bare(whole, politeness)


def _letters(text: str) -> str:
    return _HELD_DOWN.sub(r"\1\1\1", _NO_WORD.sub("", normalise(text)))


@lru_cache(maxsize=2048)
def _phrase(text: str) -> str:
    """Return the letters of a phrase of staff: every message is compared with all of them."""
    return _letters(text)


def _bare(letters: str, politeness: tuple[str, ...]) -> str:
    """Return *letters* without the polite words at both ends."""
    bare = letters
    words = sorted(map(_phrase, politeness), key=len, reverse=True)
    while word := next((w for w in words if bare.endswith(w) and len(bare) > len(w)), ""):
        bare = bare.removesuffix(word)
    while word := next((w for w in words if bare.startswith(w) and len(bare) > len(w)), ""):
        bare = bare.removeprefix(word)
    return bare


def _alike(said: str, phrase: str, slip: int) -> bool:
    if said == phrase:
        return True
    long = min(len(said), len(phrase)) >= SLIP_FROM
    return long and Levenshtein.distance(said, phrase, score_cutoff=slip) <= slip
