"""Search for the best chains of descent; ties are broken by ids."""

from __future__ import annotations

import heapq
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..engine.bits import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..engine.kernels import Ints
    from ..model.descent import Descent

Node = int
Cost = int
# The cost of a chain is one integer that encodes a lexicographic order: side steps, weakness of
# the evidence, length. A chain has fewer than 10**5 steps, each of a weakness below 10.
EVIDENCE = 10**5
SIDE_STEP = 10**11
# Number of papers whose descendants are searched at once; more take more memory.
BLOCK = 4096
# Maximum number of dead ends before the search gives up; only cycles have dead ends.
SEARCH_LIMIT = 100_000


class StepCosts:
    """Neighbours of each place with the cost of each step, cached.

    Parameters
    ----------
    descent : Descent
        The descent to search; places are those of its index.
    all_inherited : bool, optional
        Treat all rows as inherited, so that chains may continue from any row.
    """

    def __init__(self, descent: Descent, *, all_inherited: bool = False) -> None:
        tables, index = descent.tables, descent.index
        self.index = index
        self.ids = tables.ids_of(index.paper.tolist())
        self.component: list[int] = index.component.tolist()
        weakness, side_step = np.array([tables.weakness, tables.side_step], dtype=np.int64)
        costs = 1 + SIDE_STEP * side_step + EVIDENCE * weakness
        every = np.ones(len(costs), dtype=bool)
        passes = every if all_inherited else tables.inherited
        parents = index.parent_starts, index.parents, index.parent_rows
        children = index.child_starts, index.children, index.child_rows
        self.newest = cache(partial(_costs_by_end, *_columns(*parents, costs, every)))
        self.older = cache(partial(_costs_by_end, *_columns(*parents, costs, passes)))
        self.newer = cache(partial(_costs_by_end, *_columns(*children, costs, passes)))
        self.best_older = cache(self._best_older)

    def _best_older(self, node: Node) -> list[Node]:
        """The older ends of the steps from a node, the best step first."""
        steps = self.older(node)
        return sorted(steps, key=lambda end: (steps[end], self.ids[end]))

    def steps_from(self, node: Node, start: Node) -> Mapping[Node, Cost]:
        """Return the cost of each step to an older paper; the newest step may use any row."""
        return self.newest(node) if node == start else self.older(node)


def _columns(
    starts: Ints, ends: Ints, rows: Ints, costs: NDArray[np.int64], passes: NDArray[np.bool_]
) -> tuple[list[int], list[Node], list[Cost]]:
    """Return the steps over selected rows as lists, which are faster for single look-ups."""
    kept = passes[rows]
    firsts = np.append(0, np.cumsum(kept))[starts]
    return firsts.tolist(), ends[kept].tolist(), costs[rows[kept]].tolist()


def _costs_by_end(
    starts: Sequence[int], ends: Sequence[Node], costs: Sequence[Cost], node: Node
) -> dict[Node, Cost]:
    """Return the cost of the best row from one node to each neighbour."""
    best: dict[Node, Cost] = {}
    span = slice(starts[node], starts[node + 1])
    for end, cost in zip(ends[span], costs[span], strict=True):
        if end not in best or cost < best[end]:
            best[end] = cost
    return best


def rows_by_end(starts: Ints, ends: Ints, rows: Ints, node: Node) -> dict[Node, list[int]]:
    """Return the rows from one node to each neighbour."""
    span = slice(starts[node], starts[node + 1])
    between: dict[Node, list[int]] = {}
    for end, row in zip(ends[span].tolist(), rows[span].tolist(), strict=True):
        between.setdefault(end, []).append(row)
    return between


def side_steps_of(cost: Cost) -> int:
    """Return the number of side steps of a chain from its cost."""
    return cost // SIDE_STEP


class Chains(NamedTuple):
    """The best chains between two papers.

    Parameters
    ----------
    best : list of tuple of int
        Places of each chain, newest first.
    total : int or None
        Number of all chains. None if there are more than `best` and some pass through cycles, so
        that they are not counted.
    """

    best: list[tuple[Node, ...]]
    total: int | None


