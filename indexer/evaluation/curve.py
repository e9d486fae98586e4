"""What other bars would do, drawn: share answered against precision and false answers."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import NamedTuple
from xml.sax.saxutils import escape

from indexer.evaluation.comparison import strange_of
from indexer.evaluation.trials import Trial

WIDTH, HEIGHT = 760, 560  # of the picture, in its own units
LEFT, TOP, SIDE_X, SIDE_Y = 80, 70, 640, 400  # where the axes stand, and how long they are
PRECISION = ("#1a7f37", "ตอบถูก / right, of those answered")
# Told apart by their dashes too: colours alone do not reach everybody, nor every printer.
FALSE = (("#0550ae", "none"), ("#cf222e", "8 4"), ("#8250df", "2 4"), ("#9a6700", "12 4 2 4"))
THAI = {
    "far": "นอกเรื่อง",
    "near": "เรื่องใกล้เคียง",
    "small_talk": "คุยเล่น",
    "strange": "นอกเรื่อง",
}

Line = list[tuple[float, float]]  # of points, both sides 0 to 1


class Curve(NamedTuple):
    """Lines over the share answered, as the bar falls; *at* is the share at the index's own bar."""

    precision: Line
    false: Mapping[str, Line]
    at: float


def curve_of(trials: Sequence[Trial]) -> Curve:
    """Return what every bar would do to *trials*; of questions that something answers."""
    inside = [trial for trial in trials if trial.asked.right]
    bars = sorted({trial.found.confidence for trial in inside}, reverse=True)
    answered = [_share_above(bar, inside) for bar in bars]
    precision = [_precision_above(bar, inside) for bar in bars]
    false = {
        name: list(zip(answered, (_share_above(bar, group) for bar in bars), strict=True))
        for name, group in strange_of(trials).items()
    }
    at = sum(trial.answered for trial in inside) / max(len(inside), 1)
    return Curve(list(zip(answered, precision, strict=True)), false, at)


def _share_above(bar: float, trials: Sequence[Trial]) -> float:
    return sum(trial.found.confidence >= bar for trial in trials) / len(trials)


def _precision_above(bar: float, trials: Sequence[Trial]) -> float:
    right = [trial.rank == 1 for trial in trials if trial.found.confidence >= bar]
    return sum(right) / len(right)


def to_svg(curve: Curve, title: str) -> str:
    """Draw *curve*; scalable, with words in Thai and English."""
    colour, name = PRECISION
    lines = [(name, colour, "none", curve.precision)]
    for (manner, line), (colour, dash) in zip(curve.false.items(), cycle(FALSE), strict=False):
        name = f"เผลอตอบ{THAI.get(manner, '')} / false answers: {manner}"
        lines.append((name, colour, dash, line))
    drawn = (_line(i, *line) for i, line in enumerate(lines))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="Noto Sans Thai, Sarabun, Tahoma, sans-serif" font-size="14">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *_axes(),
            _own_bar(curve.at),
            *drawn,
            "</svg>\n",
        ]
    )


def _axes() -> list[str]:
    ticks = [tick / 5 for tick in range(6)]
    bottom = TOP + SIDE_Y
    return [
        *(_rule(LEFT, _y(tick), LEFT + SIDE_X, _y(tick)) for tick in ticks),
        *(_rule(_x(tick), TOP, _x(tick), bottom) for tick in ticks),
        *(_words(LEFT - 8, _y(tick) + 5, f"{100 * tick:.0f}", "end") for tick in ticks),
        *(_words(_x(tick), bottom + 20, f"{100 * tick:.0f}") for tick in ticks),
        _words(LEFT + SIDE_X / 2, bottom + 44, "ตอบเอง ร้อยละของคำถามที่มีคำตอบ / share answered (%)"),
        f'<g transform="translate(30 {TOP + SIDE_Y / 2}) rotate(-90)">'
        f"{_words(0, 0, 'ร้อยละ / per cent')}</g>",
    ]


def _line(i: int, name: str, colour: str, dash: str, points: Line) -> str:
    """Draw one line, and its name above the axes, two in a row."""
    path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    style = f'fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"'
    x, y = LEFT + i % 2 * SIDE_X // 2, 20 + i // 2 * 24
    return (
        f'<polyline {style} points="{path}"/><path {style} d="M{x} {y}h32"/>'
        f"{_words(x + 40, y + 5, name, 'start')}"
    )


def _own_bar(at: float) -> str:
    middle = _x(at)
    return (
        f'<path stroke="#333" stroke-dasharray="3 3" d="M{middle:.1f} {TOP}v{SIDE_Y}"/>'
        f"{_words(middle, TOP + SIDE_Y + 68, '▲ เกณฑ์ที่ใช้อยู่ / bar in use')}"
    )


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path stroke="#ddd" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'


def _words(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _x(share: float) -> float:
    return LEFT + SIDE_X * share


def _y(share: float) -> float:
    return TOP + SIDE_Y * (1 - share)
