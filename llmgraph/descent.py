"""Descent as a query sees it, and what became of cycles and of rows against the dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from .errors import ArgumentError
from .index.centrality import generation
from .results import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from .graph import PaperGraph
    from .index import DescentIndex
    from .papers import Relation
    from .relations import DescentEdges

Thing = TypeVar("Thing")
Cycles = Literal["condense", "dates"]
# How many rows or papers a notice names; the result holds all.
NAMED = 10
REMEDY = (
    'llmgraph check tells where they stand; cycles="dates" (--cycles dates) leaves such rows out.'
)


@dataclass(frozen=True, eq=False)
class Descent:
    """The descent that a query sees, and what the reader must know of it.

    Parameters
    ----------
    graph : PaperGraph
    kinds : tuple of str
        The relation types that carry descent here.
    index : DescentIndex
        Their edges, compiled, without those that are left out.
    late : DescentEdges
        The edges against the dates: the child was public before its parent.
    left_out : bool
        Whether those are left out.
    groups : sequence of sequence of int
        Papers that descend from each other; empty for data without cycles.
    read : str
        Says so where descent is not what it mostly is.
    told : str
        What the query does with the papers of a cycle.
    """

    graph: PaperGraph
    kinds: tuple[str, ...]
    index: DescentIndex
    late: DescentEdges
    left_out: bool
    groups: Sequence[Sequence[int]]
    read: str
    told: str

    @cached_property
    def edges(self) -> DescentEdges:
        """Descent edges, without those that are left out."""
        edges = self.graph._descent_edges(self.kinds)
        return edges.where(~np.isin(edges.row, self.late.row)) if self.left_out else edges

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the papers that descend from each other, group by group."""
        return tuple(map(self.graph._ids_of, self.groups))

    @cached_property
    def dropped(self) -> tuple[Relation, ...]:
        """The rows that are left out because they contradict the dates."""
        return tuple(map(self.graph._relation, self.late.row.tolist())) if self.left_out else ()

    @property
    def dates_told(self) -> str:
        """Which rows run against the dates, and what became of them; mostly empty."""
        rows = self.late.row
        if not len(rows):
            return ""
        graph, count = self.graph, counted(len(rows), "row")
        named = "; ".join(_first(rows.tolist(), lambda row: graph._sentence(graph._relation(row))))
        if self.left_out:
            return f"{count} left out against the dates: {named}."
        return f"{count} against the dates (a child older than its parent): {named}. {REMEDY}"

    @property
    def notice(self) -> str:
        """What the reader must know; mostly empty."""
        notes = (self.read, self.dates_told, cycles_told(self.cycles, self.told))
        return " ".join(filter(None, notes))

    @cached_property
    def generation(self) -> NDArray[np.int64]:
        """Steps of the longest chain that leads to each paper: the order among equal dates."""
        return generation(self.index)

    def among(self, papers: NDArray[np.bool_]) -> Descent:
        """Tell only what concerns some papers; what is left out, is left out of the whole graph.

        Parameters
        ----------
        papers : ndarray of bool, shape (papers,)
            Marks the papers on the chains of an answer.

        Returns
        -------
        Descent
            The same, with the cycles that hold one of them and, unless they are left out, the
            edges against the dates between two of them.
        """
        groups = [group for group in self.groups if papers[list(group)].any()]
        late = self.late
        if not self.left_out:
            late = late.where(papers[late.parent] & papers[late.child])
        return replace(self, groups=groups, late=late)


def descent(
    graph: PaperGraph, relations: str | Iterable[str] | None, cycles: Cycles, *, told: str
) -> Descent:
    """Compile descent for a query, and say what was done to cycles and rows against the dates.

    Parameters
    ----------
    graph : PaperGraph
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}
        Keep all rows, or drop those whose child was public before its parent. Equal dates and
        unknown ones contradict nothing, so that cycles may be left.
    told : str
        What the query does with the papers of a cycle that is left.

    Returns
    -------
    Descent

    Raises
    ------
    ArgumentError
        If a relation cannot be used, or `cycles` is neither of the two.
    """
    if cycles not in ("condense", "dates"):
        raise ArgumentError(f'cycles is "condense" or "dates", not {cycles!r}.')
    kinds = graph._descent_types(relations)
    index = graph._index(kinds, timely=cycles == "dates")
    return Descent(
        graph,
        kinds,
        index,
        late=graph._late_edges(kinds),
        left_out=cycles == "dates",
        groups=index.cycles(),
        read=graph._notice(kinds, relations),
        told=told,
    )


def without(graph: PaperGraph, rows: Sequence[int], dropped: Sequence[Relation]) -> Sequence[int]:
    """Leave the dropped rows out of some rows."""
    gone = set(dropped)
    return [row for row in rows if graph._relation(row) not in gone] if gone else rows


def cycles_told(groups: Sequence[Sequence[str]], told: str) -> str:
    """Say what a measure does with papers that descend from each other.

    Parameters
    ----------
    groups : sequence of sequence of str
        Their ids, cycle by cycle.
    told : str
        The end of a sentence of which they are the subject.

    Returns
    -------
    str
        Empty where there are none.

    Examples
    --------
    >>> cycles_told([("a", "b")], "count as one")
    'Papers that descend from each other count as one: a, b.'
    """
    if not groups:
        return ""
    named = "; ".join(_first(groups, lambda group: ", ".join(_first(group, str))))
    return f"Papers that descend from each other {told}: {named}."


def _first(things: Sequence[Thing], name: Callable[[Thing], str]) -> list[str]:
    """Name the first of some things, and how many more there are."""
    more = len(things) - NAMED
    return [*map(name, things[:NAMED]), *([f"and {more:,} more"] if more > 0 else [])]
