"""Reading a flow file: what is refused, with its line and what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.flows.fields import TEXT_LIMIT
from indexer.flows.file import BUTTON_LIMIT, LABEL_LIMIT, TOPIC_LIMIT, parse_flow
from tests.indexer.flows.little import (
    DATED,
    FLOW,
    PATH,
    Change,
    line_of,
    little,
    outcome,
    read,
)

TOP = "title: เช็ก"  # the first line, where what is missing at the top is told
TWO = "  two:\n"
SOURCE = "source:\n  - กรมตัวอย่าง | https://example.go.th/a | พ.ศ. 2569 | official\n"
MISSING = {  # what must not be left out: (its text, where its absence is told)
    "title": ("title: เช็กสิทธิ์ตัวอย่าง\n", "area:"),
    "area": ("area: ตัวอย่าง\n", TOP),
    "owner": ("owner: คลินิกเทคโนโลยี\n", TOP),
    "source": (SOURCE, TOP),
    "reviewed": ("reviewed: 2569-11-22\n", TOP),
    "review_by": ("review_by: 2570-11-22\n", TOP),
    "button": ("button: เช็กสิทธิ์ของฉัน\n", TOP),
    "intro": ("intro: ถามไม่กี่ข้อค่ะ\n", TOP),
    "start": ("start: want\n", TOP),
    "topic": ("    topic: ทะเบียน\n", "  paper:\n    ask"),
    "ask": ("    ask: อยากใช้ไหมคะ\n", "  want:\n    topic"),
    "again": ("    again: ดูจากใบทะเบียนค่ะ\n", "  paper:\n    topic"),
    "label": ("        label: บุคคล\n", "      person:\n"),
    "title of an outcome": ("    title: กลุ่มสอง\n", TWO),
    "why": ("    why: เพราะอย่างนี้ จึงได้ two\n", TWO),
    "next_steps": ("    next_steps: [โทรหาคลินิกเรื่อง two]\n", TWO),
    "source of an outcome": (
        "    source: [กฎของ two | https://example.go.th/two | พ.ศ. 2569 | official]\n",
        TWO,
    ),
}
LONG = {  # what is shown on a phone: (its text, how many letters it may have)
    "button": ("button: เช็กสิทธิ์ของฉัน", BUTTON_LIMIT),
    "topic": ("topic: ทะเบียน", TOPIC_LIMIT),
    "label": ("label: บริษัท", LABEL_LIMIT),
    "intro": ("intro: ถามไม่กี่ข้อค่ะ", TEXT_LIMIT),
    "ask": ("ask: อยากใช้ไหมคะ", TEXT_LIMIT),
    "again": ("again: ดูจากใบทะเบียนค่ะ", TEXT_LIMIT),
    "advice": ("advice: ไปขึ้นทะเบียนที่อำเภอ", TEXT_LIMIT),
    "why": ("why: เพราะอย่างนี้ จึงได้ two", TEXT_LIMIT),
    "title": ("title: กลุ่มสอง", TEXT_LIMIT),
}
UNSURE = "        label: ไม่แน่ใจ\n"
SPOILT: dict[str, tuple[Change, str, str]] = {  # (the change, the line it is told on, a word)
    "unknown key at the top": (("intro:", "intor: ก\nintro:"), "intor:", "intor"),
    "unknown key of a question": (("    unclear:", "    unclaer:"), "    unclaer:", "unclear"),
    "unknown key of an option": (("        said:", "        sayd:"), "        sayd:", "said"),
    "unknown key of an outcome": (("    group: Two\n", "    wye: ก\n"), "    wye:", "why"),
    "a key twice at the top": (("intro:", "area: ก\nintro:"), "area: ก", "area"),
    "an option twice": (
        (UNSURE, f"{UNSURE}      none: {{label: ก}}\n"),
        "      none: {label",
        "none",
    ),
    "an edge twice": (
        ("    unsure: open\n", "    unsure: open\n    unsure: one\n"),
        "    unsure: one",
        "unsure",
    ),
    "an outcome twice": (
        ("outcomes:\n", f"outcomes:\n{outcome('open', 'ก')}"),
        "  open:\n    group: Open\n    title: ต้อง",
        "open",
    ),
    "an invisible intro": (("ถามไม่กี่ข้อค่ะ", "\u200b"), "intro:", "intro"),
    "an intro that is a list": (("ถามไม่กี่ข้อค่ะ", "[ก]"), "intro:", "intro"),
    "a source in three parts": (("/a | พ.ศ. 2569", "/a"), "  - กรม", "4"),
    "a source without a host": (("https://example.go.th/a", "https://a"), "  - กรม", "https://a"),
    "a day that is none": (("2569-11-22", "2569-11-31"), "reviewed: 2569-11-31", "2569-11-31"),
    "due before it was reviewed": (("by: 2570", "by: 2568"), "review_by:", "review_by"),
    "a label that is a mapping": (("label: บุคคล", "label: {ก: ข}"), "        label: {ก", "label"),
    "a phrase that is no list": (("[ใช่]", "ใช่"), "        short:", "short"),
    "a phrase that is empty": (("[สนใจ, ขอลอง]", '[สนใจ, ""]'), "        said:", "said"),
    "a phrase that is invisible": (("[สนใจ, ขอลอง]", "[\u200b]"), "        said:", "said"),
    "a phrase that is a mapping": (("[สนใจ, ขอลอง]", "[{ก: ข}]"), "        said:", "said"),
    "meanings that are a list": (("{want: yes}", "[want]"), "        means:", "means"),
    "a meaning of nothing": (("{want: yes}", '{want: ""}'), "        means:", "want"),
    "a first day after the last": (
        (UNSURE, f"{UNSURE}        valid_from: 2569-02-01\n        valid_until: 2569-01-31\n"),
        "        valid_until",
        "valid_from",
    ),
    "a day in another order": (
        ("    group: One\n", "    valid_until: 1/2/2570\n"),
        "    valid_until",
        "1/2/2570",
    ),
    "an outcome with an odd source": (("กฎของ two |", "กฎ"), "    source: [กฎ https", "4"),
    "an outcome that was not reviewed": (
        ("official]\n    reviewed: 2569-11-01\n  three:", "official]\n  three:"),
        TWO,
        "reviewed",
    ),
    "a long next step": (
        ("[โทรหาคลินิกเรื่อง two]", f"[{'ก' * (TEXT_LIMIT + 1)}]"),
        "    next_steps: [กกก",
        str(TEXT_LIMIT),
    ),
    "a phrase on a line of its own": (
        ("[สนใจ, ขอลอง]", '\n          - สนใจ\n          - ""'),
        '          - ""',
        "said",
    ),
    "an anchor used again": (("[ใช่]", "*a"), "        short:", "*"),
    "no YAML": (("intro: ถาม", "intro: ถาม: "), "intro:", "YAML"),
    "a bracket left open": (("[ใช่]", "[ใช่"), "        short:", "YAML"),
    "a quote left open": (("ถามไม่กี่ข้อค่ะ", "'ถาม"), "intro:", "YAML"),
    "a control character": (("ถามไม่กี่ข้อค่ะ", "ถาม\u0007"), "intro:", "อักขระ"),
    "a second document": (("intro:", "---\nintro:"), "---", "---"),
    "a key that is a list": (("intro:", "? [ก, ข]\n: ค\nintro:"), "? [", ":"),
    "nested too deep": (("[สนใจ, ขอลอง]", "[[[[[[[[[ก]]]]]]]]]"), "        said:", "วงเล็บ"),
}


def assert_refused(text: str, line: int, word: str) -> None:
    """Assert that *text* has one problem, on *line*, whose message names *word*."""
    flow, problems = read(text)

    assert flow is None
    assert [(each.file, each.line, each.fatal) for each in problems] == [(PATH, line, True)]
    assert word in problems[0].message


@pytest.mark.parametrize(("text", "line"), MISSING.values(), ids=MISSING)
def test_left_out(text: str, line: str) -> None:
    """What people or staff need to know is asked for by name, at what should hold it."""
    name, spoilt = text.split(":", maxsplit=1)[0], little((text, ""))

    assert_refused(spoilt, line_of(spoilt, line), name.strip())


@pytest.mark.parametrize("text", [text for text, _ in MISSING.values()], ids=MISSING)
def test_left_empty(text: str) -> None:
    """A key without a value is told on its own line."""
    name = text.split(":", maxsplit=1)[0]

    assert_refused(little((text, f"{name}:\n")), line_of(FLOW, text), name.strip())


@pytest.mark.parametrize(("text", "limit"), LONG.values(), ids=LONG)
def test_too_long(text: str, limit: int) -> None:
    """What is a letter longer than can be shown or read is told with its limit."""
    name = text.split(":", maxsplit=1)[0]
    fits, too_long = (little((text, f"{name}: {'ก' * count}")) for count in (limit, limit + 1))

    assert read(fits)[1] == []
    assert_refused(too_long, line_of(FLOW, text), str(limit))


@pytest.mark.parametrize(("change", "line", "word"), SPOILT.values(), ids=SPOILT)
def test_spoilt(change: Change, line: str, word: str) -> None:
    """Whatever else is wrong refuses the flow, with the line to mend and what to do."""
    text = little(change)

    assert_refused(text, line_of(text, line), word)


@pytest.mark.parametrize("instead", ["ไม่แน่ใจ", "[ไม่แน่ใจ]"], ids=["a word", "a list"])
def test_option_of_another_shape(instead: str) -> None:
    """An option that holds no keys is told on its own line."""
    text = little((f"      unsure:\n{UNSURE}", f"      unsure: {instead}\n"))
    flow, problems = read(text)

    assert flow is None
    assert problems[0].line == line_of(text, "      unsure:")


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Staff see every gap in one go, in the order of the file: words and edges alike."""
    text = little(
        ("intro: ถามไม่กี่ข้อค่ะ\n", "intro:\n"),
        ("    unsure: open\n", "    unsure: nowhere\n"),
        ("    title: กลุ่มสอง\n", ""),
    )
    _, problems = read(text)

    wrong = ["intro:", "    unsure: nowhere", "  two:\n"]
    assert [problem.line for problem in problems] == [line_of(text, each) for each in wrong]


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "ไฟล์ว่าง"), ("# หมายเหตุ\n", "ไฟล์ว่าง"), ("- ก\n", "ชื่อ: ค่า"), ("ก\n", "ชื่อ: ค่า")],
    ids=["empty", "a remark alone", "a list", "a word"],
)
def test_file_of_another_shape(text: str, word: str) -> None:
    """A file that is no mapping at all is told in one sentence."""
    flow, [problem] = read(text)

    assert flow is None
    assert problem.line == 1
    assert word in problem.message


