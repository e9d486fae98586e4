"""The real flow on the phone: each question and each outcome as pages that LINE would take."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bot.conversation.conversation import Case
from bot.conversation.guide.pages import MISSED, Pages
from bot.conversation.guide.taps import Tap, read_tap
from bot.conversation.replies import Button, Reply
from bot.line.limits.linter import lint
from bot.line.render import render
from indexer.flows.flow import Outcome
from indexer.flows.ways import days_of
from indexer.markdown import QUESTION_LIMIT
from indexer.wording import FILE, Wording, parse_wording
from tests.conftest import KNOWLEDGE
from tests.indexer.flows.real import coupon
from tests.line_limits import breaches

CODE = "12345678"
DATA = 300  # letters that LINE gives back of a button
STEPS = 3
STAFF = Button("ก" * QUESTION_LIMIT)
OUTCOMES = sorted(coupon().outcomes)

End = tuple[Pages, Case, Outcome]


@cache
def wording() -> Wording:
    found, problems = parse_wording((KNOWLEDGE / FILE).read_bytes())
    assert found is not None, problems
    return found


@cache
def ends() -> list[End]:
    """Every way to its end, on a day of each state that the flow has."""
    days = [Pages(coupon().on(day), wording(), STAFF) for day in days_of(coupon())]
    return [
        (pages, Case(coupon().id, coupon().edition, CODE, choices), outcome)
        for pages in days
        for choices, outcome in pages.flow.paths()
    ]


def of_each_service(outcome: str) -> list[End]:
    """Return one way to *outcome* for each service, and for not having been asked for it."""
    found = {end[1].choices.get("service"): end for end in ends() if end[2].id == outcome}
    return list(found.values())


def longest(question: str) -> End:
    """Return the way that *question* stands last on, after the most others."""
    met = [end for end in ends() if question in end[1].choices]
    return max(met, key=lambda end: list(end[1].choices).index(question))


def asked(pages: Pages, case: Case, question: str) -> Iterator[Reply]:
    """Yield all that may be shown while *question* is open, all before it read from a story."""
    answers = list(case.choices.items())
    before = dict(answers[: list(case.choices).index(question)])
    case = replace(case, choices=before, heard=tuple(before))
    lead = (coupon().intro, *pages.echo(case, before, "guide_heard"))
    for misses in range(len(MISSED) + 1):
        yield pages.question(replace(case, misses=misses), lead)
    yield pages.back_to(case, (coupon().intro, coupon().intro))
    yield from (pages.resume(case), pages.cancelled(case))
    old = Tap(case.flow, CODE[::-1], case.edition, "pick", case.choices)
    yield from [pages.amend(case), pages.old_button(case, old)] if before else []


def ended(pages: Pages, case: Case, outcome: Outcome) -> Iterator[Reply]:
    """Yield all that may be shown once *outcome* is reached."""
    lead = pages.echo(case, case.choices, "guide_changed_to")
    yield from (pages.result(case, outcome, lead), pages.result_as_text(case, outcome))
    yield from (pages.confirm(case, (coupon().intro,)), pages.amend(case), pages.resume(case))


def refused(replies: Iterable[Reply]) -> list[str]:
    """Return what LINE would not take of *replies*, by two counts made apart."""
    all_messages = [render(reply) for reply in replies]
    assert all_messages
    problems = [str(problem) for each in all_messages for problem in lint(each)]
    return [*problems, *(breach for each in all_messages for breach in breaches(each))]


def words_of(component: dict[str, Any]) -> Iterator[str]:
    yield component.get("text", "")
    for inner in component.get("contents", []):
        yield from words_of(inner)


def data_of(reply: Reply) -> list[str]:
    choices = reply.card.choices if reply.card else ()
    return [button.data for button in (*choices, *reply.buttons) if button.data]


def steps_of(pages: Pages, case: Case, outcome: Outcome) -> tuple[str, ...]:
    card = pages.result(case, outcome).card
    assert card
    return next(part.lines for part in card.sections if part.title == wording()["guide_steps"])


@pytest.mark.parametrize("id_", OUTCOMES)
def test_an_outcome_can_be_shown(id_: str) -> None:
    """The card, the same as text and the pages around it fit, whichever service is wanted."""
    assert refused(reply for end in of_each_service(id_) for reply in ended(*end)) == []


@pytest.mark.parametrize("id_", OUTCOMES)
def test_an_outcome_is_told_whole(id_: str) -> None:
    """Card and text hold every word of the outcome."""
    pages, case, outcome = of_each_service(id_)[0]
    (card,) = render(pages.result(case, outcome))
    (text,) = pages.result_as_text(case, outcome).texts

    words = [outcome.title, *outcome.next_steps, *outcome.why.split("\n\n")]
    words += [source.name for source in outcome.sources]
    assert [each for each in words if each not in text] == []
    on_card = "\n".join(words_of(card["contents"]["body"]))
    assert [each for each in words if each not in on_card] == []


@pytest.mark.parametrize("id_", coupon().questions)
def test_a_question_can_be_shown(id_: str) -> None:
    """Asked, asked again and come back to, with every answer before it open to correction."""
    pages, case, _ = longest(id_)

    assert refused(asked(pages, case, id_)) == []


@pytest.mark.parametrize("id_", coupon().questions)
def test_a_question_is_asked_in_both_its_words(id_: str) -> None:
    """The pages above are of this question, the second time in other words."""
    pages, case, _ = longest(id_)

    first, second, *_ = (reply.card for reply in asked(pages, case, id_))
    assert first
    assert second
    assert (first.text, second.text) == (coupon().questions[id_].ask, coupon().questions[id_].again)


@pytest.mark.parametrize("id_", coupon().questions)
def test_a_contradiction_can_be_shown(id_: str) -> None:
    """Whichever two answers to a question are held against each other, the page fits."""
    pages, case, _ = longest(id_)
    others = coupon().questions[id_].options.keys() - {case.choices[id_]}

    assert refused(pages.contradiction(case, id_, other, ()) for other in others) == []


def test_every_result_has_three_next_steps() -> None:
    """Whatever way led there, with the one for the service that is wanted."""
    odd = [case.choices for pages, case, end in ends() if len(steps_of(pages, case, end)) != STEPS]

    assert odd == [], f"{len(odd)} เส้นทางไม่ได้มีขั้นต่อไป {STEPS} ข้อ: {odd[:5]}"


def test_every_button_can_be_read_back() -> None:
    """What a button carries is whole, and of a length that LINE gives back."""
    on_the_way = (reply for id_ in coupon().questions for reply in asked(*longest(id_)[:2], id_))
    at_the_end = (reply for end in ends() for reply in ended(*end))
    carried = {data for replies in (on_the_way, at_the_end) for r in replies for data in data_of(r)}

    taps = {data: read_tap(data) for data in carried}
    assert [data for data, tap in taps.items() if tap is None or tap.to_data() != data] == []
    assert [data for data in carried if len(data) > DATA] == []
