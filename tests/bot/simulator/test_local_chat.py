"""The stand-in for LINE: events signed as LINE signs them, replies refused as LINE refuses them."""

import re
import threading
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import urllib3
from linebot.v3 import WebhookParser
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    FlexMessage,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
    ValidateMessageRequest,
)
from linebot.v3.models import UnknownEvent

from bot.simulator.webhook import build_body, sign
from tests.bot.simulator.tiny_bot import SECRET, TinyBot

SOMEBODY = "U" + "0" * 32  # who is served without a cookie


@pytest.fixture
def line(bot: TinyBot) -> Iterator[MessagingApi]:
    with ApiClient(Configuration(host=bot.line_url, access_token="any")) as client:
        yield MessagingApi(client)


def say(bot: TinyBot, **said: Any) -> urllib3.BaseHTTPResponse:
    return urllib3.request("POST", f"{bot.url}/local/messages", json=said)


def history(bot: TinyBot, after: int = 0) -> list[dict[str, Any]]:
    return urllib3.request("GET", f"{bot.url}/local/messages?after={after}").json()


def reply_token(bot: TinyBot) -> str:
    assert say(bot, type="text", text="ถาม").status == 200
    return bot.events[-1]["replyToken"]


def a_reply(token: str, *texts: str) -> ReplyMessageRequest:
    messages = [TextMessage(text=text) for text in texts or ("ตอบ",)]
    return ReplyMessageRequest(replyToken=token, messages=messages)


def a_text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "text": "ตอบ", **more}


def a_card(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    bubble = {"type": "bubble", "body": body}
    return {"type": "flex", "altText": "การ์ด", "contents": bubble, **more}


# Events


def test_signature_is_the_one_of_lines_documentation() -> None:
    """The example in LINE's documentation comes out to the letter."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    signed = sign("8c570fa6dd201bb328f1c1eac23a96d8", body)

    assert signed == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_text_arrives_signed(bot: TinyBot) -> None:
    """The webhook accepts the signature and reads what was typed, emoji and newline included."""
    response = say(bot, type="text", text="น้ำท่วมนา\nทำไงดี 🌾")

    assert response.json() == {"ok": True}
    assert bot.events[0]["message"]["text"] == "น้ำท่วมนา\nทำไงดี 🌾"


def test_event_has_what_lines_events_have(bot: TinyBot) -> None:
    """Every property LINE promises for a text is there, in LINE's form."""
    say(bot, type="text", text="ถาม")

    event = bot.events[0]
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", event["webhookEventId"])
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["source"] == {"type": "user", "userId": SOMEBODY}
    assert event["mode"] == "active"
    assert set(event["message"]) == {"type", "id", "text", "quoteToken", "markAsReadToken"}


@pytest.mark.parametrize(
    "said",
    [
        {"type": "text", "text": "ถาม"},
        {"type": "postback", "data": "a=1", "displayText": "เลือก"},
        {"type": "sticker"},
        {"type": "image"},
        {"type": "audio"},
        {"type": "location"},
        {"type": "follow"},
    ],
    ids=lambda said: said["type"],
)
def test_the_sdk_knows_every_kind_of_event(bot: TinyBot, said: dict[str, Any]) -> None:
    """No event lacks what LINE's own SDK requires of it."""
    assert say(bot, **said).status == 200

    body = bot.bodies[0]
    parser = WebhookParser(SECRET)
    event = parser.parse(body.decode(), sign(SECRET, body))[0]
    assert not isinstance(event, UnknownEvent)
    assert event.reply_token == bot.events[0]["replyToken"]


def test_body_is_utf8_with_escaped_emoji() -> None:
    """Thai goes as UTF-8 and emoji as escapes, so a bot that rebuilds the JSON is found out."""
    body = build_body({"text": "ข้าว🌾"})

    assert "ข้าว\\ud83c\\udf3e".encode() in body


def test_half_an_emoji_is_delivered(bot: TinyBot) -> None:
    """A lone surrogate, as a browser may send, reaches the bot instead of failing on the way."""
    said = {"type": "text", "text": "ครึ่ง\ud83c"}

    bot.app.test_client().post("/local/messages", json=said)

    assert b"\\ud83c" in bot.bodies[0]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"type": "telepathy"},
        {"type": "text"},
        {"type": "text", "text": " \n"},
        {"type": "text", "text": 7},
        {"type": "text", "text": "ก" * 10_001},
        {"type": "postback"},
    ],
)
def test_what_is_no_event_is_refused_in_thai(bot: TinyBot, said: dict[str, Any]) -> None:
    """A request the page cannot mean sends nothing and says why in Thai."""
    response = say(bot, **said)

    assert response.status == 400
    assert re.search("[ก-๙]", response.json()["error"])
    assert bot.events == []


