"""A layout for very many papers: one square each, in a grid per year and lane.

Nothing is routed, so 100,000 papers take little time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..layout import Layout

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ..layout.arrays import FloatArray, IntArray

DOT_SIZE = 8.0
_STEP = 10.0
_GAP = 14.0
_LEAST = 2
_SHARES = (1.4, 1.05, 0.75, 0.55, 0.4, 0.3, 0.2, 0.15, 0.1)
_WIDEST = 1.4


def lay_out_dots(months: ArrayLike, lanes: ArrayLike | None = None) -> Layout:
    """Lay out papers as squares: years from left to right, lanes from top to bottom.

    The width of a year is proportional to the square root of its fullest cell, with the largest
    factor that does not make the sheet too flat. Within a cell, papers are sorted by date and fill
    one column after the other.

    Parameters
    ----------
    months : array_like of float, shape (n,)
        As for `layout`; undated papers come last.
    lanes : array_like of int, shape (n,), optional
        Lane number of each paper; without it there is one band.

    Returns
    -------
    Layout
        Without routes; renderers draw relations in their own way.

    Examples
    --------
    >>> drawn = lay_out_dots([12 * 2020, 12 * 2020 + 3, -1])
    >>> [label for label, _, _ in drawn.columns]
    ['2020', 'undated']
    """
    month = np.asarray(months, dtype=np.float64)
    lane = np.zeros(len(month), np.int64) if lanes is None else np.asarray(lanes, np.int64)
    if not len(month):
        return Layout(np.empty(0), np.empty(0), 0.0, 0.0, [], [], [], 0)
    year = np.where(month < 0, np.iinfo(np.int64).max, (month // 12).astype(np.int64))
    years, column = np.unique(year, return_inverse=True)
    numbers, band = np.unique(lane, return_inverse=True)
    counts = np.zeros((len(numbers), len(years)), np.int64)
    np.add.at(counts, (band, column), 1)
    for share in _SHARES:
        across = np.maximum(_LEAST, np.ceil(share * np.sqrt(counts.max(axis=0)))).astype(np.int64)
        down = -(-counts // across)
        left, right = _edges(across)
        top, bottom = _edges(np.maximum(down.max(axis=1), 2))
        if right[-1] <= _WIDEST * bottom[-1]:
            break
    place = _within_cell(month, band * len(years) + column)
    rows = np.maximum(down[band, column], 1)
    x = left[column] + _GAP / 2 + (place // rows + 0.5) * _STEP
    middle = (top + bottom)[band] / 2
    y = middle + (place % rows - (rows - 1) / 2) * _STEP
    labels = ["undated" if one == np.iinfo(np.int64).max else str(one) for one in years.tolist()]
    return Layout(
        x=np.round(x, 1),
        y=np.round(y, 1),
        width=float(right[-1]),
        height=float(bottom[-1]),
        columns=list(zip(labels, left.tolist(), right.tolist(), strict=True)),
        lanes=[]
        if lanes is None
        else list(zip(numbers.tolist(), top.tolist(), bottom.tolist(), strict=True)),
        routes=[],
        crossings=0,
    )


def _edges(squares: IntArray) -> tuple[IntArray, IntArray]:
    """Begin and end of bands with the given numbers of squares."""
    ends = np.cumsum(squares * _STEP + _GAP)
    return np.concatenate([[0.0], ends[:-1]]), ends


def _within_cell(month: FloatArray, cell: IntArray) -> IntArray:
    """Number the papers of each cell in the order of their dates."""
    order = np.lexsort((month, cell))
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    place = np.empty(len(cell), np.int64)
    place[order] = np.arange(len(cell)) - np.repeat(starts, np.diff(np.append(starts, len(cell))))
    return place
