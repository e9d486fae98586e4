"""What is wrong with the graph of a flow, each refused with its line."""

from itertools import pairwise

import pytest

from indexer.flows.checks import COLUMNS, MOST_OPTIONS
from indexer.flows.ways import MOST_QUESTIONS, MOST_WAYS
from tests.indexer.flows.little import (
    DATED,
    LAPSED,
    Change,
    flow_of,
    line_of,
    little,
    outcome,
    read,
)

UNSURE = "        label: ไม่แน่ใจ\n"
HAVE = "        label: ขึ้นทะเบียนแล้ว\n"
PERSON = "        label: บุคคล\n"
COMPANY = "        label: บริษัท\n"
ONE = "    group: One\n"
UNTIL, FROM = "valid_until: 2569-12-31\n", "valid_from: 2570-01-01\n"  # they meet, and no more

# What is wrong: (the changes, where its line begins, a word of what to do)
REFUSED: dict[str, tuple[tuple[Change, ...], str, str]] = {
    "a start at nothing": ((("start: want", "start: wants"),), "start:", "wants"),
    "a start at an outcome": ((("start: want", "start: open"),), "start:", "open"),
    "an edge to nothing": (
        (("    unsure: open\n", "    unsure: opne\n"),),
        "    unsure: opne",
        "opne",
    ),
    "an option without an edge": ((("    unsure: open\n", ""),), "  paper:\n    have: k", "unsure"),
    "an edge without an option": (
        (("    unsure: open\n", "    unsure: open\n    unsrue: open\n"),),
        "    unsrue",
        "unsrue",
    ),
    "a question that is not there": (
        (("  kind_have:\n    asks: kind\n", "  kind_have:\n    asks: kin\n"),),
        "    asks: kin\n",
        "kin",
    ),
    "a node of no question's name": (
        (("  kind_have:\n    asks: kind\n", "  kind_have:\n"),),
        "  kind_have:",
        "kind_have",
    ),
    "a meaning for no question": ((("{want: yes}", "{wnat: yes}"),), "        means:", "wnat"),
    "a meaning of no option": ((("{want: yes}", "{want: yse}"),), "        means:", "yse"),
    "a meaning for its own question": (
        (("{want: yes}", "{paper: none}"),),
        "        means:",
        "paper",
    ),
    "a refined question that is not there": (
        (("    topic: ทะเบียน\n", "    topic: ทะเบียน\n    refines: wnat\n"),),
        "    refines: wnat",
        "wnat",
    ),
    "a node and an outcome of one id": (
        (("outcomes:\n", f"outcomes:\n{outcome('paper', 'ก')}"),),
        "  paper:\n    group",
        "paper",
    ),
    "a loop": ((("    unsure: open\n", "    unsure: want\n"),), "  want:\n    yes", "paper"),
    "a node that leads to itself": (
        (("    unsure: open\n", "    unsure: paper\n"),),
        "  paper:\n    have: k",
        "paper",
    ),
    "a question nobody asks": (
        (
            (
                "edges:\n",
                "  age: {topic: อายุ, ask: ก, again: ข, options: {x: {label: ค}}}\nedges:\n",
            ),
        ),
        "  age:",
        "age",
    ),
    "a node nothing leads to": (
        (("edges:\n", "edges:\n  kind: {person: open, company: open}\n"),),
        "  kind: {",
        "kind",
    ),
    "an outcome nothing leads to": (
        (("outcomes:\n", f"outcomes:\n{outcome('spare', 'ก')}"),),
        "  spare:",
        "spare",
    ),
    "an outcome only for who answers one question in two ways": (
        (
            ("start: want\n", "start: kind\n"),
            ("edges:\n", "edges:\n  kind: {person: want, company: not_wanted}\n"),
            (
                "    asks: kind\n    person: three\n    company: open\n",
                "    asks: kind\n    person: three\n    company: three\n",
            ),
        ),
        "  two:",
        "two",
    ),
    "an outcome nobody lapses to": (LAPSED, "  old:", "old"),
    "days without an outcome to lapse to": (
        ((ONE, f"{ONE}    {UNTIL}"),),
        "  one:",
        "lapsed",
    ),
    "lapsing to nothing": (
        (*DATED, ("lapsed: old", "lapsed: odl")),
        "lapsed: odl",
        "odl",
    ),
    "lapsing to what lapses": (
        (*DATED, ("    group: Old\n", f"    group: Old\n    {FROM}")),
        "  old:",
        "old",
    ),
    "no option before a day": (
        ((PERSON, f"{PERSON}        {FROM}"), (COMPANY, f"{COMPANY}        {FROM}")),
        "    options:\n      person",
        "2569",
    ),
    "no option after a day": (
        ((PERSON, f"{PERSON}        {UNTIL}"), (COMPANY, f"{COMPANY}        {UNTIL}")),
        "    options:\n      person",
        "2570",
    ),
    "no option between two days": (
        (
            (PERSON, f"{PERSON}        {UNTIL}"),
            (COMPANY, f"{COMPANY}        valid_from: 2570-01-02\n"),
        ),
        "    options:\n      person",
        "2570",
    ),
    "two options of one label": (
        ((UNSURE, UNSURE.replace("ไม่แน่ใจ", "  ยังไม่ขึ้นทะเบียนนน")),),
        "        label:   ยัง",
        "none",
    ),
    "two options of one label to the eye": (
        (("label: บุคคล", "label: OTOP"), ("label: บริษัท", "label: otop ")),
        "        label: otop",
        "person",
    ),
    "one phrase for two options": (
        (
            (PERSON, f"{PERSON}        said: [เรา]\n"),
            (COMPANY, f"{COMPANY}        said: [เราาา]\n"),
        ),
        "        said: [เราาา]",
        "เราาา",
    ),
    "one short answer for two options": (
        ((PERSON, f"{PERSON}        said: [เรา]\n"), (COMPANY, f"{COMPANY}        short: [เรา]\n")),
        "        short: [เรา]",
        "person",
    ),
    "a phrase that is another option's label": (
        ((COMPANY, f"{COMPANY}        short: [บุคคล]\n"),),
        "        short: [บุคคล]",
        "person",
    ),
    "two questions of one topic": (
        (("topic: รูปแบบ", "topic: ทะเบียน"),),
        "    topic: ทะเบียน\n    ask: ทำ",
        "paper",
    ),
    "a topic of a column's name": (
        (("topic: รูปแบบ", f"topic: {COLUMNS[-1]}"),),
        "    topic: รหัส",
        COLUMNS[-1],
    ),
}


