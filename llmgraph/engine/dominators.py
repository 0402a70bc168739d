"""Dominators, node-disjoint chains and minimum node cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .compiler import kernel

if TYPE_CHECKING:
    from .kernels import Ints

# Immediate dominator of a root, and of a node without a single dominator below the virtual root.
VIRTUAL_ROOT = -1
NO_WAY = -2


@kernel()
def reverse_postorder(starts: Ints, ends: Ints, roots: Ints) -> Ints:
    """Return the nodes reachable from some roots in reverse postorder of a depth-first search.

    Except within cycles, every edge runs to a later node.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    roots : ndarray of int32

    Returns
    -------
    ndarray of int32, shape (reachable nodes,)
    """
    count = len(starts) - 1
    place = starts[:-1].copy()
    seen = np.zeros(count, dtype=np.bool_)
    path = np.zeros(count, dtype=np.int32)
    order = np.zeros(count, dtype=np.int32)
    first = count
    for root in roots:
        if seen[root]:
            continue
        seen[root] = True
        path[0] = root
        depth = 1
        while depth:
            node = path[depth - 1]
            if place[node] < starts[node + 1]:
                head = ends[place[node]]
                place[node] += 1
                if not seen[head]:
                    seen[head] = True
                    path[depth] = head
                    depth += 1
                continue
            depth -= 1
            first -= 1
            order[first] = node
    return order[first:]


@kernel()
def immediate_dominators(parent_starts: Ints, parents: Ints, order: Ints, roots: Ints) -> Ints:
    """Compute the immediate dominator of every node.

    The iteration of Cooper, Harvey & Kennedy 2001 (A simple, fast dominance algorithm), from a
    virtual root above all roots. It takes one sweep without cycles and a few with them. Lengauer
    & Tarjan 1979, doi:10.1145/357062.357071, is faster on very deep graphs.

    Parameters
    ----------
    parent_starts, parents : ndarray of int32
        The graph in compressed rows, from each node to its parents.
    order : ndarray of int32
        The reachable nodes in `reverse_postorder`.
    roots : ndarray of int32

    Returns
    -------
    ndarray of int32, shape (nodes,)
        `VIRTUAL_ROOT` if no single node dominates, `NO_WAY` for unreachable nodes.
    """
    count = len(parent_starts) - 1
    rank = np.zeros(count, dtype=np.int32)
    rank[order] = np.arange(1, len(order) + 1, dtype=np.int32)
    # By rank; 0 is the virtual root, -1 is unknown.
    above = np.full(len(order) + 1, -1, dtype=np.int32)
    above[0] = 0
    above[rank[roots]] = 0
    changed = True
    while changed:
        changed = False
        for own in range(1, len(order) + 1):
            node = order[own - 1]
            found = above[own] if above[own] == 0 else -1
            for place in range(parent_starts[node], parent_starts[node + 1]):
                other = rank[parents[place]]
                if found == 0 or other == 0 or above[other] < 0:
                    continue
                found = other if found < 0 else found
                # Both climb the dominator tree to their lowest common ancestor.
                while found != other:
                    if found > other:
                        found = above[found]
                    else:
                        other = above[other]
            if above[own] != found:
                above[own] = found
                changed = True
    dominators = np.full(count, NO_WAY, dtype=np.int32)
    for own in range(1, len(order) + 1):
        dominators[order[own - 1]] = order[above[own] - 1] if above[own] else VIRTUAL_ROOT
    return dominators


@kernel()
def cut_counts(dominators: Ints, order: Ints) -> Ints:
    """Count the nodes that become unreachable from the roots when each node is removed.

    Parameters
    ----------
    dominators : ndarray of int32
        Result of `immediate_dominators`.
    order : ndarray of int32
        The reachable nodes in `reverse_postorder`.

    Returns
    -------
    ndarray of int32, shape (nodes,)
        The node itself is not counted.
    """
    counts = np.zeros(len(dominators), dtype=np.int32)
    for place in range(len(order) - 1, -1, -1):
        node = order[place]
        if dominators[node] >= 0:
            counts[dominators[node]] += counts[node] + 1
    return counts


def disjoint_chains(
    starts: Ints, ends: Ints, start: int, end: int
) -> tuple[list[list[int]], list[int]]:
    """Find a maximum set of node-disjoint chains, and a minimum node cut.

    Both have the same size (Menger 1927, doi:10.4064/fm-10-1-96-115). A direct edge is left out,
    because no node cuts it. Chains are found by augmenting paths (Ford & Fulkerson 1956,
    doi:10.4153/CJM-1956-045-5).

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, each pair once; neighbours are tried in their order.
    start, end : int

    Returns
    -------
    chains : list of list of int
        From `start` to `end`, in the order of their second nodes in the row of `start`.
    cut : list of int
        The minimum cut nearest to `start`, which is unique; ascending.
    """
    # Successor and predecessor of each inner node on its chain.
    after, before = np.full((2, len(starts) - 1), -1, dtype=np.int32)
    origin = residual(starts, ends, after, before, start, end)
    while origin[2 * end] >= 0:
        _augment(origin, start, end, after, before)
        origin = residual(starts, ends, after, before, start, end)
    chains = []
    for second in ends[starts[start] : starts[start + 1]].tolist():
        if before[second] == start:
            chain = [start, second]
            while chain[-1] != end:
                chain.append(int(after[chain[-1]]))
            chains.append(chain)
    entered, left = origin[::2] >= 0, origin[1::2] >= 0
    return chains, np.flatnonzero(entered & ~left).tolist()


@kernel()
def residual(starts: Ints, ends: Ints, after: Ints, before: Ints, start: int, end: int) -> Ints:
    """Search the residual graph for an augmenting path.

    Node ``v`` is split into an entry ``2 * v`` and an exit ``2 * v + 1``, joined by an edge of
    capacity 1.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    after, before : ndarray of int32, shape (nodes,)
        Successor and predecessor of each node on its chain; -1 if none.
    start, end : int

    Returns
    -------
    ndarray of int32, shape (2 * nodes,)
        The predecessor of each entry and exit in the search, -1 if not reached. The search stops
        at `end`.
    """
    origin = np.full(2 * len(after), -1, dtype=np.int32)
    queue = np.zeros(len(origin), dtype=np.int32)
    origin[2 * start + 1] = queue[0] = 2 * start + 1
    first, last = 0, 1
    while first < last and origin[2 * end] < 0:
        here = queue[first]
        first += 1
        node = here // 2
        side = -1
        if here % 2:
            for place in range(starts[node], starts[node + 1]):
                head = ends[place]
                if origin[2 * head] < 0 and (node != start or head != end):
                    origin[2 * head] = here
                    queue[last] = 2 * head
                    last += 1
            side = 2 * node if after[node] >= 0 else -1
        elif before[node] >= 0:
            side = 2 * before[node] + 1
        elif node != end:
            side = here + 1
        if side >= 0 and origin[side] < 0:
            origin[side] = here
            queue[last] = side
            last += 1
    return origin


def _augment(origin: Ints, start: int, end: int, after: Ints, before: Ints) -> None:
    """Add a chain along the augmenting path, rerouting the chains that it crosses."""
    added: list[tuple[int, int]] = []
    side = 2 * end
    while side != 2 * start + 1:
        node, leaving = divmod(side, 2)
        side = int(origin[side])
        other = side // 2
        if other != node and leaving:
            # The path cancels this edge of an existing chain.
            after[node] = before[other] = -1
        elif other != node:
            added.append((other, node))
    for tail, head in added:
        if tail != start:
            after[tail] = head
        if head != end:
            before[head] = tail
