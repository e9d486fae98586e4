"""Measures parts of a message the way LINE counts them, and says what is too much."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing LINE would refuse: where (`messages[0].text`) and why, in LINE's manner."""

    property: str
    message: str


Problems = Iterator[Problem]
Check = Callable[[Mapping[str, Any], str], Problems]


def utf16_units(text: str) -> int:
    """LINE's ordinary way of counting: an emoji is 2, every Thai letter and mark 1."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def code_points(text: str) -> int:
    """The strictest of the ways in which LINE was seen to count labels and titles."""
    return len(text)


def check_length(
    value: object, at: str, most: int, count: Callable[[str], int] = utf16_units
) -> Problems:
    """Text has to be there, and be no longer than *most*."""
    if not isinstance(value, str) or not value:
        yield Problem(at, "May not be empty")
    elif count(value) > most:
        yield Problem(at, f"Length must be between 1 and {most}")


def check_https(value: object, at: str) -> Problems:
    """An address of a picture or sound: https, at most 2000 units."""
    yield from check_length(value, at, 2000)
    if isinstance(value, str) and value and not value.startswith("https://"):
        yield Problem(at, "Invalid URL: must be https")


def check_size(values: list[Any], at: str, fewest: int, most: int) -> Problems:
    """A list has from *fewest* to *most* members."""
    if not fewest <= len(values) <= most:
        yield Problem(at, f"Size must be between {fewest} and {most}")


def check_weight(contents: Mapping[str, Any], at: str, most: int) -> Problems:
    """JSON of at most *most* bytes of UTF-8; LINE does not say which encoding it means."""
    if len(json.dumps(contents, ensure_ascii=False).encode(errors="replace")) > most:
        yield Problem(at, f"The size of the JSON must be at most {most} bytes")


def check_choice(value: object, at: str, known: Mapping[str, Check]) -> Problems:
    """A type is one of those LINE knows."""
    if value not in known:
        yield Problem(at, f"Must be one of the following values: [{', '.join(known)}]")


def as_object(value: object) -> Mapping[str, Any]:
    """Return *value*, or an empty object in which everything required is then missed."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Return *value*, or an empty list in which everything required is then missed."""
    return value if isinstance(value, list) else []
