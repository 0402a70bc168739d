"""Tables of a graph: their columns, and conversion from data frames, mappings and rows."""

from __future__ import annotations

import datetime
import numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..errors import ArgumentError
from ..language.messages import Message
from ..language.wording import shown
from ..problems import Problem, TableError
from .dates import date_text
from .records import Paper, Relation
from .relation_types import TYPE_COLUMNS, TYPE_REQUIRED

if TYPE_CHECKING:
    from ..language.messages import Value

Kind = Literal["papers", "relations", "relation types", "claims"]

COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    "papers": tuple(field.name for field in fields(Paper) if field.init),
    "relations": tuple(field.name for field in fields(Relation)),
    "relation types": TYPE_COLUMNS,
    "claims": ("paper", "relation", "ancestor"),
}
"""Known columns, in the order in which they are written."""

REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "papers": ("id", "title"),
    "relations": ("source", "relation", "target"),
    "relation types": TYPE_REQUIRED,
    "claims": ("paper", "relation", "ancestor"),
}

_KINDS: Mapping[Kind, Message] = {
    "papers": Message("table.papers"),
    "relations": Message("table.relations"),
    "relation types": Message("table.relation_types"),
    "claims": Message("table.claims"),
}

_MISSING = frozenset({"nan", "NaN", "NaT", "<NA>"})
"""String forms of missing values."""

LISTS = frozenset({"authors", "topics", "aliases", "sources"})
"""Columns with several values per cell, separated by semicolons."""

DATES = frozenset({"date", "year"})
"""Columns of the paper table that hold a date."""

REFERENCE_LIST = "reference list"
"""Basis of a citation of which no more is known than that it stands in the list."""

BASES = ("stated", "implied", "literature", REFERENCE_LIST)
CONFIDENCES = ("high", "medium", "low")
_BASIS_WEAKNESS = {basis: place for place, basis in enumerate(BASES)}
_CONFIDENCE_WEAKNESS = {degree: len(BASES) * place for place, degree in enumerate(CONFIDENCES)}


def split_list(cell: str) -> tuple[str, ...]:
    """Split a cell with several values at its semicolons.

    Examples
    --------
    >>> split_list("CoT; 思维链;")
    ('CoT', '思维链')
    """
    return tuple(part for piece in cell.split(";") if (part := piece.strip()))


@dataclass(frozen=True, eq=False)
class Table:
    """A table of text: columns of equal length, with the file line of each row.

    Unknown columns are kept.
    """

    columns: Mapping[str, Sequence[str]]
    file: str
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> Sequence[str]:
        """Return a column; all cells are empty if the table does not have it."""
        return self.columns.get(name) or ("",) * len(self)

    def cell(self, name: str, number: int) -> str:
        """Return a cell; empty if the table does not have the column."""
        cells = self.columns.get(name)
        return cells[number] if cells else ""

    def row(self, number: int) -> dict[str, str]:
        """Return a row as a dictionary."""
        return {name: cells[number] for name, cells in self.columns.items()}

    def paper(self, number: int) -> Paper:
        """Return a row of the paper table as a `Paper`."""
        cells: dict[str, Any] = {}
        for name in COLUMNS["papers"]:
            cell = self.cell(name, number)
            cells[name] = split_list(cell) if name in LISTS else cell
        return Paper(**cells)

    def relation(self, number: int) -> Relation:
        """Return a row of the relation table as a `Relation`."""
        known = map(self.columns.get, COLUMNS["relations"])
        return Relation(*[cells[number] if cells else "" for cells in known])

    def take(self, rows: Sequence[int]) -> Table:
        """Return a table with these rows only, in this order."""
        columns = {name: [cells[row] for row in rows] for name, cells in self.columns.items()}
        return Table(columns, self.file, [self.lines[row] for row in rows])


def make_table(kind: Kind, data: Any) -> Table:
    """Convert data to a table of text.

    Parameters
    ----------
    kind : {"papers", "relations"}
        Which of the two tables.
    data : Table, data frame, mapping of columns, or iterable of rows
        A data frame of pandas or Polars, or an Arrow table. A row is a mapping, a `Paper`, or (for
        relations) a tuple in the order of `COLUMNS`.

    Returns
    -------
    Table
        All cells are text: None and NaN become empty, and lists are joined with semicolons.

    Raises
    ------
    TableError
        If a required column is missing.
    ArgumentError
        If a row or column has another type, or the columns differ in length; or if the data is a
        NetworkX graph.
    """
    if isinstance(data, Table):
        return data
    if hasattr(data, "is_directed"):
        raise ArgumentError(Message("table.network", {"kind": _KINDS[kind]}))
    data = _columns_of_frame(data)
    if isinstance(data, Mapping):
        columns = {str(name): _column(kind, name, cells) for name, cells in data.items()}
        if len({len(cells) for cells in columns.values()}) > 1:
            raise ArgumentError(Message("table.lengths", {"kind": _KINDS[kind]}))
        if not columns:
            columns = {name: [] for name in REQUIRED[kind]}
    else:
        columns = _columns_of_rows(kind, data)
    count = len(next(iter(columns.values()), ()))
    # Line numbers as in a file with a header.
    table = Table(columns, kind, range(2, count + 2))
    if missing := missing_columns(kind, table):
        raise TableError(missing)
    return table


