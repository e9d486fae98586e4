"""The edition of an entry: a name for the very words that a person saw."""

from dataclasses import replace

import pytest

from indexer.documents import Entry, EntryCard, Fact, Source

SOURCE = Source("กรมตัวอย่าง", "https://example.go.th/a", "พ.ศ. 2569", "official")
CARD = EntryCard((Fact("ใช้เวลา", "60 วัน"),), entries=("b",), lines=(7,))
ENTRY = Entry("a", "ทำอย่างไร", ("ทำไง",), "ทำแบบนี้ค่ะ", (SOURCE,), "rice", 3, CARD)


def test_an_edition_is_eight_hex_digits() -> None:
    """It is short enough for the data of a button."""
    assert len(ENTRY.edition) == 8
    assert int(ENTRY.edition, 16) >= 0


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, question="ทำยังไง"),
        replace(ENTRY, answer="ทำแบบนั้นค่ะ"),
        replace(ENTRY, sources=(replace(SOURCE, dated="พ.ศ. 2570"),)),
        replace(ENTRY, sources=()),
        replace(ENTRY, card=None),
        replace(ENTRY, card=EntryCard(entries=("b",))),
    ],
)
def test_other_words_are_another_edition(changed: Entry) -> None:
    """Whatever a person sees of an entry tells its editions apart."""
    assert changed.edition != ENTRY.edition


@pytest.mark.parametrize(
    "moved",
    [
        replace(ENTRY, wordings=("ทำไงดี",)),
        replace(ENTRY, line=30, document="soap"),
        replace(ENTRY, card=replace(CARD, lines=(34,))),
    ],
)
def test_the_same_words_are_the_same_edition(moved: Entry) -> None:
    """What nobody sees, as other ways to ask or the place in a file, changes none."""
    assert moved.edition == ENTRY.edition
