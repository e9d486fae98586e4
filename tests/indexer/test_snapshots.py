"""Where builds lie, and which one is in use."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from indexer.index import MANIFEST, VECTORS, Index, SnapshotError
from indexer.snapshots import CURRENT, KEPT, Snapshots
from tests.indexer.fakes import PairEmbedder, build, small


class Interrupted:
    """Words whose saving somebody stops with Ctrl-C."""

    def save(self, folder: Path) -> NoReturn:
        """Stop half way, with something already written."""
        folder.mkdir()
        (folder / "half").write_bytes(b"x")
        raise KeyboardInterrupt


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """A place for snapshots that is not there yet."""
    return Snapshots(tmp_path / "var" / "index")


def harm(snapshots: Snapshots, snapshot: str) -> None:
    """Cut a file of *snapshot* short."""
    path = snapshots.folder / snapshot / VECTORS
    path.write_bytes(path.read_bytes()[:-10])


def test_before_the_first_build(snapshots: Snapshots) -> None:
    """Where nothing was built, nothing is current, and the message says what to do."""
    assert (snapshots.current(), snapshots.ids()) == (None, [])
    with pytest.raises(SnapshotError, match="indexer build"):
        snapshots.load_newest_good(PairEmbedder())


def test_publish_switches_current(snapshots: Snapshots) -> None:
    """The latest snapshot published is the one in use."""
    first = snapshots.publish(build())
    assert snapshots.current() == first

    second = snapshots.publish(build())
    assert snapshots.current() == second
    assert snapshots.ids() == [first, second]


def test_publish_leaves_nothing_else_behind(snapshots: Snapshots) -> None:
    """After publishing there are the snapshot and CURRENT, and no draft of either."""
    snapshot = snapshots.publish(build())

    assert sorted(path.name for path in snapshots.folder.iterdir()) == sorted([snapshot, CURRENT])


def test_load_newest_good_takes_current(snapshots: Snapshots) -> None:
    """While the current snapshot is good, no other is looked at."""
    snapshots.publish(build())
    second = snapshots.publish(build())

    snapshot, index, refused = snapshots.load_newest_good(PairEmbedder())

    assert (snapshot, index.knowledge, refused) == (second, small(), [])


def test_falls_back_when_current_is_damaged(snapshots: Snapshots) -> None:
    """The newest older snapshot that is good is used, and why the newer were not is told."""
    _, second, third, fourth = [snapshots.publish(build()) for _ in range(4)]
    harm(snapshots, fourth)
    harm(snapshots, third)

    snapshot, _, refused = snapshots.load_newest_good(PairEmbedder())

    assert snapshot == second
    assert [reason.split()[0] for reason in refused] == [fourth, third]
    assert all(VECTORS in reason for reason in refused)


def test_falls_back_to_one_of_this_model(snapshots: Snapshots) -> None:
    """A snapshot of another model is passed over, and the message names that model."""
    mine = snapshots.publish(build())
    snapshots.publish(Index.build(small(), PairEmbedder("triples"), "tests"))

    snapshot, _, refused = snapshots.load_newest_good(PairEmbedder())

    assert snapshot == mine
    assert "triples" in refused[0]


@pytest.mark.parametrize("gone", ["the pointer", "the manifest", "the folder"])
def test_falls_back_when_current_is_gone(snapshots: Snapshots, gone: str) -> None:
    """A pointer that is lost, or points to nothing, leads to the newest good snapshot."""
    first, second = snapshots.publish(build()), snapshots.publish(build())
    if gone == "the pointer":
        (snapshots.folder / CURRENT).unlink()
    elif gone == "the manifest":
        (snapshots.folder / second / MANIFEST).unlink()
    else:
        (snapshots.folder / second).rename(snapshots.folder.parent / "elsewhere")

    snapshot, _, _ = snapshots.load_newest_good(PairEmbedder())

    assert snapshot == (second if gone == "the pointer" else first)


def test_none_is_good(snapshots: Snapshots) -> None:
    """Where none can be used, one message gives each reason and what to do."""
    ids = [snapshots.publish(build()) for _ in range(2)]
    for each in ids:
        harm(snapshots, each)

    with pytest.raises(SnapshotError) as refused:
        snapshots.load_newest_good(PairEmbedder())

    assert all(part in str(refused.value) for part in (*ids, "indexer build"))


def test_back_to_an_older_one(snapshots: Snapshots) -> None:
    """Whoever runs it can go back, and the newer one stays to return to."""
    first, second = snapshots.publish(build()), snapshots.publish(build())

    snapshots.point_to(first)

    assert snapshots.current() == first
    assert snapshots.load_newest_good(PairEmbedder())[0] == first
    assert snapshots.ids() == [first, second]


def test_pruning(snapshots: Snapshots) -> None:
    """Only the newest few snapshots are kept, the current one among them."""
    published = [snapshots.publish(build()) for _ in range(KEPT + 2)]

    assert snapshots.ids() == published[-KEPT:]
    assert snapshots.current() == published[-1]


def test_interrupted_save(snapshots: Snapshots) -> None:
    """Who stops a build half way finds everything as it was."""
    snapshots.publish(build())
    before = sorted(snapshots.folder.iterdir())

    with pytest.raises(KeyboardInterrupt):
        snapshots.publish(replace(build(), words=Interrupted()))  # type: ignore[arg-type]

    assert sorted(snapshots.folder.iterdir()) == before


def test_half_a_snapshot_is_no_snapshot(snapshots: Snapshots) -> None:
    """What a lost power supply left without a manifest is neither listed nor used."""
    good = snapshots.publish(build())
    (snapshots.folder / "20990101-000000-000000-deadbeef" / "files").mkdir(parents=True)
    (snapshots.folder / ".20990101-000000-000000-deadbeef.1").mkdir()
    (snapshots.folder / ".20990101-000000-000000-deadbeef.1" / MANIFEST).write_text("{}")

    assert snapshots.ids() == [good]
    assert snapshots.load_newest_good(PairEmbedder())[0] == good


def test_manifest_alone(snapshots: Snapshots) -> None:
    """How a snapshot was made can be read without loading it."""
    snapshot = snapshots.publish(build())

    assert snapshots.manifest(snapshot).knowledge == small().fingerprint


def test_readers_meet_only_whole_snapshots(snapshots: Snapshots) -> None:
    """While new ones are published, a reader always loads the current one whole."""
    snapshots.publish(build())
    index = build()
    with ThreadPoolExecutor(2) as threads:
        reads = [
            threads.submit(lambda: [snapshots.load_newest_good(PairEmbedder()) for _ in range(8)])
            for _ in range(2)
        ]
        for _ in range(8):
            snapshots.publish(index)

    refused = [reason for read in reads for _, _, reasons in read.result() for reason in reasons]
    assert refused == []
