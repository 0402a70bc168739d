"""Order of papers in which every year has its share, and no paper stands without its ancestors."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables

# Side steps, weakness of the evidence and length of a chain: the best chain has the least.
Cost = tuple[int, int, int]


def year_of(tables: IndexedTables, paper: int) -> int | None:
    """Return the year of a paper; None if it is undated."""
    span = tables.spans[paper]
    return span.year if span else None


def by_year(
    descent: Descent, chains: Descent, ids: Iterable[str], first: Sequence[str]
) -> list[str]:
    """Sort papers so that every prefix has a fair share of each year.

    Years take turns: next comes the year of which the smallest part has come so far (of equal ones
    the newest), with its paper of the most descendants. Before a paper come the papers on its best
    chain to one that has already come or, if none of its ancestors has, to an ancestor without
    ancestors.

    Parameters
    ----------
    descent : Descent
        Counts the descendants.
    chains : Descent
        The chains that may join the papers.
    ids : iterable of str
    first : sequence of str
        Papers that come before all others.

    Returns
    -------
    list of str
        Each paper once. Ties are sorted by date and id, so that row order does not matter.

    Examples
    --------
    Of the four papers of 2020, two come before the second paper of 2021:

    >>> import llmgraph
    >>> papers = [{"id": f"{year}-{n}", "title": "A", "date": str(year)}
    ...           for year, count in ((2020, 4), (2021, 2)) for n in range(count)]
    >>> graph = llmgraph.PaperGraph(papers, [("2021-1", "extends", "2020-3")])
    >>> from llmgraph.model.descent import descent
    >>> whole = descent(graph.tables)
    >>> by_year(whole, whole, graph.tables.ids, ())
    ['2021-0', '2020-3', '2020-0', '2021-1', '2020-1', '2020-2']
    """
    tables, counts = descent.tables, descent.unrolled.reachable_counts(older=False)
    papers = tables.by_date(tables.number[one] for one in dict.fromkeys(ids))
    papers.sort(key=lambda paper: -counts[paper])
    years: dict[int | None, list[int]] = {}
    for paper in papers:
        years.setdefault(year_of(tables, paper), []).append(paper)
    waiting = {year: iter(members) for year, members in years.items()}
    order = _Order(chains, papers)
    asked = [tables.number[one] for one in first]
    order.taken.update(dict.fromkeys(asked))
    for paper in asked:
        order.take(paper)
    came = Counter(year_of(tables, paper) for paper in order.taken)

    def turn(year: int | None) -> tuple[float, bool, int]:
        # The newest year comes first: the chains to its papers run through many others.
        return came[year] / len(years[year]), year is None, -(year or 0)

    turns = [(turn(year), year) for year in years]
    heapq.heapify(turns)
    while turns:
        before, year = heapq.heappop(turns)
        if before != turn(year):  # Papers of this year came with others.
            continue
        best = next((one for one in waiting[year] if one not in order.taken), None)
        if best is None:
            continue
        touched = [year_of(tables, one) for one in order.take(best)]
        came.update(touched)
        for other in set(touched):
            heapq.heappush(turns, (turn(other), other))
    return list(tables.ids_of(order.taken))


class _Order:
    """An order under construction, of papers by row number."""

    def __init__(self, chains: Descent, papers: Sequence[int]) -> None:
        tables, index = chains.tables, chains.index
        self.taken: dict[int, None] = {}
        self.chosen = np.zeros(len(index), dtype=bool)
        self.chosen[papers] = True
        self.has_ancestors = index.descending(self.chosen).tolist()
        self.rank = np.argsort(tables.by_date(range(len(tables.ids)))).tolist()
        self.place, self.starts = index.place.tolist(), index.parent_starts.tolist()
        self.parents = index.paper[index.parents].tolist()
        self.rows = index.parent_rows.tolist()
        self.side_step, self.inherited = tables.side_step.tolist(), tables.inherited.tolist()
        self.weakness, self.allowed = tables.weakness, chains.allowed

    def take(self, paper: int) -> list[int]:
        """Take a paper, after the papers that join it to those taken; return the new ones."""
        line, joined = [paper], False
        while not joined:
            chain, joined = self._chain(line[-1], set(line))
            if not chain:
                break
            line += [one for one in chain if self.chosen[one]]
        new = [one for one in reversed(line) if one not in self.taken]
        self.taken.update(dict.fromkeys(new))
        return new

    def _chain(self, paper: int, line: set[int]) -> tuple[list[int], bool]:
        """Find the best chain to a paper that is taken, or else as far up as chains go.

        The second value is false if further chains may go on from the end of this one.
        """
        end: int = paper
        joined = False
        below: dict[int, int] = {}
        best: dict[int, Cost] = {paper: (0, 0, 0)}
        queue = [((0, 0, 0), self.rank[paper], paper)]
        while queue:
            cost, _, one = heapq.heappop(queue)
            if cost > best[one]:
                continue
            if one in self.taken and one not in line:
                end, joined = one, True
                break
            if self.chosen[one] and one != paper and not joined:
                end, joined = one, not self.has_ancestors[one]
            for parent, added in self._steps(one, is_newest=one == paper):
                total = (cost[0] + added[0], cost[1] + added[1], cost[2] + added[2])
                if parent in line or (self.allowed is not None and total[0] > self.allowed):
                    continue
                if parent not in best or total < best[parent]:
                    best[parent], below[parent] = total, one
                    heapq.heappush(queue, (total, self.rank[parent], parent))
        chain = []
        while end != paper:
            chain.append(end)
            end = below[end]
        return chain[::-1], joined

    def _steps(self, paper: int, *, is_newest: bool) -> Iterator[tuple[int, Cost]]:
        """Yield the parents of a paper; only the newest step may be a row not inherited."""
        place = self.place[paper]
        for at in range(self.starts[place], self.starts[place + 1]):
            row = self.rows[at]
            if is_newest or self.inherited[row]:
                yield self.parents[at], (self.side_step[row], self.weakness[row], 1)
