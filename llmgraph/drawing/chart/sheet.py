"""Sheet composition: a scene with title, years, lanes, legend and caption, as positioned shapes.

All positions are decided here; the renderers only draw the shapes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...language.messages import Message, in_a_row
from ...language.wording import clean
from ...model.identifiers import link_of
from ..layout.columns import UNDATED
from ..scene import OTHER_TOPICS, HiddenDescent, numbered
from ..style import THEMES, relation_styles, topic_styles
from .legend import (
    BAR,
    FRAME_APART,
    LINE,
    MARGIN,
    STRIP,
    ChartStyle,
    Drawing,
    frame,
    passage_curve,
    put_caption,
    put_legend,
    sentences,
    weighted_stroke,
)
from .shapes import STROKE, TEXT, Box, Curve, Sheet, Text, arrow, in_font, moved
from .text import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model.records import Paper, Relation
    from ..layout.arrays import FloatArray
    from ..scene import DrawnPaper, DrawnRelation, Scene
    from .shapes import Shape

_BELOW = 0.36 * TEXT  # from the middle of a line of text to its baseline
_TITLE, _YEAR, _LANE = 22.0, 16.0, 14.0
_HEADER = 34.0
_LANE_LINES = 3  # of the title of a lane, where time runs downwards
_SLANT, _APART = 4.0, 6.0  # of the two strokes where years are missing
LABEL_WIDTH = 92.0
_LABEL_LINES = 4
_LANE_WIDTHS = (128.0, 180.0, 240.0, 320.0)
_LEAST_WIDTH = 480.0
_LIT_STROKE = 1.9


def label_box(
    name: str,
    number: int | None = None,
    *,
    bold: bool = False,
    width: float = LABEL_WIDTH,
) -> tuple[str, float, float]:
    r"""Wrap the name of a paper into the lines of its label, and measure its box.

    Parameters
    ----------
    name : str
    number : int, optional
        Number shown before the name.
    bold : bool, optional
    width : float, optional
        Width of a line of text, unless a word is longer.

    Returns
    -------
    label : str
    width, height : float

    Examples
    --------
    >>> label_box("Contextual embeddings survey")
    ('Contextual\nembeddings\nsurvey', 96.3, 51.6)
    """
    name = numbered(name, number)
    # A long name gets a wider box instead of being cut.
    room = max(width, text_width(name, TEXT, bold=bold) / (_LABEL_LINES - 0.8))
    label = wrapped(name, room, TEXT, bold=bold, max_lines=_LABEL_LINES + 1)
    lines = label.split("\n")
    across = max(text_width(line, TEXT, bold=bold) for line in lines) + 11.0 + STRIP
    return label, round(max(across, 34.0), 1), round(LINE * len(lines) + 6.6, 1)


def compose(scene: Scene, look: ChartStyle, *, width: float = 0.0, height: float = 0.0) -> Sheet:
    """Compose a scene and its legend into a sheet.

    Parameters
    ----------
    scene : Scene
        A scene with label boxes from `label_box`.
    look : ChartStyle
    width, height : float, optional
        Minimum size of the sheet; a smaller drawing is centred.

    Returns
    -------
    Sheet
    """
    sheet = _composed(scene, look, width, 0.0)
    return sheet if sheet.height >= height else _composed(scene, look, width, height - sheet.height)


def sheet_size(scene: Scene, look: ChartStyle, *, width: float = 0.0) -> tuple[float, float]:
    """Return the width and height of the sheet that `compose` would make."""
    sheet = _composed(scene, look, width, 0.0, is_drawn=False)
    return sheet.width, sheet.height


def _composed(
    scene: Scene, look: ChartStyle, least_width: float, spare: float, *, is_drawn: bool = True
) -> Sheet:
    """Compose a sheet with spare height, half of it above the drawing, or only its frame."""
    theme = THEMES[look.theme]
    drawing = Drawing(
        scene,
        look,
        theme,
        relation_styles(scene.kinds),
        topic_styles(look.topics or scene.topics, none=OTHER_TOPICS),
    )
    drawing.beside, drawing.above = _frame(drawing)
    least = _LEAST_WIDTH if look.legend or look.note else 0.0
    drawing.width = max(scene.layout.width + drawing.beside + 2 * MARGIN, least, least_width)
    # Centre a drawing that is narrower than its legend.
    drawing.left = (drawing.width - scene.layout.width + drawing.beside) / 2
    y = _put_title(drawing)
    drawing.top = y + spare / 2 + drawing.above
    for put in (_put_bands, _put_lanes, _put_relations, _put_papers) if is_drawn else ():
        put(drawing)
    y = drawing.top + scene.layout.height + spare / 2
    if look.legend:
        y = put_legend(drawing, y + 14.0)
    if look.note:
        y = put_caption(drawing, y)
    height = round(y + MARGIN, 1)
    ground = Box(0.0, 0.0, drawing.width, height, theme.background)
    ratio, shapes = in_font((ground, *drawing.shapes), look.font)
    return Sheet(
        round(drawing.width, 1),
        height,
        shapes,
        scene.title,
        in_a_row(sentences(drawing), look.lang),
        theme,
        len(scene.papers),
        text=TEXT * ratio,
        font=look.font,
        dpi=look.dpi,
    )


def _frame(drawing: Drawing) -> tuple[float, float]:
    """Room beside and above the papers: for years and lanes, or lanes and years."""
    scene, look = drawing.scene, drawing.look
    if scene.layout.flows_down:
        years = (line for label, _, _ in scene.layout.columns for line in _year_lines(label, look))
        beside = max((text_width(line, _YEAR, bold=True) for line in years), default=0.0) + 10.0
        return beside, _LANE_LINES * 1.2 * _LANE + 10.0 if scene.layout.lanes else 0.0
    return _lane_width(scene, look), _HEADER if scene.papers else 0.0


def _put_title(drawing: Drawing) -> float:
    room = drawing.width - 2 * MARGIN
    y = MARGIN - 4.0
    if drawing.scene.title:
        title = wrapped(drawing.scene.title, room, _TITLE, bold=True, max_lines=6, within=True)
        for line in title.split("\n"):
            y += _TITLE * 1.25
            drawing.shapes.append(
                Text(MARGIN, y - 5.0, line, drawing.theme.text, _TITLE, bold=True)
            )
    return y + 5.0


def _put_bands(drawing: Drawing) -> None:
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
            y_text = y + _BELOW * _YEAR / TEXT
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


def _put_lanes(drawing: Drawing) -> None:
    scene, theme = drawing.scene, drawing.theme
    for number, (lane, start, end) in enumerate(scene.layout.lanes):
        topic = scene.topics[lane]
        colour = drawing.topics.get(topic, drawing.topics[OTHER_TOPICS]).edge(theme.name)
        name = drawing.look.topic(topic)
        put = _put_lane_above if scene.layout.flows_down else _put_lane_beside
        put(drawing, name, colour, start, end, is_first=not number)


def _put_lane_beside(
    drawing: Drawing, name: str, colour: str, start: float, end: float, *, is_first: bool
) -> None:
    theme, left = drawing.theme, drawing.left - drawing.beside
    right = drawing.left + drawing.scene.layout.width
    top, height = drawing.top + start, end - start
    drawing.shapes.append(Box(left, top + 2, 5.0, height - 4, colour))
    if not is_first:
        drawing.shapes.append(Box(left, top - 0.25, right - left, 0.5, theme.rule))
    lines = _lane_title(name, drawing.beside, height)
    y = top + height / 2 - (len(lines) - 1) * _LANE * 0.6 + 0.36 * _LANE
    for line in lines:
        drawing.shapes.append(Text(left + 12.0, y, line, theme.text, _LANE, bold=True))
        y += _LANE * 1.2


def _put_lane_above(
    drawing: Drawing, name: str, colour: str, start: float, end: float, *, is_first: bool
) -> None:
    theme, top = drawing.theme, drawing.top - drawing.above
    left, width = drawing.left + start, end - start
    bottom = drawing.top + drawing.scene.layout.height
    drawing.shapes.append(Box(left + 2, top, width - 4, 5.0, colour))
    if not is_first:
        drawing.shapes.append(Box(left - 0.25, top, 0.5, bottom - top, theme.rule))
    longest = max(name.split(), key=len, default="")
    size = min(_LANE, _LANE * (width - 8.0) / max(text_width(longest, _LANE, bold=True), 1.0))
    room = width - 8.0
    told = wrapped(name, room, size, bold=True, max_lines=_LANE_LINES, within=True)
    for number, line in enumerate(told.split("\n")):
        y = top + 8.0 + _LANE * (1.0 + 1.2 * number)
        drawing.shapes.append(Text(left + width / 2, y, line, theme.text, size, "middle", True))


def _lane_width(scene: Scene, look: ChartStyle) -> float:
    """Return the minimum width at the left in which all lane titles fit; 0 without lanes."""
    if not scene.layout.lanes:
        return 0.0

    def is_told(width: float) -> bool:
        return not any(
            _lane_title(look.topic(scene.topics[lane]), width, y1 - y0)[-1].endswith("…")
            for lane, y0, y1 in scene.layout.lanes
        )

    return next(filter(is_told, _LANE_WIDTHS), _LANE_WIDTHS[-1])


def _lane_title(topic: str, width: float, height: float) -> list[str]:
    """Wrap a topic into as many lines as its lane has room for."""
    max_lines = max(1, int((height - 4.0) / (1.2 * _LANE)))
    return wrapped(topic, width - 20.0, _LANE, bold=True, max_lines=max_lines, within=True).split(
        "\n"
    )


def _put_relations(drawing: Drawing) -> None:
    highlighted = drawing.look.highlighted
    scene = drawing.scene

    def is_highlighted(one: DrawnRelation | HiddenDescent) -> bool:
        older, newer = (scene.papers[end].paper.id for end in (one.older, one.newer))
        if (
            highlighted is None
            or older not in highlighted
            or not (isinstance(one, HiddenDescent) or one.descent)
        ):
            return False
        goes_on = one.inherited or newer in drawing.look.bold
        return goes_on and one.side_steps <= highlighted.get(newer, -1)

    every: tuple[DrawnRelation | HiddenDescent, ...] = (*scene.passages, *scene.relations)
    drawn = [one for one in every if one.route is not None]
    # Draw highlighted relations above faded ones.
    for one in sorted(drawn, key=is_highlighted):
        opacity = 0.8 if highlighted is None else 0.95 if is_highlighted(one) else 0.14
        if isinstance(one, HiddenDescent):
            drawing.shapes.extend(_hidden_shapes(drawing, one, opacity))
        else:
            stroke = _LIT_STROKE if is_highlighted(one) else STROKE
            drawing.shapes.extend(_relation_marks(drawing, one, opacity, stroke))


def _relation_marks(
    drawing: Drawing, one: DrawnRelation, opacity: float, stroke: float
) -> list[Shape]:
    weights = drawing.look.emphasis.widths
    stroke *= weighted_stroke(weights.get(one.row, 0.0)) if weights else 1.0
    style = drawing.relations[one.relation.relation]
    lang = drawing.look.lang
    names = {paper.id: clean(paper.name_in(lang), 80) for paper in _ends(drawing, one)}
    tooltip = _told(drawing, one.relation, names)
    curve = Curve((), style.colour(drawing.theme.name), stroke, style.dashes, opacity, tooltip)
    return arrow(_route(drawing, one), curve, headed=one.descent)


def _told(drawing: Drawing, relation: Relation, names: Mapping[str, str]) -> str:
    source, target = names[relation.source], names[relation.target]
    if drawing.look.lang == "zh":
        [kind] = (kind for kind in drawing.scene.kinds if kind.name == relation.relation)
        return kind.sentence(source, target, "zh")
    return f"{source} {relation.relation.replace('_', ' ')} {target}"


def _hidden_shapes(drawing: Drawing, one: HiddenDescent, opacity: float) -> list[Shape]:
    lang = drawing.look.lang
    older, newer = (clean(paper.name_in(lang), 80) for paper in _ends(drawing, one))
    curve = passage_curve(drawing.theme)
    ends = {"newer": newer, "older": older}
    tooltip = Message("chart.passage_between", ends).text(lang)
    return arrow(
        _route(drawing, one), replace(curve, opacity=opacity, tooltip=tooltip), headed=True
    )


def _ends(drawing: Drawing, one: DrawnRelation | HiddenDescent) -> list[Paper]:
    return [drawing.scene.papers[number].paper for number in (one.older, one.newer)]


def _route(drawing: Drawing, one: DrawnRelation | HiddenDescent) -> FloatArray:
    assert one.route is not None
    points: FloatArray = one.route + np.array([drawing.left, drawing.top])
    return points


def _put_papers(drawing: Drawing) -> None:
    for one in drawing.scene.papers:
        drawing.shapes.extend(_paper_marks(drawing, one))


def _paper_marks(drawing: Drawing, one: DrawnPaper) -> Iterator[Shape]:
    look, theme = drawing.look, drawing.theme
    bold = one.paper.id in look.bold
    faded = look.highlighted is not None and one.paper.id not in look.highlighted
    style = drawing.topics.get(one.topic, drawing.topics[OTHER_TOPICS])
    x, y = drawing.left + one.x - one.width / 2, drawing.top + one.y - one.height / 2
    date = clean(one.paper.published, 20)
    tooltip = clean(one.paper.title or one.paper.name, 300) + (f" ({date})" if date else "")
    fill = theme.background if faded else style.fill(theme.name)
    edge = theme.text if bold else style.edge(theme.name)
    line, shade = (2.4 if bold else 0.9), (0.35 if faded else 1.0)
    # An opaque background hides the lines that a faded box would let through.
    yield Box(x, y, one.width, one.height, theme.background, radius=4.0)
    link = link_of(one.paper)
    yield Box(x, y, one.width, one.height, fill, edge, line, 4.0, shade, tooltip, link)
    inset = line / 2 + 0.6
    strip = style.edge(theme.name)
    yield Box(x + inset, y + inset, STRIP - 1.1, one.height - 2 * inset, strip, opacity=shade)
    lines = one.label.split("\n")
    middle = x + (one.width + STRIP) / 2
    baseline = y + one.height / 2 - (len(lines) - 1) * LINE / 2 + _BELOW
    for line_text in lines:
        yield Text(middle, baseline, line_text, theme.text, TEXT, "middle", bold, shade, link)
        baseline += LINE
    emphasis = look.emphasis
    if one.paper.id in emphasis.marked:
        apart = FRAME_APART + line / 2
        sides = one.width + 2 * apart, one.height + 2 * apart
        yield frame(x - apart, y - apart, *sides, theme, shade)
    if share := emphasis.shares.get(one.paper.id, 0.0):
        foot = y + one.height + line / 2 + 0.6
        yield Box(x, foot, one.width * share, BAR, theme.text, opacity=shade)


def bordered(sheet: Sheet, width: float, height: float) -> Sheet:
    """Centre a sheet on a larger one.

    Parameters
    ----------
    sheet : Sheet
    width, height : float
        Size of the larger sheet, in units.

    Returns
    -------
    Sheet
    """
    x, y = (width - sheet.width) / 2, (height - sheet.height) / 2
    ground = Box(0.0, 0.0, width, height, sheet.theme.background)
    shapes = (ground, *(moved(shape, x, y) for shape in sheet.shapes[1:]))
    return replace(sheet, width=width, height=height, shapes=shapes)
