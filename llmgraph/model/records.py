"""Records: a row of the paper table and a row of the relation table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..language.messages import Message, Words, word
from .places import place_words

if TYPE_CHECKING:
    from ..language.messages import Language, Sayable, Value


@dataclass(frozen=True, slots=True)
class Paper:
    """One row of the paper table; unknown values are empty.

    Parameters
    ----------
    id : str
        Unique key, used in relations.
    title : str
        The full title.
    short_name : str
        Common name, such as ``"Chinchilla"``.
    short_name_zh : str
        Common name in Chinese texts, if it differs, such as ``"思维链"``.
    date : str
        First public date as far as it is known: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.
    year : str
        Year of the first public date.
    date_note : str
        Where the date stands, unless it is that of the arXiv id.
    venue : str
        Final place of publication.
    authors : tuple of str
        In the order of the paper, ending with ``"et al."`` if the list is truncated.
    arxiv_id, doi, url : str
        Identifiers, without prefix (``"1706.03762"``), and a link.
    kind : str
        ``paper``, ``model``, ``survey``, ``benchmark``, ``dataset`` or ``system``.
    topics : tuple of str
        The main topic first.
    aliases : tuple of str
        Other names, in any language.
    summary, summary_zh : str
        One sentence each in English and Chinese.
    sources : tuple of str
        Ids of the source documents that name the paper.
    key : str
        Citation key in a bibliography.

    Attributes
    ----------
    distinct_name, distinct_name_zh : str
        Name with the date or the id, if other papers of the graph have the same name. Set by the
        graph; otherwise empty.

    Examples
    --------
    >>> import llmgraph
    >>> paper = llmgraph.load()["思维链"]
    >>> paper.id, paper.date
    ('cot', '2022-01')
    >>> llmgraph.Paper(id="x", title="A title without a short name").name
    'A title without a short name'
    """

    id: str
    title: str = ""
    short_name: str = ""
    short_name_zh: str = ""
    date: str = ""
    year: str = ""
    date_note: str = ""
    venue: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str = ""
    doi: str = ""
    url: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    summary: str = ""
    summary_zh: str = ""
    sources: tuple[str, ...] = ()
    key: str = ""
    distinct_name: str = field(default="", init=False)
    distinct_name_zh: str = field(default="", init=False)

    @property
    def name(self) -> str:
        """Short name of the paper, otherwise its title, otherwise its id; see `distinct_name`."""
        return self.distinct_name or self.short_name or self.title or self.id

    def name_in(self, lang: Language) -> str:
        """Return the name of the paper in texts of a language.

        Parameters
        ----------
        lang : {"en", "zh"}

        Returns
        -------
        str
            In Chinese the Chinese short name, if there is one; otherwise `name`.

        Examples
        --------
        >>> Paper("cot", short_name="CoT", short_name_zh="思维链").name_in("zh")
        '思维链'
        >>> Paper("bert", short_name="BERT").name_in("zh")
        'BERT'
        """
        chinese = self.distinct_name_zh or self.short_name_zh
        return chinese if lang == "zh" and chinese else self.name

    @property
    def name_words(self) -> str | Words:
        """Name of the paper for messages, which are in either language."""
        return _words(self.name, self.name_in("zh"))

    @property
    def label(self) -> str:
        """Name and date of the paper."""
        return _dated(self.name, self.published)

    @property
    def label_words(self) -> str | Words:
        """Name and date of the paper for messages, which are in either language."""
        return _words(self.label, _dated(self.name_in("zh"), self.published))

    @property
    def published(self) -> str:
        """Date of first publication, otherwise its year; empty if neither is known."""
        return self.date or self.year


def _dated(name: str, date: str) -> str:
    dated = f" ({date})"
    return name if not date or name.endswith(dated) else name + dated


def _words(english: str, chinese: str) -> str | Words:
    return english if english == chinese else Words(english, chinese)


YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
"""Spellings of yes and no in the columns ``inherited`` and ``cited``, in lower case."""


def inherits(cell: str) -> bool:
    """Parse a cell of the column ``inherited``; empty means yes.

    Examples
    --------
    >>> [inherits(cell) for cell in ("", "yes", "No ", "FALSE")]
    [True, True, False, False]
    """
    return cell.strip().casefold() not in NO


def is_cited(cell: str) -> bool | None:
    """Parse a cell of the column ``cited``; None if it is not known.

    Examples
    --------
    >>> [is_cited(cell) for cell in ("", "yes", "No ")]
    [None, True, False]
    """
    said = cell.strip().casefold()
    return True if said in YES else False if said in NO else None


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the relation table, which reads: `source` `relation` `target`.

    Parameters
    ----------
    source : str
        Id of the paper that is the subject of the sentence.
    relation : str
        Name of a relation type.
    target : str
        Id of the other paper.
    basis : str
        ``stated`` by a source document, ``implied`` by one, or known from the ``literature``; for a
        citation of which no more is known, ``reference list``.
    where : str
        Document and section with the evidence.
    note : str
        One sentence of evidence.
    confidence : str
        ``high``, ``medium`` or ``low``.
    inherited : str
        ``no`` if the row holds for its newer paper only: descendants of that paper replaced the
        part, or it holds for one model size. Empty means yes.
    note_zh : str
        The note in Chinese.
    cited : str
        Whether the newer paper cites the older one, ``yes`` or ``no``. Empty means unknown.

    Examples
    --------
    >>> import llmgraph
    >>> row, *_ = llmgraph.load().relations_of("Alpaca", relations="extends").relations
    >>> row.target
    'llama'
    """

    source: str
    relation: str
    target: str
    basis: str = ""
    where: str = ""
    note: str = ""
    confidence: str = ""
    inherited: str = ""
    note_zh: str = ""
    cited: str = ""

    @property
    def is_inherited(self) -> bool:
        """Whether descendants of the newer paper inherit the row."""
        return inherits(self.inherited)

    @property
    def evidence(self) -> str:
        """Note with its source and, if not high, its confidence."""
        return self.grounds.text()

    def note_in(self, lang: Language) -> str:
        """Return the note in a language, or in the other one if there is none.

        Parameters
        ----------
        lang : {"en", "zh"}

        Returns
        -------
        str
        """
        return (lang == "zh" and self.note_zh) or self.note or self.note_zh

    @property
    def place(self) -> str | Sayable:
        """Basis and source of the evidence, in either language; empty if neither is known."""
        basis = word("grade", self.basis)
        where = place_words(self.where)
        if self.basis and self.where:
            return Message("evidence.place", {"basis": basis, "where": where})
        return basis or where

    @property
    def grounds(self) -> Message:
        """The evidence as a message in either language."""
        told: list[Value] = [self.place] if self.place else []
        if told and self.confidence not in ("", "high"):
            level = word("grade", self.confidence)
            told.append(Message("evidence.confidence", {"level": level}))
        if not self.is_inherited:
            told.append(Message("evidence.own"))
        if is_cited(self.cited) is False:
            told.append(Message("evidence.uncited"))
        note = Words(self.note_in("en"), self.note_in("zh"))
        parts: list[Value] = [note] if note.en else []
        if told:
            parts.append(Message("evidence.bracket", {"parts": tuple(told)}))
        return Message("evidence.all", {"parts": tuple(parts)})
