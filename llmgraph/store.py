"""The tables of a graph as the engine sees them: numbered papers, coded relations, indexes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from .checks import require_graph
from .dates import Span, read_date
from .errors import AmbiguousNameError, ArgumentError, PaperNotFoundError
from .index import DescentIndex, Unrolled, compile_index, unroll
from .messages import Message, Words, sentences, word
from .names import NameIndex, name_key, paper_identifiers
from .papers import inherits
from .relations import DescentEdges, RelationType, Vocabulary
from .tables import BASES, COLUMNS, CONFIDENCES, Kind, Table, make_table, split_list
from .topics import topic_words
from .wording import separated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from .messages import Language, Sentences, Value
    from .papers import Paper, Relation

Made = TypeVar("Made")
UNDATED = 10_000 * 12


class Store:
    """Holds the two tables of a graph, and compiles what the queries need on first use.

    Papers and relations go by their row numbers here; the queries turn names into numbers
    when they begin and numbers into ids when they end.
    """

    _papers: Table
    _relations: Table
    _vocabulary: Vocabulary
    _ids: tuple[str, ...]
    _compiled: dict[tuple[object, ...], Any]
    _made: dict[str, Paper]
    # The graph that this one was cut from, and the date as of which it stood.
    _cut: tuple[Store, str] | None = None

    def __init__(
        self, papers: Any, relations: Any = (), *, relation_types: Iterable[RelationType] = ()
    ) -> None:
        own = self.__dict__  # what stands there is set once: see __setattr__
        own["_papers"] = make_table("papers", papers)
        own["_relations"] = make_table("relations", relations)
        own["_vocabulary"] = Vocabulary(relation_types)
        require_graph(self._papers, self._relations, self._vocabulary)
        own["_ids"] = tuple(self._papers.column("id"))
        own["_compiled"] = {}
        own["_made"] = {}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A graph does not change; {name!r} cannot be set.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"A graph does not change; {name!r} cannot be deleted.")

    def _once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Compile on first use what several queries need."""
        compiled: dict[tuple[object, ...], Any] = self._compiled
        if key not in compiled:
            compiled[key] = make()
        made: Made = compiled[key]
        return made

    @cached_property
    def _number(self) -> dict[str, int]:
        return {one: number for number, one in enumerate(self._ids)}

    @cached_property
    def _spans(self) -> list[Span | None]:
        dates, years = self._papers.column("date"), self._papers.column("year")
        return [read_date(date or year) for date, year in zip(dates, years, strict=True)]

    @cached_property
    def _months(self) -> NDArray[np.int32]:
        """First and last month in which each paper may have become public; undated ones in any."""
        spans = [(span.first, span.last) if span else (0, UNDATED) for span in self._spans]
        return np.array(spans, dtype=np.int32).reshape(-1, 2)

    @cached_property
    def _sources(self) -> NDArray[np.int32]:
        return self._ends("source")

    @cached_property
    def _targets(self) -> NDArray[np.int32]:
        return self._ends("target")

    @cached_property
    def _codes(self) -> NDArray[np.uint8]:
        return self._vocabulary.codes(self._relations.column("relation"))

    @cached_property
    def _side_step(self) -> NDArray[np.uint8]:
        """1 for the rows that are side steps of descent, by row."""
        types = self._vocabulary.values()
        return np.array([one.is_side_step for one in types], np.uint8)[self._codes]

    @cached_property
    def _inherited(self) -> NDArray[np.bool_]:
        """Whether what descends from the newer end of each row inherits it."""
        column = self._relations.column("inherited")
        return np.fromiter(map(inherits, column), bool, len(column))

    @cached_property
    def _weakness(self) -> list[int]:
        """How weak the evidence of each row is: confidence first, then basis; 0 is the best."""
        degrees = {degree: 3 * place for place, degree in enumerate(CONFIDENCES)}
        bases = {basis: place for place, basis in enumerate(BASES)}
        column = self._relations.column
        return [
            degrees.get(confidence, 6) + bases.get(basis, 2)
            for confidence, basis in zip(column("confidence"), column("basis"), strict=True)
        ]

    @cached_property
    def _names(self) -> NameIndex:
        column = self._papers.column
        return NameIndex(
            self._ids,
            column("title"),
            column("short_name"),
            [split_list(cell) for cell in column("aliases")],
            map(paper_identifiers, column("arxiv_id"), column("doi"), column("url")),
        )

    def _ends(self, column: str) -> NDArray[np.int32]:
        ends = self._relations.column(column)
        return np.fromiter((self._number[end] for end in ends), np.int32, len(ends))

    def _tables(self) -> dict[Kind, Table]:
        return {"papers": self._papers, "relations": self._relations}

    # Papers

    def _find(self, name: str) -> int:
        if not isinstance(name, str):
            raise ArgumentError(Message("error.no_text", {"name": repr(name)}))
        number = self._number.get(name)
        if number is not None:
            return number
        try:
            return self._names.find(name)
        except PaperNotFoundError as error:
            raise (self._not_yet(name) or error) from None

    def _not_yet(self, name: str) -> PaperNotFoundError | None:
        """Report a paper that was left out of the graph as it stood."""
        if self._cut is None:
            return None
        whole, date = self._cut
        try:
            one = whole._ids[whole._find(name)]
        except AmbiguousNameError:
            return None
        except PaperNotFoundError:
            return whole._not_yet(name)
        paper = whole._paper(one)
        dated = paper.date or paper.year
        told: dict[str, Value] = {"name": paper.name, "date": date}
        message = (
            Message("error.after", {**told, "dated": dated})
            if dated
            else Message("error.undated", told)
        )
        return PaperNotFoundError(name, message)

    def _paper(self, one: str) -> Paper:
        if one not in self._made:
            self._made[one] = self._papers.paper(self._number[one])
        return self._made[one]

    def _ids_of(self, papers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._ids[paper] for paper in papers)

    def _by_date(
        self, papers: Iterable[int], generations: NDArray[np.integer] | None = None
    ) -> list[int]:
        """Sort papers by date, generation and id; undated papers last."""
        chosen = [int(paper) for paper in papers]
        spans, ids = self._spans, self._ids
        first = [span.first if (span := spans[paper]) else UNDATED for paper in chosen]
        later = [0] * len(chosen) if generations is None else generations[chosen].tolist()
        keys = zip(first, later, [ids[paper] for paper in chosen], chosen, strict=True)
        return [paper for *_, paper in sorted(keys)]

    def _chosen(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        topics: str | Iterable[str] | None = None,
    ) -> NDArray[np.bool_]:
        """Mark the papers of a period and of some topics."""
        chosen = np.ones(len(self._ids), dtype=bool)
        if since is not None or until is not None:
            first = 0 if since is None else _bound(since).first
            last = UNDATED if until is None else _bound(until).last
            if first > last:
                ends: dict[str, Value] = {"since": str(since), "until": str(until)}
                raise ArgumentError(Message("error.period", ends))
            for paper, span in enumerate(self._spans):
                chosen[paper] = span is not None and span.last >= first and span.first <= last
        if topics is not None:
            wanted = self._topics_like(topics)
            for paper, cell in enumerate(self._papers.column("topics")):
                chosen[paper] &= not wanted.isdisjoint(split_list(cell))
        return chosen

    def _topics_like(self, topics: str | Iterable[str]) -> set[str]:
        known = {topic for cell in self._papers.column("topics") for topic in split_list(cell)}
        wanted: set[str] = set()
        for asked in separated(topics):
            key = name_key(asked)
            hits = {topic for topic in known if key and any(key in one for one in _keys_of(topic))}
            if not hits:
                names = tuple(word("topic", one) for one in sorted(known))
                told: dict[str, Value] = {"asked": asked, "names": names or Message("said.none")}
                raise ArgumentError(Message("error.topic", told))
            wanted |= hits
        return wanted

    # Relations

    def _relation(self, row: int) -> Relation:
        return self._relations.relation(row)

    def _sentence(self, relation: Relation, lang: Language = "en") -> str:
        """A row in words, with the names of its papers."""
        ends = self._paper(relation.source).name, self._paper(relation.target).name
        return self._vocabulary[relation.relation].sentence(*ends, lang)

    def _said(self, relation: Relation) -> Words:
        """A row in words of both languages."""
        return Words(self._sentence(relation), self._sentence(relation, "zh"))

    def _clause(
        self, relation: Relation, lang: Language, *, seen_from: str, subject: str, other: str
    ) -> str:
        """A row as it reads from one of its ends, with words for this one and for the other."""
        kind = self._vocabulary[relation.relation]
        if relation.source == seen_from:
            return kind.sentence(subject, other, lang).strip()
        return kind.sentence(other, subject, lang, inverse=True).strip()

    def _evidenced(self, relation: Relation, lang: Language = "en") -> str:
        """A row in words, with what is known of its evidence."""
        told, evidence = self._sentence(relation, lang), relation.grounds.text(lang)
        if not evidence:
            return told
        return Message("prose.evidenced", {"told": told, "evidence": evidence}).text(lang)

    def _label(self, one: str) -> str:
        """Name and date of a paper."""
        paper = self._paper(one)
        date = paper.date or paper.year
        return f"{paper.name} ({date})" if date else paper.name

    def _descent_types(self, relations: str | Iterable[str] | None) -> tuple[str, ...]:
        if relations is None:
            return self._vocabulary.descent_names(self._relations.column("relation"))
        return self._vocabulary.select(relations)

    def _read_told(self, kinds: tuple[str, ...], asked: str | Iterable[str] | None) -> Sentences:
        """Note that descent is read from untyped relations, or that a date cuts nothing or all."""
        types = [self._vocabulary[kind] for kind in kinds]
        if asked is not None or any(kind.descent != "asked" for kind in types):
            return self._cut_told
        named = {"types": tuple(kind.words for kind in types)}
        return sentences(self._cut_told, Message("notice.read", named))

    @property
    def _cut_told(self) -> Sentences:
        """What a reader of the graph as it stood must know of the papers that were left out."""
        if self._cut is None:
            return sentences()
        whole, date = self._cut
        return whole._left_told(date, len(self._ids))

    def _left_told(self, date: str, left: int) -> Sentences:
        """Say how many papers have no date to be cut by, and where a date cuts nothing or all."""
        spans = sorted((span.first, str(span)) for span in self._spans if span)
        undated = len(self._ids) - len(spans)
        told = [Message("notice.undated", {"count": undated})] if undated else []
        if spans and not left:
            told.append(Message("notice.cuts_all", {"date": date, "other": spans[0][1]}))
        elif spans and left == len(spans):
            told.append(Message("notice.cuts_none", {"date": date, "other": spans[-1][1]}))
        return sentences(*told)

    def _descent_edges(self, types: tuple[str, ...], *, timely: bool = False) -> DescentEdges:
        """Descent edges by some types; where `timely`, without those against the dates."""
        if timely and len(self._late_edges(types).row):
            edges, late = self._descent_edges(types), self._late_edges(types)
            return edges.where(~np.isin(edges.row, late.row))
        ends = self._codes, self._sources, self._targets, self._inherited
        return self._once(
            ("edges", types), lambda: self._vocabulary.descent_edges(*ends, carrying=types)
        )

    def _late_edges(self, types: tuple[str, ...]) -> DescentEdges:
        """Descent edges against the dates: the child was public before its parent."""
        edges, months = self._descent_edges(types), self._months
        return self._once(
            ("late", types),
            lambda: edges.where(months[edges.child, 1] < months[edges.parent, 0]),
        )

    def _index(self, types: tuple[str, ...], *, timely: bool = False) -> DescentIndex:
        """Compile descent; where `timely`, without the edges against the dates."""
        edges = self._descent_edges(types, timely=timely)
        return self._once(
            ("index", types, len(edges.row)),
            lambda: compile_index(len(self._ids), *edges[:3]),
        )

    def _unrolled(
        self, types: tuple[str, ...], allowed: int | None, *, timely: bool = False
    ) -> Unrolled:
        """Unroll descent by some types into the chains that take so many side steps."""
        index = self._index(types, timely=timely)
        return self._once(
            ("unrolled", types, len(index.child_rows), allowed),
            lambda: unroll(index, self._side_step, self._inherited, allowed),
        )

    def _rows_among(self, ids: Iterable[str], kinds: Iterable[str] | None = None) -> list[int]:
        """Row numbers of the relations between two of these papers."""
        inside = np.zeros(len(self._ids), dtype=bool)
        inside[[self._number[one] for one in ids]] = True
        rows = inside[self._sources] & inside[self._targets]
        if kinds is not None:
            rows &= np.isin(self._codes, self._vocabulary.codes(kinds))
        return np.flatnonzero(rows).tolist()

    def _relation_frame(self, rows: Sequence[int]) -> pd.DataFrame:
        return _frame("relations", self._relations.take(rows))


def _frame(kind: Kind, table: Table) -> pd.DataFrame:
    import pandas as pd

    known = COLUMNS[kind]
    order = [*known, *(name for name in table.columns if name not in known)]
    return pd.DataFrame({name: list(table.column(name)) for name in order}, dtype="str")


def _keys_of(topic: str) -> list[str]:
    """The names of a topic, in English and Chinese, as they are compared."""
    return [name_key(one) for one in (topic, topic_words().get(topic, topic))]


def _bound(date: str | int) -> Span:
    span = read_date(str(date))
    if span is None:
        raise ArgumentError(Message("error.empty_date"))
    return span