def options(count: int, *days: str) -> tuple[Change, ...]:
    """Return changes that give `kind` *count* options, the first of them with *days*."""
    ids = [f"k{number}" for number in range(count)]
    told = [f"      {id_}:\n        label: แบบ {id_}\n" for id_ in ids]
    told[: len(days)] = [f"{each}        {day}" for each, day in zip(told, days, strict=False)]
    edges = "".join(f"    {id_}: one\n" for id_ in ids[1:])
    return (
        (f"      person:\n{PERSON}      company:\n{COMPANY}", "".join(told)),
        ("    person: one\n    company: two\n", f"    k0: two\n{edges}"),
        ("    person: three\n    company: open\n", f"    k0: three\n{edges}"),
    )


def questions(count: int, most: int = 2) -> tuple[Change, ...]:
    """Return changes that ask *count* more questions, of *most* options, before the first one."""
    told = ", ".join(f"o{number}: {{label: ค {number}}}" for number in range(most))
    asked = "".join(
        f"  q{n}: {{topic: ข้อ {n}, ask: ก, again: ข, options: {{{told}}}}}\n" for n in range(count)
    )
    nodes = [*(f"q{n}" for n in range(count)), "want"]
    edges = "".join(
        f"  {node}: {{{', '.join(f'o{number}: {end}' for number in range(most))}}}\n"
        for node, end in pairwise(nodes)
    )
    return (
        ("start: want", "start: q0"),
        ("questions:\n", f"questions:\n{asked}"),
        ("edges:\n", f"edges:\n{edges}"),
    )


