"""Thai typed in Latin letters: "het fang phor yang ngai" for เห็ดฟางเพาะยังไง."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz.distance import Levenshtein

from indexer.knowledge import Knowledge
from indexer.lexical import words
from indexer.sounds import of_latin, of_thai, skeleton, squeezed
from indexer.thai import normalise

_RUNS = re.compile("[\u0e00-\u0e7f]+|[a-z]+|[0-9]+")
LONGEST = 18
OFF = 1.6
READING = .7
INSIDE, OVER = 2.0, .6
UNKNOWN, LETTER = 6.0, 1.0
BI, UNI = .6, .399
BEAM = 6
EACH = 8
MAXOFF = 2


@dataclass(frozen=True)
class Way:
    cost: float
    last: str
    said: tuple[str, ...]
    off: float = 0.0


class Romanised:
    def __init__(self, texts: Iterable[str]) -> None:
        sentences = [self._cut(t) for t in texts]
        self.uni = Counter(w for s in sentences for w in s)
        self.bi = Counter(p for s in sentences for p in pairwise(["", *s]))
        self.starts = len(sentences)
        self.total = sum(self.uni.values())
        self.latin = {w for w in self.uni if w.isascii() and w.isalpha() and len(w)>2}
        self.by_sound: dict[str, list[tuple[str, str, float]]] = {}
        for w in self.uni:
            if "\u0e00" <= w[0] <= "\u0e7f":
                for i, key in enumerate(of_thai(w)):
                    self.by_sound.setdefault(skeleton(key), []).append((key, w, i * READING))
    @staticmethod
    def _cut(text: str) -> list[str]:
        out=[]
        for run in _RUNS.findall(text):
            out += words(run) if run[0] >= "\u0e00" else [run]
        return out

    def lp(self, word: str, last: str) -> float:
        n = self.uni[last] if last else self.starts
        b = self.bi[last, word] / n if n else 0.0
        return -log(BI * b + UNI * self.uni[word] / self.total + 1e-7)

    def candidates(self, key: str) -> list[tuple[str, float]]:
        found: dict[str, float] = {}
        for other, word, more in self.by_sound.get(skeleton(key), ()):
            most = min(MAXOFF, max(len(key),len(other)) // 2)
            d = Levenshtein.distance(key, other, score_cutoff=most)
            if d <= most:
                c = d * OFF + more
                if c < found.get(word, 99): found[word] = c
        return sorted(found.items(), key=lambda x: x[1] + .5*self.lp(x[0], ""))[:EACH]

    def read(self, text: str) -> tuple[str, float, int]:
        tokens = _RUNS.findall(normalise(text))
        keys = [of_latin(t) if t.isascii() and t.isalpha() else "?" for t in tokens]
        line = "".join(keys)
        start = {}
        at = 0
        for t, k in zip(tokens, keys):
            start[at] = (t, at + len(k)); at += len(k)
        bounds = set(start) | {at}
        beams: list[dict[str, Way]] = [{} for _ in range(at + 1)]
        beams[0][""] = Way(0.0, "", ())
        for i in range(at):
            if not beams[i]: continue
            ways = sorted(beams[i].values(), key=lambda w: w.cost)[:BEAM]
            steps: list[tuple[int, str, float, float]] = []
            if i in start:
                t, end = start[i]
                if t in self.latin or not t.isalpha(): steps.append((end, t, 0.0, 0.0))
                elif t.isascii(): steps.append((end, t, UNKNOWN + LETTER * len(t), len(t)))
            if line[i] != "?":
                for j in range(i + 1, min(i + LONGEST, at) + 1):
                    if line[j-1] == "?": break
                    fee = (INSIDE if j not in bounds else 0.0) + OVER * sum(i < b < j for b in bounds if i < b < j)
                    for w, c in self.candidates(squeezed(line[i:j])):
                        steps.append((j, w, c + fee, c + fee))
            for j, w, c, off in steps:
                for way in ways:
                    cost = way.cost + c + self.lp(w, way.last)
                    old = beams[j].get(w)
                    if old is None or cost < old.cost:
                        beams[j][w] = Way(cost, w, (*way.said, w), way.off + off)
        if not beams[at]: return text, 99.0, at
        best = min(beams[at].values(), key=lambda w: w.cost)
        return " ".join(best.said), best.cost, at, best.off


def texts_of(k: Knowledge) -> list[str]:
    out = [normalise(t) for e in k.entries.values() for t in (e.question, *e.wordings, e.answer)]
    out += [normalise(t) for t in (*k.far, *k.near)]
    for v, m in k.lexicon.words.items(): out += [v, m]
    return out
