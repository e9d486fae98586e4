"""Finding the entries that answer a question."""

import math

import pytest

from indexer.knowledge import Knowledge, read_files
from indexer.retriever import Retriever
from tests.indexer.fakes import RICE, SOAP, PairEmbedder, build, document, entry, small
from tests.indexer.test_thai import HOSTILE

ASKED = [
    (words, entry.id)
    for entry in small().entries.values()
    for words in (entry.question, *entry.wordings)
]
OPEN = {"known": 0.0, "clear": 0.0}


def retriever(knowledge: Knowledge | None = None, **bars: float) -> Retriever:
    """A retriever of the small knowledge; without *bars* everything counts as known and clear."""
    return Retriever(build(knowledge), PairEmbedder(), bars or OPEN)


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
    finding = retriever(small(twins=twins)).search("ปลูกข้าวหน้าฝน")

    assert finding.hits[0].entry.id == "a"
    assert finding.margin > 0


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


def test_k_changes_no_verdict() -> None:
    """How many hits are wanted has no say in how sure the first is."""
    for clear in (0.0, 0.05, 0.2, 10.0):
        finder = retriever(known=0.0, clear=clear)
        assert len({finder.search("หญ้าในนา", k=k).verdict for k in (1, 2, 5)}) == 1


@pytest.mark.parametrize(
    "text",
    ["", "  ", "\u200b", "\ufeff\n", "\ud83d"],
    ids=["empty", "spaces", "zero width", "byte order mark", "half an emoji"],
)
def test_nothing_to_look_for(finder: Retriever, text: str) -> None:
    """A text without anything readable finds nothing and is never sure."""
    finding = finder.search(text)

    assert (finding.hits, finding.verdict, finding.score) == ((), "unsure", 0.0)


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile(finder: Retriever, text: str) -> None:
    """Whatever is typed, every score is a number."""
    finding = finder.search(text)

    assert all(math.isfinite(hit.score) for hit in finding.hits)
    assert math.isfinite(finding.margin)


@pytest.mark.parametrize(
    ("bars", "verdict"),
    [
        ({"known": 0.0, "clear": 0.0}, "sure"),
        ({"known": 0.0, "clear": math.inf}, "torn"),
        ({"known": math.inf, "clear": 0.0}, "unsure"),
        ({"known": math.inf, "clear": math.inf}, "unsure"),
        ({}, "unsure"),
    ],
    ids=["known and clear", "not clear", "not known", "neither", "no bars"],
)
def test_verdict(bars: dict[str, float], verdict: str) -> None:
    """Only what reaches both bars is sure; without bars nothing is."""
    finder = Retriever(build(), PairEmbedder(), bars)

    assert finder.search("หญ้าในนา").verdict == verdict


def test_strange_question_scores_below_a_known_one(finder: Retriever) -> None:
    """A message about something else scores lower than the worst-worded question of ours."""
    strange = max(finder.search(text).score for text in ("บอลคืนนี้ใครเตะ", "good morning", "12345"))

    assert strange < min(finder.search(text).score for text in ("หญ้าในนา", "ด่างสบู่", "แช่ข้าว"))


def test_bars_of_the_manifest_hold() -> None:
    """Without other bars those that the index was built with decide."""
    assert Retriever(build(), PairEmbedder()).search("หญ้าในนา").verdict == "unsure"


def test_hit_names_its_nearest_passage(finder: Retriever) -> None:
    """A hit tells by which text it was found."""
    assert finder.search("นามีหญ้าเยอะทำไงดี").hits[0].nearest == "นามีหญ้าเยอะทำไงดี"


def test_single_entry() -> None:
    """An index of one entry has nothing to compare with, and works."""
    alone = read_files({"documents/soap.md": document(SOAP).encode()})
    finding = retriever(alone).search("สบู่")

    assert [hit.entry.id for hit in finding.hits] == ["soap-ph"]
    assert finding.margin == finding.score


def test_same_wording_in_two_entries() -> None:
    """Of two entries that claim the same words both are found, the earlier first."""
    copied = document(entry("copy", "เตรียมเมล็ดข้าวก่อนปลูกอย่างไร"))
    hits = (
        retriever(small(zebra=copied, rice=document(RICE))).search("เตรียมเมล็ดข้าวก่อนปลูกอย่างไร").hits
    )

    assert [hit.entry.id for hit in hits[:2]] == ["rice-seed", "copy"]
