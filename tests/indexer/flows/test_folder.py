"""Flows as part of the knowledge: read with it, kept in its snapshots, told in its commands."""

from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.documents import Problem
from indexer.flows.folder import read_flows
from indexer.index import Index
from indexer.knowledge import Knowledge, read_files, read_knowledge
from tests.indexer.fakes import SMALL, PairEmbedder, build, write
from tests.indexer.flows.little import CASES, DATED, Change, line_of, little

LITTLE = {"flows/little.yaml": little().encode(), "flows/little.cases.csv": CASES.encode()}
BROKEN = little(("start: want", "start: nowhere")).encode()
OTHER_CALLS: tuple[Change, ...] = (
    ("button: เช็กสิทธิ์ของฉัน", "button: เช็กอีกอย่าง"),
    ("opens: [เช็กสิทธิ์, ได้สิทธิ์ไหม]\n", "opens: [อีกอย่าง]\n"),
)


def of(id_: str, raw: bytes) -> dict[str, bytes]:
    """Return the files of the flow *id_*: itself and the little flow's cases."""
    return {f"flows/{id_}.yaml": raw, f"flows/{id_}.cases.csv": CASES.encode()}


def knowledge(**flows: bytes) -> Knowledge:
    """The small knowledge with the little flow, and with more *flows* by id."""
    more = [file for id_, raw in flows.items() for file in of(id_, raw).items()]
    return read_files({**SMALL, **LITTLE, **dict(more)})


def problems_of(files: dict[str, bytes]) -> list[Problem]:
    return read_flows(files)[1]


def test_knowledge_without_flows() -> None:
    """A knowledge base needs no flow."""
    assert read_flows(SMALL) == (read_files(SMALL).flows, []) == ((), [])


def test_knowledge_reads_flows() -> None:
    """Flows are read from their folder, in the order of their ids."""
    read = knowledge(another=little(*OTHER_CALLS).encode())

    assert [flow.id for flow in read.flows] == ["another", "little"]
    assert read.problems == read_files(SMALL).problems


def test_folder_and_files_read_the_same(tmp_path: Path) -> None:
    """Tables of cases are among the files a folder gives, so a snapshot carries them."""
    read = read_knowledge(write(tmp_path, {**SMALL, **LITTLE}))

    assert read == knowledge()
    assert "flows/little.cases.csv" in read.files


def test_broken_flow_leaves_the_others() -> None:
    """A flow that is refused takes no other flow and no document with it."""
    read = knowledge(another=BROKEN)

    assert [flow.id for flow in read.flows] == ["little"]
    assert len(read.entries) == 3
    assert [(each.file, each.fatal) for each in read.problems if each.file[:6] == "flows/"] == [
        ("flows/another.yaml", True)
    ]


def test_flow_without_cases() -> None:
    """A flow beside which no table lies is used, and its staff are asked for one."""
    flows, [problem] = read_flows({"flows/little.yaml": LITTLE["flows/little.yaml"]})

    assert [flow.id for flow in flows] == ["little"]
    assert (problem.file, problem.fatal) == ("flows/little.cases.csv", False)


@pytest.mark.parametrize("spoilt", ["กลุ่มที่หนึ่ง", "กลุ่มสอง"], ids=["a wrong row", "a wrong case"])
def test_flow_with_wrong_cases(spoilt: str) -> None:
    """What is wrong with its cases is told, and the flow is used all the same."""
    cases = CASES.replace("กลุ่มหนึ่ง", spoilt).encode()
    flows, [problem] = read_flows({**LITTLE, "flows/little.cases.csv": cases})

    assert [flow.id for flow in flows] == ["little"]
    assert (problem.file, problem.line, problem.fatal) == ("flows/little.cases.csv", 3, False)


def test_cases_without_a_flow() -> None:
    """A table whose flow is not there, as after a slip in a name, is told."""
    [problem] = problems_of({**LITTLE, "flows/litle.cases.csv": b""})

    assert (problem.file, problem.fatal) == ("flows/litle.cases.csv", False)
    assert "flows/litle.yaml" in problem.message


