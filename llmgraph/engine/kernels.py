"""Kernels: loops of the engine over plain arrays.

`compiler` compiles them for large input. All graphs are in compressed sparse rows (CSR): the
neighbours of node ``v`` are ``ends[starts[v]:starts[v + 1]]``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .compiler import kernel

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

# Bits per word of a bit set.
WORD = 64
# Values above this are treated as overflow.
HUGE = 1e300
# Masks of the population count: pairs, nibbles, bytes, whole word.
PAIRS, FOURS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
BYTES, ALL = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x7F)
ONE, TWO, FOUR = np.uint64(1), np.uint64(2), np.uint64(4)
EIGHT, SIXTEEN, HALF = np.uint64(8), np.uint64(16), np.uint64(32)


def compressed_rows(count: int, tails: Ints, heads: Ints) -> tuple[Ints, Ints, Ints]:
    """Convert an edge list to compressed sparse rows.

    Parameters
    ----------
    count : int
        Number of nodes.
    tails, heads : ndarray of int32, shape (edges,)

    Returns
    -------
    starts : ndarray, shape (count + 1,)
    ends : ndarray, shape (edges,)
        Heads, ascending within each row.
    edge : ndarray, shape (edges,)
        Position of each edge in the input.
    """
    # One key for both ends; a stable sort is fast on edges that are nearly in order.
    edge = np.argsort(tails.astype(np.int64) * count + heads, kind="stable").astype(np.int32)
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(tails, minlength=count), out=starts[1:])
    return starts, heads[edge], edge


def distinct(
    one: NDArray[np.integer], other: NDArray[np.integer], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the sorted unique pairs of non-negative integers.

    Parameters
    ----------
    one, other : ndarray of int
        The pairs.
    count : int
        Upper bound, exclusive.

    Returns
    -------
    one, other : ndarray of int64
        Ascending.
    """
    # Sorting is several times faster here than the hash table of numpy.unique.
    keys = np.sort(one.astype(np.int64) * count + other)
    first, second = np.divmod(keys[np.diff(keys, prepend=-1) > 0], max(count, 1))
    return first, second


@kernel()
def strong_components(starts: Ints, ends: Ints) -> Ints:
    """Number strongly connected components in reverse topological order.

    Tarjan's algorithm without recursion (doi:10.1137/0201010).

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.

    Returns
    -------
    ndarray of int32, shape (nodes,)
        An edge between two components runs from the higher number to the lower.
    """
    count = len(starts) - 1
    component = np.full(count, -1, dtype=np.int32)
    found = np.full(count, -1, dtype=np.int32)
    low = np.zeros(count, dtype=np.int32)
    place = starts[:-1].copy()
    path = np.zeros(count, dtype=np.int32)
    open_nodes = np.zeros(count, dtype=np.int32)
    n_open, n_found, n_components = 0, 0, 0
    for root in range(count):
        if found[root] >= 0:
            continue
        path[0] = root
        depth = 1
        found[root] = low[root] = n_found
        n_found += 1
        open_nodes[n_open] = root
        n_open += 1
        while depth:
            node = path[depth - 1]
            if place[node] < starts[node + 1]:
                head = ends[place[node]]
                place[node] += 1
                if found[head] < 0:
                    found[head] = low[head] = n_found
                    n_found += 1
                    open_nodes[n_open] = head
                    n_open += 1
                    path[depth] = head
                    depth += 1
                elif component[head] < 0:
                    low[node] = min(low[node], found[head])
                continue
            depth -= 1
            if depth:
                low[path[depth - 1]] = min(low[path[depth - 1]], low[node])
            if low[node] == found[node]:
                member = -1
                while member != node:
                    n_open -= 1
                    member = open_nodes[n_open]
                    component[member] = n_components
                n_components += 1
    return component


@kernel()
def fewest_side_steps(
    starts: Ints,
    ends: Ints,
    side_step: NDArray[np.uint8],
    inherited: NDArray[np.bool_],
    origin: int,
    free: bool,
) -> Ints:
    """Compute the fewest side steps of any chain from one node to every other (0-1 BFS).

    Breadth-first search by number of side steps: steps along the line stay on the same level.
    Every edge is visited once, also in cycles.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    side_step : ndarray of uint8, shape (edges,)
        1 for a side step, 0 for one along the line.
    inherited : ndarray of bool, shape (edges,)
        Edges that are not inherited can be used only from the origin, and only if `free`.
    origin : int
    free : bool

    Returns
    -------
    ndarray of int32, shape (nodes,)
        0 at the origin, -1 for unreachable nodes.
    """
    count = len(starts) - 1
    fewest = np.full(count, -1, dtype=np.int32)
    # Nodes of this level, and candidates for the next one.
    level = np.zeros(count, dtype=np.int32)
    beside = np.zeros(len(ends) + 1, dtype=np.int32)
    level[0] = origin
    fewest[origin] = 0
    n_level, n_beside, steps = 1, 0, 0
    while n_level:
        first = 0
        while first < n_level:
            node = level[first]
            first += 1
            for place in range(starts[node], starts[node + 1]):
                head = ends[place]
                if fewest[head] >= 0 or not (inherited[place] or (free and node == origin)):
                    continue
                if side_step[place]:
                    beside[n_beside] = head
                    n_beside += 1
                else:
                    fewest[head] = steps
                    level[n_level] = head
                    n_level += 1
        steps += 1
        n_level = 0
        for place in range(n_beside):
            head = beside[place]
            if fewest[head] < 0:
                fewest[head] = steps
                level[n_level] = head
                n_level += 1
        n_beside = 0
    return fewest


