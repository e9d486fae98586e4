"""Reading raw events: what each says, whose chat it is, and that nothing odd breaks the reader."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.inbound import Arrived, Inbound, Selection, Sent, Text
from bot.line.events import events_of, read_event
from bot.line.kinds import EFFECTS
from tests.webhook_examples import ASIDE, CALL, Example, examples
from tests.webhooks import (
    body_of,
    event,
    group,
    message,
    room,
    said_in,
    somebody,
    sticker,
    text,
)

ANNA = "U" + "a" * 32
GROUP = group(ANNA)
EXAMPLES = examples(ANNA)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)
KEYS = st.sampled_from(
    [
        *("type", "mode", "source", "message", "timestamp", "webhookEventId", "replyToken"),
        *("follow", "postback", "unsend"),
    ]
)
WELCOME, AGAIN = Arrived("welcome"), Arrived("welcome_back")
SAYS: dict[str, Inbound] = {  # all other examples want no answer
    "text": Text(CALL),
    "sticker": Sent("sticker", ("hello", "wave")),
    "sticker with words": Sent("sticker", ("ขอบคุณค่ะ",)),
    "image": Sent("image"),
    "video": Sent("video"),
    "audio": Sent("audio"),
    "file": Sent("file"),
    "location": Sent("location"),
    "message of a new kind": Sent("other"),
    "text in a group, to us": Text(" " * len("@คลินิก ") + CALL),
    "text in a group": Text(ASIDE, aside=True),
    "text in a room": Text(ASIDE, aside=True),
    "text of nobody in a group": Text(ASIDE, aside=True),
    "postback in a group": Selection("x"),
    "messageEdited, to us": Text(" " * len("@คลินิก ") + "ขอบคุณค่ะ"),
    "messageEdited": Text("กินข้าวกันไหม", aside=True),
    "follow": WELCOME,
    "follow again": AGAIN,
    "join": Arrived("joined"),
    "postback": Selection("menu=old"),
    "postback of a date": Selection("when"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_each_kind_says(name: str) -> None:
    """Each kind of event of LINE's list is what a person did, or nothing to answer."""
    assert read_event(EXAMPLES[name].raw).inbound == SAYS.get(name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_each_kind_effects(name: str) -> None:
    """Taking words back, leaving and coming back matter beside any answer."""
    raw = EXAMPLES[name].raw

    assert read_event(raw).effect == EFFECTS.get(raw["type"], "")


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("mode", ["standby", "somethingNew", "", None, 7, ["active"]])
def test_only_the_active_bot_answers(name: str, mode: object) -> None:
    """While another speaks for the account nothing is said, and effects hold all the same."""
    raw = {**EXAMPLES[name].raw, "mode": mode}
    read = read_event(raw)

    assert (read.inbound, read.effect) == (None, EFFECTS.get(raw["type"], ""))


@pytest.mark.parametrize(
    ("raw", "inbound"),
    [
        (message("sticker", stickerResourceType="HOLOGRAM"), Sent("sticker")),
        (message(7), Sent("other")),
        (event("message"), Sent("other")),
        (event("messageEdited"), Sent("other")),
        (message("text", text=["ถาม"]), Text("")),
        (event("postback", postback={"data": 7}), Sent("other")),
        (event("postback", postback={"data": ""}), Sent("other")),
        (event("postback", postback={"data": "x", "params": 7}), Selection("x")),
        (event("postback", postback=["x"]), Sent("other")),
        (event("postback"), Sent("other")),
        (event("follow"), WELCOME),
        (event("follow", follow={"isUnblocked": "true"}), WELCOME),
        (event("unsend", unsend=7), None),
        (text("ถาม") | {"source": None}, Text("ถาม", aside=True)),
        ({}, None),
    ],
)
def test_what_an_odd_event_says(raw: dict[str, Any], inbound: Inbound | None) -> None:
    """A part that is missing or no part costs no more than itself."""
    assert read_event(raw).inbound == inbound


def test_an_event_of_before_modes_is_answered() -> None:
    """Recorded events may be older than the word mode, and were active."""
    raw = {name: value for name, value in text("ถาม").items() if name != "mode"}

    assert read_event(raw).inbound == Text("ถาม")


@pytest.mark.parametrize("status", ["SUCCESS", "RICHMENU_NOTFOUND", "FAILED"])
def test_another_menu_is_lines_own_affair(status: str) -> None:
    """LINE switched the menu, or could not: the person asked the bot for nothing."""
    switch = {"data": "x", "params": {"newRichMenuAliasId": "more", "status": status}}

    assert read_event(event("postback", postback=switch)).inbound is None


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (sticker("Hello", " OK ", "ขอบคุณ"), ("hello", "ok", "ขอบคุณ")),
        (sticker("hi", text="Thank YOU"), ("thank you", "hi")),
        (sticker(*[f"w{n}" for n in range(30)]), tuple(f"w{n}" for n in range(15))),
        (sticker(*[f"w{n}" for n in range(30)], text="me"), ("me", *(f"w{n}" for n in range(14)))),
        (sticker("ก" * 100), ("ก" * 40,)),
        (sticker(7, None, "", " ", ["a"], {"b": 1}, "c"), ("c",)),  # type: ignore[arg-type]
        (message("sticker", keywords="hello"), ()),
        (message("sticker", keywords={"hello": 1}), ()),
        (message("sticker", text=7), ()),
    ],
)
def test_what_a_sticker_means(raw: dict[str, Any], words: tuple[str, ...]) -> None:
    """Its sender's own text and LINE's keywords, few and short, whatever stands among them."""
    assert read_event(raw).inbound == Sent("sticker", words)


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location", "new"])
@pytest.mark.parametrize("source", [GROUP, room(ANNA)], ids=["group", "room"])
def test_pictures_of_a_group_are_not_for_us(kind: str, source: dict[str, str]) -> None:
    """Nobody can call the bot with a picture."""
    assert read_event({**message(kind), "source": source}).inbound is None


