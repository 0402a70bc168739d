"""Bands of years and lanes of topics, with their heads, behind the papers of a sheet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ...language.messages import Message
from ..layout.columns import UNDATED
from ..scene import OTHER_TOPICS
from .shapes import BASELINE, STROKE, Box, Curve, Text
from .text import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..scene import Scene
    from .legend import ChartStyle, Drawing
    from .shapes import Shape

_YEAR, _LANE = 16.0, 14.0
_HEADER = 34.0
_LANE_LINES = 3  # of the title of a lane, where time runs downwards
_SMALL_LANE = 9.0
_LANE_WIDTHS = (128.0, 180.0, 240.0, 320.0)
_SLANT, _APART = 4.0, 6.0  # of the two strokes where years are missing


class _Title(NamedTuple):
    """Title of a lane: its lines, and the size of their letters."""

    lines: tuple[str, ...]
    size: float


def room_for_heads(drawing: Drawing) -> tuple[float, float]:
    """Room beside and above the papers: for years and lanes, or lanes and years."""
    scene, look = drawing.scene, drawing.look
    if scene.layout.flows_down:
        years = (line for label, _, _ in scene.layout.columns for line in _year_lines(label, look))
        beside = max((text_width(line, _YEAR, bold=True) for line in years), default=0.0) + 10.0
        return beside, _LANE_LINES * 1.2 * _LANE + 10.0 if scene.layout.lanes else 0.0
    return _lane_width(scene, look), _HEADER if scene.papers else 0.0


def put_bands(drawing: Drawing) -> None:
    """Place a band and its head for each year, and a sign where years are missing."""
    flows_down = drawing.scene.layout.flows_down
    last = None
    for number, (label, start, end) in enumerate(drawing.scene.layout.columns):
        x, y, width, height = _band(drawing, start, end)
        if number % 2 == 0:
            drawing.shapes.append(Box(x, y, width, height, drawing.theme.band))
        lines = _year_lines(label, drawing.look)
        if flows_down:
            middle, y = x + drawing.beside / 2, y + height / 2 - (len(lines) - 1) * _YEAR * 0.6
            size = _YEAR
        else:
            lines, middle, y = ["".join(lines)], x + width / 2, y + 17.0
            size = min(_YEAR, _YEAR * (width - 4) / text_width(lines[0], _YEAR, bold=True))
        for line in lines:
            y_text = y + BASELINE * _YEAR
            drawing.shapes.append(
                Text(middle, y_text, line, drawing.theme.muted, size, "middle", bold=True)
            )
            y += _YEAR * 1.2
        years = [int(year) for year in label.split("–") if year != UNDATED]
        if last is not None and years and years[0] - last > 1:
            drawing.shapes.extend(_gap_sign(drawing, start))
        last = years[-1] if years else last


def _year_lines(label: str, look: ChartStyle) -> list[str]:
    """The head of a band; the years that share one stand below each other."""
    if label == UNDATED:
        return [Message("chart.undated").text(look.lang)]
    first, *more = label.split("–")
    return [f"{first}–", *more] if more else [first]


def _band(drawing: Drawing, start: float, end: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of a band with its head."""
    layout = drawing.scene.layout
    if layout.flows_down:
        left = drawing.left - drawing.beside
        return left, drawing.top + start, layout.width + drawing.beside, end - start
    top = drawing.top - drawing.above
    return drawing.left + start, top, end - start, layout.height + drawing.above


def _gap_sign(drawing: Drawing, at: float) -> Iterator[Shape]:
    """Two slanted strokes across the edge of a band, beside its head."""
    x, y, _, _ = _band(drawing, at, at)
    for aside in (-_APART / 2, _APART / 2):
        if drawing.scene.layout.flows_down:
            middle = x + drawing.beside / 2
            ends = (middle - 5.0, y + aside + _SLANT / 2), (middle + 5.0, y + aside - _SLANT / 2)
        else:
            middle = y + 17.0
            ends = (x + aside - _SLANT / 2, middle + 5.0), (x + aside + _SLANT / 2, middle - 5.0)
        yield Curve(_straight(*ends), drawing.theme.muted, STROKE)


