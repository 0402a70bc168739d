"""Centrality measures: one number per paper.

Scores flow from child to parent, so that a paper is important when many papers descend from it.
Parallel relations count once and self-loops are dropped. All arrays are by paper; nan means
undefined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import ArgumentError, ConvergenceError
from ..language.messages import Message
from .adjacency import distance_sums
from .kernels import Floats, dependencies, longest_chains, propagate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..language.messages import Value
    from .adjacency import Adjacency
    from .compiled import DescentIndex

# Significant digits to keep: the last digits of a sum depend on the order of its terms, and
# equivalent papers must get equal numbers.
DIGITS = 12
# Maximum number of iterations within one cycle of papers.
STEPS = 100_000
# Iterations for the largest factor that converges, and the share of it that does in a few steps.
ROUNDS, MARGIN = 200, 0.98
# Least value of a vector of these iterations.
TINY = 1e-200
# Maximum dimension of the Krylov space.
DIMENSIONS = 400
# Residual at which the eigenvector search stops, relative to the eigenvalue.
PRECISION = 1e-14


def pagerank(index: DescentIndex, *, alpha: float = 0.85, tolerance: float = 1e-12) -> Floats:
    """Compute PageRank on child → parent edges.

    The random walk follows a uniformly chosen parent with probability `alpha` and otherwise jumps
    to a uniformly chosen paper; from a paper without parents it always jumps. Because all papers
    share this jump, one sweep and a division by the sum are exact if there are no cycles.

    Parameters
    ----------
    index : DescentIndex
    alpha : float, optional
        At least 0 and below 1.
    tolerance : float, optional
        Largest relative error of the scores within a cycle.

    Returns
    -------
    ndarray of float64, shape (papers,)
        The sum is 1.

    Raises
    ------
    ArgumentError
        If `alpha` is out of bounds.
    ConvergenceError
        If the scores of a cycle do not converge.

    References
    ----------
    Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X.
    """
    _require(0 <= alpha < 1, Message("error.from_0_below_1", _setting("alpha", alpha)))
    everywhere = np.ones(len(index))
    visits = _passed_to_parents(index, everywhere, _shares(index), alpha, tolerance * (1 - alpha))
    return _rounded(visits / max(visits.sum(), 1))


def citerank(index: DescentIndex, age: Floats, *, alpha: float = 0.5, decay: float = 2.6) -> Floats:
    """Compute CiteRank: the expected visits of random walks that start at recent papers.

    A walk starts at a paper with probability proportional to ``exp(-age / decay)``. At every
    paper it stops with probability `alpha` (some implementations call 1 - alpha so) and otherwise
    moves to a uniformly chosen parent. It ends at a paper without parents.

    Parameters
    ----------
    index : DescentIndex
    age : ndarray of float64, shape (papers,)
        In years; nan if unknown.
    alpha : float, optional
        Stopping probability. The default is the authors' best fit for the Physical Review.
    decay : float, optional
        In years. The default is the authors' best fit for the Physical Review.

    Returns
    -------
    ndarray of float64, shape (papers,)
        Visits per walk; the sum is at least 1. nan for papers without an age: no walk starts
        there, but walks pass through them.

    Raises
    ------
    ArgumentError
        If `alpha` is not above 0 and at most 1, or `decay` is not above 0.
    ConvergenceError
        If the scores of a cycle do not converge.

    References
    ----------
    Walker, Xie, Yan & Maslov 2007, doi:10.1088/1742-5468/2007/06/P06010.
    """
    _require(0 < alpha <= 1, Message("error.above_0_to_1", _setting("alpha", alpha)))
    _require(0 < decay < np.inf, Message("error.years", _setting("decay", decay)))
    dated = ~np.isnan(age)
    if not dated.any():
        return np.full(len(index), np.nan)
    # Only age differences matter. Relative to the youngest paper no weight exceeds 1, and
    # overflow with a tiny decay gives weight 0.
    youngest = np.min(age[dated])
    with np.errstate(over="ignore"):
        begins = np.where(dated, np.exp((youngest - np.where(dated, age, youngest)) / decay), 0)
    visits = _passed_to_parents(index, begins / begins.sum(), _shares(index), 1 - alpha)
    return _rounded(np.where(dated, visits, np.nan))


def katz(index: DescentIndex, *, alpha: float, beta: float = 1.0) -> Floats:
    """Compute Katz centrality: chains from all descendants, damped by length.

    The score of a paper is `beta` plus `alpha` times the sum of the scores of its children.

    Parameters
    ----------
    index : DescentIndex
    alpha : float
        At least 0; with cycles, below 1/λ for the largest eigenvalue λ of the relations.
    beta : float, optional
        Above 0.

    Returns
    -------
    ndarray of float64, shape (papers,)
        Not normalised: `beta` for a paper without descendants.

    Raises
    ------
    ArgumentError
        If `alpha` or `beta` is out of bounds.
    ConvergenceError
        If `alpha` is 1/λ or above, or the scores overflow.

    References
    ----------
    Katz 1953, doi:10.1007/BF02289026.
    """
    _require(0 <= alpha < np.inf, Message("error.from_0", _setting("alpha", alpha)))
    _require(0 < beta < np.inf, Message("error.above_0", _setting("beta", beta)))
    ones = np.ones(len(index))
    return _rounded(_passed_to_parents(index, beta * ones, ones, alpha))


def hits(index: DescentIndex) -> tuple[Floats, Floats]:
    """Compute HITS hubs and authorities.

    The authority of a paper is proportional to the sum of the hub scores of its children, and its
    hub score to the sum of the authorities of its parents.

    Returns
    -------
    hubs, authorities : ndarray of float64, shape (papers,)
        Each sums to 1; nan for all papers if there are no relations. In a disconnected graph only
        the strongest component has scores above 0. If components tie, the power iteration from
        equal hub scores sets their shares.

    Raises
    ------
    ConvergenceError
        If the eigenvalues of two components are too close to separate.

    References
    ----------
    Kleinberg 1999, doi:10.1145/324133.324140.
    """
    newer, count = index.adjacency(older=False), len(index)
    ends, tails = newer.ends, newer.tails
    if not len(ends):
        return np.full(count, np.nan), np.full(count, np.nan)

    def authorities(hubs: Floats) -> Floats:
        return np.bincount(tails, hubs[ends], count).astype(np.float64)

    def hubs(authority: Floats) -> Floats:
        return np.bincount(ends, authority[tails], count).astype(np.float64)

    hub = _leading_eigenvector(lambda vector: hubs(authorities(vector)), count)
    return _scaled(index, hub), _scaled(index, authorities(hub))


def _scaled(index: DescentIndex, vector: Floats) -> Floats:
    """Normalise an eigenvector to sum 1, rounding values below its error to 0."""
    found = np.round(np.abs(vector) / np.abs(vector).max(), DIGITS)
    return _rounded(index.by_paper(found / found.sum(), older=False))


def _leading_eigenvector(step: Callable[[Floats], Floats], count: int) -> Floats:
    """Compute the limit of power iteration from a uniform vector, for a symmetric operator.

    Uses the Lanczos method (doi:10.6028/jres.045.026), which converges much faster.
    """
    space = np.empty((min(DIMENSIONS, count), count))
    space[0] = count**-0.5
    inside = np.zeros((len(space), len(space)))
    for size in range(1, len(space) + 1):
        known = space[:size]
        rest = step(known[-1])
        inside[:size, size - 1] = inside[size - 1, :size] = known @ rest
        for _ in range(2):  # reorthogonalise, against rounding errors
            rest -= known.T @ (known @ rest)
        values, vectors = np.linalg.eigh(inside[:size, :size])
        left = np.linalg.norm(rest)
        if left * abs(vectors[-1, -1]) <= PRECISION * values[-1]:
            return np.asarray(known.T @ vectors[:, -1])
        if size < len(space):
            space[size] = rest / left
    raise ConvergenceError(Message("error.hits", {"steps": str(len(space))}))


def closeness(index: DescentIndex, *, older: bool = False) -> Floats:
    """Compute closeness centrality to the descendants (Wasserman-Faust).

    The value is ``r / (n - 1) * r / d`` for a paper with ``r`` descendants among ``n`` papers,
    where ``d`` is the sum of the shortest-path lengths to them.

    Parameters
    ----------
    index : DescentIndex
    older : bool, optional
        Use the ancestors instead.

    Returns
    -------
    ndarray of float64, shape (papers,)
        Above 0 and at most 1; nan for a paper without descendants.

    References
    ----------
    Wasserman & Faust 1994, Social network analysis, doi:10.1017/CBO9780511815478, page 201.
    """
    reached, steps = distance_sums(index.adjacency(older=older))
    found = np.full(len(index), np.nan)
    some = reached > 0
    found[some] = reached[some] / (len(index) - 1) * (reached[some] / steps[some])
    return index.by_paper(found, older=older)


def betweenness(
    index: DescentIndex, *, sample: int | None = None, seed: int | None = None
) -> Floats:
    """Compute betweenness centrality: the share of shortest chains that pass each paper.

    Parameters
    ----------
    index : DescentIndex
    sample : int, optional
        Number of randomly chosen source papers, for an estimate. By default use all papers,
        which takes time proportional to papers times relations.
    seed : int, optional
        Seed of the random sample.

    Returns
    -------
    ndarray of float64, shape (papers,)
        Divided by the number of pairs ``(n - 1) * (n - 2)``; nan with fewer than 3 papers.

    Raises
    ------
    ArgumentError
        If `sample` is not between 1 and the number of papers.

    References
    ----------
    Brandes 2001, doi:10.1080/0022250X.2001.9990249; with a sample: Brandes & Pich 2007,
    doi:10.1142/S0218127407018403.
    """
    count = len(index)
    pairs = (count - 1) * (count - 2)
    if count < 3:
        return np.full(count, np.nan)
    chosen = np.arange(count, dtype=np.int32)
    if sample is not None:
        most = {**_setting("sample", sample), "most": str(count)}
        _require(1 <= sample <= count, Message("error.from_1_to", most))
        drawn = np.random.default_rng(seed).choice(count, size=sample, replace=False)
        chosen = np.sort(index.place[drawn])
    starts, ends, _ = index.adjacency(older=False)
    scale = count / len(chosen) / pairs
    return _rounded(index.by_paper(dependencies(starts, ends, chosen), older=False) * scale)


def generation(index: DescentIndex) -> NDArray[np.int64]:
    """Compute the length of the longest chain that ends at each paper.

    Returns
    -------
    ndarray of int64, shape (papers,)
        0 for papers without ancestors. Papers of a cycle have the same value; steps between them
        do not count.
    """
    every = np.ones(len(index), dtype=np.bool_)
    adjacency = index.adjacency(older=False)
    longest = longest_chains(*adjacency, adjacency.component, every)
    return index.by_paper(longest, older=False).astype(np.int64)


def _shares(index: DescentIndex) -> Floats:
    """Transition probability from each paper to each of its parents."""
    return 1 / np.maximum(index.parent_counts, 1)


def _passed_to_parents(
    index: DescentIndex, source: Floats, share: Floats, factor: float, tolerance: float = 0.0
) -> Floats:
    """Run `propagate` from children to parents, with all arrays by paper."""
    side = index.adjacency(older=False)
    paper = index.paper
    total, stuck = propagate(*side, source[paper], share[paper], factor, tolerance, STEPS)
    if stuck >= 0:
        among = int((side.component == side.component[stuck]).sum())
        told: dict[str, Value] = {"factor": str(factor), "among": str(among)}
        told["bound"] = f"{_largest_factor(side, share[paper]):.2g}" if among > 1 else ""
        raise ConvergenceError(
            Message("error.rounds", told) if among > 1 else Message("error.bounds", told)
        )
    return index.by_paper(total, older=False)


def _largest_factor(side: Adjacency, share: Floats) -> float:
    """Find a factor with which `propagate` converges in cycles, rounded down to two digits.

    It is just below 1/λ for the largest eigenvalue λ of the relations within cycles, which is at
    most the largest ratio of a step of power iteration (Collatz-Wielandt).
    """
    heads, tails = side.ends, side.tails
    within = side.component[heads] == side.component[tails]
    heads, tails = heads[within], tails[within]
    vector = np.ones(len(share))
    most = np.inf
    for _ in range(ROUNDS):
        onward = np.bincount(tails, share[heads] * vector[heads], len(share))
        cyclic = onward > 0
        most = min(most, float((onward[cyclic] / vector[cyclic]).max()))
        # Half of the old vector keeps cycles of one period from swinging.
        vector = np.where(cyclic, onward + vector, vector)
        vector /= vector.max()
        vector = np.maximum(vector, TINY)
    bound = MARGIN / most
    unit = 10.0 ** (np.floor(np.log10(bound)) - 1)
    return float(np.floor(bound / unit) * unit)


def _rounded(values: Floats) -> Floats:
    """Round non-negative numbers to `DIGITS` significant digits."""
    exponent = np.floor(np.log10(np.where(values > 0, values, 1)))
    # Powers of ten above 1e308 overflow.
    scale = 10.0 ** np.minimum(DIGITS - 1 - exponent, 300)
    return np.asarray(np.rint(values * scale) / scale)


def _setting(name: str, value: float) -> dict[str, Value]:
    return {"name": name, "value": str(value)}


def _require(holds: bool, message: Message) -> None:
    if not holds:
        raise ArgumentError(message)
