"""What the bot itself says: wording.yaml, read and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from indexer.documents import Problem
from indexer.menu_words import MenuWords, menu_problems, read_menu
from indexer.thai import normalise

FILE = "wording.yaml"
DEEPEST = 10  # lists and mappings inside each other; the file needs four
TEXT_LIMIT = 1000  # characters; the bot's own words are short, LINE's limit is 5,000
TEXTS = (
    "welcome",  # somebody added the bot
    "privacy_notice",  # two lines under it: what is kept
    "privacy_link",  # the button under it, which says what small_talk privacy answers
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
    "no_more",  # more was wanted of an answer, or the answer to be judged is not known
    "letter",  # a single letter was written
    "emoji",  # nothing but emoji or punctuation
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
    "staff_label",  # a button that leads to the staff, short
    "staff_about",  # asks what about
    "staff_about_case",  # … for the result of a guide: {code}
    "staff_confirm",  # above what is going to be sent to the staff
    "staff_note",  # under it
    "staff_done",  # the staff have it, under {code}
    "staff_dropped",
    "staff_bot_back",
    "mine_private",  # in a group: where to ask for it
    "mine_title",  # what is stored of a person
    "mine_text",
    "mine_questions",  # {value} is a number
    "mine_ratings",
    "mine_cases",  # {value} are codes
    "mine_handovers",
    "mine_note",
    "mine_sure",
    "mine_erased",
    "mine_kept",
    "rate_thanks",
    "rate_why",  # asks what was wrong
    "rate_off",
    "rate_old",
    "rate_unclear",
    "rate_more",
    "rate_noted",
    "source",  # before the source of an answer
    "kind_official",
    "kind_news",
    "kind_secondary",
    "staff_notice_handover",  # to staff: somebody waits for them; {code}, {reason}, {case}
    "staff_notice_dead",  # to staff: a message was not answered; {code}, {reason}
    "reason_asked",  # why somebody waits: they wanted staff
    "reason_unknown",  # … no document has the answer
    "reason_checked",  # … the guide leaves it to staff
    "reason_upset",  # … they are upset
    "card_facts",  # above the facts on the card of an answer
    "card_more",  # under that card, where {count} others can be swiped to
    "card_ask",  # the button of each of those, which asks its question
)


LISTS = (
    *("politeness", "starters", "area_order", "joints", "question_words"),
    *("numbers", "number_words", "corrections", "agreements", "refusals", "clause_words"),
    *(
        "names",
        "at_names",
        "call_words",
        "ties",
        "particles",
        "picking_words",
        "first_words",
        "last_words",
    ),
)
# What can be said to a guide at any point, by word and by button.
COMMANDS = ("back", "change", "restart", "cancel", "resume", "confirm", "as_text", "other")
# What can be asked of the bot itself, by word and by button: to speak to staff and what that takes,
# to see and delete what is stored, to say whether an answer helped, to hear more.
WISHES = ("staff", "bot", "mine", "erase", "helped", "missed", "more")
# What means something only while the bot waits for it: whether to send, whether to delete.
WAITED_FOR = ("send", "again", "drop", "really", "keep")


@dataclass(frozen=True)
class Command:
    """*label*: its button; *said*: other ways to say it, normalised."""

    label: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class SmallTalk:
    """Phrases that are no question, normalised, and the one reply to all of them.

    *stickers*: the words by which LINE tells that a sticker says the same.
    """

    id: str
    said: tuple[str, ...]
    reply: str
    stickers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """Every sentence the bot says beside the documents; ``wording["unknown"]``.

    *starters* and *contact* are ids of entries: questions to begin with, and the one
    that tells how to reach the staff; *starter_labels* what the buttons of the former show.
    *area_order*: areas in the order of the menu.
    *joints*: words between two questions of one message, *question_words*: what each must hold.
    *commands*: by the names in COMMANDS, *wishes*: by those in WISHES and WAITED_FOR. *numbers*:
    one, two, … in words, *number_words* what may stand before them. *corrections*: words that put
    something right. *agreements*: a yes to what was understood, *refusals*: a no.
    *clause_words*: words that a clause begins with.
    *names*: what calls the bot in a group, *at_names* what does after an @, *call_words* what may
    follow a name without a space. *ties* before and *particles* after words that lean on
    the last answer; *picking_words* stand before the number of what was offered, *first_words* and
    *last_words* in its place.
    *hours*: the entry that tells when the staff are there, "" for none.
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
    wishes: Mapping[str, Command] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    number_words: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    clause_words: tuple[str, ...] = ()
    starter_labels: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    at_names: tuple[str, ...] = ()
    call_words: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    picking_words: tuple[str, ...] = ()
    first_words: tuple[str, ...] = ()
    last_words: tuple[str, ...] = ()
    hours: str = ""
    rich_menu: MenuWords | None = None

    def __getitem__(self, name: str) -> str:
        return self.texts[name]