def best_chains(ways: StepCosts, newer: int, older: int, k: int, allowed: int | None) -> Chains:
    """Find the best `k` chains with at most `allowed` side steps, and count all if possible."""
    start, end = int(ways.index.place[newer]), int(ways.index.place[older])
    costs = _costs_to(ways, end, start)
    if start not in costs or _too_many(costs[start], allowed):
        return Chains([], 0)
    # One chain more than requested shows whether there are more.
    found, exhausted = _enumerated(ways, costs, start, end, k + 1, allowed)
    if exhausted:
        total = len(found)
    elif len({ways.component[node] for node in costs}) == len(costs):
        total = _counted(ways, costs, start, end, allowed)
    else:
        total = None
    return Chains(found[:k], total)


def _too_many(cost: Cost, allowed: int | None) -> bool:
    return allowed is not None and side_steps_of(cost) > allowed


def _counted(
    ways: StepCosts, costs: Iterable[Node], start: Node, end: Node, allowed: int | None
) -> int:
    """Count the chains between two places with no cycle between them."""
    # Counts by number of side steps; without a limit, one level is enough.
    levels = 1 if allowed is None else allowed + 1
    chains: dict[Node, list[int]] = {node: [] for node in costs}
    chains[end] = [1]

    def pass_on(counts: list[int], cost: Cost, to: list[int]) -> None:
        # A step has at most one side step.
        taken = 0 if allowed is None or cost < SIDE_STEP else 1
        more = [0] * taken + counts
        if len(to) < len(more):
            to += [0] * (min(len(more), levels) - len(to))
        for level in range(min(len(more), levels)):
            to[level] += more[level]

    for node in sorted(chains):
        for child, cost in ways.newer(node).items():
            if child in chains and child != start:
                pass_on(chains[node], cost, chains[child])
    for parent, cost in ways.newest(start).items():
        if parent in chains:
            pass_on(chains[parent], cost, chains[start])
    return sum(chains[start])


def _enumerated(
    ways: StepCosts,
    costs: dict[Node, Cost],
    start: Node,
    end: Node,
    k: int,
    allowed: int | None,
) -> tuple[list[tuple[Node, ...]], bool]:
    """Enumerate chains by ascending cost, and return whether the search was exhaustive.

    Best-first search with the exact cost of the best completion of every partial chain. Because
    side steps dominate the cost, valid chains come before chains with too many side steps.
    """
    found: list[tuple[Node, ...]] = []
    queue: list[tuple[Cost, tuple[str, ...], tuple[Node, ...], Cost]] = [
        (costs[start], (), (start,), 0)
    ]
    # Without cycles, the first partial chain can always be completed.
    for _ in range(SEARCH_LIMIT + k * len(costs)):
        if not queue or len(found) == k:
            break
        _, names, nodes, spent = heapq.heappop(queue)
        if nodes[-1] == end:
            found.append(nodes)
            continue
        for parent, step in ways.steps_from(nodes[-1], start).items():
            if parent in costs and parent not in nodes:
                cost = spent + step
                if not _too_many(cost + costs[parent], allowed):
                    chain = (*names, ways.ids[parent]), (*nodes, parent)
                    heapq.heappush(queue, (cost + costs[parent], *chain, cost))
    return found, not queue


