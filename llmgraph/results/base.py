"""Base classes of all results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from ..language.messages import NOTHING, Message, Sentences, listing, text_of, word
from ..language.wording import counted, shown
from ..model.places import place_in
from .document import Document, Prose, Table
from .drawable import Pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from ..io.networkx import Orientation
    from ..language.messages import Language, Sayable, Value
    from ..model.descent import Descent, SideSteps
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Relation
    from .selection import Selection


@dataclass(frozen=True, repr=False, eq=False)
class Result(Pictures):
    """Ordered papers of a graph: the base class of all results.

    A result has a length, can be indexed and sliced, and iterates over what it consists of: the
    ids of papers, or the rows of a ranking, the chains of a `PathSet`, the relations of a
    `RelationSet`, the pairs of a `Similarity`, the communities of a `Communities`, the steps of a
    `Traversals`. `ids` always has the papers, and ``in`` always asks for a paper, by any of its
    names. With ``&``, ``|`` and ``-``, two results of one graph give the papers of both, of
    either, and of the first only, as a `Selection`.

    Parameters
    ----------
    tables : IndexedTables
        The tables of the queried graph.
    ids : tuple of str
        Ids of the papers of the answer, in order.
    descent : Descent
        The descent that the answer was computed on, used for all its texts, exports and drawings.
    """

    tables: IndexedTables
    ids: tuple[str, ...]
    descent: Descent = field(kw_only=True)
    notices = NOTHING

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` meant for people; the others are for programs."""
        return ("date", "name", "topic", "title")

    def _items(self) -> Sequence[Any]:
        """What the answer consists of, in order: papers, unless a class says otherwise."""
        return self.ids

    def __len__(self) -> int:
        return len(self._items())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items())

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice) and not hasattr(index, "__index__"):
            raise ArgumentError(Message("error.index", {"value": shown(repr(index))}))
        return self._items()[index]

    def __contains__(self, name: object) -> bool:
        return self.tables.id_of(name) in self.ids

    def __and__(self, other: object) -> Selection:
        return self._combined(other, set.intersection)

    def __or__(self, other: object) -> Selection:
        return self._combined(other, set.union)

    def __sub__(self, other: object) -> Selection:
        return self._combined(other, set.difference)

    def _combined(
        self, other: object, combine: Callable[[set[str], set[str]], set[str]]
    ) -> Selection:
        """Select papers by those of two answers; chains are those of the first one."""
        if not isinstance(other, Result):
            return NotImplemented  # type: ignore[no-any-return]
        if other.tables is not self.tables:
            raise ArgumentError(Message("error.other_graph"))
        # Imported here, because a selection is a result.
        from .selection import papers_like

        return papers_like(self.descent, combine(set(self.ids), set(other.ids)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._repr_body()})"

    def __str__(self) -> str:
        if self.table_first:
            return "\n".join([repr(self), *([self.notice] if self.notice else [])])
        return "\n".join([*self.to_prose().lines(), *self.notes()])

    def _repr_body(self) -> str:
        return counted(len(self.ids), "paper")

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return the answer as one dictionary per paper, in the order of the result.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language of topics, sentences and grades of evidence; keys are the same in both.

        Returns
        -------
        list of dict
            Keys are the columns of `to_frame`; unknown values are an empty string or None.
        """
        return [paper_row(self.tables, one, lang) for one in self.ids]

    def to_frame(self) -> pd.DataFrame:
        """Return `rows` as a data frame.

        Returns
        -------
        pandas.DataFrame
            In the order of the result. An empty result has the columns ``id`` and
            `display_columns`.
        """
        import pandas as pd

        rows = self.rows()
        return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["id", *self.display_columns])

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw.

        Returns
        -------
        tuple of str
            Ids of the papers of the answer and of those that were asked about.
        """
        return self.ids

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that were asked about; charts draw them bold.

        Returns
        -------
        tuple of str
        """
        return ()

    def to_bibtex(self) -> str:
        """Write the papers of `shown_ids` as a BibTeX database.

        Returns
        -------
        str
            One entry for each paper, in that order; see `write_bibtex`. Keys are those of the
            column ``key``, or else the ids.

        Examples
        --------
        >>> import llmgraph
        >>> paths = llmgraph.load().paths("GPT-2", "GPT-1", k=1)
        >>> [line for line in paths.to_bibtex().splitlines() if "@" in line]
        ['@misc{gpt-1,', '@misc{gpt-2,']
        """
        from ..io.bibtex import write_bibtex

        return write_bibtex(map(self.tables.paper, self.shown_ids()))

    def full_count(self) -> int:
        """Return how much there is to answer, also if the answer shows only some of it.

        Returns
        -------
        int
            Usually the length of the answer; for paths the number of all chains.
        """
        return len(self)

    def subject_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that a sentence on the answer names.

        Returns
        -------
        tuple of str
            Usually the papers of the answer; for the relations of a paper this paper.
        """
        return self.ids

    def to_networkx(self, edges: Orientation = "stated") -> nx.DiGraph[str]:
        """Convert the papers of `shown_ids` and the relations among them to a NetworkX graph.

        Parameters
        ----------
        edges : {"stated", "descent", "citation"}, optional
            Rows and direction of the edges: source → target as written, ancestor → descendant
            for reachability, or newer → older for measures; see `PaperGraph.to_networkx`.

        Returns
        -------
        networkx.MultiDiGraph or networkx.DiGraph

        Raises
        ------
        ArgumentError
            If `edges` has another value.
        """
        from ..io.networkx import network

        return network(self.descent, self.shown_ids(), self.relation_rows(), edges=edges)

    def relation_rows(self) -> Sequence[int]:
        """Return the relations of the answer, all or some of those among `shown_ids`.

        Returns
        -------
        sequence of int
            Row numbers of the table of relations, ascending, without rows that the descent of the
            answer leaves out.
        """
        kept = self.descent.kept
        return [row for row in self._own_rows() if kept[row]]

    def _own_rows(self) -> Sequence[int]:
        """Row numbers of the relations of the answer, ascending, including those left out."""
        return self.tables.rows_among(self.shown_ids())

    def extent(self) -> Message:
        """Return the size of the answer in words.

        Returns
        -------
        Message
            Such as "3 papers", or "1 chain" for an answer that consists of chains.
        """
        return Message("count.paper", {"count": len(self.ids)})

    def count_text(self, lang: Language = "en") -> str:
        """Return `extent` in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
        """
        return self.extent().text(lang)

    @property
    def notice(self) -> str:
        """Notices about the answer, in English; usually empty."""
        return self.notices.text()

    def notes(self, lang: Language = "en") -> list[str]:
        """Return the notes that belong to the answer.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        list of str
            One line each; usually empty.
        """
        return [text_of(one, lang) for one in self._notes()]

    def _notes(self) -> list[str | Sayable]:
        return [self.notices] if self.notices else []

    @property
    def table_first(self) -> bool:
        """Whether a table shows the answer better than prose does."""
        return True

    def to_prose(self, lang: Language = "en") -> Prose:
        """Return the answer as paragraphs and list items, without its notes.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        Prose
            Without paragraphs if the heading is sufficient. If nothing was found, a paragraph
            states this.
        """
        if not self.ids:
            return Prose((Message("prose.none", {"title": self.title()}).text(lang),))
        found: dict[str, Value] = {"size": self.extent(), "members": tuple(self._members())}
        return Prose((Message("prose.members", {"title": self.title(), **found}).text(lang),))

    def to_document(self, lang: Language = "en") -> Document:
        """Convert the answer to a document, which can be written in any format.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language of all generated text. Titles, notes and places are not translated, and
            neither are the names of columns.

        Returns
        -------
        Document

        Raises
        ------
        ArgumentError
            If the language is not supported.

        Examples
        --------
        >>> import llmgraph
        >>> found = llmgraph.load().ancestors("LLaVA", depth=1)
        >>> found.to_document().heading, found.to_document("zh").heading
        ('What led to LLaVA — 3 papers', 'LLaVA 的由来——3 篇论文')
        """
        heading = {"title": self.title(), "size": self.extent()}
        rows = tuple(self.rows())
        told = rows if lang == "en" else tuple(self.rows(lang))
        return Document(
            heading=Message("document.heading", heading).text(lang),
            notes=tuple(self.notes(lang)),
            table=Table(rows, self.display_columns, self.column_titles(), lang, told),
            prose=self.to_prose(lang),
            ids=self.ids,
            table_first=self.table_first,
            data=self.tables.release,
        )

    def _members(self) -> Sequence[Value]:
        return [self.tables.label(one) for one in self.ids]

    def column_titles(self) -> Mapping[str, Message]:
        """Return headings of display columns whose names depend on the query.

        Returns
        -------
        mapping of str to Message
            By name of the column; the catalogue has the headings of all other columns.
        """
        return {}


