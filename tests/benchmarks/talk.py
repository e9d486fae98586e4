"""Talk beside questions: what leans on the last answer, small talk, calls in a group.

Beside it what one would build first: each message taken alone, whole phrases compared letter for
letter, any name at the beginning taken for a call.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.conversation.assistant import Assistant
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.groups import called
from bot.conversation.inbound import Text
from bot.conversation.replies import Reply
from bot.conversation.small_talk import SmallTalkReader
from indexer.__main__ import main as indexer
from indexer.embedder import load_embedder
from indexer.flows.reader import Reader
from indexer.knowledge import Knowledge, read_knowledge
from indexer.retriever import Retriever
from indexer.snapshots import Snapshots
from indexer.talk import TALK, talk_flow
from indexer.thai import normalise
from indexer.wording import Wording
from tests.conftest import KNOWLEDGE

FOLDER = Path(__file__).parents[1] / "talk"
QUESTION = ("answered", "asked_back", "unknown", "menu")
SOON = Moment(date(2026, 11, 22), 5.0)


@dataclass(frozen=True)
class Follow:
    """A second message: *expect* are entries, or "-", "next", "#2", "#last"."""

    first: str
    entry: str
    then: str
    expect: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Bot:
    """The assistant over the first edition, and the words it goes by."""

    knowledge: Knowledge
    wording: Wording
    assistant: Assistant
    talk: SmallTalkReader

    def says(self, text: str, conversation: Conversation) -> Reply:
        return self.assistant.reply(Text(text), conversation, SOON)


def main(arguments: Iterable[str] = ()) -> None:
    """Print the tables of one half, or of both."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks talk")
    parser.add_argument("--half", choices=("choosing", "reported"))
    parser.add_argument("--index", type=Path, help="a folder of snapshots; else one is built")
    parser.add_argument("--lines", action="store_true", help="what is amiss, of choosing alone")
    options = parser.parse_args(list(arguments))
    with tempfile.TemporaryDirectory() as folder:
        bot = _bot(options.index or _built(folder))
        for half in [options.half] if options.half else ["choosing", "reported"]:
            for told in (_follow_ups(bot, half), _talk(bot, half), _groups(bot, half)):
                _print(told, options.lines and half == "choosing")


Told = tuple[
    str, list[tuple[str, str, str, bool, bool]]
]  # heading; kind, message, seen, ours, alone


def _follow_ups(bot: Bot, half: str) -> Told:
    told = []
    for line in (FOLDER / half / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines():
        follow = Follow(**{**json.loads(line), "expect": tuple(json.loads(line)["expect"])})
        before = bot.says(follow.first, Conversation())
        entry = bot.knowledge.entries[follow.entry]
        if follow.entry not in before.entry.split():  # what leans on it is judged, not the first
            before = bot.says(entry.question, Conversation())
        remembered = before.conversation or Conversation()
        ours = bot.says(follow.then, remembered)
        alone = bot.says(follow.then, Conversation())
        offered = remembered.last.offered
        seen = f"{follow.first} → {ours.decision} {ours.entry or _choices(ours)}"
        told.append(
            (
                follow.kind,
                follow.then,
                seen,
                _fits(bot, follow, ours, offered),
                _fits(bot, follow, alone, offered),
            )
        )
    return f"follow-ups, {half}", told


def _fits(bot: Bot, follow: Follow, reply: Reply, offered: tuple[str, ...]) -> bool:
    """Whether *reply* is what the person meant: the answer, or it among the choices offered."""
    if follow.expect == ("-",):
        return reply.decision != "answered"
    chosen = {
        entry.id for entry in bot.knowledge.entries.values() if entry.question in _choices(reply)
    }
    return bool(set(_meant(bot, follow, offered)) & {*reply.entry.split(), *chosen})


def _meant(bot: Bot, follow: Follow, offered: tuple[str, ...]) -> Iterator[str]:
    by_question = {entry.question: entry.id for entry in bot.knowledge.entries.values()}
    for each in follow.expect:
        if each == "next":
            ids = [
                e.id
                for e in bot.knowledge.entries.values()
                if e.document == bot.knowledge.entries[follow.entry].document
            ]
            yield from ids[ids.index(follow.entry) + 1 :][:1] or ids
        elif each.startswith("#"):
            place = -1 if each == "#last" else int(each[1:]) - 1
            yield from (by_question.get(question, "") for question in offered[place:][:1])
        else:
            yield each


def _choices(reply: Reply) -> list[str]:
    return [button.says for button in reply.card.choices] if reply.card else []


def _talk(bot: Bot, half: str) -> Told:
    told = []
    for kind, text in _lines(half, "talk.tsv"):
        found = _kind(bot, text)
        letter_for_letter = any(normalise(text) in (talk.said) for talk in bot.wording.small_talk)
        fits = found == kind or (kind == "question" and found == "")
        told.append((kind, text, found or "-", fits, letter_for_letter == (kind != "question")))
    return f"small talk, {half}", told


def _kind(bot: Bot, text: str) -> str:
    """Return what *text* is taken for outside any dialogue; "" for a question."""
    reply = bot.says(text, Conversation())
    if reply.decision == "guide_nothing":
        return "cancel"
    found = bot.talk.word_for_word(text) or (
        reply.decision not in QUESTION and bot.talk.meant(text)
    )
    return {"chat": "smalltalk_other"}.get(found, found) if found else ""


def _groups(bot: Bot, half: str) -> Told:
    told = []
    for kind, text in _lines(half, "groups.tsv"):
        ours = called(text, bot.wording) is not None
        anyhow = normalise(text).lstrip("@").startswith(bot.wording.names)
        told.append(
            (kind, text, str(ours), ours == (kind == "called"), anyhow == (kind == "called"))
        )
    return f"groups, {half}", told


def _lines(half: str, name: str) -> Iterator[tuple[str, str]]:
    for line in (FOLDER / half / name).read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition("\t")
        yield kind, text


def _print(told: Told, lines: bool) -> None:
    heading, rows = told
    print(f"\n{heading:<34}{'lines':>6}{'ours':>8}{'plain':>8}")
    every = Counter(kind for kind, *_ in rows)
    for kind, count in every.items():
        ours = sum(fits for k, _, _, fits, _ in rows if k == kind)
        plain = sum(fits for k, _, _, _, fits in rows if k == kind)
        print(f"  {kind:<32}{count:>6}{ours / count:>8.0%}{plain / count:>8.0%}")
    for kind, text, seen, fits, _ in rows:
        if lines and not fits:
            print(f"    {kind}: {text} | {seen}")


def _built(folder: str) -> Path:
    arguments = ["--knowledge-base", str(KNOWLEDGE), "--index", folder]
    assert indexer(["build", *arguments]) == 0
    return Path(folder)


def _bot(folder: Path) -> Bot:
    embedder = load_embedder()
    _, index, _ = Snapshots(folder).load_newest_good(embedder)
    knowledge = replace(index.knowledge, wording=read_knowledge(KNOWLEDGE).wording)
    assert knowledge.wording
    readers = [Reader(f, index.weights.get(f.id), knowledge, embedder) for f in knowledge.flows]
    talk = Reader(talk_flow(knowledge), index.weights.get(TALK), knowledge, embedder)
    assistant = Assistant(knowledge.wording, Retriever(index, embedder), readers, talk)
    return Bot(knowledge, knowledge.wording, assistant, SmallTalkReader(knowledge.wording, talk))
