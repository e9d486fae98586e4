"""What kind of fact a question asks for, and which kinds an entry holds, from kinds.yaml.

A neighbour that shares all the words ("ราคาแผงโซลาร์" for "แผงโซลาร์ติดกี่แผง") does not answer
when it holds no price. That is seen from the kind, not from the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from indexer.documents import Entry, Problem
from indexer.thai import normalise

FILE = "kinds.yaml"


@dataclass(frozen=True)
class Kinds:
    """*asks*: by kind, a pattern over questions; *holds*: by kind, a pattern over answers."""

    asks: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    holds: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def asked(self, text: str) -> frozenset[str]:
        """Return the kinds of fact that plain *text* asks for."""
        return frozenset(kind for kind, pattern in self.asks.items() if pattern.search(text))

    def held(self, questions: str, entry: Entry) -> frozenset[str]:
        """Return the kinds that *entry* answers: its own plain *questions* ask them, or it says so.

        An entry that staff wrote for a question of price holds the price's kind even when
        its answer is that nothing is confirmed.
        """
        answer = normalise(entry.answer)
        said = (kind for kind, pattern in self.holds.items() if pattern.search(answer))
        return self.asked(questions) | frozenset(said)


def parse_kinds(raw: bytes) -> tuple[Kinds, list[Problem]]:
    """Read kinds.yaml; unreadable or of another shape it says so and nothing is told apart."""
    shape = "ชนิด: {asks: [คำถาม, …], holds: [คำที่คำตอบต้องมี, …]}"
    try:
        fields = yaml.load(raw.decode("utf-8-sig"), Loader=yaml.BaseLoader) or {}  # noqa: S506 (makes only text)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return Kinds(), [Problem(FILE, 1, f"อ่านไฟล์ไม่ได้ ต้องเป็น UTF-8 และเขียนแบบ {shape}")]
    if not isinstance(fields, dict) or not all(_is_kind(part) for part in fields.values()):
        return Kinds(), [Problem(FILE, 1, f"ทุกส่วนต้องเขียนแบบ {shape}")]
    return Kinds(_patterns(fields, "asks"), _patterns(fields, "holds")), []


def _is_kind(part: object) -> bool:
    return isinstance(part, dict) and all(
        isinstance(part.get(name) or [], list) for name in ("asks", "holds")
    )


def _patterns(
    fields: Mapping[str, Mapping[str, list[str] | None]], name: str
) -> dict[str, re.Pattern[str]]:
    """Return a pattern a kind; ``#`` in a phrase stands for digits."""
    patterns = {}
    for kind, part in fields.items():
        phrases = [re.escape(normalise(str(phrase))) for phrase in part.get(name) or []]
        if phrases:
            patterns[kind] = re.compile("|".join(phrases).replace(r"\#", r"\d+"))
    return patterns
