"""What a Reply asks to be done beside being said; carried out in the transaction that keeps it."""

from dataclasses import dataclass
from typing import Literal

# Why staff are asked: the person wanted them, no document answered, the guide leaves it to them,
# the person is upset.
Reason = Literal["asked", "unknown", "checked", "upset"]


@dataclass(frozen=True)
class HandOver:
    """Staff are to speak to this person, about *about*; *case* is the code of a guide's result.

    *code* can be read out on the phone. *message*: LINE's id of what *about* was said in, "" where
    it was tapped.
    """

    code: str
    reason: Reason
    about: str
    case: str = ""
    message: str = ""


@dataclass(frozen=True)
class Rating:
    """Whether the answer of *entry*, in the words of *edition*, helped; *why* is "" or a reason."""

    entry: str
    edition: str
    helped: bool
    why: str = ""


@dataclass(frozen=True)
class Forget:
    """All that is stored of this person is to go."""


Act = HandOver | Rating | Forget
