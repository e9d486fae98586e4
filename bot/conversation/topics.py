"""Browsing for people who do not know what to ask: areas, then subjects, then questions.

Nothing is remembered: each button says what it opens, so old buttons work and
the same can be typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.conversation.replies import Button, Card
from indexer.documents import Document
from indexer.thai import normalise
from indexer.thai_date import to_thai_date
from indexer.wording import Wording

PAGE = 12  # choices a page: as much as a thumb scrolls past


class Topics:
    """Every page there is, by the words that open it."""

    def __init__(self, documents: Sequence[Document], wording: Wording) -> None:
        self._wording = wording
        self._pages: dict[str, tuple[Card, tuple[Button, ...]]] = {}
        areas: dict[str, list[Document]] = {area: [] for area in wording.area_order}
        for document in documents:
            areas.setdefault(document.area, []).append(document)
        areas = {area: inside for area, inside in areas.items() if inside}
        self._add(wording["areas"], map(self._area, areas), Card(text=wording["areas_intro"]))
        for area, inside in areas.items():
            subjects = (self._subject(document) for document in inside)
            self._add(self._area(area).says, subjects, Card(title=area))
        for document in documents:
            note = wording["reviewed"].replace("{date}", to_thai_date(document.reviewed))
            questions = (Button(entry.question) for entry in document.entries)
            head = Card(title=document.title, note=note)
            self._add(self._subject(document).says, questions, head)

    def find(self, said: str) -> tuple[Card, tuple[Button, ...]] | None:
        """Return the page that *said* opens, if it opens one, and the buttons under it."""
        return self._pages.get(_key(said))

    def _area(self, area: str) -> Button:
        return Button(f"{self._wording['area']} {area}", area)

    def _subject(self, document: Document) -> Button:
        return Button(f"{self._wording['subject']} {document.title}", document.title)

    def _add(self, opens: str, choices: Iterable[Button], head: Card) -> None:
        """Store *choices* under *head* in pages; the pages after the first open by their number."""
        buttons = list(choices)
        pages = [buttons[i : i + PAGE] for i in range(0, len(buttons), PAGE)]
        for number, page in enumerate(pages, 1):
            more = (self._page(opens, number + 1),) if number < len(pages) else ()
            key = _key(self._page(opens, number).says if number > 1 else opens)
            self._pages[key] = replace(head, choices=tuple(page)), more

    def _page(self, opens: str, number: int) -> Button:
        return Button(f"{opens} {self._wording['page']} {number}", self._wording["more"])


def _key(said: str) -> str:
    return normalise(said).replace(" ", "")
