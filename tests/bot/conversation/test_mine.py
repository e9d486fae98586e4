"""What is stored of a person: told in numbers, and erased by a yes right after it was asked."""

import pytest

from bot.conversation.acts import Forget
from bot.conversation.conversation import Conversation, Mine
from bot.conversation.guide.guides import PAUSE
from bot.conversation.mine import MyData
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.wording import Wording
from tests.bot.conversation.chats import Chat


@pytest.fixture
def shown(chat: Chat, wording: Wording) -> Chat:
    """A chat that was just told what is stored."""
    chat.mine = Mine(7, 2, ("11112222", "33334444"), ("55556666",))
    chat.says(wording.wishes["mine"].label)
    return chat


@pytest.fixture
def asked(chat: Chat, wording: Wording) -> Chat:
    """A chat that was just asked whether all is to be erased."""
    chat.says(wording.wishes["erase"].label)
    return chat


def lines(chat: Chat) -> list[str]:
    """Return what the card says is stored, without the dots before it."""
    assert chat.last.card
    return [line.removeprefix("• ") for part in chat.last.card.sections for line in part.lines]


def is_asked_to_erase(chat: Chat, wording: Wording) -> bool:
    return bool(chat.last.card) and chat.last.card.text == wording["mine_sure"]


# Shown


def test_what_is_stored_is_told(shown: Chat, wording: Wording) -> None:
    """Numbers, and the codes under which staff find something."""
    values = {
        "mine_questions": "7",
        "mine_ratings": "2",
        "mine_cases": "11112222, 33334444",
        "mine_handovers": "55556666",
    }

    assert lines(shown) == [wording[name].replace("{value}", v) for name, v in values.items()]


def test_nothing_is_told_as_nothing(chat: Chat, wording: Wording) -> None:
    """No line ends in the air."""
    chat.says(wording.wishes["mine"].label)

    assert lines(chat)[2] == wording["mine_cases"].replace("{value}", "-")


def test_in_a_group_nothing_is_shown(chat: Chat, wording: Wording) -> None:
    """Codes by which staff find a person are for that person's eyes alone."""
    chat.private, chat.mine = False, Mine(7, 2, ("11112222",), ())

    chat.says(wording.wishes["mine"].label)

    assert chat.last.texts == (wording["mine_private"],)
    assert chat.last.card is None


def test_to_see_it_erases_nothing(shown: Chat) -> None:
    """A yes after it is a yes to nothing."""
    assert shown.last.acts == ()
    assert shown.says("ใช่").acts == ()


# Asked


def test_it_is_asked_once_more(asked: Chat, wording: Wording) -> None:
    """What cannot be undone is not done on one word."""
    assert is_asked_to_erase(asked, wording)
    assert asked.last.acts == ()


def test_the_button_under_what_is_stored_asks(shown: Chat, wording: Wording) -> None:
    """It erases nothing by itself."""
    shown.taps(wording.wishes["erase"].label)

    assert is_asked_to_erase(shown, wording)
    assert shown.last.acts == ()


@pytest.mark.parametrize("yes", ["tap", "ลบเลย", "ลบทั้งหมดค่ะ", "ใช่", "ถูกต้อง", "โอเค"])
def test_a_yes_erases(asked: Chat, wording: Wording, yes: str) -> None:
    """By button or by word, and the bot too remembers nothing."""
    reply = asked.taps(wording.wishes["really"].label) if yes == "tap" else asked.says(yes)

    assert reply.acts == (Forget(),)
    assert reply.texts == (wording["mine_erased"],)
    assert reply.conversation == Conversation()


@pytest.mark.parametrize("no", ["tap", "ไม่ลบ", "ไม่เอาค่ะ", "ยกเลิก", "ไม่"])
def test_a_no_keeps(asked: Chat, wording: Wording, no: str) -> None:
    """And a yes after it is too late."""
    reply = asked.taps(wording.wishes["keep"].label) if no == "tap" else asked.says(no)

    assert (reply.texts, reply.acts) == ((wording["mine_kept"],), ())
    assert asked.says("ใช่").acts == ()


def test_a_wish_to_staff_is_given_up(chat: Chat, wording: Wording) -> None:
    """Of two things that wait for a yes it must be clear which is meant."""
    chat.says(wording.wishes["staff"].label)
    chat.says("ตู้อบเสีย")
    chat.says(wording.wishes["erase"].label)
    chat.says("ไม่")

    assert chat.says("ใช่").acts == ()


