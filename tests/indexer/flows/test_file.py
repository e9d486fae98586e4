"""Reading a flow file: what comes out of one that is right."""

from datetime import date

import pytest

from indexer.documents import Source
from indexer.flows.flow import Days, Flow
from tests.indexer.flows.little import (
    DATED,
    FLOW,
    REVIEWED,
    Change,
    flow_of,
    little,
    outcome,
    read,
)


@pytest.fixture
def flow() -> Flow:
    return flow_of()


def test_head(flow: Flow) -> None:
    """What stands before the questions is read, years in พ.ศ. as days."""
    assert (flow.id, flow.title, flow.area) == ("little", "เช็กสิทธิ์ตัวอย่าง", "ตัวอย่าง")
    assert (flow.owner, flow.button) == ("คลินิกเทคโนโลยี", "เช็กสิทธิ์ของฉัน")
    assert (flow.opens, flow.intro) == (("เช็กสิทธิ์", "ได้สิทธิ์ไหม"), "ถามไม่กี่ข้อค่ะ")
    assert (flow.reviewed, flow.review_by) == (REVIEWED, date(2027, 11, 22))
    assert (flow.start, flow.lapsed) == ("want", "")


def test_sources_are_written_as_in_documents(flow: Flow) -> None:
    """A source has a name, an address, a date in staff's words and a kind."""
    assert flow.sources == (
        Source("กรมตัวอย่าง", "https://example.go.th/a", "พ.ศ. 2569", "official"),
    )
    assert [source.name for source in flow.outcomes["one"].sources] == ["กฎของ one"]


def test_question(flow: Flow) -> None:
    """A question is read with its words and its options in their order."""
    paper = flow.questions["paper"]

    assert (paper.id, paper.topic, paper.ask) == ("paper", "ทะเบียน", "ขึ้นทะเบียนแล้วหรือยังคะ")
    assert (paper.again, paper.unclear) == ("ดูจากใบทะเบียนค่ะ", ("ใบทะเบียน",))
    assert list(paper.options) == ["have", "none", "unsure"]


def test_option(flow: Flow) -> None:
    """An option is read with all that it means and brings."""
    yes, have = flow.questions["want"].options["yes"], flow.questions["paper"].options["have"]

    assert (yes.label, yes.said, yes.short) == ("อยากใช้", ("สนใจ", "ขอลอง"), ("ใช่",))
    assert (yes.means, yes.advice, yes.days) == ({}, "", Days())
    assert have.means == {"want": "yes"}
    assert flow.questions["paper"].options["none"].advice == "ไปขึ้นทะเบียนที่อำเภอ"


def test_days_of_an_option() -> None:
    """An option may hold from a day and until a day, both included."""
    days = "        valid_from: 2569-10-01\n        valid_until: 2570-09-30\n"
    flow = flow_of(("        label: ไม่แน่ใจ\n", f"        label: ไม่แน่ใจ\n{days}"))

    unsure = flow.questions["paper"].options["unsure"]
    assert unsure.days == Days(date(2026, 10, 1), date(2027, 9, 30))


def test_nodes(flow: Flow) -> None:
    """A node asks the question of its own name, or the one it says."""
    assert flow.nodes["paper"].asks == "paper"
    assert flow.nodes["kind_none"].asks == "kind"
    assert flow.nodes["kind_none"].leads_to == {"person": "three", "company": "open"}


def test_edges_are_in_the_order_of_the_options(flow: Flow) -> None:
    """The first edge is the first option's, however the edges are written."""
    assert list(flow.nodes["want"].leads_to) == list(flow.questions["want"].options)


def test_outcome(flow: Flow) -> None:
    """An outcome is read with its words, its day of review and no days unless it has some."""
    one = flow.outcomes["one"]

    assert (one.id, one.group, one.title) == ("one", "One", "กลุ่มหนึ่ง")
    assert (one.missing, one.next_steps) == ("", ("โทรหาคลินิกเรื่อง one",))
    assert (one.reviewed, one.days) == (date(2026, 11, 1), Days())


def test_outcome_of_no_group() -> None:
    """An outcome may belong to no group."""
    assert flow_of(("    group: One\n", '    group: ""\n')).outcomes["one"].group == ""


def test_outcome_that_ends() -> None:
    """A flow with dated outcomes names the one that stands in for them."""
    flow = flow_of(*DATED)

    assert flow.lapsed == "old"
    assert flow.outcomes["one"].days == Days(None, date(2027, 12, 31))


