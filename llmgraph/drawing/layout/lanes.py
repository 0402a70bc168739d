"""Lanes: from the caller's lane numbers to an order in which relations stay short."""

import numpy as np

from .arrays import IntArray


def order_lanes(
    lanes: IntArray, sources: IntArray, targets: IntArray, *, keep: bool
) -> tuple[IntArray, IntArray]:
    """Return the lane numbers from top to bottom, and the rank of each paper's lane.

    Lanes start in numerical order. Pairs are swapped as long as that lowers the sum, over all
    relations, of the distance between the lanes of the two papers.
    """
    numbers, lane = np.unique(lanes, return_inverse=True)
    between = np.zeros((len(numbers), len(numbers)), dtype=np.int64)
    np.add.at(between, (lane[sources], lane[targets]), 1)
    between += between.T
    rank = np.arange(len(numbers))
    improved = not keep
    while improved:
        improved = False
        for a in range(len(rank)):
            for b in range(a + 1, len(rank)):
                swapped = rank.copy()
                swapped[[a, b]] = rank[[b, a]]
                if _length(between, swapped) < _length(between, rank):
                    rank, improved = swapped, True
    return numbers[np.argsort(rank)], rank[lane]


def _length(between: IntArray, rank: IntArray) -> int:
    return int((between * np.abs(rank[:, None] - rank[None, :])).sum())
