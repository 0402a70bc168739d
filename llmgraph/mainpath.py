"""Main paths: the chains of descent through which most of the others run.

Citation data run citing → cited; main paths are told and drawn the other way, from the oldest paper
to the newest. Chains are counted in the network of `llmgraph.index.flows`: papers that descend from
each other count as one, and so do several relations between one pair.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
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
from .results import Result, counted, paper_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


@dataclass(frozen=True, repr=False, eq=False)
class Traversals(Result):
    """Steps of descent with their traversal counts, the highest first.

    Iteration goes over the papers with any descent, oldest first. Steps between papers that
    descend from each other have no count and are left out.

    Parameters
    ----------
    steps : tuple of WeightedStep
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

    steps: tuple[WeightedStep, ...]
    by: str
    flow: int
    cycles: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[Relation, ...] = ()
    notice: str = ""

    @property
    def brief(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        return ("older_date", "reads", self.by, *(["share"] if self.by == "spc" else []))

    def _told(self) -> str:
        told = f"{self.by!r}: {counted(len(self.steps), 'step')}"
        return told + (f", highest {_short(self.steps[0].count)}" if self.steps else "")

    def heading(self) -> str:
        """Say in a few words what the result is."""
        return f"Steps of descent by {self.by.upper()}, {TRAVERSALS[self.by].meaning}"

    def relation_rows(self) -> Sequence[int]:
        """Row numbers of the relations that make the steps."""
        return sorted(row for step in self.steps for row in step.rows)

    def size(self) -> str:
        """Say how many steps were counted."""
        return counted(len(self.steps), "step")

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
    steps : tuple of WeightedStep
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
        told = [f"On the longest chains of all (zero criticality): {names}"] if names else []
        return super().notes() + told

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
    steps = network.steps(range(len(network.links)))
    return Traversals(
        graph,
        network.ids({node for ends in network.ends for node in ends}),
        steps=tuple(sorted(steps, key=lambda step: -step.count)),
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
        nothing descends.

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
    steps = network.steps(found)
    gauge = criticality(links)
    return MainPath(
        graph,
        network.ids(on_path),
        steps=tuple(steps),
        search=search,
        total=total,
        chains=chains,
        keys=tuple(sorted(network.steps(keys), key=lambda step: -step.count)),
        basket=network.ids({node for ends in network.ends for node in ends if gauge[node] == 0}),
        cycle_rows=network.cycle_rows(on_path),
        **network.told(),
    )


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
        self.ends = list(zip(self.links.older, self.links.newer, strict=True))
        self._nodes = self.index.component.tolist()
        self._tails = np.repeat(np.arange(len(self.index)), np.diff(self.index.child_starts))

    def told(self) -> dict[str, Any]:
        """What the results say of how they were counted."""
        nothing = "" if self.counts else f"Nothing descends by {', '.join(self.descent.kinds)}."
        return {
            "by": self.by,
            "flow": total_flow(self.links),
            "cycles": self.descent.cycles,
            "dropped": self.descent.dropped,
            "notice": " ".join(filter(None, (self.descent.notice, nothing))),
        }

    def nodes(self, names: str | Iterable[str]) -> list[int]:
        """The nodes of some papers, by any of their names."""
        papers = [self.graph._find(name) for name in ([names] if isinstance(names, str) else names)]
        if not papers:
            raise ArgumentError("origins names no paper; name one, or leave it out.")
        return sorted({self._nodes[self.index.place[paper]] for paper in papers})

    def ids(self, nodes: set[int]) -> tuple[str, ...]:
        """Ids of all papers in some nodes, oldest first."""
        inside = np.isin(self.index.component, sorted(nodes))
        return self.graph._ids_of(self._in_order(self.index.paper[inside].tolist()))

    def _in_order(self, papers: Iterable[int]) -> list[int]:
        return self.graph._by_date(papers, self.descent.generation)

    def steps(self, chosen: Iterable[int]) -> list[WeightedStep]:
        """The pairs of papers that make some links, in the order of their papers."""
        count = {self.ends[link]: self.counts[link] for link in chosen}
        papers, nodes = self.index.paper.tolist(), self._nodes
        links: dict[tuple[int, int], int] = {}
        rows: dict[tuple[int, int], list[int]] = {}
        for parent, child, row in self._rows():
            link = nodes[parent], nodes[child]
            if link in count:
                pair = papers[parent], papers[child]
                links[pair] = count[link]
                rows.setdefault(pair, []).append(row)
        order = {paper: n for n, paper in enumerate(self._in_order(set(chain(*rows))))}
        pairs = sorted(rows, key=lambda pair: (order[pair[0]], order[pair[1]]))
        ids, found = self.graph._ids, []
        for older, newer in pairs:
            own = tuple(sorted(rows[older, newer]))
            found.append(WeightedStep(ids[older], ids[newer], links[older, newer], own))
        return found

    def cycle_rows(self, nodes: set[int]) -> tuple[int, ...]:
        """Rows of descent within some nodes."""
        within = [
            row
            for parent, child, row in self._rows()
            if self._nodes[parent] == self._nodes[child] and self._nodes[parent] in nodes
        ]
        return tuple(sorted(within))

    def _rows(self) -> Iterable[tuple[int, int, int]]:
        """Place of parent and child, and row, of every descent edge."""
        children, rows = self.index.children.tolist(), self.index.child_rows.tolist()
        return zip(self._tails.tolist(), children, rows, strict=True)
