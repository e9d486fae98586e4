"""What is asked of the documents: alone, under the topic of before, or begun as a guide."""

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.answers import Answers
from bot.conversation.conversation import Conversation, Last, Moment
from bot.conversation.feedback import Feedback
from bot.conversation.follow_ups import FollowUps
from bot.conversation.guide.guides import PAUSE, Guides
from bot.conversation.replies import Button, Reply
from indexer.retriever import Finding
from indexer.wording import Wording

NOTED = 200  # characters of a question that are kept for what leans on it


class Enquiries:
    """*to_staff* is a button under each answer, *beside* are those under one that there is not."""

    def __init__(  # noqa: PLR0913, PLR0917 (the parts it speaks for)
        self,
        wording: Wording,
        answers: Answers,
        guides: Guides,
        feedback: Feedback,
        to_staff: Button,
        beside: tuple[Button, ...],
    ) -> None:
        self._wording = wording
        self._answers = answers
        self._guides = guides
        self._feedback = feedback
        self._to_staff = to_staff
        self._beside = beside
        self._follow_ups = FollowUps(wording, answers)

    def reply(self, text: str, conversation: Conversation, moment: Moment) -> Reply:
        """Answer *text*, ask back, begin a guide, or say that the documents do not tell."""
        finding = self._find(text, conversation, moment)
        area, sure = self._answers.area_of(finding), finding.verdict == "sure"
        return (
            self._guides.story(text, area, sure, conversation, moment)
            or self._answered(text, finding, conversation, moment)
            or self._unknown(finding)
        )

    def pointed(self, text: str, conversation: Conversation, moment: Moment) -> str:
        """Return the question that *text* points at in the last answer; "" for none."""
        return self._follow_ups.pointed(text, conversation.last) if _is_recent(moment) else ""

    def following(self, last: Last) -> str:
        """Return the question after the one that was answered last, or ""."""
        return self._answers.following(last.entry)

    def has_word_for_word(self, text: str) -> bool:
        """Tell whether the documents hold this very question."""
        return self._answers.find(text).confidence == 1.0

    def _find(self, text: str, conversation: Conversation, moment: Moment) -> Finding:
        """Return what *text* finds, by the topic of before where it points nowhere itself."""
        alone = self._answers.find(text)
        if not _is_recent(moment):
            return alone
        return self._follow_ups.in_context(text, alone, conversation.last)

    def _answered(
        self, text: str, finding: Finding, conversation: Conversation, moment: Moment
    ) -> Reply | None:
        """Answer from the documents, and offer the guide of the area that the answer is from."""
        reply = self._answers.reply(text, finding, moment.day)
        if reply is None:
            return None
        area = self._answers.area(reply.entry)
        guides = self._guides.buttons(area) if area else ()
        reply = replace(reply, buttons=(*guides, *reply.buttons))
        reply = self._feedback.under(reply, conversation, moment)
        to_staff = (self._to_staff,) if reply.decision == "answered" else ()
        return replace(reply, buttons=(*reply.buttons, *to_staff))

    def _unknown(self, finding: Finding) -> Reply:
        texts = (self._wording["unknown"],)
        return Reply(texts, "unknown", self._beside, confidence=finding.confidence)


def noting(text: str, reply: Reply, conversation: Conversation) -> Reply:
    """Return *reply* remembering what was asked, and what there is to go on with."""
    cards = (*((reply.card,) if reply.card else ()), *reply.more)
    choices = [button for card in cards for button in card.choices]
    offered = _questions(choices) or _questions(reply.buttons)
    entry = reply.entry.partition(" ")[0]
    last = Last(text[:NOTED], entry, reply.edition, offered)
    return replace(reply, conversation=replace(reply.conversation or conversation, last=last))


def _questions(buttons: Iterable[Button]) -> tuple[str, ...]:
    """Return what those of *buttons* say that say something and do nothing else."""
    return tuple(b.says for b in buttons if not (b.data or b.share or b.link))


def _is_recent(moment: Moment) -> bool:
    return moment.away is not None and moment.away < PAUSE
