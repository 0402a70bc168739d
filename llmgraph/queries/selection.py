"""Selections: papers by period or topic, roots and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from ..language.arguments import require_type
from ..language.messages import NOTHING, Message, Sentences, sentences
from ..model.descent import SideSteps, descent
from ..results.base import Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.dates import DateLike
    from ..model.indexed_tables import IndexedTables

Label = Literal["papers", "roots", "leaves"]


@dataclass(frozen=True, repr=False, eq=False)
class Selection(Result):
    """Papers selected by a filter, or roots or leaves.

    Parameters
    ----------
    label : {"papers", "roots", "leaves"}
        Kind of the papers.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    label: Label
    notices: Sentences = NOTHING

    runs_through_hidden: ClassVar[bool] = True

    def _repr_body(self) -> str:
        return f"{len(self)} {self.label}"

    def title(self) -> Message:
        """Return a short title of the result."""
        return Message(f"title.{self.label}")

    def within(self, other: Selection) -> Selection:
        """Return the intersection with another selection.

        Parameters
        ----------
        other : Selection
            A selection of the same graph.

        Returns
        -------
        Selection
            In the order of this selection, with the label of the other.
        """
        require_type("other", other, Selection)
        wanted = set(other.ids)
        kept = tuple(one for one in self.ids if one in wanted)
        return Selection(self.tables, kept, other.label, other.notices, descent=other.descent)


def select(
    tables: IndexedTables,
    *,
    since: DateLike | None = None,
    until: DateLike | None = None,
    topics: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
) -> Selection:
    """Select papers by period and topic.

    Parameters
    ----------
    since, until, topics : optional
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
    >>> len(llmgraph.load().select(until="1999"))
    0
    """
    chosen = tables.chosen(since=since, until=until, topics=topics)
    ids = tables.ids_of(tables.by_date(chosen.nonzero()[0]))
    whole = descent(tables, side_steps=side_steps)
    undated = tables.undated_note(since=since, until=until, topics=topics)
    notices = sentences(tables.cut_notes, undated)
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
