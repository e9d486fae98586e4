"""An index as one folder of plain files."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from indexer.confidence import Confidence
from indexer.flows.learn import with_weights
from indexer.flows.reader import Reader, Told
from indexer.flows.weights import Weights
from indexer.index import ANSWERS, FORMAT, MANIFEST, Index, SnapshotError, read_manifest
from indexer.knowledge import read_files
from indexer.passages import passages_of
from indexer.retriever import Retriever
from tests.indexer.fakes import RICE, SMALL, SOAP, PairEmbedder, build, document, entry, small
from tests.indexer.flows.learnt import knowledge_of

ANSWERS_TO_FLOW = ["เป็นบริษัทค่ะ ยังไม่มีทะเบียน", "ทำเองที่บ้าน เป็นบริษัท", "ได้สิทธิ์ไหมคะ", "ค่ะ"]
QUESTIONS = ["สบู่ก้อนควรมีค่า pH เท่าไร", "หญ้าในนา", "เตรียมเม็ดข้าว", "otop", "\U0001f600"]
DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda raw: None,
    "empty": lambda raw: b"",
    "half written": lambda raw: raw[: len(raw) // 2],
    "a byte short": lambda raw: raw[:-1],
    "a bit turned": lambda raw: raw[:-2] + bytes([raw[-2] ^ 1]) + raw[-1:],
    "a byte more": lambda raw: raw + b"\n",
    "something else": lambda raw: b"\x00" * len(raw),
}


@dataclass
class Unreadable:
    """Stands for weights whose file is *raw*."""

    raw: bytes

    def save(self, path: Path) -> None:
        path.write_bytes(self.raw)


def reads(index: Index, text: str) -> Told:
    """What the reader of the one flow of *index* reads in *text*."""
    [flow] = index.knowledge.flows
    return Reader(flow, index.weights.get(flow.id), index.knowledge, PairEmbedder()).reads(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved index of the small knowledge."""
    build().save(tmp_path / "one")
    return tmp_path / "one"


def refusal(folder: Path) -> str:
    """Why *folder* is not loaded; empty when it is."""
    try:
        Index.load(folder)
    except SnapshotError as error:
        return str(error)
    return ""


def replace_in_manifest(folder: Path, **fields: object) -> None:
    """Rewrite fields of the manifest as an editor would."""
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields))


def test_round_trip_gives_the_same_hits(folder: Path) -> None:
    """A loaded index answers every question as the built one does."""
    built, loaded = build(), Index.load(folder, PairEmbedder())

    for question in QUESTIONS:
        asked = [Retriever(each, PairEmbedder()).search(question) for each in (built, loaded)]
        assert asked[0] == asked[1]


def test_round_trip_keeps_the_knowledge_word_for_word(folder: Path) -> None:
    """A snapshot carries the very files it was built from."""
    assert Index.load(folder).knowledge == small()


def test_round_trip_keeps_how_it_was_made(folder: Path) -> None:
    """The manifest says by what and from what the index was made."""
    manifest = read_manifest(folder)

    assert (manifest.model, manifest.model_fingerprint, manifest.dimension) == (
        PairEmbedder().name,
        PairEmbedder().fingerprint,
        PairEmbedder.dimension,
    )
    assert (manifest.knowledge, manifest.built_from) == (small().fingerprint, "tests")
    assert manifest.counts == {"documents": 2, "entries": 3, "passages": 18}
    assert manifest.vectors == "exact fp16"


def test_round_trip_keeps_the_confidence(tmp_path: Path) -> None:
    """What decides how sure an answer is comes back to the last digit."""
    index = build()
    confidence = Confidence([0.1 + 0.2, -1e-17], sure=2 / 3, torn=0.1, meaning={"far": 3})
    replace(index, manifest=replace(index.manifest, confidence=confidence)).save(tmp_path / "one")

    assert read_manifest(tmp_path / "one").confidence == confidence


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_refused(folder: Path, damage: Callable[[bytes], bytes | None]) -> None:
    """Whichever file is not as it was written, the snapshot is refused and names the file."""
    accepted = []
    for path in [path for path in sorted(folder.rglob("*")) if path.is_file()]:
        raw = path.read_bytes()
        harmed = damage(raw)
        path.unlink() if harmed is None else path.write_bytes(harmed)
        if path.name not in refusal(folder):
            accepted.append(path.name)
        path.write_bytes(raw)

    # white space after the manifest changes nothing of it
    harmless = [MANIFEST] if damage(b"{}\n") in (b"{}", b"{}\n\n") else []
    assert accepted == harmless