def parse_wording(raw: bytes) -> tuple[Wording | None, list[Problem]]:
    """Read wording.yaml; None where a text the bot needs is missing."""
    try:
        fields = _read_yaml(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, [Problem(FILE, 1, "ไฟล์ไม่ใช่ UTF-8 ให้บันทึกใหม่เป็น UTF-8")]
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return None, [Problem(FILE, line, "เขียนผิดรูปแบบ YAML ตรวจการย่อหน้าและเครื่องหมาย :")]
    problems = list(_problems(fields))
    return (None if problems else _wording(fields)), problems


def _read_yaml(text: str) -> Any:
    """Return what *text* says, all of it text; raises YAMLError.

    By libyaml, ten times as fast as the loader in Python, which however ends the whole process
    where something is nested without end: so the depth is counted first.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.YAMLError("nested too deep")
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 (BaseLoader makes only text)


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
    broken += [
        Problem(FILE, 1, f"{part} {name} ต้องมีทั้ง label: (ข้อความบนปุ่ม) และ said: (รายการ)")
        for part, names in (("commands", COMMANDS), ("wishes", (*WISHES, *WAITED_FOR)))
        for name in names
        if not _is_command(_part(fields, part).get(name))
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
            SmallTalk(
                name,
                _phrases(part["said"]),
                str(part["reply"]).strip(),
                _phrases(part.get("stickers")),
            )
            for name, part in talk.items()
        ),
        politeness=_phrases(fields.get("politeness")),
        starters=tuple(str(id_) for id_ in fields.get("starters") or ()),
        contact=str(fields.get("contact") or ""),
        area_order=tuple(map(str, fields.get("area_order") or ())),
        joints=_phrases(fields.get("joints")),
        question_words=_phrases(fields.get("question_words")),
        commands=_commands(fields["commands"], COMMANDS),
        wishes=_commands(fields["wishes"], (*WISHES, *WAITED_FOR)),
        numbers=_phrases(fields.get("numbers")),
        number_words=_phrases(fields.get("number_words")),
        corrections=_phrases(fields.get("corrections")),
        agreements=_phrases(fields.get("agreements")),
        refusals=_phrases(fields.get("refusals")),
        clause_words=_phrases(fields.get("clause_words")),
        starter_labels={id_: str(name) for id_, name in _part(fields, "starter_labels").items()},
        names=_phrases(fields.get("names")),
        at_names=_phrases(fields.get("at_names")),
        call_words=_phrases(fields.get("call_words")),
        ties=_phrases(fields.get("ties")),
        particles=_phrases(fields.get("particles")),
        picking_words=_phrases(fields.get("picking_words")),
        first_words=_phrases(fields.get("first_words")),
        last_words=_phrases(fields.get("last_words")),
        hours=str(fields.get("hours") or ""),
        rich_menu=read_menu(fields.get("rich_menu")),
    )


def _is_command(part: object) -> bool:
    return isinstance(part, dict) and bool(part.get("label")) and isinstance(part.get("said"), list)


def _part(fields: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = fields.get(name)
    return part if isinstance(part, dict) else {}


def _commands(parts: Mapping[str, object], names: Iterable[str]) -> dict[str, Command]:
    found: Mapping[str, Mapping[str, object]] = parts  # type: ignore[assignment]  # shape checked in _problems
    return {
        name: Command(str(found[name]["label"]).strip(), _phrases(found[name]["said"]))
        for name in names
    }


def _phrases(said: object) -> tuple[str, ...]:
    return tuple(normalise(str(phrase)) for phrase in said) if isinstance(said, list) else ()
