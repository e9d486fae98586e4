"""What is said to what: every way a search can end, every kind of message, and every answer."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.conversation.answers import CHOICES
from bot.conversation.assistant import READABLE, Assistant
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.inbound import Arrived, Sent, Text
from bot.conversation.replies import Reply
from bot.line.render import render
from indexer.documents import Entry
from indexer.embedder import load_embedder
from indexer.index import Index
from indexer.retriever import Finding, Hit, Retriever, Verdict
from indexer.snapshots import Snapshots
from indexer.wording import Wording
from tests.conftest import KNOWLEDGE
from tests.line_limits import breaches

NEW, NOW = Conversation(), Moment(date(2026, 11, 22))
KINDS = ["sticker", "image", "video", "audio", "file", "location", "other"]


class FakeRetriever:
    """Finds what it is told to; ``asked`` is what it was asked."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.asked: list[str] = []
        self._finding = Finding((), (), 0.0, "unsure")

    def finds(self, verdict: Verdict, *ids: str) -> None:
        entries = self.index.knowledge.entries
        hits = tuple(Hit(entries[id_], 0.9, 0.9, 0.9, 0.9, "") for id_ in ids)
        self._finding = Finding(hits, (), 0.9, verdict)

    def search(self, question: str, k: int = 5) -> Finding:
        self.asked.append(question)
        return self._finding


@pytest.fixture(scope="module")
def index(index_folder: Path) -> Index:
    return Snapshots(index_folder).load_newest_good(load_embedder())[1]


@pytest.fixture
def wording(index: Index) -> Wording:
    assert index.knowledge.wording is not None
    return index.knowledge.wording


@pytest.fixture
def retriever(index: Index) -> FakeRetriever:
    return FakeRetriever(index)


@pytest.fixture
def assistant(wording: Wording, retriever: FakeRetriever) -> Assistant:
    return Assistant(wording, retriever)  # type: ignore[arg-type]  # a fake


@pytest.fixture(scope="module")
def entries(index: Index) -> list[Entry]:
    return list(index.knowledge.entries.values())


def test_a_sure_answer_is_the_documents_own(
    assistant: Assistant, retriever: FakeRetriever, entries: list[Entry]
) -> None:
    """The answer is what staff wrote, then its source with date and kind."""
    entry = entries[0]
    retriever.finds("sure", entry.id)

    reply = assistant.reply(Text("ถาม"), NEW, NOW)

    assert (reply.decision, reply.entry) == ("answered", entry.id)
    assert reply.texts[0].startswith(entry.answer)
    assert all(source.name in reply.texts[0] for source in entry.sources)
    assert all(source.dated in reply.texts[0] for source in entry.sources)


def test_an_answer_offers_its_neighbours(
    assistant: Assistant, retriever: FakeRetriever, entries: list[Entry]
) -> None:
    """Buttons lead on to other questions of the same document, never back to the same."""
    entry = entries[0]
    retriever.finds("sure", entry.id)
    same = {other.question for other in entries if other.document == entry.document}

    buttons = assistant.reply(Text("ถาม"), NEW, NOW).buttons
    questions = {button.says for button in buttons if not button.data}

    assert questions
    assert questions <= same - {entry.question}


def test_an_overdue_answer_says_so(
    assistant: Assistant, retriever: FakeRetriever, index: Index
) -> None:
    """Past the day by which staff wanted to look again, the answer is said to be of its review."""
    document = index.knowledge.documents[0]
    last = document.valid_until or document.review_by
    retriever.finds("sure", document.entries[0].id)

    on_the_day = assistant.reply(Text("ถาม"), NEW, Moment(last)).texts[0]
    after = assistant.reply(Text("ถาม"), NEW, Moment(last + timedelta(days=1))).texts[0]

    assert on_the_day.startswith(document.entries[0].answer)
    assert after.endswith(on_the_day)
    assert str(document.reviewed.year + 543) in after.removesuffix(on_the_day)


def taps(reply: Reply) -> list[str]:
    """Return what a finger can make the person say."""
    choices = reply.card.choices if reply.card else ()
    return [button.says for button in (*choices, *reply.buttons)]


def test_torn_asks_back(
    assistant: Assistant, retriever: FakeRetriever, entries: list[Entry], wording: Wording
) -> None:
    """Between neighbours the bot asks which is meant, on a card, with a way out."""
    retriever.finds("torn", *(entry.id for entry in entries[:CHOICES]))
    questions = [entry.question for entry in entries[:CHOICES]]

    reply = assistant.reply(Text("ถาม"), NEW, NOW)

    assert reply.decision == "asked_back"
    assert taps(reply) == [*questions, wording["none_of_these"]]


def test_labels_of_choices_differ(
    assistant: Assistant, retriever: FakeRetriever, entries: list[Entry]
) -> None:
    """Questions that begin alike can be told apart on their buttons."""
    coupon = [entry for entry in entries if entry.document == "coupon"][:CHOICES]
    retriever.finds("torn", *(entry.id for entry in coupon))

    card = assistant.reply(Text("ถาม"), NEW, NOW).card

    assert card
    assert len({button.label or button.says for button in card.choices}) == CHOICES


def test_none_of_these_is_understood(assistant: Assistant, retriever: FakeRetriever) -> None:
    """The way out under the choices leads somewhere, and not into the search."""
    none = assistant.reply(Text("ไม่ใช่ทั้งหมดนี้"), NEW, NOW)

    assert none.decision == "small_talk"
    assert retriever.asked == []