def test_no_byte_of_the_manifest_may_change(folder: Path) -> None:
    """A manifest with another byte is refused, or says the same."""
    path = folder / MANIFEST
    raw, whole = path.read_bytes(), read_manifest(folder)
    for at in range(0, len(raw), 5):  # one in five: each is a whole reading
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        try:
            assert read_manifest(folder) == whole
        except SnapshotError:
            continue


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "1",
        f'{{"format": {FORMAT}}}',
        f'{{"format": {FORMAT}, "sha256": 5}}',
        "\ufeff{}",
        "{",
    ],
)
def test_manifest_of_another_shape(folder: Path, text: str) -> None:
    """A manifest that is JSON of something else is refused like any damage."""
    (folder / MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(SnapshotError, match=MANIFEST):
        Index.load(folder)


def test_round_trip_reads_answers_alike(tmp_path: Path) -> None:
    """A loaded index reads every answer and story as the built one does."""
    built = with_weights(build(knowledge_of()), PairEmbedder())
    built.save(tmp_path / "one")
    loaded = Index.load(tmp_path / "one", PairEmbedder())
    for text in ANSWERS_TO_FLOW:
        one, other = (reads(index, text) for index in (built, loaded))
        assert (one.picks, one.torn, one.opens) == (other.picks, other.torn, other.opens)

    assert reads(loaded, ANSWERS_TO_FLOW[0]).picks == {"kind": "company", "paper": "none"}


def test_index_without_weights(tmp_path: Path) -> None:
    """Where nothing was learnt an index loads, and what is an option's own phrase is read."""
    build(knowledge_of()).save(tmp_path / "one")
    index = Index.load(tmp_path / "one", PairEmbedder())

    assert index.weights == {}
    assert [reads(index, text).picks for text in ("เป็นบริษัท", "เป็นบริษัทค่ะ")] == [
        {"kind": "company"},
        {},
    ]


def test_folder_without_answers(folder: Path) -> None:
    """A copy that left the empty folder behind is as good."""
    (folder / ANSWERS).rmdir()

    assert Index.load(folder).weights == {}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_weights_are_refused(
    tmp_path: Path, damage: Callable[[bytes], bytes | None]
) -> None:
    """What was learnt is kept as safe as everything else of a snapshot."""
    with_weights(build(knowledge_of()), PairEmbedder()).save(tmp_path / "one")
    path = tmp_path / "one" / ANSWERS / "little.npz"
    harmed = damage(path.read_bytes())
    path.unlink() if harmed is None else path.write_bytes(harmed)

    assert path.name in refusal(tmp_path / "one")


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK", b"\x93NUMPY", b"\x00" * 100],
    ids=["empty", "an archive begun", "an array begun", "zeros"],
)
def test_unreadable_weights_are_refused(tmp_path: Path, raw: bytes) -> None:
    """Weights that were written wrongly from the first are refused with the snapshot too."""
    unreadable = cast(Weights, Unreadable(raw))
    replace(build(), weights={"little": unreadable}).save(tmp_path / "one")

    with pytest.raises(SnapshotError, match="cannot be read"):
        Index.load(tmp_path / "one")


def test_strange_file_is_refused(folder: Path) -> None:
    """A file that the build did not write does not belong to the snapshot."""
    (folder / "files" / "documents" / "extra.md").write_text("x")

    with pytest.raises(SnapshotError, match=r"extra\.md"):
        Index.load(folder)


def test_missing_folder(tmp_path: Path) -> None:
    """A snapshot that is not there is refused by its name."""
    with pytest.raises(SnapshotError, match="gone"):
        Index.load(tmp_path / "gone")


