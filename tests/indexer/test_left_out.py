"""The staff's own wordings, each looked for in an index that does not hold it."""

from indexer.left_out import FOLDS, left_out
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


def test_no_more_than_most() -> None:
    """Of many wordings only so many are looked for, none twice, and each time the same."""
    first, again = (
        [wording for _, wording, _ in left_out(build(), PairEmbedder(), most=7)] for _ in range(2)
    )

    assert first == again
    assert len(set(first)) == len(first) == 7


def test_a_sample_takes_no_more_builds_than_it_needs() -> None:
    """A few wordings are all of one fold: the other folds are not built."""
    asked = [wording for _, wording, _ in left_out(build(), PairEmbedder(), most=2)]
    fold = {wording for entry in small().entries.values() for wording in entry.wordings[::FOLDS]}

    assert set(asked) <= fold
