"""Every page of the bot, before three judges: the linter, the second count, LINE's own schema."""

import pytest

from tests.bot.line.everything import EVERYTHING, knowledge, lists, states, wording
from tests.bot.line.report import count, table

EACH = pytest.mark.parametrize("name", EVERYTHING)


@EACH
def test_the_linter_finds_nothing(name: str) -> None:
    """No page has to be said plainly instead."""
    assert count(name).linter == ()


@EACH
def test_the_second_count_finds_nothing(name: str) -> None:
    """LINE would take every page."""
    assert count(name).second == ()


@EACH
def test_the_schema_finds_nothing(name: str) -> None:
    """Every page is made as LINE describes its messages."""
    assert count(name).schema == ()


def test_every_answer_is_there() -> None:
    """Each entry of the documents was asked for and answered, in time and late."""
    entries = len(knowledge().entries)

    assert count("answers").replies == count("answers past their day").replies == entries > 0


def test_every_list_is_there() -> None:
    """From the list of areas a way leads to each document."""
    titles = {reply.card.title for reply in lists() if reply.card}

    assert {document.title for document in knowledge().documents} <= titles


def test_every_result_is_there() -> None:
    """Each way through each flow ends in a card and in a text."""
    ways = sum(1 for pages in states() for _ in pages.flow.paths())

    assert count("guide: results").replies == 2 * ways > 0


def test_every_text_is_there() -> None:
    """Each text of wording.yaml was said, and each small talk."""
    texts = len(wording().texts) + len(wording().small_talk)

    assert count("the bot's own words").replies > texts


@EACH
def test_there_are_pages(name: str) -> None:
    """No kind of page passes for want of any."""
    assert count(name).messages > 0


def test_the_table_tells_all() -> None:
    """The table that is shown has a line for each kind of page, and the sum."""
    counts = [count(name) for name in EVERYTHING]

    lines = table(counts).splitlines()

    assert [line.split(" | ")[0] for line in lines[2:-1]] == [f"| {name}" for name in EVERYTHING]
    assert str(sum(each.messages for each in counts)) in lines[-1].split(" | ")
