"""An answer as a table and as prose: what it says, before it is Markdown or anything else."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..drawing.scene import clean
from ..problems import figure
from ..results import Prose

if TYPE_CHECKING:
    from ..results import Result

TEXT_LENGTH = 2_000


@dataclass(frozen=True)
class Grid:
    """A table: a caption, sentences below it, names of columns, and cells."""

    caption: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def grid(result: Result) -> Grid:
    """Give the columns of an answer that a person wants to read.

    Parameters
    ----------
    result : Result

    Returns
    -------
    Grid

    Examples
    --------
    >>> import llmgraph
    >>> shown = grid(llmgraph.load().ancestors("LLaVA", depth=1))
    >>> shown.caption, shown.columns[:2], shown.rows[0][:2]
    ('What led to LLaVA — 3 papers', ('date', 'name'), ('2021-02', 'CLIP'))
    """
    return Grid(
        caption=f"{_cell(result.heading())} — {result.size()}",
        notes=tuple(map(_cell, result.notes())),
        columns=tuple(name.replace("_", " ") for name in result.brief),
        rows=tuple(tuple(_cell(row[name]) for name in result.brief) for row in result.rows()),
    )


def prose(result: Result) -> Prose:
    """Tell an answer in sentences, each text of it on one line and safe to show.

    Parameters
    ----------
    result : Result

    Returns
    -------
    Prose

    Examples
    --------
    >>> import llmgraph
    >>> prose(llmgraph.load().ancestors("LLaVA", depth=1)).paragraphs
    ('What led to LLaVA — 3 papers: CLIP (2021-02), GPT-4 (2023-03) and Vicuna (2023-03).',)
    """
    told = result.account()
    points = tuple((_cell(point), tuple(map(_cell, below))) for point, below in told.points)
    # A paragraph may name many papers: it is as long as they make it.
    paragraphs = tuple(clean(text, sys.maxsize) for text in told.paragraphs)
    return Prose(paragraphs, points, told.numbered)


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        value = "yes" if value else ""
    return clean(figure(value) if isinstance(value, float) else str(value), TEXT_LENGTH)
