"""What the documents answer: one entry, two in one message, a choice between neighbours, or no."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from bot.conversation.double import halves
from bot.conversation.entry_cards import own_card, side_card
from bot.conversation.replies import Button, Card, Reply
from indexer.documents import Entry, Source
from indexer.retriever import Finding, Hit, Retriever
from indexer.thai_date import to_thai_date
from indexer.wording import Wording

RELATED = 3
CHOICES = 4
SHORT_URL = 60  # characters; percent-encoded Thai addresses would bury the answer


class Answers:
    """Answers from one snapshot, each with its source and its neighbours."""

    def __init__(self, wording: Wording, retriever: Retriever) -> None:
        self._wording = wording
        self._retriever = retriever
        documents = retriever.index.knowledge.documents
        self._documents = {document.id: document for document in documents}
        self._entries = {entry.id: entry for doc in documents for entry in doc.entries}

    def find(self, text: str) -> Finding:
        """Return what *text* finds, as many as can be asked back."""
        return self._retriever.search(text, k=CHOICES)

    def find_in(self, entry: str, text: str) -> tuple[Hit, ...]:
        """Return the entries of the document of *entry*, those first that carry most of *text*."""
        known = self._entries.get(entry)
        return self._retriever.within(known.document, text) if known else ()

    def following(self, entry: str) -> str:
        """Return the question that stands after *entry* in its document; "" after the last."""
        known = self._entries.get(entry)
        around = [e for e in self._entries.values() if known and e.document == known.document]
        after = around[around.index(known) + 1 :] if known else []
        return after[0].question if after else ""

    def reply(self, text: str, finding: Finding, today: date) -> Reply | None:
        """Answer *text*, or ask which of several questions is meant; None where nothing fits."""
        if both := self._both(text, self._retriever):
            reply = self._answer_both(*both, today)
        elif finding.verdict == "sure":
            reply = self._answer(finding.hits[0].entry, today)
        elif finding.verdict == "torn":
            reply = self._ask_back([hit.entry.question for hit in finding.hits])
        else:
            return None
        return replace(reply, confidence=finding.confidence)

    def area(self, entries: str) -> str:
        """Return the area of the document of the first of *entries*, ids apart by a space."""
        entry = self._entries.get(entries.partition(" ")[0])
        return self._documents[entry.document].area if entry else ""

    def area_of(self, finding: Finding) -> str:
        """Return the area of the best answer to a message; "" where none fits."""
        return self.area(finding.hits[0].entry.id) if finding.verdict != "unsure" else ""

    def text(self, id_: str) -> str:
        """Return the bare answer of an entry; "" where there is none."""
        entry = self._entries.get(id_)
        return entry.answer if entry else ""

    def questions(self, *ids: str) -> tuple[Button, ...]:
        """Return a button for each entry of *ids* that there is."""
        known = (self._entries.get(id_) for id_ in ids)
        return tuple(Button(entry.question) for entry in known if entry)

    def _both(self, text: str, retriever: Retriever) -> tuple[Entry, Entry] | None:
        """Return what answers the two questions of *text*, where it asks two and both are sure.

        The second often leaves its subject to the first ("… แล้วใช้กี่วัน"): where it
        points nowhere alone it is asked again under the first one's title.
        """
        for first, second in halves(text, self._wording):
            found = retriever.search(first)
            if found.verdict != "sure":
                continue
            entry = found.hits[0].entry
            other = retriever.search(second)
            if other.verdict != "sure":
                title = self._documents[entry.document].title
                other = retriever.search(f"{title} {second}")
            if other.verdict == "sure" and other.hits[0].entry != entry:
                return entry, other.hits[0].entry
        return None

    def _answer_both(self, first: Entry, second: Entry, today: date) -> Reply:
        texts = (self._text(first, today), self._text(second, today))
        both, buttons = f"{first.id} {second.id}", self._related(second)
        return Reply(texts, "answered", buttons, both, edition=first.edition)

    def _answer(self, entry: Entry, today: date) -> Reply:
        """Answer with *entry*: in a bubble, or on its card where staff gave it one."""
        reply = Reply((), "answered", self._related(entry), entry.id, edition=entry.edition)
        if entry.card is None:
            return replace(reply, texts=(self._text(entry, today),))
        card, *more = self._cards(entry, today)
        return replace(reply, card=card, more=tuple(more))

    def _text(self, entry: Entry, today: date) -> str:
        return f"{self._dated(entry, today)}\n\n{self._sources(entry.sources)}"

    def _dated(self, entry: Entry, today: date) -> str:
        """Return the answer; what is past its day is said to be as of its last review."""
        document = self._documents[entry.document]
        if today <= (document.valid_until or document.review_by):
            return entry.answer
        reviewed = to_thai_date(document.reviewed)
        return f"{self._wording['outdated'].replace('{date}', reviewed)}\n\n{entry.answer}"

    def _cards(self, entry: Entry, today: date) -> Iterator[Card]:
        """Yield the card of *entry*, then those of the entries that it names and that there are."""
        named = [id_ for id_ in self._shown(entry) if id_ in self._entries and id_ != entry.id]
        yield own_card(entry, *self._parts(entry, today), len(named), self._wording)
        for other in map(self._entries.__getitem__, named):
            yield side_card(other, *self._parts(other, today), self._wording)

    def _parts(self, entry: Entry, today: date) -> tuple[str, list[str]]:
        return self._dated(entry, today), [*map(self._source, entry.sources)]

    def _shown(self, entry: Entry) -> Sequence[str]:
        """Return the ids that the card of *entry* names."""
        return tuple(dict.fromkeys(entry.card.entries)) if entry.card else ()

    def _ask_back(self, questions: Sequence[str]) -> Reply:
        card = Card(tuple(map(Button, questions)), text=self._wording["torn"])
        return Reply((), "asked_back", (Button(self._wording["none_of_these"]),), card=card)

    def _related(self, entry: Entry) -> tuple[Button, ...]:
        """Return the questions that stand next to *entry* in its document, the following first."""
        around = [other for other in self._entries.values() if other.document == entry.document]
        at = around.index(entry)
        others = around[at + 1 :] + around[:at][::-1]
        others = [other for other in others if other.id not in self._shown(entry)]
        return self._buttons([other.question for other in others[:RELATED]])

    def _buttons(self, questions: Sequence[str]) -> tuple[Button, ...]:
        """Return a button a question, its label without the beginning that all of them share."""
        start = _shared_words(questions)
        return tuple(Button(question, question[start:]) for question in questions)

    def _sources(self, sources: Sequence[Source]) -> str:
        return "\n".join([self._wording["source"], *map(self._source, sources)])

    def _source(self, source: Source) -> str:
        kind = self._wording[f"kind_{source.kind}"]
        line = f"• {source.name} ({source.dated} · {kind})"
        return f"{line}\n{source.url}" if len(source.url) <= SHORT_URL else line


def _shared_words(texts: Sequence[str]) -> int:
    """Return how many characters all of *texts* begin with alike, up to the end of a word."""
    if len(texts) < 2:
        return 0
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return texts[0].rfind(" ", 0, sum(1 for _ in alike)) + 1
