"""What checks find, and how they are gone through: one that breaks never stops the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True)
class Sign:
    """What a check found, and what to do about it; both for whoever runs the program."""

    level: Level
    found: str
    todo: str = ""


@dataclass(frozen=True)
class Check:
    """*needs*: the check without which this one could tell nothing but the same again."""

    name: str
    look: Callable[[], Sign]
    needs: str = ""


def ok(found: str, todo: str = "") -> Sign:
    return Sign("ok", found, todo)


def warning(found: str, todo: str = "") -> Sign:
    return Sign("warning", found, todo)


def wrong(found: str, todo: str = "") -> Sign:
    return Sign("wrong", found, todo)


def examine(checks: Iterable[Check]) -> Iterator[tuple[str, Sign]]:
    """Yield the sign of each check by name; what needs one that is wrong is left out."""
    failed: set[str] = set()
    for check in checks:
        if check.needs in failed:
            failed.add(check.name)
            continue
        sign = _look(check)
        if sign.level == "wrong":
            failed.add(check.name)
        yield check.name, sign


def _look(check: Check) -> Sign:
    try:
        return check.look()
    except Exception as error:  # a slip in one check: the others still tell what ails
        return wrong(f"This could not be checked: {type(error).__name__}.")
