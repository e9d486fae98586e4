"""Words of the village: what people say for a word of the documents, from lexicon.yaml."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import yaml

from indexer.documents import Problem
from indexer.lexical import dictionary, is_word
from indexer.thai import normalise

FILE = "lexicon.yaml"
SHORTEST = 3  # letters; shorter variants turn up inside other words
_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # vowels and tone marks that belong to the letter before
)


@dataclass(frozen=True)
class Lexicon:
    """*words*: variant to word, both normalised. Empty by default: every text stays as it is."""

    words: Mapping[str, str] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """Put the documents' words for people's words in normalised *text*; idempotent."""
        if not self.words:
            return text
        # The words themselves are matched too, so that none is replaced inside itself.
        pattern = _pattern(frozenset(self.words) | frozenset(self.words.values()))
        return pattern.sub(lambda found: self.words.get(found[0], found[0]), text)


@cache
def _pattern(variants: frozenset[str]) -> re.Pattern[str]:
    """Match the longest variant, never up to the middle of a Thai cluster or a Latin word."""
    longest_first = sorted(variants, key=lambda variant: (-len(variant), variant))
    any_of = "|".join(re.escape(variant) for variant in longest_first)
    after = rf"(?![{_MARKS}])(?!(?<=[a-z0-9])[a-z0-9])"
    return re.compile(rf"(?<![a-z0-9](?=[a-z0-9]))(?:{any_of}){after}")


def parse_lexicon(raw: bytes) -> tuple[Lexicon, list[Problem]]:
    """Read lexicon.yaml; a variant with a problem is left out and listed."""
    try:
        text = raw.decode("utf-8-sig")
        fields = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 (makes only text)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        shape = "คำหลัก: [คำอื่น, คำอื่น]"
        return Lexicon(), [Problem(FILE, 1, f"อ่านไฟล์ไม่ได้ ต้องเป็น UTF-8 และเขียนแบบ {shape}")]
    if not isinstance(fields, dict) or not all(isinstance(v, list) for v in fields.values()):
        return Lexicon(), [Problem(FILE, 1, "ทุกบรรทัดต้องเป็น คำหลัก: [คำอื่น, คำอื่น]")]
    return _collect(text.splitlines(), fields)


def _collect(lines: list[str], fields: Mapping[str, list[object]]) -> tuple[Lexicon, list[Problem]]:
    words: dict[str, str] = {}
    problems = []
    mains = {normalise(main) for main in fields}
    for main, variants in fields.items():
        for variant in map(str, variants):
            plain = normalise(variant)
            if wrong := _wrong(plain, normalise(main), mains, words):
                problems.append(Problem(FILE, _line_of(lines, main), f"“{variant}” {wrong}"))
            else:
                words[plain] = normalise(main)
    return Lexicon(words), problems


def _wrong(variant: str, main: str, mains: set[str], words: Mapping[str, str]) -> str:
    """Say in Thai what is wrong with *variant*; empty when nothing is."""
    if len(variant) < SHORTEST:
        return f"สั้นเกินไป ต้องมีอย่างน้อย {SHORTEST} ตัวอักษร"
    if variant in mains:
        return "เป็นคำหลักอยู่แล้ว คำหลักจะเป็นคำอื่นของใครไม่ได้"
    if variant in words:
        return f"ชี้ไปสองคำคือ “{words[variant]}” และ “{main}” ให้เหลือที่เดียว"
    return ""


def spoilt_words(lexicon: Lexicon) -> list[Problem]:
    """List variants that stand inside another Thai word, which replacing them would break.

    Takes a tenth of a second: for staff who check, not for a bot that starts.
    """
    mains = frozenset(lexicon.words.values())
    problems = []
    for variant in lexicon.words:
        if inside := next((w for w in _words_with(variant) if _breaks(variant, w, mains)), ""):
            wrong = f"“{variant}” เป็นส่วนหนึ่งของคำว่า “{inside}” จะทำให้คำนั้นเสีย ให้ตัดออก"
            problems.append(Problem(FILE, 1, wrong, fatal=False))
    return problems


def _breaks(variant: str, word: str, mains: frozenset[str]) -> bool:
    """Compounds do not break: what is left beside the variant is long, or a word itself."""
    found = _pattern(mains | {variant}).finditer(word)
    rests = [(word[: m.start()], word[m.end() :]) for m in found if m[0] == variant]
    return word != variant and any(_is_scrap(rest) for pair in rests for rest in pair)


def _is_scrap(rest: str) -> bool:
    return 0 < len(rest) <= SHORTEST and rest not in "ฯๆ" and not is_word(rest)


def _words_with(variant: str) -> Iterable[str]:
    words, at = dictionary(), 0
    while (at := words.find(variant, at)) >= 0:
        start, end = words.rfind("\n", 0, at) + 1, words.find("\n", at)
        yield words[start:end]
        at = end


def _line_of(lines: Iterable[str], main: str) -> int:
    return next((i for i, line in enumerate(lines, 1) if line.strip().startswith(main)), 1)
