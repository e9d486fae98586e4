"""Events of every kind that LINE describes, as its schema wants them, and of some it does not."""

from dataclasses import dataclass
from typing import Any

from bot.line.kinds import DOES, OTHER
from tests.webhooks import (
    BOT,
    edited,
    event,
    group,
    mentioned_in,
    message,
    room,
    said_in,
    somebody,
    sticker,
    text,
    unsent,
)

Raw = dict[str, Any]
SILENT = {"replyToken": None}  # what LINE sends no token with
CALL = "คลินิกอยู่ที่ไหน"
ASIDE = "กินข้าวกัน"
LINES = {"contentProvider": {"type": "line"}}


@dataclass(frozen=True)
class Example:
    """*raw* of *kind*, a name in ``bot.line.kinds``; *before*: what must have happened first."""

    kind: str
    raw: Raw
    before: tuple[Raw, ...] = ()


def examples(user: str) -> dict[str, Example]:
    """Return events of *user* by a name that says what is particular about each."""
    return {
        name: Example(_kind(raw), raw, tuple(before))
        for name, (raw, *before) in {
            **_messages(user),
            **_in_groups(user),
            **_of_friends(user),
            **_of_buttons(user),
            **_of_accounts(user),
            **_of_channels(),
            **_of_tomorrow(user),
        }.items()
    }


def _kind(raw: Raw) -> str:
    if raw["type"] != "message":
        return raw["type"] if raw["type"] in DOES else OTHER
    kind = f"message {raw['message']['type']}"
    return kind if kind in DOES else f"message {OTHER}"


def _messages(user: str) -> dict[str, list[Raw]]:
    where = {"title": "บ้าน", "address": "ปทุมธานี", "latitude": 14.03, "longitude": 100.72}
    asked = text(CALL, user)
    standby = {k: v for k, v in text(CALL, user).items() if k != "replyToken"}
    return {
        "text": [text(CALL, user)],
        "sticker": [sticker("Hello", "wave", user=user)],
        "sticker with words": [sticker(user=user, stickerResourceType="MESSAGE", text="ขอบคุณค่ะ")],
        "image": [message("image", user, **LINES, quoteToken="q", imageSet={"id": "1"})],
        "video": [message("video", user, **LINES, quoteToken="q", duration=4000)],
        "audio": [message("audio", user, **LINES, duration=4000)],
        "file": [message("file", user, fileName="แผนธุรกิจ.pdf", fileSize=2138)],
        "location": [message("location", user, **where)],
        "text on standby": [{**standby, "mode": "standby"}],
        "unsend": [unsent(asked), asked],
    }


def _in_groups(user: str) -> dict[str, list[Raw]]:
    ours = group(user)
    asked, aside = mentioned_in(ours, CALL), said_in(ours, ASIDE)
    return {
        "text in a group, to us": [mentioned_in(ours, CALL)],
        "text in a group": [said_in(ours, ASIDE)],
        "text in a room": [said_in(room(user), ASIDE)],
        "text of nobody in a group": [said_in(group(), ASIDE)],
        "sticker in a group": [{**sticker("Hello"), "source": ours}],
        "image in a group": [{**message("image", **LINES, quoteToken="q"), "source": ours}],
        "postback in a group": [event("postback", postback={"data": "x"}, source=ours)],
        "messageEdited, to us": [edited(asked, "@คลินิก ขอบคุณค่ะ"), asked],
        "messageEdited": [edited(aside, "กินข้าวกันไหม"), aside],
    }


def _of_friends(user: str) -> dict[str, list[Raw]]:
    asked = text(CALL, user)
    ours = group()
    return {
        "follow": [event("follow", user, follow={"isUnblocked": False})],
        "unfollow": [event("unfollow", user, **SILENT), asked],
        "follow again": [
            event("follow", user, follow={"isUnblocked": True}),
            text(CALL, user),
            event("unfollow", user, **SILENT),
        ],
        "join": [event("join", source=ours)],
        "leave": [event("leave", source=ours, **SILENT), event("join", source=ours)],
        "memberJoined": [event("memberJoined", source=ours, joined=_members())],
        "memberLeft": [event("memberLeft", source=ours, left=_members(), **SILENT)],
    }


def _members() -> dict[str, Any]:
    return {"members": [{"type": "user", "userId": somebody()} for _ in range(2)]}


def _of_buttons(user: str) -> dict[str, list[Raw]]:
    day = {"data": "when", "params": {"date": "2026-11-22"}}
    menu = {"newRichMenuAliasId": "more", "status": "SUCCESS"}
    return {
        "postback": [event("postback", user, postback={"data": "menu=old"})],
        "postback of a date": [event("postback", user, postback=day)],
        "postback of a menu": [event("postback", user, postback={"data": "x", "params": menu})],
    }


def _of_accounts(user: str) -> dict[str, list[Raw]]:
    joined, left, renewed = ({"type": t, "membershipId": 3} for t in ("joined", "left", "renewed"))
    failed = {"result": "failed", "nonce": "n"}
    return {
        "videoPlayComplete": [
            event("videoPlayComplete", user, videoPlayComplete={"trackingId": "v"})
        ],
        "beacon": [event("beacon", user, beacon={"hwid": "d41d8cd98f", "type": "enter"})],
        "accountLink": [event("accountLink", user, link={"result": "ok", "nonce": "n"})],
        "accountLink failed": [event("accountLink", source=None, link=failed, **SILENT)],
        "membership joined": [event("membership", user, membership=joined)],
        "membership left": [event("membership", user, membership=left)],
        "membership renewed": [event("membership", user, membership=renewed)],
        "delivery": [event("delivery", user, delivery={"data": "receipt"}, **SILENT)],
    }


def _of_channels() -> dict[str, list[Raw]]:
    attached = {"type": "attached", "botId": BOT, "scopes": ["message:send"]}
    detached = {"type": "detached", "botId": BOT, "reason": "bot_deleted"}
    alone = {"source": None, **SILENT}
    return {
        "module attached": [event("module", module=attached, **alone)],
        "module detached": [event("module", module=detached, **alone)],
        "activated": [event("activated", chatControl={"expireAt": 1462629479859}, **alone)],
        "deactivated": [event("deactivated", **alone)],
        "botSuspended": [event("botSuspended", **alone)],
        "botResumed": [event("botResumed", **alone)],
    }


def _of_tomorrow(user: str) -> dict[str, list[Raw]]:
    """What LINE does not describe, yet."""
    return {
        "message of a new kind": [message("hologram", user, depth=3)],
        "a new kind": [event("somethingNew", user, somethingNew={"depth": 3})],
    }
