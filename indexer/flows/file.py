"""Read one flow file: a Flow, and in Thai all that is wrong with it, with its line."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath

from indexer.documents import Problem
from indexer.flows.checks import check_flow
from indexer.flows.fields import ID, Part
from indexer.flows.flow import Days, Flow, Node, Option, Outcome, Question
from indexer.flows.places import Reading, ShapeError

# A phone's button shows no more letters than these; what LINE itself refuses, bot/line/ knows.
LABEL_LIMIT = 40  # an option, as one of several below each other
TOPIC_LIMIT = 40  # a question's name, on the button that asks it again
BUTTON_LIMIT = 20  # what starts the flow, in the row under an answer
ASKS = "asks"  # beside a node's edges: the question it asks, where that is not of its own name

_FLOW = (
    *("title", "area", "owner", "source", "reviewed", "review_by", "button", "opens", "intro"),
    *("start", "lapsed", "questions", "edges", "outcomes"),
)
_QUESTION = ("topic", "refines", "ask", "again", "unclear", "options")
_OPTION = ("label", "said", "short", "means", "advice", "valid_from", "valid_until")
_OUTCOME = (
    *("group", "title", "why", "missing", "next_steps", "source", "reviewed"),
    *("valid_from", "valid_until"),
)


def parse_flow(path: str, raw: bytes) -> tuple[Flow | None, list[Problem]]:
    """Read one flow file; None where anything is wrong: half a graph would mislead people."""
    reading = Reading(path)
    try:
        flow = _flow(Part(reading, (), reading.values(raw)), PurePosixPath(path).stem)
    except ShapeError as error:
        return None, [*reading.problems, Problem(path, error.line, str(error))]
    for place, message in check_flow(flow):
        reading.wrong(place, message)
    problems = sorted(reading.problems, key=lambda problem: problem.line)
    return (None if problems else flow), problems


def _flow(top: Part, id_: str) -> Flow:
    top.knows(*_FLOW)
    if not ID.fullmatch(id_):
        top.wrong("ชื่อไฟล์ต้องขึ้นต้นด้วย a-z และใช้ได้เฉพาะ a-z 0-9 และ _ เช่น coupon.yaml")
    questions = {each: _question(part, each) for each, part in top.parts("questions")}
    flow = Flow(
        id=id_,
        title=top.text("title"),
        area=top.text("area"),
        button=top.text("button", BUTTON_LIMIT),
        opens=top.texts("opens"),
        intro=top.text("intro"),
        owner=top.text("owner"),
        sources=top.sources("source"),
        reviewed=top.day("reviewed"),
        review_by=top.day("review_by"),
        start=top.text("start"),
        questions=questions,
        nodes={each: _node(part, each, questions) for each, part in top.parts("edges")},
        outcomes={each: _outcome(part, each) for each, part in top.parts("outcomes")},
        lapsed=top.optional("lapsed"),
        edition="",
    )
    if date.min < flow.review_by < flow.reviewed:
        top.wrong("review_by อยู่ก่อน reviewed กรุณาตรวจวันที่ทั้งสองช่อง", "review_by")
    return replace(flow, edition=_edition(flow))


def _question(part: Part, id_: str) -> Question:
    part.knows(*_QUESTION)
    return Question(
        id=id_,
        topic=part.text("topic", TOPIC_LIMIT),
        ask=part.text("ask"),
        again=part.text("again"),
        options={each: _option(inner, each) for each, inner in part.parts("options")},
        unclear=part.texts("unclear"),
        refines=part.optional("refines"),
    )


def _option(part: Part, id_: str) -> Option:
    part.knows(*_OPTION)
    if id_ == ASKS:
        part.wrong(f"ตัวเลือกใช้รหัส {ASKS} ไม่ได้ เพราะใน edges มีความหมายอื่น ให้ตั้งรหัสใหม่")
    return Option(
        id=id_,
        label=part.text("label", LABEL_LIMIT),
        said=part.texts("said"),
        short=part.texts("short"),
        means=part.pairs("means"),
        advice=part.optional("advice"),
        days=part.days(),
    )


def _node(part: Part, id_: str, questions: Mapping[str, Question]) -> Node:
    """Return the node with its edges in the order of the question's options."""
    asks = part.optional(ASKS) or id_
    edges = {option: part.text(option) for option in part.fields if option != ASKS}
    options = questions[asks].options if asks in questions else {}
    order = [*(option for option in options if option in edges), *edges]
    return Node(id_, asks, {option: edges[option] for option in order})


def _outcome(part: Part, id_: str) -> Outcome:
    part.knows(*_OUTCOME)
    return Outcome(
        id=id_,
        group=part.optional("group"),
        title=part.text("title"),
        why=part.text("why"),
        missing=part.optional("missing"),
        next_steps=part.some_texts("next_steps"),
        sources=part.sources("source"),
        reviewed=part.day("reviewed"),
        days=part.days(),
    )


def _edition(flow: Flow) -> str:
    """Return eight hex digits of the graph: what choices can mean, without a word of it."""
    options = {
        question.id: {
            option.id: [_written(option.days), dict(option.means)]
            for option in question.options.values()
        }
        for question in flow.questions.values()
    }
    nodes = {node.id: [node.asks, dict(node.leads_to)] for node in flow.nodes.values()}
    outcomes = {outcome.id: _written(outcome.days) for outcome in flow.outcomes.values()}
    graph = json.dumps([flow.start, flow.lapsed, nodes, options, outcomes], sort_keys=True)
    return sha256(graph.encode()).hexdigest()[:8]


def _written(days: Days) -> list[str]:
    ends: tuple[date | None, ...] = (days.first, days.last)
    return [day.isoformat() if day else "" for day in ends]
