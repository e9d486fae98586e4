"""Is what people type to the guide read as they mean it, and beside what one would build first."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from indexer.embedder import load_embedder
from indexer.flows.flow import Flow
from indexer.flows.learn import learn
from indexer.flows.reader import Reader
from indexer.flows.weights import Weights
from indexer.knowledge import Knowledge, read_knowledge
from indexer.lexical import cut
from indexer.thai import normalise
from tests.benchmarks import answers_tables as tables
from tests.benchmarks.answers_judged import (
    CHOOSING,
    REPORTED,
    Half,
    Single,
    Verdict,
    judge,
    judge_story,
    read_half,
    with_meant,
)
from tests.benchmarks.answers_lines import print_lines
from tests.benchmarks.answers_rivals import MOST_WRONG, Guess, at_best_bars, rivals

FLOW = "coupon"
TIMED = 50  # texts, of which the median is told
STORY = 60  # words of a story that is timed
WARMING = ("ค่ะ", "sawasdee ka")  # what is loaded at the first word, and at the first Latin one
BARS = {
    "careful": f"the bar with the most right where at most {MOST_WRONG * 100:g} % of {CHOOSING} is "
    "wrong; nothing is read where there is none",
    "balanced": f"the bar with the most right less wrong on {CHOOSING}",
}
REFUSED = (
    f"The single lines of `{REPORTED}` are not shown: once something is learnt from them, "
    f"its figures say nothing. Look at those of `{CHOOSING}`."
)


@dataclass(frozen=True)
class Learnt:
    """The reader under test, and what learning took: seconds, and MB of the file of weights."""

    reader: Reader
    seconds: float
    megabytes: float


def main(arguments: Sequence[str] = ()) -> None:
    """Print how answers and stories are read, by whom else, and how fast; or single lines."""
    options = _parser().parse_args(arguments)
    if REPORTED in (options.margins, options.wrong):
        sys.exit(REFUSED)
    knowledge = read_knowledge(Path("knowledge_base"))
    flow = next(flow for flow in knowledge.flows if flow.id == FLOW)
    learnt = _learn(flow, knowledge)
    if options.margins or options.wrong:
        print_lines(learnt.reader, read_half(CHOOSING), only_wrong=bool(options.wrong))
    else:
        _print_tables(learnt, [read_half(CHOOSING), read_half(REPORTED)], knowledge)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.benchmarks answers", description=__doc__)
    half: dict[str, Any] = {"nargs": "?", "const": CHOOSING, "choices": (CHOOSING, REPORTED)}
    lines = parser.add_mutually_exclusive_group()
    lines.add_argument("--margins", **half, help=f"print every line of `{CHOOSING}` as it was read")
    lines.add_argument("--wrong", **half, help="print only those that were read wrong")
    return parser


def _learn(flow: Flow, knowledge: Knowledge) -> Learnt:
    """Learn *flow*, and read with what a snapshot holds of that: weights of 16 bits."""
    embedder = load_embedder()
    started = time.perf_counter()
    weights = learn(flow, knowledge, embedder)
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "weights.npz"
        weights.save(file)
        reader = Reader(flow, Weights.load(file), knowledge, embedder)
        return Learnt(reader, seconds, file.stat().st_size / 1e6)


def _print_tables(learnt: Learnt, halves: Sequence[Half], knowledge: Knowledge) -> None:
    _print_singles(learnt.reader, halves)
    _print_stories(learnt.reader, halves)
    _print_beside(learnt.reader, halves, knowledge)
    _print_speed(learnt, halves[0])


def _print_singles(reader: Reader, halves: Iterable[Half]) -> None:
    print("\nAnswers to a question of the guide, by question and by manner")
    tables.print_meanings(tables.SINGLES)
    for half in halves:
        told = [(single, reader.reads(single.said, single.asked)) for single in half.singles]
        judged = [(s, judge(s, with_meant(reader.flow, t.picks))) for s, t in told]
        tables.print_singles(half.name, judged, reader.flow.questions)
        besides = sum(bool(t.picks.keys() - {s.asked, *s.options}) for s, t in told)
        print(f"  in {besides} lines another question was read besides, which nothing judges")


def _print_stories(reader: Reader, halves: Iterable[Half]) -> None:
    print("\nStories, by question")
    tables.print_meanings(tables.STORIES)
    for half in halves:
        told = [(story, reader.reads(story.said)) for story in half.stories]
        read = [(s, judge_story(s, with_meant(reader.flow, t.picks)), t.opens) for s, t in told]
        tables.print_stories(half.name, read)


def _print_beside(reader: Reader, halves: Sequence[Half], knowledge: Knowledge) -> None:
    print("\nThe same answers, as one would read them first, from the same phrases")
    tables.print_meanings({**BARS, **tables.BESIDE})
    politeness = knowledge.wording.politeness if knowledge.wording else ()
    leads = {"ours by lead": partial(_guess, reader)}
    ways = at_best_bars({**leads, **rivals(reader.flow, politeness)}, halves[0].singles)
    for half in halves:
        judged = {"ours": [(single, _verdict(reader, single)) for single in half.singles]}
        judged |= {name: [(s, reads(s)) for s in half.singles] for name, reads in ways.items()}
        tables.print_beside(half.name, judged)


def _guess(reader: Reader, single: Single) -> Guess:
    """Return the best option, however small its lead: for another bar than the one learnt."""
    found = reader.margins(single.said, single.asked)[:1]
    return Guess(found[0].option, found[0].margin) if found else Guess("", 0)


def _verdict(reader: Reader, single: Single) -> Verdict:
    told = reader.reads(single.said, single.asked)
    return judge(single, with_meant(reader.flow, told.picks))


def _print_speed(learnt: Learnt, half: Half) -> None:
    reader = learnt.reader
    for text in WARMING:
        reader.reads(text)
    answers = [(single.said, single.asked) for single in half.singles]
    answer = _milliseconds(reader.reads, answers)
    story = _milliseconds(reader.reads, [(text,) for text in _long_stories(half)])
    print(f"\nlearnt in {learnt.seconds:.1f} s; weights of {learnt.megabytes:.1f} MB")
    print(f"milliseconds, median of {TIMED}: an answer {answer:.1f}, {STORY} words {story:.1f}")


def _milliseconds(work: Callable[..., object], each: Iterable[Sequence[str]]) -> float:
    taken = []
    for arguments in islice(each, TIMED):
        started = time.perf_counter()
        work(*arguments)
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def _long_stories(half: Half) -> Iterator[str]:
    """Yield TIMED different texts of STORY words: each a story and the beginning of the next."""
    told = [normalise(story.said) for story in half.stories]
    for first in range(TIMED):
        pieces = cut(" ".join(islice(cycle(told), first, first + STORY)))
        ends = [at for at, piece in enumerate(pieces, 1) if piece.strip()]
        yield "".join(pieces[: ends[STORY - 1]])
