"""What a drawing shows, whatever draws it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..graph import PaperGraph
    from .choice import Claims


@dataclass(frozen=True)
class Subject:
    """What a drawing shows.

    Parameters
    ----------
    graph : PaperGraph
    ids : sequence of str
        The papers of a result.
    rows : sequence of int
        Row numbers of the relations among them.
    heading : str
        What the result says of itself.
    claims : callable, optional
        Ranks the papers, for a drawing that has no room for all; by default those stand first
        from which most descend.
    focus : tuple of str, optional
        Ids of the papers that were asked about.
    notice : str, optional
        What the reader must know of the result.
    chain_types : tuple of str, optional
        The relation types by which its chains may run through papers that it leaves out; empty
        where its rows are all that counts.
    descent_types : tuple of str, optional
        Relation types that carry descent in the result, beside those that do in its graph.
    lane_of : mapping of str to str, optional
        What stands for the topic of each paper; by default its main topic.
    number_of : mapping of str to int, optional
        Numbers that stand before the names of papers.
    """

    graph: PaperGraph
    ids: Sequence[str]
    rows: Sequence[int]
    heading: str
    claims: Callable[[], Claims] | None = None
    focus: tuple[str, ...] = ()
    notice: str = ""
    chain_types: tuple[str, ...] = ()
    descent_types: tuple[str, ...] = ()
    lane_of: Mapping[str, str] | None = None
    number_of: Mapping[str, int] | None = None

    @cached_property
    def carrying(self) -> tuple[str, ...]:
        """All relation types that carry descent in this drawing.

        Examples
        --------
        Citations carry descent only where that was asked for:

        >>> import llmgraph
        >>> graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"],
        ...                             [("b", "extends", "a"), ("c", "cites", "b")])
        >>> Subject(graph, graph.ids, [0, 1], "").carrying
        ('extends', 'uses', 'corrects', 'enables')
        >>> Subject(graph, graph.ids, [0, 1], "", descent_types=("cites",)).carrying
        ('extends', 'uses', 'corrects', 'enables', 'cites')
        """
        own = (*self.graph._descent_types(None), *self.descent_types)
        return self.graph._vocabulary.names(own)
