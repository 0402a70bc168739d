"""What connects two papers without a chain of descent between them."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .chain_search import Node, rows_by_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..model.descent import Descent
    from ..model.records import Relation


def connection(whole: Descent, newer: int, older: int) -> tuple[Relation, ...]:
    """Find what connects two papers that no chain joins.

    Parameters
    ----------
    whole : Descent
    newer, older : int
        The two papers.

    Returns
    -------
    tuple of Relation
        A direct row of any type or, if there is none, the chains from both papers to a common
        ancestor or descendant, in order from `newer`. Of the shortest, the one through the papers
        with the fewest rows, then with the strongest evidence. Empty if there is none either.

    Examples
    --------
    >>> import llmgraph
    >>> from llmgraph.model.descent import descent
    >>> tables = llmgraph.load().tables
    >>> rows = connection(descent(tables), tables.find("CoT"), tables.find("LoRA"))
    >>> [(row.source, row.relation, row.target) for row in rows]
    [('goat', 'uses', 'cot'), ('goat', 'uses', 'lora')]
    """
    rows = direct_rows(whole, newer, older)[:1] or _rows_by_relative(whole, newer, older)
    return tuple(map(whole.tables.relation, rows))


def direct_rows(whole: Descent, newer: int, older: int) -> list[int]:
    """Find the rows of every type between two papers, in the order of their types."""
    tables = whole.tables
    rows = [
        row
        for row in tables.rows_among(tables.ids_of((newer, older)))
        if whole.kept[row] and tables.sources[row] != tables.targets[row]
    ]
    weakness = tables.weakness
    return sorted(
        rows, key=lambda row: (tables.codes[row], tables.sources[row] != newer, weakness[row], row)
    )


def shared_relative(whole: Descent, rows: tuple[Relation, ...]) -> tuple[str, bool]:
    """Return the paper at which two chains of a connection meet, and whether it is an ancestor."""
    types = whole.tables.vocabulary
    ends = [(row.target, row.source) for row in rows]
    steps = [
        pair if types[row.relation].newer == "source" else pair[::-1]
        for pair, row in zip(ends, rows, strict=True)
    ]
    parents, children = map(set, zip(*steps, strict=True))
    tops, bottoms = parents - children, children - parents
    return (min(tops), True) if len(tops) == 1 else (min(bottoms), False)


class _Leg(NamedTuple):
    """A valid chain from one of the papers; legs are in order of preference.

    `crowd` is the number of rows at the papers that it passes through, and `reads` what its rows
    say, so that the order of the table decides nothing.
    """

    steps: int
    crowd: int
    weakness: int
    reads: tuple[tuple[str, int, bool], ...]
    rows: tuple[int, ...]


def _rows_by_relative(whole: Descent, newer: int, older: int) -> list[int]:
    """Find the rows from two papers to the best of their nearest common relatives."""
    crowd = _crowd(whole)
    depths = [
        np.stack([whole.unrolled.depth(paper, older=way) for paper in (newer, older)])
        for way in (True, False)
    ]
    shared = [depth.sum(axis=0)[(depth > 0).all(axis=0)] for depth in depths]
    fewest = min((steps.min() for steps in shared if len(steps)), default=0)
    if not fewest:
        return []
    found: list[tuple[Any, ...]] = []
    for way, depth in zip((True, False), depths, strict=True):
        nearest = np.flatnonzero((depth > 0).all(axis=0) & (depth.sum(axis=0) == fewest))
        most = depth[:, nearest].max(axis=1, initial=0)
        ours, theirs = (
            _legs(whole, paper, crowd, int(steps), to_older=way)
            for paper, steps in zip((newer, older), most, strict=True)
        )
        for relative in nearest.tolist():
            one, other = ours[relative], theirs[relative]
            passed = one.crowd + int(crowd[relative]) + other.crowd
            order = passed, one.weakness + other.weakness, one.reads + other.reads
            found.append((*order, [*one.rows, *other.rows[::-1]]))
    rows: list[int] = min(found)[-1]
    return rows


def _crowd(whole: Descent) -> NDArray[np.int64]:
    """Count the rows of every type at each paper."""
    tables = whole.tables
    ends = np.concatenate([tables.sources[whole.kept], tables.targets[whole.kept]])
    return np.bincount(ends, minlength=len(tables.ids))


def _legs(
    whole: Descent, start: int, crowd: NDArray[np.int64], most: int, *, to_older: bool
) -> dict[int, _Leg]:
    """Find the best leg of at most `most` steps from one paper to each of its relatives."""
    tables, index = whole.tables, whole.index
    way = (
        (index.parent_starts, index.parents, index.parent_rows)
        if to_older
        else (index.child_starts, index.children, index.child_rows)
    )
    first = int(index.place[start])
    legs: dict[int, _Leg] = {}
    passed: set[tuple[Node, int]] = set()
    queue = [(_Leg(0, 0, 0, (), ()), first, 0, True)]
    while queue:
        leg, node, spent, continues = heapq.heappop(queue)
        legs.setdefault(int(index.paper[node]), leg)
        if not continues or leg.steps == most or (node, spent) in passed:
            continue
        passed.add((node, spent))
        here = 0 if node == first else int(crowd[index.paper[node]])
        for end, rows in rows_by_end(*way, node).items():
            for row in rows:
                taken = spent + int(tables.side_step[row])
                inherited = bool(tables.inherited[row])
                # Only the newest row of a chain may be one that is not inherited.
                if to_older and not inherited and node != first:
                    continue
                if whole.allowed is None or taken <= whole.allowed:
                    onward = _longer(whole, leg, here, end, row)
                    heapq.heappush(queue, (onward, end, taken, to_older or inherited))
    return legs


def _longer(whole: Descent, leg: _Leg, crowd: int, end: Node, row: int) -> _Leg:
    """Add a row to a leg, with the rows at the paper that it then passes through."""
    tables, paper = whole.tables, int(whole.index.paper[end])
    reads = tables.ids[paper], int(tables.codes[row]), bool(tables.sources[row] == paper)
    return _Leg(
        leg.steps + 1,
        leg.crowd + crowd,
        leg.weakness + tables.weakness[row],
        (*leg.reads, reads),
        (*leg.rows, row),
    )
