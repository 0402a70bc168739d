"""The layout result: positions, bands and routes, in points, with y growing downwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Layout:
    """A finished layout. All lengths are in points, rounded to 0.1; y grows downwards.

    Time runs to the right, or downwards in a layout that is `transposed`.

    Attributes
    ----------
    x, y : float array, shape (n,)
        Centres of the labels.
    width, height : float
        Total size; everything lies within ``[0, width]`` by ``[0, height]``.
    columns : list of (label, x0, x1)
        Bands along the time, one per year ("undated" for papers without a date).
    lanes : list of (lane, y0, y1)
        Bands across the time; empty without lanes.
    routes : list of float array, shape (1 + 3 k, 2)
        One cubic Bézier polygon per relation: k segments that share their ends. It runs from the
        older paper's right edge to the newer paper's left edge, horizontal at both ends. A relation
        inside a column bends back to the newer paper's right edge; a backward relation runs from
        the older paper's left edge to the newer paper's right edge.
    crossings : int
        Crossings of relations, counted from the order of the papers (`measure` counts the curves).
    flows_down : bool
        Whether time runs downwards.
    """

    x: FloatArray
    y: FloatArray
    width: float
    height: float
    columns: list[tuple[str, float, float]]
    lanes: list[tuple[int, float, float]]
    routes: list[FloatArray]
    crossings: int
    flows_down: bool = False

    def transposed(self) -> Layout:
        """Exchange the axes, so that time runs the other way: to the right, or downwards.

        Examples
        --------
        >>> from llmgraph.drawing.layout import layout
        >>> drawn = layout([24200, 24215], [14, 14], [60, 50], [0], [1]).transposed()
        >>> drawn.flows_down, drawn.y.tolist(), drawn.routes[0][0].tolist()
        (True, [27.0, 91.0], [40.0, 34.0])
        """
        return replace(
            self,
            x=self.y,
            y=self.x,
            width=self.height,
            height=self.width,
            routes=[np.ascontiguousarray(route[:, ::-1]) for route in self.routes],
            flows_down=not self.flows_down,
        )
