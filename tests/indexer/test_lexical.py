"""Search by the letters themselves."""

from pathlib import Path

import numpy as np
import pytest

from indexer.lexical import WINDOW, Lexical, cut, entry_text, tokens
from indexer.thai import normalise
from tests.indexer.fakes import small
from tests.indexer.test_thai import HOSTILE

TEXTS = ["วิธีเลี้ยงปลาดุกในบ่อซีเมนต์", "ทำสบู่จากน้ำมันมะพร้าว", "ติดตั้งปั๊มน้ำพลังงานแสงอาทิตย์", "OTOP คืออะไร"]


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    return Lexical.build([normalise(text) for text in TEXTS])


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("เลี้ยงปลาดุก", 0),
        ("เลี้ยงปาดุกในบ่อซีเมน", 0),
        ("สะบู่น้ำมันมะพร้าว", 1),
        ("ปั้มน้ำแสงอาทิต", 2),
        ("ปั๊ม น้ำ พลัง งาน แสง อา ทิตย์", 2),
        ("otopp", 3),
    ],
)
def test_finds(lexical: Lexical, question: str, row: int) -> None:
    """A text is found by its words, also with a letter wrong or spaces in the wrong places."""
    scores, _ = lexical.scores(question)

    assert scores.argmax() == row


def test_one_score_a_text(lexical: Lexical) -> None:
    """There is one number for each text, in the order they were given in."""
    scores, _ = lexical.scores("สบู่")

    assert (scores.shape, scores.dtype) == ((len(TEXTS),), np.float32)


ASKED = {
    **{text: text for text in TEXTS},
    "all of them": " ".join(TEXTS),
    "one word again and again": "ปลาดุกปลาดุกปลาดุก",
    "one letter": "ป",
    **{name: text for name, (text, _) in HOSTILE.items()},
}


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_between_nothing_and_the_ceiling(lexical: Lexical, question: str) -> None:
    """No text scores less than nothing, or more than the ceiling that comes with the scores."""
    scores, ceiling = lexical.scores(normalise(question))

    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    assert (scores <= np.float32(ceiling)).all()


@pytest.mark.parametrize("question", ["", " ", "zzz", "\U0001f600", "ฃฅ"])
def test_nothing_known(lexical: Lexical, question: str) -> None:
    """A question of which no text knows a letter scores nothing anywhere."""
    scores, ceiling = lexical.scores(question)

    assert (scores.shape, scores.any(), ceiling) == ((len(TEXTS),), False, 0.0)


def test_one_text() -> None:
    """An index of a single text works."""
    scores, _ = Lexical.build(["สบู่"]).scores("สบู่")

    assert scores[0] > 0


def test_round_trip(lexical: Lexical, tmp_path: Path) -> None:
    """What was saved finds the same, number by number."""
    lexical.save(tmp_path)
    loaded = Lexical.load(tmp_path)

    for question in (*TEXTS, "ปลา", "ไม่มี", ""):
        np.testing.assert_array_equal(loaded.scores(question)[0], lexical.scores(question)[0])
        assert loaded.scores(question)[1] == lexical.scores(question)[1]


@pytest.mark.parametrize("text", ["", " "])
def test_no_tokens(text: str) -> None:
    """Nothing is cut out of nothing."""
    assert tokens(text) == []


def test_tokens_are_words_and_letters() -> None:
    """Words are marked, so that a word of three letters is not a trigram."""
    assert tokens("ปลา ดุก") == ["=ปลา", "=ดุก", "ปลา", "ลาด", "าดุ", "ดุก"]


def test_entry_text_holds_all_that_is_written() -> None:
    """An entry is found by its question, its wordings, its answer and its document's title."""
    knowledge = small()
    [soap] = [each for each in knowledge.documents if each.id == "soap"]
    entry = soap.entries[0]

    text = entry_text(entry, soap)

    assert all(part in text for part in (soap.title, entry.question, entry.answer, *entry.wordings))


LONG = " ".join(TEXTS) * 9
UNCUT = {
    "Thai": LONG,
    "Thai without spaces": LONG.replace(" ", ""),
    "one letter": "ก" * 999,
    "one syllable": "นา" * 500,
    "Latin": "x" * 999,
    **{name: normalise(text) for name, (text, _) in HOSTILE.items()},
}


@pytest.mark.parametrize("text", UNCUT.values(), ids=UNCUT)
def test_cutting_loses_nothing(text: str) -> None:
    """The pieces of a text of any length are the text."""
    assert "".join(cut(text)) == text


def test_a_long_text_is_cut_as_its_parts_are() -> None:
    """Where a window ends makes no difference to the words."""
    parts = [f"{normalise(text)} " for text in TEXTS] * 9
    whole = "".join(parts)

    assert len(whole) > 4 * WINDOW
    assert cut(whole) == [piece for part in parts for piece in cut(part)]
