"""Layered drawings: whatever the graph, nothing lies over anything else."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.flows.drawing.grid import Arc, untangled
from indexer.flows.drawing.layout import Layout, Rect, Size, lay_out

sizes = st.builds(Size, st.floats(20, 300), st.floats(20, 150))


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A layout of up to twelve boxes, each but the first below one to three others."""
    rows, arcs = {"0": 0}, []
    for number in range(1, draw(st.integers(2, 12))):
        above = draw(st.sets(st.integers(0, number - 1), min_size=1, max_size=3))
        arcs += [(str(box), str(number)) for box in sorted(above)]
        rows[str(number)] = 1 + max(rows[str(box)] for box in above)
    boxes = {box: draw(sizes) for box in rows}
    return lay_out(rows, boxes, {arc: draw(sizes) for arc in arcs})


def things(layout: Layout) -> dict[str | Arc, Rect]:
    return {**layout.boxes, **layout.labels}


def passes(layout: Layout, arc: Arc) -> list[str | Arc]:
    """Return what the straight pieces of a line run into, its own label left out.

    The bent pieces lie between two rows, where there is nothing.
    """
    points = layout.lines[arc]
    straight = list(pairwise(points))[::2]
    return [
        name
        for name, rect in things(layout).items()
        for (x, top), (_, bottom) in straight
        if name != arc and rect.overlaps(Rect(x - 1, top, 2, bottom - top))
    ]


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_nothing_overlaps(layout: Layout) -> None:
    """No box or label lies over another."""
    pairs = combinations(things(layout).items(), 2)

    assert [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)] == []


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_lines_pass_beside(layout: Layout) -> None:
    """No line runs through a box, or through the label of another line."""
    assert {arc: hit for arc in layout.lines if (hit := passes(layout, arc))} == {}


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_lines_lead_from_box_to_box(layout: Layout) -> None:
    """A line begins on the lower edge of one box and ends on the upper edge of the other."""
    for (start, end), points in layout.lines.items():
        first, last = layout.boxes[start], layout.boxes[end]
        assert first.left <= points[0][0] <= first.right
        assert points[0][1] == pytest.approx(first.bottom)
        assert last.left <= points[-1][0] <= last.right
        assert points[-1][1] == pytest.approx(last.top)


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_bends_lie_between_rows(layout: Layout) -> None:
    """Where a line goes aside there is neither box nor label at that height."""
    for points in layout.lines.values():
        for (_, top), (_, bottom) in list(pairwise(points))[1::2]:
            band = Rect(0, top, layout.size.width, bottom - top)
            assert [name for name, rect in things(layout).items() if rect.overlaps(band)] == []


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_all_lies_within_the_size(layout: Layout) -> None:
    """The size of a layout holds all that it places."""
    for rect in things(layout).values():
        assert rect.left >= -0.001
        assert rect.top >= 0
        assert rect.right <= layout.size.width + 0.001
        assert rect.bottom <= layout.size.height + 0.001


def test_tree_has_no_crossings() -> None:
    """A tree whose boxes were given in a confused order is drawn without one crossing."""
    rows = {"top": 0, "b": 1, "a": 1, "c": 1, "c1": 2, "a1": 2, "b1": 2, "a2": 2, "c2": 2}
    arcs = [("top", id_) for id_ in "abc"] + [(id_[0], id_) for id_ in rows if len(id_) == 2]

    assert untangled(rows, arcs).crossings() == 0


def test_crossing_that_must_be() -> None:
    """Two boxes that both lead to the same two cannot be drawn without a crossing."""
    rows = {"top": 0, "a": 1, "b": 1, "c": 2, "d": 2}
    arcs = [("top", "a"), ("top", "b"), *((start, end) for start in "ab" for end in "cd")]

    assert untangled(rows, arcs).crossings() == 1


def test_straight_where_it_can_be() -> None:
    """A line that nothing stands in the way of goes straight down."""
    size = Size(100, 40)
    rows = {"a": 0, "b": 1, "c": 2}
    layout = lay_out(
        rows, dict.fromkeys(rows, size), {("a", "b"): size, ("b", "c"): size, ("a", "c"): size}
    )

    xs = {x for x, _ in layout.lines["a", "c"][2:-1]}
    assert max(xs) - min(xs) < 0.001
