"""Lineage: ancestors and descendants, with depth, generation and the relations among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .descent import Cycles, descent, without
from .errors import ArgumentError
from .results import DescentResult, Selection, counted, paper_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from .drawing.choice import Claims
    from .drawing.plots import Canvas
    from .drawing.style import ThemeName
    from .graph import PaperGraph

Direction = Literal["descendants", "ancestors"]


@dataclass(frozen=True, repr=False, eq=False)
class Lineage(DescentResult):
    """The descendants or the ancestors of one paper, oldest first.

    Papers of one date stand in the order of their generation, then of their ids; papers
    without a date come last.

    Parameters
    ----------
    origin : str
        Id of the paper that was asked about; it is not part of the answer.
    direction : {"descendants", "ancestors"}
    depth : mapping of str to int
        Fewest steps between each paper and the origin, 1 for children or parents.
    generation : mapping of str to int
        Length of the longest chain between each paper and the origin.
    relation_types : tuple of str
        The relation types that carry descent in this answer.
    reached : frozenset of str
        Ids of the whole lineage, also of the papers that a filter hides.
    filtered : bool
        Whether `relations=` was asked for; then only those relations are shown.
    cycles : tuple of tuple of str
        Groups of papers that descend from each other, those that the chains of the answer may
        run through; within a group steps do not count towards the generation. Empty for data
        without cycles.
    dropped : tuple of Relation
        Rows left out, of the whole graph, because they contradict the dates.
    notice : str
        What the reader must know of this answer; mostly empty.
    """

    origin: str
    direction: Direction
    depth: Mapping[str, int]
    generation: Mapping[str, int]
    reached: frozenset[str]
    filtered: bool = False

    @property
    def brief(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        return ("date", "name", "generation", "depth", "through")

    def _told(self) -> str:
        told = f"{self.origin!r}: {counted(len(self), self.direction[:-1])}"
        if self.ids:
            dates = [paper_row(self.graph, one)["date"] for one in self.ids]
            years = sorted(date[:4] for date in dates if date)
            told += f", {counted(max(self.generation.values()), 'generation')}"
            told += f", {'–'.join(dict.fromkeys([years[0], years[-1]]))}" if years else ""
        return told

    def heading(self) -> str:
        """Say in a few words what the result is."""
        name = self.graph._paper(self.origin).name
        verb = "What descends from" if self.direction == "descendants" else "What led to"
        return f"{verb} {name}"

    def asked_ids(self) -> tuple[str, ...]:
        """Ids of the papers that were asked about."""
        return (self.origin,)

    def shown_ids(self) -> tuple[str, ...]:
        """Ids of the papers to draw: the origin, then the answer."""
        return (self.origin, *self.ids)

    def chain_types(self) -> tuple[str, ...]:
        """Relation types of the chains, which may run through papers that a filter hides."""
        return self.relation_types

    def claims(self) -> Claims:
        """Rank the papers to draw: those that led to a paper by their nearness to it."""
        claims = super().claims()
        if self.direction == "descendants":
            return claims
        steps = {self.origin: 0, **self.depth}
        name = self.graph._paper(self.origin).name
        nearest = tuple(sorted(claims.ids, key=steps.__getitem__))
        return claims._replace(ids=nearest, last=f"those most steps away from {name}")

    @cached_property
    def _rows_among(self) -> Sequence[int]:
        kinds = self.relation_types if self.filtered else None
        rows = self.graph._rows_among(self.shown_ids(), kinds)
        return without(self.graph, rows, self.dropped)

    def relation_rows(self) -> Sequence[int]:
        """Row numbers of the relations among the papers of `shown_ids`, but the dropped ones."""
        return self._rows_among

    @property
    def relations(self) -> pd.DataFrame:
        """Relations among the papers and the origin, rows as written.

        Without ``relations=`` these are the relations of every type, also those that carry
        no descent; with it, those types only.
        """
        return self.graph._relation_frame(self.relation_rows())

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary per paper; ``through`` tells how it joins others of the answer."""
        through = self._through()
        return [
            {
                **paper_row(self.graph, one),
                "depth": self.depth[one],
                "generation": self.generation[one],
                "through": "; ".join(through.get(one, ())),
            }
            for one in self.ids
        ]

    def plot_generations(self, ax: Canvas = None, *, theme: ThemeName = "light") -> Axes:
        """Draw how many papers of each generation became public in each year.

        Parameters
        ----------
        ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
            By default a new figure.
        theme : {"light", "dark"}, optional

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ArgumentError
            If an option cannot be used.
        """
        from .drawing.plots import generations_by_year

        return generations_by_year(self, ax, theme=theme)

    def _through(self) -> dict[str, list[str]]:
        """For each paper the relations of its last steps away from the origin, in words."""
        graph = self.graph
        newer = self.direction == "descendants"
        # The paper nearer to the origin may be hidden by a filter: chains pass through it.
        chains = graph._rows_among({self.origin, *self.reached}, self.relation_types)
        kept = without(graph, chains, self.dropped)
        told: dict[str, dict[str, None]] = {}
        for parent, child, row in graph._descent_rows(self.relation_types, kept):
            far, near = (child, parent) if newer else (parent, child)
            if far in self.depth:
                phrase = graph._phrase(graph._relation(row), seen_from=far)
                told.setdefault(far, {})[f"{phrase} {graph._paper(near).name}"] = None
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
        If a relation, date, topic, the depth or `cycles` cannot be used.

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
    return _lineage(graph, "descendants", name, relations, depth, filters, cycles)


