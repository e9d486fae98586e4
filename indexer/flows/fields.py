"""What a flow file may hold under a key: texts, lists, days, sources, and more keys."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from indexer.documents import Source
from indexer.flows.flow import Days
from indexer.flows.places import Place, Reading, Value
from indexer.markdown import parse_source
from indexer.thai import normalise
from indexer.thai_date import parse_date

TEXT_LIMIT = 1000  # characters; more in one piece nobody reads in a chat
ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Part:
    """The mapping at *place* of a file. What is wrong with a key is noted in *reading*.

    Something empty then stands for its value, so what is made of a Part may be used only
    where its reading has no problem.
    """

    reading: Reading
    place: Place
    fields: Mapping[str, Value]

    def wrong(self, message: str, *keys: str) -> None:
        """Note a problem at *keys* below this part."""
        self.reading.wrong((*self.place, *keys), message)

    def knows(self, *names: str) -> None:
        """Report each key that is none of *names*."""
        for name in self.fields:
            if name not in names:
                self.wrong(f"ไม่รู้จักช่อง {name}: ช่องที่ใช้ได้คือ {', '.join(names)}", name)

    def text(self, name: str, limit: int = TEXT_LIMIT) -> str:
        """Return the text that must stand under *name*."""
        self._need(name, f" {name}: ตามด้วยค่า")
        return self.optional(name, limit)

    def optional(self, name: str, limit: int = TEXT_LIMIT) -> str:
        """Return the text under *name*; "" where there is none."""
        return self._text(self.fields.get(name) or "", limit, name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the list of texts under *name*; none where it is left out."""
        return tuple(text for _, text in self._items(name))

    def some_texts(self, name: str) -> tuple[str, ...]:
        """Return the list of texts under *name*, of which there must be one at least."""
        self._need(name, "อย่างน้อยหนึ่งรายการ")
        return self.texts(name)

    def sources(self, name: str) -> tuple[Source, ...]:
        """Return the sources under *name*: one at least, each written as in a document."""
        self._need(name, "อย่างน้อยหนึ่งรายการ")
        found = []
        for number, text in self._items(name):
            try:
                found.append(parse_source(text))
            except ValueError as error:
                self.wrong(str(error), name, str(number))
        return tuple(found)

    def day(self, name: str) -> date:
        """Return the day that must stand under *name*."""
        return self._day(name, self.text(name)) or date.min

    def days(self) -> Days:
        """Return from when until when this part holds."""
        first, last = (
            self._day(name, self.optional(name)) for name in ("valid_from", "valid_until")
        )
        if first and last and last < first:
            self.wrong("valid_until อยู่ก่อน valid_from กรุณาตรวจวันที่ทั้งสองช่อง", "valid_until")
        return Days(first, last)

    def parts(self, name: str) -> Iterator[tuple[str, "Part"]]:
        """Yield the mappings under *name*, of which there must be one at least, by their ids."""
        self._need(name, "อย่างน้อยหนึ่งรายการ")
        for id_, value in self._mapping(name).items():
            if not ID.fullmatch(id_):
                wrong = f"รหัส “{id_}” ต้องขึ้นต้นด้วย a-z และใช้ได้เฉพาะ a-z 0-9 และ _"
                self.wrong(wrong, name, id_)
            fields = value or {}
            if isinstance(fields, dict):
                yield id_, Part(self.reading, (*self.place, name, id_), fields)
            else:
                self.wrong(f"{id_}: ต้องมีช่องย่อยข้างใต้ แบบ ช่อง: ค่า", name, id_)

    def pairs(self, name: str) -> dict[str, str]:
        """Return the mapping of texts under *name*; empty where it is left out."""
        inside = Part(self.reading, (*self.place, name), self._mapping(name))
        return {key: inside.text(key) for key in inside.fields}

    def _need(self, name: str, what: str) -> None:
        value = self.fields.get(name)
        if not value or (isinstance(value, str) and not normalise(value)):
            inside = f"ใต้ {self.place[-1]} " if self.place else ""
            self.wrong(f"ขาด {name}: {inside}ให้เพิ่ม{what}", name)

    def _text(self, value: Value, limit: int, *keys: str) -> str:
        if not isinstance(value, str):
            self.wrong(f"{keys[0]}: ต้องเป็นข้อความ ถ้าขึ้นต้นด้วย [ หรือ {{ ให้ใส่ไว้ใน '…'", *keys)
            return ""
        if len(value) > limit:
            long = f"{keys[0]}: ยาว {len(value)} ตัวอักษร เกิน {limit} ให้ตัดให้สั้นลง"
            self.wrong(long, *keys)
        return value

    def _items(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the texts of the list under *name*, numbered; an empty one is reported instead."""
        listed = self.fields.get(name) or []
        if not isinstance(listed, list):
            self.wrong(f"{name}: ต้องเป็นรายการ เช่น {name}: [ก, ข]", name)
            return
        for number, value in enumerate(listed):
            text = self._text(value, TEXT_LIMIT, name, str(number))
            if normalise(text):
                yield number, text
            elif isinstance(value, str):
                self.wrong(f"{name}: มีรายการว่าง ให้เติมหรือลบออก", name, str(number))

    def _day(self, name: str, text: str) -> date | None:
        try:
            return parse_date(text) if text else None
        except ValueError:
            shape = "ให้เขียนแบบ ปี-เดือน-วัน เช่น 2569-11-22"
            self.wrong(f"{name}: อ่านวันที่ “{text}” ไม่ได้ {shape}", name)
            return None

    def _mapping(self, name: str) -> dict[str, Value]:
        value = self.fields.get(name) or {}
        if isinstance(value, dict):
            return value
        self.wrong(f"{name}: ต้องเป็นรายการแบบ รหัส: ค่า", name)
        return {}
