"""Numbers and addresses that tell who somebody is, replaced by a mark before anything is kept.

A number is tried where its digits begin, kind after kind, and each kind reads a bounded stretch:
the time grows with the length of the text and not faster, whatever somebody sends.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.conversation.codes import LENGTH, is_code

PHONE = "[เบอร์โทร]"
NATIONAL_ID = "[เลขบัตรประชาชน]"
EMAIL = "[อีเมล]"
ACCOUNT = "[เลขบัญชี]"
LINE_ID = "[ไลน์ไอดี]"

_HYPHEN = r"[-\u2010-\u2015\u2212]"
# What people put between the digits of one number: at most three, as in "081 - 234 - 5678".
_BETWEEN = r"[\s.()_\-\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2060\ufeff]"
_GAP = f"{_BETWEEN}{{0,3}}"
_CUT = f"{_BETWEEN}{{1,3}}"

_DAY, _MONTH, _YEAR = r"[0-3]?\d", r"[01]?\d", r"(?:19|20|24|25)\d\d"
_TIME = r"[0-2]?\d[.:][0-5]\d"

_ATOM = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]"  # of an address before its @: RFC 5322, 3.2.3
_ADDRESS = re.compile(
    rf"(?<!{_ATOM}){_ATOM}+(?:(?<=[A-Za-z0-9])\s{{1,2}})?[@\uff20]\s{{0,2}}"
    r"(?:(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+|(?:gmail|hotmail|outlook|yahoo|icloud)\b)"
)
_LINE = r"(?:(?<![a-z])line|ไลน์?)"
_NAMED = (  # "ไลน์ไอดีของผมคือ …"
    rf"(?:{_LINE}\s{{0,2}}(?:id(?![a-z])|ไอดี)|(?:(?<![a-z])id|ไอดี)\s{{0,2}}{_LINE})"
    r"[\s:=-]{0,3}(?:ของ(?:ผม|ฉัน|ดิฉัน|หนู|เรา)\s{0,2})?(?:(?:คือ|ชื่อ|ว่า|is\b)[\s:]{0,2})?"
)
_LINE_ID = re.compile(
    # Without the word for id, letters with a digit among them: "ไลน์ somchai99", no "LINE OA".
    rf"({_NAMED}|{_LINE}[\s:=]{{1,3}}(?=[a-z._-]{{1,30}}\d))"
    # Digits alone that go on after a space are a phone number, and read as one.
    r"(?:@?(?=[\d._-]{0,30}[a-z])[a-z\d][a-z\d._-]{2,}+|\d[\d._-]{3,}+(?!\s?\d))(?!\s{0,2}[@\uff20])",
    re.IGNORECASE,
)
_LINES_OWN = re.compile(r"(?<![A-Za-z0-9])[UCR][0-9a-f]{32}(?![A-Za-z0-9])")  # of LINE's API
_BEGIN = re.compile(rf"(?<!\d)(?:[+\uff0b]{_GAP}|\((?=\d{{1,3}}\)))?\d+")


class _Kind(NamedTuple):
    """A way to write a number, in ASCII digits; *mark* is "" for what stays as it is."""

    mark: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = lambda _: True


def masked(text: str) -> str:
    """Return *text* with a mark in place of what tells who somebody is.

    Thai national ids, phone and account numbers, e-mail addresses and LINE ids, however they are
    grouped and in Thai digits too. The rest is as it was: dates, prices, years, codes of cases,
    numbers of products (2-1-5-1-4 digits) and of companies (13 digits from 0).
    """
    text = _LINE_ID.sub(rf"\1{LINE_ID}", _LINES_OWN.sub(LINE_ID, text))
    text = _ADDRESS.sub(EMAIL, text)
    return "".join(_without_numbers(text))


def _without_numbers(text: str) -> Iterator[str]:
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)  # as long
    done = 0
    while begin := _BEGIN.search(plain, done):
        end, mark = _read(plain, begin)
        yield text[done : begin.start()]
        yield mark or text[begin.start() : end]
        done = end
    yield text[done:]


def _read(plain: str, begin: re.Match[str]) -> tuple[int, str]:
    """Return where the number at *begin* ends, and its mark, "" where it stays."""
    for kind in _KINDS:
        found = kind.pattern.match(plain, begin.start())
        if found and kind.holds(found[0]):
            return found.end(), kind.mark
    return begin.end(), ""


def _is_national_id(number: str) -> bool:
    """Whether the 13th digit is the check digit of the twelve before it, weighted 13 … 2."""
    digits = [int(sign) for sign in number if sign.isdecimal()]
    total = sum(digit * (13 - at) for at, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == digits[12]


def _is_account(number: str) -> bool:
    """Whether groups between hyphens are an account; a range or a list of prices is none.

    Banks write 123-4-56789-0 and the like, some group of which is a single digit.
    """
    groups = [len(group) for group in re.split(_HYPHEN, number)]
    alone = len(groups) > 2 and 1 in groups
    return 10 <= sum(groups) <= 12 and (alone or groups in ([3, 3, 4], [3, 7]))


def _grouped(cut: str, *lengths: int) -> str:
    return cut.join(rf"\d{{{length}}}" for length in lengths) + r"(?!\d)"


def _staying() -> Iterator[_Kind]:
    """Yield what stays, and would be taken for a number of a person."""
    none_follows = r"(?![-./]?\d)"
    for pattern in (
        _grouped(_HYPHEN, 2, 1, 5, 1, 4),  # a food product
        rf"(?=0){_grouped(_CUT, 1, 4, 5, 2, 1)}",  # a company
        rf"{_DAY}([-./]){_MONTH}\1{_YEAR}{none_follows}",
        rf"{_YEAR}([-./]){_MONTH}\1{_DAY}{none_follows}",
        rf"{_TIME}\s?{_HYPHEN}\s?{_TIME}{none_follows}",
        rf"0\.\d{{1,3}}{none_follows}",  # 0.25 0.50 0.75
    ):
        yield _Kind("", re.compile(pattern))
    yield _Kind("", re.compile(rf"\d{{{LENGTH}}}{none_follows}"), is_code)
    # A code as it is read out, and perhaps a count: two digits more would be a phone number.
    read_out = re.compile(rf"0\d{{3}} \d{{4}}(?! ?\d\d){none_follows}")
    yield _Kind("", read_out, lambda number: is_code(number.replace(" ", "")))


def _going() -> Iterator[_Kind]:
    yield _Kind(NATIONAL_ID, re.compile(rf"[1-9](?:{_GAP}\d){{12}}(?!\d)"), _is_national_id)
    # Nothing else is grouped like this: a slip in a digit makes it no less somebody's.
    yield _Kind(NATIONAL_ID, re.compile(rf"(?!0){_grouped(_HYPHEN, 1, 4, 5, 2, 1)}"))

    # After the 0 a mobile number has nine digits, a landline eight; then either with a slip.
    rest = (
        rf"(?:[689](?:{_GAP}\d){{8}}(?!\d)|[2-57](?:{_GAP}\d){{7}}(?!\d)"
        rf"|[2-9](?:{_GAP}\d){{7,8}}(?!\d))"
    )
    yield _Kind(PHONE, re.compile(rf"\(?0{_GAP}{rest}"))
    abroad = rf"(?:[+\uff0b]|00){_GAP}6{_GAP}6{_GAP}(?:0{_GAP})?"
    yield _Kind(PHONE, re.compile(abroad + rest))
    yield _Kind(PHONE, re.compile(r"(?:0\d|66[2-9])\d{7,8}(?!\d)"))

    yield _Kind(ACCOUNT, re.compile(r"\d{10,12}(?!\d)"))
    in_hyphens = rf"(?<!\d{_HYPHEN})\d{{1,10}}+(?:{_HYPHEN}\d{{1,10}}+){{1,5}}(?!{_HYPHEN}?\d)"
    yield _Kind(ACCOUNT, re.compile(in_hyphens), _is_account)
    yield _Kind(ACCOUNT, re.compile(_grouped(_CUT, 3, 1, 5, 1)))
    yield _Kind(ACCOUNT, re.compile(_grouped(_CUT, 3, 6, 1)))


_KINDS = (*_staying(), *_going())
