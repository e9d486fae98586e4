"""What one would build first to read typed answers, given the very same phrases of the flow.

Each knows which question was asked. How sure it must be is what the choosing half shows to be
best, which flatters it there.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rapidfuzz import fuzz, process

from indexer.flows.flow import Flow, Question
from indexer.flows.weights import UNCLEAR
from indexer.thai import normalise
from tests.benchmarks.answers_judged import Single, Verdict, judge

MOST_WRONG = 0.02  # of all lines: what the guide itself is held to


@dataclass(frozen=True)
class Guess:
    """An option of the question asked ("" or UNCLEAR: none), and how sure, on any scale."""

    option: str
    score: float


Way = Callable[[Single], Guess]
Reads = Callable[[Single], Verdict]
Scorer = Callable[..., float]
Tried = Sequence[tuple[Single, Guess]]


def rivals(flow: Flow, politeness: Sequence[str]) -> dict[str, Way]:
    """Return each way of reading by its name."""
    return {
        "exact words": exact_words(flow, politeness),
        "token_set_ratio": nearest_phrase(flow, fuzz.token_set_ratio),
        "partial_ratio": nearest_phrase(flow, fuzz.partial_ratio),
        "ratio": nearest_phrase(flow, fuzz.ratio),
        "TF-IDF, logistic": classifier(flow),
    }


def at_best_bars(ways: Mapping[str, Way], choosing: Sequence[Single]) -> dict[str, Reads]:
    """Return each of the *ways* at its careful and its balanced bar; once where these are one."""
    found: dict[str, Reads] = {}
    for name, way in ways.items():
        tried = [(single, way(single)) for single in choosing]
        bars = {"careful": careful_bar(tried), "balanced": balanced_bar(tried)}
        for which, bar in bars.items():
            alone = len(set(bars.values())) == 1
            found[name if alone else f"{name}, {which}"] = partial(_verdict, way, bar=bar)
    return found


def exact_words(flow: Flow, politeness: Sequence[str]) -> Way:
    """Read what is a phrase letter for letter, polite words before and after it not counted."""
    polite = "|".join(sorted(map(re.escape, map(_letters, politeness)), key=len, reverse=True))
    strip = partial(re.compile(f"^(?:{polite})+|(?:{polite})+$").sub, "") if polite else str
    known: dict[tuple[str, str], set[str]] = {}
    for question in flow.questions.values():
        for phrase, option in _phrases(question):
            known.setdefault((question.id, strip(_letters(phrase))), set()).add(option)

    def read(single: Single) -> Guess:
        options = known.get((single.asked, strip(_letters(single.said))), set())
        return Guess(next(iter(options)), 1) if len(options) == 1 else Guess("", 0)

    return read


def nearest_phrase(flow: Flow, scorer: Scorer) -> Way:
    """Take the option of the phrase most alike.

    Cutting Thai into words before token_set_ratio made it worse on the choosing half.
    """
    phrases = {
        question.id: [(normalise(phrase), option) for phrase, option in _phrases(question)]
        for question in flow.questions.values()
    }

    def read(single: Single) -> Guess:
        known = phrases[single.asked]
        choices = [phrase for phrase, _ in known]
        _, score, row = process.extractOne(normalise(single.said), choices, scorer=scorer)
        return Guess(known[row][1], score)

    return read


def classifier(flow: Flow) -> Way:
    """Learn each question's options and UNCLEAR from groups of 1 to 4 letters.

    The most right at 2 % wrong on the choosing half of what was tried there: groups of 1 to 4,
    2 to 4, 2 to 5; C of 1, 10, 30, 100; phrases of other questions as further UNCLEAR ones or not.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    models = {}
    for question in flow.questions.values():
        letters = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
        model = make_pipeline(letters, LogisticRegression(C=100, max_iter=300))
        texts, options = zip(*_phrases(question), strict=True)
        models[question.id] = model.fit([normalise(text) for text in texts], options)

    def read(single: Single) -> Guess:
        model = models[single.asked]
        shares = model.predict_proba([normalise(single.said)])[0]
        return Guess(str(model.classes_[shares.argmax()]), float(shares.max()))

    return read


def careful_bar(tried: Tried) -> float:
    """Return the bar with the most read right where at most MOST_WRONG is wrong; inf: no bar."""
    return _best_bar(tried, lambda right, wrong: right, MOST_WRONG)


def balanced_bar(tried: Tried) -> float:
    """Return the bar with the most read right less the wrong."""
    return _best_bar(tried, lambda right, wrong: right - wrong, 1)


def _best_bar(tried: Tried, worth: Callable[[int, int], int], most_wrong: float) -> float:
    def found(bar: float) -> tuple[int, float]:
        of = Counter(_judged(single, guess, bar) for single, guess in tried)
        allowed = of[Verdict.WRONG] <= most_wrong * len(tried)
        return (worth(of[Verdict.RIGHT], of[Verdict.WRONG]) if allowed else -1), bar

    return max(map(found, {math.inf, *(guess.score for _, guess in tried)}))[1]


def _verdict(way: Way, single: Single, bar: float) -> Verdict:
    return _judged(single, way(single), bar)


def _judged(single: Single, guess: Guess, bar: float) -> Verdict:
    taken = guess.score >= bar and guess.option not in ("", UNCLEAR)
    return judge(single, {single.asked: guess.option} if taken else {})


def _phrases(question: Question) -> Iterable[tuple[str, str]]:
    for option in question.options.values():
        for phrase in (option.label, *option.said, *option.short):
            yield phrase, option.id
    for phrase in question.unclear:
        yield phrase, UNCLEAR


def _letters(text: str) -> str:
    return normalise(text).replace(" ", "")
