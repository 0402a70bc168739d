"""Documents: answers as heading, notes, table and prose, independent of the output format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..language.messages import Message, word
from ..language.wording import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..language.messages import Language

    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prose:
    """An answer in sentences: paragraphs, then list items, which may have sub-items.

    Parameters
    ----------
    paragraphs : tuple of str
        Empty if the heading of the document is sufficient.
    points : tuple of (str, tuple of str), optional
        List items, each with its sub-items.
    numbered : bool, optional
        Whether the list is ordered.
    """

    paragraphs: tuple[str, ...]
    points: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbered: bool = False

    def listing(self, indent: int = 0) -> Iterator[str]:
        r"""Return the list items as lines, which are also valid Markdown.

        Parameters
        ----------
        indent : int, optional
            Minimum number of spaces before sub-items, which otherwise begin at the text of their
            item. Python-Markdown needs 4.

        Returns
        -------
        iterator of str

        Examples
        --------
        >>> print(*Prose((), (("one", ("because",)), ("two", ())), True).listing(), sep="\n")
        1. one
           - because
        2. two
        """
        for number, (point, below) in enumerate(self.points, start=1):
            bullet = f"{number}. " if self.numbered else "- "
            yield bullet + _line(point)
            # Indented to the text of the parent item; with less, Markdown ends the list.
            space = " " * max(len(bullet), indent)
            yield from (space + "- " + _line(one) for one in below)

    def lines(self) -> Iterator[str]:
        r"""Return the prose as lines of plain text.

        Returns
        -------
        iterator of str

        Examples
        --------
        >>> print(*Prose(("Why?",), (("one", ()), ("two", ()))).lines(), sep="\n")
        Why?
           - one
           - two
        """
        for place, paragraph in enumerate(self.paragraphs):
            yield from [""] * bool(place)
            yield _line(paragraph)
        # Indent evidence below its paragraph, as the evidence of a chain is below the chain.
        indent = "   " if self.paragraphs and not self.numbered else ""
        apart = bool(self.paragraphs) and any(below for _, below in self.points)
        for line in self.listing():
            yield from [""] * (apart and not line.startswith(" "))
            yield indent + line


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer: all columns for programs, some of them for people.

    Parameters
    ----------
    rows : tuple of mapping
        All with the same keys.
    shown : tuple of str
        Names of the columns for people.
    headings : mapping of str to Message, optional
        Headings of shown columns whose names are not in the catalogue.
    lang : {"en", "zh"}, optional
        Language of the headings; the names of columns are the same in both.
    told : tuple of mapping, optional
        The rows in that language; by default `rows`.
    """

    rows: tuple[Row, ...]
    shown: tuple[str, ...]
    headings: Mapping[str, Message] = field(default_factory=dict)
    lang: Language = "en"
    told: tuple[Row, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns; without rows, names of the shown columns."""
        return tuple(self.rows[0]) if self.rows else self.shown

    @property
    def header(self) -> tuple[str, ...]:
        """Headings of the shown columns."""
        return tuple(map(self._heading, self.shown))

    def _heading(self, name: str) -> str:
        said = self.headings.get(name) or word("column", name)
        return name.replace("_", " ") if isinstance(said, str) else said.text(self.lang)

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each shown column holds numbers; values may be missing."""
        kinds = ({type(row[name]) for row in self.rows} for name in self.shown)
        return tuple(found <= {int, float, type(None)} and found != {type(None)} for found in kinds)

    def without_empty_columns(self) -> Table:
        """Leave out the shown columns that have no value in any row.

        Examples
        --------
        >>> Table(({"tied": False, "name": "A"},), ("tied", "name")).without_empty_columns().shown
        ('name',)
        """
        columns = zip(self.shown, zip(*self.cells(), strict=True), strict=False)
        kept = tuple(name for name, cells in columns if any(cells))
        return replace(self, shown=kept) if kept else self

    def cells(self) -> list[tuple[str, ...]]:
        """Return the shown columns of each row, formatted for people.

        Returns
        -------
        list of tuple of str

        Examples
        --------
        >>> Table(({"score": 0.123456, "tied": True, "date": None},), ("score", "tied")).cells()
        [('0.1235', 'yes')]
        """
        told = self.rows if self.told is None else self.told
        return [tuple(_cell(row[name], self.lang) for name in self.shown) for row in told]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question of yes or no.

    Parameters
    ----------
    holds : bool
        Whether it is yes.
    text : str
        The answer in sentences.
    """

    holds: bool
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """An answer independent of the output format, and the only input of writers.

    Texts are those of the tables of the graph; each writer escapes them.

    Parameters
    ----------
    heading : str
        Title and size of the answer.
    notes : tuple of str
        Notes on the answer, one line each.
    table : Table
        The answer in rows.
    prose : Prose
        The answer in sentences.
    ids : tuple of str
        The papers of the answer.
    table_first : bool
        Whether the table shows the answer better than prose does.
    answer : Answer, optional
        For a question of yes or no.
    data : str, optional
        Name and version of the data; empty for tables without a version.
    """

    heading: str
    notes: tuple[str, ...]
    table: Table
    prose: Prose
    ids: tuple[str, ...]
    table_first: bool
    answer: Answer | None = None
    data: str = ""

    @property
    def imprint(self) -> tuple[str, ...]:
        """The line that names the data, if they have a version."""
        told = Message("document.data", {"name": self.data})
        return (told.text(self.table.lang),) if self.data else ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, or a remark if there are none and nothing was found."""
        if self.notes or not self.table_first or self.table.rows:
            return self.notes
        return (Message("document.none").text(self.table.lang),)

    @property
    def standalone(self) -> Prose:
        """The prose with the notes, and with the heading if needed."""
        heading = Message("document.sentence", {"heading": self.heading}).text(self.table.lang)
        first, *more = self.prose.paragraphs or (heading,)
        return Prose((first, *self.notes, *more), self.prose.points, self.prose.numbered)


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(value: object, lang: Language) -> str:
    if value is None or isinstance(value, bool):
        return Message("cell.yes").text(lang) if value else ""
    return format_number(value) if isinstance(value, float) else str(value)
