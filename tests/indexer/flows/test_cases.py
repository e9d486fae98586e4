"""The table of cases: read from a spreadsheet, and held against every way through the flow."""

from collections.abc import Sequence

import pytest

from indexer.documents import Problem
from indexer.flows.cases import LISTED, CaseRow, cases_path, check_cases, read_cases
from indexer.flows.flow import Flow
from tests.indexer.flows.little import CASES, DATED, Change, changed, flow_of, line_of

PATH = "flows/little.cases.csv"
NOT_SURE = "ใครก็ตามที่ไม่แน่ใจ,,ไม่แน่ใจ,,ต้องถามเจ้าหน้าที่\n"
SAME_TITLE = (("title: กลุ่มสาม\n", "title: กลุ่มหนึ่ง\n"),)  # the outcomes one and three share it


@pytest.fixture
def flow() -> Flow:
    return flow_of()


def read(text: str, flow: Flow | None = None) -> tuple[tuple[CaseRow, ...], list[Problem]]:
    return read_cases(flow or flow_of(), PATH, text.encode())


def checked(text: str, flow: Flow | None = None) -> list[Problem]:
    """What is wrong with a table that can be read without a problem."""
    cases, problems = read(text, flow)
    assert problems == []
    return check_cases(flow or flow_of(), cases)


def with_ids(text: str, ids: Sequence[str]) -> str:
    """Return a table with a last column of outcome ids."""
    lines = text.splitlines()
    return "".join(f"{line},{id_}\n" for line, id_ in zip(lines, ["รหัสผล", *ids], strict=True))


def test_whole(flow: Flow) -> None:
    """A table that is right has a case for every way, and nothing to mend."""
    cases, problems = read(CASES)

    assert problems == []
    assert check_cases(flow, cases) == []
    assert cases[3] == CaseRow("ลุงมียังไม่ขึ้นทะเบียน", {"paper": "none", "kind": "person"}, "three", 5)


def test_where_the_table_lies() -> None:
    """The table lies beside its flow."""
    assert cases_path("little") == PATH


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + CASES,
        CASES.replace("\n", "\r\n"),
        CASES.replace(",", " , "),
        CASES.replace("กรณี,ความ", '"กรณี","ความ').replace("ต้องการ,ทะเบียน", 'ต้องการ",ทะเบียน'),
        CASES.replace("ทำ", "ทํา").replace("ยังไม่ขึ้น", "ยังไม่ขึ้น\u200b"),
    ],
    ids=["byte order mark", "Windows line ends", "spaces", "quotes", "other code points"],
)
def test_as_spreadsheets_save_it(text: str) -> None:
    """However a spreadsheet writes the table, the same cases are read."""
    assert [case.choices for case in read(text)[0]] == [case.choices for case in read(CASES)[0]]


@pytest.mark.parametrize(
    "empty", ["", ",,,,", " , ,,,", ",,"], ids=["nothing", "commas", "spaces", "few"]
)
def test_empty_rows(empty: str) -> None:
    """Rows without a word are passed over, and the lines after them counted right."""
    cases, problems = read(CASES.replace("\n", f"\n{empty}\n", 2))

    assert problems == []
    assert [case.line for case in cases[:2]] == [3, 5]


def test_line_of_a_row_after_a_cell_of_two_lines() -> None:
    """A name may run over two lines; the rows below keep the lines an editor shows."""
    cases, _ = read(changed(CASES, ("ป้าศรีไม่สนใจ", '"ป้าศรี\nไม่สนใจ"')))

    assert [case.line for case in cases[:2]] == [2, 4]


def test_empty_cell_is_anything(flow: Flow) -> None:
    """An empty cell fits every answer, and a question that is not asked."""
    case = CaseRow("ใครก็ตาม", {"paper": "unsure"}, "open", 1)

    assert case.fits({"want": "yes", "paper": "unsure"})
    assert not case.fits({"want": "yes", "paper": "have"})
    assert not case.fits({"want": "no"})


def test_columns_in_any_order() -> None:
    """Columns are known by their headers, so staff may move them."""
    rows = [line.split(",") for line in CASES.splitlines()]
    moved = "\n".join(",".join(reversed(row)) for row in rows)

    assert [case.choices for case in read(moved)[0]] == [case.choices for case in read(CASES)[0]]


def test_outcome_by_its_id() -> None:
    """Where two outcomes share a title the id tells which is meant."""
    flow = flow_of(*SAME_TITLE)
    text = changed(CASES, ("กลุ่มสาม", "กลุ่มหนึ่ง"))
    ids = ["not_wanted", "one", "two", "three", "", "open"]

    assert checked(with_ids(text, ids), flow) == []


def test_outcome_by_a_title_of_two() -> None:
    """A title that two outcomes share is not enough, and the row is left out."""
    text = changed(CASES, ("กลุ่มสาม", "กลุ่มหนึ่ง"))
    cases, problems = read(text, flow_of(*SAME_TITLE))

    assert [problem.line for problem in problems] == [3, 5]
    assert "one, three" in problems[0].message
    assert len(cases) == 4


# What is wrong with a row: (the change, a word of what to do)
ROWS: dict[str, tuple[Change, str]] = {
    "an option that is not there": (
        ("อยากใช้,ขึ้นทะเบียนแล้ว,บุคคล", "อยากใช้,ขึ้นทะเบียน,บุคคล"),
        "“ขึ้นทะเบียน”",
    ),
    "an outcome that is not there": (("กลุ่มหนึ่ง", "กลุ่มที่หนึ่ง"), "“กลุ่มที่หนึ่ง”"),
    "no outcome": (("บุคคล,กลุ่มหนึ่ง", "บุคคล,"), "ผล"),
    "a row too short": (("ขึ้นทะเบียนแล้ว,บุคคล,กลุ่มหนึ่ง", "ขึ้นทะเบียนแล้ว"), "ผล"),
    "no name": (("ลุงมีขึ้นทะเบียนแล้ว", ""), "กรณี"),
    "a cell without a column": (("กลุ่มหนึ่ง\n", "กลุ่มหนึ่ง,หมายเหตุ\n"), "“หมายเหตุ”"),
}


