"""Ancestors and descendants, with depth, generation and the relations among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from ..engine import NOT_REACHED
from ..errors import ArgumentError
from ..language.messages import Message, listing, sentences
from ..language.wording import counted
from ..model.descent import Cycles, Reach, SideSteps, descent
from ..results.base import LimitedResult, paper_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from ..drawing.plots import Canvas
    from ..drawing.selection import DrawPriority
    from ..drawing.style import ThemeName
    from ..language.messages import Language
    from ..model.dates import DateLike
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables

Direction = Literal["descendants", "ancestors"]


@dataclass(frozen=True, repr=False, eq=False)
class Lineage(LimitedResult):
    """The descendants or ancestors of one paper, oldest first.

    Papers of the same date are sorted by generation, then id; undated papers come last.

    Parameters
    ----------
    origin : str
        Id of the paper; it is not part of the answer.
    direction : {"descendants", "ancestors"}
        Direction of the query.
    fewest_side_steps : mapping of str to int
        Fewest side steps on any chain between each paper and the origin; 0 along the line.
    depth : mapping of str to int
        Length of the shortest valid chain between each paper and the origin; 1 for children or
        parents.
    generation : mapping of str to int
        Length of the longest valid chain between each paper and the origin. Steps within a cycle
        do not count.
    reached : frozenset of str
        Ids of the whole lineage, including papers that a filter hides.
    filtered : bool
        Whether `relations` was given; then only those relations are shown.
    descent : Descent
        The descent that the answer is based on.
    notices : Sentences
        Notes on the answer; usually empty.
    beyond : int
        Number of further papers that the answer would have without a limit on side steps.
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
        """Columns of `rows` to display."""
        side_steps = ("side_steps",) if self.descent.takes_side_steps else ()
        return ("date", "name", *side_steps, "generation", "depth", "through")

    def _repr_body(self) -> str:
        told = f"{self.origin!r}: {counted(len(self), self.direction[:-1])}"
        if self.ids:
            dates = [paper_row(self.tables, one)["date"] for one in self.ids]
            years = sorted(date[:4] for date in dates if date)
            told += f", {counted(max(self.generation.values()), 'generation')}"
            told += f", {'–'.join(dict.fromkeys([years[0], years[-1]]))}" if years else ""
        return told

    def title(self) -> Message:
        """Return a short title of the result."""
        name = self.tables.name(self.origin)
        return Message(f"title.{self.direction}", {"name": name})

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return (self.origin,)

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: the origin, then the answer."""
        return (self.origin, *self.ids)

    def draw_priority(self) -> DrawPriority | None:
        """Rank ancestors: parents, papers between them and the origin, then others by distance."""
        if self.direction == "descendants":
            return None
        from ..drawing.selection import DrawPriority

        tables, index = self.tables, self.descent.index
        parents = np.zeros(len(tables.ids), dtype=bool)
        parents[[tables.number[one] for one, steps in self.depth.items() if steps == 1]] = True
        between = index.descending(parents)
        counts = self.descent.unrolled.reachable_counts(older=False)
        steps = {self.origin: 0, **self.depth}

        def rank(one: str) -> tuple[int, int, int]:
            paper = tables.number[one]
            group = 0 if steps[one] < 2 else 1 if between[paper] else 2
            return group, steps[one], -int(counts[paper])

        by_date = tables.ids_of(tables.by_date(map(tables.number.__getitem__, self.shown_ids())))
        first = Message("first.nearest", {"name": tables.name(self.origin)})
        return DrawPriority(tuple(sorted(by_date, key=rank)), first)

    def _own_rows(self) -> Sequence[int]:
        types = self.relation_types if self.filtered else None
        return self.tables.rows_among(self.shown_ids(), types)

    @property
    def relations(self) -> pd.DataFrame:
        """Relations among the papers and the origin, rows as written.

        These are relations of every type, also without descent; with `relations`, only of those
        types.
        """
        return self.tables.relation_frame(self.relation_rows())

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per paper; ``through`` lists its last steps of descent."""
        through = self._through(lang)
        return [
            {
                **paper_row(self.tables, one, lang),
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
        """Plot the number of papers per year and generation.

        Parameters
        ----------
        ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
            By default a new figure.
        theme : {"light", "dark"}, optional
        lang : {"en", "zh"}, optional
            Language of everything except the names of papers.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ArgumentError
            If an option is invalid.
        """
        from ..drawing.plots import generations_by_year

        return generations_by_year(self, ax, theme=theme, lang=lang)

    def _through(self, lang: Language) -> dict[str, list[str]]:
        """Write the relations of the last steps to each paper, seen from the origin."""
        tables, older = self.tables, self.direction == "ancestors"
        origin = tables.number[self.origin]
        reach = self.descent.reach(origin, older=older)
        # Chains pass through papers that a filter hides.
        chosen = np.isin(self.descent.edges.row, self.descent.on_chains(origin, reach, older=older))
        edges = self.descent.edges.where(chosen)
        # Steps along the line come first.
        edges = edges.take(np.lexsort((tables.row_rank[edges.row], edges.side_step)))
        told: dict[str, dict[str, None]] = {}
        for parent, child, row in zip(*(ends.tolist() for ends in edges[:3]), strict=True):
            far, near = tables.ids_of((parent, child) if older else (child, parent))
            if far in self.depth:
                relation, name = tables.relation(row), tables.name(near)
                clause = tables.clause(relation, lang, seen_from=far, subject="", other=name)
                told.setdefault(far, {})[clause] = None
        return {one: list(phrases) for one, phrases in told.items()}


def descendants(
    tables: IndexedTables,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    depth: int | None = None,
    since: DateLike | None = None,
    until: DateLike | None = None,
    topics: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find all descendants of a paper.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations : str or iterable of str, optional
        Relation types that chains may use, or a preset such as ``"strict"`` (extends and uses).
        By default all types that carry descent.
    depth : int, optional
        Maximum length of the shortest chain, in steps.
    since, until : str, int or datetime.date, optional
        Keep papers of this period, inclusive: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, a year, or
        a date of the standard library, pandas or NumPy. Undated papers are left out. This only
        filters the answer: chains may pass through hidden papers.
    topics : str or iterable of str, optional
        Keep papers with any of these topics; a part of the name is enough. This only filters the
        answer, like `since`.
    kinds : str or iterable of str, optional
        Keep papers of any of these kinds, such as ``"model"`` or ``"dataset"``. This only filters
        the answer, like `since`.
    side_steps : int or "any", optional
        Maximum number of side steps in a chain: relations by which a paper takes something from
        another (`uses`) or is made possible by it (`enables`). 0 follows the line only
        (`extends`, `corrects`). The default is 1, because an influence through two side steps is
        hardly ancestry. A relation that is not inherited can only be the newest step.
    cycles : {"condense", "dates"}, optional
        Papers of a cycle are ancestors and descendants of each other, and `cycles` of the result
        lists them. ``"dates"`` first leaves out the rows whose child was public before its
        parent; ``dropped`` lists them.

    Returns
    -------
    Lineage
        Oldest first; empty if the paper has no descendants.

    Raises
    ------
    PaperNotFoundError
        If no paper has the name.
    AmbiguousNameError
        If several papers have the name.
    ArgumentError
        If a relation, date, topic, `depth`, `side_steps` or `cycles` is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> "dpo" in graph.descendants("Transformer")
    True
    >>> graph.descendants("Lost in the Middle", until="2023").ids
    ()
    """
    filters = {"since": since, "until": until, "topics": topics, "kinds": kinds}
    return _lineage(tables, "descendants", name, relations, depth, filters, side_steps, cycles)


def ancestors(
    tables: IndexedTables,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    depth: int | None = None,
    since: DateLike | None = None,
    until: DateLike | None = None,
    topics: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find all ancestors of a paper.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations, depth, since, until, topics, kinds, side_steps, cycles : optional
        As for `descendants`. Dates, topics and kinds only filter the answer: chains may pass
        through hidden papers.

    Returns
    -------
    Lineage
        Oldest first; empty if the paper has no ancestors.

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
    filters = {"since": since, "until": until, "topics": topics, "kinds": kinds}
    return _lineage(tables, "ancestors", name, relations, depth, filters, side_steps, cycles)


def children(
    tables: IndexedTables,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find the papers that descend from a paper in one step.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations, side_steps, cycles : optional
        As for `descendants`.

    Returns
    -------
    Lineage
        The descendants of depth 1, oldest first.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> graph.children("Kaplan", relations="corrects").ids
    ('chinchilla',)
    """
    return descendants(
        *(tables, name), relations=relations, depth=1, side_steps=side_steps, cycles=cycles
    )


def parents(
    tables: IndexedTables,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Lineage:
    """Find the papers that a paper descends from in one step.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations, side_steps, cycles : optional
        As for `descendants`.

    Returns
    -------
    Lineage
        The ancestors of depth 1, oldest first.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`.

    Examples
    --------
    >>> import llmgraph
    >>> sorted(llmgraph.load().parents("LLaVA"))
    ['clip', 'gpt-4', 'vicuna']
    """
    return ancestors(
        *(tables, name), relations=relations, depth=1, side_steps=side_steps, cycles=cycles
    )


def _lineage(
    tables: IndexedTables,
    direction: Direction,
    name: str,
    relations: str | Iterable[str] | None,
    depth: int | None,
    filters: Mapping[str, Any],
    side_steps: SideSteps,
    cycles: Cycles,
) -> Lineage:
    origin, older = tables.find(name), direction == "ancestors"
    whole = descent(
        *(tables, relations, cycles, side_steps),
        cycle_note="cycles.lineage",
    )
    if depth is not None and depth < 1:
        raise ArgumentError(Message("error.depth", {"value": str(depth)}))
    extent = whole.unrolled.extent(origin, older=older)
    reach = whole.reach(origin, older=older, depth=extent.depth)
    chains = extent.depth > NOT_REACHED
    if depth is not None:
        chains &= extent.depth <= depth
    # Papers in the cycle of the origin have generation 0 but belong to the answer.
    others = np.arange(len(chains)) != origin
    chosen = tables.chosen(**filters) & others
    papers = tables.by_date(np.flatnonzero(chosen & chains), extent.generation)
    ids = tables.ids_of(papers)
    reached = tables.ids_of(np.flatnonzero((extent.depth > NOT_REACHED) & others).tolist())
    own = whole.among(chains)
    beyond = _beyond(whole, reach, origin, depth, chains, older=older)
    lineage = Lineage(
        tables,
        ids,
        descent=own,
        origin=tables.ids[origin],
        direction=direction,
        fewest_side_steps=dict(zip(ids, reach.side_steps[papers].tolist(), strict=True)),
        depth=dict(zip(ids, extent.depth[papers].tolist(), strict=True)),
        generation=dict(zip(ids, extent.generation[papers].tolist(), strict=True)),
        reached=frozenset(reached),
        filtered=relations is not None,
        beyond=int(np.count_nonzero(chosen & beyond)),
        notices=sentences(own.notices, tables.undated_note(chains & others, **filters)),
    )
    if ids:
        return lineage
    used = [name for name, value in {**filters, "depth": depth}.items() if value is not None]
    return replace(lineage, notices=sentences(lineage.notices, _why_empty(lineage, used)))


def _beyond(
    whole: Descent,
    reach: Reach,
    origin: int,
    depth: int | None,
    chains: NDArray[np.bool_],
    *,
    older: bool,
) -> NDArray[np.bool_]:
    """Mark the papers within `depth` that only chains with more side steps reach."""
    if depth is None:
        return (reach.side_steps > NOT_REACHED) & ~chains
    steps = replace(whole, allowed=None).unrolled.depth(origin, older=older)
    return (steps > NOT_REACHED) & (steps <= depth) & ~chains


def _why_empty(lineage: Lineage, filters: Sequence[str]) -> Message:
    name, newer = lineage.tables.name(lineage.origin), lineage.direction == "descendants"
    if not lineage.reached:
        told = "notice.no_descendants" if newer else "notice.no_ancestors"
        return Message(told, {"name": name, "types": lineage.descent.types_named})
    told = "notice.hidden_descendants" if newer else "notice.hidden_ancestors"
    count = len(lineage.reached)
    return Message(told, {"count": count, "filters": tuple(filters), "name": name})
