"""Every page that the bot can show of the first edition, made without looking for answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

from bot.conversation.answers import CHOICES
from bot.conversation.assistant import Assistant
from bot.conversation.conversation import Case, Conversation, Moment
from bot.conversation.guide.pages import MISSED, Pages
from bot.conversation.guide.taps import Tap
from bot.conversation.inbound import Arrived, Text
from bot.conversation.replies import Button, Reply
from indexer.documents import Entry
from indexer.flows.flow import Outcome
from indexer.flows.ways import days_of
from indexer.knowledge import Knowledge, read_knowledge
from indexer.retriever import NOTHING, Finding, Hit, Verdict
from indexer.wording import Wording
from tests.bot.conversation.guide.conftest import TODAY, FakeReader
from tests.conftest import KNOWLEDGE

CODE = "12345678"
WHICH = "หมายถึงข้อไหน"  # finds several; where in the documents follows

End = tuple[Pages, Case, Outcome]


class WordForWord:
    """A retriever that finds an entry by its question and nothing else."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.index = SimpleNamespace(knowledge=knowledge)
        self._entries = list(knowledge.entries.values())
        self._by_question = {entry.question: entry for entry in self._entries}

    def search(self, question: str, k: int = 5) -> Finding:
        if question.startswith(WHICH):
            at = int(question.removeprefix(WHICH))
            return found("torn", *self._entries[at : at + CHOICES])
        entry = self._by_question.get(question)
        return found("sure", entry) if entry else NOTHING


def found(verdict: Verdict, *entries: Entry) -> Finding:
    hits = tuple(Hit(entry, 0.9, 0.9, 0.9, 0.9, "") for entry in entries)
    return Finding(hits, (), 0.9, verdict)


@cache
def knowledge() -> Knowledge:
    return read_knowledge(KNOWLEDGE)


def wording() -> Wording:
    words = knowledge().wording
    assert words is not None
    return words


@cache
def assistant() -> Assistant:
    readers = [FakeReader(flow) for flow in knowledge().flows]
    return Assistant(wording(), WordForWord(knowledge()), readers)  # type: ignore[arg-type]  # fakes


def says(text: str, day: date = TODAY) -> Reply:
    """Return the answer to *text* from somebody who writes for the first time."""
    return assistant().reply(Text(text), Conversation(), Moment(day))


def answers() -> Iterator[Reply]:
    """Yield the answer to each question of the documents."""
    return (says(entry.question) for entry in knowledge().entries.values())


def old_answers() -> Iterator[Reply]:
    """Yield each answer on the day after its document had to be looked at again."""
    for document in knowledge().documents:
        late = max(document.valid_until or document.review_by, TODAY) + timedelta(1)
        yield from (says(entry.question, late) for entry in document.entries)


def double_answers() -> Iterator[Reply]:
    """Yield the answers to each two neighbouring questions asked at once."""
    for one, other in pairwise(knowledge().entries.values()):
        reply = says(f"{one.question} {wording().joints[0]} {other.question}")
        if len(reply.entry.split()) > 1:
            yield reply


def choices() -> Iterator[Reply]:
    """Yield the question back between each of a few neighbours."""
    return (says(f"{WHICH}{at}") for at in range(0, len(knowledge().entries), CHOICES))


def lists() -> Iterator[Reply]:
    """Yield each page that can be browsed to, from the list of areas on."""
    seen, to_open = set[str](), [wording()["areas"]]
    while to_open:
        reply = says(opens := to_open.pop())
        seen.add(opens)
        if reply.decision == "menu" and reply.card:
            yield reply
            offered = (button.says for button in (*reply.card.choices, *reply.buttons))
            to_open += {each for each in offered if each not in seen | set(to_open)}


def words() -> Iterator[Reply]:
    """Yield each of the bot's own texts, all small talk, and the greetings."""
    yield from (Reply((text,), name) for name, text in wording().texts.items())
    yield from (says(talk.said[0]) for talk in wording().small_talk)
    for kind in ("welcome", "welcome_back", "joined"):
        yield assistant().reply(Arrived(kind), Conversation(), Moment(TODAY))


def states() -> Iterator[Pages]:
    """Yield every flow as it stands between two of its changes."""
    staff = Button(max((entry.question for entry in knowledge().entries.values()), key=len))
    for flow in knowledge().flows:
        yield from (Pages(flow.on(day), wording(), staff) for day in days_of(flow))


@cache
def ends(pages: Pages) -> list[End]:
    """Return every way to its end."""
    flow = pages.flow
    return [(pages, Case(flow.id, flow.edition, CODE, c), end) for c, end in flow.paths()]


def questions() -> Iterator[Reply]:
    """Yield each question after the most others: asked, asked again, come back to, contradicted."""
    for pages in states():
        for question in pages.flow.questions:
            met = [end for end in ends(pages) if question in end[1].choices]
            if met:
                case = max(met, key=lambda end: list(end[1].choices).index(question))[1]
                yield from asked(pages, case, question)


def asked(pages: Pages, case: Case, question: str) -> Iterator[Reply]:
    """Yield all that may be shown while *question* is open, all before it read from a story."""
    before = dict(list(case.choices.items())[: list(case.choices).index(question)])
    open_case = replace(case, choices=before, heard=tuple(before))
    lead = (pages.flow.intro, *pages.echo(open_case, before, "guide_heard"))
    for misses in range(len(MISSED) + 1):
        yield pages.question(replace(open_case, misses=misses), lead)
    yield pages.back_to(open_case, (pages.flow.intro, pages.flow.intro))
    yield from (pages.resume(open_case), pages.cancelled(open_case))
    if before:
        old = Tap(case.flow, CODE[::-1], case.edition, "pick", case.choices)
        yield from (pages.amend(open_case), pages.old_button(open_case, old))
    for other in pages.flow.questions[question].options.keys() - {case.choices[question]}:
        yield pages.contradiction(case, question, other, lead)


def results() -> Iterator[Reply]:
    """Yield the result of every way through, with all answers repeated, and the same as text."""
    for pages, case, outcome in (end for state in states() for end in ends(state)):
        lead = pages.echo(case, case.choices, "guide_changed_to")
        yield from (pages.result(case, outcome, lead), pages.result_as_text(case, outcome))


def around_results() -> Iterator[Reply]:
    """Yield what else is shown at an end, one for every outcome: confirm, amend, resume."""
    for pages in states():
        for end in {end[2].id: end for end in ends(pages)}.values():
            heard = replace(end[1], heard=tuple(end[1].choices))
            yield from (pages.confirm(heard, (pages.flow.intro,)), pages.amend(heard))
            yield pages.resume(heard)


EVERYTHING: Mapping[str, Callable[[], Iterator[Reply]]] = {
    "answers": answers,
    "answers past their day": old_answers,
    "two answers in one": double_answers,
    "choices between questions": choices,
    "lists to browse": lists,
    "the bot's own words": words,
    "guide: questions": questions,
    "guide: results": results,
    "guide: around results": around_results,
}
