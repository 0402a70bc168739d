"""The layout result: positions, bands and routes, in points, with y growing downwards."""

from dataclasses import dataclass

from .arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Layout:
    """A finished layout. All lengths are in points, rounded to 0.1; y grows downwards.

    Attributes
    ----------
    x, y : float array, shape (n,)
        Centres of the labels.
    width, height : float
        Total size; everything lies within ``[0, width]`` by ``[0, height]``.
    columns : list of (label, x0, x1)
        Bands from left to right, one per year ("undated" for papers without a date).
    lanes : list of (lane, y0, y1)
        Bands from top to bottom; empty without lanes.
    routes : list of float array, shape (1 + 3 k, 2)
        One cubic Bézier polygon per relation: k segments that share their ends. It runs from the
        older paper's right edge to the newer paper's left edge, horizontal at both ends. A relation
        inside a column bends back to the newer paper's right edge; a backward relation runs from
        the older paper's left edge to the newer paper's right edge.
    crossings : int
        Crossings of relations, counted from the order of the papers (`measure` counts the curves).
    """

    x: FloatArray
    y: FloatArray
    width: float
    height: float
    columns: list[tuple[str, float, float]]
    lanes: list[tuple[int, float, float]]
    routes: list[FloatArray]
    crossings: int
