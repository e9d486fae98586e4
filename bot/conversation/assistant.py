"""The Assistant decides the Reply: a dialogue under way, small talk, an answer, or a no."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.conversation.answers import Answers
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.enquiries import Enquiries, noting
from bot.conversation.feedback import Feedback
from bot.conversation.groups import called
from bot.conversation.guide.guides import PAUSE, Guides
from bot.conversation.guide.taps import read_tap
from bot.conversation.inbound import Arrived, Inbound, Selection, Sent, Text
from bot.conversation.mine import MyData
from bot.conversation.replies import Button, Reply
from bot.conversation.small_talk import SmallTalkReader, what_a_sticker_says
from bot.conversation.staff import Staff
from bot.conversation.topics import Topics
from indexer.flows.reader import Reader
from indexer.retriever import Retriever
from indexer.thai import normalise
from indexer.wording import Wording

READABLE = 2000  # characters: a long story, not a pasted book
SILENT = Reply((), "silent")
# Small talk about the bot itself: answered also while staff are being waited for.
# How a word on an answer is taken where there was none.
INSTEAD = {"helped": "praise", "missed": "insult"}
AT_ANY_TIME = ("staff", "bot", "mine", "erase", "help")
NOT_SURE = ("unknown", "asked_back")  # what other words for small talk may stand instead of
ABOUT_US = frozenset(("help", "who", "privacy"))


class Assistant:
    """Speaks for one snapshot; without a retriever it keeps to its manners and apologises."""

    def __init__(
        self,
        wording: Wording,
        retriever: Retriever | None,
        readers: Iterable[Reader] = (),
        talk: Reader | None = None,
    ) -> None:
        self._wording = wording
        self._talk = SmallTalkReader(wording, talk)
        answers = Answers(wording, retriever) if retriever else None
        self._topics = Topics(retriever.index.knowledge.documents if retriever else (), wording)
        contact = answers.questions(wording.contact) if answers else ()
        self._staff = Staff(wording, contact, answers.text(wording.hours) if answers else "")
        self._mine = MyData(wording)
        self._feedback = Feedback(wording, self._staff.button("asked", wording["staff_label"]))
        to_staff = self._staff.button("checked", wording["guide_ask_staff"])
        self._guides = Guides(readers, wording, to_staff)
        self._starters = self._to_begin_with(answers)
        unknown = (self._staff.button("unknown", wording["staff_label"]), *self._starters)
        asked = self._staff.button("asked", wording["staff_label"])
        self._enquiries = (
            Enquiries(wording, answers, self._guides, self._feedback, asked, unknown)
            if answers
            else None
        )

    def reply(self, inbound: Inbound, conversation: Conversation, moment: Moment) -> Reply:
        """Return what to say to *inbound*, and what to remember.

        Silence, a Reply without words, only for talk in a group that is not meant for the bot,
        and while a person talks with the staff.
        """
        awake = _awake(conversation, moment)
        reply = self._reply(inbound, awake, moment)
        if reply is SILENT:  # of what is not meant for us nothing is kept
            return reply
        after = reply.conversation or awake
        if reply.decision != "mine":  # a yes to erasing counts right after it was asked
            after = replace(after, erasing=False)
        changed = reply.conversation is not None or after != conversation
        return replace(reply, conversation=after) if changed else reply

    def failed(self) -> Reply:
        """Return the apology for an answer that could not be made."""
        return self._say("failed")

    def _reply(self, inbound: Inbound, conversation: Conversation, moment: Moment) -> Reply:
        match inbound:
            case Text(text, aside):
                said = called(text, self._wording) if aside else text
                if said is None:
                    return self._overheard(text, conversation, moment)
                return self._to_text(said, conversation, moment)
            case Selection(data):
                return self._to_selection(data, conversation, moment)
            case Sent(kind, words):
                return self._to_sent(kind, words, conversation, moment)
            case Arrived(kind):
                return self._to_arrival(kind)

    def _overheard(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        """Take what is said in a group for an answer to the guide that this person runs, or not."""
        if not conversation.running or (moment.away or 0) > PAUSE:
            return SILENT
        return self._guides.hear(text, conversation, moment) or SILENT

    def _to_arrival(self, kind: str) -> Reply:
        if kind != "welcome":
            return self._say(kind, self._starters)
        texts = (self._wording[kind], self._wording["privacy_notice"])
        return Reply(texts, kind, (*self._starters, Button(self._wording["privacy_link"])))

    def _to_sent(
        self, kind: str, words: tuple[str, ...], conversation: Conversation, moment: Moment
    ) -> Reply:
        if talk := what_a_sticker_says(words, self._wording):
            reply = Reply((talk.reply,), "small_talk")
        elif kind == "sticker":
            reply = self._say("sticker")
        else:
            to_staff = self._staff.button("asked", self._wording["staff_label"])
            known = kind if kind in self._wording.texts else "other"
            reply = self._say(known, (to_staff, *self._starters))
        reply = self._staff.leaves(reply, conversation, moment)
        return self._guides.with_resume(reply, conversation, moment)

    def _to_selection(self, data: str, conversation: Conversation, moment: Moment) -> Reply:
        reply = (
            self._staff.press(data, conversation, moment)
            or self._mine.press(data, conversation)
            or self._feedback.press(data)
        )
        if reply:
            return self._guides.with_resume(reply, reply.conversation or conversation, moment)
        if tap := read_tap(data):
            gone = self._say("guide_gone", self._starters)
            return self._guides.press(tap, conversation, moment) or gone
        return self._say("other")

    def _to_text(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        if reply := self._unread(text):
            return self._staff.leaves(reply, conversation, moment)
        if self._leads_away(text, conversation, moment):
            conversation = replace(conversation, request=None)
        reply = self._to_words(text, conversation, moment)
        return reply if reply.conversation else replace(reply, conversation=conversation)

    def _unread(self, text: str) -> Reply | None:
        """Return what is said to a *text* that there is nothing, or too much, to read in."""
        if len(text) > READABLE:
            return self._say("too_long")
        return None if normalise(text) else self._say("empty", self._starters)

    def _leads_away(self, text: str, conversation: Conversation, moment: Moment) -> bool:
        """Tell whether *text*, when staff's help is to be described, asks for something else.

        As the menu under the chat does, and what is said to be possible at any time.
        """
        request = conversation.request
        return bool(request and not request.about) and bool(
            self._topics.find(text)
            or self._guides.open(text, conversation, moment)
            or self._talk.word_for_word(text) in AT_ANY_TIME
        )

    def _to_words(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        if reply := self._in_dialogue(text, conversation, moment):
            return reply
        reply = self._outside(text, conversation, moment)
        if reply.decision == "unknown" and conversation.request:
            return self._staff.amend(text, conversation)
        reply = self._staff.leaves(reply, conversation, moment)
        return self._guides.go_back(text, reply, conversation, moment)

    def _in_dialogue(self, text: str, conversation: Conversation, moment: Moment) -> Reply | None:
        """Return what a dialogue under way makes of *text*: about one's data, staff, a guide."""
        reply = (
            self._mine.hear(text, conversation)
            or self._staff.hear(text, conversation, moment)
            or self._guides.open(text, conversation, moment)
        )
        if reply:
            return reply
        enquiries = self._enquiries
        if not conversation.running and enquiries and enquiries.pointed(text, conversation, moment):
            return None
        if self._guides.begun(conversation):
            known = bool(enquiries and enquiries.has_word_for_word(text))
            return self._guides.hear(text, conversation, moment, known)
        if self._guides.is_command(text):
            nothing = self._say("guide_nothing", self._starters)
            return self._staff.leaves(nothing, conversation, moment)
        return None

    def _outside(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        """Answer *text* as if no dialogue were under way."""
        if page := self._topics.find(text):
            card, more = page
            reply = Reply((), "menu", (*more, Button(self._wording["areas"])), card=card)
            return noting(text, reply, conversation)
        if said := self._talk.word_for_word(text):
            return self._to_talk(said, conversation, moment) or self._say("no_more")
        return self._to_question(text, conversation, moment)

    def _to_question(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        letters = sum(letter.isalnum() for letter in normalise(text))
        if letters == 0:  # emoji or punctuation alone
            return self._say("emoji")
        if self._enquiries is None:
            return self.failed()
        pointed = self._enquiries.pointed(text, conversation, moment)
        if letters == 1 and not pointed:
            return self._say("letter", self._starters)
        text = pointed or text
        reply = self._enquiries.reply(text, conversation, moment)
        if reply.decision in NOT_SURE and (said := self._talk.meant(text)):
            reply = self._to_talk(said, conversation, moment) or reply
            return reply
        return noting(text, reply, conversation)

    def _to_talk(self, said: str, conversation: Conversation, moment: Moment) -> Reply | None:
        """Do what is asked of the bot itself, or say the words there are for *said*."""
        wishes: Mapping[str, Callable[[], Reply | None]] = {
            "staff": lambda: self._staff.begin(conversation, "asked"),
            "bot": lambda: self._staff.end(conversation),
            "mine": lambda: self._mine.show(conversation, moment),
            "erase": lambda: self._mine.ask(conversation),
            "helped": lambda: self._feedback.say(conversation, helped=True),
            "missed": lambda: self._feedback.say(conversation, helped=False),
            "more": lambda: self._more(conversation, moment),
        }
        if said in wishes and (done := wishes[said]()):
            return done
        said = INSTEAD.get(said, said)
        talk = next((talk for talk in self._wording.small_talk if talk.id == said), None)
        if talk is None:
            return None
        if talk.id == "insult":
            upset = self._staff.button("upset", self._wording["staff_label"])
            return Reply((talk.reply,), "small_talk", (upset,))
        decision = "about_us" if talk.id in ABOUT_US else "small_talk"
        return Reply((talk.reply,), decision, self._starters)

    def _more(self, conversation: Conversation, moment: Moment) -> Reply | None:
        """Answer the question that stands after the one that was answered last."""
        question = self._enquiries and self._enquiries.following(conversation.last)
        if not question or not self._enquiries:
            return None
        return noting(question, self._enquiries.reply(question, conversation, moment), conversation)

    def _say(self, name: str, buttons: tuple[Button, ...] = ()) -> Reply:
        return Reply((self._wording[name],), name, buttons)

    def _to_begin_with(self, answers: Answers | None) -> tuple[Button, ...]:
        """Return questions and guides to begin with, where there is something to answer from."""
        questions = tuple(
            replace(button, label=self._wording.starter_labels.get(id_, ""))
            for id_ in self._wording.starters
            for button in (answers.questions(id_) if answers else ())
        )
        guides = self._guides.buttons() if answers else ()
        return (*questions, *guides, Button(self._wording["areas"])) if questions else guides


def _awake(conversation: Conversation, moment: Moment) -> Conversation:
    """Return *conversation* without what was waited for until the person had been away for long."""
    if (moment.away or 0) < PAUSE:
        return conversation
    return replace(conversation, request=None, erasing=False)
