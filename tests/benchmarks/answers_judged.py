"""Typed answers with what they should be read as, and how a reading of them is judged.

What the columns mean and why it is judged so stands in ``tests/answers/README.md``.
"""

import csv
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from indexer.flows.flow import Choices, Flow

ANSWERS = Path(__file__).parents[1] / "answers"
CHOOSING, REPORTED = "choosing", "reported"
# What a story is asked for; the other questions come only after an answer that settles nothing.
SLOTS = ("interest", "service", "otop", "kind", "sells")
NOTHING = ("ask", "detour")  # in the column `right`: no option may be read
OTHER = "other:"
Z = 1.959964  # 95 of 100 lie within so many standard errors


class Verdict(StrEnum):
    """What became of one answer, or of one thing that a story tells."""

    RIGHT = "right"
    AGAIN = "again"  # not read: the guide asks
    WRONG = "wrong"
    MAY = "may"  # only in a story: not told, and may be read so
    INVENTED = "invented"  # only in a story: read wrong where nothing was told


@dataclass(frozen=True)
class Single:
    """One answer to the question *asked*, as it stands in ``singles.tsv``."""

    asked: str
    said: str
    right: str
    manner: str

    @cached_property
    def options(self) -> Mapping[str, frozenset[str]]:
        """The acceptable options, by the one question they answer; empty where none is."""
        if self.right in NOTHING:
            return {}
        named = self.right.removeprefix(OTHER)
        question, _, options = named.rpartition("=")
        return {question or self.asked: frozenset(options.split("|"))}

    @property
    def answerable(self) -> bool:
        """Whether it answers what was asked."""
        return self.asked in self.options


@dataclass(frozen=True)
class Story:
    """What somebody tells unasked; *tells* and *may*: acceptable options by question."""

    said: str
    opens: bool
    tells: Mapping[str, Sequence[str]]
    manner: str
    may: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Half:
    """One half of the benchmark."""

    name: str
    singles: Sequence[Single]
    stories: Sequence[Story]


def read_half(name: str) -> Half:
    """Read the files of the half *name*."""
    table = (ANSWERS / name / "singles.tsv").read_text(encoding="utf-8").splitlines()
    stories = (ANSWERS / name / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    return Half(
        name,
        tuple(Single(**row) for row in rows),
        tuple(Story(**json.loads(line)) for line in stories),
    )


def with_meant(flow: Flow, picks: Choices) -> dict[str, str]:
    """Return *picks* and what they answer besides, as the guide takes them over."""
    meant = [flow.questions[q].options[option].means for q, option in picks.items()]
    return {q: option for each in (*meant, picks) for q, option in each.items()}


def judge(single: Single, picks: Choices) -> Verdict:
    """Judge what was read in *single*, option by question."""
    if single.asked in picks and not single.answerable:
        return Verdict.WRONG
    for question, options in single.options.items():
        if question in picks:
            return Verdict.RIGHT if picks[question] in options else Verdict.WRONG
    return Verdict.AGAIN


def judge_story(story: Story, picks: Choices) -> dict[str, Verdict]:
    """Judge by question what was read in *story*, and what it tells and was not read."""
    read = {question: _read(story, question, option) for question, option in picks.items()}
    return {**dict.fromkeys(story.tells, Verdict.AGAIN), **read}


def _read(story: Story, question: str, option: str) -> Verdict:
    if question in story.tells:
        return Verdict.RIGHT if option in story.tells[question] else Verdict.WRONG
    return Verdict.MAY if option in story.may.get(question, ()) else Verdict.INVENTED


Judged = Sequence[tuple[Single, Verdict]]


@dataclass(frozen=True)
class Tally:
    """How many of *lines* were read how; *answered*: the *answerable* that were read right."""

    lines: int
    answerable: int
    answered: int
    right: int
    again: int
    wrong: int


def tally(judged: Judged) -> Tally:
    """Count the verdicts."""
    of = Counter(verdict for _, verdict in judged)
    answers = [verdict for single, verdict in judged if single.answerable]
    return Tally(
        len(judged),
        len(answers),
        answers.count(Verdict.RIGHT),
        of[Verdict.RIGHT],
        of[Verdict.AGAIN],
        of[Verdict.WRONG],
    )


def wilson(found: int, of: int) -> tuple[float, float]:
    """Return the bounds of the share *found* of *of* with 95 % confidence (Wilson 1927)."""
    share, spread = found / of, Z * Z / of
    middle = share + spread / 2
    half = Z * math.sqrt(share * (1 - share) / of + spread / of / 4)
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return max(low, 0.0), min(high, 1.0)  # rounding goes past the ends
