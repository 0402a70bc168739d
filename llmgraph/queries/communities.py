"""Community detection by the Leiden algorithm."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..engine.kernels import compressed_rows, distinct
from ..errors import ArgumentError, MissingExtraError
from ..language.arguments import check_methods
from ..language.messages import NOTHING, Message, listing, sentences, some_of, text_of, word
from ..language.wording import counted
from ..model.descent import descent
from ..model.tables import split_list
from ..results.base import Result, paper_row
from ..results.document import Prose
from .similarity import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from ..language.messages import Language, Sayable, Sentences, Value, Words
    from ..model.indexed_tables import IndexedTables

    Whole = NDArray[np.int64]

# A trial runs Leiden three times, each on the previous result; the best trial is kept.
ITERATIONS, TRIALS = 3, 15
# Limit on the links visited in all runs together; a time limit would make the answer depend on the
# machine. A single run gives poor partitions.
LINKS, FEWEST = 900_000, 2
# Local moving until convergence takes longer and gives worse partitions, because groups that form
# early absorb later papers.
SWEEPS = 3
# Maximum number of topics (or papers) in the name of a community, and the minimum share of a topic.
NAMES, SHARE = 3, 0.25
# Maximum length of a paper title in the name of a community.
LETTERS = 40
# Maximum number of papers that a row and a note name; the result holds all.
MAX_NAMED, MAX_NOTED = 5, 10
# Group number of papers without relations.
ALONE = -1
SEEDS = 2**64


@check_methods
@dataclass(frozen=True, slots=True)
class Community:
    """A community: papers with more relations among themselves than with others.

    Parameters
    ----------
    number : int
        From 1, by descending size; ties by the date of the oldest paper.
    papers : tuple of str
        Ids, by descending number of references from the community; ties by date and id.
    topics : tuple of (str, float)
        Topics and the share of papers with each, largest first. A paper may have several topics.
    leading_words : tuple of str or Words
        Names of the first papers, at most five, for messages.
    since, until : str
        Date of the oldest and the newest paper; empty if no date is known.
    """

    number: int
    papers: tuple[str, ...]
    topics: tuple[tuple[str, float], ...]
    leading_words: tuple[str | Words, ...]
    since: str
    until: str

    @property
    def name(self) -> str:
        """Topics of at least a quarter of the papers, with shares; otherwise leading papers."""
        return self.name_in("en", shares=True)

    @property
    def label(self) -> str:
        """Name without shares, for drawings."""
        return self.name_in("en")

    def name_in(self, lang: Language, *, shares: bool = False) -> str:
        """Return the name in a language.

        Parameters
        ----------
        lang : {"en", "zh"}
        shares : bool, optional
            Include the share of papers with each topic.

        Returns
        -------
        str
            Topics, otherwise leading papers.
        """
        ample = [
            text_of(word("topic", topic), lang) + (f" {100 * share:.0f}%" if shares else "")
            for topic, share in self._ample
        ]
        leading = map(_short, self.leading_in(lang))
        return listing((ample or [*leading])[:NAMES], lang, "comma")

    @property
    def leading(self) -> tuple[str, ...]:
        """Names of the first papers, at most five."""
        return self.leading_in("en")

    def leading_in(self, lang: Language) -> tuple[str, ...]:
        """Return the names of the first papers in texts of a language.

        Parameters
        ----------
        lang : {"en", "zh"}

        Returns
        -------
        tuple of str
        """
        return tuple(text_of(name, lang) for name in self.leading_words)

    @property
    def _ample(self) -> list[tuple[str, float]]:
        return [(topic, share) for topic, share in self.topics if share >= SHARE]

    @property
    def period(self) -> str:
        """Period, such as ``2017-06–2023-03``; empty if no date is known."""
        return "–".join(dict.fromkeys(filter(None, (self.since, self.until))))


@dataclass(frozen=True, repr=False, eq=False)
class Communities(Result):
    """A partition of the papers into communities, largest first.

    Iterates over the communities; `ids` has the papers with relations, community by community.

    Parameters
    ----------
    communities : tuple of Community
        Largest first.
    alone : tuple of str
        Ids of the papers without relations, oldest first; they are in no community.
    modularity : float or None
        Modularity with resolution 1 of the undirected graph without parallel edges; None if there
        are no relations.
    seed, resolution : int, float
        Arguments of the query.
    trials : int
        Number of trials, of which the best is kept; see `communities`.
    relation_types : tuple of str
        The relation types used.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    communities: tuple[Community, ...]
    alone: tuple[str, ...]
    modularity: float | None
    seed: int
    resolution: float
    trials: int
    relation_types: tuple[str, ...]
    notices: Sentences = NOTHING

    def _items(self) -> Sequence[Any]:
        return self.communities

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("number", "size", "name", "period", "leading")

    def _repr_body(self) -> str:
        quality = "" if self.modularity is None else f", modularity {self.modularity:.4f}"
        return f"{self.count_text()}, {counted(len(self.ids), 'paper')}{quality}"

    def title(self) -> Message:
        """Return a short title of the result."""
        return Message("title.communities")

    def extent(self) -> Message:
        """Return the number of communities."""
        return Message("count.community", {"count": len(self.communities)})

    def _own_rows(self) -> Sequence[int]:
        """Row numbers of the relations used, among the papers of the communities."""
        return self.tables.rows_among(self.ids, self.relation_types)

    def _notes(self) -> list[str | Sayable]:
        told = super()._notes()
        if self.modularity is not None:
            settings: dict[str, Value] = {
                "seed": str(self.seed),
                "resolution": f"{self.resolution:g}",
                "count": self.trials,
                "modularity": f"{self.modularity:.4f}",
            }
            told.append(Message("note.leiden", settings))
        return [*told, *self._alone_note()]

    @property
    def caption_notes(self) -> Sentences:
        """The notices, and which papers are in no community."""
        return sentences(self.notices, *self._alone_note())

    def _alone_note(self) -> list[Message]:
        if not self.alone:
            return []
        names = some_of(self.alone, MAX_NOTED, self.tables.name)
        return [Message("note.alone", {"names": names})]

    def of(self, name: str) -> Community | None:
        """Return the community of a paper.

        Parameters
        ----------
        name : str
            The paper, by any of its names.

        Returns
        -------
        Community or None
            None for a paper without relations.

        Raises
        ------
        PaperNotFoundError, AmbiguousNameError
            If no paper or several papers have the name.
        """
        one = self.tables.ids[self.tables.find(name)]
        return next((group for group in self.communities if one in group.papers), None)

    def lane_of(self, lang: Language = "en") -> Mapping[str, str]:
        """Return the lane of each paper in a drawing: its community.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        mapping of str to str
            Name of the community of each paper, by id; the number is added if several communities
            have the same name.
        """
        shared = Counter(group.label for group in self.communities)
        return {
            one: group.name_in(lang) + ("" if shared[group.label] == 1 else f" ({group.number})")
            for group in self.communities
            for one in group.papers
        }

    def to_prose(self, lang: Language = "en") -> Prose:
        """Write every community as a list item: name, period and papers."""
        if not self.communities:
            return super().to_prose(lang)
        heading = {"title": self.title(), "size": self.extent()}
        points = tuple((self._point(group, lang), ()) for group in self.communities)
        return Prose((Message("prose.largest", heading).text(lang),), points, numbered=True)

    def _point(self, group: Community, lang: Language) -> str:
        size = Message("count.paper", {"count": len(group.papers)})
        told: dict[str, Value] = {
            "name": group.name_in(lang, shares=True),
            "extent": (size, group.period) if group.period else (size,),
            "papers": tuple(map(self.tables.label, group.papers)),
        }
        return Message("prose.community", told).text(lang)

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per community; ``papers`` has the ids of all its papers."""
        return [
            {
                "number": group.number,
                "size": len(group.papers),
                "name": group.name_in(lang, shares=True),
                "period": group.period,
                "leading": listing(group.leading_in(lang), lang, "comma"),
                "papers": list(group.papers),
            }
            for group in self.communities
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return the community of each paper as a data frame.

        Returns
        -------
        pandas.DataFrame
            One row per paper: number and name of the community, then the columns of the paper.
            Papers without relations come last and have no number.
        """
        import pandas as pd

        group_of = {one: group for group in self.communities for one in group.papers}
        rows = [
            {
                "community": group_of[one].number if one in group_of else None,
                "community_name": group_of[one].name if one in group_of else "",
                **paper_row(self.tables, one),
            }
            for one in (*self.ids, *self.alone)
        ]
        columns = ["community", "community_name", "id", "name", "date", "title", "topic"]
        return pd.DataFrame(rows, columns=columns).astype({"community": "Int64"})


