"""Read one staff-written Markdown file: a Document, and in Thai all that is wrong with it."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import yaml

from indexer.cards import cut_card
from indexer.documents import SOURCE_KINDS, Document, Entry, Problem, Source
from indexer.links import is_link
from indexer.thai import normalise
from indexer.thai_date import parse_date

ANSWER_LIMIT = 600  # characters of an answer that still reads well in one bubble
QUESTION_LIMIT = 80  # characters of a heading that still reads well as a choice
WORDINGS_WANTED = 4
REQUIRED = ("title", "area", "owner", "source", "reviewed", "review_by")
OPTIONAL = ("valid_from", "valid_until", "tags", "audience")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADING_MEANT = re.compile(r"\s{0,3}##(?!#)")  # also ##คำถาม, or else it would read as an answer
_HEADING = re.compile(r"##\s+(?P<question>.*?)\s*(\{#(?P<id>[^}]*)\})?\s*$")
_WORDINGS_LABEL = re.compile(r"ถามแบบอื่น\s*:\s*$")
_SOURCE_LABEL = re.compile(r"ที่มา\s*:\s*(?P<rest>.*)$")
_URL = re.compile(r"(?:https?|ftp)://\S+")
_MARKDOWN = re.compile(r"\*\*|__|\]\(|^\s*#|^\s*\||```|<[a-z/!]", re.IGNORECASE | re.MULTILINE)


@dataclass
class _Reading:
    """The problems met so far in one *file*; *stem* is the document's id."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def stem(self) -> str:
        return self.file.rsplit("/", 1)[-1].removesuffix(".md")

    def wrong(self, line: int, message: str, fatal: bool = True) -> None:
        self.problems.append(Problem(self.file, line, message, fatal))


