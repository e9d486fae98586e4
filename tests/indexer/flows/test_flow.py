"""Walking a flow: replay, every way through it, and the flow of another day."""

from datetime import date

import pytest

from indexer.flows.flow import Flow, Outcome, Question, Walk, boundaries
from tests.indexer.flows.little import DATED, LAPSED, Change, flow_of

LAST = date(2027, 12, 31)  # of the outcome `one` in DATED
FROM: tuple[Change, ...] = (  # an option that comes on a day, and one that goes the day before
    (
        "        label: ขึ้นทะเบียนแล้ว\n",
        "        label: ขึ้นทะเบียนแล้ว\n        valid_from: 2570-01-01\n",
    ),
    ("        label: ไม่แน่ใจ\n", "        label: ไม่แน่ใจ\n        valid_until: 2569-12-31\n"),
)
AGAIN: tuple[Change, ...] = (  # `kind` is asked first too, so that the way has it twice
    ("start: want\n", "start: kind\n"),
    ("edges:\n", "edges:\n  kind: {person: want, company: want}\n"),
)


@pytest.fixture
def flow() -> Flow:
    return flow_of()


def answered(walk: Walk) -> list[str]:
    return [f"{question.id}={option.id}" for question, option in walk.answered]


def test_nothing_chosen(flow: Flow) -> None:
    """Without choices a walk stands at the first question."""
    walk = flow.walk({})

    assert (answered(walk), walk.to) == ([], flow.questions["want"])


def test_choices_lead_on(flow: Flow) -> None:
    """Choices are replayed in the order of the graph, whatever order they were made in."""
    walk = flow.walk({"paper": "have", "want": "yes"})

    assert (answered(walk), walk.to) == (["want=yes", "paper=have"], flow.questions["kind"])


def test_choices_lead_to_an_outcome(flow: Flow) -> None:
    """When every question of the way is answered, the walk is at an outcome."""
    walk = flow.walk({"want": "yes", "paper": "have", "kind": "company"})

    assert walk.to == flow.outcomes["two"]


def test_same_choices_same_place(flow: Flow) -> None:
    """A flow remembers nothing between two walks."""
    choices = {"want": "yes", "paper": "none"}
    flow.walk({"want": "no"})

    assert flow.walk(choices) == flow_of().walk(choices)


@pytest.mark.parametrize(
    "choices",
    [{"want": "perhaps"}, {"want": ""}, {"nobody_asks": "yes"}, {"kind": "person"}],
    ids=["an unknown option", "no option", "an unknown question", "a later question"],
)
def test_choice_that_does_not_answer(flow: Flow, choices: dict[str, str]) -> None:
    """A choice that answers nothing at the first question leaves the walk there."""
    walk = flow.walk(choices)

    assert isinstance(walk.to, Question)
    assert (walk.to.id, walk.choices) == ("want", {})


def test_choices_that_count(flow: Flow) -> None:
    """Choices for questions that the way does not come to are not among those that count."""
    walk = flow.walk({"want": "yes", "paper": "unsure", "kind": "person", "other": "x"})

    assert walk.choices == {"want": "yes", "paper": "unsure"}


@pytest.mark.parametrize(("paper", "end"), [("have", "one"), ("none", "three")])
def test_question_asked_at_two_places(flow: Flow, paper: str, end: str) -> None:
    """The same answer to a shared question leads where the way that came there says."""
    assert flow.walk({"want": "yes", "paper": paper, "kind": "person"}).to.id == end


def test_shared_question_is_told_once_on_one_way() -> None:
    """A question that a way passes twice is answered once and counts at both places."""
    walk = flow_of(*AGAIN).walk({"kind": "company", "want": "yes", "paper": "have"})

    assert walk.to.id == "two"
    assert answered(walk) == ["kind=company", "want=yes", "paper=have"]


@pytest.mark.parametrize(
    ("choices", "left"),
    [
        ({}, 1),
        ({"want": "yes"}, 2),
        ({"want": "yes", "paper": "have"}, 1),
        ({"want": "yes", "paper": "unsure"}, 0),
        ({"paper": "have"}, 1),
        ({"want": "yes", "kind": "company"}, 1),
        ({"want": "yes", "kind": "nonsense"}, 2),
    ],
    ids=[
        "the first option ends at once",
        "first options from here",
        "the last question",
        "at an outcome",
        "known, but not on the usual way",
        "known already",
        "not known",
    ],
)
def test_left(flow: Flow, choices: dict[str, str], left: int) -> None:
    """What is left are the questions that will still be asked on the usual way."""
    assert flow.walk(choices).left == left


