"""A flow as a drawing: all of it is there, in its place, to be read."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import sync_playwright

from indexer.flows.flow import Flow
from indexer.flows.svg import ASKED, to_svg
from indexer.thai_date import to_thai_date
from tests.conftest import need
from tests.indexer.flows.drawn import SVG, Thing, heading, page, plain, things
from tests.indexer.flows.little import DATED, flow_of
from tests.indexer.flows.real import coupon
from tests.scenarios.test_browser import CHROMIUM

AFTER = date(2028, 1, 1)  # the outcome `one` of DATED holds until the day before
SHAPES = {"svg", "title", "defs", "marker", "path", "rect", "g", "text"}
# Returns every text that reaches beyond the rectangle it was drawn for.
OUTSIDE = """() => [...document.querySelectorAll("g")].flatMap(group => {
    const room = group.querySelector("rect").getBBox();
    return [...group.querySelectorAll("text")].filter(text => {
        const box = text.getBBox();
        return box.x < room.x || box.x + box.width > room.x + room.width
            || box.y < room.y || box.y + box.height > room.y + room.height;
    }).map(text => text.textContent);
})"""


def wordy(flow: Flow) -> Flow:
    """Return *flow* with labels, questions and titles as long as they may be, and longer."""
    questions = {
        question.id: replace(
            question,
            ask=(question.ask * 50)[:250],
            options={
                option.id: replace(option, label=(f"{option.label} " * 40)[:40])
                for option in question.options.values()
            },
        )
        for question in flow.questions.values()
    }
    outcomes = {id_: replace(o, title=f"{o.title} " * 4) for id_, o in flow.outcomes.items()}
    return replace(flow, title=flow.title * 9, questions=questions, outcomes=outcomes)


MADE = {
    "little": flow_of,
    "dated": lambda: flow_of(*DATED),
    "coupon": coupon,
    "wordy": lambda: wordy(coupon()),
    "little and wordy": lambda: wordy(flow_of()),
}


@pytest.fixture(scope="module", params=MADE)
def flow(request: pytest.FixtureRequest) -> Flow:
    """Each in turn, the real one and that with longer words among them."""
    made: Flow = MADE[request.param]()
    return made


@pytest.fixture(scope="module")
def svg(flow: Flow) -> str:
    return to_svg(flow)


def texts_of(kind: str, svg: str) -> list[str]:
    return [thing.text for thing in things(svg) if thing.kind == kind]


def box_of(title: str, svg: str) -> Thing:
    return next(t for t in things(svg) if t.kind == "box" and plain(title) in t.text)


def test_every_box_is_drawn(flow: Flow, svg: str) -> None:
    """Each node has a box with its topic, each outcome one with its title."""
    boxes = texts_of("box", svg)
    topics = [flow.questions[node.asks].topic for node in flow.nodes.values()]
    titles = [outcome.title for outcome in flow.outcomes.values()]

    assert len(boxes) == len(topics) + len(titles)
    assert [t for t in (*topics, *titles) if not any(plain(t) in box for box in boxes)] == []


def test_every_option_is_drawn(flow: Flow, svg: str) -> None:
    """Each option stands in a label, together with those that lead from there to the same."""
    labels = texts_of("label", svg)
    edges = {(node.id, end) for node in flow.nodes.values() for end in node.leads_to.values()}

    assert len(labels) == len(edges)
    for node in flow.nodes.values():
        for id_, end in node.leads_to.items():
            options = flow.questions[node.asks].options
            same = [options[o].label for o, to in node.leads_to.items() if to == end]
            assert "".join(map(plain, same)) in labels, id_


def test_nothing_overlaps(svg: str) -> None:
    """No box or label, no part of the key or the heading lies over another."""
    pairs = combinations(things(svg), 2)

    assert [(a.text, b.text) for a, b in pairs if a.rect.overlaps(b.rect)] == []


def test_all_is_on_the_sheet(svg: str) -> None:
    """Nothing is cut off by the edge of the paper."""
    sheet = page(svg)

    for thing in things(svg):
        assert thing.rect.left > 0
        assert thing.rect.top > 0
        assert thing.rect.right < sheet.right
        assert thing.rect.bottom < sheet.bottom


def test_sheet_has_the_shape_of_paper(svg: str) -> None:
    """It fills an A3 or A4 sheet that lies on its side."""
    sheet = page(svg)

    assert sheet.width / sheet.height == pytest.approx(420 / 297, rel=0.001)


def test_heading(flow: Flow, svg: str) -> None:
    """The title and the day of review stand above."""
    assert heading(svg).startswith(plain(flow.title))
    assert plain(to_thai_date(flow.reviewed)) in heading(svg)


def test_day_is_named() -> None:
    """A drawing of the rules of a day says of which."""
    assert plain(to_thai_date(AFTER)) in heading(to_svg(flow_of(*DATED), AFTER))


def test_what_is_not_valid_is_not_drawn() -> None:
    """On a day after an outcome's last one, the ways that led to it lead to its stand-in."""
    flow = flow_of(*DATED)
    one = flow.outcomes["one"].title

    before, after = (texts_of("box", to_svg(flow, AFTER - timedelta(days=n))) for n in (1, 0))

    assert any(plain(one) in box for box in before)
    assert not any(plain(one) in box for box in after)


