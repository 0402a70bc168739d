"""Layered graph that unrolls descent by side steps; its paths are exactly the valid chains.

Each paper has one copy for every number of side steps taken so far. Algorithms for plain graphs
(breadth-first search, longest paths, reachability) therefore obey the limit on side steps. A row
that is not inherited leads to a copy of its child without outgoing edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .adjacency import Adjacency, adjacency_of, reached_papers
from .compiled import NOT_REACHED
from .kernels import (
    Ints,
    compressed_rows,
    fewest_steps,
    leads_on,
    longest_chains,
    strong_components,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .compiled import DescentIndex


class Extent(NamedTuple):
    """Distances of all papers from one paper; `NOT_REACHED` if there is no valid chain.

    `depth` is the length of the shortest valid chain, `generation` that of the longest one, where
    steps within a cycle do not count.
    """

    depth: Ints
    generation: Ints


@dataclass(frozen=True, eq=False)
class Unrolled:
    """Layered graph whose paths are the valid chains.

    All edges run to higher node numbers, except within components.

    Parameters
    ----------
    index : DescentIndex
    place : ndarray of int32, shape (nodes,)
        Place in the index of each node.
    component : ndarray of int32, shape (nodes,)
        Strongly connected component of each node, ascending.
    spent : ndarray of int32, shape (nodes,)
        Side steps taken on chains to each node; -1 if chains cannot continue from it.
    tails, heads : ndarray of int32, shape (edges,)
    nodes : ndarray of int32, shape (copies, papers)
        The nodes of each place from which chains continue, by side steps taken. Chains begin in
        the first row.
    last : ndarray of int32, shape (papers,)
        The node of each place that every chain to it can reach, however few side steps it takes.
    """

    index: DescentIndex
    place: Ints
    component: Ints
    spent: Ints
    tails: Ints
    heads: Ints
    nodes: Ints
    last: Ints

    @cached_property
    def newer(self) -> Adjacency:
        """Successors of each node."""
        return adjacency_of(self.tails, self.heads, self.component, older=False)

    @cached_property
    def older(self) -> Adjacency:
        """Predecessors of each node; nodes are numbered from the end."""
        return adjacency_of(self.tails, self.heads, self.component, older=True)

    @property
    def first(self) -> Ints:
        """Node of each place at which chains begin."""
        first: Ints = self.nodes[0]
        return first

    @property
    def ends_chains(self) -> bool:
        """Whether there are nodes from which chains cannot continue."""
        return bool((self.spent < 0).any())

    @cached_property
    def group(self) -> Ints:
        """Component of each node in the index, where cycles ignore the limit on side steps."""
        group: Ints = self.index.component[self.place]
        return group

    def depth(self, paper: int, *, older: bool) -> Ints:
        """Compute the length of the shortest valid chain from a paper to every other.

        Parameters
        ----------
        paper : int
        older : bool
            True for ancestors, False for descendants.

        Returns
        -------
        ndarray of int32, shape (papers,), by paper
            0 for the paper itself, `NOT_REACHED` if there is no valid chain.
        """
        return self._by_paper(self._steps(paper, older=older), older=older, shortest=True)

    def extent(self, paper: int, *, older: bool) -> Extent:
        """Compute shortest and longest chain lengths from a paper to its relatives.

        Parameters
        ----------
        paper : int
        older : bool
            True for ancestors, False for descendants.

        Returns
        -------
        Extent
        """
        adjacency, _, group = self._way(older=older)
        steps = self._steps(paper, older=older)
        longest = longest_chains(*adjacency, group, steps > NOT_REACHED)
        return Extent(
            self._by_paper(steps, older=older, shortest=True),
            self._by_paper(longest, older=older, shortest=False),
        )

    def _steps(self, paper: int, *, older: bool) -> Ints:
        place = int(self.index.place[paper])
        adjacency, *_ = self._way(older=older)
        origin = len(self.place) - 1 - int(self.last[place]) if older else int(self.first[place])
        return fewest_steps(adjacency.starts, adjacency.ends, origin)

    def _by_paper(self, values: Ints, *, older: bool, shortest: bool) -> Ints:
        """Reduce node values to one per paper: the best of its reachable nodes."""
        values = values[self._way(older=older)[1]]
        far = np.iinfo(np.int32).max
        if shortest:
            values = np.where(values > NOT_REACHED, values, far)
        best = (np.min if shortest else np.max)(values[self.nodes], axis=0)
        ends = np.flatnonzero(self.spent < 0)
        (np.minimum if shortest else np.maximum).at(best, self.place[ends], values[ends])
        best[best == far] = NOT_REACHED
        by_paper: Ints = best[self.index.place]
        return by_paper

    def reachable_counts(self, *, older: bool) -> NDArray[np.int64]:
        """Count the ancestors or descendants of each paper, exactly."""
        adjacency, turn, _ = self._way(older=older)
        # Fewer remaining side steps reach less; nodes where chains end reach nothing.
        none_left = 0 if older else len(self.nodes) - 1
        least = self.spent == (-1 if self.ends_chains and not older else none_left)
        counts = reached_papers(adjacency, self.place[turn], least[turn])[turn]
        by_place: NDArray[np.int64] = counts[self.last if older else self.first]
        return by_place[self.index.place]

    def followed(self, papers: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the papers with a descendant among the given papers.

        Parameters
        ----------
        papers : ndarray of bool, shape (papers,)

        Returns
        -------
        ndarray of bool, shape (papers,)
            Papers of the same cycle do not count as descendants.
        """
        marked = papers[self.index.paper[self.place]]
        return leads_on(*self.newer, self.group, marked)[self.first][self.index.place]

    @cached_property
    def onward(self) -> Ints:
        """Length of the longest chain from each node; steps within cycles do not count."""
        every = np.ones(len(self.place), dtype=np.bool_)
        return longest_chains(*self.older, self._way(older=True)[2], every)[::-1]

    def _way(self, *, older: bool) -> tuple[Adjacency, slice, Ints]:
        """Adjacency in one direction, the slice that puts node arrays in its order, its groups."""
        if not older:
            return self.newer, slice(None), self.group
        turn = slice(None, None, -1)
        return self.older, turn, self.group.max(initial=0) - self.group[turn]


