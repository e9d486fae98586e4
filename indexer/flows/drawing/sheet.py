"""A layout as SVG on a sheet of A3 or A4 lying on its side, in absolute places throughout."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from xml.sax.saxutils import escape

from indexer.flows.drawing.grid import Arc
from indexer.flows.drawing.layout import Layout, Point, Rect, Size
from indexer.flows.drawing.lettering import width

FONT = "'Noto Sans Thai', sans-serif"
WIDTH, HEIGHT = 420, 297  # millimetres of A3; A4 has the same shape
MARGIN, PAD, ROUND = 24.0, 7.0, 7.0
LEADING, BASELINE = 1.5, 1.08  # ems; Thai stacks two marks above a letter and one below
ARROW, APART, RULED = 9.0, 5.0, 3.0
LINE, RULE, INK = "#5b6b7d", "#d3dae2", "#16202c"


@dataclass(frozen=True)
class Line:
    """One line of text; *ruled*: with a thin rule above it."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK
    ruled: bool = False

    @property
    def height(self) -> float:
        return self.size * LEADING + (RULED if self.ruled else 0.0)


@dataclass(frozen=True)
class Part:
    """A rectangle and what is written in it, in columns; *tip* is what the pointer brings up."""

    columns: Sequence[Sequence[Line]]
    ground: str = "none"
    edge: str = "none"
    stroke: float = 1.5
    dashed: bool = False
    anchor: str = "middle"
    tip: str = ""

    @property
    def size(self) -> Size:
        high = max(sum(line.height for line in lines) for lines in self.columns)
        return Size(sum(map(_wide, self.columns)), high + 2 * PAD)


@dataclass(frozen=True)
class Sheet:
    """A layout with what stands in it; *heading* and *key* fill the corner at the upper left."""

    title: str
    heading: Part
    key: Sequence[Part]
    layout: Layout
    boxes: Mapping[str, Part]
    labels: Mapping[Arc, Part]

    @cached_property
    def corner(self) -> list[Rect]:
        """Where the heading lies, and the parts of the key one under the other."""
        size = self.heading.size
        rects = [Rect(MARGIN, MARGIN, size.width, size.height)]
        wide = max((part.size.width for part in self.key), default=0.0)
        for part in self.key:
            rects.append(Rect(MARGIN, rects[-1].bottom + APART, wide, part.size.height))
        return rects

    @cached_property
    def down(self) -> float:
        """How far down the drawing begins, so that nothing of it comes near the corner.

        The lower it begins the larger is the page, and the further from the corner its middle:
        what is clear of the corner were it to begin at the top is so anyway.
        """
        right = max(rect.right for rect in self.corner) - self._aside(MARGIN) + MARGIN
        rects = [*self.layout.boxes.values(), *self.layout.labels.values()]
        near = [rect.top for rect in rects if rect.left < right]
        bends = (pair for points in self.layout.lines.values() for pair in pairwise(points))
        near += [y for (x, y), (to, _) in bends if min(x, to) < right]
        bottom = self.corner[-1].bottom + MARGIN
        return max([MARGIN, *(bottom - top for top in near)])

    @property
    def page(self) -> Size:
        """The whole sheet in the pixels of the layout: the fewer, the larger it is printed."""
        return self._page(self.down)

    def _page(self, down: float) -> Size:
        corner = max(rect.right for rect in self.corner)
        wide = max(self.layout.size.width + MARGIN, corner) + MARGIN
        high = max(self.layout.size.height + down, self.corner[-1].bottom) + MARGIN
        return Size(max(wide, high * WIDTH / HEIGHT), max(high, wide * HEIGHT / WIDTH))

    def _aside(self, down: float) -> float:
        return (self._page(down).width - self.layout.size.width) / 2

    def to_svg(self) -> str:
        """Return the drawing as the text of a file."""
        return _FRAME.format(
            page=self.page, title=escape(self.title), drawn="\n".join(self._drawn())
        )

    def _drawn(self) -> Iterator[str]:
        for points in self.layout.lines.values():
            yield _path([self._at(*point) for point in points])
        for arc, part in self.labels.items():
            yield _part("label", self._moved(self.layout.labels[arc]), part)
        for box, part in self.boxes.items():
            yield _part("box", self._moved(self.layout.boxes[box]), part)
        heading, *key = self.corner
        yield _part("heading", heading, self.heading)
        for rect, part in zip(key, self.key, strict=True):
            yield _part("key", rect, part)

    def _at(self, x: float, y: float) -> Point:
        return x + self._aside(self.down), y + self.down

    def _moved(self, rect: Rect) -> Rect:
        return Rect(*self._at(rect.left, rect.top), rect.width, rect.height)


