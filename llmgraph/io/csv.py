"""CSV reader and writer of the two tables."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ..language.arguments import checked
from ..language.messages import Message
from ..language.wording import shown
from ..model.checks import check_tables
from ..model.indexed_tables import IndexedTables
from ..model.relation_types import RELATION_TYPES, RelationType, faults, values_of
from ..model.tables import COLUMNS, REQUIRED, Kind, Table, make_table, missing_columns
from ..model.vocabulary import Vocabulary, joined
from ..problems import Problem, TableError
from .files import csv_text, write_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PathLike = str | Path

RELATION_TYPES_FILE = "relation_types.csv"
"""Name of the table of custom relation types, in the folder of the relations."""

MAX_STREAMED = 100_000_000
"""Number of bytes that are read of a pipe or a device, which may never end."""

_LINE_END = re.compile(r"\r\n?|\n")
_SEPARATORS = {
    ";": Message("table.semicolons"),
    "\t": Message("table.tabs"),
    "|": Message("table.bars"),
}


def read_tables(
    nodes: PathLike, edges: PathLike, *, relation_types: Iterable[RelationType] = ()
) -> IndexedTables:
    """Read the tables of a graph from two CSV files; see `llmgraph.read_csv`."""
    tables, problems = _read_all(nodes, edges)
    if problems:
        raise TableError(problems)
    own = joined(_types(tables), relation_types)
    return IndexedTables(tables["papers"], tables["relations"], relation_types=own)


@checked
def check_csv(
    nodes: PathLike, edges: PathLike, *, relation_types: Iterable[RelationType] = ()
) -> list[Problem]:
    """Validate two CSV files and report all problems.

    Parameters
    ----------
    nodes, edges : str or Path
        Papers and relations, as for `read_csv`. A ``relation_types.csv`` next to `edges` is read
        too.
    relation_types : iterable of RelationType, optional
        Custom relation types, in addition to the built-in ones.

    Returns
    -------
    list of Problem
        Problems that prevent reading; if there are none, problems with the content. Empty if the
        files are valid.

    Examples
    --------
    >>> import llmgraph
    >>> llmgraph.check_csv("nowhere.csv", "nowhere.csv")[0].code
    'unreadable-file'
    """
    tables, problems = _read_all(nodes, edges)
    if problems:
        return problems
    own = joined(_types(tables), relation_types)
    return check_tables(tables["papers"], tables["relations"], Vocabulary(own))


def write_tables(tables: IndexedTables, nodes: PathLike, edges: PathLike) -> None:
    """Write the tables of a graph to two CSV files; see `llmgraph.write_csv`."""
    texts: list[tuple[PathLike, str]] = [
        (nodes, _write("papers", tables.papers)),
        (edges, _write("relations", tables.stated)),
    ]
    if own := tables.vocabulary.own:
        table = make_table("relation types", [kind.to_row() for kind in own])
        texts.append((_types_beside(edges), _write("relation types", table)))
    write_texts(texts)


def read_table(kind: Kind, path: PathLike) -> Table:
    """Read one CSV file as a table of text.

    Parameters
    ----------
    kind : {"papers", "relations", "relation types"}
        Determines the required columns.
    path : str or Path

    Returns
    -------
    Table

    Raises
    ------
    TableError
        If the file cannot be read, is empty, is not UTF-8 (or UTF-16 with a byte order mark),
        contains NUL bytes, is not comma-separated, or lacks a required column.
    """
    name = str(path) or '""'
    return parse_table(kind, name, decode(name, read_bytes(name, Path(path))))


def _types_beside(edges: PathLike) -> Path:
    """Path of the custom relation types: in the folder of the relations."""
    return Path(edges).parent / RELATION_TYPES_FILE


def _read_all(nodes: PathLike, edges: PathLike) -> tuple[dict[Kind, Table], list[Problem]]:
    """Read all tables that exist, and collect the problems that prevent reading."""
    paths: dict[Kind, PathLike] = {"papers": nodes, "relations": edges}
    types = _types_beside(edges)
    if _is_there(types):
        paths["relation types"] = types
    tables: dict[Kind, Table] = {}
    problems: list[Problem] = []
    for kind, path in paths.items():
        try:
            tables[kind] = read_table(kind, path)
        except TableError as error:
            problems += error.problems
    if "relation types" in tables:
        problems += _type_problems(tables["relation types"])
    return tables, problems


def _is_there(path: Path) -> bool:
    try:
        # Nobody named it, so that a pipe of this name is not waited for.
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):  # reported for the relations, in the same folder
        return False


def _types(tables: Mapping[Kind, Table]) -> list[RelationType]:
    table = tables.get("relation types")
    return [RelationType.from_row(table.row(row)) for row in range(len(table))] if table else []


def _type_problems(table: Table) -> Iterator[Problem]:
    """Report invalid cells and duplicate names."""
    seen = {name: Message("table.type_shipped", {"name": name}) for name in RELATION_TYPES}
    for row, line in enumerate(table.lines):
        cells = table.row(row)
        name, found = cells["name"], list(faults(values_of(cells)))
        if name in seen:
            found.append(("name", seen[name]))
        for column, said in found:
            cell = shown(cells.get(column, ""))
            yield Problem("bad-relation-type", "error", table.file, line, column, cell, said)
        values = {"name": shown(name), "line": str(line)}
        seen.setdefault(name, Message("table.type_twice", values))


def _failure(file: str, code: str, said: Message, line: int = 0, value: str = "") -> TableError:
    return TableError([Problem(code, "error", file, line, "", shown(value), said)])


def read_bytes(name: str, path: Path | None = None) -> bytes:
    """Read a file whole; an error names it.

    Parameters
    ----------
    name : str
        How errors name it.
    path : Path, optional
        By default standard input. Of anything but a regular file, such as a pipe, at most
        `MAX_STREAMED` bytes are read.

    Returns
    -------
    bytes

    Raises
    ------
    TableError
        If the file cannot be read, or is a longer stream.
    """
    if path is None and sys.stdin is None:
        raise _failure(name, "unreadable-file", Message("table.closed"))
    try:
        if path is None:
            is_regular, data = False, sys.stdin.buffer.read(MAX_STREAMED + 1)
        else:
            with path.open("rb") as file:
                is_regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
                data = file.read(-1 if is_regular else MAX_STREAMED + 1)
    except FileNotFoundError:
        said = Message("table.no_file")
    except IsADirectoryError:
        said = Message("table.folder")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        said = Message("table.unreadable", {"reason": reason})
    else:
        if is_regular or len(data) <= MAX_STREAMED:
            return data
        said = Message("table.stream", {"limit": MAX_STREAMED // 10**6})
    raise _failure(name, "unreadable-file", said)


def decode(name: str, data: bytes) -> str:
    """Decode text in UTF-8, or UTF-16 with a byte order mark; an error names file and line."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = _lines(data[: error.start].decode(encoding, "replace"))
        value = data[error.start : error.start + 1].hex()
        told = encoding.removesuffix("-sig").upper()
        said = Message("table.encoding", {"byte": value, "encoding": told})
        raise _failure(name, "bad-encoding", said, line, value) from error
    if (nul := text.find("\0")) >= 0:
        raise _failure(name, "bad-encoding", Message("table.nul"), _lines(text[:nul]))
    if not text.strip():
        raise _failure(name, "empty-file", Message("table.empty"))
    return text


