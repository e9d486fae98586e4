"""An entry as a card: its answer with facts and links, and those to be read beside it."""

from collections.abc import Sequence

from bot.conversation.replies import Button, Card, Section
from indexer.documents import Entry, EntryCard
from indexer.wording import Wording


def own_card(
    entry: Entry, answer: str, sources: Sequence[str], beside: int, wording: Wording
) -> Card:
    """Return the card of the *entry* that was asked for; *beside* it are so many others."""
    card = entry.card or EntryCard()
    return Card(
        choices=tuple(Button(link.label, link=link.address) for link in card.links),
        title=entry.question,
        text=answer,
        note=wording["card_more"].replace("{count}", str(beside)) if beside else "",
        sections=(*_facts(card, wording), *_sources(sources, wording)),
    )


def side_card(entry: Entry, answer: str, sources: Sequence[str], wording: Wording) -> Card:
    """Return the card of an *entry* beside it, which can be asked for by itself."""
    ask = Button(entry.question, wording["card_ask"])
    sections = _sources(sources, wording)
    return Card((ask,), title=entry.question, text=answer, sections=sections)


def _facts(card: EntryCard, wording: Wording) -> tuple[Section, ...]:
    lines = tuple(f"• {fact.name}: {fact.value}" for fact in card.facts)
    return (Section(wording["card_facts"], lines),) if lines else ()


def _sources(lines: Sequence[str], wording: Wording) -> tuple[Section, ...]:
    return (Section(wording["source"], tuple(lines)),)
