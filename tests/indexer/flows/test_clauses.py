"""A message in clauses, and the runs of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.flows.clauses import MOST, TOGETHER, Clauses, Run

LONG = {
    "a letter a word": "ก " * 1000,
    "two letters a word": "กข " * 666,
    "commas": ",".join("ก" * 1000),
    "clause words alone": "แต่ว่า" * 400,
    "letters and emoji": "ก\U0001f600 " * 700,
}


def texts(plain: str, *words: str) -> list[str]:
    return [run.text for run in Clauses(words).runs(plain)]


def clauses(plain: str, *words: str) -> list[str]:
    """The single clauses of *plain*."""
    return [run.text for run in Clauses(words).runs(plain) if run.end - run.start == 1]


def test_one_clause() -> None:
    """A text without a gap is one run."""
    assert Clauses(()).runs("เป็นบริษัท") == [Run(0, 1, "เป็นบริษัท")]


def test_runs() -> None:
    """Every clause stands alone and with its neighbours, and the whole is read too."""
    assert texts("ก ข ค ง") == [
        *("ก", "ก ข", "ก ข ค"),
        *("ข", "ข ค", "ข ค ง"),
        *("ค", "ค ง"),
        "ง",
        "ก ข ค ง",
    ]


def test_whole_is_read_once() -> None:
    """Where a run is the whole already there is no other."""
    assert texts("ก ข ค").count("ก ข ค") == 1


@pytest.mark.parametrize("gap", [" ", ", ", "/", "; ", "!", " … "])
def test_gaps(gap: str) -> None:
    """Spaces and punctuation part clauses, and stay where clauses stand together."""
    assert texts(f"เป็นบริษัท{gap}ยังไม่จด") == ["เป็นบริษัท", f"เป็นบริษัท{gap}ยังไม่จด", "ยังไม่จด"]


def test_number_with_a_point_stays_whole() -> None:
    """A point is no gap: abbreviations and numbers hold it."""
    assert clauses("จด อย. ปี 2.5") == ["จด", "อย.", "ปี", "2.5"]


def test_clause_word() -> None:
    """A word that begins a clause parts it from what stands before, without a space."""
    assert clauses("เป็นบริษัทแต่ยังไม่จด", "แต่") == ["เป็นบริษัท", "แต่ยังไม่จด"]


def test_clause_word_at_the_beginning() -> None:
    """Before the first word there is no clause."""
    assert clauses("แต่ยังไม่จด", "แต่") == ["แต่ยังไม่จด"]


@pytest.mark.parametrize(("plain", "word"), [("รับตกแต่งร้าน", "แต่"), ("ห้างหุ้นส่วนจำกัด", "ส่วน")])
def test_clause_word_within_a_word(plain: str, word: str) -> None:
    """A longer word that only holds the letters of a clause word stays whole."""
    assert clauses(plain, word) == [plain]


def test_empty_clause_word() -> None:
    """An empty line in the list of clause words does not cut every letter from the next."""
    assert clauses("เป็นบริษัท", "") == ["เป็นบริษัท"]


def test_word_with_signs() -> None:
    """The signs of a clause word are signs, whatever they mean in a pattern."""
    assert clauses("เป็นบริษัท(ยังไม่จด", "(ยัง") == ["เป็นบริษัท", "(ยังไม่จด"]


@pytest.mark.parametrize("plain", ["...", ", ,", "!", "\U0001f600", "\u0e48"])
def test_no_clause(plain: str) -> None:
    """What has no letter is one run, as it stands there."""
    assert texts(plain) == [plain]


@pytest.mark.parametrize("plain", LONG.values(), ids=LONG)
def test_many_clauses(plain: str) -> None:
    """However a long message is cut up, its runs are few and nothing of it is left out."""
    plain = plain.strip()
    runs = Clauses(("แต่",)).runs(plain)
    single = [run.text for run in runs if run.end - run.start == 1]

    assert MOST / 2 < len(single) <= MOST
    assert len(runs) <= TOGETHER * MOST + 1
    assert "".join(single).replace(" ", "").replace(",", "") == plain.replace(" ", "").replace(
        ",", ""
    )


def test_run_within_a_run() -> None:
    """A run holds itself and what lies between its ends, not what reaches beyond."""
    wide = Run(1, 3, "")

    assert [wide.holds(Run(*ends, "")) for ends in ((1, 3), (2, 3), (0, 1), (2, 4), (0, 4))] == [
        *(True, True),
        *(False, False, False),
    ]


@given(st.text(alphabet="กขไม่แต่ ,.!\U0001f600a1\u0e48", min_size=1, max_size=60))
def test_any_text(plain: str) -> None:
    """Each run stands in the text as it is, and no run is empty."""
    found = texts(plain, "แต่")

    assert found
    assert all(text and text in plain for text in found)
