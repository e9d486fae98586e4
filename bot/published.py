"""The Assistant that speaks for the current snapshot, exchanged without a restart."""

import threading

import structlog

from bot.conversation.assistant import Assistant
from indexer.embedder import Embedder
from indexer.flows.reader import Reader
from indexer.index import SnapshotError
from indexer.retriever import Retriever
from indexer.snapshots import Snapshots
from indexer.talk import TALK, talk_flow
from indexer.wording import Wording

WARM_UP = "khlinik"  # romanised, for which tables are made once: no person waits for them

log = structlog.get_logger()


class Published:
    """Loads snapshots and keeps the last good one; *wording* serves until the first is loaded."""

    def __init__(self, snapshots: Snapshots, embedder: Embedder, wording: Wording) -> None:
        self._snapshots = snapshots
        self._embedder = embedder
        self._wording = wording
        self.wording = wording  # of the snapshot in use
        self._lock = threading.Lock()
        self._seen: str | None = None  # what CURRENT said when it was last tried
        self.snapshot: str | None = None
        self.retriever: Retriever | None = None
        self.readers: tuple[Reader, ...] = ()
        self._assistant = Assistant(wording, None)

    def assistant(self) -> Assistant:
        """Return the assistant of the snapshot in use."""
        return self._assistant

    def refresh(self) -> None:
        """Load what CURRENT names, if that is new; a damaged or foreign one changes nothing."""
        with self._lock:
            current = self._snapshots.current()
            if current is None or current == self._seen:
                return
            self._seen = current
            try:
                self._use(*self._load(current))
            except SnapshotError as error:
                log.error("no usable index", reason=str(error))

    def _load(self, current: str) -> tuple[str, Retriever]:
        if self.retriever is not None:  # a good one is in use: only a good new one replaces it
            return current, Retriever(self._snapshots.load(current, self._embedder), self._embedder)
        snapshot, index, refused = self._snapshots.load_newest_good(self._embedder)
        for reason in refused:
            log.error("snapshot refused", reason=reason)
        return snapshot, Retriever(index, self._embedder)

    def _use(self, snapshot: str, retriever: Retriever) -> None:
        retriever.search(WARM_UP)
        knowledge = retriever.index.knowledge
        self.readers = tuple(
            Reader(flow, retriever.index.weights.get(flow.id), knowledge, self._embedder)
            for flow in knowledge.flows
        )
        self.wording = knowledge.wording or self._wording
        learnt = retriever.index.weights.get(TALK)
        talk = Reader(talk_flow(knowledge), learnt, knowledge, self._embedder)
        self._assistant = Assistant(self.wording, retriever, self.readers, talk)
        self.retriever, self.snapshot = retriever, snapshot
        log.info("index in use", snapshot=snapshot, **retriever.index.manifest.counts)
