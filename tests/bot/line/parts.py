"""Messages to try limits on."""

from typing import Any


def a_text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "text": "ตอบ", **more}


def a_choice(**more: Any) -> dict[str, Any]:
    return {"type": "postback", "label": "เลือก", "data": "a=1", **more}


def a_bubble(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "bubble", "body": body, **more}


def a_card(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "การ์ด", "contents": a_bubble(*contents), **more}


def with_chips(*actions: dict[str, Any]) -> dict[str, Any]:
    return a_text(quickReply={"items": [{"type": "action", "action": a} for a in actions]})
