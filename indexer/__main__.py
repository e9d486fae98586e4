"""``python -m indexer``: check documents and flows, build the index, search it."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from indexer.calibrate import with_confidence
from indexer.documents import Document, Problem
from indexer.embedder import Embedder, ModelError, load_embedder
from indexer.flows.flow import Flow
from indexer.flows.learn import with_weights
from indexer.index import Index, SnapshotError
from indexer.knowledge import Knowledge, keep_last_good, read_knowledge
from indexer.lexicon import Lexicon
from indexer.retriever import FEATURES, Finding, Retriever
from indexer.snapshots import UNFINISHED, Snapshots
from indexer.thai_date import BANGKOK, parse_date, to_thai_date
from indexer.unfinished import Unfinished

_Due = tuple[date, str, str]  # since when, id, title


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0: all is well, 1: something is to be mended, 2: it cannot run."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (SnapshotError, ModelError) as error:
        print(error, file=sys.stderr)
        return 2


def check(options: argparse.Namespace) -> int:
    """List all that is wrong in the knowledge folder, or with --due what is to be read again."""
    knowledge = read_knowledge(options.knowledge_base)
    if options.due:
        return _due(knowledge, options.due)
    _tell(knowledge.problems)
    print(
        f"{len(knowledge.documents)} เอกสาร {len(knowledge.entries)} คำถาม "
        f"{len(knowledge.flows)} แบบถามนำ · "
        f"พบ {len(knowledge.problems)} จุดที่ต้องแก้"
    )
    return 1 if knowledge.problems else 0


def build(options: argparse.Namespace) -> int:
    """Build a snapshot, unless the current one was built from these very files by this model."""
    knowledge = read_knowledge(options.knowledge_base)
    _tell(knowledge.problems)
    embedder = load_embedder(options.model)
    snapshots = Snapshots(options.index)
    newest, previous = _previous(snapshots, embedder)
    if previous:
        knowledge = keep_last_good(knowledge, previous.knowledge)
    same = newest == snapshots.current() and _same(previous, knowledge, embedder)
    if same and not options.force:
        print(f"ดัชนีเป็นปัจจุบันแล้ว: {newest}")
        return 0
    resumed = Unfinished(embedder, options.index / UNFINISHED)
    index = Index.build(knowledge, resumed, str(options.knowledge_base), previous, progress=True)
    index = with_confidence(index, embedder, progress=True)
    index = with_weights(index, embedder, progress=True)
    snapshot = snapshots.publish(index)
    _summary(snapshot, index)
    return 0


def search(options: argparse.Namespace) -> int:
    """Print what a question finds, with scores."""
    embedder = load_embedder(options.model)
    snapshots = Snapshots(options.index)
    _, index, refused = snapshots.load_newest_good(embedder)
    for reason in refused:
        print(reason, file=sys.stderr)
    finding = Retriever(index, embedder).search(options.question, k=options.k)
    _print_finding(finding)
    if options.explain:
        _explain(options.question, finding, index)
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Print how well questions find their entries, by manner of asking."""
    from indexer.evaluation import report

    embedder = load_embedder(options.model)
    _, index, _ = Snapshots(options.index).load_newest_good(embedder)
    if options.without_lexicon:
        index = _rebuilt(replace(index.knowledge, lexicon=Lexicon()), embedder)
    rivals = [
        (rival, _rebuilt(index.knowledge, rival)) for rival in map(load_embedder, options.rivals)
    ]
    lexicon = index.knowledge.lexicon if options.with_lexicon else Lexicon()
    sections = report.sections(index, embedder, options.questions, lexicon)
    found = [
        (section.name, report.searched(section.tasks, embedder, rivals, options.compare))
        for section in sections
    ]
    for name, trials in found:
        if len(found) > 1:
            print(f"\n{name}")
        print(report.to_text(trials, options.missed))
        if options.curve:
            report.draw(trials, options.curve, name, alone=len(found) == 1)
    return 0


def _rebuilt(knowledge: Knowledge, embedder: Embedder) -> Index:
    """Return an index of *knowledge* that knows how sure it is."""
    return with_confidence(Index.build(knowledge, embedder, ""), embedder)