@pytest.mark.parametrize(
    ("raw", "id_"),
    [
        (message("image", id="468789"), "468789"),
        (event("messageEdited", message={"id": "468789"}), "468789"),
        (event("unsend", unsend={"messageId": "468789"}), "468789"),
        (event("postback", message={"id": "468789"}, postback={"data": "x"}), ""),
        (event("unsend", message={"id": "468789"}), ""),
        (message("text", id=468789), ""),
        (message("text", id="1" * 81), ""),
        (message("text", id="\ud83c"), ""),
        (event("message", message=7), ""),
        (event("unsend", unsend={"messageId": None}), ""),
    ],
)
def test_which_message_it_is_about(raw: dict[str, Any], id_: str) -> None:
    """A message, its edits and its end share LINE's id of it."""
    assert read_event(raw).message == id_


@pytest.mark.parametrize(
    ("source", "private"),
    [
        ({"type": "user", "userId": ANNA}, True),
        ({"userId": ANNA}, True),
        (GROUP, False),
        (room(ANNA), False),
        ({"type": "user"}, False),
        ({"type": "stadium", "stadiumId": "S1", "userId": ANNA}, False),
        (None, False),
    ],
)
def test_what_is_private(source: object, private: bool) -> None:
    """One-to-one is what LINE says is; where it is not known who listens, a group is assumed."""
    assert read_event({**text("ถาม"), "source": source}).private is private


def test_a_person_has_one_chat() -> None:
    """One-on-one the person is the chat, the place, and the address for a push."""
    read = read_event(text("ถาม", ANNA))

    assert (read.chat, read.place, read.person, read.to) == (ANNA,) * 4


@pytest.mark.parametrize("where", [group, room])
def test_people_of_one_group_have_chats_of_their_own(where: Callable[..., dict[str, str]]) -> None:
    """In a group each member is answered in their own order, and pushes go to the group."""
    shared = next(id_ for name, id_ in where().items() if name != "type")
    people = (ANNA, somebody())
    reads = [read_event(said_in(where(person, shared), "ถาม")) for person in people]

    assert [read.chat for read in reads] == [f"{shared}/{person}" for person in people]
    assert [read.person for read in reads] == list(people)
    assert {(read.place, read.to) for read in reads} == {(shared, shared)}


def test_nobodys_messages_are_not_mixed() -> None:
    """Members who did not consent have no userId: each of their messages stands alone."""
    nobody = group()
    reads = [read_event(said_in(nobody, "ถาม")) for _ in range(2)]

    assert [read.chat for read in reads] == [f"{nobody['groupId']}/{read.id}" for read in reads]
    assert [read.person for read in reads] == ["", ""]


def test_an_event_without_a_source_has_no_place() -> None:
    """Linking an account can fail without LINE saying whose it was."""
    read = read_event(EXAMPLES["accountLink failed"].raw)

    assert (read.chat, read.place, read.person, read.to) == ("",) * 4


@pytest.mark.parametrize("mentionee", [{"type": "all"}, {"type": "user", "isSelf": False}, 7, None])
def test_a_mention_of_others_is_not_for_us(mentionee: object) -> None:
    """Only a mention of the bot itself calls it."""
    mention = {"mentionees": [mentionee]}
    raw = message("text", text="@All กินข้าวกัน", mention=mention)

    assert read_event({**raw, "source": GROUP}).inbound == Text("@All กินข้าวกัน", aside=True)


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


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what holds each part of *part*, however deep, and under which name or number."""
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield part, key
            yield from places(inner)


@given(st.sampled_from(list(EXAMPLES.values())), st.data(), JSON)
def test_no_part_of_an_event_breaks_the_reader(
    example: Example, data: st.DataObject, odd: Any
) -> None:
    """An event as LINE sends it, with anything at all in the place of one of its parts, is read."""
    raw = json.loads(json.dumps(example.raw))
    part, key = data.draw(st.sampled_from(list(places(raw))))
    part[key] = odd

    assert read_event(raw).id


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
