"""Main paths: the chains of descent through which most of the others run.

Citation data run citing → cited; main paths are told and drawn the other way, from the oldest paper
to the newest. Chains are counted in the network of `llmgraph.index.flows`: papers that descend from
each other count as one, and so do several relations between one pair.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .descent import Cycles, Descent, descent
from .errors import ArgumentError
from .index.flows import (
    TRAVERSALS,
    Links,
    criticality,
    heaviest,
    key_route_links,
    links_of,
    main_links,
    total_flow,
)
from .results import Prose, Result, counted, paper_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from .graph import PaperGraph
    from .index import DescentIndex
    from .papers import Relation

By = Literal["spc", "splc", "spnp", "nppc"]
Search = Literal["global", "local", "key-route"]
SEARCHES: dict[str, str] = {
    "global": "heaviest chains",
    "local": "heaviest next steps",
    "key-route": "key routes",
}


@dataclass(frozen=True, slots=True)
class WeightedStep:
    """A step of descent between two papers, and how much runs through it.

    Parameters
    ----------
    older, newer : str
        Ids of the two papers.
    count : int
        Its traversal count, exact. Steps that join the same two cycles share one number.
    rows : tuple of int
        Row numbers of all relations that make the step; never empty.
    """

    older: str
    newer: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StepColumns:
    """Steps as columns: a large graph has too many of them to make an object of each.

    Parameters
    ----------
    older, newer : ndarray of int
        Numbers of the two papers of each step.
    counts : list of int
        Traversal counts, exact.
    starts : ndarray of int
        Where the rows of each step begin, and where those of the last one end.
    rows : ndarray of int
        Row numbers of the relations, step by step, ascending within each.
    """

    older: NDArray[np.int32]
    newer: NDArray[np.int32]
    counts: list[int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.counts)

    def steps(self, graph: PaperGraph) -> Iterator[WeightedStep]:
        """Make the steps, in the order of the columns."""
        older, newer = map(graph._ids_of, (self.older.tolist(), self.newer.tolist()))
        rows, spans = self.rows.tolist(), pairwise(self.starts.tolist())
        steps = zip(older, newer, self.counts, spans, strict=True)
        for parent, child, count, (first, last) in steps:
            yield WeightedStep(parent, child, count, tuple(rows[first:last]))

    def highest_first(self) -> StepColumns:
        """Sort the steps by their counts; ties stay in their order."""
        # Counts of long chains have more digits than a machine word.
        small = max(self.counts, default=0) < 2**63
        counts = np.array(self.counts, dtype=np.int64 if small else object)
        order = len(self) - 1 - np.argsort(counts[::-1], kind="stable")[::-1]
        begins, widths = self.starts[:-1][order], np.diff(self.starts)[order]
        ends = np.append(0, np.cumsum(widths))
        # The place of each row in the old order: within its step, as far from the begin.
        places = np.arange(len(self.rows)) + np.repeat(begins - ends[:-1], widths)
        return StepColumns(
            self.older[order],
            self.newer[order],
            counts[order].tolist(),
            ends,
            self.rows[places],
        )


@dataclass(frozen=True, repr=False, eq=False)
class Traversals(Result):
    """Steps of descent with their traversal counts, the highest first.

    Iteration goes over the papers with any descent, oldest first. Steps between papers that
    descend from each other have no count and are left out.

    Parameters
    ----------
    columns : StepColumns
        The steps of the answer.
    by : {"spc", "splc", "spnp", "nppc"}
        What was counted.
    flow : int
        Number of all chains from a root to a leaf of the graph.
    cycles : tuple of tuple of str
        Groups of papers that descend from each other and count as one.
    dropped : tuple of Relation
        Rows left out because they contradict the dates.
    notice : str
        What the reader must know of this answer; mostly empty.
    """

    columns: StepColumns
    by: str
    flow: int
    cycles: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[Relation, ...] = ()
    notice: str = ""

    @cached_property
    def steps(self) -> tuple[WeightedStep, ...]:
        """The steps of the answer, in its order."""
        return tuple(self.columns.steps(self.graph))

    @property
    def brief(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        return ("older_date", "reads", self.by, *(["share"] if self.by == "spc" else []))

    def _told(self) -> str:
        told, counts = f"{self.by!r}: {self.size()}", self.columns.counts
        return told + (f", highest {_short(counts[0])}" if counts else "")

    def heading(self) -> str:
        """Say in a few words what the result is."""
        return f"Steps of descent by {self.by.upper()}, {TRAVERSALS[self.by].meaning}"

    def relation_rows(self) -> Sequence[int]:
        """Row numbers of the relations that make the steps."""
        return sorted(self.columns.rows.tolist())

    def size(self) -> str:
        """Say how many steps were counted."""
        return counted(len(self.columns), "step")

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary per step; ``share`` is that of all chains (SPC only)."""
        graph = self.graph
        return [
            {
                "older": step.older,
                "newer": step.newer,
                "older_date": paper_row(graph, step.older)["date"],
                "newer_date": paper_row(graph, step.newer)["date"],
                "reads": "; ".join(graph._sentence(graph._relation(row)) for row in step.rows),
                self.by: step.count,
                **({"share": round(step.count / self.flow, 4)} if self.by == "spc" else {}),
            }
            for step in self.steps
        ]


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class MainPath(Traversals):
    """The main path of a graph: papers oldest first, with all ties.

    Where a path passes through a cycle, all papers of the cycle are on it.

    Parameters
    ----------
    columns : StepColumns
        The steps of the path, in the order of their papers.
    by : {"spc", "splc", "spnp", "nppc"}
        What was counted.
    flow : int
        Number of all chains from a root to a leaf of the graph.
    search : {"global", "local", "key-route"}
        How it was found.
    total : int
        Sum of the counts along the heaviest chain of the answer.
    chains : int
        How many different chains lead from an oldest to a newest paper of the answer: 1 where
        there are no ties.
    keys : tuple of WeightedStep
        The key steps of a key-route search, the highest count first; else empty.
    basket : tuple of str
        The zero-criticality basket, oldest first: all papers on any longest chain of the graph.
        It stands beside the main path and does not depend on the counts.
    cycle_rows : tuple of int
        Row numbers of the descent within the cycles on the path.
    cycles : tuple of tuple of str
        Groups of papers that descend from each other and count as one, on the path or not.
    dropped : tuple of Relation
        Rows left out because they contradict the dates.
    notice : str
        What the reader must know of this answer; mostly empty.
    """

    search: str
    total: int
    chains: int
    keys: tuple[WeightedStep, ...]
    basket: tuple[str, ...]
    cycle_rows: tuple[int, ...]

    def _told(self) -> str:
        told = f"{self.by!r}, {self.search!r}: {counted(len(self), 'paper')}"
        chains = f"{_short(self.chains)} chain{'' if self.chains == 1 else 's'}"
        return f"{told}, {chains}, total {_short(self.total)}"

    def heading(self) -> str:
        """Say in a few words what the result is."""
        return f"Main path ({self.by.upper()}, {SEARCHES[self.search]})"

    def relation_rows(self) -> Sequence[int]:
        """Row numbers of the relations that make the steps, and of those within cycles."""
        return sorted([*super().relation_rows(), *self.cycle_rows])

    def size(self) -> str:
        """Say how many papers lie on the path."""
        return counted(len(self), "paper")

    def notes(self) -> list[str]:
        """Tell the notice, and the papers on the longest chains of all."""
        names = ", ".join(self.graph._paper(one).name for one in self.basket)
        told = [f"On the longest chains of all (zero criticality): {names}"]
        return super().notes() + (told if self.ids else [])

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary per step; ``critical`` tells that both its papers are there."""
        keys, basket = set(self.keys), set(self.basket)
        return [
            {
                **row,
                "key": step in keys,
                "critical": basket.issuperset((step.older, step.newer)),
            }
            for row, step in zip(super().rows(), self.steps, strict=True)
        ]

    def account(self) -> Prose:
        """Tell every step as a point, with its relations and their evidence below it."""
        return Prose(super().account().paragraphs, tuple(map(self._point, self.steps)))

    def _point(self, step: WeightedStep) -> tuple[str, tuple[str, ...]]:
        graph = self.graph
        ends = f"From {graph._label(step.older)} to {graph._label(step.newer)}"
        told = tuple(graph._evidenced(graph._relation(row)) for row in step.rows)
        return f"{ends}, {self.by.upper()} {_short(step.count)}", told


def _short(count: int) -> str:
    """A number for a line of text: exact up to 15 digits, then to the power of ten."""
    if count < 10**15:
        return f"{count:,}"
    # Python refuses to write out more than 4,300 digits, so the number never becomes text.
    power, exponent = math.modf(math.log10(count))
    return f"about {10**power:.2f}e{exponent:.0f}"


def traversals(
    graph: PaperGraph,
    by: By = "spc",
    *,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Traversals:
    """Count for every step of descent the chains, or the pairs, that run through it.

    With the step from the older paper *u* to the newer paper *v*, in exact integers:

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
        What to count.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers that descend from each other count as one, and `cycles` of the result names
        them; or else rows whose child was public before its parent are left out first, and
        ``dropped`` lists them. Cycles among equal or unknown dates stay, and are condensed.

    Returns
    -------
    Traversals
        The highest count first; ties by date and id. Empty where nothing descends.

    Raises
    ------
    ArgumentError
        If `by` or `cycles` is none of its values, or a relation cannot be used.

    References
    ----------
    SPLC, SPNP and NPPC: Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8. SPC with a
    virtual source and sink: Batagelj 2003, arXiv:cs/0309023. Numbers to compare with: Kuan 2020,
    Scientometrics 124, 775-782.

    Examples
    --------
    Two chains join a to e, so that the pair counts twice for SPNP and once for NPPC; two
    relations join d to e, and make one step:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcde"],
    ...     [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "b"),
    ...      ("d", "extends", "c"), ("e", "extends", "d"), ("e", "uses", "d")])
    >>> from llmgraph.mainpath import traversals
    >>> for by in ("spc", "splc", "spnp", "nppc"):
    ...     print(by, *(step.count for step in traversals(graph, by).steps if step.newer == "e"))
    spc 2
    splc 5
    spnp 5
    nppc 4
    """
    network = _Network(graph, by, relations, cycles)
    columns = network.columns(range(len(network.links)))
    return Traversals(
        graph,
        network.ids(network.linked),
        columns=columns.highest_first(),
        **network.told(),
    )


def main_path(
    graph: PaperGraph,
    by: By = "spc",
    search: Search = "global",
    *,
    start: Literal["oldest", "newest"] = "oldest",
    origins: str | Iterable[str] | None = None,
    routes: int = 1,
    extend: Literal["local", "global"] = "local",
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> MainPath:
    """Find the main path: the chains of descent through which most of the others run.

    All ties are kept, so that the answer may be more than one chain.

    Parameters
    ----------
    by : {"spc", "splc", "spnp", "nppc"}, optional
        The traversal count; see `traversals`.
    search : {"global", "local", "key-route"}, optional
        ``"global"``: the chains with the largest sum of counts. ``"local"``: begin with the
        step of the highest count among those at the start, then take the highest next step,
        up to the other end. ``"key-route"``: take the steps with the highest counts of all, and
        extend each to both ends; it alone is sure to hold the highest step.
    start : {"oldest", "newest"}, optional
        Where a local search, or a search from `origins`, starts: with the oldest papers, towards
        newer ones, or with the newest, towards older ones.
    origins : str or iterable of str, optional
        Start with these papers instead of all roots (or leaves), for local and global search. Of
        several, those with the highest first step (local) or chain (global) count.
    routes : int, optional
        How many key steps a key-route search takes, and those tied with the last of them.
    extend : {"local", "global"}, optional
        How a key-route search extends them.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        As for `traversals`.

    Returns
    -------
    MainPath
        Oldest first, with the zero-criticality basket beside it. Empty, with a notice, where
        nothing descends, or nothing from `origins`.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper, or several, have the name of an origin.
    ArgumentError
        If an argument is none of its values, does not fit the search, or `routes` is below 1.

    References
    ----------
    Local search: Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8. Global and key-route
    search: Liu & Lu 2012, doi:10.1002/asi.21692. Basket: Price & Evans 2025, arXiv:2512.12355.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcde"],
    ...     [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "b"),
    ...      ("d", "extends", "c"), ("e", "cites", "d")])
    >>> from llmgraph.mainpath import main_path
    >>> main_path(graph)
    MainPath('spc', 'global': 4 papers, 2 chains, total 2)
    >>> main_path(graph, origins="b").ids
    ('b', 'd')
    """
    _require_fit(search, start, origins, routes, extend)
    network = _Network(graph, by, relations, cycles)
    links, weights = network.links, network.counts
    keys: list[int] = []
    if search == "key-route" and weights:
        keys, found = key_route_links(links, weights, routes=routes, whole=extend == "global")
    else:
        ends = links.roots if start == "oldest" else links.leaves
        starts = network.nodes(origins) if origins is not None else ends
        found = main_links(
            links, weights, starts, older=start == "newest", whole=search == "global"
        )
    total, chains = heaviest(links, weights, found)
    on_path = {node for link in found for node in (links.older[link], links.newer[link])}
    gauge = criticality(links)
    return MainPath(
        graph,
        network.ids(on_path),
        columns=network.columns(found),
        search=search,
        total=total,
        chains=chains,
        keys=tuple(network.columns(keys).highest_first().steps(graph)),
        basket=network.ids(node for node in network.linked if gauge[node] == 0),
        cycle_rows=network.cycle_rows(on_path),
        **network.told("" if found else _no_way_on(graph, origins, start)),
    )


def _no_way_on(graph: PaperGraph, origins: str | Iterable[str] | None, start: str) -> str:
    """Why a search that starts with some papers finds no step."""
    names = [origins] if isinstance(origins, str) else origins or ()
    papers = ", ".join(graph._label(graph._ids[graph._find(name)]) for name in names)
    end, other = ("newer", "newest") if start == "oldest" else ("older", "oldest")
    told = f"No step of descent leads from {papers} to {end} papers"
    return f'{told}; start="{other}" (--start {other}) looks the other way.'


def _require_fit(search: str, start: str, origins: object, routes: int, extend: str) -> None:
    for name, value, known in (
        ("search", search, SEARCHES),
        ("start", start, ("oldest", "newest")),
        ("extend", extend, ("local", "global")),
    ):
        if value not in known:
            raise ArgumentError(f"{name} is {' or '.join(map(repr, known))}, not {value!r}.")
    if routes < 1:
        raise ArgumentError(f"routes is a number of key steps from 1 up, not {routes}.")
    if search == "key-route" and (origins is not None or start != "oldest"):
        raise ArgumentError(
            "A key-route search starts with the highest steps, not with papers; "
            "leave out origins and start, or search 'local' or 'global'."
        )
    if search != "key-route" and (routes != 1 or extend != "local"):
        raise ArgumentError(f"routes and extend belong to search='key-route', not to {search!r}.")


class _Network:
    """The links of a graph with their counts, and the way back to papers and rows."""

    def __init__(
        self,
        graph: PaperGraph,
        by: str,
        relations: str | Iterable[str] | None,
        cycles: Cycles,
    ) -> None:
        if by not in TRAVERSALS:
            raise ArgumentError(f"No traversal count {by!r}. There are: {', '.join(TRAVERSALS)}.")
        self.graph = graph
        self.by = by
        self.descent: Descent = descent(graph, relations, cycles, told="count as one")
        self.index: DescentIndex = self.descent.index
        self.links: Links = links_of(self.index)
        self.counts = TRAVERSALS[by].counts(self.links)
        self.linked = {*self.links.older, *self.links.newer}

    def told(self, why: str = "") -> dict[str, Any]:
        """What the results say of how they were counted, and why there is nothing."""
        nothing = "" if self.counts else f"Nothing descends by {', '.join(self.descent.kinds)}."
        return {
            "by": self.by,
            "flow": total_flow(self.links),
            "cycles": self.descent.cycles,
            "dropped": self.descent.dropped,
            "notice": " ".join(filter(None, (self.descent.notice, nothing or why))),
        }

    def nodes(self, names: str | Iterable[str]) -> list[int]:
        """The nodes of some papers, by any of their names."""
        papers = [self.graph._find(name) for name in ([names] if isinstance(names, str) else names)]
        if not papers:
            raise ArgumentError("origins names no paper; name one, or leave it out.")
        return sorted(set(self.index.component[self.index.place[papers]].tolist()))

    def ids(self, nodes: Iterable[int]) -> tuple[str, ...]:
        """Ids of all papers in some nodes, oldest first."""
        inside = self._marked(nodes)[self.index.component[self.index.place[self._in_order]]]
        return self.graph._ids_of(self._in_order[inside].tolist())

    def _marked(self, nodes: Iterable[int]) -> NDArray[np.bool_]:
        marked = np.zeros(self.links.count, dtype=bool)
        marked[list(nodes)] = True
        return marked

    @cached_property
    def _in_order(self) -> NDArray[np.int64]:
        """All papers, oldest first."""
        papers = range(len(self.index))
        return np.array(self.graph._by_date(papers, self.descent.generation), dtype=np.int64)

    def columns(self, chosen: Sequence[int]) -> StepColumns:
        """The pairs of papers that make some links, ascending, in the order of their papers."""
        parents, children = self._tails, self.index.children
        link = self._links_of_edges
        edges = np.flatnonzero(np.isin(link, chosen))
        rank = np.argsort(self._in_order)[self.index.paper]
        older, newer = rank[parents[edges]], rank[children[edges]]
        order = np.lexsort((self.index.child_rows[edges], newer, older))
        edges, older, newer = edges[order], older[order], newer[order]
        first = np.flatnonzero(np.diff(older, prepend=-1) | np.diff(newer, prepend=-1))
        return StepColumns(
            self.index.paper[parents[edges[first]]],
            self.index.paper[children[edges[first]]],
            [self.counts[one] for one in link[edges[first]].tolist()],
            np.append(first, len(edges)),
            self.index.child_rows[edges],
        )

    def cycle_rows(self, nodes: Iterable[int]) -> tuple[int, ...]:
        """Rows of descent within some nodes."""
        tails, heads = self._nodes_of_edges
        within = self.index.child_rows[(tails == heads) & self._marked(nodes)[tails]]
        return tuple(np.sort(within).tolist())

    @cached_property
    def _tails(self) -> NDArray[np.int64]:
        """Place of the parent of every descent edge."""
        return np.repeat(np.arange(len(self.index)), np.diff(self.index.child_starts))

    @cached_property
    def _nodes_of_edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        component = self.index.component
        return component[self._tails], component[self.index.children]

    @cached_property
    def _links_of_edges(self) -> NDArray[np.int64]:
        """The link that every descent edge is part of; -1 within a node."""
        tails, heads = self._nodes_of_edges
        own = self.links.ends.astype(np.int64)
        keys = tails.astype(np.int64) * self.links.count + heads
        links = np.searchsorted(own[0] * self.links.count + own[1], keys)
        return np.where(tails == heads, -1, links)
