"""Layout quality: overlapping labels, relations through labels, crossings."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from .arrays import BoolArray, FloatArray, IntArray, within_block
from .result import Layout

_CHORDS = 20
_TOUCH = 0.15  # points; tolerance for coordinates rounded to 0.1


def measure(
    layout: Layout, widths: ArrayLike, heights: ArrayLike, sources: ArrayLike, targets: ArrayLike
) -> dict[str, int]:
    """Count the label overlaps and curve crossings of a layout.

    Parameters
    ----------
    layout : Layout
        The layout; only its positions and routes are used.
    widths, heights : array_like of float, shape (n,)
        Sizes of the labels in points.
    sources, targets : array_like of int, shape (m,)
        Ends of the relations; a relation may touch the labels of its own ends.

    Returns
    -------
    dict of str to int
        ``label_overlaps``: pairs of overlapping labels. ``through_labels``: pairs of a relation
        and the label of another paper that it runs through. ``crossings``: points where two curves
        cross.

    Examples
    --------
    >>> from llmgraph.drawing.layout import layout, measure
    >>> drawn = layout([24200, 24210], [60, 50], [14, 14], [0], [1])
    >>> measure(drawn, [60, 50], [14, 14], [0], [1])
    {'label_overlaps': 0, 'through_labels': 0, 'crossings': 0}
    """
    half = np.stack([np.asarray(widths, float), np.asarray(heights, float)], axis=1) / 2 - _TOUCH
    centre = np.stack([layout.x, layout.y], axis=1)
    ends = np.stack([np.asarray(sources, np.int64), np.asarray(targets, np.int64)], axis=1)
    begin, end, owner = _chords(layout.routes)
    return {
        "label_overlaps": _label_overlaps(centre, half),
        "through_labels": _through_labels(begin, end, owner, centre, half, ends),
        "crossings": _crossing_points(begin, end, owner, ends),
    }


def _chords(routes: list[FloatArray]) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return start and end of short chords along all curves, and the relation of each."""
    if not routes:
        return np.empty((0, 2)), np.empty((0, 2)), np.empty(0, np.int64)
    cubics = [np.stack([r[:-1:3], r[1::3], r[2::3], r[3::3]], axis=1) for r in routes]
    relation = np.repeat(np.arange(len(routes)), [len(c) for c in cubics])
    p = np.concatenate(cubics)
    straight = (p[:, 0, 1] == p[:, 3, 1]) & (p[:, 1, 1] == p[:, 2, 1]) & (p[:, 0, 1] == p[:, 1, 1])
    count = np.where(straight, 1, _CHORDS)
    which = np.repeat(np.arange(len(p)), count)
    step = within_block(count)
    begin = _point(p[which], step / count[which])
    end = _point(p[which], (step + 1) / count[which])
    return begin, end, relation[which]


def _point(p: FloatArray, t: FloatArray) -> FloatArray:
    s = 1 - t
    powers = np.stack([s**3, 3 * s * s * t, 3 * s * t * t, t**3], axis=1)
    return np.asarray((powers[:, :, None] * p).sum(axis=1))


def _label_overlaps(centre: FloatArray, half: FloatArray) -> int:
    total = 0
    for i in range(len(centre) - 1):
        apart = np.abs(centre[i + 1 :] - centre[i]) >= half[i + 1 :] + half[i]
        total += int((~apart.any(axis=1)).sum())
    return total


def _through_labels(
    begin: FloatArray,
    end: FloatArray,
    owner: IntArray,
    centre: FloatArray,
    half: FloatArray,
    ends: IntArray,
) -> int:
    """Clip chords to nearby labels (Liang–Barsky) and count the pairs that intersect."""
    total = 0
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    for paper in range(len(centre)):
        near = (high > centre[paper] - half[paper]) & (low < centre[paper] + half[paper])
        chord = np.flatnonzero(near.all(axis=1))
        chord = chord[(ends[owner[chord]] != paper).all(axis=1)]
        way = end[chord] - begin[chord]
        flat = way == 0
        way = np.where(flat, 1.0, way)
        one = (centre[paper] - half[paper] - begin[chord]) / way
        two = (centre[paper] + half[paper] - begin[chord]) / way
        enter = np.where(flat, 0.0, np.minimum(one, two)).max(axis=1, initial=0.0)
        leave = np.where(flat, 1.0, np.maximum(one, two)).min(axis=1, initial=1.0)
        total += len(np.unique(owner[chord[enter < leave]]))
    return total


def _crossing_points(begin: FloatArray, end: FloatArray, owner: IntArray, ends: IntArray) -> int:
    """Count proper intersections between chords of different relations, by cells along x."""
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    cell = 4.0
    first = np.floor(low[:, 0] / cell).astype(np.int64)
    cells = np.floor(high[:, 0] / cell).astype(np.int64) - first + 1
    chord = np.repeat(np.arange(len(begin)), cells)
    where = np.repeat(first, cells) + within_block(cells)
    order = np.lexsort((low[chord, 1], where))
    chord, where = chord[order], where[order]
    total = 0
    bounds = np.append(np.flatnonzero(np.diff(where, prepend=-1e9)), len(where))
    for a, b in pairwise(bounds.tolist()):
        members = chord[a:b]
        later = np.searchsorted(low[members, 1], high[members, 1], side="right")
        count = np.maximum(later - np.arange(len(members)) - 1, 0)
        i = np.repeat(np.arange(len(members)), count)
        j = i + 1 + within_block(count)
        one, two = members[i], members[j]
        # Count a pair that shares several cells only in the first of them.
        meet = np.maximum(first[one], first[two]) == where[a]
        apart = (owner[one] != owner[two]) & meet
        one, two = one[apart], two[apart]
        crossed, touched = _cross(begin, end, one, two)
        # Two relations of one paper may overlap where they begin.
        kin = (ends[owner[one], :, None] == ends[owner[two], None, :]).any(axis=(1, 2))
        total += int((crossed | (touched & ~kin)).sum())
    return total


def _cross(
    begin: FloatArray, end: FloatArray, one: IntArray, two: IntArray
) -> tuple[BoolArray, BoolArray]:
    """Return which pairs of chords cross in both interiors, and which cross with ends included."""

    def side(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
        return np.asarray(
            (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
        )

    a, b, c, d = begin[one], end[one], begin[two], end[two]
    abc, abd, cda, cdb = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    inside = (abc * abd < 0) & (cda * cdb < 0)
    return inside, ((abc > 0) != (abd > 0)) & ((cda > 0) != (cdb > 0))
