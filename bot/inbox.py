"""The way in: every event of a webhook body is stored under its id before LINE hears 200."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from bot.line.events import events_of, read_event
from bot.store.events import EventStore, NewEvent


class Inbox:
    """Stores signed bodies and rings for a worker; *key* makes the hashes of chats and people."""

    def __init__(self, store: EventStore, key: bytes, ring: Callable[[], None]) -> None:
        self._store = store
        self._key = key
        self._ring = ring

    def accept(self, body: bytes, channel: str) -> int:
        """Store the events in *body* that are not there yet; returns how many, durably."""
        new = []
        for raw in events_of(body):
            with suppress(RecursionError):  # nested so deep that it was read but cannot be written
                new.append(self._new_event(raw, channel))
        stored = self._store.add(new, time.time()) if new else 0
        if stored:
            self._ring()
        return stored

    def _new_event(self, raw: Mapping[str, Any], channel: str) -> NewEvent:
        event = read_event(raw)
        return NewEvent(
            event_id=event.id,
            channel=channel,
            chat=self._hash(channel, event.chat or event.id),
            kind=event.kind,
            timestamp=event.timestamp,
            raw=json.dumps(raw),
            place=event.place and self._hash(channel, event.place),
            person=event.person and self._hash(channel, event.person),
            message_id=event.message,
        )

    def _hash(self, channel: str, id_: str) -> str:
        text = f"{channel}:{id_}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()
