"""The card of an entry: facts, links and other entries, as staff list them under its answer."""

import re
from collections.abc import Iterable, Iterator

from indexer.documents import Document, EntryCard, Fact, Link, Problem
from indexer.links import can_be_tapped
from indexer.thai import normalise

FACT_LIMIT = 100  # characters of a fact, which is to be taken in at a glance
LABEL_LIMIT = 20  # characters that LINE shows of a button under every reading of its rules
MOST_FACTS = 8
MOST_LINKS = 4
MOST_ENTRIES = 11  # beside the card itself: LINE shows twelve to swipe through

_LABEL = re.compile(r"การ์ด\s*:\s*$")
_LINK = re.compile(r"\[(?P<label>[^\]]*)\]\((?P<address>\S*)\)$")
_SHAPES = "- หัวข้อ: ค่า หรือ - [ข้อความบนปุ่ม](ที่อยู่) หรือ - #รหัสคำถาม"

_Odd = tuple[int, str]  # a line, and in Thai what is to be mended there
_Item = Fact | Link | str  # a str is the id of an entry


def cut_card(lines: list[str], first: int) -> tuple[EntryCard | None, list[str], list[_Odd]]:
    """Take the list under การ์ด: out of *lines*, of which the first is line *first* of its file.

    Returns the card, *lines* with gaps in its place, and what is wrong with it: an item that
    cannot be used is left out.
    """
    rest, listed, labels, inside = [], [], [], False
    for number, line in enumerate(lines, first):
        label = _LABEL.match(line) is not None
        inside = label or (inside and _may_belong(line))
        rest.append("" if inside else line)
        labels += [number] if label else []
        listed += [(number, line)] if inside and not label and line.strip() else []
    odd = [] if listed or not labels else [(labels[0], f"ใต้ การ์ด: ให้เพิ่มรายการแบบ {_SHAPES}")]
    items = list(_items(listed, odd))
    return (_card(items, odd) if items else None), rest, odd


def _may_belong(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(("-", "*"))


def _items(listed: list[tuple[int, str]], odd: list[_Odd]) -> Iterator[tuple[int, _Item]]:
    """Yield each item that can be used, with its line."""
    for line, text in listed:
        try:
            yield line, _item(text.strip()[1:].strip())
        except ValueError as error:
            odd.append((line, str(error)))


def _item(text: str) -> _Item:
    """Read one item. Raises ValueError that says in Thai what to do."""
    if text.startswith("#"):
        return text[1:].strip()
    if match := _LINK.match(text):
        return _link(match["label"].strip(), match["address"])
    if text.startswith("["):
        raise ValueError("ปุ่มในการ์ดต้องเขียนแบบ - [ข้อความบนปุ่ม](ที่อยู่) โดยที่อยู่ไม่มีเว้นวรรค")
    return _fact(text)


def _link(label: str, address: str) -> Link:
    if not normalise(label):
        raise ValueError("ปุ่มในการ์ดยังไม่มีข้อความ ให้เขียนใน [ ] เช่น - [โทรหาเรา](tel:021234567)")
    if len(label) > LABEL_LIMIT:
        raise ValueError(
            f"ข้อความบนปุ่ม “{label}” ยาว {len(label)} ตัวอักษร เกิน {LABEL_LIMIT} ให้ตัดให้สั้นลง"
        )
    if not can_be_tapped(address):
        kinds = "ใช้ได้เฉพาะ https:// http:// หรือ tel: ตามด้วยตัวเลขติดกัน และต้องไม่มีอักษรไทย"
        raise ValueError(f"ที่อยู่ของปุ่ม “{label}” เปิดไม่ได้ {kinds}")
    return Link(label, address)


def _fact(text: str) -> Fact:
    name, colon, value = (part.strip() for part in text.partition(":"))
    if not (colon and normalise(name) and normalise(value)):
        raise ValueError(f"รายการในการ์ดอ่านไม่ออก ให้เขียนแบบ {_SHAPES}")
    if len(text) > FACT_LIMIT:
        raise ValueError(f"ข้อเท็จจริง “{name}” ยาว {len(text)} ตัวอักษร เกิน {FACT_LIMIT} ให้ตัดให้สั้นลง")
    return Fact(name, value)


def _card(items: list[tuple[int, _Item]], odd: list[_Odd]) -> EntryCard:
    facts = [(line, item) for line, item in items if isinstance(item, Fact)]
    links = [(line, item) for line, item in items if isinstance(item, Link)]
    named = [(line, item) for line, item in items if isinstance(item, str)]
    for each, most in ((facts, MOST_FACTS), (links, MOST_LINKS), (named, MOST_ENTRIES)):
        if len(each) > most:
            many = f"การ์ดมีรายการชนิดนี้ {len(each)} รายการ แสดงได้ {most}"
            odd.append((each[most][0], f"{many} ให้ลบรายการตั้งแต่บรรทัดนี้ออก"))
    return EntryCard(
        tuple(fact for _, fact in facts[:MOST_FACTS]),
        tuple(link for _, link in links[:MOST_LINKS]),
        tuple(id_ for _, id_ in named[:MOST_ENTRIES]),
        tuple(line for line, _ in named[:MOST_ENTRIES]),
    )


def strays(documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield each entry named in a card that cannot be shown beside it."""
    entries = [entry for document in documents for entry in document.entries]
    known = {entry.id for entry in entries}
    for entry in entries:
        card = entry.card or EntryCard()
        file = f"documents/{entry.document}.md"
        for id_, line in zip(card.entries, card.lines, strict=True):
            if id_ == entry.id or card.entries.count(id_) > 1:
                message = f"การ์ดอ้างถึง #{id_} ซ้ำ หรือเป็นรหัสของข้อนี้เอง ให้ลบออก"
                yield Problem(file, line, message, fatal=False)
            elif id_ not in known:
                message = f"การ์ดอ้างถึง #{id_} ซึ่งไม่มีในเอกสารใด ให้แก้รหัสหรือลบออก"
                yield Problem(file, line, message, fatal=False)
