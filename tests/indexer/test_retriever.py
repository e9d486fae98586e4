"""Finding the entries that answer a question."""

import math
from dataclasses import replace

import pytest

from indexer.calibrate import with_confidence
from indexer.confidence import Confidence
from indexer.index import SnapshotError
from indexer.knowledge import Knowledge, read_files
from indexer.retriever import Retriever
from tests.indexer.fakes import RICE, SOAP, PairEmbedder, build, document, entry, small
from tests.indexer.test_thai import HOSTILE

ASKED = [
    (words, entry.id)
    for entry in small().entries.values()
    for words in (entry.question, *entry.wordings)
]
ALWAYS, NEVER = -1.0, 1.1


def retriever(knowledge: Knowledge | None = None) -> Retriever:
    """A retriever of the small knowledge, or of another."""
    return Retriever(build(knowledge), PairEmbedder())


@pytest.fixture(scope="module")
def finder() -> Retriever:
    return retriever()


@pytest.mark.parametrize(("words", "id_"), ASKED)
def test_own_words_come_first(finder: Retriever, words: str, id_: str) -> None:
    """A question or wording that staff wrote finds its own entry first."""
    assert finder.search(words).hits[0].entry.id == id_


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("แช่เม็ดข้าวกี่คืน", "rice-seed"),
        ("เตรียม เมล็ด ข้าว", "rice-seed"),
        ("นามีหญ้าเยอะะะะ ทำไง", "rice-weeds"),
        ("สบู่แสบ", "soap-ph"),
        ("PH ของสบู่", "soap-ph"),
        ("คืออยากรู้ว่าสบู่ก้อนที่ทำเองมันควรมีค่าด่างเท่าไรคะ", "soap-ph"),
    ],
)
def test_words_nobody_wrote(finder: Retriever, typed: str, id_: str) -> None:
    """A question with a typo, spaces, one word or a story around it finds its entry first."""
    assert finder.search(typed).hits[0].entry.id == id_


@pytest.mark.parametrize("typed", ["แช่ เมล็ด ข้าว กี่ คืน", "แช่\u200bเมล็ดข้าวกี่คืน", "แช่เมล็ดข้าวกี่คืนนนน"])
def test_word_for_word_however_it_is_spaced(finder: Retriever, typed: str) -> None:
    """Words that staff wrote are known again with other spaces and invisible characters."""
    first, exact = finder.search(typed).hits[0], finder.search("แช่เมล็ดข้าวกี่คืน").hits[0]

    assert (first.entry, first.score) == (exact.entry, exact.score)


def test_word_for_word_is_ahead_of_all_others() -> None:
    """Of two entries that share nearly all words, the one that was asked is clearly first."""
    twins = document(entry("a", "ปลูกข้าวหน้าฝน", ["ข"]), entry("b", "ปลูกข้าวหน้าฝนดี", ["ค"]))
    first, second = retriever(small(twins=twins)).search("ปลูกข้าวหน้าฝน").hits[:2]

    assert (first.entry.id, second.entry.id) == ("a", "b")
    assert first.score > second.score


def test_one_hit_an_entry(finder: Retriever) -> None:
    """An entry is found once, however many of its passages fit."""
    ids = [hit.entry.id for hit in finder.search("ข้าว", k=50).hits]

    assert len(ids) == len(set(ids))


def test_best_first(finder: Retriever) -> None:
    """Hits come in the order of their scores."""
    scores = [hit.score for hit in finder.search("หญ้าในนาข้าว", k=50).hits]

    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k(finder: Retriever, k: int) -> None:
    """No more hits come back than were asked for."""
    assert len(finder.search("ข้าว", k=k).hits) == k


def test_k_changes_no_confidence() -> None:
    """How many hits are wanted has no say in how sure the first is."""
    confidence = with_confidence(build(), PairEmbedder()).manifest.confidence
    finder = Retriever(build(), PairEmbedder(), confidence)

    assert len({finder.search("หญ้าในนา", k=k).confidence for k in (1, 2, 5)}) == 1


