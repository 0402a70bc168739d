"""Relations of one paper with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..language.messages import (
    NOTHING,
    PAPER,
    Message,
    Noun,
    Sentences,
    Words,
    require_choice,
    sentences,
    text_of,
    word,
)
from ..language.wording import counted
from ..model.descent import descent
from ..model.indexed_tables import own_columns
from ..model.relation_types import CITES
from ..results.base import Result, evidence_row, paper_row
from ..results.document import Prose
from .measures import COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..language.messages import Language, Sayable, Value
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Paper, Relation
    from ..model.relation_types import RelationType


@dataclass(frozen=True, repr=False, eq=False)
class RelationSet(Result):
    """Relations of one paper; iterates over the papers at the other ends.

    Parameters
    ----------
    origin : str
        Id of the paper.
    relations : tuple of Relation
        Rows with the paper as source come first, then by vocabulary and table order. There may
        be more rows than papers.
    numbers : tuple of int
        Row number of each relation.
    question : Message
        Wording of the query.
    filtered : bool
        Whether only some relations of the paper were requested.
    descent : Descent
        The descent that the answer is based on.
    notices : Sentences
        Notes on the answer; usually empty.
    """

    origin: str
    relations: tuple[Relation, ...]
    numbers: tuple[int, ...]
    question: Message
    filtered: bool
    notices: Sentences = field(default=NOTHING, kw_only=True)

    def _items(self) -> Sequence[Any]:
        return self.relations

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("reads", "date", "basis", "where", "note", "confidence")

    def column_titles(self) -> Mapping[str, Message]:
        """Head the date, which is that of the other paper."""
        return {"date": Message("column.other_date")}

    def _repr_body(self) -> str:
        return f"{self.origin!r}: {counted(len(self.relations), 'relation')}"

    def title(self) -> Message:
        """Return a short title of the result."""
        return self.question

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return (self.origin,)

    def subject_ids(self) -> tuple[str, ...]:
        """Return the id of the paper whose relations these are."""
        return (self.origin,)

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: the paper, then the others."""
        return (self.origin, *(one for one in self.ids if one != self.origin))

    def _own_rows(self) -> Sequence[int]:
        return sorted(self.numbers)

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per relation, with the paper at its other end.

        Returns
        -------
        list of dict
            The user-defined columns of the relations come last; one whose name is taken has the
            prefix ``column:``.
        """
        own = own_columns("relations", self.tables.relations)
        told = []
        for row, number in zip(self.relations, self.numbers, strict=True):
            known = self._known(row, lang)
            named = {COLUMN + name if name in known else name: own[name] for name in own}
            told.append(known | {name: cells[number] for name, cells in named.items()})
        return told

    def _known(self, row: Relation, lang: Language) -> dict[str, Any]:
        return {
            **paper_row(self.tables, self._other(row), lang),
            "reads": self.tables.sentence(row, lang),
            "source": row.source,
            "relation": row.relation,
            "target": row.target,
            **evidence_row(row, lang),
        }

    def extent(self) -> Message:
        """Return the number of relations."""
        return Message("count.relation", {"count": len(self.relations)})

    def _notes(self) -> list[str | Sayable]:
        return [*super()._notes(), *([] if self.filtered else self._card())]

    def _card(self) -> list[Message]:
        """Bibliographic data of the paper, one line each."""
        paper = self.tables.paper(self.origin)
        date: Value = paper.published
        if paper.date_note:
            date = Message("card.dated", {"date": date, "where": paper.date_note})
        told: dict[str, Value] = {
            "card.title": paper.title,
            "card.date": date,
            "card.venue": paper.venue,
            "card.authors": paper.authors,
            "card.kind": word("kind", paper.kind) if paper.kind else "",
            "card.topics": tuple(word("topic", topic) for topic in paper.topics),
            "card.aliases": (*_in_the_other_language(paper), *paper.aliases),
            "card.arxiv": paper.arxiv_id,
            "card.doi": paper.doi,
            "card.link": paper.url,
            "card.summary": paper.summary,
            "card.summary_zh": paper.summary_zh,
        }
        known = [Message(line, {"value": value}) for line, value in told.items() if value]
        place = self.tables.number[self.origin]
        own = own_columns("papers", self.tables.papers).items()
        cells = [(name, cells[place]) for name, cells in own if cells[place]]
        return [
            *known,
            *(Message("card.own", {"column": name, "value": cell}) for name, cell in cells),
        ]

    @property
    def table_first(self) -> bool:
        """Whether to show a table rather than prose."""
        return not self.relations

    def to_prose(self, lang: Language = "en") -> Prose:
        """Write every relation as a list item with its evidence."""
        if not self.relations:
            return super().to_prose(lang)
        evidenced = self.tables.evidenced
        points = (evidenced(row, lang, dated=True) for row in self.relations)
        return Prose((), tuple((point, ()) for point in points))

    def _other(self, row: Relation) -> str:
        return row.target if row.source == self.origin else row.source


def _in_the_other_language(paper: Paper) -> tuple[Words, ...]:
    """The Chinese short name in English, and the English one in Chinese."""
    chinese = paper.short_name_zh
    return (Words(chinese, paper.name),) if chinese else ()


def relations_of(
    tables: IndexedTables,
    name: str,
    *,
    relations: str | Iterable[str] | None = None,
    side: Literal["source", "target"] | None = None,
) -> RelationSet:
    """List the relations of one paper with their evidence.

    Parameters
    ----------
    name : str
        The paper, by any of its names.
    relations : str or iterable of str, optional
        Only these types, with or without descent. By default all.
    side : {"source", "target"}, optional
        Only rows with the paper as source, or as target. By default both.

    Returns
    -------
    RelationSet
        Empty if there are no such relations.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper or several papers have the name.
    ArgumentError
        If a relation type or `side` is unknown.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> graph.relations_of("Kaplan scaling laws", relations="corrects").ids
    ('chinchilla',)
    >>> graph.relations_of("Kaplan scaling laws", relations="corrects", side="source").ids
    ()
    """
    if side is not None:
        require_choice("side", side, ("source", "target"))
    paper = tables.find(name)
    kinds = tables.vocabulary.names(tables.vocabulary if relations is None else relations)
    codes = tables.codes
    wanted = np.isin(codes, tables.vocabulary.codes(kinds))
    rows: list[int] = []
    for ends, of in ((tables.sources, "source"), (tables.targets, "target")):
        if side in (None, of):
            here = np.flatnonzero(wanted & (ends == paper))
            rows += here[np.lexsort((tables.row_rank[here], codes[here]))].tolist()
    # A self-loop has the paper at both ends.
    numbers = tuple(dict.fromkeys(rows))
    found = tuple(map(tables.relation, numbers))
    origin = tables.ids[paper]
    others = [row.target if row.source == origin else row.source for row in found]
    return RelationSet(
        tables,
        tuple(dict.fromkeys(others)),
        descent=descent(tables),
        origin=origin,
        relations=found,
        numbers=numbers,
        question=_question(tables, origin, kinds if relations is not None else (), side),
        filtered=relations is not None or side is not None,
        notices=sentences(
            None if relations is None else _absent(tables, kinds),
            _unread(tables, origin, kinds, side),
        ),
    )


def _unread(
    tables: IndexedTables, origin: str, kinds: Sequence[str], side: str | None
) -> Sentences | Message | None:
    """Note that the reference list of a paper was not read, or of how many it was."""
    if CITES not in kinds or not tables.citing:
        return None
    if side != "target" and origin not in tables.citing:
        return Message("notice.unread_list", {"name": tables.name(origin)})
    return tables.own_notes if side != "source" else None


def _absent(tables: IndexedTables, kinds: Sequence[str]) -> Message | None:
    """Note that the whole graph has no row of some types, and which types it has."""
    here = set(tables.relations.column("relation"))
    if not here or not here.isdisjoint(kinds):
        return None
    asked, present = (
        tuple(tables.vocabulary[name].words for name in tables.vocabulary if name in names)
        for names in (kinds, here)
    )
    return Message("notice.no_rows", {"types": asked, "present": present})


def _question(
    tables: IndexedTables, origin: str, names: Sequence[str], side: str | None
) -> Message:
    name, kinds = tables.name(origin), tuple(map(tables.vocabulary.__getitem__, names))
    if side is None:
        types = tuple(kind.words for kind in kinds)
        told = "title.relations_of_types" if kinds else "title.relations"
        return Message(told, {"name": name, **({"types": types} if kinds else {})})
    if not kinds:
        told = "title.relations_to" if side == "target" else "title.relations_from"
        return Message(told, {"name": name})
    return Message("title.relations_asked", {"question": _Question(kinds, side, name)})


@dataclass(frozen=True, slots=True)
class _Question:
    """Title of a query for the papers related to a paper by some relation types."""

    kinds: tuple[RelationType, ...]
    side: str
    name: str | Words

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        if lang == "en":
            phrases = tuple(kind.phrase for kind in self.kinds)
            told = "title.related_to" if self.side == "target" else "title.related_from"
            return Message(told, {"phrases": phrases, "name": self.name}).text(lang, noun)
        which = Message("relations.which").text(lang, noun)
        name = text_of(self.name, "zh")
        source, target = (which, name) if self.side == "target" else (name, which)
        said = tuple(kind.sentence(source, target, "zh") for kind in self.kinds)
        return Message("relations.any", {"said": said}).text(lang, noun)
