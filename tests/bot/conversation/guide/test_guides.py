"""The guides of a snapshot beside all else that is remembered: neither forgets the other."""

from dataclasses import replace

import pytest

from bot.conversation.conversation import Conversation, Last, Request
from bot.conversation.guide.guides import PAUSE
from bot.conversation.guide.taps import read_tap
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.wording import Wording
from tests.bot.conversation.chats import Chat, finish
from tests.bot.conversation.guide.conftest import FakeReader

BESIDE = Conversation(
    last=Last("ถาม", "village-what", "1", ("ข้อหนึ่ง",), "M9"),
    request=Request("asked", "ตู้อบเสีย", message="M9"),
    quiet_until=5.0,
    rated="2026-11-21",
)


@pytest.fixture
def busy(chat: Chat) -> Chat:
    """A chat of which everything is remembered that has nothing to do with a guide."""
    chat.conversation = BESIDE
    return chat


def beside(conversation: Conversation) -> Conversation:
    """Return *conversation* without what the guide remembers."""
    return replace(conversation, case=None, running=False, numbered=False, typed={})


def test_a_guide_begins_beside_all_else(busy: Chat, flow: Flow) -> None:
    """By its button."""
    busy.presses(f"{flow.id}///open?")

    assert busy.conversation.running
    assert beside(busy.conversation) == BESIDE


def test_a_guide_that_is_called_begins_beside_all_else(busy: Chat, flow: Flow) -> None:
    """By its words."""
    busy.says(flow.button)

    assert busy.conversation.running
    assert beside(busy.conversation) == BESIDE


def test_taps_leave_all_else(busy: Chat, flow: Flow) -> None:
    """From the first question to the result."""
    busy.says(flow.button)
    finish(busy, flow)

    assert busy.conversation.case
    assert busy.conversation.case.outcome
    assert beside(busy.conversation) == BESIDE


def test_typed_answers_leave_all_else(busy: Chat, flow: Flow, reader: FakeReader) -> None:
    """And it is known which message gave them."""
    busy.says(flow.button)
    busy.says(reader.understands("สนใจมาก", interest="yes"))

    assert beside(busy.conversation) == BESIDE
    assert busy.conversation.typed == {"interest": "M2"}


def test_commands_leave_all_else(chat: Chat, flow: Flow, wording: Wording) -> None:
    """Whatever is remembered, back, change, restart and cancel touch the case alone."""
    chat.conversation = replace(BESIDE, request=None)  # to cancel means the wish, if there is one
    chat.says(flow.button)

    for name in ("back", "change", "restart", "cancel"):
        chat.says(wording.commands[name].label)

    assert beside(chat.conversation) == replace(BESIDE, request=None)


def test_an_answer_leaves_the_case(chat: Chat, flow: Flow, entry: Entry) -> None:
    """A question in between is noted, and the guide asks again."""
    chat.says(flow.button)
    before = chat.conversation

    reply = chat.says(entry.question)

    assert (reply.entry, reply.edition) == (entry.id, entry.edition)
    assert (chat.conversation.case, chat.conversation.running) == (before.case, True)
    assert chat.conversation.last.entry == entry.id


def test_an_answer_long_after_leaves_the_case(chat: Chat, flow: Flow, entry: Entry) -> None:
    """Nothing is asked again, but a button leads back."""
    chat.says(flow.button)
    before = chat.conversation
    chat.stays_away(PAUSE + 1)

    chat.says(entry.question)

    assert (chat.conversation.case, chat.conversation.running) == (before.case, True)
    assert chat.conversation.last.entry == entry.id
    taps = [read_tap(button.data) for button in chat.buttons()]
    assert "resume" in [tap.do for tap in taps if tap]


def test_a_wish_to_staff_leaves_the_case(chat: Chat, flow: Flow, wording: Wording) -> None:
    """Asked, described and sent in the midst of the guide, which can be gone on with."""
    chat.says(flow.button)
    before = chat.conversation

    for words in (wording.wishes["staff"].label, "ตู้อบเสีย", "ส่งเลย"):
        chat.says(words)

    assert len(chat.last.acts) == 1
    assert (chat.conversation.case, chat.conversation.running) == (before.case, True)


def test_what_is_not_understood_counts_beside_all_else(busy: Chat, flow: Flow) -> None:
    """An answer that is none asks the question in other words."""
    busy.conversation = replace(BESIDE, request=None, quiet_until=0.0)
    busy.says(flow.button)

    busy.says("ฟหกด่าสว")

    assert busy.conversation.case
    assert busy.conversation.case.misses == 1
    assert busy.conversation.rated == BESIDE.rated


def test_a_case_of_a_guide_that_is_gone_is_kept(chat: Chat, entry: Entry, flow: Flow) -> None:
    """Staff took the guide away: questions are answered, and its code stays with the person."""
    chat.says(flow.button)
    case = chat.conversation.case
    assert case
    chat.conversation = replace(chat.conversation, case=replace(case, flow="gone"))

    assert chat.says(entry.question).entry == entry.id
    assert chat.conversation.case == replace(case, flow="gone")


def test_an_old_button_of_a_guide_that_is_gone_says_so(chat: Chat, wording: Wording) -> None:
    """Nobody is left with a button that does nothing."""
    assert chat.presses("gone/12345678/1/pick?a=b").texts == (wording["guide_gone"],)


@pytest.mark.parametrize("name", ["back", "cancel", "confirm"])
def test_a_command_without_a_guide_says_so(chat: Chat, wording: Wording, name: str) -> None:
    """It is not looked up."""
    reply = chat.says(wording.commands[name].label)

    assert reply.texts == (wording["guide_nothing"],)
