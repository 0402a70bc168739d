"""Print sizes: paper sizes, the slide, and the bounds of legible text.

A sheet without a requested size gets the smallest page on which its text is legible.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ...language.messages import Message
from ..warnings import DrawingWarning, calls_up
from .shapes import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...language.messages import Value
    from ..scene import Flow
    from .shapes import Sheet

PageName = Literal["a4", "a3", "slide", "column", "two-column"]

READABLE = 7.0  # points: the text of a chart that chooses its own size
POOR = 6.0  # points: below this, a warning
LARGEST = 10.0
NARROW = 5.0  # inches: time runs downwards in a narrower chart
_FIGURE_TEXT = 8.0  # points
_SERIES = ((11.69, 8.27), (16.54, 11.69), (23.39, 16.54), (33.11, 23.39), (46.81, 33.11))


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A page size.

    Parameters
    ----------
    shapes : tuple of (float, float)
        Width and height in inches, for each orientation.
    border : float
        Margin on each side in inches.
    min_text, max_text : float
        Bounds of the text size in points.
    flow : {"right", "down"}
        Direction of time, unless another is asked for.
    fixed : bool
        Whether a chart is as high as the page; otherwise it may be lower.
    """

    shapes: tuple[tuple[float, float], ...]
    border: float
    min_text: float
    max_text: float
    flow: Flow = "right"
    fixed: bool = True

    def room(self, shape: tuple[float, float]) -> tuple[float, float]:
        """Width and height in points inside the margins."""
        return 72 * (shape[0] - 2 * self.border), 72 * (shape[1] - 2 * self.border)


def _paper(long: float, short: float) -> PaperSize:
    return PaperSize(((long, short), (short, long)), 0.35, READABLE, LARGEST)


def figure(width: float, height: float) -> PaperSize:
    """Return the size of a figure in an article: a width, and at most a height."""
    return PaperSize(((width, height),), 0.0, POOR, _FIGURE_TEXT, "down", fixed=False)


SERIES = tuple(_paper(*sides) for sides in _SERIES)
"""A4 to A0."""

PAPER_SIZES: Mapping[PageName, PaperSize] = MappingProxyType(
    {
        "a4": SERIES[0],
        "a3": SERIES[1],
        "slide": PaperSize(((13.333, 7.5),), 0.2, min_text=10.0, max_text=16.0),
        "column": figure(3.5, 9.0),
        "two-column": figure(7.2, 9.0),
    }
)
"""Sizes that can be requested: pages, the slide of 16:9 presentations, figures of an article."""


def scale_on(page: PaperSize, shape: tuple[float, float], width: float, height: float) -> float:
    """Return the scale, in points per unit, at which a drawing fills a page within text bounds."""
    across, down = page.room(shape)
    return min(across / width, down / height, page.max_text / TEXT)


def sized(sheet: Sheet, width: float | None) -> Sheet:
    """Choose the print size: use `width` if given, otherwise the smallest legible page.

    Parameters
    ----------
    sheet : Sheet
    width : float or None
        Width in inches.

    Returns
    -------
    Sheet
    """
    if width is None:
        return replace(sheet, scale=_smallest_readable(sheet))
    return replace(sheet, scale=width * 72 / sheet.width)


def _smallest_readable(sheet: Sheet) -> float:
    for page in SERIES:
        for shape in page.shapes:
            scale = scale_on(page, shape, sheet.width, sheet.height)
            if TEXT * scale >= READABLE:
                return scale
    return READABLE / TEXT


def warn_if_poor(sheet: Sheet) -> None:
    """Warn about small text, at the line that calls the library."""
    if sheet.smallest_text < POOR:
        inches = sheet.width * POOR / TEXT / 72
        told: dict[str, Value] = {
            "points": f"{sheet.smallest_text:.1f}",
            "least": f"{POOR:g}",
            "inches": f"{inches:.1f}",
        }
        warnings.warn(DrawingWarning(Message("error.small_text", told)), stacklevel=calls_up())
