"""`PaperGraph`: papers, typed relations, and queries as methods."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, Self, TypeVar

import numpy as np

from .errors import ArgumentError
from .io import networkx as _networkx
from .language.arguments import checked, require_known, require_type, texts
from .language.messages import Message
from .language.wording import counted
from .model.checks import check_tables
from .model.indexed_tables import Immutable, IndexedTables, frame
from .model.merging import merged
from .model.vocabulary import RelationType, Vocabulary, joined
from .queries import common_ancestors as _common_ancestors
from .queries import communities as _communities
from .queries import keystones as _keystones
from .queries import lineage as _lineage
from .queries import main_path as _main_path
from .queries import paths as _paths
from .queries import ranking as _ranking
from .queries import reading_path as _reading_path
from .queries import reduction as _reduction
from .queries import relations_of as _relations_of
from .queries import search as _search
from .queries import selection as _selection
from .queries import similarity as _similarity
from .queries import traversals as _traversals
from .questions import answers as _answers
from .results.base import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from .drawing.plots import Canvas
    from .drawing.style import ThemeName
    from .language.messages import Language
    from .model.dates import DateLike
    from .model.records import Paper
    from .problems import Problem

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def _asked(
    query: Callable[Concatenate[IndexedTables, Given], Answer],
) -> Callable[Concatenate[PaperGraph, Given], Answer]:
    """Turn a query into a method that passes on the tables of the graph."""

    @wraps(query)
    def read(tables: IndexedTables, *given: Given.args, **named: Given.kwargs) -> Answer:
        return query(tables.read_by(named.get("relations")), *given, **named)  # type: ignore[arg-type]

    ask = checked(read, hidden=("tables",))

    @wraps(query)
    def method(graph: PaperGraph, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        return ask(graph.tables, *given, **named)

    return method


class PaperGraph(Immutable):
    """Graph of papers and the typed relations between them.

    A graph is immutable. It is not a `networkx.MultiDiGraph`: relations of different types point
    in different directions in time, so `networkx.ancestors` would silently give wrong results.
    Use `to_networkx` to convert it with a chosen direction of edges.

    ``graph["LLaVA"]`` is a paper by any of its names, ``"LLaVA" in graph`` asks for one, and the
    graph iterates over ids. ``graph | other`` has the papers and relations of both graphs; papers
    of the same id become one.

    Parameters
    ----------
    papers : data frame, mapping of columns, or iterable of mappings or `Paper`
        A data frame of pandas or Polars, or an Arrow table. One row per paper. ``id`` and
        ``title`` are required, the other columns of `Paper` are optional, and further columns are
        kept.
    relations : same, or iterable of (source, relation, target), optional
        One row per relation. ``source``, ``relation`` and ``target`` are required, the other
        columns of `Relation` are optional, and further columns are kept.
    relation_types : iterable of RelationType, optional
        User-defined types in addition to the shipped ones.

    Raises
    ------
    TableError
        If the tables do not form a graph: an id is missing or duplicated, a relation type is
        unknown, an end is not a paper, a date is malformed, or a required column is missing. The
        error lists all problems.
    ArgumentError
        If a row or a relation type is invalid, or if a table is a NetworkX graph, for which there
        is `from_networkx`.

    Examples
    --------
    Self-relations and repeated rows are harmless; `check` reports them:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "old", "title": "Old", "date": "2020-01"},
    ...      {"id": "new", "title": "New", "date": "2021-05"}],
    ...     [("new", "extends", "old"), ("old", "uses", "old")])
    >>> graph.descendants("old").ids
    ('new',)
    >>> [problem.code for problem in graph.check() if problem.severity == "error"]
    ['missing-note', 'missing-where', 'self-relation']
    """

    _tables: IndexedTables

    @checked
    def __init__(
        self, papers: Any, relations: Any = (), *, relation_types: Iterable[RelationType] = ()
    ) -> None:
        # Set once: a graph is immutable.
        tables = IndexedTables(papers, relations, relation_types=relation_types)
        self.__dict__["_tables"] = tables

    @classmethod
    @checked
    def from_tables(cls, tables: IndexedTables) -> Self:
        """Create a graph from tables that are already indexed.

        Parameters
        ----------
        tables : IndexedTables
            Such as those of another graph.

        Returns
        -------
        PaperGraph

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.load()
        >>> llmgraph.PaperGraph.from_tables(graph.tables).tables is graph.tables
        True
        """
        require_type("tables", tables, IndexedTables)
        graph = cls.__new__(cls)
        graph.__dict__["_tables"] = tables
        return graph

    def __len__(self) -> int:
        return len(self._tables.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables.ids)

    def __contains__(self, name: object) -> bool:
        return self._tables.id_of(name) is not None

    def __getitem__(self, name: str) -> Paper:
        return self._tables.paper_at(self._tables.find(name))

    def __or__(self, other: object) -> Self:
        if not isinstance(other, PaperGraph):
            return NotImplemented
        return self.from_tables(merged(self._tables, other.tables))

    def _ipython_key_completions_(self) -> list[str]:
        return self._tables.keys(self.ids)

    def __repr__(self) -> str:
        tables = self._tables
        counts = {"paper": len(self), "relation": len(tables.relations)}
        if tables.citations:
            counts["citation"] = tables.citations
        return f"PaperGraph({', '.join(counted(n, noun) for noun, n in counts.items())})"

    def _repr_html_(self) -> str | None:
        """Show all papers in a notebook, where they are few enough for a page at once."""
        from .drawing.formats.iframe import PAPERS

        return self.select().to_notebook() if len(self) <= PAPERS else None

    @property
    def tables(self) -> IndexedTables:
        """The two tables with their indexes, as passed to every query function."""
        return self._tables

    @property
    def release(self) -> str:
        """Name and version of the data, such as ``"llmgraph 2026.12"``; empty for own tables."""
        return self._tables.release

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all papers, in the order of the table."""
        return self._tables.ids

    @property
    def papers(self) -> pd.DataFrame:
        """The table of papers: all columns of `Paper` as text, then custom columns."""
        return frame("papers", self._tables.papers)

    @property
    def relations(self) -> pd.DataFrame:
        """The table of relations: all columns of `Relation` as text, then custom columns."""
        return frame("relations", self._tables.stated)

    @property
    def relation_types(self) -> Vocabulary:
        """The relation types of the graph, by name."""
        return self._tables.vocabulary

    @checked
    def check(self) -> list[Problem]:
        """Check the two tables, and return all errors and warnings.

        Returns
        -------
        list of Problem
            Papers before relations, in row order. Rows are numbered like lines of a file with a
            header. Empty if there are no problems.

        Examples
        --------
        >>> import llmgraph
        >>> [p for p in llmgraph.load().check() if p.severity == "error"]
        []
        """
        tables = self._tables
        return check_tables(tables.papers, tables.stated, tables.vocabulary)

    @checked
    def as_of(self, date: DateLike) -> Self:
        """Return the graph as of a date: the papers public by then, and their relations.

        Parameters
        ----------
        date : str, int or datetime.date
            A day, month or year, as for ``until``: ``"2022-12-31"``, ``"2022-12"`` or ``"2022"``;
            its end is meant. A paper known only by month or year counts from its first day, and
            undated papers are left out.

        Returns
        -------
        PaperGraph
            Rows in the same order, with the same relation types. It is empty before the first
            date. Its answers note if the date leaves out nothing or everything. Asking for a paper
            that is left out raises an error with the date of that paper.

        Raises
        ------
        ArgumentError
            If the date is invalid.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.load()
        >>> "GPT-3" in graph.as_of("2020-05"), "GPT-3" in graph.as_of("2020-04")
        (True, False)
        >>> len(graph.as_of("1900"))
        0
        """
        return self.from_tables(self._tables.as_of(date))

    @checked
    def subgraph(self, ids: Iterable[str] | Result) -> Self:
        """Return the graph of some papers and the relations among them.

        Parameters
        ----------
        ids : iterable of str, or Result
            The papers, by id or any other name; or the papers of a result.

        Returns
        -------
        PaperGraph
            Rows in the same order, with the same columns and relation types.

        Raises
        ------
        PaperNotFoundError, AmbiguousNameError
            If a name matches no paper, or several.
        ArgumentError
            If `ids` is not a list of texts.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.load()
        >>> graph.subgraph(["GPT-1", "GPT-2", "GPT-3"]).ancestors("GPT-3").ids
        ('gpt-1', 'gpt-2')
        """
        named = ids.ids if isinstance(ids, Result) else texts("ids", ids)
        chosen = np.zeros(len(self), dtype=bool)
        chosen[[self._tables.find(name) for name in named]] = True
        return self.from_tables(self._tables.among(chosen))

    @checked
    def plot_ranks(
        self,
        papers: Sequence[str] | None = None,
        ax: Canvas = None,
        *,
        by: str = "in_degree",
        theme: ThemeName = "light",
        limit: int = 10,
        lang: Language = "en",
        **settings: Any,
    ) -> Axes:
        """Draw the ranks of papers over time, in the graph as of the end of each year.

        Parameters
        ----------
        papers : sequence of str, optional
            Papers by any of their names; by default those ranked highest in the last year.
        ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
            Axes or figure to draw into; by default a new figure.
        by : str, optional
            A measure, as for `rank`.
        theme : {"light", "dark"}, optional
        limit : int, optional
            Number of papers drawn if `papers` is not given.
        lang : {"en", "zh"}, optional
            Language of the title and the labels.
        **settings : float
            Settings of the measure, as for `rank`.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        PaperNotFoundError, AmbiguousNameError
            If a name matches no paper, or several.
        ArgumentError
            If an option is invalid.

        Examples
        --------
        >>> import llmgraph
        >>> from matplotlib.figure import Figure
        >>> ax = llmgraph.load().plot_ranks(["BERT", "GPT-3"], Figure().add_subplot())
        >>> len(ax.lines) >= 2
        True
        """
        from .drawing.plots import ranks_over_time

        # The years are those of the graph.
        require_known(settings.keys() & {"as_of"}, ("papers", "ax", "by", "theme", "limit", "lang"))
        ranking = self.rank(by, as_of=self._tables.years or None, **settings)
        if len(ranking.settings) > 1:
            raise ArgumentError(Message("error.plot_measures", {"by": repr(by)}))
        return ranks_over_time(ranking, papers, ax, theme=theme, limit=limit, lang=lang)

    @classmethod
    @checked
    def from_networkx(
        cls,
        network: Any,
        edges: Literal["stated", "descent", "citation"] = "stated",
        *,
        relation_types: Iterable[RelationType] = (),
    ) -> Self:
        """Create a graph from a NetworkX graph: the inverse of `to_networkx`.

        Parameters
        ----------
        network : networkx.DiGraph or networkx.MultiDiGraph
            Node attributes become columns of the papers; a node without ``title`` gets its id as
            title. The edge attribute ``relation`` holds the type; edges without it become
            ``cites`` (an edge of a citation network runs from the citing paper).
        edges : {"stated", "descent", "citation"}, optional
            Direction of the edges: as the rows read, older → newer, or newer → older; see
            `to_networkx`.
        relation_types : iterable of RelationType, optional
            As for `PaperGraph`, in addition to those that `to_networkx` stored in the network.

        Returns
        -------
        PaperGraph

        Raises
        ------
        ArgumentError
            If the network is undirected, or its relation types are invalid.
        TableError
            If its contents do not form a graph of papers.

        Examples
        --------
        >>> import llmgraph, networkx
        >>> citations = networkx.DiGraph([("new", "old")])
        >>> llmgraph.PaperGraph.from_networkx(citations).descendants("old").notice
        'Descent is read from cites: the graph has no typed descent.'
        """
        own = joined(_networkx.types_of(network), relation_types)
        vocabulary = Vocabulary(own)
        newer_is_target = {kind.name for kind in vocabulary.values() if kind.newer == "target"}
        papers, relations = _networkx.tables_of(network, edges, newer_is_target)
        return cls(papers, relations, relation_types=own)

    descendants = _asked(_lineage.descendants)
    ancestors = _asked(_lineage.ancestors)
    children = _asked(_lineage.children)
    parents = _asked(_lineage.parents)
    common_ancestors = _asked(_common_ancestors.common_ancestors)
    search = _asked(_search.search)
    select = _asked(_selection.select)
    roots = _asked(_selection.roots)
    leaves = _asked(_selection.leaves)
    descends = _asked(_paths.descends)
    paths = _asked(_paths.paths)
    longest_chain = _asked(_paths.longest_chain)
    main_path = _asked(_main_path.main_path)
    traversals = _asked(_traversals.traversals)
    keystones = _asked(_keystones.keystones)
    minimal_cut = _asked(_keystones.minimal_cut)
    reduction = _asked(_reduction.reduction)
    similar = _asked(_similarity.similar)
    communities = _asked(_communities.communities)
    reading_path = _asked(_reading_path.reading_path)
    relations_of = _asked(_relations_of.relations_of)
    rank = _asked(_ranking.rank)
    ask = checked(_answers.ask, hidden=("graph",))
    claims = checked(_answers.claims, hidden=("graph",))
    to_networkx = _asked(_networkx.to_networkx)
