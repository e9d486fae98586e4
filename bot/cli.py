"""``flask --app bot …``: chat, db, flow, worker."""

import signal
import threading
from datetime import date, datetime
from typing import TYPE_CHECKING, TextIO

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from bot.conversation.codes import new_code
from bot.conversation.conversation import Conversation, Moment
from bot.conversation.inbound import Text
from bot.conversation.replies import Reply
from bot.store import database
from indexer.flows.flow import Flow, Question
from indexer.flows.picture import outcome_lines, to_text
from indexer.flows.svg import to_svg
from indexer.knowledge import read_knowledge
from indexer.thai_date import BANGKOK, parse_date

if TYPE_CHECKING:
    from bot.app import Services


def register(app: Flask) -> None:
    """Add the commands to *app*."""
    for command in (chat, db, flow, worker):
        app.cli.add_command(command)


@click.command()
@with_appcontext
def chat() -> None:
    """Ask in the terminal; shows what was decided and why. Ends with an empty line."""
    published = _services().published
    published.refresh()
    conversation = Conversation()
    while text := click.prompt("คุณ", default="", show_default=False, prompt_suffix="> "):
        now = datetime.now(BANGKOK)
        moment = Moment(now.date(), 0.0, new_code(now.isoformat()))
        reply = published.assistant().reply(Text(text), conversation, moment)
        conversation = reply.conversation or conversation
        _show(reply)


@click.command()
@with_appcontext
def worker() -> None:
    """Answer stored events in a process of its own, until interrupted."""
    services = _services()
    database.require_current(services.engine)
    services.published.refresh()
    services.worker.start()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    services.worker.stop()


db = AppGroup("db", help="Bring the database's tables up to date.")


@db.command()
def upgrade() -> None:
    """Run the migrations that have not run yet."""
    database.upgrade(_services().engine)
    click.echo("database is up to date")


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise click.BadParameter("เขียนเป็น ปปปป-ดด-วว เช่น 2570-01-01") from error


@click.command()
@click.argument("name", default="")
@click.option("--on", "day", callback=_day, help="Under the rules of that day: 2027-01-01.")
@click.option("--svg", type=click.File("w", encoding="utf-8"), help="Draw it into this file.")
@click.option("--try", "trying", is_flag=True, help="Answer its questions here.")
@with_appcontext
def flow(name: str, day: date | None, svg: TextIO | None, trying: bool) -> None:
    """Print a flow, all of it; or draw it, or try it. NAME may be left out where there is one."""
    chosen = _chosen(name)
    if chosen is None:
        return
    if svg:
        drawing = to_svg(chosen, day)
        svg.write(drawing)
        click.echo(f"วาด “{chosen.title}” ลงใน {svg.name} แล้ว", err=True)
    if trying:
        _try(chosen.on(day) if day else chosen)
    if not svg and not trying:
        click.echo(to_text(chosen, day))


def _chosen(name: str) -> Flow | None:
    """Return the flow *name*, or the only one; where there are several, list them."""
    flows = {flow.id: flow for flow in _flows()}
    if not flows:
        raise click.ClickException("ไม่มีแบบถามนำที่ใช้ได้ ตรวจด้วย python -m indexer check")
    if name and name not in flows:
        raise click.ClickException(f"ไม่มีแบบถามนำชื่อ {name} ที่มีคือ {', '.join(flows)}")
    if name or len(flows) == 1:
        return flows[name or next(iter(flows))]
    for id_, flow in flows.items():
        click.echo(f"{id_}  {flow.title}")
    return None


def _flows() -> tuple[Flow, ...]:
    """Return the flows that people meet, or before an index is built those it will have."""
    services = _services()
    services.published.refresh()
    if services.published.retriever is None:
        folder = services.settings.knowledge_base
        click.echo(f"ยังไม่มีดัชนี: อ่านจาก {folder}", err=True)
        return read_knowledge(folder).flows
    click.echo(f"จากดัชนี {services.published.snapshot}", err=True)
    return services.published.retriever.index.knowledge.flows


def _try(flow: Flow) -> None:
    """Ask until an outcome is reached; an empty line ends it before."""
    walk = flow.walk({})
    while isinstance(walk.to, Question):
        option = _ask(walk.to)
        if not option:
            return
        walk = flow.walk({**walk.choices, walk.to.id: option})
    advice = [option.advice for _, option in walk.answered if option.advice]
    click.echo("\n".join(["", *outcome_lines(walk.to, advice)]))


def _ask(question: Question) -> str:
    """Return the id of the option that is picked by its number or label; "" for none."""
    options = list(question.options.values())
    lines = [f"  [{number}] {option.label}" for number, option in enumerate(options, 1)]
    click.echo("\n".join(["", question.ask, *lines]))
    while text := click.prompt("ตอบ", default="", show_default=False, prompt_suffix="> ").strip():
        for number, option in enumerate(options, 1):
            if text == option.label or (text.isdecimal() and int(text) == number):
                return option.id
        click.echo(f"พิมพ์เลข 1–{len(options)} หรือข้อความของตัวเลือก บรรทัดว่างคือเลิก")
    return ""


def _services() -> "Services":
    services: Services = current_app.extensions["bot"]
    return services


def _show(reply: Reply) -> None:
    card = reply.card
    for text in (*reply.texts, *([card.title, card.text, card.note] if card else [])):
        if text:
            click.echo(click.style(f"บอต> {text}", fg="green"))
    for section in card.sections if card else ():
        click.echo(click.style("\n".join([f"     {section.title}", *section.lines]), fg="green"))
    for number, button in enumerate((*(card.choices if card else ()), *reply.buttons), 1):
        click.echo(f"     [{number}] {button.says}")
    why = f"{reply.decision} {reply.entry}".strip()
    click.echo(click.style(f"     ({why} · มั่นใจ {reply.confidence:.3f})", dim=True))
