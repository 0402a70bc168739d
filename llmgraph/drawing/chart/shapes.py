"""Marks: the shapes that make up a sheet, independent of the output format.

All lengths are in units in which the text of a label is `TEXT` high; `Sheet.scale` is the number
of points per unit in print.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ...errors import ArgumentError
from ...language.messages import Message
from .text import widening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..layout.arrays import FloatArray
    from ..style import Dashes, Theme

TEXT = 13.0
BASELINE = 0.36  # of the size of a text, from the middle of a line down to its baseline
DPI = 200
_DPI_BOUNDS = 50, 600
STROKE = 1.1  # width of the line of a relation
_HEAD, _HEAD_HALF = 6.4, 2.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, given by its top left corner; `tooltip` is shown on hover, `link` opened.

    An empty `fill` or `edge` is not drawn.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""
    line: float = 0.0
    radius: float = 0.0
    opacity: float = 1.0
    tooltip: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Cubic Bézier segments that share their ends: 1 + 3 k points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    line: float
    dashes: Dashes = ()
    opacity: float = 1.0
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class ArrowHead:
    """An arrowhead: a filled triangle."""

    points: tuple[tuple[float, float], ...]
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    colour: str
    size: float = TEXT
    anchor: str = "start"
    bold: bool = False
    opacity: float = 1.0
    link: str = ""


def require_dpi(dpi: int) -> None:
    """Raise `ArgumentError` if a resolution is out of bounds."""
    least, most = _DPI_BOUNDS
    if not least <= dpi <= most:
        raise ArgumentError(Message("error.dpi", {"value": str(dpi)}))


Shape = Box | Curve | ArrowHead | Text


@dataclass(frozen=True)
class Sheet:
    """A sheet of shapes, in drawing order from back to front.

    Parameters
    ----------
    width, height : float
        Size in units.
    shapes : tuple of Shape
    title, description : str
        Alternative text for readers who cannot see the picture.
    theme : Theme
    papers : int, optional
        Number of drawn papers.
    scale : float, optional
        Points per unit.
    text : float, optional
        Height of the text of labels, in units.
    font : str or None, optional
        Font family that is installed; by default DejaVu Sans.
    dpi : int, optional
        Resolution of a raster image in dots per inch.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str
    theme: Theme
    papers: int = 0
    scale: float = 1.0
    text: float = TEXT
    font: str | None = None
    dpi: int = DPI

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height in print, in inches."""
        return self.width * self.scale / 72, self.height * self.scale / 72

    @property
    def smallest_text(self) -> float:
        """Height of the smallest text in print, in points."""
        return self.text * self.scale


def in_font(shapes: Sequence[Shape], font: str | None) -> tuple[float, tuple[Shape, ...]]:
    """Set texts smaller if they are wider in a font than they are measured.

    Parameters
    ----------
    shapes : sequence of Shape
    font : str or None
        A font family, or None for that in which texts are measured.

    Returns
    -------
    ratio : float
        Size of the texts in proportion to what it was: at most 1, and the same for all.
    shapes : tuple of Shape
    """
    if font is None:
        return 1.0, tuple(shapes)
    texts = (shape for shape in shapes if isinstance(shape, Text))
    ratio = 1 / max([1.0, *(widening(one.text, font, one.bold) for one in texts)])
    return ratio, tuple(
        replace(one, size=one.size * ratio) if isinstance(one, Text) else one for one in shapes
    )


def moved(shape: Shape, x: float, y: float) -> Shape:
    """Return a mark shifted by x to the right and by y downwards."""
    if isinstance(shape, Box | Text):
        return replace(shape, x=shape.x + x, y=shape.y + y)
    return replace(shape, points=tuple((a + x, b + y) for a, b in shape.points))


def arrow(points: FloatArray, curve: Curve, *, headed: bool) -> list[Shape]:
    """Return the marks of a relation along a route.

    Parameters
    ----------
    points : ndarray of float, shape (1 + 3 k, 2)
        Bézier segments, from the older to the newer paper.
    curve : Curve
        Style of the line; its points are ignored.
    headed : bool
        Whether to draw an arrowhead.

    Returns
    -------
    list of Shape
    """
    if not headed:
        return [replace(curve, points=_pairs(points))]
    head = _head(points, curve.line)
    line = replace(curve, points=_pairs(_shortened(points, head)))
    return [line, ArrowHead(_pairs(head), curve.colour, curve.opacity)]


def _head(points: FloatArray, line: float) -> FloatArray:
    """Return the tip and the two wings of an arrowhead at the end of a curve."""
    tip = points[-1]
    before = next((p for p in points[-2::-1] if np.abs(p - tip).max() > 0.05), tip - [1.0, 0.0])
    way = (tip - before) / np.hypot(*(tip - before))
    grown = 0.5 + line / (2 * STROKE)
    back = tip - way * _HEAD * grown
    side = np.array([-way[1], way[0]]) * _HEAD_HALF * grown
    return np.array([tip, back + side, back - side])


def _shortened(points: FloatArray, head: FloatArray) -> FloatArray:
    """End a curve inside the arrowhead, so that its blunt end does not show at the tip."""
    start, end = points[-4], (head[1] + head[2]) / 2
    is_slanted = np.abs(points[-1] - start).min() > 0.05
    if is_slanted or (end - start) @ (end - head[0]) >= 0:
        return points
    return np.array([*points[:-3], *(start + (end - start) * t for t in (1 / 3, 2 / 3, 1.0))])


def _pairs(points: FloatArray) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)
