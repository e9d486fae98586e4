"""In a group: what calls the bot, what does not, and whose guide takes what is said aside."""

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.groups import called
from bot.conversation.guide.guides import PAUSE
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.wording import Wording
from tests.bot.conversation.chats import Chat
from tests.bot.conversation.guide.conftest import FakeReader

NAME = "บอตคลินิก"


@pytest.fixture
def guided(chat: Chat, flow: Flow) -> Chat:
    """A member of a group whose guide waits for the answer to its first question."""
    chat.says(f"{NAME} {flow.button}", aside=True)
    assert chat.conversation.running
    return chat


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("บอตคลินิก ปุ๋ยหมักทำยังไง", "ปุ๋ยหมักทำยังไง"),
        ("บอทคลินิก: ปุ๋ยหมักทำยังไง", "ปุ๋ยหมักทำยังไง"),
        ("  น้องบอต,ปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("@คลินิก ปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("@ คลินิก ปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("@บอตคลินิก ปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("แอดมินคลินิกคะ ปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("น้องบอทครับผม ปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("บอตคลินิก\nปุ๋ยหมัก", "ปุ๋ยหมัก"),
        ("บอตคลินิกช่วยบอกเรื่องปุ๋ยหมัก", "ช่วยบอกเรื่องปุ๋ยหมัก"),
        ("น้องบอท555 ตอบหน่อย", "ตอบหน่อย"),
        ("บอตคลินิก 2", "2"),
        ("บอตคลินิก ข้อ 2", "ข้อ 2"),
        ("น้องบอต 5 ไร่ใช้ปุ๋ยเท่าไร", "5 ไร่ใช้ปุ๋ยเท่าไร"),
        ("บอตคลินิก", ""),
        ("@คลินิก", ""),
        ("\u200bบอตคลินิก ปุ๋ย", "ปุ๋ย"),
    ],
    ids=ascii,
)
def test_a_name_calls(text: str, asked: str, wording: Wording) -> None:
    """What stands behind the name is what was asked, to the digit."""
    assert called(text, wording) == asked


@pytest.mark.parametrize(
    "text",
    [
        "กินข้าวกัน",
        "บอตคลินิกตอบช้า",
        "น้องบอทในกลุ่มนี้มันตอบไวดีเนาะ",
        "คลินิกเปิดกี่โมง",
        "คลินิก เปิดกี่โมง",
        "ถามบอตคลินิก สิ",
        "@สมศรี พรุ่งนี้ประชุมกี่โมง",
        "ข้อ 2 ตกลงเอาไงคะทุกคน",
        "บอต2 เสีย",
        "",
        "@",
    ],
    ids=ascii,
)
def test_talk_about_the_bot_does_not(text: str, wording: Wording) -> None:
    """Nor a name in the midst, a clinic without an @, or somebody else's name."""
    assert called(text, wording) is None


def test_without_names_nobody_calls() -> None:
    """Staff who keep no names leave it to LINE's mention."""
    nameless = Wording({}, (), (), (), "", ())

    assert called("บอตคลินิก ปุ๋ย", nameless) is None


def test_talk_in_a_group_is_not_answered(chat: Chat, entry: Entry) -> None:
    """Not even the question of a document, and nothing is remembered of it."""
    reply = chat.says(entry.question, aside=True)

    assert (reply.texts, reply.card, reply.conversation) == ((), None, None)


def test_of_talk_in_a_group_nothing_is_kept_later(chat: Chat, wording: Wording) -> None:
    """Also where something of this person waited for too long, or for a yes."""
    chat.says(f"{NAME} {wording.wishes['staff'].label}", aside=True)
    chat.stays_away(PAUSE)
    assert chat.says("กินข้าวกัน", aside=True).conversation is None

    chat.says(f"{NAME} {wording.wishes['erase'].label}", aside=True)
    assert chat.says("กินข้าวกัน", aside=True).conversation is None


def test_who_calls_is_answered(chat: Chat, entry: Entry) -> None:
    """By name, without LINE's mention."""
    assert chat.says(f"{NAME} {entry.question}", aside=True).entry == entry.id


def test_who_is_mentioned_need_not_be_named(chat: Chat, entry: Entry) -> None:
    """What LINE marks as said to us is taken whole."""
    assert chat.says(entry.question, aside=False).entry == entry.id


def test_a_name_alone_is_not_met_with_silence(chat: Chat) -> None:
    """Whoever only calls hears something."""
    assert chat.says(NAME, aside=True).texts


def test_a_number_behind_the_name_is_one_of_those_offered(chat: Chat, entry: Entry) -> None:
    """ "บอตคลินิก 1" means the first question under the answer."""
    chat.says(f"{NAME} {entry.question}", aside=True)
    first = chat.conversation.last.offered[0]

    chat.says(f"{NAME} 1", aside=True)

    assert chat.conversation.last.asked == first


def test_the_guide_that_runs_takes_an_answer(guided: Chat, reader: FakeReader) -> None:
    """Who was asked by the guide answers without calling."""
    reader.understands("สนใจค่ะ", interest="yes")

    reply = guided.says("สนใจค่ะ", aside=True)

    assert reply.card
    assert guided.conversation.case
    assert guided.conversation.case.choices == {"interest": "yes"}


@pytest.mark.parametrize("text", ["กินข้าวกัน", "สวัสดีค่ะ", "พรุ่งนี้ฝนตกไหม", "🙏"])
def test_the_guide_that_runs_leaves_other_talk(guided: Chat, text: str) -> None:
    """What is no answer is between the members."""
    before = guided.conversation

    reply = guided.says(text, aside=True)

    assert (reply.texts, reply.card) == ((), None)
    assert guided.conversation == before


def test_the_guide_of_another_takes_nothing(guided: Chat, reader: FakeReader) -> None:
    """The answer of a member who runs no guide is talk."""
    other = Chat(guided.assistant, Conversation())
    reader.understands("สนใจค่ะ", interest="yes")

    assert other.says("สนใจค่ะ", aside=True).card is None


def test_a_guide_left_alone_overhears_nothing(guided: Chat, reader: FakeReader) -> None:
    """Days later a yes to a friend is none to the bot; a call goes on with it."""
    reader.understands("สนใจค่ะ", interest="yes")
    guided.stays_away(PAUSE + 1)

    assert guided.says("สนใจค่ะ", aside=True).card is None
    assert guided.says(f"{NAME} สนใจค่ะ", aside=True).card


def test_a_command_steers_the_guide(guided: Chat, wording: Wording) -> None:
    """Who wants to stop need not call either."""
    reply = guided.says(wording.commands["cancel"].label, aside=True)

    assert wording["guide_cancelled"] in reply.texts
    assert guided.says(wording.commands["cancel"].label, aside=True).texts == ()
