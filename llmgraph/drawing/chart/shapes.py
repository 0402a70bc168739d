"""Marks: the shapes that make up a sheet, independent of the output format.

All lengths are in units in which the text of a label is `TEXT` high; `Sheet.scale` is the number
of points per unit in print.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..layout.arrays import FloatArray
    from ..style import Dashes, Theme

TEXT = 13.0
STROKE = 1.1  # width of the line of a relation
_HEAD, _HEAD_HALF = 6.4, 2.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, given by its top left corner; `tooltip` is shown on hover, `link` opened."""

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
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str
    theme: Theme
    papers: int = 0
    scale: float = 1.0

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height in print, in inches."""
        return self.width * self.scale / 72, self.height * self.scale / 72

    @property
    def smallest_text(self) -> float:
        """Height of the smallest text in print, in points."""
        return TEXT * self.scale


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
    if abs(points[-1][1] - start[1]) > 0.05 or (end[0] - start[0]) * (end[0] - head[0][0]) >= 0:
        return points
    return np.array([*points[:-3], *(start + (end - start) * t for t in (1 / 3, 2 / 3, 1.0))])


def _pairs(points: FloatArray) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)
