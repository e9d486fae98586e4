"""All guides of a snapshot, and what they make of a message; each keeps what else is remembered."""

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.conversation import Case, Conversation, Moment
from bot.conversation.guide.guide import Guide
from bot.conversation.guide.taps import Tap
from bot.conversation.guide.words import asks, command
from bot.conversation.replies import Button, Reply
from indexer.flows.reader import Reader
from indexer.wording import Wording

PAUSE = 1800.0  # seconds of silence, after which a person may have something else in mind
TOLD = 2  # questions of a guide that a message of its area tells when it is about oneself
MUCH = 3  # … and a message of any other area, or of none


class Guides:
    """*staff* is the button that leads from a guide to people."""

    def __init__(self, readers: Iterable[Reader], wording: Wording, staff: Button | None) -> None:
        self._wording = wording
        guides = (Guide(reader.flow, reader, wording, staff) for reader in readers)
        self._guides = {guide.flow.id: guide for guide in guides}

    def buttons(self, area: str | None = None) -> tuple[Button, ...]:
        """Return what begins each guide, or each of *area*."""
        guides = self._guides.values()
        return tuple(guide.button for guide in guides if area in (None, guide.flow.area))

    def open(self, text: str, conversation: Conversation, moment: Moment) -> Reply | None:
        """Begin the guide that *text* as a whole asks for."""
        guide = next((guide for guide in self._guides.values() if guide.is_called(text)), None)
        return _beside(conversation, guide.open(conversation, moment)) if guide else None

    def press(self, tap: Tap, conversation: Conversation, moment: Moment) -> Reply | None:
        """Answer a button of a guide; None where its guide is gone."""
        guide = self._guides.get(tap.flow)
        return _beside(conversation, guide.press(tap, conversation, moment)) if guide else None

    def begun(self, conversation: Conversation) -> bool:
        """Tell whether this chat has a case of a guide that there still is."""
        return bool(conversation.case and conversation.case.flow in self._guides)

    def hear(
        self, text: str, conversation: Conversation, moment: Moment, word_for_word: bool = False
    ) -> Reply | None:
        """Return what the case of this chat makes of *text*; None where it is not meant for it."""
        guide = self._guides.get(conversation.case.flow) if conversation.case else None
        reply = guide.hear(text, conversation, moment, word_for_word) if guide else None
        return _beside(conversation, reply) if reply else None

    def story(
        self, text: str, area: str, sure: bool, conversation: Conversation, moment: Moment
    ) -> Reply | None:
        """Begin the guide that *text* asks for, or tells so much for; None where it does neither.

        *area*: of the documents' best answer, which is *sure* or not. Who asks about one kind of
        people ("บริษัทเข้ากลุ่มไหน") and is surely answered gets the answer; the guide is offered
        under it.
        """
        for guide in self._guides.values():
            told = guide.reader.on(moment.day).reads(text)
            elsewhere = sure and area != guide.flow.area
            much = len(told.picks) >= (TOLD if area == guide.flow.area else MUCH)
            asked = told.opens and not (sure and len(told.picks) == 1)
            if (asked or much) and not elsewhere:
                return _beside(conversation, guide.begin(moment, told))
        return None

    def go_back(self, text: str, reply: Reply, conversation: Conversation, moment: Moment) -> Reply:
        """Say *reply*, which has nothing to do with the guide that may be running, and go back."""
        guide, case = self._running(conversation)
        if guide is None or case is None:
            return reply
        if reply.card and reply.decision == "answered":  # a page has room for one card, its own
            reply = replace(reply, texts=(reply.card.words,), card=None, more=())
        if (moment.away or 0) > PAUSE or reply.card or not reply.texts:
            return self.with_resume(reply, conversation, moment)
        if reply.decision == "unknown" and not asks(text, self._wording):
            return _beside(conversation, guide.missed(case, moment))
        remembered = reply.conversation or conversation
        page = _beside(remembered, guide.back_to(case, moment, reply.texts))
        return replace(
            page,
            decision=reply.decision,
            entry=reply.entry,
            edition=reply.edition,
            confidence=reply.confidence,
        )

    def with_resume(self, reply: Reply, conversation: Conversation, moment: Moment) -> Reply:
        """Add the way back into the guide that is running to *reply*."""
        guide, case = self._running(conversation)
        if guide is None or case is None:
            return reply
        return replace(reply, buttons=(guide.resume_button(case, moment), *reply.buttons))

    def is_command(self, text: str) -> bool:
        """Tell whether *text* would steer a guide, if one had been begun."""
        return bool(command(text, self._wording))

    def _running(self, conversation: Conversation) -> tuple[Guide | None, Case | None]:
        case = conversation.case if conversation.running else None
        return (self._guides.get(case.flow) if case else None), case


def _beside(conversation: Conversation, reply: Reply) -> Reply:
    """Return *reply* remembering its case, and beside it all that was remembered before."""
    if reply.conversation is None:
        return reply
    new = reply.conversation
    kept = replace(conversation, case=new.case, running=new.running, numbered=new.numbered)
    return replace(reply, conversation=kept)
