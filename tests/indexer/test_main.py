"""The command line: check, build, search, on real small folders with the embedded model."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.confidence import Confidence
from indexer.embedder import load_embedder
from indexer.flows.reader import Reader
from indexer.index import VECTORS
from indexer.snapshots import CURRENT, Snapshots
from indexer.talk import TALK
from tests.conftest import ROOT
from tests.indexer.fakes import SMALL, SOAP, document, entry, wording, write
from tests.indexer.flows.learnt import SAID
from tests.indexer.flows.little import FLOW, PATH, little

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """The small knowledge in a folder."""
    return write(tmp_path / "knowledge")


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """Where the commands keep their snapshots."""
    return Snapshots(tmp_path / "index")


@pytest.fixture
def run(
    knowledge: Path,
    snapshots: Snapshots,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run one command on the folders of the test: its exit code, output and errors."""
    for name in ("KNOWLEDGE_BASE", "INDEX_URL", "DATA_DIR", "EMBEDDING_MODEL"):
        monkeypatch.delenv(name, raising=False)

    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        folders = ["--knowledge-base", str(knowledge), "--index", str(snapshots.folder)]
        code = main([command, *folders, *arguments])
        return code, *capsys.readouterr()

    return run


def test_check_without_a_problem(run: Run) -> None:
    """Where nothing is wrong, check counts and is content."""
    code, out, err = run("check")

    assert (code, err) == (0, "")
    assert out.split()[0:3:2] == ["2", "3"]


def test_check_lists_what_is_wrong(run: Run, knowledge: Path) -> None:
    """Each problem is a line with file and line, and tells whether something is left out."""
    short = entry("soap-other", "สบู่เหลวต่างจากสบู่ก้อนอย่างไร", ["สบู่เหลว"])
    write(knowledge, {"documents/soap.md": document(SOAP, short, title="").encode()})
    write(knowledge, {"documents/rice.md": document(short).encode()})
    write(knowledge, {"wording.yaml": wording().encode()})

    code, out, err = run("check")

    assert code == 1
    rice, soap = err.splitlines()
    assert rice.startswith("documents/rice.md บรรทัด 10:")
    assert "ข้าม" not in rice
    assert soap.startswith("documents/soap.md บรรทัด 1:")
    assert soap.endswith("(ข้ามส่วนนี้ไป)")
    assert "2" in out.rsplit("·", 1)[1]


def test_check_builds_nothing(run: Run, snapshots: Snapshots) -> None:
    """Checking leaves no trace."""
    run("check")

    assert not snapshots.folder.exists()


def test_build(run: Run, snapshots: Snapshots) -> None:
    """A build publishes a snapshot that knows how sure it is, and names it."""
    code, out, _ = run("build")

    [snapshot] = snapshots.ids()
    assert code == 0
    assert snapshot == snapshots.current()
    assert snapshot in out
    assert snapshots.manifest(snapshot).confidence != Confidence()


def test_build_twice(run: Run, snapshots: Snapshots) -> None:
    """While nothing changed, a build says what is current and does nothing."""
    run("build")
    before = snapshots.ids()

    code, out, _ = run("build")

    assert code == 0
    assert before[0] in out
    assert len(out.splitlines()) == 1
    assert snapshots.ids() == before


def test_build_by_force(run: Run, snapshots: Snapshots) -> None:
    """A build that is forced builds although nothing changed."""
    run("build")
    run("build", "--force")

    assert len(snapshots.ids()) == 2


def test_build_after_a_change(run: Run, knowledge: Path, snapshots: Snapshots) -> None:
    """After a correction the next build publishes it."""
    run("build")
    corrected = document(SOAP.replace("8 ถึง 10", "8 ถึง 9"), title="สบู่")
    write(knowledge, {"documents/soap.md": corrected.encode()})
    run("build")

    index = snapshots.load(snapshots.ids()[-1])
    assert snapshots.current() == snapshots.ids()[-1]
    assert index.knowledge.entries["soap-ph"].answer == "ประมาณ 8 ถึง 9 ค่ะ"


