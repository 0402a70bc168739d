"""Rankings of papers by one or more measures, at one or more dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TYPE_CHECKING, Any

import numpy as np

from ..drawing.emphasis import Emphasis
from ..engine import compile_index
from ..errors import ArgumentError, PaperNotFoundError
from ..language.arguments import require_known
from ..language.messages import NOTHING, Message, sentences, some_of
from ..language.wording import counted, format_number, separated
from ..model.dates import read_bound
from ..model.descent import Cycles, Descent, SideSteps, cycles_note, descent
from ..results.base import Result, paper_row
from .measures import MEASURES, Measure, Snapshot, measures_named, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from ..drawing.plots import Canvas
    from ..drawing.selection import DrawPriority
    from ..drawing.style import ThemeName
    from ..language.messages import Language, Sayable, Sentences, Value
    from ..model.dates import DateLike
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Relation

# Relative difference below which scores are tied, because rounding errors depend on the order of
# summation.
EQUAL = 1e-10
# The parameters of `rank` other than the settings of measures.
_PARAMETERS = (
    "by",
    "as_of",
    "relations",
    "since",
    "until",
    "topics",
    "kinds",
    "top",
    "side_steps",
    "cycles",
)
# Maximum number of papers that a caveat names.
MAX_NAMED = 3


@dataclass(frozen=True, slots=True)
class RankColumn:
    """One measure at one date, in the order of the papers of a ranking.

    Parameters
    ----------
    by : str
        Name of the measure.
    as_of : str
        Date of the graph; empty for the whole graph.
    scores : tuple of int, float or None
        None if the measure is undefined, or the paper was not public yet.
    ranks : tuple of int or None
        Equal scores share a rank, and the next rank counts all papers above it (1, 2, 2, 4);
        None without a score.
    tied : tuple of bool
        Whether another paper, at the same date and with the same filters, has the same rank.
    """

    by: str
    as_of: str
    scores: tuple[float | None, ...]
    ranks: tuple[int | None, ...]
    tied: tuple[bool, ...]


@dataclass(frozen=True, repr=False, eq=False)
class Ranking(Result):
    """Papers sorted by a measure, highest first; ties by date, then id.

    Iterates over the rows, as dictionaries; ``ranking["LLaVA"]`` is the row of a paper.

    Papers for which the measure is undefined come last, without a rank. The first column sets the
    order; `by`, `meaning`, `scores` and `ranks` refer to it.

    Parameters
    ----------
    columns : tuple of RankColumn
        Each measure at each date: measures in the order given, latest date first. Ranks are among
        all papers that pass the filters, regardless of `top`.
    measures : mapping of str to Measure
        The measures by name.
    settings : mapping of str to mapping
        Settings of each measure: ``{"pagerank": {"alpha": 0.85}}``.
    notices : Sentences
        Notes on the answer; usually empty.
    cautions : tuple of Message
        Caveats that concern papers of this answer, one sentence each.
    cycles : tuple of tuple of str
        Groups of papers that descend from each other, at the latest date; empty for data without
        cycles, and for measures that do not follow descent.
    dropped : tuple of Relation
        Rows that were left out because they contradict the dates (``cycles="dates"``).
    descent : Descent
        The descent that the answer is based on.
    """

    columns: tuple[RankColumn, ...]
    measures: Mapping[str, Measure]
    settings: Mapping[str, Mapping[str, float]]
    notices: Sentences = NOTHING
    cautions: tuple[Message, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[Relation, ...] = ()

    def _items(self) -> Sequence[dict[str, Any]]:
        return self.rows()

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, key: Any) -> Any:
        """Return rows by place, or the row of a paper by any of its names."""
        if not isinstance(key, str):
            return super().__getitem__(key)
        one = self.tables.ids[self.tables.find(key)]
        if one not in self.ids:
            named = {"name": self.tables.name(one)}
            raise PaperNotFoundError(key, Message("error.unranked", named))
        return self.rows()[self.ids.index(one)]

    def _ipython_key_completions_(self) -> list[str]:
        return self.tables.keys(self.ids)

    @property
    def by(self) -> str:
        """Name of the leading measure."""
        return self.columns[0].by

    @property
    def meaning(self) -> str:
        """English description of the leading measure."""
        return self.measures[self.by].meaning

    @property
    def noun(self) -> str:
        """English name of the leading measure."""
        return self.measures[self.by].noun

    @property
    def measure_title(self) -> Message:
        """Name of the leading measure."""
        return self.measures[self.by].title

    @property
    def scores(self) -> tuple[float | None, ...]:
        """Score of each paper by the leading measure; None if undefined."""
        return self.columns[0].scores

    def emphasis(self) -> Emphasis:
        """Return the scores by the leading measure."""
        known = zip(self.ids, self.scores, strict=True)
        scores = {one: score for one, score in known if score is not None}
        return Emphasis(scores=scores, score_name=self.measure_title)

    @property
    def ranks(self) -> tuple[int | None, ...]:
        """Rank of each paper by the leading measure; None if undefined."""
        return self.columns[0].ranks

    @property
    def dates(self) -> tuple[str, ...]:
        """Dates of the graph, latest first; ``""`` for the whole graph."""
        return tuple(dict.fromkeys(column.as_of for column in self.columns))

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display; fewer per measure if there are several measures."""
        last, *earlier = self.dates
        if earlier:
            names = ["name", "date", *(self._key(self.by, "rank", date) for date in earlier[::-1])]
        else:
            names = ["rank", *([] if len(self.settings) > 1 else ["tied"]), "name", "date"]
        for by in self.settings:
            names += [self._key(by, "rank", last)] if earlier or by != self.by else []
            names += [self._key(by, "change")] if earlier else []
            names += [self._key(by, "score", last)]
        return tuple(names)

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """Columns of the table that a notebook shows: of several measures, the scores only."""
        if len(self.dates) > 1 or len(self.settings) == 1:
            return self.display_columns
        return ("rank", "name", "date", *self.bar_columns)

    @property
    def bar_columns(self) -> tuple[str, ...]:
        """Columns with a bar in that table: the latest score by each measure."""
        return tuple(self._key(by, "score", self.dates[0]) for by in self.settings)

    def _key(self, by: str, what: str, date: str = "") -> str:
        """Name a column of `rows`; the leading measure and a single date are omitted."""
        said = [by] if what == "score" or by != self.by else []
        said += [what] if what != "score" else []
        return "_".join([*said, *([date] if date and len(self.dates) > 1 else [])])

    def _repr_body(self) -> str:
        told = f"{', '.join(map(repr, self.settings))}: {counted(len(self.ids), 'paper')}"
        if not self.ids or self.scores[0] is None:
            return told
        return f"{told}, first {self.ids[0]!r} with {format_number(self.scores[0])}"

    def title(self) -> Message:
        """Return a short title of the result."""
        nouns = self._nouns()
        one = self.measures[self.by].described
        return self._dated("title.rank", {"measure": one if len(nouns) == 1 else nouns})

    def drawing_title(self) -> Message:
        """Return the title of a drawing, which shows the relations among the ranked papers."""
        return self._dated("caption.rank", {"measures": self._nouns()})

    def _nouns(self) -> tuple[Message, ...]:
        return tuple(self.measures[by].title for by in self.settings)

    def _dated(self, told: str, values: Mapping[str, Value]) -> Message:
        """Return a message, in its variant with dates if the ranking has dates."""
        if not self.dates[0]:
            return Message(told, values)
        return Message(f"{told}_as_of", {**values, "dates": self.dates[::-1]})

    def column_titles(self) -> Mapping[str, Message]:
        """Return the titles of the columns that combine a measure, a value and a date."""
        return {
            self._key(by, what, date): Message("column.of", {"parts": self._parts(by, what, date)})
            for by in self.settings
            for what in ("rank", "change", "score")
            for date in (*self.dates, "")
        }

    def _parts(self, by: str, what: str, date: str) -> tuple[Value, ...]:
        """Parts of the title of a column, analogous to `_key`."""
        said = [self.measures[by].heading] if what == "score" or by != self.by else []
        said += [Message(f"column.{what}")] if what != "score" else []
        dates = (date,) if date and len(self.dates) > 1 else ()
        return (*said, *dates)

    @property
    def caveats(self) -> tuple[str, ...]:
        """Caveats in English, one sentence each."""
        return tuple(map(str, self.cautions))

    def _notes(self) -> list[str | Sayable]:
        """List notices, then settings (with meanings if there are several), then caveats."""
        told: list[str | Sayable] = []
        for by, settings in self.settings.items():
            chosen = ", ".join(f"{name} {format_number(value)}" for name, value in settings.items())
            meaning = self.measures[by].described
            if len(self.settings) > 1:
                told_of = "note.measure_with" if chosen else "note.measure"
                told.append(Message(told_of, {"meaning": meaning, "settings": chosen}))
            elif chosen:
                told.append(Message("note.with", {"settings": chosen}))
        return [*super()._notes(), *told, *self.cautions]

    def change(self, by: str | None = None) -> tuple[int | None, ...]:
        """Compute the change of rank of each paper from the first date to the last.

        Parameters
        ----------
        by : str, optional
            One of the measures of the ranking; by default the leading one.

        Returns
        -------
        tuple of int or None
            In the order of the papers. Positive if the paper rose; None if it has no rank at one
            of the two dates. With a single date, 0 for every ranked paper.

        Raises
        ------
        ArgumentError
            If the ranking has no such measure.
        """
        wanted = self.by if by is None else by
        own = [column.ranks for column in self.columns if column.by == wanted]
        if not own:
            names: dict[str, Value] = {"name": repr(by), "names": tuple(self.settings)}
            raise ArgumentError(Message("error.not_ranked", names))
        return tuple(
            None if then is None or now is None else then - now
            for now, then in zip(own[0], own[-1], strict=True)
        )

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per paper; ``tied`` is whether others have the same score.

        Returns
        -------
        list of dict
            ``rank`` and ``tied`` refer to the leading measure; other measures have their name as
            prefix: ``katz_rank``. With several dates, columns have the date as suffix,
            ``rank_2020-12``, in chronological order, and ``change`` is the number of ranks gained
            from the first date to the last.
        """
        cells: dict[str, Sequence[Any]] = {}
        if len(self.dates) == 1:
            cells |= {"rank": self.ranks, "tied": self.columns[0].tied}
        papers = [paper_row(self.tables, one, lang) for one in self.ids]
        cells |= {name: [paper[name] for paper in papers] for name in (papers or [{}])[0]}
        in_time = [[one for one in self.columns[::-1] if one.by == by] for by in self.settings]
        for column in chain.from_iterable(in_time):
            for what, values in (
                ("rank", column.ranks),
                ("tied", column.tied),
                ("score", column.scores),
            ):
                cells.setdefault(self._key(column.by, what, column.as_of), values)
        if len(self.dates) > 1:
            cells |= {self._key(by, "change"): self.change(by) for by in self.settings}
        return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]

    def to_frame(self) -> pd.DataFrame:
        """Return `rows` as a data frame, with nullable integer columns.

        Returns
        -------
        pandas.DataFrame
            In the order of the result. Integer columns have the dtype ``Int64``, because ranks
            may be missing.
        """
        frame, rows = super().to_frame(), self.rows()
        kinds = {name: {type(row[name]) for row in rows} for name in map(str, frame)}
        whole = [name for name, found in kinds.items() if {int} <= found <= {int, type(None)}]
        return frame.astype(dict.fromkeys(whole, "Int64"))

    def _members(self) -> Sequence[Value]:
        unscored = Message("prose.unscored")
        scores = [unscored if one is None else format_number(one) for one in self.scores]
        named = zip(super()._members(), scores, strict=True)
        return [Message("prose.scored", {"name": name, "score": score}) for name, score in named]

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw in the order of the ranking."""
        from ..drawing.selection import DrawPriority

        first = Message("first.highest", {"by": self.measures[self.by].key})
        return DrawPriority(self.ids, first)

    def number_of(self) -> Mapping[str, int]:
        """Number the papers by rank; papers without a rank have no number."""
        ranked = zip(self.ids, self.ranks, strict=True)
        return {one: rank for one, rank in ranked if rank is not None}

    def plot_bars(
        self,
        ax: Canvas = None,
        *,
        theme: ThemeName = "light",
        limit: int = 25,
        lang: Language = "en",
    ) -> Axes:
        """Plot the leading measure as bars, highest first, coloured by topic.

        Parameters
        ----------
        ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
            By default a new figure.
        theme : {"light", "dark"}, optional
        limit : int, optional
            Maximum number of papers; a note shows how many more there are.
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
        from ..drawing.plots import ranking_bars

        leading = {self.by: self.settings[self.by]}
        drawn = replace(self, columns=self.columns[:1], settings=leading)
        return ranking_bars(drawn, ax, theme=theme, limit=limit, lang=lang)


def rank(
    tables: IndexedTables,
    /,
    by: str | Iterable[str] = "in_degree",
    *,
    as_of: DateLike | Iterable[DateLike] | None = None,
    relations: str | Iterable[str] | None = None,
    since: DateLike | None = None,
    until: DateLike | None = None,
    topics: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    top: int | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
    **settings: float,
) -> Ranking:
    """Rank papers by one or more measures, for the whole graph or as of some dates.

    The measures `descendants` and `ancestors` respect the limit on side steps. All other measures
    use the whole network of descent.

    Parameters
    ----------
    by : str or iterable of str, optional
        Names of measures: ``"pagerank"``, ``["pagerank", "descendants"]`` or
        ``"pagerank,descendants"``. The first one sets the order. The measures are `in_degree`,
        `descendants`, `ancestors`, `generation`, `pagerank`, `citerank`, `authorities`, `hubs`,
        `katz`, `betweenness`, `closeness`, `disruption` and its variants, and ``"column:NAME"``,
        the numbers of a column of the papers or, if they have no such column, its sum over the
        relations by which others descend from the paper in one step; see ``docs/measures.md``.
    as_of : str, int, datetime.date or iterable of these, optional
        Rank the graph as of the end of this date, like `PaperGraph.as_of`. Several dates give one
        column each, and the change of rank from the first to the last.
    relations : str or iterable of str, optional
        As for `descendants`.
    since, until, topics, kinds : optional
        As for `descendants`. They select the papers to rank; scores use all papers.
    top : int, optional
        Number of papers to keep, not counting ties with the last one.
    side_steps : int or "any", optional
        As for `descendants`, for the measures `descendants` and `ancestors`.
    cycles : {"condense", "dates"}, optional
        ``docs/measures.md`` describes how each measure treats cycles, and `cycles` of the result
        lists them. ``"dates"`` first leaves out the rows whose child was public before its parent;
        ``dropped`` lists those.
    **settings : float
        Settings of the measures: ``alpha`` (pagerank, citerank, katz), ``decay`` (citerank),
        ``sample`` and ``seed`` (betweenness), ``window`` (disruption). Each applies to all
        measures that accept it.

    Returns
    -------
    Ranking
        Highest score first; papers without a score come last.

    Raises
    ------
    ArgumentError
        If a measure, a column or a setting is unknown, or another argument is invalid.

    References
    ----------
    See ``docs/measures.md`` for the reference of each measure.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcd"],
    ...     [("b", "extends", "a"), ("c", "extends", "a"), ("c", "uses", "a")])
    >>> ranking = graph.rank("descendants")
    >>> list(zip(ranking.ids, ranking.scores, ranking.ranks))
    [('a', 2, 1), ('b', 0, 2), ('c', 0, 2), ('d', 0, 2)]

    A measure that is undefined for a paper is None, never 0:

    >>> dict(zip(ranking.ids, graph.rank("disruption").scores))["a"] is None
    True
    """
    measures = measures_named(tables, by)
    of_measures = [setting for measure in MEASURES.values() for setting in measure.settings]
    require_known(settings, dict.fromkeys([*_PARAMETERS, *of_measures]))
    used = settings_of(measures.values(), settings)
    if top is not None and top < 1:
        raise ArgumentError(Message("error.top", {"value": str(top)}))
    whole = descent(tables, relations, cycles, side_steps)
    if whole.allowed != 1 and not any(one.limits_side_steps for one in measures.values()):
        limiting = tuple(name for name, one in MEASURES.items() if one.limits_side_steps)
        names: dict[str, Value] = {"limiting": limiting, "measures": tuple(measures)}
        count = {"count": len(measures)}
        raise ArgumentError(Message("error.side_steps_of", {**names, **count}))
    period: dict[str, Any] = {"since": since, "until": until, "topics": topics, "kinds": kinds}
    chosen = tables.chosen(**period)
    snapshots = [_snapshot(whole, date) for date in _latest_first(as_of)]
    standings = [
        _standing(measure, used[name], snapshot, chosen)
        for (name, measure), snapshot in product(measures.items(), snapshots)
    ]
    papers = standings[0].order(tables, snapshots[0].papers[chosen[snapshots[0].papers]])
    latest = snapshots[0]
    over = [one for one in measures.values() if one.over_descent]
    cyclic = [latest.papers[group].tolist() for group in (latest.index.cycles() if over else ())]
    groups = tuple(map(tables.ids_of, tables.groups_by_date(cyclic)))
    told = tuple({one.cycles.id: one.cycles for one in over}.values())
    notices = sentences(
        whole.read if over else tables.own_notes,
        Message("notice.none_read") if over and tables.ids and not len(whole.edges.row) else None,
        tables.undated_note(**period),
        *_measured_over(whole, over),
        whole.among(tables.chosen(until=latest.as_of or None)).dates_note if over else None,
        tables.notes_on_cut(latest.as_of, len(latest.papers)) if latest.as_of else None,
        *_undefined_told(measures, standings, papers),
        cycles_note(tables, groups, Message("list.together", {"told": told})),
    )
    kept = papers[: standings[0].count_within(papers, top)]
    return Ranking(
        tables,
        tables.ids_of(kept),
        descent=whole,
        columns=tuple(standing.column(kept) for standing in standings),
        measures=measures,
        settings=used,
        notices=notices,
        cautions=tuple(_caveats(tables, measures.values(), snapshots[0], kept)),
        cycles=groups,
        dropped=whole.dropped if over else (),
    )


def _caveats(
    tables: IndexedTables, measures: Iterable[Measure], snapshot: Snapshot, papers: Sequence[int]
) -> Iterator[Message]:
    """Iterate over the caveats that concern some papers, with their names."""
    caveats = {caveat.told: caveat for measure in measures if (caveat := measure.caveat)}
    for told, caveat in caveats.items():
        concerned = set(snapshot.papers[caveat.holds(snapshot.index)].tolist())
        named = [tables.ids[one] for one in papers if one in concerned]
        if named:
            yield Message(told, {"names": some_of(named, MAX_NAMED, tables.name)})


def _latest_first(as_of: DateLike | Iterable[DateLike] | None) -> list[str]:
    """Parse the dates and sort them, latest first; an empty text means the whole graph."""
    if as_of is None:
        return [""]
    spans = {str(span): span for span in (read_bound("as_of", one) for one in _dates_in(as_of))}
    if not spans:
        raise ArgumentError(Message("error.empty_date", {"name": "as_of"}))
    return sorted(spans, key=lambda date: (-spans[date].last, date))


def _dates_in(as_of: Any) -> list[object]:
    """Return one or several dates as a list."""
    if isinstance(as_of, str):
        return [one.strip() for one in separated(as_of)]
    if isinstance(as_of, bytes) or not np.iterable(as_of):
        return [as_of]
    return [one.strip() if isinstance(one, str) else one for one in as_of]


def _measured_over(whole: Descent, measures: Sequence[Measure]) -> Iterator[Message]:
    """Note which chains the measures count, if there are invalid chains."""
    if not whole.has_limits:
        return
    limited = tuple(one.key for one in measures if one.limits_side_steps)
    if limited:
        yield Message("notice.limited", {"measures": limited, "chains": whole.limit_note})
    others = tuple(one.title for one in measures if not one.limits_side_steps)
    if others:
        yield Message("notice.unlimited", {"measures": others, "count": len(others)})


def _snapshot(whole: Descent, as_of: str) -> Snapshot:
    """Build the snapshot of a date, with papers sorted by id.

    Sums and samples then do not depend on the order of the rows. The whole graph determines which
    relations carry descent, so that all dates are comparable.
    """
    tables, edges = whole.tables, whole.edges
    present = np.flatnonzero(tables.chosen(until=as_of or None)).tolist()
    papers = np.array(sorted(present, key=tables.ids.__getitem__), dtype=np.int64)
    number = np.full(len(tables.ids), -1, dtype=np.int32)
    number[papers] = np.arange(len(papers), dtype=np.int32)
    parents, children = number[edges.parent], number[edges.child]
    inside = (parents >= 0) & (children >= 0)
    spans = (tables.spans[paper] for paper in papers.tolist())
    return Snapshot(
        as_of,
        papers,
        compile_index(len(papers), parents[inside], children[inside], edges.row[inside]),
        np.array([span.month if span else np.nan for span in spans], dtype=np.float64),
        side_step=tables.side_step,
        inherited=tables.inherited,
        allowed=whole.allowed,
    )


@dataclass(frozen=True, eq=False)
class _Standing:
    """One measure of one snapshot, by paper of the graph; score nan and rank 0 mean undefined."""

    by: str
    as_of: str
    scores: NDArray[np.float64]
    ranks: NDArray[np.int64]
    tied: NDArray[np.bool_]
    whole: bool

    def order(self, tables: IndexedTables, papers: NDArray[np.int64]) -> list[int]:
        """Sort papers by rank; ties by date and id, papers without a rank last."""
        return sorted(tables.by_date(papers), key=lambda paper: self.ranks[paper] or np.inf)

    def count_within(self, papers: Sequence[int], top: int | None) -> int:
        """Count the sorted papers within the first ranks."""
        if top is None:
            return len(papers)
        return sum(0 < self.ranks[paper] <= top for paper in papers)

    def column(self, papers: Sequence[int]) -> RankColumn:
        number = int if self.whole else float
        there = self.ranks[papers] > 0
        return RankColumn(
            self.by,
            self.as_of,
            tuple(
                number(score) if known else None
                for score, known in zip(self.scores[papers].tolist(), there, strict=True)
            ),
            tuple(int(rank) or None for rank in self.ranks[papers]),
            tuple(self.tied[papers].tolist()),
        )


def _standing(
    measure: Measure,
    settings: Mapping[str, float],
    snapshot: Snapshot,
    chosen: NDArray[np.bool_],
) -> _Standing:
    scores = measure.scores(snapshot, **settings)
    ranked = np.flatnonzero(chosen[snapshot.papers] & ~np.isnan(scores))
    ranked = ranked[np.argsort(-scores[ranked], kind="stable")]
    ordered = scores[ranked].astype(np.float64)
    falls = np.diff(ordered, prepend=np.inf) < -EQUAL * np.abs(ordered)
    heads = np.maximum.accumulate(np.where(falls, np.arange(len(ranked)), 0))
    papers = snapshot.papers[ranked]
    standing = _Standing(
        measure.name,
        snapshot.as_of,
        np.full(len(chosen), np.nan),
        np.zeros(len(chosen), dtype=np.int64),
        np.zeros(len(chosen), dtype=bool),
        measure.whole or scores.dtype.kind in "iu",
    )
    standing.scores[papers] = ordered[heads]
    standing.ranks[papers] = heads + 1
    standing.tied[papers] = np.bincount(heads, minlength=len(heads))[heads] > 1
    return standing


def _undefined_told(
    measures: Mapping[str, Measure], standings: Sequence[_Standing], papers: Sequence[int]
) -> Iterator[Message]:
    latest = {one.by: one for one in reversed(standings)}
    for by, measure in measures.items():
        if count := int((latest[by].ranks[papers] == 0).sum()):
            yield Message("notice.undefined", {"by": measure.key, "count": count})
