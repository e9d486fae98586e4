"""Reading one staff-written document, and saying what is wrong with it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Document, Problem, Source
from indexer.markdown import (
    ANSWER_LIMIT,
    QUESTION_LIMIT,
    WORDINGS_WANTED,
    parse_document,
)
from tests.conftest import KNOWLEDGE
from tests.indexer.fakes import FIRST_HEADING, RICE, SOAP, SOURCE, document, entry

REAL = [path.read_bytes() for path in sorted((KNOWLEDGE / "documents").glob("*.md"))]
ALONE = "คำถามเดียว"


def read(text: str, file: str = "documents/rice.md") -> tuple[Document | None, list[Problem]]:
    return parse_document(file, text.encode())


def test_a_document_as_staff_write_it() -> None:
    """Every part of a document without a problem is found where it stands."""
    rice, problems = read(document(RICE, title="ข้าว", valid_from="2569-01-01"))

    assert problems == []
    assert rice is not None
    assert (rice.id, rice.title, rice.reviewed) == ("rice", "ข้าว", date(2026, 11, 22))
    assert (rice.valid_from, rice.valid_until) == (date(2026, 1, 1), None)
    [seed] = rice.entries
    assert (seed.id, seed.document, seed.line) == ("rice-seed", "rice", FIRST_HEADING + 1)
    assert seed.question == "เตรียมเมล็ดข้าวก่อนปลูกอย่างไร"
    assert seed.wordings[0] == "แช่เมล็ดข้าวกี่คืน"
    assert len(seed.wordings) == 4
    assert seed.answer == "แช่น้ำหนึ่งคืนแล้วหุ้มด้วยผ้าเปียกอีกสองคืนค่ะ"
    assert seed.sources == (
        Source("กรมตัวอย่าง", "https://example.go.th/a", "พ.ศ. 2569", "official"),
    )


def test_paragraphs_of_an_answer_stay() -> None:
    """One empty line parts the paragraphs of an answer, however many staff leave."""
    found, _ = read(document(entry("a", ALONE, answer="หนึ่ง\n\n\n\nสอง  \nสาม")))

    assert found is not None
    assert found.entries[0].answer == "หนึ่ง\n\nสอง\nสาม"


def test_several_sources() -> None:
    """An answer names every source, and none of them is said as part of it."""
    found, problems = read(document(entry("a", ALONE, source=f"{SOURCE}\n{SOURCE}")))

    assert problems == []
    assert found is not None
    assert len(found.entries[0].sources) == 2
    assert "ที่มา" not in found.entries[0].answer


# What is wrong: (the document, line, fatal, a word of what to do)
BROKEN_FILES = {
    "no front matter": (RICE, 1, "---"),
    "front matter without an end": ("---\ntitle: a\n", 1, "---"),
    "empty file": ("", 1, "---"),
    "front matter that is no YAML": (document(RICE, title="[ข้าว"), 3, "ชื่อ: ค่า"),
    "front matter that is a sentence": ("---\nข้าว\n---\n" + RICE, 1, "ชื่อ: ค่า"),
    "front matter nested without end": (document(RICE, title="[" * 2000), 1, "ชื่อ: ค่า"),
    "a control character in the front matter": (document(RICE, title="ก\u0007"), 1, "ชื่อ: ค่า"),
    "no title": (document(RICE, title=""), 1, "title"),
    "no area": (document(RICE, area=""), 1, "area"),
    "no owner": (document(RICE, owner=""), 1, "owner"),
    "no source": (document(RICE, source=""), 1, "source"),
    "no day of review": (document(RICE, reviewed=""), 1, "reviewed"),
    "no day to review by": (document(RICE, review_by=""), 1, "review_by"),
    "a date in another order": (document(RICE, reviewed="22/11/2569"), 1, "reviewed"),
    "a day that is none": (document(RICE, review_by="2570-02-30"), 1, "review_by"),
    "a year no calendar has": (document(RICE, valid_from=f"{10**12}-01-01"), 1, "valid_from"),
    "a year of 5,000 digits": (document(RICE, valid_from=f"{'9' * 5000}-01-01"), 1, "valid_from"),
    "reviewed after it was due": (document(RICE, review_by="2569-11-21"), 1, "review_by"),
    "ended before it began": (
        document(RICE, valid_from="2569-02-01", valid_until="2569-01-31"),
        1,
        "valid_until",
    ),
    "no question": (document(), FIRST_HEADING - 1, "##"),
}
BROKEN_ENTRIES = {
    "no id": (RICE.replace(" {#rice-seed}", ""), 0, "{#รหัส}"),
    "an empty id": (RICE.replace("rice-seed", ""), 0, "{#รหัส}"),
    "an id in Thai": (RICE.replace("rice-seed", "ข้าว"), 0, "{#รหัส}"),
    "an id in capitals": (RICE.replace("rice-seed", "Rice_Seed"), 0, "{#รหัส}"),
    "an id without a question": (RICE.replace("เตรียมเมล็ดข้าวก่อนปลูกอย่างไร", ""), 0, "{#รหัส}"),
    "no space after ##": (RICE.replace("## ", "##"), 0, "{#รหัส}"),
    "spaces before ##": (f"  {RICE}", 0, "{#รหัส}"),
    "no answer": (entry("a", ALONE, answer=""), 0, "คำตอบ"),
    "no source": (entry("a", ALONE, source=""), 0, "ที่มา"),
    "a source in three parts": (
        RICE.replace(" | พ.ศ. 2569", ""),
        11,
        "4 ส่วน",
    ),
    "a source with an empty part": (RICE.replace("พ.ศ. 2569", " "), 11, "4 ส่วน"),
    "a source without a host": (RICE.replace("example.go.th", ""), 11, "https://"),
    "a source that is no web address": (RICE.replace("https", "ftp"), 11, "https://"),
    "a source of an unknown kind": (RICE.replace("official", "ทางการ"), 11, "secondary"),
}
ADVICE = {
    "a heading too long to choose": (
        entry("a", "ก" * (QUESTION_LIMIT + 1), ["ข", "ค", "ง", "จ"]),
        0,
        str(QUESTION_LIMIT),
    ),
    "an answer too long for a phone": (
        entry("a", ALONE, answer="ก" * (ANSWER_LIMIT + 1)),
        0,
        str(ANSWER_LIMIT),
    ),
    "few wordings": (entry("a", ALONE, ["ข", "ค", "ง"]), 0, str(WORDINGS_WANTED)),
    "no wordings": (RICE.replace("ถามแบบอื่น:", ""), 0, str(WORDINGS_WANTED)),
    "bold": (entry("a", ALONE, answer="สำคัญ **มาก**"), 0, "LINE"),
    "a table": (entry("a", ALONE, answer="| ก | ข |"), 0, "LINE"),
    "a link in Markdown": (entry("a", ALONE, answer="ดู [ที่นี่](https://a.th)"), 0, "LINE"),
    "a smaller heading": (entry("a", ALONE, answer="### ก"), 0, "LINE"),
    "HTML": (entry("a", ALONE, answer="ก<br>ข"), 0, "LINE"),
    "a web address that cannot be opened": (
        entry("a", ALONE, answer="ดู https://localhost ค่ะ"),
        0,
        "https://localhost",
    ),
}


@pytest.mark.parametrize(("text", "line", "word"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_broken_file(text: str, line: int, word: str) -> None:
    """A file that cannot be used is left out, and its author told where and what to do."""
    found, problems = read(text)

    assert found is None
    assert [(problem.file, problem.line, problem.fatal) for problem in problems] == [
        ("documents/rice.md", line, True)
    ] * len(problems)
    assert any(word in problem.message for problem in problems)


@pytest.mark.parametrize(("text", "line", "word"), BROKEN_ENTRIES.values(), ids=BROKEN_ENTRIES)
def test_broken_entry(text: str, line: int, word: str) -> None:
    """An entry that cannot be used is left out with its line; its neighbours stay as they are."""
    found, problems = read(document(SOAP, text, entry("b", "คำถามถัดไป")))

    head = FIRST_HEADING + SOAP.count("\n") + 1
    fatal = [(problem.file, problem.line) for problem in problems if problem.fatal]
    assert ("documents/rice.md", head + line) in fatal
    assert any(word in problem.message for problem in problems)
    assert found is not None
    assert [each.id for each in found.entries] == ["soap-ph", "b"]
    assert [each.answer for each in found.entries] == ["ประมาณ 8 ถึง 10 ค่ะ", "คำตอบตัวอย่างค่ะ"]


@pytest.mark.parametrize(("text", "line", "word"), ADVICE.values(), ids=ADVICE)
def test_advice(text: str, line: int, word: str) -> None:
    """What only reads badly is told with its line, and answered all the same."""
    found, [problem] = read(document(text))

    assert (problem.file, problem.line) == ("documents/rice.md", FIRST_HEADING + line)
    assert not problem.fatal
    assert word in problem.message
    assert found is not None
    assert len(found.entries) == 1


def test_unknown_field() -> None:
    """A misspelt field is told on its own line, and the document used."""
    found, [problem] = read(document(RICE, auther="ก"))

    assert found is not None
    assert (problem.line, problem.fatal) == (FIRST_HEADING - 2, False)
    assert "auther" in problem.message


def test_text_before_the_first_question() -> None:
    """A stray paragraph is told on its own line, and the document used."""
    found, [problem] = read(document("คำนำ\n", RICE))

    assert found is not None
    assert (problem.line, problem.fatal) == (FIRST_HEADING, False)
    assert "##" in problem.message


def test_only_a_broken_entry() -> None:
    """A document of which nothing can be used tells that too."""
    found, problems = read(document(entry("a", ALONE, answer="")))

    assert found is None
    assert [problem.line for problem in problems] == [FIRST_HEADING, FIRST_HEADING - 1]


@pytest.mark.parametrize("file", ["documents/ข้าว.md", "documents/Rice.md", "documents/a b.md"])
def test_file_name(file: str) -> None:
    """The name of a file is the document's id, so it is in plain letters."""
    found, [problem] = read(document(RICE), file)

    assert found is None
    assert (problem.file, problem.line, problem.fatal) == (file, 1, True)
    assert "a-z" in problem.message