@pytest.mark.parametrize("status", [400, 500])
def test_refusal_is_a_line_in_the_chat(bot: TinyBot, status: int) -> None:
    """A webhook that refuses is told of by its status, in Thai, in the chat."""
    bot.status = status

    response = say(bot, type="text", text="ถาม")

    assert response.status == 502
    note = history(bot)[-1]
    assert note["kind"] == "note"
    assert note["body"]["text"] == response.json()["error"]
    assert str(status) in note["body"]["text"]


def test_webhook_down_is_a_line_in_the_chat(bot: TinyBot) -> None:
    """With nobody at the webhook's address the person is told so, not shown a traceback."""
    bot.chat._webhook_url = "http://127.0.0.1:9/callback"  # the discard port: nobody listens

    response = say(bot, type="text", text="ถาม")

    assert response.status == 502
    assert "http://127.0.0.1:9/callback" in history(bot)[-1]["body"]["text"]


# Replies


def test_reply_appears_in_the_chat(bot: TinyBot, line: MessagingApi) -> None:
    """What the bot answers through the SDK is read by the person who asked, in order."""
    answered = line.reply_message(a_reply(reply_token(bot), "หนึ่ง", "สอง"))

    assert [entry["body"]["text"] for entry in history(bot)] == ["ถาม", "หนึ่ง", "สอง"]
    assert len(answered.sent_messages) == 2
    assert answered.sent_messages[0].quote_token


def test_every_answer_has_a_request_id(bot: TinyBot, line: MessagingApi) -> None:
    """As from LINE, there is a request id to log."""
    answer = line.reply_message_with_http_info(a_reply(reply_token(bot)))

    assert answer.headers["x-line-request-id"]


def test_reply_token_works_once(bot: TinyBot, line: MessagingApi) -> None:
    """A second reply with the same token is refused and not shown."""
    token = reply_token(bot)
    line.reply_message(a_reply(token))

    with pytest.raises(ApiException) as refused:
        line.reply_message(a_reply(token))

    assert refused.value.status == 400
    assert "Invalid reply token" in refused.value.body
    assert [entry["kind"] for entry in history(bot)] == ["person", "bot"]


def test_of_replies_at_once_one_wins(bot: TinyBot) -> None:
    """Threads that race with one token deliver one answer."""
    token = reply_token(bot)
    results: list[object] = []
    racers = [
        threading.Thread(target=lambda: results.append(bot.chat.reply(token, [a_text()])))
        for _ in range(16)
    ]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len([result for result in results if result]) == 1


def test_unknown_reply_token(line: MessagingApi) -> None:
    """A token that was never given out is refused."""
    with pytest.raises(ApiException, match="Invalid reply token"):
        line.reply_message(a_reply("0" * 32))


def test_refused_reply_leaves_the_token_good(bot: TinyBot, line: MessagingApi) -> None:
    """After an answer LINE would refuse, the same token still takes a better one."""
    token = reply_token(bot)
    with pytest.raises(ApiException) as refused:
        line.reply_message(a_reply(token, "ก" * 5001))
    assert "messages[0].text" in refused.value.body

    line.reply_message(a_reply(token))

    assert [entry["kind"] for entry in history(bot)] == ["person", "note", "bot"]


def test_reply_takes_no_retry_key(bot: TinyBot, line: MessagingApi) -> None:
    """LINE refuses a retry key on a reply."""
    request = a_reply(reply_token(bot))

    with pytest.raises(ApiException) as refused:
        line.reply_message(request, _headers={"X-Line-Retry-Key": str(uuid4())})

    assert refused.value.status == 400


def test_push_with_a_known_retry_key_is_delivered_once(bot: TinyBot, line: MessagingApi) -> None:
    """The second time is 409 with the same sent messages, and nothing new in the chat."""
    push = PushMessageRequest(to=SOMEBODY, messages=[TextMessage(text="ขออภัย")])
    key = str(uuid4())
    first = line.push_message_with_http_info(push, x_line_retry_key=key)

    with pytest.raises(ApiException) as again:
        line.push_message(push, x_line_retry_key=key)

    assert again.value.status == 409
    assert first.data.sent_messages[0].id in again.value.body
    accepted = again.value.headers["x-line-accepted-request-id"]
    assert accepted == first.headers["x-line-request-id"]
    assert len(history(bot)) == 1


def test_push_to_nobody(line: MessagingApi) -> None:
    """What is no user id is refused."""
    with pytest.raises(ApiException) as refused:
        line.push_message(PushMessageRequest(to="villager", messages=[TextMessage(text="x")]))

    assert refused.value.status == 400


def test_loading_animation(bot: TinyBot, line: MessagingApi) -> None:
    """The loading animation is 202 and an entry of its own, with its seconds."""
    request = ShowLoadingAnimationRequest(chatId=SOMEBODY, loadingSeconds=20)
    answer = line.show_loading_animation_with_http_info(request)

    assert answer.status_code == 202
    assert (history(bot)[0]["kind"], history(bot)[0]["body"]) == ("loading", {"seconds": 20})


