"""A flow in words: everything that staff answer for stands in it, for any day."""

from datetime import date, timedelta

import pytest

from indexer.flows.flow import Flow, boundaries
from indexer.flows.picture import outcome_lines, to_text
from indexer.flows.rows import numbers
from indexer.thai_date import to_thai_date
from tests.indexer.flows.little import DATED, flow_of
from tests.indexer.flows.real import coupon

LAST = date(2027, 12, 31)  # of the outcome `one` in DATED
AFTER = LAST + timedelta(days=1)
OPTION_ENDS = (
    "        label: ไม่แน่ใจ\n",
    "        label: ไม่แน่ใจ\n        valid_until: 2569-12-31\n",
)


@pytest.fixture
def little() -> Flow:
    return flow_of()


@pytest.fixture
def dated() -> Flow:
    return flow_of(*DATED)


@pytest.fixture(params=["little", "dated", "coupon"])
def flow(request: pytest.FixtureRequest) -> Flow:
    """Each in turn; the last is the real one."""
    if request.param == "coupon":
        return coupon()
    return flow_of(*(DATED if request.param == "dated" else ()))


def places(flow: Flow, text: str) -> dict[str, str]:
    """Return what is printed of each node: from its heading to that of the next."""
    heads = [f"\n{number}. " for number in numbers(flow).values()]
    starts = [*(text.index(head) for head in heads), len(text)]
    return {id_: text[starts[i] : starts[i + 1]] for i, id_ in enumerate(numbers(flow))}


def line_with(words: str, text: str) -> str:
    return next(line for line in text.splitlines() if words in line)


def is_told(text: str, *words: str) -> bool:
    """Tell whether all *words* stand on one line."""
    return any(all(word in line for word in words) for line in text.splitlines())


def test_every_question_is_there(flow: Flow) -> None:
    """Each node has the topic and every line of its question, asked once and asked again."""
    for id_, printed in places(flow, to_text(flow)).items():
        question = flow.questions[flow.nodes[id_].asks]
        for words in (question.topic, *question.ask.splitlines(), *question.again.splitlines()):
            assert words in printed


def test_every_option_says_where_it_leads(flow: Flow) -> None:
    """On the line of an option stands the title of its outcome or the topic of what is asked."""
    printed = places(flow, to_text(flow))
    for node in flow.nodes.values():
        for option, end in node.leads_to.items():
            label = flow.questions[node.asks].options[option].label
            line = line_with(f"- {label}", printed[node.id])
            there = flow.outcomes.get(end)
            title = there.title if there else flow.questions[flow.nodes[end].asks].topic
            assert title in line.split("→")[1]


def test_every_outcome_is_there(flow: Flow) -> None:
    """Also the one that stands in for others, which nothing leads to today."""
    text = to_text(flow)
    for outcome in flow.outcomes.values():
        names = [source.name for source in outcome.sources]
        whole = (outcome.title, outcome.why, outcome.missing, *outcome.next_steps, *names)
        assert [line for words in whole for line in words.splitlines() if line not in text] == []


def test_nothing_stands_before_what_leads_to_it(flow: Flow) -> None:
    """The numbers rise along every way through the flow."""
    number = numbers(flow)
    edges = [(node.id, end) for node in flow.nodes.values() for end in node.leads_to.values()]

    assert [edge for edge in edges if number[edge[0]] >= number.get(edge[1], len(number) + 1)] == []


def test_first_option_leads_on(little: Flow) -> None:
    """Of two questions that could come next, that of the earlier option stands first."""
    assert list(numbers(little)) == ["want", "paper", "kind_have", "kind_none"]


def test_other_wordings_are_counted(little: Flow) -> None:
    """Beside the label stands in how many other ways the option can be said."""
    yes = little.questions["want"].options["yes"]
    line = line_with(f"- {yes.label}", places(little, to_text(little))["want"])

    assert str(len(yes.said) + len(yes.short)) in line.split("→")[0]


def test_meaning_and_advice(little: Flow) -> None:
    """What an option answers besides, and the step it adds, stand with it."""
    paper = places(little, to_text(little))["paper"]

    assert little.questions["want"].options["yes"].label in paper
    assert little.questions["paper"].options["none"].advice in paper


def test_head(little: Flow) -> None:
    """The title, the sources and the day of review are there, the day in พ.ศ."""
    text = to_text(little)

    for words in (little.title, little.sources[0].url, to_thai_date(little.reviewed)):
        assert words in text


def test_days_of_change_are_listed(dated: Flow) -> None:
    """Every day on which something begins or ends stands there, with or without a day given."""
    for text in (to_text(dated), to_text(dated, LAST)):
        assert [day for day in boundaries(dated) if to_thai_date(day) not in text] == []


def test_outcome_that_is_not_valid_is_told(dated: Flow) -> None:
    """After its last day an outcome is named with its days, and its ways lead to the stand-in."""
    text = to_text(dated, AFTER)
    one, old = dated.outcomes["one"], dated.outcomes["old"]

    assert is_told(text, one.title, to_thai_date(LAST))
    assert old.title in line_with("- บุคคล", places(dated.on(AFTER), text)["kind_have"])
    assert one.why not in text


def test_outcome_on_its_last_day(dated: Flow) -> None:
    """On its last day it is printed whole, and not among what is not valid."""
    text = to_text(dated, LAST)

    assert dated.outcomes["one"].why in text
    assert not is_told(text, dated.outcomes["one"].title, to_thai_date(LAST))


def test_option_that_is_not_valid_is_told() -> None:
    """An option out of its days is named with them, and is no answer to its question."""
    flow = flow_of(OPTION_ENDS)
    day = date(2027, 1, 1)
    label = flow.questions["paper"].options["unsure"].label

    text = to_text(flow, day)

    assert is_told(text, label, to_thai_date(date(2026, 12, 31)))
    assert label not in places(flow.on(day), text)["paper"]


def test_advice_comes_first(little: Flow) -> None:
    """The steps of chosen options stand before those of the outcome itself."""
    outcome = little.outcomes["three"]
    text = "\n".join(outcome_lines(outcome, ["ไปที่อำเภอ"]))

    assert text.index("ไปที่อำเภอ") < text.index(outcome.next_steps[0])
