"""What leans on the last answer: a place among what was offered, its topic, and more of it."""

from datetime import timedelta

import pytest

from bot.conversation.answers import Answers
from bot.conversation.conversation import Conversation, Last
from bot.conversation.follow_ups import (
    AT_HOME,
    LEAD,
    NEAR,
    FollowUps,
    begins_anew,
    without_particles,
)
from bot.conversation.guide.guides import PAUSE
from indexer.documents import Entry
from indexer.knowledge import Knowledge
from indexer.retriever import NOTHING, Finding
from indexer.wording import Wording
from tests.bot.conversation.chats import Chat, FakeRetriever, hit

OFFERED = Last("ถาม", "village-what", "1", ("ข้อหนึ่ง", "ข้อสอง", "ข้อสาม"))


@pytest.fixture
def follow_ups(wording: Wording, finder: FakeRetriever) -> FollowUps:
    answers = Answers(wording, finder)  # type: ignore[arg-type]  # a fake
    return FollowUps(wording, answers)


@pytest.fixture
def elsewhere(knowledge: Knowledge) -> Entry:
    """An entry of another document than the one that was answered from."""
    return knowledge.entries["coupon-what"]


@pytest.fixture
def here(knowledge: Knowledge, entry: Entry) -> tuple[Entry, Entry]:
    """Two entries of the document that was answered from."""
    same = [each for each in knowledge.entries.values() if each.document == entry.document]
    return same[1], same[2]


# Pointing


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *[("1", 0), ("๒", 1), (" 3 ค่ะ", 2), ("สอง", 1), ("ข้อ 2", 1), ("ข้อที่สอง", 1)],
        *[("เอาข้อสอง", 1), ("อันที่ 3 ล่ะคะ", 2), ("ขอดูอันที่สองหน่อยครับ", 1), ("เบอร์ 1", 0)],
        *[("อันแรก", 0), ("ขอข้อแรกค่ะ", 0), ("แล้วอันสุดท้ายล่ะ", 2), ("ตัวสุดท้าย", 2), ("ข้อ 2?", 1)],
    ],
    ids=ascii,
)
def test_a_place_points_at_what_was_offered(follow_ups: FollowUps, text: str, meant: int) -> None:
    """In digits, in words, from either end, with what people say around it."""
    assert follow_ups.pointed(text, OFFERED) == OFFERED.offered[meant]


@pytest.mark.parametrize(
    "text",
    [
        *("4", "0", "ข้อ 12", "ข้อที่สิบ", "แรก", "สุดท้าย", "ข้อ", "", "2 ไร่ใช้ปุ๋ยเท่าไร", "๒๕๖๙"),
        *("มีกี่ข้อ", "เอา", "1 2", "-1", "ข้อ 2 กับข้อ 3"),
    ],
    ids=ascii,
)
def test_other_words_point_at_nothing(follow_ups: FollowUps, text: str) -> None:
    """A place that there is not, and a question with a number in it."""
    assert follow_ups.pointed(text, OFFERED) == ""


def test_where_nothing_was_offered_nothing_is_pointed_at(follow_ups: FollowUps) -> None:
    """A number alone is no question then."""
    assert follow_ups.pointed("1", Last("ถาม")) == ""


def test_a_place_is_answered_like_its_question(chat: Chat, entry: Entry) -> None:
    """By what was offered under the answer, and remembered in its words."""
    chat.says(entry.question)
    first = chat.conversation.last.offered[0]

    reply = chat.says("ข้อแรก")

    assert reply.decision == "answered"
    assert chat.conversation.last.asked == first


def test_a_place_points_at_what_may_be_meant(
    chat: Chat, finder: FakeRetriever, entry: Entry, elsewhere: Entry
) -> None:
    """Where the bot asked back, a number answers."""
    chat.says(finder.finds("ถามกว้างๆ", "torn", entry.id, elsewhere.id))

    assert chat.says("2").entry == elsewhere.id


def test_a_place_points_into_the_menu(chat: Chat, wording: Wording) -> None:
    """ "อันที่สอง" opens the second area."""
    chat.says(wording["areas"])
    second = chat.conversation.last.offered[1]

    chat.says("อันที่สอง")

    assert chat.conversation.last.asked == second


def test_one_digit_without_an_offer_is_a_letter(chat: Chat, wording: Wording) -> None:
    """It is not looked up."""
    assert chat.says("2").texts == (wording["letter"],)


