"""Vertical positions of papers and passing relations: straight lines, papers near relatives."""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray
from .isotonic import isotonic_positions
from .layers import LayeredGraph
from .ordering import Order

STRAND_GAP = 3.0  # between parallel relations of one bundle
_LINE_GAP = 4.5  # between two passing bundles
_LABEL_GAP = 5.5  # between a label and a passing bundle
_PAPER_GAP = 8.0  # between two labels
_LANE_PADDING = 7.0
_LANE_SLACK = 1.15  # a lane only as high as its fullest column would bend every line

PASSES = 100
"""Passes over all columns that settle the heights."""
_STRAIGHT = 8.0  # pull between two dummies, relative to 1 between two papers
_MIXED = 2.0
_OTHER_LANE = 0.03
_ANCHOR = 0.004
_LONELY = 0.3  # pull of the middle on a paper without relations
_COARSE, _FINE = 60.0, 0.1


@dataclass(frozen=True)
class Cell:
    """The nodes of one column (and lane) from top to bottom, with their distances and bounds."""

    nodes: IntArray
    apart: FloatArray
    low: float
    high: float


@dataclass(frozen=True)
class Pull:
    """Pull on the nodes of one column: links to a neighbouring column, near end first."""

    seat: IntArray
    near: IntArray
    far: IntArray
    weight: FloatArray


