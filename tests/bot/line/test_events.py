"""Reading raw events: what each says, whose chat it is, and that nothing odd breaks the reader."""

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.inbound import Arrived, Inbound, Selection, Sent, Text
from bot.line.events import events_of, read_event
from tests.webhooks import body_of, event, message, somebody, text

GROUP = {"type": "group", "groupId": "C" + "c" * 32, "userId": "U" + "a" * 32}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)
KEYS = st.sampled_from(
    [
        *("type", "mode", "source", "message", "timestamp", "webhookEventId", "replyToken"),
        *("follow", "postback"),
    ]
)


@pytest.mark.parametrize(
    ("raw", "inbound"),
    [
        (text("ถามหน่อย"), Text("ถามหน่อย")),
        (message("sticker", stickerResourceType="HOLOGRAM"), Sent("sticker")),
        (message("image"), Sent("image")),
        (message("video"), Sent("video")),
        (message("audio"), Sent("audio")),
        (message("file"), Sent("file")),
        (message("location"), Sent("location")),
        (message("telepathy"), Sent("other")),
        (event("message"), Sent("other")),
        (event("postback", postback={"data": "x"}), Selection("x")),
        (
            event("postback", postback={"data": "x", "params": {"date": "2026-11-22"}}),
            Selection("x"),
        ),
        (event("postback", postback={"data": 7}), Sent("other")),
        (event("postback", postback={"data": ""}), Sent("other")),
        (event("postback", postback=["x"]), Sent("other")),
        (event("postback"), Sent("other")),
        (event("follow", follow={"isUnblocked": False}), Arrived("welcome")),
        (event("follow"), Arrived("welcome")),
        (event("follow", follow={"isUnblocked": True}), Arrived("welcome_back")),
        (event("join", source={"type": "group", "groupId": "C1"}), Arrived("joined")),
        (event("unsend"), None),
        (event("unfollow"), None),
        (event("leave"), None),
        (event("memberLeft"), None),
        (event("delivery"), None),
        (event("somethingNew"), None),
        (event("message", mode="standby"), None),
        (event("message", mode="somethingNew"), None),
        ({}, None),
    ],
)
def test_what_an_event_says(raw: dict[str, Any], inbound: Inbound | None) -> None:
    """Each kind of event is what a person did, or nothing to answer."""
    assert read_event(raw).inbound == inbound


def test_a_person_has_one_chat() -> None:
    """The chat of a one-on-one event is the person, and so is the address for a push."""
    person = somebody()
    read = read_event(text("ถาม", person))

    assert (read.chat, read.to) == (person, person)


def test_people_of_one_group_have_chats_of_their_own() -> None:
    """In a group each member is answered in their own order, and pushes go to the group."""
    other = {**GROUP, "userId": somebody()}
    reads = [read_event(event("message", source=source)) for source in (GROUP, other)]

    assert reads[0].chat != reads[1].chat
    assert {read.to for read in reads} == {GROUP["groupId"]}


def test_a_group_event_may_lack_its_person() -> None:
    """Members who did not consent have no userId."""
    nobody = {"type": "group", "groupId": "C1"}

    assert read_event(event("message", source=nobody)).chat == "C1/"


def test_a_group_message_without_mention_is_not_for_us() -> None:
    """The bot keeps out of other people's talk."""
    assert read_event({**text("กินข้าวกัน"), "source": GROUP}).inbound is None


def test_a_tap_in_a_group_is_for_us() -> None:
    """A button that was tapped is our own, whoever of the group tapped it, and needs no mention."""
    room = {"type": "room", "roomId": "R" + "d" * 32}
    taps = [event("postback", source=source, postback={"data": "x"}) for source in (GROUP, room)]

    assert [read_event(tap).inbound for tap in taps] == [Selection("x")] * 2


def test_on_standby_a_tap_is_not_for_us() -> None:
    """While another service answers in the chat a button is its own affair."""
    assert read_event(event("postback", mode="standby", postback={"data": "x"})).inbound is None