def _due(knowledge: Knowledge, day: date) -> int:
    """List what is due for review on *day*, and outcomes past their last, the oldest first."""
    due = sorted([*_to_review(knowledge, day), *_past(knowledge.flows, day)])
    for on, id_, title in due:
        print(f"{to_thai_date(on)} · {id_} · {title}")
    print(
        f"ถึงกำหนดตรวจ {len(due)} รายการ จาก {len(knowledge.documents)} เอกสาร "
        f"{len(knowledge.flows)} แบบถามนำ"
    )
    return 1 if due else 0


def _to_review(knowledge: Knowledge, day: date) -> Iterator[_Due]:
    read: list[Document | Flow] = [*knowledge.documents, *knowledge.flows]
    for each in read:
        if each.review_by <= day:
            yield each.review_by, each.id, each.title


def _past(flows: Iterable[Flow], day: date) -> Iterator[_Due]:
    for flow in flows:
        for outcome in flow.outcomes.values():
            last = outcome.days.last
            if last and last < day:
                yield last, f"{flow.id}/{outcome.id}", f"{outcome.title} (พ้นวันสุดท้ายแล้ว)"


def _previous(snapshots: Snapshots, embedder: Embedder) -> tuple[str | None, Index | None]:
    """Return the newest usable snapshot; an older one than CURRENT where that is damaged."""
    try:
        return snapshots.load_newest_good(embedder)[:2]
    except SnapshotError:
        return None, None


def _same(previous: Index | None, knowledge: Knowledge, embedder: Embedder) -> bool:
    if previous is None:
        return False
    made = previous.manifest
    return (made.knowledge, made.model_fingerprint) == (knowledge.fingerprint, embedder.fingerprint)


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        print(f"{problem}{' (ข้ามส่วนนี้ไป)' if problem.fatal else ''}", file=sys.stderr)


def _summary(snapshot: str, index: Index) -> None:
    counts, confidence = index.manifest.counts, index.manifest.confidence
    means = confidence.meaning
    print(
        f"สร้างดัชนี {snapshot}\n"
        f"  เอกสาร {counts['documents']} · คำถาม {counts['entries']} · "
        f"ข้อความที่ค้นได้ {counts['passages']} · แบบถามนำ {len(index.knowledge.flows)}\n"
        f"  แบบจำลอง {index.manifest.model} · {index.manifest.dimension} มิติ\n"
        f"  ตอบเมื่อมั่นใจ {confidence.sure:.2f} ถามกลับเมื่อมั่นใจ {confidence.torn:.2f} "
        "เกณฑ์ทั้งสองคำนวณจากข้อมูล ซึ่งหมายความว่า\n"
        f"  · ข้อความนอกเรื่อง {means['far']} ข้อ: "
        f"เผลอตอบ {means['far_answered']} ถามกลับ {means['far_asked_back']}\n"
        f"  · เรื่องใกล้เคียงที่ไม่มีในเอกสาร {means['near']} ข้อ: "
        f"เผลอตอบ {means['near_answered']} ถามกลับ {means['near_asked_back']}\n"
        f"  · คำถามแบบอื่นของเจ้าหน้าที่ {means['own']} จาก {means['own_all']} ข้อ (ค้นโดยซ่อนตัวเองไว้): "
        f"พบข้อของตัวเองเป็นอันดับแรก {means['own_first']}\n"
        f"    ตอบ {means['own_answered']} ถูก {means['own_answered_right']} · "
        f"ถามกลับ {means['own_asked_back']} มีข้อที่ถูกให้เลือก {means['own_offered']}"
    )


_VERDICTS = {"sure": "ตอบ", "torn": "ถามกลับ", "unsure": "ไม่ตอบ"}


def _print_finding(finding: Finding) -> None:
    print(f"{_VERDICTS[finding.verdict]} (มั่นใจ {finding.confidence:.3f})")
    for rank, hit in enumerate(finding.hits, 1):
        print(
            f"{rank}. {hit.score:.3f} {hit.entry.id} · {hit.entry.question}\n"
            f"   bm25 {hit.bm25:.1f} ใกล้สุด {hit.cosine:.3f} เฉลี่ย {hit.mean:.3f} "
            f"ข้อความ: {hit.nearest[:80]}"
        )