def parse_document(file: str, raw: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one Markdown file named *file*; None where nothing of it can be used."""
    reading = _Reading(file)
    text = _decode(raw, reading)
    if text is None:
        return None, reading.problems
    lines = text.splitlines()
    body_starts, fields = _front_matter(lines, reading)
    dates = _dates(fields, reading)
    if not SLUG.fullmatch(reading.stem):
        reading.wrong(1, "ชื่อไฟล์ใช้ได้เฉพาะ a-z 0-9 และขีดกลาง เช่น solar-dryer.md กรุณาเปลี่ยนชื่อไฟล์")
    if any(problem.fatal for problem in reading.problems):
        return None, reading.problems
    entries = _entries(lines, body_starts, reading)
    if not entries:
        reading.wrong(body_starts + 1, "ยังไม่มีคำถามที่ใช้ได้ ให้เพิ่มหัวข้อแบบ ## คำถาม {#รหัส}")
        return None, reading.problems
    return _document(reading.stem, fields, dates, entries), reading.problems


def _document(
    stem: str, fields: dict[str, object], dates: dict[str, date], entries: tuple[Entry, ...]
) -> Document:
    return Document(
        id=stem,
        title=str(fields["title"]),
        area=str(fields["area"]),
        owner=str(fields["owner"]),
        source=str(fields["source"]),
        reviewed=dates["reviewed"],
        review_by=dates["review_by"],
        valid_from=dates.get("valid_from"),
        valid_until=dates.get("valid_until"),
        entries=entries,
    )


def _decode(raw: bytes, reading: _Reading) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        reading.wrong(line, "ไฟล์ไม่ใช่ UTF-8 ให้เปิดด้วยโปรแกรมแก้ข้อความแล้วบันทึกใหม่เป็น UTF-8")
        return None


def _front_matter(lines: list[str], reading: _Reading) -> tuple[int, dict[str, object]]:
    """Return the index of the first line after the front matter, and its fields."""
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if not lines or lines[0].strip() != "---" or end is None:
        reading.wrong(1, "ไม่มีส่วนหัวระหว่าง --- กับ --- ให้คัดลอกส่วนหัวจากเอกสารอื่นมาแก้")
        return 0, {}
    try:
        # BaseLoader: every value stays text; 29 ก.พ. of a พ.ศ. year is no date to YAML.
        fields = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes only text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        reading.wrong(line, "ส่วนหัวเขียนผิดรูปแบบ แต่ละบรรทัดต้องเป็น ชื่อ: ค่า (มีเว้นวรรคหลัง :)")
        return end + 1, {}
    if not isinstance(fields, dict):
        reading.wrong(1, "ส่วนหัวว่างหรือผิดรูปแบบ แต่ละบรรทัดต้องเป็น ชื่อ: ค่า")
        return end + 1, {}
    _check_fields(fields, lines, reading)
    return end + 1, fields


def _check_fields(fields: dict[str, object], lines: list[str], reading: _Reading) -> None:
    for name in REQUIRED:
        if not str(fields.get(name) or "").strip():
            reading.wrong(1, f"ส่วนหัวขาด {name}: ให้เพิ่มบรรทัด {name}: ตามด้วยค่า")
    for name in fields:
        if name not in REQUIRED + OPTIONAL:
            line = _line_of(lines, f"{name}:")
            known = ", ".join(REQUIRED + OPTIONAL)
            reading.wrong(line, f"ไม่รู้จักช่อง {name} ช่องที่ใช้ได้คือ {known}", fatal=False)


def _dates(fields: dict[str, object], reading: _Reading) -> dict[str, date]:
    dates: dict[str, date] = {}
    for name in ("reviewed", "review_by", "valid_from", "valid_until"):
        value = str(fields.get(name) or "").strip()
        if not value:
            continue
        try:
            dates[name] = parse_date(value)
        except ValueError:
            reading.wrong(1, f"{name}: อ่านวันที่ “{value}” ไม่ได้ ให้เขียนแบบ ปี-เดือน-วัน เช่น 2569-11-22")
    for first, last in (("reviewed", "review_by"), ("valid_from", "valid_until")):
        if first in dates and last in dates and dates[last] < dates[first]:
            reading.wrong(1, f"{last} อยู่ก่อน {first} กรุณาตรวจวันที่ทั้งสองช่อง")
    return dates


def _line_of(lines: list[str], start: str) -> int:
    return next((i for i, line in enumerate(lines, 1) if line.startswith(start)), 1)


def _entries(lines: list[str], start: int, reading: _Reading) -> tuple[Entry, ...]:
    heads = [i for i in range(start, len(lines)) if _HEADING_MEANT.match(lines[i])]
    stray = next(
        (i for i in range(start, min(heads, default=len(lines))) if lines[i].strip()), None
    )
    if stray is not None:
        reading.wrong(
            stray + 1, "ข้อความนี้ไม่อยู่ใต้คำถามใด ให้ย้ายไปไว้ใต้หัวข้อ ## คำถาม {#รหัส}", fatal=False
        )
    found = (_entry(lines, head, end, reading) for head, end in pairwise([*heads, len(lines)]))
    return tuple(entry for entry in found if entry)


def _entry(lines: list[str], head: int, end: int, reading: _Reading) -> Entry | None:
    before = len(reading.problems)
    match = _HEADING.match(lines[head])
    question, entry_id = (match["question"], match["id"]) if match else ("", None)
    if not normalise(question) or not entry_id or not SLUG.fullmatch(entry_id):
        reading.wrong(
            head + 1, "หัวข้อต้องเป็น ## คำถาม {#รหัส} โดยรหัสใช้ a-z 0-9 และขีดกลาง เช่น {#otop-what}"
        )
    wordings, after = _wordings(lines, head + 1, end)
    card, rest, odd = cut_card(lines[after:end], after + 1)
    for line, message in odd:
        reading.wrong(line, message, fatal=False)
    answer, sources = _answer(rest, after + 1, reading)
    stem, line = reading.stem, head + 1
    entry = Entry(entry_id or "", question, wordings, answer, sources, stem, line, card)
    _check_entry(entry, reading)
    return None if any(problem.fatal for problem in reading.problems[before:]) else entry


def _wordings(lines: list[str], start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Return the list under ถามแบบอื่น: and the index of the first line after it."""
    at = _skip_blank(lines, start, end)
    if at == end or not _WORDINGS_LABEL.match(lines[at]):
        return (), start
    at = _skip_blank(lines, at + 1, end)
    wordings = []
    while at < end and lines[at].startswith(("- ", "* ")):
        wordings.append(lines[at][2:].strip())
        at += 1
    return tuple(wording for wording in wordings if normalise(wording)), at


def _skip_blank(lines: list[str], start: int, end: int) -> int:
    return next((i for i in range(start, end) if lines[i].strip()), end)


def _answer(lines: list[str], first: int, reading: _Reading) -> tuple[str, tuple[Source, ...]]:
    answer: list[str] = []
    sources: list[Source] = []
    for number, line in enumerate(lines, first):
        if match := _SOURCE_LABEL.match(line):
            source = _source(match["rest"], number, reading)
            sources += [source] if source else []
        else:
            answer.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(answer)).strip(), tuple(sources)