def _straight(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    """A straight line as a cubic."""
    (x0, y0), (x1, y1) = start, end
    return tuple((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in (0.0, 1 / 3, 2 / 3, 1.0))


def put_lanes(drawing: Drawing) -> None:
    """Place the title and the edge of each lane."""
    scene, theme = drawing.scene, drawing.theme
    titles = _lane_titles(drawing)
    for number, (lane, start, end) in enumerate(scene.layout.lanes):
        topic = scene.topics[lane]
        colour = drawing.topics.get(topic, drawing.topics[OTHER_TOPICS]).edge(theme.name)
        put = _put_lane_above if scene.layout.flows_down else _put_lane_beside
        put(drawing, titles[number], colour, start, end, is_first=not number)


def _lane_titles(drawing: Drawing) -> list[_Title]:
    """Wrap and shorten the titles of lanes; those that would be equal are numbered."""
    scene, look = drawing.scene, drawing.look
    names = [look.topic(scene.topics[lane]) for lane, _, _ in scene.layout.lanes]

    def titles() -> list[_Title]:
        spans = [end - start for _, start, end in scene.layout.lanes]
        if scene.layout.flows_down:
            return [_title_above(name, span) for name, span in zip(names, spans, strict=True)]
        wide = drawing.beside
        return [_title_beside(name, wide, span) for name, span in zip(names, spans, strict=True)]

    counts, seen = Counter(titles()), Counter[_Title]()
    for at, title in enumerate(titles()):
        seen[title] += 1
        if counts[title] > 1:
            names[at] = f"{seen[title]}. {names[at]}"
    return titles()


def _put_lane_beside(
    drawing: Drawing, title: _Title, colour: str, start: float, end: float, *, is_first: bool
) -> None:
    theme, left = drawing.theme, drawing.left - drawing.beside
    right = drawing.left + drawing.scene.layout.width
    top, height = drawing.top + start, end - start
    drawing.shapes.append(Box(left, top + 2, 5.0, height - 4, colour))
    if not is_first:
        drawing.shapes.append(Box(left, top - 0.25, right - left, 0.5, theme.rule))
    y = top + height / 2 - (len(title.lines) - 1) * _LANE * 0.6 + BASELINE * _LANE
    for line in title.lines:
        drawing.shapes.append(Text(left + 12.0, y, line, theme.text, _LANE, bold=True))
        y += _LANE * 1.2


def _put_lane_above(
    drawing: Drawing, title: _Title, colour: str, start: float, end: float, *, is_first: bool
) -> None:
    theme, top = drawing.theme, drawing.top - drawing.above
    left, width = drawing.left + start, end - start
    bottom = drawing.top + drawing.scene.layout.height
    drawing.shapes.append(Box(left + 2, top, width - 4, 5.0, colour))
    if not is_first:
        drawing.shapes.append(Box(left - 0.25, top, 0.5, bottom - top, theme.rule))
    for number, line in enumerate(title.lines):
        y = top + 8.0 + _LANE * (1.0 + 1.2 * number)
        middle = left + width / 2
        drawing.shapes.append(Text(middle, y, line, theme.text, title.size, "middle", bold=True))


def _lane_width(scene: Scene, look: ChartStyle) -> float:
    """Return the minimum width at the left in which all lane titles fit; 0 without lanes."""
    if not scene.layout.lanes:
        return 0.0

    def is_told(width: float) -> bool:
        return not any(
            _title_beside(look.topic(scene.topics[lane]), width, y1 - y0).lines[-1].endswith("…")
            for lane, y0, y1 in scene.layout.lanes
        )

    return next(filter(is_told, _LANE_WIDTHS), _LANE_WIDTHS[-1])


def _title_beside(name: str, width: float, height: float) -> _Title:
    """Wrap a topic into as many lines as its lane has room for."""
    max_lines = max(1, int((height - 4.0) / (1.2 * _LANE)))
    told = wrapped(name, width - 20.0, _LANE, bold=True, max_lines=max_lines, within=True)
    return _Title(tuple(told.split("\n")), _LANE)


def _title_above(name: str, width: float) -> _Title:
    """Wrap a topic into the width of its lane, in letters small enough for its longest word."""
    words = name.replace("-", "- ").split()
    longest = max((text_width(word, _LANE, bold=True) for word in words), default=1.0)
    size = max(min(_LANE, _LANE * (width - 8.0) / longest), _SMALL_LANE)
    told = wrapped(name, width - 8.0, size, bold=True, max_lines=_LANE_LINES, within=True)
    return _Title(tuple(told.split("\n")), size)
