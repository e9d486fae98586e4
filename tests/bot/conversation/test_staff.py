"""The way to the staff: asked what about, repeated, sent once, and silence afterwards."""

from dataclasses import replace

import pytest

from bot.conversation.acts import HandOver
from bot.conversation.assistant import READABLE
from bot.conversation.codes import spoken
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.guide.guides import PAUSE
from bot.conversation.replies import Reply
from bot.conversation.staff import LONGEST, QUIET, Staff
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.wording import Wording
from tests.bot.conversation.chats import TODAY, Chat, FakeRetriever, finish

ABOUT = "ตู้อบที่ซื้อมาพัดลมไม่หมุน"


@pytest.fixture
def wish(wording: Wording) -> str:
    return wording.wishes["staff"].label


@pytest.fixture
def asked(chat: Chat, wish: str) -> Chat:
    """A chat in which was just asked what staff are wanted for."""
    chat.says(wish)
    return chat


@pytest.fixture
def told(asked: Chat) -> Chat:
    """A chat in which what was said about it has to be confirmed."""
    asked.says(ABOUT)
    return asked


@pytest.fixture
def quiet(told: Chat, wording: Wording) -> Chat:
    """A chat whose person waits for the staff."""
    told.says(wording.wishes["send"].label)
    return told


def is_asked_about(reply: Reply, wording: Wording) -> bool:
    return bool(reply.card) and reply.card.text == wording["staff_about"]


def is_confirmed(reply: Reply, about: str, wording: Wording) -> bool:
    """Tell whether *reply* repeats *about* and asks whether to send it."""
    return (
        bool(reply.card)
        and reply.card.title == wording["staff_confirm"]
        and (about in reply.card.text)
    )


# What about


def test_it_is_asked_what_about(asked: Chat, wording: Wording) -> None:
    """Nothing is sent on the wish alone."""
    assert is_asked_about(asked.last, wording)
    assert asked.last.acts == ()


def test_what_was_said_is_repeated_first(told: Chat, wording: Wording) -> None:
    """The person sees what staff will read before it is sent."""
    assert is_confirmed(told.last, ABOUT, wording)
    assert told.last.acts == ()


def test_lines_and_spaces_are_joined(asked: Chat, wording: Wording) -> None:
    """Staff read it as one line."""
    assert is_confirmed(asked.says(" ตู้อบ\n\n เสีย  "), "“ตู้อบ เสีย”", wording)


def test_a_long_story_is_cut(asked: Chat, wording: Wording) -> None:
    """Staff read the beginning; what is sent is what was shown."""
    story = "ตู้อบเสีย" * LONGEST

    shown = asked.says(story[: READABLE - 1])
    sent = asked.taps(wording.wishes["send"].label)

    assert shown.card
    assert len(shown.card.text) == LONGEST + len("“”")
    assert [act.about for act in sent.acts if isinstance(act, HandOver)] == [story[:LONGEST]]


def test_what_is_too_long_to_read_is_not_taken(asked: Chat, wording: Wording) -> None:
    """A pasted book is no wish, and the question what about stays open."""
    assert asked.says("ก " * READABLE).texts == (wording["too_long"],)
    assert is_confirmed(asked.says(ABOUT), ABOUT, wording)


def test_the_last_question_is_offered(
    chat: Chat, entry: Entry, wish: str, wording: Wording
) -> None:
    """Who wants staff after a question may mean that one, and need not type it again."""
    chat.says(entry.question)
    chat.says(wish)

    assert is_confirmed(chat.taps(entry.question), entry.question, wording)


def test_without_a_question_none_is_offered(asked: Chat, wording: Wording) -> None:
    """Then there is only the way out."""
    assert asked.shows() == {wording.wishes["drop"].label}


def test_the_offered_question_keeps_the_reason(chat: Chat, entry: Entry, wording: Wording) -> None:
    """Whoever is upset stays so in the notice: that the question was answered changes nothing."""
    chat.says(entry.question)
    chat.says("โง่มาก")
    chat.taps(wording["staff_label"])
    chat.taps(entry.question)

    (act,) = chat.taps(wording.wishes["send"].label).acts

    assert act == HandOver(chat.code, "upset", entry.question, message="M1")


