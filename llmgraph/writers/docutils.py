"""Docutils nodes, for Sphinx; texts are in text nodes, which every builder escapes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from docutils import nodes

from ..language.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..results.document import Document, Table

CELL = 60
"""Maximum column width in characters, for formats that need widths."""


def table(document: Document) -> list[nodes.Element]:
    """Convert a document to a table with the heading as its title, and the notes below.

    Parameters
    ----------
    document : Document

    Returns
    -------
    list of docutils.nodes.Element

    Examples
    --------
    >>> import llmgraph
    >>> [one.tagname for one in table(llmgraph.load().ancestors("LLaVA").to_document())]
    ['table', 'paragraph']
    """
    heading, notes = _clean(document.heading), [_paragraph(one) for one in document.notes]
    if not document.table.rows:
        return [nodes.paragraph("", "", nodes.strong("", heading)), *notes]
    grid = _grid(document.table)
    grid.insert(0, nodes.title("", heading))
    return [grid, *notes]


def prose(document: Document) -> list[nodes.Element]:
    """Convert the prose of a document to nodes, as a standalone text.

    Parameters
    ----------
    document : Document

    Returns
    -------
    list of docutils.nodes.Element
    """
    content = document.standalone
    told: list[nodes.Element] = [*map(_paragraph, content.paragraphs)]
    if content.points:
        points = [_point(text, below) for text, below in content.points]
        told.append(
            nodes.enumerated_list("", *points, enumtype="arabic", prefix="", suffix=".")
            if content.numbered
            else nodes.bullet_list("", *points, bullet="-")
        )
    return told


def _grid(table: Table) -> nodes.table:
    table = table.without_empty_columns()
    header, rows = table.header, [tuple(map(_clean, cells)) for cells in table.cells()]
    group = nodes.tgroup("", cols=len(header))
    widths = [max(map(len, cells)) for cells in zip(header, *rows, strict=True)]
    group += [nodes.colspec(colwidth=min(width, CELL)) for width in widths]
    sides = ["text-right" if numeric else "" for numeric in table.numeric]
    body = (_row(cells, sides) for cells in rows)
    group += [nodes.thead("", _row(header, sides)), nodes.tbody("", *body)]
    return nodes.table("", group, classes=["colwidths-auto"])


def _row(cells: Iterable[str], sides: Iterable[str]) -> nodes.Node:
    """A row; the themes of Sphinx align an entry by its class."""
    both = zip(cells, sides, strict=True)
    return nodes.row(
        "", *(nodes.entry("", _paragraph(cell), classes=side.split()) for cell, side in both)
    )


def _point(text: str, below: Iterable[str]) -> nodes.Node:
    point = nodes.list_item("", _paragraph(text))
    if below:
        point += nodes.bullet_list("", *(_point(one, ()) for one in below), bullet="-")
    return point


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", _clean(text))


def _clean(text: str) -> str:
    return clean(text, sys.maxsize)
