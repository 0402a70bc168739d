"""Indexed tables: numbered papers, coded relations, and indexes compiled on first use."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import chain, product
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from ..engine import DescentIndex, Unrolled, compile_index, unroll
from ..errors import AmbiguousNameError, ArgumentError, PaperNotFoundError
from ..language.messages import LANGUAGES, Advice, Message, Words, sentences, text_of, word
from ..language.wording import separated
from .categories import categories_like
from .checks import require_graph
from .citations import known_citations, without_layer
from .dates import UNDATED, DateLike, Span, days_of, read_bound, read_date
from .identifiers import paper_identifiers
from .names import NameIndex, distinct_names, words_in
from .records import inherits
from .relation_types import CITES, row_sentence
from .tables import COLUMNS, Kind, Table, make_table, split_list, weakness_of
from .vocabulary import DescentEdges, RelationType, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from ..language.messages import Language, Sentences, Value
    from .categories import Category
    from .records import Paper, Relation

Made = TypeVar("Made")
_NOT_THERE = {"topic": "error.topic", "kind": "error.kind"}


class Immutable:
    """Base class without attribute assignment; subclasses set their ``__dict__`` directly."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A graph does not change; {name!r} cannot be set.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"A graph does not change; {name!r} cannot be deleted.")


class IndexedTables(Immutable):
    """The two tables of a graph, with indexes compiled on first use.

    Papers and relations are row numbers here. Queries resolve names to row numbers at the start
    and convert row numbers to ids at the end.

    Citations of which no more is known than the reference list are a layer of their own: they are
    rows of `stated`, the table as it was given, but not of `relations`, which queries read. A query
    that names ``cites`` reads all known citations; see `read_by`.
    """

    papers: Table
    stated: Table
    relations: Table
    vocabulary: Vocabulary
    ids: tuple[str, ...]
    _compiled: dict[tuple[object, ...], Any]
    _made: dict[str, Paper]
    # Name and version of the data; empty for tables without a version.
    release: str = ""
    # Ids of the papers that are known to cite others, if these tables come from `with_citations`.
    citing: frozenset[str] = frozenset()
    # The full tables and the date, if these tables come from `as_of`.
    _cut: tuple[IndexedTables, str] | None = None

    def __init__(
        self, papers: Any, relations: Any = (), *, relation_types: Iterable[RelationType] = ()
    ) -> None:
        held = self.__dict__
        held["papers"] = make_table("papers", papers)
        held["stated"] = make_table("relations", relations)
        held["vocabulary"] = Vocabulary(relation_types)
        require_graph(self.papers, self.stated, self.vocabulary)
        held["relations"] = without_layer(self.stated, self.vocabulary)
        held["ids"] = tuple(self.papers.column("id"))
        held["_compiled"] = {}
        held["_made"] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Pickle and copy the tables without what was computed from them."""
        kept = ("papers", "stated", "relations", "vocabulary", "ids", "release", "citing", "_cut")
        state = {name: value for name, value in self.__dict__.items() if name in kept}
        return {**state, "_compiled": {}, "_made": {}}

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return a value that depends on nothing but the tables, computed on first use.

        Parameters
        ----------
        key : tuple
            Its first part is the name of the value.
        make : callable
            Computes the value.

        Returns
        -------
        object
        """
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
        """Days on which each paper may have become public, by row; None if undated."""
        dates, years = self.papers.column("date"), self.papers.column("year")
        return [read_date(date or year) for date, year in zip(dates, years, strict=True)]

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """First and last possible day of publication of each paper; all days if undated."""
        return days_of(self.spans)

    @cached_property
    def sources(self) -> NDArray[np.int32]:
        """Row number of the source of each relation."""
        return self._ends("source")

    @cached_property
    def targets(self) -> NDArray[np.int32]:
        """Row number of the target of each relation."""
        return self._ends("target")

    @cached_property
    def codes(self) -> NDArray[np.uint8]:
        """Type of each relation, as its position in the vocabulary."""
        return self.vocabulary.codes(self.relations.column("relation"))

    @cached_property
    def side_step(self) -> NDArray[np.uint8]:
        """1 for side steps of descent, otherwise 0, by relation row."""
        types = self.vocabulary.values()
        return np.array([one.is_side_step for one in types], np.uint8)[self.codes]

    @cached_property
    def inherited(self) -> NDArray[np.bool_]:
        """Whether descendants of the newer end inherit each relation."""
        column = self.relations.column("inherited")
        return np.fromiter(map(inherits, column), bool, len(column))

    @cached_property
    def weakness(self) -> list[int]:
        """Weakness of the evidence of each relation; see `weakness_of`."""
        column = self.relations.column
        return list(map(weakness_of, column("basis"), column("confidence")))

    @cached_property
    def row_rank(self) -> NDArray[np.int64]:
        """Place of each relation in an order that does not follow the order of the table.

        By the newer paper, then the older one (oldest first), the type, the strength of the
        evidence, and the text.
        """
        rank = np.argsort(self.by_date(range(len(self.ids))))
        types = self.vocabulary.values()
        is_target = np.array([one.newer == "target" for one in types], bool)[self.codes]
        newer = rank[np.where(is_target, self.targets, self.sources)]
        older = rank[np.where(is_target, self.sources, self.targets)]
        keys = np.array([self.weakness, self.codes, older, newer], dtype=np.int64)
        order = np.lexsort(keys)
        # Few rows differ in nothing but their texts.
        same = (np.diff(keys[:, order]) == 0).all(axis=0)
        starts = np.flatnonzero(np.append(True, ~same))
        lengths = np.diff(starts, append=len(order))
        for first, length in zip(starts[lengths > 1], lengths[lengths > 1], strict=True):
            alike = order[first : first + length].tolist()
            alike.sort(key=lambda row: sorted(self.relations.row(row).items()))
            order[first : first + length] = alike
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    @cached_property
    def distinct_names(self) -> dict[str, str]:
        """Names with date or id of the papers whose name is not theirs alone, by id."""
        return self._distinct(self.papers.column("short_name"))

    @cached_property
    def distinct_names_zh(self) -> dict[str, str]:
        """The same for Chinese texts, of the papers with a Chinese short name."""
        column = self.papers.column
        chinese = column("short_name_zh")
        if not any(chinese):
            return {}
        shorts = zip(chinese, column("short_name"), strict=True)
        distinct = self._distinct([name or other for name, other in shorts])
        named = dict(zip(self.ids, chinese, strict=True))
        return {one: name for one, name in distinct.items() if named[one]}

    def _distinct(self, short_names: Sequence[str]) -> dict[str, str]:
        column = self.papers.column
        cells = zip(self.ids, column("title"), short_names, strict=True)
        names = [short or title or one for one, title, short in cells]
        dates = [date or year for date, year in zip(column("date"), column("year"), strict=True)]
        return distinct_names(self.ids, names, dates)

    @cached_property
    def _names(self) -> NameIndex:
        column = self.papers.column
        return NameIndex(
            self.ids,
            column("title"),
            column("short_name"),
            column("short_name_zh"),
            self.distinct_names,
            [split_list(cell) for cell in column("aliases")],
            list(map(paper_identifiers, column("arxiv_id"), column("doi"), column("url"))),
        )

    def _ends(self, column: str) -> NDArray[np.int32]:
        ends = self.relations.column(column)
        return np.fromiter((self.number[end] for end in ends), np.int32, len(ends))

    def as_of(self, date: DateLike) -> IndexedTables:
        """Return the tables as of the end of a date: papers then public, relations among them."""
        end = str(read_bound("as_of", date))
        then = self.among(self.chosen(until=end))
        then.__dict__["_cut"] = self, end
        return then

    def among(self, papers: NDArray[np.bool_]) -> IndexedTables:
        """Return the tables of some papers and the relations among them, in the same order."""
        kept = self.papers.take(papers.nonzero()[0].tolist())
        rows = papers[self.sources] & papers[self.targets]
        relations = stated = self.relations.take(rows.nonzero()[0].tolist())
        if self.stated is not self.relations:
            stated = _rows_within(self.stated, set(kept.column("id")))
        then = self._with(kept, stated, relations)
        then.__dict__["_cut"] = None
        return then

    def _with(self, papers: Table, stated: Table, relations: Table) -> IndexedTables:
        """Return tables of the same origin, of papers and rows that are known to be sound."""
        tables = IndexedTables.__new__(IndexedTables)
        tables.__dict__.update(
            papers=papers,
            stated=stated,
            relations=relations,
            vocabulary=self.vocabulary,
            ids=tuple(papers.column("id")),
            _compiled={},
            _made={},
            release=self.release,
            citing=self.citing,
            _cut=self._cut,
        )
        return tables

    def released(self, release: str) -> IndexedTables:
        """Return the tables under the name and version of a release of data."""
        tables = self._with(self.papers, self.stated, self.relations)
        tables.__dict__["release"] = release
        return tables

    @property
    def citations(self) -> int:
        """Number of rows of the layer of citations."""
        return len(self.stated) - len(self.relations)

    @cached_property
    def as_stated(self) -> IndexedTables:
        """The tables with every row as it was given, also those of the layer of citations."""
        return self._with(self.papers, self.stated, self.stated) if self.citations else self

    @cached_property
    def with_citations(self) -> IndexedTables:
        """The tables with a row ``cites`` for every known citation, after the other rows."""
        if not self.citations and "cited" not in self.stated.columns:
            return self
        rows = known_citations(self.relations, self.stated, self.vocabulary)
        if not rows:
            return self
        others = map(self.relations.row, range(len(self.relations)))
        relations = make_table("relations", [*others, *rows])
        tables = self._with(self.papers, self.stated, relations)
        tables.__dict__["citing"] = frozenset(row["source"] for row in rows)
        return tables

    def read_by(self, relations: str | Iterable[str] | None) -> IndexedTables:
        """Return the tables that a query over some relation types reads.

        Parameters
        ----------
        relations : str or iterable of str, optional
            As the user names them; wrong names are left to the query.

        Returns
        -------
        IndexedTables
            With all known citations if ``cites`` is among the names.
        """
        if relations is None:
            return self
        try:
            names = self.vocabulary.names(relations)
        except ArgumentError:
            return self
        return self.with_citations if CITES in names else self

    @property
    def years(self) -> list[str]:
        """All years from the oldest paper to the newest; empty if no paper has a date."""
        dated = [span.year for span in self.spans if span]
        return [f"{year:04}" for year in range(min(dated), max(dated) + 1)] if dated else []

    # Papers

    def find(self, name: str) -> int:
        """Return the row number of the paper with a name."""
        if not isinstance(name, str):
            raise ArgumentError(Message("error.no_text", {"name": repr(name)}))
        number = self.number.get(name)
        if number is not None:
            return number
        try:
            return self._names.find(name)
        except PaperNotFoundError as error:
            raise (self.not_yet_public(name) or error) from None

    def papers_named(self, name: str) -> set[int]:
        """Return the row numbers of all papers that have a name."""
        return {self.number[name]} if name in self.number else self._names.named(name)

    def longest_name_from(self, text: str) -> int:
        """Return a bound on the length of the names with which a text may begin; 0 for none."""
        return self._names.longest_from(text)

    def id_of(self, name: object) -> str | None:
        """Return the id of the paper with a name; None if there is not exactly one."""
        try:
            return self.ids[self.find(name)]  # type: ignore[arg-type]
        except (PaperNotFoundError, AmbiguousNameError, ValueError):
            return None

    def searched(self, column: str) -> list[str]:
        """Return the words of a column, by paper, with a space before and after each."""
        return self.once(("searched", column), lambda: list(map(_spaced, self._texts(column))))

    def _texts(self, column: str) -> Sequence[str]:
        """Return a column as text; topics in both languages."""
        cells = self.papers.column(column)
        if column != "topics":
            return cells
        topics = (map(partial(word, "topic"), split_list(cell)) for cell in cells)
        return ["; ".join(text_of(*one) for one in product(of, LANGUAGES)) for of in topics]

    def keys(self, ids: Iterable[str]) -> list[str]:
        """Return the ids and the short names of some papers, which a notebook completes."""
        papers = list(map(self.paper, ids))
        names = [name for one in papers for name in (one.id, one.short_name) if name]
        return list(dict.fromkeys(names))

    def not_yet_public(self, name: str) -> PaperNotFoundError | None:
        """Return the error for a paper that `as_of` removed; None if there is no such paper."""
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
        told: dict[str, Value] = {"name": paper.name_words, "date": date}
        message = (
            Message("error.after", {**told, "dated": dated})
            if dated
            else Message("error.undated", told)
        )
        return PaperNotFoundError(name, message)

    def paper(self, one: str) -> Paper:
        """Return the record of a paper, by id."""
        if one not in self._made:
            paper = self.papers.paper(self.number[one])
            object.__setattr__(paper, "distinct_name", self.distinct_names.get(one, ""))
            object.__setattr__(paper, "distinct_name_zh", self.distinct_names_zh.get(one, ""))
            self._made[one] = paper
        return self._made[one]

    def name(self, one: str) -> str | Words:
        """Return the name of a paper for messages, by id."""
        return self.paper(one).name_words

    def paper_at(self, number: int) -> Paper:
        """Return the record of a paper, by row number."""
        return self.paper(self.ids[number])

    def ids_of(self, papers: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of some row numbers."""
        return tuple(self.ids[paper] for paper in papers)

    def by_date(
        self, papers: Iterable[int], generations: NDArray[np.integer] | None = None
    ) -> list[int]:
        """Sort papers by date, generation and id; undated papers come last."""
        chosen = [int(paper) for paper in papers]
        spans, ids = self.spans, self.ids
        first = [span.first if (span := spans[paper]) else UNDATED for paper in chosen]
        later = [0] * len(chosen) if generations is None else generations[chosen].tolist()
        keys = zip(first, later, [ids[paper] for paper in chosen], chosen, strict=True)
        return [paper for *_, paper in sorted(keys)]

    def groups_by_date(self, groups: Iterable[Iterable[int]]) -> list[list[int]]:
        """Sort disjoint groups of papers by date, and the papers of each."""
        first = {group[0]: group for group in map(self.by_date, groups)}
        return [first[paper] for paper in self.by_date(first)]

    def chosen(
        self,
        *,
        since: DateLike | None = None,
        until: DateLike | None = None,
        topics: str | Iterable[str] | None = None,
        kinds: str | Iterable[str] | None = None,
    ) -> NDArray[np.bool_]:
        """Mark the papers within a period, with any of some topics, and of any of some kinds."""
        chosen = np.ones(len(self.ids), dtype=bool)
        if since is not None or until is not None:
            begin, end = self._period(since, until)
            first, last = self.days.T
            # Papers without a date have all days.
            chosen = (last >= begin) & (first <= end) & (last < UNDATED)
        if topics is not None:
            cells = list(map(split_list, self.papers.column("topics")))
            wanted = _asked_for("topic", topics, set(chain.from_iterable(cells)))
            chosen &= [not wanted.isdisjoint(cell) for cell in cells]
        if kinds is not None:
            column = self.papers.column("kind")
            wanted = _asked_for("kind", kinds, set(column) - {""})
            chosen &= [cell in wanted for cell in column]
        return chosen

    def undated_note(
        self,
        among: NDArray[np.bool_] | None = None,
        *,
        since: DateLike | None = None,
        until: DateLike | None = None,
        topics: str | Iterable[str] | None = None,
        kinds: str | Iterable[str] | None = None,
    ) -> Message | None:
        """Note how many papers a period leaves out because they have no date."""
        if since is None and until is None:
            return None
        left_out = self.chosen(topics=topics, kinds=kinds) & (self.days[:, 1] == UNDATED)
        count = int(np.count_nonzero(left_out if among is None else left_out & among))
        return Message("notice.undated", {"count": count}) if count else None

    @staticmethod
    def _period(since: DateLike | None, until: DateLike | None) -> tuple[int, int]:
        """Return the first and the last day of a period."""
        begin = None if since is None else read_bound("since", since)
        end = None if until is None else read_bound("until", until)
        if begin and end and begin.first > end.last:
            ends: dict[str, Value] = {"since": str(begin), "until": str(end)}
            raise ArgumentError(Message("error.period", ends))
        return begin.first if begin else 0, end.last if end else UNDATED

    # Relations

    def relation(self, row: int) -> Relation:
        """Return the record of a relation, by row number."""
        return self.relations.relation(row)

    def sentence(self, relation: Relation, lang: Language = "en", *, dated: bool = False) -> str:
        """Write a relation as a sentence, with or without the dates of its papers."""
        named = self.label if dated else self.name
        source, target = (text_of(named(one), lang) for one in (relation.source, relation.target))
        return row_sentence(self.vocabulary[relation.relation], source, target, lang)

    def said(self, relation: Relation, *, dated: bool = False) -> Words:
        """Write a relation as a sentence in both languages."""
        english, chinese = (self.sentence(relation, lang, dated=dated) for lang in LANGUAGES)
        return Words(english, chinese)

    def clause(
        self,
        relation: Relation,
        lang: Language,
        *,
        seen_from: str,
        subject: str | Words,
        other: str | Words,
    ) -> str:
        """Write a relation as a sentence about one of its ends, with given words for both ends."""
        kind = self.vocabulary[relation.relation]
        one, end = text_of(subject, lang), text_of(other, lang)
        if relation.source == seen_from:
            return row_sentence(kind, one, end, lang).strip()
        return row_sentence(kind, end, one, lang, inverse=True).strip()

    def evidenced(self, relation: Relation, lang: Language = "en", *, dated: bool = False) -> str:
        """Write a relation as a sentence with its evidence, with or without dates."""
        told, evidence = self.sentence(relation, lang, dated=dated), relation.grounds.text(lang)
        if not evidence:
            return told
        # What only says where a row stands is no sentence of its own.
        form = "prose.evidenced" if relation.note_in(lang) else "prose.bracketed"
        return Message(form, {"told": told, "evidence": evidence}).text(lang)

    def label(self, one: str) -> str | Words:
        """Return the name and date of a paper for messages, by id."""
        return self.paper(one).label_words

    def descent_types(self, relations: str | Iterable[str] | None) -> tuple[str, ...]:
        """Return the relation types that carry descent, by default or as requested."""
        if relations is None:
            return self.vocabulary.descent_names(self.relations.column("relation"))
        return self.vocabulary.select(relations)

    def read_notes(self, kinds: tuple[str, ...], asked: str | Iterable[str] | None) -> Sentences:
        """Note that descent was read from untyped relations, and the notes of `as_of`."""
        types = [self.vocabulary[kind] for kind in kinds]
        if asked is not None:
            return self.own_notes
        if any(kind.descent != "asked" for kind in types):
            return sentences(self.own_notes, self._unread_note(kinds))
        named = {"types": tuple(kind.words for kind in types)}
        return sentences(self.own_notes, Message("notice.read", named))

    def _unread_note(self, kinds: tuple[str, ...]) -> Sentences:
        """Note the rows that could carry descent, of papers that have no parent without them."""
        present = set(self.relations.column("relation"))
        unread = tuple(
            name
            for name, kind in self.vocabulary.items()
            if kind.descent == "asked" and name in present and name not in kinds
        )
        if not unread:
            return sentences()
        count = self.once(("unread", kinds), lambda: self._count_unread(kinds, unread))
        if not count:
            return sentences()
        types = tuple(self.vocabulary[name].words for name in unread)
        carrying = (name for name in self.vocabulary if name in present.intersection(kinds))
        told: dict[str, Value] = {"count": count, "types": types}
        way: dict[str, Value] = {"count": count, "names": ",".join((*unread, *carrying))}
        return sentences(Message("notice.unread", told), Advice(Message("advice.unread", way)))

    def _count_unread(self, kinds: tuple[str, ...], unread: tuple[str, ...]) -> int:
        read, others = self.descent_edges(kinds), self.descent_edges(unread)
        led = np.zeros(len(self.ids), dtype=bool)
        led[read.child[read.parent != read.child]] = True
        alone = ~led[others.child] & (others.parent != others.child)
        return int(np.count_nonzero(alone))

    @property
    def own_notes(self) -> Sentences:
        """Notes on the tables: of how many papers citations are known, and what `as_of` removed."""
        told: dict[str, Value] = {"count": len(self.citing.intersection(self.ids))}
        known = Message("notice.citing", told | {"all": len(self.ids)}) if self.citing else None
        if self._cut is None:
            return sentences(known)
        whole, date = self._cut
        return sentences(known, whole.notes_on_cut(date, len(self.ids)))

    def notes_on_cut(self, date: str, left: int) -> Sentences:
        """Note how many papers are undated, and whether a date keeps no paper or all of them."""
        spans = sorted((span.first, str(span)) for span in self.spans if span)
        undated = len(self.ids) - len(spans)
        told = [Message("notice.undated", {"count": undated})] if undated else []
        if spans and not left:
            told.append(Message("notice.cuts_all", {"date": date, "other": spans[0][1]}))
        elif spans and left == len(spans):
            told.append(Message("notice.cuts_none", {"date": date, "other": spans[-1][1]}))
        return sentences(*told)

    def descent_edges(self, types: tuple[str, ...], *, timely: bool = False) -> DescentEdges:
        """Return the descent edges of some types; if `timely`, without those against the dates."""
        if timely and len(self.anachronistic_edges(types).row):
            edges, late = self.descent_edges(types), self.anachronistic_edges(types)
            return edges.where(~np.isin(edges.row, late.row))
        ends = self.codes, self.sources, self.targets, self.inherited
        return self.once(
            ("edges", types), lambda: self.vocabulary.descent_edges(*ends, carrying=types)
        )

    def anachronistic_edges(self, types: tuple[str, ...]) -> DescentEdges:
        """Return the descent edges against the dates: the child was public before its parent."""
        edges = self.descent_edges(types)
        return self.once(("anachronistic", types), lambda: edges.anachronistic(self.days))

    def index(self, types: tuple[str, ...], *, timely: bool = False) -> DescentIndex:
        """Compile descent; if `timely`, without the edges against the dates."""
        edges = self.descent_edges(types, timely=timely)
        return self.once(
            ("index", types, len(edges.row)),
            lambda: compile_index(len(self.ids), *edges[:3]),
        )

    def unrolled(
        self, types: tuple[str, ...], allowed: int | None, *, timely: bool = False
    ) -> Unrolled:
        """Build the layered graph of the valid chains with at most `allowed` side steps."""
        index = self.index(types, timely=timely)
        return self.once(
            ("unrolled", types, len(index.child_rows), allowed),
            lambda: unroll(index, self.side_step, self.inherited, allowed),
        )

    def rows_among(self, ids: Iterable[str], kinds: Iterable[str] | None = None) -> list[int]:
        """Return the row numbers of the relations among some papers."""
        inside = np.zeros(len(self.ids), dtype=bool)
        inside[[self.number[one] for one in ids]] = True
        rows = inside[self.sources] & inside[self.targets]
        if kinds is not None:
            rows &= np.isin(self.codes, self.vocabulary.codes(kinds))
        return np.flatnonzero(rows).tolist()

    def relation_frame(self, rows: Sequence[int]) -> pd.DataFrame:
        """Return some relations as a data frame."""
        return frame("relations", self.relations.take(rows))


def own_columns(kind: Kind, table: Table) -> dict[str, Sequence[str]]:
    """Return the user-defined columns of a table, which llmgraph keeps but does not know."""
    return {name: cells for name, cells in table.columns.items() if name not in COLUMNS[kind]}


def _asked_for(category: Category, asked: str | Iterable[str], known: set[str]) -> set[str]:
    """Find the topics or kinds that a filter names."""
    wanted: set[str] = set()
    for name in separated(asked):
        hits = categories_like(category, name, known)
        if not hits:
            names = tuple(word(category, one) for one in sorted(known))
            told: dict[str, Value] = {"asked": name, "names": names or Message("said.none")}
            raise ArgumentError(Message(_NOT_THERE[category], told))
        wanted |= hits
    return wanted


def _rows_within(table: Table, papers: set[str]) -> Table:
    """Return the rows whose ends are both among some papers."""
    ends = zip(table.column("source"), table.column("target"), strict=True)
    rows = [row for row, (one, other) in enumerate(ends) if one in papers and other in papers]
    return table.take(rows)


def _spaced(cell: str) -> str:
    return f" {' '.join(words_in(cell))} "


def frame(kind: Kind, table: Table) -> pd.DataFrame:
    """Return a table as a data frame of text: known columns first, then user-defined ones."""
    import pandas as pd

    order = [*COLUMNS[kind], *own_columns(kind, table)]
    return pd.DataFrame({name: list(table.column(name)) for name in order}, dtype="str")
