"""Turns what a person did on the chat page into a signed LINE webhook, and delivers it."""

import hashlib
import hmac
import json
import re
import secrets
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any

import urllib3

from bot.simulator.chat import LocalChat, new_message_id, now_ms

_BOT = "U" + "0" * 31 + "b"  # the `destination` of every webhook
_TIMEOUT = 5.0  # seconds
_LONGEST = 10_000  # UTF-16 units; LINE's own typing box takes no more
_ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # https://github.com/ulid/spec
_OUTSIDE_BMP = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")


class UnknownEventError(Exception):
    """The page asked for an event there is not. Thai, read by whoever works on the page."""


class DeliveryError(Exception):
    """The webhook is down or refused the event. Thai, shown in the chat as a line of its own."""


def build_event(said: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Return the LINE event for what *person* (`U` + 32 hex digits) did on the page."""
    build = _EVENTS.get(str(said.get("type")))
    if build is None:
        raise UnknownEventError(f"ไม่รู้จักเหตุการณ์ชนิด {said.get('type')!r}")
    now = now_ms()
    return {
        **build(said),
        "webhookEventId": _ulid(now),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": now,
        "source": {"type": "user", "userId": person},
        "replyToken": secrets.token_hex(16),
        "mode": "active",
    }


def build_body(*events: Mapping[str, Any]) -> bytes:
    """Return the webhook's bytes as LINE writes them: UTF-8, but emoji as `\\ud83e\\udd28`.

    Half an emoji, which a browser can send and no codec can write, survives this way too.
    """
    text = json.dumps({"destination": _BOT, "events": events}, ensure_ascii=False)
    return _OUTSIDE_BMP.sub(lambda found: json.dumps(found[0])[1:-1], text).encode()


def sign(secret: str, body: bytes) -> str:
    """Return the value of `X-Line-Signature` for *body*."""
    return b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def deliver(chat: LocalChat, *events: Mapping[str, Any]) -> None:
    """Send *events* to the bot's webhook; none at all only tries it. Raises DeliveryError."""
    body = build_body(*events)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "LineBotWebhook/2.0",
        "X-Line-Signature": sign(chat.secret, body),
    }
    url = chat.webhook_url
    try:  # urllib3 asks no proxy of the environment, which could not see this machine
        answer = urllib3.request(
            "POST", url, body=body, headers=headers, timeout=_TIMEOUT, retries=False, redirect=False
        )
    except urllib3.exceptions.HTTPError as error:  # refused, reset, timed out
        message = f"ส่งไม่ถึงบอต: {url} ไม่ตอบภายใน {_TIMEOUT:.0f} วินาที"
        raise DeliveryError(message) from error
    if not 200 <= answer.status < 300:
        raise DeliveryError(_refused(answer.status))


def _refused(status: int) -> str:
    if status == 400:
        return "บอตไม่รับข้อความ (HTTP 400): LINE_CHANNEL_SECRET ของบอตกับของหน้านี้น่าจะไม่ตรงกัน"
    return f"บอตไม่รับข้อความ (HTTP {status}) ดูสาเหตุได้ในบันทึก (log) ของโปรแกรม"


def _text(said: Mapping[str, Any]) -> dict[str, Any]:
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnknownEventError("ยังไม่ได้พิมพ์ข้อความ")
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST:
        raise UnknownEventError(f"ข้อความยาวเกิน {_LONGEST:,} ตัวอักษร")
    return _message({"type": "text", "text": text}, quotable=True)


def _sticker(_: Mapping[str, Any]) -> dict[str, Any]:
    sticker = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
    kind = {"stickerResourceType": "STATIC", "keywords": ["Hello"]}
    return _message({**sticker, **kind}, quotable=True)


def _image(_: Mapping[str, Any]) -> dict[str, Any]:
    return _message({"type": "image", "contentProvider": {"type": "line"}}, quotable=True)


def _audio(_: Mapping[str, Any]) -> dict[str, Any]:
    audio = {"type": "audio", "duration": 4000, "contentProvider": {"type": "line"}}
    return _message(audio, quotable=False)


def _location(_: Mapping[str, Any]) -> dict[str, Any]:
    place = {"title": "มทร.ธัญบุรี", "address": "ต.คลองหก อ.ธัญบุรี จ.ปทุมธานี 12110"}
    point = {"latitude": 14.0364, "longitude": 100.7254}
    return _message({"type": "location", **place, **point}, quotable=False)


def _message(message: Mapping[str, Any], *, quotable: bool) -> dict[str, Any]:
    tokens = {"markAsReadToken": secrets.token_urlsafe(24)}
    if quotable:
        tokens["quoteToken"] = secrets.token_urlsafe(24)
    return {"type": "message", "message": {**message, "id": new_message_id(), **tokens}}


def _postback(said: Mapping[str, Any]) -> dict[str, Any]:
    data = said.get("data")
    if not isinstance(data, str) or not data:
        raise UnknownEventError("ปุ่มนี้ไม่มี data")
    return {"type": "postback", "postback": {"data": data}}


def _follow(_: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "follow", "follow": {"isUnblocked": False}}


def _ulid(now: int) -> str:
    """Return 26 characters that sort by time: 48 bits of milliseconds, 80 of chance."""
    value = now << 80 | secrets.randbits(80)
    return "".join(_ULID_DIGITS[value >> shift & 31] for shift in range(125, -1, -5))


_EVENTS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "text": _text,
    "sticker": _sticker,
    "image": _image,
    "audio": _audio,
    "location": _location,
    "postback": _postback,
    "follow": _follow,
}