def _source(rest: str, line: int, reading: _Reading) -> Source | None:
    try:
        return parse_source(rest)
    except ValueError as error:
        reading.wrong(line, str(error))
        return None


def parse_source(text: str) -> Source:
    """Read ``name | address | dated | kind``. Raises ValueError that says in Thai what to do."""
    parts = [part.strip() for part in text.split(" | ")]
    if len(parts) != 4 or not all(parts):
        shape = "ชื่อแหล่ง | ที่อยู่เว็บ | วันที่ | official, news หรือ secondary"
        raise ValueError(f"ที่มา: ต้องมี 4 ส่วน คือ {shape}")
    name, url, dated, kind = parts
    if not is_link(url):
        must = "ต้องขึ้นต้นด้วย http:// หรือ https:// และไม่มีเว้นวรรค"
        raise ValueError(f"ที่อยู่เว็บ {url} เปิดไม่ได้ {must}")
    if kind not in SOURCE_KINDS:
        raise ValueError(f"ชนิดของที่มา “{kind}” ไม่มี ให้ใช้ official, news หรือ secondary")
    return Source(name, url, dated, kind)


def _check_entry(entry: Entry, reading: _Reading) -> None:
    line = entry.line
    if not entry.answer:
        reading.wrong(line, f"คำถาม “{entry.question}” ยังไม่มีคำตอบ ให้เขียนคำตอบใต้รายการถามแบบอื่น")
    if not entry.sources:
        reading.wrong(line, f"คำถาม “{entry.question}” ยังไม่มีบรรทัด ที่มา: ที่ใช้ได้ ให้เพิ่มใต้คำตอบ")
    if len(entry.question) > QUESTION_LIMIT:
        reading.wrong(line, f"คำถามยาวเกิน {QUESTION_LIMIT} ตัวอักษร ให้ตัดให้สั้นลง", fatal=False)
    if len(entry.answer) > ANSWER_LIMIT:
        long = f"คำตอบยาว {len(entry.answer)} ตัวอักษร เกิน {ANSWER_LIMIT} อ่านยากบนมือถือ"
        reading.wrong(line, f"{long} ให้ตัดหรือแยกเป็นสองคำถาม", fatal=False)
    if len(entry.wordings) < WORDINGS_WANTED:
        few = f"มีคำถามแบบอื่น {len(entry.wordings)} แบบ ให้เพิ่มเป็นอย่างน้อย {WORDINGS_WANTED} แบบ"
        reading.wrong(line, few, fatal=False)
    if _MARKDOWN.search(entry.answer):
        reading.wrong(
            line, "คำตอบมีเครื่องหมายจัดหน้า (** # | ฯลฯ) ซึ่ง LINE ไม่แสดง ให้ใช้ข้อความธรรมดา", fatal=False
        )
    for url in _URL.findall(entry.answer):
        if not is_link(url):
            reading.wrong(line, f"ที่อยู่เว็บ {url} ในคำตอบเปิดไม่ได้ กรุณาตรวจอีกครั้ง", fatal=False)