def test_days_stand_with_what_is_dated() -> None:
    """A drawing of the whole says until when an outcome holds."""
    flow = flow_of(*DATED)

    box = box_of(flow.outcomes["one"].title, to_svg(flow))

    assert plain(to_thai_date(AFTER - timedelta(days=1))) in box.text


def test_long_question_is_cut() -> None:
    """Of a long question its beginning is in the box, and the whole under the pointer."""
    flow = wordy(flow_of())
    paper = flow.questions["paper"]

    svg = to_svg(flow)

    box = box_of(paper.topic, svg).text
    assert plain(paper.ask)[:30] in box
    assert len(box) < len(paper.topic) + ASKED + 5
    assert f"<title>{paper.ask}</title>" in svg


def test_groups_differ_in_colour() -> None:
    """Outcomes of one group have one colour, of another group another, as in the key."""
    flow = coupon()
    svg = to_svg(flow)
    grounds: dict[str, set[str]] = {}
    for outcome in flow.outcomes.values():
        grounds.setdefault(outcome.group, set()).add(box_of(outcome.title, svg).ground)

    assert {len(colours) for colours in grounds.values()} == {1}
    assert len(set.union(*grounds.values())) == len(grounds)
    assert {t.ground for t in things(svg) if t.kind == "key"} == set.union(*grounds.values())


def test_signs_of_xml_are_words() -> None:
    """A title or a topic may hold what means something in XML."""
    odd = "<b>&\"'"
    flow = flow_of()
    want = replace(flow.questions["want"], topic=odd, ask=odd)

    svg = to_svg(replace(flow, title=odd, questions={**flow.questions, "want": want}))

    assert odd in heading(svg)
    assert box_of(odd, svg)


def test_drawing_stands_alone(svg: str) -> None:
    """Nothing is fetched from elsewhere to show it."""
    drawn = list(ET.fromstring(svg).iter())  # noqa: S314 (our own drawing)
    told = {name for element in drawn for name in element.attrib}

    assert {element.tag.removeprefix(SVG) for element in drawn} <= SHAPES
    assert [name for name in told if "href" in name or name in ("src", "style")] == []


def test_text_keeps_within_its_box_in_a_browser() -> None:
    """As a browser sets it, no line of the real flow reaches beyond its rectangle."""
    chromium = need("Chromium", shutil.which("chromium"))
    drawings = [to_svg(coupon()), to_svg(wordy(coupon())), to_svg(wordy(flow_of()))]

    # In a thread of its own: one thread takes only one Playwright, and other tests may hold it.
    with ThreadPoolExecutor(1) as thread:
        outside = thread.submit(_outside, chromium, drawings).result()

    assert outside == [[], [], []]


def _outside(chromium: str, drawings: list[str]) -> list[list[str]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        page = browser.new_page()
        found = []
        for svg in drawings:
            page.set_content(svg)
            found.append(page.evaluate(OUTSIDE))
        browser.close()
    return found
