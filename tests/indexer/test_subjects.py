"""Words that name a subject, and words that could be asked of anything."""

import pytest

from indexer.subjects import FEW, HOME, Subjects

QUESTIONS = [
    ("เห็ด เก็บ กี่ วัน", "mushroom"),
    ("เห็ด ราคา", "mushroom"),
    ("กล้วย เก็บ กี่ วัน", "banana"),
    ("กล้วย ราคา", "banana"),
    *((f"เก็บ กี่ วัน ของ {n}", f"other{n}") for n in range(FEW)),
]


@pytest.fixture
def subjects() -> Subjects:
    return Subjects(QUESTIONS)


@pytest.mark.parametrize(
    ("text", "document", "named"),
    [
        ("เห็ด เก็บ กี่ วัน", "mushroom", True),
        ("เห็ด", "banana", False),
        ("เก็บ กี่ วัน", "mushroom", False),
        ("รถไฟ", "mushroom", False),
        ("", "mushroom", False),
    ],
)
def test_a_subject_is_named(subjects: Subjects, text: str, document: str, named: bool) -> None:
    """A word of few documents names them; a word of many, or of none, names nothing."""
    assert subjects.named(text, document) is named


def test_a_word_at_home_in_a_few_names_each(subjects: Subjects) -> None:
    """What two documents share names both: ราคา stands in no third."""
    assert subjects.named("ราคา", "mushroom")
    assert subjects.named("ราคา", "banana")


def test_a_word_scattered_evenly_names_nothing() -> None:
    """A word spread over more documents than it can be at home in belongs to none of them."""
    spread = Subjects([("ตลาด", f"d{n}") for n in range(2 * HOME + 1)])

    assert not any(spread.named("ตลาด", f"d{n}") for n in range(2 * HOME + 1))
