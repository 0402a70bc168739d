"""Similar papers: those that share references, the papers that refer to them, or both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .errors import ArgumentError
from .index.kernels import distinct
from .results import Result, counted, paper_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from .graph import PaperGraph

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]
    Found = tuple[Whole, Whole, Whole, Real]

By = Literal["amsler", "coupling", "cocitation"]
WeightName = Literal["raw", "jaccard", "salton"]
# How many shared papers a row names; `Pair.through` holds all.
NAMED = 8
# Meetings of two papers that are counted at once; one paper alone may have more, though never
# more than there are references.
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Basis:
    """What two papers may share, in words, and who has what, from references older ← newer."""

    meaning: str
    nothing: str
    lists: Callable[[Whole, Whole], tuple[Whole, Whole]]


BASES: dict[str, Basis] = {
    "amsler": Basis(
        "shared references and referrers (Amsler)",
        "has no relation to another paper",
        lambda older, newer: (np.append(older, newer), np.append(newer, older)),
    ),
    "coupling": Basis(
        "shared references (bibliographic coupling)",
        "refers to no paper",
        lambda older, newer: (newer, older),
    ),
    "cocitation": Basis(
        "shared referrers (co-citation)",
        "is referred to by no paper",
        lambda older, newer: (older, newer),
    ),
}


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight for how much two papers share: its name in words, and its computation."""

    meaning: str
    of: Callable[[Whole, Whole, Whole], Real]


