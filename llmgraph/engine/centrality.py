"""Measures of importance: one number for each paper, from the index alone.

A paper is important when much descends from it, so what is passed on runs from child to parent.
Two relations between one pair of papers count once, and self-relations are left out. All arrays
are by paper; nan means that the number is undefined.
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
    from .compiled import DescentIndex

# Digits that are kept: the last ones of a sum depend on the order of its terms, and papers with
# equal standing must get equal numbers.
DIGITS = 12
# Steps at most within one cycle of papers.
STEPS = 100_000
# Dimensions at most in which the principal vector is looked for.
DIMENSIONS = 400
# Where the search for it ends: the error beside its largest value.
PRECISION = 1e-14


def pagerank(index: DescentIndex, *, alpha: float = 0.85, tolerance: float = 1e-12) -> Floats:
    """Find how often a reader who follows descent to the parents for ever is at each paper.

    A reader goes on to a parent with probability `alpha`, all parents alike, and else to any
    paper of all; from a paper without parents always to any paper. As both jumps are the same
    for all papers, one sweep and a division by the sum are exact where there is no cycle.

    Parameters
    ----------
    index : DescentIndex
    alpha : float, optional
        At least 0 and below 1.
    tolerance : float, optional
        Largest relative error of the numbers within a cycle.

    Returns
    -------
    ndarray of float64, shape (papers,)
        The sum is 1.

    Raises
    ------
    ArgumentError
        If `alpha` is out of bounds.
    ConvergenceError
        If the numbers of a cycle do not come to rest.

    References
    ----------
    Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X.
    """
    _require(0 <= alpha < 1, Message("error.from_0_below_1", _setting("alpha", alpha)))
    everywhere = np.ones(len(index))
    visits = _passed_to_parents(index, everywhere, _shares(index), alpha, tolerance * (1 - alpha))
    return _rounded(visits / max(visits.sum(), 1))


def citerank(index: DescentIndex, age: Floats, *, alpha: float = 0.5, decay: float = 2.6) -> Floats:
    """Find how many of the readers who begin at recent papers come to each paper.

    A reader begins at a paper with a probability in proportion to ``exp(-age / decay)``. At
    every paper the reader stops with probability `alpha` (some programs call 1 - alpha so), and
    else goes on to one of its parents, all alike; where there are none the way ends.

    Parameters
    ----------
    index : DescentIndex
    age : ndarray of float64, shape (papers,)
        In years; nan where it is not known.
    alpha, decay : float, optional
        The defaults are those that the authors found best for the Physical Review.

    Returns
    -------
    ndarray of float64, shape (papers,)
        Visits per reader, of whom each begins somewhere: the sum is at least 1. nan for papers
        without an age: where a reader begins is unknown of them, but they pass readers on.

    Raises
    ------
    ArgumentError
        If `alpha` is not above 0 and at most 1, or `decay` not above 0.
    ConvergenceError
        If the numbers of a cycle do not come to rest.

    References
    ----------
    Walker, Xie, Yan & Maslov 2007, doi:10.1088/1742-5468/2007/06/P06010.
    """
    _require(0 < alpha <= 1, Message("error.above_0_to_1", _setting("alpha", alpha)))
    _require(decay > 0, Message("error.years", _setting("decay", decay)))
    dated = ~np.isnan(age)
    if not dated.any():
        return np.full(len(index), np.nan)
    # Only differences of age matter: counted from the youngest paper, no weight passes 1, and what
    # a tiny decay makes too old for a float weighs nothing.
    youngest = np.min(age[dated])
    with np.errstate(over="ignore"):
        begins = np.where(dated, np.exp((youngest - np.where(dated, age, youngest)) / decay), 0)
    visits = _passed_to_parents(index, begins / begins.sum(), _shares(index), 1 - alpha)
    return _rounded(np.where(dated, visits, np.nan))


def katz(index: DescentIndex, *, alpha: float, beta: float = 1.0) -> Floats:
    """Count the chains from the descendants to each paper, the longer the less.

    Each paper has `beta` of its own, and `alpha` times what each of its children has.

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
        Not normalised: `beta` for a paper from which nothing descends.

    Raises
    ------
    ArgumentError
        If `alpha` or `beta` is out of bounds.
    ConvergenceError
        If `alpha` is 1/λ or above, or the numbers pass the bounds of a float.

    References
    ----------
    Katz 1953, doi:10.1007/BF02289026.
    """
    _require(0 <= alpha < np.inf, Message("error.from_0", _setting("alpha", alpha)))
    _require(0 < beta < np.inf, Message("error.above_0", _setting("beta", beta)))
    ones = np.ones(len(index))
    return _rounded(_passed_to_parents(index, beta * ones, ones, alpha))


def hits(index: DescentIndex) -> tuple[Floats, Floats]:
    """Find good sources and papers that good sources descend from, each by the other.

    The authority of a paper is in proportion to the sum of the hubs of its children, and its
    hub to the sum of the authorities of its parents.

    Returns
    -------
    hubs, authorities : ndarray of float64, shape (papers,)
        The sum of each is 1; nan for all papers if there are no relations. Of a graph in several
        parts only the strongest has numbers above 0; where parts tie, each takes the share to
        which the steps from equal hubs lead.

    Raises
    ------
    ConvergenceError
        If two parts are so nearly equal that they cannot be told apart.

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
    """Bring a principal vector to the sum 1, without what is below its error."""
    found = np.round(np.abs(vector) / np.abs(vector).max(), DIGITS)
    return _rounded(index.by_paper(found / found.sum(), older=False))


