"""Codes of cases: digits to read out on the phone, the last of which gives a slip away.

The check digit is that of H. M. Damm, *Total anti-symmetrische Quasigruppen* (Marburg 2004): it
catches every wrong digit and every swap of two neighbours.
"""

import hashlib

LENGTH = 8
_DAMM = (  # row: the check digit so far; column: the next digit
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def new_code(seed: str) -> str:
    """Return the code that *seed* leads to: always the same, and evenly spread."""
    number = int(hashlib.sha256(seed.encode()).hexdigest(), 16) % 10 ** (LENGTH - 1)
    digits = str(number).zfill(LENGTH - 1)
    return digits + _check(digits)


def is_code(text: str) -> bool:
    """Whether *text* is a code without a slip: ASCII digits alone, nothing around or between."""
    digits = text.isascii() and text.isdigit()
    return digits and len(text) == LENGTH and _check(text) == "0"


def spoken(code: str) -> str:
    """Return *code* as it is read out: in groups of four."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def _check(digits: str) -> str:
    check = "0"
    for digit in digits:
        check = _DAMM[int(check)][int(digit)]
    return check
