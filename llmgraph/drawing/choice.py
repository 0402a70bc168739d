"""Which papers and relations a still drawing shows, and by which chains its papers are joined.

Charts, Mermaid and DOT choose alike: the papers that an answer puts first, and the relations that
carry descent or, where none does, all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..index import compile_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..graph import PaperGraph
    from ..index import DescentIndex
    from .subject import Subject


class Claims(NamedTuple):
    """The papers of an answer, in the order in which a drawing without room for all keeps them.

    Parameters
    ----------
    ids : tuple of str
    last : str
        Which ones go, in words.
    """

    ids: tuple[str, ...]
    last: str


def most_built_on(graph: PaperGraph, ids: Iterable[str]) -> Claims:
    """Put those papers first from which most others descend.

    Parameters
    ----------
    graph : PaperGraph
    ids : iterable of str

    Returns
    -------
    Claims
        Each paper once; equal ones stand by date and id.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"],
    ...                             [("a", "extends", "b"), ("c", "extends", "b")])
    >>> most_built_on(graph, "cab").ids
    ('b', 'a', 'c')
    """
    counts = graph._index(graph._descent_types(None)).reachable_counts(older=False)
    numbers = graph._by_date(graph._number[one] for one in dict.fromkeys(ids))
    ranked = sorted(numbers, key=lambda paper: -counts[paper])
    return Claims(graph._ids_of(ranked), "those with the fewest descendants in the whole graph")


def claims_of(subject: Subject) -> Claims:
    """Rank the papers of a drawing.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    Claims
    """
    return subject.claims() if subject.claims else most_built_on(subject.graph, subject.ids)


def drawn_rows(
    subject: Subject, ids: Iterable[str], relations: str | Iterable[str] | None = None
) -> tuple[list[int], str]:
    """Choose the relations to draw, and say how many are not.

    Parameters
    ----------
    subject : Subject
    ids : iterable of str
        The papers to draw.
    relations : str or iterable of str, optional
        Draw these types only. By default those that carry descent or, where the rows between
        the papers have none of these, all.

    Returns
    -------
    rows : list of int
        Those between two different papers of `ids`, in the order of the subject.
    note : str
        How many rows are left out because they carry no descent; empty where that was asked
        for, or there are none.

    Raises
    ------
    ArgumentError
        If a relation type is unknown.

    Examples
    --------
    >>> import llmgraph
    >>> from llmgraph.drawing.subject import Subject
    >>> papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    >>> both = [("b", "surveys", "a"), ("b", "extends", "a")]
    >>> graph = llmgraph.PaperGraph(papers, both)
    >>> drawn_rows(Subject(graph, "ab", [0, 1], ""), "ab")
    ([1], '1 relation that carries no descent is not drawn.')
    >>> drawn_rows(Subject(graph, "ab", [0], ""), "ab")
    ([0], '')
    """
    graph, inside = subject.graph, set(ids)
    among = [(row, graph._relation(row)) for row in subject.rows]
    among = [
        (row, one)
        for row, one in among
        if one.source != one.target and one.source in inside and one.target in inside
    ]
    if relations is not None:
        wanted = graph._vocabulary.names(relations)
        return [row for row, one in among if one.relation in wanted], ""
    descent = [row for row, one in among if one.relation in subject.carrying]
    silent = len(among) - len(descent)
    if not descent or not silent:
        return [row for row, _ in among], ""
    told = "relation that carries no descent is"
    if silent > 1:
        told = "relations that carry no descent are"
    return descent, f"{silent:,} {told} not drawn."


def chains_of(subject: Subject, relations: str | Iterable[str] | None = None) -> DescentIndex:
    """Compile the descent along which the papers of an answer may be joined.

    Parameters
    ----------
    subject : Subject
        Where it has no `chain_types`, its chains are made of its rows.
    relations : str or iterable of str, optional
        The types that are drawn, where they were asked for: chains of others do not count.

    Returns
    -------
    DescentIndex
        Of all papers of the graph.
    """
    graph = subject.graph
    kinds = subject.chain_types or subject.carrying
    if relations is not None:
        wanted = graph._vocabulary.names(relations)
        kinds = tuple(kind for kind in kinds if kind in wanted)
    if subject.chain_types:
        return graph._index(kinds)
    edges = graph._descent_edges(kinds)
    own = np.isin(edges.row, np.asarray(subject.rows, dtype=np.int64))
    return compile_index(len(graph), *edges.where(own))
