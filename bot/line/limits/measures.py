"""Measures parts of a message the way LINE counts them, and says what is too much."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.line.limits.numbers import URL

INVISIBLE = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))  # spaces, controls, zero-width: Unicode's
# A mark stands on the letter before it, and these Thai vowels and signs after one: without it
# they are what is left of a torn word. The vowels before a letter are left by a cut likewise.
_TORN_START = re.compile(r"[\u0e30-\u0e3a\u0e45-\u0e4e]")
_TORN_END = re.compile(r"[\u0e40-\u0e44]…\Z")
_PERCENT_ENCODED = re.compile(r"(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """What LINE would refuse, or people would not see as meant, in LINE's own manner.

    *path*: where (``messages[0].text``); *what*: which rule. Neither holds words of the message,
    so that both may be logged.
    """

    path: str
    what: str


Problems = Iterator[Problem]
Check = Callable[[Mapping[str, Any], str], Problems]


def utf16_units(text: str) -> int:
    """LINE's ordinary way of counting: an emoji is 2, every Thai letter and mark 1."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def code_points(text: str) -> int:
    """The strictest of the ways in which LINE was seen to count labels and titles."""
    return len(text)


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to see of *text*: no letter, sign or emoji."""
    return all(unicodedata.category(letter) in INVISIBLE for letter in text)


def is_mark(letter: str) -> bool:
    """Tell whether *letter* belongs to the one before it, and cannot begin a word."""
    return unicodedata.category(letter)[0] == "M" or bool(_TORN_START.match(letter))


def is_half(text: str) -> bool:
    """Tell whether an emoji of *text* was cut in two: LINE may reject the half that is left."""
    try:
        text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return True
    return False


def check_length(
    value: object, at: str, most: int, count: Callable[[str], int] = utf16_units
) -> Problems:
    """Text has to be there, and be no longer than *most*."""
    if not isinstance(value, str) or not value:
        yield Problem(at, "May not be empty")
    elif count(value) > most:
        yield Problem(at, f"Length must be between 1 and {most}")


def check_words(
    value: object, at: str, most: int, count: Callable[[str], int] = utf16_units
) -> Problems:
    """Text that people read: as ``check_length``, and with something to see in it."""
    yield from check_length(value, at, most, count)
    if isinstance(value, str) and value and is_blank(value):
        yield Problem(at, "Nothing of it can be seen")


def check_label(value: object, at: str, most: int) -> Problems:
    """A label is counted in code points, and was not cut through a letter with its marks."""
    yield from check_words(value, at, most, code_points)
    if isinstance(value, str) and value and (is_mark(value[0]) or _TORN_END.search(value)):
        yield Problem(at, "Begins or ends inside a cluster of letter and marks")


def check_optional(
    holder: Mapping[str, Any], key: str, at: str, most: int, count: Callable[[str], int]
) -> Problems:
    """What may be left out, but may not be empty or too long."""
    if holder.get(key) is not None:
        yield from check_length(holder[key], f"{at}.{key}", most, count)


def check_https(value: object, at: str) -> Problems:
    """An address of a picture or sound: https, percent-encoded, at most 2000 units."""
    yield from check_address(value, at, URL, ("https",))


def check_address(value: object, at: str, most: int, schemes: tuple[str, ...]) -> Problems:
    """An address in one of *schemes*, percent-encoded."""
    yield from check_length(value, at, most)
    if not isinstance(value, str) or not value:
        return
    if not value.startswith(tuple(f"{scheme}:" for scheme in schemes)):
        yield Problem(at, f"Invalid URI scheme: must be one of [{', '.join(schemes)}]")
    elif not _PERCENT_ENCODED.fullmatch(value):
        yield Problem(at, "Must be percent-encoded")


def check_size(values: list[Any], at: str, fewest: int, most: int) -> Problems:
    """A list has from *fewest* to *most* members."""
    if not fewest <= len(values) <= most:
        yield Problem(at, f"Size must be between {fewest} and {most}")


def check_weight(contents: Mapping[str, Any], at: str, most: int) -> Problems:
    """JSON of at most *most* bytes, as the SDK sends it: in ASCII."""
    if len(json.dumps(contents)) > most:
        yield Problem(at, f"The size of the JSON must be at most {most} bytes")


def check_range(value: object, at: str, least: float, most: float) -> Problems:
    """A number from *least* to *most*."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not least <= value <= most:  # type: ignore[operator]  # a number by now
        yield Problem(at, f"Must be a number between {least} and {most}")


def check_choice(value: object, at: str, known: Mapping[str, Any] | tuple[str, ...]) -> Problems:
    """A type or another name is one of those LINE knows."""
    if value not in known:
        yield Problem(at, f"Must be one of the following values: [{', '.join(known)}]")


def as_object(value: object) -> Mapping[str, Any]:
    """Return *value*, or an empty object in which everything required is then missed."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Return *value*, or an empty list in which everything required is then missed."""
    return value if isinstance(value, list) else []