def test_after_a_pause_nothing_is_pointed_at(chat: Chat, entry: Entry, wording: Wording) -> None:
    """Half an hour later a number means something else."""
    chat.says(entry.question)
    chat.stays_away(PAUSE)

    assert chat.says("1").texts == (wording["letter"],)


def test_small_talk_in_between_changes_no_offer(chat: Chat, entry: Entry) -> None:
    """Who thanks first may still say "the first"."""
    chat.says(entry.question)
    chat.says("ขอบคุณค่ะ")

    assert chat.says("ข้อแรก").decision == "answered"


# In context


def finding(entry: Entry, verdict: str, confidence: float = 0.5) -> Finding:
    return Finding((hit(entry, confidence),), (), confidence, verdict)  # type: ignore[arg-type]  # a Verdict


def test_what_leans_on_the_answer_is_answered_from_its_document(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry]
) -> None:
    """Where it carries most of the words, and clearly more than the next."""
    finder.inside = (hit(here[0], AT_HOME), hit(here[1], AT_HOME - LEAD))

    found = follow_ups.in_context("แล้วราคาล่ะ", NOTHING, OFFERED)

    assert (found.verdict, [each.entry for each in found.hits]) == ("sure", [here[0]])


def test_the_only_question_of_a_document_needs_no_lead_over_another(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry]
) -> None:
    """There is nothing that it could be taken for."""
    finder.inside = (hit(here[0], AT_HOME),)

    assert follow_ups.in_context("แล้วราคาล่ะ", NOTHING, OFFERED).verdict == "sure"


@pytest.mark.parametrize("scores", [(AT_HOME, AT_HOME - LEAD + 0.01), (AT_HOME - 0.01, 0.0)])
def test_what_is_near_is_asked_back(
    follow_ups: FollowUps,
    finder: FakeRetriever,
    here: tuple[Entry, Entry],
    scores: tuple[float, float],
) -> None:
    """Without a lead, or with few of the words, the neighbours are offered that are near."""
    finder.inside = (hit(here[0], scores[0]), hit(here[1], scores[1]))

    found = follow_ups.in_context("แล้วราคาล่ะ", NOTHING, OFFERED)

    near = [entry for entry, score in zip(here, scores, strict=True) if score >= NEAR / 2]
    assert (found.verdict, [each.entry for each in found.hits]) == ("torn", near)


def test_what_is_far_stands_alone(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry]
) -> None:
    """What the last document does not know is what it was without it."""
    finder.inside = (hit(here[0], NEAR - 0.01),)

    assert follow_ups.in_context("ฝนตกไหม", NOTHING, OFFERED) is NOTHING


def test_without_a_last_answer_all_stands_alone(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry]
) -> None:
    """There is no document to look into."""
    finder.inside = (hit(here[0]),)

    assert follow_ups.in_context("แล้วราคาล่ะ", NOTHING, Last("ถาม")) is NOTHING


def test_a_question_word_for_word_stands_alone(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry], elsewhere: Entry
) -> None:
    """A button of another topic leads there, however much the last document has of it."""
    alone = finding(elsewhere, "sure", 1.0)
    finder.inside = (hit(here[0]),)

    assert follow_ups.in_context(elsewhere.question, alone, OFFERED) is alone


def test_what_is_sure_of_the_same_document_stays(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry]
) -> None:
    """It needs no help."""
    alone = finding(here[1], "sure")
    finder.inside = (hit(here[0]),)

    assert follow_ups.in_context("ถาม", alone, OFFERED) is alone


def test_what_is_sure_elsewhere_and_near_here_is_asked_back(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry], elsewhere: Entry
) -> None:
    """The same words are at home in two documents: the one talked about comes first."""
    finder.inside = (hit(here[0], AT_HOME),)

    found = follow_ups.in_context("ราคา", finding(elsewhere, "sure"), OFFERED)

    assert (found.verdict, [each.entry for each in found.hits]) == ("torn", [here[0], elsewhere])


def test_what_is_sure_elsewhere_stands_alone(
    follow_ups: FollowUps, finder: FakeRetriever, here: tuple[Entry, Entry], elsewhere: Entry
) -> None:
    """Where the last document has few of the words a new subject was meant."""
    alone = finding(elsewhere, "sure")
    finder.inside = (hit(here[0], AT_HOME - 0.01),)

    assert follow_ups.in_context("ราคา", alone, OFFERED) is alone


