"""Improve the order of one column while its neighbours are fixed: adjacent swaps and sifting."""

import numpy as np

from .arrays import FloatArray, IntArray


def swap_neighbours(matrix: FloatArray, *, ties: bool) -> IntArray:
    """Return the order after swapping adjacent nodes as long as that removes crossings.

    With `ties`, the first round also swaps pairs where it makes no difference, to leave plateaus
    that strict swaps cannot cross.
    """
    order = np.arange(len(matrix))
    for turn in range(2 * len(matrix)):
        changed = False
        for parity in (0, 1):
            upper = np.arange(parity, len(order) - 1, 2)
            gain = matrix[order[upper], order[upper + 1]]
            swap = upper[(gain > 0) | ((gain == 0) & (ties and turn == 0))]
            order[swap], order[swap + 1] = order[swap + 1], order[swap]
            changed |= len(swap) > 0
        if not changed:
            break
    return order


def sift(matrix: FloatArray, *, ties: bool) -> tuple[IntArray, int]:
    """Move nodes to their best places; return the order and the number of crossings removed.

    One vectorised pass over all places of all nodes finds those worth moving, so a settled column
    costs no Python loop. With `ties`, a node also moves to the farthest of equally good places.
    """
    size = len(matrix)
    cost = np.zeros((size + 1, size))
    np.cumsum(matrix, axis=0, out=cost[1:])
    here = np.arange(size)
    best = cost.min(axis=0)
    now = cost[here, here]
    movable = best < now
    if ties:
        movable |= (cost == best).sum(axis=0) > 2
    order, saved = here.copy(), 0
    for node in np.flatnonzero(movable).tolist():
        order, gain = _reinsert(order, node, matrix, ties=ties)
        saved += gain
    return order, saved


def _reinsert(
    order: IntArray, node: int, matrix: FloatArray, *, ties: bool
) -> tuple[IntArray, int]:
    here = int((order == node).argmax())
    # cost[k]: change in crossings if the node goes between the places k - 1 and k.
    cost = np.concatenate([[0.0], matrix[order, node].cumsum()])
    cost -= cost[here]
    fewest = cost.min()
    if fewest == 0 and not ties:
        return order, 0
    slots = np.flatnonzero(cost == fewest)
    distance = np.abs(slots - here)
    slot = int(slots[distance.argmax() if ties else distance.argmin()])
    without = order[order != node]
    at = slot if slot <= here else slot - 1
    moved = np.concatenate([without[:at], [node], without[at:]])
    return moved, int(-fewest)
