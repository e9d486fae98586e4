"""The Index: passages, their vectors and their words, as one folder of plain files."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.confidence import Confidence
from indexer.embedder import Embedder
from indexer.flows.weights import Weights
from indexer.knowledge import Knowledge, read_files
from indexer.lexical import Lexical, entry_text
from indexer.passages import Passage, passages_of
from indexer.vectors import Vectors

FORMAT = 4  # of the folder; raised when an older reader could not use it
MANIFEST, PASSAGES, VECTORS, WORDS, ANSWERS, FILES = (
    "manifest.json",
    "passages.jsonl",
    "vectors.faiss",
    "lexical",
    "answers",
    "files",
)
Known = Mapping[str, NDArray[np.float16]]  # vectors (dim,) by text
COMPARED = 1000  # entries of which a load makes the passages anew; a hundred thousand take 10 s


class SnapshotError(Exception):
    """A snapshot cannot be used. Read by whoever deploys: which one, and why."""


@dataclass(frozen=True)
class Manifest:
    """How an index was made; *vectors* how they are held, *confidence* how sure its answers are.

    *by_words*: how sure they are where no model can be used, and words alone must do.
    """

    format: int
    built: str
    built_from: str
    knowledge: str
    model: str
    model_fingerprint: str
    dimension: int
    vectors: str
    counts: Mapping[str, int]
    confidence: Confidence = field(default_factory=Confidence)
    by_words: Confidence = field(default_factory=Confidence)
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Index:
    """One immutable build.

    Row *i* of the vectors is passage *i*; row *i* of the words is entry *i* of the knowledge.
    *weights*: by flow, what was learnt about reading answers to it.
    """

    manifest: Manifest
    knowledge: Knowledge
    passages: Sequence[Passage]
    vectors: Vectors
    words: Lexical
    weights: Mapping[str, Weights] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        knowledge: Knowledge,
        embedder: Embedder,
        built_from: str,
        previous: "Index | None" = None,
        progress: bool = False,
    ) -> "Index":
        """Make an index of *knowledge*; vectors that *previous* holds are taken over."""
        passages = passages_of(knowledge)
        if not passages:
            raise SnapshotError(f"No document in {built_from} can be used: nothing to index.")
        known = _vectors_by_text(previous, embedder) if previous else {}
        texts = [passage.text for passage in passages]
        vectors = Vectors.of(_embed(texts, embedder, known, progress))
        manifest = _manifest(knowledge, embedder, built_from, vectors)
        return cls(manifest, knowledge, passages, vectors, _words(knowledge, progress))

    def nearest(
        self, vector: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the rows of the *k* passages nearest to *vector* ``(dim,)``, and their cosines."""
        return self.vectors.nearest(vector, k)

    def save(self, folder: Path) -> None:
        """Write the folder; the manifest, with the sha256 of every other file, comes last."""
        folder.mkdir(parents=True)
        for path, raw in self.knowledge.files.items():
            target = folder / FILES / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
        lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in self.passages)
        (folder / PASSAGES).write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.vectors.save(folder / VECTORS)
        self.words.save(folder / WORDS)
        (folder / ANSWERS).mkdir()
        for flow, weights in self.weights.items():
            weights.save(folder / ANSWERS / f"{flow}.npz")
        fields = asdict(replace(self.manifest, sha256=_sums(folder)))
        fields["sha256"][MANIFEST] = _sum_of(fields)
        text = json.dumps(fields, ensure_ascii=False, indent=1)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, embedder: Embedder | None = None) -> "Index":
        """Read what ``save`` wrote.

        Raises SnapshotError where a file is missing or damaged, the format is newer, the
        vectors were made by another model than *embedder*, or this program reads the
        documents in another way than the one that built it.
        """
        manifest = require_whole(folder)
        if embedder and embedder.fingerprint != manifest.model_fingerprint:
            raise SnapshotError(
                f"{folder.name} was made by the model {manifest.model}, "
                f"this one is {embedder.name}: run `python -m indexer build`."
            )
        try:
            lines = (folder / PASSAGES).read_text(encoding="utf-8").splitlines()
            passages = [Passage(**json.loads(line)) for line in lines]
            vectors = Vectors.load(folder / VECTORS)
            words = Lexical.load(folder / WORDS)
            answers = (folder / ANSWERS).glob("*.npz")
            weights = {path.stem: Weights.load(path) for path in answers}
            files = {name: (folder / FILES / name).read_bytes() for name in _files(manifest)}
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise SnapshotError(f"{folder.name} cannot be read: {error}") from error
        knowledge = read_files(files)
        if not _reads_alike(knowledge, passages):
            raise SnapshotError(
                f"{folder.name} was made by another version of this program: "
                "run `python -m indexer build`."
            )
        return cls(manifest, knowledge, passages, vectors, words, weights)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest alone; raises SnapshotError."""
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if fields["format"] != FORMAT:
            raise SnapshotError(
                f"{folder.name} has format {fields['format']}, this program reads {FORMAT}: "
                "run `python -m indexer build`, or update the program."
            )
        if fields["sha256"].pop(MANIFEST, None) != _sum_of(fields):
            raise SnapshotError(f"{folder.name} is damaged: {MANIFEST}")
        sure = {name: Confidence(**fields[name]) for name in ("confidence", "by_words")}
        return Manifest(**{**fields, **sure})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(f"{folder.name} has no readable {MANIFEST}: {error}") from error


def _manifest(
    knowledge: Knowledge, embedder: Embedder, built_from: str, vectors: Vectors
) -> Manifest:
    return Manifest(
        format=FORMAT,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        built_from=built_from,
        knowledge=knowledge.fingerprint,
        model=embedder.name,
        model_fingerprint=embedder.fingerprint,
        dimension=embedder.dimension,
        vectors=vectors.kept_as,
        counts={
            "documents": len(knowledge.documents),
            "entries": len(knowledge.entries),
            "passages": len(vectors),
        },
    )


def _vectors_by_text(previous: Index, embedder: Embedder) -> Known:
    if previous.manifest.model_fingerprint != embedder.fingerprint:
        return {}
    rows = (row for _, part in previous.vectors.rows() for row in part.astype(np.float16))
    return {p.text: row for p, row in zip(previous.passages, rows, strict=True)}


def _words(knowledge: Knowledge, progress: bool) -> Lexical:
    texts = (entry_text(entry, doc) for doc in knowledge.documents for entry in doc.entries)
    return Lexical.build([knowledge.plain(text) for text in texts], progress)


def _reads_alike(knowledge: Knowledge, passages: Sequence[Passage]) -> bool:
    """Tell whether *knowledge* gives these very *passages*: all, or those of COMPARED entries.

    Otherwise questions would be spelt one way and passages another.
    """
    ids = list(knowledge.entries)
    chosen = set(ids[:: max(len(ids) // COMPARED, 1)])
    documents = tuple(
        replace(document, entries=tuple(each for each in document.entries if each.id in chosen))
        for document in knowledge.documents
    )
    expected = passages_of(replace(knowledge, documents=documents))
    return expected == [passage for passage in passages if passage.entry in chosen] and {
        passage.entry for passage in passages
    } <= set(ids)


def _embed(
    texts: Sequence[str], embedder: Embedder, known: Known, progress: bool
) -> NDArray[np.float16]:
    """Return ``(n, dim)``: 16 bits a number, as they will be held."""
    new = [text for text in dict.fromkeys(texts) if text not in known]
    fresh: dict[str, NDArray[np.float16]] = {}
    if new:
        made = embedder.embed_passages(new, progress).astype(np.float16)
        fresh = dict(zip(new, made, strict=True))
    return np.stack([known[text] if text in known else fresh[text] for text in texts])


def _sum_of(manifest: Mapping[str, object]) -> str:
    """Return the sha256 of a manifest in JSON, before this very sum is in it."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): _sum_of_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _sum_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_whole(folder: Path) -> Manifest:
    """Return the manifest of *folder*; raises SnapshotError where a file is not as it says."""
    manifest = read_manifest(folder)
    found = {name: total for name, total in _sums(folder).items() if name != MANIFEST}
    damaged = sorted(
        name
        for name in found.keys() | manifest.sha256.keys()
        if found.get(name) != manifest.sha256.get(name)
    )
    if damaged:
        raise SnapshotError(f"{folder.name} is damaged: {', '.join(damaged[:5])}")
    return manifest


def _files(manifest: Manifest) -> list[str]:
    return [
        name.removeprefix(f"{FILES}/") for name in manifest.sha256 if name.startswith(f"{FILES}/")
    ]