@kernel()
def fewest_steps(starts: Ints, ends: Ints, origin: int) -> Ints:
    """Compute shortest-path lengths from one node by breadth-first search.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    origin : int

    Returns
    -------
    ndarray of int32, shape (nodes,)
        0 at the origin, -1 for unreachable nodes.
    """
    count = len(starts) - 1
    steps = np.full(count, -1, dtype=np.int32)
    queue = np.zeros(count, dtype=np.int32)
    steps[origin] = 0
    queue[0] = origin
    first, last = 0, 1
    while first < last:
        node = queue[first]
        first += 1
        for place in range(starts[node], starts[node + 1]):
            head = ends[place]
            if steps[head] < 0:
                steps[head] = steps[node] + 1
                queue[last] = head
                last += 1
    return steps


@kernel()
def longest_chains(
    starts: Ints, ends: Ints, component: Ints, group: Ints, reached: NDArray[np.bool_]
) -> Ints:
    """Compute the length of the longest chain that ends at each node, in one sweep.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, numbered in topological order of its components.
    component : ndarray of int32, shape (nodes,)
        Strongly connected components, ascending.
    group : ndarray of int32, shape (nodes,)
        Edges within a group have length 0; a group is one or more components.
    reached : ndarray of bool, shape (nodes,)
        The nodes to include.

    Returns
    -------
    ndarray of int32, shape (nodes,)
        0 for nodes without an included predecessor, -1 for excluded nodes. All nodes of a
        component have the same value.
    """
    count = len(starts) - 1
    longest = np.full(count, -1, dtype=np.int32)
    first = 0
    while first < count:
        last = first
        while last < count and component[last] == component[first]:
            last += 1
        best = 0
        for node in range(first, last):
            best = max(best, longest[node])
        for node in range(first, last):
            if not reached[node]:
                continue
            longest[node] = best
            for place in range(starts[node], starts[node + 1]):
                head = ends[place]
                if component[head] != component[node] and reached[head]:
                    onward = best if group[head] == group[node] else best + 1
                    longest[head] = max(longest[head], onward)
        first = last
    return longest


