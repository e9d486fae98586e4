"""What the benchmark of typed answers counts as right, and the bars it gives to others."""

import math
from collections.abc import Mapping

import pytest
from rapidfuzz import fuzz

from indexer.flows.weights import UNCLEAR
from tests.benchmarks import answers
from tests.benchmarks.answers_judged import (
    CHOOSING,
    REPORTED,
    SLOTS,
    Single,
    Story,
    Verdict,
    judge,
    judge_story,
    read_half,
    tally,
    wilson,
    with_meant,
)
from tests.benchmarks.answers_rivals import (
    Guess,
    at_best_bars,
    balanced_bar,
    careful_bar,
    classifier,
    exact_words,
    nearest_phrase,
)
from tests.benchmarks.answers_tables import print_stories
from tests.indexer.flows.little import flow_of
from tests.indexer.flows.real import coupon

RIGHT, AGAIN, WRONG = Verdict.RIGHT, Verdict.AGAIN, Verdict.WRONG
LITTLE = flow_of()


def single(right: str, asked: str = "kind", said: str = "บริษัทค่ะ") -> Single:
    return Single(asked, said, right, "plain")


def tried(*guesses: tuple[str, float]) -> list[tuple[Single, Guess]]:
    """Return guesses at answers of which each should be read as ``company``."""
    return [(single("company"), Guess(option, score)) for option, score in guesses]


@pytest.mark.parametrize(
    ("right", "picks", "verdict"),
    [
        ("company", {"kind": "company"}, RIGHT),
        ("company|person", {"kind": "person"}, RIGHT),
        ("company", {"kind": "person"}, WRONG),
        ("company", {}, AGAIN),
        ("company", {"paper": "have"}, AGAIN),
        ("ask", {"kind": "company"}, WRONG),
        ("ask", {}, AGAIN),
        ("detour", {"kind": "company"}, WRONG),
        ("detour", {"paper": "have"}, AGAIN),
        ("other:paper=have", {"paper": "have"}, RIGHT),
        ("other:paper=have", {"paper": "none"}, WRONG),
        ("other:paper=have", {"kind": "company"}, WRONG),
        ("other:paper=have", {"paper": "have", "kind": "company"}, WRONG),
        ("other:paper=have", {}, AGAIN),
    ],
    ids=str,
)
def test_answer_is_judged(right: str, picks: Mapping[str, str], verdict: Verdict) -> None:
    """Only a reading can be wrong: of the question asked, or of the one that is answered."""
    assert judge(single(right), picks) == verdict


def test_what_an_option_means_is_read_too() -> None:
    """Whoever has the paper wants it: that answers the first question as well."""
    picks = with_meant(LITTLE, {"paper": "have"})

    assert judge(single("yes", asked="want"), picks) == RIGHT


def test_what_is_said_outweighs_what_is_meant() -> None:
    """An option's meaning fills a gap and contradicts nobody."""
    assert with_meant(LITTLE, {"want": "no", "paper": "have"})["want"] == "no"


@pytest.mark.parametrize(
    ("picks", "verdicts"),
    [
        ({}, {"kind": AGAIN}),
        ({"kind": "company"}, {"kind": RIGHT}),
        ({"kind": "person"}, {"kind": WRONG}),
        ({"kind": "company", "want": "yes"}, {"kind": RIGHT, "want": Verdict.MAY}),
        ({"kind": "company", "want": "no"}, {"kind": RIGHT, "want": Verdict.INVENTED}),
        ({"paper": "none"}, {"kind": AGAIN, "paper": Verdict.INVENTED}),
    ],
    ids=str,
)
def test_story_is_judged(picks: Mapping[str, str], verdicts: Mapping[str, Verdict]) -> None:
    """What a story does not tell may be read only where the benchmark says so."""
    story = Story("บริษัทค่ะ", True, {"kind": ["company"]}, "story", may={"want": ["yes"]})

    assert judge_story(story, picks) == verdicts


def test_tally_keeps_answers_apart() -> None:
    """Another question read rightly counts among all lines, not among the answers."""
    lines = [("company", RIGHT), ("company", AGAIN), ("other:paper=have", RIGHT), ("ask", WRONG)]
    of = tally([(single(right), verdict) for right, verdict in lines])

    assert (of.lines, of.answerable, of.answered) == (4, 2, 1)
    assert (of.right, of.again, of.wrong) == (2, 1, 1)


@pytest.mark.parametrize(
    ("found", "of", "bounds"),
    [(0, 10, (0.0, 0.2775)), (10, 20, (0.2993, 0.7007)), (10, 10, (0.7225, 1.0))],
    ids=["none", "half", "all"],
)
def test_wilson_interval(found: int, of: int, bounds: tuple[float, float]) -> None:
    """The bounds are those of the published tables, also where nothing was found."""
    assert wilson(found, of) == pytest.approx(bounds, abs=0.0001)


