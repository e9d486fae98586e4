"""The card of an entry: what staff may list, and what is said of what cannot be shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.cards import (
    FACT_LIMIT,
    LABEL_LIMIT,
    MOST_ENTRIES,
    MOST_FACTS,
    MOST_LINKS,
    cut_card,
)
from indexer.documents import Entry, EntryCard, Fact, Link, Problem
from indexer.markdown import parse_document
from indexer.passages import passages_of
from tests.indexer.fakes import FIRST_HEADING, RICE, SOURCE, WEEDS, document, entry, small

FACT, LINK, OTHER = "ใช้เวลา: 60 วัน", "[โทร 0 2549 4682](tel:025494682)", "#rice-weeds"


def card(*items: str) -> str:
    return "\n".join(["การ์ด:", "", *(f"- {item}" for item in items), ""])


def rice(*items: str, below: bool = False) -> str:
    """Return a document of two entries, the first with a card above or *below* its source."""
    parts = [SOURCE, "", card(*items)] if below else [card(*items), SOURCE]
    return document(entry("rice-seed", "ปลูกข้าวอย่างไร", source="\n".join(parts)), WEEDS)


def read(text: str) -> tuple[Entry, list[Problem]]:
    found, problems = parse_document("documents/rice.md", text.encode())
    assert found is not None
    return found.entries[0], problems


@pytest.mark.parametrize("below", [False, True])
def test_a_card_as_staff_write_it(below: bool) -> None:
    """Facts, links and other entries are told apart, above the sources or below them."""
    found, problems = read(rice(FACT, LINK, OTHER, below=below))

    assert problems == []
    assert found.card == EntryCard(
        (Fact("ใช้เวลา", "60 วัน"),), (Link("โทร 0 2549 4682", "tel:025494682"),), ("rice-weeds",)
    )


@pytest.mark.parametrize("below", [False, True])
def test_a_card_is_no_part_of_the_answer(below: bool) -> None:
    """Answer and sources are those that the entry has without its card."""
    found, _ = read(rice(FACT, LINK, OTHER, below=below))
    bare, _ = read(document(entry("rice-seed", "ปลูกข้าวอย่างไร"), WEEDS))

    assert (found.answer, found.sources) == (bare.answer, bare.sources)


def test_an_entry_needs_no_card() -> None:
    """Most have none."""
    assert read(document(RICE))[0].card is None


def test_a_card_is_never_searched() -> None:
    """The passages are those of the same document without a card."""
    with_card = small(rice=rice(FACT, LINK, OTHER))
    without = small(rice=document(entry("rice-seed", "ปลูกข้าวอย่างไร"), WEEDS))

    assert passages_of(with_card) == passages_of(without)


def test_a_value_may_hold_a_colon() -> None:
    """A fact is cut at its first colon."""
    assert read(rice("เปิด: 8:30 น."))[0].card == EntryCard((Fact("เปิด", "8:30 น."),))


@pytest.mark.parametrize("line", ["  - {}", "-{}", "* {}"])
def test_lists_as_people_type_them(line: str) -> None:
    """Indented, without a space or with stars, a list is a list."""
    found, _, odd = cut_card(["การ์ด :", line.format(FACT)], 1)

    assert found == EntryCard((Fact("ใช้เวลา", "60 วัน"),))
    assert odd == []


@pytest.mark.parametrize(
    "item",
    [
        "ไม่มีเครื่องหมาย",
        ": ค่า",
        "หัวข้อ:",
        "หัวข้อ: \u200b",
        f"ยาว: {'ก' * FACT_LIMIT}",
        f"[{'ก' * (LABEL_LIMIT + 1)}](tel:025494682)",
        "[](tel:025494682)",
        "[โทร](โทร 0 2549 4682)",
        "[โทร]",
        "[โทร](tel:0 2549 4682)",
        "[เว็บ](ftp://example.go.th)",
        "[เว็บ](javascript:alert(1))",
        "[เว็บ](https://example.go.th/ก)",
    ],
)
def test_what_cannot_be_shown_is_left_out(item: str) -> None:
    """A broken item is said with its line; the rest of the card and the answer stay."""
    found, problems = read(rice(FACT, item))
    line = rice(FACT, item).splitlines().index(f"- {item}") + 1

    assert found.card == EntryCard((Fact("ใช้เวลา", "60 วัน"),))
    assert [(problem.file, problem.line, problem.fatal) for problem in problems] == [
        ("documents/rice.md", line, False)
    ]


def test_the_longest_that_fits() -> None:
    """A fact and a label of just the limit are taken."""
    fact = f"ยาว: {'ก' * (FACT_LIMIT - 5)}"

    assert read(rice(fact, f"[{'ก' * LABEL_LIMIT}](tel:191)"))[1] == []


@pytest.mark.parametrize(
    ("items", "most"),
    [
        ([f"ข้อ {n}: ค่า" for n in range(20)], MOST_FACTS),
        ([f"[ปุ่ม {n}](tel:02549468{n})" for n in range(20)], MOST_LINKS),
        ([f"#entry-{n}" for n in range(20)], MOST_ENTRIES),
    ],
)
def test_too_many_are_cut(items: list[str], most: int) -> None:
    """The first that fit are shown; the line of the next is said."""
    whole, _, fine = cut_card(card(*items[:most]).splitlines(), 1)
    cut, _, odd = cut_card(card(*items).splitlines(), 1)

    assert fine == []
    assert cut == whole
    assert [line for line, _ in odd] == [most + 3]


def test_an_empty_card_is_said() -> None:
    """A label with nothing under it was not meant so."""
    found, problems = read(rice())

    assert found.card is None
    assert len(problems) == 1


def test_entries_of_other_documents_may_be_named() -> None:
    """A card leads anywhere in the knowledge."""
    assert small(rice=rice("#soap-ph")).problems == small().problems


@pytest.mark.parametrize("items", [["#nothing"], ["#rice-seed"], ["#rice-weeds", "#rice-weeds"]])
def test_entries_that_cannot_be_beside_it(items: list[str]) -> None:
    """One that is not there, the entry itself and one named twice are said with their line."""
    problems = set(small(rice=rice(*items)).problems) - set(small().problems)
    lines = rice(*items).splitlines()

    assert {(problem.file, problem.fatal) for problem in problems} == {("documents/rice.md", False)}
    assert {problem.line for problem in problems} == {
        number for number, line in enumerate(lines, 1) if line in {f"- {item}" for item in items}
    }


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.text(st.sampled_from("-*#[]() :กtel025\u200b"), max_size=20), max_size=8))
def test_whatever_is_listed_is_read_or_said(lines: list[str]) -> None:
    """Nothing under the label stops the reading, and no line is lost or moved."""
    _, rest, odd = cut_card(["คำตอบ", "การ์ด:", *lines, "จบ"], FIRST_HEADING)

    assert len(rest) == len(lines) + 3
    assert (rest[0], rest[-1]) == ("คำตอบ", "จบ")
    assert all(message for _, message in odd)
