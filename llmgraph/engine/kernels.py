"""The loops of the engine: plain Python over arrays, without objects.

They run as they are, or compiled where there is much to do (`compiler`). All graphs here are in
compressed rows: the neighbours of node ``v`` are ``ends[starts[v]:starts[v + 1]]``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .compiler import kernel

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

# Bits of a word in rows of sets.
WORD = 64
# Numbers above this are on their way to infinity.
HUGE = 1e300
# To count the bits of a word: in pairs, in fours, in bytes, then all together.
PAIRS, FOURS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
BYTES, ALL = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x7F)
ONE, TWO, FOUR = np.uint64(1), np.uint64(2), np.uint64(4)
EIGHT, SIXTEEN, HALF = np.uint64(8), np.uint64(16), np.uint64(32)


def compressed_rows(count: int, tails: Ints, heads: Ints) -> tuple[Ints, Ints, Ints]:
    """Sort edges by tail into compressed rows.

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
        Which edge of the input stands at each place.
    """
    # One key for both ends: stable sorting takes hardly any time over edges that are in order.
    edge = np.argsort(tails.astype(np.int64) * count + heads, kind="stable").astype(np.int32)
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(tails, minlength=count), out=starts[1:])
    return starts, heads[edge], edge


def distinct(
    one: NDArray[np.integer], other: NDArray[np.integer], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keep every pair of numbers below a count once, in their order.

    Parameters
    ----------
    one, other : ndarray of int
        The pairs.
    count : int
        All numbers are lower.

    Returns
    -------
    one, other : ndarray of int64
        Ascending.
    """
    # Sorting is several times as fast here as the hash table of numpy.unique.
    keys = np.sort(one.astype(np.int64) * count + other)
    first, second = np.divmod(keys[np.diff(keys, prepend=-1) > 0], max(count, 1))
    return first, second


@kernel()
def strong_components(starts: Ints, ends: Ints) -> Ints:
    """Number strongly connected components against the direction of the edges.

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
    """Count the fewest side steps of any chain from one node to every other.

    Breadth-first search by levels of side steps: along the line a node stays on its level. Every
    edge is looked at once, in cycles too.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    side_step : ndarray of uint8, shape (edges,)
        1 for a side step, 0 for one along the line.
    inherited : ndarray of bool, shape (edges,)
        Others are passed from the origin only.
    origin : int
    free : bool
        Whether they are passed from there.

    Returns
    -------
    ndarray of int32, shape (nodes,)
        0 at the origin, -1 where no chain leads.
    """
    count = len(starts) - 1
    fewest = np.full(count, -1, dtype=np.int32)
    # What is found on this level, and beside it what a side step leads to.
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
    """Count the fewest edges from one node to every other.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    origin : int

    Returns
    -------
    ndarray of int32, shape (nodes,)
        0 at the origin, -1 where no chain leads.
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
    """Count the edges of the longest chain that leads to each node, in one sweep.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, numbered in topological order of its components.
    component : ndarray of int32, shape (nodes,)
        Components, ascending along the numbering.
    group : ndarray of int32, shape (nodes,)
        Edges within a group do not count; a group is one component or several.
    reached : ndarray of bool, shape (nodes,)
        The nodes that take part.

    Returns
    -------
    ndarray of int32, shape (nodes,)
        0 for nodes without a predecessor that takes part, -1 for those that do not take part.
        Nodes of one component share their number.
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
    """Mark the nodes from which some edges lead to a marked node of another group.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, numbered in topological order of its components.
    component : ndarray of int32, shape (nodes,)
        Components, ascending along the numbering.
    group : ndarray of int32, shape (nodes,)
        A group is one component or several.
    marked : ndarray of bool, shape (nodes,)

    Returns
    -------
    ndarray of bool, shape (nodes,)
        Nodes of one component are marked together.
    """
    leads = np.zeros(len(component), dtype=np.bool_)
    # Whether a marked node is reached at all, itself or one of its own group among them.
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
    """Add to what each node has of its own what its neighbours pass on to it.

    Solves ``total[v] = source[v] + factor * sum(share[w] * total[w])`` over the neighbours ``w``
    of ``v``: in one sweep, and within a component in steps.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, numbered in topological order of its components.
    component : ndarray of int32, shape (nodes,)
    source, share : ndarray of float64, shape (nodes,)
        Not negative.
    factor, tolerance : float
        Steps end when no total changes by more than this part of itself.
    limit : int
        Steps at most within one component.

    Returns
    -------
    totals : ndarray of float64, shape (nodes,)
    stuck : int
        A node whose component did not come to rest, or whose total passes all bounds; -1 if
        there is none.
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
                # A node on its own receives nothing from itself: one step is exact.
                moved |= last - first > 1 and new - total[node] > tolerance * new
                total[node] = new
            steps += 1
        last = first
    return total, -1


def _searches(starts: Ints, ends: Ints, sources: Ints) -> int:
    return len(sources) * (len(starts) + len(ends))


@kernel(_searches)
def dependencies(starts: Ints, ends: Ints, sources: Ints) -> Floats:
    """Add up over some sources which part of their shortest chains passes each node.

    Brandes 2001, doi:10.1080/0022250X.2001.9990249, without lists of predecessors: what follows
    a node is one step further on.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows, each pair once.
    sources : ndarray of int32

    Returns
    -------
    ndarray of float64, shape (nodes,)
        Ends of chains are not passed.
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
    """Add up the fewest steps from every node to those of some targets that it reaches.

    Breadth-first search from all nodes at once: one bit for each target.

    Parameters
    ----------
    starts, ends : ndarray of int32
        The graph in compressed rows.
    first, width : int
        The targets are the nodes from `first` on, `WORD` to each of `width` words.

    Returns
    -------
    reached, steps : ndarray of int64, shape (nodes,)
        How many targets each node reaches, and the sum of its steps to them; itself not counted.
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
                # Only what is new goes on.
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
