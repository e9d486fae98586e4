"""Thai typed while the keyboard was set to English."""

import pytest

from indexer.keyboard import as_thai
from tests.indexer.test_thai import HOSTILE


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8^xv'8nvvtwi", "คูปองคืออะไร"),
        ("x]^d-hk;py'w'", "ปลูกข้าวยังไง"),
        ("]'mtg[upo", "ลงทะเบียน"),
    ],
)
def test_keys_read_as_thai(typed: str, meant: str) -> None:
    """Letters that are no words, but Thai words on the same keys, are read as those."""
    assert as_thai(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "otop",
        "coupon",
        "solar dryer",
        "what is the technology clinic?",
        "biofloc C:N ratio",
        "081-234-5678",
        "https://www.rmutt.ac.th",
        "คูปองคืออะไร",
        "8^xv' คืออะไร",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    """English, numbers, addresses and whatever has Thai in it already are left alone."""
    assert as_thai(text) == text


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile(text: str) -> None:
    """What holds no keys comes back as it was."""
    assert as_thai(text) == text
