"""How a word sounds, coarsely: Thai letters and people's Latin spellings in one alphabet.

Sounds by the Royal Thai General System of Transcription (RTGS, Royal Institute 1999), made
coarser by what people leave out when they type: tones, long or short vowels, the breath in
kh, ph, th and ch, r or l. A key has one sign a consonant and one or two a vowel, and nothing
twice in a row: ``ลูกค้า``, "look kha" and "luk ka" are all ``luka``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

LONGEST = 24  # letters of a Thai word; longer ones are phrases that nobody types as one word
READINGS = 3  # of one Thai word, the likeliest first

# RTGS table 1, initial consonants. N is ng; c is ch.
_FIRST = {
    **dict.fromkeys("กขฃคฅฆ", "k"),
    **dict.fromkeys("จฉชฌ", "c"),
    **dict.fromkeys("ซศษส", "s"),
    **dict.fromkeys("ดฎ", "d"),
    **dict.fromkeys("ตถทธฏฐฑฒ", "t"),
    **dict.fromkeys("ปผพภ", "p"),
    **dict.fromkeys("ฝฟ", "f"),
    **dict.fromkeys("นณ", "n"),
    **dict.fromkeys("รลฬ", "l"),
    **dict.fromkeys("ยญ", "y"),
    **dict.fromkeys("หฮ", "h"),
    **{"บ": "b", "ม": "m", "ง": "N", "ว": "w", "อ": ""},
}
# RTGS table 1, final consonants.
_LAST = {
    **dict.fromkeys("กขคฆ", "k"),
    **dict.fromkeys("จชซฌดตถทธฎฏฐฑฒศษส", "t"),
    **dict.fromkeys("บปพฟภ", "p"),
    **dict.fromkeys("นณญรลฬ", "n"),
    **{"ม": "m", "ง": "N", "ย": "y", "ว": "w"},
}
_C = "[ก-รลว-ฮ]"  # all but the vowels ฤ and ฦ
_TWO = "[กขคตทปผพบฟด][รลว]|ห[งญณนมยรลว]|อย|ทร|สร|จร|ศร|ซร"
_CLUSTER = re.compile(_TWO)
_ONSET = f"(?P<on>{_TWO}|{_C})"
_FREE = "(?![ะ-ฺ็])"  # a consonant that carries a vowel sign is no final
_END = f"(?:(?P<end>{_C})(?:{_FREE}|[ิุ]$))"  # the last vowel of ชาติ or เหตุ is silent

# Spelling, sound of the vowel, and what the reading costs: 0 says what is written.
_SHAPES: tuple[tuple[str, str, float], ...] = (
    (f"เ{_ONSET}ียะ?{_END}?", "ia", 0),
    (f"เ{_ONSET}ือะ?{_END}?", "ua", 0),
    (f"เ{_ONSET}าะ", "o", 0),
    (f"เ{_ONSET}า", "aw", 0),
    (f"เ{_ONSET}อะ?{_END}?", "E", 0),
    (f"เ{_ONSET}ิ{_END}", "E", 0),
    (f"เ{_ONSET}(?P<end>ย{_FREE})", "E", 0),
    (f"เ{_ONSET}[็]?{_END}", "e", 0),
    (f"เ{_ONSET}ะ?{_FREE}", "e", 0.5),
    (f"แ{_ONSET}[็]?{_END}", "e", 0),
    (f"แ{_ONSET}ะ?{_FREE}", "e", 0.5),
    (f"โ{_ONSET}{_END}", "o", 0),
    (f"โ{_ONSET}ะ?{_FREE}", "o", 0.5),
    (f"[ไใ]{_ONSET}ย?", "ay", 0),
    (f"{_ONSET}ัวะ?", "ua", 0),
    (f"{_ONSET}ั{_END}", "a", 0),
    (f"{_ONSET}รร{_END}", "a", 0),
    (f"{_ONSET}รร", "an", 0),
    (f"{_ONSET}ำ", "am", 0),
    (f"{_ONSET}า{_END}", "a", 0),
    (f"{_ONSET}[ะา]", "a", 0.5),
    (f"{_ONSET}[ิี]{_END}", "i", 0),
    (f"{_ONSET}[ิี]", "i", 0.5),
    (f"{_ONSET}ือ", "u", 0),
    (f"{_ONSET}[ึืุู]{_END}", "u", 0),
    (f"{_ONSET}[ึืุู]", "u", 0.5),
    (f"{_ONSET}็?อ{_END}", "o", 0),
    (f"{_ONSET}็?อ", "o", 0.5),
    (f"{_ONSET}ว{_END}", "ua", 0.5),
    (f"{_ONSET}{_END}", "o", 0.6),
    ("(?P<on>)ฤ", "li", 0.6),
    ("(?P<on>)ฤ", "lu", 0.7),
    (f"{_ONSET}{_FREE}", "a", 1.2),  # ตลาด talat: a vowel that is not written
)
# A vowel written before two syllables belongs to the second: เมล็ด ma-let, เสนอ sa-noe.
_APART = f"(?P<on>(?!{_TWO}){_C}{{2}})"
_OVER = tuple(
    (shape.replace(_ONSET, _APART), vowel, cost + 0.9)
    for shape, vowel, cost in _SHAPES
    if shape[0] in "[เแโ"
)
_COMPILED = tuple((re.compile(shape), vowel, cost) for shape, vowel, cost in (*_SHAPES, *_OVER))
_MUTE = re.compile("[ก-ฮ][ิุ]?์|[่-๋ๆฯํฺ]")  # a letter under thanthakhat, tones, other signs
_AGAIN = 1.0  # a final that is heard again with a short a: ราชการ rat-cha-kan
_SILENT = 0.6  # the last letter of สมัคร
_OTHERS = 1.5  # a reading may cost so much more than the likeliest


def of_thai(word: str) -> tuple[str, ...]:
    """Return the keys of a Thai *word*, likeliest first; none where it cannot be read."""
    return _of_thai(word) if len(word) <= LONGEST else ()


@cache
def _of_thai(word: str) -> tuple[str, ...]:
    ways = _readings(_MUTE.sub("", word))
    return tuple(key for key, cost in ways[:READINGS] if cost <= ways[0][1] + _OTHERS and key)


def _readings(letters: str) -> list[tuple[str, float]]:
    """Return the likeliest ways to say all of *letters* with their costs, from the end on."""
    ways: list[list[tuple[str, float]]] = [[] for _ in letters] + [[("", 0.0)]]
    for at in range(len(letters) - 1, -1, -1):
        found: dict[str, float] = {}
        for sound, cost, end in _syllables(letters, at):
            for rest, more in ways[end]:
                key = squeezed(sound + rest)
                found[key] = min(found.get(key, 99.0), cost + more)
        ways[at] = sorted(found.items(), key=lambda way: (way[1], way[0]))[: 2 * READINGS]
    return ways[0]


def _syllables(letters: str, at: int) -> Iterator[tuple[str, float, int]]:
    """Yield sound, cost and end of what may be the syllable of *letters* from *at* on."""
    for shape, vowel, cost in _COMPILED:
        if not (found := shape.match(letters, at)):
            continue
        groups, end = found.groupdict(), found.end()
        last = _LAST.get(groups.get("end") or "", "")
        if groups.get("end") and not last:
            continue
        for first, more in _onsets(groups["on"]):
            sound = first + vowel + last
            yield sound, cost + more, end
            if last and end < len(letters) and letters[end] not in "ิุ":
                yield sound + _FIRST.get(groups["end"], "") + "a", cost + more + _AGAIN, end
            if last and letters[end:] == "ร":  # สมัคร, บุตร
                yield sound, cost + more + _SILENT, end + 1


def _onsets(letters: str) -> Iterator[tuple[str, float]]:
    """Yield sound and cost of the consonants *letters* before a vowel."""
    sounds = [_FIRST[letter] for letter in letters]
    if len(letters) < 2:
        yield "".join(sounds), 0
    elif not _CLUSTER.fullmatch(letters):
        yield "a".join(sounds), 0
    elif letters[0] in "หอ":
        yield sounds[1], 0
    elif letters == "ทร":
        yield "s", 0
        yield "tl", 0.4
    elif letters[0] in "สจศซ":
        yield sounds[0], 0
    else:
        yield "".join(sounds), 0


# What people type for a sound; the longest that fits is taken.
_LATIN: Mapping[str, str] = {
    **{"tch": "c", "kh": "k", "ck": "k", "gh": "k", "ph": "p", "bp": "p", "th": "t", "dt": "t"},
    **{"ch": "c", "sh": "c", "ng": "N", "j": "c", "g": "k", "q": "k", "c": "k", "x": "k"},
    **{"z": "s", "v": "w", "r": "l"},
    **{"uea": "ua", "eua": "ua", "oua": "ua", "uai": "uay", "aai": "ay", "aay": "ay"},
    **{"aew": "ew", "aeo": "ew", "eao": "ew", "eo": "ew", "aao": "aw", "aow": "aw"},
    **{"ieo": "iaw", "iao": "iaw", "iew": "iaw", "io": "iw", "oei": "Ey", "oey": "Ey"},
    **{"oi": "oy", "ui": "uy", "ai": "ay", "ei": "ey", "ao": "aw", "au": "aw", "ou": "u"},
    **{"aa": "a", "ae": "e", "ee": "i", "ii": "i", "ie": "ia", "ea": "ia"},
    **{"oo": "u", "uu": "u", "ue": "u", "eu": "u", "oe": "E", "er": "E", "ur": "E"},
    **{"or": "o", "ar": "a", "ah": "a", "oh": "o", "eh": "e"},
}
_PIECES = re.compile("|".join([*sorted(_LATIN, key=len, reverse=True), "[a-z]"]))
_ENDED_BY_R = ("er", "ur", "or", "ar")  # a long vowel, unless another follows: arai is a-rai


def of_latin(word: str) -> str:
    """Return the key of lower-case Latin *word*; other signs are left out."""
    sounds = []
    for piece in _PIECES.finditer(word):
        letters, rest = piece[0], word[piece.end() : piece.end() + 1]
        apart = letters in _ENDED_BY_R and rest and rest in "aeiouy"
        sounds.append(f"{letters[0]}l" if apart else _LATIN.get(letters, letters))
    return _finals(squeezed("".join(sounds)))


def _finals(key: str) -> str:
    """Say consonants at the end of a syllable as Thai does: d and s as t, b as p, l as n."""
    key = re.sub("d(?![aeiouE])|s$", "t", key)
    key = re.sub("b(?![aeiouElw])", "p", key)
    return re.sub("l$", "n", key)


_ALIKE = str.maketrans("dbN", "tpn")
_SECOND = re.compile("(?<=[ktpfs])[lw](?=[aeiouE])")  # often left out: pla, pa
_VOWELS = re.compile("[aeiouEyw]+")


def skeleton(key: str) -> str:
    """Return *key* with every vowel alike and likely mix-ups undone: what near sounds share."""
    return _VOWELS.sub("_", _SECOND.sub("", key.translate(_ALIKE)))


def squeezed(key: str) -> str:
    """Return *key* with each sound that stands twice in a row said once."""
    return re.sub(r"(.)\1+", r"\1", key)
