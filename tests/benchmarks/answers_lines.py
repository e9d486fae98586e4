"""The single lines of one half, as they were read and by which leads."""

from collections.abc import Iterator

from indexer.flows.reader import Reader, Reading
from tests.benchmarks.answers_judged import (
    Half,
    Single,
    Story,
    Verdict,
    judge,
    judge_story,
    with_meant,
)

BAD = {Verdict.WRONG, Verdict.INVENTED}


def print_lines(reader: Reader, half: Half, only_wrong: bool) -> None:
    """Print each answer and each story of *half*, or only what was read wrong.

    Where an answer was not read, its best option follows with the lead that was too small.
    """
    for single in half.singles:
        _print(_of_single(reader, single), only_wrong)
    for story in half.stories:
        _print(_of_story(reader, story), only_wrong)


def _print(lines: Iterator[tuple[bool, str]], only_wrong: bool) -> None:
    """Print a text and what became of it; each line after the first tells whether it is wrong."""
    _, said = next(lines)
    told = [line for bad, line in lines if bad or not only_wrong]
    if told or not only_wrong:
        print("\n".join((" ".join(said.split()), *told)))


def _of_single(reader: Reader, single: Single) -> Iterator[tuple[bool, str]]:
    told = reader.reads(single.said, single.asked)
    verdict = judge(single, with_meant(reader.flow, told.picks))
    yield False, f"{single.asked}: {single.said}"
    found = "; ".join(map(_lead, told.readings)) or "nothing"
    if single.asked not in told.picks:
        near = reader.margins(single.said, single.asked)[:1]
        found += "".join(f"; nearest {_lead(reading)}" for reading in near)
    yield verdict in BAD, f"    {verdict:<9}{single.right} ← {found}"


def _of_story(reader: Reader, story: Story) -> Iterator[tuple[bool, str]]:
    told = reader.reads(story.said)
    yield False, f"story: {story.said}"
    if story.opens != told.opens:
        yield True, f"    {'missed' if story.opens else 'false':<9}opens"
    leads = {reading.question: _lead(reading) for reading in told.readings}
    verdicts = judge_story(story, with_meant(reader.flow, told.picks)) if story.opens else {}
    for question, verdict in verdicts.items():
        right = "|".join(story.tells.get(question, ())) or "nothing"
        found = leads.get(question, "nothing" if verdict == Verdict.AGAIN else "meant besides")
        yield verdict in BAD, f"    {verdict:<9}{question}: {right} ← {found}"


def _lead(reading: Reading) -> str:
    return f"{reading.question}={reading.option} {reading.margin:.3f} “{reading.said}”"