@pytest.mark.parametrize(("change", "word"), ROWS.values(), ids=ROWS)
def test_wrong_row(change: Change, word: str) -> None:
    """A row that cannot be read is told with its line and left out; the others are read."""
    cases, [problem] = read(changed(CASES, change))

    assert (problem.file, problem.line, problem.fatal) == (PATH, 3, False)
    assert word in problem.message
    assert len(cases) == 5


@pytest.mark.parametrize(("id_", "word"), [("nine", "“nine”"), ("two", "“กลุ่มสอง”")])
def test_wrong_id(id_: str, word: str) -> None:
    """An id must be an outcome's, and the title beside it that outcome's title."""
    _, [problem] = read(with_ids(CASES, ["", id_, "", "", "", ""]))

    assert problem.line == 3
    assert word in problem.message


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("กรณี,", "ชื่อ,"), "“กรณี”"),
        (("ทะเบียน,รูปแบบ,ผล", "ทะเบียน,แบบ,ผล"), "“รูปแบบ”"),
        (("รูปแบบ,ผล", "รูปแบบ,ผลลัพธ์"), "“ผล”"),
        (("รูปแบบ,ผล", "รูปแบบ,ผล,ผล"), "“ผล”"),
    ],
    ids=["no names", "a topic missing", "no outcomes", "a column twice"],
)
def test_wrong_columns(change: Change, word: str) -> None:
    """A table whose headers do not fit the flow is not read at all."""
    cases, problems = read(changed(CASES, change))

    assert cases == ()
    assert {(problem.line, problem.fatal) for problem in problems} == {(1, False)}
    assert word in problems[0].message


def test_column_of_no_question() -> None:
    """A column that belongs to no question would not be compared, so it is told."""
    cases, [problem] = read(changed(CASES, ("รูปแบบ,ผล", "รูปแบบ,อายุ,ผล")))

    assert cases == ()
    assert "“อายุ”" in problem.message


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n\n", CASES.encode("tis-620"), CASES.encode("utf-16"), b"a" * 200_000],
    ids=["empty", "blank", "old Thai code page", "UTF-16", "a cell too large"],
)
def test_unreadable(raw: bytes) -> None:
    """A file that is no such table is told in one sentence."""
    cases, problems = read_cases(flow_of(), PATH, raw)

    assert cases == ()
    assert problems
    assert {(problem.line, problem.fatal) for problem in problems} == {(1, False)}


def test_way_without_a_case() -> None:
    """A way that no row is like is told with the labels on it and where it ends."""
    [problem] = checked(changed(CASES, (NOT_SURE, "")))

    assert (problem.file, problem.line, problem.fatal) == (PATH, 1, False)
    assert "อยากใช้ → ไม่แน่ใจ" in problem.message
    assert "ต้องถามเจ้าหน้าที่" in problem.message


def test_many_ways_without_a_case(flow: Flow) -> None:
    """Where many ways lack a case the first are told and all are counted."""
    problems = check_cases(flow, ())

    assert len(problems) == LISTED + 1
    assert "1 เส้นทาง" in problems[-1].message
    assert "6" in problems[-1].message


def test_case_of_another_outcome() -> None:
    """A way whose case says another outcome is told at the row, with both outcomes."""
    text = changed(CASES, ("บริษัท,กลุ่มสอง", "บริษัท,กลุ่มหนึ่ง"))
    [problem] = checked(text)

    assert (problem.line, problem.fatal) == (line_of(text, "บริษัทขึ้นทะเบียนแล้ว,"), False)
    assert "อยากใช้ → ขึ้นทะเบียนแล้ว → บริษัท" in problem.message
    assert "one" in problem.message
    assert "two" in problem.message


def test_case_of_several_other_outcomes() -> None:
    """A row that is wrong for many ways is told once, with their number."""
    [problem] = checked(f"{CASES}ทุกคน,อยากใช้,,,กลุ่มหนึ่ง\n")

    assert problem.line == CASES.count("\n") + 1
    assert "อีก 3 เส้นทาง" in problem.message


def test_case_like_no_way() -> None:
    """A row that no way is like is told: nobody would ever be that case."""
    text = f"{CASES}ไม่อยากแต่มีทะเบียน,ไม่อยากใช้,ขึ้นทะเบียนแล้ว,,ยังไม่ต้องการ\n"
    [problem] = checked(text)

    assert (problem.line, problem.fatal) == (line_of(text, "ไม่อยากแต่"), False)
    assert "ไม่อยากแต่มีทะเบียน" in problem.message


def test_cases_are_of_the_day_of_review() -> None:
    """The table shows the rules of the day staff reviewed the flow, not those before or after."""
    late = ("reviewed: 2569-11-22\nreview_by: 2570", "reviewed: 2571-11-22\nreview_by: 2572")
    old = changed(CASES, ("กลุ่มหนึ่ง", "กฎเปลี่ยนแล้ว"))

    assert checked(CASES, flow_of(*DATED)) == []
    assert checked(old, flow_of(*DATED, late)) == []
    assert read(CASES, flow_of(*DATED, late))[1] != []
