"""The way to the clinic's staff: one question what about, one yes, and a code to name it by."""

from dataclasses import replace
from typing import get_args

from bot.conversation.acts import HandOver, Reason
from bot.conversation.codes import spoken
from bot.conversation.conversation import Conversation, Moment, Request
from bot.conversation.replies import Button, Card, Reply
from bot.conversation.small_talk import same_words, says
from indexer.wording import Wording

QUIET = 1800.0  # seconds of a talk with staff that pause before the bot joins in again
LONGEST = 500  # characters: what staff read before they answer
HEAD = "staff"
# What the bot has nothing sure to say to: while staff are asked it leaves it to them.
LEFT_TO_STAFF = frozenset(
    (
        *("unknown", "asked_back", "small_talk", "emoji", "letter", "empty", "too_long"),
        *("sticker", "no_more", "guide_nothing"),
        *("image", "video", "audio", "file", "location", "other"),
    )
)


class Staff:
    """*contact* and *hours* are offered once the staff are told, where the documents have them."""

    def __init__(self, wording: Wording, contact: tuple[Button, ...] = (), hours: str = "") -> None:
        self._wording = wording
        self._contact = contact
        self._hours = hours

    def button(self, reason: Reason, label: str) -> Button:
        """Return what leads to staff, for *reason*."""
        return Button(self._wording.wishes["staff"].label, label, f"{HEAD}:{reason}")

    def begin(self, conversation: Conversation, reason: Reason) -> Reply:
        """Ask what about, unless it is known already: what no document answered, or a result."""
        case = conversation.case.code if conversation.case and reason == "checked" else ""
        request = Request(reason, case=case)
        if reason == "unknown":
            request = _about_last(request, conversation)
        if conversation.case and conversation.case.outcome and case:
            result = self._wording["staff_about_case"].replace("{code}", spoken(case))
            request = replace(request, about=result)
        known = bool(request.about)
        return self._confirm(conversation, request) if known else self._ask(conversation, request)

    def hear(self, text: str, conversation: Conversation, moment: Moment) -> Reply | None:
        """Answer *text* while a wish is on its way; None where it is about something else."""
        request = conversation.request
        if request is None:
            return None
        if self._says(text, "cancel", "drop"):
            return self._drop(conversation)
        if not request.about:
            return self.amend(text, conversation)
        if self._says(text, "confirm", "send", *self._wording.agreements):
            return self._done(conversation, request, moment)
        if self._says(text, "change", "again"):
            return self._ask(conversation, replace(request, about=""))
        refused = same_words(text, self._wording.refusals, self._wording)
        return self._drop(conversation) if refused else None

    def amend(self, text: str, conversation: Conversation) -> Reply:
        """Take *text* for what the wish on its way is about."""
        request = conversation.request or Request("asked")
        about = " ".join(text.split())[:LONGEST]
        return self._confirm(conversation, replace(request, about=about))

    def press(self, data: str, conversation: Conversation, moment: Moment) -> Reply | None:
        """Answer a button of this dialogue, however old; None for any other button."""
        head, _, name = data.partition(":")
        if head != HEAD:
            return None
        request = conversation.request
        match name:
            case "send" if request and request.about:
                return self._done(conversation, request, moment)
            case "last" if request and conversation.last.asked:
                return self._confirm(conversation, _about_last(request, conversation))
            case "again" if request:
                return self._ask(conversation, replace(request, about=""))
            case "drop":
                return self._drop(conversation)
        reasons: tuple[Reason, ...] = get_args(Reason)
        return self.begin(conversation, next((each for each in reasons if each == name), "asked"))

    def end(self, conversation: Conversation) -> Reply:
        """Come back, because the person wants the bot again."""
        text = self._wording["staff_bot_back"]
        back = replace(conversation, quiet_until=0.0, request=None)
        return Reply((text,), "staff", conversation=back)

    def leaves(self, reply: Reply, conversation: Conversation, moment: Moment) -> Reply:
        """Return *reply*, or nothing to say while a person talks with the staff."""
        left = conversation.quiet_until - moment.at
        if not 0 < left < 2 * QUIET or reply.decision not in LEFT_TO_STAFF:
            return reply  # more is left only where the clock was turned back
        talking = replace(conversation, quiet_until=moment.at + QUIET)
        return Reply((), "silent", conversation=talking)

    def _ask(self, conversation: Conversation, request: Request) -> Reply:
        last = conversation.last.asked
        known = (Button(last, data=f"{HEAD}:last"),) if last else ()
        title = self._wording.wishes["staff"].label
        card = Card((*known, self._button("drop")), title, self._wording["staff_about"])
        asked = replace(conversation, request=request, erasing=False)
        return Reply((), "staff", card=card, conversation=asked)

    def _confirm(self, conversation: Conversation, request: Request) -> Reply:
        names = ("send", "again", "drop")
        card = Card(
            tuple(map(self._button, names)),
            self._wording["staff_confirm"],
            f"“{request.about}”",
            note=self._wording["staff_note"],
        )
        return Reply((), "staff", card=card, conversation=replace(conversation, request=request))

    def _done(self, conversation: Conversation, request: Request, moment: Moment) -> Reply:
        done = self._wording["staff_done"].replace("{code}", spoken(moment.code))
        parts = (done, self._hours)
        told = replace(conversation, request=None, quiet_until=moment.at + QUIET)
        act = HandOver(moment.code, request.reason, request.about, request.case, request.message)
        back = Button(self._wording.wishes["bot"].label)
        return Reply(
            ("\n\n".join(filter(None, parts)),),
            "handed_over",
            (*self._contact, back),
            conversation=told,
            acts=(act,),
        )

    def _drop(self, conversation: Conversation) -> Reply:
        text = self._wording["staff_dropped"]
        return Reply((text,), "staff", conversation=replace(conversation, request=None))

    def _button(self, name: str) -> Button:
        return Button(self._wording.wishes[name].label, data=f"{HEAD}:{name}")

    def _says(self, text: str, command: str, wish: str, *phrases: str) -> bool:
        return says(text, self._wording, command, wish, *phrases)


def _about_last(request: Request, conversation: Conversation) -> Request:
    """Return *request* about what was asked last, and from the message that it was asked in."""
    last = conversation.last
    return replace(request, about=last.asked[:LONGEST], message=last.message)
