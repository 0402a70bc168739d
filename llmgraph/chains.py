"""The search for chains of descent: fewest steps first, then better evidenced, then by ids."""

from __future__ import annotations

import heapq
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .graph import PaperGraph
    from .index import DescentIndex
    from .index.kernels import Ints

Node = int
# More than the weakness of the evidence can add up to on any chain: steps count first.
STEP = 1_000_000_000
# How many dead ends are looked at before the search gives up; only cycles have any.
SEARCH_LIMIT = 100_000


class Ways:
    """What stands one step from each place, and what the step costs; each is looked up once.

    Parameters
    ----------
    graph : PaperGraph
    index : DescentIndex
        The descent of which chains are made; places are its own.
    """

    def __init__(self, graph: PaperGraph, index: DescentIndex) -> None:
        self.index = index
        self.ids = graph._ids_of(index.paper.tolist())
        self.component: list[int] = index.component.tolist()
        costs = partial(_costs_by_end, graph._weakness)
        self.older = cache(partial(costs, index.parent_starts, index.parents, index.parent_rows))
        self.newer = cache(partial(costs, index.child_starts, index.children, index.child_rows))


def _costs_by_end(
    weakness: Sequence[int], starts: Ints, ends: Ints, rows: Ints, node: Node
) -> dict[Node, int]:
    """Cost of each step from one node, that of its best evidenced row, by the node it leads to."""
    return {
        end: STEP + min(weakness[row] for row in between)
        for end, between in rows_by_end(starts, ends, rows, node).items()
    }


def rows_by_end(starts: Ints, ends: Ints, rows: Ints, node: Node) -> dict[Node, list[int]]:
    """Rows of the steps from one node, by the node where they end."""
    span = slice(starts[node], starts[node + 1])
    between: dict[Node, list[int]] = {}
    for end, row in zip(ends[span].tolist(), rows[span].tolist(), strict=True):
        between.setdefault(end, []).append(row)
    return between


class Chains(NamedTuple):
    """The best of the chains that join two papers.

    Parameters
    ----------
    best : list of tuple of int
        Places, the newest paper first in each.
    total : int or None
        How many chains there are; None where there are more than those, of which some pass
        through cycles: such are not counted.
    """

    best: list[tuple[Node, ...]]
    total: int | None


def best_chains(ways: Ways, newer: int, older: int, k: int) -> Chains:
    """Find the first `k` chains, and count all of them where that can be done."""
    start, end = int(ways.index.place[newer]), int(ways.index.place[older])
    costs = _costs_to(ways, end, start)
    if start not in costs:
        return Chains([], 0)
    # One more than asked for tells whether there are more.
    found, exhausted = _enumerated(ways, costs, start, end, k + 1)
    if exhausted:
        total = len(found)
    elif len({ways.component[node] for node in costs}) == len(costs):
        total = _counted(ways, costs, start, end)
    else:
        total = None
    return Chains(found[:k], total)


def _counted(ways: Ways, costs: dict[Node, int], start: Node, end: Node) -> int:
    """Count the chains between two places with no cycle between them."""
    counts = dict.fromkeys(costs, 0)
    counts[end] = 1
    for node in sorted(costs):
        for child in ways.newer(node):
            if child in counts:
                counts[child] += counts[node]
    return counts[start]


def _enumerated(
    ways: Ways, costs: dict[Node, int], start: Node, end: Node, k: int
) -> tuple[list[tuple[Node, ...]], bool]:
    """Enumerate chains by rising cost, and say whether they are all.

    Every partial chain is ranked by its exact best end.
    """
    found: list[tuple[Node, ...]] = []
    queue: list[tuple[int, tuple[str, ...], tuple[Node, ...], int]] = [
        (costs[start], (), (start,), 0)
    ]
    # Without cycles every partial chain that comes first leads straight to a chain.
    for _ in range(SEARCH_LIMIT + k * len(costs)):
        if not queue or len(found) == k:
            break
        _, names, nodes, spent = heapq.heappop(queue)
        if nodes[-1] == end:
            found.append(nodes)
            continue
        for parent, step in ways.older(nodes[-1]).items():
            if parent in costs and parent not in nodes:
                cost = spent + step
                chain = (*names, ways.ids[parent]), (*nodes, parent)
                heapq.heappush(queue, (cost + costs[parent], *chain, cost))
    return found, not queue


def _costs_to(ways: Ways, end: Node, start: Node) -> dict[Node, int]:
    """Cost of the best chain to `end` of every node on the way from `start` (Dijkstra)."""
    above = ways.index.steps(int(ways.index.paper[start]), older=True)[ways.index.paper]
    passed = (above >= 0).tolist()
    costs: dict[Node, int] = {}
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
    return costs


def best_chain(ways: Ways, newer: int, older: int) -> tuple[Node, ...]:
    """Find the first of `best_chains`; where few steps part two papers it looks at few others.

    Returns
    -------
    tuple of int
        Places, the newest first; empty if no chain joins the two papers.
    """
    start, end = int(ways.index.place[newer]), int(ways.index.place[older])
    costs = _costs_between(ways, start, end)
    nodes = [start] if start in costs else []
    while nodes and nodes[-1] != end:
        steps = ways.older(nodes[-1]).items()
        onward = {parent: step + costs[parent] for parent, step in steps if parent in costs}
        nodes.append(min(onward, key=lambda parent: (onward[parent], ways.ids[parent])))
    return tuple(nodes)


def _costs_between(ways: Ways, start: Node, end: Node) -> dict[Node, int]:
    """Cost of the best chain to `end` of every node on a chain of fewest steps from `start`."""
    costs = nearer = {end: 0}
    for layer in reversed(_layers(ways, start, end)[:-1]):
        found = {}
        for node in layer:
            steps = ways.older(node).items()
            onward = [step + nearer[parent] for parent, step in steps if parent in nearer]
            if onward:
                found[node] = min(onward)
        costs, nearer = costs | found, found
    return costs


def _layers(ways: Ways, start: Node, end: Node) -> list[set[Node]]:
    """The nodes of every chain of fewest steps, and some beside them, by their steps from `start`.

    The search goes on at the end where there is less to look at, until both ends meet.
    """
    newer, older = [{start}], [{end}]
    while newer[-1].isdisjoint(older[-1]):
        if not (newer[-1] and older[-1]):
            return []
        if len(newer[-1]) <= len(older[-1]):
            newer.append(_onward(ways.older, newer))
        else:
            older.append(_onward(ways.newer, older))
    layers = [*newer[:-1], newer[-1] & older[-1]]
    for layer in reversed(older[:-1]):
        layers.append(layer & set[Node]().union(*map(ways.older, layers[-1])))
    return layers


def _onward(near: Callable[[Node], Iterable[Node]], layers: list[set[Node]]) -> set[Node]:
    """The nodes one step on from the last layer that no earlier one has."""
    return set[Node]().union(*map(near, layers[-1])).difference(*layers)
