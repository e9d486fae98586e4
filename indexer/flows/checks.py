"""What is wrong with a flow once it is read: words that clash, ids of nothing, loops."""

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from indexer.flows.flow import Flow, Node, Option, Question
from indexer.flows.places import Place
from indexer.flows.ways import Wrong, check_ways, days_of
from indexer.thai import normalise

MOST_OPTIONS = 12  # that one reads through on a phone
COLUMNS = ("กรณี", "ผล", "รหัสผล")  # of the table of cases, beside one named by each topic


def check_flow(flow: Flow) -> Iterator[Wrong]:
    """Yield what is wrong with *flow*: first what stands there, then where it leads."""
    yield from _topics(flow)
    yield from _many_options(flow)
    for question in flow.questions.values():
        yield from _same_words(question)
    references = [*_references(flow)]
    yield from references
    if flow.start and not references:
        loops = [*_loops(flow)]
        yield from loops or check_ways(flow)


def _topics(flow: Flow) -> Iterator[Wrong]:
    taken = dict.fromkeys(COLUMNS, "ตารางกรณี")
    for question in flow.questions.values():
        first = taken.setdefault(question.topic, question.id)
        if question.topic and first != question.id:
            wrong = f"topic “{question.topic}” ซ้ำกับของ {first} ให้ตั้งให้ต่างกัน"
            yield ("questions", question.id, "topic"), wrong


def _many_options(flow: Flow) -> Iterator[Wrong]:
    for question in flow.questions.values():
        most = max(sum(day in o.days for o in question.options.values()) for day in days_of(flow))
        if most > MOST_OPTIONS:
            wrong = f"{question.id} มี {most} ตัวเลือก เกิน {MOST_OPTIONS} ให้รวมหรือแยกเป็นสองคำถาม"
            yield ("questions", question.id, "options"), wrong


def _same_words(question: Question) -> Iterator[Wrong]:
    """Report what would mean two options of *question* that can be picked on the same day."""
    words = {option.id: _words(option) for option in question.options.values()}
    for one, other in combinations(question.options.values(), 2):
        if _overlap(one, other):
            for word in sorted(words[one.id].keys() & words[other.id].keys()):
                place, said = words[other.id][word]
                wrong = f"“{said}” เป็นของตัวเลือก {one.id} ด้วย ให้เหลือที่ตัวเลือกเดียว"
                yield ("questions", question.id, "options", other.id, *place), wrong


def _words(option: Option) -> dict[str, tuple[Place, str]]:
    """Return what *option* is called and how it is said: by normal form its place and spelling."""
    listed = {"said": option.said, "short": option.short}
    words = {
        normalise(text): ((name, str(number)), text)
        for name, texts in listed.items()
        for number, text in enumerate(texts)
    }
    return {**words, normalise(option.label): (("label",), option.label)}


def _overlap(one: Option, other: Option) -> bool:
    firsts = [days.first for days in (one.days, other.days) if days.first]
    last = min(days.last or date.max for days in (one.days, other.days))
    return max(firsts, default=date.min) <= last


def _references(flow: Flow) -> Iterator[Wrong]:
    """Report every id that stands for nothing."""
    if flow.start and flow.start not in flow.nodes:
        yield ("start",), f"start ชี้ไปที่ {flow.start} ซึ่งไม่มีใน edges"
    yield from _lapsed(flow)
    for id_ in sorted(flow.nodes.keys() & flow.outcomes.keys()):
        yield ("outcomes", id_), f"รหัส {id_} มีทั้งใน edges และ outcomes ให้เปลี่ยนรหัสหนึ่ง"
    for node in flow.nodes.values():
        yield from _edges(flow, node)
    for question in flow.questions.values():
        if question.refines and question.refines not in flow.questions.keys() - {question.id}:
            here = ("questions", question.id, "refines")
            yield here, f"refines: {question.refines} ไม่ใช่รหัสของคำถามอื่น"
        for option in question.options.values():
            yield from _means(flow, question, option)


def _lapsed(flow: Flow) -> Iterator[Wrong]:
    dated = [each.id for each in flow.outcomes.values() if each.days.first or each.days.last]
    if flow.lapsed and flow.lapsed not in flow.outcomes:
        yield ("lapsed",), f"lapsed ชี้ไปที่ {flow.lapsed} ซึ่งไม่มีใน outcomes"
    elif flow.lapsed in dated:
        wrong = f"{flow.lapsed} ใช้แทนผลที่พ้นกำหนด จึงมี valid_from หรือ valid_until ของตัวเองไม่ได้"
        yield ("outcomes", flow.lapsed), wrong
    elif dated and not flow.lapsed:
        wrong = f"{dated[0]} มีวันเริ่มหรือวันสิ้นสุด ให้เพิ่ม lapsed: ที่หัวไฟล์ ชี้ไปที่ผลที่ใช้แทนในวันอื่น"
        yield ("outcomes", dated[0]), wrong


def _edges(flow: Flow, node: Node) -> Iterator[Wrong]:
    here = ("edges", node.id)
    if node.asks not in flow.questions:
        wrong = f"{node.id} ถามคำถาม {node.asks} ซึ่งไม่มีใน questions"
        yield (*here, "asks"), f"{wrong} ให้แก้รหัส หรือเพิ่ม asks: ตามด้วยรหัสคำถาม"
        return
    options = flow.questions[node.asks].options
    for option in sorted(options.keys() - node.leads_to.keys()):
        yield here, f"{node.id} ยังไม่บอกว่าตอบ {option} แล้วไปไหน ให้เพิ่ม {option}: ตามด้วยรหัส"
    for option, end in node.leads_to.items():
        if option not in options:
            yield (*here, option), f"คำถาม {node.asks} ไม่มีตัวเลือก {option} ให้แก้รหัสหรือลบออก"
        if end and end not in flow.nodes and end not in flow.outcomes:
            yield (*here, option), f"{option} ชี้ไปที่ {end} ซึ่งไม่มีทั้งใน edges และ outcomes"


def _means(flow: Flow, question: Question, option: Option) -> Iterator[Wrong]:
    here = ("questions", question.id, "options", option.id, "means")
    for other, answer in option.means.items():
        if other == question.id or other not in flow.questions:
            yield (*here, other), f"means: {other} ไม่ใช่รหัสของคำถามอื่น"
        elif answer and answer not in flow.questions[other].options:
            yield (*here, other), f"means: คำถาม {other} ไม่มีตัวเลือก {answer}"


def _loops(flow: Flow) -> Iterator[Wrong]:
    """Report a way that comes back to where it was; where there are several, one of them."""
    ends = {
        node.id: [end for end in node.leads_to.values() if end in flow.nodes]
        for node in flow.nodes.values()
    }
    try:
        TopologicalSorter(ends).prepare()
    except CycleError as error:
        loop: list[str] = error.args[1][::-1]  # each leads to the next, the last is the first
        wrong = f"วนไม่รู้จบ: {' → '.join(loop)} ให้แก้ปลายทางของจุดหนึ่งในนี้"
        yield ("edges", loop[0]), wrong