def test_build_learns_to_read_answers(run: Run, knowledge: Path, snapshots: Snapshots) -> None:
    """A build holds what its model learnt from each flow, and so knows what no phrase says."""
    write(knowledge, {PATH: little(*SAID).encode()})
    run("build")

    index, embedder = snapshots.load(snapshots.ids()[0]), load_embedder()
    [flow] = index.knowledge.flows
    reader = Reader(flow, index.weights[flow.id], index.knowledge, embedder)
    assert index.weights[flow.id].fits(flow, embedder)
    assert reader.margins("บริษัทค่ะ", "kind")[0].option == "company"


def test_build_without_a_flow(run: Run, snapshots: Snapshots) -> None:
    """Where there is no flow only small talk is learnt."""
    run("build")

    assert list(snapshots.load(snapshots.ids()[0]).weights) == [TALK]


def test_build_leaves_out_what_is_broken(run: Run, knowledge: Path, snapshots: Snapshots) -> None:
    """A document that was never whole is reported, and the rest is built."""
    write(knowledge, {"documents/rice.md": b"\xff"})

    code, _, err = run("build")

    assert code == 0
    assert "documents/rice.md บรรทัด 1:" in err
    assert list(snapshots.load(snapshots.ids()[0]).knowledge.entries) == ["soap-ph"]


def test_build_keeps_the_last_good_one(run: Run, knowledge: Path, snapshots: Snapshots) -> None:
    """What broke since the last build is reported, and answered as before until it is mended."""
    write(knowledge, {PATH: FLOW.encode()})
    run("build")
    broken = FLOW.replace("start: want", "start: nowhere").encode()
    write(knowledge, {"documents/rice.md": b"\xff", PATH: broken, "documents/new.md": b"\xff"})

    _, _, err = run("build", "--force")

    index = snapshots.load(snapshots.current() or "")
    assert {"documents/rice.md", PATH} <= {line.split(" ")[0] for line in err.splitlines()}
    assert "rice-seed" in index.knowledge.entries
    assert [flow.start for flow in index.knowledge.flows] == ["want"]
    assert set(index.weights) == {"little", TALK}


def test_build_after_a_broken_one_is_needed_once(run: Run, knowledge: Path) -> None:
    """The broken file does not make every start build the same snapshot anew."""
    run("build")
    write(knowledge, {"documents/rice.md": b"\xff"})
    run("build")

    _, out, _ = run("build")

    assert "สร้างดัชนี" not in out


def test_build_after_current_was_damaged(run: Run, snapshots: Snapshots) -> None:
    """A good older snapshot of the same files does not keep a damaged one current."""
    run("build")
    run("build", "--force")
    damaged = snapshots.ids()[-1]
    (snapshots.folder / damaged / VECTORS).unlink()

    run("build")

    assert snapshots.current() != damaged
    assert snapshots.load_newest_good(load_embedder())[2] == []


def test_build_of_nothing(run: Run, knowledge: Path, snapshots: Snapshots) -> None:
    """Where no document can be used, what was published stays and the build fails."""
    run("build")
    before = snapshots.current()
    for name in SMALL:
        if name.startswith("documents/"):
            (knowledge / name).unlink()

    code, _, err = run("build")

    assert code == 2
    assert str(knowledge) in err
    assert snapshots.current() == before


@pytest.mark.parametrize("command", [["build"], ["search", "สบู่"]], ids=["build", "search"])
def test_no_such_model(run: Run, command: list[str], tmp_path: Path) -> None:
    """A model that is not there is told in one sentence."""
    code, out, err = run(*command, "--model", str(tmp_path / "nowhere"))

    assert (code, out) == (2, "")
    assert "EMBEDDING_MODEL" in err
    assert "Traceback" not in err


def test_search(run: Run) -> None:
    """A question prints its entries with scores, best first."""
    run("build")

    code, out, err = run("search", "เตรียมเมล็ดข้าวก่อนปลูกอย่างไร", "-k", "2")

    assert (code, err) == (0, "")
    first, second = [line for line in out.splitlines() if line[:2] in ("1.", "2.")]
    assert "rice-seed" in first
    assert "rice-seed" not in second