def ancestors(
    graph: PaperGraph,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    depth: int | None = None,
    since: str | None = None,
    until: str | None = None,
    topics: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find all papers from which a paper descends.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations, depth, since, until, topics, cycles : optional
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
    ['clip', 'gpt-4', 'vicuna']
    """
    filters = {"since": since, "until": until, "topics": topics}
    return _lineage(graph, "ancestors", name, relations, depth, filters, cycles)


def _lineage(
    graph: PaperGraph,
    direction: Direction,
    name: str,
    relations: str | Iterable[str] | None,
    depth: int | None,
    filters: Mapping[str, Any],
    cycles: Cycles,
) -> Lineage:
    origin = graph._find(name)
    whole = descent(
        graph, relations, cycles, told="count as each other's ancestors and descendants"
    )
    index, older = whole.index, direction == "ancestors"
    steps = index.steps(origin, older=older)
    generations = index.generations(steps, older=older)
    chains = steps >= 0
    if depth is not None:
        if depth < 1:
            raise ArgumentError(f"The depth is a number of steps from 1 up, not {depth}.")
        chains &= steps <= depth
    # A paper in the cycle of the origin is no generation away from it, yet in the answer.
    inside = graph._chosen(**filters) & chains & (steps > 0)
    papers = graph._by_date(np.flatnonzero(inside), generations)
    ids = graph._ids_of(papers)
    reached = graph._ids_of(np.flatnonzero(steps > 0).tolist())
    told = whole.among(chains)
    lineage = Lineage(
        graph,
        ids,
        origin=graph._ids[origin],
        direction=direction,
        depth=dict(zip(ids, steps[papers].tolist(), strict=True)),
        generation=dict(zip(ids, generations[papers].tolist(), strict=True)),
        relation_types=whole.kinds,
        reached=frozenset(reached),
        filtered=relations is not None,
        cycles=told.cycles,
        dropped=told.dropped,
        notice=told.notice,
    )
    if ids:
        return lineage
    used = [name for name, value in {**filters, "depth": depth}.items() if value is not None]
    return replace(lineage, notice=f"{told.notice} {_why_empty(lineage, used)}".lstrip())


def _why_empty(lineage: Lineage, filters: Sequence[str]) -> str:
    name, by = lineage.graph._paper(lineage.origin).name, ", ".join(lineage.relation_types)
    newer = lineage.direction == "descendants"
    if lineage.reached:
        what = f"what {'descends from' if newer else 'led to'} {name}"
        hidden = counted(len(lineage.reached), "paper")
        return f"The filter ({', '.join(filters)}) hides {what}: {hidden}."
    return f"Nothing descends from {name} by {by}." if newer else f"Nothing led to {name} by {by}."


def roots(graph: PaperGraph, *, relations: str | Iterable[str] | None = None) -> Selection:
    """Find the papers that descend from no other.

    Parameters
    ----------
    relations : str or iterable of str, optional
        As for `descendants`.

    Returns
    -------
    Selection
        Oldest first; papers without any relation are among them.

    Raises
    ------
    ArgumentError
        If a relation cannot be used.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], [("b", "extends", "a")])
    >>> graph.roots().ids, graph.leaves().ids
    (('a',), ('b',))
    """
    kinds = graph._descent_types(relations)
    ids = graph._ids_of(graph._by_date(np.flatnonzero(graph._index(kinds).parent_counts == 0)))
    return Selection(graph, ids, "roots", graph._notice(kinds, relations))


def leaves(graph: PaperGraph, *, relations: str | Iterable[str] | None = None) -> Selection:
    """Find the papers from which no other descends.

    Parameters
    ----------
    relations : str or iterable of str, optional
        As for `descendants`.

    Returns
    -------
    Selection
        Oldest first; papers without any relation are among them.

    Raises
    ------
    ArgumentError
        If a relation cannot be used.

    Examples
    --------
    >>> import llmgraph
    >>> "transformer" in llmgraph.load().leaves()
    False
    """
    kinds = graph._descent_types(relations)
    ids = graph._ids_of(graph._by_date(np.flatnonzero(graph._index(kinds).child_counts == 0)))
    return Selection(graph, ids, "leaves", graph._notice(kinds, relations))