@pytest.mark.parametrize("name", ["questions", "edges", "outcomes"])
@pytest.mark.parametrize("instead", ["", " [ก]", " ก"], ids=["empty", "a list", "a word"])
def test_section_of_another_shape(name: str, instead: str) -> None:
    """A section that holds no ids is told on its own line."""
    text = f"{FLOW[: FLOW.index(f'{name}:')]}{name}:{instead}\n"
    flow, problems = read(text)

    assert flow is None
    assert line_of(text, f"\n{name}:") + 1 in [problem.line for problem in problems]


@pytest.mark.parametrize("bad", ["Big", "ก", "1st", "a-b", "a b"])
@pytest.mark.parametrize("place", ["      company:\n", "  two:\n", "  kind_have:\n"])
def test_id_that_is_no_slug(bad: str, place: str) -> None:
    """The ids of options, outcomes and nodes are in plain small letters."""
    text = little((place, place.replace(place.strip(" :\n"), bad)))
    flow, problems = read(text)

    told = {problem.line: problem.message for problem in problems}
    assert flow is None
    assert f"“{bad}”" in told[line_of(text, f"  {bad}:\n")]


def test_option_named_as_the_key_beside_the_edges() -> None:
    """An option cannot be called asks: among the edges that key means another thing."""
    text = little(("      unsure:\n", "      asks:\n"), ("    unsure: open\n", ""))
    flow, problems = read(text)

    assert flow is None
    assert line_of(text, "      asks:") in [problem.line for problem in problems]


