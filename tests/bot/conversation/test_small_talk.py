"""What is no question, in the ways people type it, with the phrases that staff really keep."""

import pytest

from bot.conversation.small_talk import SmallTalkReader, what_a_sticker_says
from indexer.knowledge import read_knowledge
from indexer.wording import WISHES, Wording
from tests.conftest import KNOWLEDGE


@pytest.fixture(scope="module")
def wording() -> Wording:
    wording = read_knowledge(KNOWLEDGE).wording
    assert wording is not None
    return wording


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("สวัสดี", "greeting"),
        ("สวัสดีค่ะ", "greeting"),
        ("สวัสดีครับผม", "greeting"),
        ("สวัสดีค่าาา", "greeting"),
        ("สวัสดี ค่ะ 😊🙏", "greeting"),
        ("สวัดดีครับ", "greeting"),
        ("สวัสดีีี", "greeting"),
        ("หวัดดีจ้า", "greeting"),
        ("ดีจ้าาาา", "greeting"),
        ("สวัสดีเจ้า", "greeting"),
        ("  สวัสดี\n", "greeting"),
        ("\u200bสวัสดี\ufeff", "greeting"),
        ("Hello!!!", "greeting"),
        ("HI", "greeting"),
        ("แอดมินคะ อยู่ไหมคะ", "greeting"),
        ("ขอสอบถามหน่อยค่ะ", "greeting"),
        ("ขอบคุณค่ะ", "thanks"),
        ("ขอบคุณมากๆนะคะ 🙏", "thanks"),
        ("ขอบคุนครับ", "thanks"),
        ("ขอบใจเด้อ", "thanks"),
        ("Thank you ka", "thanks"),
        ("thx", "thanks"),
        ("บ๊ายบายจ้า", "goodbye"),
        ("โอเคค่ะ", "agreed"),
        ("รับทราบครับ", "agreed"),
        ("ครับ", "agreed"),
        ("ค่ะ", "agreed"),
        ("ครับผม", "agreed"),
        ("จ้า", "agreed"),
        ("เมนู", "help"),
        ("ถามอะไรได้บ้างคะ", "help"),
        ("คุณเป็นใครคะ", "who"),
        ("เป็นบอทหรือเปล่า", "who"),
        ("555555555", "laugh"),
        ("ฮ่าๆๆ", "laugh"),
    ],
)
def test_small_talk_is_recognised(text: str, meant: str, wording: Wording) -> None:
    """Particles, typing slips, spaces, emoji and held-down keys change nothing."""
    assert SmallTalkReader(wording).word_for_word(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "สวัสดีค่ะ คลินิกเทคโนโลยีคืออะไร",
        "สวัสดีครับ ขอสอบถามเรื่องคูปองวิทย์หน่อยครับ",
        "สวัสดีคูปอง",
        "ขอบคุณค่ะ แล้วติดต่อเจ้าหน้าที่ได้ที่ไหน",
        "hello คูปองมีกี่กลุ่ม",
        "โอเค แล้วต้องใช้เอกสารอะไร",
        "ช่วยเรื่องคูปองหน่อย",
        "ใช่คลินิกเทคโนโลยีไหม",
        "ดีอย่างไร",
        "ได้เงินเท่าไร",
        "เมนูอาหารกล้วย",
        "5",
        "55 บาทแพงไปไหม",
    ],
)
def test_a_question_is_no_small_talk(text: str, wording: Wording) -> None:
    """Whoever greets first, or uses a word of small talk, still gets their question answered."""
    assert SmallTalkReader(wording).word_for_word(text) == ""


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\ufeff", "🙏", "...", "\u0e48", "?!", "\ud83c"], ids=ascii
)
def test_nothing_said_is_no_small_talk(text: str, wording: Wording) -> None:
    """What holds no word is not taken for one."""
    assert SmallTalkReader(wording).word_for_word(text) == ""


def test_every_phrase_finds_its_own(wording: Wording) -> None:
    """No phrase that staff wrote, of small talk or of a wish, is hidden behind an earlier one."""
    reader = SmallTalkReader(wording)
    wishes = {n: (wording.wishes[n].label, *wording.wishes[n].said) for n in WISHES}
    talks = {talk.id: talk.said for talk in wording.small_talk}

    hidden = [
        (name, phrase)
        for name, phrases in {**wishes, **talks}.items()
        for phrase in phrases
        if reader.word_for_word(phrase) != name
    ]

    assert hidden == []


def test_no_question_of_the_documents_is_small_talk(wording: Wording) -> None:
    """Neither a question of staff nor one of its other wordings is waved away."""
    reader = SmallTalkReader(wording)
    taken = [
        words
        for entry in read_knowledge(KNOWLEDGE).entries.values()
        for words in (entry.question, *entry.wordings)
        if reader.word_for_word(words)
    ]

    assert taken == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("thank you", "bow"), "thanks"),
        (("cute", "Thanks"), "thanks"),
        (("hello",), "greeting"),
        (("ok",), "agreed"),
        (("banana",), ""),
        ((), ""),
    ],
)
def test_a_sticker_says_what_its_words_say(
    words: tuple[str, ...], meant: str, wording: Wording
) -> None:
    """LINE's words for a sticker are compared with staff's, capitals or not."""
    talk = what_a_sticker_says(words, wording)

    assert (talk.id if talk else "") == meant
