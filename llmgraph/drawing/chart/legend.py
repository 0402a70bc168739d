"""Legend and caption: samples of relations and topics, and the sentences below a drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np

from ...language.messages import Message, in_a_row, text_of
from ...language.wording import clean, format_count
from ...model.dates import read_date
from ..emphasis import NO_EMPHASIS
from ..scene import OTHER_TOPICS
from ..style import PASSAGE_STYLE
from ..subject import topic_in
from .shapes import BASELINE, DPI, STROKE, TEXT, Box, Curve, Text, arrow, moved
from .text import shortened_apart, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...language.messages import Language, Sayable, Value
    from ..emphasis import Emphasis
    from ..scene import Scene
    from ..style import RelationStyle, Theme, ThemeName, TopicStyle
    from .shapes import Shape

LINE = 15.0
MARGIN = 14.0
_STRIP, _SIGNED_STRIP = 5.0, 15.0  # of the topic's colour, at the left of a label
BAR = 2.8  # height of the bar of a score
FRAME_APART = 3.0  # of a frame from the box of its paper
_SAMPLE, _SWATCH = 42.0, 20.0
_SAMPLE_STROKE, _PASSAGE_STROKE = 1.6, 0.9
_ROW = 22.0
_LONGEST = 420.0  # of a name in the legend


@dataclass(frozen=True)
class ChartStyle:
    """Style of a chart.

    Parameters
    ----------
    theme : {"light", "dark"}
    topics : tuple of str
        All topics of the graph, so that each has the same colour in all charts.
    bold : frozenset of str
        Ids of the papers with bold labels.
    highlighted : mapping of str to int, or None
        Ids of the papers that are not faded, with the number of side steps that may follow each
        towards the highlighted ones; None if no paper is faded.
    notes : tuple of str or Message
        Sentences for the caption.
    lang : {"en", "zh"}
    lane_words : mapping of str to str
        Chinese names of lanes that replace topics.
    signs : mapping of str to str
        The letter of each topic, which tells it without colours; empty for none.
    emphasis : Emphasis
        Marks, scores and weights.
    alternative : str
        What the drawing shows, for readers who do not see it.
    legend, note : bool
        Whether there are a legend and a caption.
    font : str or None
        Font family; by default DejaVu Sans.
    dpi : int
        Resolution of a raster image.
    """

    theme: ThemeName = "light"
    topics: tuple[str, ...] = ()
    bold: frozenset[str] = frozenset()
    highlighted: Mapping[str, int] | None = None
    notes: tuple[str | Sayable, ...] = ()
    lang: Language = "en"
    lane_words: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    emphasis: Emphasis = NO_EMPHASIS
    alternative: str = ""
    legend: bool = True
    note: bool = True
    font: str | None = None
    dpi: int = DPI

    @property
    def strip(self) -> float:
        """Width of the strip of the topic's colour at the left of a label."""
        return _SIGNED_STRIP if self.signs else _STRIP

    def topic(self, topic: str) -> str:
        """Name of a topic in the language of the drawing."""
        return topic_in(self.lang, topic, self.lane_words)


@dataclass
class Drawing:
    """A sheet under construction."""

    scene: Scene
    look: ChartStyle
    theme: Theme
    relations: dict[str, RelationStyle]
    topics: dict[str, TopicStyle]
    width: float = 0.0
    # Room beside and above the papers, for years and lanes.
    beside: float = 0.0
    above: float = 0.0
    left: float = 0.0
    top: float = 0.0
    shapes: list[Shape] = field(default_factory=list)


def passage_curve(theme: Theme) -> Curve:
    """Curve style of descent through papers not shown: thin and dotted, in its own colour."""
    colour = PASSAGE_STYLE.colour(theme.name)
    return Curve((), colour, _PASSAGE_STROKE, PASSAGE_STYLE.dashes)


def weighted_stroke(share: float) -> float:
    """Factor of the width of a line for a share of the greatest weight."""
    return 0.6 + 2.6 * share


def frame(x: float, y: float, width: float, height: float, theme: Theme, opacity: float) -> Box:
    """Frame around a marked paper."""
    return Box(x, y, width, height, "", theme.text, 1.6, 6.0, opacity)


def relation_items(drawing: Drawing) -> list[tuple[str, list[Shape]]]:
    """Return the name of each relation type and its legend sample, drawn at the origin."""
    run = np.array([(_SAMPLE * t, 0.0) for t in (0.0, 1 / 3, 2 / 3, 1.0)])
    items = []
    labels = {kind.name: kind.label_zh for kind in drawing.scene.kinds}
    lang = drawing.look.lang
    for name, style in drawing.relations.items():
        kind = [one for one in drawing.scene.relations if one.relation.relation == name]
        colour = style.colour(drawing.theme.name)
        curve = Curve((), colour, _SAMPLE_STROKE, style.dashes)
        sample = arrow(run, curve, headed=any(one.descent for one in kind))
        told = labels[name] if lang == "zh" else name.replace("_", " ")
        items.append((_counted(clean(told), len(kind), lang), sample))
    if drawing.scene.passages:
        sample = arrow(run, passage_curve(drawing.theme), headed=True)
        through = Message("chart.passage").text(lang)
        items.append((_counted(through, len(drawing.scene.passages), lang), sample))
    return items


def _counted(what: str, count: int, lang: Language) -> str:
    return Message("chart.counted", {"what": what, "count": count}).text(lang)


