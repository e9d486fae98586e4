"""Tables and the curve, from trials made up by hand."""

from xml.etree import ElementTree

import pytest

from indexer.evaluation.baselines import Found
from indexer.evaluation.comparison import confidences, rankings
from indexer.evaluation.curve import curve_of, to_svg
from indexer.evaluation.tasks import Asked
from indexer.evaluation.trials import Trial, missed, table
from indexer.retriever import Verdict


def trial(
    right: tuple[str, ...],
    found: tuple[str, ...],
    confidence: float,
    manner: str = "plain",
    verdict: Verdict | None = None,
) -> Trial:
    """Return a trial; without *verdict* answered from a confidence of 0.5 on."""
    by_bar: Verdict = "sure" if confidence >= 0.5 else "unsure"
    return Trial(Asked("q", right, manner), Found(found, confidence, verdict or by_bar))


TRIALS = [
    trial(("a",), ("a", "b"), 0.9),
    trial(("b",), ("a", "b"), 0.7),
    trial(("c",), ("c",), 0.4),
    trial(("d",), ("x", "y", "z", "d"), 0.1),
    trial((), ("a",), 0.8, "far"),
    trial((), ("a",), 0.2, "far"),
]


def row(text: str, name: str) -> list[str]:
    """Return the cells of the first line that starts with *name*."""
    return next(line for line in text.splitlines() if line.startswith(name)).split()


def drawn(trials: list[Trial], title: str = "title") -> ElementTree.Element:
    """Return the picture of *trials*, as a browser would read it."""
    return ElementTree.fromstring(to_svg(curve_of(trials), title))  # noqa: S314 (we wrote it)


def test_table() -> None:
    """Of four questions two come first, three among three; one is answered wrongly, two not."""
    figures = ["4", "50.0", "75.0", "68.8", "25.0", "25.0", "0.0", "50.0"]

    assert row(table(TRIALS), "plain")[1:] == figures


def test_offered() -> None:
    """What is asked back counts where the right entry is among the choices, of which four."""
    found = ("1", "2", "3", "4", "5")
    torn = [trial((id_,), found, 0.4, verdict="torn") for id_ in found]

    assert row(table(torn), "plain")[-2] == "80.0"


def test_missed() -> None:
    """Listed are what did not come first and what was answered and should not be."""
    listed = [line.split(":")[0] for line in missed(TRIALS).splitlines()]

    assert listed == ["plain", "plain", "far"]


def test_rankings_side_by_side() -> None:
    """Each way of searching has its column, in the order of the ways."""
    worse = [trial(each.asked.right, (), 0.0) for each in TRIALS]

    hit1 = row(rankings({"ours": TRIALS, "worse": worse}), "all")

    assert (hit1[1], hit1[2], hit1[4]) == ("4", "50.0", "0.0")


def test_rankings_leave_out_what_nothing_answers() -> None:
    """A message that must not be answered has no rank and drags no figure down."""
    assert "far" not in rankings({"ours": TRIALS})


def test_confidences() -> None:
    """Half are answered, half of those rightly, and half of the strange messages falsely."""
    cells = row(confidences({"ours": TRIALS}), "ours")

    assert cells[1::2][:3] == ["50.0", "50.0", "50.0"]


def test_confidences_without_bars() -> None:
    """A way of searching without verdicts still sorts by its scores."""
    bare = [Trial(each.asked, Found(each.found.ids, each.found.confidence)) for each in TRIALS]

    assert row(confidences({"bare": bare}), "bare")[1:] == ["-", "-", "-", "50.0", "75.0"]


def test_curve_by_hand() -> None:
    """As the bar falls more is answered, less of it rightly, and more falsely."""
    curve = curve_of(TRIALS)

    assert curve.precision == [(0.25, 1), (0.5, 1 / 2), (0.75, pytest.approx(2 / 3)), (1, 1 / 2)]
    assert curve.false == {"far": [(0.25, 0), (0.5, 0.5), (0.75, 0.5), (1, 1)]}
    assert curve.at == 0.5


def test_curve_of_equals() -> None:
    """Questions of one confidence are answered together or not at all."""
    assert curve_of([trial(("a",), ("a",), 0.5)] * 3).precision == [(1, 1)]


@pytest.mark.parametrize("trials", [TRIALS, TRIALS[:4], []], ids=["all", "none strange", "none"])
def test_picture_is_xml(trials: list[Trial]) -> None:
    """A browser can read the picture, whatever was asked and whatever it is called."""
    root = drawn(trials, 'a < b & "c"')

    assert root.tag.endswith("svg")


def test_picture_has_a_line_a_manner() -> None:
    """One line is the precision, and one each manner of strange message."""
    root = drawn(TRIALS)

    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == 2


def test_picture_stays_inside_its_axes() -> None:
    """No point is drawn outside the picture."""
    root = drawn(TRIALS)

    _, _, width, height = map(float, root.attrib["viewBox"].split())
    lines = root.iter("{http://www.w3.org/2000/svg}polyline")
    points = [map(float, p.split(",")) for line in lines for p in line.attrib["points"].split()]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
