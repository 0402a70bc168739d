"""Selections: papers by period or topic, roots and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from ..language.messages import sentences
from ..model.descent import SideSteps, descent
from ..results.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.dates import DateLike
    from ..model.indexed_tables import IndexedTables


def select(
    tables: IndexedTables,
    *,
    since: DateLike | None = None,
    until: DateLike | None = None,
    topics: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
) -> Selection:
    """Select papers by period and topic.

    Parameters
    ----------
    since, until, topics, kinds : optional
        As for `descendants`; by default all papers.
    side_steps : int or "any", optional
        As for `descendants`; used for descent in drawings of the answer.

    Returns
    -------
    Selection
        Oldest first; undated papers come last.

    Raises
    ------
    ArgumentError
        If a date, a topic or `side_steps` is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> len(llmgraph.load().select(until="1950"))
    0
    """
    chosen = tables.chosen(since=since, until=until, topics=topics, kinds=kinds)
    ids = tables.ids_of(tables.by_date(chosen.nonzero()[0]))
    whole = descent(tables, side_steps=side_steps)
    undated = tables.undated_note(since=since, until=until, topics=topics, kinds=kinds)
    notices = sentences(tables.own_notes, undated)
    return Selection(tables, ids, "papers", notices, descent=whole)


def roots(
    tables: IndexedTables,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
) -> Selection:
    """Find the papers without ancestors.

    Parameters
    ----------
    relations, side_steps : optional
        As for `descendants`.

    Returns
    -------
    Selection
        Oldest first; includes papers without any relation.

    Raises
    ------
    ArgumentError
        If a relation or `side_steps` is invalid.

    Examples
    --------
    Without side steps, a paper that only uses another one is a root too:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], [("b", "uses", "a")])
    >>> graph.roots().ids, graph.roots(side_steps=0).ids, graph.leaves().ids
    (('a',), ('a', 'b'), ('b',))
    """
    return _ends(tables, "roots", relations, side_steps)


def leaves(
    tables: IndexedTables,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
) -> Selection:
    """Find the papers without descendants.

    Parameters
    ----------
    relations, side_steps : optional
        As for `descendants`.

    Returns
    -------
    Selection
        Oldest first; includes papers without any relation.

    Raises
    ------
    ArgumentError
        If a relation or `side_steps` is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> "transformer" in llmgraph.load().leaves()
    False
    """
    return _ends(tables, "leaves", relations, side_steps)


def _ends(
    tables: IndexedTables,
    label: Literal["roots", "leaves"],
    relations: str | Iterable[str] | None,
    side_steps: SideSteps,
) -> Selection:
    whole = descent(tables, relations, side_steps=side_steps)
    steps = whole.edges.where(whole.carries[whole.edges.row])
    steps = steps.where(steps.parent != steps.child)
    led = np.zeros(len(tables.ids), dtype=bool)
    led[steps.child if label == "roots" else steps.parent] = True
    ids = tables.ids_of(tables.by_date(np.flatnonzero(~led)))
    return Selection(tables, ids, label, whole.read, descent=whole)
