"""Descent as a measure sees it that cannot live with cycles, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from .errors import ArgumentError
from .index import DescentIndex, compile_index
from .index.centrality import generation
from .results import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from .graph import PaperGraph
    from .papers import Relation
    from .relations import DescentEdges

Cycles = Literal["condense", "dates"]
# How many rows or papers a notice names; the result holds all.
NAMED = 10


@dataclass(frozen=True, eq=False)
class Descent:
    """The descent that a measure sees, and what the reader must know of it.

    Parameters
    ----------
    kinds : tuple of str
        The relation types that carry descent here.
    edges : DescentEdges
        Their edges, without those of the dropped rows.
    index : DescentIndex
        The same, compiled.
    cycles : tuple of tuple of str
        Groups of papers that descend from each other; empty for data without cycles.
    dropped : tuple of Relation
        The rows left out because they contradict the dates.
    notice : str
        All of that in words; mostly empty.
    """

    kinds: tuple[str, ...]
    edges: DescentEdges
    index: DescentIndex
    cycles: tuple[tuple[str, ...], ...]
    dropped: tuple[Relation, ...]
    notice: str

    @cached_property
    def generation(self) -> NDArray[np.int64]:
        """Steps of the longest chain that leads to each paper: the order among equal dates."""
        return generation(self.index)


def descent(
    graph: PaperGraph, relations: str | Iterable[str] | None, cycles: Cycles, *, told: str
) -> Descent:
    """Compile descent for a measure that cannot live with cycles, and say what was done to them.

    Parameters
    ----------
    graph : PaperGraph
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}
        Keep all rows, or drop those whose child was public before its parent. Equal dates and
        unknown ones contradict nothing, so that cycles may be left.
    told : str
        What the measure does with the papers of a cycle that is left.

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
    edges, index = graph._descent_edges(kinds), graph._index(kinds)
    late: tuple[Relation, ...] = ()
    if cycles == "dates":
        ends = zip(edges.parent.tolist(), edges.child.tolist(), strict=True)
        sound = np.array([_in_time(graph, *pair) for pair in ends], dtype=bool)
        late = tuple(map(graph._relation, edges.row[~sound].tolist()))
        edges = edges.where(sound)
        index = compile_index(len(graph._ids), *edges) if late else index
    groups = tuple(graph._ids_of(group) for group in index.cycles())
    notes = (graph._notice(kinds, relations), late_told(graph, late), cycles_told(groups, told))
    return Descent(kinds, edges, index, groups, late, " ".join(filter(None, notes)))


def _in_time(graph: PaperGraph, parent: int, child: int) -> bool:
    older, newer = graph._spans[parent], graph._spans[child]
    return older is None or newer is None or newer.last >= older.first


def late_told(graph: PaperGraph, rows: Sequence[Relation]) -> str:
    """Say which rows are left out because they contradict the dates."""
    if not rows:
        return ""
    told = f"{counted(len(rows), 'row')} left out against the dates: "
    return told + _some([graph._sentence(row) for row in rows]) + "."


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
    named = _some([", ".join(_first(group)) for group in groups])
    return f"Papers that descend from each other {told}: {named}."


def _some(texts: Sequence[str]) -> str:
    return "; ".join(_first(texts))


def _first(texts: Sequence[str]) -> list[str]:
    more = len(texts) - NAMED
    return [*texts[:NAMED], *([f"and {more:,} more"] if more > 0 else [])]
