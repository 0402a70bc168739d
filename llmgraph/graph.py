"""`PaperGraph`: papers and typed relations, and everything one can ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from . import common as _common
from . import communities as _communities
from . import evidence as _evidence
from . import keystones as _keystones
from . import lineage as _lineage
from . import mainpath as _mainpath
from . import networks as _networks
from . import paths as _paths
from . import questions as _questions
from . import ranking as _ranking
from . import reading as _reading
from . import reduction as _reduction
from . import similarity as _similarity
from .checks import check_tables
from .descent import SideSteps, descent
from .errors import AmbiguousNameError, PaperNotFoundError
from .relations import RelationType, Vocabulary, joined
from .results import Selection
from .store import Store, _frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from .drawing.plots import Canvas
    from .drawing.style import ThemeName
    from .messages import Language
    from .papers import Paper
    from .problems import Problem


class PaperGraph(Store):
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

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __contains__(self, name: object) -> bool:
        try:
            self._find(name)  # type: ignore[arg-type]
        except (PaperNotFoundError, AmbiguousNameError, ValueError):
            return False
        return True

    def __getitem__(self, name: str) -> Paper:
        return self._paper(self._ids[self._find(name)])

    def __repr__(self) -> str:
        return f"PaperGraph({len(self)} papers, {len(self._relations)} relations)"

    def _repr_html_(self) -> str | None:
        """Show all papers in a notebook, where they are few enough for a page at once."""
        from .drawing.notebook import PAPERS

        return self.select()._repr_html_() if len(self) <= PAPERS else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all papers, in the order of the table."""
        return self._ids

    @property
    def papers(self) -> pd.DataFrame:
        """The table of papers: all columns of `Paper` as text, then those of one's own."""
        return _frame("papers", self._papers)

    @property
    def relations(self) -> pd.DataFrame:
        """The table of relations: all columns of `Relation` as text, then those of one's own."""
        return _frame("relations", self._relations)

    @property
    def relation_types(self) -> Vocabulary:
        """The relation types that the graph knows, by name."""
        return self._vocabulary

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
        return check_tables(self._papers, self._relations, self._vocabulary)

    def select(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        topics: str | Iterable[str] | None = None,
        side_steps: SideSteps = 1,
    ) -> Selection:
        """Choose papers by period and topic.

        Parameters
        ----------
        since, until, topics : optional
            As for `descendants`; without any of them, all papers.
        side_steps : int or "any", optional
            As for `descendants`, for what drawings of the answer tell of descent.

        Returns
        -------
        Selection
            Oldest first, papers without a date last.

        Raises
        ------
        ArgumentError
            If a date, a topic or `side_steps` cannot be used.

        Examples
        --------
        >>> import llmgraph
        >>> len(llmgraph.load().select(until="1999"))
        0
        """
        chosen = self._chosen(since=since, until=until, topics=topics)
        ids = self._ids_of(self._by_date(chosen.nonzero()[0]))
        whole = descent(self, side_steps=side_steps)
        return Selection(self, ids, "papers", self._cut_told, descent=whole)

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
        papers = self._chosen(until=date)
        rows = papers[self._sources] & papers[self._targets]
        graph = type(self)(
            self._papers.take(papers.nonzero()[0].tolist()),
            self._relations.take(rows.nonzero()[0].tolist()),
            relation_types=self._vocabulary.own,
        )
        graph.__dict__["_cut"] = (self, str(date))
        return graph

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

        return ranks_over_time(
            self, papers, ax, by=by, theme=theme, limit=limit, lang=lang, **settings
        )

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
        own = joined(_networks.types_of(network), relation_types)
        vocabulary = Vocabulary(own)
        newer_is_target = {kind.name for kind in vocabulary.values() if kind.newer == "target"}
        papers, relations = _networks.tables_of(network, edges, newer_is_target)
        return cls(papers, relations, relation_types=own)

    descendants = _lineage.descendants
    ancestors = _lineage.ancestors
    common_ancestors = _common.common_ancestors
    roots = _lineage.roots
    leaves = _lineage.leaves
    paths = _paths.paths
    longest_chain = _paths.longest_chain
    main_path = _mainpath.main_path
    traversals = _mainpath.traversals
    keystones = _keystones.keystones
    minimal_cut = _keystones.minimal_cut
    reduction = _reduction.reduction
    similar = _similarity.similar
    communities = _communities.communities
    reading_path = _reading.reading_path
    relations_of = _evidence.relations_of
    rank = _ranking.rank
    ask = _questions.ask
    to_networkx = _networks.to_networkx
