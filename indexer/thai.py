"""One spelling for one word: the normalisation that passages and questions share."""

import re
import unicodedata

import regex

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"  # zero width, bidi
    "\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"  # BOM, selectors, tags
    "|[\ud800-\udfff]"  # half an emoji: no codec can write it
)
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = "\u0e00-\u0e7f"
_VOWEL = "\u0e31\u0e34-\u0e3a\u0e47"  # mai han akat, sara i … phinthu, mai taikhu
_TONE = "\u0e48-\u0e4c"  # mai ek, mai tho, mai tri, mai chattawa, thanthakhat
_MARK = f"{_VOWEL}{_TONE}\u0e33"  # what stands on a letter; sara am starts there
_SARA_E_TWICE = re.compile("\u0e40{2,}")
_SARA_AM_APART = re.compile(f"\u0e4d+([{_TONE}]*)\u0e32")  # nikhahit (+ tone) + sara aa
_MARKS = re.compile(f"[{_MARK}]{{2,}}")
_NIKHAHIT_TWICE = re.compile("\u0e4d{2,}")
# An accent on Thai is noise, and Unicode's own order of marks would move it between ours.
_FOREIGN_MARK = regex.compile(
    rf"(?<=[{_THAI}])[^\P{{M}}{_THAI}]+|[^\P{{M}}{_THAI}]+(?=[{_MARK}\u0e4d])"
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")  # มากกกก, okkkk; digits stay, 1000 is no 10
_SPACE = re.compile(r"[\s\u0000-\u001f\u007f-\u009f]+")


def normalise(text: str) -> str:
    """Return *text* in the one form that is embedded, indexed and compared.

    What a person sees as the same word comes out as the same code points:
    decomposed sara am, two sara e for sara ae, marks out of order or typed
    twice, letters held down, Thai digits, capitals, invisible characters.
    Idempotent. Empty when nothing visible is left.
    """
    text = _INVISIBLE.sub("", text).translate(_THAI_DIGITS)
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    text = _FOREIGN_MARK.sub("", text)
    text = _SARA_E_TWICE.sub("\u0e41", text)
    text = _SARA_AM_APART.sub("\\1\u0e33", text)
    text = _MARKS.sub(_in_order, text)
    text = _NIKHAHIT_TWICE.sub("\u0e4d", text)
    text = _REPEATED.sub(r"\1", text)
    return _SPACE.sub(" ", text).strip()


def _in_order(marks: re.Match[str]) -> str:
    """Return each mark once: vowels, tones, sara am; apart from sara am, as in Unicode's block."""
    return "".join(sorted(set(marks[0]), key=lambda mark: (mark == "\u0e33", mark)))
