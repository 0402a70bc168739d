"""The content of a drawing, independent of its format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..language.messages import NOTHING, text_of, word
from .emphasis import NO_EMPHASIS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..language.messages import Language, Message, Sentences
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables
    from .emphasis import Emphasis
    from .selection import DrawPriority


@dataclass(frozen=True)
class Subject:
    """The content of a drawing.

    Parameters
    ----------
    tables : IndexedTables
    ids : sequence of str
        The papers of a result.
    rows : sequence of int
        Row numbers of the relations among them.
    heading : str or Message
        Title of the result, or a title chosen by the user.
    descent : Descent
        The descent that the result was computed on; the drawing shows no other.
    draw_priority : callable, optional
        Ranks the papers for a drawing that has no room for all of them. If it returns None, and
        by default, each year has a share; see `by_year`.
    focus : tuple of str, optional
        Ids of the papers that were asked about.
    notices : Sentences, optional
        Notices for the reader of the result.
    runs_through_hidden : bool, optional
        Whether chains may run through papers that are not among `ids`; by default they consist of
        `rows` only.
    lane_of : mapping of str to str, optional
        Lane of each paper in place of its topic, by id; by default its main topic.
    number_of : mapping of str to int, optional
        Numbers shown before the names of papers, by id.
    lane_words : mapping of str to str, optional
        Chinese names of the lanes of `lane_of`.
    lang : {"en", "zh"}, optional
        Language of the drawing.
    emphasis : Emphasis, optional
        Marks, scores and weights.
    relation_types : tuple of str, optional
        The only relation types to draw, if they were chosen; see `of_types`.
    added_types : tuple of str, optional
        Relation types to draw besides those that are drawn by default; see `with_types`.
    """

    tables: IndexedTables
    ids: Sequence[str]
    rows: Sequence[int]
    heading: str | Message
    descent: Descent
    draw_priority: Callable[[], DrawPriority | None] | None = None
    focus: tuple[str, ...] = ()
    notices: Sentences = NOTHING
    runs_through_hidden: bool = False
    lane_of: Mapping[str, str] | None = None
    number_of: Mapping[str, int] | None = None
    lane_words: Mapping[str, str] = field(default_factory=dict)
    lang: Language = "en"
    emphasis: Emphasis = NO_EMPHASIS
    relation_types: tuple[str, ...] | None = None
    added_types: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The heading in the language of the drawing."""
        return self.title_in(self.lang)

    def title_in(self, lang: Language) -> str:
        """Return the heading in a language; a plain string is returned unchanged."""
        return text_of(self.heading, lang)

    @cached_property
    def chains(self) -> Descent:
        """The descent available to chains through papers that are not drawn.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"],
        ...                             [("b", "extends", "a"), ("c", "extends", "b")])
        >>> from llmgraph.model.descent import descent
        >>> Subject(graph.tables, "ab", [0], "", descent(graph.tables)).chains.edges.row.tolist()
        [0]
        """
        chains = self.descent if self.runs_through_hidden else self.descent.only(self._marked)
        return chains if self.relation_types is None else chains.only(self._chosen)

    def of_types(self, relations: str | Iterable[str] | None) -> Subject:
        """Restrict the drawing to some relation types.

        Parameters
        ----------
        relations : str or iterable of str, optional
            Names of relation types; if ``cites`` is among them, all known citations are drawn. By
            default the subject stays the same.

        Returns
        -------
        Subject

        Raises
        ------
        ArgumentError
            If a relation type is unknown.
        """
        if relations is None:
            return self
        whole, types = self._read_by(relations)
        drawn = set(whole.rows).intersection(whole.tables.rows_among(self.ids, types))
        return replace(whole, rows=sorted(drawn), relation_types=types)

    def with_types(self, relations: str | Iterable[str] | None) -> Subject:
        """Draw some relation types besides those that are drawn by default.

        Parameters
        ----------
        relations : str or iterable of str, optional
            As for `of_types`.

        Returns
        -------
        Subject

        Raises
        ------
        ArgumentError
            If a relation type is unknown.
        """
        if relations is None:
            return self
        whole, types = self._read_by(relations)
        return replace(whole, added_types=types)

    def _read_by(self, relations: str | Iterable[str]) -> tuple[Subject, tuple[str, ...]]:
        """Add the citations if they are named; also return the names of the relation types."""
        tables, types = self.tables.read_by(relations), self.tables.vocabulary.names(relations)
        if tables is self.tables:
            return self, types
        # The citations stand after the other rows.
        first = len(self.tables.relations)
        added = (row for row in tables.rows_among(self.ids) if row >= first)
        descent = replace(self.descent, tables=tables)
        return replace(self, tables=tables, descent=descent, rows=[*self.rows, *added]), types

    @cached_property
    def _chosen(self) -> NDArray[np.bool_]:
        types = self.tables.vocabulary.codes(self.relation_types or ())
        return np.isin(self.tables.codes, types)

    @property
    def _marked(self) -> NDArray[np.bool_]:
        rows = np.zeros(len(self.tables.relations), dtype=bool)
        rows[list(self.rows)] = True
        return rows


def topic_in(lang: Language, topic: str, lane_words: Mapping[str, str]) -> str:
    """Translate the name of a topic or lane; unknown names are returned unchanged.

    Examples
    --------
    >>> topic_in("zh", "Evaluation", {}), topic_in("zh", "Cooking", {"Cooking": "烹饪"})
    ('评测', '烹饪')
    """
    if lang == "en":
        return topic
    return lane_words.get(topic) or text_of(word("topic", topic), lang)
