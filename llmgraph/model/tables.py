"""The two tables of a graph: their columns, and making them from what users have."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ArgumentError
from ..language.messages import Message
from ..language.wording import shown
from ..problems import Problem, TableError
from .records import Paper, Relation
from .relation_types import TYPE_COLUMNS, TYPE_REQUIRED

if TYPE_CHECKING:
    from ..language.messages import Value

Kind = Literal["papers", "relations", "relation types"]

COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    "papers": tuple(field.name for field in fields(Paper)),
    "relations": tuple(field.name for field in fields(Relation)),
    "relation types": TYPE_COLUMNS,
}
"""The columns that mean something, in the order in which they are written."""

REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "papers": ("id", "title"),
    "relations": ("source", "relation", "target"),
    "relation types": TYPE_REQUIRED,
}

_KINDS: Mapping[Kind, Message] = {
    "papers": Message("table.papers"),
    "relations": Message("table.relations"),
    "relation types": Message("table.relation_types"),
}

_MISSING = frozenset({"nan", "NaN", "NaT", "<NA>"})
"""How missing values that are no text write themselves."""

LISTS = frozenset({"authors", "topics", "aliases", "sources"})
"""Columns whose cells hold several values, separated by semicolons."""

BASES = ("stated", "implied", "literature")
CONFIDENCES = ("high", "medium", "low")


def split_list(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several values.

    Examples
    --------
    >>> split_list("CoT; 思维链;")
    ('CoT', '思维链')
    """
    return tuple(part for piece in cell.split(";") if (part := piece.strip()))


@dataclass(frozen=True, eq=False)
class Table:
    """A table of text: columns of equal length, and the line each row stands on.

    Columns that llmgraph does not know are kept and handed on.
    """

    columns: Mapping[str, Sequence[str]]
    file: str
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> Sequence[str]:
        """One column; all empty where the table does not have it."""
        return self.columns.get(name) or ("",) * len(self)

    def cell(self, name: str, number: int) -> str:
        """One cell; empty where the table does not have the column."""
        cells = self.columns.get(name)
        return cells[number] if cells else ""

    def row(self, number: int) -> dict[str, str]:
        """One row as a dictionary."""
        return {name: cells[number] for name, cells in self.columns.items()}

    def paper(self, number: int) -> Paper:
        """One row of the table of papers as a `Paper`."""
        cells: dict[str, Any] = {}
        for name in COLUMNS["papers"]:
            cell = self.cell(name, number)
            cells[name] = split_list(cell) if name in LISTS else cell
        return Paper(**cells)

    def relation(self, number: int) -> Relation:
        """One row of the table of relations as a `Relation`."""
        return Relation(*(self.cell(name, number) for name in COLUMNS["relations"]))

    def take(self, rows: Sequence[int]) -> Table:
        """The table with these rows only, in this order."""
        columns = {name: [cells[row] for row in rows] for name, cells in self.columns.items()}
        return Table(columns, self.file, [self.lines[row] for row in rows])


def make_table(kind: Kind, data: Any) -> Table:
    """Make a table from whatever holds rows.

    Parameters
    ----------
    kind : {"papers", "relations"}
        Which of the two tables.
    data : Table, pandas.DataFrame, mapping of columns, or iterable of rows
        A row is a mapping, a `Paper`, or (for relations) a tuple in the order of `COLUMNS`.

    Returns
    -------
    Table
        All cells are text; None and NaN become empty, lists are joined with semicolons.

    Raises
    ------
    TableError
        If a required column is missing.
    ArgumentError
        If a row or a column is none of the above, or the columns differ in length.
    """
    if isinstance(data, Table):
        return data
    if hasattr(data, "columns") and hasattr(data, "to_dict"):
        data = data.to_dict("list")
    if isinstance(data, Mapping):
        columns = {str(name): _column(kind, name, cells) for name, cells in data.items()}
        if len({len(cells) for cells in columns.values()}) > 1:
            raise ArgumentError(Message("table.lengths", {"kind": _KINDS[kind]}))
        if not columns:
            columns = {name: [] for name in REQUIRED[kind]}
    else:
        columns = _columns_of_rows(kind, data)
    count = len(next(iter(columns.values())))
    # The line that the row would have in a file with a header.
    table = Table(columns, kind, range(2, count + 2))
    if missing := missing_columns(kind, table):
        raise TableError(missing)
    return table


def missing_columns(kind: Kind, table: Table) -> list[Problem]:
    """Name the required columns that a table does not have."""
    present = tuple(shown(name) for name in list(table.columns)[:20])
    alike = {name.casefold(): shown(name) for name in table.columns}

    def said(name: str) -> Message:
        values: dict[str, Value] = {"kind": _KINDS[kind], "column": name}
        if name in alike:
            return Message("table.column_rename", {**values, "alike": alike[name]})
        return Message("table.column_missing", {**values, "columns": present})

    return [
        Problem("missing-column", "error", table.file, 1, name, "", said(name))
        for name in REQUIRED[kind]
        if name not in table.columns
    ]


def to_text(cell: object) -> str:
    """Write a cell as text: empty for None and NaN, lists joined, whole floats as integers."""
    if isinstance(cell, str):
        return cell
    if hasattr(cell, "tolist"):  # NumPy's arrays and numbers
        return to_text(cell.tolist())
    if isinstance(cell, (set, frozenset)):
        cell = sorted(map(to_text, cell))
    if isinstance(cell, (list, tuple)):
        return "; ".join(map(to_text, cell))
    if cell is None or str(cell) in _MISSING:
        return ""
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _column(kind: Kind, name: object, cells: Any) -> list[str]:
    if isinstance(cells, str) or not isinstance(cells, Iterable):
        values: dict[str, Value] = {"kind": _KINDS[kind], "column": repr(str(name))}
        values["value"] = shown(repr(cells))
        raise ArgumentError(Message("table.no_cells", values))
    return [to_text(cell) for cell in cells]


def _is_tuple(row: object) -> bool:
    return (
        isinstance(row, Sequence)
        and not isinstance(row, str)
        and 3 <= len(row) <= len(COLUMNS["relations"])
    )


def _columns_of_rows(kind: Kind, rows: Iterable[Any]) -> dict[str, list[str]]:
    records: list[Mapping[str, Any]] = []
    for row in rows:
        if is_dataclass(row) and not isinstance(row, type):
            records.append(asdict(row))
        elif isinstance(row, Mapping):
            records.append(row)
        elif kind == "relations" and _is_tuple(row):
            records.append(dict(zip(COLUMNS["relations"], row, strict=False)))
        else:
            values: dict[str, Value] = {"kind": _KINDS[kind], "value": shown(repr(row))}
            raise ArgumentError(Message("table.no_row", values))
    names = dict.fromkeys(str(name) for record in records for name in record)
    for name in REQUIRED[kind] if not records else ():
        names[name] = None
    return {name: [to_text(record.get(name)) for record in records] for name in names}
