"""Search for the best chains of descent; ties are broken by ids."""

from __future__ import annotations

import heapq
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

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
# Number of distances between papers that are held at once.
CELLS = 2**26
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
    evidence and id; then the one with the best next step, and so on.

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
    if not pairs:
        return []
    newer, older = ways.index.place[np.array(pairs, dtype=np.intp)].T
    ends, end_of = np.unique(older, return_inverse=True)
    nodes = np.full((len(pairs), most + 1), -1)
    lengths = np.full(len(pairs), -1)
    steps = _Steps(ways)
    width = max(1, CELLS // len(ways.ids))
    for first in range(0, len(ends), width):
        distances = steps.distances_to(ends[first : first + width])
        own = np.flatnonzero((end_of >= first) & (end_of < first + width))
        nodes[own], lengths[own] = steps.follow(newer[own], end_of[own] - first, distances, most)
    return [
        ShortChain(tuple(chain[: length + 1]), max(length, 0))
        for chain, length in zip(nodes.tolist(), lengths.tolist(), strict=True)
    ]


class _Steps:
    """Steps to older papers as arrays, the best of each place first."""

    def __init__(self, ways: StepCosts) -> None:
        best = [ways.best_older(node) for node in range(len(ways.ids))]
        self.starts = np.cumsum([0, *map(len, best)])
        self.older = np.array([one for parents in best for one in parents], dtype=np.intp)
        # Places are in topological order, in which only those of a cycle have newer parents.
        depths: list[int] = []
        for node, parents in enumerate(best):
            depths.append(1 + max((depths[one] for one in parents if one < node), default=-1))
        self.is_cyclic = any(one > node for node, parents in enumerate(best) for one in parents)
        self.layers = self._layers(np.array(depths, dtype=np.intp))

    def _layers(self, depths: NDArray[np.intp]) -> list[NDArray[np.intp]]:
        """Return the places of each depth that have parents, those with most parents first."""
        counts = np.diff(self.starts)
        order = np.lexsort((-counts, depths))
        order = order[counts[order] > 0]
        return np.split(order, np.flatnonzero(np.diff(depths[order])) + 1) if len(order) else []

    def distances_to(self, ends: NDArray[np.intp]) -> NDArray[Any]:
        """Count the steps from each place to each of some ends.

        Returns
        -------
        ndarray of unsigned int
            One row per place, one column per end, of the smallest type that is large enough; its
            largest number stands where there is no chain.
        """
        for kind in (np.uint8, np.uint16, np.uint32):
            distances = self._distances(ends, kind)
            if not (distances == np.iinfo(kind).max - 1).any():
                break
        return distances

    def _distances(self, ends: NDArray[np.intp], kind: type[np.unsignedinteger]) -> NDArray[Any]:
        far = np.iinfo(kind).max
        distances = np.full((len(self.starts) - 1, len(ends)), far, dtype=kind)
        distances[ends, np.arange(len(ends))] = 0
        # Without cycles, no place before the first end is newer than any.
        first = 0 if self.is_cyclic else int(ends[0])
        layers = [layer[layer >= first] for layer in self.layers]
        is_open = True
        while is_open:
            is_open = False
            for nodes in layers:
                starts, counts = self.starts[nodes], self.starts[nodes + 1] - self.starts[nodes]
                near = np.full((len(nodes), len(ends)), far, dtype=kind)
                for rank in range(counts.max(initial=0)):
                    some = int(np.count_nonzero(counts > rank))
                    parents = self.older[starts[:some] + rank]
                    np.minimum(near[:some], distances[parents], out=near[:some])
                near += near < far - 1
                before = distances[nodes]
                is_open |= self.is_cyclic and bool((near < before).any())
                distances[nodes] = np.minimum(before, near)
        return distances

    def follow(
        self,
        starts: NDArray[np.intp],
        columns: NDArray[np.intp],
        distances: NDArray[Any],
        most: int,
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Follow the best steps from some places to the ends of some columns.

        Returns
        -------
        nodes : ndarray of int, one row per start
            The first places of the chain; -1 after its end.
        lengths : ndarray of int
            Number of steps; -1 if there is no chain.
        """
        left = distances[starts, columns].astype(np.intp)
        lengths = np.where(left < np.iinfo(distances.dtype).max, left, -1)
        left, at = lengths.copy(), starts.copy()
        nodes = np.full((len(starts), most + 1), -1)
        nodes[:, 0] = starts
        for step in range(1, most + 1):
            going = np.flatnonzero(left > 0)
            left[going] -= 1
            at[going] = self._best_on(at[going], columns[going], left[going], distances)
            nodes[going, step] = at[going]
        return nodes, lengths

    def _best_on(
        self,
        places: NDArray[np.intp],
        columns: NDArray[np.intp],
        left: NDArray[np.intp],
        distances: NDArray[Any],
    ) -> NDArray[np.intp]:
        """Return the best older place of each that is so many steps from its end."""
        found = np.empty_like(places)
        open_ = np.arange(len(places))
        rank = 0
        while len(open_):
            older = self.older[self.starts[places[open_]] + rank]
            fits = distances[older, columns[open_]] == left[open_]
            found[open_[fits]] = older[fits]
            open_ = open_[~fits]
            rank += 1
        return found
