"""What people type, and what they read in return."""

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from indexer.documents import Entry
from indexer.wording import Wording
from tests.scenarios.phone import Phone


def test_a_question_gets_its_documents_answer(line: Phone, entry: Entry) -> None:
    """Asked a question of the documents, the bot says what staff wrote there."""
    line.says(entry.question)

    (answer,) = line.waits()
    assert entry.answer in answer


def test_an_answer_names_its_source(line: Phone, entry: Entry, wording: Wording) -> None:
    """Under the answer stands where it comes from, and from when."""
    line.says(entry.question)

    (answer,) = line.waits()
    for source in entry.sources:
        assert f"{source.name} ({source.dated}" in answer.partition(wording["source"])[2]


def test_an_answer_leads_on(line: Phone, entry: Entry) -> None:
    """A tap on the first button is answered by another answer."""
    line.says(entry.question)
    first = line.waits()

    line.says(line.buttons()[0]["text"])

    assert len(line.waits()) == 2
    assert line.waits()[1] != first[0]


def test_a_greeting_is_returned(line: Phone, wording: Wording) -> None:
    """Who says hello is greeted, and not sent an answer."""
    line.says("สวัสดีค่า 😊")

    assert line.waits() == [wording.small_talk[0].reply]


def test_a_strange_question_gets_the_honest_no(line: Phone, wording: Wording) -> None:
    """What is not in the documents is not guessed."""
    line.says("พรุ่งนี้ฝนจะตกไหม")

    assert line.waits() == [wording["unknown"]]


def test_the_honest_no_offers_a_way_on(line: Phone, wording: Wording) -> None:
    """Under the no are questions that can be answered."""
    line.says("พรุ่งนี้ฝนจะตกไหม")
    line.waits()

    assert len(line.buttons()) > len(wording.starters)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "\u200b",
        "\ufeff",
        "\ud83c",
        "\0",
        "\u0e48",
        "👨‍👩‍👧‍👦",
        "ก" * 5000,
        "🌱" * 2500,
        "a\nb\r\n",
        "$",
    ],
    ids=lambda words: ascii(words)[:20],
)
def test_whatever_is_typed_gets_one_bubble(line: Phone, words: str) -> None:
    """Nothing is met with silence, and nothing with a wall of bubbles."""
    line.says(words)

    (answer,) = line.waits()
    assert answer.strip()


def test_people_are_answered_each_on_their_own(
    phones: Callable[[], Phone], entry: Entry, wording: Wording
) -> None:
    """Two people who write at the same time do not get each other's answers."""
    first, second = phones(), phones()

    first.says(entry.question)
    second.says("สวัสดี")

    assert entry.answer in first.waits()[0]
    assert second.waits() == [wording.small_talk[0].reply]


def test_the_log_tells_nothing_of_a_person(line: Phone, wording: Wording) -> None:
    """Neither words, user id nor reply token are in any line of the log."""
    with capture_logs() as lines:
        line.says("เบอร์ผมคือ 0812345678")
        line.waits()

    written = str(lines)
    assert "webhook" in written
    for secret in ("0812345678", line.user, line.events[0]["replyToken"], wording["unknown"]):
        assert secret not in written


def test_two_questions_get_two_answers(line: Phone) -> None:
    """A message that asks two things is answered twice, in the order of asking."""
    line.says("ไตรโคเดอร์มาคืออะไร แล้วชันโรงคืออะไร")

    first, second = line.waits()
    assert ("ไตรโคเดอร์มา" in first, "ชันโรง" in second) == (True, True)
