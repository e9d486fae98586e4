"""The Assistant decides the Reply: the guide, small talk, an answer from the documents, or a no."""

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.answers import Answers
from bot.conversation.conversation import Case, Conversation, Moment
from bot.conversation.guide.guide import Guide
from bot.conversation.guide.taps import read_tap
from bot.conversation.guide.words import asks, command
from bot.conversation.inbound import Arrived, Inbound, Selection, Sent, Text
from bot.conversation.replies import Button, Reply
from bot.conversation.small_talk import small_talk
from bot.conversation.topics import Topics
from indexer.flows.reader import Reader
from indexer.retriever import Finding, Retriever
from indexer.thai import normalise
from indexer.wording import Wording

READABLE = 2000  # characters: a long story, not a pasted book
PAUSE = 1800.0  # seconds of silence, after which a person may have something else in mind
TOLD = 2  # questions of a guide that a message of its area tells when it is about oneself
MUCH = 3  # … and a message of any other area, or of none


class Assistant:
    """Speaks for one snapshot; without a retriever it keeps to its manners and apologises."""

    def __init__(
        self, wording: Wording, retriever: Retriever | None, readers: Iterable[Reader] = ()
    ) -> None:
        self._wording = wording
        self._answers = Answers(wording, retriever) if retriever else None
        documents = retriever.index.knowledge.documents if retriever else ()
        self._topics = Topics(documents, wording)
        staff = next(iter(self._contact(wording["guide_ask_staff"])), None)
        guides = (Guide(reader.flow, reader, wording, staff) for reader in readers)
        self._guides = {guide.flow.id: guide for guide in guides}

    def reply(self, inbound: Inbound, conversation: Conversation, moment: Moment) -> Reply:
        """Return what to say to *inbound*, and what to remember; never silence."""
        match inbound:
            case Text(text):
                return self._to_text(text, conversation, moment)
            case Selection(data):
                return self._to_selection(data, conversation, moment)
            case Sent(kind):
                reply = self._say(kind if kind in self._wording.texts else "other")
                return self._with_resume(reply, conversation, moment)
            case Arrived(kind):
                return self._say(kind, buttons=self._starters())

    def failed(self) -> Reply:
        """Return the apology for an answer that could not be made."""
        return self._say("failed")

    def _to_selection(self, data: str, conversation: Conversation, moment: Moment) -> Reply:
        tap = read_tap(data)
        if tap is None:
            return self._say("other")
        guide = self._guides.get(tap.flow)
        if guide is None:
            return self._say("guide_gone", self._starters())
        return guide.press(tap, conversation, moment)

    def _to_text(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        if len(text) > READABLE:
            return self._say("too_long")
        if not normalise(text):
            return self._say("empty", buttons=self._starters())
        if guide := next((g for g in self._guides.values() if g.is_called(text)), None):
            return guide.open(conversation, moment)
        if reply := self._in_guide(text, conversation, moment):
            return reply
        return self._beside(text, self._outside(text, moment), conversation, moment)

    def _beside(self, text: str, reply: Reply, conversation: Conversation, moment: Moment) -> Reply:
        """Say *reply*, which has nothing to do with the guide that may be running, and go back."""
        guide, case = self._running(conversation)
        if guide is None or case is None:
            return reply
        if (moment.away or 0) > PAUSE or reply.card or reply.conversation:
            return self._with_resume(reply, conversation, moment)
        if reply.decision == "unknown" and not asks(text, self._wording):
            return guide.missed(case, moment)
        page = guide.back_to(case, moment, reply.texts)
        return replace(
            page, decision=reply.decision, entry=reply.entry, confidence=reply.confidence
        )

    def _in_guide(self, text: str, conversation: Conversation, moment: Moment) -> Reply | None:
        """Return what the case of this chat makes of *text*; None where it is not meant for it."""
        guide = self._guides.get(conversation.case.flow) if conversation.case else None
        if guide is None:
            if command(text, self._wording):
                return self._say("guide_nothing", self._starters())
            return None
        found = self._answers.find(text) if self._answers else None
        word_for_word = found is not None and found.confidence == 1.0
        return guide.hear(text, conversation, moment, word_for_word)

    def _outside(self, text: str, moment: Moment) -> Reply:
        """Answer *text* as if no guide were running."""
        if page := self._topics.find(text):
            card, more = page
            return Reply((), "menu", (*more, Button(self._wording["areas"])), card=card)
        if talk := small_talk(text, self._wording):
            return Reply((talk.reply,), "small_talk", self._starters())
        if not any(letter.isalnum() for letter in normalise(text)):  # emoji or punctuation alone
            return self._say("sticker")
        if self._answers is None:
            return self.failed()
        finding = self._answers.find(text)
        return (
            self._story(text, finding, moment)
            or self._from_documents(text, self._answers, finding, moment)
            or replace(
                self._say("unknown", (*self._contact(), *self._starters())),
                confidence=finding.confidence,
            )
        )

    def _from_documents(
        self, text: str, answers: Answers, finding: Finding, moment: Moment
    ) -> Reply | None:
        """Answer from the documents, and offer the guide of the area that the answer is from."""
        reply = answers.reply(text, finding, moment.day)
        area = answers.area(reply.entry) if reply else ""
        guides = tuple(guide.button for guide in self._guides.values() if guide.flow.area == area)
        return replace(reply, buttons=(*guides, *reply.buttons)) if reply and area else reply

    def _story(self, text: str, finding: Finding, moment: Moment) -> Reply | None:
        """Begin the guide that *text* asks for, or tells so much for; None where it does neither.

        Who asks about one kind of people ("บริษัทเข้ากลุ่มไหน") and is surely answered gets the
        answer; the guide is offered under it.
        """
        sure = finding.verdict == "sure"
        area = self._area(finding)
        for guide in self._guides.values():
            told = guide.reader.on(moment.day).reads(text)
            elsewhere = sure and area != guide.flow.area
            much = len(told.picks) >= (TOLD if area == guide.flow.area else MUCH)
            asked = told.opens and not (sure and len(told.picks) == 1)
            if (asked or much) and not elsewhere:
                return guide.begin(moment, told)
        return None

    def _area(self, finding: Finding) -> str:
        """Return the area of the documents' best answer to a message; "" where none fits."""
        fits = self._answers is not None and finding.verdict != "unsure"
        return self._answers.area(finding.hits[0].entry.id) if fits and self._answers else ""

    def _running(self, conversation: Conversation) -> tuple[Guide | None, Case | None]:
        case = conversation.case if conversation.running else None
        return (self._guides.get(case.flow) if case else None), case

    def _with_resume(self, reply: Reply, conversation: Conversation, moment: Moment) -> Reply:
        guide, case = self._running(conversation)
        if guide is None or case is None:
            return reply
        return replace(reply, buttons=(guide.resume_button(case, moment), *reply.buttons))

    def _say(self, name: str, buttons: tuple[Button, ...] = ()) -> Reply:
        return Reply((self._wording[name],), name, buttons)

    def _starters(self) -> tuple[Button, ...]:
        if self._answers is None:
            return ()
        questions = self._answers.questions(*self._wording.starters)
        guides = tuple(guide.button for guide in self._guides.values())
        return (*questions, *guides, Button(self._wording["areas"])) if questions else guides

    def _contact(self, label: str = "") -> tuple[Button, ...]:
        found = self._answers.questions(self._wording.contact) if self._answers else ()
        return tuple(replace(button, label=label) for button in found)
