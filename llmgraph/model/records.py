"""A paper and a relation: one row of each of the two tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language.messages import Message, word

if TYPE_CHECKING:
    from ..language.messages import Sayable, Value


@dataclass(frozen=True, slots=True)
class Paper:
    """One row of the table of papers; what is not known is empty.

    Parameters
    ----------
    id : str
        The key by which relations name the paper.
    title : str
        The full title.
    short_name : str
        What people call it: ``"Chinchilla"``.
    date : str
        First public date, ``YYYY-MM`` (or ``YYYY`` where no month is known).
    year : str
        Year of the first public date.
    venue : str
        Where it was published in the end.
    authors : tuple of str
        In the order of the paper; ``"et al."`` at the end where the list is cut.
    arxiv_id, doi, url : str
        Identifiers, without prefix (``"1706.03762"``), and a link.
    kind : str
        ``paper``, ``survey``, ``benchmark``, ``dataset``, ``system`` or ``technique``.
    topics : tuple of str
        The main topic first.
    aliases : tuple of str
        Other names, in any language.
    summary, summary_zh : str
        One sentence in English and one in Chinese.
    sources : tuple of str
        Ids of the source documents that name the paper.

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
    date: str = ""
    year: str = ""
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

    @property
    def name(self) -> str:
        """What to call the paper: its short name, else its title, else its id."""
        return self.short_name or self.title or self.id

    @property
    def published(self) -> str:
        """The date of the first publication, or else its year; empty where neither is known."""
        return self.date or self.year


YES, NO = frozenset({"", "yes", "true", "1"}), frozenset({"no", "false", "0"})
"""How people, spreadsheets and pandas say whether a row is inherited."""


def inherits(cell: str) -> bool:
    """Read a cell of the column ``inherited``; empty means yes.

    Examples
    --------
    >>> [inherits(cell) for cell in ("", "yes", "No ", "FALSE")]
    [True, True, False, False]
    """
    return cell.strip().casefold() not in NO


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the table of relations, which reads: `source` `relation` `target`.

    Parameters
    ----------
    source : str
        Id of the paper with which the sentence begins.
    relation : str
        Name of a relation type.
    target : str
        Id of the other paper.
    basis : str
        ``stated`` by a source document, ``implied`` by one, or known from the ``literature``.
    where : str
        The text and the section that say so.
    note : str
        One sentence of evidence.
    confidence : str
        ``high``, ``medium`` or ``low``.
    inherited : str
        ``no`` where the row is true of its newer paper only: the heirs of that paper replaced
        what it states, or it holds for one size. Empty means yes.

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

    @property
    def is_inherited(self) -> bool:
        """Whether what descends from the newer paper owes something to the row, too."""
        return inherits(self.inherited)

    @property
    def evidence(self) -> str:
        """The note with where it stands, how sure it is unless that is high, and for whom."""
        return self.grounds.text()

    @property
    def place(self) -> str | Sayable:
        """The basis and where it stands, in either language; empty if neither is known."""
        basis = word("grade", self.basis)
        if self.basis and self.where:
            return Message("evidence.place", {"basis": basis, "where": self.where})
        return basis or self.where

    @property
    def grounds(self) -> Message:
        """The evidence as a message, which is written in either language."""
        told: list[Value] = [self.place] if self.place else []
        if told and self.confidence not in ("", "high"):
            level = word("grade", self.confidence)
            told.append(Message("evidence.confidence", {"level": level}))
        if not self.is_inherited:
            told.append(Message("evidence.own"))
        parts: list[Value] = [self.note] if self.note else []
        if told:
            parts.append(Message("evidence.bracket", {"parts": tuple(told)}))
        return Message("evidence.all", {"parts": tuple(parts)})
