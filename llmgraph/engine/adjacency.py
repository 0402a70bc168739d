"""Adjacency in one direction, with nodes in topological order; reachability by bit sets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .kernels import WORD, Ints, compressed_rows, distances

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Bits held in memory at once, as long integers (128 MB) and as rows of words (16 MB).
BITS = 1 << 30
ROWS = 1 << 27


class Adjacency(NamedTuple):
    """A graph in compressed rows, with nodes in topological order of its components.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The neighbours of each node in one direction.
    component : ndarray of int32, shape (nodes,)
        Strongly connected components, ascending.
    """

    starts: Ints
    ends: Ints
    component: Ints

    @property
    def tails(self) -> Ints:
        """Tail of each edge, in the order of `ends`."""
        return np.repeat(np.arange(len(self.component), dtype=np.int32), np.diff(self.starts))


def adjacency_of(tails: Ints, heads: Ints, component: Ints, *, older: bool) -> Adjacency:
    """Build the adjacency of edges in one direction.

    Parameters
    ----------
    tails, heads : ndarray of int32, shape (edges,)
        Edges that run to higher numbers, except within components.
    component : ndarray of int32, shape (nodes,)
        Ascending.
    older : bool
        Reverse the edges. Nodes are then numbered from the end, so that the edges run to higher
        numbers again.

    Returns
    -------
    Adjacency
    """
    if older:
        last = np.int32(len(component) - 1)
        tails, heads = last - heads, last - tails
        component = component.max(initial=0) - component[::-1]
    starts, ends, _ = compressed_rows(len(component), tails, heads)
    return Adjacency(starts, ends, component)


def implied_edges(adjacency: Adjacency) -> NDArray[np.bool_]:
    """Mark the edges of a DAG that the transitive reduction leaves out.

    Returns
    -------
    ndarray of bool, shape (edges,)
    """
    return reach(adjacency)[1]


def reach(adjacency: Adjacency) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Count reachable nodes and mark the edges implied by transitivity.

    One sweep over reachability sets, held as bits of Python integers; these are as fast as
    compiled loops here. An edge is implied if a lower neighbour already reaches its head.

    Returns
    -------
    counts : ndarray of int64, shape (nodes,)
        Number of other nodes reachable from each node.
    implied : ndarray of bool, shape (edges,)
    """
    counts, implied = [0] * len(adjacency.component), [False] * len(adjacency.ends)
    starts, ends = adjacency.starts.tolist(), adjacency.ends.tolist()
    bounds = _bounds(adjacency)
    for first, last in _blocks(len(counts), 1, BITS // max(len(counts), 1)):
        # Bits are counted from the end of the block, so that late nodes have short integers.
        within = [
            1 << (last - 1 - node) if first <= node < last else 0 for node in range(len(counts))
        ]
        for stop, start in pairwise(reversed(bounds)):
            bits = 0
            for place in range(starts[start], starts[stop]):
                head = ends[place]
                if first <= head < last and bits >> (last - 1 - head) & 1:
                    implied[place] = True
                else:
                    bits |= within[head]
            for node in range(start, stop):
                within[node] |= bits
                counts[node] += within[node].bit_count()
    # Each node is in its own set.
    return np.array(counts, dtype=np.int64) - 1, np.array(implied, dtype=np.bool_)


def reached_papers(
    adjacency: Adjacency, paper: NDArray[np.integer], least: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Count the distinct other papers reachable from each node, with several nodes per paper.

    Parameters
    ----------
    adjacency : Adjacency
    paper : ndarray of int, shape (nodes,)
        The paper of each node.
    least : ndarray of bool, shape (nodes,)
        Marks the node of each paper that reaches the least. If its paper is already in a set,
        this node adds nothing.

    Returns
    -------
    ndarray of int64, shape (nodes,)
    """
    counts = [0] * len(paper)
    starts, ends = adjacency.starts.tolist(), adjacency.ends.tolist()
    bounds, papers, spare = _bounds(adjacency), paper.tolist(), least.tolist()
    for first, last in _blocks(max(papers, default=-1) + 1, 1, 2 * BITS // max(len(paper), 1)):
        within = [1 << (last - 1 - one) if first <= one < last else 0 for one in papers]
        for stop, start in pairwise(reversed(bounds)):
            bits = 0
            for head in ends[starts[start] : starts[stop]]:
                one = papers[head]
                if not (spare[head] and first <= one < last and bits >> (last - 1 - one) & 1):
                    bits |= within[head]
            for node in range(start, stop):
                within[node] |= bits
                counts[node] += within[node].bit_count()
    # Each paper is in its own set.
    return np.array(counts, dtype=np.int64) - 1


def distance_sums(adjacency: Adjacency) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the nodes reachable from each node, and sum the shortest-path lengths to them.

    Returns
    -------
    reached, steps : ndarray of int64, shape (nodes,)
    """
    reached, steps = np.zeros((2, len(adjacency.component)), dtype=np.int64)
    for first, last in _blocks(len(reached), WORD, ROWS // max(len(reached), 1)):
        found = distances(adjacency.starts, adjacency.ends, first, -(-(last - first) // WORD))
        reached += found[0]
        steps += found[1]
    return reached, steps


def _bounds(adjacency: Adjacency) -> list[int]:
    """First node of each component, followed by the number of nodes."""
    return np.flatnonzero(np.diff(adjacency.component, prepend=-1, append=-1)).tolist()


def _blocks(count: int, step: int, width: int) -> list[tuple[int, int]]:
    """Split the bits of a set into blocks of at most `width`, a multiple of `step`."""
    width = max(width // step, 1) * step
    return [(first, min(first + width, count)) for first in range(0, count, width)]