@pytest.mark.parametrize("file", ["flows/คูปอง.yaml", "flows/Coupon.yaml", "flows/my flow.yaml"])
def test_file_name(file: str) -> None:
    """The name of a file is the flow's id, so it is in plain letters."""
    flow, [problem] = read(little(), file)

    assert flow is None
    assert (problem.file, problem.line, problem.fatal) == (file, 1, True)


@pytest.mark.parametrize("codec", ["tis-620", "utf-16"])
def test_not_utf_8(codec: str) -> None:
    """A file saved in an old Thai code page is told so."""
    flow, [problem] = parse_flow(PATH, FLOW.encode(codec))

    assert flow is None
    assert "UTF-8" in problem.message


def test_byte_order_mark_and_windows_line_ends() -> None:
    """A file saved by Windows Notepad reads the same, and its problems stand on the same lines."""
    spoilt = little(("    unsure: open\n", "    unsure: nowhere\n"))

    assert read("\ufeff" + FLOW.replace("\n", "\r\n")) == read(FLOW)
    assert read("\ufeff" + spoilt.replace("\n", "\r\n")) == read(spoilt)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_nested_without_end(opening: str) -> None:
    """A file nested a hundred thousand deep is refused and does not end the program."""
    flow, problems = read(opening * 100_000)

    assert flow is None
    assert len(problems) == 1


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.binary() | st.text(st.sampled_from("start:want \n-[]{}&*!|>'\"#กข\t?")).map(str.encode))
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    """Whatever somebody uploads is refused with a problem."""
    flow, problems = parse_flow(PATH, raw)

    assert flow is None
    assert problems


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.data())
def test_mangled_flow_never_raises(data: st.DataObject) -> None:
    """A flow with a piece cut out or pasted over is read, or refused with lines that exist."""
    raw = little(*DATED).encode()
    place = st.integers(0, len(raw))
    start, end = sorted((data.draw(place), data.draw(place)))
    pasted = data.draw(
        st.sampled_from(["", "\n", ": ", "- a\n", "want", "{", "asks", "'", "\n  want:\n"])
    )

    flow, problems = parse_flow(PATH, raw[:start] + pasted.encode() + raw[end:])

    assert (flow is None) == bool(problems)
    assert all(problem.line >= 1 and problem.message for problem in problems)