def test_unsure_says_so(assistant: Assistant, retriever: FakeRetriever, wording: Wording) -> None:
    """What is not in the documents is not guessed, and the way to the staff is offered."""
    retriever.finds("unsure")

    reply = assistant.reply(Text("พรุ่งนี้ฝนจะตกไหม"), NEW, NOW)

    assert (reply.decision, reply.texts) == ("unknown", (wording["unknown"],))
    assert wording["staff_label"] in [button.label for button in reply.buttons]


def test_without_an_index_it_apologises(wording: Wording) -> None:
    """A question cannot be answered without an index, and is not met with silence."""
    assert Assistant(wording, None).reply(Text("ถาม"), NEW, NOW).texts == (wording["failed"],)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_text_gets_a_word(assistant: Assistant, wording: Wording, kind: str) -> None:
    """Each kind of message has a sentence of its own."""
    assert assistant.reply(Sent(kind), NEW, NOW).texts == (wording[kind],)


def test_what_is_unheard_of_gets_a_word(assistant: Assistant, wording: Wording) -> None:
    """A kind that LINE will invent is answered too."""
    assert assistant.reply(Sent("hologram"), NEW, NOW).texts == (wording["other"],)


@pytest.mark.parametrize("kind", ["welcome", "welcome_back", "joined"])
def test_a_chat_begins_with_questions_to_tap(
    assistant: Assistant, wording: Wording, kind: str
) -> None:
    """Whoever arrives is welcomed and can start with a tap."""
    reply = assistant.reply(Arrived(kind), NEW, NOW)

    assert reply.texts[0] == wording[kind]
    assert len(reply.buttons) > len(wording.starters)


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\ufeff\u00ad", "\ud83c"], ids=ascii)
def test_invisible_text_is_empty(
    assistant: Assistant, retriever: FakeRetriever, wording: Wording, text: str
) -> None:
    """Where nothing can be read the person is told so."""
    assert assistant.reply(Text(text), NEW, NOW).texts == (wording["empty"],)
    assert retriever.asked == []


@pytest.mark.parametrize("text", ["👍", "?!", "...", "🙏🙏🙏"])
def test_signs_alone_are_no_question(assistant: Assistant, wording: Wording, text: str) -> None:
    """A thumb or a question mark is nothing to look up."""
    assert assistant.reply(Text(text), NEW, NOW).texts == (wording["emoji"],)


def test_a_book_is_too_long(
    assistant: Assistant, retriever: FakeRetriever, wording: Wording
) -> None:
    """Who pastes a book is asked for the question."""
    assert assistant.reply(Text("ก " * READABLE), NEW, NOW).texts == (wording["too_long"],)
    assert retriever.asked == []


def test_a_long_story_is_read(assistant: Assistant, retriever: FakeRetriever) -> None:
    """A question told at length is looked up whole."""
    story = "ที่บ้านปลูกกล้วย " * (READABLE // 20)

    assistant.reply(Text(story), NEW, NOW)

    assert retriever.asked == [story]


def test_a_hostile_text_costs_no_time(assistant: Assistant) -> None:
    """A hundred thousand loose tone marks do not keep the others waiting."""
    started = time.perf_counter()

    assistant.reply(Text("\u0e48" * 100_000), NEW, NOW)

    assert time.perf_counter() - started < 1


def test_every_answer_fits_line(
    assistant: Assistant, retriever: FakeRetriever, entries: list[Entry]
) -> None:
    """Whatever the documents answer, LINE would take it."""
    refused = {}
    for entry in entries:
        retriever.finds("sure", entry.id)
        if wrong := breaches(render(assistant.reply(Text("ถาม"), NEW, NOW))):
            refused[entry.id] = wrong

    assert refused == {}


def test_every_menu_fits_line_and_leads_on(assistant: Assistant, wording: Wording) -> None:
    """From the list of areas every page can be reached by tapping, and LINE would take each."""
    opened, waiting = set(), [wording["areas"]]
    while waiting:
        said = waiting.pop()
        reply = assistant.reply(Text(said), NEW, NOW)
        if said not in opened and reply.decision == "menu":
            assert breaches(render(reply)) == []
            opened.add(said)
            waiting += taps(reply)

    assert len(opened) > len(wording.area_order)


def test_every_question_can_be_reached_by_tapping(
    assistant: Assistant, wording: Wording, entries: list[Entry]
) -> None:
    """Whoever cannot type finds every question of the documents in the menus."""
    seen, waiting = set(), [wording["areas"]]
    while waiting:
        said = waiting.pop()
        reply = assistant.reply(Text(said), NEW, NOW)
        if said not in seen and reply.decision == "menu":
            waiting += taps(reply)
        seen.add(said)

    assert [entry.id for entry in entries if entry.question not in seen] == []


def test_every_choice_fits_line(
    assistant: Assistant, retriever: FakeRetriever, entries: list[Entry]
) -> None:
    """Whichever neighbours are offered, LINE would take them."""
    refused = {}
    for first in range(0, len(entries) - CHOICES, CHOICES):
        chosen = [entry.id for entry in entries[first : first + CHOICES]]
        retriever.finds("torn", *chosen)
        if wrong := breaches(render(assistant.reply(Text("ถาม"), NEW, NOW))):
            refused[chosen[0]] = wrong

    assert refused == {}


def test_a_button_is_answered_by_its_entry(index: Index, wording: Wording) -> None:
    """Tapping a question that the bot offers brings exactly that question's answer."""
    real = Assistant(wording, Retriever(index, load_embedder()))

    lost = [
        entry.id
        for entry in index.knowledge.entries.values()
        if real.reply(Text(entry.question), NEW, NOW).entry != entry.id
    ]

    assert lost == []


def test_the_knowledge_base_is_the_real_one(index: Index) -> None:
    """These tests speak of the documents that staff keep."""
    assert len(index.knowledge.documents) == len(list((KNOWLEDGE / "documents").glob("*.md")))