def _lines(before: str) -> int:
    """Line number at the end of a text."""
    return len(_LINE_END.split(before))


def parse_table(kind: Kind, name: str, text: str) -> Table:
    """Parse the text of a CSV file; an error names file and line."""
    _require_commas(kind, name, text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    before = 0
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        said = Message("table.bad_row", {"reason": str(error)})
        raise _failure(name, "bad-row", said, before + 1) from error
    header = [cell.strip() for cell in rows[0]]
    table = Table(dict.fromkeys(header, ()), name, [])
    _require_header(kind, table, header)
    ragged = [
        Problem(
            "bad-row", "error", name, line, "", shown(",".join(row)), _ragged(len(row), len(header))
        )
        for row, line in zip(rows[1:], lines[1:], strict=True)
        if len(row) != len(header)
    ]
    if ragged:
        raise TableError(ragged)
    cells = zip(*rows[1:], strict=True) if len(rows) > 1 else [()] * len(header)
    return Table(dict(zip(header, cells, strict=True)), name, lines[1:])


def _ragged(cells: int, columns: int) -> Message:
    values = {"cells": str(cells), "columns": str(columns)}
    return Message("table.row_long" if cells > columns else "table.row_short", values)


def _require_commas(kind: Kind, name: str, text: str) -> None:
    header = _LINE_END.split(text.lstrip(), maxsplit=1)[0]
    for separator, called in _SEPARATORS.items():
        names = {cell.strip(' "').casefold() for cell in header.split(separator)}
        if names.issuperset(REQUIRED[kind]):
            said = Message("table.separator", {"separator": called})
            line = _lines(text[: len(text) - len(text.lstrip())])
            raise _failure(name, "wrong-separator", said, line, header)


def _require_header(kind: Kind, table: Table, header: Sequence[str]) -> None:
    if missing := missing_columns(kind, table):
        raise TableError(missing)
    twice = sorted(column for column, count in Counter(header).items() if count > 1)
    if twice:
        said = Message("table.column_twice", {"column": shown(twice[0])})
        raise _failure(table.file, "repeated-column", said, 1, twice[0])


def _write(kind: Kind, table: Table) -> str:
    known = [name for name in COLUMNS[kind] if name in table.columns]
    names = [*known, *(name for name in table.columns if name not in known)]
    return csv_text([names, *zip(*(table.columns[name] for name in names), strict=True)])
