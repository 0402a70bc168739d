"""Column positions, and the Bézier curve of every relation."""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray, within_block
from .gaps import Gap, plan_gap
from .heights import STRAND_GAP
from .layers import LayeredGraph

_APPROACH = 7.0  # between a column's widest label and its edge: room for an arrowhead
_MARGIN = 8.0
_LEAST_COLUMN = 24.0  # room for the year above it
_LEAST_GAP = 12.0
_STEM_ROUND = 6.0  # radius of an arc's corners
_ROUND = 0.5523  # control point of a quarter circle as a cubic


@dataclass(frozen=True)
class Pieces:
    """Relations split at the columns: one piece per gap, and the arcs."""

    row: IntArray
    tail: IntArray
    gap: IntArray
    start: FloatArray
    end: FloatArray
    arc: IntArray
    arc_gap: IntArray


@dataclass(frozen=True)
class Frame:
    """Left and right edge of each column and the plan of the gap to the right of it."""

    left: FloatArray
    right: FloatArray
    gaps: list[Gap]
    width: float


def cut_pieces(graph: LayeredGraph, y: FloatArray, leave: FloatArray, enter: FloatArray) -> Pieces:
    """Split the relations at the columns; `leave` and `enter` are their ports."""
    bundles = graph.bundles
    span = bundles.span[bundles.of_row]
    row = np.repeat(np.arange(len(span)), span)
    bundle, step = bundles.of_row[row], within_block(span)
    dummy = bundles.first_dummy[bundle] + step
    aside = (bundles.strand[row] - (bundles.count[bundle] - 1) / 2) * STRAND_GAP
    first, last = step == 0, step == span[row] - 1
    start = np.where(first, leave[row], y[np.where(first, 0, dummy - 1)] + aside)
    end = np.where(last, enter[row], y[np.where(last, 0, dummy)] + aside)
    tail = np.where(first, bundles.left[bundle], dummy - 1)
    arc = np.flatnonzero(span == 0)
    return Pieces(
        row=row,
        tail=tail,
        gap=graph.column[tail],
        start=np.asarray(np.round(start, 1), dtype=np.float64),
        end=np.asarray(np.round(end, 1), dtype=np.float64),
        arc=arc,
        arc_gap=graph.column[bundles.left[bundles.of_row[arc]]],
    )


def build_frame(
    graph: LayeredGraph, pieces: Pieces, widths: FloatArray, leave: FloatArray, enter: FloatArray
) -> Frame:
    """Place the columns from left to right; each gap is as wide as its turns and arcs need."""
    column = graph.column[: graph.papers]
    widest = np.full(int(column.max()) + 1, _LEAST_COLUMN)
    np.maximum.at(widest, column, widths)
    ports = np.round(np.sort(np.stack([leave, enter]), axis=0), 1)
    gaps, left, right = [], [], []
    x = _MARGIN
    for number, wide in enumerate(widest.tolist()):
        here = np.flatnonzero(pieces.gap == number)
        top, bottom = ports[:, pieces.arc[pieces.arc_gap == number]]
        plan = plan_gap(pieces.tail[here], pieces.start[here], pieces.end[here], top, bottom)
        left.append(x)
        right.append(x + wide + 2 * _APPROACH)
        last = number == len(widest) - 1
        x = right[-1] + max(plan.width, 0.0 if last else _LEAST_GAP)
        gaps.append(plan)
    return Frame(np.array(left), np.array(right), gaps, x + _MARGIN)


def draw_routes(
    graph: LayeredGraph,
    pieces: Pieces,
    frame: Frame,
    x: FloatArray,
    widths: FloatArray,
    leave: FloatArray,
    enter: FloatArray,
    sources: IntArray,
) -> list[FloatArray]:
    """Return the control polygon of every relation, from its older to its newer paper."""
    bundle = graph.bundles.of_row
    left, right = graph.bundles.left[bundle], graph.bundles.right[bundle]
    begin = np.round(x[left] + widths[left] / 2, 1)
    paths = [_Path(float(a), float(b)) for a, b in zip(begin, np.round(leave, 1), strict=True)]
    for number, gap in enumerate(frame.gaps):
        edge = float(frame.right[number])
        here = np.flatnonzero(pieces.gap == number)
        for piece, at in zip(here.tolist(), (edge + gap.begin).tolist(), strict=True):
            paths[pieces.row[piece]].turn(at, at + gap.turn, float(pieces.end[piece]))
        for row, reach in zip(pieces.arc[pieces.arc_gap == number], gap.reach, strict=True):
            paths[row].bracket(edge + float(reach), float(np.round(enter[row], 1)))
    flat = graph.bundles.span[bundle] == 0
    finish = np.round(x[right] + np.where(flat, 1, -1) * widths[right] / 2, 1)
    for path, at in zip(paths, finish.tolist(), strict=True):
        path.straight(at)
    backward = sources != left
    return [
        path.polygon()[::-1] if back else path.polygon()
        for path, back in zip(paths, backward, strict=True)
    ]


class _Path:
    """Path builder: straight runs, turns and brackets as cubic Bézier segments."""

    def __init__(self, x: float, y: float) -> None:
        self.points = [(x, y)]

    def straight(self, x: float, y: float | None = None) -> None:
        """Run straight to x (and to y, for the upright of a bracket)."""
        x0, y0 = self.points[-1]
        y = y0 if y is None else y
        if abs(x - x0) + abs(y - y0) > 0.05:
            thirds = [(x0 + (x - x0) * t, y0 + (y - y0) * t) for t in (1 / 3, 2 / 3, 1.0)]
            self.points += thirds

    def turn(self, x0: float, x1: float, y1: float) -> None:
        """Run straight to x0, then swing to height y1 at x1, horizontal at both ends."""
        y0 = self.points[-1][1]
        if abs(y1 - y0) < 0.05:
            return
        self.straight(x0)
        middle = (x0 + x1) / 2
        self.points += [(middle, y0), (middle, y1), (x1, y1)]

    def bracket(self, x1: float, y1: float) -> None:
        """Run to x1, then up or down, and turn back at height y1, with two rounded corners."""
        y0 = self.points[-1][1]
        radius = min(abs(y1 - y0) / 2, _STEM_ROUND)
        down = radius if y1 > y0 else -radius
        bend, lift = radius * _ROUND, down * _ROUND
        self.straight(x1 - radius)
        x0 = x1 - radius
        self.points += [(x0 + bend, y0), (x1, y0 + down - lift), (x1, y0 + down)]
        self.straight(x1, y1 - down)
        self.points += [(x1, y1 - down + lift), (x0 + bend, y1), (x0, y1)]

    def polygon(self) -> FloatArray:
        return np.round(np.array(self.points), 1)
