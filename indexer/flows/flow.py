"""A Flow: questions whose answers lead to an outcome, a graph of words without memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from indexer.documents import Source

Choices = Mapping[str, str]  # question id -> option id, what a person has picked so far


@dataclass(frozen=True)
class Days:
    """From when until when something holds, both days included; None: no end on that side."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True)
class Option:
    """One answer to a Question.

    *said*: ways to say it that stand by themselves. *short*: words that mean it only as the
    whole answer to this question ("ใช่"). *means*: what picking it answers besides.
    *advice*: a next step that it adds to the outcome.
    """

    id: str
    label: str
    said: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    means: Choices = field(default_factory=dict)
    advice: str = ""
    days: Days = Days()


@dataclass(frozen=True)
class Question:
    """What is asked: *topic* names it in a summary, *again* asks it in other words with examples.

    *unclear*: words that touch on it and answer nothing ("ขึ้นทะเบียน"). *refines*: the question
    that this one asks again more closely: its answers do not contradict that one's.
    """

    id: str
    topic: str
    ask: str
    again: str
    options: Mapping[str, Option]
    unclear: tuple[str, ...] = ()
    refines: str = ""


@dataclass(frozen=True)
class Node:
    """A place in the graph: the question *asks* there, and where each option leads.

    Two places may ask the same question: its answer is given once and counts at both.
    """

    id: str
    asks: str
    leads_to: Mapping[str, str]  # option id -> node or outcome id


@dataclass(frozen=True)
class Outcome:
    """An end: *group* is the coupon group or "", *title* says it, *why* holds it to the rules."""

    id: str
    group: str
    title: str
    why: str
    missing: str
    next_steps: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: date
    days: Days = Days()


@dataclass(frozen=True)
class Walk:
    """Where choices lead: the *answered* questions in order, then a Question or an Outcome.

    *left*: how many questions will still be asked on the usual way from here: with the choices
    that are known already, and the first option of every other question.
    """

    answered: tuple[tuple[Question, Option], ...]
    to: Question | Outcome
    left: int

    @property
    def choices(self) -> dict[str, str]:
        """The choices that count here, without those no question asked for."""
        return {question.id: option.id for question, option in self.answered}


@dataclass(frozen=True)
class Flow:
    """An eligibility graph. *button* starts it, *opens* are other ways to ask for it.

    *area*: under answers of documents of this area it is offered. *lapsed*: the outcome that
    stands in for one out of its days. *edition* changes when the graph does, not its words.
    """

    id: str
    title: str
    area: str
    button: str
    opens: tuple[str, ...]
    intro: str
    owner: str
    sources: tuple[Source, ...]
    reviewed: date
    review_by: date
    start: str
    questions: Mapping[str, Question]
    nodes: Mapping[str, Node]
    outcomes: Mapping[str, Outcome]
    lapsed: str
    edition: str

    def on(self, day: date) -> "Flow":
        """Return the flow as it stands on *day*: only the options and outcomes of that day."""
        questions = {
            question.id: replace(question, options=_of_day(question.options, day))
            for question in self.questions.values()
        }
        outcomes = {
            outcome.id: outcome for outcome in self.outcomes.values() if day in outcome.days
        }
        nodes = {
            node.id: replace(node, leads_to=self._edges(node, questions, outcomes))
            for node in self.nodes.values()
        }
        return replace(self, questions=questions, nodes=nodes, outcomes=outcomes)

    def _edges(
        self, node: Node, questions: Mapping[str, Question], outcomes: Mapping[str, Outcome]
    ) -> dict[str, str]:
        """Return the edges of the options of the day, those to a lapsed outcome diverted."""
        there = {**self.nodes, **outcomes}
        return {
            option: end if end in there else self.lapsed
            for option, end in node.leads_to.items()
            if option in questions[node.asks].options
        }

    def walk(self, choices: Choices) -> Walk:
        """Replay *choices* from the first question and return where they lead.

        A flow remembers nothing: the same choices always lead to the same place, so a button
        in an old chat still works after a restart or a deploy. A choice the flow no longer
        offers is ignored, and its question asked again.
        """
        answered: dict[str, tuple[Question, Option]] = {}  # each once, in however many places
        node = self.nodes[self.start]
        while True:
            question = self.questions[node.asks]
            option = question.options.get(choices.get(question.id, ""))
            if option is None:
                return Walk(tuple(answered.values()), question, self._left(node, choices))
            answered[question.id] = (question, option)
            end = node.leads_to[option.id]
            if end in self.outcomes:
                return Walk(tuple(answered.values()), self.outcomes[end], 0)
            node = self.nodes[end]

    def paths(self) -> Iterator[tuple[dict[str, str], Outcome]]:
        """Yield every way through the flow as its choices, with the outcome at its end."""
        yield from self._paths({})

    def _paths(self, choices: Choices) -> Iterator[tuple[dict[str, str], Outcome]]:
        walk = self.walk(choices)
        if isinstance(walk.to, Outcome):
            yield walk.choices, walk.to
            return
        for option in walk.to.options:
            yield from self._paths({**walk.choices, walk.to.id: option})

    def _left(self, node: Node, choices: Choices) -> int:
        """Return how many questions will still be asked on the usual way from *node*."""
        picked: dict[str, str] = {}
        left = 0
        while True:
            if node.asks not in picked:
                given = choices.get(node.asks, "")
                known = given in node.leads_to
                picked[node.asks] = given if known else next(iter(node.leads_to))
                left += not known
            end = node.leads_to[picked[node.asks]]
            if end not in self.nodes:
                return left
            node = self.nodes[end]


def _of_day(options: Mapping[str, Option], day: date) -> dict[str, Option]:
    return {option.id: option for option in options.values() if day in option.days}


def boundaries(flow: Flow) -> Sequence[date]:
    """Return the days on which *flow* changes, in order: the first day of each new state."""
    dated = [option.days for q in flow.questions.values() for option in q.options.values()]
    dated += [outcome.days for outcome in flow.outcomes.values()]
    starts = {days.first for days in dated if days.first}
    ends = {date.fromordinal(days.last.toordinal() + 1) for days in dated if days.last}
    return sorted(starts | ends)