@pytest.mark.parametrize(
    "text",
    ["", "  ", "\u200b", "\ufeff\n", "\ud83d"],
    ids=["empty", "spaces", "zero width", "byte order mark", "half an emoji"],
)
def test_nothing_to_look_for(finder: Retriever, text: str) -> None:
    """A text without anything readable finds nothing and is never sure."""
    finding = finder.search(text)

    assert (finding.hits, finding.verdict, finding.confidence) == ((), "unsure", 0.0)


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile(finder: Retriever, text: str) -> None:
    """Whatever is typed, every score is a number."""
    finding = finder.search(text)

    assert all(math.isfinite(hit.score) for hit in finding.hits)
    assert 0 <= finding.confidence <= 1


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        (Confidence(sure=ALWAYS, torn=ALWAYS), "sure"),
        (Confidence(sure=NEVER, torn=ALWAYS), "torn"),
        (Confidence(sure=NEVER, torn=NEVER), "unsure"),
        (Confidence(), "unsure"),
    ],
    ids=["above both bars", "between the bars", "below both", "no data"],
)
def test_verdict(confidence: Confidence, verdict: str) -> None:
    """What reaches the higher bar is sure, what reaches the lower one is torn."""
    finder = Retriever(build(), PairEmbedder(), confidence)

    assert finder.search("หญ้าในนา").verdict == verdict


def test_word_for_word_is_sure(finder: Retriever) -> None:
    """A question that staff wrote is answered, whatever the bars are."""
    assert finder.search("นามีหญ้าเยอะทำไงดี").verdict == "sure"


def test_confidence_of_the_index_holds() -> None:
    """Without another confidence the one that the index was built with decides."""
    index = build()
    open_ = replace(index.manifest, confidence=Confidence(sure=ALWAYS, torn=ALWAYS))

    assert Retriever(index, PairEmbedder()).search("หญ้าในนา").verdict == "unsure"
    assert Retriever(replace(index, manifest=open_), PairEmbedder()).search("หญ้า").verdict == "sure"


def test_strange_question_scores_below_a_known_one(finder: Retriever) -> None:
    """A message about something else scores lower than the worst-worded question of ours."""
    strange, ours = (
        [finder.search(text).hits[0].score for text in texts]
        for texts in (("บอลคืนนี้ใครเตะ", "good morning", "12345"), ("หญ้าในนา", "ด่างสบู่", "แช่ข้าว"))
    )

    assert max(strange) < min(ours)


def test_hit_names_its_nearest_passage(finder: Retriever) -> None:
    """A hit tells by which text it was found."""
    assert finder.search("นามีหญ้าเยอะทำไงดี").hits[0].nearest == "นามีหญ้าเยอะทำไงดี"


def test_single_entry() -> None:
    """An index of one entry has nothing to compare with, and works."""
    alone = read_files({"documents/soap.md": document(SOAP).encode()})

    assert [hit.entry.id for hit in retriever(alone).search("สบู่").hits] == ["soap-ph"]


def test_same_wording_in_two_entries() -> None:
    """Of two entries that claim the same words both are found, the earlier first."""
    copied = document(entry("copy", "เตรียมเมล็ดข้าวก่อนปลูกอย่างไร"))
    hits = (
        retriever(small(zebra=copied, rice=document(RICE))).search("เตรียมเมล็ดข้าวก่อนปลูกอย่างไร").hits
    )

    assert [hit.entry.id for hit in hits[:2]] == ["rice-seed", "copy"]


def test_a_letter_is_no_question(finder: Retriever) -> None:
    """One known letter among unknown ones does not look like a whole question found."""
    assert finder.search("p\nq").hits[0].score < finder.search("หญ้าในนา").hits[0].score


def test_confidence_by_other_features_is_refused() -> None:
    """An index whose confidence was learnt from other features says so before it is asked."""
    with pytest.raises(SnapshotError, match="other features"):
        Retriever(build(), PairEmbedder(), Confidence(weights=(1.0, 2.0)))
