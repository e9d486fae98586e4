"""What is remembered of one chat between two messages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from bot.conversation.acts import Reason


@dataclass(frozen=True)
class Case:
    """One run of a guide: whose answers, under a *code* that can be read out on the phone.

    *asked*: the question that is asked, "" for the first that is open. *heard*: questions
    answered from one long message and not confirmed yet. *misses*: how often in a row an
    answer was not understood. *outcome*: "" until there is one.
    """

    flow: str
    edition: str
    code: str
    choices: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    heard: tuple[str, ...] = ()
    misses: int = 0
    outcome: str = ""


@dataclass(frozen=True)
class Last:
    """What the last message was about: *asked* in its words, answered by *entry*, "" for none.

    *edition*: that of the answer's words. *offered*: the questions that were offered to go on
    with, in their order. *message*: LINE's id of the message.
    """

    asked: str = ""
    entry: str = ""
    edition: str = ""
    offered: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Request:
    """A wish to speak to staff on its way: *about* is "" until the person said it.

    *case*: the code of a guide's result. *message*: LINE's id of what it was said in.
    """

    reason: Reason
    about: str = ""
    case: str = ""
    message: str = ""


@dataclass(frozen=True)
class Conversation:
    """*case*: the guide that runs or ran last; *running* while it waits for an answer.

    *numbered*: the last card numbered its options, so a number typed now means one of them.
    *quiet_until*: staff are asked, and the bot keeps out of the way (seconds since 1970).
    *rated*: the day on which it was last asked whether an answer helped. *erasing*: whether all
    is to be forgotten was just asked. *typed*: which message answered a question of the case.
    """

    case: Case | None = None
    running: bool = False
    numbered: bool = False
    last: Last = Last()
    request: Request | None = None
    quiet_until: float = 0.0
    rated: str = ""
    erasing: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return it as text for the store."""
        return json.dumps(asdict(self))  # in ASCII: half an emoji from a button breaks no store


@dataclass(frozen=True)
class Mine:
    """What is stored of one person, in numbers; *codes* of cases and hand-overs."""

    questions: int = 0
    ratings: int = 0
    cases: tuple[str, ...] = ()
    handovers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moment:
    """What the world outside adds to a message.

    *day*: today in Bangkok. *away*: seconds since this chat's last message, None for the
    first. *code*: digits for a new case, different for every event and try. *at*: seconds
    since 1970. *mine* looks up what is stored of the person. *private*: nobody else reads along.
    """

    day: date
    away: float | None = None
    code: str = ""
    at: float = 0.0
    mine: Callable[[], Mine] = Mine
    private: bool = True


def read_conversation(text: str) -> Conversation:
    """Read what ``to_json`` wrote; of another shape, by another version, it is a new beginning."""
    try:
        fields = json.loads(text)
        case = Case(**fields["case"]) if fields["case"] else None
        case = case and replace(case, heard=tuple(case.heard))
        last = Last(**fields.get("last", {}))
        request = fields.get("request")
        return Conversation(
            case,
            bool(fields["running"]),
            bool(fields.get("numbered")),
            replace(last, offered=tuple(last.offered)),
            Request(**request) if request else None,
            float(fields.get("quiet_until", 0)),
            str(fields.get("rated", "")),
            bool(fields.get("erasing")),
            dict(fields.get("typed", {})),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Conversation()
