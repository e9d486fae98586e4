"""The staff's own wordings, each looked for in an index that does not hold it."""

from indexer.left_out import left_out
from tests.indexer.fakes import PairEmbedder, build, small


def test_every_wording_once() -> None:
    """Each wording of each entry is looked for, and only once."""
    asked = [(entry.id, wording) for entry, wording, _ in left_out(build(), PairEmbedder())]

    assert sorted(asked) == sorted(
        (entry.id, wording) for entry in small().entries.values() for wording in entry.wordings
    )


def test_a_wording_never_finds_itself() -> None:
    """What a wording finds is some other text, or the trial would prove nothing."""
    for _, wording, finding in left_out(build(), PairEmbedder()):
        assert all(hit.nearest != small().plain(wording) for hit in finding.hits)


def test_every_entry_stays_to_be_found() -> None:
    """Leaving wordings out takes no entry out."""
    for _, _, finding in left_out(build(), PairEmbedder(), k=50):
        assert {hit.entry.id for hit in finding.hits} == set(small().entries)


def test_k() -> None:
    """No more hits come back than were asked for."""
    assert {len(finding.hits) for _, _, finding in left_out(build(), PairEmbedder(), 2)} == {2}
