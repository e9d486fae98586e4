"""Small talk learnt as answers: what it is learnt from, and what the first edition reads."""

from pathlib import Path

import pytest

from indexer.embedder import load_embedder
from indexer.flows.reader import Reader
from indexer.knowledge import Knowledge
from indexer.snapshots import Snapshots
from indexer.talk import TALK, talk_flow
from indexer.wording import WAITED_FOR, WISHES


@pytest.fixture(scope="module")
def reader(index_folder: Path) -> Reader:
    embedder = load_embedder()
    index = Snapshots(index_folder).load_newest_good(embedder)[1]
    flow = talk_flow(index.knowledge)
    return Reader(flow, index.weights.get(TALK), index.knowledge, embedder)


def test_every_kind_is_an_option(knowledge: Knowledge) -> None:
    """All small talk and all wishes can be meant, but nothing that only answers a question."""
    options = talk_flow(knowledge).questions[TALK].options

    assert knowledge.wording
    assert set(options) == {*(talk.id for talk in knowledge.wording.small_talk), *WISHES}
    assert not set(options) & set(WAITED_FOR)


def test_questions_after_small_talk_are_none(knowledge: Knowledge) -> None:
    """Every question of the documents is learnt from bare and after a phrase of small talk."""
    unclear = talk_flow(knowledge).questions[TALK].unclear

    bare = [entry.question for entry in knowledge.entries.values()]
    assert set(bare) <= set(unclear)
    assert len([words for words in unclear if words.endswith(bare[0])]) > 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("กราบสวัสดีทีมงานทุกท่าน", "greeting"),
        ("ขอบพระคุณที่ช่วยตอบให้", "thanks"),
        ("อยากให้คนจริง ๆ มาคุยด้วย ไม่เอาบอต", "staff"),
        ("ช่วยลบข้อมูลของดิฉันออกจากระบบ", "erase"),
        ("บอตนี้แย่มาก ตอบไม่ได้เรื่องเลย", "insult"),
    ],
)
def test_other_words_are_understood(reader: Reader, text: str, meant: str) -> None:
    """What staff did not write down word for word is read all the same."""
    found = reader.answer(text, TALK)

    assert found
    assert found.option == meant


@pytest.mark.parametrize(
    "text",
    [
        "สวัสดีค่ะ อยากทราบวิธีทำปุ๋ยหมัก",
        "ขอบคุณมากครับ แล้วคูปองวิทย์มีกี่กลุ่ม",
        "ลบชื่อออกจากวิสาหกิจชุมชนทำอย่างไร",
    ],
)
def test_a_question_is_none_of_it(reader: Reader, text: str) -> None:
    """A greeting before a question, or a word of a wish in it, takes nothing from the question."""
    assert reader.answer(text, TALK) is None