def unroll(
    index: DescentIndex,
    side_step: NDArray[np.uint8],
    inherited: NDArray[np.bool_],
    allowed: int | None,
) -> Unrolled:
    """Build the layered graph of descent by side steps.

    Parameters
    ----------
    index : DescentIndex
    side_step : ndarray of uint8
        By row of the relation table: 1 for a side step, 0 for a step along the line.
    inherited : ndarray of bool
        By row: whether a chain may continue from its newer end.
    allowed : int or None
        Maximum number of side steps; None for no limit.

    Returns
    -------
    Unrolled
    """
    tails, heads, costs, ending = _pairs(index, side_step, inherited)
    # If no chain can exceed the limit, one copy is enough.
    if allowed is None or allowed > min(int(np.count_nonzero(costs[~ending])), len(index)):
        costs, allowed = np.zeros_like(costs), 0
    count, copies = len(index), allowed + 1
    ended = np.unique(heads[ending])
    place = np.concatenate([np.repeat(np.arange(count), copies), np.repeat(ended, copies)])
    spent = np.concatenate([np.tile(np.arange(copies), count + len(ended))])
    level = spent + np.where(np.arange(len(place)) < count * copies, 0, copies)
    # A cycle with side steps is no longer a cycle in the layered graph: sort what remains of it.
    within = _components(index, tails, heads, (costs == 0) & ~ending)
    order = np.lexsort((place, within[place], level, index.component[place]))
    node = np.empty(len(order), dtype=np.int32)
    node[order] = np.arange(len(order), dtype=np.int32)
    # Papers with a row that is not inherited get extra copies, where all chains to them can end.
    stop = np.full(count, -1, dtype=np.int64)
    stop[ended] = count * copies + np.arange(len(ended)) * copies
    edges = []
    for before in range(copies):
        fits = before + costs < copies
        goes, ends = fits & ~ending, fits & (stop[heads] >= 0)
        for chosen, base in ((goes, heads * copies), (ends, stop[heads])):
            after = base[chosen] + before + costs[chosen]
            edges.append((node[tails[chosen] * copies + before], node[after]))
    every = np.arange(count)
    keys = (index.component[place[order]], level[order], within[place[order]])
    # Copies at which chains end are never in a cycle.
    apart = np.logical_or.reduce([np.diff(key, prepend=-1) != 0 for key in keys])
    apart |= level[order] >= copies
    return Unrolled(
        index,
        place=place[order].astype(np.int32),
        component=(np.cumsum(apart) - 1).astype(np.int32),
        spent=np.where(level < copies, level, -1)[order].astype(np.int32),
        tails=np.concatenate([tail for tail, _ in edges]),
        heads=np.concatenate([head for _, head in edges]),
        nodes=node[: count * copies].reshape(count, copies).T.copy(),
        last=node[np.where(stop >= 0, stop, every * copies) + copies - 1],
    )


def _pairs(
    index: DescentIndex, side_step: NDArray[np.uint8], inherited: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the edges between places: tail, head, side steps, and whether chains end there.

    Of parallel rows, keep the best one from which chains continue, and one at which chains end if
    it takes fewer side steps.
    """
    rows = index.child_rows
    tails = index.tails.astype(np.int64)
    heads = index.children.astype(np.int64)
    costs, ending = side_step[rows].astype(np.int64), ~inherited[rows]
    order = np.lexsort((ending, costs, heads, tails))
    tails, heads, costs, ending = tails[order], heads[order], costs[order], ending[order]
    same = (np.diff(tails, prepend=-1) == 0) & (np.diff(heads, prepend=-1) == 0)
    # The best row of a pair comes first. If chains end with it, keep the best other row too.
    passed: NDArray[np.int64] = np.cumsum(~ending) - ~ending
    starts = np.maximum.accumulate(np.where(same, 0, np.arange(len(tails))))
    kept = ~same | (~ending & (passed == passed[starts]))
    return tails[kept], heads[kept], costs[kept], ending[kept]


def _components(
    index: DescentIndex,
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    joined: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Number strongly connected components within those of an index, in topological order."""
    inside = joined & (index.component[tails] == index.component[heads])
    if not inside.any():
        return np.arange(len(index), dtype=np.int64)
    ends = tails[inside].astype(np.int32), heads[inside].astype(np.int32)
    starts, followers, _ = compressed_rows(len(index), *ends)
    against: NDArray[np.int64] = strong_components(starts, followers).astype(np.int64)
    along: NDArray[np.int64] = against.max() - against
    return along
