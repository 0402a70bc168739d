"""Similarity by bibliographic coupling, co-citation, or both (Amsler)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..engine.kernels import distinct
from ..engine.sharing import Lists, best_pairs
from ..errors import ArgumentError
from ..language.messages import NOTHING, Advice, Message, require_choice, sentences
from ..model.descent import descent
from ..results.base import Result, names_of, paper_row
from ..results.document import Prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ..drawing.selection import DrawPriority
    from ..language.messages import Language, Sentences, Value
    from ..model.dates import DateLike
    from ..model.indexed_tables import IndexedTables

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

By = Literal["amsler", "coupling", "cocitation"]
WeightName = Literal["raw", "jaccard", "salton"]
# Kinds of shared papers: attributes of `Pair`, and the message that lists them.
KINDS = {
    "references": "prose.references",
    "referrers": "prose.referrers",
    "between": "prose.between",
}
# Maximum number of shared papers that a row names; `Pair.through` holds all.
MAX_NAMED = 8


@dataclass(frozen=True, slots=True)
class Basis:
    """A basis of similarity: item lists from references, and the message if a list is empty."""

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


# Scores from the number of shared papers and the lengths of both lists.
WEIGHTS: dict[str, Callable[[Whole, Whole, Whole], Real]] = {
    "raw": lambda shared, _, __: shared.astype(np.float64),
    "jaccard": lambda shared, one, other: shared / (one + other - shared),
    # A single division before the root, so that equal ratios give exact ties.
    "salton": lambda shared, one, other: np.sqrt(shared * shared / (one * other)),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers and what they share.

    Parameters
    ----------
    first, second : str
        Ids: the paper of the query, then the other; for all pairs, the older one first.
    through : tuple of str
        Ids of the shared papers, oldest first, at least one.
    references, referrers : tuple of str
        `references`: cited by both. `referrers`: cite both. A paper may be in both. With Amsler
        there may be further papers in `between`, cited by one and citing the other.
    score : float
        Weighted number of shared papers.
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
        """Ids of the shared papers that one cites and that cite the other, oldest first."""
        return tuple(one for one in self.through if one not in {*self.references, *self.referrers})


@dataclass(frozen=True, repr=False, eq=False)
class Similarity(Result):
    """Papers similar to one paper, or similar pairs, most similar first.

    Iterates over the pairs; `ids` has the similar papers or, for all pairs, the papers of the
    pairs, each once.

    Parameters
    ----------
    paper : str
        Id of the paper of the query; empty for all pairs.
    by : {"amsler", "coupling", "cocitation"}
        Basis of the similarity.
    weight : {"raw", "jaccard", "salton"}
        Score.
    pairs : tuple of Pair
        Highest score first; ties by number of shared papers, then date and id.
    at_least : int
        Minimum number of shared papers.
    relation_types : tuple of str
        The relation types that count as references.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    paper: str
    by: str
    weight: str
    pairs: tuple[Pair, ...]
    at_least: int
    relation_types: tuple[str, ...]
    notices: Sentences = NOTHING

    def _items(self) -> Sequence[Any]:
        return self.pairs

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        names = ("name", "date") if self.paper else ("first_name", "second_name")
        # The raw number is that of the shared papers.
        weighed = () if self.weight == "raw" else (self.weight,)
        kinds = tuple(KINDS) if self.by == "amsler" else ()
        return ("rank", "tied", *names, *weighed, "shared", *kinds, "through")

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """Columns of the table that a notebook shows."""
        return tuple(one for one in self.display_columns if one not in ("tied", *KINDS))

    @property
    def bar_columns(self) -> tuple[str, ...]:
        """Columns with a bar in that table."""
        return ("shared" if self.weight == "raw" else self.weight,)

    def _repr_body(self) -> str:
        told = f"{self.paper or 'all pairs'!r}, {self.by!r}, {self.weight!r}: {self.count_text()}"
        return told + (f", highest {self.pairs[0].score:.4g}" if self.pairs else "")

    def title(self) -> Message:
        """Return a short title of the result."""
        told = "title.similar_to" if self.paper else "title.similar_pairs"
        name = {"name": self.tables.name(self.paper)} if self.paper else {}
        least = {"least": str(self.at_least)} if self.at_least > 1 else {}
        how = {"basis": Message(f"basis.{self.by}"), "weight": self._weight_name()}
        return Message(f"{told}_least" if least else told, {**name, **least, **how})

    def _weight_name(self) -> Message:
        return Message(f"weight.{self.weight}")

    def extent(self) -> Message:
        """Return the number of similar papers or pairs."""
        count = {"count": len(self.pairs)}
        return Message("count.paper", count) if self.paper else Message("count.pair", count)

    def column_titles(self) -> Mapping[str, Message]:
        """Return the title of the column of shared papers."""
        return {"through": Message("column.shared_papers")}

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return (self.paper,) if self.paper else ()

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: the similar papers, and those they share."""
        through = [one for pair in self.pairs for one in pair.through]
        return tuple(dict.fromkeys([*self.asked_ids(), *self.ids, *through]))

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw by similarity; those they share come last."""
        from ..drawing.selection import DrawPriority

        return DrawPriority(self.shown_ids(), Message("first.most_similar"))

    def _own_rows(self) -> Sequence[int]:
        """Row numbers of the relations between similar papers and the papers they share."""
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
        """Write every pair as a list item, with the shared papers below it."""
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
        """List the shared papers by kind."""
        label = self.tables.label
        shared = {told: tuple(map(label, getattr(pair, kind))) for kind, told in KINDS.items()}
        return tuple(
            Message(told, {"names": names}).text(lang) for told, names in shared.items() if names
        )

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per pair; ``through`` names some of the shared papers."""
        tables, counts = self.tables, Counter(pair.rank for pair in self.pairs)
        return [
            {
                "rank": pair.rank,
                "tied": counts[pair.rank] > 1,
                **(paper_row(tables, pair.second, lang) if self.paper else self._both(pair)),
                self.weight: round(pair.score, 4) if self.weight != "raw" else len(pair.through),
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
    since: DateLike | None = None,
    until: DateLike | None = None,
    topics: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    top: int | None = 10,
    at_least: int = 1,
) -> Similarity:
    """Find similar papers by bibliographic coupling, co-citation, or both.

    The newer paper of a relation refers to the older one, whichever is the source; parallel
    relations are one reference. For two papers with *a* and *b* items that share *n* of them, the
    Jaccard index is *n* / (*a* + *b* - *n*), and Salton's cosine is *n* / √(*a* *b*). With short
    lists, a high score may rest on a single shared paper; `at_least` sets a minimum.

    Parameters
    ----------
    paper : str, optional
        The paper, by any of its names. By default all pairs of papers are compared.
    by : {"amsler", "coupling", "cocitation"}, optional
        Basis. Bibliographic coupling: papers that both refer to; it is fixed once the newer one
        appears. Co-citation: papers that refer to both; it grows over time. Amsler: either of
        these, or a paper that one refers to and that refers to the other.
    weight : {"raw", "jaccard", "salton"}, optional
        The number of shared papers, or this number normalised by the lengths of the two lists.
    relations : str or iterable of str, optional
        Relation types to use as references, with or without descent; a single string may hold
        several, separated by commas. By default all.
    since, until, topics, kinds : optional
        As for `descendants`. They select the papers to compare, not the shared papers.
    top : int, optional
        Number of papers or pairs to keep, not counting ties with the last one; None keeps all.
    at_least : int, optional
        Minimum number of shared papers.

    Returns
    -------
    Similarity
        Highest score first; ties by number of shared papers, then date and id. Pairs that share
        no paper are left out.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper or several papers have the name.
    ArgumentError
        If `top` or `at_least` is below 1, or another argument is invalid.

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
    'a refers to no paper, so it shares none with others.'
    """
    require_choice("by", by, tuple(BASES))
    require_choice("weight", weight, tuple(WEIGHTS))
    if top is not None and top < 1:
        raise ArgumentError(Message("error.top_pairs", {"value": str(top)}))
    if at_least < 1:
        raise ArgumentError(Message("error.at_least", {"value": str(at_least)}))
    asked = None if paper is None else tables.find(paper)
    types, older, newer = references(tables, relations)
    period: dict[str, Any] = {"since": since, "until": until, "topics": topics, "kinds": kinds}
    chosen = tables.chosen(**period)
    # Papers are numbered by date, so that the older one of a pair comes first.
    in_order = np.array(tables.by_date(range(len(tables.ids))), dtype=np.int64)
    age = np.empty_like(in_order)
    age[in_order] = np.arange(len(in_order))
    older, newer = age[older], age[newer]
    lists = Lists(*BASES[by].lists(older, newer), len(age))
    sides = (Lists(newer, older, len(age)), Lists(older, newer, len(age)))
    one = None if asked is None else int(age[asked])
    found = best_pairs(*(lists, one, chosen[in_order], WEIGHTS[weight]), top=top, at_least=at_least)
    pairs = tuple(_pairs(tables, lists, sides, in_order, *found))
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
        notices=sentences(tables.own_notes, tables.undated_note(**period), told),
    )


def references(
    tables: IndexedTables, relations: str | Iterable[str] | None
) -> tuple[tuple[str, ...], Whole, Whole]:
    """Return the references between papers, from relations of all or some types.

    Parameters
    ----------
    tables : IndexedTables
    relations : str or iterable of str, optional
        Names of relation types; by default all.

    Returns
    -------
    kinds : tuple of str
        The relation types used.
    older, newer : ndarray of int64
        The two papers of each reference, every pair once, without self-loops.

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


def _thin(pairs: Sequence[Pair], asked: int | None) -> Sentences | None:
    """Note if no pair shares more than one paper."""
    if asked is not None or max(len(pair.through) for pair in pairs) > 1:
        return None
    return sentences(Message("notice.thin"), Advice(Message("advice.at_least")))


def _nothing(
    tables: IndexedTables, lists: Lists, by: str, asked: int | None, one: int | None, at_least: int
) -> Message:
    """Explain an empty result."""
    if at_least > 1:
        told = "notice.pairs_at_least" if asked is None else "notice.other_at_least"
        return Message(told, {"least": at_least})
    if asked is None or one is None:
        return Message("notice.pairs_share_none")
    name = tables.label(tables.ids[asked])
    if lists.lengths[one]:
        return Message("notice.shares_none", {"name": name})
    return Message(BASES[by].nothing, {"name": name})
