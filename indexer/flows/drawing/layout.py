"""Where each box, label and line of a drawing lies, from top to bottom, in pixels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.flows.drawing.columns import apart, columns
from indexer.flows.drawing.grid import Arc, Cell, Grid, untangled

DROP, STEEP, DEEP = 18.0, 0.06, 44.0  # between rows: at least, more for lines that go far, at most
PORTS = 24.0  # between two lines at one side of a box, where it is wide enough
Point = tuple[float, float]
Way = list[tuple[int, float]]  # the x of a line in each row that it comes to


@dataclass(frozen=True)
class Size:
    """How much room something takes."""

    width: float
    height: float


@dataclass(frozen=True)
class Rect:
    """Where something lies; y grows downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Layout:
    """What lies where.

    The points of a line lead in turn straight down a row and aside to the next row.
    """

    boxes: Mapping[str, Rect]
    labels: Mapping[Arc, Rect]
    lines: Mapping[Arc, Sequence[Point]]
    size: Size


def lay_out(
    rows: Mapping[str, int], boxes: Mapping[str, Size], labels: Mapping[Arc, Size]
) -> Layout:
    """Place *boxes* on their *rows* and the *labels* of the arcs between them.

    Nothing overlaps, and no line passes through a box or through another's label: a row keeps
    a column free for each line that passes it, and lines go aside only between rows.
    """
    grid = untangled(rows, labels)
    sizes = _sizes(grid, boxes, labels)
    middles = columns(grid, {cell: size.width for cell, size in sizes.items()})
    ways = _ways(grid, sizes, middles)
    bands = _bands(grid, sizes, ways)
    rects = {
        cell: Rect(middles[cell] - size.width / 2, bands[cell.row][0], size.width, size.height)
        for cell, size in sizes.items()
    }
    return Layout(
        boxes={cell.start: rect for cell, rect in rects.items() if not cell.end},
        labels={arc: rects[chain[1]] for arc, chain in grid.chains.items()},
        lines={arc: _line(rects[grid.chains[arc][0]].bottom, ways[arc], bands) for arc in ways},
        size=Size(max(rect.right for rect in rects.values()), bands[-1][1]),
    )


def _sizes(grid: Grid, boxes: Mapping[str, Size], labels: Mapping[Arc, Size]) -> dict[Cell, Size]:
    thin = Size(0.0, 0.0)  # of a line that passes a row
    sizes = {cell: thin if cell.end else boxes[cell.start] for row in grid.rows for cell in row}
    return sizes | {chain[1]: labels[arc] for arc, chain in grid.chains.items()}


def _ways(grid: Grid, sizes: Mapping[Cell, Size], middles: Mapping[Cell, float]) -> dict[Arc, Way]:
    """Return at which x each line leaves its box, passes the rows below, and enters a box."""
    leaving: dict[Cell, list[tuple[float, Arc]]] = defaultdict(list)
    entering: dict[Cell, list[tuple[float, Arc]]] = defaultdict(list)
    for arc, chain in grid.chains.items():
        leaving[chain[0]].append((middles[chain[1]], arc))
        entering[chain[-1]].append((middles[chain[-2]], arc))
    leaves, enters = (_ports(side, sizes, middles) for side in (leaving, entering))
    return {
        arc: [
            (first.row, leaves[arc]),
            *((cell.row, middles[cell]) for cell in inner),
            (last.row, enters[arc]),
        ]
        for arc, (first, *inner, last) in grid.chains.items()
    }


def _ports(
    sides: Mapping[Cell, list[tuple[float, Arc]]],
    sizes: Mapping[Cell, Size],
    middles: Mapping[Cell, float],
) -> dict[Arc, float]:
    """Return the x of each line at a box: straight above or below its next place if it can."""
    at: dict[Arc, float] = {}
    for cell, ends in sides.items():
        ends.sort()
        step = min(PORTS, sizes[cell].width / (len(ends) + 1))
        steps = [step * place for place in range(len(ends))]
        aside = sizes[cell].width / 2 - step
        low, high = middles[cell] - aside, middles[cell] + aside
        wanted = [min(max(x, low), high) for x, _ in ends]
        if len(ends) == 1 and wanted[0] != ends[0][0]:
            wanted = [middles[cell]]  # alone and bent in any case: to the middle
        found = apart(steps, wanted, [1.0] * len(ends))
        for (_, arc), x, begin in zip(ends, found, steps, strict=True):
            at[arc] = min(max(x - begin, low), high - steps[-1]) + begin
    return at


def _bands(
    grid: Grid, sizes: Mapping[Cell, Size], ways: Mapping[Arc, Way]
) -> list[tuple[float, float]]:
    """Return top and bottom of each row; the further lines go aside, the more room below it."""
    aside: dict[int, float] = defaultdict(float)
    for (row, x), (_, to) in (pair for way in ways.values() for pair in pairwise(way)):
        aside[row] = max(aside[row], abs(to - x))
    bands: list[tuple[float, float]] = []
    top = 0.0
    for number, cells in enumerate(grid.rows):
        bottom = top + max(sizes[cell].height for cell in cells)
        bands.append((top, bottom))
        top = bottom + min(DROP + STEEP * aside[number], DEEP)
    return bands


def _line(start: float, way: Way, bands: Sequence[tuple[float, float]]) -> list[Point]:
    """Return the points of a line that leaves a box whose lower edge is at *start*."""
    points = [(x, y) for row, x in way for y in bands[row]]
    return [(points[0][0], start), *points[1:-1]]
