"""Descent index: the compiled edges of one graph for one choice of descent relations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .adjacency import Adjacency, adjacency_of
from .kernels import Ints, compressed_rows, fewest_steps, leads_on, strong_components

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

NOT_REACHED = -1


@dataclass(frozen=True, eq=False)
class DescentIndex:
    """Descent edges in compressed sparse rows, in both directions.

    A *place* is the position of a paper in topological order; papers of one cycle are adjacent.
    A *paper* is its row in the table.

    Parameters
    ----------
    paper : ndarray of int32, shape (papers,)
        The paper at each place.
    place : ndarray of int32, shape (papers,)
        The place of each paper.
    component : ndarray of int32, shape (papers,)
        Strongly connected component of each place, ascending.
    child_starts, children, child_rows : ndarray of int32
        Children of each place, and the relation row of each edge.
    parent_starts, parents, parent_rows : ndarray of int32
        Parents of each place, and the relation row of each edge.
    """

    paper: Ints
    place: Ints
    component: Ints
    child_starts: Ints
    children: Ints
    child_rows: Ints
    parent_starts: Ints
    parents: Ints
    parent_rows: Ints

    def __len__(self) -> int:
        return len(self.paper)

    def steps(self, paper: int, *, older: bool) -> Ints:
        """Compute shortest-path lengths from one paper to its ancestors or descendants.

        Parameters
        ----------
        paper : int
        older : bool
            True for ancestors, False for descendants.

        Returns
        -------
        ndarray of int32, shape (papers,), by paper
            0 for the paper itself, `NOT_REACHED` for papers that are not reachable.
        """
        way = self.adjacency(older=older)
        steps = fewest_steps(way.starts, way.ends, self._number(paper, older))
        return self.by_paper(steps, older=older)

    def adjacency(self, *, older: bool) -> Adjacency:
        """Return the simple graph in one direction, without parallel edges.

        Parameters
        ----------
        older : bool
            True for the parents, False for the children.

        Returns
        -------
        Adjacency
            Numbered by place. Towards the parents, places are counted from the end.
        """
        return self._older if older else self._newer

    @cached_property
    def _older(self) -> Adjacency:
        return self._adjacency(older=True)

    @cached_property
    def _newer(self) -> Adjacency:
        return self._adjacency(older=False)

    def _adjacency(self, *, older: bool) -> Adjacency:
        tails = self.tails
        # Parallel edges are adjacent.
        again = np.append(False, (np.diff(tails) == 0) & (np.diff(self.children) == 0))[
            : len(tails)
        ]
        return adjacency_of(tails[~again], self.children[~again], self.component, older=older)

    def descending(self, papers: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the papers with an ancestor among the given papers.

        Parameters
        ----------
        papers : ndarray of bool, shape (papers,)

        Returns
        -------
        ndarray of bool, shape (papers,)
            Chains of any number of side steps count. Papers of the same cycle do not count as
            ancestors.
        """
        way = self.adjacency(older=True)
        return self.by_paper(leads_on(*way, way.component, papers[self.paper][::-1]), older=True)

    def by_paper(self, values: NDArray[Any], *, older: bool) -> NDArray[Any]:
        """Reorder one value per node of an `adjacency` into table order."""
        return (values[::-1] if older else values)[self.place]

    def _number(self, paper: int, older: bool) -> int:
        place = int(self.place[paper])
        return len(self) - 1 - place if older else place

    def cycles(self) -> list[list[int]]:
        """Return the strongly connected components of two or more papers, in table order."""
        bounds = self.bounds
        firsts = np.flatnonzero(np.diff(bounds) > 1)
        spans = zip(bounds[firsts].tolist(), bounds[firsts + 1].tolist(), strict=True)
        return sorted(sorted(self.paper[first:last].tolist()) for first, last in spans)

    @cached_property
    def tails(self) -> Ints:
        """Place of the parent of each edge, in the order of `children`."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.child_starts))

    @property
    def bounds(self) -> NDArray[np.int64]:
        """First place of each strongly connected component, followed by the number of papers."""
        return np.flatnonzero(np.diff(self.component, prepend=-1, append=-1))

    @cached_property
    def parent_counts(self) -> NDArray[np.int64]:
        """Number of distinct parents of each paper."""
        return self._counts(older=True)

    @cached_property
    def child_counts(self) -> NDArray[np.int64]:
        """Number of distinct children of each paper."""
        return self._counts(older=False)

    def _counts(self, *, older: bool) -> NDArray[np.int64]:
        counts = np.diff(self.adjacency(older=older).starts).astype(np.int64)
        return self.by_paper(counts, older=older)


def compile_index(count: int, parents: Ints, children: Ints, rows: Ints) -> DescentIndex:
    """Compile descent edges.

    Parameters
    ----------
    count : int
        Number of papers.
    parents, children, rows : ndarray of int32, shape (edges,)
        Descent edges between papers, and the relation row of each. Self-loops are dropped.

    Returns
    -------
    DescentIndex
    """
    proper = parents != children
    parents, children, rows = parents[proper], children[proper], rows[proper]
    starts, ends, _ = compressed_rows(count, parents, children)
    against = strong_components(starts, ends)
    # Components are numbered from the youngest. A stable sort keeps table order within each.
    paper = np.argsort(-against, kind="stable").astype(np.int32)
    place = np.empty(count, dtype=np.int32)
    place[paper] = np.arange(count, dtype=np.int32)
    top = int(against.max()) if count else 0
    down = compressed_rows(count, place[parents], place[children])
    up = compressed_rows(count, place[children], place[parents])
    return DescentIndex(
        paper=paper,
        place=place,
        component=(top - against[paper]).astype(np.int32),
        child_starts=down[0],
        children=down[1],
        child_rows=rows[down[2]],
        parent_starts=up[0],
        parents=up[1],
        parent_rows=rows[up[2]],
    )
