"""The table of cases beside a flow: who ends where, as staff read it in a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias

from indexer.documents import Problem
from indexer.flows.checks import COLUMNS
from indexer.flows.flow import Choices, Flow, Outcome, Question
from indexer.flows.ways import labels
from indexer.thai import normalise

NAME, TITLE, OUTCOME = COLUMNS  # OUTCOME: an outcome's id, wanted only where two share a title
LISTED = 5  # ways without a case that are told one by one; the others are counted

_Row: TypeAlias = Mapping[str, str]  # cell by the normal form of its column's header
_Ways: TypeAlias = Sequence[tuple[Choices, Outcome]]


@dataclass(frozen=True)
class CaseRow:
    """One row: whoever makes these *choices*, whatever else they answer, ends at *outcome*."""

    name: str
    choices: Choices
    outcome: str
    line: int

    def fits(self, choices: Choices) -> bool:
        """Tell whether the way of *choices* is this case."""
        return self.choices.items() <= choices.items()


class _RowError(Exception):
    """A row cannot be used. Thai, for staff: what to do."""


def cases_path(flow: str) -> str:
    """Return where the cases of the flow of this id lie."""
    return f"flows/{flow}.cases.csv"


def read_cases(flow: Flow, path: str, raw: bytes) -> tuple[tuple[CaseRow, ...], list[Problem]]:
    """Read the cases of *flow* as it stands on its day of review; a wrong row is left out."""
    try:
        (_, header), *rows = _rows(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error, ValueError):
        wrong = "อ่านตารางไม่ได้ ให้บันทึกใหม่เป็น CSV UTF-8 (Comma delimited)"
        return (), [Problem(path, 1, wrong, fatal=False)]
    flow = flow.on(flow.reviewed)
    columns = [normalise(cell) for cell in header]
    problems = [Problem(path, 1, wrong, fatal=False) for wrong in _wrong_columns(flow, columns)]
    cases = []
    for line, cells in rows if not problems else ():
        try:
            cases.append(_case(flow, line, _by_column(columns, cells)))
        except _RowError as error:
            problems.append(Problem(path, line, str(error), fatal=False))
    return tuple(cases), problems


def check_cases(flow: Flow, cases: Sequence[CaseRow]) -> list[Problem]:
    """Compare every way through *flow*, on its day of review, with the *cases* of staff."""
    flow = flow.on(flow.reviewed)
    ways = list(flow.paths())
    wrong = [(1, message) for message in _without_case(flow, cases, ways)]
    wrong += [(case.line, message) for case in cases for message in _unlike(flow, case, ways)]
    return [Problem(cases_path(flow.id), line, message, fatal=False) for line, message in wrong]


def _without_case(flow: Flow, cases: Sequence[CaseRow], ways: _Ways) -> Iterator[str]:
    bare = [way for way in ways if not any(case.fits(way[0]) for case in cases)]
    for choices, outcome in bare[:LISTED]:
        yield f"ยังไม่มีกรณีของ {_told(flow, choices)} ซึ่งได้ผล “{outcome.title}” ให้เพิ่มแถว"
    if len(bare) > LISTED:
        rest = f"ยังไม่มีกรณีอีก {len(bare) - LISTED} เส้นทาง"
        yield f"{rest} รวมเป็น {len(bare)} จาก {len(ways)} เส้นทาง"


def _unlike(flow: Flow, case: CaseRow, ways: _Ways) -> Iterator[str]:
    """Report *case* once: no way is like it, or the first of the ways that end elsewhere."""
    alike = [way for way in ways if case.fits(way[0])]
    other = [way for way in alike if way[1].id != case.outcome]
    if not alike:
        yield f"กรณี “{case.name}” ไม่ตรงกับเส้นทางใด ให้แก้คำตอบในแถวนี้หรือลบแถวออก"
    if other:
        choices, outcome = other[0]
        wrong = (
            f"กรณี “{case.name}” บอกผล {case.outcome} แต่ {_told(flow, choices)} ได้ผล {outcome.id}"
        )
        more = f" และอีก {len(other) - 1} เส้นทาง" if len(other) > 1 else ""
        yield f"{wrong}{more} ให้แก้แถวนี้หรือแก้แบบถามนำ"


def _told(flow: Flow, choices: Choices) -> str:
    return f"“{' → '.join(labels(flow, choices))}”"


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty with its line, on which a cell may hold several."""
    reader = csv.reader(StringIO(text, newline=""))
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _wrong_columns(flow: Flow, columns: Sequence[str]) -> Iterator[str]:
    wanted = [NAME, *(question.topic for question in flow.questions.values()), TITLE]
    known = {normalise(column): column for column in (*wanted, OUTCOME)}
    for plain, column in known.items():
        if plain not in columns and column != OUTCOME:
            yield f"ขาดคอลัมน์ “{column}” ให้เพิ่มที่หัวตาราง"
        if columns.count(plain) > 1:
            yield f"คอลัมน์ “{column}” มีมากกว่าหนึ่ง ให้เหลือคอลัมน์เดียว"
    for column in columns:
        if column and column not in known:
            yield f"คอลัมน์ “{column}” ไม่ใช่ topic ของคำถามใด ให้แก้ให้ตรงกันหรือลบออก"


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> _Row:
    row = dict.fromkeys(columns, "")
    for number, cell in enumerate(cells):
        column = columns[number] if number < len(columns) else ""
        if cell and not column:
            raise _RowError(f"“{cell}” ไม่อยู่ใต้หัวตารางใด ให้ย้ายหรือลบออก")
        row[column] = cell
    return row