def test_after_a_pause_the_topic_is_over(
    chat: Chat, finder: FakeRetriever, entry: Entry, here: tuple[Entry, Entry]
) -> None:
    """Until half an hour the last answer helps, then it does not."""
    finder.inside = (hit(here[0], AT_HOME),)
    chat.says(entry.question)
    chat.stays_away(PAUSE - 1)
    assert chat.says("แล้วราคาล่ะ").entry == here[0].id

    chat.stays_away(PAUSE)
    assert chat.says("แล้วราคาล่ะ").decision == "unknown"


def test_after_an_unknown_question_there_is_no_topic(
    chat: Chat, finder: FakeRetriever, entry: Entry, here: tuple[Entry, Entry]
) -> None:
    """What leans on a no is not answered from the document before it."""
    finder.inside = ()
    chat.says(entry.question)
    chat.says("พรุ่งนี้ฝนตกไหม")
    finder.inside = (hit(here[0], AT_HOME),)

    assert chat.says("แล้วราคาล่ะ").decision == "unknown"


# Bare words


@pytest.mark.parametrize(
    ("text", "rest"),
    [("แล้วราคาล่ะ", "ราคาล่ะ"), ("ส่วน ราคา", "ราคา"), ("แล้วก็ราคา", "ราคา"), ("ราคา", None)],
    ids=ascii,
)
def test_a_tie_is_taken_off(text: str, rest: str | None, wording: Wording) -> None:
    """None says that nothing ties it to what was said before."""
    assert begins_anew(text, wording) == rest


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("แล้วราคาล่ะคะ", "ราคา"),
        ("ราคาล่ะ?", "ราคา"),
        ("แล้วราคา", "ราคา"),
        ("ราคาเท่าไร", "ราคาเท่าไร"),
        ("", ""),
    ],
    ids=ascii,
)
def test_particles_are_taken_off(text: str, bare: str, wording: Wording) -> None:
    """They are in every follow-up, and say nothing of its subject."""
    assert without_particles(text, wording) == bare


# More


def test_more_is_the_next_question(chat: Chat, knowledge: Knowledge, entry: Entry) -> None:
    """Again and again, until the document ends."""
    same = [each.id for each in knowledge.entries.values() if each.document == entry.document]
    chat.says(entry.question)

    heard = [chat.says("เล่าต่อ").entry for _ in same[same.index(entry.id) + 1 :]]

    assert heard == same[same.index(entry.id) + 1 :]


def test_after_the_last_there_is_no_more(
    chat: Chat, knowledge: Knowledge, entry: Entry, wording: Wording
) -> None:
    """The bot says that this is all it knows."""
    last = [each for each in knowledge.entries.values() if each.document == entry.document][-1]
    chat.says(last.question)

    assert chat.says("เล่าต่อ").texts == (wording["no_more"],)


def test_more_of_nothing_is_no_more(chat: Chat, wording: Wording) -> None:
    """Without an answer there is none that goes on."""
    assert chat.says("เล่าต่อ").texts == (wording["no_more"],)


# What is remembered


def test_the_last_question_is_remembered(chat: Chat, entry: Entry) -> None:
    """Its words, its answer, the edition of these, what was offered and where it was said."""
    reply = chat.says(entry.question)

    offered = tuple(b.says for b in reply.buttons if not b.data)
    asked = Last(entry.question, entry.id, entry.edition, offered, "M1")
    assert chat.conversation.last == asked


def test_under_a_card_the_questions_below_are_offered(chat: Chat, knowledge: Knowledge) -> None:
    """The links on it lead out of the chat, and are no questions."""
    carded = knowledge.entries["clinic-contact-where"]
    assert carded.card
    assert carded.card.links

    reply = chat.says(carded.question)

    below = tuple(button.says for button in reply.buttons if not button.data)
    assert chat.conversation.last.offered == below != ()


def test_small_talk_is_not_what_was_asked(chat: Chat, entry: Entry) -> None:
    """A thank-you leaves the topic."""
    chat.says(entry.question)
    before = chat.conversation.last

    chat.says("ขอบคุณค่ะ")

    assert chat.conversation.last == before


def test_a_day_later_the_question_is_still_known(
    chat: Chat, entry: Entry, wording: Wording
) -> None:
    """Who asks for staff then may mean it."""
    chat.says(entry.question)
    chat.stays_away(timedelta(days=1).total_seconds())
    chat.says(wording.wishes["staff"].label)

    assert entry.question in chat.shows()


def test_a_stranger_remembers_nothing(chat: Chat) -> None:
    """Before the first word there is nothing to lean on."""
    assert chat.conversation == Conversation()
