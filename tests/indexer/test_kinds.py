"""Which kinds of fact are asked for, and which an entry holds."""

from pathlib import Path

import pytest

from indexer.documents import Entry
from indexer.kinds import FILE, Kinds, parse_kinds
from indexer.knowledge import read_knowledge
from tests.conftest import KNOWLEDGE

YAML = """
money:
  asks: [บาท, ราคา]
  holds: ["# บาท"]
person:
  asks: [ใคร]
"""


@pytest.fixture
def kinds() -> Kinds:
    return parse_kinds(YAML.encode())[0]


def an_entry(answer: str) -> Entry:
    return Entry("soap-what", "สบู่คืออะไร", (), answer, (), "soap", 1)


def test_a_question_may_ask_for_several_kinds(kinds: Kinds) -> None:
    """Every kind that a question asks for is seen."""
    assert kinds.asked("ใครขาย ราคาเท่าไร") == {"money", "person"}


def test_a_question_of_no_kind(kinds: Kinds) -> None:
    """Most questions ask for none of the kinds."""
    assert kinds.asked("สบู่คืออะไร") == frozenset()


@pytest.mark.parametrize(
    ("answer", "held"),
    [("ก้อนละ 25 บาทค่ะ", {"money"}), ("ก้อนละ ๒๕ บาทค่ะ", {"money"}), ("ไม่คิดเงินบาทเดียว", set())],
    ids=["digits", "Thai digits", "the word alone"],
)
def test_an_answer_holds_what_it_says(kinds: Kinds, answer: str, held: set[str]) -> None:
    """A sum in the answer is money; the word without a number is not."""
    assert kinds.held("", an_entry(answer)) == held


def test_an_entry_holds_what_staff_let_people_ask(kinds: Kinds) -> None:
    """An entry written for a question of price answers it, even by saying nothing is known."""
    assert kinds.held("สบู่ราคาเท่าไร", an_entry("ยังไม่มีข้อมูลค่ะ")) == {"money"}


@pytest.mark.parametrize(
    "raw",
    [b"\xff", b"- a", b"money: 1", b"money: {asks: x}"],
    ids=["not UTF-8", "a list", "a number", "no list"],
)
def test_a_broken_file_is_reported_and_tells_nothing_apart(raw: bytes) -> None:
    """Whatever is wrong is said, and the index is built without kinds."""
    found, problems = parse_kinds(raw)

    assert found == Kinds()
    assert [problem.file for problem in problems] == [FILE]


def test_an_empty_file_is_none(kinds: Kinds) -> None:
    """A knowledge base without kinds.yaml works as it is."""
    assert parse_kinds(b"") == (Kinds(), [])


def test_the_real_file_tells_a_price_from_a_count() -> None:
    """The knowledge base's own kinds see that a price is asked and a count is held."""
    kinds = read_knowledge(Path(KNOWLEDGE)).kinds

    assert "money" in kinds.asked("แผงโซลาร์ราคากี่บาท")
    assert kinds.held("", an_entry("ใช้ 4 แผงค่ะ")) == {"amount"}