def _case(flow: Flow, line: int, row: _Row) -> CaseRow:
    answers = {
        question.id: _option(question, cell)
        for question in flow.questions.values()
        if (cell := row[normalise(question.topic)])
    }
    if not row[NAME]:
        raise _RowError(f"แถวนี้ยังไม่มีชื่อ ให้เติมในคอลัมน์ “{NAME}”")
    return CaseRow(row[NAME], answers, _outcome(flow, row), line)


def _option(question: Question, cell: str) -> str:
    """Return the id of the option that *cell* names: on one day a label stands for one only."""
    by_label = {normalise(option.label): id_ for id_, option in question.options.items()}
    if option := by_label.get(normalise(cell)):
        return option
    known = ", ".join(option.label for option in question.options.values())
    raise _RowError(f"“{question.topic}” ไม่มีตัวเลือก “{cell}” ให้ใช้ข้อหนึ่งใน: {known}")


def _outcome(flow: Flow, row: _Row) -> str:
    """Return the id of the outcome that *row* names by its title, or by its id and title."""
    id_, title = row.get(OUTCOME, ""), normalise(row[TITLE])
    if id_ and id_ not in flow.outcomes:
        raise _RowError(f"ไม่มีผลรหัส “{id_}” ในวันที่ตรวจ ให้แก้คอลัมน์ “{OUTCOME}”")
    same = [each.id for each in flow.outcomes.values() if normalise(each.title) == title]
    if id_ in same or (len(same) == 1 and not id_):
        return id_ or same[0]
    if id_:
        right = flow.outcomes[id_].title
        raise _RowError(f"ผลของรหัส {id_} คือ “{right}” ให้แก้คอลัมน์ “{TITLE}” ให้ตรงกัน")
    if same:
        several = f"ผล “{row[TITLE]}” มีหลายรหัส คือ {', '.join(same)}"
        raise _RowError(f"{several} ให้บอกรหัสในคอลัมน์ “{OUTCOME}”")
    raise _RowError(f"ไม่มีผล “{row[TITLE]}” ในวันที่ตรวจ ให้ใช้ title ของผลหนึ่งในแบบถามนำ")
