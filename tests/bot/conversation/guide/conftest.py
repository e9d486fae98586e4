"""The real flow and wording, a reader that understands what it is told to, and a person."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from bot.conversation.conversation import Case, Conversation, Moment
from bot.conversation.guide.guide import Guide
from bot.conversation.guide.taps import Tap, read_tap
from bot.conversation.replies import Button, Reply
from indexer.flows.flow import Flow
from indexer.flows.reader import Reading, Told
from indexer.knowledge import Knowledge
from indexer.wording import Wording

TODAY = date(2026, 11, 22)


@dataclass
class FakeReader:
    """Reads what ``understands`` says; ``read`` is what it was given, with the question asked."""

    flow: Flow
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    read: list[tuple[str, str]] = field(default_factory=list)

    def understands(self, text: str, **picks: str) -> str:
        self.said[text] = picks
        return text

    def on(self, day: date) -> "FakeReader":
        return self

    def reads(self, text: str, asked: str = "") -> Told:
        self.read.append((text, asked))
        picks = self.said.get(text, {})
        return Told(tuple(Reading(q, o, text, 1.0) for q, o in picks.items()))


@dataclass
class Person:
    """Talks to a guide and remembers as the store would; ``last`` is the newest reply."""

    guide: Guide
    conversation: Conversation = field(default_factory=Conversation)
    codes: int = 0
    last: Reply | None = None
    today: date = TODAY

    @property
    def moment(self) -> Moment:
        return Moment(self.today, 0.0, f"{self.codes:08}")

    @property
    def case(self) -> Case:
        assert self.conversation.case is not None
        return self.conversation.case

    @property
    def asked(self) -> str:
        """The question that the card on the phone asks."""
        picks = [read_tap(button.data) for button in self.choices()]
        return next((tap.question for tap in picks if tap and tap.do == "pick"), "")

    def opens(self) -> Reply:
        return self.hears(self.guide.open(self.conversation, self._next()))

    def says(self, text: str) -> Reply | None:
        reply = self.guide.hear(text, self.conversation, self._next())
        return self.hears(reply) if reply else None

    def taps(self, *options: str) -> Reply:
        """Tap option after option of the questions as they come."""
        for option in options:
            found = [b for b in self.choices() if self._tap(b).choices.get(self.asked) == option]
            self.presses(found[0])
        assert self.last
        return self.last

    def commands(self, name: str) -> Reply:
        """Tap the button of the command *name*, wherever it is on the last reply."""
        assert self.last
        buttons = (*self.choices(), *self.last.buttons)
        return self.presses(next(b for b in buttons if b.data and self._tap(b).do == name))

    def presses(self, button: Button) -> Reply:
        return self.hears(self.guide.press(self._tap(button), self.conversation, self._next()))

    def hears(self, reply: Reply) -> Reply:
        self.last = reply
        self.conversation = reply.conversation or self.conversation
        return reply

    def choices(self) -> tuple[Button, ...]:
        return self.last.card.choices if self.last and self.last.card else ()

    def _tap(self, button: Button) -> Tap:
        tap = read_tap(button.data)
        assert tap is not None
        return tap

    def _next(self) -> Moment:
        self.codes += 1
        return self.moment


@pytest.fixture(scope="session")
def flow(knowledge: Knowledge) -> Flow:
    return next(flow for flow in knowledge.flows if flow.id == "coupon")


@pytest.fixture
def reader(flow: Flow) -> FakeReader:
    return FakeReader(flow)


@pytest.fixture
def guide(flow: Flow, reader: FakeReader, wording: Wording) -> Guide:
    return Guide(flow, reader, wording, Button("ถามเจ้าหน้าที่"))  # type: ignore[arg-type]  # a fake


@pytest.fixture
def person(guide: Guide) -> Person:
    return Person(guide)


@pytest.fixture
def changed(guide: Guide, flow: Flow) -> Guide:
    """The same guide after staff changed the graph."""
    return replace(guide, flow=replace(flow, edition="00000000"))
