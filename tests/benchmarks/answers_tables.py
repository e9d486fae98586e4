"""The tables of how typed answers are read: one half at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.benchmarks.answers_judged import SLOTS, Judged, Story, Verdict, tally, wilson

SINGLES = {
    "lines": "what was typed",
    "answers": "of these, what answers the question asked",
    "right": "of the answers, read right, with the 95 % interval (Wilson)",
    "of all": "of all lines, read right",
    "again": "of all lines, not read, so asked again: all one can do with what is no answer",
    "wrong": "of all lines, read wrong",
}
STORIES = {
    "told": "answers that the stories tell",
    "right": "of these, read right",
    "open": "of these, not read: the guide asks",
    "read": "all that was read, also what may be read though it is not told",
    "of these": "of all that was read, wrong",
    "wrong": f"of all that is asked ({len(SLOTS)} questions a story), read wrong",
}
BESIDE = {
    "right": "of the answers, read right",
    "again": "of all lines, not read, so asked again",
    "wrong": "of all lines, read wrong",
    "right/ours": "read right, as a multiple of ours",
    "wrong/ours": "read wrong, as a multiple of ours",
}
INTERVALS = ("right", "open", "of these", "wrong")  # columns that need room for one

ReadStory = tuple[Story, Mapping[str, Verdict], bool]  # the last: read as asking for the guide


def print_meanings(columns: Mapping[str, str]) -> None:
    """Print what the columns of a table are."""
    for name, meaning in columns.items():
        print(f"  {name:<12}{meaning}")


def print_singles(name: str, judged: Judged, questions: Iterable[str]) -> None:
    """Print all lines of a half, then by question, then by manner."""
    parts = {"all": judged}
    for question in questions:
        parts[question] = [each for each in judged if each[0].asked == question]
    for manner in sorted({single.manner for single, _ in judged}):
        parts[f"({manner})"] = [each for each in judged if each[0].manner == manner]
    _head(name, SINGLES)
    for part, lines in parts.items():
        _row(part, SINGLES, _single_cells(lines))


def print_stories(name: str, read: Sequence[ReadStory]) -> None:
    """Print by question what was read in the stories that ask for the guide, and which do."""
    called = [verdicts for story, verdicts, _ in read if story.opens]
    questions = dict.fromkeys((*SLOTS, *(q for verdicts in called for q in verdicts)))
    found = [pair for verdicts in called for pair in verdicts.items()]
    _head(name, STORIES)
    _row("all", STORIES, _story_cells([v for _, v in found], len(called) * len(SLOTS)))
    for question in questions:
        mine = [verdict for asked, verdict in found if asked == question]
        _row(question, STORIES, _story_cells(mine, len(called)))
    opened = Counter((story.opens, opens) for story, _, opens in read)
    print(
        f"  {len(called)} of {len(read)} ask for the guide: {opened[True, True]} found, "
        f"{opened[True, False]} missed; {opened[False, True]} of the others taken to ask for it"
    )


def print_beside(name: str, ways: Mapping[str, Judged]) -> None:
    """Print each way of reading as a multiple of the first, which is ours."""
    tallies = {way: tally(judged) for way, judged in ways.items()}
    ours = next(iter(tallies.values()))
    _head(name, BESIDE)
    for way, of in tallies.items():
        cells = (
            _share(of.answered, of.answerable),
            _percent(of.again, of.lines),
            _share(of.wrong, of.lines),
            _times(of.answered, ours.answered),
            _times(of.wrong, ours.wrong),
        )
        _row(way, BESIDE, cells)


def _single_cells(judged: Judged) -> tuple[str, ...]:
    of = tally(judged)
    return (
        str(of.lines),
        str(of.answerable),
        _share(of.answered, of.answerable),
        _percent(of.right, of.lines),
        _percent(of.again, of.lines),
        _share(of.wrong, of.lines),
    )


def _story_cells(verdicts: Sequence[Verdict], asked: int) -> tuple[str, ...]:
    of = Counter(verdicts)
    wrong = of[Verdict.WRONG] + of[Verdict.INVENTED]
    told = of[Verdict.RIGHT] + of[Verdict.AGAIN] + of[Verdict.WRONG]
    read = of.total() - of[Verdict.AGAIN]
    return (
        str(told),
        _share(of[Verdict.RIGHT], told),
        _share(of[Verdict.AGAIN], told),
        str(read),
        _share(wrong, read),
        _share(wrong, asked),
    )


def _head(name: str, columns: Iterable[str]) -> None:
    print(f"\n{name:<27}" + "".join(f"{column:>{_width(column)}}" for column in columns))


def _row(name: str, columns: Iterable[str], cells: Sequence[str]) -> None:
    widths = map(_width, columns)
    fitted = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    print(f"  {name:<25}" + "".join(fitted))


def _width(column: str) -> int:
    return 21 if column in INTERVALS else max(9, len(column) + 2)


def _percent(found: int, of: int) -> str:
    return f"{100 * found / of:.1f} %" if of else "-"


def _share(found: int, of: int) -> str:
    if not of:
        return "-"
    low, high = wilson(found, of)
    return f"{_percent(found, of)} ({100 * low:.1f}–{100 * high:.1f})"


def _times(found: int, ours: int) -> str:
    return f"{found / ours:.2f}" if ours else "-"
