"""Main path analysis.

Citation data run citing → cited; main paths run the other way, from the oldest paper to the newest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..engine.flows import criticality, heaviest, key_route_links, main_links
from ..errors import ArgumentError
from ..language.messages import Advice, Message, Sentences, require_choice, sentences, some_of
from ..language.wording import amount, counted
from ..results.document import Prose
from .traversals import By, TraversalNetwork, Traversals, WeightedStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..drawing.selection import DrawPriority
    from ..language.messages import Language, Sayable, Value
    from ..model.descent import Cycles
    from ..model.indexed_tables import IndexedTables

Search = Literal["global", "local", "key-route"]
SEARCHES = ("global", "local", "key-route")
# Number of papers named in the note on zero criticality.
MAX_NAMED = 20


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class MainPath(Traversals):
    """The main path of a graph, with all ties, in topological order.

    If a path passes through a cycle, all papers of the cycle are on it.

    Parameters
    ----------
    columns : StepColumns
        The steps of the path, in the order of their papers.
    by : {"spc", "splc", "spnp", "nppc"}
        Traversal count.
    flow : int
        Number of all chains from a root to a leaf of the graph.
    search : {"global", "local", "key-route"}
        Search method.
    total : int
        Sum of the counts along the heaviest chain of the answer.
    chains : int
        Number of chains from a root to a leaf of the answer; 1 if there are no ties.
    keys : tuple of WeightedStep
        Key steps of a key-route search, highest count first; otherwise empty.
    basket : tuple of str
        The zero-criticality basket, oldest first: all papers on any longest chain of the graph.
        It does not depend on the counts.
    cycle_rows : tuple of int
        Rows of descent within the cycles on the path.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    search: str
    total: int
    chains: int
    keys: tuple[WeightedStep, ...]
    basket: tuple[str, ...]
    cycle_rows: tuple[int, ...]

    def _items(self) -> Sequence[Any]:
        return self.ids

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """No columns: a path is best seen as a drawing."""
        return ()

    def _repr_body(self) -> str:
        told = f"{self.by!r}, {self.search!r}: {counted(len(self), 'paper')}"
        chains = f"{amount(self.chains)} chain{'' if self.chains == 1 else 's'}"
        return f"{told}, {chains}, total {amount(self.total)}"

    def title(self) -> Message:
        """Return a short title of the result."""
        search = Message(f"search.{self.search}")
        return Message("title.main_path", {"by": self.by.upper(), "search": search})

    def _own_rows(self) -> Sequence[int]:
        return sorted([*super()._own_rows(), *self.cycle_rows])

    def extent(self) -> Message:
        """Return the number of papers on the path, where a cycle counts as one."""
        papers = set(self.ids)
        within = [group for group in self.cycles if not papers.isdisjoint(group)]
        if not within:
            return Message("count.paper", {"count": len(self)})
        of_cycles = sum(map(len, within))
        condensed = len(self) - of_cycles + len(within)
        told: dict[str, Value] = {"count": len(within)}
        told["papers"] = Message("count.paper", {"count": condensed})
        told["of_cycles"] = Message("count.paper", {"count": of_cycles})
        return Message("count.condensed", told)

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw by the highest count of their steps.

        A cycle counts as one paper of the path: after its best paper, its others come after the
        whole path. Those that are no end of a step of the path come last.
        """
        from ..drawing.selection import DrawPriority

        counts: dict[str, int] = {}
        for step in self.steps:
            for one in (step.older, step.newer):
                counts[one] = max(step.count, counts.get(one, 0))
        ranked = sorted(self.ids, key=lambda one: -counts.get(one, 0))
        cycle_of = {one: group[0] for group in self.cycles for one in group}
        best: dict[str, str] = {}
        for one in ranked:
            best.setdefault(cycle_of.get(one, one), one)
        if len(best) == len(ranked):
            return DrawPriority(tuple(ranked), Message("first.highest_steps"))
        order = tuple(dict.fromkeys((*best.values(), *ranked)))
        return DrawPriority(order, Message("first.highest_steps_of_cycles"))

    def _notes(self) -> list[str | Sayable]:
        names = some_of(self.basket, MAX_NAMED, self.tables.name)
        told = [Message("note.critical", {"names": names})] if self.ids else []
        return [*super()._notes(), *told]

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per step; ``critical`` if both papers are in the basket."""
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
        """Write every step as a list item, with its relations and their evidence below it."""
        points = tuple(self._point(step, lang) for step in self.steps)
        return Prose(super().to_prose(lang).paragraphs, points)

    def _point(self, step: WeightedStep, lang: Language) -> tuple[str, tuple[str, ...]]:
        tables = self.tables
        told: dict[str, Value] = {
            "older": tables.label(step.older),
            "newer": tables.label(step.newer),
            "by": self.by.upper(),
            "count": step.count,
        }
        rows = tuple(tables.evidenced(tables.relation(row), lang) for row in step.rows)
        return Message("prose.step", told).text(lang), rows


