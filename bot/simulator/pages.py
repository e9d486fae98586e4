"""The chat page and what it talks to; the blueprint that holds everything of this room."""

import re
import secrets
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from bot.local import is_local
from bot.simulator.chat import LocalChat
from bot.simulator.line_api import create_line_api
from bot.simulator.webhook import DeliveryError, UnknownEventError, build_event, deliver

_COOKIE = "local_chat"
_PERSON = re.compile(r"U[0-9a-f]{32}")
_NO_COOKIES = "U" + "0" * 32  # a browser that keeps no cookies still gets a chat
_SHOWN = ("type", "text", "displayText")  # what a bubble needs of what the person did
_HEADERS = {
    # A card may show pictures from anywhere, as LINE would; code and styles are ours alone.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' https:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_blueprint(chat: LocalChat) -> Blueprint:
    """Return the page at `/` and all of `/local/`, answered with 404 to anybody not local.

    JSON from other sites is kept out by its content type (a browser asks first,
    and is not answered), so a form-token check on the app must exempt this blueprint.
    """
    blueprint = Blueprint(
        "simulator", __name__, static_folder="static", static_url_path="/local/static"
    )
    blueprint.before_request(_only_local)
    blueprint.after_request(_add_headers)
    blueprint.add_url_rule("/", "page", partial(_page, blueprint))
    blueprint.add_url_rule("/local/messages", "history", partial(_history, chat))
    blueprint.add_url_rule("/local/messages", "say", partial(_say, chat), methods=["POST"])
    blueprint.add_url_rule("/local/new-chat", "new_chat", _new_chat, methods=["POST"])
    blueprint.register_blueprint(create_line_api(chat), url_prefix="/local/line")
    return blueprint


def _only_local() -> None:
    if not is_local(request):
        abort(404)


def _add_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _page(blueprint: Blueprint) -> Response:
    response = blueprint.send_static_file("page.html")
    return _with_new_person(response) if _person() == _NO_COOKIES else response


def _history(chat: LocalChat) -> Response:
    after = request.args.get("after", 0, type=int)
    entries = [asdict(entry) for entry in chat.since(_person(), after)]
    return jsonify([{key: entry[key] for key in ("n", "kind", "at", "body")} for entry in entries])


def _say(chat: LocalChat) -> ResponseReturnValue:
    """Send what the person did to the webhook; what goes wrong is also a line in the chat."""
    said = _json()
    person = _person()
    try:
        event = build_event(said, person)
    except UnknownEventError as error:
        return {"ok": False, "error": str(error)}, 400
    chat.expect_reply(event["replyToken"], person)
    chat.add(person, "person", {key: said[key] for key in _SHOWN if key in said})
    try:
        deliver(chat, event)
    except DeliveryError as error:
        chat.add(person, "note", {"text": str(error)})
        return {"ok": False, "error": str(error)}, 502
    return {"ok": True}


def _new_chat() -> Response:
    _json()
    return _with_new_person(jsonify(ok=True))


def _json() -> dict[str, Any]:
    if request.mimetype != "application/json":
        abort(415)
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        abort(400)
    return said


def _person() -> str:
    """Return the user id of this browser session."""
    person = request.cookies.get(_COOKIE, "")
    return person if _PERSON.fullmatch(person) else _NO_COOKIES


def _with_new_person(response: Response) -> Response:
    person = "U" + secrets.token_hex(16)
    response.set_cookie(_COOKIE, person, httponly=True, samesite="Strict")
    return response
