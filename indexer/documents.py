"""What staff write, once read: Documents of Entries with Sources, and Problems to mend."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date

SOURCE_KINDS = ("official", "news", "secondary")


@dataclass(frozen=True)
class Problem:
    """Something staff should mend: where it is and, in Thai, what to do.

    *fatal* problems leave the entry (or the whole file) out of the index;
    the others are used as they stand.
    """

    file: str
    line: int
    message: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file} บรรทัด {self.line}: {self.message}"


@dataclass(frozen=True)
class Source:
    """Where an answer comes from; *dated* is in staff's own words, *kind* one of SOURCE_KINDS."""

    name: str
    url: str
    dated: str
    kind: str


@dataclass(frozen=True)
class Fact:
    """One thing worth knowing at a glance, in staff's words."""

    name: str
    value: str


@dataclass(frozen=True)
class Link:
    """Something to tap that opens *address*, of http:, https: or tel:."""

    label: str
    address: str


@dataclass(frozen=True)
class EntryCard:
    """What an answer shows beside its words; never searched.

    *entries*: ids of other entries, to be read beside this one; *lines*: where each stands.
    """

    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    entries: tuple[str, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Entry:
    """One question of a Document with its other wordings and its answer."""

    id: str
    question: str
    wordings: tuple[str, ...]
    answer: str
    sources: tuple[Source, ...]
    document: str
    line: int
    card: EntryCard | None = None

    @property
    def edition(self) -> str:
        """Return 8 hex digits that tell which words a person saw: new ones for each change."""
        sources = [asdict(source) for source in self.sources]
        card = self.card and asdict(replace(self.card, lines=()))
        seen = json.dumps([self.question, self.answer, sources, card])
        return hashlib.sha256(seen.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Document:
    """One staff-written file: one subject, one owner, one day of review."""

    id: str
    title: str
    area: str
    owner: str
    source: str
    reviewed: date
    review_by: date
    valid_from: date | None = None
    valid_until: date | None = None
    entries: tuple[Entry, ...] = ()
