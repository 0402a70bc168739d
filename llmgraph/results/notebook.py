"""Answers in a notebook: tables of numbers or verdicts, and what its conversion needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..drawing.formats.iframe import escaped
from ..language.messages import Message
from ..language.wording import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .document import Document
    from .drawable import Pictures

ROWS = 25
"""Maximum number of rows that a notebook shows."""

# Maximum number of characters of a cell that stays on one line, such as a date.
SHORT = 24
# Colours of the text and the grey of lines suit light and dark themes.
_CELL = "padding:.25em .7em;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.3)"
_TRACK = "display:block;width:7em;margin-top:.3em"
_BAR = "display:block;height:.7em;min-width:1px;border-radius:2px;background:#5b8fca"


PICTURE = 700_000
"""Maximum size of a still picture that is added to a notebook, in bytes."""
_RESOLUTIONS = (150, 100, 70)
_FEW = 60  # papers, about what a page of paper shows


def picture_bundle(result: Pictures) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the still chart of an answer, for a notebook that is converted to LaTeX or Word.

    Parameters
    ----------
    result : Pictures

    Returns
    -------
    data : dict of str to bytes
        The chart as PNG, in the highest resolution that is not too large; empty if none is. SVG is
        part of the page, and would need Inkscape here.
    metadata : dict of str to dict
        Its alternative text.
    """
    from ..drawing.formats.matplotlib import picture

    sheet = result.sheet({"limit": _FEW})
    for dpi in _RESOLUTIONS:
        drawn = picture(replace(sheet, dpi=dpi), "png")
        if len(drawn) <= PICTURE:
            return {"image/png": drawn}, {"image/png": {"alt": sheet.description}}
    return {}, {}


def text_bundle(document: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a document as plain text, for a notebook that is converted."""
    table = document.table
    rows = [table.header, *table.cells()] if table.rows else []
    lines = [document.heading, *("\t".join(map(clean, cells)) for cells in rows[: ROWS + 1])]
    return {"text/plain": "\n".join([*lines, *document.remarks])}, {}


def notebook_table(document: Document, columns: Sequence[str], bars: Collection[str] = ()) -> str:
    """Write a document as a table for a notebook, with bars beside some numbers.

    Parameters
    ----------
    document : Document
    columns : sequence of str
        Names of the columns to show.
    bars : collection of str, optional
        Names of those whose numbers get a bar in proportion, from zero to the right, or to the left
        if negative.

    Returns
    -------
    str
        One line of HTML without script: heading, at most `ROWS` rows, how many more there are, and
        the notes.

    Examples
    --------
    >>> import llmgraph
    >>> ranking = llmgraph.load().rank("pagerank")
    >>> shown = notebook_table(ranking.to_document(), ("name", "pagerank"), ("pagerank",))
    >>> shown.count("<tr>"), "Transformer" in shown, "<script" in shown
    (26, True, False)
    """
    below = (f'<p style="opacity:.75;max-width:60em">{_said(one)}</p>' for one in document.remarks)
    heading = f'<p style="max-width:60em"><strong>{_said(document.heading)}</strong></p>'
    table = "".join(_grid(document, columns, bars)) if document.table.rows else ""
    return f'<div style="overflow-x:auto">{heading}{table}{"".join(below)}</div>'


def _grid(document: Document, columns: Sequence[str], bars: Collection[str]) -> Iterator[str]:
    whole, told = document.table, document.table.told
    table = replace(
        whole,
        rows=whole.rows[:ROWS],
        shown=tuple(columns),
        told=None if told is None else told[:ROWS],
    )
    sides = ["right" if number else "left" for number in table.numeric]
    yield '<table style="border-collapse:collapse;margin:.5em 0"><thead><tr>'
    for name, head, side in zip(columns, table.header, sides, strict=True):
        span = ' colspan="2"' if name in bars else ""
        yield f'<th{span} style="{_CELL};text-align:{"left" if span else side}">{_said(head)}</th>'
    yield "</tr></thead><tbody>"
    spans = {name: _span([row[name] for row in whole.rows]) for name in bars}
    for row, cells in zip(table.rows, table.cells(), strict=True):
        yield "<tr>"
        for name, cell, side in zip(columns, cells, sides, strict=True):
            # On a narrow screen, a long text would be broken after every letter.
            wrap = "white-space:nowrap" if len(cell) <= SHORT else "min-width:16em"
            yield f'<td style="{_CELL};text-align:{side};{wrap}">{_said(cell)}</td>'
            if name in bars:
                yield f'<td style="{_CELL};padding-left:0">{_bar(row[name], *spans[name])}</td>'
        yield "</tr>"
    yield "</tbody></table>"
    if (more := len(whole.rows) - ROWS) > 0:
        yield f"<p>{_said(Message('notebook.more', {'count': more}).text(whole.lang))}</p>"


def _span(values: Sequence[float | None]) -> tuple[float, float]:
    """Smallest and largest number, and zero."""
    known = [0, *(value for value in values if value is not None)]
    return min(known), max(known)


def _bar(value: float | None, least: float, most: float) -> str:
    if not value:
        return ""
    # Not as floats: a count of chains may be larger than any of these.
    width, before = abs(value) / (most - least), (min(value, 0) - least) / (most - least)
    place = f"margin-left:{100 * before:.1f}%;width:{100 * width:.1f}%"
    return f'<span aria-hidden="true" style="{_TRACK}"><span style="{_BAR};{place}"></span></span>'


def _said(text: str) -> str:
    return escaped(clean(text))
