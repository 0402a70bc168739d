"""The public function: from dates, sizes and relations to a finished layout."""

import numpy as np
from numpy.typing import ArrayLike

from .arrays import GOLDEN, BoolArray, FloatArray, IntArray
from .columns import Columns, assign_columns, default_max_per_column
from .heights import PASSES, place_heights
from .lanes import order_lanes
from .layers import build_layers
from .ordering import Order, order_columns
from .ports import place_ports
from .result import Layout
from .routes import Frame, build_frame, cut_pieces, draw_routes

_EDGE = 10.0  # margin in points above the topmost and below the lowest mark
_STEPS = 4_000_000
_STEPS_PER_PAPER = 60_000
_QUICK_PASSES = 12


def layout(
    months: ArrayLike,
    widths: ArrayLike,
    heights: ArrayLike,
    sources: ArrayLike,
    targets: ArrayLike,
    lanes: ArrayLike | None = None,
    *,
    scores: ArrayLike | None = None,
    year_only: ArrayLike | None = None,
    keys: ArrayLike | None = None,
    keep_lane_order: bool = False,
    max_per_column: int | None = None,
    max_merged: int = 0,
    min_lane: float = 0.0,
    quick: bool = False,
) -> Layout:
    """Compute a layered layout with one column per year and relations routed around labels.

    The layout is deterministic: it depends on no clock and no random numbers. The order of the
    relations does not matter, except that parallel relations lie side by side in that order.

    Parameters
    ----------
    months : array_like of float, shape (n,)
        Month of first publication as ``12 * year + month - 1``, with the day as a fraction; -1 if
        unknown. Undated papers go into columns labelled "undated": before the year of the earliest
        dated child, or else after that of the latest dated parent, or else at the end.
    widths, heights : array_like of float, shape (n,)
        Sizes of the papers' labels in points.
    sources, targets : array_like of int, shape (m,)
        Older and newer paper of each relation. Relations within a column, backward relations and
        parallel ones are allowed; self-relations are an error.
    lanes : array_like of int, shape (n,), optional
        Lane number of each paper. By default there are no lanes.
    scores : array_like of float, shape (n,), optional
        Importance. Papers with higher scores are pulled more towards the middle of the drawing or
        lane.
    year_only : array_like of bool, shape (n,), optional
        True where only the year is known; such a paper may go anywhere within its year.
    keys : array_like of float, shape (n,), optional
        Initial position of each paper, from 0 to 1, such as a hash of its id. With stable keys,
        adding a paper moves the others little. By default keys depend on the paper's number.
    keep_lane_order : bool, default: False
        Keep lanes in the order of their numbers instead of bringing related lanes together.
    max_per_column : int, optional
        Papers per column before a year is split; by default ``max(12, 1.8 * sqrt(n))``.
    max_merged : int, default: 0
        Neighbouring years share a column if they have at most this many papers in total.
    min_lane : float, default: 0
        Minimum extent of a lane in points.
    quick : bool, optional
        Whether the order is only a first one, and the heights are hardly settled: the size of the
        drawing is then about right, at a small part of the time.

    Returns
    -------
    Layout
        Positions, bands and routes in points.

    Raises
    ------
    ValueError
        If arrays differ in length, an end is not a paper, or a relation joins a paper to itself.

    Examples
    --------
    Two papers of 2017 and 2018, and a relation between them:

    >>> from llmgraph.drawing.layout import layout
    >>> drawn = layout([12 * 2017 + 5, 12 * 2018 + 9], [60, 40], [14, 14], [0], [1])
    >>> [label for label, _, _ in drawn.columns]
    ['2017', '2018']
    >>> drawn.routes[0][0].tolist(), drawn.routes[0][-1].tolist()
    ([75.0, 17.0], [115.0, 17.0])
    """
    given = _Input(months, widths, heights, sources, targets, lanes, scores, year_only, keys)
    if not len(given.months):
        return Layout(np.empty(0), np.empty(0), 0.0, 0.0, [], [], [], 0)
    if max_per_column is None:
        max_per_column = default_max_per_column(len(given.months))
    columns = assign_columns(
        given.months, given.sources, given.targets, max_per_column, given.year_only, max_merged
    )
    numbers, rank = np.empty(0, np.int64), np.zeros(len(given.months), np.int64)
    if given.lanes is not None:
        numbers, rank = order_lanes(given.lanes, given.sources, given.targets, keep=keep_lane_order)
    graph = build_layers(columns.of_paper, rank, given.sources, given.targets)
    budget = 0 if quick else _STEPS + _STEPS_PER_PAPER * graph.papers
    order = order_columns(graph, given.keys, budget)
    passes = _QUICK_PASSES if quick else PASSES
    y, bounds = place_heights(
        order, given.heights, len(numbers), given.scores, passes, min_lane=min_lane
    )
    return _finish(given, columns, order, y, bounds, numbers)