def weakness_of(basis: str, confidence: str) -> int:
    """Grade the weakness of the evidence of a row, by confidence, then basis.

    Parameters
    ----------
    basis, confidence : str
        An unknown value counts as the weakest known one.

    Returns
    -------
    int
        From 0 (strongest) to 11.

    Examples
    --------
    >>> weakness_of("stated", "high"), weakness_of("literature", "high"), weakness_of("", "low")
    (0, 2, 11)
    """
    weakest = _CONFIDENCE_WEAKNESS["low"], _BASIS_WEAKNESS[REFERENCE_LIST]
    return _CONFIDENCE_WEAKNESS.get(confidence, weakest[0]) + _BASIS_WEAKNESS.get(basis, weakest[1])


def missing_columns(kind: Kind, table: Table) -> list[Problem]:
    """Report the required columns that a table does not have."""
    present = tuple(shown(name) for name in list(table.columns)[:20])
    alike = {name.casefold(): shown(name) for name in table.columns}
    # The first line of a file that is no table of ours may be a secret.
    is_known = not alike.keys().isdisjoint(chain.from_iterable(COLUMNS.values()))

    def said(name: str) -> Message:
        values: dict[str, Value] = {"kind": _KINDS[kind], "column": name}
        if name in alike:
            return Message("table.column_rename", {**values, "alike": alike[name]})
        if is_known:
            return Message("table.column_missing", {**values, "columns": present})
        return Message("table.no_columns", {**values, "known": COLUMNS[kind]})

    return [
        Problem("missing-column", "error", table.file, 1, name, "", said(name))
        for name in REQUIRED[kind]
        if name not in table.columns
    ]


def to_text(cell: object) -> str:
    """Convert a cell to text: None and NaN to empty, lists joined, whole floats as integers."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, (datetime.date, np.datetime64)):
        return date_text(cell) or ""
    if hasattr(cell, "tolist"):  # NumPy arrays and scalars
        return to_text(cell.tolist())
    if isinstance(cell, (set, frozenset)):
        cell = sorted(map(to_text, cell))
    if isinstance(cell, (list, tuple)):
        return "; ".join(map(to_text, cell))
    if cell is None or str(cell) in _MISSING:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _columns_of_frame(data: Any) -> Any:
    """Return the columns of a data frame by name, and anything else unchanged.

    Frames are told by their methods, so that their libraries need not be installed.
    """
    if hasattr(data, "collect") and hasattr(data, "collect_schema"):  # Polars, lazy
        data = data.collect()
    if hasattr(data, "to_pydict"):  # Arrow
        return data.to_pydict()
    if hasattr(data, "to_dicts"):  # Polars
        return data.to_dict(as_series=False)
    if hasattr(data, "columns") and hasattr(data, "to_dict"):  # pandas
        return data.to_dict("list")
    return data


def _column(kind: Kind, name: object, cells: Any) -> list[str]:
    if isinstance(cells, str) or not isinstance(cells, Iterable):
        values: dict[str, Value] = {"kind": _KINDS[kind], "column": repr(str(name))}
        values["value"] = shown(repr(cells))
        raise ArgumentError(Message("table.no_cells", values))
    return [_text_in(kind, name, cell) for cell in cells]


def _text_in(kind: Kind, name: object, cell: object) -> str:
    """Convert a cell of a column to text; a number in a column of dates is a year."""
    text = to_text(cell)
    if kind == "papers" and name in DATES and isinstance(cell, numbers.Real) and text.isdigit():
        return text.zfill(4)
    return text


def _is_tuple(row: object) -> bool:
    return (
        isinstance(row, Sequence)
        and not isinstance(row, str)
        and 3 <= len(row) <= len(COLUMNS["relations"])
    )


def _columns_of_rows(kind: Kind, rows: Iterable[Any]) -> dict[str, list[str]]:
    if isinstance(rows, str | bytes) or not isinstance(rows, Iterable):
        told: dict[str, Value] = {"kind": _KINDS[kind], "value": shown(repr(rows))}
        raise ArgumentError(Message("table.no_rows", told))
    records: list[Mapping[str, Any]] = []
    for row in rows:
        if is_dataclass(row) and not isinstance(row, type):
            records.append({one.name: getattr(row, one.name) for one in fields(row) if one.init})
        elif isinstance(row, Mapping) and row:
            records.append(row)
        elif kind == "relations" and _is_tuple(row):
            records.append(dict(zip(COLUMNS["relations"], row, strict=False)))
        else:
            values: dict[str, Value] = {"kind": _KINDS[kind], "value": shown(repr(row))}
            raise ArgumentError(Message("table.no_row", values))
    names = dict.fromkeys(str(name) for record in records for name in record)
    for name in REQUIRED[kind] if not records else ():
        names[name] = None
    return {name: [_text_in(kind, name, record.get(name)) for record in records] for name in names}
