"""In a group the bot speaks when it is called: by LINE's mention, or by a name before the words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from indexer.thai import normalise
from indexer.wording import Wording


def called(text: str, wording: Wording) -> str | None:
    """Return what follows the bot's name at the beginning of *text*; None where nobody calls it.

    After a name comes a space, a mark, the end, or a word that asks for something: "บอตคลินิกตอบช้า"
    is talk about the bot.
    """
    pattern = _call(wording.names, wording.at_names, wording.politeness, wording.call_words)
    found = pattern.match(normalise(text))
    return normalise(text)[found.end() :].strip() if found else None


@lru_cache(maxsize=8)
def _call(*words: Sequence[str]) -> re.Pattern[str]:
    names, at_names, polite, asking = map(_any, words)
    name = rf"(?:@?\s?(?:{names})|@\s?(?:{at_names}))"
    return re.compile(rf"{name}\s?(?:{polite})*(?:5{{3,}})?(?:[\s,:;!?.…]+|$|(?={asking}))")


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"
