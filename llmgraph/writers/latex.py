"""LaTeX for every engine, without packages: a table or a list to include in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..drawing.formats.tex import GLYPH, GLYPHS, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..results.document import Document, Prose, Table

_LINE = 30
"""Maximum length of a cell, in characters, that is not wrapped."""


def fragment(document: Document) -> str:
    r"""Write a document as a LaTeX fragment: heading, notes, table or prose, data version.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        Paragraphs, then a ``tabular`` or a list.

    Examples
    --------
    >>> import llmgraph
    >>> answer = llmgraph.load().ancestors("LLaVA", depth=1, relations="extends")
    >>> print(fragment(answer.to_document()), end="")  # doctest: +ELLIPSIS
    \noindent\textbf{What led to LLaVA \textemdash{} 1 paper}
    <BLANKLINE>
    \noindent\begin{tabular}{llrrl}
    \hline
    {}date & name & generation & depth & through \\
    \hline
    {}2023-03 & Vicuna & 1 & 1 & is extended by LLaVA \\
    \hline
    \end{tabular}
    <BLANKLINE>
    \noindent Data: llmgraph ...
    """
    lines = [rf"\noindent\textbf{{{escaped(document.heading)}}}", ""]
    lines += _paragraphs(document.remarks)
    lines += _grid(document.table) if document.table_first else _told(document.prose)
    lines += ["", *_paragraphs(document.imprint)] if document.imprint else []
    written = "\n".join(lines).rstrip("\n") + "\n"
    return GLYPHS + written if GLYPH in written else written


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (rf"\noindent {escaped(text)}", "")


def _grid(table: Table) -> Iterator[str]:
    table = table.without_empty_columns()
    if table.rows:
        rows = table.cells()
        yield rf"\noindent\begin{{tabular}}{{{_columns(table, rows)}}}"
        yield r"\hline"
        yield _row(table.header)
        yield r"\hline"
        yield from map(_row, rows)
        yield r"\hline"
        yield r"\end{tabular}"


def _columns(table: Table, rows: list[tuple[str, ...]]) -> str:
    """Column specification: numbers are right-aligned, long texts share the width and wrap."""
    wide = [max(map(len, cells)) > _LINE for cells in zip(*rows, strict=True)]
    share = f"p{{{0.6 / max(sum(wide), 1):.2f}\\linewidth}}"
    return "".join(
        "r" if number else share if broken else "l"
        for number, broken in zip(table.numeric, wide, strict=True)
    )


def _row(cells: Iterable[str]) -> str:
    # The braces keep a star or a bracket from being read as an argument of the preceding \\.
    return "{}" + " & ".join(map(escaped, cells)) + r" \\"


def _told(prose: Prose) -> Iterator[str]:
    yield from _paragraphs(prose.paragraphs)
    if prose.points:
        name = "enumerate" if prose.numbered else "itemize"
        yield from _list(name, prose.points)


def _list(name: str, points: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    yield rf"\begin{{{name}}}"
    for text, below in points:
        yield rf"\item {{}}{escaped(text)}"
        if below:
            yield from _list("itemize", [(one, ()) for one in below])
    yield rf"\end{{{name}}}"
