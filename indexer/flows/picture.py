"""A flow in words, for the staff who answer for it: every question, every way on, every outcome."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from textwrap import indent

from indexer.documents import Source
from indexer.flows.flow import Days, Flow, Node, Option, Outcome, boundaries
from indexer.flows.rows import meeting_order, numbers
from indexer.thai_date import to_thai_date

SHOWN = 5  # other wordings printed; the file holds them all
KINDS = {"official": "แหล่งทางการ", "news": "ข่าว", "secondary": "แหล่งรอง"}


def to_text(flow: Flow, day: date | None = None) -> str:
    """Return all of *flow* in the order a person meets it, or what stands of it on *day*."""
    standing = flow.on(day) if day else flow
    return "\n".join(
        chain(
            _head(flow, day),
            _changes(flow),
            _not_valid(flow, day) if day else (),
            ["", "─── คำถาม ───"],
            *(_node(standing, id_) for id_ in numbers(standing)),
            ["", "─── ผล ───"],
            *(_ending(standing, id_) for id_ in _outcomes(standing)),
        )
    )


def outcome_lines(outcome: Outcome, advice: Sequence[str] = ()) -> Iterator[str]:
    """Yield all that *outcome* says, with the *advice* of chosen options as its first steps."""
    yield f"{outcome.title} · {group_text(outcome.group)}"
    if days := days_text(outcome.days):
        yield f"   {days}"
    yield from _named("เพราะ", outcome.why)
    yield from _named("ยังขาด", outcome.missing)
    steps = enumerate((*advice, *outcome.next_steps), 1)
    yield from _named("ทำต่อ", "\n".join(f"{number}) {step}" for number, step in steps))
    yield from _named("ที่มา", "\n".join(map(_source, outcome.sources)))
    yield f"   ตรวจล่าสุด {to_thai_date(outcome.reviewed)}"


def group_text(group: str) -> str:
    """Return what staff call outcomes of *group*."""
    return f"กลุ่ม {group}" if group else "ยังไม่เข้ากลุ่มใด"


def days_text(days: Days) -> str:
    """Return *days* in Thai; nothing where they have no end on either side."""
    ends = [("ตั้งแต่", days.first), ("ถึง", days.last)]
    told = [f"{word} {to_thai_date(day)}" for word, day in ends if day]
    return f"ใช้{' '.join(told)}" if told else ""


def _head(flow: Flow, day: date | None) -> Iterator[str]:
    yield f"{flow.title} ({flow.id})"
    if day:
        yield f"กติกาของวันที่ {to_thai_date(day)}"
    reviewed, again = to_thai_date(flow.reviewed), to_thai_date(flow.review_by)
    yield f"ตรวจล่าสุด {reviewed} · ตรวจอีกครั้งภายใน {again} · ผู้ดูแล {flow.owner}"
    yield from (f"ที่มา: {_source(source)}" for source in flow.sources)
    yield f"เปิดด้วยปุ่ม “{flow.button}” หรือพิมพ์ {_quoted(flow.opens)}"
    yield from _named("คำเปิด", flow.intro)


def _changes(flow: Flow) -> Iterator[str]:
    """Yield each day on which something begins or ends, with what that is."""
    yield from ["", "─── วันที่กติกาเปลี่ยน ───"]
    days = boundaries(flow)
    if not days:
        yield "ไม่มี"
    for day in days:
        yield to_thai_date(day)
        yield from (f"   เริ่มใช้ {name}" for name, each in _dated(flow) if each.first == day)
        eve = day - timedelta(days=1)
        yield from (f"   เลิกใช้ {name}" for name, each in _dated(flow) if each.last == eve)


def _not_valid(flow: Flow, day: date) -> Iterator[str]:
    gone = [(name, days) for name, days in _dated(flow) if day not in days]
    yield from ["", f"─── ไม่ใช้ในวันที่ {to_thai_date(day)} ───"]
    yield from (f"{name} ({days_text(days)})" for name, days in gone)
    if not gone:
        yield "ไม่มี"
    if any(day not in outcome.days for outcome in flow.outcomes.values()):
        yield f"ผลที่ไม่ใช้ ใช้ “{flow.outcomes[flow.lapsed].title}” แทน"


def _dated(flow: Flow) -> Iterator[tuple[str, Days]]:
    """Yield every option and outcome as staff know it, with its days."""
    for question in flow.questions.values():
        for option in question.options.values():
            yield f"ตัวเลือก “{option.label}” ของ “{question.topic}”", option.days
    for outcome in flow.outcomes.values():
        yield f"ผล “{outcome.title}”", outcome.days


def _node(flow: Flow, id_: str) -> Iterator[str]:
    node = flow.nodes[id_]
    question = flow.questions[node.asks]
    yield from ["", f"{numbers(flow)[id_]}. {question.topic} ({id_}){_unmet(flow, id_)}"]
    yield indent(question.ask, "   ")
    yield from _named("ถามซ้ำ", question.again)
    yield from _named("พูดถึงเรื่องนี้แต่ยังไม่ใช่คำตอบ", _quoted(question.unclear))
    yield "   คำตอบ"
    for option in question.options.values():
        yield from _option(flow, node, option)


def _option(flow: Flow, node: Node, option: Option) -> Iterator[str]:
    others = len(option.said) + len(option.short)
    notes = [f"อีก {others} แบบ" if others else "", days_text(option.days)]
    told = "".join(f" ({note})" for note in notes if note)
    yield f"   - {option.label}{told} → {_end(flow, node.leads_to[option.id])}"
    for id_, answer in option.means.items():
        question = flow.questions[id_]
        if answer in question.options:
            label = question.options[answer].label
            yield f"     ถือว่าตอบ “{question.topic}” ว่า “{label}” ด้วย"
    if option.advice:
        yield f"     คำแนะนำที่เพิ่มในผล: {option.advice}"


def _end(flow: Flow, id_: str) -> str:
    if id_ in flow.outcomes:
        return f"ผล “{flow.outcomes[id_].title}”"
    return f"ข้อ {numbers(flow)[id_]} {flow.questions[flow.nodes[id_].asks].topic}"


def _outcomes(flow: Flow) -> list[str]:
    met = [id_ for id_ in meeting_order(flow) if id_ in flow.outcomes]
    return list(dict.fromkeys([*met, *flow.outcomes]))


def _ending(flow: Flow, id_: str) -> Iterator[str]:
    first, *rest = outcome_lines(flow.outcomes[id_])
    yield from ["", f"{first} ({id_}){_unmet(flow, id_)}", *rest]


def _unmet(flow: Flow, id_: str) -> str:
    """Return the note of what no answer leads to."""
    if id_ == flow.lapsed:
        return " · ใช้แทนผลที่พ้นวันใช้"
    return "" if id_ in meeting_order(flow) else " · ไม่มีคำตอบใดนำมาถึง"


def _named(name: str, text: str) -> Iterator[str]:
    if text:
        yield f"   {name}"
        yield indent(text, "     ")


def _source(source: Source) -> str:
    return " · ".join([source.name, source.dated, KINDS.get(source.kind, source.kind), source.url])


def _quoted(texts: Sequence[str]) -> str:
    """Return the first SHOWN of *texts*, and how many more there are."""
    more = len(texts) - SHOWN
    shown = " ".join(f"“{text}”" for text in texts[:SHOWN])
    return f"{shown} (อีก {more} แบบ)" if more > 0 else shown
