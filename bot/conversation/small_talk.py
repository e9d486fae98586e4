"""Recognise what is no question: greetings, thanks, a call for help."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexer.flows.reader import Reader
from indexer.talk import TALK
from indexer.thai import normalise
from indexer.wording import WISHES, SmallTalk, Wording

SLIP = 1  # wrong, missing or extra letters forgiven …
SLIP_FROM = 6  # … in phrases of at least this many, so that short words stay apart
_NO_WORD = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+")  # keeps Thai vowels and tone marks
_HELD_DOWN = re.compile(r"(.)\1{3,}")  # 55555555 laughs like 555


class SmallTalkReader:
    """Tells what a message is that is no question; *reader* knows it in other words too."""

    def __init__(self, wording: Wording, reader: Reader | None = None) -> None:
        self._wording = wording
        self._reader = reader
        self._meant: dict[str, str] = {}
        self._by_length: dict[int, list[str]] = {}
        for name, phrase in _phrases_of(wording):
            letters = _letters(phrase)
            if self._meant.setdefault(letters, name) == name:
                self._by_length.setdefault(len(letters), []).append(letters)

    def word_for_word(self, text: str) -> str:
        """Return the small talk or wish that *text* is as a whole, or ""."""
        whole, bare = _said(text, self._wording.politeness)
        exact = (self._meant.get(said, "") for said in (whole, bare))
        return next(filter(None, exact), "") or self._with_a_slip(whole, bare)

    def _with_a_slip(self, *said: str) -> str:
        """Return what is meant by the phrase that one of *said* is but for a slip, or ""."""
        for each in said:
            for length in range(len(each) - SLIP, len(each) + SLIP + 1):
                for phrase in self._by_length.get(length, ()):
                    if _alike(each, phrase, SLIP):
                        return self._meant[phrase]
        return ""

    def meant(self, text: str) -> str:
        """Return the small talk or wish that *text* surely is in other words, or ""."""
        found = self._reader.answer(text, TALK) if self._reader else None
        return found.option if found else ""


def _phrases_of(wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield every phrase with what it means; what is asked of the bot itself comes first."""
    for name in WISHES:
        wish = wording.wishes[name]
        yield from ((name, phrase) for phrase in (wish.label, *wish.said))
    for talk in wording.small_talk:
        yield from ((talk.id, phrase) for phrase in talk.said)


def what_a_sticker_says(words: Iterable[str], wording: Wording) -> SmallTalk | None:
    """Return the small talk that a sticker is, by the *words* LINE gives with it."""
    said = {normalise(word) for word in words}
    return next((talk for talk in wording.small_talk if said.intersection(talk.stickers)), None)


def says(text: str, wording: Wording, command: str, wish: str, *phrases: str) -> bool:
    """Tell whether *text* is this command, this wish, or one of *phrases*."""
    known = (wording.commands[command], wording.wishes[wish])
    said = (words for each in known for words in (each.label, *each.said))
    return same_words(text, (*said, *phrases), wording)


def same_words(text: str, phrases: Iterable[str], wording: Wording, slip: int = SLIP) -> bool:
    """Tell whether *text* is one of *phrases*, polite words around it not counted.

    *slip*: how many letters may be wrong, missing or too many.
    """
    whole, bare = _said(text, wording.politeness)
    known = _by_length(tuple(phrases))
    return bool(bare) and any(
        _alike(said, phrase, slip)
        for said in {whole, bare}
        for length in range(len(said) - slip, len(said) + slip + 1)
        for phrase in known.get(length, ())
    )


@lru_cache(maxsize=512)
def _by_length(phrases: tuple[str, ...]) -> Mapping[int, list[str]]:
    """Return the letters of *phrases* by how many they are: a slip changes that by one at most."""
    known: dict[int, list[str]] = {}
    for letters in map(_letters, phrases):
        known.setdefault(len(letters), []).append(letters)
    return known


@lru_cache(maxsize=64)
def _said(text: str, politeness: tuple[str, ...]) -> tuple[str, str]:
    """Return the letters of *text*, and the same without polite words: asked once a phrase."""
    whole = _letters(text)
    return whole, _bare(whole, politeness)


def _letters(text: str) -> str:
    return _HELD_DOWN.sub(r"\1\1\1", _NO_WORD.sub("", normalise(text)))


@lru_cache(maxsize=8)
def _longest_first(politeness: tuple[str, ...]) -> list[str]:
    return sorted(map(_letters, politeness), key=len, reverse=True)


def _bare(letters: str, politeness: tuple[str, ...]) -> str:
    """Return *letters* without the polite words at both ends."""
    bare = letters
    words = _longest_first(politeness)
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
