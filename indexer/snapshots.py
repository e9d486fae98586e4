"""Where builds lie: immutable folders, and CURRENT, which names the one in use."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from indexer.embedder import Embedder
from indexer.index import Index, Manifest, SnapshotError, read_manifest

CURRENT = "CURRENT"
UNFINISHED = ".unfinished"  # vectors of a build that was stopped (see ``Unfinished``)
KEPT = 5  # snapshots to go back to


class Snapshots:
    """The snapshot folders under *folder*; ids sort by the time they were built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> str | None:
        """Return the id that CURRENT names, or None before the first build."""
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8").strip() or None
        except OSError:
            return None

    def ids(self) -> list[str]:
        """Return all ids, oldest first."""
        return sorted(path.parent.name for path in self.folder.glob("[0-9]*/manifest.json"))

    def manifest(self, snapshot: str) -> Manifest:
        """Return the manifest of *snapshot*; raises SnapshotError."""
        return read_manifest(self.folder / snapshot)

    def load(self, snapshot: str, embedder: Embedder | None = None) -> Index:
        """Return *snapshot* whole; raises SnapshotError (see ``Index.load``)."""
        return Index.load(self.folder / snapshot, embedder)

    def load_newest_good(self, embedder: Embedder) -> tuple[str, Index, list[str]]:
        """Return the current snapshot, or the newest older one that can be used.

        The third value tells, in English, why newer ones were passed over.
        Raises SnapshotError where none can be used.
        """
        current = self.current()
        older = [snapshot for snapshot in reversed(self.ids()) if snapshot != current]
        refused: list[str] = []
        for snapshot in [current, *older] if current else older:
            try:
                return snapshot, self.load(snapshot, embedder), refused
            except SnapshotError as error:
                refused.append(str(error))
        why = "; ".join(refused) or "nothing was built yet"
        raise SnapshotError(
            f"No usable index in {self.folder} ({why}): run `python -m indexer build`."
        )

    def publish(self, index: Index) -> str:
        """Write *index* beside the others, then point CURRENT at it; returns its id."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        snapshot = f"{stamp}-{index.manifest.knowledge[:8]}"
        draft = self.folder / f".{snapshot}.{os.getpid()}"
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            index.save(draft)
            draft.rename(self.folder / snapshot)
        except BaseException:  # also Ctrl-C: half a snapshot must not stay behind
            shutil.rmtree(draft, ignore_errors=True)
            raise
        self.point_to(snapshot)
        shutil.rmtree(self.folder / UNFINISHED, ignore_errors=True)
        self._prune()
        return snapshot

    def point_to(self, snapshot: str) -> None:
        """Make *snapshot* the current one, in one step that readers see whole or not at all."""
        draft = self.folder / f".{CURRENT}.{os.getpid()}"
        with draft.open("w", encoding="utf-8") as file:
            file.write(f"{snapshot}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / CURRENT)

    def _prune(self) -> None:
        for snapshot in self.ids()[:-KEPT]:
            if snapshot != self.current():
                shutil.rmtree(self.folder / snapshot, ignore_errors=True)
