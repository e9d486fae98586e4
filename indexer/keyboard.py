"""Thai typed while the keyboard was set to English: ``8^xv'`` for คูปอง."""

from indexer.lexical import is_word, words
from indexer.thai import normalise

SHORTEST = 6  # characters; "wifi", "otop" and "ok" are what they say
THAI_SHARE = 0.7  # of the letters that must fall into Thai words once the keys are read as Thai

# The Kedmanee layout (TIS 820-2538), key by key, without and with Shift.
_LATIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_THAI = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_LATIN_SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI_SHIFTED = '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_KEYS = str.maketrans(_LATIN + _LATIN_SHIFTED, _THAI + _THAI_SHIFTED)


def as_thai(text: str) -> str:
    """Return *text* read as Thai keys where that makes sense of it, else *text* itself."""
    if len(text.strip()) < SHORTEST or any("\u0e00" <= letter <= "\u0e7f" for letter in text):
        return text
    read = text.translate(_KEYS)
    cut = words(normalise(read))
    letters = sum(map(len, cut))
    known = sum(len(word) for word in cut if len(word) > 1 and is_word(word))
    return read if letters and known / letters >= THAI_SHARE else text