@pytest.mark.parametrize("which", ["help", "guide", "areas", "mine", "erase", "staff", "bot"])
def test_the_menu_is_no_wish(asked: Chat, flow: Flow, wording: Wording, which: str) -> None:
    """What the menu under the chat says, and what is possible at any time, is done instead."""
    help_ = next(talk for talk in wording.small_talk if talk.id == "help").said[0]
    words = {"help": help_, "guide": flow.button, "areas": wording["areas"]}

    reply = asked.says(words.get(which) or wording.wishes[which].label)

    assert not (reply.card and reply.card.title == wording["staff_confirm"])
    assert asked.conversation.request is None or which == "staff"


# Send, change, drop: by button and by word


@pytest.mark.parametrize("yes", ["ส่งเลยค่ะ", "ส่ง", "ถูกต้อง", "ใช่", "โอเคค่ะ"])
def test_a_typed_yes_sends(told: Chat, yes: str) -> None:
    """Who does not tap types it."""
    assert told.says(yes).acts == (HandOver(told.code, "asked", ABOUT, message="M2"),)


def test_a_tapped_yes_sends(told: Chat, wording: Wording) -> None:
    """With its code, its reason and the words that were shown."""
    sent = told.taps(wording.wishes["send"].label)

    assert sent.acts == (HandOver(told.code, "asked", ABOUT, message="M2"),)
    assert sent.decision == "handed_over"


def test_the_code_is_told(quiet: Chat) -> None:
    """In groups that can be read out."""
    assert spoken(quiet.code) in quiet.last.texts[0]


def test_how_to_reach_staff_is_offered(
    quiet: Chat, wording: Wording, finder: FakeRetriever
) -> None:
    """Beside it stands the way back to the bot."""
    contact = finder.index.knowledge.entries[wording.contact]

    assert quiet.shows() == {contact.question, wording.wishes["bot"].label}


def test_hours_are_told_where_they_are_known(wording: Wording) -> None:
    """They stand under the code, word for word."""
    staff = Staff(wording, hours="จันทร์ถึงศุกร์")
    waiting = staff.amend(ABOUT, Conversation()).conversation
    assert waiting

    reply = staff.hear("ส่งเลย", waiting, Moment(TODAY))

    assert reply
    assert reply.texts[0].endswith("\n\nจันทร์ถึงศุกร์")


def test_nothing_is_sent_twice(quiet: Chat, wording: Wording) -> None:
    """The button that sent, tapped again, begins anew."""
    again = quiet.presses("staff:send")

    assert again.acts == ()
    assert is_asked_about(again, wording)


@pytest.mark.parametrize("how", ["tap", "พิมพ์ใหม่ค่ะ", "แก้คำตอบ"])
def test_it_can_be_said_anew(told: Chat, wording: Wording, how: str) -> None:
    """Then the new words count."""
    reply = told.taps(wording.wishes["again"].label) if how == "tap" else told.says(how)
    assert is_asked_about(reply, wording)

    told.says("พัดลมเสีย")

    (act,) = told.says("ส่ง").acts
    assert isinstance(act, HandOver)
    assert act.about == "พัดลมเสีย"


@pytest.mark.parametrize("how", ["tap", "ไม่ส่ง", "ยกเลิก", "ไม่เอาค่ะ"])
def test_it_can_be_dropped(told: Chat, wording: Wording, how: str) -> None:
    """Nothing goes out, then or with a later yes."""
    reply = told.taps(wording.wishes["drop"].label) if how == "tap" else told.says(how)

    assert reply.texts == (wording["staff_dropped"],)
    assert told.says("ใช่").acts == ()


@pytest.mark.parametrize("how", ["tap", "ไม่ส่งแล้ว", "ยกเลิกค่ะ"])
def test_it_can_be_dropped_at_once(asked: Chat, wording: Wording, how: str) -> None:
    """Before anything was said about it, too."""
    reply = asked.taps(wording.wishes["drop"].label) if how == "tap" else asked.says(how)

    assert reply.texts == (wording["staff_dropped"],)
    assert asked.conversation.request is None


# Reasons


def test_from_an_unknown_question(chat: Chat, wording: Wording) -> None:
    """The question need not be typed again, and staff learn that no document answers it."""
    chat.says("เลี้ยงปลากัดกี่บาท")
    confirm = chat.taps(wording["staff_label"])
    assert is_confirmed(confirm, "เลี้ยงปลากัดกี่บาท", wording)

    (act,) = chat.taps(wording.wishes["send"].label).acts

    assert act == HandOver(chat.code, "unknown", "เลี้ยงปลากัดกี่บาท", message="M1")