WEIGHTS: dict[str, Weight] = {
    "raw": Weight("counted", lambda shared, _, __: shared.astype(np.float64)),
    "jaccard": Weight("Jaccard index", lambda shared, one, other: shared / (one + other - shared)),
    # One rounded division before the root: equal ratios stay equal, and ties stay ties.
    "salton": Weight(
        "Salton's cosine", lambda shared, one, other: np.sqrt(shared * shared / (one * other))
    ),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers and what they share.

    Parameters
    ----------
    first, second : str
        Ids: the paper that was asked about and the other; of all pairs, the older one first.
    through : tuple of str
        Ids of the papers that they share, oldest first; never empty.
    score : float
        Their number as weighted.
    rank : int
        Equal scores share a rank, and the next rank counts all pairs above it (1, 2, 2, 4).
    """

    first: str
    second: str
    through: tuple[str, ...]
    score: float
    rank: int


@dataclass(frozen=True, repr=False, eq=False)
class Similarity(Result):
    """Papers that are similar to one, or all similar pairs; the most similar first.

    Iteration goes over the papers that are similar to the one asked about or, of all pairs, over
    the papers of the pairs, each once.

    Parameters
    ----------
    paper : str
        Id of the paper that was asked about; empty for all pairs.
    by : {"amsler", "coupling", "cocitation"}
        What they share.
    weight : {"raw", "jaccard", "salton"}
        How it is weighed.
    pairs : tuple of Pair
        The highest score first; ties by how many they share, then by date and id.
    relation_types : tuple of str
        The relation types that count as references.
    notice : str
        What the reader must know of this answer; mostly empty.
    """

    paper: str
    by: str
    weight: str
    pairs: tuple[Pair, ...]
    relation_types: tuple[str, ...]
    notice: str = ""

    @property
    def brief(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        names = ("name", "date") if self.paper else ("first_name", "second_name")
        weighed = () if self.weight == "raw" else (self.weight,)
        return ("rank", "tied", *names, *weighed, "shared", "through")

    def _told(self) -> str:
        told = f"{self.paper or 'all pairs'!r}, {self.by!r}, {self.weight!r}: {self.size()}"
        return told + (f", highest {self.pairs[0].score:.4g}" if self.pairs else "")

    def heading(self) -> str:
        """Say in a few words what the result is."""
        what = f"Similar to {self.graph._paper(self.paper).name}" if self.paper else "Similar pairs"
        return f"{what} by {BASES[self.by].meaning}, {WEIGHTS[self.weight].meaning}"

    def size(self) -> str:
        """Say how many papers, or pairs, are similar."""
        return counted(len(self.pairs), "paper" if self.paper else "pair")

    def asked_ids(self) -> tuple[str, ...]:
        """Ids of the papers that were asked about."""
        return (self.paper,) if self.paper else ()

    def shown_ids(self) -> tuple[str, ...]:
        """Ids of the papers to draw: the similar ones, and what they share."""
        through = [one for pair in self.pairs for one in pair.through]
        return tuple(dict.fromkeys([*self.asked_ids(), *self.ids, *through]))

    def relation_rows(self) -> Sequence[int]:
        """Row numbers of the relations that make papers similar: those with what they share."""
        graph = self.graph
        joined = {
            frozenset((end, one))
            for pair in self.pairs
            for end in (pair.first, pair.second)
            for one in pair.through
        }
        rows = graph._rows_among(self.shown_ids(), self.relation_types)
        ends = ((graph._sources[row], graph._targets[row]) for row in rows)
        return [
            row
            for row, pair in zip(rows, ends, strict=True)
            if frozenset(graph._ids_of(pair)) in joined
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary per pair; ``through`` names some of what the two share."""
        graph, counts = self.graph, Counter(pair.rank for pair in self.pairs)
        return [
            {
                "rank": pair.rank,
                "tied": counts[pair.rank] > 1,
                **(paper_row(graph, pair.second) if self.paper else self._both(pair)),
                **({} if self.weight == "raw" else {self.weight: round(pair.score, 4)}),
                "shared": len(pair.through),
                "through": ", ".join(graph._paper(one).name for one in pair.through[:NAMED])
                + (", …" if len(pair.through) > NAMED else ""),
            }
            for pair in self.pairs
        ]

    def _both(self, pair: Pair) -> dict[str, Any]:
        ends = {"first": pair.first, "second": pair.second}
        papers = {side: paper_row(self.graph, one) for side, one in ends.items()}
        return {
            **ends,
            **{f"{side}_name": paper["name"] for side, paper in papers.items()},
            **{f"{side}_date": paper["date"] for side, paper in papers.items()},
        }


def similar(
    graph: PaperGraph,
    paper: str | None = None,
    by: By = "amsler",
    weight: WeightName = "salton",
    *,
    relations: str | Iterable[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    topics: str | Iterable[str] | None = None,
    top: int | None = 10,
) -> Similarity:
    """Find the papers that share most with one, or the pairs of papers that do.

    The newer paper of a relation refers to the older one, whichever of them the row names first;
    several relations between one pair are one reference. Where two papers have *a* and *b* others
    and share *n* of them, Jaccard's index is *n* / (*a* + *b* - *n*), and Salton's cosine is
    *n* / √(*a* *b*); a high one may rest on a single shared paper.

    Parameters
    ----------
    paper : str, optional
        By any of its names; without it, all pairs of papers are compared.
    by : {"amsler", "coupling", "cocitation"}, optional
        What they share. Bibliographic coupling: papers that both refer to; it is settled when
        the newer one appears. Co-citation: papers that refer to both; it grows with time. Amsler:
        either of these, or a paper that refers to one and is referred to by the other.
    weight : {"raw", "jaccard", "salton"}, optional
        The number of shared papers, or this number for the lengths of the two lists.
    relations : str or iterable of str, optional
        The relation types that count as references, those without descent among them: names, or
        names separated by commas. By default all.
    since, until, topics : optional
        As for `descendants`: they choose the papers that are compared, not those that they share.
    top : int, optional
        Keep the first so many, and those tied with the last of them; None keeps all.

    Returns
    -------
    Similarity
        The highest score first; ties by how many they share, then by date and id. Pairs that
        share nothing are left out.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper, or several, have the name.
    ArgumentError
        If `by` or `weight` is none of its values, `top` is below 1, or another argument cannot
        be used.

    References
    ----------
    Bibliographic coupling: Kessler 1963, doi:10.1002/asi.5090140103. Co-citation: Small 1973,
    doi:10.1002/asi.4630240406. Both together: Amsler 1972, Applications of citation-based
    automatic classification, University of Texas at Austin, report 72-14. Jaccard's index and
    Salton's cosine: Hamers et al. 1989, doi:10.1016/0306-4573(89)90048-4.

    Examples
    --------
    Both c and d refer to a and to b, d by two relations to b; e refers to b only:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcde"],
    ...     [("c", "extends", "a"), ("b", "enables", "c"), ("d", "uses", "a"),
    ...      ("d", "extends", "b"), ("d", "compares_with", "b"), ("e", "cites", "b")])
    >>> pairs = graph.similar("c", by="coupling", weight="jaccard").pairs
    >>> [(pair.second, pair.through, pair.score) for pair in pairs]
    [('d', ('a', 'b'), 1.0), ('e', ('b',), 0.5)]
    >>> graph.similar(by="cocitation").rows()[0]["through"]
    'c, d'
    >>> graph.similar("a", by="coupling").notice
    'a refers to no paper, so that it shares none with others.'
    """
    if by not in BASES:
        raise ArgumentError(f"by is {' or '.join(map(repr, BASES))}, not {by!r}.")
    if weight not in WEIGHTS:
        raise ArgumentError(f"weight is {' or '.join(map(repr, WEIGHTS))}, not {weight!r}.")
    if top is not None and top < 1:
        raise ArgumentError(f"top is a number of papers or pairs from 1 up, not {top}.")
    asked = None if paper is None else graph._find(paper)
    kinds, older, newer = references(graph, relations)
    chosen = graph._chosen(since=since, until=until, topics=topics)
    # Papers go by their place among all by date, so that the older one of a pair comes first.
    in_order = np.array(graph._by_date(range(len(graph._ids))), dtype=np.int64)
    age = np.empty_like(in_order)
    age[in_order] = np.arange(len(in_order))
    lists = _Lists(*BASES[by].lists(age[older], age[newer]), len(age))
    one = None if asked is None else int(age[asked])
    found = _best(lists, one, chosen[in_order], weight, top)
    pairs = tuple(_pairs(graph, lists, in_order, *found))
    named = [end for pair in pairs for end in (pair.first, pair.second)]
    return Similarity(
        graph,
        tuple(dict.fromkeys(end for end in named if asked is None or end != graph._ids[asked])),
        paper="" if asked is None else graph._ids[asked],
        by=by,
        weight=weight,
        pairs=pairs,
        relation_types=kinds,
        notice="" if pairs else _nothing(graph, lists, by, asked, one),
    )


def references(
    graph: PaperGraph, relations: str | Iterable[str] | None
) -> tuple[tuple[str, ...], Whole, Whole]:
    """Find who refers to whom, by relations of all types or of some.

    Parameters
    ----------
    graph : PaperGraph
    relations : str or iterable of str, optional
        Names of relation types; by default all that the graph knows.

    Returns
    -------
    kinds : tuple of str
        The relation types that count.
    older, newer : ndarray of int64
        The two papers of each reference, every pair once, without self-relations.

    Raises
    ------
    ArgumentError
        If a relation type is unknown.
    """
    vocabulary = graph._vocabulary
    kinds = tuple(vocabulary) if relations is None else vocabulary.names(relations)
    edges, count = graph._descent_edges(kinds), len(graph._ids)
    proper = edges.parent != edges.child
    return kinds, *distinct(edges.parent[proper], edges.child[proper], count)


class _Lists:
    """What each paper shares with others: its references, or the papers that refer to it."""

    def __init__(self, items: Whole, shared: Whole, count: int) -> None:
        # Papers that refer to each other stand twice in what both refer to or are referred to by.
        self.items, self.shared = distinct(items, shared, count)
        self.starts = np.searchsorted(self.items, np.arange(count + 1))
        self.lengths = np.diff(self.starts)

    def of(self, item: int) -> Whole:
        """The list of one paper, ascending."""
        return self.shared[self.starts[item] : self.starts[item + 1]]

    def meetings(
        self, one: int | None, chosen: NDArray[np.bool_]
    ) -> Iterator[tuple[Whole, Whole, Whole]]:
        """Count what the papers of each pair share: a product of sparse matrices, in blocks.

        Yields
        ------
        first, second, number : ndarray of int64
            Pairs with a number of at least 1: those of one paper with the others, or all, the
            lower number first. No pair comes twice.
        """
        wanted = chosen[self.items] if one is None else chosen[self.items] | (self.items == one)
        items, shared = self.items[wanted], self.shared[wanted]
        order = np.lexsort((items, shared))
        members, of = items[order], shared[order]
        ends = np.searchsorted(of, shared, side="right")
        if one is None:
            begins = np.empty_like(ends)
            begins[order] = np.arange(1, len(order) + 1)  # only those after itself
        else:
            mine = items == one
            begins = np.searchsorted(of, shared[mine])
            items, ends = items[mine], ends[mine]
        for block in _blocks(items, ends - begins):
            sizes = (ends - begins)[block]
            step = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            others = members[np.repeat(begins[block], sizes) + step]
            met = np.repeat(items[block], sizes), others
            first, second, number = _tallied(*met, len(self.lengths))
            apart = first != second
            yield first[apart], second[apart], number[apart]


def _blocks(items: Whole, sizes: Whole) -> Iterator[slice]:
    """Cut rows, sorted by paper, between papers so that each part has about `BLOCK` meetings."""
    bounds = np.flatnonzero(np.diff(items, prepend=-1, append=-1))
    before = np.concatenate(([0], np.cumsum(sizes)))[bounds]
    first = 0
    while first < len(bounds) - 1:
        fitting = int(np.searchsorted(before, before[first] + BLOCK, side="right")) - 1
        last = max(fitting, first + 1)
        yield slice(int(bounds[first]), int(bounds[last]))
        first = last


def _tallied(first: Whole, second: Whole, count: int) -> tuple[Whole, Whole, Whole]:
    """Each pair once, in order, and how often it comes; the first numbers ascend."""
    if not len(first):
        return first, second, first
    lowest = first[0]
    keys = (first - lowest) * count + second
    # Sorting takes most of the time, and half of it for numbers of half the size.
    width = int(first[-1] - lowest + 1) * count
    keys = np.sort(keys.astype(np.min_scalar_type(width)))
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    one, other = np.divmod(keys[starts].astype(np.int64), count)
    return one + lowest, other, np.diff(starts, append=len(keys))


def _best(
    lists: _Lists, one: int | None, chosen: NDArray[np.bool_], weight: str, top: int | None
) -> tuple[Whole, Whole, Real]:
    """The pairs of the highest score and those tied with the last of them, in order."""
    weighed, lengths = WEIGHTS[weight].of, lists.lengths
    none = np.empty(0, dtype=np.int64)
    kept: Found = (none, none, none, none.astype(np.float64))
    enough = 0.0
    for first, second, number in lists.meetings(one, chosen):
        found = (first, second, number, weighed(number, lengths[first], lengths[second]))
        kept = _joined(kept, _at_least(found, enough))
        if top is not None and len(kept[-1]) > top:
            enough = float(np.partition(kept[-1], -top)[-top])
            kept = _at_least(kept, enough)
    first, second, number, score = kept
    order = np.lexsort((second, first, -number, -score))
    return first[order], second[order], score[order]


def _at_least(found: Found, enough: float) -> Found:
    chosen = found[-1] >= enough
    first, second, number, score = found
    return first[chosen], second[chosen], number[chosen], score[chosen]


def _joined(one: Found, other: Found) -> Found:
    columns: Any = map(np.append, one, other)
    first, second, number, score = columns
    return first, second, number, score


def _pairs(
    graph: PaperGraph,
    lists: _Lists,
    in_order: Whole,
    firsts: Whole,
    seconds: Whole,
    scores: Real,
) -> Iterator[Pair]:
    rank_of: dict[float, int] = {}
    found = zip(firsts.tolist(), seconds.tolist(), scores.tolist(), strict=True)
    for place, (first, second, score) in enumerate(found, start=1):
        through = np.intersect1d(lists.of(first), lists.of(second), assume_unique=True)
        yield Pair(
            first=graph._ids[in_order[first]],
            second=graph._ids[in_order[second]],
            through=graph._ids_of(in_order[through]),
            score=score,
            rank=rank_of.setdefault(score, place),
        )


def _nothing(graph: PaperGraph, lists: _Lists, by: str, asked: int | None, one: int | None) -> str:
    """Why nothing is similar: a paper has nothing to share, or nobody to share it with."""
    if asked is None or one is None:
        return "No two papers share any."
    name = graph._label(graph._ids[asked])
    if lists.lengths[one]:
        return f"{name} shares none with other papers."
    return f"{name} {BASES[by].nothing}, so that it shares none with others."