def communities(
    tables: IndexedTables,
    seed: int = 0,
    resolution: float = 1.0,
    *,
    relations: str | Iterable[str] | None = None,
) -> Communities:
    """Detect communities with the Leiden algorithm, named by topics or leading papers.

    The graph is undirected and has no parallel edges: every pair of related papers is one link.
    The best of 15 trials is kept; there are fewer above 20,000 links, and one above 150,000. For a
    better result on a large graph, take the best of several seeds, as below.

    Parameters
    ----------
    seed : int, optional
        Random seed. The same seed gives the same result for any order of the tables. If
        results differ between seeds, the graph has no clear communities.
    resolution : float, optional
        Above 1: more and smaller communities; below 1: fewer and larger ones.
    relations : str or iterable of str, optional
        Relation types to use, with or without descent; a single string may hold several,
        separated by commas. By default all.

    Returns
    -------
    Communities
        Largest first; ties by the date of the oldest paper. Papers without relations are in no
        community. Empty, with a notice, if there are no relations.

    Raises
    ------
    MissingExtraError
        If graspologic-native is not installed.
    ArgumentError
        If `seed` is not an integer from 0 to 2⁶⁴ - 1, `resolution` is not above 0, or a relation
        type is unknown.

    References
    ----------
    Leiden: Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z. Modularity: Newman &
    Girvan 2004, doi:10.1103/PhysRevE.69.026113; the resolution: Reichardt & Bornholdt 2006,
    doi:10.1103/PhysRevE.74.016110.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcxyz"] + [{"id": "lone", "title": "Lone"}],
    ...     [("b", "extends", "a"), ("c", "uses", "a"), ("c", "cites", "b"), ("x", "cites", "c"),
    ...      ("y", "extends", "x"), ("z", "uses", "x"), ("z", "compares_with", "y")])
    >>> found = graph.communities()
    >>> [group.papers for group in found.communities]
    [('a', 'b', 'c'), ('x', 'y', 'z')]
    >>> found.alone, found.of("lone")
    (('lone',), None)
    >>> found.communities[0].name, found.lane_of()["z"]
    ('a, b, c', 'x, y, z')

    The best of several seeds, for a large graph without clear communities:

    >>> best = max(map(graph.communities, range(5)), key=lambda one: one.modularity)
    >>> round(best.modularity, 4)
    0.3571
    """
    if not 0 <= seed < SEEDS:
        raise ArgumentError(Message("error.leiden_seed", {"value": repr(seed)}))
    if not 0 < resolution < math.inf:
        value = {"name": "resolution", "value": repr(resolution)}
        raise ArgumentError(Message("error.above_0", value))
    kinds, older, newer = references(tables, relations)
    # Papers that refer to each other make one link.
    links = distinct(np.minimum(older, newer), np.maximum(older, newer), len(tables.ids))
    group = _leiden(tables, *links, seed, resolution)
    within = (group[older] == group[newer]).astype(np.int64)
    referred = np.bincount(older, weights=within, minlength=len(group))
    by_date = tables.by_date(range(len(group)))
    members: dict[int, list[int]] = {}
    for paper in by_date:
        members.setdefault(int(group[paper]), []).append(paper)
    alone = members.pop(ALONE, [])
    # The sort is stable, so that ties are in the order of dates.
    largest = sorted(members.values(), key=len, reverse=True)
    leading = [sorted(papers, key=lambda paper: -referred[paper]) for papers in largest]
    nothing = None if members else Message("notice.unrelated")
    return Communities(
        tables,
        tables.ids_of(paper for papers in leading for paper in papers),
        descent=descent(tables),
        communities=tuple(
            _community(tables, number, papers) for number, papers in enumerate(leading, start=1)
        ),
        alone=tables.ids_of(alone),
        modularity=_modularity(group, *links),
        seed=seed,
        resolution=resolution,
        trials=_effort(len(links[0]))["trials"],
        relation_types=kinds,
        notices=sentences(tables.own_notes, nothing),
    )


