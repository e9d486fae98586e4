"""One spelling for one word: the normalisation that passages and questions share."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"  # zero width, bidi, BOM
    "|[\ud800-\udfff]"  # half an emoji: no codec can write it
)
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_VOWEL = "\u0e31\u0e34-\u0e3a\u0e47"  # mai han akat, sara i … phinthu, mai taikhu
_TONE = "\u0e48-\u0e4c"  # mai ek, mai tho, mai tri, mai chattawa, thanthakhat
_SARA_AM_APART = re.compile(f"\u0e4d([{_TONE}]?)\u0e32")  # nikhahit (+ tone) + sara aa
_SARA_AM_LATE_TONE = re.compile(f"\u0e33([{_TONE}])")  # sara am + tone: typed in the wrong order
_TONE_FIRST = re.compile(f"([{_TONE}]+)([{_VOWEL}]+)")
_DOUBLED_MARK = re.compile(f"([{_VOWEL}{_TONE}\u0e4d\u0e33])\\1+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")  # มากกกก, okkkk; digits stay, 1000 is no 10
_SPACE = re.compile(r"[\s\u0000-\u001f\u007f-\u009f]+")


def normalise(text: str) -> str:
    """Return *text* in the one form that is embedded, indexed and compared.

    What a person sees as the same word comes out as the same code points:
    decomposed sara am, two sara e for sara ae, marks out of order or typed
    twice, letters held down, Thai digits, capitals, invisible characters.
    Idempotent. Empty when nothing visible is left.
    """
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text).translate(_THAI_DIGITS).casefold()
    text = text.replace("\u0e40\u0e40", "\u0e41")  # sara e + sara e -> sara ae
    text = _SARA_AM_APART.sub("\\1\u0e33", text)
    text = _SARA_AM_LATE_TONE.sub("\\1\u0e33", text)
    text = _TONE_FIRST.sub(r"\2\1", text)
    text = _DOUBLED_MARK.sub(r"\1", text)
    text = _REPEATED.sub(r"\1", text)
    return _SPACE.sub(" ", text).strip()
