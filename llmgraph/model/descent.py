"""Descent for one query: its edges, the limit on side steps, and the rows left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import numpy as np

from ..engine import NOT_REACHED, Unrolled, compile_index, unroll
from ..engine.centrality import generation
from ..engine.kernels import fewest_side_steps
from ..errors import ArgumentError
from ..language.messages import (
    NOTHING,
    Advice,
    Message,
    count_within_longest,
    require_choice,
    sentences,
    some_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex
    from ..language.messages import Sayable, Sentences, Value
    from .indexed_tables import IndexedTables
    from .records import Relation
    from .relation_types import RelationType
    from .vocabulary import DescentEdges

Thing = TypeVar("Thing")
Cycles = Literal["condense", "dates"]
SideSteps = int | Literal["any"]
# Maximum number of rows or papers that a notice lists; the result holds all.
NAMED = 10


class Reach(NamedTuple):
    """The fewest side steps between one paper and every other, by paper.

    Parameters
    ----------
    side_steps : ndarray of int32
        Over all chains, without a limit; `NOT_REACHED` if there is no chain.
    passing : ndarray of int32
        Over the chains that may continue: rows that are not inherited end a chain.
    """

    side_steps: NDArray[np.int32]
    passing: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Descent:
    """Descent for one query, with the notes that its result must carry.

    A paper descends from another if a chain joins them that takes at most `allowed` side steps.
    Only the newest row of a chain may be one that is not inherited.

    Parameters
    ----------
    tables : IndexedTables
    relation_types : tuple of str
        The relation types that carry descent here.
    allowed : int or None
        Maximum number of side steps of a chain; None for no limit.
    edges : DescentEdges
        The edges, without those that are left out.
    anachronistic : DescentEdges
        The edges against the dates: the child was public before its parent.
    left_out : bool
        Whether `late` is left out of `edges`.
    read : Sentences
        A note if descent was read from relations that usually carry none; otherwise empty.
    cycle_note : str
        Message id: what the query does with the papers of a cycle.
    is_whole : bool, optional
        Whether `edges` has all edges of these types in the graph.
    concerned : ndarray of bool, shape (papers,), optional
        Report only cycles with one of these papers; by default all cycles.
    """

    tables: IndexedTables
    relation_types: tuple[str, ...]
    allowed: int | None
    edges: DescentEdges
    anachronistic: DescentEdges
    left_out: bool
    read: Sentences
    cycle_note: str
    is_whole: bool = True
    concerned: NDArray[np.bool_] | None = None

    @cached_property
    def index(self) -> DescentIndex:
        """Compiled edges."""
        if self.is_whole:
            return self.tables.index(self.relation_types, timely=self.left_out)
        return compile_index(len(self.tables.ids), *self.edges[:3])

    @cached_property
    def groups(self) -> list[list[int]]:
        """Papers of each cycle, by row; empty for acyclic data. Oldest first."""
        concerned = self.concerned
        groups = self.index.cycles()
        if concerned is not None:
            groups = [group for group in groups if concerned[group].any()]
        return self.tables.groups_by_date(groups)

    @property
    def side_steps(self) -> SideSteps:
        """Maximum number of side steps of a chain."""
        return "any" if self.allowed is None else self.allowed

    @cached_property
    def carries(self) -> NDArray[np.bool_]:
        """Mark the rows of the relation table that can be steps of valid chains."""
        rows = np.zeros(len(self.tables.relations), dtype=bool)
        rows[self.edges.row] = True if self.allowed != 0 else self.edges.side_step == 0
        return rows

    @cached_property
    def kept(self) -> NDArray[np.bool_]:
        """Mark the rows of the relation table, of every type, that are not left out."""
        rows = np.ones(len(self.tables.relations), dtype=bool)
        rows[self.anachronistic.row if self.left_out else []] = False
        return rows

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the papers of each cycle."""
        return tuple(map(self.tables.ids_of, self.groups))

    @cached_property
    def dropped(self) -> tuple[Relation, ...]:
        """Rows left out because they contradict the dates."""
        return tuple(map(self.tables.relation, self._late_rows)) if self.left_out else ()

    @property
    def _late_rows(self) -> list[int]:
        """Rows that contradict the dates, in an order that is not that of the table."""
        rows = self.anachronistic.row
        late: list[int] = rows[np.argsort(self.tables.row_rank[rows])].tolist() if len(rows) else []
        return late

    @property
    def dates_note(self) -> Sentences:
        """Note on the rows that contradict the dates; usually empty."""
        rows = self._late_rows
        if not rows:
            return NOTHING
        tables = self.tables
        if doubt := self._swapped_note:
            return sentences(doubt)
        named = _first(rows, lambda row: tables.said(tables.relation(row)))
        told: dict[str, Value] = {"count": len(rows), "rows": named}
        if self.left_out:
            return sentences(Message("notice.late_left_out", told))
        return sentences(Message("notice.late", told), Advice(Message("advice.late")))

    @property
    def _swapped_note(self) -> Message | None:
        """What to say in place of single rows if most of them contradict the dates."""
        counts = self.tables.descent_edges(self.relation_types).swapped(self.tables.days)
        if counts is None:
            return None
        said = "notice.swapped_left_out" if self.left_out else "notice.swapped"
        return Message(said, {"late": counts[0], "count": counts[1]})

    @property
    def notices(self) -> Sentences:
        """Notes that a result must carry; usually empty."""
        return sentences(
            self.read,
            self.dates_note,
            cycles_note(self.tables, self.cycles, Message(self.cycle_note)),
        )

    @property
    def types_named(self) -> Message:
        """Message that lists the relation types on chains."""
        types = tuple(map(self.tables.vocabulary.__getitem__, self.relation_types))
        if self.allowed == 0:
            types = tuple(one for one in types if not one.is_side_step)
        return types_named_of(types)

    @property
    def limit_note(self) -> Message:
        """Clause on which chains are valid: the end of a sentence."""
        if self.allowed is None:
            return Message("chains.any")
        if self.allowed == 0:
            return Message("chains.line")
        return Message("chains.limited", {"count": self.allowed})

    @property
    def whole_notices(self) -> Sentences:
        """Notes for a query that measures the whole network."""
        return sentences(Message("notice.whole") if self.has_limits else None, self.notices)

    @property
    def has_limits(self) -> bool:
        """Whether any chain may be invalid."""
        return self.takes_side_steps or not self.edges.inherited.all()

    @property
    def takes_side_steps(self) -> bool:
        """Whether any edge is a side step."""
        return bool(self.edges.side_step.any())

    @cached_property
    def generation(self) -> NDArray[np.int64]:
        """Length of the longest chain that ends at each paper: the order among equal dates."""
        return generation(self.index)

    @cached_property
    def unrolled(self) -> Unrolled:
        """Layered graph of the valid chains."""
        tables, types, timely = self.tables, self.relation_types, self.left_out
        if self.is_whole:
            return tables.unrolled(types, self.allowed, timely=timely)
        return unroll(self.index, tables.side_step, tables.inherited, self.allowed)

    def counts(self, side_steps: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Mark the papers with a chain that is within the limit on side steps."""
        reached = side_steps > NOT_REACHED
        return reached if self.allowed is None else reached & (side_steps <= self.allowed)

    def reach(self, paper: int, *, older: bool, depth: NDArray[np.int32] | None = None) -> Reach:
        """Compute the fewest side steps between a paper and its ancestors or descendants.

        Parameters
        ----------
        paper : int
        older : bool
            True for ancestors, False for descendants.
        depth : ndarray of int32, optional
            Shortest valid chain to each paper, if already known.

        Returns
        -------
        Reach
            Over chains with any number of side steps; 0 for the paper itself.
        """
        index, tables = self.index, self.tables
        if depth is not None and not self.has_limits:
            # Every chain is valid, and none takes a side step.
            reached = np.minimum(depth, 0)
            return Reach(reached, reached)
        way = (
            (index.parent_starts, index.parents, index.parent_rows)
            if older
            else (index.child_starts, index.children, index.child_rows)
        )
        starts, ends, rows = way
        place, side_step, inherited = index.place, tables.side_step[rows], tables.inherited[rows]
        # Only the newest row may be one that is not inherited: the first row towards ancestors,
        # the last one towards descendants.
        passing = fewest_side_steps(starts, ends, side_step, inherited, int(place[paper]), older)
        passing = passing[place]
        if older or inherited.all():
            return Reach(passing, passing)
        last = self.edges.where(~self.edges.inherited & (passing[self.edges.parent] >= 0))
        beyond = np.iinfo(np.int32).max
        fewest = np.where(passing > NOT_REACHED, passing, beyond)
        np.minimum.at(fewest, last.child, passing[last.parent] + last.side_step)
        return Reach(np.where(fewest < beyond, fewest, NOT_REACHED).astype(np.int32), passing)

    def on_chains(self, paper: int, reach: Reach, *, older: bool) -> NDArray[np.int32]:
        """Find the rows on valid chains between a paper and its ancestors or descendants.

        Parameters
        ----------
        paper : int
        reach : Reach
            Result of `reach` for this paper and direction.
        older : bool

        Returns
        -------
        ndarray of int32
            Rows of the relation table.
        """
        edges = self.edges
        before = reach.side_steps[edges.child] if older else reach.passing[edges.parent]
        taken = np.where(before > NOT_REACHED, before + edges.side_step, NOT_REACHED)
        counting = self.counts(taken.astype(np.int32)) & (edges.parent != edges.child)
        if older:
            counting &= edges.inherited | (edges.child == paper)
        rows: NDArray[np.int32] = edges.row[counting]
        return rows

    def side_steps_left(self, papers: Iterable[int]) -> NDArray[np.int32]:
        """Compute how many side steps remain at each ancestor of some papers.

        Parameters
        ----------
        papers : iterable of int

        Returns
        -------
        ndarray of int32, shape (papers,)
            The maximum over `papers`, which are their own ancestors here; `NOT_REACHED` for
            papers that are not ancestors.
        """
        most = np.iinfo(np.int32).max
        most = most if self.allowed is None else min(self.allowed, most)
        left: NDArray[np.int32] = np.full(len(self.index), NOT_REACHED, dtype=np.int32)
        for paper in papers:
            fewest = self.reach(paper, older=True).side_steps
            np.maximum(left, most - fewest, out=left, where=self.counts(fewest))
        return left

    def only(self, rows: NDArray[np.bool_]) -> Descent:
        """Keep only the edges of some rows.

        Parameters
        ----------
        rows : ndarray of bool, shape (relations,)

        Returns
        -------
        Descent
        """
        edges = self.edges.where(rows[self.edges.row])
        if len(edges.row) == len(self.edges.row):
            return self
        return replace(
            self,
            edges=edges,
            anachronistic=self.anachronistic.where(rows[self.anachronistic.row]),
            is_whole=False,
        )

    def among(self, papers: NDArray[np.bool_]) -> Descent:
        """Restrict the notes to some papers; the edges stay the same.

        Parameters
        ----------
        papers : ndarray of bool, shape (papers,)
            Marks the papers on the chains of an answer.

        Returns
        -------
        Descent
            Reports only cycles with one of the papers and, unless they are left out, edges
            against the dates between two of them.
        """
        late = self.anachronistic
        if not self.left_out:
            late = late.where(papers[late.parent] & papers[late.child])
        return replace(self, anachronistic=late, concerned=papers)


def descent(
    tables: IndexedTables,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
    side_steps: SideSteps = 1,
    *,
    cycle_note: str = "cycles.stay",
) -> Descent:
    """Compile descent for a query.

    Parameters
    ----------
    tables : IndexedTables
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}
        Keep all rows, or drop those whose child was public before its parent. Equal and unknown
        dates contradict nothing, so that cycles may remain.
    side_steps : int or "any"
        As for `descendants`. Queries that measure the whole network ignore it; highlighting in
        their drawings uses the default.
    cycle_note : str
        Message id: what the query does with the papers of remaining cycles.

    Returns
    -------
    Descent

    Raises
    ------
    ArgumentError
        If `relations`, `side_steps` or `cycles` is invalid.
    """
    require_choice("cycles", cycles, ("condense", "dates"))
    allowed = _allowed(side_steps)
    types = tables.descent_types(relations)
    timely = cycles == "dates"
    return Descent(
        tables,
        types,
        allowed,
        edges=tables.descent_edges(types, timely=timely),
        anachronistic=tables.anachronistic_edges(types),
        left_out=timely,
        read=tables.read_notes(types, relations),
        cycle_note=cycle_note,
    )


def _allowed(side_steps: object) -> int | None:
    """Validate the limit on side steps; None for no limit."""
    if isinstance(side_steps, str) and side_steps == "any":
        return None
    whole = isinstance(side_steps, int | np.integer) and not isinstance(side_steps, bool)
    if whole and int(side_steps) >= 0:  # type: ignore[call-overload]
        return int(side_steps)  # type: ignore[call-overload,no-any-return]
    raise ArgumentError(Message("error.side_steps", {"value": repr(side_steps)}))


def cycles_note(
    tables: IndexedTables, groups: Sequence[Sequence[str]], told: Sayable
) -> Message | None:
    """Write the note on what a measure does with the papers of cycles.

    Parameters
    ----------
    tables : IndexedTables
    groups : sequence of sequence of str
        Ids of the papers of each cycle.
    told : Sayable
        The end of a sentence whose subject is these papers.

    Returns
    -------
    Message or None
        None if there are no cycles.

    Examples
    --------
    >>> from llmgraph import PaperGraph
    >>> graph = PaperGraph([{"id": "a", "title": "Alpha"}, {"id": "b", "title": "Beta"}])
    >>> print(cycles_note(graph.tables, [("a", "b")], Message("cycles.together")))
    Papers that descend from each other count as one: Alpha, Beta.
    """
    if not groups:
        return None
    named = _first(
        groups, lambda group: Message("list.plain", {"of": some_of(group, NAMED, tables.name)})
    )
    return Message("notice.cycles", {"told": told, "groups": named})


def types_named_of(types: Iterable[RelationType]) -> Message:
    """List relation types in both languages, separated by commas."""
    return Message("list.plain", {"of": tuple(one.words for one in types)})


def _first(things: Sequence[Thing], name: Callable[[Thing], Value]) -> tuple[Value, ...]:
    """List the first things, and the number of further ones, so that a note stays short."""
    named = tuple(map(name, things[:NAMED]))
    texts = (Message("list.plain", {"of": (one,)}).text() for one in named)
    named = named[: count_within_longest(texts)]
    more = len(things) - len(named)
    return (*named, Message("list.more", {"count": more})) if more else named