@pytest.mark.parametrize("mentionee", [{"type": "all"}, {"type": "user", "isSelf": False}, 7, None])
def test_a_mention_of_others_is_not_for_us(mentionee: object) -> None:
    """Only a mention of the bot itself calls it."""
    mention = {"mentionees": [mentionee]}
    raw = message("text", text="@All กินข้าวกัน", mention=mention)

    assert read_event({**raw, "source": GROUP}).inbound is None


@pytest.mark.parametrize(
    ("words", "index", "length", "left"),
    [
        ("@คลินิก เปิดกี่โมง", 0, 7, "เปิดกี่โมง"),
        ("เปิดกี่โมง @คลินิก", 11, 7, "เปิดกี่โมง"),
        ("🌱🌱@คลินิก เปิดไหม", 4, 7, "🌱🌱        เปิดไหม"),
        ("เปิด@คลินิกไหม", 4, 7, "เปิด       ไหม"),
    ],
)
def test_the_mention_is_cut_out(words: str, index: int, length: int, left: str) -> None:
    """The bot's @name is no part of the question; LINE counts its place in UTF-16 units."""
    mention = {"mentionees": [{"index": index, "length": length, "isSelf": True}]}
    raw = message("text", text=words, mention=mention)

    inbound = read_event({**raw, "source": GROUP}).inbound

    assert isinstance(inbound, Text)
    assert inbound.text.strip() == left


def test_an_absurd_mention_costs_nothing() -> None:
    """A mention said to be gigabytes long is not made that long."""
    mention = {"mentionees": [{"index": 0, "length": 10**9, "isSelf": True}]}
    raw = message("text", text="ถาม", mention=mention)
    tracemalloc.start()

    read_event(raw)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("index", [-1, 2**70, True, "0", None])
@pytest.mark.parametrize("length", [-1, 2**70, False, 1.5])
def test_an_odd_mention_does_no_harm(index: object, length: object) -> None:
    """Whatever a mention claims about its place, the question is still read."""
    mention = {"mentionees": [{"index": index, "length": length, "isSelf": True}]}

    inbound = read_event(message("text", text="ถาม", mention=mention)).inbound

    assert isinstance(inbound, Text)
    assert len(inbound.text) <= len("ถาม")


@pytest.mark.parametrize("stamp", [None, "1", 1.5, -1, 2**53, True, [], {}])
def test_an_odd_timestamp_is_zero(stamp: object) -> None:
    """What is no number of milliseconds is the oldest time, a plain int that any database takes."""
    timestamp = read_event({**text("ถาม"), "timestamp": stamp}).timestamp

    assert (timestamp, type(timestamp)) == (0, int)


def test_an_event_without_id_gets_one_of_its_own() -> None:
    """The same event gets the same id again, another event another."""
    first, second = event("follow", webhookEventId=None), event("follow", webhookEventId=None)

    assert read_event(first).id == read_event(json.loads(json.dumps(first))).id
    assert read_event(first).id != read_event(second).id


@pytest.mark.parametrize("id_", ["x" * 81, "ก", "\0", "\ud83c", "", 7, None], ids=ascii)
def test_an_odd_id_becomes_a_plain_one(id_: object) -> None:
    """What no database would take as a key, or would cut, becomes the hash of the event."""
    read = read_event({**text("ถาม"), "webhookEventId": id_})

    assert read.id.startswith("sha256:")
    assert len(read.id) <= 80


@given(st.dictionaries(KEYS | st.text(), JSON))
def test_no_event_breaks_the_reader(raw: dict[str, Any]) -> None:
    """Any JSON object at all is read, with an id and a kind."""
    read = read_event(raw)

    assert read.id
    assert read.kind


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"\xff", b"no json", b"[]", b"null", b"7", b'"x"', b"{}", b"NaN", b"[" * 10**5),
        *(b'{"events": null}', b'{"events": {}}', b'{"events": 7}', b'{"events": [7, null, []]}'),
    ],
    ids=lambda body: repr(body)[:30],
)
def test_rubbish_holds_no_events(body: bytes) -> None:
    """What is signed and no webhook is as good as an empty one."""
    assert events_of(body) == []


def test_rubbish_among_events_is_left_out() -> None:
    """The events beside something that is none are read."""
    good = text("ถาม")

    assert events_of(body_of(7, good, None, "x")) == [good]
