"""Isotonic regression: positions near given targets that keep their order and distances."""

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
    """Return the positions with the least weighted squared distance to the wanted ones.

    Subject to ``position[i + 1] - position[i] >= apart[i]``, the first at least `low` and the last
    at most `high`. After subtracting the distances this is isotonic regression (pool adjacent
    violators). Clipping its solution is exact, because then the same bounds apply to every
    position.
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
