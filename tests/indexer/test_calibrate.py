"""How sure an index may be, made from its own documents when it is built."""

import math

import pytest

from indexer.calibrate import with_confidence
from indexer.confidence import SURE_FAR, SURE_NEAR, TORN_FAR, TORN_NEAR, Confidence
from indexer.index import Index
from indexer.knowledge import read_files
from indexer.retriever import Retriever
from tests.indexer.fakes import RICE, SMALL, SOAP, PairEmbedder, build, document, entry, small


@pytest.fixture(scope="module")
def index() -> Index:
    """The small knowledge with its confidence."""
    return with_confidence(build(), PairEmbedder())


@pytest.fixture
def confidence(index: Index) -> Confidence:
    return index.manifest.confidence


def test_counts_are_those_of_the_data(confidence: Confidence) -> None:
    """It is told how many messages and wordings it was made from."""
    means = confidence.meaning
    wordings = sum(len(entry.wordings) for entry in small().entries.values())

    assert (means["far"], means["near"]) == (3, 1)
    assert (means["own"], means["own_all"]) == (wordings, wordings)


def test_no_more_passes_than_may(confidence: Confidence) -> None:
    """Of strange messages no more pass than the shares allow, rounded up to whole messages."""
    means = confidence.meaning
    for kind, sure, torn in (("far", SURE_FAR, TORN_FAR), ("near", SURE_NEAR, TORN_NEAR)):
        answered, asked_back = means[f"{kind}_answered"], means[f"{kind}_asked_back"]
        assert answered <= math.ceil(sure * means[kind])
        assert answered + asked_back <= math.ceil(torn * means[kind])


def test_bars_mean_what_they_say(index: Index, confidence: Confidence) -> None:
    """Asking the strange messages again, as many are answered and asked back as it was told."""
    finder = Retriever(index, PairEmbedder())
    for kind, messages in (("far", index.knowledge.far), ("near", index.knowledge.near)):
        verdicts = [finder.search(message).verdict for message in messages]
        assert verdicts.count("sure") == confidence.meaning[f"{kind}_answered"]
        assert verdicts.count("torn") == confidence.meaning[f"{kind}_asked_back"]


def test_parts_are_no_more_than_the_whole(confidence: Confidence) -> None:
    """Of the wordings that were found, those answered rightly and those asked back are parts."""
    means = confidence.meaning

    assert 0 <= means["own_answered_right"] <= means["own_answered"]
    assert means["own_answered"] + means["own_asked_back"] <= means["own"]
    assert means["own_offered"] <= means["own_asked_back"]


def test_asking_back_is_never_harder_than_answering(confidence: Confidence) -> None:
    """What is sure enough to be answered would be sure enough to be asked back."""
    assert confidence.torn <= confidence.sure


def test_numbers_are_plain(confidence: Confidence) -> None:
    """All of it can be written into the manifest as JSON."""
    numbers = [*confidence.weights, confidence.sure, confidence.torn, *confidence.meaning.values()]

    assert all(math.isfinite(number) for number in numbers)
    assert {type(number) for number in numbers} <= {int, float}


def test_nothing_else_changes(index: Index) -> None:
    """With its confidence an index is what it was."""
    assert index.passages == build().passages
    assert index.knowledge == small()


def test_same_data_same_confidence(confidence: Confidence) -> None:
    """Nothing about it is left to chance."""
    assert with_confidence(build(), PairEmbedder()).manifest.confidence == confidence


def test_no_wording_is_embedded_again() -> None:
    """Leaving wordings out in turn embeds no passage."""
    embedder = PairEmbedder()
    with_confidence(build(), embedder)

    assert embedder.embedded == []


@pytest.mark.parametrize("out_of_domain", [b"", b"# nothing yet\n"], ids=["no file", "a comment"])
def test_without_strange_messages(out_of_domain: bytes) -> None:
    """Where nothing says what must not be answered, nothing but staff's own words is answered."""
    files = {**SMALL, "out_of_domain/far.txt": out_of_domain, "out_of_domain/near.txt": b""}
    index = with_confidence(build(read_files(files)), PairEmbedder())

    assert Retriever(index, PairEmbedder()).search("หญ้าในนา").verdict == "unsure"


def test_invisible_wording() -> None:
    """A wording of which nothing can be seen does not stop a build."""
    invisible = document(RICE.replace("- แช่เมล็ดข้าวกี่คืน", "- \u200b"), SOAP)
    index = with_confidence(build(small(rice=invisible)), PairEmbedder())

    assert index.manifest.confidence.meaning["own"] == 7


def test_nothing_to_learn_from_leaves_only_word_for_word() -> None:
    """Without wordings and messages from outside the index is built, and never sure of itself."""
    bare = {"documents/rice.md": document(entry("rice", "ข้าวคืออะไร")).encode()}
    index = with_confidence(build(read_files(bare)), PairEmbedder())

    assert index.manifest.confidence.weights == ()
