"""Text for a terminal, wrapped and coloured, or unwrapped for a file or a pipe."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ..language.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..results.document import Document, Table

# Wide characters, between which a line may break, and those that may not begin one.
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_CLOSING = "、。〉》」』】〕！），：；？］｝"
_UNIT = rf" *(?:[{_WIDE}]|[^ {_WIDE}]+)[{_CLOSING}]*"
_BULLET = re.compile(r" *(?:\d+\. |- )")
# Between the columns of a table.
_GAP = 2
# Minimum width of a text column with a long word; the word is folded instead.
_WORD = 16


def text(document: Document, width: int | None = None) -> str:
    """Write a document as text: heading, notes, and table or prose.

    Parameters
    ----------
    document : Document
    width : int, optional
        Width of the terminal; by default, lines are neither wrapped nor coloured.

    Returns
    -------
    str

    Examples
    --------
    >>> import llmgraph
    >>> answer = llmgraph.load().ancestors("LLaVA", depth=1, relations="extends")
    >>> print(text(answer.to_document()), end="")
    What led to LLaVA — 1 paper
    <BLANKLINE>
    date     name    generation  depth  through
    2023-03  Vicuna           1      1  is extended by LLaVA
    """
    told = [*map(_line, (document.heading, *document.remarks)), ""]
    if not document.table_first:
        told += document.prose.lines()
    lines = [*fitted(told, width)]
    if document.table_first and document.table.rows:
        lines += _grid(document.table, width)
    return "".join(f"{line}\n" for line in lines)


def fitted(lines: Iterable[str], width: int | None = None) -> Iterator[str]:
    r"""Remove control characters from lines, and wrap them to the width of a terminal.

    Parameters
    ----------
    lines : iterable of str
    width : int, optional
        As for `text`.

    Returns
    -------
    iterator of str

    Examples
    --------
    >>> [*fitted(["- one two\x1bthree"], 9)]
    ['- one', '  two�three']
    """
    plain = map(printable, lines)
    if width is None:
        return plain
    return (part for line in plain for part in _wrapped(line, width))


def _line(text: str) -> str:
    return " ".join(text.split())


def _wrapped(line: str, width: int) -> list[str]:
    """Wrap a line to the width of the terminal, with a hanging indent after a bullet.

    Only text without spaces and wide characters, such as a link, may be longer.
    """
    bullet = _BULLET.match(line)
    hang = bullet.end() if bullet else len(line) - len(line.lstrip()) + 2
    lines, room = [""], width
    for unit in re.findall(_UNIT, line):
        size = _cells(unit)
        if size > room and lines[-1].strip():
            unit = " " * hang + unit.lstrip()
            lines.append("")
            room, size = width, _cells(unit)
        lines[-1] += unit
        room -= size
    return lines


def _grid(table: Table, width: int | None) -> Iterator[str]:
    rows = [tuple(printable(_line(cell)) for cell in cells) for cells in table.cells()]
    content = table.header, rows, table.numeric
    drawn = _aligned(*content) if width is None else _fitted(table.shown, *content, width)
    return (line.rstrip() for line in drawn)


def _aligned(
    header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]
) -> Iterator[str]:
    """Lines for another program: unwrapped, and fast to produce."""
    lines = [header, *rows]
    widths = [max(map(_cells, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = []
        for cell, width, number in zip(line, widths, numbers, strict=True):
            pad = " " * (width - _cells(cell))
            cells.append(pad + cell if number else cell + pad)
        yield "  ".join(cells)


def _cells(text: str) -> int:
    """Width of a text in terminal cells; East Asian characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _fitted(
    names: Sequence[str],
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[bool],
    width: int,
) -> Iterator[str]:
    """Lines for a terminal: coloured, and split into several tables if it is too narrow.

    Each table begins with the columns up to the name, so that rows can be identified.
    """
    columns = [*zip(header, *rows, strict=True)]
    whole = [number or name.endswith("date") for name, number in zip(names, numbers, strict=True)]
    least = [_least(*one) for one in zip(columns, whole, strict=True)]
    first = names.index("name") + 1 if "name" in names else 1
    parts = [[*range(first)]]
    for column in range(first, len(header)):
        needed = sum(least[one] + _GAP for one in [*parts[-1], column]) - _GAP
        if needed > width and parts[-1][first:]:
            parts.append([*range(first)])
        parts[-1].append(column)
    for part in parts:
        chosen = [[line[column] for column in part] for line in [header, *rows]]
        natural = [max(map(_cells, columns[column])) for column in part]
        widths = _narrowed(natural, [least[column] for column in part], width)
        yield from [""] * (part is not parts[0])
        yield from _coloured(chosen, widths, [numbers[column] for column in part])


def _least(column: Sequence[str], whole: bool) -> int:
    """Minimum width of a column: numbers and dates are never broken, headings between words."""
    heading, *cells = column
    words = cells if whole else [unit.strip() for cell in cells for unit in re.findall(_UNIT, cell)]
    longest = max(map(_cells, words), default=0)
    return max(longest if whole else min(longest, _WORD), *map(_cells, heading.split()))


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Shrink the widest column until all fit, or no column can be narrowed any more."""
    chosen = [min(width, room) for width in widths]
    while sum(chosen) + _GAP * (len(chosen) - 1) > room:
        spare = [(width, -place) for place, width in enumerate(chosen) if width > least[place]]
        if not spare:
            break
        chosen[-max(spare)[1]] -= 1
    return chosen


def _coloured(lines: list[list[str]], widths: list[int], numbers: list[bool]) -> list[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    for name, width, number in zip(lines[0], widths, numbers, strict=True):
        table.add_column(name, justify="right" if number else "left", width=width, overflow="fold")
    for line in lines[1:]:
        table.add_row(*map(Text, line))
    out = io.StringIO()
    # Content that cannot fit continues on the next line of the terminal instead of being cut.
    width = sum(widths) + _GAP * len(widths)
    console = Console(file=out, width=width, force_terminal=True, color_system="auto")
    console.print(table, crop=False)
    return out.getvalue().splitlines()
