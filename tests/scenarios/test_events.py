"""Everything that is no text: a kind word for what a person did, silence for what they did not."""

from collections.abc import Callable
from typing import Any

import pytest

from indexer.documents import Entry
from indexer.wording import Wording
from tests.scenarios.phone import Phone
from tests.webhooks import text

GROUP = {"type": "group", "groupId": "C" + "c" * 32}


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file", "location"])
def test_what_cannot_be_read_gets_a_kind_word(line: Phone, wording: Wording, kind: str) -> None:
    """A picture, a voice or a file is received, and the person hears what to do instead."""
    line.sends(kind)

    assert line.waits() == [wording[kind]]


def test_a_sticker_gets_a_kind_word(line: Phone, wording: Wording) -> None:
    """A sticker is thanked for."""
    line.sends_sticker()

    assert line.waits() == [wording["sticker"]]


def test_a_message_of_a_new_kind_gets_a_kind_word(line: Phone, wording: Wording) -> None:
    """What LINE will invent is not met with silence."""
    line.sends("hologram", depth=3)

    assert line.waits() == [wording["other"]]


def test_a_postback_gets_a_kind_word(line: Phone, wording: Wording) -> None:
    """A button of an older menu still leads to an answer."""
    line.does(line.event("postback", postback={"data": "menu=old"}))

    assert line.waits() == [wording["other"]]


@pytest.mark.parametrize(
    ("follow", "said"),
    [({"isUnblocked": False}, "welcome"), ({"isUnblocked": True}, "welcome_back")],
)
def test_a_new_friend_is_welcomed(
    line: Phone, wording: Wording, follow: dict[str, bool], said: str
) -> None:
    """Who adds the bot is welcomed, who comes back is welcomed back."""
    line.does(line.event("follow", follow=follow))

    assert line.waits() == [wording[said]]


def test_a_group_is_told_how_to_ask(line: Phone, wording: Wording) -> None:
    """Invited into a group the bot says when it will speak."""
    line.does(line.event("join", source=GROUP))

    assert line.waits() == [wording["joined"]]


@pytest.mark.parametrize(
    ("type_", "fields"),
    [
        ("unsend", {"unsend": {"messageId": "1"}, "replyToken": None}),
        ("unfollow", {"replyToken": None}),
        ("leave", {"source": GROUP, "replyToken": None}),
        ("memberLeft", {"source": GROUP, "left": {"members": []}, "replyToken": None}),
        ("delivery", {"delivery": {"data": "x"}, "replyToken": None}),
        ("module", {"source": None, "replyToken": None}),
        ("somethingNew", {}),
        ("somethingNew", {"replyToken": None, "mode": None, "deliveryContext": None}),
    ],
)
def test_what_wants_no_answer_is_stored_in_silence(
    line: Phone, type_: str, fields: dict[str, Any]
) -> None:
    """Events that no person waits behind are kept and not answered."""
    line.does(line.event(type_, **fields))

    assert line.waits() == []
    assert line.states() == ["ignored"]


def test_on_standby_the_bot_is_silent(line: Phone) -> None:
    """While another service answers for the account the bot says nothing."""
    line.does({**text("ถาม", line.user), "mode": "standby"})

    assert line.waits() == []


def test_talk_in_a_group_is_none_of_our_business(line: Phone) -> None:
    """Without a mention the bot keeps out."""
    line.does({**text("กินข้าวกัน", line.user), "source": {**GROUP, "userId": line.user}})

    assert line.waits() == []


def test_a_mention_in_a_group_is_answered(line: Phone, entry: Entry) -> None:
    """Called by its name the bot answers the question behind it."""
    raw = text(f"@คลินิก🌱 {entry.question}", line.user)
    raw["source"] = {**GROUP, "userId": line.user}
    raw["message"]["mention"] = {
        "mentionees": [{"index": 0, "length": 9, "type": "user", "isSelf": True}]
    }

    line.does(raw)

    assert entry.answer in line.waits()[0]


def test_two_people_in_one_webhook_are_both_answered(
    phones: Callable[[], Phone], entry: Entry, wording: Wording
) -> None:
    """LINE puts events of different people into one request."""
    first, second = phones(), phones()
    greeting, question = text("สวัสดี", first.user), text(entry.question, second.user)
    second.events.append(question)

    first.does(greeting, question)

    assert wording.small_talk[0].reply in first.waits()
    assert entry.answer in second.waits()[0]


@pytest.mark.parametrize(
    "odd",
    [
        *(7, None, "x", [], {}, [[]]),
        *({"type": None}, {"type": 7, "replyToken": {}}, {"type": "message", "message": 7}),
        {"type": "message", "message": {"type": "text", "text": ["ถาม"]}, "source": "U1"},
        {"type": "message", "webhookEventId": {"a": 1}, "timestamp": "now", "mode": []},
        {"type": "\ud83c", "webhookEventId": "\0\ud83c" * 90, "timestamp": 10**40},
    ],
    ids=lambda odd: ascii(odd)[:40],
)
def test_an_odd_event_does_not_harm_its_neighbours(
    line: Phone, wording: Wording, odd: object
) -> None:
    """The events before and after something strange are answered as ever."""
    before, after = text("สวัสดี", line.user), text("ขอบคุณค่ะ", line.user)
    line.events += [before, after]

    line.does_raw(before, odd, after)

    assert line.waits() == [wording.small_talk[0].reply, wording.small_talk[1].reply]
