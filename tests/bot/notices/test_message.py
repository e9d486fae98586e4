"""What staff are told of a notice."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.conversation.acts import Reason
from bot.notices.message import NONE, to_message
from bot.store.notices import Kind, Notice
from indexer.wording import Wording

NOTICE = Notice(7, "handover", "48210573", "asked", "12345678", 1790000000.5, 0, 0.0)


def reworded(wording: Wording, **texts: str) -> Wording:
    return replace(wording, texts={**wording.texts, **texts})


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_a_sentence(wording: Wording, kind: str) -> None:
    """Whatever staff are told of, the sentence names its code, and no gap is left."""
    text = to_message(replace(NOTICE, kind=kind), wording).text

    assert "48210573" in text
    assert "{" not in text


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_a_name(wording: Wording, reason: str) -> None:
    """Whyever somebody is handed over, staff read it in Thai."""
    text = to_message(replace(NOTICE, reason=reason), wording).text

    assert wording[f"reason_{reason}"] in text


def test_gaps_are_filled(wording: Wording) -> None:
    """Staff place code, reason and case in their sentence as they like."""
    said = reworded(wording, staff_notice_handover="{case}/{code}/{reason}", reason_asked="ขอ")

    assert to_message(NOTICE, said).text == "12345678/48210573/ขอ"


def test_no_case(wording: Wording) -> None:
    """Where there is no case, a dash says so."""
    said = reworded(wording, staff_notice_handover="เช็ก: {case}")

    assert to_message(replace(NOTICE, case_code=""), said).text == f"เช็ก: {NONE}"


def test_a_reason_without_a_name(wording: Wording) -> None:
    """The reason of a dead event, which is the name of an error, is shown as it is."""
    said = reworded(wording, staff_notice_dead="{reason}")

    assert to_message(replace(NOTICE, kind="dead", reason="ValueError"), said).text == "ValueError"


def test_odd_braces(wording: Wording) -> None:
    """A slip of staff in their sentence does not keep them from being told."""
    said = reworded(wording, staff_notice_handover="{รหัส {code} {0} }")

    assert to_message(NOTICE, said).text == "{รหัส 48210573 {0} }"


def test_the_key_is_the_notices(wording: Wording) -> None:
    """Told again it is the same; another notice has another, also in a new database."""
    others = [
        replace(NOTICE, attempts=3, not_before=9.0),
        replace(NOTICE, id=8),
        replace(NOTICE, at=1790000000.25),
    ]

    again, *different = [to_message(other, wording).key for other in others]

    assert again == to_message(NOTICE, wording).key
    assert len({again, *different}) == 3
