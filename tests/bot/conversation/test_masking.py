"""What tells who somebody is goes before anything is kept; what a question is about stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.codes import new_code
from bot.conversation.masking import ACCOUNT, EMAIL, LINE_ID, NATIONAL_ID, PHONE, masked

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

GOES = [
    # national ids
    ("1234567890121", NATIONAL_ID),
    ("1-2345-67890-12-1", NATIONAL_ID),
    ("1 2345 67890 12 1", NATIONAL_ID),
    ("1 - 2345 - 67890 - 12 - 1", NATIONAL_ID),
    ("1–2345–67890–12–1", NATIONAL_ID),
    ("1.2345.67890.12.1", NATIONAL_ID),
    ("1234 5678 9012 1", NATIONAL_ID),
    ("1 2 3 4 5 6 7 8 9 0 1 2 1", NATIONAL_ID),
    ("๑๒๓๔๕๖๗๘๙๐๑๒๑", NATIONAL_ID),
    ("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", NATIONAL_ID),
    ("1-2345-67890-12-3", NATIONAL_ID),  # a slip in the last digit
    ("เลขบัตร1234567890121ค่ะ", f"เลขบัตร{NATIONAL_ID}ค่ะ"),
    ("บัตร 1-2345-67890-12-1 โทร 0812345678", f"บัตร {NATIONAL_ID} โทร {PHONE}"),
    # mobile numbers
    ("0812345678", PHONE),
    ("081-234-5678", PHONE),
    ("081 234 5678", PHONE),
    ("081.234.5678", PHONE),
    ("081 - 234 - 5678", PHONE),
    ("08-1234-5678", PHONE),
    ("081-2345678", PHONE),
    ("(081) 234-5678", PHONE),
    ("(โทร 081-234-5678)", f"(โทร {PHONE})"),
    ("(081-234-5678)", f"({PHONE})"),
    ("0 8 1 2 3 4 5 6 7 8", PHONE),
    ("๐๘๑๒๓๔๕๖๗๘", PHONE),
    ("๐๘๑-๒๓๔-๕๖๗๘", PHONE),
    ("0\u200b81-234-5678", PHONE),  # a zero-width space came along
    ("0812 3455 78", PHONE),  # the first eight digits alone would be a code
    ("0612345678", PHONE),
    ("0912345678", PHONE),
    ("081-234-567", PHONE),  # a digit is missing
    ("โทร.0812345678นะคะ", f"โทร.{PHONE}นะคะ"),
    ("1.0812345678 2.0898765432", f"1.{PHONE} 2.{PHONE}"),
    ("0812345678, 0898765432", f"{PHONE}, {PHONE}"),
    ("081-234-5678 089-876-5432", f"{PHONE} {PHONE}"),
    ("0812345678/0898765432", f"{PHONE}/{PHONE}"),
    ("2 คน 0812345678", f"2 คน {PHONE}"),
    ("2 0812345678", f"2 {PHONE}"),
    # landlines, from abroad
    ("025493333", PHONE),
    ("02-549-3333", PHONE),
    ("0-2549-3333", PHONE),
    ("0 2549 3333", PHONE),
    ("0.2549.3333", PHONE),
    ("(02) 549 3333", PHONE),
    ("044-123456", PHONE),
    ("053 123 456", PHONE),
    ("02-549-3333 ต่อ 12", f"{PHONE} ต่อ 12"),
    ("02-549-3333 5 คน", f"{PHONE} 5 คน"),
    ("08.30-16.30 02-549-3333", f"08.30-16.30 {PHONE}"),
    ("05-11-2569 081-234-5678", f"05-11-2569 {PHONE}"),
    ("+66812345678", PHONE),
    ("+66 81 234 5678", PHONE),
    ("+66-81-234-5678", PHONE),
    ("+66 (0) 81 234 5678", PHONE),
    ("+66 2 549 3333", PHONE),
    ("+๖๖๘๑๒๓๔๕๖๗๘", PHONE),
    ("0066812345678", PHONE),
    ("66812345678", PHONE),
    # addresses
    ("somchai@gmail.com", EMAIL),
    ("Somchai.J+otop@Mail.RMUTT.ac.th", EMAIL),
    ("อีเมลsomchai@gmail.comค่ะ", f"อีเมล{EMAIL}ค่ะ"),
    ("somchai @ gmail.com", EMAIL),
    ("somchai＠gmail.com", EMAIL),
    ("somchai@gmail", EMAIL),
    ("<somchai_99@hotmail.com>.", f"<{EMAIL}>."),
    ("a@b.co,c@d.co", f"{EMAIL},{EMAIL}"),
    # accounts
    ("1234567890", ACCOUNT),
    ("123456789012", ACCOUNT),
    ("123-4-56789-0", ACCOUNT),
    ("123 4 56789 0", ACCOUNT),
    ("123 - 4 - 56789 - 0", ACCOUNT),
    ("123-456789-0", ACCOUNT),
    ("123-456-7890", ACCOUNT),
    ("123-4567890", ACCOUNT),
    ("๑๒๓-๔-๕๖๗๘๙-๐", ACCOUNT),
    ("012-3-45678-901", ACCOUNT),
    ("บัญชี 123-4-56789-0 ธ.กรุงไทย", f"บัญชี {ACCOUNT} ธ.กรุงไทย"),
    # LINE ids
    ("ไลน์ไอดี xxx", f"ไลน์ไอดี {LINE_ID}"),
    ("ไลน์ไอดีsomchai99ค่ะ", f"ไลน์ไอดี{LINE_ID}ค่ะ"),
    ("ไลน์ไอดีของผมคือ somchai.j", f"ไลน์ไอดีของผมคือ {LINE_ID}"),
    ("line id: xxx", f"line id: {LINE_ID}"),
    ("LINE ID = @shop.th", f"LINE ID = {LINE_ID}"),
    ("LineID:som_chai-99", f"LineID:{LINE_ID}"),
    ("ไอดีไลน์ somchai", f"ไอดีไลน์ {LINE_ID}"),
    ("แอดไลน์ somchai99 ได้เลย", f"แอดไลน์ {LINE_ID} ได้เลย"),
    ("ไลน์ไอดี 0812345678", f"ไลน์ไอดี {LINE_ID}"),
    (f"คุณ U{'0a' * 16} ในกลุ่ม C{'1b' * 16}", f"คุณ {LINE_ID} ในกลุ่ม {LINE_ID}"),
    ("ไลน์ไอดี 081 234 5678", f"ไลน์ไอดี {PHONE}"),
    ("line id: somchai@gmail.com", f"line id: {EMAIL}"),
]

STAYS = [
    *("", "2", "12", "๑๒", "0", "ข้อ 2", "1111", "โทร 1330"),
    # years, prices, quantities
    *("2569", "ปี 2569", "พ.ศ. ๒๕๖๙", "ปี 2567-2568-2569", "2568 2569 2570"),
    *("1,000,000 บาท", "250000", "250,000", "1,000,000.00", "ราคา 35 บาท", "5@10 บาท"),
    *("10000-20000 บาท", "100000-200000", "500-1000-1500 บาท", "10-20-30-40-50 คน"),
    *("0.25 0.50 0.75", "pH 4.5-5.0", "น้ำ 85% เกลือ 3%", "100 200 300", "30x40x50 ซม."),
    *("30,000-50,000 บาท ปี 2569", "3.5 ล้านบาท", "1/2 กก.", "2×3"),
    # days and times
    *("22/11/2569", "22 พ.ย. 2569", "2569-11-22", "22-11-2569", "22.11.2569"),
    *("๒๒/๑๑/๒๕๖๙", "05-11-2569 1 ครั้ง", "05/11/2569 10.30 น.", "2026-11-22 10:30 12"),
    *("08.30-16.30 น.", "08.30-16.30 5 วัน", "08:30 - 16:30", "1-5 พ.ย. 69"),
    # codes, standards, registrations
    *(
        "รหัส 00005724",
        "00005724 5 คน",
        "0812 3455 5 คน",
        "มผช. 1234/2550",
        "มผช.321/2556",
        "มอก. 9001-2556",
    ),
    *("10-1-12345-1-0001", "อย. 12-2-03456-7-8901", "๑๐-๑-๑๒๓๔๕-๑-๐๐๐๑"),
    *("0105556123456", "0-1055-56123-45-6", "0-3055-61234-56-7", "0 3055 61234 56 7"),
    *("รหัสวิสาหกิจชุมชน 3-24-02-01/1-0012", "1234567890123", "บ้านเลขที่ 123/45 หมู่ 6"),
    # words
    *("ไลน์ไอดีของคลินิกคืออะไรคะ", "มี line id ไหม", "Line OA", "ไลน์ 2 กลุ่ม", "online shop 24"),
    *("คูปองวิทย์คืออะไร", "ติดต่อ @clinic", "🌱\u200bค่ะ", "a@", "@b.co"),
]


@pytest.mark.parametrize(("text", "kept"), GOES)
def test_what_tells_who_somebody_is_goes(text: str, kept: str) -> None:
    """Only the mark of its kind stands where the number or address stood."""
    assert masked(text) == kept


@pytest.mark.parametrize("text", STAYS)
def test_what_a_question_is_about_stays(text: str) -> None:
    """Years, prices, days, codes and numbers of products are what staff need to read."""
    assert masked(text) == text


@pytest.mark.parametrize("seed", range(50))
def test_a_code_stays(seed: int) -> None:
    """A code read out beside other words and numbers can still be looked up."""
    text = f"รหัส {new_code(str(seed))} 5 คน"

    assert masked(text) == text


# Every writing


def written(digits: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Digits as people group them: one sign throughout, in groups of any length, or none.

    No first group of eight, which may be a code, and no 0 before a dot and a few digits.
    """
    cuts = st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 7, 9]), max_size=12)
    signs = st.sampled_from(["", " ", "-", " - ", "–", "\u00a0", "\u200b", "\n"])
    return st.builds(_grouped, digits, cuts, signs, st.booleans())


