"""What the bot itself says: wording.yaml, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from indexer.documents import Problem
from indexer.thai import normalise

FILE = "wording.yaml"
TEXT_LIMIT = 1000  # characters; the bot's own words are short, LINE's limit is 5,000
TEXTS = (
    "welcome",  # somebody added the bot
    "welcome_back",  # somebody unblocked the bot
    "joined",  # the bot came into a group
    "unknown",  # nothing in the documents fits
    "torn",  # before questions that may be meant
    "none_of_these",  # the button under them
    "areas",  # opens the list of areas
    "areas_intro",  # above that list
    "area",  # opens an area, before its name
    "subject",  # opens a document's questions, before its title
    "page",  # before the number of a page
    "more",  # the button for the next page
    "reviewed",  # under the questions of a document; {date} likewise
    "outdated",  # before an answer past its review; {date} is the day of the last review
    "failed",  # an answer could not be made
    "empty",  # nothing readable was written
    "too_long",  # more than a question
    "sticker",
    "image",
    "video",
    "audio",
    "file",
    "location",
    "other",  # a kind of message that is new to us
    "source",  # before the source of an answer
    "kind_official",
    "kind_news",
    "kind_secondary",
)


@dataclass(frozen=True)
class SmallTalk:
    """Phrases that are no question, normalised, and the one reply to all of them."""

    id: str
    said: tuple[str, ...]
    reply: str


@dataclass(frozen=True)
class Wording:
    """Every sentence the bot says beside the documents; ``wording["unknown"]``.

    *starters* and *contact* are ids of entries: questions to begin with, and the one
    that tells how to reach the staff. *area_order*: areas in the order of the menu.
    *joints*: words between two questions of one message, *question_words*: what each must hold.
    """

    texts: Mapping[str, str]
    small_talk: tuple[SmallTalk, ...]
    politeness: tuple[str, ...]
    starters: tuple[str, ...]
    contact: str
    area_order: tuple[str, ...]
    joints: tuple[str, ...] = ()
    question_words: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts[name]


def parse_wording(raw: bytes) -> tuple[Wording | None, list[Problem]]:
    """Read wording.yaml; None where a text the bot needs is missing."""
    try:
        fields = yaml.load(raw.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes only text)
    except UnicodeDecodeError:
        return None, [Problem(FILE, 1, "ไฟล์ไม่ใช่ UTF-8 ให้บันทึกใหม่เป็น UTF-8")]
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return None, [Problem(FILE, line, "เขียนผิดรูปแบบ YAML ตรวจการย่อหน้าและเครื่องหมาย :")]
    problems = list(_problems(fields))
    return (None if problems else _wording(fields)), problems


def _problems(fields: object) -> list[Problem]:
    if not isinstance(fields, dict) or not isinstance(fields.get("texts"), dict):
        return [Problem(FILE, 1, "ไม่มีส่วน texts: ให้คัดลอกจากไฟล์เดิมมาแก้")]
    texts = fields["texts"]
    missing = [
        Problem(FILE, 1, f"ขาดข้อความ {name}: ใต้ texts ให้เพิ่มกลับเข้าไป")
        for name in TEXTS
        if not str(texts.get(name) or "").strip()
    ]
    long = [
        Problem(FILE, 1, f"ข้อความ {name} ยาวเกิน {TEXT_LIMIT} ตัวอักษร ให้ตัดให้สั้นลง")
        for name, text in texts.items()
        if len(str(text)) > TEXT_LIMIT
    ]
    talk = fields.get("small_talk") or {}
    if not isinstance(talk, dict):
        talk = {"": None}
    broken = [
        Problem(FILE, 1, f"small_talk {name} ต้องมีทั้ง said: (รายการ) และ reply: (ข้อความ)")
        for name, part in talk.items()
        if not (isinstance(part, dict) and isinstance(part.get("said"), list) and part.get("reply"))
    ]
    no_list = [
        Problem(FILE, 1, f"{name}: ต้องเป็นรายการ เช่น {name}: [ก, ข]")
        for name in ("politeness", "starters", "area_order", "joints", "question_words")
        if not isinstance(fields.get(name) or [], list)
    ]
    return missing + long + broken + no_list


def _wording(fields: dict[str, dict[str, str]]) -> Wording:
    talk: Mapping[str, Mapping[str, object]] = fields.get("small_talk") or {}  # type: ignore[assignment]  # shape checked in _problems
    return Wording(
        texts={name: str(text).strip() for name, text in fields["texts"].items()},
        small_talk=tuple(
            SmallTalk(name, _phrases(part["said"]), str(part["reply"]).strip())
            for name, part in talk.items()
        ),
        politeness=_phrases(fields.get("politeness")),
        starters=tuple(str(id_) for id_ in fields.get("starters") or ()),
        contact=str(fields.get("contact") or ""),
        area_order=tuple(map(str, fields.get("area_order") or ())),
        joints=_phrases(fields.get("joints")),
        question_words=_phrases(fields.get("question_words")),
    )


def _phrases(said: object) -> tuple[str, ...]:
    return tuple(normalise(str(phrase)) for phrase in said) if isinstance(said, list) else ()
