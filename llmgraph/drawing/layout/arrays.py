"""Array types, and two index helpers that the layout modules share."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]

GOLDEN = 0.6180339887498949
"""The fractional parts of its multiples are spread evenly over 0 to 1."""


def offsets(counts: IntArray) -> IntArray:
    """Return where each block starts when blocks of the given lengths lie end to end."""
    start = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=start[1:])
    return start


def within_block(counts: IntArray) -> IntArray:
    """Return 0, 1, 2 … within each block: ``[2, 3]`` gives ``[0, 1, 0, 1, 2]``."""
    return np.arange(int(counts.sum())) - np.repeat(offsets(counts)[:-1], counts)
