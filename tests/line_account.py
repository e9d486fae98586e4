"""What the stand-in for LINE tells of an account and its webhook, and the loading animation."""

import json
import re
from collections.abc import Callable
from typing import Any

Answer = tuple[int, dict[str, Any]]
INFO, QUOTA, CONSUMPTION = (
    "/v2/bot/info",
    "/v2/bot/message/quota",
    "/v2/bot/message/quota/consumption",
)
WEBHOOK, TEST = "/v2/bot/channel/webhook/endpoint", "/v2/bot/channel/webhook/test"
LOADING = "/v2/bot/chat/loading/start"
SUCCESS = {"success": True, "statusCode": 200, "reason": "OK", "detail": "200"}
USER = re.compile(r"U[0-9a-f]{32}")


class LineAccount:
    """An account as staff set it up; *limit* None: the plan has no limit of messages."""

    def __init__(self) -> None:
        self.name = "คลินิกเทคโนโลยี"
        self.chat_mode = "bot"
        self.limit: int | None = None
        self.used = 0
        self.endpoint = "https://bot.example.ac.th/callback"  # "": none is set
        self.active = True
        self.trial: dict[str, Any] = SUCCESS
        self.asked: list[str] = []
        self.loadings: list[tuple[str, int]] = []  # to whom, for how many seconds
        self._routes: dict[str, Callable[[dict[str, Any]], Answer]] = {
            f"GET {INFO}": self._info,
            f"GET {QUOTA}": self._quota,
            f"GET {CONSUMPTION}": lambda _: (200, {"totalUsage": self.used}),
            f"GET {WEBHOOK}": self._webhook,
            f"POST {TEST}": self._test,
            f"POST {LOADING}": self._load,
        }

    def knows(self, request: str) -> bool:
        """Whether *request* ("GET /v2/bot/info") is one of ours."""
        return request in self._routes

    def answer(self, request: str, body: bytes) -> Answer:
        self.asked.append(request)
        return self._routes[request](json.loads(body or b"{}"))

    @property
    def is_spent(self) -> bool:
        return self.limit is not None and self.used >= self.limit

    def _info(self, _: dict[str, Any]) -> Answer:
        names = {"userId": "U" + "b" * 32, "basicId": "@216ru", "displayName": self.name}
        marks = "manual" if self.chat_mode == "chat" else "auto"
        return 200, {**names, "chatMode": self.chat_mode, "markAsReadMode": marks}

    def _quota(self, _: dict[str, Any]) -> Answer:
        limited = {"type": "limited", "value": self.limit}
        return 200, {"type": "none"} if self.limit is None else limited

    def _webhook(self, _: dict[str, Any]) -> Answer:
        if not self.endpoint:
            return 404, {"message": "Not found"}
        return 200, {"endpoint": self.endpoint, "active": self.active}

    def _test(self, _: dict[str, Any]) -> Answer:
        return 200, {**self.trial, "timestamp": "2026-11-22T05:38:20.031Z"}

    def _load(self, body: dict[str, Any]) -> Answer:
        user, seconds = body.get("chatId", ""), body.get("loadingSeconds", 20)
        if not USER.fullmatch(user):  # a group has no loading animation either
            return 400, {"message": "The property, 'chatId', in the request body is invalid"}
        if seconds not in range(5, 61, 5):
            return 400, {"message": "The request body has 1 error(s)"}
        self.loadings.append((user, seconds))
        return 202, {}
