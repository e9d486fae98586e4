"""Ranking the first hits anew, on numbers that anyone can follow."""

from dataclasses import replace

import numpy as np
import pytest

from indexer.training.experiments import OWN, Asked, Late, late_share, learnt_shares, to_table


@pytest.fixture(scope="module")
def late() -> Late:
    return Late()


def asked(late: float) -> Asked:
    """Return a question whose right entry is second, by words, and first by its nearest passage."""
    return Asked(
        OWN,
        right=np.array([False, True]),
        scores=np.array([0.5, 0.4]),
        parts=np.array([[0.6, 0.2, 0.3], [0.4, 0.7, 0.3]]),
        late=np.array([0.0, late]),
    )


def test_an_entry_with_every_token_scores_one(late: Late) -> None:
    """A token is nearest to itself, whatever stands beside it."""
    entry = late.ids(["ปุ๋ยหมักใช้เวลากี่วัน", "กล้วยตาก"])

    assert late.scores("ปุ๋ยหมักใช้เวลากี่วัน", [entry]) == pytest.approx([1.0])


def test_an_entry_of_other_tokens_scores_less(late: Late) -> None:
    """What an entry lacks costs it, though something in it is always nearest."""
    entries = [late.ids(["ปุ๋ยหมัก"]), late.ids(["กล้วยตาก"])]
    same, other = late.scores("ปุ๋ยหมัก", entries)

    assert same > other


def test_nothing_asked_scores_nothing(late: Late) -> None:
    """A question without a token is near to no entry."""
    assert late.scores("", [late.ids(["ปุ๋ยหมัก"])]).tolist() == [0.0]


def test_the_least_share_that_is_enough_is_chosen() -> None:
    """The right entry is 0.1 behind and 0.6 ahead in late interaction: 0.2 puts it first."""
    assert late_share([asked(0.6)]) == 0.2


def test_shares_go_to_what_tells_right_from_wrong() -> None:
    """Here only the nearest passage points at the right entry."""
    alike_but_nearest = replace(asked(0.0), parts=np.array([[0.5, 0.2, 0.3], [0.5, 0.7, 0.3]]))

    assert learnt_shares([alike_but_nearest] * 10) == pytest.approx([0.0, 1.0, 0.0])


def test_a_question_word_for_word_stays_first() -> None:
    """Staff wrote it: no other score may overtake it."""
    word_for_word = replace(asked(0.0), scores=np.array([0.5, 2.0]))

    assert word_for_word.hit(np.array([9.0, 0.0])) == 1.0


def test_the_table_tells_what_changes() -> None:
    """A row a group: hit@1 as it is, then of each way with its change and interval."""
    table = to_table([asked(0.6)], {"late": lambda each: each.scores + 0.2 * each.late})

    assert table.splitlines()[-1] == f"| {OWN} | 1 | 0.0 | 100.0 (+100.0, +100.0 to +100.0) |"