@pytest.mark.parametrize(
    "text",
    ["", "\u200b", "\ud83d", "\U0001f600"],
    ids=["empty", "zero width", "half an emoji", "emoji"],
)
def test_search_for_nothing(run: Run, text: str) -> None:
    """A question without a word is no error."""
    run("build")

    assert run("search", text)[0] == 0


def test_search_before_the_first_build(run: Run) -> None:
    """Where nothing was built, search says what to do."""
    code, out, err = run("search", "สบู่")

    assert (code, out) == (2, "")
    assert "indexer build" in err


def test_search_tells_what_it_passed_over(run: Run, snapshots: Snapshots) -> None:
    """When the current snapshot is damaged an older one answers, and errors tell why."""
    run("build")
    run("build", "--force")
    (snapshots.folder / snapshots.ids()[-1] / VECTORS).unlink()

    code, out, err = run("search", "สบู่")

    assert code == 0
    assert "soap-ph" in out
    assert snapshots.ids()[-1] in err


@pytest.mark.parametrize(
    ("day", "code", "due"),
    [
        ("2570-11-21", 0, []),
        ("2570-11-22", 1, ["rice", "soap"]),
        ("2027-12-01", 1, ["rice", "soap"]),
    ],
    ids=["the day before", "the very day", "long after, in the common era"],
)
def test_check_what_is_due(run: Run, day: str, code: int, due: list[str]) -> None:
    """Documents to be read again by a day are listed, and there being any is an exit code."""
    done, out, _ = run("check", "--due", day)

    *listed, _ = out.splitlines()
    assert done == code
    assert [line.split(" · ")[1] for line in listed] == due


def test_check_what_is_due_on_no_day(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no day is told as an option that was given wrongly."""
    with pytest.raises(SystemExit) as stopped:
        run("check", "--due", "2570-02-30")

    assert stopped.value.code == 2
    assert "--due" in capsys.readouterr().err


def test_evaluate_own_wordings(run: Run) -> None:
    """Without questions the documents' own wordings are looked for, each without itself."""
    run("build")

    code, out, err = run("evaluate")

    assert (code, err) == (0, "")
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["own", "12"], ["all", "12"]]


def test_evaluate_questions(run: Run, tmp_path: Path) -> None:
    """Questions of a file are counted by manner of asking, and those that failed listed."""
    run("build")
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"q": "เตรียมเมล็ดข้าวก่อนปลูกอย่างไร", "ids": ["rice-seed"], "manner": "plain"}\n\n'
        '{"q": "แช่เมล็ดข้าวกี่คืน", "ids": ["soap-ph"], "manner": "trap"}\n',
        encoding="utf-8",
    )

    code, out, _ = run("evaluate", str(questions), "--missed")

    _, plain, trap, both, missed = out.splitlines()
    assert code == 0
    assert plain.split()[:3] == ["plain", "1", "100.0"]
    assert trap.split()[:3] == ["trap", "1", "0.0"]
    assert both.split()[:3] == ["all", "2", "50.0"]
    assert "แช่เมล็ดข้าวกี่คืน" in missed


@pytest.mark.parametrize("name", ["INDEX_URL", "DATA_DIR"])
def test_environment(
    name: str, knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without options the folders are those of the environment."""
    for each in ("INDEX_URL", "DATA_DIR", "EMBEDDING_MODEL"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("KNOWLEDGE_BASE", str(knowledge))
    monkeypatch.setenv(name, str(tmp_path / "here"))

    assert main(["build"]) == 0

    folder = tmp_path / "here" / ("" if name == "INDEX_URL" else "index")
    assert (folder / CURRENT).is_file()


def test_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command the exit code says so, and the message how to ask."""
    with pytest.raises(SystemExit) as stopped:
        main([])

    assert stopped.value.code == 2
    assert "command" in capsys.readouterr().err


def test_as_a_module(knowledge: Path) -> None:
    """``python -m indexer`` hands its exit code to whoever called it."""
    write(knowledge, {"wording.yaml": b""})
    command = [sys.executable, "-m", "indexer", "check", "--knowledge-base", str(knowledge)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 1
    assert "wording.yaml" in done.stderr.decode()