_FEATURES = {
    "bm25": "คำที่ตรงกัน (ลอการิทึมของ bm25)",
    "nearest": "ความใกล้ของข้อความที่ใกล้ที่สุด",
    "mean": "ความใกล้โดยเฉลี่ยของทั้งข้อ",
    "lead": "คะแนนที่นำอันดับสอง",
    "kind amiss": "ข้อนี้ไม่มีข้อเท็จจริงชนิดที่ถาม",
}


def _explain(question: str, finding: Finding, index: Index) -> None:
    """Print why: how the question was read, what spoke for and against the first hit, the bars."""
    confidence, knowledge = index.manifest.confidence, index.knowledge
    text = knowledge.asked(question)
    print(f"อ่านคำถามว่า: {text}")
    print(f"ถามหาข้อเท็จจริงชนิด: {', '.join(sorted(knowledge.kinds.asked(text))) or '-'}")
    if finding.confidence == 1.0:
        print("ตรงกับคำถามที่เจ้าหน้าที่เขียนไว้ทุกตัวอักษร จึงตอบทันที")
        return
    print("หลักฐานของอันดับแรก (ค่า × น้ำหนักที่คำนวณตอนสร้างดัชนี)")
    for name, value, weight in zip(FEATURES, finding.features, confidence.weights, strict=False):
        print(f"  {value:8.3f} × {weight:7.2f} = {value * weight:+6.2f}  {_FEATURES[name]}")
    print(f"  ค่าตั้งต้น {confidence.weights[-1] if confidence.weights else 0:+.2f}")
    print(
        f"โอกาสที่ถูก {finding.confidence:.3f} · ตอบเมื่อเกิน {confidence.sure:.3f} · "
        f"ถามกลับเมื่อเกิน {confidence.torn:.3f} → {_VERDICTS[finding.verdict]}"
    )


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    data = Path(os.environ.get("DATA_DIR") or "var")
    shared.add_argument(
        "--knowledge-base",
        type=Path,
        default=Path(os.environ.get("KNOWLEDGE_BASE") or "knowledge_base"),
        help="folder of documents (KNOWLEDGE_BASE)",
    )
    shared.add_argument(
        "--index",
        type=Path,
        default=Path(os.environ.get("INDEX_URL") or data / "index"),
        help="folder of snapshots (INDEX_URL)",
    )
    model = os.environ.get("EMBEDDING_MODEL", "")
    parser = argparse.ArgumentParser(prog="python -m indexer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for run in (check, build, search, evaluate):
        command = commands.add_parser(run.__name__, help=run.__doc__, parents=[shared])
        command.set_defaults(run=run, model=model)
        if run is not evaluate:
            command.add_argument(
                "--model",
                help="sentence-transformers folder or name instead of the embedded model "
                "(EMBEDDING_MODEL)",
            )
        if run is check:
            command.add_argument(
                "--due",
                nargs="?",
                type=parse_date,
                const=datetime.now(BANGKOK).date(),
                help="list what is to be reviewed by today, or by this day (2569-12-31)",
            )
        if run is build:
            command.add_argument(
                "--force", action="store_true", help="build although nothing changed"
            )
        if run is search:
            command.add_argument("question")
            command.add_argument("-k", type=int, default=5, help="how many hits to print")
            command.add_argument("--explain", action="store_true", help="the reasons too")
        if run is evaluate:
            _add_evaluate(command)
    return parser


def _add_evaluate(command: argparse.ArgumentParser) -> None:
    from indexer.evaluation.bench import folder_and_first

    command.add_argument(
        "questions",
        nargs="*",
        type=folder_and_first,
        metavar="FILE|FOLDER[:FIRST]",
        help="JSON lines of q, ids, manner; or a folder with corpus.jsonl and queries.jsonl, and "
        "how many of its queries; without any: the documents' own wordings",
    )
    add = command.add_argument
    add("--compare", action="store_true", help="beside other ways of searching, with intervals")
    add(
        "--model",
        action="append",
        default=[],
        dest="rivals",
        help="sentence-transformers folder or name to compare with ours; may be repeated",
    )
    add("--curve", type=Path, metavar="FILE.svg", help="draw what other bars would do")
    add("--missed", action="store_true", help="list what went wrong too")
    add("--without-lexicon", action="store_true", help="to see what the lexicon brings")
    add("--with-lexicon", action="store_true", help="apply the documents' lexicon to folders too")


if __name__ == "__main__":
    sys.exit(main())