def test_loading_takes_multiples_of_five(line: MessagingApi) -> None:
    """Seven seconds pass the SDK and not LINE."""
    with pytest.raises(ApiException):
        line.show_loading_animation(ShowLoadingAnimationRequest(chatId=SOMEBODY, loadingSeconds=7))


def test_quota(line: MessagingApi) -> None:
    """The local chat has no limit of messages, and counts none."""
    assert line.get_message_quota().type == "none"
    assert line.get_message_quota_consumption().total_usage == 0


def test_webhook(bot: TinyBot, line: MessagingApi) -> None:
    """The webhook is the bot's own, and switched on."""
    webhook = line.get_webhook_endpoint()

    assert (webhook.endpoint, webhook.active) == (f"{bot.url}/callback", True)


def test_testing_the_webhook(bot: TinyBot, line: MessagingApi) -> None:
    """It is really tried, with a signed body of no events."""
    trial = line.test_webhook_endpoint()

    assert trial.success
    assert bot.bodies == [build_body()]


def test_testing_a_webhook_that_fails(bot: TinyBot, line: MessagingApi) -> None:
    """What the bot refuses is no success."""
    bot.status = 500

    assert not line.test_webhook_endpoint().success


def test_profile(line: MessagingApi) -> None:
    """Anybody has a profile with the id that was asked for."""
    assert line.get_profile(SOMEBODY).user_id == SOMEBODY


def test_validate_sends_nothing(bot: TinyBot, line: MessagingApi) -> None:
    """Validating finds mistakes and leaves the chat alone."""
    line.validate_reply(ValidateMessageRequest(messages=[TextMessage(text="ดี")]))
    with pytest.raises(ApiException):
        line.validate_reply(ValidateMessageRequest(messages=[TextMessage(text="")]))

    assert history(bot) == []


def test_flex_arrives_whole(bot: TinyBot, line: MessagingApi) -> None:
    """A card comes out as the bot made it."""
    card = a_card({"type": "text", "text": "หัวข้อ"})
    line.reply_message(
        ReplyMessageRequest(replyToken=reply_token(bot), messages=[FlexMessage.from_dict(card)])
    )

    assert history(bot)[-1]["body"]["contents"] == card["contents"]


def test_no_access_token(bot: TinyBot) -> None:
    """Without a bearer token LINE answers 401, and so does the stand-in."""
    assert urllib3.request("GET", f"{bot.line_url}/v2/bot/info").status == 401


def test_endpoint_there_is_not(bot: TinyBot) -> None:
    """What the stand-in does not know is 404 in JSON, so the SDK can read it."""
    headers = {"Authorization": "Bearer any"}
    address = f"{bot.line_url}/v2/bot/insight/demographic"
    answer = urllib3.request("GET", address, headers=headers)

    assert answer.status == 404
    assert "message" in answer.json()


# History


def test_history_goes_on_where_it_was(bot: TinyBot) -> None:
    """Only what is new comes, and nothing twice."""
    say(bot, type="text", text="หนึ่ง")
    seen = history(bot)[-1]["n"]
    say(bot, type="text", text="สอง")

    assert [entry["body"]["text"] for entry in history(bot, after=seen)] == ["สอง"]


def test_history_is_bounded(bot: TinyBot) -> None:
    """The chat keeps its last 500 entries and forgets the rest."""
    for i in range(501):
        bot.chat.add(SOMEBODY, "note", {"text": str(i)})

    kept = bot.chat.since(SOMEBODY, 0)
    assert (len(kept), kept[0].body["text"]) == (500, "1")


def test_browsers_have_chats_of_their_own(bot: TinyBot) -> None:
    """Two browser sessions are two LINE users and do not read each other."""
    for text in ("หนึ่ง", "สอง"):
        browser = bot.app.test_client()
        browser.get("/").close()
        browser.post("/local/messages", json={"type": "text", "text": text})
        entries = browser.get("/local/messages").json
        assert [entry["body"]["text"] for entry in entries] == [text]

    assert len({event["source"]["userId"] for event in bot.events}) == 2


def test_new_chat_is_a_new_person(bot: TinyBot) -> None:
    """Starting over gives the same browser another user id and an empty chat."""
    browser = bot.app.test_client()
    browser.get("/").close()
    browser.post("/local/messages", json={"type": "text", "text": "ถาม"})

    browser.post("/local/new-chat", json={})

    assert browser.get("/local/messages").json == []


def test_other_content_types_are_refused(bot: TinyBot) -> None:
    """A form on another site cannot speak for the person: only JSON is read."""
    body = '{"type": "text", "text": "ซื้อเลย"}'
    headers = {"Content-Type": "text/plain"}

    address = f"{bot.url}/local/messages"
    response = urllib3.request("POST", address, body=body.encode(), headers=headers)

    assert response.status == 415
    assert bot.events == []
