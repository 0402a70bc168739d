"""Which nodes every way passes: dominators, disjoint chains and the smallest cuts.

Their loops are kernels, like those in `kernels`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .compiler import kernel

if TYPE_CHECKING:
    from .kernels import Ints

# Immediate dominator of a node that several roots reach, or that is itself a root.
VIRTUAL_ROOT = -1
NO_WAY = -2


@kernel()
def reverse_postorder(starts: Ints, ends: Ints, roots: Ints) -> Ints:
    """Order the nodes that some roots reach so that, cycles apart, every edge runs to a later one.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    roots : ndarray of int32

    Returns
    -------
    ndarray of int32, shape (reached nodes,)
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
    """Find the last node that every way from the roots to each node passes before it.

    The iteration of Cooper, Harvey & Kennedy 2001 (A simple, fast dominance algorithm), from a
    virtual root over all roots: one sweep without cycles, a few with them. The problem and the
    faster algorithm for very deep graphs: Lengauer & Tarjan 1979, doi:10.1145/357062.357071.

    Parameters
    ----------
    parent_starts, parents : ndarray of int32
        The graph in compressed rows, from each node to its parents.
    order : ndarray of int32
        The reached nodes in `reverse_postorder`.
    roots : ndarray of int32

    Returns
    -------
    ndarray of int32, shape (nodes,)
        `VIRTUAL_ROOT` where no single node is passed, `NO_WAY` where no way leads.
    """
    count = len(parent_starts) - 1
    rank = np.zeros(count, dtype=np.int32)
    rank[order] = np.arange(1, len(order) + 1, dtype=np.int32)
    # By rank; 0 is the virtual root, and -1 is not known yet.
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
                # Both climb the tree of dominators to the node in which they meet.
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
    """Count the nodes that lose every way from the roots when each node is taken out.

    Parameters
    ----------
    dominators : ndarray of int32
        As from `immediate_dominators`.
    order : ndarray of int32
        The reached nodes in `reverse_postorder`.

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
    """Find as many chains as can be that share only their ends, and as few nodes that cut them.

    The two numbers are equal (Menger 1927, doi:10.4064/fm-10-1-96-115); a direct edge makes a
    chain that no node cuts, and is left out here. Chains grow by augmenting paths (Ford &
    Fulkerson 1956, doi:10.4153/CJM-1956-045-5).

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, each pair once; the next nodes of each node are tried in
        their order.
    start, end : int

    Returns
    -------
    chains : list of list of int
        From `start` to `end`, in the order of their second nodes in the row of `start`.
    cut : list of int
        Of all smallest cuts the one nearest to `start`, which is unique; ascending.
    """
    # The next and the last node of each node on its chain; the two ends are on all chains.
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
    """Look for the way of one more chain past those that are there.

    A node ``v`` is entered at the side ``2 * v`` and left at ``2 * v + 1``; what is between has
    room for one chain.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    after, before : ndarray of int32, shape (nodes,)
        The next and the last node of each node on its chain; -1 where there is none.
    start, end : int

    Returns
    -------
    ndarray of int32, shape (2 * nodes,)
        The side from which each side is reached, -1 if it is not. Where `end` is reached the
        search ends.
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
    """Lead one more chain along the way that was found, turning others aside where it crosses."""
    added: list[tuple[int, int]] = []
    side = 2 * end
    while side != 2 * start + 1:
        node, leaving = divmod(side, 2)
        side = int(origin[side])
        other = side // 2
        if other != node and leaving:
            # Against the step of an older chain, which is given up.
            after[node] = before[other] = -1
        elif other != node:
            added.append((other, node))
    for tail, head in added:
        if tail != start:
            after[tail] = head
        if head != end:
            before[head] = tail
