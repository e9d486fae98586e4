"""What a guide's button carries: everything needed to go on from it, however old it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

PICK, ASK, ADOPT = "pick", "ask", "adopt"
_HEAD = ("flow", "code", "edition", "do")


@dataclass(frozen=True)
class Tap:
    """*do*: PICK the last of *choices*, ASK that question again, ADOPT the case, or a command."""

    flow: str
    code: str
    edition: str
    do: str
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The question of the last choice, which the tap is about; "" without choices."""
        return next(reversed(list(self.choices)), "")

    def to_data(self) -> str:
        """Return it in ASCII: ``coupon/48217306/1f2e3d4c/pick?interest=yes&otop=not_yet``."""
        head = "/".join(getattr(self, name) for name in _HEAD)
        return f"{head}?{urlencode(self.choices)}"


def read_tap(data: str) -> Tap | None:
    """Return the Tap that ``to_data`` wrote; None for the data of any other button."""
    head, mark, tail = data.partition("?")
    parts = head.split("/")
    if not mark or len(parts) != len(_HEAD):
        return None
    choices = dict(parse_qsl(tail, keep_blank_values=True))
    return Tap(**dict(zip(_HEAD, parts, strict=True)), choices=choices)
