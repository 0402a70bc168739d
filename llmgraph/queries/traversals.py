"""Traversal counts of every step of descent: SPC, SPLC, SPNP and NPPC.

Counts use the condensed graph of `llmgraph.engine.flows`: papers of a cycle count as one, and
parallel relations as one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..drawing.emphasis import Emphasis
from ..engine.flows import TRAVERSALS, CondensedEdges, condensed_edges, total_flow
from ..errors import ArgumentError
from ..language.messages import Message, sentences
from ..language.wording import amount
from ..model.descent import Cycles, Descent, descent, types_named_of
from ..results.base import DescentResult, paper_row, reads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex
    from ..language.messages import Language, Sentences, Value
    from ..model.indexed_tables import IndexedTables

By = Literal["spc", "splc", "spnp", "nppc"]


@dataclass(frozen=True, slots=True)
class WeightedStep:
    """A step of descent between two papers, with its traversal count.

    Parameters
    ----------
    older, newer : str
        Ids of the two papers.
    count : int
        Traversal count, exact. Steps that join the same two cycles have the same count.
    rows : tuple of int
        Row numbers of all relations of the step, at least one.
    """

    older: str
    newer: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StepColumns:
    """Steps in columns, because a large graph has too many for one object each.

    Parameters
    ----------
    older, newer : ndarray of int
        Row numbers of the two papers of each step.
    counts : list of int
        Traversal counts, exact.
    starts : ndarray of int, shape (steps + 1,)
        Start of each step in `rows`, followed by the end of the last one.
    rows : ndarray of int
        Row numbers of the relations, by step; within each by type and evidence.
    """

    older: NDArray[np.int32]
    newer: NDArray[np.int32]
    counts: list[int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.counts)

    def steps(self, tables: IndexedTables) -> Iterator[WeightedStep]:
        """Iterate over the steps, in the order of the columns."""
        older, newer = map(tables.ids_of, (self.older.tolist(), self.newer.tolist()))
        rows, spans = self.rows.tolist(), pairwise(self.starts.tolist())
        steps = zip(older, newer, self.counts, spans, strict=True)
        for parent, child, count, (first, last) in steps:
            yield WeightedStep(parent, child, count, tuple(rows[first:last]))

    def highest_first(self) -> StepColumns:
        """Sort the steps by descending count; the sort is stable."""
        # Counts may exceed 64 bits.
        small = max(self.counts, default=0) < 2**63
        counts = np.array(self.counts, dtype=np.int64 if small else object)
        order = len(self) - 1 - np.argsort(counts[::-1], kind="stable")[::-1]
        begins, widths = self.starts[:-1][order], np.diff(self.starts)[order]
        ends = np.append(0, np.cumsum(widths))
        # Position of each row in the old order.
        places = np.arange(len(self.rows)) + np.repeat(begins - ends[:-1], widths)
        return StepColumns(
            self.older[order],
            self.newer[order],
            counts[order].tolist(),
            ends,
            self.rows[places],
        )


class TraversalNetwork:
    """Condensed graph with traversal counts, and the mapping back to papers and rows.

    Parameters
    ----------
    tables : IndexedTables
    by : {"spc", "splc", "spnp", "nppc"}
    relations : str or iterable of str or None
    cycles : {"condense", "dates"}

    Raises
    ------
    ArgumentError
        If an argument is invalid.
    """

    def __init__(
        self,
        tables: IndexedTables,
        by: str,
        relations: str | Iterable[str] | None,
        cycles: Cycles,
    ) -> None:
        if not isinstance(by, str) or by not in TRAVERSALS:
            names: dict[str, Value] = {"name": repr(by), "names": tuple(TRAVERSALS)}
            raise ArgumentError(Message("error.traversal", names))
        self.tables = tables
        self.by = by
        self.descent: Descent = descent(
            tables, relations, cycles, "any", cycle_note="cycles.together"
        )
        self.index: DescentIndex = self.descent.index
        self.links: CondensedEdges = condensed_edges(self.index)
        self.counts = TRAVERSALS[by](self.links)
        self.linked = {*self.links.older, *self.links.newer}

    def told(self, why: Sentences | None = None) -> dict[str, Any]:
        """Return the common fields of the results; `why` explains an empty one."""
        types = map(self.tables.vocabulary.__getitem__, self.descent.relation_types)
        nothing = None
        if not self.counts:
            nothing = Message("notice.no_descent", {"types": types_named_of(types)})
        return {
            "by": self.by,
            "flow": total_flow(self.links),
            "descent": self.descent,
            "notices": sentences(self.descent.whole_notices, nothing or why),
        }

    def nodes(self, names: str | Iterable[str]) -> list[int]:
        """Return the nodes of some papers, by any of their names."""
        papers = [self.tables.find(name) for name in ([names] if isinstance(names, str) else names)]
        if not papers:
            raise ArgumentError(Message("error.no_origin"))
        return sorted(set(self.index.component[self.index.place[papers]].tolist()))

    def ids(self, nodes: Iterable[int], order: NDArray[np.integer]) -> tuple[str, ...]:
        """Return the ids of all papers in some nodes, sorted by an order of all papers."""
        inside = self._marked(nodes)[self.index.component[self.index.place[order]]]
        return self.tables.ids_of(order[inside].tolist())

    def _marked(self, nodes: Iterable[int]) -> NDArray[np.bool_]:
        marked = np.zeros(self.links.count, dtype=bool)
        marked[list(nodes)] = True
        return marked

    @cached_property
    def by_date(self) -> NDArray[np.int64]:
        """All papers, oldest first."""
        papers = range(len(self.index))
        return np.array(self.tables.by_date(papers, self.descent.generation), dtype=np.int64)

    def along(self, chosen: Sequence[int]) -> NDArray[np.integer]:
        """Return all papers by date, but in topological order of some links (ascending).

        By date alone, a paper known only by year would precede months of that year, and a paper
        with a date before that of its parent would precede the parent.
        """
        rank = np.argsort(self.by_date)[self.index.paper]
        component = self.index.component
        latest = np.zeros(self.links.count, dtype=np.int64)
        np.maximum.at(latest, component, rank)
        # Links are sorted by older end, so that `latest` of that end is final here.
        for link in chosen:
            older, newer = self.links.older[link], self.links.newer[link]
            latest[newer] = max(latest[newer], latest[older])
        generation = self.descent.generation[self.index.paper]
        return self.index.paper[np.lexsort((rank, generation, latest[component]))]

    def columns(self, chosen: Sequence[int], order: NDArray[np.integer]) -> StepColumns:
        """Return the steps of some links (ascending), sorted by an order of all papers."""
        parents, children = self.index.tails, self.index.children
        link = self._links_of_edges
        edges = np.flatnonzero(np.isin(link, chosen))
        rank = np.argsort(order)[self.index.paper]
        older, newer = rank[parents[edges]], rank[children[edges]]
        sort = np.lexsort((self.tables.row_rank[self.index.child_rows[edges]], newer, older))
        edges, older, newer = edges[sort], older[sort], newer[sort]
        first = np.flatnonzero(np.diff(older, prepend=-1) | np.diff(newer, prepend=-1))
        return StepColumns(
            self.index.paper[parents[edges[first]]],
            self.index.paper[children[edges[first]]],
            [self.counts[one] for one in link[edges[first]].tolist()],
            np.append(first, len(edges)),
            self.index.child_rows[edges],
        )

    def cycle_rows(self, nodes: Iterable[int]) -> tuple[int, ...]:
        """Return the rows of descent within some nodes."""
        tails, heads = self._nodes_of_edges
        within = self.index.child_rows[(tails == heads) & self._marked(nodes)[tails]]
        return tuple(np.sort(within).tolist())

    @cached_property
    def _nodes_of_edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        component = self.index.component
        return component[self.index.tails], component[self.index.children]

    @cached_property
    def _links_of_edges(self) -> NDArray[np.int64]:
        """Link of each descent edge; -1 within a node."""
        tails, heads = self._nodes_of_edges
        own = self.links.ends.astype(np.int64)
        keys = tails.astype(np.int64) * self.links.count + heads
        links = np.searchsorted(own[0] * self.links.count + own[1], keys)
        return np.where(tails == heads, -1, links)


@dataclass(frozen=True, repr=False, eq=False)
class Traversals(DescentResult):
    """Steps of descent with their traversal counts, highest first.

    Iterates over the steps; `ids` has the papers with any descent, oldest first. Steps within a
    cycle have no count and are left out.

    Parameters
    ----------
    columns : StepColumns
        The steps of the answer.
    by : {"spc", "splc", "spnp", "nppc"}
        Traversal count.
    flow : int
        Number of all chains from a root to a leaf of the graph.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    columns: StepColumns
    by: str
    flow: int

    @cached_property
    def steps(self) -> tuple[WeightedStep, ...]:
        """Steps of the answer."""
        return tuple(self.columns.steps(self.tables))

    def _items(self) -> Sequence[Any]:
        return self.steps

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("older_date", "reads", self.by, *(["share"] if self.by == "spc" else []))

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """Columns of the table that a notebook shows."""
        return self.display_columns

    @property
    def bar_columns(self) -> tuple[str, ...]:
        """Columns with a bar in that table."""
        return (self.by,)

    def _repr_body(self) -> str:
        told, counts = f"{self.by!r}: {self.count_text()}", self.columns.counts
        return told + (f", highest {amount(counts[0])}" if counts else "")

    def title(self) -> Message:
        """Return a short title of the result."""
        meaning = Message(f"traversal.{self.by}")
        return Message("title.traversals", {"by": self.by.upper(), "meaning": meaning})

    def _own_rows(self) -> Sequence[int]:
        return sorted(self.columns.rows.tolist())

    def emphasis(self) -> Emphasis:
        """Return the count of each step."""
        return Emphasis(
            weights={row: step.count for step in self.steps for row in step.rows},
            weight_name=Message(f"traversal.{self.by}"),
        )

    def extent(self) -> Message:
        """Return the number of steps."""
        return Message("count.step", {"count": len(self.columns)})

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per step; ``share`` is the fraction of all chains (SPC only)."""
        tables = self.tables
        return [
            {
                "older": step.older,
                "newer": step.newer,
                "older_date": paper_row(tables, step.older)["date"],
                "newer_date": paper_row(tables, step.newer)["date"],
                "reads": reads(tables, step.rows, lang),
                self.by: step.count,
                **({"share": round(step.count / self.flow, 4)} if self.by == "spc" else {}),
            }
            for step in self.steps
        ]


def traversals(
    tables: IndexedTables,
    by: By = "spc",
    *,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Traversals:
    """Compute the traversal counts of every step of descent.

    The whole network of descent is used, without a limit on side steps. For the step from the
    older paper *u* to the newer paper *v*, in exact integers:

    ========  ==========================================  =====================================
    SPC       search path count                           root … *u* → *v* … leaf, chains
    SPLC      search path link count                      any … *u* → *v* … leaf, chains
    SPNP      search path node pair                       any … *u* → *v* … any, **chains**
    NPPC      node pair projection count                  any … *u* → *v* … any, **pairs**
    ========  ==========================================  =====================================

    Published tools disagree on the names of the last two; here SPNP counts chains, and NPPC counts
    each pair of papers once.

    Parameters
    ----------
    by : {"spc", "splc", "spnp", "nppc"}, optional
        Traversal count.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers of a cycle count as one, and `cycles` of the result lists them. ``"dates"`` first
        leaves out the rows whose child was public before its parent; ``dropped`` lists them.
        Cycles among equal or unknown dates remain and are condensed.

    Returns
    -------
    Traversals
        Highest count first; ties by date and id. Empty if there is no descent.

    Raises
    ------
    ArgumentError
        If `by`, `relations` or `cycles` is invalid.

    References
    ----------
    SPLC, SPNP and NPPC: Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8. SPC with a
    virtual source and sink: Batagelj 2003, arXiv:cs/0309023. Numbers to compare with: Kuan 2020,
    Scientometrics 124, 775-782.

    Examples
    --------
    Two chains join a and e, so the pair counts twice for SPNP and once for NPPC; two relations
    join d and e, and make one step:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcde"],
    ...     [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "b"),
    ...      ("d", "extends", "c"), ("e", "extends", "d"), ("e", "uses", "d")])
    >>> for by in ("spc", "splc", "spnp", "nppc"):
    ...     print(by, *(step.count for step in graph.traversals(by).steps if step.newer == "e"))
    spc 2
    splc 5
    spnp 5
    nppc 4
    """
    network = TraversalNetwork(tables, by, relations, cycles)
    columns = network.columns(range(len(network.links)), network.by_date)
    return Traversals(
        tables,
        network.ids(network.linked, network.by_date),
        columns=columns.highest_first(),
        **network.told(),
    )
