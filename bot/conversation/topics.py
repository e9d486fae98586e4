"""Browsing for people who do not know what to ask: areas, then subjects, then questions.

Nothing is remembered: each button says what it opens, so old buttons work and
the same can be typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.conversation.replies import Button
from indexer.documents import Document
from indexer.thai import normalise
from indexer.wording import Wording

PAGE = 12  # choices a page; with the button for more, as many as a channel may show at once


@dataclass(frozen=True)
class Menu:
    """One page of choices under a line of text."""

    text: str
    buttons: tuple[Button, ...]


class Topics:
    """Every page there is, by the words that open it."""

    def __init__(self, documents: Sequence[Document], wording: Wording) -> None:
        self._wording = wording
        self._menus: dict[str, Menu] = {}
        areas: dict[str, list[Document]] = {area: [] for area in wording.area_order}
        for document in documents:
            areas.setdefault(document.area, []).append(document)
        areas = {area: inside for area, inside in areas.items() if inside}
        self._add(wording["areas"], wording["areas_intro"], map(self._area, areas))
        for area, inside in areas.items():
            opens = self._area(area).says
            self._add(opens, opens, (self._subject(document) for document in inside))
        for document in documents:
            questions = (Button(entry.question) for entry in document.entries)
            self._add(self._subject(document).says, document.title, questions)

    def find(self, said: str) -> Menu | None:
        """Return the page that *said* opens, if it opens one."""
        return self._menus.get(_key(said))

    def _area(self, area: str) -> Button:
        return Button(f"{self._wording['area']} {area}", area)

    def _subject(self, document: Document) -> Button:
        return Button(f"{self._wording['subject']} {document.title}", document.title)

    def _add(self, opens: str, text: str, choices: Iterable[Button]) -> None:
        """Store *choices* in pages; the pages after the first open by their number."""
        buttons = list(choices)
        pages = [buttons[i : i + PAGE] for i in range(0, len(buttons), PAGE)]
        for number, page in enumerate(pages, 1):
            more = [self._page(opens, number + 1)] if number < len(pages) else []
            listed = "\n".join(f"• {button.label or button.says}" for button in page)
            menu = Menu(f"{text}\n\n{listed}", tuple(page + more))
            self._menus[_key(self._page(opens, number).says if number > 1 else opens)] = menu

    def _page(self, opens: str, number: int) -> Button:
        return Button(f"{opens} {self._wording['page']} {number}", self._wording["more"])


def _key(said: str) -> str:
    return normalise(said).replace(" ", "")
