"""The real documents, one test a file: each failure is a sentence its author can act on."""

from functools import cache
from pathlib import Path

import pytest

from indexer.documents import Problem
from indexer.knowledge import FAR, NEAR, Knowledge, read_knowledge
from indexer.markdown import QUESTION_LIMIT
from indexer.thai import normalise
from tests.conftest import KNOWLEDGE

DOCUMENTS = sorted((KNOWLEDGE / "documents").rglob("*.md"))
NAMES = [path.relative_to(KNOWLEDGE).as_posix() for path in DOCUMENTS]


@cache
def knowledge() -> Knowledge:
    """The whole folder, read once: what two files claim is a problem of one of them."""
    return read_knowledge(KNOWLEDGE)


def listed(problems: list[Problem]) -> str:
    return "".join(f"\n{problem}" for problem in problems)


@pytest.mark.parametrize("name", NAMES)
def test_document_has_no_problem(name: str) -> None:
    """Nothing in this document waits to be mended."""
    problems = [problem for problem in knowledge().problems if problem.file == name]

    assert problems == [], f"{name} มี {len(problems)} จุดที่ต้องแก้ {listed(problems)}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_headings_fit_a_choice(path: Path) -> None:
    """Every heading is short enough to be read as a choice."""
    entries = [entry for entry in knowledge().entries.values() if entry.document == path.stem]
    long = [f"บรรทัด {entry.line}" for entry in entries if len(entry.question) > QUESTION_LIMIT]

    assert entries, f"{path.name} ไม่มีคำถามที่ใช้ได้ ตรวจด้วย python -m indexer check"
    assert long == [], f"{path.name}: หัวข้อยาวเกิน {QUESTION_LIMIT} ตัวอักษร ให้ตัดให้สั้นลง {long}"


def test_wording_has_no_problem() -> None:
    """Every sentence the bot needs is in wording.yaml."""
    problems = [problem for problem in knowledge().problems if problem.file == "wording.yaml"]

    assert problems == [], f"wording.yaml มีจุดที่ต้องแก้ {listed(problems)}"


def test_starters_exist() -> None:
    """Each question the bot offers to begin with has an entry, and there is one at least."""
    wording = knowledge().wording
    starters = wording.starters if wording else ()

    assert starters, "wording.yaml: ไม่มี starters ให้เพิ่มรหัสคำถามอย่างน้อยหนึ่งข้อ"
    missing = [starter for starter in starters if starter not in knowledge().entries]
    assert missing == [], f"wording.yaml: starters ชี้ไปที่คำถามที่ไม่มี {missing}"


@pytest.mark.parametrize(("file", "least"), [(FAR, 300), (NEAR, 150)])
def test_enough_strange_messages(file: str, least: int) -> None:
    """The bars are computed from enough different messages that must not be answered."""
    messages = knowledge().far if file == FAR else knowledge().near

    different = len({normalise(message) for message in messages})
    assert different >= least, f"{file} มี {different} ข้อความที่ไม่ซ้ำกัน ต้องมีอย่างน้อย {least}"


@pytest.mark.parametrize("file", [FAR, NEAR])
def test_strange_messages_are_not_answered(file: str) -> None:
    """No message that must not be answered is a question or wording of a document."""
    messages = knowledge().far if file == FAR else knowledge().near
    answered = {
        knowledge().plain(words): f"{entry.document}.md บรรทัด {entry.line}"
        for entry in knowledge().entries.values()
        for words in (entry.question, *entry.wordings)
    }

    both = {each: answered.get(knowledge().plain(each)) for each in messages}
    clashes = [f"“{each}” มีคำตอบใน {where}" for each, where in both.items() if where]
    assert clashes == [], f"{file}: ให้ลบบรรทัดที่มีคำตอบแล้วออก {clashes}"


def test_near_and_far_share_nothing() -> None:
    """A message is either strange or near, not both."""
    far = {normalise(message) for message in knowledge().far}

    assert [message for message in knowledge().near if normalise(message) in far] == []