def _leiden(tables: IndexedTables, one: Whole, other: Whole, seed: int, resolution: float) -> Whole:
    """Find the group of each paper; `ALONE` for those without relations."""
    group = np.full(len(tables.ids), ALONE)
    related = np.zeros(len(tables.ids), dtype=bool)
    related[one] = related[other] = True
    # Sorted by id, so that the result does not depend on the order of the tables.
    papers = sorted(np.flatnonzero(related).tolist(), key=tables.ids.__getitem__)
    if papers:
        number = np.empty(len(tables.ids), dtype=np.int32)
        number[papers] = np.arange(len(papers))
        ends = number[np.concatenate([one, other])], number[np.concatenate([other, one])]
        starts, neighbours, _ = compressed_rows(len(papers), *ends)
        with _panics_told():
            _, found = _library().leiden_csr(
                starts.astype(np.int64),
                neighbours,
                np.ones(len(neighbours)),
                len(papers),
                # From this one on, no two papers are worth a community; the library panics at 1e17.
                resolution=min(resolution, 2.0 * len(one) + 1),
                seed=int(seed),
                max_local_moving_iterations=SWEEPS,
                **_effort(len(one)),
            )
        group[papers] = [found[paper] for paper in range(len(papers))]
    return group


@contextmanager
def _panics_told() -> Iterator[None]:
    """Raise `ArgumentError` for a panic of the library, which is no `Exception`."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ArgumentError(Message("error.leiden_panic", {"reason": str(error)})) from error


def _effort(links: int) -> dict[str, int]:
    """Return the number of iterations and trials of Leiden for a graph size."""
    runs = max(FEWEST, LINKS // max(links, 1))
    return {
        "iterations": min(runs, ITERATIONS),
        "trials": min(max(1, runs // ITERATIONS), TRIALS),
    }


def _library() -> Any:
    try:
        import graspologic_native
    except ImportError as error:
        raise MissingExtraError(Message("error.leiden_missing")) from error
    return graspologic_native


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def _community(tables: IndexedTables, number: int, papers: Sequence[int]) -> Community:
    cells, dates, years = map(tables.papers.column, ("topics", "date", "year"))
    topics = Counter(topic for paper in papers for topic in {*split_list(cells[paper])})
    shares = [(topic, count / len(papers)) for topic, count in topics.items()]
    known = [date for paper in tables.by_date(papers) if (date := dates[paper] or years[paper])]
    ids = tables.ids_of(papers)
    return Community(
        number,
        ids,
        topics=tuple(sorted(shares, key=lambda topic: (-topic[1], topic[0]))),
        leading_words=tuple(tables.name(one) for one in ids[:MAX_NAMED]),
        since=known[0] if known else "",
        until=known[-1] if known else "",
    )


def _modularity(group: Whole, one: Whole, other: Whole) -> float | None:
    """Compute the modularity of a partition; None without links."""
    if not len(one):
        return None
    degrees = np.bincount(group[np.concatenate([one, other])])
    within = np.count_nonzero(group[one] == group[other])
    return float(within / len(one) - np.sum((degrees / (2 * len(one))) ** 2))
