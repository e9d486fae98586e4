"""A YAML file that staff write: its values as text, and the line on which each stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, TypeAlias

import yaml
from yaml.reader import Reader

from indexer.documents import Problem

Place: TypeAlias = tuple[str, ...]  # the keys that lead to a piece: ("questions", "kind", "ask")
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Events: TypeAlias = Iterator[Any]  # as YAML's parser gives them, with marks that count from 0

DEEPEST = 8  # keys around a value: a flow has five
# Events, not nodes: libyaml composes a file nested without end until the process dies.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class ShapeError(Exception):
    """A file is not written in the YAML that is read here. Thai, for staff: *line*, what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class Reading:
    """One *file* being read: what is wrong with it so far, and the line of each piece."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Place, int] = field(default_factory=lambda: {(): 1})

    def wrong(self, place: Place, message: str) -> None:
        """Note a problem at *place*; what is not there has the line of what should hold it."""
        while place not in self.lines:
            place = place[:-1]
        self.problems.append(Problem(self.file, self.lines[place], message))

    def values(self, raw: bytes) -> dict[str, Value]:
        """Return the mapping that *raw* holds, every scalar as text; raises ShapeError."""
        text = _decode(raw)
        try:
            return self._document(yaml.parse(text, Loader=_LOADER))
        except yaml.YAMLError as error:
            wrong = "เขียนผิดรูปแบบ YAML ตรวจการย่อหน้า เครื่องหมาย : วงเล็บ และเครื่องหมายคำพูด"
            raise ShapeError(_line_of(error), wrong) from error

    def _document(self, events: Events) -> dict[str, Value]:
        next(events)  # the stream begins
        if isinstance(next(events), yaml.StreamEndEvent):
            raise ShapeError(1, "ไฟล์ว่าง ให้คัดลอกจากแบบถามนำอื่นมาแก้")
        value = self._value(next(events), events, ())
        next(events)  # the document ends
        if not isinstance(after := next(events), yaml.StreamEndEvent):
            raise ShapeError(_line(after), "มีเส้นคั่น --- กลางไฟล์ ให้ลบออก หรือแยกเป็นอีกไฟล์")
        if not isinstance(value, dict):
            raise ShapeError(1, "แต่ละบรรทัดต้องเป็น ชื่อ: ค่า")
        return value

    def _value(self, event: Any, events: Events, place: Place) -> Value:
        self.lines.setdefault(place, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value).strip()
        if isinstance(event, yaml.AliasEvent):
            raise ShapeError(_line(event), "ใช้เครื่องหมาย * อ้างถึงส่วนอื่นไม่ได้ ให้เขียนซ้ำ หรือใส่ไว้ใน '…'")
        if len(place) == DEEPEST:
            raise ShapeError(_line(event), "ซ้อนกันลึกเกินไป ตรวจการย่อหน้าและวงเล็บ")
        inside = takewhile(lambda each: not isinstance(each, yaml.CollectionEndEvent), events)
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self._value(item, events, (*place, str(number)))
                for number, item in enumerate(inside)
            ]
        return self._mapping(inside, events, place)

    def _mapping(self, keys: Events, events: Events, place: Place) -> dict[str, Value]:
        """Return a mapping; of a key that comes twice the first counts, and it is reported."""
        fields: dict[str, Value] = {}
        for key in keys:
            if not isinstance(key, yaml.ScalarEvent):
                raise ShapeError(_line(key), "หน้าเครื่องหมาย : ต้องเป็นชื่อช่องหรือรหัสคำเดียว")
            here = (*place, key.value)
            first = self.lines.setdefault(here, _line(key))
            value = self._value(next(events), events, here)
            if key.value in fields:
                twice = f"{key.value} ซ้ำกับบรรทัด {first} ให้เหลือที่เดียว"
                self.problems.append(Problem(self.file, _line(key), twice))
            fields.setdefault(key.value, value)
        return fields


def _decode(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ShapeError(line, "ไฟล์ไม่ใช่ UTF-8 ให้บันทึกใหม่เป็น UTF-8") from error
    if strange := Reader.NON_PRINTABLE.search(text):
        line = text[: strange.start()].count("\n") + 1
        raise ShapeError(line, "มีอักขระที่มองไม่เห็นซึ่งใช้ในไฟล์ไม่ได้ ให้ลบแล้วพิมพ์บรรทัดนี้ใหม่")
    return text


def _line_of(error: yaml.YAMLError) -> int:
    """Return the line to mend: of a bracket or quote left open, not where that was noticed."""
    noticed, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    in_block = "block" in str(getattr(error, "context", ""))
    mark = noticed if in_block or not begun else begun
    return int(mark.line) + 1 if mark else 1


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
