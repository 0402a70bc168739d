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
from ..scene import OTHER_TOPICS, HiddenDescent, numbered
from ..style import THEMES, relation_styles, topic_styles
from .bands import put_bands, put_lanes, room_for_heads
from .legend import (
    BAR,
    FRAME_APART,
    LINE,
    MARGIN,
    ChartStyle,
    Drawing,
    frame,
    passage_curve,
    put_caption,
    put_legend,
    sentences,
    topic_sign,
    weighted_stroke,
)
from .shapes import BASELINE, STROKE, TEXT, Box, Curve, Sheet, Text, arrow, in_font, moved
from .text import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model.records import Paper, Relation
    from ..layout.arrays import FloatArray
    from ..scene import DrawnPaper, DrawnRelation, Scene
    from .shapes import Shape

_TITLE = 22.0
LABEL_WIDTH = 92.0
_LABEL_LINES = 4
_LEAST_WIDTH = 480.0
_LIT_STROKE = 1.9


def label_box(
    name: str,
    number: int | None = None,
    *,
    bold: bool = False,
    width: float = LABEL_WIDTH,
    strip: float = 5.0,
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
    strip : float, optional
        Width of the strip at the left.

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
    across = max(text_width(line, TEXT, bold=bold) for line in lines) + 11.0 + strip
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
    drawing.beside, drawing.above = room_for_heads(drawing)
    least = _LEAST_WIDTH if look.legend or look.note else 0.0
    drawing.width = max(scene.layout.width + drawing.beside + 2 * MARGIN, least, least_width)
    # Centre a drawing that is narrower than its legend.
    drawing.left = (drawing.width - scene.layout.width + drawing.beside) / 2
    y = _put_title(drawing)
    drawing.top = y + spare / 2 + drawing.above
    for put in (put_bands, put_lanes, _put_relations, _put_papers) if is_drawn else ():
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
        in_a_row(filter(None, (look.alternative, *sentences(drawing))), look.lang),
        theme,
        len(scene.papers),
        text=TEXT * ratio,
        font=look.font,
        dpi=look.dpi,
    )


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
    broad = look.strip - 1.1
    yield Box(x + inset, y + inset, broad, one.height - 2 * inset, strip, opacity=shade)
    yield from topic_sign(drawing, one.topic, x + inset + broad / 2, y + one.height / 2, shade)
    lines = one.label.split("\n")
    middle = x + (one.width + look.strip) / 2
    baseline = y + one.height / 2 - (len(lines) - 1) * LINE / 2 + BASELINE * TEXT
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
