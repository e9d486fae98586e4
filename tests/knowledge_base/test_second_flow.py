"""A second flow is two files beside the first: not a line of code, and the bot leads through it."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.inbound import Inbound, Selection, Text
from bot.conversation.replies import Button, Reply
from indexer.flows.reader import Reader
from indexer.knowledge import Knowledge, read_files
from indexer.retriever import Retriever
from indexer.wording import FILE
from tests.conftest import KNOWLEDGE
from tests.indexer.fakes import RICE, SMALL, PairEmbedder, build
from tests.indexer.flows.little import CASES, FLOW

REAL = (FILE, "flows/coupon.yaml", "flows/coupon.cases.csv")
SECOND = {"flows/little.yaml": FLOW.encode(), "flows/little.cases.csv": CASES.encode()}
QUESTION = RICE.partition(" {")[0].removeprefix("## ")


@dataclass
class Person:
    """Talks to the assistant, which remembers as in the store; ``last`` is the newest reply."""

    assistant: Assistant
    conversation: Conversation = field(default_factory=Conversation)
    last: Reply = field(default_factory=lambda: Reply((), ""))

    def says(self, words: str) -> None:
        self._hears(Text(words))

    def taps(self, words: str) -> None:
        (button,) = [each for each in self.sees() if words in (each.says, each.label)]
        self._hears(Selection(button.data) if button.data else Text(button.says))

    def sees(self) -> tuple[Button, ...]:
        return (*(self.last.card.choices if self.last.card else ()), *self.last.buttons)

    def _hears(self, inbound: Inbound) -> None:
        moment = Moment(date(2026, 11, 22), 1.0, "12345678")
        self.last = self.assistant.reply(inbound, self.conversation, moment)
        self.conversation = self.last.conversation or self.conversation


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The small documents with the real words and flow, and beside it the second one."""
    return read_files(
        {**SMALL, **{name: (KNOWLEDGE / name).read_bytes() for name in REAL}, **SECOND}
    )


@pytest.fixture
def person(knowledge: Knowledge) -> Person:
    embedder = PairEmbedder()
    assert knowledge.wording
    readers = [Reader(flow, None, knowledge, embedder) for flow in knowledge.flows]
    return Person(Assistant(knowledge.wording, Retriever(build(knowledge), embedder), readers))


def test_both_flows_are_read(knowledge: Knowledge) -> None:
    """Neither file harms the other."""
    wrong = [problem for problem in knowledge.problems if problem.file.startswith("flows/")]

    assert wrong == []
    assert [flow.id for flow in knowledge.flows] == ["coupon", "little"]


def test_it_is_offered_under_answers_of_its_area(person: Person) -> None:
    """A document's answer offers the flow of its area, and no other."""
    person.says(QUESTION)

    offered = {button.says for button in person.sees()}
    assert "เช็กสิทธิ์ของฉัน" in offered
    assert "เช็กกลุ่มคูปองของฉัน" not in offered


def test_it_leads_from_its_button_to_its_outcome(person: Person) -> None:
    """Tap by tap, as through the first flow."""
    person.says(QUESTION)

    for words in ("เช็กสิทธิ์ของฉัน", "อยากใช้", "ขึ้นทะเบียนแล้ว", "บริษัท"):
        person.taps(words)

    assert person.last.card
    assert (person.last.decision, person.last.card.title) == ("guide_result", "กลุ่มสอง")


def test_it_is_called_and_answered_by_words(person: Person) -> None:
    """What its file says opens it, and answers its questions."""
    for words in ("ได้สิทธิ์ไหม", "ใช่", "ยังไม่ขึ้นทะเบียน", "1"):
        person.says(words)

    assert person.conversation.case
    assert (person.conversation.case.flow, person.conversation.case.outcome) == ("little", "three")


def test_the_first_still_opens_by_its_own_words(person: Person) -> None:
    """Two flows do not take each other's messages."""
    person.says("เช็กกลุ่มคูปอง")

    assert person.conversation.case
    assert person.conversation.case.flow == "coupon"
