"""Positions on a line that keep their order and distances, as near as can be to where they want."""

from itertools import accumulate

import numpy as np

from .arrays import FloatArray


def isotonic_positions(
    wanted: FloatArray,
    weight: FloatArray,
    apart: FloatArray,
    low: float = -np.inf,
    high: float = np.inf,
) -> FloatArray:
    """Return the positions with the least weighted square distance to the wanted ones.

    ``position[i + 1] - position[i] >= apart[i]``, the first is at least `low` and the last at most
    `high`. Without the distances this is isotonic regression (pool adjacent violators); clipping
    its answer is exact, because after subtracting the distances all bounds are alike.
    """
    shift = [0.0, *accumulate(apart.tolist())]
    sums: list[float] = []
    weights: list[float] = []
    counts: list[int] = []
    for value, own, moved in zip(wanted.tolist(), weight.tolist(), shift, strict=True):
        total, mass, count = (value - moved) * own, own, 1
        while sums and sums[-1] * mass >= total * weights[-1]:
            total += sums.pop()
            mass += weights.pop()
            count += counts.pop()
        sums.append(total)
        weights.append(mass)
        counts.append(count)
    pooled = np.repeat(np.divide(sums, weights), counts)
    return np.asarray(np.minimum(np.maximum(pooled, low), high - shift[-1]) + shift)