@dataclass(frozen=True, repr=False, eq=False)
class DescentResult(Result):
    """Base class of results that follow chains of descent.

    Parameters
    ----------
    notices : Sentences
        Notices about the answer; usually empty.
    """

    notices: Sentences = field(default=NOTHING, kw_only=True)

    @property
    def relation_types(self) -> tuple[str, ...]:
        """The relation types that carry descent in this answer."""
        return self.descent.relation_types

    @property
    def side_steps(self) -> SideSteps:
        """Maximum number of side steps of a chain in this answer, or ``"any"``."""
        return self.descent.side_steps

    @property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Groups of papers that descend from each other; empty for data without cycles."""
        return self.descent.cycles

    @property
    def dropped(self) -> tuple[Relation, ...]:
        """Rows of the whole graph that were left out because they contradict the dates."""
        return self.descent.dropped


@dataclass(frozen=True, repr=False, eq=False)
class LimitedResult(DescentResult):
    """Base class of results with a limit on side steps.

    Parameters
    ----------
    beyond : int
        Number of additional papers that the answer would have without the limit on side steps.
    """

    beyond: int = field(default=0, kw_only=True)

    def _notes(self) -> list[str | Sayable]:
        if not self.beyond:
            return super()._notes()
        return [*super()._notes(), Message("note.beyond", {"count": self.beyond})]


def paper_row(tables: IndexedTables, one: str, lang: Language = "en") -> dict[str, Any]:
    """The columns that describe a paper in every answer."""
    paper = tables.paper(one)
    return {
        "id": paper.id,
        "name": paper.name_in(lang),
        "date": paper.published,
        "title": paper.title,
        "topic": text_of(word("topic", paper.topics[0]), lang) if paper.topics else "",
    }


def names_of(
    tables: IndexedTables, ids: Iterable[str], lang: Language, *, more: bool = False
) -> str:
    """List names of papers in a cell, with an ellipsis if there are more."""
    names = tuple(tables.name(one) for one in ids)
    return Message("list.open" if more else "prose.names", {"names": names}).text(lang)


def reads(tables: IndexedTables, rows: Iterable[int], lang: Language) -> str:
    """List rows as phrases in a cell."""
    told = [tables.sentence(tables.relation(row), lang) for row in rows]
    return listing(told, lang, "semicolon")


def evidence_row(relation: Relation, lang: Language) -> dict[str, str]:
    """The columns that describe the evidence for a row in every answer."""
    return {
        "basis": text_of(word("grade", relation.basis), lang),
        "where": place_in(relation.where, lang),
        "note": relation.note_in(lang),
        "confidence": text_of(word("grade", relation.confidence), lang),
    }
