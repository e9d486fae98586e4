"""Boxes, labels and lines in rows, ordered within each row so that few lines cross.

After Sugiyama, Tagawa and Toda 1981, with the swaps of Gansner and others 1993: each line is cut
into pieces that go one row down, then rows are sorted in turn by what they are tied to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import NamedTuple

Arc = tuple[str, str]  # from a box to a box
SWEEPS = 24


class Cell(NamedTuple):
    """A place in *row*: of the box *start*, or where the arc from *start* to *end* passes."""

    row: int
    start: str
    end: str = ""


Row = tuple[Cell, ...]
Ties = Mapping[Cell, Sequence[Cell]]


@dataclass(frozen=True)
class Grid:
    """*rows* from the top, each from the left; *chains*: the cells of each arc, box to box.

    Boxes stand on even rows, the label of an arc on the row below the box it leaves.
    """

    rows: tuple[Row, ...]
    chains: Mapping[Arc, Row]

    @property
    def links(self) -> list[tuple[Cell, Cell]]:
        """Every piece of a line, from a cell to one in the next row."""
        return [link for chain in self.chains.values() for link in pairwise(chain)]

    def ties(self) -> tuple[Ties, Ties]:
        """Return what each cell is tied to in the row above, and in the row below."""
        above: dict[Cell, list[Cell]] = defaultdict(list)
        below: dict[Cell, list[Cell]] = defaultdict(list)
        for upper, lower in self.links:
            above[lower].append(upper)
            below[upper].append(lower)
        return above, below

    def crossings(self) -> int:
        """Return how often lines cross."""
        at = _places(self.rows)
        by_row: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for upper, lower in self.links:
            by_row[upper.row].append((at[upper], at[lower]))
        pairs = (pair for links in by_row.values() for pair in combinations(links, 2))
        return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in pairs)


def untangled(rows: Mapping[str, int], arcs: Iterable[Arc]) -> Grid:
    """Return the grid of boxes on *rows* (0 on top) in an order with few crossings."""
    grid = best = _as_given(rows, arcs)
    above, below = grid.ties()
    for sweep in range(SWEEPS):
        downwards = sweep % 2 == 0
        grid = replace(grid, rows=_sorted(grid.rows, above if downwards else below, downwards))
        grid = replace(grid, rows=_swapped(grid.rows, above, below))
        best = min(best, grid, key=Grid.crossings)
    return best


def _as_given(rows: Mapping[str, int], arcs: Iterable[Arc]) -> Grid:
    chains = {arc: _chain(arc, rows) for arc in arcs}
    cells = [Cell(2 * row, box) for box, row in rows.items()]
    cells += [cell for chain in chains.values() for cell in chain[1:-1]]
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row].append(cell)
    return Grid(tuple(tuple(by_row[row]) for row in sorted(by_row)), chains)


def _chain(arc: Arc, rows: Mapping[str, int]) -> Row:
    start, end = arc
    first, last = Cell(2 * rows[start], start), Cell(2 * rows[end], end)
    return (first, *(Cell(row, start, end) for row in range(first.row + 1, last.row)), last)


def _sorted(rows: Sequence[Row], ties: Ties, downwards: bool) -> tuple[Row, ...]:
    """Sort row after row by the mean place of what each cell is tied to in the row before."""
    done = list(rows)
    at = _places(rows)
    for row in rows if downwards else rows[::-1]:
        wanted = {
            cell: sum(at[other] for other in ties[cell]) / len(ties[cell])
            if ties.get(cell)
            else at[cell]
            for cell in row
        }
        done[row[0].row] = tuple(sorted(row, key=wanted.__getitem__))
        at |= _places([done[row[0].row]])
    return tuple(done)


def _swapped(rows: Sequence[Row], above: Ties, below: Ties) -> tuple[Row, ...]:
    """Swap neighbours in a row as long as that saves crossings."""
    done = [list(row) for row in rows]
    at = _places(rows)
    swapped = True
    while swapped:
        swapped = False
        for row in done:
            for i, (left, right) in enumerate(pairwise(row)):
                if row[i] is left and _saves(left, right, above, below, at):
                    row[i], row[i + 1] = right, left
                    at[left], at[right] = i + 1, i
                    swapped = True
    return tuple(map(tuple, done))


def _saves(left: Cell, right: Cell, above: Ties, below: Ties, at: Mapping[Cell, int]) -> bool:
    """Tell whether *left* and *right* cross less the other way round."""
    steps = [
        at[a] - at[b]
        for ties in (above, below)
        for a in ties.get(left, ())
        for b in ties.get(right, ())
    ]
    return sum(step > 0 for step in steps) > sum(step < 0 for step in steps)


def _places(rows: Iterable[Row]) -> dict[Cell, int]:
    return {cell: place for row in rows for place, cell in enumerate(row)}