def _leading_eigenvector(step: Callable[[Floats], Floats], count: int) -> Floats:
    """The limit of a symmetric linear step repeated from equal numbers.

    Lanczos 1950, doi:10.6028/jres.045.026: the limit lies in the space of the first few results,
    and is found there long before the repeated step comes near it.
    """
    space = np.empty((min(DIMENSIONS, count), count))
    space[0] = count**-0.5
    inside = np.zeros((len(space), len(space)))
    for size in range(1, len(space) + 1):
        known = space[:size]
        rest = step(known[-1])
        inside[:size, size - 1] = inside[size - 1, :size] = known @ rest
        for _ in range(2):  # once more for what rounding left over
            rest -= known.T @ (known @ rest)
        values, vectors = np.linalg.eigh(inside[:size, :size])
        left = np.linalg.norm(rest)
        if left * abs(vectors[-1, -1]) <= PRECISION * values[-1]:
            return np.asarray(known.T @ vectors[:, -1])
        if size < len(space):
            space[size] = rest / left
    raise ConvergenceError(Message("error.hits", {"steps": str(len(space))}))


def closeness(index: DescentIndex, *, older: bool = False) -> Floats:
    """Find how near each paper is to its descendants, and how many it has.

    That is ``r / (n - 1) * r / d`` for a paper with ``r`` descendants of ``n`` papers and ``d``
    the sum of the fewest steps to them.

    Parameters
    ----------
    index : DescentIndex
    older : bool, optional
        Whether to look at the ancestors instead.

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
    """Find on which part of the shortest chains between two others each paper lies.

    Parameters
    ----------
    index : DescentIndex
    sample : int, optional
        Look only at the chains that begin at so many papers, drawn at random, and scale up. By
        default at all, which takes papers times relations steps.
    seed : int, optional
        For the same draw of rows again.

    Returns
    -------
    ndarray of float64, shape (papers,)
        Divided by the number of pairs ``(n - 1) * (n - 2)``; nan if there are no pairs of other
        papers, with fewer than 3.

    Raises
    ------
    ArgumentError
        If `sample` is not a number of papers.

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
    """Count the steps of the longest chain that leads to each paper.

    Returns
    -------
    ndarray of int64, shape (papers,)
        0 for papers that descend from nothing; papers of a cycle share their number, and steps
        between them do not count.
    """
    every = np.ones(len(index), dtype=np.bool_)
    adjacency = index.adjacency(older=False)
    longest = longest_chains(*adjacency, adjacency.component, every)
    return index.by_paper(longest, older=False).astype(np.int64)


def _shares(index: DescentIndex) -> Floats:
    """Which part of what it passes on each paper gives to each of its parents."""
    return 1 / np.maximum(index.parent_counts, 1)


def _passed_to_parents(
    index: DescentIndex, source: Floats, share: Floats, factor: float, tolerance: float = 0.0
) -> Floats:
    """Run `propagate` from the children to their parents, all by paper."""
    side = index.adjacency(older=False)
    paper = index.paper
    total, stuck = propagate(*side, source[paper], share[paper], factor, tolerance, STEPS)
    if stuck >= 0:
        among = int((side.component == side.component[stuck]).sum())
        told: dict[str, Value] = {"factor": str(factor), "among": str(among)}
        raise ConvergenceError(
            Message("error.rounds", told) if among > 1 else Message("error.bounds", told)
        )
    return index.by_paper(total, older=False)


def _rounded(values: Floats) -> Floats:
    """Round numbers that are not negative to `DIGITS` significant digits."""
    exponent = np.floor(np.log10(np.where(values > 0, values, 1)))
    # A float has no larger power of ten than 308.
    scale = 10.0 ** np.minimum(DIGITS - 1 - exponent, 300)
    return np.asarray(np.rint(values * scale) / scale)


def _setting(name: str, value: float) -> dict[str, Value]:
    return {"name": name, "value": str(value)}


def _require(holds: bool, message: Message) -> None:
    if not holds:
        raise ArgumentError(message)