@kernel()
def leads_on(
    starts: Ints, ends: Ints, component: Ints, group: Ints, marked: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Mark the nodes from which a marked node of another group is reachable.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, numbered in topological order of its components.
    component : ndarray of int32, shape (nodes,)
        Strongly connected components, ascending.
    group : ndarray of int32, shape (nodes,)
        A group is one or more components.
    marked : ndarray of bool, shape (nodes,)

    Returns
    -------
    ndarray of bool, shape (nodes,)
        All nodes of a component have the same value.
    """
    leads = np.zeros(len(component), dtype=np.bool_)
    # Whether any marked node is reachable, including the node itself and its own group.
    holds = np.zeros(len(component), dtype=np.bool_)
    last = len(component)
    while last > 0:
        first = last - 1
        while first > 0 and component[first - 1] == component[last - 1]:
            first -= 1
        any_leads, any_holds = False, False
        for node in range(first, last):
            any_holds = any_holds or marked[node]
            for place in range(starts[node], starts[node + 1]):
                head = ends[place]
                any_holds = any_holds or holds[head]
                if holds[head] if group[head] != group[node] else leads[head]:
                    any_leads = True
        for node in range(first, last):
            leads[node], holds[node] = any_leads, any_holds
        last = first
    return leads


@kernel()
def propagate(
    starts: Ints,
    ends: Ints,
    component: Ints,
    source: Floats,
    share: Floats,
    factor: float,
    tolerance: float,
    limit: int,
) -> tuple[Floats, int]:
    """Solve a linear recursion over the neighbours of every node.

    Solves ``total[v] = source[v] + factor * sum(share[w] * total[w])`` over the neighbours ``w``
    of ``v``, in one sweep over the components and by Gauss-Seidel iteration within each.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, numbered in topological order of its components.
    component : ndarray of int32, shape (nodes,)
    source, share : ndarray of float64, shape (nodes,)
        Non-negative.
    factor : float
    tolerance : float
        Iteration stops when no total has a larger relative change.
    limit : int
        Maximum number of iterations per component.

    Returns
    -------
    totals : ndarray of float64, shape (nodes,)
    stuck : int
        A node whose component did not converge or whose total overflowed; -1 if none.
    """
    total = np.zeros(len(source))
    last = len(source)
    while last > 0:
        first = last - 1
        while first > 0 and component[first - 1] == component[last - 1]:
            first -= 1
        steps = 0
        moved = True
        while moved:
            moved = False
            for node in range(last - 1, first - 1, -1):
                received = 0.0
                for place in range(starts[node], starts[node + 1]):
                    received += share[ends[place]] * total[ends[place]]
                if received > HUGE / max(factor, 1.0) or steps > limit:
                    return total, node
                new = source[node] + factor * received
                # For a component of one node, one step is exact.
                moved |= last - first > 1 and new - total[node] > tolerance * new
                total[node] = new
            steps += 1
        last = first
    return total, -1


def _searches(starts: Ints, ends: Ints, sources: Ints) -> int:
    return len(sources) * (len(starts) + len(ends))


@kernel(_searches)
def dependencies(starts: Ints, ends: Ints, sources: Ints) -> Floats:
    """Accumulate the betweenness dependencies of some sources on each node.

    Brandes 2001, doi:10.1080/0022250X.2001.9990249, without predecessor lists: the successors of
    a node on shortest paths are one step further.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, each pair once.
    sources : ndarray of int32

    Returns
    -------
    ndarray of float64, shape (nodes,)
        Endpoints do not count.
    """
    count = len(starts) - 1
    between = np.zeros(count)
    chains = np.zeros(count)
    passing = np.zeros(count)
    steps = np.full(count, -1, dtype=np.int32)
    queue = np.zeros(count, dtype=np.int32)
    for source in sources:
        queue[0] = source
        steps[source] = 0
        chains[source] = 1.0
        first, last = 0, 1
        while first < last:
            node = queue[first]
            first += 1
            for place in range(starts[node], starts[node + 1]):
                head = ends[place]
                if steps[head] < 0:
                    steps[head] = steps[node] + 1
                    queue[last] = head
                    last += 1
                if steps[head] == steps[node] + 1:
                    chains[head] += chains[node]
        for turn in range(last - 1, -1, -1):
            node = queue[turn]
            for place in range(starts[node], starts[node + 1]):
                head = ends[place]
                if steps[head] == steps[node] + 1:
                    passing[node] += chains[node] / chains[head] * (1.0 + passing[head])
            if turn:
                between[node] += passing[node]
        for turn in range(last):
            node = queue[turn]
            steps[node] = -1
            chains[node] = 0.0
            passing[node] = 0.0
    return between


def _words(starts: Ints, ends: Ints, _: int, width: int) -> int:
    return (len(starts) + len(ends)) * width


@kernel(_words)
def distances(
    starts: Ints, ends: Ints, first: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the targets reachable from every node, and sum the shortest-path lengths to them.

    Bit-parallel breadth-first search from all nodes at once, with one bit per target.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    first, width : int
        The targets are the nodes from `first` on: `width` words of `WORD` bits.

    Returns
    -------
    reached, steps : ndarray of int64, shape (nodes,)
        Number of reachable targets, and the sum of path lengths; the node itself not counted.
    """
    count = len(starts) - 1
    seen = np.zeros((count, width), dtype=np.uint64)
    for target in range(first, min(first + WORD * width, count)):
        word, bit = divmod(target - first, WORD)
        seen[target, word] = np.uint64(1) << np.uint64(bit)
    fresh, found = seen.copy(), seen.copy()
    active = seen.sum(axis=1) > 0
    coming = active.copy()
    reached = np.zeros(count, dtype=np.int64)
    steps = np.zeros(count, dtype=np.int64)
    depth = 0
    while active.any():
        depth += 1
        for node in range(count):
            row = found[node]
            coming[node] = False
            for place in range(starts[node], starts[node + 1]):
                if active[ends[place]]:
                    if not coming[node]:
                        row[:] = 0
                        coming[node] = True
                    row |= fresh[ends[place]]
            if not coming[node]:
                continue
            new = np.int64(0)
            for word in range(width):
                # Pass on only the new bits.
                ones = row[word] & ~seen[node, word]
                row[word] = ones
                seen[node, word] |= ones
                if ones:
                    ones = ones - ((ones >> ONE) & PAIRS)
                    ones = (ones & FOURS) + ((ones >> TWO) & FOURS)
                    ones = (ones + (ones >> FOUR)) & BYTES
                    ones = ones + (ones >> EIGHT)
                    ones = ones + (ones >> SIXTEEN)
                    new += np.int64((ones + (ones >> HALF)) & ALL)
            coming[node] = new > 0
            reached[node] += new
            steps[node] += depth * new
        fresh, found = found, fresh
        active, coming = coming, active
    return reached, steps
