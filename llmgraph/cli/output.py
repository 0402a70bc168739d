"""Writing an answer in one of the formats of the command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from ..files import csv_text, write_text
from ..problems import figure, printable

FORMATS = ("table", "json", "csv", "md", "ids")
Row = Mapping[str, Any]
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
CONTROLS = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


@dataclass(frozen=True)
class Answer:
    """What a command found, before it takes a format.

    Parameters
    ----------
    heading : str
        One line that says what this is.
    rows : sequence of mapping
        All columns; JSON and CSV give all of them.
    brief : sequence of str
        The columns that the table and Markdown show.
    ids : sequence of str
        What the format ``ids`` gives.
    notes : sequence of str, optional
        Lines to read with the answer.
    text : str, optional
        Prose that stands for the table where the answer is better told than tabled.
    """

    heading: str
    rows: Sequence[Row]
    brief: Sequence[str]
    ids: Sequence[str]
    notes: Sequence[str] = ()
    text: str = ""


def write_answer(answer: Answer, form: str, path: str | None) -> None:
    """Print an answer, or write it to a file.

    Parameters
    ----------
    answer : Answer
    form : str
        One of `FORMATS`.
    path : str or None
        The file; None prints.

    Raises
    ------
    ArgumentError
        If the file cannot be written.
    """
    text = _WRITERS[form](answer, path)
    if path is not None:
        write_text(path, text)
        click.echo(f"Wrote {path}", err=True)
    else:
        click.echo(text, nl=False)


def clean(value: object) -> str:
    """Make a cell fit for a terminal: one line, without control characters."""
    if value is None or isinstance(value, bool):
        value = "yes" if value else ""
    if isinstance(value, float):
        value = figure(value)
    line = " ".join(str(value).split())
    return printable(line)


def _table(answer: Answer, path: str | None) -> str:
    lines = [clean(answer.heading), *(clean(note) for note in answer.notes), ""]
    if answer.text:
        lines += [_wrapped(line, path) for line in answer.text.splitlines()]
        return _text(lines)
    return _text(lines) + (_drawn(answer, path) if answer.rows else "")


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n\n" if lines[-1] == "" else "\n".join(lines) + "\n"


def _wrapped(line: str, path: str | None) -> str:
    """Break a line of prose at the width of the terminal, keeping its indent."""
    import textwrap

    plain = printable(line)
    if path is not None or not sys.stdout.isatty():
        return plain
    indent = " " * (len(plain) - len(plain.lstrip()))
    width = max(40, _terminal_width())
    return textwrap.fill(plain, width, subsequent_indent=indent + "  ") if plain.strip() else ""


def _terminal_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _drawn(answer: Answer, path: str | None) -> str:
    header = [name.replace("_", " ") for name in answer.brief]
    rows = [[clean(row[name]) for name in answer.brief] for row in answer.rows]
    numbers = [_is_number([row[name] for row in answer.rows]) for name in answer.brief]
    in_terminal = path is None and sys.stdout.isatty()
    lines = _fitted(header, rows, numbers) if in_terminal else _aligned(header, rows, numbers)
    return "".join(line.rstrip() + "\n" for line in lines)


def _is_number(column: Sequence[object]) -> bool:
    """Whether a column holds numbers, some of which may be unknown."""
    kinds = set(map(type, column))
    return kinds <= {int, float, type(None)} and kinds != {type(None)}


def _aligned(header: list[str], rows: list[list[str]], numbers: list[bool]) -> Iterator[str]:
    """Lines for another program: as wide as they are, quickly made."""
    lines = [header, *rows]
    widths = [max(map(_cells, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = []
        for cell, width, number in zip(line, widths, numbers, strict=True):
            pad = " " * (width - _cells(cell))
            cells.append(pad + cell if number else cell + pad)
        yield "  ".join(cells)


def _cells(text: str) -> int:
    """Cells that a text takes in a terminal: East Asian characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _fitted(header: list[str], rows: list[list[str]], numbers: list[bool]) -> list[str]:
    """Lines for a terminal: wrapped at its width, in its colours."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for place, (name, number) in enumerate(zip(header, numbers, strict=True)):
        table.add_column(
            name,
            justify="right" if number else "left",
            # A heading may be broken, a number never.
            min_width=max((len(row[place]) for row in rows), default=0) if number else None,
            no_wrap=name == "date",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    console = Console(file=out, width=_terminal_width(), force_terminal=True, color_system="auto")
    # What fits in no way goes on in the next line of the terminal, rather than be cut.
    console.print(table, width=max(console.width, console.measure(table).minimum), crop=False)
    return out.getvalue().splitlines()


def _json(answer: Answer, _: str | None) -> str:
    import json

    content = {
        "heading": answer.heading,
        "notes": list(answer.notes),
        "rows": [dict(row) for row in answer.rows],
    }
    # JSON itself escapes no control characters above the space; terminals obey some.
    return json.dumps(content, ensure_ascii=False, indent=2).translate(CONTROLS) + "\n"


def _csv(answer: Answer, _: str | None) -> str:
    names = list(answer.rows[0]) if answer.rows else list(answer.brief)
    return csv_text([names, *([_cell(row[name]) for name in names] for row in answer.rows)])


def _cell(value: object) -> object:
    """Keep a spreadsheet from running a text as a formula."""
    text = "; ".join(value) if isinstance(value, (list, tuple)) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text


def _markdown(answer: Answer, _: str | None) -> str:
    lines = [f"**{_escaped(answer.heading)}**", ""]
    lines += [line for note in answer.notes for line in (_escaped(note), "")]
    if answer.text:
        lines += [
            f"- {_escaped(line.strip()[2:])}" if line.startswith("   -") else _escaped(line)
            for line in answer.text.splitlines()
        ]
    elif answer.rows:
        lines.append("| " + " | ".join(name.replace("_", " ") for name in answer.brief) + " |")
        lines.append("|" + " --- |" * len(answer.brief))
        lines += [
            "| " + " | ".join(_escaped(row[name]) for name in answer.brief) + " |"
            for row in answer.rows
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _escaped(value: object) -> str:
    text = clean(value)
    for char in "\\|`*_<>[]":
        text = text.replace(char, "\\" + char)
    return text


def _ids(answer: Answer, _: str | None) -> str:
    return "".join(f"{one}\n" for one in answer.ids)


_WRITERS = {"table": _table, "json": _json, "csv": _csv, "md": _markdown, "ids": _ids}