def test_other_model_is_refused(folder: Path) -> None:
    """Vectors of one model are nothing to another; the message names both and what to do."""
    with pytest.raises(SnapshotError, match=r"pairs.*triples.*indexer build"):
        Index.load(folder, PairEmbedder("triples"))


def test_other_format_is_refused(folder: Path) -> None:
    """A snapshot of a newer program is refused with both formats and what to do."""
    replace_in_manifest(folder, format=FORMAT + 1)

    with pytest.raises(SnapshotError, match=rf"{FORMAT + 1}.*{FORMAT}.*indexer build"):
        Index.load(folder)


def test_other_reading_of_the_documents_is_refused(tmp_path: Path) -> None:
    """Passages that this program would spell otherwise fit no question it asks."""
    index = build()
    spelt = [replace(passage, text=f"{passage.text}ๆ") for passage in index.passages]
    replace(index, passages=spelt).save(tmp_path / "one")

    with pytest.raises(SnapshotError, match=r"another version.*indexer build"):
        Index.load(tmp_path / "one")


def test_saving_over_another_is_refused(folder: Path) -> None:
    """A snapshot is never written twice."""
    with pytest.raises(FileExistsError):
        build().save(folder)


def test_first_build_embeds_every_passage() -> None:
    """Without an older index every passage is embedded, once."""
    embedder = PairEmbedder()
    Index.build(small(), embedder, "tests")

    assert embedder.embedded == [passage.text for passage in passages_of(small())]


def test_same_text_is_embedded_once() -> None:
    """A text that leads to two entries has one vector."""
    embedder = PairEmbedder()
    twins = document(entry("a", "ข้าว", ["นา"]), entry("b", "ข้าว", ["ไร่"]))
    Index.build(read_files({"documents/twins.md": twins.encode()}), embedder, "tests")

    assert embedder.embedded.count("ข้าว") == 1


def test_only_changed_passages_are_embedded_again() -> None:
    """After a correction only what now reads otherwise is embedded."""
    corrected = small(rice=document(RICE.replace("แช่เมล็ดข้าวกี่คืน", "แช่ข้าวกี่คืน"), title="ข้าว"))
    embedder = PairEmbedder()
    index = Index.build(corrected, embedder, "tests", previous=build())

    assert embedder.embedded == ["แช่ข้าวกี่คืน"]
    assert len(index.passages) == 12


def test_vectors_taken_over_are_the_same() -> None:
    """An index built upon another has the vectors it would have had alone, row by row."""
    grown = small(new=document(entry("new", "เลี้ยงผึ้งชันโรงอย่างไร")), soap=document(SOAP, title="ก"))
    upon, alone = build(grown, previous=build()), build(grown)

    for (_, ours), (_, theirs) in zip(upon.vectors.rows(), alone.vectors.rows(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_vectors_of_another_model_are_not_taken_over() -> None:
    """After a change of the model everything is embedded again."""
    embedder = PairEmbedder("triples")
    Index.build(small(), embedder, "tests", previous=build())

    assert len(embedder.embedded) == 18


def test_nothing_to_index() -> None:
    """An index of nothing is refused and says which folder has nothing."""
    empty = read_files({"wording.yaml": SMALL["wording.yaml"]})

    with pytest.raises(SnapshotError, match="somewhere"):
        Index.build(empty, PairEmbedder(), "somewhere")


def test_nearest_finds_the_passage_itself() -> None:
    """A passage is the nearest to its own vector."""
    index = build()
    for row, passage in enumerate(index.passages):
        rows, cosines = index.nearest(PairEmbedder().embed_query(passage.text), 1)
        assert (rows[0], cosines[0]) == (row, pytest.approx(1, abs=0.01))


def test_nearest_gives_no_more_than_there_are() -> None:
    """Asked for more passages than it has, an index gives each once, best first."""
    index = build()
    rows, cosines = index.nearest(PairEmbedder().embed_query("ข้าว"), 1000)

    assert sorted(rows) == list(range(len(index.passages)))
    assert list(cosines) == sorted(cosines, reverse=True)
