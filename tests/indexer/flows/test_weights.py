"""What was learnt about reading answers, and its file."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from indexer.flows.flow import Flow
from indexer.flows.weights import OPENS, UNCLEAR, Weights, columns_of
from tests.indexer.fakes import PairEmbedder
from tests.indexer.flows.learnt import weights_of
from tests.indexer.flows.little import Change, flow_of

COLUMNS = [
    *(("want", "no"), ("want", "yes"), ("want", UNCLEAR)),
    *(("paper", "have"), ("paper", "none"), ("paper", "unsure"), ("paper", UNCLEAR)),
    *(("kind", "person"), ("kind", "company"), ("kind", UNCLEAR)),
    (OPENS, OPENS),
]
# Other editions of the little flow, of which these weights would be nonsense.
EDITIONS: dict[str, tuple[Change, ...]] = {
    "an option more": (
        ("      company:\n", "      club:\n        label: ชมรม\n      company:\n"),
        ("    company: two\n", "    company: two\n    club: two\n"),
        ("    company: open\n", "    company: open\n    club: open\n"),
    ),
    "an option of another name": (
        ("      company:\n", "      firm:\n"),
        ("    company: two\n", "    firm: two\n"),
        ("    company: open\n", "    firm: open\n"),
    ),
    "options in another order": (
        ("      person:\n        label: บุคคล\n", ""),
        ("        label: บริษัท\n", "        label: บริษัท\n      person:\n        label: บุคคล\n"),
    ),
}
Damage = Callable[[Path], object]
DAMAGE: dict[str, Damage] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half written": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "something else": lambda path: path.write_bytes(b"\x00" * 1000),
    "a bit turned": lambda path: path.write_bytes(turned(path.read_bytes())),
    "one array alone": lambda path: spoil(path, answer=None),
    "no bars": lambda path: spoil(path, bars=np.zeros(0)),
    "columns that are no pairs": lambda path: spoil(path, columns=np.array(["want", "no"])),
    "columns too few": lambda path: spoil(path, columns=np.array(COLUMNS[1:])),
    "weights of another shape": lambda path: spoil(path, anywhere=np.zeros((2, 3))),
    "weights of no shape": lambda path: spoil(path, anywhere=np.zeros(())),
    "objects": lambda path: spoil(path, bars=np.array([None, None, None])),
    "an array and no archive": lambda path: path.write_bytes(array_alone()),
}


def turned(raw: bytes) -> bytes:
    middle = len(raw) // 2
    return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]


def array_alone() -> bytes:
    file = BytesIO()
    np.save(file, np.zeros(3))
    return file.getvalue()


def spoil(path: Path, **arrays: np.ndarray | None) -> None:
    """Write *path* anew with other *arrays*, those that are None left out."""
    with np.load(path) as found:
        kept = {**found, **arrays}
    np.savez(path, **{name: array for name, array in kept.items() if array is not None})


@pytest.fixture
def weights() -> Weights:
    return weights_of()


@pytest.fixture
def file(weights: Weights, tmp_path: Path) -> Path:
    weights.save(tmp_path / "little.npz")
    return tmp_path / "little.npz"


@pytest.fixture
def flow() -> Flow:
    return flow_of()


def test_columns(flow: Flow) -> None:
    """Each option has a column, then each question one for what is unclear; last comes OPENS."""
    assert list(columns_of(flow)) == COLUMNS


def test_columns_of_a_question(weights: Weights) -> None:
    """The columns of a question are found by its id."""
    assert (weights.of("paper"), weights.of(OPENS), weights.of("nobody")) == (
        [3, 4, 5, 6],
        [10],
        [],
    )


def test_question_named_like_a_column_of_ours() -> None:
    """Staff may name a question as they like: no id is that of a column without a question."""
    flow = flow_of(
        ("start: want\n", "start: opens\n"),
        ("  want:\n    topic", "  opens:\n    topic"),
        ("  want:\n    yes: ", "  opens:\n    yes: "),
        ("{want: yes}", "{opens: yes}"),
    )
    asked = [question for question, _ in columns_of(flow)]

    assert asked.count("opens") == 3
    assert asked.count(OPENS) == 1


def test_fit(weights: Weights, flow: Flow) -> None:
    """Weights fit the flow they were learnt for, however its words were changed since."""
    assert weights.fits(flow, PairEmbedder())
    assert weights.fits(flow_of(("[สนใจ, ขอลอง]", "[อยากลอง]")), PairEmbedder())


@pytest.mark.parametrize("changes", EDITIONS.values(), ids=EDITIONS)
def test_other_edition(weights: Weights, changes: tuple[Change, ...]) -> None:
    """Weights of another edition of a flow do not fit it."""
    assert not weights.fits(flow_of(*changes), PairEmbedder())


def test_other_vectors(weights: Weights, flow: Flow) -> None:
    """Weights learnt from vectors of another size do not fit an embedder."""
    other = PairEmbedder()
    other.dimension = 256

    assert not weights.fits(flow, other)


def test_some_columns(weights: Weights) -> None:
    """Of the weights those of some columns are kept, in their order."""
    kept = weights.only((("kind", "company"), ("want", UNCLEAR)))

    assert kept.of("want") == [1]
    np.testing.assert_array_equal(kept.anywhere, weights.anywhere[:, [8, 2]])
    np.testing.assert_array_equal(kept.answer, weights.answer[:, [8, 2]])
    assert kept.bars == weights.bars


def test_round_trip(weights: Weights, file: Path) -> None:
    """A file gives back columns and bars to the last digit, and weights as 16 bits hold them."""
    loaded = Weights.load(file)

    assert (loaded.columns, loaded.bars) == (weights.columns, weights.bars)
    for name in ("anywhere", "answer"):
        held = getattr(weights, name).astype(np.float16).astype(np.float32)
        np.testing.assert_array_equal(getattr(loaded, name), held)


def test_same_weights_same_file(weights: Weights, file: Path, tmp_path: Path) -> None:
    """The file of the same weights is the same to the byte, so that a snapshot can be compared."""
    replace(weights).save(tmp_path / "again.npz")

    assert (tmp_path / "again.npz").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage(file: Path, damage: Damage) -> None:
    """Whatever befell a file, reading it raises what a snapshot is refused for."""
    damage(file)

    with pytest.raises((OSError, ValueError)):
        Weights.load(file)
