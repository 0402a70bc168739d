"""Similar papers: those that share references, the papers that refer to them, or both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..engine.kernels import distinct
from ..engine.sharing import Lists, best_pairs
from ..errors import ArgumentError
from ..language.messages import NOTHING, Message, require_choice, sentences
from ..model.descent import descent
from ..results.base import Result, names_of, paper_row
from ..results.document import Prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ..language.messages import Language, Sentences, Value
    from ..model.indexed_tables import IndexedTables

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

By = Literal["amsler", "coupling", "cocitation"]
WeightName = Literal["raw", "jaccard", "salton"]
# How a paper may be shared: attributes of `Pair`, and the sentence that names its papers.
KINDS = {
    "references": "prose.references",
    "referrers": "prose.referrers",
    "between": "prose.between",
}
# How many shared papers a row names; `Pair.through` holds all.
MAX_NAMED = 8


@dataclass(frozen=True, slots=True)
class Basis:
    """That a paper has nothing to share, and who has what, from references older ← newer."""

    nothing: str
    lists: Callable[[Whole, Whole], tuple[Whole, Whole]]


BASES: dict[str, Basis] = {
    "amsler": Basis(
        "notice.no_relation",
        lambda older, newer: (np.append(older, newer), np.append(newer, older)),
    ),
    "coupling": Basis(
        "notice.no_references",
        lambda older, newer: (newer, older),
    ),
    "cocitation": Basis(
        "notice.no_referrers",
        lambda older, newer: (older, newer),
    ),
}


# How much two papers share, from the number that they do and the lengths of their lists.
WEIGHTS: dict[str, Callable[[Whole, Whole, Whole], Real]] = {
    "raw": lambda shared, _, __: shared.astype(np.float64),
    "jaccard": lambda shared, one, other: shared / (one + other - shared),
    # One rounded division before the root: equal ratios stay equal, and ties stay ties.
    "salton": lambda shared, one, other: np.sqrt(shared * shared / (one * other)),
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
    references, referrers : tuple of str
        Those of them to which both refer, and those that refer to both; a paper of which both
        hold is in both. By Amsler there may be others, which stand between the two: one refers to
        it, and it refers to the other.
    score : float
        Their number as weighted.
    rank : int
        Equal scores share a rank, and the next rank counts all pairs above it (1, 2, 2, 4).
    """

    first: str
    second: str
    through: tuple[str, ...]
    references: tuple[str, ...]
    referrers: tuple[str, ...]
    score: float
    rank: int

    @property
    def between(self) -> tuple[str, ...]:
        """Ids of those shared papers that stand between the two, oldest first."""
        return tuple(one for one in self.through if one not in {*self.references, *self.referrers})


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
    at_least : int
        How many papers each pair shares, or more.
    relation_types : tuple of str
        The relation types that count as references.
    notices : Sentences
        What the reader must know of this answer; usually empty.
    descent : Descent
        The descent that the answer was computed on.
    """

    paper: str
    by: str
    weight: str
    pairs: tuple[Pair, ...]
    at_least: int
    relation_types: tuple[str, ...]
    notices: Sentences = NOTHING

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        names = ("name", "date") if self.paper else ("first_name", "second_name")
        weighed = () if self.weight == "raw" else (self.weight,)
        kinds = tuple(KINDS) if self.by == "amsler" else ()
        return ("rank", "tied", *names, *weighed, "shared", *kinds, "through")

    def _repr_body(self) -> str:
        told = f"{self.paper or 'all pairs'!r}, {self.by!r}, {self.weight!r}: {self.size()}"
        return told + (f", highest {self.pairs[0].score:.4g}" if self.pairs else "")

    def title(self) -> Message:
        """Say in a few words what the result is."""
        told = "title.similar_to" if self.paper else "title.similar_pairs"
        name = {"name": self.tables.paper(self.paper).name} if self.paper else {}
        least = {"least": str(self.at_least)} if self.at_least > 1 else {}
        how = {"basis": Message(f"basis.{self.by}"), "weight": self._weight_name()}
        return Message(f"{told}_least" if least else told, {**name, **least, **how})

    def _weight_name(self) -> Message:
        return Message(f"weight.{self.weight}")

    def extent(self) -> Message:
        """Say how many papers, or pairs, are similar."""
        count = {"count": len(self.pairs)}
        return Message("count.paper", count) if self.paper else Message("count.pair", count)

    def column_titles(self) -> Mapping[str, Message]:
        """Head the column that names what two papers share."""
        return {"through": Message("column.shared_papers")}

    def asked_ids(self) -> tuple[str, ...]:
        """Ids of the papers that were asked about."""
        return (self.paper,) if self.paper else ()

    def shown_ids(self) -> tuple[str, ...]:
        """Ids of the papers to draw: the similar ones, and what they share."""
        through = [one for pair in self.pairs for one in pair.through]
        return tuple(dict.fromkeys([*self.asked_ids(), *self.ids, *through]))

    def _own_rows(self) -> Sequence[int]:
        """Row numbers of the relations that make papers similar: those with what they share."""
        tables = self.tables
        joined = {
            frozenset((end, one))
            for pair in self.pairs
            for end in (pair.first, pair.second)
            for one in pair.through
        }
        rows = tables.rows_among(self.shown_ids(), self.relation_types)
        ends = ((tables.sources[row], tables.targets[row]) for row in rows)
        return [
            row
            for row, pair in zip(rows, ends, strict=True)
            if frozenset(tables.ids_of(pair)) in joined
        ]

    def to_prose(self, lang: Language = "en") -> Prose:
        """Tell every pair as a point, and below it the papers that the two share."""
        if not self.pairs:
            return super().to_prose(lang)
        heading = {"title": self.title(), "size": self.extent()}
        points = ((self._point(pair, lang), self._kinds(pair, lang)) for pair in self.pairs)
        return Prose((Message("prose.most_similar", heading).text(lang),), tuple(points))

    def _point(self, pair: Pair, lang: Language) -> str:
        ends = (pair.second,) if self.paper else (pair.first, pair.second)
        shared = Message("count.shared", {"count": len(pair.through)})
        told: dict[str, Value] = {"names": tuple(map(self.tables.label, ends)), "shared": shared}
        if self.weight == "raw":
            return Message("prose.pair", told).text(lang)
        weighed: dict[str, Value] = {"weight": self._weight_name(), "score": f"{pair.score:.4g}"}
        return Message("prose.pair_weighed", told | weighed).text(lang)

    def _kinds(self, pair: Pair, lang: Language) -> tuple[str, ...]:
        """What the two share, by kinds."""
        label = self.tables.label
        shared = {told: tuple(map(label, getattr(pair, kind))) for kind, told in KINDS.items()}
        return tuple(
            Message(told, {"names": names}).text(lang) for told, names in shared.items() if names
        )

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Give one dictionary per pair; ``through`` names some of what the two share."""
        tables, counts = self.tables, Counter(pair.rank for pair in self.pairs)
        return [
            {
                "rank": pair.rank,
                "tied": counts[pair.rank] > 1,
                **(paper_row(tables, pair.second, lang) if self.paper else self._both(pair)),
                **({} if self.weight == "raw" else {self.weight: round(pair.score, 4)}),
                "shared": len(pair.through),
                **{kind: len(getattr(pair, kind)) for kind in KINDS},
                "through": names_of(
                    tables, pair.through[:MAX_NAMED], lang, more=len(pair.through) > MAX_NAMED
                ),
            }
            for pair in self.pairs
        ]

    def _both(self, pair: Pair) -> dict[str, Any]:
        ends = {"first": pair.first, "second": pair.second}
        papers = {side: paper_row(self.tables, one) for side, one in ends.items()}
        return {
            **ends,
            **{f"{side}_name": paper["name"] for side, paper in papers.items()},
            **{f"{side}_date": paper["date"] for side, paper in papers.items()},
        }


