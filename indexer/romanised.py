"""Thai typed in Latin letters: "het fang phor yang ngai" for เห็ดฟางเพาะยังไง."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log

from rapidfuzz.distance import Levenshtein

from indexer.lexical import words
from indexer.sounds import of_latin, of_thai, skeleton, squeezed
from indexer.thai import normalise

# No Thai syllable is spelt so: a message with one of these is English.
_ENGLISH = "the of and for with is are can my you your what how where when who why which"
ENGLISH = frozenset(_ENGLISH.split())
SHORTEST = 6  # letters of a message, as for the wrong keyboard: "ok" and "line" say what they say
LONGEST = 300  # letters of a message; the time to read grows with them, 10 ms for 50
# Costs, in natural logarithms of chance, chosen on the choosing half of tests/questions.
OFF, SECOND = 2.2, 0.7  # a sound that is not as it should be; a word's less likely reading
INSIDE, OVER = 2.0, 1.0  # a word that ends inside what was typed as one; that runs over a space
FOREIGN, LETTER = 6.0, 1.0  # a word left in Latin, and each of its letters
# Shares of a word's chance: after the word before, anywhere, not at all.
AFTER, ALONE, NEVER = 0.6, 0.399, 1e-7
WORD, BEAM, EACH = 18, 6, 8  # sounds of a word; sentences kept at each place; words of a sound
# The reading is believed where no more than this is amiss a sound, and left in Latin a letter.
AMISS, LEFT = 0.5, 0.7

SHORT = 2  # letters; "ok" is known when typed alone, but "ma" or "pe" is Thai
_DIGITS = "0"  # in a line of sounds, in place of a number
_APART = re.compile("(?<=[\u0e00-\u0e7f]) (?=[\u0e00-\u0e7f])")
_RUNS = re.compile("[\u0e00-\u0e7f]+|[a-z]+|[0-9]+")


@dataclass(frozen=True)
class _Way:
    """The start of a sentence: what it costs, how much of that is sound, its words."""

    cost: float
    amiss: float
    said: tuple[str, ...]


@dataclass(frozen=True)
class _Step:
    """One more word, which ends before sound *end*."""

    end: int
    word: str
    amiss: float


class Romanised:
    """Reads Latin letters as the likeliest sentence of words that stand in *texts*.

    A Viterbi search over words by sound, as in a speech recogniser, with chances of a
    word after another counted in *texts* (Jurafsky and Martin, Speech and Language
    Processing, chapters 3 and A). *texts* are plain sentences, the more alike to what
    people ask the better; words that stand nowhere in them are never read.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        sentences = [_cut(normalise(text)) for text in texts]
        self._count = Counter(word for sentence in sentences for word in sentence)
        self._count[""] = len(sentences)
        self._pairs = Counter(pair for each in sentences for pair in pairwise(["", *each]))
        self._all = max(self._count.total(), 1)
        self._by_sound: dict[str, list[tuple[str, str, float]]] = {}
        for word in filter(_is_thai, self._count):
            for rank, key in enumerate(of_thai(word)):
                near = self._by_sound.setdefault(skeleton(key), [])
                near.append((key, word, rank * SECOND))

    def as_thai(self, text: str) -> str:
        """Return *text* in Thai letters where it reads as Thai, else *text* itself."""
        if not may_be_romanised(text):
            return text
        runs = _RUNS.findall(normalise(text))
        letters = sum(len(run) for run in runs if _is_latin(run))
        keys = [of_latin(run) if _is_latin(run) else _DIGITS for run in runs]
        way = self._likeliest(runs, keys)
        left = sum(len(word) for word in way.said if _is_latin(word))
        believed = way.amiss <= AMISS * len("".join(keys)) and left <= LEFT * letters
        return _APART.sub("", " ".join(way.said)) if believed else text

    def _likeliest(self, runs: Sequence[str], keys: Sequence[str]) -> _Way:
        line = "".join(keys)
        ends = list(accumulate(map(len, keys)))
        typed = dict(zip([0, *ends], zip(runs, ends, strict=True), strict=False))
        ways: list[dict[str, _Way]] = [{} for _ in range(len(line) + 1)]
        ways[0][""] = _Way(0.0, 0.0, ())
        for at in range(len(line)):
            kept = sorted(ways[at].items(), key=lambda way: way[1].cost)[:BEAM]
            for step in self._steps(line, at, typed) if kept else ():
                for before, way in kept:
                    cost = way.cost + step.amiss + self._surprise(step.word, before)
                    known = ways[step.end].get(step.word)
                    if known is None or cost < known.cost:
                        said = (*way.said, step.word)
                        ways[step.end][step.word] = _Way(cost, way.amiss + step.amiss, said)
        return min(ways[-1].values(), key=lambda way: way.cost)

    def _steps(self, line: str, at: int, typed: dict[int, tuple[str, int]]) -> Iterator[_Step]:
        """Yield the words that may come next: what was typed as it is, and Thai by its sound."""
        if at in typed:
            run, end = typed[at]
            known = not _is_latin(run) or (len(run) > SHORT and run in self._count)
            yield _Step(end, run, 0.0 if known else FOREIGN + LETTER * len(run))
        over = 0.0
        for end in range(at + 1, min(at + WORD, len(line)) + 1):
            if line[end - 1] == _DIGITS:
                return
            over += OVER if at < end - 1 in typed else 0.0
            inside = 0.0 if end in typed or end == len(line) else INSIDE
            for word, amiss in self._sounding(squeezed(line[at:end])):
                yield _Step(end, word, amiss + over + inside)

    def _sounding(self, key: str) -> list[tuple[str, float]]:
        """Return the likeliest words that sound like *key*, and what each has amiss."""
        found: dict[str, float] = {}
        for other, word, second in self._by_sound.get(skeleton(key), ()):
            most = min(2, max(len(key), len(other)) // 2)
            off = Levenshtein.distance(key, other, score_cutoff=most)
            if off <= most:
                found[word] = min(found.get(word, 99.0), off * OFF + second)
        return sorted(found.items(), key=lambda each: each[1] - log(self._count[each[0]]) / 2)[
            :EACH
        ]

    def _surprise(self, word: str, before: str) -> float:
        """Return the negative logarithm of the chance of *word* after *before*."""
        after = self._pairs[before, word] / max(self._count[before], 1)
        return -log(AFTER * after + ALONE * self._count[word] / self._all + NEVER)


def _cut(text: str) -> list[str]:
    """Return the words of plain *text*; Latin ones whole, the Thai cutter would cut them up."""
    runs = _RUNS.findall(text)
    return [word for run in runs for word in (words(run) if _is_thai(run) else [run])]


def has_thai(text: str) -> bool:
    """Tell whether a Thai letter stands in *text*."""
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)


def may_be_romanised(text: str) -> bool:
    """Tell whether *text* is worth reading: Latin letters enough, none Thai, no English word."""
    plain = normalise(text)
    runs = [run for run in _RUNS.findall(plain) if _is_latin(run)]
    fits = SHORTEST <= sum(map(len, runs)) <= len(plain) <= LONGEST
    return fits and not has_thai(plain) and ENGLISH.isdisjoint(runs)


def _is_thai(word: str) -> bool:
    return "\u0e00" <= word[:1] <= "\u0e7f"


def _is_latin(word: str) -> bool:
    return "a" <= word[:1] <= "z"
