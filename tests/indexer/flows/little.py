"""A little flow that is right in all, to be spoilt piece by piece, and its table of cases."""

from datetime import date

from indexer.documents import Problem
from indexer.flows.file import parse_flow
from indexer.flows.flow import Flow

PATH = "flows/little.yaml"
REVIEWED = date(2026, 11, 22)
Change = tuple[str, str]  # a piece of the text that stands there once, and what comes instead


def outcome(id_: str, title: str, more: str = "") -> str:
    """Return an outcome as staff write it; *more* are lines of its own."""
    return (
        f"  {id_}:\n"
        f"    group: {id_.title()}\n"
        f"    title: {title}\n"
        f"    why: เพราะอย่างนี้ จึงได้ {id_}\n"
        f"    next_steps: [โทรหาคลินิกเรื่อง {id_}]\n"
        f"    source: [กฎของ {id_} | https://example.go.th/{id_} | พ.ศ. 2569 | official]\n"
        f"    reviewed: 2569-11-01\n{more}"
    )


FLOW = """title: เช็กสิทธิ์ตัวอย่าง
area: ตัวอย่าง
owner: คลินิกเทคโนโลยี
source:
  - กรมตัวอย่าง | https://example.go.th/a | พ.ศ. 2569 | official
reviewed: 2569-11-22
review_by: 2570-11-22
button: เช็กสิทธิ์ของฉัน
opens: [เช็กสิทธิ์, ได้สิทธิ์ไหม]
intro: ถามไม่กี่ข้อค่ะ
start: want
questions:
  want:
    topic: ความต้องการ
    ask: อยากใช้ไหมคะ
    again: เช่น อยากพัฒนาสินค้า
    options:
      no:
        label: ไม่อยากใช้
      yes:
        label: อยากใช้
        said: [สนใจ, ขอลอง]
        short: [ใช่]
  paper:
    topic: ทะเบียน
    ask: ขึ้นทะเบียนแล้วหรือยังคะ
    again: ดูจากใบทะเบียนค่ะ
    unclear: [ใบทะเบียน]
    options:
      have:
        label: ขึ้นทะเบียนแล้ว
        means: {want: yes}
      none:
        label: ยังไม่ขึ้นทะเบียน
        advice: ไปขึ้นทะเบียนที่อำเภอ
      unsure:
        label: ไม่แน่ใจ
  kind:
    topic: รูปแบบ
    ask: ทำในรูปแบบใดคะ
    again: เช่น คนเดียว หรือบริษัท
    options:
      person:
        label: บุคคล
      company:
        label: บริษัท
edges:
  want:
    yes: paper
    no: not_wanted
  paper:
    have: kind_have
    none: kind_none
    unsure: open
  kind_have:
    asks: kind
    person: one
    company: two
  kind_none:
    asks: kind
    person: three
    company: open
outcomes:
""" + "".join(
    outcome(id_, title)
    for id_, title in {
        "not_wanted": "ยังไม่ต้องการ",
        "open": "ต้องถามเจ้าหน้าที่",
        "one": "กลุ่มหนึ่ง",
        "two": "กลุ่มสอง",
        "three": "กลุ่มสาม",
    }.items()
)
LAPSED = (  # changes that give the little flow an outcome to stand in for the others
    ("start: want\n", "start: want\nlapsed: old\n"),
    ("outcomes:\n", f"outcomes:\n{outcome('old', 'กฎเปลี่ยนแล้ว')}"),
)
DATED = (*LAPSED, ("  one:\n", "  one:\n    valid_until: 2570-12-31\n"))

CASES = """กรณี,ความต้องการ,ทะเบียน,รูปแบบ,ผล
ป้าศรีไม่สนใจ,ไม่อยากใช้,,,ยังไม่ต้องการ
ลุงมีขึ้นทะเบียนแล้ว,อยากใช้,ขึ้นทะเบียนแล้ว,บุคคล,กลุ่มหนึ่ง
บริษัทขึ้นทะเบียนแล้ว,อยากใช้,ขึ้นทะเบียนแล้ว,บริษัท,กลุ่มสอง
ลุงมียังไม่ขึ้นทะเบียน,,ยังไม่ขึ้นทะเบียน,บุคคล,กลุ่มสาม
บริษัทยังไม่ขึ้นทะเบียน,,ยังไม่ขึ้นทะเบียน,บริษัท,ต้องถามเจ้าหน้าที่
ใครก็ตามที่ไม่แน่ใจ,,ไม่แน่ใจ,,ต้องถามเจ้าหน้าที่
"""


def little(*changes: Change) -> str:
    """Return the little flow with *changes*."""
    return changed(FLOW, *changes)


def changed(text: str, *changes: Change) -> str:
    """Return *text* with each old piece, which must stand there once, replaced by the new."""
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
        text = text.replace(old, new)
    return text


def line_of(text: str, piece: str) -> int:
    """Return the line on which *piece*, which must stand in *text* once, begins."""
    assert text.count(piece) == 1, f"{text.count(piece)} times: {piece!r}"
    return text[: text.index(piece)].count("\n") + 1


def read(text: str, path: str = PATH) -> tuple[Flow | None, list[Problem]]:
    return parse_flow(path, text.encode())


def flow_of(*changes: Change) -> Flow:
    """Return the little flow with *changes*, read without a problem."""
    flow, problems = read(little(*changes))
    assert problems == []
    assert flow is not None
    return flow
