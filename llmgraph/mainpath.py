"""Main paths: the chains of descent through which most of the others run.

Citation data run citing → cited; main paths are told and drawn the other way, from the oldest paper
to the newest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from .document import Prose
from .errors import ArgumentError
from .index.flows import criticality, heaviest, key_route_links, main_links
from .messages import Message, require_choice
from .results import DescentResult, paper_row, reads
from .steps import Network, StepColumns, WeightedStep
from .wording import amount, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .descent import Cycles
    from .graph import PaperGraph
    from .messages import Language, Sayable, Value

By = Literal["spc", "splc", "spnp", "nppc"]
Search = Literal["global", "local", "key-route"]
SEARCHES = ("global", "local", "key-route")


@dataclass(frozen=True, repr=False, eq=False)
class Traversals(DescentResult):
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
    notices : Sentences
        What the reader must know of this answer; usually empty.
    descent : Descent
        The descent that the answer was computed on.
    """

    columns: StepColumns
    by: str
    flow: int

    @cached_property
    def steps(self) -> tuple[WeightedStep, ...]:
        """The steps of the answer, in its order."""
        return tuple(self.columns.steps(self.graph))

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        return ("older_date", "reads", self.by, *(["share"] if self.by == "spc" else []))

    def _told(self) -> str:
        told, counts = f"{self.by!r}: {self.size()}", self.columns.counts
        return told + (f", highest {amount(counts[0])}" if counts else "")

    def title(self) -> Message:
        """Say in a few words what the result is."""
        meaning = Message(f"traversal.{self.by}")
        return Message("title.traversals", {"by": self.by.upper(), "meaning": meaning})

    def _own_rows(self) -> Sequence[int]:
        return sorted(self.columns.rows.tolist())

    def extent(self) -> Message:
        """Say how many steps were counted."""
        return Message("count.step", {"count": len(self.columns)})

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Give one dictionary per step; ``share`` is that of all chains (SPC only)."""
        graph = self.graph
        return [
            {
                "older": step.older,
                "newer": step.newer,
                "older_date": paper_row(graph, step.older)["date"],
                "newer_date": paper_row(graph, step.newer)["date"],
                "reads": reads(graph, step.rows, lang),
                self.by: step.count,
                **({"share": round(step.count / self.flow, 4)} if self.by == "spc" else {}),
            }
            for step in self.steps
        ]


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class MainPath(Traversals):
    """The main path of a graph: oldest first, no paper before what leads to it, with all ties.

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
    notices : Sentences
        What the reader must know of this answer; usually empty.
    descent : Descent
        The descent that the answer was computed on.
    """

    search: str
    total: int
    chains: int
    keys: tuple[WeightedStep, ...]
    basket: tuple[str, ...]
    cycle_rows: tuple[int, ...]

    def _told(self) -> str:
        told = f"{self.by!r}, {self.search!r}: {counted(len(self), 'paper')}"
        chains = f"{amount(self.chains)} chain{'' if self.chains == 1 else 's'}"
        return f"{told}, {chains}, total {amount(self.total)}"

    def title(self) -> Message:
        """Say in a few words what the result is."""
        search = Message(f"search.{self.search}")
        return Message("title.main_path", {"by": self.by.upper(), "search": search})

    def _own_rows(self) -> Sequence[int]:
        return sorted([*super()._own_rows(), *self.cycle_rows])

    def extent(self) -> Message:
        """Say how many papers lie on the path."""
        return Message("count.paper", {"count": len(self)})

    def _notes(self) -> list[str | Sayable]:
        names = tuple(self.graph._paper(one).name for one in self.basket)
        told = [Message("note.critical", {"names": names})] if self.ids else []
        return [*super()._notes(), *told]

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Give one dictionary per step; ``critical`` tells that both its papers are there."""
        keys, basket = set(self.keys), set(self.basket)
        return [
            {
                **row,
                "key": step in keys,
                "critical": basket.issuperset((step.older, step.newer)),
            }
            for row, step in zip(super().rows(lang), self.steps, strict=True)
        ]

    def to_prose(self, lang: Language = "en") -> Prose:
        """Tell every step as a point, with its relations and their evidence below it."""
        points = tuple(self._point(step, lang) for step in self.steps)
        return Prose(super().to_prose(lang).paragraphs, points)

    def _point(self, step: WeightedStep, lang: Language) -> tuple[str, tuple[str, ...]]:
        graph = self.graph
        told: dict[str, Value] = {
            "older": graph._label(step.older),
            "newer": graph._label(step.newer),
            "by": self.by.upper(),
            "count": step.count,
        }
        rows = tuple(graph._evidenced(graph._relation(row), lang) for row in step.rows)
        return Message("prose.step", told).text(lang), rows


def traversals(
    graph: PaperGraph,
    by: By = "spc",
    *,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Traversals:
    """Count for every step of descent the chains, or the pairs, that run through it.

    The whole network of descent is measured: chains of any number of side steps count. With the
    step from the older paper *u* to the newer paper *v*, in exact integers:

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
    network = Network(graph, by, relations, cycles)
    columns = network.columns(range(len(network.links)), network.by_date)
    return Traversals(
        graph,
        network.ids(network.linked, network.by_date),
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

    All ties are kept, so that the answer may be more than one chain. The whole network of descent
    is measured: chains of any number of side steps count.

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
        Oldest first, but no paper before what leads to it on the path: of one whose month is not
        known, the year alone would say so. The zero-criticality basket stands beside it. Empty,
        with a notice, where nothing descends, or nothing from `origins`.

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
    network = Network(graph, by, relations, cycles)
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
    critical = [node for node in network.linked if gauge[node] == 0]
    order = network.along(found)
    return MainPath(
        graph,
        network.ids(on_path, order),
        columns=network.columns(found, order),
        search=search,
        total=total,
        chains=chains,
        keys=tuple(network.columns(keys, order).highest_first().steps(graph)),
        basket=network.ids(critical, network.by_date),
        cycle_rows=network.cycle_rows(on_path),
        **network.told(None if found else _no_way_on(graph, origins, start)),
    )


def _no_way_on(graph: PaperGraph, origins: str | Iterable[str] | None, start: str) -> Message:
    """Why a search that starts with some papers finds no step."""
    names = [origins] if isinstance(origins, str) else origins or ()
    papers = tuple(graph._label(graph._ids[graph._find(name)]) for name in names)
    return Message("notice.no_newer" if start == "oldest" else "notice.no_older", {"names": papers})


def _require_fit(search: str, start: str, origins: object, routes: int, extend: str) -> None:
    for name, value, known in (
        ("search", search, SEARCHES),
        ("start", start, ("oldest", "newest")),
        ("extend", extend, ("local", "global")),
    ):
        require_choice(name, value, tuple(known))
    if routes < 1:
        raise ArgumentError(Message("error.routes", {"value": str(routes)}))
    if search == "key-route" and (origins is not None or start != "oldest"):
        raise ArgumentError(Message("error.key_route"))
    if search != "key-route" and (routes != 1 or extend != "local"):
        raise ArgumentError(Message("error.no_key_route", {"search": repr(search)}))