# Only right after it was asked


@pytest.mark.parametrize(
    "between",
    [
        *("สวัสดี", "พรุ่งนี้ฝนตกไหม", "ถามอะไรได้บ้าง", "\u200b", "🙏", "ก", "ดูหมวดเรื่องทั้งหมด"),
        *("ขอคุยกับเจ้าหน้าที่", "ข้อมูลของฉัน", "ย้อนกลับ"),
    ],
    ids=ascii,
)
def test_something_else_in_between_is_a_no(asked: Chat, between: str) -> None:
    """Whatever is said first, a yes later is meant for that."""
    asked.says(between)

    assert Forget() not in asked.says("ใช่").acts


def test_an_answered_question_in_between_is_a_no(asked: Chat, entry: Entry) -> None:
    """Who thanks for the answer with a yes loses nothing."""
    asked.says(entry.question)

    assert asked.says("โอเค").acts == ()


@pytest.mark.parametrize("kind", ["sticker", "image"])
def test_a_sticker_in_between_is_a_no(asked: Chat, kind: str) -> None:
    """Neither a sticker nor a picture is a yes, and afterwards it is over."""
    asked.sends(kind)

    assert asked.says("ใช่").acts == ()


@pytest.mark.parametrize("data", ["rate:a:b:helped", "staff:asked", "staff:drop", "old=1"])
def test_another_button_in_between_is_a_no(asked: Chat, data: str) -> None:
    """A tap elsewhere shows that it is not wanted now."""
    asked.presses(data)

    assert asked.says("ใช่").acts == ()


def test_a_step_of_the_guide_in_between_is_a_no(chat: Chat, flow: Flow, wording: Wording) -> None:
    """A yes to the guide erases nothing: neither after a tap nor after a typed answer."""
    chat.says(flow.button)
    pick = chat.buttons()[0].data
    chat.says(wording.wishes["erase"].label)
    chat.presses(pick)
    assert chat.says("ใช่").acts == ()

    chat.says(wording.wishes["erase"].label)
    chat.says("ย้อนกลับ")
    assert chat.says("ใช่").acts == ()


def test_after_a_pause_a_yes_is_too_late(asked: Chat) -> None:
    """Half an hour later nobody remembers what was asked."""
    asked.stays_away(PAUSE)

    assert asked.says("ใช่").acts == ()


def test_within_the_pause_it_waits(asked: Chat) -> None:
    """Until just before."""
    asked.stays_away(PAUSE - 1)

    assert asked.says("ใช่").acts == (Forget(),)


def test_an_old_yes_is_asked_about_again(chat: Chat, wording: Wording) -> None:
    """A button of long ago does not erase what was stored since."""
    chat.presses("mine:really")
    assert is_asked_to_erase(chat, wording)
    assert chat.last.acts == ()

    assert chat.taps(wording.wishes["really"].label).acts == (Forget(),)


def test_an_old_no_keeps(chat: Chat, wording: Wording) -> None:
    """That nothing was erased is true."""
    assert chat.presses("mine:keep").texts == (wording["mine_kept"],)


def test_in_a_group_a_yes_to_somebody_else_erases_nothing(chat: Chat, wording: Wording) -> None:
    """What is not said to the bot is no answer to it."""
    chat.says(f"บอตคลินิก {wording.wishes['erase'].label}", aside=True)

    assert chat.says("ใช่", aside=True).acts == ()
    assert chat.says("บอตคลินิก ใช่", aside=True).acts == (Forget(),)


def test_nothing_leads_back_into_what_was_erased(chat: Chat, flow: Flow, wording: Wording) -> None:
    """No button offers to go on with answers that are gone."""
    chat.says(flow.button)
    chat.taps(next(b.label or b.says for b in chat.buttons()))
    chat.says(wording.wishes["erase"].label)

    assert chat.taps(wording.wishes["really"].label).buttons == ()


def test_the_guide_that_runs_is_offered_while_it_is_asked(
    chat: Chat, flow: Flow, wording: Wording
) -> None:
    """Who does not erase may go on."""
    chat.says(flow.button)
    chat.presses("mine:erase")

    assert wording.commands["resume"].label in chat.shows()


@pytest.mark.parametrize("data", ["staff:drop", "mine", "", "minee:erase", "rate:a:b:off"])
def test_other_buttons_are_left_alone(wording: Wording, data: str) -> None:
    """None says that the button belongs to somebody else."""
    assert MyData(wording).press(data, Conversation(erasing=True)) is None
