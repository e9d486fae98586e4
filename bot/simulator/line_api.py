"""The stand-in for LINE's Messaging API: the few endpoints a question-and-answer bot calls."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from bot.line.limits.linter import lint
from bot.line.limits.measures import Problem
from bot.simulator.chat import Delivery, LocalChat
from bot.simulator.webhook import DeliveryError, deliver

_USER_ID = re.compile(r"U[0-9a-f]{32}")
_LOADING_SECONDS = range(5, 61, 5)


def create_line_api(chat: LocalChat) -> Blueprint:
    """Return LINE's paths (`/v2/bot/…`); every one wants a bearer token, any will do."""
    api = Blueprint("line_api", __name__)
    api.before_request(_require_token)
    api.after_request(_add_request_id)
    for path, method, view in (
        ("/v2/bot/message/reply", "POST", _reply),
        ("/v2/bot/message/push", "POST", _push),
        ("/v2/bot/message/validate/reply", "POST", _validate),
        ("/v2/bot/chat/loading/start", "POST", _start_loading),
        ("/v2/bot/profile/<user_id>", "GET", _profile),
        ("/v2/bot/info", "GET", _bot_info),
        ("/v2/bot/message/quota", "GET", _quota),
        ("/v2/bot/message/quota/consumption", "GET", _consumption),
        ("/v2/bot/channel/webhook/endpoint", "GET", _webhook),
        ("/v2/bot/channel/webhook/test", "POST", _test_webhook),
    ):
        api.add_url_rule(path, view.__name__[1:], partial(view, chat), methods=[method])
    api.add_url_rule("/<path:path>", "unknown", _unknown, methods=["GET", "POST", "PUT", "DELETE"])
    return api


def _reply(chat: LocalChat) -> ResponseReturnValue:
    body = _json()
    if "X-Line-Retry-Key" in request.headers:
        return _error("The retry key is not accepted for this endpoint")
    token = str(body.get("replyToken"))
    problems = lint(body.get("messages"))
    if problems:  # the token stays good, as nothing was sent
        return _refuse(chat, chat.person_for(token), problems)
    delivery = chat.reply(token, body["messages"])
    return _sent(delivery) if delivery else _error("Invalid reply token")


def _push(chat: LocalChat) -> ResponseReturnValue:
    body = _json()
    person = str(body.get("to"))
    key = request.headers.get("X-Line-Retry-Key")
    if key is not None and not _is_uuid(key):
        return _error("Invalid retry key")
    if not _USER_ID.fullmatch(person):
        return _error("The property, 'to', in the request body is invalid")
    problems = lint(body.get("messages"))
    if problems:
        return _refuse(chat, person, problems)
    delivery, is_new = chat.push(person, body["messages"], key)
    return _sent(delivery) if is_new else _sent_before(delivery)


def _validate(_: LocalChat) -> ResponseReturnValue:
    problems = lint(_json().get("messages"))
    return _problems(problems) if problems else {}


def _start_loading(chat: LocalChat) -> ResponseReturnValue:
    body = _json()
    person = str(body.get("chatId"))
    seconds = body.get("loadingSeconds", 20)
    if not _USER_ID.fullmatch(person):
        return _error("The property, 'chatId', in the request body is invalid")
    if seconds not in _LOADING_SECONDS:
        return _problems([Problem("loadingSeconds", "Must be a multiple of 5 from 5 to 60")])
    chat.add(person, "loading", {"seconds": seconds})
    return {}, 202


def _profile(_: LocalChat, user_id: str) -> ResponseReturnValue:
    if not _USER_ID.fullmatch(user_id):
        return _error("The value for the 'userId' parameter is invalid")
    return {"userId": user_id, "displayName": "ผู้ทดลองใช้", "language": "th"}


def _bot_info(_: LocalChat) -> ResponseReturnValue:
    names = {"userId": "U" + "0" * 31 + "b", "basicId": "@local", "displayName": "แชตทดลอง"}
    return {**names, "chatMode": "bot", "markAsReadMode": "auto"}


def _quota(_: LocalChat) -> ResponseReturnValue:
    return {"type": "none"}


def _consumption(_: LocalChat) -> ResponseReturnValue:
    return {"totalUsage": 0}


def _webhook(chat: LocalChat) -> ResponseReturnValue:
    return {"endpoint": chat.webhook_url, "active": True}


def _test_webhook(chat: LocalChat) -> ResponseReturnValue:
    """Send the webhook of no events that LINE sends, and tell what came of it."""
    told = {"success": True, "statusCode": 200, "reason": "OK", "detail": "200"}
    try:
        deliver(chat)
    except DeliveryError as error:
        told = {"success": False, "statusCode": 0, "reason": "ERROR", "detail": str(error)}
    return {**told, "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds")}


def _unknown(path: str) -> ResponseReturnValue:
    return _error(f"The stand-in for LINE has no /{path}", 404)


def _require_token() -> ResponseReturnValue | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and token.strip():
        return None
    return _error("Authentication failed. Confirm that the access token is valid.", 401)


def _add_request_id(response: Response) -> Response:
    response.headers.setdefault("X-Line-Request-Id", str(uuid4()))
    return response


def _json() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _sent(delivery: Delivery) -> Response:
    response = jsonify(sentMessages=delivery.sent)
    response.headers["X-Line-Request-Id"] = delivery.request_id
    return response


def _sent_before(delivery: Delivery) -> Response:
    message = "The retry key is already accepted"
    response = make_response(jsonify(message=message, sentMessages=delivery.sent), 409)
    response.headers["X-Line-Accepted-Request-Id"] = delivery.request_id
    return response


def _refuse(
    chat: LocalChat, person: str | None, problems: Sequence[Problem]
) -> ResponseReturnValue:
    """Answer as LINE would, and show whoever is trying the bot what it did wrong."""
    if person:
        found = "\n".join(f"{problem.path}: {problem.what}" for problem in problems)
        note = f"LINE จะไม่รับคำตอบนี้ของบอต หรือจะไม่แสดงอย่างที่ตั้งใจ\n{found}"
        chat.add(person, "note", {"text": note})
    return _problems(problems)


def _problems(problems: Sequence[Problem]) -> ResponseReturnValue:
    message = f"The request body has {len(problems)} error(s)"
    details = [{"message": found.what, "property": found.path} for found in problems]
    return {"message": message, "details": details}, 400


def _error(message: str, status: int = 400) -> ResponseReturnValue:
    return {"message": message}, status
