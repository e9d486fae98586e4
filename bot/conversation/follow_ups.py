"""Messages that lean on the last answer: "อันที่สองล่ะ", "เล่าต่อ", "แล้วใช้เอกสารอะไร"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.conversation.answers import CHOICES, Answers
from bot.conversation.conversation import Last
from indexer.retriever import Finding
from indexer.thai import normalise
from indexer.wording import Wording

# How much of a message an entry of the last document must carry to be offered, and to answer it,
# and by how much before the next. On the choosing half of tests/talk what leaned on the last
# answer had 0.17 to 0.72, what stood on its own at most 0.25; of what no entry answered the first
# led by at most 0.09.
NEAR, AT_HOME, LEAD = 0.17, 0.27, 0.1


class FollowUps:
    """Finds the question that is meant; the earlier one helps only where the new one is bare."""

    def __init__(self, wording: Wording, answers: Answers) -> None:
        self._wording = wording
        self._answers = answers
        self._places = _places(wording)

    def pointed(self, text: str, last: Last) -> str:
        """Return the question that *text* points at by its place among those offered, or ""."""
        found = self._places.fullmatch(normalise(text)) if last.offered else None
        if not found:
            return ""
        place = _place(found, self._wording, len(last.offered))
        return last.offered[place] if 0 <= place < len(last.offered) else ""

    def in_context(self, text: str, alone: Finding, last: Last) -> Finding:
        """Return what *text* finds in the last answer's document, or *alone* where it stands so.

        What names a subject of its own carries little into another document, and stands alone.
        """
        hits = self._answers.find_in(last.entry, without_particles(text, self._wording))
        if alone.confidence == 1.0 or not hits or hits[0].score < NEAR:
            return alone
        first = hits[0]
        here = bool(alone.hits) and alone.hits[0].entry.document == first.entry.document
        if alone.verdict == "sure" and here:
            return alone
        if alone.verdict == "sure":  # the same words are at home in two documents
            both = (first, *alone.hits[:1]) if first.score >= AT_HOME else ()
            return replace(alone, hits=both, verdict="torn") if both else alone
        lead = first.score - hits[1].score if len(hits) > 1 else first.score
        if first.score >= AT_HOME and lead >= LEAD:
            return Finding((first,), (), first.score, "sure")
        near = tuple(hit for hit in hits[:CHOICES] if hit.score >= NEAR / 2)
        return Finding(near, (), first.score, "torn")


def begins_anew(text: str, wording: Wording) -> str | None:
    """Return *text* without the word that ties it to what was said before; None without one."""
    found = _starts(wording.ties).match(normalise(text))
    return normalise(text)[found.end() :] if found else None


def without_particles(text: str, wording: Wording) -> str:
    """Return *text* without ties before it and the particles behind it ("แล้วราคาล่ะคะ")."""
    bare = begins_anew(text, wording) or normalise(text)
    return _ends(wording.particles, wording.politeness).sub("", bare).strip()


def _place(found: re.Match[str], wording: Wording, offered: int) -> int:
    """Return which of *offered* is meant, from 0."""
    if found["last"]:
        return offered - 1
    if found["first"]:
        return 0
    word = found["number"]
    return (int(word) if word.isdecimal() else wording.numbers.index(word) + 1) - 1


def _places(wording: Wording) -> re.Pattern[str]:
    """Return what matches "2", "ข้อที่สอง", "เอาอันแรกค่ะ", "ขอดูตัวสุดท้ายหน่อย"."""
    around = _any((*wording.particles, *wording.politeness))
    which = _any(wording.number_words)
    number = rf"(?P<number>\d{{1,2}}|{_any(wording.numbers)})"
    first, last = _any(wording.first_words), _any(wording.last_words)
    end = rf"(?:{which})\s*(?:(?P<first>{first})|(?P<last>{last}))"
    start = rf"(?:(?:{_any((*wording.ties, *wording.picking_words))})\s*)*"
    return re.compile(rf"{start}(?:(?:{which})?\s*{number}|{end})\s*(?:(?:{around})\s*)*[?!.]*")


@lru_cache(maxsize=8)
def _starts(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words)})\s*")


@lru_cache(maxsize=8)
def _ends(particles: Sequence[str], politeness: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_any(particles)})\s*(?:(?:{_any(politeness)})\s*)*[?!.]*$")


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"
