"""Lineage: ancestors and descendants, with depth, generation and the relations among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from .descent import Cycles, Reach, SideSteps, descent
from .errors import ArgumentError
from .index import NOT_REACHED
from .messages import Message, listing, sentences
from .results import LimitedResult, Selection, paper_row
from .wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .descent import Descent
    from .drawing.choice import Claims
    from .drawing.plots import Canvas
    from .drawing.style import ThemeName
    from .graph import PaperGraph
    from .messages import Language

Direction = Literal["descendants", "ancestors"]


@dataclass(frozen=True, repr=False, eq=False)
class Lineage(LimitedResult):
    """The descendants or the ancestors of one paper, oldest first.

    Papers of one date stand in the order of their generation, then of their ids; papers
    without a date come last.

    Parameters
    ----------
    origin : str
        Id of the paper that was asked about; it is not part of the answer.
    direction : {"descendants", "ancestors"}
    fewest_side_steps : mapping of str to int
        Fewest side steps on any chain between each paper and the origin, 0 for the line.
    depth : mapping of str to int
        Fewest steps of the chains that count between each paper and the origin, 1 for children
        or parents.
    generation : mapping of str to int
        Length of the longest chain that counts between each paper and the origin. Steps between
        papers of one cycle do not count.
    reached : frozenset of str
        Ids of the whole lineage, also of the papers that a filter hides.
    filtered : bool
        Whether `relations=` was asked for; then only those relations are shown.
    descent : Descent
        The descent that the answer was computed on.
    notices : Sentences
        What the reader must know of this answer; usually empty.
    beyond : int
        How many more papers the answer would have if chains of any number of side steps counted.
    """

    origin: str
    direction: Direction
    fewest_side_steps: Mapping[str, int]
    depth: Mapping[str, int]
    generation: Mapping[str, int]
    reached: frozenset[str]
    filtered: bool = False

    runs_through_hidden: ClassVar[bool] = True

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        side_steps = ("side_steps",) if self.descent.takes_side_steps else ()
        return ("date", "name", *side_steps, "generation", "depth", "through")

    def _told(self) -> str:
        told = f"{self.origin!r}: {counted(len(self), self.direction[:-1])}"
        if self.ids:
            dates = [paper_row(self.graph, one)["date"] for one in self.ids]
            years = sorted(date[:4] for date in dates if date)
            told += f", {counted(max(self.generation.values()), 'generation')}"
            told += f", {'–'.join(dict.fromkeys([years[0], years[-1]]))}" if years else ""
        return told

    def title(self) -> Message:
        """Say in a few words what the result is."""
        name = self.graph._paper(self.origin).name
        return Message(f"title.{self.direction}", {"name": name})

    def asked_ids(self) -> tuple[str, ...]:
        """Ids of the papers that were asked about."""
        return (self.origin,)

    def shown_ids(self) -> tuple[str, ...]:
        """Ids of the papers to draw: the origin, then the answer."""
        return (self.origin, *self.ids)

    def claims(self) -> Claims:
        """Rank the papers to draw: those that led to a paper by their nearness to it."""
        claims = super().claims()
        if self.direction == "descendants":
            return claims
        steps = {self.origin: 0, **self.depth}
        name = self.graph._paper(self.origin).name
        nearest = tuple(sorted(claims.ids, key=steps.__getitem__))
        return claims._replace(ids=nearest, last=Message("last.farthest", {"name": name}))

    def _own_rows(self) -> Sequence[int]:
        types = self.relation_types if self.filtered else None
        return self.graph._rows_among(self.shown_ids(), types)

    @property
    def relations(self) -> pd.DataFrame:
        """Relations among the papers and the origin, rows as written.

        Without ``relations=`` these are the relations of every type, also those that carry
        no descent; with it, those types only.
        """
        return self.graph._relation_frame(self.relation_rows())

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Give one dictionary per paper; ``through`` tells how it joins others of the answer."""
        through = self._through(lang)
        return [
            {
                **paper_row(self.graph, one, lang),
                "side_steps": self.fewest_side_steps[one],
                "depth": self.depth[one],
                "generation": self.generation[one],
                "through": listing(through.get(one, ()), lang, "semicolon"),
            }
            for one in self.ids
        ]

    def plot_generations(
        self, ax: Canvas = None, *, theme: ThemeName = "light", lang: Language = "en"
    ) -> Axes:
        """Draw how many papers of each generation became public in each year.

        Parameters
        ----------
        ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
            By default a new figure.
        theme : {"light", "dark"}, optional
        lang : {"en", "zh"}, optional
            The language of all but the names of papers.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ArgumentError
            If an option cannot be used.
        """
        from .drawing.plots import generations_by_year

        return generations_by_year(self, ax, theme=theme, lang=lang)

    def _through(self, lang: Language) -> dict[str, list[str]]:
        """For each paper the relations of its last steps away from the origin, in words."""
        graph, older = self.graph, self.direction == "ancestors"
        origin = graph._number[self.origin]
        reach = self.descent.reach(origin, older=older)
        # The paper nearer to the origin may be hidden by a filter: chains pass through it.
        chosen = np.isin(self.descent.edges.row, self.descent.on_chains(origin, reach, older=older))
        edges = self.descent.edges.where(chosen)
        told: dict[str, dict[str, None]] = {}
        for parent, child, row in zip(*(ends.tolist() for ends in edges[:3]), strict=True):
            far, near = graph._ids_of((parent, child) if older else (child, parent))
            if far in self.depth:
                relation, name = graph._relation(row), graph._paper(near).name
                clause = graph._clause(relation, lang, seen_from=far, subject="", other=name)
                told.setdefault(far, {})[clause] = None
        return {one: list(phrases) for one, phrases in told.items()}


