"""The answer as the tab of a page: the sentences and the table that the command line prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from .document import Document

ROWS = 1_000
"""Maximum number of rows of the table."""

# The drawing and its own table have these of every paper.
OF_PAPERS = frozenset({"title", "topic"})

# A column with a longer text, except the first two, gets a line of its own below each row.
_LONG = 40
_ALWAYS_BESIDE = 2


def answer_tab(
    document: Document, bars: Collection[str] = (), *, with_table: bool = True
) -> dict[str, Any]:
    """Convert a document to the content of the answer tab of a page.

    Parameters
    ----------
    document : Document
    bars : collection of str, optional
        Names of the columns whose numbers get a bar in proportion.
    with_table : bool, optional
        Whether the table is shown if it answers better than the prose does.

    Returns
    -------
    dict
        Texts as they stand in the tables of the graph: ``heading``, ``notes``; ``prose`` and
        ``points``, each with its sub-items, ``numbered``; or ``header``, ``cells`` (at most `ROWS`
        rows), ``numeric``, ``bars``, by column the share of each row in the largest number, and
        ``below``, the places of the columns that stand below their row.

    Examples
    --------
    >>> import llmgraph
    >>> ranking = llmgraph.load().rank("pagerank", top=2)
    >>> tab = answer_tab(ranking.to_document(), ranking.bar_columns)
    >>> tab["header"], tab["cells"][0][2]
    (['rank', 'name', 'date', 'pagerank'], '2017-06')
    """
    told: dict[str, Any] = {"heading": document.heading, "notes": list(document.remarks)}
    if not document.table_first:
        prose = document.prose
        points = [[text, list(below)] for text, below in prose.points]
        told |= {"prose": list(prose.paragraphs), "points": points, "numbered": prose.numbered}
    elif with_table and document.table.rows:
        told |= _table(document, bars)
    return told


def _table(document: Document, bars: Collection[str]) -> dict[str, Any]:
    table = document.table
    every = table.cells()[:ROWS]
    shown = [
        at
        for at, name in enumerate(table.shown)
        if name not in OF_PAPERS and any(cells[at] for cells in every)
    ]
    long = [
        place
        for place, at in enumerate(shown)
        if place >= _ALWAYS_BESIDE and max(len(cells[at]) for cells in every) > _LONG
    ]
    return {
        "header": [table.header[at] for at in shown],
        "cells": [[cells[at] for at in shown] for cells in every],
        "numeric": [int(table.numeric[at]) for at in shown],
        "bars": {
            str(place): _shares([row[table.shown[at]] for row in table.rows[:ROWS]])
            for place, at in enumerate(shown)
            if table.shown[at] in bars
        },
        "below": long,
        "total": len(table.rows),
    }


def _shares(values: list[Any]) -> list[float]:
    numbers = [abs(value or 0) for value in values]
    largest = max(numbers, default=0) or 1
    return [round(number / largest, 3) for number in numbers]
