"""A chat with an assistant whose search and reading anyone can foretell; nothing is stored."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from bot.conversation.assistant import Assistant
from bot.conversation.conversation import Conversation, Mine, Moment
from bot.conversation.inbound import Inbound, Selection, Sent, Text
from bot.conversation.origins import with_origin
from bot.conversation.replies import Button, Reply
from indexer.documents import Entry
from indexer.flows.flow import Flow
from indexer.knowledge import Knowledge
from indexer.retriever import NOTHING, Finding, Hit, Verdict

TODAY = date(2026, 11, 22)


def hit(entry: Entry, score: float = 0.9) -> Hit:
    return Hit(entry, score, score, score, score, "")


class FakeRetriever:
    """Finds an entry by its question word for word, and beside that what it is told to."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.index = SimpleNamespace(knowledge=knowledge)
        self.inside: tuple[Hit, ...] = ()  # what ``within`` finds in whatever document
        self._entries = knowledge.entries
        self._asked = {entry.question: entry for entry in knowledge.entries.values()}
        self._found: dict[str, Finding] = {}

    def finds(self, text: str, verdict: Verdict, *ids: str) -> str:
        hits = tuple(hit(self._entries[id_]) for id_ in ids)
        self._found[text] = Finding(hits, (), 0.9, verdict)
        return text

    def search(self, question: str, k: int = 5) -> Finding:
        if entry := self._asked.get(question):
            return Finding((hit(entry),), (), 1.0, "sure")
        return self._found.get(question, NOTHING)

    def within(self, document: str, text: str) -> tuple[Hit, ...]:
        return self.inside


@dataclass
class Chat:
    """One person's chat: remembers as the store would, and knows what is on the phone.

    Each message comes a second after the last; typed ones are M1, M2, …
    """

    assistant: Assistant
    conversation: Conversation = field(default_factory=Conversation)
    mine: Mine = field(default_factory=Mine)
    today: date = TODAY
    now: float = 1000.0
    away: float | None = None
    messages: int = 0
    codes: int = 0
    private: bool = True
    last: Reply = field(default_factory=lambda: Reply((), ""))

    def says(self, text: str, aside: bool = False) -> Reply:
        self.messages += 1
        return self._does(Text(text, aside), f"M{self.messages}")

    def sends(self, kind: str, *words: str) -> Reply:
        return self._does(Sent(kind, words), "")

    def presses(self, data: str) -> Reply:
        """Tap a button that carries *data*, perhaps an old one."""
        return self._does(Selection(data), "")

    def taps(self, shown: str) -> Reply:
        """Tap the one button of the last reply that shows *shown*."""
        (button,) = [b for b in self.buttons() if shown in (b.label, b.says)]
        return self.presses(button.data) if button.data else self.says(button.says)

    def buttons(self) -> list[Button]:
        cards = (*filter(None, (self.last.card,)), *self.last.more)
        return [*(b for card in cards for b in card.choices), *self.last.buttons]

    def shows(self) -> set[str]:
        """Return what the buttons of the last reply show."""
        return {button.label or button.says for button in self.buttons()}

    def stays_away(self, seconds: float) -> None:
        self.away = (self.away or 0.0) + seconds
        self.now += seconds

    def _does(self, inbound: Inbound, message: str) -> Reply:
        self.codes += 1
        self.now += 1.0
        moment = Moment(self.today, self.away, self.code, self.now, lambda: self.mine, self.private)
        self.last = self.assistant.reply(inbound, self.conversation, moment)
        if self.last.conversation:
            self.conversation = with_origin(self.conversation, self.last.conversation, message)
        if self.last.conversation or self.last.texts or self.last.card:
            self.away = 0.0
        return self.last

    @property
    def code(self) -> str:
        """The code of the last reply's moment."""
        return f"{self.codes:08}"


def finish(chat: Chat, flow: Flow) -> None:
    """Tap through the guide, which has just begun, to a result."""
    picks = {"interest": "yes", "service": "product", "otop": "not_yet", "kind": "person"}
    for question, option in picks.items():
        chat.taps(flow.questions[question].options[option].label)
