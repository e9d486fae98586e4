"""Out to LINE: on the reply token while it lives, by push when it is known to be too old."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

import structlog

from bot.line.client import LineClient, Outcome
from bot.line.events import Event
from bot.line.plain import plainer
from bot.store.events import ClaimedEvent

TOKEN_LIFE = 50.0  # seconds; LINE promises a minute from the webhook, ten are kept for the way

log = structlog.get_logger()


class Sender:
    """Sends answers through the client of the channel that each event came by."""

    def __init__(self, clients: Mapping[str, LineClient]) -> None:
        self._clients = clients

    def send(self, claimed: ClaimedEvent, event: Event, messages: list[dict[str, Any]]) -> Outcome:
        """Send the answer to *event*; an answer that may have arrived only on the same token."""
        client = self._clients.get(claimed.channel)
        if client is None:  # stored while this channel was still connected
            return Outcome("rejected", error=f"no channel {claimed.channel}")
        if not claimed.unclear and time.time() - claimed.received > TOKEN_LIFE:
            return _push(client, claimed, event, messages)
        outcome = client.reply(event.reply_token, messages)
        if outcome.verdict != "rejected":
            return outcome
        if claimed.unclear:  # "Invalid reply token": the first try had arrived after all
            return Outcome("delivered", outcome.status, outcome.request_id, "token already used")
        log.error("LINE refused a message", status=outcome.status, request_id=outcome.request_id)
        return client.reply(event.reply_token, plainer(messages))

    def show_loading(self, claimed: ClaimedEvent, event: Event) -> None:
        """Show that an answer is being made, where LINE can: alone with the bot."""
        client = self._clients.get(claimed.channel)
        if client and event.private and event.inbound:
            client.show_loading(event.person)


def _push(
    client: LineClient, claimed: ClaimedEvent, event: Event, messages: list[dict[str, Any]]
) -> Outcome:
    if client.quota_left() == 0:  # LINE would refuse it
        return Outcome("not_sent", error="the month's quota of pushes is used up")
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, claimed.event_id))
    return client.push(event.to, messages, key)
