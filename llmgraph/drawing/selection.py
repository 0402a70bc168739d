"""Selection of the papers and relations of a still drawing.

Charts, Mermaid and DOT use the same selection: the papers that an answer ranks first, and the
relations that carry descent or, if none does, all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.descent import Descent
    from .subject import Subject


class DrawPriority(NamedTuple):
    """The papers of an answer, by priority for a drawing without room for all of them.

    Parameters
    ----------
    ids : tuple of str
    last : Message
        Description of the papers that are left out.
    """

    ids: tuple[str, ...]
    last: Message


def most_built_on(descent: Descent, ids: Iterable[str]) -> DrawPriority:
    """Sort papers by number of descendants, highest first.

    Parameters
    ----------
    descent : Descent
    ids : iterable of str

    Returns
    -------
    DrawPriority
        Each paper once; ties are sorted by date and id.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"],
    ...                             [("a", "extends", "b"), ("c", "extends", "b")])
    >>> from llmgraph.model.descent import descent
    >>> most_built_on(descent(graph.tables), "cab").ids
    ('b', 'a', 'c')
    """
    tables, counts = descent.tables, descent.unrolled.reachable_counts(older=False)
    numbers = tables.by_date(tables.number[one] for one in dict.fromkeys(ids))
    ranked = sorted(numbers, key=lambda paper: -counts[paper])
    return DrawPriority(tables.ids_of(ranked), Message("last.fewest_descendants"))


def draw_priority_of(subject: Subject) -> DrawPriority:
    """Return the drawing priority of the papers of a subject.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    DrawPriority
    """
    return (
        subject.draw_priority()
        if subject.draw_priority
        else most_built_on(subject.descent, subject.ids)
    )


def drawn_rows(subject: Subject, ids: Iterable[str]) -> tuple[list[int], Message | None]:
    """Choose the relations to draw, and note how many are left out.

    Parameters
    ----------
    subject : Subject
    ids : iterable of str
        The papers to draw.

    Returns
    -------
    rows : list of int
        Row numbers of relations between two different papers of `ids`, in the order of the
        subject: of the types chosen for it, or else those that carry descent or, if there are none
        between the papers, all.
    note : Message or None
        How many rows are left out because they carry no descent; None if there are none or the
        types were chosen.

    Examples
    --------
    >>> import llmgraph
    >>> from llmgraph.drawing.subject import Subject
    >>> papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    >>> both = [("b", "surveys", "a"), ("b", "extends", "a")]
    >>> graph = llmgraph.PaperGraph(papers, both)
    >>> from llmgraph.model.descent import descent
    >>> print(*drawn_rows(Subject(graph.tables, "ab", [0, 1], "", descent(graph.tables)), "ab"))
    [1] 1 relation that carries no descent is not drawn.
    >>> drawn_rows(Subject(graph.tables, "ab", [0], "", descent(graph.tables)), "ab")
    ([0], None)
    """
    tables, inside = subject.tables, set(ids)
    among = [(row, tables.relation(row)) for row in subject.rows]
    among = [
        (row, one)
        for row, one in among
        if one.source != one.target and one.source in inside and one.target in inside
    ]
    if subject.relation_types is not None:
        return [row for row, _ in among], None
    carries = subject.descent.carries
    descent = [row for row, _ in among if carries[row]]
    silent = len(among) - len(descent)
    if not descent or not silent:
        return [row for row, _ in among], None
    return descent, Message("chart.silent", {"count": silent})
