"""Finds what LINE would refuse in text messages, of both versions.

Source: https://developers.line.biz/en/reference/messaging-api/#text-message
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.line.limits.measures import (
    Problem,
    Problems,
    as_list,
    as_object,
    check_choice,
    check_size,
    check_words,
)
from bot.line.limits.numbers import TEXT

EMOJIS = MENTIONS = 20  # a message
SUBSTITUTIONS = 100
_ESCAPED = re.compile(r"\{\{|\}\}")
_PLACEHOLDER = re.compile(r"\{(\w{1,20})\}", re.ASCII)
_KEY = re.compile(r"\w{1,20}", re.ASCII)


def check_text(message: Mapping[str, Any], at: str) -> Problems:
    """A text, perhaps with LINE emoji in the place of a $."""
    yield from check_words(message.get("text"), f"{at}.text", TEXT)
    emojis = as_list(message.get("emojis"))
    yield from check_size(emojis, f"{at}.emojis", 0, EMOJIS)
    units = str(message.get("text", "")).encode("utf-16-le", "surrogatepass")
    for i, emoji in enumerate(map(as_object, emojis)):
        index = emoji.get("index")
        if not isinstance(index, int) or units[2 * index : 2 * index + 2] != b"$\0":
            yield Problem(f"{at}.emojis[{i}].index", "Must point at a $")


def check_text_v2(message: Mapping[str, Any], at: str) -> Problems:
    """A text with {placeholders} for mentions and LINE emoji."""
    yield from check_words(message.get("text"), f"{at}.text", TEXT)
    substitution = as_object(message.get("substitution"))
    at_all = f"{at}.substitution"
    yield from check_size(list(substitution), at_all, 0, SUBSTITUTIONS)
    kinds = Counter(str(as_object(each).get("type")) for each in substitution.values())
    for kind in kinds:
        yield from check_choice(kind, f"{at_all}.type", ("mention", "emoji"))
    if kinds["mention"] > MENTIONS or kinds["emoji"] > EMOJIS:
        yield Problem(at_all, f"At most {MENTIONS} mentions and {EMOJIS} emoji")
    if not all(_KEY.fullmatch(key) for key in substitution):
        yield Problem(at_all, "Keys are 1 to 20 of 0-9, A-Z, a-z and _")
    yield from _placeholders(str(message.get("text", "")), substitution, at)


def _placeholders(text: str, substitution: Mapping[str, Any], at: str) -> Problems:
    bare = _ESCAPED.sub("", text)
    if set(_PLACEHOLDER.findall(bare)) - set(substitution):
        yield Problem(f"{at}.text", "A placeholder has no substitution")
    if set("{}") & set(_PLACEHOLDER.sub("", bare)):
        yield Problem(f"{at}.text", "Braces must stand in pairs around a key, or be doubled")
