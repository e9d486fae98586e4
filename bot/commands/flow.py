"""``flask --app bot flow``: print, draw or try a flow, and see how words are read."""

from datetime import date
from typing import TextIO

import click
from flask.cli import with_appcontext

from bot.commands.services import services
from indexer.flows.flow import Flow, Question
from indexer.flows.picture import outcome_lines, to_text
from indexer.flows.reader import Reading, Told
from indexer.flows.svg import to_svg
from indexer.knowledge import read_knowledge
from indexer.thai_date import parse_date


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
@click.option("--read", "text", help="Tell how these words are read, with margins.")
@click.option("--asked", default="", help="… as the answer to this question.")
@with_appcontext
def flow(  # noqa: PLR0913 (one argument an option)
    name: str,
    *,
    day: date | None,
    svg: TextIO | None,
    trying: bool,
    text: str | None,
    asked: str,
) -> None:
    """Print a flow, all of it; or draw it, or try it. NAME may be left out where there is one."""
    chosen = _chosen(name)
    if chosen is None:
        return
    if text:
        _read(chosen, text, asked)
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
    published = services().published
    published.refresh()
    if published.retriever is None:
        folder = services().settings.knowledge_base
        click.echo(f"ยังไม่มีดัชนี: อ่านจาก {folder}", err=True)
        return read_knowledge(folder).flows
    click.echo(f"จากดัชนี {published.snapshot}", err=True)
    return published.retriever.index.knowledge.flows


def _read(flow: Flow, text: str, asked: str) -> None:
    """Show what *text* is read as: each option's margin, and what the whole of it tells."""
    readers = {reader.flow.id: reader for reader in services().published.readers}
    if flow.id not in readers:
        raise click.ClickException("ยังไม่มีดัชนี สร้างก่อนด้วย python -m indexer build")
    if asked and asked not in flow.questions:
        raise click.BadParameter(f"ไม่มีคำถามรหัส {asked} ที่มีคือ {', '.join(flow.questions)}")
    reader = readers[flow.id]
    for reading in reader.margins(text, asked) if asked else ():
        click.echo(f"{reading.margin:+.2f}  {_label(flow, reading)}")
    told = reader.reads(text, asked)
    for reading in told.readings:
        topic = flow.questions[reading.question].topic
        click.echo(
            f"อ่านได้ว่า {topic}: {_label(flow, reading)} ({reading.margin:+.2f} จาก “{reading.said}”)"
        )
    for question in sorted(told.torn):
        click.echo(f"อ่านได้สองแบบ จึงถาม: {flow.questions[question].topic}")
    if told.opens:
        click.echo("ขอให้เช็กกลุ่ม")
    if told == Told():
        click.echo("อ่านไม่ได้ จึงถาม")


def _label(flow: Flow, reading: Reading) -> str:
    option = flow.questions[reading.question].options.get(reading.option)
    return option.label if option else "แตะเรื่องนี้แต่ไม่ใช่คำตอบ"


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