def test_careful_bar_lets_two_in_a_hundred_be_wrong() -> None:
    """The bar stands just above the third of the wrong among a hundred."""
    right = [("company", 0.5 + i / 1000) for i in range(97)]

    assert careful_bar(tried(*right, *[("person", 0.55)] * 3)) == pytest.approx(0.551)
    assert careful_bar(tried(*right, ("", 0.9), *[("person", 0.55)] * 2)) == 0.5


def test_no_bar_is_careful_enough() -> None:
    """Where the surest guess is wrong too often, nothing is read."""
    assert careful_bar(tried(("company", 0.9), ("person", 0.9))) == math.inf


def test_balanced_bar() -> None:
    """Two more right for one more wrong is worth it, one for two is not."""
    guesses = [("company", 9), ("person", 8), ("company", 7), ("company", 6)]

    assert balanced_bar(tried(*guesses, ("person", 5), ("person", 4), ("company", 3))) == 6


def test_way_with_one_best_bar_stands_once() -> None:
    """Two rows that say the same would look like two ways."""
    guessed = {"a": ("company", 3), "b": ("person", 2), "c": ("company", 1), "d": ("company", 1)}
    choosing = [single("company", said=said) for said in guessed]
    ways = {"one": lambda _: Guess("company", 1), "two": lambda one: Guess(*guessed[one.said])}

    assert [*at_best_bars(ways, choosing)] == ["one", "two, careful", "two, balanced"]


@pytest.mark.parametrize(
    ("said", "option"),
    [("สนใจ", "yes"), ("สนใจค่ะ", "yes"), ("ใช่", "yes"), ("สนใจมาก", ""), ("ค่ะ", "")],
)
def test_exact_words(said: str, option: str) -> None:
    """Polite words do not count, any other does."""
    read = exact_words(LITTLE, ("ค่ะ", "ครับ"))

    assert read(single("yes", "want", said)).option == option


def test_nearest_phrase_may_be_unclear() -> None:
    """Words that answer nothing are phrases, too: being nearest to them is no answer."""
    read = nearest_phrase(LITTLE, fuzz.ratio)

    assert read(single("ask", "paper", "ใบทะเบียนค่ะ")).option == UNCLEAR
    assert read(single("none", "paper", "ยังไม่ได้ขึ้นทะเบียน")).option == "none"


def test_classifier_learns_the_phrases() -> None:
    """Each phrase that it was taught comes out as its own option."""
    read = classifier(LITTLE)

    said = {"ไม่อยากใช้": "no", "อยากใช้": "yes", "สนใจ": "yes", "ขอลอง": "yes"}
    assert {text: read(single("", "want", text)).option for text in said} == said


@pytest.mark.parametrize("name", [CHOOSING, REPORTED])
def test_lines_name_only_what_the_flow_asks(name: str) -> None:
    """Every question and option of the benchmark is one of the real flow."""
    half = read_half(name)
    options = {question.id: {*question.options} for question in coupon().questions.values()}

    named = {(q, o) for each in half.singles for q, of in each.options.items() for o in of}
    for story in half.stories:
        named |= {(q, o) for of in (story.tells, story.may) for q in of for o in of[q]}

    assert {each.asked for each in half.singles} <= {*options}
    assert [(q, o) for q, o in sorted(named) if o not in options.get(q, ())] == []
    assert {q for story in half.stories for q in story.tells} <= {*SLOTS}


def test_stories_are_counted_by_slot(capsys: pytest.CaptureFixture[str]) -> None:
    """Of two told one is read, and of the five asked one is invented."""
    story = Story("เข้ากลุ่มไหน", True, {"kind": ["company"], "otop": ["unsure"]}, "story")
    verdicts = {"kind": RIGHT, "otop": AGAIN, "sells": Verdict.INVENTED}

    print_stories("choosing", [(story, verdicts, True)])

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    told, *shares = next(row for row in rows if row[:1] == ["all"])[1:]
    assert told == "2"
    assert [shares[at] for at, sign in enumerate(shares[1:]) if sign == "%"] == [
        *("50.0", "50.0"),
        *("50.0", "20.0"),  # of the readings, of all that is asked
    ]


@pytest.mark.parametrize("option", ["--margins", "--wrong"])
def test_reported_lines_are_not_shown(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks for the lines of the half that is only reported gets a sentence."""
    with pytest.raises(SystemExit) as refused:
        answers.main([option, REPORTED])

    assert refused.value.code == answers.REFUSED
    assert capsys.readouterr().out == ""
