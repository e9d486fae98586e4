"""What staff are told of one notice; it names codes and reasons, never a person or their words."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from bot.store.notices import Notice
from indexer.thai_date import BANGKOK
from indexer.wording import Wording

_NOTICES = uuid.UUID("3f5d2c1e-6b0a-4d57-9a55-7a1d6d1b7f10")  # made up once, to be kept
NONE = "-"  # in the place of a case where there is none


class NotTold(Exception):  # noqa: N818 (to be tried again, no error)
    """Staff could not be told. Read by the notifier, and logged: it holds no secret."""


@dataclass(frozen=True)
class Message:
    """*text*: a Thai sentence. *key*: the same each time the notice is told, and no other's."""

    key: str
    kind: str
    code: str
    reason: str
    case: str
    at: datetime
    text: str


def to_message(notice: Notice, wording: Wording) -> Message:
    """Say *notice* in the words of *wording*."""
    # An id alone comes again with a new database.
    key = uuid.uuid5(_NOTICES, f"{notice.id} {notice.at!r}")
    at = datetime.fromtimestamp(notice.at, BANGKOK)
    codes = (notice.kind, notice.code, notice.reason, notice.case_code)
    return Message(str(key), *codes, at, _sentence(notice, wording))


def _sentence(notice: Notice, wording: Wording) -> str:
    """Fill in by replacing: a brace that staff did not mean must not keep them from knowing."""
    text = wording[f"staff_notice_{notice.kind}"]
    reason = wording.texts.get(f"reason_{notice.reason}", notice.reason)
    filled = {"{code}": notice.code, "{case}": notice.case_code or NONE, "{reason}": reason}
    for name, value in filled.items():
        text = text.replace(name, value)
    return text
