"""The Assistant decides the Reply: small talk, an answer from the documents, or an honest no."""

from collections.abc import Sequence

from bot.conversation.inbound import Arrived, Inbound, Sent, Text
from bot.conversation.replies import Button, Reply
from bot.conversation.small_talk import small_talk
from indexer.documents import Entry, Source
from indexer.retriever import Retriever
from indexer.thai import normalise
from indexer.wording import Wording

READABLE = 2000  # characters: a long story, not a pasted book
RELATED = 3
SHORT_URL = 80  # characters of an address that is shown in full


class Assistant:
    """Answers from one snapshot; without a retriever it keeps to its manners and apologises."""

    def __init__(self, wording: Wording, retriever: Retriever | None) -> None:
        self._wording = wording
        self._retriever = retriever
        self._entries: dict[str, Entry] = retriever.index.knowledge.entries if retriever else {}

    def reply(self, inbound: Inbound) -> Reply:
        """Return what to say to *inbound*; never silence."""
        match inbound:
            case Text(text):
                return self._to_text(text)
            case Sent(kind):
                return self._say(kind if kind in self._wording.texts else "other")
            case Arrived(kind):
                return self._say(kind, buttons=self._starters())

    def failed(self) -> Reply:
        """Return the apology for an answer that could not be made."""
        return self._say("failed")

    def _to_text(self, text: str) -> Reply:
        visible = normalise(text)
        if not visible:
            return self._say("empty", buttons=self._starters())
        if len(text) > READABLE:
            return self._say("too_long")
        if talk := small_talk(text, self._wording):
            return Reply((talk.reply,), "small_talk", self._starters())
        if not any(letter.isalnum() for letter in visible):  # emoji or punctuation alone
            return self._say("sticker")
        return self._look_up(text)

    def _look_up(self, text: str) -> Reply:
        if self._retriever is None:
            return self.failed()
        finding = self._retriever.search(text)
        if not finding.sure:
            return Reply(
                (self._wording["unknown"],),
                "unknown",
                self._starters(),
                confidence=finding.confidence,
                bar=finding.bar,
            )
        entry = finding.hits[0].entry
        return Reply(
            (f"{entry.answer}\n\n{self._sources(entry.sources)}",),
            "answered",
            self._related(entry),
            entry.id,
            finding.confidence,
            finding.bar,
        )

    def _say(self, name: str, buttons: tuple[Button, ...] = ()) -> Reply:
        return Reply((self._wording[name],), name, buttons)

    def _starters(self) -> tuple[Button, ...]:
        known = (self._entries.get(id_) for id_ in self._wording.starters)
        return tuple(Button(entry.question) for entry in known if entry)

    def _related(self, entry: Entry) -> tuple[Button, ...]:
        """Return the questions that stand next to *entry* in its document, the following first."""
        around = [other for other in self._entries.values() if other.document == entry.document]
        at = around.index(entry)
        others = around[at + 1 :] + around[:at][::-1]
        return tuple(Button(other.question) for other in others[:RELATED])

    def _sources(self, sources: Sequence[Source]) -> str:
        lines = []
        for source in sources:
            kind = self._wording[f"kind_{source.kind}"]
            lines.append(f"{self._wording['source']}: {source.name} ({source.dated} · {kind})")
            if len(source.url) <= SHORT_URL:
                lines.append(source.url)
        return "\n".join(lines)
