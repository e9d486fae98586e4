"""The pieces of an entry that are embedded and found."""

from indexer.passages import passages_of
from tests.indexer.fakes import document, entry, small


def test_passages_of_an_entry() -> None:
    """An entry is found by its question, by each wording, and by its answer after its question."""
    knowledge = small(rice=document(entry("rice-price", "ราคาข้าว", ["ข้าวกี่บาท", "ขายข้าว"])))

    of_entry = [each for each in passages_of(knowledge) if each.entry == "rice-price"]

    assert [(each.kind, each.text) for each in of_entry] == [
        ("question", "ราคาข้าว"),
        ("wording", "ข้าวกี่บาท"),
        ("wording", "ขายข้าว"),
        ("answer", "ราคาข้าว คำตอบตัวอย่างค่ะ"),
    ]


def test_order() -> None:
    """Passages come in the order of the documents and their entries."""
    entries = [each.entry for each in passages_of(small())]

    assert list(dict.fromkeys(entries)) == ["rice-seed", "rice-weeds", "soap-ph"]


def test_passages_are_spelt_as_questions_are() -> None:
    """What is embedded is in the words and spelling that questions are brought to."""
    knowledge = small(rice=document(entry("rice-price", "ราคา\u200bข้าวววว ปี ๒๕๖๙", ["OTOP"] * 4)))

    texts = [each.text for each in passages_of(knowledge)]

    assert "ราคาข้าว ปี 2569" in texts
    assert texts == [knowledge.plain(text) for text in texts]


def test_invisible_wording() -> None:
    """A wording of which nothing can be seen leads nowhere."""
    knowledge = small(rice=document(entry("rice-price", "ราคาข้าว", ["\u200b", "ขายข้าว"])))

    kinds = [each.kind for each in passages_of(knowledge) if each.entry == "rice-price"]

    assert kinds == ["question", "wording", "answer"]