def topic_items(drawing: Drawing) -> list[tuple[str, list[Shape]]]:
    """Return each topic and its legend sample, drawn at the origin."""
    items: list[tuple[str, list[Shape]]] = []
    present = {one.topic for one in drawing.scene.papers}
    if present == {OTHER_TOPICS}:
        return []
    for topic in (one for one in drawing.topics if one in present):
        style = drawing.topics[topic]
        edge = style.edge(drawing.theme.name)
        fill = Box(0.0, -7.0, _SWATCH, 14.0, style.fill(drawing.theme.name), edge, 0.9, 3.0)
        name = clean(drawing.look.topic(topic))
        strip = drawing.look.strip - 1.0
        sample: list[Shape] = [fill, Box(1.0, -6.0, strip, 12.0, edge)]
        items.append((name, [*sample, *topic_sign(drawing, topic, 1.0 + strip / 2, 0.0)]))
    return items


def letters_of(topics: Sequence[str]) -> dict[str, str]:
    """Give each topic a letter, from A on; topics beyond Z have none.

    Examples
    --------
    >>> letters_of(["Pre-training", "Evaluation"])
    {'Pre-training': 'A', 'Evaluation': 'B'}
    """
    named = dict.fromkeys(topic for topic in topics if topic != OTHER_TOPICS)
    return dict(zip(named, ascii_uppercase, strict=False))


def topic_sign(
    drawing: Drawing, topic: str, x: float, y: float, opacity: float = 1.0
) -> list[Text]:
    """The letter of a topic around a point, if it has one."""
    sign = drawing.look.signs.get(topic)
    if not sign:
        return []
    ground = drawing.theme.background
    return [Text(x, y + BASELINE * TEXT, sign, ground, TEXT, "middle", bold=True, opacity=opacity)]


def emphasis_items(drawing: Drawing) -> list[tuple[str, list[Shape]]]:
    """Return what frames, bars and widths mean, with a legend sample drawn at the origin."""
    emphasis, theme, lang = drawing.look.emphasis, drawing.theme, drawing.look.lang
    drawn = {one.paper.id for one in drawing.scene.papers}
    items: list[tuple[str, list[Shape]]] = []
    if emphasis.mark_name and emphasis.marked & drawn:
        marked = frame(1.0, -7.0, _SWATCH - 2.0, 14.0, theme, 1.0)
        count = len(emphasis.marked & drawn)
        items.append((_counted(emphasis.mark_name.text(lang), count, lang), [marked]))
    if emphasis.score_name and any(emphasis.shares.values()):
        bar = Box(0.0, -BAR / 2, _SWATCH, BAR, theme.text)
        highest = max(emphasis.scores.values())
        items.append((_up_to(emphasis.score_name, highest, lang), [bar]))
    if emphasis.weight_name and any(emphasis.widths.values()):
        run = np.array([(_SAMPLE * t, 0.0) for t in (0.0, 1 / 3, 2 / 3, 1.0)])
        curve = Curve((), theme.muted, STROKE * weighted_stroke(1.0))
        highest = max(emphasis.weights.values())
        sample = arrow(run, curve, headed=True)
        items.append((_up_to(emphasis.weight_name, highest, lang), sample))
    return items


def _up_to(name: Message, highest: float, lang: Language) -> str:
    told: dict[str, Value] = {"what": name, "value": format_count(highest)}
    return clean(Message("chart.up_to", told).text(lang), 120)


def put_legend(drawing: Drawing, y: float) -> float:
    """Place the legends of relations, emphasis and topics; return the y at which they end."""
    y = _put_items(drawing, [*relation_items(drawing), *emphasis_items(drawing)], y)
    return y if drawing.scene.layout.lanes else _put_items(drawing, topic_items(drawing), y)


def _put_items(drawing: Drawing, items: Sequence[tuple[str, list[Shape]]], y: float) -> float:
    """Place samples and names in rows as wide as the sheet."""
    x = MARGIN
    y += 9.0
    longest = min(drawing.width - 2 * MARGIN - _SAMPLE - 8.0, _LONGEST)
    texts = shortened_apart([text for text, _ in items], longest, TEXT)
    for text, (_, sample) in zip(texts, items, strict=True):
        start = _SAMPLE if any(isinstance(shape, Curve) for shape in sample) else _SWATCH
        wide = start + 8.0 + text_width(text, TEXT)
        if x > MARGIN and x + wide > drawing.width - MARGIN:
            x = MARGIN
            y += _ROW
        drawing.shapes.extend(moved(shape, x, y) for shape in sample)
        drawing.shapes.append(Text(x + start + 8.0, y + BASELINE * TEXT, text, drawing.theme.text))
        x += wide + 26.0
    return y + _ROW - 6.0 if items else y - 9.0


def put_caption(drawing: Drawing, y: float) -> float:
    """Place the caption below the legend; return the y at which it ends."""
    text = in_a_row(sentences(drawing), drawing.look.lang)
    if not text:
        return y
    for line in wrapped(text, drawing.width - 2 * MARGIN, TEXT, max_lines=20, within=True).split(
        "\n"
    ):
        y += LINE + 1.0
        drawing.shapes.append(Text(MARGIN, y, line, drawing.theme.muted))
    return y


def sentences(drawing: Drawing) -> list[str]:
    """Return the sentences of the caption."""
    scene, lang = drawing.scene, drawing.look.lang
    told = [] if scene.papers else [Message("chart.empty")]
    if scene.passages or any(one.descent for one in scene.relations):
        told.append(Message("chart.arrows"))
    ends = [(one.older, one.newer) for one in scene.relations]
    ends += [(one.older, one.newer) for one in scene.passages]
    papers = [scene.papers[end].paper for pair in ends for end in pair]
    if any(read_date(paper.date or paper.year) is None for paper in papers):
        told.append(Message("chart.undated_beside"))
    return [clean(text_of(note, lang)) for note in (*told, *drawing.look.notes)]