def test_cases_of_a_broken_flow() -> None:
    """While a flow is broken only the flow is told: its table may be right."""
    files = {**LITTLE, "flows/little.yaml": BROKEN}

    assert {problem.file for problem in problems_of(files)} == {"flows/little.yaml"}


@pytest.mark.parametrize(
    ("button", "opens", "shared"),
    [
        ("เช็กสิทธิ์", "อีกอย่าง", "button:"),
        ("อีกอย่าง", "เช็กสิทธิ์ของฉัน", "opens:"),
        ("อีกอย่าง", "อีก, เช็กสิทธิ์\u200b", "opens:"),
    ],
    ids=["a button", "another's button", "the same to the eye"],
)
def test_two_flows_of_one_call(button: str, opens: str, shared: str) -> None:
    """A phrase that would start two flows is told at the second, on its line; both stay."""
    text = little(
        ("button: เช็กสิทธิ์ของฉัน", f"button: {button}"), ("[เช็กสิทธิ์, ได้สิทธิ์ไหม]", f"[{opens}]")
    )
    flows, [problem] = read_flows({**LITTLE, **of("second", text.encode())})

    assert (problem.file, problem.fatal) == ("flows/second.yaml", False)
    assert problem.line == line_of(text, shared)
    assert "flows/little.yaml" in problem.message
    assert len(flows) == 2


def test_one_flow_may_call_itself_twice() -> None:
    """A phrase may stand among a flow's other calls and on its button."""
    text = little(("[เช็กสิทธิ์, ", "[เช็กสิทธิ์ของฉัน, "))

    assert problems_of({**LITTLE, "flows/little.yaml": text.encode()}) == []


@pytest.mark.parametrize("name", ["flows/deep/little.yaml", "little.yaml", "documents/little.yaml"])
def test_flow_in_another_place(name: str) -> None:
    """Only what lies in the folder of flows is one."""
    assert read_flows({name: b"x"}) == ((), [])


def test_snapshot_keeps_flows(tmp_path: Path) -> None:
    """A saved index comes back with its flows and their cases, problems and all."""
    before = knowledge(another=BROKEN)
    build(before).save(tmp_path / "one")

    after = Index.load(tmp_path / "one", PairEmbedder()).knowledge
    assert after == before
    assert [flow.id for flow in after.flows] == ["little"]


def command(folder: Path, *arguments: str) -> int:
    return main(["check", "--knowledge-base", str(folder), *arguments])


def test_check_counts_flows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command tells how many flows there are besides documents and questions."""
    command(write(tmp_path, {**SMALL, **LITTLE}))

    assert capsys.readouterr().out.split()[0:5:2] == ["2", "3", "1"]


def test_check_lists_what_is_wrong_with_a_flow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command names the file and the line of what a flow was refused for."""
    code = command(write(tmp_path, {**SMALL, **LITTLE, "flows/little.yaml": BROKEN}))

    line = line_of(BROKEN.decode(), "start:")
    assert code == 1
    assert f"flows/little.yaml บรรทัด {line}:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2570-11-21", []),
        ("2570-11-22", ["little", "rice", "soap"]),
        ("2570-12-31", ["little", "rice", "soap"]),
        ("2571-01-01", ["little", "rice", "soap", "little/one"]),
    ],
    ids=["the day before", "the very day", "an outcome's last day", "the day after it"],
)
def test_check_what_is_due(
    day: str, due: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Flows to be read again are listed as documents are, and outcomes past their last day."""
    flow = little(*DATED).encode()
    code = command(write(tmp_path, {**SMALL, **LITTLE, "flows/little.yaml": flow}), "--due", day)

    *listed, _ = capsys.readouterr().out.splitlines()
    assert code == bool(due)
    assert [line.split(" · ")[1] for line in listed] == due
