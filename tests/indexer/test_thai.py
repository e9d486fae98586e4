"""One spelling for one word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.thai import normalise

KO, NO, PO, MO = "\u0e01", "\u0e19", "\u0e1b", "\u0e21"  # the letters ko kai, no nu, po pla, mo ma
AA, AM, E, AE = "\u0e32", "\u0e33", "\u0e40", "\u0e41"  # sara aa, am, e, ae
SHORT_I, II, U, PHINTHU = "\u0e34", "\u0e35", "\u0e38", "\u0e3a"  # sara i, ii, u
TAIKHU, EK, THO, THANTHAKHAT, NIKHAHIT = "\u0e47", "\u0e48", "\u0e49", "\u0e4c", "\u0e4d"

REPAIRS = {
    "nikhahit and sara aa are sara am": (NO + NIKHAHIT + AA, NO + AM),
    "nikhahit, tone and sara aa": (NO + NIKHAHIT + THO + AA, NO + THO + AM),
    "nikhahit twice and sara aa": (NO + NIKHAHIT * 2 + AA, NO + AM),
    "tone after sara am": (NO + AM + THO, NO + THO + AM),
    "two tones after sara am": (NO + AM + EK + THO, NO + EK + THO + AM),
    "two sara e are sara ae": (E + E + MO + EK, AE + MO + EK),
    "sara e held down": (E * 4 + MO + EK, AE + MO + EK),
    "tone before its vowel": (PO + EK + II, PO + II + EK),
    "tone before sara u": (PO + THO + U, PO + U + THO),
    "thanthakhat before its vowel": (
        "\u0e18" + THANTHAKHAT + SHORT_I,
        "\u0e18" + SHORT_I + THANTHAKHAT,
    ),
    "a tone twice": (PO + II + EK + EK, PO + II + EK),
    "vowel and tone, both twice": (PO + II + EK + II + EK, PO + II + EK),
    "tones and vowels by turns": (PO + EK + II + EK + II, PO + II + EK),
    "sara am twice": (NO + AM + AM, NO + AM),
    "mai taikhu before a tone": (KO + EK + TAIKHU, KO + TAIKHU + EK),
    "phinthu and vowel": (KO + II + PHINTHU, KO + II + PHINTHU),
    "a Latin accent on a Thai letter": (KO + "\u0301" + EK, KO + EK),
    "a letter held down": (MO + AA + KO * 4, MO + AA + KO),
    "a letter twice is spelling": (KO * 2, KO * 2),
    "a Latin letter held down": ("okkkk", "ok"),
    "digits are no letters": ("1000", "1000"),
    "Thai digits": ("\u0e51\u0e52\u0e53", "123"),
    "Thai digits all alike": ("\u0e55\u0e55\u0e55", "555"),
    "capitals": ("OTOP", "otop"),
    "composed and decomposed Latin": ("cafe\u0301", "caf\u00e9"),
    "zero-width space inside a word": (KO + "\u200b" + NO, KO + NO),
    "zero-width joiners inside a word": (KO + "\u200c\u200d" + NO, KO + NO),
    "soft hyphen": (KO + "\u00ad" + NO, KO + NO),
    "byte order mark first": ("\ufeff" + KO, KO),
    "no-break space": (KO + "\u00a0" + NO, KO + " " + NO),
    "line ends and tabs": (f" {KO}\r\n\t{NO} ", KO + " " + NO),
    "a null between letters": (KO + "\u0000" + NO, KO + " " + NO),
}
HOSTILE = {
    "empty": ("", ""),
    "spaces": (" \n\t\u3000", ""),
    "zero-width only": ("\u200b\u200c\u200d\u2060", ""),
    "byte order mark only": ("\ufeff", ""),
    "variation selector only": ("\ufe0f", ""),
    "flag tags only": ("\U000e0067\U000e007f", ""),
    "right-to-left marks only": ("\u200f\u061c\u202e\u2067", ""),
    "right-to-left override in a word": (KO + "\u202e" + NO, KO + NO),
    "control characters only": ("\u0000\u0007\u001b\u007f\u0085", ""),
    "lone high surrogate": ("\ud83d", ""),
    "lone low surrogate in a word": (KO + "\ude00" + NO, KO + NO),
    "lone tone mark": (EK, EK),
    "lone sara am": (AM, AM),
    "tone mark after a space": (f" {EK}", EK),
    "emoji family of joiners": (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f468\U0001f469\U0001f467",
    ),
    "emoji with a skin tone": ("\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd"),
    "5,000 letters": (KO * 5000, KO),
    "5,000 words": (f"{KO}{NO} " * 5000, " ".join([KO + NO] * 5000)),
    "5,000 marks": (EK + SHORT_I * 4999, SHORT_I + EK),
    "5,000 marks by turns": ((EK + SHORT_I) * 2500, SHORT_I + EK),
}
LETTERS = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)]))
STRANGE = (
    "abcJK\u0130\u00df\ufb00\u01f0\u0390\u0345 _19\n\t\u0000\u00a0\u200b\u200d\ufeff\U0001f600"
)
ACCENTS = "\u0300\u0301\u0307\u030c\u0323\u0327\u0334\u05b0\u064b\u0eb8\u302a"
LIKE_THAI = st.text(st.sampled_from(LETTERS + STRANGE + ACCENTS), max_size=20)
MARKS = st.text(
    st.sampled_from(KO + AA + AM + E + SHORT_I + II + U + PHINTHU + TAIKHU + EK + THO + THANTHAKHAT)
    | st.sampled_from(NIKHAHIT + ACCENTS + "\u0130 "),
    max_size=12,
)


@pytest.mark.parametrize(("typed", "meant"), REPAIRS.values(), ids=REPAIRS.keys())
def test_repair(typed: str, meant: str) -> None:
    """What a person sees as the same word comes out as the same code points."""
    assert normalise(typed) == meant


@pytest.mark.parametrize(("typed", "left"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile(typed: str, left: str) -> None:
    """Whatever arrives becomes a text that can be written, and nothing visible is invented."""
    assert normalise(typed) == left


@pytest.mark.parametrize(
    "text",
    [
        "น้ำหมักชีวภาพทำเองที่บ้านได้ไหม",
        "พันธุ์ข้าวที่สหกรณ์รับซื้อ",
        "เก็บค่าไฟเดือนละเท่าไร",
        "แม่ค้าขายน้ำพริกที่ตลาดนัดวันศุกร์",
        "คูปองวิทย์เพื่อโอทอป มีกี่กลุ่ม",
        "ก็เพราะเป็นเช่นนั้นแหละ",
    ],
)
def test_right_spelling_stays(text: str) -> None:
    """A word that is spelt as in the dictionary is left alone, or its search words would break."""
    assert normalise(text) == text


@settings(deadline=None, derandomize=True, max_examples=500)
@given(LIKE_THAI | MARKS | st.text())
def test_idempotent(text: str) -> None:
    """A text made plain once is not changed by being made plain again."""
    once = normalise(text)

    assert normalise(once) == once


@settings(deadline=None, derandomize=True, max_examples=200)
@given(LIKE_THAI | st.text(st.characters(codec=None)))
def test_can_be_written(text: str) -> None:
    """Any text, half an emoji included, comes out as one line of UTF-8."""
    plain = normalise(text)

    assert plain.encode("utf-8").decode("utf-8").splitlines() == ([plain] if plain else [])