def test_an_unknown_question_that_is_forgotten_is_asked_for(chat: Chat, wording: Wording) -> None:
    """The button of a question that was taken back still leads to staff."""
    assert is_asked_about(chat.presses("staff:unknown"), wording)


def test_from_a_result(chat: Chat, flow: Flow, wording: Wording) -> None:
    """Staff learn the code under which they find the answers."""
    chat.says(flow.button)
    finish(chat, flow)
    case = chat.conversation.case
    assert case
    chat.taps(wording["guide_ask_staff"])

    (act,) = chat.taps(wording.wishes["send"].label).acts

    about = wording["staff_about_case"].replace("{code}", spoken(case.code))
    assert act == HandOver(chat.code, "checked", about, case.code)


def test_from_the_middle_of_the_guide(chat: Chat, flow: Flow, wording: Wording) -> None:
    """Without a result it is asked what about; staff learn the code all the same."""
    chat.says(flow.button)
    code = chat.code
    assert is_asked_about(chat.presses("staff:checked"), wording)
    chat.says(ABOUT)

    (act,) = chat.says("ส่ง").acts

    assert act == HandOver(chat.code, "checked", ABOUT, code, "M2")


def test_a_result_keeps_its_code_when_the_words_change(
    chat: Chat, entry: Entry, flow: Flow, wording: Wording
) -> None:
    """Typed anew, or about the question asked before: it is still about this case."""
    chat.says(entry.question)
    chat.says(flow.button)
    finish(chat, flow)
    chat.taps(wording["guide_ask_staff"])
    chat.taps(wording.wishes["again"].label)
    chat.taps(entry.question)

    (act,) = chat.says("ส่ง").acts

    assert isinstance(act, HandOver)
    assert (act.reason, act.case, act.about) == ("checked", "00000002", entry.question)


def test_who_is_upset_is_offered_staff(chat: Chat, wording: Wording) -> None:
    """The button under the apology says why."""
    chat.says("โง่มาก")
    chat.taps(wording["staff_label"])
    chat.says(ABOUT)

    (act,) = chat.says("ส่ง").acts

    assert isinstance(act, HandOver)
    assert act.reason == "upset"


@pytest.mark.parametrize("kind", ["image", "audio", "location", "hologram"])
def test_what_the_bot_cannot_read_may_go_to_staff(chat: Chat, wording: Wording, kind: str) -> None:
    """Under the word that it cannot be read stands the way to people."""
    chat.sends(kind)

    assert is_asked_about(chat.taps(wording["staff_label"]), wording)


# Old buttons


@pytest.mark.parametrize("name", ["send", "again", "last", "asked", "upset", "later", "send:", ""])
def test_an_old_button_begins_anew(chat: Chat, wording: Wording, name: str) -> None:
    """Whatever it once sent or changed: it is asked what about, and nothing goes out."""
    reply = chat.presses(f"staff:{name}")

    assert is_asked_about(reply, wording)
    assert reply.acts == ()


def test_an_old_drop_drops_nothing(chat: Chat, wording: Wording) -> None:
    """That nothing is sent is true."""
    assert chat.presses("staff:drop").texts == (wording["staff_dropped"],)


def test_send_before_anything_was_said_sends_nothing(asked: Chat, wording: Wording) -> None:
    """A button of an earlier wish has no words of this one."""
    reply = asked.presses("staff:send")

    assert reply.acts == ()
    assert is_asked_about(reply, wording)


@pytest.mark.parametrize("data", ["rate:a:b:helped", "mine:erase", "staff", "", "stafff:send"])
def test_other_buttons_are_left_alone(wording: Wording, data: str) -> None:
    """None says that the button belongs to somebody else."""
    button = Staff(wording).press(data, Conversation(), Moment(TODAY))

    assert (button is None) is (data != "staff")


# A wish that waits


def test_after_a_pause_the_wish_is_over(told: Chat) -> None:
    """A yes half an hour later means something else."""
    told.stays_away(PAUSE)

    assert told.says("ใช่").acts == ()
    assert told.conversation.request is None


def test_within_the_pause_the_wish_waits(told: Chat) -> None:
    """Until just before."""
    told.stays_away(PAUSE - 1)

    assert len(told.says("ใช่").acts) == 1


def test_a_question_in_between_is_answered(told: Chat, entry: Entry, wording: Wording) -> None:
    """And the wish keeps its words."""
    assert told.says(entry.question).entry == entry.id

    (act,) = told.presses("staff:send").acts

    assert isinstance(act, HandOver)
    assert (act.about, act.message) == (ABOUT, "M2")


