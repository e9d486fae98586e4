"""Questions are put to indexes, side by side, and counted: tiny benches and the small knowledge."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.evaluation.baselines import OURS, WAYS
from indexer.evaluation.bench import folder_and_first, read_bench
from indexer.evaluation.report import searched, sections
from indexer.evaluation.tasks import of_bench, of_own_wordings, of_questions
from indexer.evaluation.trials import run
from indexer.index import Index
from indexer.lexicon import Lexicon
from indexer.model import EMBEDDED
from tests.indexer.fakes import PairEmbedder, build, small, write

CORPUS = {
    "duck": "เลี้ยงเป็ดไข่ต้องให้อาหารวันละสองครั้ง",
    "soap": "สบู่ก้อนทำจากน้ำมันมะพร้าวและโซดาไฟ",
    "pump": "ปั๊มน้ำพลังงานแสงอาทิตย์ติดตั้งบนหลังคา",
}
ASKED = [("เป็ดไข่ให้อาหารกี่ครั้ง", "duck"), ("สบู่ทำจากอะไร", "soap"), ("ติดตั้งปั๊มน้ำ", "pump")]
STRANGE = "ใครชนะฟุตบอลเมื่อคืน"


def lines(rows: Sequence[object]) -> bytes:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Three texts, a question for each, and one that none answers."""
    queries = lines([{"q": q, "ids": [id_]} for q, id_ in ASKED])
    files = {
        "corpus.jsonl": lines([{"id": id_, "text": text} for id_, text in CORPUS.items()]),
        "queries.jsonl": queries,
        "queries_noisy.jsonl": queries,
        "oos.jsonl": lines([{"q": STRANGE}]),
    }
    return write(tmp_path / "bench", files)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A file of questions in two manners, one of which must not be answered."""
    asked = [
        {"q": "แช่เมล็ดข้าวกี่คืน", "ids": ["rice-seed"], "manner": "plain"},
        {"q": STRANGE, "ids": [], "manner": "far"},
    ]
    return write(tmp_path, {"questions.jsonl": lines(asked)}) / "questions.jsonl"


@pytest.fixture(scope="module")
def index() -> Index:
    return build()


@pytest.mark.parametrize(
    ("argument", "read"),
    [("bench", (Path("bench"), None)), ("a/bench:600", (Path("a/bench"), 600))],
    ids=["whole", "first"],
)
def test_folder_and_first(argument: str, read: tuple[Path, int | None]) -> None:
    """How many queries of a bench are wanted stands behind a colon."""
    assert folder_and_first(argument) == read


def test_first_queries(bench: Path) -> None:
    """Fewer queries mean neither fewer texts to find them among nor fewer strange messages."""
    read = read_bench(bench, 2)

    counts = [len(part) for part in (read.corpus, read.clean, read.noisy, read.strange)]
    assert counts == [3, 2, 2, 1]


def test_bench_without_strange_messages(bench: Path) -> None:
    """Not every bench has messages that it does not answer."""
    (bench / "oos.jsonl").unlink()

    assert read_bench(bench).strange == []


def test_bench_is_judged_by_our_confidence(bench: Path, index: Index) -> None:
    """A bench has nothing to make bars from, so those of our documents are tried on it."""
    confidence = index.manifest.confidence

    task = of_bench(bench, None, PairEmbedder(), confidence, Lexicon())

    assert task.index.manifest.confidence is confidence


def test_bench_line_is_one_passage(bench: Path, index: Index) -> None:
    """Each text of a corpus is found as it is written, with nothing put before it."""
    task = of_bench(bench, None, PairEmbedder(), index.manifest.confidence, Lexicon())

    texts = [(passage.entry, passage.text) for passage in task.index.passages]
    assert texts == list(CORPUS.items())


def test_bench_by_our_lexicon(bench: Path, index: Index) -> None:
    """On demand a bench is read in the words of the documents."""
    lexicon = Lexicon({"เป็ดไข่": "เป็ด"})

    task = of_bench(bench, None, PairEmbedder(), index.manifest.confidence, lexicon)

    assert "เป็ดไข่" not in task.index.passages[0].text


@pytest.mark.parametrize("name", WAYS)
def test_every_way_finds(bench: Path, index: Index, name: str) -> None:
    """Whatever the way of searching, plain questions come to their texts first."""
    task = of_bench(bench, None, PairEmbedder(), index.manifest.confidence, Lexicon())

    trials = run([task], PairEmbedder(), {name: WAYS[name]})[name]

    assert [trial.rank for trial in trials if trial.asked.manner == "clean"] == [1, 1, 1]


@pytest.mark.parametrize("name", ["BM25 words", "TF-IDF c2-4", "BM25 words+c3"])
def test_nothing_shared_is_nothing_found(bench: Path, index: Index, name: str) -> None:
    """A text without a word or letter of the question is no hit, wherever it stands."""
    task = of_bench(bench, None, PairEmbedder(), index.manifest.confidence, Lexicon())

    assert WAYS[name](task.index, PairEmbedder())("xyz").ids == ()


def test_own_wordings_once(index: Index) -> None:
    """Each wording of each entry is asked, and only once."""
    tasks = of_own_wordings(index, PairEmbedder())

    asked = [(each.right[0], each.question) for task in tasks for each in task.asked]
    assert sorted(asked) == sorted(
        (entry.id, wording) for entry in small().entries.values() for wording in entry.wordings
    )


def test_own_wordings_never_find_themselves(index: Index) -> None:
    """A wording is asked of an index without it, or the trial would prove nothing."""
    for task in of_own_wordings(index, PairEmbedder()):
        held = {passage.text for passage in task.index.passages}
        assert not held & {small().plain(each.question) for each in task.asked}


def test_sections(bench: Path, questions: Path, index: Index) -> None:
    """All files of questions are counted together, each bench by itself."""
    where = [(bench, None), (questions, None), (questions, None)]

    found = list(sections(index, PairEmbedder(), where, Lexicon()))

    counts = [(each.name, sum(len(task.asked) for task in each.tasks)) for each in found]
    assert counts == [("questions", 4), ("bench", 7)]


def test_rival_answers_the_same_questions(questions: Path, index: Index) -> None:
    """Another model is put beside ours as vectors alone and in our Retriever."""
    rival = PairEmbedder("models/other")

    trials = searched([of_questions(index, [questions])], PairEmbedder(), [(rival, index)], False)

    assert [*trials] == [*WAYS, "dense other", "ours other"]
    assert len({tuple(trial.asked for trial in each) for each in trials.values()}) == 1


def test_only_ours_unless_asked(questions: Path, index: Index) -> None:
    """Without anything to compare with, nothing else is searched."""
    tasks = [of_questions(index, [questions])]

    assert [*searched(tasks, PairEmbedder(), [], beside=False)] == [OURS]


Evaluate = Callable[..., str]


@pytest.fixture
def evaluate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Evaluate:
    """Run the command on the small knowledge with the embedded model; returns its output."""
    monkeypatch.delenv("EMBEDDING_MODEL", raising=False)
    folders = ["--knowledge-base", str(write(tmp_path / "knowledge"))]
    folders += ["--index", str(tmp_path / "index")]
    main(["build", *folders])
    capsys.readouterr()

    def evaluate(*arguments: object) -> str:
        assert main(["evaluate", *folders, *map(str, arguments)]) == 0
        return capsys.readouterr().out

    return evaluate


def test_command_tells_of_a_bench(evaluate: Evaluate, bench: Path) -> None:
    """A bench is asked its first queries, as they are and mistyped, and all its messages."""
    counts = [line.split()[:2] for line in evaluate(f"{bench}:2").splitlines()[1:]]

    assert counts == [["clean", "2"], ["noisy", "2"], ["strange", "1"], ["all", "5"]]


def test_command_compares(evaluate: Evaluate, questions: Path) -> None:
    """Every way of searching, and every model named, has a row of its own."""
    out = evaluate(questions, "--compare", "--model", EMBEDDED)

    rows = out.split("\nconfidence")[1].splitlines()[1:]
    names = [*WAYS, "dense thai-static", "ours thai-static"]
    assert [row.startswith(name) for row, name in zip(rows, names, strict=True)] == [True] * 7


def test_command_draws(evaluate: Evaluate, questions: Path, bench: Path, tmp_path: Path) -> None:
    """The curves of several sections lie beside one another."""
    evaluate(questions, "--curve", tmp_path / "one.svg")
    evaluate(questions, bench, "--curve", tmp_path / "two.svg")

    drawn = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert drawn == ["one.svg", "two-bench.svg", "two-questions.svg"]
