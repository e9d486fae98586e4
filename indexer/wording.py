"""What the bot itself says: wording.yaml, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from indexer.documents import Problem
from indexer.menu_words import MenuWords, menu_problems, read_menu
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
    "guide_place",  # which question this is: {number} of {total}
    "guide_back_to",  # after a question in between: {number} of {total}
    "guide_hint",  # under every question: how to answer, how to correct
    "guide_again",  # an answer was not understood: before the question in other words
    "guide_choose",  # … a second time: asks for a tap or a number
    "guide_staff",  # … and again: offers the staff
    "guide_noted",  # before the answers taken over from typed words
    "guide_changed_to",  # … where they replace earlier ones
    "guide_heard",  # before what was understood from a story
    "guide_heard_all",  # asks whether all that was understood is right
    "guide_amend",  # a button that asks {topic} again
    "guide_which",  # asks which answer is to be changed
    "guide_contradiction",  # {before} was answered, now {now}
    "guide_at_first",  # there is no question before this one
    "guide_cancelled",
    "guide_resume",  # offers to go on at {number} of {total}
    "guide_done_before",  # offers the result of before
    "guide_changed",  # the questions changed since the button or the answers
    "guide_not_offered",  # an old button whose answer is no longer there
    "guide_gone",  # an old button whose guide is no longer there
    "guide_old_button",  # a button of another case than the one that runs
    "guide_adopt",  # … the button that means that case
    "guide_keep",  # … the button that stays with this one
    "guide_nothing",  # a command of the guide, and none was begun
    "guide_yours",  # heading of a person's own answers
    "guide_missing",  # heading of what is missing
    "guide_steps",  # heading of the next steps
    "guide_code",  # heading of the code to tell the staff
    "guide_no_approval",  # under every result
    "guide_ask_staff",  # the button that leads to the staff
    "guide_share",  # what is passed on: {title}, {code}
    "guide_share_button",
    "source",  # before the source of an answer
    "kind_official",
    "kind_news",
    "kind_secondary",
)


LISTS = (
    *("politeness", "starters", "area_order", "joints", "question_words"),
    *("numbers", "number_words", "corrections", "agreements", "clause_words"),
)
# What can be said to a guide at any point, by word and by button.
COMMANDS = ("back", "change", "restart", "cancel", "resume", "confirm", "as_text", "other")


@dataclass(frozen=True)
class Command:
    """*label*: its button; *said*: other ways to say it, normalised."""

    label: str
    said: tuple[str, ...]


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
    *commands*: by the names in COMMANDS. *numbers*: one, two, … in words, *number_words* what may
    stand before them. *corrections*: words that put something right. *agreements*: a yes to what
    was understood. *clause_words*: words that a clause begins with.
    *rich_menu*: None where people are to have none.
    """

    texts: Mapping[str, str]
    small_talk: tuple[SmallTalk, ...]
    politeness: tuple[str, ...]
    starters: tuple[str, ...]
    contact: str
    area_order: tuple[str, ...]
    joints: tuple[str, ...] = ()
    question_words: tuple[str, ...] = ()
    commands: Mapping[str, Command] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    number_words: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    clause_words: tuple[str, ...] = ()
    rich_menu: MenuWords | None = None

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
    given = fields.get("commands")
    commands = given if isinstance(given, dict) else {}
    broken += [
        Problem(FILE, 1, f"commands {name} ต้องมีทั้ง label: (ข้อความบนปุ่ม) และ said: (รายการ)")
        for name in COMMANDS
        if not _is_command(commands.get(name))
    ]
    no_list = [
        Problem(FILE, 1, f"{name}: ต้องเป็นรายการ เช่น {name}: [ก, ข]")
        for name in LISTS
        if not isinstance(fields.get(name) or [], list)
    ]
    menu = [Problem(FILE, 1, text) for text in menu_problems(fields.get("rich_menu"))]
    return missing + long + broken + no_list + menu


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
        commands=_commands(fields),
        numbers=_phrases(fields.get("numbers")),
        number_words=_phrases(fields.get("number_words")),
        corrections=_phrases(fields.get("corrections")),
        agreements=_phrases(fields.get("agreements")),
        clause_words=_phrases(fields.get("clause_words")),
        rich_menu=read_menu(fields.get("rich_menu")),
    )


def _is_command(part: object) -> bool:
    return isinstance(part, dict) and bool(part.get("label")) and isinstance(part.get("said"), list)


def _commands(fields: Mapping[str, Mapping[str, object]]) -> dict[str, Command]:
    parts: Mapping[str, Mapping[str, object]] = fields["commands"]  # type: ignore[assignment]  # shape checked in _problems
    return {
        name: Command(str(parts[name]["label"]).strip(), _phrases(parts[name]["said"]))
        for name in COMMANDS
    }


def _phrases(said: object) -> tuple[str, ...]:
    return tuple(normalise(str(phrase)) for phrase in said) if isinstance(said, list) else ()
