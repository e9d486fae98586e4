"""Embedding that goes on where it was stopped."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.snapshots import UNFINISHED, Snapshots
from indexer.unfinished import CHUNK, Unfinished
from tests.indexer.fakes import PairEmbedder, build

TEXTS = [f"ข้อความที่ {number}" for number in range(2 * CHUNK + 10)]


class Stopped(PairEmbedder):
    """Somebody presses Ctrl-C after *chunks* chunks."""

    def __init__(self, chunks: int) -> None:
        super().__init__()
        self.chunks = chunks

    def embed_passages(self, texts: Sequence[str], progress: bool = False) -> NDArray[np.float32]:
        """Embed, or stop."""
        if not self.chunks:
            raise KeyboardInterrupt
        self.chunks -= 1
        return super().embed_passages(texts, progress)


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """A folder with one chunk finished when the second was interrupted."""
    with pytest.raises(KeyboardInterrupt):
        Unfinished(Stopped(chunks=1), tmp_path).embed_passages(TEXTS)
    return tmp_path


def embedded_again(folder: Path, embedder: PairEmbedder | None = None) -> list[str]:
    """The texts that are embedded when *folder* is gone on with."""
    embedder = embedder or PairEmbedder()
    Unfinished(embedder, folder).embed_passages(TEXTS)
    return embedder.embedded


def test_finished_chunks_are_not_embedded_again(stopped: Path) -> None:
    """After an interrupt only what was not finished is embedded."""
    assert embedded_again(stopped) == TEXTS[CHUNK:]


def test_vectors_are_those_of_one_go(stopped: Path, tmp_path: Path) -> None:
    """Stopped and gone on with, every text has the vector it would have had at once."""
    at_once = Unfinished(PairEmbedder(), tmp_path / "other").embed_passages(TEXTS)

    resumed = Unfinished(PairEmbedder(), stopped).embed_passages(TEXTS)

    np.testing.assert_array_equal(resumed, at_once)


def test_text_is_known_wherever_it_stands(stopped: Path) -> None:
    """A text is known by what it says, not by where it stood."""
    embedder = PairEmbedder()
    Unfinished(embedder, stopped).embed_passages(["ใหม่", *reversed(TEXTS[:CHUNK])])

    assert embedder.embedded == ["ใหม่"]


def test_other_model_begins_anew(stopped: Path) -> None:
    """What one model finished is nothing to another."""
    assert embedded_again(stopped, PairEmbedder("triples")) == TEXTS


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9999])
def test_damaged_file_is_passed_over(stopped: Path, share: float) -> None:
    """A file that was cut short costs its chunk and stops nothing."""
    [file] = stopped.glob("*/*.npz")
    raw = file.read_bytes()
    file.write_bytes(raw[: int(share * len(raw))])

    assert embedded_again(stopped) == TEXTS


def test_turned_bit_is_passed_over(stopped: Path) -> None:
    """A file in which a bit has turned is not believed."""
    [file] = stopped.glob("*/*.npz")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)

    assert embedded_again(stopped) == TEXTS


def test_vectors_of_another_size_are_passed_over(stopped: Path) -> None:
    """Vectors that do not fit the model are not taken."""
    embedder = PairEmbedder()
    embedder.dimension = 256

    assert embedded_again(stopped, embedder) == TEXTS


def test_same_text_is_embedded_once(tmp_path: Path) -> None:
    """A text that is given twice is embedded once and comes back twice."""
    embedder = PairEmbedder()
    vectors = Unfinished(embedder, tmp_path).embed_passages(["ข้าว", "ข้าว"])

    assert (len(vectors), embedder.embedded) == (2, ["ข้าว"])


def test_publishing_removes_it(tmp_path: Path) -> None:
    """Once a build is published nothing of the unfinished stays."""
    snapshots = Snapshots(tmp_path)
    Unfinished(PairEmbedder(), tmp_path / UNFINISHED).embed_passages(TEXTS[:3])

    snapshots.publish(build())

    assert not (tmp_path / UNFINISHED).exists()