def similar(
    tables: IndexedTables,
    paper: str | None = None,
    by: By = "amsler",
    weight: WeightName = "salton",
    *,
    relations: str | Iterable[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    topics: str | Iterable[str] | None = None,
    top: int | None = 10,
    at_least: int = 1,
) -> Similarity:
    """Find the papers that share most with one, or the pairs of papers that do.

    The newer paper of a relation refers to the older one, whichever of them the row names first;
    several relations between one pair are one reference. Where two papers have *a* and *b* others
    and share *n* of them, Jaccard's index is *n* / (*a* + *b* - *n*), and Salton's cosine is
    *n* / √(*a* *b*). A high one may rest on a single shared paper, as in corpora where many papers
    have short lists; `at_least` asks for more.

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
    at_least : int, optional
        Leave out pairs that share fewer papers.

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
        If `by` or `weight` is none of its values, `top` or `at_least` is below 1, or another
        argument cannot be used.

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
    require_choice("by", by, tuple(BASES))
    require_choice("weight", weight, tuple(WEIGHTS))
    if top is not None and top < 1:
        raise ArgumentError(Message("error.top_pairs", {"value": str(top)}))
    if at_least < 1:
        raise ArgumentError(Message("error.at_least", {"value": str(at_least)}))
    asked = None if paper is None else tables.find(paper)
    types, older, newer = references(tables, relations)
    chosen = tables.chosen(since=since, until=until, topics=topics)
    # Papers go by their place among all by date, so that the older one of a pair comes first.
    in_order = np.array(tables.by_date(range(len(tables.ids))), dtype=np.int64)
    age = np.empty_like(in_order)
    age[in_order] = np.arange(len(in_order))
    older, newer = age[older], age[newer]
    lists = Lists(*BASES[by].lists(older, newer), len(age))
    # References and referrers apart.
    kinds = (Lists(newer, older, len(age)), Lists(older, newer, len(age)))
    one = None if asked is None else int(age[asked])
    found = best_pairs(*(lists, one, chosen[in_order], WEIGHTS[weight]), top=top, at_least=at_least)
    pairs = tuple(_pairs(tables, lists, kinds, in_order, *found))
    named = [end for pair in pairs for end in (pair.first, pair.second)]
    told = _thin(pairs, asked) if pairs else _nothing(tables, lists, by, asked, one, at_least)
    return Similarity(
        tables,
        tuple(dict.fromkeys(end for end in named if asked is None or end != tables.ids[asked])),
        descent=descent(tables),
        paper="" if asked is None else tables.ids[asked],
        by=by,
        weight=weight,
        pairs=pairs,
        at_least=at_least,
        relation_types=types,
        notices=sentences(tables.cut_notes, told),
    )


def references(
    tables: IndexedTables, relations: str | Iterable[str] | None
) -> tuple[tuple[str, ...], Whole, Whole]:
    """Find who refers to whom, by relations of all types or of some.

    Parameters
    ----------
    tables : IndexedTables
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
    vocabulary = tables.vocabulary
    kinds = tuple(vocabulary) if relations is None else vocabulary.names(relations)
    edges, count = tables.descent_edges(kinds), len(tables.ids)
    proper = edges.parent != edges.child
    return kinds, *distinct(edges.parent[proper], edges.child[proper], count)


def _pairs(
    tables: IndexedTables,
    lists: Lists,
    kinds: tuple[Lists, Lists],
    in_order: Whole,
    firsts: Whole,
    seconds: Whole,
    scores: Real,
) -> Iterator[Pair]:
    rank_of: dict[float, int] = {}
    found = zip(firsts.tolist(), seconds.tolist(), scores.tolist(), strict=True)
    for place, (first, second, score) in enumerate(found, start=1):
        through = lists.shared(first, second)
        references, referrers = (np.intersect1d(through, k.shared(first, second)) for k in kinds)
        yield Pair(
            first=tables.ids[in_order[first]],
            second=tables.ids[in_order[second]],
            through=tables.ids_of(in_order[through]),
            references=tables.ids_of(in_order[references]),
            referrers=tables.ids_of(in_order[referrers]),
            score=score,
            rank=rank_of.setdefault(score, place),
        )


def _thin(pairs: Sequence[Pair], asked: int | None) -> Message | None:
    """Note that the best of all pairs rest on single papers."""
    if asked is not None or max(len(pair.through) for pair in pairs) > 1:
        return None
    return Message("notice.thin")


def _nothing(
    tables: IndexedTables, lists: Lists, by: str, asked: int | None, one: int | None, at_least: int
) -> Message:
    """Why nothing is similar: a paper has nothing to share, or nobody to share it with."""
    if at_least > 1:
        told = "notice.pairs_at_least" if asked is None else "notice.other_at_least"
        return Message(told, {"least": at_least})
    if asked is None or one is None:
        return Message("notice.pairs_share_none")
    name = tables.label(tables.ids[asked])
    if lists.lengths[one]:
        return Message("notice.shares_none", {"name": name})
    return Message(BASES[by].nothing, {"name": name})