_FRAME = f"""<svg xmlns="http://www.w3.org/2000/svg" xml:lang="th" role="img"
 width="{WIDTH}mm" height="{HEIGHT}mm" viewBox="0 0 {{page.width:.1f}} {{page.height:.1f}}"
 font-family="{FONT}">
<title>{{title}}</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerUnits="userSpaceOnUse"
 markerWidth="{ARROW}" markerHeight="{ARROW}" orient="auto"><path d="M0 0 8 4 0 8z" fill="{LINE}"/>
</marker></defs>
<rect width="100%" height="100%" fill="#ffffff"/>
{{drawn}}
</svg>
"""


def _wide(lines: Sequence[Line]) -> float:
    return max(width(line.text, line.size, line.bold) for line in lines) + 2 * PAD


def _path(points: Sequence[Point]) -> str:
    """Draw a line: straight down each row, in a curve to the next, straight for its arrow."""
    (x, y), *rest = points
    drawn = [f"M{x:.1f} {y:.1f}"]
    end = rest[-1]
    rest[-1] = (end[0], end[1] - ARROW)
    for place, (to, low) in enumerate(rest):
        half = (y + low) / 2
        bend = f"C{x:.1f} {half:.1f} {to:.1f} {half:.1f} {to:.1f} {low:.1f}"
        drawn.append(bend if place % 2 else f"V{low:.1f}")
        x, y = to, low
    drawn.append(f"V{end[1]:.1f}")
    style = f'fill="none" stroke="{LINE}" stroke-width="1.6" marker-end="url(#arrow)"'
    return f'<path class="line" d="{"".join(drawn)}" {style}/>'


def _part(kind: str, rect: Rect, part: Part) -> str:
    tip = f"<title>{escape(part.tip)}</title>" if part.tip else ""
    dashes = ' stroke-dasharray="6 4"' if part.dashed else ""
    frame = (
        f'<rect x="{rect.left:.1f}" y="{rect.top:.1f}" width="{rect.width:.1f}" '
        f'height="{rect.height:.1f}" rx="{ROUND}" fill="{part.ground}" '
        f'stroke="{part.edge}" stroke-width="{part.stroke}"{dashes}/>'
    )
    return f'<g class="{kind}">{tip}{frame}{"".join(_texts(rect, part))}</g>'


def _texts(rect: Rect, part: Part) -> Iterator[str]:
    left, spare = rect.left, (rect.width - part.size.width) / len(part.columns)
    for lines in part.columns:
        if left > rect.left:
            yield _rule(left, rect.top, f"v{rect.height:.1f}")
        wide = _wide(lines) + spare
        yield from _column(Rect(left, rect.top + PAD, wide, 0.0), lines, part.anchor)
        left += wide


def _column(rect: Rect, lines: Sequence[Line], anchor: str) -> Iterator[str]:
    top, x = rect.top, rect.middle if anchor == "middle" else rect.left + PAD
    for line in lines:
        if line.ruled:
            yield _rule(rect.left, top + RULED / 2, f"h{rect.width:.1f}")
        weight = ' font-weight="bold"' if line.bold else ""
        style = f'font-size="{line.size}" fill="{line.colour}" text-anchor="{anchor}"{weight}'
        top += line.height
        y = top - line.size * (LEADING - BASELINE)
        yield f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(line.text)}</text>'


def _rule(x: float, y: float, to: str) -> str:
    return f'<path d="M{x:.1f} {y:.1f}{to}" stroke="{RULE}"/>'