def descendants(
    graph: PaperGraph,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    depth: int | None = None,
    since: str | None = None,
    until: str | None = None,
    topics: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find all papers that descend from a paper.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations : str or iterable of str, optional
        Relation types, or a preset such as ``"strict"`` (extends and uses). Only chains made
        of these count. By default all types that carry descent.
    depth : int, optional
        At most this many steps away, counted on the shortest chain.
    since, until : str, optional
        Keep papers of this period, ``YYYY`` or ``YYYY-MM``, both ends included; papers without
        a date are left out. This filters the answer: chains may pass through papers that it
        hides.
    topics : str or iterable of str, optional
        Keep papers with one of these topics; a part of the name is enough. This filters the
        answer like `since`.
    side_steps : int or "any", optional
        Side steps that a chain may take: relations by which a paper takes something from another
        (`uses`) or is made possible by it (`enables`). 0 follows the line alone
        (`extends`, `corrects`). By default one is allowed: what reaches a paper over two of them
        is hardly ancestry. A relation that is not inherited counts only as the newest step.
    cycles : {"condense", "dates"}, optional
        Papers that descend from each other count as each other's ancestors and descendants, and
        `cycles` of the result names them. ``"dates"`` leaves out the rows whose child was public
        before its parent first, and ``dropped`` lists them.

    Returns
    -------
    Lineage
        Oldest first; empty if nothing descends from the paper.

    Raises
    ------
    PaperNotFoundError
        If no paper has the name.
    AmbiguousNameError
        If several papers have it.
    ArgumentError
        If a relation, date, topic, the depth, `side_steps` or `cycles` cannot be used.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> "dpo" in graph.descendants("Transformer")
    True
    >>> graph.descendants("Lost in the Middle", until="2023").ids
    ()
    """
    filters = {"since": since, "until": until, "topics": topics}
    return _lineage(graph, "descendants", name, relations, depth, filters, side_steps, cycles)


def ancestors(
    graph: PaperGraph,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    depth: int | None = None,
    since: str | None = None,
    until: str | None = None,
    topics: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find all papers from which a paper descends.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations, depth, since, until, topics, side_steps, cycles : optional
        As for `descendants`; the date and topic filters hide papers of the answer, and
        chains may pass through what is hidden.

    Returns
    -------
    Lineage
        Oldest first; empty if the paper descends from nothing.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> sorted(graph.ancestors("LLaVA", relations="uses", depth=1))
    ['clip', 'gpt-4']
    """
    filters = {"since": since, "until": until, "topics": topics}
    return _lineage(graph, "ancestors", name, relations, depth, filters, side_steps, cycles)


def _lineage(
    graph: PaperGraph,
    direction: Direction,
    name: str,
    relations: str | Iterable[str] | None,
    depth: int | None,
    filters: Mapping[str, Any],
    side_steps: SideSteps,
    cycles: Cycles,
) -> Lineage:
    origin, older = graph._find(name), direction == "ancestors"
    whole = descent(
        *(graph, relations, cycles, side_steps),
        told="cycles.lineage",
    )
    if depth is not None and depth < 1:
        raise ArgumentError(Message("error.depth", {"value": str(depth)}))
    extent = whole.unrolled.extent(origin, older=older)
    reach = whole.reach(origin, older=older, depth=extent.depth)
    chains = extent.depth > NOT_REACHED
    if depth is not None:
        chains &= extent.depth <= depth
    # A paper in the cycle of the origin is no generation away from it, yet in the answer.
    others = np.arange(len(chains)) != origin
    chosen = graph._chosen(**filters) & others
    papers = graph._by_date(np.flatnonzero(chosen & chains), extent.generation)
    ids = graph._ids_of(papers)
    reached = graph._ids_of(np.flatnonzero((extent.depth > NOT_REACHED) & others).tolist())
    own = whole.among(chains)
    beyond = _beyond(whole, reach, origin, depth, chains, older=older)
    lineage = Lineage(
        graph,
        ids,
        descent=own,
        origin=graph._ids[origin],
        direction=direction,
        fewest_side_steps=dict(zip(ids, reach.side_steps[papers].tolist(), strict=True)),
        depth=dict(zip(ids, extent.depth[papers].tolist(), strict=True)),
        generation=dict(zip(ids, extent.generation[papers].tolist(), strict=True)),
        reached=frozenset(reached),
        filtered=relations is not None,
        beyond=int(np.count_nonzero(chosen & beyond)),
        notices=own.notices,
    )
    if ids:
        return lineage
    used = [name for name, value in {**filters, "depth": depth}.items() if value is not None]
    return replace(lineage, notices=sentences(own.notices, _why_empty(lineage, used)))


def _beyond(
    whole: Descent,
    reach: Reach,
    origin: int,
    depth: int | None,
    chains: NDArray[np.bool_],
    *,
    older: bool,
) -> NDArray[np.bool_]:
    """Mark the papers that only chains of more side steps join to the origin, so near to it."""
    if depth is None:
        return (reach.side_steps > NOT_REACHED) & ~chains
    steps = replace(whole, allowed=None).unrolled.depth(origin, older=older)
    return (steps > NOT_REACHED) & (steps <= depth) & ~chains


def _why_empty(lineage: Lineage, filters: Sequence[str]) -> Message:
    name, newer = lineage.graph._paper(lineage.origin).name, lineage.direction == "descendants"
    if not lineage.reached:
        told = "notice.no_descendants" if newer else "notice.no_ancestors"
        return Message(told, {"name": name, "types": lineage.descent.types_told})
    told = "notice.hidden_descendants" if newer else "notice.hidden_ancestors"
    count = len(lineage.reached)
    return Message(told, {"count": count, "filters": tuple(filters), "name": name})


def roots(
    graph: PaperGraph,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
) -> Selection:
    """Find the papers that descend from no other.

    Parameters
    ----------
    relations, side_steps : optional
        As for `descendants`.

    Returns
    -------
    Selection
        Oldest first; papers without any relation are among them.

    Raises
    ------
    ArgumentError
        If a relation or `side_steps` cannot be used.

    Examples
    --------
    Along the line alone, what only uses another paper is a root too:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], [("b", "uses", "a")])
    >>> graph.roots().ids, graph.roots(side_steps=0).ids, graph.leaves().ids
    (('a',), ('a', 'b'), ('b',))
    """
    return _ends(graph, "roots", relations, side_steps)


def leaves(
    graph: PaperGraph,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
) -> Selection:
    """Find the papers from which no other descends.

    Parameters
    ----------
    relations, side_steps : optional
        As for `descendants`.

    Returns
    -------
    Selection
        Oldest first; papers without any relation are among them.

    Raises
    ------
    ArgumentError
        If a relation or `side_steps` cannot be used.

    Examples
    --------
    >>> import llmgraph
    >>> "transformer" in llmgraph.load().leaves()
    False
    """
    return _ends(graph, "leaves", relations, side_steps)


def _ends(
    graph: PaperGraph,
    label: Literal["roots", "leaves"],
    relations: str | Iterable[str] | None,
    side_steps: SideSteps,
) -> Selection:
    whole = descent(graph, relations, side_steps=side_steps)
    steps = whole.edges.where(whole.carries[whole.edges.row])
    steps = steps.where(steps.parent != steps.child)
    led = np.zeros(len(graph._ids), dtype=bool)
    led[steps.child if label == "roots" else steps.parent] = True
    ids = graph._ids_of(graph._by_date(np.flatnonzero(~led)))
    return Selection(graph, ids, label, whole.read, descent=whole)
