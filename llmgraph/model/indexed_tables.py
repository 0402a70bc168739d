"""The tables of a graph as the engine sees them: numbered papers, coded relations, indexes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from ..engine import DescentIndex, Unrolled, compile_index, unroll
from ..errors import AmbiguousNameError, ArgumentError, PaperNotFoundError
from ..language.messages import Message, Words, sentences, word
from ..language.wording import separated
from .checks import require_graph
from .dates import UNDATED, Span, months_of, read_date
from .names import NameIndex, name_key, paper_identifiers
from .records import inherits
from .tables import BASES, COLUMNS, CONFIDENCES, Kind, Table, make_table, split_list
from .topics import topic_words
from .vocabulary import DescentEdges, RelationType, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from ..language.messages import Language, Sentences, Value
    from .records import Paper, Relation

Made = TypeVar("Made")


class Immutable:
    """Refuses to be changed; what a subclass holds stands in its ``__dict__`` from the start."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A graph does not change; {name!r} cannot be set.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"A graph does not change; {name!r} cannot be deleted.")


class IndexedTables(Immutable):
    """Holds the two tables of a graph, and compiles what the queries need on first use.

    Papers and relations go by their row numbers here; the queries turn names into numbers
    when they begin and numbers into ids when they end.
    """

    papers: Table
    relations: Table
    vocabulary: Vocabulary
    ids: tuple[str, ...]
    _compiled: dict[tuple[object, ...], Any]
    _made: dict[str, Paper]
    # The tables that these were cut from, and the date as of which they stood.
    _cut: tuple[IndexedTables, str] | None = None

    def __init__(
        self, papers: Any, relations: Any = (), *, relation_types: Iterable[RelationType] = ()
    ) -> None:
        held = self.__dict__
        held["papers"] = make_table("papers", papers)
        held["relations"] = make_table("relations", relations)
        held["vocabulary"] = Vocabulary(relation_types)
        require_graph(self.papers, self.relations, self.vocabulary)
        held["ids"] = tuple(self.papers.column("id"))
        held["_compiled"] = {}
        held["_made"] = {}

    def _once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Compile on first use what several queries need."""
        if key not in self._compiled:
            self._compiled[key] = make()
        made: Made = self._compiled[key]
        return made

    @cached_property
    def number(self) -> dict[str, int]:
        """Row number of each paper, by id."""
        return {one: number for number, one in enumerate(self.ids)}

    @cached_property
    def spans(self) -> list[Span | None]:
        """Months in which each paper may have become public, by row; None where that is unknown."""
        dates, years = self.papers.column("date"), self.papers.column("year")
        return [read_date(date or year) for date, year in zip(dates, years, strict=True)]

    @cached_property
    def months(self) -> NDArray[np.int32]:
        """First and last month in which each paper may have become public; undated ones in any."""
        return months_of(self.spans)

    @cached_property
    def sources(self) -> NDArray[np.int32]:
        """Row numbers of the sources of the relations."""
        return self._ends("source")

    @cached_property
    def targets(self) -> NDArray[np.int32]:
        """Row numbers of the targets of the relations."""
        return self._ends("target")

    @cached_property
    def codes(self) -> NDArray[np.uint8]:
        """Relation type of each relation, as its place in the vocabulary."""
        return self.vocabulary.codes(self.relations.column("relation"))

    @cached_property
    def side_step(self) -> NDArray[np.uint8]:
        """1 for the rows that are side steps of descent, by row."""
        types = self.vocabulary.values()
        return np.array([one.is_side_step for one in types], np.uint8)[self.codes]

    @cached_property
    def inherited(self) -> NDArray[np.bool_]:
        """Whether what descends from the newer end of each row inherits it."""
        column = self.relations.column("inherited")
        return np.fromiter(map(inherits, column), bool, len(column))

    @cached_property
    def weakness(self) -> list[int]:
        """How weak the evidence of each row is: confidence first, then basis; 0 is the best."""
        degrees = {degree: 3 * place for place, degree in enumerate(CONFIDENCES)}
        bases = {basis: place for place, basis in enumerate(BASES)}
        column = self.relations.column
        return [
            degrees.get(confidence, 6) + bases.get(basis, 2)
            for confidence, basis in zip(column("confidence"), column("basis"), strict=True)
        ]

    @cached_property
    def _names(self) -> NameIndex:
        column = self.papers.column
        return NameIndex(
            self.ids,
            column("title"),
            column("short_name"),
            [split_list(cell) for cell in column("aliases")],
            map(paper_identifiers, column("arxiv_id"), column("doi"), column("url")),
        )

    def _ends(self, column: str) -> NDArray[np.int32]:
        ends = self.relations.column(column)
        return np.fromiter((self.number[end] for end in ends), np.int32, len(ends))

    def as_of(self, date: str) -> IndexedTables:
        """Keep the papers that were public at the end of a date, and the relations among them."""
        papers = self.chosen(until=date)
        rows = papers[self.sources] & papers[self.targets]
        then = IndexedTables(
            self.papers.take(papers.nonzero()[0].tolist()),
            self.relations.take(rows.nonzero()[0].tolist()),
            relation_types=self.vocabulary.own,
        )
        then.__dict__["_cut"] = self, str(date)
        return then

    @property
    def years(self) -> list[str]:
        """Every year from that of the oldest paper to that of the newest; empty without dates."""
        dated = [span.year for span in self.spans if span]
        return [f"{year:04}" for year in range(min(dated), max(dated) + 1)] if dated else []

    # Papers

    def find(self, name: str) -> int:
        """Find the row number of a paper by any of its names."""
        if not isinstance(name, str):
            raise ArgumentError(Message("error.no_text", {"name": repr(name)}))
        number = self.number.get(name)
        if number is not None:
            return number
        try:
            return self._names.find(name)
        except PaperNotFoundError as error:
            raise (self.not_yet_public(name) or error) from None

    def not_yet_public(self, name: str) -> PaperNotFoundError | None:
        """Report a paper that was left out of the graph as it stood."""
        if self._cut is None:
            return None
        whole, date = self._cut
        try:
            one = whole.ids[whole.find(name)]
        except AmbiguousNameError:
            return None
        except PaperNotFoundError:
            return whole.not_yet_public(name)
        paper = whole.paper(one)
        dated = paper.published
        told: dict[str, Value] = {"name": paper.name, "date": date}
        message = (
            Message("error.after", {**told, "dated": dated})
            if dated
            else Message("error.undated", told)
        )
        return PaperNotFoundError(name, message)

    def paper(self, one: str) -> Paper:
        """Give the record of a paper, by its id."""
        if one not in self._made:
            self._made[one] = self.papers.paper(self.number[one])
        return self._made[one]

    def paper_at(self, number: int) -> Paper:
        """The paper of a row."""
        return self.paper(self.ids[number])

    def ids_of(self, papers: Iterable[int]) -> tuple[str, ...]:
        """Give the ids of some row numbers."""
        return tuple(self.ids[paper] for paper in papers)

    def by_date(
        self, papers: Iterable[int], generations: NDArray[np.integer] | None = None
    ) -> list[int]:
        """Sort papers by date, generation and id; undated papers last."""
        chosen = [int(paper) for paper in papers]
        spans, ids = self.spans, self.ids
        first = [span.first if (span := spans[paper]) else UNDATED for paper in chosen]
        later = [0] * len(chosen) if generations is None else generations[chosen].tolist()
        keys = zip(first, later, [ids[paper] for paper in chosen], chosen, strict=True)
        return [paper for *_, paper in sorted(keys)]

    def chosen(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        topics: str | Iterable[str] | None = None,
    ) -> NDArray[np.bool_]:
        """Mark the papers of a period and of some topics."""
        chosen = np.ones(len(self.ids), dtype=bool)
        if since is not None or until is not None:
            first = 0 if since is None else _bound(since).first
            last = UNDATED if until is None else _bound(until).last
            if first > last:
                ends: dict[str, Value] = {"since": str(since), "until": str(until)}
                raise ArgumentError(Message("error.period", ends))
            for paper, span in enumerate(self.spans):
                chosen[paper] = span is not None and span.last >= first and span.first <= last
        if topics is not None:
            wanted = self._topics_like(topics)
            for paper, cell in enumerate(self.papers.column("topics")):
                chosen[paper] &= not wanted.isdisjoint(split_list(cell))
        return chosen

    def _topics_like(self, topics: str | Iterable[str]) -> set[str]:
        known = {topic for cell in self.papers.column("topics") for topic in split_list(cell)}
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

    def relation(self, row: int) -> Relation:
        """Give the record of a relation, by its row number."""
        return self.relations.relation(row)

    def sentence(self, relation: Relation, lang: Language = "en") -> str:
        """A row in words, with the names of its papers."""
        ends = self.paper(relation.source).name, self.paper(relation.target).name
        return self.vocabulary[relation.relation].sentence(*ends, lang)

    def said(self, relation: Relation) -> Words:
        """A row in words of both languages."""
        return Words(self.sentence(relation), self.sentence(relation, "zh"))

    def clause(
        self, relation: Relation, lang: Language, *, seen_from: str, subject: str, other: str
    ) -> str:
        """A row as it reads from one of its ends, with words for this one and for the other."""
        kind = self.vocabulary[relation.relation]
        if relation.source == seen_from:
            return kind.sentence(subject, other, lang).strip()
        return kind.sentence(other, subject, lang, inverse=True).strip()

    def evidenced(self, relation: Relation, lang: Language = "en") -> str:
        """A row in words, with what is known of its evidence."""
        told, evidence = self.sentence(relation, lang), relation.grounds.text(lang)
        if not evidence:
            return told
        return Message("prose.evidenced", {"told": told, "evidence": evidence}).text(lang)

    def label(self, one: str) -> str:
        """Name and date of a paper."""
        paper = self.paper(one)
        date = paper.published
        return f"{paper.name} ({date})" if date else paper.name

    def descent_types(self, relations: str | Iterable[str] | None) -> tuple[str, ...]:
        """Choose the relation types that carry descent, among those that were asked for."""
        if relations is None:
            return self.vocabulary.descent_names(self.relations.column("relation"))
        return self.vocabulary.select(relations)

    def read_notes(self, kinds: tuple[str, ...], asked: str | Iterable[str] | None) -> Sentences:
        """Note that descent is read from untyped relations, or that a date cuts nothing or all."""
        types = [self.vocabulary[kind] for kind in kinds]
        if asked is not None or any(kind.descent != "asked" for kind in types):
            return self.cut_notes
        named = {"types": tuple(kind.words for kind in types)}
        return sentences(self.cut_notes, Message("notice.read", named))

    @property
    def cut_notes(self) -> Sentences:
        """What a reader of the graph as it stood must know of the papers that were left out."""
        if self._cut is None:
            return sentences()
        whole, date = self._cut
        return whole.notes_on_cut(date, len(self.ids))

    def notes_on_cut(self, date: str, left: int) -> Sentences:
        """Say how many papers have no date to be cut by, and where a date cuts nothing or all."""
        spans = sorted((span.first, str(span)) for span in self.spans if span)
        undated = len(self.ids) - len(spans)
        told = [Message("notice.undated", {"count": undated})] if undated else []
        if spans and not left:
            told.append(Message("notice.cuts_all", {"date": date, "other": spans[0][1]}))
        elif spans and left == len(spans):
            told.append(Message("notice.cuts_none", {"date": date, "other": spans[-1][1]}))
        return sentences(*told)

    def descent_edges(self, types: tuple[str, ...], *, timely: bool = False) -> DescentEdges:
        """Descent edges by some types; where `timely`, without those against the dates."""
        if timely and len(self.anachronistic_edges(types).row):
            edges, late = self.descent_edges(types), self.anachronistic_edges(types)
            return edges.where(~np.isin(edges.row, late.row))
        ends = self.codes, self.sources, self.targets, self.inherited
        return self._once(
            ("edges", types), lambda: self.vocabulary.descent_edges(*ends, carrying=types)
        )

    def anachronistic_edges(self, types: tuple[str, ...]) -> DescentEdges:
        """Descent edges against the dates: the child was public before its parent."""
        edges = self.descent_edges(types)
        return self._once(("anachronistic", types), lambda: edges.anachronistic(self.months))

    def index(self, types: tuple[str, ...], *, timely: bool = False) -> DescentIndex:
        """Compile descent; where `timely`, without the edges against the dates."""
        edges = self.descent_edges(types, timely=timely)
        return self._once(
            ("index", types, len(edges.row)),
            lambda: compile_index(len(self.ids), *edges[:3]),
        )

    def unrolled(
        self, types: tuple[str, ...], allowed: int | None, *, timely: bool = False
    ) -> Unrolled:
        """Unroll descent by some types into the chains that take so many side steps."""
        index = self.index(types, timely=timely)
        return self._once(
            ("unrolled", types, len(index.child_rows), allowed),
            lambda: unroll(index, self.side_step, self.inherited, allowed),
        )

    def rows_among(self, ids: Iterable[str], kinds: Iterable[str] | None = None) -> list[int]:
        """Row numbers of the relations between two of these papers."""
        inside = np.zeros(len(self.ids), dtype=bool)
        inside[[self.number[one] for one in ids]] = True
        rows = inside[self.sources] & inside[self.targets]
        if kinds is not None:
            rows &= np.isin(self.codes, self.vocabulary.codes(kinds))
        return np.flatnonzero(rows).tolist()

    def relation_frame(self, rows: Sequence[int]) -> pd.DataFrame:
        """Give some relations as a data frame."""
        return frame("relations", self.relations.take(rows))


def frame(kind: Kind, table: Table) -> pd.DataFrame:
    """Give a table as a data frame of text: the known columns first, then those of one's own."""
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
