"""Once, in order, and not lost: through duplicates, restarts and bad days at LINE."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import start
from indexer.documents import Entry
from indexer.wording import Wording
from tests.line_stand_in import LineStandIn, Trouble
from tests.scenarios.conftest import build, end, settings_for
from tests.scenarios.phone import Phone
from tests.webhooks import text


def test_a_duplicate_is_answered_once(line: Phone, wording: Wording) -> None:
    """The same event may come twice, in one webhook or in two."""
    raw = text("สวัสดี", line.user)

    line.does(raw, raw)
    line.does(raw)

    assert line.waits() == [wording.small_talk[0].reply]


def test_a_redelivery_is_answered_once(line: Phone, wording: Wording) -> None:
    """What LINE sends again because it heard no 200 is known by its id."""
    raw = text("สวัสดี", line.user)
    line.does(raw)
    line.waits()

    line.does({**raw, "deliveryContext": {"isRedelivery": True}})

    assert line.waits() == [wording.small_talk[0].reply]


def test_a_chat_is_answered_in_the_order_it_was_written(line: Phone, wording: Wording) -> None:
    """LINE may deliver out of order; the timestamps tell what was written first."""
    words = ["สวัสดี", "ขอบคุณค่ะ", "โอเค", "ลาก่อน"]
    written = [text(word, line.user) for word in words]

    line.does(*reversed(written))

    said = line.waits()
    replies = {talk.id: talk.reply for talk in wording.small_talk}
    assert said == [replies[id_] for id_ in ("greeting", "thanks", "agreed", "goodbye")]


def test_many_people_at_once_are_all_answered(
    phones: Callable[[], Phone], entry: Entry, wording: Wording
) -> None:
    """Twenty chats of three messages each: everybody gets their own answers, in order."""
    people = [phones() for _ in range(20)]
    for words in ("สวัสดี", entry.question, "ขอบคุณค่ะ"):
        for person in people:
            person.says(words)

    for person in people:
        greeting, answer, welcome = person.waits()
        assert greeting == wording.small_talk[0].reply
        assert entry.answer in answer
        assert welcome == wording.small_talk[1].reply


@pytest.mark.parametrize("trouble", [429, 500, "reset", "swallow", "terse"])
def test_a_bad_moment_at_line_is_waited_out(
    line: Phone, line_api: LineStandIn, wording: Wording, trouble: Trouble
) -> None:
    """Whatever goes wrong on the way, the person sees the answer, and sees it once."""
    line_api.fails_next(trouble)

    line.says("สวัสดี")

    assert line.waits() == [wording.small_talk[0].reply]
    assert line.states() == ["answered"]


def test_a_refused_message_is_said_plainly(
    line: Phone, line_api: LineStandIn, wording: Wording
) -> None:
    """When LINE does not like the buttons, the words still arrive."""
    line_api.fails_next(400)

    line.says("สวัสดี")

    assert line.waits() == [wording.small_talk[0].reply]
    assert line.buttons() == []


def test_a_restart_answers_what_was_waiting(
    tmp_path: Path, index_folder: Path, line_api: LineStandIn, wording: Wording
) -> None:
    """A bot that died right after its 200 answers when it is back."""
    settings = settings_for(tmp_path, index_folder, line_api.url)
    before = build(settings)
    line = Phone(before, line_api)
    line.says("สวัสดี")
    end(before)

    after = start(build(settings))
    line.app = after

    assert line.waits() == [wording.small_talk[0].reply]
    end(after)


def test_without_an_index_people_hear_an_apology(
    tmp_path: Path, line_api: LineStandIn, entry: Entry, wording: Wording
) -> None:
    """Before the first build nobody is met with silence."""
    app = start(build(settings_for(tmp_path, tmp_path / "nothing", line_api.url)))
    line = Phone(app, line_api)

    line.says(entry.question)

    assert line.waits() == [wording["failed"]]
    end(app)
