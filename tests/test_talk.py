"""The shape of what is typed in `talk/`: what a benchmark reads there can be trusted."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from indexer.knowledge import Knowledge

TALK = Path(__file__).parent / "talk"
HALVES = ["choosing", "reported"]
FOLLOW_UPS = "follow_ups.jsonl"
OF_A_HALF = {  # file -> kind -> lines of it in either half
    FOLLOW_UPS: {"elliptic": 45, "more": 15, "ordinal": 15, "own": 30, "none": 15},
    "talk.tsv": {
        "greeting": 9,
        "thanks": 9,
        "goodbye": 6,
        "who": 9,
        "praise": 7,
        "insult": 9,
        "laugh": 6,
        "help": 10,
        "cancel": 7,
        "agreed": 7,
        "staff": 10,
        "mine": 7,
        "erase": 8,
        "privacy": 7,
        "smalltalk_other": 9,
        "question": 30,
    },
    "groups.tsv": {"called": 25, "aside": 35},
}
SHAPE = {"first": str, "entry": str, "then": str, "expect": list, "kind": str}
TYPED = ["message", "first", "then"]
OFFERED = {"#1", "#2", "#3", "#last"}

Line = dict[str, Any]


def lines(half: str, file: str) -> list[str]:
    return (TALK / half / file).read_text("utf-8").splitlines()


def rows(half: str, file: str) -> list[Line]:
    if file.endswith(".jsonl"):
        return [json.loads(line) for line in lines(half, file)]
    columns = ("kind", "message")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines(half, file)]


def both(file: str) -> list[Line]:
    return [row for half in HALVES for row in rows(half, file)]


def follow_ups(*kinds: str) -> list[Line]:
    return [row for row in both(FOLLOW_UPS) if row["kind"] in kinds]


def typed(file: str) -> list[str]:
    return [row[part] for row in both(file) for part in TYPED if part in row]


def alike(message: str) -> str:
    """*message* without what two lines may differ in and still be one: spaces and capitals."""
    return "".join(message.split()).casefold()


def twice(messages: list[str]) -> list[str]:
    return [said for said, times in Counter(map(alike, messages)).items() if times > 1]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("file", OF_A_HALF)
def test_either_half_has_as_many_lines_of_every_kind(half: str, file: str) -> None:
    """The kinds are the known ones, and both halves hold the same number of each."""
    assert Counter(row["kind"] for row in rows(half, file)) == OF_A_HALF[file]


@pytest.mark.parametrize("half", HALVES)
def test_follow_up_has_its_keys(half: str) -> None:
    """A follow-up has five keys, each of its type, and nothing else."""
    shapes = [{key: type(value) for key, value in row.items()} for row in rows(half, FOLLOW_UPS)]

    assert [shape for shape in shapes if shape != SHAPE] == []


def test_no_message_stands_twice() -> None:
    """The halves are disjoint, and no line helps another, whatever file it stands in."""
    assert twice([message for file in OF_A_HALF for message in typed(file)]) == []


@pytest.mark.parametrize("file", OF_A_HALF)
def test_no_message_is_blank_or_padded(file: str) -> None:
    """What is compared is what was typed."""
    assert [message for message in typed(file) if not message or message != message.strip()] == []


def test_first_question_has_its_entry(knowledge: Knowledge) -> None:
    """Every topic a chat begins with is in the knowledge base."""
    begun = {row["entry"] for row in both(FOLLOW_UPS)}

    assert begun - knowledge.entries.keys() == set()


def test_expected_entry_exists(knowledge: Knowledge) -> None:
    """What should answer a follow-up is in the knowledge base."""
    expected = [row["expect"] for row in follow_ups("elliptic", "own")]

    assert [ids for ids in expected if not ids or set(ids) - knowledge.entries.keys()] == []


def test_own_question_is_of_another_document(knowledge: Knowledge) -> None:
    """A question of its own leaves the document the chat was about, or it would test nothing."""
    stayed = [
        row["then"]
        for row in follow_ups("own")
        for expected in row["expect"]
        if knowledge.entries[expected].document == knowledge.entries[row["entry"]].document
    ]

    assert stayed == []


@pytest.mark.parametrize(
    ("kind", "signs"), [("more", {"next"}), ("ordinal", OFFERED), ("none", {"-"})]
)
def test_what_no_entry_answers_expects_a_sign(kind: str, signs: set[str]) -> None:
    """These kinds expect one sign and never an entry."""
    expected = [row["expect"] for row in follow_ups(kind)]

    assert [found for found in expected if len(found) != 1 or found[0] not in signs] == []


def test_nothing_is_a_wording_of_the_documents(knowledge: Knowledge) -> None:
    """A line the index has learned by heart would measure its memory."""
    entries = knowledge.entries.values()
    known = {alike(said) for entry in entries for said in (entry.question, *entry.wordings)}
    messages = [message for file in OF_A_HALF for message in typed(file)]

    assert [message for message in messages if alike(message) in known] == []