def place_heights(
    order: Order,
    heights: FloatArray,
    lane_count: int,
    scores: FloatArray,
    passes: int = PASSES,
    *,
    min_lane: float = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Return the height of every node and the lane boundaries (empty without lanes).

    Column by column, each node moves to the weighted mean of its neighbours, within the limits of
    order and distances. The second half of the passes divides the weight of each link by its
    current slope (iteratively reweighted least squares), which minimises absolute values instead
    of squares: few steep bends rather than many small ones.
    """
    graph = order.graph
    real = [row[~graph.virtual[row]] for row in order.rows]
    rows = [row for row in real if len(row)]
    half = _half_extents(graph, heights)
    bounds = _lane_bounds(graph, rows, half, lane_count, min_lane)
    cells = [_cells(graph, row, half, bounds) for row in rows]
    pulls = [_pulls(graph, row, column) for column, row in enumerate(rows)]
    lonely = np.bincount(np.concatenate([graph.tail, graph.head]), minlength=len(half)) == 0
    anchor = np.where(lonely, _LONELY, 0.0)
    anchor[: graph.papers] += _ANCHOR * (1 + scores)
    home = _homes(graph, bounds)
    y = np.zeros(len(half))
    for number in range(passes + 1):
        late = max(0.0, 2 * number / passes - 1)
        slope = _COARSE * (_FINE / _COARSE) ** late if late > 0 else 0.0
        columns = range(len(rows)) if number % 2 == 0 else range(len(rows) - 1, -1, -1)
        for column in columns:
            wanted, weight = _wishes(rows[column], pulls[column], y, anchor, home, slope)
            _settle_column(cells[column], wanted, weight, y)
    return y, bounds


def _half_extents(graph: LayeredGraph, heights: FloatArray) -> FloatArray:
    half = np.asarray((graph.size - 1) * STRAND_GAP / 2, dtype=np.float64)
    half[: graph.papers] = heights / 2
    return half


def _gaps(graph: LayeredGraph, row: IntArray, half: FloatArray) -> FloatArray:
    """Return the minimum distances between the centres of successive nodes."""
    paper = row < graph.papers
    kinds = paper[:-1].astype(np.int64) + paper[1:]
    free = np.array([_LINE_GAP, _LABEL_GAP, _PAPER_GAP])[kinds]
    return np.asarray(half[row[:-1]] + half[row[1:]] + free)


def _lane_bounds(
    graph: LayeredGraph,
    rows: list[IntArray],
    half: FloatArray,
    lane_count: int,
    min_lane: float,
) -> FloatArray:
    """Return the boundaries of the lanes; each lane is as high as its fullest column needs."""
    if lane_count == 0:
        return np.empty(0)
    need = np.zeros(lane_count)
    for row in rows:
        for lane in range(lane_count):
            nodes = row[graph.lane[row] == lane]
            if len(nodes):
                ends = half[nodes[0]] + half[nodes[-1]]
                need[lane] = max(need[lane], ends + float(_gaps(graph, nodes, half).sum()))
    extents = np.maximum(need * _LANE_SLACK + 2 * _LANE_PADDING, min_lane)
    return np.concatenate([[0.0], np.cumsum(extents)])


def _cells(graph: LayeredGraph, row: IntArray, half: FloatArray, bounds: FloatArray) -> list[Cell]:
    if len(bounds) == 0:
        return [Cell(row, _gaps(graph, row, half), -np.inf, np.inf)]
    cells = []
    for lane in np.unique(graph.lane[row]):
        nodes = row[graph.lane[row] == lane]
        low = bounds[lane] + _LANE_PADDING + half[nodes[0]]
        high = bounds[lane + 1] - _LANE_PADDING - half[nodes[-1]]
        cells.append(Cell(nodes, _gaps(graph, nodes, half), float(low), float(high)))
    return cells


def _pulls(graph: LayeredGraph, row: IntArray, column: int) -> Pull:
    """Collect the links of one column to both sides."""
    parts = []
    for near, far, side in ((graph.head, graph.tail, column - 1), (graph.tail, graph.head, column)):
        if side >= 0:
            links = np.arange(graph.link_start[side], graph.link_start[side + 1])
            parts.append((near[links], far[links], graph.weight[links]))
    near, far, count = (np.concatenate(part) for part in zip(*parts, strict=True))
    real = ~graph.virtual[near] & ~graph.virtual[far]
    near, far = near[real], far[real]
    papers = (near < graph.papers).astype(np.int64) + (far < graph.papers)
    weight = count[real] * np.array([_STRAIGHT, _MIXED, 1.0])[papers]
    weight[graph.lane[near] != graph.lane[far]] *= _OTHER_LANE
    seat = np.empty(len(graph.column), dtype=np.int64)
    seat[row] = np.arange(len(row))
    return Pull(seat[near], near, far, weight)


def _homes(graph: LayeredGraph, bounds: FloatArray) -> FloatArray:
    """Return the default height of each node: the middle of the drawing or of its lane.

    All columns share one middle. Otherwise, columns that no relation joins would drift apart.
    """
    if len(bounds) == 0:
        return np.zeros(len(graph.column))
    return np.asarray(((bounds[:-1] + bounds[1:]) / 2)[graph.lane])


def _wishes(
    row: IntArray, pull: Pull, y: FloatArray, anchor: FloatArray, home: FloatArray, slope: float
) -> tuple[FloatArray, FloatArray]:
    """Return the wanted height and its weight for each node of a column."""
    weight = pull.weight
    if slope > 0:
        weight = weight * _COARSE / np.maximum(np.abs(y[pull.near] - y[pull.far]), slope)
    mass = np.bincount(pull.seat, weight, len(row)) + anchor[row]
    moment = np.bincount(pull.seat, weight * y[pull.far], len(row)) + anchor[row] * home[row]
    free = mass == 0
    return np.where(free, y[row], moment / np.where(free, 1.0, mass)), np.where(free, 1e-3, mass)


def _settle_column(
    cells: list[Cell], wanted: FloatArray, weight: FloatArray, y: FloatArray
) -> None:
    """Move the nodes of one column, cell by cell from the top."""
    start = 0
    for cell in cells:
        part = slice(start, start + len(cell.nodes))
        y[cell.nodes] = isotonic_positions(
            wanted[part], weight[part], cell.apart, cell.low, cell.high
        )
        start += len(cell.nodes)
