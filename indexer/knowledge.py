"""A whole folder of knowledge, read and checked at once: documents, flows, wording and more."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from indexer.cards import strays
from indexer.documents import Document, Entry, Problem
from indexer.flows.flow import Flow
from indexer.flows.folder import flow_path, read_flows
from indexer.keyboard import as_thai
from indexer.kinds import FILE as KINDS_FILE
from indexer.kinds import Kinds, parse_kinds
from indexer.lexicon import FILE as LEXICON_FILE
from indexer.lexicon import Lexicon, parse_lexicon, spoilt_words
from indexer.markdown import parse_document
from indexer.romanised import Romanised, has_thai, may_be_romanised
from indexer.thai import normalise
from indexer.wording import FILE as WORDING_FILE
from indexer.wording import Wording, parse_wording

DOCUMENTS = "documents"
FAR, NEAR = "out_of_domain/far.txt", "out_of_domain/near.txt"


@dataclass(frozen=True)
class Knowledge:
    """What one folder holds. *files* are its bytes by path, the truth all else is read from.

    *far* are messages that have nothing to do with the clinic, *near* questions
    its documents do not answer; the bars of the index are computed from both.
    """

    files: Mapping[str, bytes] = field(repr=False)
    documents: tuple[Document, ...] = ()
    flows: tuple[Flow, ...] = ()
    wording: Wording | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    kinds: Kinds = field(default_factory=Kinds)
    far: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def entries(self) -> dict[str, Entry]:
        return {entry.id: entry for document in self.documents for entry in document.entries}

    def plain(self, text: str) -> str:
        """Return *text* in the words and spelling that passages and questions share."""
        return self.lexicon.apply(normalise(text))

    def asked(self, question: str) -> str:
        """Return *question* as ``plain`` does, in Thai though it was typed in Latin letters."""
        text = as_thai(question)
        return self.plain(self._romanised.as_thai(text) if may_be_romanised(text) else text)

    @cached_property
    def _romanised(self) -> Romanised:
        """What reads romanised Thai: half a second, when a message first needs it."""
        told = [(e.question, *e.wordings, e.answer) for e in self.entries.values()]
        strange = filter(has_thai, (*self.far, *self.near))  # the others are what is to be read
        return Romanised([*chain(*told), *strange, *chain(*self.lexicon.words.items())])

    @property
    def fingerprint(self) -> str:
        """sha256 over every file's path and bytes."""
        digest = hashlib.sha256()
        for path in sorted(self.files):
            digest.update(f"{path}\0{len(self.files[path])}\0".encode())
            digest.update(self.files[path])
        return digest.hexdigest()


def read_knowledge(folder: Path) -> Knowledge:
    """Read all of *folder*; whatever is broken is left out and listed as a Problem."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if path.suffix in (".md", ".yaml", ".txt", ".csv") and path.name != "README.md"
    }
    knowledge = read_files(files)
    problems = (*knowledge.problems, *spoilt_words(knowledge.lexicon))
    return replace(knowledge, problems=problems)


def read_files(files: Mapping[str, bytes]) -> Knowledge:
    """As ``read_knowledge``, from bytes by relative path."""
    problems: list[Problem] = []
    documents = _unique(_documents(files, problems), problems)
    _same_words(documents, problems)
    problems += strays(documents)
    wording, wrong = parse_wording(files.get(WORDING_FILE, b""))
    if WORDING_FILE not in files:
        wrong = [Problem(WORDING_FILE, 1, "ไม่มีไฟล์นี้ ให้คัดลอกจากรุ่นก่อนหน้ากลับมา")]
    _starters(wording, documents, problems)
    lexicon, strange = parse_lexicon(files.get(LEXICON_FILE, b""))
    kinds, odd = parse_kinds(files.get(KINDS_FILE, b""))
    flows, broken = read_flows(files)
    return Knowledge(
        files=dict(files),
        documents=documents,
        flows=flows,
        wording=wording,
        lexicon=lexicon,
        kinds=kinds,
        far=_messages(files.get(FAR, b"")),
        near=_messages(files.get(NEAR, b"")),
        problems=tuple(
            sorted(
                [*problems, *wrong, *strange, *odd, *broken],
                key=lambda problem: (problem.file, problem.line),
            )
        ),
    )


def keep_last_good(knowledge: Knowledge, previous: Knowledge) -> Knowledge:
    """Return *knowledge* with the file of *previous* for each document and flow that broke since.

    Its problems are still those of the new files: somebody has to mend them.
    """
    lost = (_parsed(previous) - _parsed(knowledge)) & set(knowledge.files)
    if not lost:
        return knowledge
    files = {**knowledge.files, **{path: previous.files[path] for path in lost}}
    return replace(read_files(files), problems=knowledge.problems)


def _parsed(knowledge: Knowledge) -> set[str]:
    """Return the paths of the documents and flows that could be used."""
    documents = {f"{DOCUMENTS}/{document.id}.md" for document in knowledge.documents}
    return documents | set(map(flow_path, knowledge.flows))


def _documents(files: Mapping[str, bytes], problems: list[Problem]) -> Iterable[Document]:
    for path in sorted(files):
        if path.startswith(f"{DOCUMENTS}/") and path.endswith(".md"):
            document, wrong = parse_document(path, files[path])
            problems += wrong
            if document:
                yield document


def _unique(documents: Iterable[Document], problems: list[Problem]) -> tuple[Document, ...]:
    """Leave out each entry whose id an earlier entry has."""
    seen: dict[str, Entry] = {}
    kept = []
    for document in documents:
        entries = []
        for entry in document.entries:
            first = seen.setdefault(entry.id, entry)
            if first is entry:
                entries.append(entry)
                continue
            where = f"{_file(first)} บรรทัด {first.line}"
            message = f"รหัส {entry.id} ซ้ำกับ {where} ให้เปลี่ยนรหัสของข้อนี้"
            problems.append(Problem(_file(entry), entry.line, message))
        kept.append(Document(**{**vars(document), "entries": tuple(entries)}))
    return tuple(document for document in kept if document.entries)


def _same_words(documents: Iterable[Document], problems: list[Problem]) -> None:
    """Report each question or wording that two entries claim."""
    owner: dict[str, Entry] = {}
    for document in documents:
        for entry in document.entries:
            for words in (entry.question, *entry.wordings):
                first = owner.setdefault(normalise(words), entry)
                if first is not entry:
                    where = f"{_file(first)} บรรทัด {first.line} (“{first.question}”)"
                    message = f"“{words}” ซ้ำกับ {where} ให้แก้ให้ต่างกัน หรือรวมเป็นข้อเดียว"
                    problems.append(Problem(_file(entry), entry.line, message, fatal=False))


def _starters(
    wording: Wording | None, documents: Iterable[Document], problems: list[Problem]
) -> None:
    """Report each starter that leads to no entry: nobody would see its button."""
    known = {entry.id for document in documents for entry in document.entries}
    for id_ in wording.starters if wording else ():
        if id_ not in known:
            message = f"starters: ไม่มีคำถามรหัส {id_} ให้แก้รหัสหรือลบออก"
            problems.append(Problem(WORDING_FILE, 1, message, fatal=False))


def _file(entry: Entry) -> str:
    return f"{DOCUMENTS}/{entry.document}.md"


def _messages(raw: bytes) -> tuple[str, ...]:
    lines = raw.decode("utf-8-sig", errors="replace").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
