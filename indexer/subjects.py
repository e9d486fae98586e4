"""Which words name a subject: those that stand in the questions of few documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from indexer.lexical import words

FEW = 6  # documents that a word may stand in at all
HOME = 3  # … and those where it must mostly stand
MOSTLY = 0.5  # of its places; chosen on the choosing halves of tests/questions and tests/talk
SHORTEST = 2  # letters


class Subjects:
    """What documents are about, by the words of their questions.

    "มีกี่ชนิด" could be asked of anything: what finds only words that stand in many documents has
    found no subject.
    """

    def __init__(self, questions: Iterable[tuple[str, str]]) -> None:
        """*questions*: plain texts, each with the document it leads to."""
        places: dict[str, Counter[str]] = defaultdict(Counter)
        for text, document in questions:
            for word in set(words(text)):
                places[word][document] += 1
        self._homes = {
            word: homes
            for word, counts in places.items()
            if len(word) >= SHORTEST and (homes := _homes(counts))
        }

    def named(self, text: str, document: str) -> bool:
        """Tell whether plain *text* holds a word that names a subject of *document*."""
        return any(document in self._homes.get(word, ()) for word in words(text))


def _homes(counts: Counter[str]) -> frozenset[str]:
    """Return the documents that a word belongs to; none where it stands all over."""
    if len(counts) > FEW:
        return frozenset()
    most = counts.most_common(HOME)
    if sum(count for _, count in most) < MOSTLY * counts.total():
        return frozenset()
    return frozenset(document for document, _ in most)
