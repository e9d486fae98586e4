"""An answer with a card: its facts and links, and the entries beside it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from bot.conversation.answers import Answers
from bot.conversation.replies import Card, Reply
from indexer.documents import Entry
from indexer.knowledge import Knowledge
from indexer.retriever import NOTHING, Finding, Hit
from indexer.wording import Wording
from tests.indexer.fakes import SOURCE, document, entry, small

TODAY = date(2026, 11, 22)
LISTED = """การ์ด:

- ใช้เวลา: 60 วัน
- [โทร 0 2549 4682](tel:025494682)
- #soap-ph
- #rice-weeds
- #nothing
- #soap-ph

"""
SEED = entry("rice-seed", "ปลูกข้าวอย่างไร", source=LISTED + SOURCE)
OTHERS = [entry(f"rice-{name}", f"ถามเรื่อง {name}") for name in ("weeds", "water", "sun", "wind")]


@pytest.fixture(scope="module")
def fields() -> Knowledge:
    return small(rice=document(SEED, *OTHERS))


@pytest.fixture
def answers(fields: Knowledge, wording: Wording) -> Answers:
    retriever = SimpleNamespace(
        index=SimpleNamespace(knowledge=fields), search=lambda *_, **__: NOTHING
    )
    return Answers(wording, retriever)  # type: ignore[arg-type]  # a fake


def answer(answers: Answers, entry: Entry, day: date = TODAY) -> Reply:
    found = Finding((Hit(entry, 0.9, 0.9, 0.9, 0.9, ""),), (), 0.9, "sure")
    reply = answers.reply("ถาม", found, day)
    assert reply is not None
    return reply


def card_of(reply: Reply) -> Card:
    assert reply.card is not None
    return reply.card


def test_an_entry_with_a_card_is_answered_by_it(
    answers: Answers, fields: Knowledge, wording: Wording
) -> None:
    """Its question above, its answer, its facts, where it comes from, and what can be opened."""
    seed = fields.entries["rice-seed"]

    reply = answer(answers, seed)
    card = card_of(reply)

    assert (reply.texts, card.title, card.text) == ((), seed.question, seed.answer)
    facts, sources = card.sections
    assert (facts.title, facts.lines) == (wording["card_facts"], ("• ใช้เวลา: 60 วัน",))
    assert sources.title == wording["source"]
    assert seed.sources[0].name in sources.lines[0]
    assert seed.sources[0].dated in sources.lines[0]
    assert [(b.says, b.link) for b in card.choices] == [("โทร 0 2549 4682", "tel:025494682")]


def test_other_entries_are_beside_it(answers: Answers, fields: Knowledge, wording: Wording) -> None:
    """Each that there is, once, in staff's order, with its source and a button that asks it."""
    named = [fields.entries[id_] for id_ in ("soap-ph", "rice-weeds")]

    more = answer(answers, fields.entries["rice-seed"]).more

    assert [(card.title, card.text) for card in more] == [(e.question, e.answer) for e in named]
    for card, other in zip(more, named, strict=True):
        assert [section.title for section in card.sections] == [wording["source"]]
        assert other.sources[0].dated in card.sections[0].lines[0]
        assert [(b.says, b.label) for b in card.choices] == [(other.question, wording["card_ask"])]


def test_how_many_are_beside_it_is_said(
    answers: Answers, fields: Knowledge, wording: Wording
) -> None:
    """Who does not know that cards can be swiped is told, and how many there are."""
    note = card_of(answer(answers, fields.entries["rice-seed"])).note

    assert note == wording["card_more"].replace("{count}", "2")


def test_what_can_be_swiped_to_is_not_offered_twice(answers: Answers, fields: Knowledge) -> None:
    """The buttons below lead to other questions than the cards."""
    reply = answer(answers, fields.entries["rice-seed"])

    assert [button.says for button in reply.buttons] == [
        fields.entries[f"rice-{name}"].question for name in ("water", "sun", "wind")
    ]


def test_every_card_past_its_day_says_so(answers: Answers, fields: Knowledge) -> None:
    """The notice stands before the answer, on the cards beside it too."""
    late = max(document.review_by for document in fields.documents) + timedelta(1)
    seed = fields.entries["rice-seed"]

    reply = answer(answers, seed, late)
    cards = (card_of(reply), *reply.more)

    today = answer(answers, seed)
    for now, then in zip(cards, (card_of(today), *today.more), strict=True):
        assert now.text.endswith(f"\n\n{then.text}")
        assert str(fields.documents[0].reviewed.year + 543) in now.text.removesuffix(then.text)


def test_an_answer_names_its_edition(answers: Answers, fields: Knowledge) -> None:
    """With a card or without, it is known which words were seen."""
    for id_ in ("rice-seed", "rice-weeds"):
        shown = fields.entries[id_]
        assert answer(answers, shown).edition == shown.edition


def test_an_entry_without_a_card_is_a_bubble(answers: Answers, fields: Knowledge) -> None:
    """Nothing changes for it."""
    weeds = fields.entries["rice-weeds"]

    reply = answer(answers, weeds)

    assert (reply.card, reply.more) == (None, ())
    assert reply.texts[0].startswith(weeds.answer)


def test_two_answers_in_one_are_bubbles(fields: Knowledge, wording: Wording) -> None:
    """Two questions in one message are answered in text, under the edition of the first."""
    seed, weeds = (fields.entries[id_] for id_ in ("rice-seed", "rice-weeds"))

    def search(text: str, k: int = 1) -> Finding:
        hit = Hit(seed if "ปลูก" in text else weeds, 0.9, 0.9, 0.9, 0.9, "")
        return Finding((hit,), (), 0.9, "sure")

    retriever = SimpleNamespace(index=SimpleNamespace(knowledge=fields), search=search)
    answers = Answers(wording, retriever)  # type: ignore[arg-type]  # a fake
    asked = f"ปลูกยังไง {wording.joints[0]} กำจัดหญ้ายังไง"

    reply = answers.reply(asked, search(asked), TODAY)

    assert reply is not None
    assert (reply.entry, reply.edition) == ("rice-seed rice-weeds", seed.edition)
    assert (reply.card, [text.splitlines()[0] for text in reply.texts]) == (
        None,
        [seed.answer, weeds.answer],
    )