def test_left_counts_a_shared_question_once() -> None:
    """A question that stands twice on the usual way is asked once."""
    flow = flow_of(
        *AGAIN,
        ("      no:\n        label: ไม่อยากใช้\n", ""),
        ("    no: not_wanted\n", ""),
        ("    unsure: open\n", "    unsure: not_wanted\n"),
    )

    assert flow.walk({}).left == 3


def test_every_way_is_told_once(flow: Flow) -> None:
    """Every way through the flow comes with its choices and its outcome."""
    ways = [(choices, outcome.id) for choices, outcome in flow.paths()]

    assert ways == [
        ({"want": "no"}, "not_wanted"),
        ({"want": "yes", "paper": "have", "kind": "person"}, "one"),
        ({"want": "yes", "paper": "have", "kind": "company"}, "two"),
        ({"want": "yes", "paper": "none", "kind": "person"}, "three"),
        ({"want": "yes", "paper": "none", "kind": "company"}, "open"),
        ({"want": "yes", "paper": "unsure"}, "open"),
    ]


def test_every_way_is_walked_as_told() -> None:
    """Replaying a way's choices leads to its outcome, also where a question is shared."""
    flow = flow_of(*AGAIN)

    assert [c for c, outcome in flow.paths() if flow.walk(c).to != outcome] == []
    assert len(list(flow.paths())) == 2 * 4


def test_flow_without_days_is_the_same_every_day(flow: Flow) -> None:
    """A flow nothing of which has days never changes."""
    assert boundaries(flow) == []
    assert flow.on(date(1990, 1, 1)) == flow.on(date(2990, 1, 1)) == flow


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2020, 1, 1), "one"),
        (LAST, "one"),
        (date(2028, 1, 1), "old"),
        (date(2999, 1, 1), "old"),
    ],
    ids=["long before", "on the last day", "the day after", "long after"],
)
def test_outcome_out_of_its_days(day: date, end: str) -> None:
    """After its last day an outcome gives way to the one that stands in for it."""
    walk = flow_of(*DATED).on(day).walk({"want": "yes", "paper": "have", "kind": "person"})

    assert isinstance(walk.to, Outcome)
    assert walk.to.id == end


def test_outcome_before_its_days() -> None:
    """Before its first day an outcome gives way as well."""
    flow = flow_of(*LAPSED, ("  one:\n", "  one:\n    valid_from: 2570-01-01\n"))
    choices = {"want": "yes", "paper": "have", "kind": "person"}

    assert flow.on(date(2026, 12, 31)).walk(choices).to.id == "old"
    assert flow.on(date(2027, 1, 1)).walk(choices).to.id == "one"


@pytest.mark.parametrize(
    ("day", "options"),
    [
        (date(2026, 12, 31), ["none", "unsure"]),
        (date(2027, 1, 1), ["have", "none"]),
    ],
    ids=["the day before", "the very day"],
)
def test_options_of_the_day(day: date, options: list[str]) -> None:
    """A question offers the options of the day, with an edge for each and for no other."""
    flow = flow_of(*FROM).on(day)

    assert list(flow.questions["paper"].options) == options
    assert list(flow.nodes["paper"].leads_to) == options


def test_choice_of_another_day_is_asked_again() -> None:
    """What could be picked yesterday and not today is ignored, and its question asked again."""
    flow = flow_of(*FROM).on(date(2027, 1, 1))
    walk = flow.walk({"want": "yes", "paper": "unsure"})

    assert (walk.choices, walk.to) == ({"want": "yes"}, flow.questions["paper"])


def test_boundaries_are_first_days() -> None:
    """A flow changes on a first day and on the day after a last one; each day is told once."""
    assert boundaries(flow_of(*FROM)) == [date(2027, 1, 1)]
    assert boundaries(flow_of(*FROM, *DATED)) == [date(2027, 1, 1), date(2028, 1, 1)]


def test_nothing_changes_between_boundaries() -> None:
    """The day before a boundary the flow is another than on it, and stays so until the next."""
    flow = flow_of(*FROM, *DATED)
    first, second = boundaries(flow)
    eve = date.fromordinal(second.toordinal() - 1)

    assert flow.on(date.fromordinal(first.toordinal() - 1)) != flow.on(first)
    assert flow.on(first) == flow.on(eve)
    assert flow.on(eve) != flow.on(second)
