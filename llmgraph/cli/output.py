"""Writing an answer in one of the formats of the command line."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from ..files import csv_text, write_text
from ..problems import figure, printable

FORMATS = ("table", "json", "csv", "md", "ids")
# The format of a file by its ending.
TEXTS = {"": "table", ".txt": "table", ".json": "json", ".csv": "csv", ".md": "md"}
Row = Mapping[str, Any]
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# Wide characters, between which a line may be broken, and those that may not begin one.
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
CLOSING = "、。〉》」』】〕！），：；？］｝"
UNIT = re.compile(rf" *(?:[{WIDE}]|[^ {WIDE}]+)[{CLOSING}]*")
BULLET = re.compile(r" *(?:\d+\. |- )")
# Between the columns of a table.
GAP = 2
# A column of words is not made narrower than this for a long word: that one is folded.
WORD = 16
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


def write_lines(lines: Sequence[str]) -> None:
    """Print lines of text, in a terminal as wide as it is.

    Parameters
    ----------
    lines : sequence of str
    """
    click.echo("".join(f"{line}\n" for line in _shown(lines, None)), nl=False)


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
    text = _text(_shown([*lines, *answer.text.splitlines()], path))
    return text + (_drawn(answer, path) if answer.rows and not answer.text else "")


def _shown(lines: Sequence[str], path: str | None) -> list[str]:
    """Lines fit to print: broken at the width of a terminal, whole for all else."""
    plain = map(printable, lines)
    if not _in_terminal(path):
        return [*plain]
    width = max(40, _terminal_width())
    return [part for line in plain for part in _wrapped(line, width)]


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n\n" if lines[-1] == "" else "\n".join(lines) + "\n"


def _in_terminal(path: str | None) -> bool:
    return path is None and sys.stdout.isatty()


def _wrapped(line: str, width: int) -> list[str]:
    """Break a line at the width of the terminal; what goes on stands below the text of a bullet.

    Only what no blank and no wide character divides, such as a link, may be longer.
    """
    bullet = BULLET.match(line)
    hang = bullet.end() if bullet else len(line) - len(line.lstrip()) + 2
    lines, room = [""], width
    for unit in UNIT.findall(line):
        size = _cells(unit)
        if size > room and lines[-1].strip():
            unit = " " * hang + unit.lstrip()
            lines.append("")
            room, size = width, _cells(unit)
        lines[-1] += unit
        room -= size
    return lines


def _terminal_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _drawn(answer: Answer, path: str | None) -> str:
    header = [name.replace("_", " ") for name in answer.brief]
    rows = [[clean(row[name]) for name in answer.brief] for row in answer.rows]
    numbers = [_is_number([row[name] for row in answer.rows]) for name in answer.brief]
    draw = _fitted if _in_terminal(path) else _aligned
    return "".join(line.rstrip() + "\n" for line in draw(header, rows, numbers))


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


def _fitted(header: list[str], rows: list[list[str]], numbers: list[bool]) -> Iterator[str]:
    """Lines for a terminal: in its colours, and in several tables where it is too narrow for one.

    Each of these begins with the columns up to the name, so that its rows can be told.
    """
    width, columns = _terminal_width(), [*zip(*[header, *rows], strict=True)]
    least = [_least(column, number) for column, number in zip(columns, numbers, strict=True)]
    first = header.index("name") + 1 if "name" in header else 1
    parts = [[*range(first)]]
    for column in range(first, len(header)):
        needed = sum(least[one] + GAP for one in [*parts[-1], column]) - GAP
        if needed > width and parts[-1][first:]:
            parts.append([*range(first)])
        parts[-1].append(column)
    for part in parts:
        chosen = [[line[column] for column in part] for line in [header, *rows]]
        natural = [max(map(_cells, columns[column])) for column in part]
        widths = _narrowed(natural, [least[column] for column in part], width)
        yield from [""] * (part is not parts[0])
        yield from _coloured(chosen, widths, [numbers[column] for column in part])


def _least(column: Sequence[str], number: bool) -> int:
    """Cells that a column needs: a number and a date are never broken, a heading between words."""
    heading, *cells = column
    whole = number or heading.endswith("date")
    words = cells if whole else [unit.strip() for cell in cells for unit in UNIT.findall(cell)]
    longest = max(map(_cells, words), default=0)
    return max(longest if whole else min(longest, WORD), *map(_cells, heading.split()))


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Take from the widest column until all fit into the room, or none can give any more."""
    chosen = [min(width, room) for width in widths]
    while sum(chosen) + GAP * (len(chosen) - 1) > room:
        spare = [(width, -place) for place, width in enumerate(chosen) if width > least[place]]
        if not spare:
            break
        chosen[-max(spare)[1]] -= 1
    return chosen


def _coloured(lines: list[list[str]], widths: list[int], numbers: list[bool]) -> list[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    for name, width, number in zip(lines[0], widths, numbers, strict=True):
        table.add_column(name, justify="right" if number else "left", width=width, overflow="fold")
    for line in lines[1:]:
        table.add_row(*map(Text, line))
    out = io.StringIO()
    # What fits in no way goes on in the next line of the terminal, rather than be cut.
    width = sum(widths) + GAP * len(widths)
    console = Console(file=out, width=width, force_terminal=True, color_system="auto")
    console.print(table, crop=False)
    return out.getvalue().splitlines()


def _json(answer: Answer, _: str | None) -> str:
    import json

    content = {
        "heading": answer.heading,
        "notes": list(answer.notes),
        **({"text": answer.text.splitlines()} if answer.text else {}),
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
        lines += _nested(answer.text)
    elif answer.rows:
        lines.append("| " + " | ".join(name.replace("_", " ") for name in answer.brief) + " |")
        lines.append("|" + " --- |" * len(answer.brief))
        lines += [
            "| " + " | ".join(_escaped(row[name]) for name in answer.brief) + " |"
            for row in answer.rows
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _nested(text: str) -> Iterator[str]:
    """Lines of prose whose inner bullets stand below the text of the outer ones."""
    hang = 0
    for line in text.splitlines():
        inner = line.startswith(" ")
        if not inner:
            bullet = BULLET.match(line)
            hang = bullet.end() if bullet else 0
        yield " " * (hang * inner) + _escaped(line)


def _escaped(value: object) -> str:
    text = clean(value)
    for char in "\\|`*_<>[]":
        text = text.replace(char, "\\" + char)
    return text


def _ids(answer: Answer, _: str | None) -> str:
    return "".join(f"{one}\n" for one in answer.ids)


_WRITERS = {"table": _table, "json": _json, "csv": _csv, "md": _markdown, "ids": _ids}