class _Input:
    """The caller's arrays, converted and validated."""

    def __init__(
        self,
        months: ArrayLike,
        widths: ArrayLike,
        heights: ArrayLike,
        sources: ArrayLike,
        targets: ArrayLike,
        lanes: ArrayLike | None,
        scores: ArrayLike | None,
        year_only: ArrayLike | None,
        keys: ArrayLike | None,
    ) -> None:
        self.months: FloatArray = np.asarray(months, dtype=np.float64)
        papers = len(self.months)
        self.widths: FloatArray = np.asarray(widths, dtype=np.float64)
        self.heights: FloatArray = np.asarray(heights, dtype=np.float64)
        self.sources: IntArray = np.asarray(sources, dtype=np.int64)
        self.targets: IntArray = np.asarray(targets, dtype=np.int64)
        self.lanes: IntArray | None = None if lanes is None else np.asarray(lanes, np.int64)
        self.scores: FloatArray = (
            np.zeros(papers) if scores is None else np.asarray(scores, dtype=np.float64)
        )
        self.year_only: BoolArray = (
            np.zeros(papers, bool) if year_only is None else np.asarray(year_only, dtype=bool)
        )
        self.keys: FloatArray = (
            np.modf(np.arange(1, papers + 1) * GOLDEN)[0]
            if keys is None
            else np.asarray(keys, dtype=np.float64)
        )
        for name in ("widths", "heights", "lanes", "scores", "year_only", "keys"):
            array = getattr(self, name)
            if array is not None and array.shape != (papers,):
                raise ValueError(f"{name} has shape {array.shape}, but there are {papers} papers")
        self._check_relations(papers)
        self.scores = self.scores / max(float(self.scores.max(initial=0.0)), 1e-300)

    def _check_relations(self, papers: int) -> None:
        if self.sources.shape != self.targets.shape:
            raise ValueError(f"{len(self.sources)} sources but {len(self.targets)} targets")
        ends = np.stack([self.sources, self.targets])
        lost = np.flatnonzero(((ends < 0) | (ends >= papers)).any(axis=0))
        if len(lost):
            raise ValueError(f"relation {lost[0]} joins {ends[:, lost[0]].tolist()}, not papers")
        own = np.flatnonzero(self.sources == self.targets)
        if len(own):
            raise ValueError(f"relation {own[0]} joins paper {self.sources[own[0]]} to itself")


def _finish(
    given: _Input,
    columns: Columns,
    order: Order,
    y: FloatArray,
    bounds: FloatArray,
    numbers: IntArray,
) -> Layout:
    """Shift everything to positive coordinates, round it and draw the routes."""
    graph = order.graph
    top, bottom = _extent(given, order, y, bounds)
    y = np.round(y - top, 1)
    leave, enter = place_ports(order, given.heights, y)
    pieces = cut_pieces(graph, y, leave, enter)
    frame = build_frame(graph, pieces, given.widths, leave, enter)
    middle = np.round((frame.left + frame.right) / 2, 1)
    x = middle[columns.of_paper]
    routes = draw_routes(graph, pieces, frame, x, given.widths, leave, enter, given.sources)
    edges = np.round(bounds - top, 1).tolist()
    return Layout(
        x=x,
        y=y[: graph.papers],
        width=round(frame.width, 1),
        height=round(float(bottom - top), 1),
        columns=_bands(columns.labels, frame),
        lanes=list(zip(numbers.tolist(), edges[:-1], edges[1:], strict=True)),
        routes=routes,
        crossings=order.drawn_crossings(),
    )


def _extent(given: _Input, order: Order, y: FloatArray, bounds: FloatArray) -> tuple[float, float]:
    """Return the top and bottom of the drawing: those of its lanes, or of its labels and lines."""
    if len(bounds):
        return float(bounds[0]), float(bounds[-1])
    half = np.zeros(len(y))
    half[: order.graph.papers] = given.heights / 2
    drawn = ~order.graph.virtual
    return float((y - half)[drawn].min()) - _EDGE, float((y + half)[drawn].max()) + _EDGE


def _bands(labels: tuple[str, ...], frame: Frame) -> list[tuple[str, float, float]]:
    """Return one band per label; bands meet in the middle of the gaps."""
    between = ((frame.right[:-1] + frame.left[1:]) / 2).tolist()
    edges = [0.0, *between, frame.width]
    bands: list[tuple[str, float, float]] = []
    for number, label in enumerate(labels):
        x0, x1 = round(edges[number], 1), round(edges[number + 1], 1)
        if bands and bands[-1][0] == label:
            bands[-1] = (label, bands[-1][1], x1)
        else:
            bands.append((label, x0, x1))
    return bands