def test_a_problem_reads_as_a_sentence() -> None:
    """What staff see names the file and the line before it says what to do."""
    assert str(Problem("documents/rice.md", 7, "ให้แก้")) == "documents/rice.md บรรทัด 7: ให้แก้"


@pytest.mark.parametrize("codec", ["tis-620", "cp874", "utf-16"])
def test_not_utf_8(codec: str) -> None:
    """A file saved in an old Thai code page is told with the line of the first such letter."""
    raw = document(RICE).replace("พ.ศ.", "").encode(codec)

    found, [problem] = parse_document("documents/rice.md", raw)

    assert found is None
    assert (problem.line, problem.fatal) == (1 if codec == "utf-16" else 2, True)
    assert "UTF-8" in problem.message


def test_one_bad_byte_far_below() -> None:
    """The line of a byte that is no UTF-8 is the line an editor shows."""
    raw = document(RICE, SOAP).encode().replace("ประมาณ".encode(), b"\xff")
    line = raw[: raw.index(b"\xff")].count(b"\n") + 1

    _, [problem] = parse_document("documents/rice.md", raw)

    assert problem.line == line


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_line_ends(newline: str) -> None:
    """A file from another system reads the same."""
    assert read(document(RICE, SOAP).replace("\n", newline)) == read(document(RICE, SOAP))


