"""What a drawing shows, whatever draws it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..descent import Descent
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
    descent : Descent
        The descent that the result was computed on: what a drawing tells of descent is its.
    claims : callable, optional
        Ranks the papers, for a drawing that has no room for all; by default those stand first
        from which most descend.
    focus : tuple of str, optional
        Ids of the papers that were asked about.
    notice : str, optional
        What the reader must know of the result.
    runs_through_hidden : bool, optional
        Whether its chains may run through papers that are not among `ids`; by default they are
        made of its rows.
    lane_of : mapping of str to str, optional
        What stands for the topic of each paper; by default its main topic.
    number_of : mapping of str to int, optional
        Numbers that stand before the names of papers.
    """

    graph: PaperGraph
    ids: Sequence[str]
    rows: Sequence[int]
    heading: str
    descent: Descent
    claims: Callable[[], Claims] | None = None
    focus: tuple[str, ...] = ()
    notice: str = ""
    runs_through_hidden: bool = False
    lane_of: Mapping[str, str] | None = None
    number_of: Mapping[str, int] | None = None

    @cached_property
    def chains(self) -> Descent:
        """The descent of which chains are made that run through papers not drawn.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"],
        ...                             [("b", "extends", "a"), ("c", "extends", "b")])
        >>> from llmgraph.descent import descent
        >>> Subject(graph, "ab", [0], "", descent(graph)).chains.edges.row.tolist()
        [0]
        """
        return self.descent if self.runs_through_hidden else self.descent.only(self._marked)

    def chains_of(self, relations: tuple[str, ...] | None) -> Descent:
        """Keep the chains made of the relations that are drawn, where these were asked for."""
        if relations is None:
            return self.chains
        graph = self.graph
        return self.chains.only(np.isin(graph._codes, graph._vocabulary.codes(relations)))

    @property
    def _marked(self) -> NDArray[np.bool_]:
        rows = np.zeros(len(self.graph._relations), dtype=bool)
        rows[list(self.rows)] = True
        return rows
