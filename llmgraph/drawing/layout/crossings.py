"""Edge crossings of a layered graph, and how a swap of two nodes changes their number."""

import numpy as np

from .arrays import FloatArray, IntArray
from .layers import LayeredGraph

# Larger than any number of crossings of one pair: keeps lanes in their order.
LANE_BARRIER = 1 << 40


def count_crossings(graph: LayeredGraph, place: IntArray) -> int:
    """Count the crossings between all links for given positions of the nodes in their columns."""
    return inversions(graph.column[graph.tail], place[graph.tail], place[graph.head], graph.weight)


def inversions(group: IntArray, start: IntArray, end: IntArray, weight: IntArray) -> int:
    """Count weighted inversions: pairs within a group whose starts and ends differ in order.

    Uses a radix sort on the rank of `end`: each bit decides the pairs that first differ in it. The
    whole graph thus needs one NumPy pass per bit instead of a Fenwick tree in Python.
    """
    if len(start) < 2:
        return 0
    by_start = np.lexsort((end, start, group))
    rank = np.empty(len(start), dtype=np.int64)
    rank[np.lexsort((start, end, group))] = np.arange(len(start))
    rank, weight = rank[by_start], weight[by_start]
    total = 0
    for bit in range(int(len(start) - 1).bit_length() - 1, -1, -1):
        high = (rank >> bit) & 1
        before = np.concatenate([[0], np.cumsum(weight * high)])
        block = rank >> (bit + 1)
        first = np.searchsorted(block, block)
        total += int((weight * (1 - high) * (before[:-1] - before[first])).sum())
        stable = np.argsort(rank >> bit, kind="stable")
        rank, weight = rank[stable], weight[stable]
    return total


def arc_crossings(graph: LayeredGraph, place: IntArray) -> int:
    """Count the crossings of same-column relations with everything that leaves their column.

    An arc spans part of its column's right side: it crosses each link that starts strictly inside
    its span and each arc with exactly one end strictly inside.
    """
    bundles = graph.bundles
    flat = np.flatnonzero(bundles.span == 0)
    real = ~graph.virtual[graph.head]
    tail, weight = graph.tail[real], graph.weight[real]
    ends = np.sort(place[np.stack([bundles.left[flat], bundles.right[flat]])], axis=0)
    column = graph.column[bundles.left[flat]]
    total = 0
    for i, (top, bottom) in enumerate(ends.T):
        inside = (place[tail] > top) & (place[tail] < bottom) & (graph.column[tail] == column[i])
        begins = (ends[0] > top) & (ends[0] < bottom) & (ends[1] > bottom) & (column == column[i])
        crossed = weight[inside].sum() + bundles.count[flat][begins].sum()
        total += int(crossed) * int(bundles.count[flat[i]])
    return total


def preferences(graph: LayeredGraph, place: IntArray, nodes: IntArray, column: int) -> FloatArray:
    """Return the matrix of crossings with i before j minus crossings with j before i.

    The matrix depends on the neighbouring columns only, so it stays valid while the nodes of this
    column move. Pairs in different lanes get a barrier that no number of crossings can outweigh.
    """
    row = np.empty(len(graph.column), dtype=np.int64)
    row[nodes] = np.arange(len(nodes))
    matrix = np.zeros((len(nodes), len(nodes)))
    for near, far, side in (
        (graph.head, graph.tail, column - 1),
        (graph.tail, graph.head, column),
    ):
        if side < 0:
            continue
        links = slice(int(graph.link_start[side]), int(graph.link_start[side + 1]))
        matrix += _one_side(row[near[links]], place[far[links]], graph.weight[links], len(nodes))
    lane = graph.lane[nodes]
    if lane.size and lane.min() != lane.max():
        matrix += LANE_BARRIER * np.sign(lane[:, None] - lane[None, :])
    return matrix


def _one_side(row: IntArray, far: IntArray, weight: IntArray, nodes: int) -> FloatArray:
    """Return the preferences due to the links to one neighbouring column."""
    result = np.zeros((nodes, nodes))
    if not len(row):
        return result
    table = np.zeros((int(far.max()) + 2, nodes))
    np.add.at(table, (far + 1, row), weight)
    below = np.cumsum(table, axis=0)
    order = np.argsort(row, kind="stable")
    row, far, weight = row[order], far[order], weight[order]
    # If i is before j, a link of i to place p crosses the links of j to places below p.
    crossed = weight[:, None] * below[far]
    first = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
    result[row[first]] = np.add.reduceat(crossed, first, axis=0)
    return np.asarray(result - result.T)
