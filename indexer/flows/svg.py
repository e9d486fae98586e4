"""A flow as a drawing to hang on the wall: one SVG file that needs nothing beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil

from indexer.flows.drawing.grid import Arc
from indexer.flows.drawing.layout import lay_out
from indexer.flows.drawing.lettering import shorten, wrap
from indexer.flows.drawing.sheet import Line, Part, Sheet
from indexer.flows.flow import Flow, Option, Outcome, Question
from indexer.flows.picture import days_text, group_text
from indexer.flows.rows import numbers, rows
from indexer.thai_date import to_thai_date

HEADING, TOPIC, TEXT, SMALL = 26.0, 15.0, 13.0, 11.5
ROOMS = (120.0, 140.0, 170.0, 200.0, 230.0, 260.0)  # for a line of text, to choose from
TITLE = 480.0  # for a line of the heading
ASKING = 2.0  # times as much for a line of a question
MANY = 5  # options in one column
ASKED = 90  # letters of a question that are drawn; the pointer brings up the whole
SOFT, WHITE, PALE = "#52606d", "#ffffff", "#b8c2cd"
QUESTION = ("#e8f1fb", "#2462a8")  # ground and edge
NO_GROUP = ("#f1f3f5", "#6b7580")
GROUPS = (
    *(("#dff3e4", "#1d7a3a"), ("#fff0d6", "#a85f00"), ("#f0e5fc", "#7336b8")),
    *(("#dcf3f6", "#08708a"), ("#fde4ec", "#b0244c")),
)
Colours = tuple[str, str]


def to_svg(flow: Flow, day: date | None = None) -> str:
    """Return the drawing of *flow*, or of what stands of it on *day*, as large as a sheet allows.

    Short lines make a drawing high, long ones make it wide: the best of several is taken.
    """
    sheets = (_sheet(flow, day, room) for room in ROOMS)
    return min(sheets, key=lambda sheet: sheet.page.width).to_svg()


def _sheet(flow: Flow, day: date | None, room: float) -> Sheet:
    colours = _colours(flow)
    flow = flow.on(day) if day else flow
    boxes, labels = dict(_boxes(flow, colours, room)), dict(_labels(flow, room))
    layout = lay_out(
        _rows(flow),
        {id_: part.size for id_, part in boxes.items()},
        {arc: part.size for arc, part in labels.items()},
    )
    heading, key = Part([list(_heading(flow, day))], anchor="start"), list(_key(colours))
    return Sheet(flow.title, heading, key, layout, boxes, labels)


def _rows(flow: Flow) -> dict[str, int]:
    """Return the row of all that can be reached, and of the outcome that waits for a lapse."""
    found = rows(flow)
    if flow.lapsed in flow.outcomes:
        found.setdefault(flow.lapsed, max(found.values()))
    return found


def _boxes(flow: Flow, colours: Mapping[str, Colours], room: float) -> Iterator[tuple[str, Part]]:
    number = numbers(flow)
    for id_ in _rows(flow):
        if id_ in flow.outcomes:
            outcome = flow.outcomes[id_]
            yield id_, _outcome(outcome, colours[outcome.group], id_ == flow.lapsed, room)
        else:
            question = flow.questions[flow.nodes[id_].asks]
            yield id_, _question(f"{number[id_]}. {question.topic}", question, room)


def _question(topic: str, question: Question, room: float) -> Part:
    ground, edge = QUESTION
    heads = [Line(text, TOPIC, True, edge) for text in wrap(topic, room * ASKING, TOPIC, True)]
    asked = wrap(_beginning(question.ask), room * ASKING, TEXT)
    lines = [*heads, *(Line(text, TEXT) for text in asked)]
    return Part([lines], ground, edge, tip=question.ask)


def _beginning(ask: str) -> str:
    """Return the first paragraph of *ask*, where the question itself stands."""
    first = shorten(ask.splitlines()[0], ASKED)
    return first if first == ask or first.endswith("…") else f"{first} …"


def _outcome(outcome: Outcome, colours: Colours, stands_in: bool, room: float) -> Part:
    ground, edge = colours
    titles = wrap(outcome.title, room, TEXT, True)
    notes = [days_text(outcome.days)] if days_text(outcome.days) else []
    if stands_in:
        notes.append("ใช้แทนผลที่พ้นวันใช้")
    lines = [
        *([Line(outcome.group, SMALL, True, edge)] if outcome.group else []),
        *(Line(text, TEXT, True) for text in titles),
        *(Line(text, SMALL, colour=SOFT) for note in notes for text in wrap(note, room, SMALL)),
    ]
    return Part([lines], ground, edge, dashed=stands_in, tip=outcome.why)


def _colours(flow: Flow) -> dict[str, Colours]:
    """Return the colours of each group, handed out in the order groups stand in the file."""
    groups = list(dict.fromkeys(outcome.group for outcome in flow.outcomes.values()))
    named = [group for group in groups if group]
    colours = {group: GROUPS[place % len(GROUPS)] for place, group in enumerate(named)}
    return colours | ({"": NO_GROUP} if "" in groups else {})


def _labels(flow: Flow, room: float) -> Iterator[tuple[Arc, Part]]:
    """Yield the label of each arc: all options that lead the same way, one under the other."""
    for id_ in _rows(flow):
        if id_ in flow.nodes:
            node = flow.nodes[id_]
            options = flow.questions[node.asks].options
            for end in dict.fromkeys(node.leads_to.values()):
                same = [options[o] for o, to in node.leads_to.items() if to == end]
                yield (id_, end), Part(list(_columns(same, room)), WHITE, PALE, 1.0)


def _columns(options: Sequence[Option], room: float) -> Iterator[list[Line]]:
    """Yield the lines of *options* in one column, or in two of like length."""
    many = len(options) if len(options) <= MANY else ceil(len(options) / 2)
    for first in range(0, len(options), many):
        yield list(_stack(options[first : first + many], room))


def _stack(options: Sequence[Option], room: float) -> Iterator[Line]:
    for place, option in enumerate(options):
        for row, text in enumerate(wrap(option.label, room, TEXT)):
            yield Line(text, TEXT, ruled=place > 0 and row == 0)
        if days := days_text(option.days):
            yield from (Line(text, SMALL, colour=SOFT) for text in wrap(days, room, SMALL))


def _heading(flow: Flow, day: date | None) -> Iterator[Line]:
    yield from (Line(text, HEADING, bold=True) for text in wrap(flow.title, TITLE, HEADING, True))
    yield Line(f"ตรวจล่าสุด {to_thai_date(flow.reviewed)}", TEXT, colour=SOFT)
    if day:
        yield Line(f"กติกาของวันที่ {to_thai_date(day)}", TOPIC, bold=True)


def _key(colours: Mapping[str, Colours]) -> Iterator[Part]:
    for group, (ground, edge) in colours.items():
        yield Part([[Line(group_text(group), SMALL, True, edge)]], ground, edge)
