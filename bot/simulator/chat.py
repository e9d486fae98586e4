"""What the stand-in for LINE remembers: what was said, and which reply tokens are still good."""

import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal, TypeVar
from uuid import uuid4

Kind = Literal["person", "bot", "loading", "note"]
Value = TypeVar("Value")

_KEPT = 500  # entries, open reply tokens and retry keys: a chat on a desk, not an archive
_QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}


@dataclass(frozen=True)
class Entry:
    """One thing that happened in one person's chat. `n` grows, also over a restart; `at` in ms.

    `body` by kind: what the person did; a LINE message object;
    `{"seconds"}` of the loading animation (a message or the time ends it); a Thai `{"text"}`.
    """

    n: int
    person: str
    kind: Kind
    at: int
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Delivery:
    """Messages the stand-in took: `sent` is LINE's `sentMessages`."""

    request_id: str
    sent: list[dict[str, str]]


class LocalChat:
    """One local LINE stand-in: its channel secret, what was said, and where the webhook is.

    Lives in memory, in one process; safe to call from several request threads.
    A reply token works once, and here for ever: LINE promises a minute, but a
    breakpoint or a slow first start should not cost the person their answer.
    """

    def __init__(self, secret: str, webhook_url: Callable[[], str] | str) -> None:
        self.secret = secret
        self._webhook_url = webhook_url
        self._lock = Lock()
        self._last = now_ms()  # a page left open over a restart goes on asking from where it was
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._tokens: dict[str, str] = {}
        self._pushed: dict[str, Delivery] = {}

    @property
    def webhook_url(self) -> str:
        """Where events go; asked anew each time, as the port is only known once a server runs."""
        return self._webhook_url if isinstance(self._webhook_url, str) else self._webhook_url()

    def add(self, person: str, kind: Kind, body: Mapping[str, Any]) -> None:
        """Write one thing into *person*'s chat."""
        with self._lock:
            self._append(person, kind, [body])

    def since(self, person: str, n: int) -> list[Entry]:
        """Return what happened in *person*'s chat after entry *n*, oldest first."""
        with self._lock:
            return [entry for entry in self._entries if entry.person == person and entry.n > n]

    def expect_reply(self, token: str, person: str) -> None:
        """From now on *token* can be used once to answer *person*."""
        with self._lock:
            _remember(self._tokens, token, person)

    def person_for(self, token: str) -> str | None:
        """Return who would read a reply with *token*; None when it is unknown or used."""
        with self._lock:
            return self._tokens.get(token)

    def reply(self, token: str, messages: Iterable[Mapping[str, Any]]) -> Delivery | None:
        """Put the bot's answer into the chat; None when *token* is unknown or used."""
        with self._lock:
            person = self._tokens.pop(token, None)
            return self._deliver(person, messages) if person else None

    def push(
        self, person: str, messages: Iterable[Mapping[str, Any]], retry_key: str | None
    ) -> tuple[Delivery, bool]:
        """Put messages into *person*'s chat; False with the first delivery for a known key."""
        with self._lock:
            if retry_key in self._pushed:
                return self._pushed[retry_key], False
            delivery = self._deliver(person, messages)
            if retry_key:
                _remember(self._pushed, retry_key, delivery)
            return delivery, True

    def _deliver(self, person: str, messages: Iterable[Mapping[str, Any]]) -> Delivery:
        messages = list(messages)
        self._append(person, "bot", messages)
        return Delivery(str(uuid4()), [_receipt(message) for message in messages])

    def _append(self, person: str, kind: Kind, bodies: Iterable[Mapping[str, Any]]) -> None:
        for body in bodies:
            self._last += 1
            self._entries.append(Entry(self._last, person, kind, now_ms(), body))


def now_ms() -> int:
    """Return the time as LINE writes it: milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def new_message_id() -> str:
    """Return a message id as LINE's look: 18 digits."""
    return f"{secrets.randbelow(10**18):018d}"


def _receipt(message: Mapping[str, Any]) -> dict[str, str]:
    receipt = {"id": new_message_id()}
    if message.get("type") in _QUOTABLE:
        receipt["quoteToken"] = secrets.token_urlsafe(24)
    return receipt


def _remember(known: dict[str, Value], key: str, value: Value) -> None:
    known[key] = value
    while len(known) > _KEPT:
        del known[next(iter(known))]
