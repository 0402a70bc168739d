"""`PaperGraph`: papers and typed relations, and everything one can ask of them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, Self, TypeVar

from .errors import AmbiguousNameError, ArgumentError, PaperNotFoundError
from .io import networkx as _networkx
from .language.messages import Message
from .model.checks import check_tables
from .model.indexed_tables import Immutable, IndexedTables, frame
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
from .queries import selection as _selection
from .queries import similarity as _similarity
from .queries import traversals as _traversals
from .questions import answers as _answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from .drawing.plots import Canvas
    from .drawing.style import ThemeName
    from .language.messages import Language
    from .model.records import Paper
    from .problems import Problem

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def _asked(
    query: Callable[Concatenate[IndexedTables, Given], Answer],
) -> Callable[Concatenate[PaperGraph, Given], Answer]:
    """Make a method of a query: it hands the tables of the graph on."""

    @wraps(query)
    def method(graph: PaperGraph, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        return query(graph.tables, *given, **named)

    return method


class PaperGraph(Immutable):
    """Papers, the typed relations between them, and the questions one asks of both.

    A graph does not change. It is no `networkx.MultiDiGraph`: the rows of different relations
    point different ways in time, so that `networkx.ancestors` would silently be wrong;
    `to_networkx` gives one, and says which way its edges point.

    Parameters
    ----------
    papers : pandas.DataFrame, mapping of columns, or iterable of mappings or `Paper`
        One row per paper; ``id`` and ``title`` are needed, the other columns of `Paper` are
        understood, further columns are kept.
    relations : same, or iterable of (source, relation, target), optional
        One row per relation; ``source``, ``relation`` and ``target`` are needed, the other
        columns of `Relation` are understood, further columns are kept.
    relation_types : iterable of RelationType, optional
        Types of one's own beside the shared ones.

    Raises
    ------
    TableError
        If the tables are no graph: an id missing or twice, an unknown relation type, an end
        that is no paper, a malformed date, a required column missing. All problems are told.
    ArgumentError
        If a row or a relation type cannot be used.

    Examples
    --------
    Self-relations and repeated rows do no harm; `check` reports them:

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

    def __init__(
        self, papers: Any, relations: Any = (), *, relation_types: Iterable[RelationType] = ()
    ) -> None:
        # Set once: a graph does not change.
        tables = IndexedTables(papers, relations, relation_types=relation_types)
        self.__dict__["_tables"] = tables

    @classmethod
    def from_tables(cls, tables: IndexedTables) -> Self:
        """Make a graph of tables that are indexed already.

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
        graph = cls.__new__(cls)
        graph.__dict__["_tables"] = tables
        return graph

    def __len__(self) -> int:
        return len(self._tables.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables.ids)

    def __contains__(self, name: object) -> bool:
        try:
            self._tables.find(name)  # type: ignore[arg-type]
        except (PaperNotFoundError, AmbiguousNameError, ValueError):
            return False
        return True

    def __getitem__(self, name: str) -> Paper:
        return self._tables.paper_at(self._tables.find(name))

    def __repr__(self) -> str:
        return f"PaperGraph({len(self)} papers, {len(self._tables.relations)} relations)"

    def _repr_html_(self) -> str | None:
        """Show all papers in a notebook, where they are few enough for a page at once."""
        from .drawing.formats.iframe import PAPERS

        return self.select()._repr_html_() if len(self) <= PAPERS else None

    @property
    def tables(self) -> IndexedTables:
        """The two tables with their indexes: the first argument of every query."""
        return self._tables

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all papers, in the order of the table."""
        return self._tables.ids

    @property
    def papers(self) -> pd.DataFrame:
        """The table of papers: all columns of `Paper` as text, then those of one's own."""
        return frame("papers", self._tables.papers)

    @property
    def relations(self) -> pd.DataFrame:
        """The table of relations: all columns of `Relation` as text, then those of one's own."""
        return frame("relations", self._tables.relations)

    @property
    def relation_types(self) -> Vocabulary:
        """The relation types that the graph knows, by name."""
        return self._tables.vocabulary

    def check(self) -> list[Problem]:
        """Find every problem of the two tables, errors and warnings.

        Returns
        -------
        list of Problem
            Papers before relations, in the order of the rows; a row counts as the line that
            it has in a file with a header. Empty if all is well.

        Examples
        --------
        >>> import llmgraph
        >>> [p for p in llmgraph.load().check() if p.severity == "error"]
        []
        """
        tables = self._tables
        return check_tables(tables.papers, tables.relations, tables.vocabulary)

    def as_of(self, date: str) -> Self:
        """Give the graph as it stood: the papers public by then, and the relations among them.

        Parameters
        ----------
        date : str
            The end of this month or year, ``"2022-12"`` or ``"2022"``. As with ``until``, a paper
            of which only the year is known counts from its January on, and papers without a date
            are left out.

        Returns
        -------
        PaperGraph
            Rows in the order of this one, with the relation types of one's own; no papers before
            the first date. Its answers say so where the date leaves out nothing or everything;
            asked for a paper that it leaves out, it tells the date of that paper.

        Raises
        ------
        ArgumentError
            If the date cannot be used.

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
        """Draw the ranks of papers over time, as the graph stood at the end of each year.

        Parameters
        ----------
        papers : sequence of str, optional
            By any of their names; by default those that rank highest in the end.
        ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
            By default a new figure.
        by : str, optional
            The measure, any one of those of `rank`.
        theme : {"light", "dark"}, optional
        limit : int, optional
            How many papers are drawn where none are named.
        lang : {"en", "zh"}, optional
            The language of the title and the labels.
        **settings : float
            Settings of the measure, as for `rank`.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        PaperNotFoundError, AmbiguousNameError
            If no paper, or several, have a name.
        ArgumentError
            If an option cannot be used.

        Examples
        --------
        >>> import llmgraph
        >>> from matplotlib.figure import Figure
        >>> ax = llmgraph.load().plot_ranks(["BERT", "GPT-3"], Figure().add_subplot())
        >>> len(ax.lines) >= 2
        True
        """
        from .drawing.plots import ranks_over_time

        ranking = self.rank(by, as_of=self._tables.years or None, **settings)
        if len(ranking.settings) > 1:
            raise ArgumentError(Message("error.plot_measures", {"by": repr(by)}))
        return ranks_over_time(ranking, papers, ax, theme=theme, limit=limit, lang=lang)

    @classmethod
    def from_networkx(
        cls,
        network: Any,
        edges: Literal["stated", "descent"] = "stated",
        *,
        relation_types: Iterable[RelationType] = (),
    ) -> Self:
        """Make a graph from a NetworkX graph: the inverse of `to_networkx`.

        Parameters
        ----------
        network : networkx.DiGraph or networkx.MultiDiGraph
            Node attributes become columns of the papers; a node without ``title`` gets its id
            as title. Edges carry their type in ``relation``; those without one become
            ``cites`` (an edge of a citation network runs from the citing paper).
        edges : {"stated", "descent"}, optional
            Which way the edges point; see `to_networkx`.
        relation_types : iterable of RelationType, optional
            As for `PaperGraph`, beside those that `to_networkx` kept in the network.

        Returns
        -------
        PaperGraph

        Raises
        ------
        ArgumentError
            If the network is undirected, or its relation types cannot be used.
        TableError
            If its contents are no graph of papers.

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
    common_ancestors = _asked(_common_ancestors.common_ancestors)
    select = _asked(_selection.select)
    roots = _asked(_selection.roots)
    leaves = _asked(_selection.leaves)
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
    ask = _answers.ask
    to_networkx = _asked(_networkx.to_networkx)
