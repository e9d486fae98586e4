"""The words of the rich menu, the picture of buttons under a LINE chat: a part of wording.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

AREAS = ("ask", "coupon", "topics", "staff")  # in the order of reading
# LINE's limits, told where the words are written; in code points, the strictest way to count.
BAR, LABEL, SAYS = 14, 20, 300


@dataclass(frozen=True)
class MenuArea:
    """*label*: the words in the picture. *says*: what a tap says for the person."""

    label: str
    says: str


@dataclass(frozen=True)
class MenuWords:
    """*bar*: the words that open and close the menu. *areas*: by the names in AREAS."""

    bar: str
    areas: Mapping[str, MenuArea]


def menu_problems(part: object) -> Iterator[str]:
    """Yield, in Thai, what is wrong with ``rich_menu:``; a bot without a menu leaves it out."""
    if part is None:
        return
    given = part if isinstance(part, dict) else {}
    yield from _too_long("bar", given.get("bar"), BAR)
    for name in AREAS:
        area = given.get(name)
        area = area if isinstance(area, dict) else {}
        yield from _too_long(f"{name} label", area.get("label"), LABEL)
        yield from _too_long(f"{name} says", area.get("says", "-"), SAYS)


def read_menu(part: object) -> MenuWords | None:
    """Return the words of a ``rich_menu:`` without problems; None where there is none."""
    if not isinstance(part, dict):
        return None
    return MenuWords(_text(part["bar"]), {name: _area(part[name]) for name in AREAS})


def _too_long(name: str, value: object, limit: int) -> Iterator[str]:
    if not 1 <= len(_text(value)) <= limit:
        yield f"rich_menu {name}: ต้องมีข้อความ 1–{limit} ตัวอักษร (นับสระและวรรณยุกต์ด้วย)"


def _area(part: Mapping[str, object]) -> MenuArea:
    label = _text(part["label"])
    return MenuArea(label, _text(part.get("says", label)))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