def test_text_of_several_lines() -> None:
    """A text may run over several lines, and keeps them."""
    flow = flow_of(("    why: เพราะอย่างนี้ จึงได้ one\n", "    why: |\n      หนึ่ง\n\n      สอง\n"))

    assert flow.outcomes["one"].why == "หนึ่ง\n\nสอง"


def test_phrases_stay_as_staff_spell_them() -> None:
    """Phrases are no numbers or truths to YAML, and are not normalised in reading."""
    flow = flow_of(("short: [ใช่]", "short: [yes, 007, ๑, 1.50, OK ค่าาาา]"))

    said = flow.questions["want"].options["yes"].short
    assert said == ("yes", "007", "๑", "1.50", "OK ค่าาาา")


@pytest.mark.parametrize(
    "old", ["opens: [เช็กสิทธิ์, ได้สิทธิ์ไหม]\n", "        said: [สนใจ, ขอลอง]\n"], ids=["opens", "said"]
)
def test_lists_that_may_be_left_out(old: str) -> None:
    """Phrases may be left out, and may be an empty list."""
    assert flow_of((old, "")) == flow_of((old, old[: old.index("[")] + "[]\n"))
    assert flow_of((old, "")) == flow_of((old, old[: old.index("[")] + "\n"))


SAME_GRAPH: dict[str, tuple[Change, ...]] = {
    "a label": (("label: บริษัท\n", "label: บริษัทจำกัด\n"),),
    "a phrase": (("short: [ใช่]", "short: [ใช่, อือ]"),),
    "a title": (("title: กลุ่มหนึ่ง\n", "title: กลุ่มที่หนึ่ง\n"),),
    "an advice": (("        advice: ไปขึ้นทะเบียนที่อำเภอ\n", ""),),
    "a day of review": (("review_by: 2570-11-22", "review_by: 2570-11-23"),),
    "edges in another order": (
        ("    yes: paper\n    no: not_wanted\n", "    no: not_wanted\n    yes: paper\n"),
    ),
}
OTHER_GRAPH: dict[str, tuple[Change, ...]] = {
    "an edge": (("    unsure: open\n", "    unsure: not_wanted\n"),),
    "a start": (
        ("start: want\n", "start: paper\n"),
        ("    unsure: open\n", "    unsure: want\n"),
        ("    yes: paper\n", "    yes: open\n"),
    ),
    "a lapsed outcome and a day": DATED,
    "another day": (*DATED, ("valid_until: 2570-12-31", "valid_until: 2570-12-30")),
    "an option's day": (("label: บริษัท\n", "label: บริษัท\n        valid_from: 2569-01-01\n"),),
    "an option less": (("      unsure:\n        label: ไม่แน่ใจ\n", ""), ("    unsure: open\n", "")),
    "what an option means": (("        means: {want: yes}\n", ""),),
    "an outcome more": (
        ("outcomes:\n", f"outcomes:\n{outcome('new', 'ใหม่')}"),
        ("    unsure: open\n", "    unsure: new\n"),
    ),
}


@pytest.mark.parametrize("changes", SAME_GRAPH.values(), ids=SAME_GRAPH)
def test_edition_of_other_words(flow: Flow, changes: tuple[Change, ...]) -> None:
    """A change of words leaves the edition as it is: an old button means the same."""
    assert flow_of(*changes).edition == flow.edition


@pytest.mark.parametrize("changes", OTHER_GRAPH.values(), ids=OTHER_GRAPH)
def test_edition_of_another_graph(changes: tuple[Change, ...]) -> None:
    """Any change of the graph makes another edition, different from every other."""
    known = {flow_of(*each).edition for each in OTHER_GRAPH.values()}

    assert flow_of(*changes).edition not in {
        flow_of().edition,
        *(known - {flow_of(*changes).edition}),
    }
    assert len(known) == len(OTHER_GRAPH)


def test_edition_is_short(flow: Flow) -> None:
    """An edition is eight hex digits: every button carries it."""
    assert len(flow.edition) == 8
    assert int(flow.edition, 16) >= 0


def test_byte_order_mark_and_windows_line_ends() -> None:
    """A file saved by Windows Notepad reads the same, and its problems stand on the same lines."""
    spoilt = little(("    unsure: open\n", "    unsure: nowhere\n"))

    assert read("\ufeff" + FLOW.replace("\n", "\r\n")) == read(FLOW)
    assert read("\ufeff" + spoilt.replace("\n", "\r\n")) == read(spoilt)
