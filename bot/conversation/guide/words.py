"""What a typed message is inside a guide, apart from an answer: command, number, correction."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.conversation.small_talk import same_words
from indexer.thai import normalise
from indexer.wording import Wording


def command(text: str, wording: Wording) -> str:
    """Return the name of the command that *text* is as a whole, or ""."""
    for name, each in wording.commands.items():
        if same_words(text, (each.label, *each.said), wording):
            return name
    return ""


def number(text: str, wording: Wording, most: int) -> int | None:
    """Return the number, 1 to *most*, that *text* is as a whole: "2", "ข้อสอง", "๒ ค่ะ"."""
    for value in range(1, most + 1):
        words = {str(value), *wording.numbers[value - 1 : value]}
        named = [f"{before}{word}" for before in ("", *wording.number_words) for word in words]
        if same_words(text, named, wording, slip=0):
            return value
    return None


def corrects(text: str, wording: Wording) -> bool:
    """Tell whether *text* says that it puts something right."""
    return bool(wording.corrections and _any_of(wording.corrections).search(normalise(text)))


def without_corrections(text: str, wording: Wording) -> str:
    """Return *text* without the words that only say that it puts something right."""
    return _any_of(wording.corrections).sub(" ", normalise(text)).strip()


def asks(text: str, wording: Wording) -> bool:
    """Tell whether *text* holds a question word or mark."""
    return "?" in text or bool(
        wording.question_words and _any_of(wording.question_words).search(normalise(text))
    )


@lru_cache(maxsize=8)
def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
