"""The words of the rich menu in wording.yaml, read and checked."""

import pytest

from indexer.menu_words import AREAS, BAR, LABEL, SAYS, MenuArea
from indexer.wording import parse_wording
from tests.indexer.fakes import wording

AREA = {"label": "ถาม", "says": "ถามอะไรได้บ้าง"}


def menu(bar: str = "เมนู", **areas: object) -> str:
    """Return a wording.yaml with a rich menu; an area given as None is left out."""
    parts = {**dict.fromkeys(AREAS, AREA), **areas}
    lines = "".join(f"  {name}: {part}\n" for name, part in parts.items() if part is not None)
    return wording(f"rich_menu:\n  bar: {bar!r}\n{lines}")


def test_whole() -> None:
    """The bar and each area are found."""
    found, problems = parse_wording(menu().encode())

    assert problems == []
    assert found is not None
    assert found.rich_menu is not None
    assert found.rich_menu.bar == "เมนู"
    assert found.rich_menu.areas == dict.fromkeys(AREAS, MenuArea(**AREA))


def test_says_may_be_left_out() -> None:
    """Then the label is what is said."""
    found, _ = parse_wording(menu(staff={"label": "คุย"}).encode())

    assert found is not None
    assert found.rich_menu is not None
    assert found.rich_menu.areas["staff"].says == "คุย"


def test_no_menu() -> None:
    """A bot may have none."""
    found, problems = parse_wording(wording().encode())

    assert problems == []
    assert found is not None
    assert found.rich_menu is None


BROKEN = {
    "a word": (wording("rich_menu: a\n"), "bar"),
    "a list": (wording("rich_menu: [a]\n"), "bar"),
    "nothing": (wording("rich_menu:\n"), "bar"),
    "no bar": (menu(bar=""), "bar"),
    "a bar too long": (menu(bar="ก" * (BAR + 1)), "bar"),
    "no area": (menu(staff=None), "staff"),
    "an area that is a word": (menu(ask="ถาม"), "ask"),
    "an area that is a list": (menu(ask=["ถาม"]), "ask"),
    "no label": (menu(coupon={"says": "ก"}), "coupon"),
    "a label that is a list": (menu(coupon={"label": ["ก"]}), "coupon"),
    "a label too long": (menu(topics={"label": "ก" * (LABEL + 1)}), "topics"),
    "empty says": (menu(staff={"label": "ก", "says": ""}), "staff"),
    "says too long": (menu(staff={"label": "ก", "says": "ก" * (SAYS + 1)}), "staff"),
}


@pytest.mark.parametrize(("text", "where"), BROKEN.values(), ids=BROKEN)
def test_broken(text: str, where: str) -> None:
    """Each part that cannot be used is named, and none is guessed."""
    found, problems = parse_wording(text.encode())

    assert found is None
    assert any(f"rich_menu {where}" in problem.message for problem in problems)


def test_one_problem_a_part() -> None:
    """What is right is not complained of."""
    _, problems = parse_wording(menu(bar="").encode())

    assert len(problems) == 1
