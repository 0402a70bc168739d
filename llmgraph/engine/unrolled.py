"""Descent unrolled by its side steps: a larger graph whose paths are the chains that count.

Each paper stands there once for every number of side steps that a chain may have taken before it
gets there, so that whatever runs over a plain graph (breadth-first search, longest chains, sets of
what is reached) obeys the limit without knowing of it. A row that is not inherited leads to a copy
of its child from which no chain goes on.
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
    """How far the papers are from one of them, by paper; `NOT_REACHED` where no chain leads.

    `depth` is the number of steps of the shortest chain that counts, `generation` that of the
    longest one, on which steps between papers of one cycle do not count.
    """

    depth: Ints
    generation: Ints


@dataclass(frozen=True, eq=False)
class Unrolled:
    """The chains that count, as the paths of a graph.

    Nodes are numbered so that, within components aside, all edges run to higher numbers.

    Parameters
    ----------
    index : DescentIndex
    place : ndarray of int32, shape (nodes,)
        Which place of the index each node stands for.
    component : ndarray of int32, shape (nodes,)
        Strongly connected component of each node, ascending.
    spent : ndarray of int32, shape (nodes,)
        Side steps that chains to each node have taken; -1 where they end.
    tails, heads : ndarray of int32, shape (edges,)
    nodes : ndarray of int32, shape (copies, papers)
        The nodes of each place from which chains go on, by the side steps taken: where none is,
        chains begin.
    last : ndarray of int32, shape (papers,)
        The node of each place where all chains to it end, however few side steps they take.
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
        """What follows each node."""
        return adjacency_of(self.tails, self.heads, self.component, older=False)

    @cached_property
    def older(self) -> Adjacency:
        """What stands before each node; the nodes are counted from the end."""
        return adjacency_of(self.tails, self.heads, self.component, older=True)

    @property
    def first(self) -> Ints:
        """The node of each place where chains begin."""
        first: Ints = self.nodes[0]
        return first

    @property
    def ends_chains(self) -> bool:
        """Whether there are nodes at which chains end."""
        return bool((self.spent < 0).any())

    @cached_property
    def group(self) -> Ints:
        """Component of each node in the index, where chains of any side steps make cycles."""
        group: Ints = self.index.component[self.place]
        return group

    def depth(self, paper: int, *, older: bool) -> Ints:
        """Count the steps of the shortest chain that counts from a paper to every other.

        Parameters
        ----------
        paper : int
        older : bool
            True for ancestors, False for descendants.

        Returns
        -------
        ndarray of int32, shape (papers,), by paper
            0 for the paper itself, `NOT_REACHED` where no chain leads.
        """
        return self._by_paper(self._steps(paper, older=older), older=older, shortest=True)

    def extent(self, paper: int, *, older: bool) -> Extent:
        """Measure how far the ancestors or the descendants of a paper are from it.

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
        """Take the best value of all nodes of each paper, where any is reached."""
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
        """Count exactly the ancestors or the descendants of each paper."""
        adjacency, turn, _ = self._way(older=older)
        # The fewer side steps are left, the less is reached; where chains end, nothing is.
        none_left = 0 if older else len(self.nodes) - 1
        least = self.spent == (-1 if self.ends_chains and not older else none_left)
        counts = reached_papers(adjacency, self.place[turn], least[turn])[turn]
        by_place: NDArray[np.int64] = counts[self.last if older else self.first]
        return by_place[self.index.place]

    def followed(self, papers: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the papers of which another one, of those that are marked, descends.

        Parameters
        ----------
        papers : ndarray of bool, shape (papers,)

        Returns
        -------
        ndarray of bool, shape (papers,)
            Papers of one cycle do not follow each other.
        """
        marked = papers[self.index.paper[self.place]]
        return leads_on(*self.newer, self.group, marked)[self.first][self.index.place]

    @cached_property
    def onward(self) -> Ints:
        """Steps of the longest chain that leaves each node, without those within cycles."""
        every = np.ones(len(self.place), dtype=np.bool_)
        return longest_chains(*self.older, self._way(older=True)[2], every)[::-1]

    def _way(self, *, older: bool) -> tuple[Adjacency, slice, Ints]:
        """Edges one way, how to turn arrays by node to its numbering, and the groups in it."""
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
    """Unroll descent by the side steps that a chain may take.

    Parameters
    ----------
    index : DescentIndex
    side_step : ndarray of uint8
        By row of the relation table: 1 for a side step, 0 for a step along the line.
    inherited : ndarray of bool
        By row: whether a chain may go on from its newer end.
    allowed : int or None
        Side steps at most; None for any number.

    Returns
    -------
    Unrolled
    """
    tails, heads, costs, ending = _pairs(index, side_step, inherited)
    # Where no chain can take more, the limit means nothing, and one copy is enough.
    if allowed is None or allowed > min(int(np.count_nonzero(costs[~ending])), len(index)):
        costs, allowed = np.zeros_like(costs), 0
    count, copies = len(index), allowed + 1
    ended = np.unique(heads[ending])
    place = np.concatenate([np.repeat(np.arange(count), copies), np.repeat(ended, copies)])
    spent = np.concatenate([np.tile(np.arange(copies), count + len(ended))])
    level = spent + np.where(np.arange(len(place)) < count * copies, 0, copies)
    # Papers of a cycle that takes side steps are no longer on one: order what is left of it.
    within = _components(index, tails, heads, (costs == 0) & ~ending)
    order = np.lexsort((place, within[place], level, index.component[place]))
    node = np.empty(len(order), dtype=np.int32)
    node[order] = np.arange(len(order), dtype=np.int32)
    # Every chain to a paper that has a row of its own only ends in the copies made for that.
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
    # Copies at which chains end are never part of a cycle.
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
    """Steps between places: tail, head, side steps, and whether chains end with it.

    Of several rows between one pair the best is taken, and beside it one with which chains end
    where that takes fewer side steps.
    """
    rows = index.child_rows
    tails = index.tails.astype(np.int64)
    heads = index.children.astype(np.int64)
    costs, ending = side_step[rows].astype(np.int64), ~inherited[rows]
    order = np.lexsort((ending, costs, heads, tails))
    tails, heads, costs, ending = tails[order], heads[order], costs[order], ending[order]
    same = (np.diff(tails, prepend=-1) == 0) & (np.diff(heads, prepend=-1) == 0)
    # The best row of a pair comes first; after one with which chains end, the best other counts.
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
    """Number what is strongly connected within the components of an index, along the edges."""
    inside = joined & (index.component[tails] == index.component[heads])
    if not inside.any():
        return np.arange(len(index), dtype=np.int64)
    ends = tails[inside].astype(np.int32), heads[inside].astype(np.int32)
    starts, followers, _ = compressed_rows(len(index), *ends)
    against: NDArray[np.int64] = strong_components(starts, followers).astype(np.int64)
    along: NDArray[np.int64] = against.max() - against
    return along