def test_what_no_document_answers_changes_the_wish(told: Chat, wording: Wording) -> None:
    """Who goes on telling is not told that it is unknown: it is repeated instead."""
    reply = told.says("พัดลมยี่ห้ออะไรก็ไม่รู้")

    assert is_confirmed(reply, "พัดลมยี่ห้ออะไรก็ไม่รู้", wording)
    assert told.conversation.request == replace(
        told.conversation.request, about="พัดลมยี่ห้ออะไรก็ไม่รู้", message="M3"
    )


# While staff are waited for


@pytest.mark.parametrize(
    "text",
    [
        *("พรุ่งนี้มาเลยนะครับ", "สวัสดีค่ะ", "ขอบคุณค่ะ", "โง่มาก", "🙏", "ก", "\u200b", "ต่อ"),
        *("ยกเลิก", "ถูกต้อง", "เล่าต่อ", "ก " * READABLE),
    ],
    ids=lambda text: ascii(text)[:12],
)
def test_the_bot_does_not_join_in(quiet: Chat, text: str) -> None:
    """Talk between people is not commented."""
    reply = quiet.says(text)

    assert (reply.texts, reply.card, reply.decision) == ((), None, "silent")


@pytest.mark.parametrize("kind", ["sticker", "image", "audio", "hologram"])
def test_what_is_sent_to_staff_is_not_commented(quiet: Chat, kind: str) -> None:
    """Neither a picture of the broken machine nor a sticker."""
    assert quiet.sends(kind).texts == ()


def test_a_sticker_that_says_thanks_is_not_answered(quiet: Chat) -> None:
    """It was for the staff."""
    assert quiet.sends("sticker", "thanks").texts == ()


def test_what_may_be_meant_is_not_asked_back(
    quiet: Chat, finder: FakeRetriever, entry: Entry
) -> None:
    """Only what is surely answered is."""
    finder.finds("ถามกว้างๆ", "torn", entry.id, "coupon-what")

    assert quiet.says("ถามกว้างๆ").card is None


def test_a_sure_answer_is_said(quiet: Chat, entry: Entry) -> None:
    """The documents know it, whoever else is asked."""
    assert quiet.says(entry.question).entry == entry.id


@pytest.mark.parametrize("wish", ["mine", "erase", "staff"])
def test_a_wish_is_heard(quiet: Chat, wording: Wording, wish: str) -> None:
    """What is possible at any time is so now."""
    assert quiet.says(wording.wishes[wish].label).card


def test_who_the_bot_is_is_told(quiet: Chat) -> None:
    """What is asked about the bot itself is for the bot."""
    assert quiet.says("คุณเป็นใครคะ").decision == "about_us"


def test_the_silence_ends(quiet: Chat, wording: Wording) -> None:
    """After half an hour without a word the bot greets again."""
    quiet.stays_away(QUIET)

    assert quiet.says("สวัสดีค่ะ").texts == (wording.small_talk[0].reply,)


def test_the_silence_does_not_wait_for_a_clock(quiet: Chat, wording: Wording) -> None:
    """It was hours ahead when the staff were asked, and was set right."""
    quiet.stays_away(-5 * 3600.0)

    assert quiet.says("สวัสดีค่ะ").texts == (wording.small_talk[0].reply,)


def test_the_silence_lasts_as_long_as_the_talk(quiet: Chat) -> None:
    """Each word to the staff lengthens it."""
    for _ in range(3):
        quiet.stays_away(QUIET - 60)
        reply = quiet.says("สวัสดีค่ะ")

    assert reply.texts == ()


@pytest.mark.parametrize("how", ["tap", "คุยกับบอตต่อ", "คุยกับบอทค่ะ"])
def test_the_bot_comes_back_when_called(quiet: Chat, wording: Wording, how: str) -> None:
    """At once, by the button or by words, and for all that follows."""
    reply = quiet.taps(wording.wishes["bot"].label) if how == "tap" else quiet.says(how)

    assert reply.texts == (wording["staff_bot_back"],)
    assert quiet.says("สวัสดีค่ะ").texts == (wording.small_talk[0].reply,)


def test_the_bot_drops_a_wish_when_it_is_wanted_back(told: Chat, wording: Wording) -> None:
    """Who would rather have the bot does not send."""
    told.says(wording.wishes["bot"].label)

    assert told.says("ใช่").acts == ()