def test_byte_order_mark() -> None:
    """A file that Windows Notepad began with a byte order mark reads the same."""
    assert read("\ufeff" + document(RICE)) == read(document(RICE))


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.binary() | st.text().map(str.encode))
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    """Whatever somebody uploads is read or refused with a problem."""
    found, problems = parse_document("documents/rice.md", raw)

    assert found is not None or any(problem.fatal for problem in problems)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.sampled_from(REAL), st.data())
def test_mangled_documents_never_raise(raw: bytes, data: st.DataObject) -> None:
    """A real document with a piece cut out, or anything pasted over it, never stops the reading."""
    place = st.integers(0, len(raw))
    start, end = sorted((data.draw(place), data.draw(place)))
    pasted = data.draw(st.sampled_from(["", "\n## ", "---\n", "{#a}", "ที่มา: | |", ": [", "- "]))

    found, problems = parse_document("documents/a.md", raw[:start] + pasted.encode() + raw[end:])

    assert found is not None or any(problem.fatal for problem in problems)
    assert all(problem.line >= 1 and problem.message for problem in problems)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.text(st.sampled_from("#{}-: |กข้a\n[]&*!%@`'\",>?\t\u2028"), max_size=60))
def test_mangled_front_matter_never_raises(text: str) -> None:
    """A front matter of signs that mean something to YAML never stops the reading."""
    found, problems = read(f"---\n{text}\n---\n{RICE}")

    assert found is None
    assert all(problem.line >= 1 for problem in problems)