def main_path(
    tables: IndexedTables,
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
    """Find the main path of descent.

    All ties are kept, so that the answer may have more than one chain. The whole network of
    descent is used, without a limit on side steps.

    Parameters
    ----------
    by : {"spc", "splc", "spnp", "nppc"}, optional
        The traversal count; see `traversals`.
    search : {"global", "local", "key-route"}, optional
        ``"global"``: the chains with the largest sum of counts. ``"local"``: start with the step
        of the highest count, then follow the highest next step to the other end.
        ``"key-route"``: extend the steps with the highest counts of all to both ends; only this
        search is certain to include the highest step.
    start : {"oldest", "newest"}, optional
        Where a local search, or a search from `origins`, starts: at the oldest papers, towards
        newer ones, or at the newest, towards older ones.
    origins : str or iterable of str, optional
        Start at these papers instead of all roots (or leaves), in local and global search. Of
        several papers, only those with the highest first step (local) or chain (global) are used.
    routes : int, optional
        Number of key steps of a key-route search, not counting ties with the last one.
    extend : {"local", "global"}, optional
        How a key-route search extends its key steps.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        As for `traversals`.

    Returns
    -------
    MainPath
        In topological order, ties by date; a paper known only by year may therefore follow months
        of that year. `basket` is the zero-criticality basket. Empty, with a notice, if there is
        no descent, or none from `origins`.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper or several papers have the name of an origin.
    ArgumentError
        If an argument is invalid or does not fit the search, or `routes` is below 1.

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
    >>> graph.main_path()
    MainPath('spc', 'global': 4 papers, 2 chains, total 2)
    >>> graph.main_path(origins="b").ids
    ('b', 'd')
    """
    _require_fit(search, start, origins, routes, extend)
    network = TraversalNetwork(tables, by, relations, cycles)
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
        tables,
        network.ids(on_path, order),
        columns=network.columns(found, order),
        search=search,
        total=total,
        chains=chains,
        keys=tuple(network.columns(keys, order).highest_first().steps(tables)),
        basket=network.ids(critical, network.by_date),
        cycle_rows=network.cycle_rows(on_path),
        **network.told(
            _beside_the_path(tables, network, origins, on_path)
            if found
            else _no_way_on(tables, origins, start)
        ),
    )


def _beside_the_path(
    tables: IndexedTables,
    network: TraversalNetwork,
    origins: str | Iterable[str] | None,
    on_path: set[int],
) -> Sentences:
    """Name the origins from which the path does not start."""
    names = [origins] if isinstance(origins, str) else origins or ()
    asked = dict.fromkeys(tables.ids[tables.find(name)] for name in names)
    left = [one for one in asked if on_path.isdisjoint(network.nodes([one]))]
    named = {"names": some_of(left, MAX_NAMED, tables.name)}
    return sentences(Message("notice.origins_left", named) if left else None)


def _no_way_on(tables: IndexedTables, origins: str | Iterable[str] | None, start: str) -> Sentences:
    """Explain why a search from some papers finds no step."""
    names = [origins] if isinstance(origins, str) else origins or ()
    papers = tuple(tables.label(tables.ids[tables.find(name)]) for name in names)
    if start == "oldest":
        nothing, other = Message("notice.no_newer", {"names": papers}), Message("advice.newest")
    else:
        nothing, other = Message("notice.no_older", {"names": papers}), Message("advice.oldest")
    return sentences(nothing, Advice(other))


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
