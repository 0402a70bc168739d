"""Selection of the papers and relations of a still drawing.

Charts, Mermaid and DOT use the same selection: the papers that an answer ranks first or, if it has
no order, a share of each year; and the relations that carry descent or, if none does, all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..language.messages import NOTHING, Message, sentences
from .year_shares import by_year, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..language.messages import Sentences, Value
    from .subject import Subject

LOST_YEARS = 3
"""A caption names at most this many of the years that lost most papers."""

NAMED = 3
"""A caption names the papers that are left out if there are at most this many."""


class DrawPriority(NamedTuple):
    """The papers of an answer, by priority for a drawing without room for all of them.

    Parameters
    ----------
    ids : tuple of str
    first : Message
        Description of the papers that come first.
    """

    ids: tuple[str, ...]
    first: Message


def draw_priority_of(subject: Subject, chosen: Iterable[str] = ()) -> DrawPriority:
    """Return the drawing priority of the papers of a subject.

    Parameters
    ----------
    subject : Subject
    chosen : iterable of str, optional
        Ids of papers that come before all others, as those do that were asked about.

    Returns
    -------
    DrawPriority
        Each paper once, in the order of the subject or, if it has none, with a share of each year.
    """
    present = set(subject.ids)
    first = [one for one in dict.fromkeys((*subject.focus, *chosen)) if one in present]
    own = subject.draw_priority() if subject.draw_priority else None
    if own is None:
        ids = by_year(subject.descent, subject.chains, subject.ids, first)
        return DrawPriority(tuple(ids), Message("first.each_year"))
    return own._replace(ids=tuple(dict.fromkeys((*first, *own.ids))))


def left_out_note(subject: Subject, priority: DrawPriority, limit: int) -> Sentences:
    """Note how many papers have no room, which come first, and which years lost most.

    Parameters
    ----------
    subject : Subject
    priority : DrawPriority
    limit : int
        Number of papers that are drawn: the first ones.

    Returns
    -------
    Sentences
        Empty if all papers are drawn.
    """
    tables = subject.tables
    years = [year_of(tables, tables.number[one]) for one in priority.ids]
    sizes, lost = Counter(years), Counter(years[limit:])
    if not lost:
        return NOTHING
    told: dict[str, Value] = {
        "count": lost.total(),
        "total": len(years),
        "first": priority.first,
    }
    if lost.total() <= NAMED:
        told["names"] = tuple(map(tables.name, priority.ids[limit:]))
        return sentences(Message("chart.left_out_named", told))
    # Years that lost as many as one that is not named are not named either.
    least = sorted([0] * LOST_YEARS + list(lost.values()))[-LOST_YEARS - 1]
    most = [year for year in lost if lost[year] > least and len(sizes) > 1]
    most.sort(key=lambda year: (-lost[year], year is None, year or 0))
    parts = tuple(_lost(year, lost[year], sizes[year]) for year in most)
    return sentences(
        Message("chart.left_out", told),
        Message("chart.lost_most", {"years": parts}) if parts else None,
    )


def _lost(year: int | None, count: int, total: int) -> Message:
    name: Value = Message("chart.undated") if year is None else str(year)
    return Message("chart.lost", {"year": name, "count": count, "total": total})


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
        subject: those that carry descent or, if there are none between the papers, all; and those
        of the types added to the subject.
    note : Message or None
        How many rows are left out because they carry no descent; None if there are none.

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
    carries, added = subject.descent.carries, subject.added_types
    drawn = [row for row, one in among if carries[row] or one.relation in added]
    silent = len(among) - len(drawn)
    if not silent or not any(carries[row] for row, _ in among):
        return [row for row, _ in among], None
    return drawn, Message("chart.silent", {"count": silent})
