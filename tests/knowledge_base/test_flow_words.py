"""The words of the real flow: they promise nothing, and leave nobody without a way on."""

import re
from collections.abc import Iterator

import pytest

from indexer.flows.flow import Flow
from tests.indexer.flows.real import coupon

MONTH = "พ.ย. 2562"  # of the last evidence that the coupon took applications
ALTERNATIVES = ("NIA", "สสว.", "iTAP")
OUTCOMES = sorted(coupon().outcomes)

# What must not be promised, and below what a careless hand would write.
MONEY = r"บาท|฿|THB|วงเงิน|ร้อยละ|%|(\d|หนึ่ง|สอง|สาม|ห้า|หลาย)\s*(พัน(?!ธุ์)|หมื่น|แสน|ล้าน)"
OPEN = (
    r"เปิดรับ(สมัคร)?(?!สมัคร)(?!หรือ|ไหม|มั้ย|ช่วงใด)"
    r"|(?<!เปิด)รับสมัคร(?!หรือ|ไหม)|กำลังเปิด|สมัครได้(?!หรือ|ไหม)|ยื่นได้(?!หรือ|ไหม)"
)
APPROVED = r"(?<!ไม่ใช่การ)อนุมัติ|ได้รับสิทธิ์|มีสิทธิ์|ผ่านเกณฑ์|ผ่านคุณสมบัติ|ได้(รับ)?คูปอง|แน่นอน(?!ว่า)"
PROMISES = {"จำนวนเงิน": MONEY, "การเปิดรับ": OPEN, "การอนุมัติ": APPROVED}
CARELESS = [
    *[("จำนวนเงิน", "สนับสนุน 30,000 บาท"), ("จำนวนเงิน", "ช่วยร้อยละ 70"), ("จำนวนเงิน", "ได้ ๒ แสน")],
    *[("การเปิดรับ", "ตอนนี้เปิดรับอยู่ค่ะ"), ("การเปิดรับ", "คูปองเปิดรับสมัครแล้ว"), ("การเปิดรับ", "สมัครได้เลย")],
    *[("การอนุมัติ", "ท่านได้รับอนุมัติ"), ("การอนุมัติ", "ท่านมีสิทธิ์ใช้คูปอง"), ("การอนุมัติ", "จะได้คูปองกลุ่มนี้")],
]


def shown(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield every text that people read, with its place in the file."""
    yield from (("intro", flow.intro), ("title", flow.title), ("button", flow.button))
    for question in flow.questions.values():
        texts = [question.topic, question.ask, question.again]
        texts += [text for each in question.options.values() for text in (each.label, each.advice)]
        yield from ((f"questions: {question.id}", text) for text in texts)
    for outcome in flow.outcomes.values():
        texts = [outcome.title, outcome.why, outcome.missing, *outcome.next_steps]
        yield from ((f"outcomes: {outcome.id}", text) for text in texts)


@pytest.mark.parametrize(("what", "pattern"), PROMISES.items(), ids=PROMISES)
def test_nothing_is_promised(what: str, pattern: str) -> None:
    """No sum of money, no opening and no approval is named, other than to deny or to ask it."""
    found = [
        f"{place}: {match[0]}"
        for place, text in shown(coupon())
        for match in re.finditer(pattern, text)
    ]

    assert found == [], f"ห้ามบอก{what}: {found}"


@pytest.mark.parametrize(("what", "text"), CARELESS)
def test_a_promise_would_be_found(what: str, text: str) -> None:
    """The patterns know what they look for."""
    assert re.search(PROMISES[what], text)


@pytest.mark.parametrize("id_", OUTCOMES)
def test_a_group_is_named_with_care(id_: str) -> None:
    """Whichever title names a group says that it is likely, and by the definition."""
    outcome = coupon().outcomes[id_]
    groups = {each.group for each in coupon().outcomes.values()} - {""}
    names = outcome.group or any(group in outcome.title for group in groups)

    missing = [word for word in ("น่าจะ", "ตามนิยาม") if names and word not in outcome.title]
    assert missing == [], f"outcomes: {id_}: title บอกกลุ่ม จึงต้องมีคำว่า {missing}"


def test_the_intro_says_what_is_not_known() -> None:
    """The first screen tells when the coupon was last heard of, and that nothing is confirmed."""
    intro = coupon().intro

    assert MONTH in intro, f"intro ต้องบอกว่าหลักฐานล่าสุดเป็นของ {MONTH}"
    assert re.search(r"ไม่(มีข้อมูล|ได้)?ยืนยัน", intro), "intro ต้องบอกว่ายังไม่ยืนยันการเปิดรับ"


@pytest.mark.parametrize("id_", OUTCOMES)
def test_an_outcome_names_another_way(id_: str) -> None:
    """Nobody is left with a coupon that may be gone: each outcome names help of today."""
    steps = " ".join(coupon().outcomes[id_].next_steps)

    named = [name for name in ALTERNATIVES if name in steps]
    assert named, f"outcomes: {id_}: next_steps ต้องบอกทางอื่นอย่างน้อยหนึ่งทางใน {ALTERNATIVES}"
