"""The door: what is let in, what is turned away, and that nothing signed can break it."""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.wording import Wording
from tests.scenarios.phone import Phone, post
from tests.webhooks import body_of, signed, text

BODY = body_of()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        *("type", "mode", "timestamp", "source", "webhookEventId", "replyToken", "message"),
        *("text", "mention", "mentionees", "isSelf", "index", "length", "follow", "userId"),
    ]
)
WORDS = st.sampled_from(
    ["message", "text", "follow", "postback", "active", "group", "\ud83c", "\0"]
)
ODD_EVENTS = st.recursive(
    WORDS | st.text(max_size=5) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.dictionaries(NAMES, inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=20,
)


def test_a_connection_check_is_welcome(app: Flask) -> None:
    """LINE's Verify button sends a signed body without events."""
    assert post(app, BODY).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Line-Signature": ""},
        {"X-Line-Signature": "wrong"},
        {"X-Line-Signature": signed(BODY + b" ")["X-Line-Signature"]},
        {"X-Line-Signature": signed(BODY, "another secret")["X-Line-Signature"]},
        {"X-Line-Signature": signed(BODY)["X-Line-Signature"].lower()},
        {"X-Line-Signature": "ลายเซ็น".encode().decode("latin-1")},
        {"X-Line-Signature": "\xff\xfe"},
    ],
    ids=lambda headers: ascii(headers)[:40],
)
def test_what_is_not_signed_is_turned_away(app: Flask, headers: dict[str, str]) -> None:
    """Without the right signature nothing is stored, whatever stands in its place."""
    assert post(app, BODY, {"X-Nothing": "", **headers}).status_code == 400


def test_the_name_of_the_header_may_be_written_any_way(app: Flask) -> None:
    """LINE may change the case of its header without notice."""
    headers = {"x-LINE-signature": signed(BODY)["X-Line-Signature"]}

    assert post(app, BODY, headers).status_code == 200


def test_a_body_that_is_not_utf8_is_turned_away(app: Flask) -> None:
    """LINE sends UTF-8 only."""
    body = b'{"events": ["\xff"]}'

    assert post(app, body, signed(body)).status_code == 400


def test_too_large_a_body_is_turned_away(app: Flask) -> None:
    """A megabyte is more than LINE ever sends, and is not read, signed or not."""
    body = body_of(text("ก" * 200_000))

    assert len(body) > 1_000_000
    assert post(app, body).status_code == 413


def test_other_methods_are_turned_away(app: Flask) -> None:
    """The webhook is for POST."""
    assert app.test_client().get("/callback").status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b" ", b"no json", b"[]", b"null", b"7", b"-1.5e300", b'"x"', b"{}", b"NaN", b"true"),
        *(b'{"events": null}', b'{"events": {}}', b'{"events": 7}', b'{"events": "x"}'),
        *(b'{"events": [null, 7, "x", [], {}]}', b'{"events": [{"type": null}]}', b'{"events": ['),
        b'{"events": [' + b"7," * 100_000 + b"7]}",
        b"[" * 400_000,
        b'{"events": ' * 50_000,
        b'{"events": [' + b'{"message": ' * 20_000 + b"7" + b"}" * 20_000 + b"]}",
        b'{"events": [{"type": "\\ud83c", "webhookEventId": "\\ud83c\\u0000"}]}',
        b'{"events": [{"type": "follow", "source": {"userId": "\\udfff"}}]}',
        b'{"events": [{"timestamp": ' + b"9" * 5000 + b"}]}",
        b'{"events": [{"timestamp": 1e999, "webhookEventId": NaN}]}',
        b'{"events": [{"type": "' + b"x" * 900_000 + b'"}]}',
        b'{"events": [{"webhookEventId": "' + b"x" * 900_000 + b'"}]}',
        b'{"events": [{"source": {"userId": "' + b"U" * 900_000 + b'"}, "type": "follow"}]}',
        body_of(text("\u0e48" * 150_000)),
    ],
    ids=lambda body: repr(body)[:40],
)
def test_signed_rubbish_is_taken_calmly(app: Flask, body: bytes) -> None:
    """What LINE signed is answered with 200, or it would come again and again."""
    assert post(app, body).status_code == 200


@given(JSON)
@settings(max_examples=60, deadline=None)
def test_any_signed_json_is_taken_calmly(app: Flask, envelope: Any) -> None:
    """No JSON document at all makes the webhook fail."""
    assert post(app, json.dumps(envelope).encode()).status_code == 200


@given(st.lists(ODD_EVENTS, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_signed_events_are_taken_calmly(app: Flask, events: list[Any]) -> None:
    """Events with the right names and anything at all behind them do no harm."""
    assert post(app, body_of(*events)).status_code == 200


def test_after_all_that_people_are_answered(line: Phone, wording: Wording) -> None:
    """Whatever went through the door before, the next greeting is returned."""
    line.says("สวัสดี")

    assert line.waits() == [wording.small_talk[0].reply]
