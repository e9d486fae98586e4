"""Codes that a person reads out: a slip is noticed, not taken for another case."""

import pytest

from bot.conversation.codes import is_code, new_code

CODES = [new_code(f"event {number}") for number in range(50)]


def test_a_code_is_eight_digits() -> None:
    """Leading zeros stay, so that every code is as long."""
    assert {(len(code), code.isdigit()) for code in CODES} == {(8, True)}


def test_a_seed_has_one_code() -> None:
    """The same try leads to the same code, another to another."""
    assert new_code("event 0") == CODES[0]
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", [*CODES, "00005724"])
def test_a_code_is_recognised(code: str) -> None:
    """What was given out is a code; 572 with the check digit 4 is the example of the literature."""
    assert is_code(code)


def test_every_wrong_digit_is_caught() -> None:
    """Whichever digit is heard as whichever other, it is no code any more."""
    wrong = [
        code[:at] + digit + code[at + 1 :]
        for code in CODES
        for at in range(len(code))
        for digit in "0123456789"
        if digit != code[at]
    ]

    assert len(wrong) == len(CODES) * 8 * 9
    assert [code for code in wrong if is_code(code)] == []


def test_every_swap_of_neighbours_is_caught() -> None:
    """Two neighbouring digits in the wrong order are no code."""
    swapped = [
        code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        for code in CODES
        for at in range(len(code) - 1)
        if code[at] != code[at + 1]
    ]

    assert swapped
    assert [code for code in swapped if is_code(code)] == []


@pytest.mark.parametrize(
    "text",
    ["", "0", "0000000", "000000000", "0000 5724", " 00005724", "๐๐๐๐๕๗๒๔", "0000572²", "คูปอง"],
)
def test_other_text_is_no_code(text: str) -> None:
    """Too short, too long, with spaces or in other digits: whoever asks brings it into shape."""
    assert not is_code(text)
