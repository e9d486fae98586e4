"""Shows what the bot does on each kind of event: ``python -m tests.bot.line.kinds``.

Each example goes as a signed webhook to the real bot, with the real documents and model; what is
shown of it is what a stand-in for LINE was sent and what is in the database afterwards.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Table, func, or_, select

from bot.app import start
from bot.line.kinds import DOES
from bot.store.tables import conversations, events, handovers, questions
from indexer.__main__ import main as indexer
from tests.conftest import KNOWLEDGE
from tests.line_stand_in import LineStandIn
from tests.scenarios.conftest import build, end, settings_for
from tests.scenarios.phone import Phone
from tests.webhook_examples import Example, examples

NOBODY = "U" + "0" * 32
SHOWN = 36  # characters of what was said
HEADS = ("kind", "example", "what the bot does", "it said", "the event", "kept of the chat")
ORDER = list(DOES)


@dataclass(frozen=True)
class Seen:
    """What came of an *example*: the texts of all bubbles, the event's state, what is stored."""

    name: str
    example: Example
    said: tuple[str, ...]
    state: str
    kept: str


def see(phone: Phone, name: str) -> Seen:
    """Let the example called *name* happen to a new person, and what has to precede it."""
    example = examples(phone.user)[name]
    for raw in example.before:
        phone.does(raw)
        phone.waits()
    heard = len(phone.waits())
    phone.does(example.raw)
    said = tuple(phone.waits()[heard:])
    return Seen(name, example, said, phone.states()[-1], _kept(phone, example))


def _kept(phone: Phone, example: Example) -> str:
    """Return how much the store still has of the example's chat, group and message."""
    engine = phone.app.extensions["bot"].engine
    with engine.connect() as connection:
        id_ = example.raw["webhookEventId"]
        row = connection.execute(select(events).where(events.c.event_id == id_)).one()
        here = or_(_is(conversations.c.chat, row.chat), _is(conversations.c.place, row.place))
        counted = {
            "conversation": _count(conversations, here),
            "of them gone": _count(conversations, here & conversations.c.gone.is_not(None)),
            "question": _count(questions, _is(questions.c.chat, row.chat)),
            "of its message": _count(questions, _is(questions.c.message_id, row.message_id)),
            "hand-over": _count(handovers, _is(handovers.c.chat, row.chat)),
        }
        found = {what: connection.execute(query).scalar_one() for what, query in counted.items()}
    return ", ".join(f"{number} {what}" for what, number in found.items() if number)


def _is(column: Any, value: str) -> ColumnElement[bool]:
    return (column == value) & (column != "")


def _count(table: Table, which: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(which)


def table(seen: Iterable[Seen]) -> str:
    """Return *seen* as lines of a Markdown table, in the order of the list of kinds."""
    rows = [["---"] * len(HEADS)]
    for each in sorted(seen, key=lambda each: ORDER.index(each.example.kind)):
        known = any(row[0] == each.example.kind for row in rows)
        does = "〃" if known else DOES[each.example.kind]
        said = " / ".join(map(_shortened, each.said)) or "(silence)"
        rows.append([each.example.kind, each.name, does, said, each.state, each.kept or "nothing"])
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(HEADS), *rows])


def _shortened(words: str) -> str:
    line = " ".join(words.split()).replace("|", "\\|")
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


@contextmanager
def _running() -> Iterator[tuple[Flask, LineStandIn]]:
    """Run a bot of its own: it is told nothing that others would see."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(redirect_stdout(sys.stderr))
        indexer(["build", "--knowledge-base", str(KNOWLEDGE), "--index", str(folder / "index")])
        line = LineStandIn()
        stack.callback(line.close)
        app = build(settings_for(folder, folder / "index", line.url))
        stack.callback(end, app)
        yield start(app), line


def main() -> None:
    """Print the table of all examples."""
    with _running() as (app, line):
        found = table([see(Phone(app, line), name) for name in examples(NOBODY)])
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
