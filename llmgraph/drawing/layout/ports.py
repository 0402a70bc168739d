"""Ports: the heights at which relations meet their papers, in the order of their other ends."""

import numpy as np

from .arrays import FloatArray, IntArray
from .heights import STRAND_GAP
from .isotonic import isotonic_positions
from .layers import LayeredGraph
from .ordering import Order

_PORT_GAP = 3.0
_CORNER = 2.5  # of a label's height, kept free at each corner


def place_ports(order: Order, heights: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the height at which each relation leaves its left paper and enters its right one.

    On the right side of a label, from the top: arcs to papers above (nearest first), links in the
    order of the next column, arcs to papers below (farthest first). None of them then needs to
    cross another near the label.
    """
    graph, bundles = order.graph, order.graph.bundles
    bundle, strand = bundles.of_row, bundles.strand
    left, right = bundles.left[bundle], bundles.right[bundle]
    arc = bundles.span[bundle] == 0
    next_node = np.where(bundles.span[bundle] > 1, bundles.first_dummy[bundle], right)
    last_dummy = bundles.first_dummy[bundle] + bundles.span[bundle] - 2
    last_node = np.where(bundles.span[bundle] > 1, last_dummy, left)
    paper = np.concatenate([left, right])
    other = np.concatenate([next_node, last_node])
    twice = np.concatenate([arc, arc])
    # Arcs leave both papers on the right; links enter the newer paper on the left.
    right_side = np.concatenate([np.ones(len(arc), bool), arc])
    upward = order.place[other] < order.place[paper]
    kind = np.where(twice, np.where(upward, 0, 2), 1)
    place = np.where(twice, -order.place[other], order.place[other])
    turn = np.where(twice & upward, -1, 1) * np.concatenate([strand, strand])
    by_side = np.lexsort((turn, place, kind, right_side, paper))
    wanted = _wanted(graph, paper, other, np.concatenate([strand, strand]), heights, y)
    result = np.empty(len(paper))
    side = 2 * paper[by_side] + right_side[by_side]
    starts = np.flatnonzero(np.diff(side, prepend=-1))
    for ends in np.split(by_side, starts[1:]) if len(by_side) else []:
        result[ends] = _spread(wanted[ends], y[paper[ends[0]]], heights[paper[ends[0]]])
    return result[: len(left)], result[len(left) :]


def _wanted(
    graph: LayeredGraph,
    paper: IntArray,
    other: IntArray,
    strand: IntArray,
    heights: FloatArray,
    y: FloatArray,
) -> FloatArray:
    """Return the height that makes each relation straight, limited towards the middle."""
    dummy = other >= graph.papers
    aside = np.where(dummy, (strand - (graph.size[other] - 1) / 2) * STRAND_GAP, 0.0)
    way = y[other] + aside - y[paper]
    way = np.where(dummy, way, way / 2)
    room = np.maximum(heights[paper] / 2 - _CORNER, 0.5)
    return np.asarray(y[paper] + np.where(np.abs(way) <= room, way, np.sign(way) * room / 3))


def _spread(wanted: FloatArray, middle: float, height: float) -> FloatArray:
    room = max(height / 2 - _CORNER, 0.5)
    gap = min(_PORT_GAP, 2 * room / max(len(wanted) - 1, 1))
    apart = np.full(len(wanted) - 1, gap)
    return isotonic_positions(wanted, np.ones(len(wanted)), apart, middle - room, middle + room)
