"""Two questions in one message: where it can be cut so that both halves ask something."""

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.wording import Wording

SHORTEST = 5  # letters of a half that can be a question


def halves(text: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield each way to cut *text* in two at a line, a question mark or one of staff's joints."""
    joint, asking = _patterns(wording.joints, wording.question_words)
    for found in joint.finditer(text):
        first, second = text[: found.start()].strip(), text[found.end() :].strip()
        long = min(len(first), len(second)) >= SHORTEST
        if long and asking.search(first) and asking.search(second):
            yield first, second


@lru_cache(maxsize=8)
def _patterns(
    joints: tuple[str, ...], question_words: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(map(re.escape, sorted(joints, key=len, reverse=True)))
    asking = "|".join(map(re.escape, question_words)) or r"(?!)"
    return re.compile(rf"\s*[?\n]+\s*|\s+(?:{words or '(?!)'})\s*"), re.compile(asking)
