"""How a word sounds, coarsely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sounds import of_latin, of_thai, skeleton, squeezed
from tests.indexer.test_thai import HOSTILE

ALIKE = [
    ("คลินิก", ["khlinik", "klinik", "clinic"]),
    ("คูปอง", ["khupong", "kupong", "koopong", "khoopong"]),
    ("หมู่บ้าน", ["muban", "mooban", "muubaan"]),
    ("เห็ด", ["het", "hed"]),
    ("ฟาง", ["fang", "faang"]),
    ("เพาะ", ["phor", "por", "pho"]),
    ("อย่างไร", ["yangrai", "yang-lai", "yaangrai"]),
    ("อะไร", ["arai", "alai"]),
    ("เงิน", ["ngern", "ngoen"]),
    ("เดือน", ["duean", "deuan", "duan"]),
    ("กล้วย", ["kluay", "gluay", "gluai"]),
    ("สมัคร", ["samak", "sammak"]),
    ("ธรรมชาติ", ["thammachat", "tammachat"]),
    ("กรรมการ", ["kammakan", "gammagaan"]),
    ("รัฐบาล", ["ratthaban", "rattaban"]),
    ("เอกสาร", ["ekkasan", "eksan", "aekasarn"]),
    ("สร้าง", ["sang", "saang"]),
    ("ตลาด", ["talat", "talad", "dtalaad"]),
    ("อยู่", ["yu", "yoo", "yuu"]),
    ("เมล็ด", ["malet", "maled"]),
    ("เสนอ", ["sanoe", "saner"]),
    ("ลูกค้า", ["luk kha", "look ka"]),
]
APART = [
    ("het", "hit"),
    ("pla", "kla"),
    ("tam", "tan"),
    ("ma", "na"),
    ("khao", "khai"),
    ("sabu", "samu"),
    ("nam", "ngan"),
]


@pytest.mark.parametrize(
    ("thai", "latin"), [(thai, latin) for thai, all_ in ALIKE for latin in all_]
)
def test_one_key(thai: str, latin: str) -> None:
    """What people type for a word has one of the word's own keys."""
    assert squeezed("".join(map(of_latin, latin.split()))) in of_thai(thai)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    """Words that people tell apart in Latin letters too have different keys."""
    assert of_latin(one) != of_latin(other)


@pytest.mark.parametrize(
    ("one", "other"), [("pla", "pa"), ("khrap", "krub"), ("ruay", "ruai"), ("hang", "han")]
)
def test_near(one: str, other: str) -> None:
    """Spellings that differ by what is often mixed up share a skeleton."""
    assert skeleton(of_latin(one)) == skeleton(of_latin(other))


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile(text: str) -> None:
    """No text raises, in either alphabet."""
    of_thai(text)
    skeleton(of_latin(text))


@given(st.text(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F)))
def test_any_thai(word: str) -> None:
    """Any row of Thai letters gives at most three keys, none of them empty."""
    keys = of_thai(word)

    assert len(keys) <= 3
    assert all(keys)


@given(st.text(st.characters(min_codepoint=ord("a"), max_codepoint=ord("z")), min_size=1))
def test_any_latin(word: str) -> None:
    """Any row of Latin letters has a sound."""
    assert of_latin(word)
