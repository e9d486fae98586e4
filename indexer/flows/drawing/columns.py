"""How far to the right each cell of a grid lies: near to what it is tied to, beside the others."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import inf

from indexer.flows.drawing.grid import Cell, Grid, Row, Ties

BESIDE = 22.0  # between two cells of a row, in pixels
ROUNDS, STILL = 300, 0.05  # at most, for 40 boxes half a second; pixels that are no movement


def columns(grid: Grid, widths: Mapping[Cell, float]) -> dict[Cell, float]:
    """Return the x of each cell's middle, near to what it is tied to; the leftmost edge is 0."""
    above, below = grid.ties()
    at = _side_by_side(grid, widths)
    for turn in range(ROUNDS):
        before = dict(at)
        for row in grid.rows[:: 1 if turn % 2 else -1]:
            wanted, weights = zip(*(_pull(cell, above, below, at) for cell in row), strict=True)
            at |= zip(row, apart(_steps(row, widths), wanted, weights), strict=True)
        if all(abs(at[cell] - x) < STILL for cell, x in before.items()):
            break
    for chain in grid.chains.values():
        _straighten(chain[1:-1], grid, widths, at)
    left = min(at[cell] - widths[cell] / 2 for cell in at)
    return {cell: middle - left for cell, middle in at.items()}


def _side_by_side(grid: Grid, widths: Mapping[Cell, float]) -> dict[Cell, float]:
    """Return the middles of the cells of each row, packed around x 0."""
    at: dict[Cell, float] = {}
    for row in grid.rows:
        steps = _steps(row, widths)
        at |= {cell: step - steps[-1] / 2 for cell, step in zip(row, steps, strict=True)}
    return at


def _steps(row: Row, widths: Mapping[Cell, float]) -> list[float]:
    """Return how far the middle of each cell of *row* is at least from that of the first."""
    gaps = ((widths[a] + widths[b]) / 2 + BESIDE for a, b in pairwise(row))
    return list(accumulate(gaps, initial=0.0))


def _pull(cell: Cell, above: Ties, below: Ties, at: Mapping[Cell, float]) -> tuple[float, float]:
    """Return where *cell* would lie best, and how much that matters.

    A line pulls the harder the more of it is line: straight ones are easy to follow
    (weights 1, 2, 8 of Gansner and others 1993).
    """
    ties = [*above.get(cell, ()), *below.get(cell, ())]
    weights = [(1.0, 2.0, 8.0)[bool(cell.end) + bool(other.end)] for other in ties]
    if not ties:
        return at[cell], 0.1
    mean = sum(w * at[other] for w, other in zip(weights, ties, strict=True)) / sum(weights)
    return mean, sum(weights)


def apart(steps: Sequence[float], wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the places nearest to *wanted* (least squares) that are at least *steps* apart.

    *steps* count from the first place. Pooling adjacent violators: what would come too near
    becomes one block, at the mean of what its parts want.
    """
    blocks: list[tuple[float, float, int]] = []  # mean, weight, cells
    for want, weight, step in zip(wanted, weights, steps, strict=True):
        blocks.append((want - step, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            right, left = blocks.pop(), blocks.pop()
            heavy = left[1] + right[1]
            mean = (left[0] * left[1] + right[0] * right[1]) / heavy
            blocks.append((mean, heavy, left[2] + right[2]))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + step for mean, step in zip(means, steps, strict=True)]


def _straighten(
    cells: Row, grid: Grid, widths: Mapping[Cell, float], at: dict[Cell, float]
) -> None:
    """Put as many of the *cells* of a line under one another as their rows have room for."""
    run: list[Cell] = []
    low, high = -inf, inf
    for cell in cells:
        left, right = _room(cell, grid.rows[cell.row], widths, at)
        if max(low, left) > min(high, right):
            run, low, high = [], -inf, inf
        run.append(cell)
        low, high = max(low, left), min(high, right)
        mean = sum(at[each] for each in run) / len(run)
        at |= dict.fromkeys(run, min(max(mean, low), high))


def _room(
    cell: Cell, row: Row, widths: Mapping[Cell, float], at: Mapping[Cell, float]
) -> tuple[float, float]:
    """Return between where the middle of *cell* may lie while the rest of its *row* stays."""
    place = row.index(cell)
    low, high = -inf, inf
    if place > 0:
        low = at[row[place - 1]] + _steps(row[place - 1 : place + 1], widths)[1]
    if place + 1 < len(row):
        high = at[row[place + 1]] - _steps(row[place : place + 2], widths)[1]
    return low, high