def _costs_to(ways: StepCosts, end: Node, start: Node) -> dict[Node, Cost]:
    """Compute the cost of the best chain to `end` from each node above `start` (Dijkstra)."""
    above = ways.index.steps(int(ways.index.paper[start]), older=True)[ways.index.paper]
    passed = (above >= 0).tolist()
    costs: dict[Node, Cost] = {}
    least, queue = {end: 0}, [(0, end)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node in costs or not passed[node]:
            continue
        costs[node] = cost
        for child, step in ways.newer(node).items():
            if child not in least or cost + step < least[child]:
                least[child] = cost + step
                heapq.heappush(queue, (cost + step, child))
    onward = [step + costs[end] for end, step in ways.newest(start).items() if end in costs]
    return costs | ({start: min(onward)} if onward else {})


class ShortChain(NamedTuple):
    """One of the shortest chains between two papers.

    Parameters
    ----------
    nodes : tuple of int
        Places, newest first; only the first ones of a long chain. Empty if there is no chain.
    length : int
        Number of steps of the whole chain.
    """

    nodes: tuple[Node, ...]
    length: int


def shortest_chains(
    ways: StepCosts, pairs: Sequence[tuple[int, int]], most: int
) -> list[ShortChain]:
    """Find a shortest chain for each of many pairs of papers.

    Of several, the one with the best newest step: along the line before side steps, then by
    evidence and id; then the one with the best next step, and so on. The papers that have some
    older papers above them are found by breadth-first search from all of these at once, with one
    bit of an integer for each.

    Parameters
    ----------
    ways : StepCosts
    pairs : sequence of (int, int)
        Newer and older paper.
    most : int
        Number of steps of a chain to return.

    Returns
    -------
    list of ShortChain
        In the order of the pairs.
    """
    place = ways.index.place.tolist()
    newer_than: dict[Node, set[Node]] = {}
    for newer, older in pairs:
        newer_than.setdefault(place[older], set()).add(place[newer])
    ends = sorted(newer_than)
    found: dict[tuple[Node, Node], ShortChain] = {}
    for first in range(0, len(ends), BLOCK):
        block = {end: newer_than[end] for end in ends[first : first + BLOCK]}
        levels, lengths = _levels(ways, block)
        for bit, (end, starts) in enumerate(block.items()):
            # All chains to one end go on alike from a node.
            onward: dict[Node, Node] = {}
            for start in starts:
                length = lengths.get((start, bit), -1)
                nodes: list[Node] = [] if length < 0 else [start]
                for above in range(length - 1, max(length - most, 0) - 1, -1):
                    node = nodes[-1]
                    if node not in onward:
                        level, ends_above = levels[above], ways.best_older(node)
                        onward[node] = next(
                            one for one in ends_above if level.get(one, 0) >> bit & 1
                        )
                    nodes.append(onward[node])
                found[start, end] = ShortChain(tuple(nodes), max(length, 0))
    return [found[place[newer], place[older]] for newer, older in pairs]


def _levels(
    ways: StepCosts, block: Mapping[Node, set[Node]]
) -> tuple[list[dict[Node, int]], dict[tuple[Node, int], int]]:
    """Search from all ends of a block at once, from each until its starts are reached.

    Returns
    -------
    levels : list of dict
        For each number of steps: bit k of a node is set if the k-th end is so many steps above it.
    lengths : dict
        Number of steps from each start to the end of a bit, if there is a chain.
    """
    lengths: dict[tuple[Node, int], int] = {}
    wanted: dict[Node, int] = {}
    left = []
    for bit, starts in enumerate(block.values()):
        left.append(len(starts))
        for start in starts:
            wanted[start] = wanted.get(start, 0) | 1 << bit
    seen = {end: 1 << bit for bit, end in enumerate(block)}
    levels = [dict(seen)]
    open_bits = (1 << len(block)) - 1
    while levels[-1]:
        for node, bits in levels[-1].items():
            for bit in numbers_of(bits & wanted.get(node, 0)):
                lengths[node, bit] = len(levels) - 1
                left[bit] -= 1
                open_bits ^= (not left[bit]) << bit
        reached: dict[Node, int] = {}
        for node, bits in levels[-1].items():
            if bits := bits & open_bits:
                for child in ways.newer(node):
                    reached[child] = reached.get(child, 0) | bits
        level = {}
        for node, bits in reached.items():
            if new := bits & ~seen.get(node, 0):
                seen[node] = seen.get(node, 0) | new
                level[node] = new
        levels.append(level)
    return levels, lengths
