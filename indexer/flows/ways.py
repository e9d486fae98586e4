"""Every way through a flow on every day: none may end at a question, or be too long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from indexer.flows.flow import Choices, Flow, boundaries
from indexer.flows.places import Place
from indexer.thai_date import to_thai_date

Wrong = tuple[Place, str]  # where in the file, and in Thai what to do

MOST_QUESTIONS = 7  # on one way: an answer within a minute
MOST_WAYS = 10_000  # far more than staff can have thought through


def days_of(flow: Flow) -> list[date]:
    """Return a day of each state *flow* has: before it first changes, and from each change on."""
    changes = boundaries(flow)
    before = changes[0] - timedelta(1) if changes and changes[0] > date.min else date.min
    return [before, *changes]


@dataclass(frozen=True)
class _Way:
    """Where answers lead: the nodes passed, the choices made there, the end or "" for none."""

    at: str
    nodes: tuple[str, ...] = ()
    choices: Choices = field(default_factory=dict)


def check_ways(flow: Flow) -> Iterator[Wrong]:
    """Walk every way on every day; what no way comes to on any day is of no use."""
    wrong: dict[Place, str] = {}
    met: set[str] = set()
    for day in days_of(flow):
        ways = list(islice(_ways(flow.on(day)), MOST_WAYS + 1))
        for way in ways:
            met.update(way.nodes, [way.at])
            for place, message in _wrong_way(flow, way, day):
                wrong.setdefault(place, message)
        if len(ways) > MOST_WAYS:
            wrong["edges",] = f"มีเกิน {MOST_WAYS} เส้นทาง ให้ลดคำถามหรือแยกเป็นสองแบบถามนำ"
    yield from wrong.items() if wrong else _unreachable(flow, met)


def _ways(flow: Flow) -> Iterator[_Way]:
    """Yield every way, also one that ends at a question; none goes on past MOST_QUESTIONS."""
    open_ways = [_Way(flow.start)]
    while open_ways:
        way = open_ways.pop()
        onward = _onward(flow, way) if len(way.choices) <= MOST_QUESTIONS else []
        open_ways += onward
        if not onward:
            yield way


def _onward(flow: Flow, way: _Way) -> list[_Way]:
    """Return *way* one edge further: by each option, or by the one picked before."""
    if way.at not in flow.nodes:
        return []
    node = flow.nodes[way.at]
    given = way.choices.get(node.asks)
    return [
        _Way(end, (*way.nodes, way.at), {**way.choices, node.asks: option})
        for option, end in node.leads_to.items()
        if given in (None, option)
    ]


def _wrong_way(flow: Flow, way: _Way, day: date) -> Iterator[Wrong]:
    if len(way.choices) > MOST_QUESTIONS:
        told = " → ".join(labels(flow, way.choices))
        wrong = f"ถามเกิน {MOST_QUESTIONS} คำถามก่อนถึงผล: {told} ให้ตัดคำถามหรือรวมกัน"
        yield ("edges", way.nodes[-1]), wrong
    elif way.at in flow.nodes and flow.questions[asks := flow.nodes[way.at].asks].options:
        wrong = f"{asks} ไม่มีตัวเลือกให้ตอบในวันที่ {to_thai_date(day)} ให้แก้วันของตัวเลือก"
        yield ("questions", asks, "options"), wrong


def _unreachable(flow: Flow, met: set[str]) -> Iterator[Wrong]:
    asked = {node.asks for node in flow.nodes.values()}
    kept: Mapping[str, tuple[Mapping[str, object], set[str]]] = {
        "questions": (flow.questions, asked),
        "edges": (flow.nodes, met),
        "outcomes": (flow.outcomes, met),
    }
    for name, (ids, used) in kept.items():
        for id_ in ids:
            if id_ not in used:
                yield (name, id_), f"ไม่มีเส้นทางใดมาถึง {id_} ให้เพิ่มทางใน edges หรือลบออก"


def labels(flow: Flow, choices: Choices) -> list[str]:
    """Return *choices* as the labels that people see."""
    return [flow.questions[q].options[option].label for q, option in choices.items()]
