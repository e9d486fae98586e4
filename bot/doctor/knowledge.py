"""What people are answered from: the model, the snapshot in use, the documents behind it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, partial

from bot.doctor.signs import Check, Sign, ok, warning, wrong
from bot.settings import Settings
from indexer.embedder import Embedder, ModelError, load_embedder
from indexer.index import Index, SnapshotError
from indexer.knowledge import Knowledge, read_knowledge
from indexer.snapshots import Snapshots
from indexer.thai_date import BANGKOK
from indexer.wording import Wording

BUILD = "run `python -m indexer build`"
DAY = 86_400  # seconds


class Shelf:
    """Model, snapshot and documents as the program would take them, read when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.snapshots = Snapshots(settings.index_folder)

    @cached_property
    def embedder(self) -> Embedder:
        """Raises ModelError."""
        return load_embedder(self.settings.embedding_model)

    @cached_property
    def loaded(self) -> tuple[str, Index, list[str]]:
        """The newest good snapshot, and why newer ones are not. Raises SnapshotError."""
        return self.snapshots.load_newest_good(self.embedder)

    @cached_property
    def folder(self) -> Knowledge:
        """What the next build would take."""
        return read_knowledge(self.settings.knowledge_base)

    def wording(self) -> Wording | None:
        """Return the words that people meet, or before an index is built those it will have."""
        try:
            return self.loaded[1].knowledge.wording
        except (SnapshotError, ModelError):
            return self.folder.wording


def checks(shelf: Shelf, clock: Callable[[], float]) -> list[Check]:
    return [
        Check("model", partial(model, shelf)),
        Check("index", partial(index, shelf, clock), needs="model"),
        Check("reviews", partial(reviews, shelf, clock), needs="index"),
        Check("documents", partial(documents, shelf)),
    ]


def model(shelf: Shelf) -> Sign:
    try:
        embedder = shelf.embedder
    except ModelError as error:
        return wrong(str(error))
    whose = "EMBEDDING_MODEL" if shelf.settings.embedding_model else "the embedded one"
    return ok(f"The model is {embedder.name} ({whose}), {embedder.dimension} dimensions.")


def index(shelf: Shelf, clock: Callable[[], float]) -> Sign:
    try:
        snapshot, loaded, refused = shelf.loaded
    except SnapshotError as error:
        return wrong(str(error), "until then every question is answered with an apology")
    if refused:
        why = "; ".join(refused).rstrip(".")
        return wrong(f"People are answered from an older snapshot, {snapshot}: {why}.", BUILD)
    made = datetime.fromisoformat(loaded.manifest.built).timestamp()
    days, entries = int(max(clock() - made, 0) // DAY), loaded.manifest.counts["entries"]
    return ok(f"Snapshot {snapshot} loads: {_count(days, 'day')} old, {entries} entries.")


def reviews(shelf: Shelf, clock: Callable[[], float]) -> Sign:
    today = datetime.fromtimestamp(clock(), BANGKOK).date()
    knowledge = shelf.loaded[1].knowledge
    days = [document.review_by for document in knowledge.documents]
    days += [flow.review_by for flow in knowledge.flows]
    due = sum(day <= today for day in days)
    if due:
        todo = "read them again, see `python -m indexer check --due`"
        return warning(f"{due} of {len(days)} documents and guides are due for review.", todo)
    return ok(f"No document or guide is due for review before {_day(min(days))}.")


def documents(shelf: Shelf) -> Sign:
    problems = shelf.folder.problems
    if not problems:
        return ok("The knowledge base has nothing to mend.")
    fatal = sum(problem.fatal for problem in problems)
    return warning(
        f"The knowledge base has {_count(len(problems), 'problem')}, "
        f"and for {fatal} of them something is left out.",
        "run `python -m indexer check`",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
