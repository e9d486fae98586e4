"""The real flow, every way through it, held to the rules and to the cases that staff read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from indexer.documents import Problem
from indexer.flows.cases import CaseRow, cases_path, check_cases, read_cases
from indexer.flows.file import parse_flow
from indexer.flows.flow import Choices, Flow, Outcome
from indexer.flows.ways import labels
from tests.conftest import KNOWLEDGE
from tests.indexer.flows.real import coupon

FLOWS = sorted((KNOWLEDGE / "flows").glob("*.yaml"))
MOST_QUESTIONS = 7

FOUR = {"person", "community_enterprise", "farmer_group", "cooperative"}  # named by Start Up
MAKERS = {"company", "limited_partnership"}  # named by Growth
PUBLIC = {"government", "foundation"}
PARTNERS = {"ordinary_partnership"}
OTHERS, UNKNOWN = {"other_group"}, {"unknown"}
YES, NO, NOT_YES = {"yes"}, {"no"}, {"no", "unknown"}
ANY = None


@dataclass(frozen=True)
class Rule:
    """One row of the rules: whom it is about (ANY: whatever they say, or are not asked), its end.

    *wants*: to use science; *registered*: as OTOP producer; *sells*: makes and sells such goods.
    """

    wants: set[str]
    registered: set[str] | None
    kind: set[str] | None
    sells: set[str] | None
    group: str
    outcome: str

    def covers(self, facts: Mapping[str, str]) -> bool:
        """Tell whether *facts*, which leave out what was not asked, are of this row."""
        asked = {name: getattr(self, name) for name in ("wants", "registered", "kind", "sells")}
        return all(of is ANY or facts.get(name) in of for name, of in asked.items())


RULES = [
    Rule(NO, ANY, ANY, ANY, "", "not_interested"),
    Rule(UNKNOWN, ANY, ANY, ANY, "", "undecided"),
    Rule(YES, UNKNOWN, ANY, ANY, "", "otop_unknown"),
    Rule(YES, NO, FOUR, ANY, "Start Up", "startup"),
    Rule(YES, NO, OTHERS | UNKNOWN, ANY, "", "staff_kind"),
    Rule(YES, NO, MAKERS | PARTNERS | PUBLIC, ANY, "", "none_as_written"),
    Rule(YES, YES, MAKERS, YES, "Growth", "growth"),
    Rule(YES, YES, MAKERS, NOT_YES, "", "staff_growth"),
    Rule(YES, YES, PUBLIC, ANY, "", "staff_public_body"),
    Rule(YES, YES, PARTNERS, ANY, "Existing", "existing_partnership"),
    Rule(YES, YES, UNKNOWN, ANY, "Existing", "existing_kind_open"),
    Rule(YES, YES, FOUR | OTHERS, ANY, "Existing", "existing"),
]
MEANING = {  # question -> the fact it asks for, and what its options say of that
    "interest": ("wants", {"yes": "yes", "no": "no", "unsure": "unknown"}),
    "interest_example": ("wants", {"yes": "yes", "no": "no", "unsure": "unknown"}),
    "otop": (
        "registered",
        {
            **{"registered": "yes", "not_yet": "no", "unsure": "unknown"},
            # Neither another paper nor a registration of once tells whether there is one today.
            **{"other_paper": "unknown", "lapsed": "unknown"},
        },
    ),
    "otop_beside": ("registered", {"registered": "yes", "not_yet": "no", "unsure": "unknown"}),
    "kind": (
        "kind",
        {id_: id_ for id_ in FOUR | MAKERS | PUBLIC | PARTNERS | OTHERS} | {"unsure": "unknown"},
    ),
    "sells": ("sells", {"yes": "yes", "no": "no", "unsure": "unknown"}),
}


def listed(problems: list[Problem]) -> str:
    return "".join(f"\n{problem}" for problem in problems)


@cache
def flow() -> Flow:
    """The flow as staff last reviewed it."""
    return coupon().on(coupon().reviewed)


@cache
def ways() -> list[tuple[dict[str, str], Outcome]]:
    return list(flow().paths())


@cache
def cases() -> tuple[CaseRow, ...]:
    path = cases_path(coupon().id)
    found, problems = read_cases(coupon(), path, (KNOWLEDGE / path).read_bytes())
    assert problems == [], listed(problems)
    return found


def facts(choices: Choices) -> dict[str, str]:
    """Return what *choices* tell of a person; a later question puts an earlier one right."""
    told = {}
    for question, option in choices.items():
        if question in MEANING:
            fact, meanings = MEANING[question]
            told[fact] = meanings[option]
    return told


def read_out(choices: Choices) -> str:
    return " → ".join(labels(flow(), choices))


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.name)
def test_flow_has_no_problem(path: Path) -> None:
    """Nothing in this flow waits to be mended."""
    _, problems = parse_flow(f"flows/{path.name}", path.read_bytes())

    assert problems == [], f"{path.name} มี {len(problems)} จุดที่ต้องแก้ {listed(problems)}"


def test_every_way_is_of_one_rule() -> None:
    """Nobody falls between the rules, or under two of them."""
    odd = [
        f"{read_out(choices)}: {[rule.outcome for rule in rules]}"
        for choices, _ in ways()
        if len(rules := [rule for rule in RULES if rule.covers(facts(choices))]) != 1
    ]

    assert odd == [], f"{len(odd)} เส้นทางไม่ตรงกับกติกาข้อเดียว: {odd[:5]}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.outcome)
def test_a_rule_is_kept(rule: Rule) -> None:
    """Whoever the rule is about gets the outcome and the group that it names."""
    ends = [
        (outcome.group, outcome.id, read_out(choices))
        for choices, outcome in ways()
        if rule.covers(facts(choices))
    ]

    assert ends, f"ไม่มีเส้นทางใดตรงกับกติกาของ {rule.outcome}"
    wrong = [end for end in ends if end[:2] != (rule.group, rule.outcome)]
    assert wrong == [], f"{len(wrong)} เส้นทางต้องได้ {rule.outcome}: {wrong[:5]}"


@pytest.mark.parametrize(
    ("question", "option", "again"),
    [("interest", "unsure", "interest_example"), ("otop", "other_paper", "otop_beside")],
)
def test_the_unsure_are_asked_once_more(question: str, option: str, again: str) -> None:
    """Nothing is decided for them before it was explained and asked again."""
    unsure = [choices for choices, _ in ways() if choices.get(question) == option]

    assert unsure
    assert [read_out(choices) for choices in unsure if again not in choices] == []


def test_the_service_is_asked_of_all_who_want_it() -> None:
    """Which service they want is known of everybody who gets further than the first question."""
    wanting = [choices for choices, _ in ways() if facts(choices)["wants"] == "yes"]

    assert [read_out(choices) for choices in wanting if "service" not in choices] == []


def test_no_way_is_long() -> None:
    """An answer is reached within a minute."""
    long = [read_out(choices) for choices, _ in ways() if len(choices) > MOST_QUESTIONS]

    assert long == [], f"ถามเกิน {MOST_QUESTIONS} ข้อ: {long[:5]}"


def test_every_way_has_its_case() -> None:
    """No way is left that staff have not read as a case, and no case says otherwise."""
    problems = check_cases(coupon(), cases())

    assert problems == [], listed(problems)


def test_cases_have_names_of_their_own() -> None:
    """Who speaks of a case means one row."""
    names = [case.name for case in cases()]
    twice = sorted({name for name in names if names.count(name) > 1})

    assert twice == [], f"{cases_path(coupon().id)}: ชื่อซ้ำกัน ให้ตั้งใหม่ {twice}"
