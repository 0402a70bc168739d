"""HTML: a fragment without style or script, for custom pages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..drawing.formats.iframe import escaped as entities
from ..language.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..results.document import Document, Prose, Table


def fragment(document: Document) -> str:
    """Write a document as an HTML fragment: heading, notes, table or prose, data version.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        One element per line.

    Examples
    --------
    >>> import llmgraph
    >>> answer = llmgraph.load().ancestors("LLaVA", depth=1)
    >>> print(fragment(answer.to_document()).splitlines()[0])
    <p><strong>What led to LLaVA — 3 papers</strong></p>
    """
    lines = [f"<p><strong>{escaped(document.heading)}</strong></p>"]
    lines += _paragraphs(document.remarks)
    lines += _grid(document.table) if document.table_first else _told(document.prose)
    lines += _paragraphs(document.imprint)
    return "".join(f"{line}\n" for line in lines)


def escaped(text: str) -> str:
    """Escape a text for one line of HTML, also within a template.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> escaped("a < b &amp; {{ c }}")
    'a &lt; b &amp;amp; &#123;{ c }}'
    """
    return entities(clean(text, sys.maxsize))


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    return (f"<p>{escaped(text)}</p>" for text in texts)


def _grid(table: Table) -> Iterator[str]:
    table = table.without_empty_columns()
    if table.rows:
        yield "<table>"
        yield f"<thead>{_row('th', table.header, table.numeric)}</thead>"
        yield "<tbody>"
        yield from (_row("td", cells, table.numeric) for cells in table.cells())
        yield "</tbody>"
        yield "</table>"


def _row(tag: str, cells: Iterable[str], numeric: Iterable[bool]) -> str:
    aligns = (' align="right"' if number else "" for number in numeric)
    written = (
        f"<{tag}{align}>{escaped(cell)}</{tag}>" for cell, align in zip(cells, aligns, strict=True)
    )
    return f"<tr>{''.join(written)}</tr>"


def _told(prose: Prose) -> Iterator[str]:
    yield from _paragraphs(prose.paragraphs)
    if prose.points:
        tag = "ol" if prose.numbered else "ul"
        yield f"<{tag}>"
        yield from (_point(text, below) for text, below in prose.points)
        yield f"</{tag}>"


def _point(text: str, below: Iterable[str]) -> str:
    inner = "".join(f"<li>{escaped(one)}</li>" for one in below)
    return f"<li>{escaped(text)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