def _grouped(digits: str, lengths: list[int], sign: str, thai: bool) -> str:
    groups = []
    for length in lengths:
        groups.append(digits[:length])
        digits = digits[length:]
    text = sign.join(group for group in (*groups, digits) if group)
    return text.translate(THAI) if thai else text


def _with_check_digit(twelve: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return twelve + str((11 - total % 11) % 10)


def digits_in(text: str) -> str:
    return re.sub(r"\D", "", text)


IDS = st.from_regex(r"[1-8][0-9]{11}", fullmatch=True).map(_with_check_digit)
PHONES = st.from_regex(r"0[689][0-9]{8}|0[23457][0-9]{7}|\+66[689][0-9]{8}", fullmatch=True)
AROUND = st.sampled_from(["", "ค่ะ", " ", "โทร. ", "(", ": "])


def is_product(text: str) -> bool:
    return bool(re.fullmatch(r"\d\d[-–]\d[-–]\d{5}[-–]\d[-–]\d{4}", text))


@given(AROUND, written(IDS), AROUND)
def test_no_national_id_survives(before: str, number: str, after: str) -> None:
    """However it is grouped, nothing of a valid id is kept; as 2-1-5-1-4 it is a product's."""
    if not is_product(number):
        assert digits_in(masked(before + number + after)) == ""


@given(AROUND, written(PHONES), AROUND)
def test_no_phone_number_survives(before: str, number: str, after: str) -> None:
    """However it is grouped, nothing of a phone number is kept; as 4, 4 and 1 it may be a code."""
    if not re.fullmatch(r"\d{4} \d{4} \d", number):
        assert digits_in(masked(before + number + after)) == ""


@given(st.sampled_from(["", "ค่ะ", " ", "(", ": "]), st.emails())
def test_no_address_survives(before: str, address: str) -> None:
    """Whatever stands before and behind the @ of a valid address, it goes as a whole."""
    assert masked(f"{before}{address} ค่ะ") == f"{before}{EMAIL} ค่ะ"


# Nothing else


@given(st.text().filter(lambda text: not re.search(r"[\d@\uff20]|line|ไลน", text, re.I)))
def test_words_are_never_changed(text: str) -> None:
    """Without a digit, an @ and the word LINE there is nothing to mask."""
    assert masked(text) == text


@given(st.text(alphabet="0123456789๐๘ -–.()+@a.ค"))
def test_masking_twice_is_masking_once(text: str) -> None:
    """What went through once can go through again."""
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1",
            "0",
            "1-",
            "0-",
            "1 ",
            "0 ",
            "-",
            "1.",
            "+66",
            "+",
            "(1",
            "(0)",
            "08 - ",
            "12345678 ",
        ),
        *("a", "@", "a@", "a.", "a@a.", "a-@", "a @ ", "1-2345-67890-12-", "123-4-", "25-"),
        *("line id ", "ไลน์", "ไลน์ไอดี a", "line a", "id line ", "๑", "\u200b1", " ", "0.1"),
    ],
)
def test_long_texts_take_no_longer_than_they_are_long(unit: str) -> None:
    """Ten thousand characters are done at once; a pattern that tries everything would hang."""
    text = (unit * 10_000)[:10_000]

    assert len(masked(text)) <= 4 * len(text)
