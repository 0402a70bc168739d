"""Merging of the tables of two graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..language.messages import Message
from ..language.wording import shown
from ..problems import Problem, TableError
from .indexed_tables import IndexedTables
from .tables import LISTS, Table, make_table, split_list
from .vocabulary import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..language.messages import Value

    Row = dict[str, str]


def merged(first: IndexedTables, second: IndexedTables) -> IndexedTables:
    """Merge the tables of two graphs.

    Parameters
    ----------
    first, second : IndexedTables

    Returns
    -------
    IndexedTables
        The rows of the first, then those that only the second has. Papers of the same id are one
        row, and so are rows of the same relation whose evidence does not differ; each fills the
        empty cells of the other.

    Raises
    ------
    TableError
        If papers of the same id differ in a cell; lists all such cells.
    ArgumentError
        If two relation types have the same name.
    """
    own = joined(first.vocabulary.own, second.vocabulary.own)
    papers = _papers(first.papers, second.papers)
    relations = _relations(first.stated, second.stated)
    return IndexedTables(papers, relations, relation_types=own)


def _papers(first: Table, second: Table) -> Table:
    rows = {row["id"]: row for row in map(first.row, range(len(first)))}
    problems: list[Problem] = []
    for number, line in enumerate(second.lines):
        row = second.row(number)
        known = rows.setdefault(row["id"], row)
        for column in _conflicts(known, row):
            cells: dict[str, Value] = {"one": shown(known[column]), "other": shown(row[column])}
            said = Message("table.conflict", {"paper": row["id"], "column": column, **cells})
            place = (second.file, line, column, shown(row[column]))
            problems.append(Problem("conflicting-cell", "error", *place, said))
        _fill(known, row)
    if problems:
        raise TableError(problems)
    return make_table("papers", list(rows.values()))


def _relations(first: Table, second: Table) -> Table:
    rows = list(map(first.row, range(len(first))))
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(_ends(row), []).append(row)
    for row in map(second.row, range(len(second))):
        others = alike.setdefault(_ends(row), [])
        same = next((one for one in others if not any(_conflicts(one, row))), None)
        if same is None:
            rows.append(row)
            others.append(row)
        else:
            _fill(same, row)
    return make_table("relations", rows)


def _ends(row: Row) -> tuple[str, ...]:
    return row["source"], row["relation"], row["target"]


def _conflicts(row: Row, other: Row) -> Iterator[str]:
    """Iterate over the columns in which both rows have a cell, and these differ."""
    for column in filter(row.__contains__, other):
        cells = [one[column].strip() for one in (row, other)]
        if column in LISTS:
            cells = ["; ".join(split_list(cell)) for cell in cells]
        if all(cells) and cells[0] != cells[1]:
            yield column


def _fill(row: Row, other: Row) -> None:
    """Fill the empty cells of a row from another."""
    for column, cell in other.items():
        if not row.get(column, "").strip():
            row[column] = cell
