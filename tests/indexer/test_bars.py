"""The bars, computed from data when an index is built."""

import math

import pytest

from indexer.bars import FAR_PASSING, NEAR_PASSING, with_bars
from indexer.index import Index
from indexer.retriever import Retriever
from tests.indexer.fakes import PairEmbedder, build, small


@pytest.fixture(scope="module")
def index() -> Index:
    """The small knowledge with its bars."""
    return with_bars(build(), PairEmbedder())


def test_counts_are_those_of_the_data(index: Index) -> None:
    """The bars tell how many messages and wordings they were computed from."""
    bars = index.manifest.bars
    wordings = sum(len(entry.wordings) for entry in small().entries.values())

    assert (bars["far"], bars["near"], bars["own"]) == (3, 1, wordings)


def test_no_more_passes_than_may(index: Index) -> None:
    """Of strange messages no more pass than the shares allow, rounded up to whole messages."""
    bars = index.manifest.bars

    assert bars["far_passing"] <= math.ceil(FAR_PASSING * bars["far"])
    assert bars["near_passing"] <= math.ceil(NEAR_PASSING * bars["near"])


def test_bars_mean_what_they_say(index: Index) -> None:
    """Asking the strange messages again, as many are not turned away as the bars say."""
    finder = Retriever(index, PairEmbedder())

    for kind, messages in (("far", index.knowledge.far), ("near", index.knowledge.near)):
        asked = [finder.search(message).verdict for message in messages]
        assert len(asked) - asked.count("unsure") == index.manifest.bars[f"{kind}_passing"]


def test_parts_are_no_more_than_the_whole(index: Index) -> None:
    """Of the wordings that pass, those answered at once and rightly are ever fewer."""
    bars = index.manifest.bars

    assert 0 <= bars["own_right"] <= bars["own_at_once"] <= bars["own_passing"] <= bars["own"]
    assert bars["own_at_once"] + bars["own_offered"] <= bars["own_passing"]


def test_bars_are_numbers(index: Index) -> None:
    """Every bar can be written into the manifest as plain JSON."""
    assert all(math.isfinite(bar) for bar in index.manifest.bars.values())
    assert {type(bar) for bar in index.manifest.bars.values()} <= {int, float}


def test_nothing_else_changes(index: Index) -> None:
    """With its bars an index is what it was."""
    assert index.passages == build().passages
    assert index.knowledge == small()


def test_same_data_same_bars(index: Index) -> None:
    """Nothing about the bars is left to chance."""
    assert with_bars(build(), PairEmbedder()).manifest.bars == index.manifest.bars


def test_no_passage_is_embedded_again() -> None:
    """Leaving wordings out in turn costs no embedding."""
    embedder = PairEmbedder()
    with_bars(build(), embedder)

    assert embedder.embedded == []
