"""Whether an answer helped: asked once a day, where there was one answer, and kept with it."""

from datetime import timedelta

import pytest

from bot.conversation.acts import Rating
from bot.conversation.feedback import REASONS, VERDICTS, Feedback
from bot.conversation.replies import Button
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.knowledge import Knowledge
from indexer.wording import Wording
from tests.bot.conversation.chats import Chat, FakeRetriever


@pytest.fixture
def labels(wording: Wording) -> set[str]:
    """What the buttons that ask for a verdict show."""
    return {wording.wishes[verdict].label for verdict in VERDICTS}


@pytest.fixture
def answered(chat: Chat, entry: Entry) -> Chat:
    """A chat that was just answered, for the first time today."""
    chat.says(entry.question)
    return chat


# When it is asked


def test_it_is_asked_under_an_answer(answered: Chat, labels: set[str]) -> None:
    """After the questions that lead on, which people need more, and before the way to staff."""
    *_, one, other, _ = answered.last.buttons

    assert {one.says, other.says} == labels


def test_it_is_asked_once_a_day(
    answered: Chat, labels: set[str], knowledge: Knowledge, entry: Entry
) -> None:
    """A second answer of the day has no such buttons, whatever it is about."""
    answered.says(entry.question)
    assert not labels & answered.shows()

    answered.says(knowledge.entries["coupon-what"].question)
    assert not labels & answered.shows()


def test_the_next_day_it_is_asked_again(answered: Chat, labels: set[str], entry: Entry) -> None:
    """Days are those of Bangkok, as the moment says."""
    answered.today += timedelta(days=1)
    answered.says(entry.question)

    assert labels <= answered.shows()


@pytest.mark.parametrize("text", ["สวัสดีค่ะ", "ดูหมวดเรื่องทั้งหมด", "พรุ่งนี้ฝนตกไหม", "🙏"])
def test_only_an_answer_is_judged(chat: Chat, labels: set[str], entry: Entry, text: str) -> None:
    """Not small talk, a menu or a no; and the answer after it is asked about still."""
    chat.says(text)
    assert not labels & chat.shows()

    chat.says(entry.question)
    assert labels <= chat.shows()


def test_a_choice_is_not_judged(
    chat: Chat, labels: set[str], finder: FakeRetriever, entry: Entry
) -> None:
    """Which was meant is open."""
    chat.says(finder.finds("ถามกว้างๆ", "torn", entry.id, "coupon-what"))

    assert not labels & chat.shows()


def test_two_answers_are_not_judged(
    chat: Chat, labels: set[str], finder: FakeRetriever, entry: Entry
) -> None:
    """Nobody could tell which of them did not help."""
    finder.finds("หมู่บ้านแม่ข่ายคืออะไร", "sure", entry.id)
    finder.finds("คูปองคืออะไร", "sure", "coupon-what")

    reply = chat.says("หมู่บ้านแม่ข่ายคืออะไร แล้วคูปองคืออะไร")

    assert len(reply.texts) == 2
    assert not labels & chat.shows()


def test_in_the_midst_of_a_guide_it_is_not_asked(
    chat: Chat, labels: set[str], flow: Flow, entry: Entry, wording: Wording
) -> None:
    """Its own buttons stand there; the day's question is asked under a later answer."""
    chat.says(flow.button)
    assert chat.says(entry.question).entry == entry.id
    assert not labels & chat.shows()

    chat.says(wording.commands["cancel"].label)
    chat.says(entry.question)
    assert labels <= chat.shows()


# What was said


@pytest.mark.parametrize("how", ["tap", "ช่วยได้", "ตอบดีค่ะ"])
def test_it_helped(answered: Chat, entry: Entry, wording: Wording, how: str) -> None:
    """The verdict is kept with the words that were judged."""
    reply = answered.taps(wording.wishes["helped"].label) if how == "tap" else answered.says(how)

    assert reply.acts == (Rating(entry.id, entry.edition, helped=True),)
    assert reply.texts == (wording["rate_thanks"],)


@pytest.mark.parametrize("how", ["tap", "ไม่ตรง", "ตอบไม่ตรงคำถามค่ะ"])
def test_it_did_not_help(answered: Chat, entry: Entry, wording: Wording, how: str) -> None:
    """It counts at once; why can be told, and people be asked."""
    reply = answered.taps(wording.wishes["missed"].label) if how == "tap" else answered.says(how)

    assert reply.acts == (Rating(entry.id, entry.edition, helped=False),)
    reasons = [wording[f"rate_{why}"] for why in REASONS]
    assert [button.label or button.says for button in reply.buttons] == [
        *reasons,
        wording["staff_label"],
    ]


@pytest.mark.parametrize("why", REASONS)
def test_why_it_did_not_help(answered: Chat, entry: Entry, wording: Wording, why: str) -> None:
    """The reason comes with the same answer, and with the way to people."""
    answered.taps(wording.wishes["missed"].label)

    reply = answered.taps(wording[f"rate_{why}"])

    assert reply.acts == (Rating(entry.id, entry.edition, helped=False, why=why),)
    assert answered.shows() == {wording["staff_label"]}


def test_an_old_button_judges_the_old_words(chat: Chat) -> None:
    """What staff have rewritten since is not blamed for what stood there before."""
    reply = chat.presses("rate:village-what:0ld0ld0l:missed")

    assert reply.acts == (Rating("village-what", "0ld0ld0l", helped=False),)


def test_a_judged_answer_may_be_judged_anew(answered: Chat, wording: Wording) -> None:
    """The button stays; which word counts is for the store."""
    answered.taps(wording.wishes["helped"].label)
    last = answered.conversation.last

    reply = answered.says("ไม่ตรง")

    assert reply.acts == (Rating(last.entry, last.edition, helped=False),)


@pytest.mark.parametrize("text", ["ช่วยได้มาก", "ไม่ตรง"])
def test_without_an_answer_nothing_is_judged(chat: Chat, text: str) -> None:
    """It is met with a word all the same."""
    chat.says("พรุ่งนี้ฝนตกไหม")

    reply = chat.says(text)

    assert reply.acts == ()
    assert reply.texts


def test_a_verdict_changes_nothing_else(answered: Chat, wording: Wording) -> None:
    """What the talk was about is remembered still."""
    before = answered.conversation

    answered.taps(wording.wishes["missed"].label)

    assert answered.conversation == before


@pytest.mark.parametrize(
    "data", ["rate", "rate:a", "rate:a:b", "rate:a:b:", "rate:a:b:later", "staff:drop", ""]
)
def test_other_buttons_are_left_alone(wording: Wording, data: str) -> None:
    """Nothing is kept of a verdict that is none."""
    assert Feedback(wording, Button("เจ้าหน้าที่")).press(data) is None