@pytest.mark.parametrize(("changes", "line", "word"), REFUSED.values(), ids=REFUSED)
def test_refused(changes: tuple[Change, ...], line: str, word: str) -> None:
    """A graph that would strand or mislead somebody on any day is refused with its line."""
    text = little(*changes)
    flow, problems = read(text)

    assert flow is None
    assert [(each.line, each.fatal) for each in problems] == [(line_of(text, line), True)]
    assert word in problems[0].message


def test_every_option_and_edge_is_told_by_itself() -> None:
    """Several wrong edges are several problems."""
    text = little(("    unsure: open\n", ""), ("    have: kind_have\n", "    have: kind_hav\n"))
    _, problems = read(text)

    wrong = ["  paper:\n    have: kind_hav", "    have: kind_hav"]
    assert [problem.line for problem in problems] == [line_of(text, each) for each in wrong]


def test_options_that_meet_but_do_not_overlap_may_be_called_the_same() -> None:
    """What replaces an option from a day on may keep its label and its phrases."""
    same = "        label: นิติบุคคล\n        said: [จดแล้ว]\n"
    changes = ((PERSON, f"{same}        {UNTIL}"), (COMPANY, f"{same}        {FROM}"))

    assert flow_of(*changes).questions["kind"].options["company"].label == "นิติบุคคล"


@pytest.mark.parametrize(
    "changes",
    [
        (("    unsure: open\n", "    unsure: two\n"),),
        ((HAVE, f"{HAVE}        {FROM}"), (UNSURE, f"{UNSURE}        {UNTIL}")),
        ((HAVE, f"{HAVE}        {FROM}"), (PERSON, f"{PERSON}        {FROM}")),
        (*LAPSED, ("    unsure: open\n", "    unsure: old\n")),
        DATED,
    ],
    ids=[
        "two ways to one outcome",
        "options that come and go",
        "what lies behind an option that is yet to come",
        "a lapsed outcome with a way of its own",
        "a dated outcome",
    ],
)
def test_accepted(changes: tuple[Change, ...]) -> None:
    """What holds on every day is read without a problem."""
    assert read(little(*changes))[1] == []


def test_most_options() -> None:
    """A question may have as many options as one reads through on a phone, and no more."""
    line = "    options:\n      k0"
    most, too_many = little(*options(MOST_OPTIONS)), little(*options(MOST_OPTIONS + 1))

    assert read(most)[1] == []
    assert [problem.line for problem in read(too_many)[1]] == [line_of(too_many, line)]


def test_most_options_of_a_day() -> None:
    """Options that never stand beside each other are not counted together."""
    assert read(little(*options(MOST_OPTIONS + 1, UNTIL, FROM)))[1] == []


def test_most_questions() -> None:
    """A way may ask as many questions as one answers in a minute, and no more."""
    most, too_many = little(*questions(MOST_QUESTIONS - 3)), little(*questions(MOST_QUESTIONS - 2))
    lines = [line_of(too_many, f"  {node}:\n    asks") for node in ("kind_have", "kind_none")]

    assert read(most)[1] == []
    assert [problem.line for problem in read(too_many)[1]] == lines


def test_more_ways_than_anybody_reads() -> None:
    """A flow of more ways than anybody can have thought through is refused."""
    text = little(*questions(MOST_QUESTIONS - 3, most=MOST_OPTIONS))
    flow, [problem] = read(text)

    assert MOST_OPTIONS ** (MOST_QUESTIONS - 3) > MOST_WAYS
    assert flow is None
    assert problem.line == line_of(text, "edges:")
    assert str(MOST_WAYS) in problem.message


def test_chain_without_end() -> None:
    """A flow of a thousand questions in a row is refused like any other that asks too much."""
    flow, problems = read(little(*questions(1000)))

    assert flow is None
    assert str(MOST_QUESTIONS) in problems[-1].message
