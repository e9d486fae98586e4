"""From a claimed event to its answer: what it does to the store, what is said, what is kept."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.conversation.assistant import Assistant
from bot.conversation.codes import new_code
from bot.conversation.conversation import Conversation, Moment, read_conversation
from bot.conversation.inbound import Inbound, Sent, Text
from bot.conversation.masking import masked
from bot.conversation.origins import with_origin
from bot.conversation.replies import Reply
from bot.line.events import Event
from bot.line.plain import within_limits
from bot.line.render import render
from bot.store.conversations import Remembered
from bot.store.events import Answer, ClaimedEvent, EventStore
from bot.store.personal import PersonalData
from bot.store.records import Asked, Why
from indexer.thai_date import BANGKOK

LOGGED = 10  # breaches of LINE's limits of one answer: enough to mend it by
# What staff see in their list: questions as they were decided, and what the bot cannot read.
LISTED = ("answered", "asked_back", "unknown")
UNREAD = ("image", "video", "audio", "file", "location")

log = structlog.get_logger()


class Answering:
    """*assistant* is asked for each time: the index changes.

    *breaches*: how many answers were beyond LINE's limits and said plainly instead.
    """

    def __init__(
        self, store: EventStore, personal: PersonalData, assistant: Callable[[], Assistant]
    ) -> None:
        self._store = store
        self._personal = personal
        self._assistant = assistant
        self.breaches = 0
        self._counting = threading.Lock()

    def answer(self, claimed: ClaimedEvent, event: Event) -> list[dict[str, Any]]:
        """Make the answer and commit it with all that it changes; nothing where none is wanted.

        Raises LeaseLost, Overtaken and CodeTaken, and whatever goes wrong in making it.
        """
        now = time.time()
        self._carry_out(claimed, event, now)
        if event.inbound is None or not event.reply_token:
            return []
        inbound = _masked(event.inbound)
        seen = self._store.conversation(claimed.chat)
        before = read_conversation(seen.state) if seen else Conversation()
        reply = self._assistant().reply(inbound, before, self._moment(claimed, event, seen, now))
        messages = self.rendered(reply) if _says_something(reply) else []
        if messages or reply.conversation:  # of talk that is not meant for us nothing stays
            self._keep(claimed, inbound, before, reply, messages, seen)
        return messages

    def apology(self) -> list[dict[str, Any]]:
        """Return what is said where no answer could be made."""
        return self.rendered(self._assistant().failed())

    def rendered(self, reply: Reply) -> list[dict[str, Any]]:
        """Return *reply* as LINE takes it; breaches of its limits are told without its words."""
        messages, problems = within_limits(render(reply))
        if problems:
            with self._counting:
                self.breaches += 1
            breaches = [f"{problem.path}: {problem.what}" for problem in problems[:LOGGED]]
            log.error("an answer is beyond LINE's limits", breaches=breaches, all=len(problems))
        return messages

    def _carry_out(self, claimed: ClaimedEvent, event: Event, now: float) -> None:
        match event.effect:
            case "withdraw":
                self._store.take_back(claimed, now)
            case "leave":
                self._store.leave(claimed, now)
            case "return":
                self._store.come_back(claimed)

    def _keep(  # noqa: PLR0913, PLR0917 (what an answer was made from, and what it is)
        self,
        claimed: ClaimedEvent,
        inbound: Inbound,
        before: Conversation,
        reply: Reply,
        messages: list[dict[str, Any]],
        seen: Remembered | None,
    ) -> None:
        after = reply.conversation and with_origin(before, reply.conversation, claimed.message_id)
        why = Why(reply.decision, reply.entry, reply.confidence)
        answer = Answer(messages, why, after, _asked(inbound, reply), reply.acts)
        self._store.keep_answer(claimed, answer, time.time(), seen)
        rounded = round(why.confidence, 3)
        log.info("answer", decision=why.decision, entry=why.entry, confidence=rounded)

    def _moment(
        self, claimed: ClaimedEvent, event: Event, seen: Remembered | None, now: float
    ) -> Moment:
        """Return when *claimed* is answered; each try has its own code, as one may be taken."""
        return Moment(
            datetime.fromtimestamp(now, BANGKOK).date(),
            now - seen.updated if seen else None,
            new_code(f"{claimed.event_id} {claimed.attempts}"),
            now,
            partial(self._personal.stored_of, claimed.person, claimed.chat),
            event.private,
        )


def _masked(inbound: Inbound) -> Inbound:
    """Return *inbound* without numbers that tell who somebody is: nothing after this sees them."""
    return replace(inbound, text=masked(inbound.text)) if isinstance(inbound, Text) else inbound


def _says_something(reply: Reply) -> bool:
    return bool(reply.texts or reply.card)


def _asked(inbound: Inbound, reply: Reply) -> Asked | None:
    """Return what goes into the staff's list of this message; None where it is no question."""
    if isinstance(inbound, Text) and reply.decision in LISTED:
        return Asked("text", inbound.text)
    if isinstance(inbound, Sent) and inbound.kind in UNREAD:
        return Asked(inbound.kind, "")
    return None
