"""All flows of a knowledge base, each with its cases; what two of them claim is told."""

import re
from collections.abc import Iterator, Mapping

from indexer.documents import Problem
from indexer.flows.cases import cases_path, check_cases, read_cases
from indexer.flows.file import parse_flow
from indexer.flows.flow import Flow
from indexer.flows.places import Place, Reading
from indexer.thai import normalise

_FLOW = re.compile(r"flows/[^/]+\.yaml")
_CASES = re.compile(r"flows/(?P<flow>[^/]+)\.cases\.csv")


def read_flows(files: Mapping[str, bytes]) -> tuple[tuple[Flow, ...], list[Problem]]:
    """Read every flow among *files*; a broken one is left out and takes no other with it."""
    flows, problems = [], _cases_alone(files)
    for path in sorted(filter(_FLOW.fullmatch, files)):
        flow, wrong = parse_flow(path, files[path])
        problems += wrong
        if flow:
            flows.append(flow)
            problems += _cases(flow, files)
    return tuple(flows), [*problems, *_same_calls(flows, files)]


def flow_path(flow: Flow) -> str:
    """Return the file *flow* was read from."""
    return f"flows/{flow.id}.yaml"


def _cases(flow: Flow, files: Mapping[str, bytes]) -> list[Problem]:
    path = cases_path(flow.id)
    if path not in files:
        wrong = "ยังไม่มีตารางกรณีนี้ ให้สร้างเพื่อให้เห็นว่าใครได้ผลใด"
        return [Problem(path, 1, wrong, fatal=False)]
    cases, problems = read_cases(flow, path, files[path])
    return problems or check_cases(flow, cases)


def _cases_alone(files: Mapping[str, bytes]) -> list[Problem]:
    """Report each table whose flow is not there: it says nothing of any."""
    found = (match for path in files if (match := _CASES.fullmatch(path)))
    return [
        Problem(match[0], 1, f"ไม่มีไฟล์ flows/{match['flow']}.yaml ให้แก้ชื่อไฟล์หรือลบออก", fatal=False)
        for match in found
        if f"flows/{match['flow']}.yaml" not in files
    ]


def _same_calls(flows: list[Flow], files: Mapping[str, bytes]) -> list[Problem]:
    """Report each phrase that would start two flows."""
    owner: dict[str, Flow] = {}
    problems = []
    for flow in flows:
        path = flow_path(flow)
        for place, call in _calls(flow):
            first = owner.setdefault(normalise(call), flow)
            if first is not flow:
                wrong = f"“{call}” เรียก {flow_path(first)} อยู่แล้ว ให้เหลือที่เดียว"
                problems.append(Problem(path, _line(path, files, place), wrong, fatal=False))
    return problems


def _calls(flow: Flow) -> Iterator[tuple[Place, str]]:
    yield ("button",), flow.button
    for number, call in enumerate(flow.opens):
        yield ("opens", str(number)), call


def _line(path: str, files: Mapping[str, bytes], place: Place) -> int:
    reading = Reading(path)
    reading.values(files[path])
    return reading.lines[place]
