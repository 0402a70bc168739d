"""Spacings of a chart: the default, and those that are tried where text would be too small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sheet import LABEL_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..scene import Flow

ENDLESS = 1000.0
"""Height in inches of a page that has no end."""


@dataclass(frozen=True)
class Spacing:
    """Spacing of a drawing.

    `max_per_column` is the maximum number of papers in a column, or in a row where time runs
    downwards, as a multiple of the default; `label_width` is the width of labels. Neighbouring
    years with at most `max_merged` papers in total share a column.
    """

    max_per_column: float = 1.0
    label_width: float = LABEL_WIDTH
    max_merged: int = 0


@dataclass(frozen=True)
class Spacings:
    """Alternative spacings for drawings whose text would be too small on the page.

    `narrower` and `lower` spacings make text larger. Of `narrowest` and `lowest`, which merge
    years, the first one that makes the text legible is used, and only if none of the others does.
    """

    narrower: tuple[Spacing, ...] = ()
    lower: tuple[Spacing, ...] = ()
    narrowest: tuple[Spacing, ...] = ()
    lowest: tuple[Spacing, ...] = ()


_SHORT = 66.0  # width of the labels of a dense drawing
_MERGING = tuple(Spacing(2.0, max_merged=number) for number in (2, 3, 5, 8, 12))
_ROWS = (0.6, 0.45, 0.35, 0.25, 0.17)
_SMALL_ROWS = tuple(Spacing(part, wide) for part in _ROWS for wide in (LABEL_WIDTH, _SHORT))
_LOW = tuple(Spacing(1.0, max_merged=number) for number in (2, 3, 5, 8, 12))
# By the direction of time: for any paper size, for one page, and for a given width.
ON_ANY_SHEET: Mapping[Flow, Spacings] = {
    "right": Spacings(narrowest=(Spacing(1.35),)),
    "down": Spacings(narrower=_SMALL_ROWS),
}
_LARGE_ROWS = (Spacing(1.35), Spacing(1.35, _SHORT))
ON_ONE_PAGE: Mapping[Flow, Spacings] = {
    "right": Spacings(
        (Spacing(1.35), Spacing(1.0, _SHORT), Spacing(1.35, _SHORT), Spacing(2.0, _SHORT)),
        (Spacing(0.6), Spacing(0.35)),
        narrowest=_MERGING,
    ),
    "down": Spacings(_SMALL_ROWS, (*_LARGE_ROWS, *_SMALL_ROWS), _LOW, _LOW),
}
ON_WIDTH: Mapping[Flow, Spacings] = {
    "right": ON_ANY_SHEET["right"],
    "down": ON_ONE_PAGE["down"],
}
