"""Thai typed in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.romanised import LONGEST, Romanised
from tests.indexer.fakes import small
from tests.indexer.test_thai import HOSTILE

TEXTS = [
    "คลินิกเทคโนโลยีคืออะไร",
    "สมัครคูปองต้องใช้เอกสารอะไรบ้าง",
    "คูปองให้เงินกี่บาท",
    "เพาะเห็ดฟางในตะกร้าทำยังไง",
    "ไลน์ของ rmutt ชื่ออะไร",
    "กินข้าวหรือยัง",
    "technology clinic คืออะไร",
]


@pytest.fixture(scope="module")
def romanised() -> Romanised:
    return Romanised(TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khlinik khue arai", "คลินิกคืออะไร"),
        ("kupong hai ngern kee baht", "คูปองให้เงินกี่บาท"),
        ("hetfang phor yangngai", "เห็ดฟางเพาะยังไง"),
        ("HET FANG POR YANG NGAI", "เห็ดฟางเพาะยังไง"),
        ("khu pong hai ngoen 2 baht", "คูปองให้เงิน 2 บาท"),
        ("line khong rmutt chue arai", "line ของ rmutt ชื่ออะไร"),
        ("technology clinic khue arai", "technology clinic คืออะไร"),
    ],
)
def test_reads(typed: str, meant: str) -> None:
    """The words of the texts are read whatever the spelling; Latin words they hold stay."""
    assert Romanised([*TEXTS, "line"]).as_thai(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "otop",
        "1234567890",
        "081-234-5678",
        "https://www.rmutt.ac.th",
        "what is the technology clinic",
        "how do I apply for the coupon",
        "mushroom compost bag",
        "my flight is delayed",
        "asdfghjkl",
        "คูปองคืออะไร",
        "coupon คืออะไร",
    ],
)
def test_what_says_something_stays(romanised: Romanised, text: str) -> None:
    """English, numbers, addresses and whatever has Thai in it already are left alone."""
    assert romanised.as_thai(text) == text


def test_too_long_stays(romanised: Romanised) -> None:
    """A message is not read at a length that would keep others waiting."""
    text = "kin khao rue yang " * LONGEST

    assert romanised.as_thai(text) == text


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile(romanised: Romanised, text: str) -> None:
    """What holds no Latin words comes back as it was."""
    assert romanised.as_thai(text) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60))
def test_anything_typed(text: str) -> None:
    """Nothing a Latin keyboard can type raises."""
    assert isinstance(Romanised(TEXTS).as_thai(text), str)


def test_no_texts() -> None:
    """Without texts nothing is read."""
    assert Romanised([]).as_thai("khlinik khue arai") == "khlinik khue arai"


def test_knowledge_reads_what_it_holds() -> None:
    """A question in Latin letters comes out in the documents' own words."""
    assert small().asked("chae malet khao ki khuen") == "แช่เมล็ดข้าวกี่คืน"


def test_strange_messages_teach_no_latin() -> None:
    """A romanised message among the strange ones is read, not learnt."""
    knowledge = small()
    taught = type(knowledge)(**{**vars(knowledge), "far": ("chae kao kee khuen", "กินอะไรดี")})

    assert taught.asked("chae kao kee khuen") == taught.plain("แช่ข้าวกี่คืน")
