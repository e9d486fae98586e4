"""What is remembered of one chat between two messages."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date


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
class Conversation:
    """*case*: the guide that runs or ran last; *running* while it waits for an answer.

    *numbered*: the last card numbered its options, so a number typed now means one of them.
    """

    case: Case | None = None
    running: bool = False
    numbered: bool = False

    def to_json(self) -> str:
        """Return it as text for the store."""
        return json.dumps(asdict(self))  # in ASCII: half an emoji from a button breaks no store


@dataclass(frozen=True)
class Moment:
    """What the world outside adds to a message.

    *day*: today in Bangkok. *away*: seconds since this chat's last message, None for the
    first. *code*: digits for a new case, different for every event and try.
    """

    day: date
    away: float | None = None
    code: str = ""


def read_conversation(text: str) -> Conversation:
    """Read what ``to_json`` wrote; of another shape, by another version, it is a new beginning."""
    try:
        fields = json.loads(text)
        case = Case(**fields["case"]) if fields["case"] else None
        case = case and replace(case, heard=tuple(case.heard))
        return Conversation(case, bool(fields["running"]), bool(fields.get("numbered")))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Conversation()
