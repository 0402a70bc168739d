"""Plots of numbers: rankings as bars, generations by year, ranks over time."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from ..errors import ArgumentError
from ..language.arguments import require_type
from ..language.messages import Message, require_language, sentences
from ..language.wording import clean, format_number
from .chart.chart import main_topics
from .chart.text import drawable, families, text_width, wrapped
from .formats.matplotlib import SETTINGS
from .layout.isotonic import isotonic_positions
from .scene import OTHER_TOPICS
from .style import THEMES, TOPIC_STYLES, TopicStyle, topic_styles
from .subject import topic_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..language.messages import Language, Value
    from ..model.indexed_tables import IndexedTables
    from .style import Theme, ThemeName

    Canvas = Axes | Figure | None


class Column(Protocol):
    """The ranks of all papers by one measure at one date."""

    @property
    def ranks(self) -> Sequence[int | None]:
        """Rank of each paper; None if undefined."""


class Ranked(Protocol):
    """Papers with scores and ranks, highest first, and with their ranks at several dates."""

    @property
    def tables(self) -> IndexedTables:
        """The tables of the papers."""

    @property
    def ids(self) -> Sequence[str]:
        """The papers."""

    @property
    def measure_title(self) -> Message:
        """Name of the measure."""

    @property
    def scores(self) -> Sequence[float | None]:
        """Score of each paper; None if undefined."""

    @property
    def ranks(self) -> Sequence[int | None]:
        """Rank of each paper; None if undefined."""

    @property
    def columns(self) -> Sequence[Column]:
        """The ranks at each date, latest date first."""

    @property
    def dates(self) -> Sequence[str]:
        """The dates; a single empty text if the ranking has no dates."""

    def heading(self, lang: Language = "en") -> str:
        """Return the heading of the answer."""


class Generations(Protocol):
    """Papers with their generations."""

    @property
    def tables(self) -> IndexedTables:
        """The tables of the papers."""

    @property
    def ids(self) -> Sequence[str]:
        """The papers."""

    @property
    def generation(self) -> Mapping[str, int]:
        """The generation of each paper."""

    def title(self) -> Message:
        """Return the title of the answer."""


_WIDTH = 7.2  # inches: what fits the width of a printed page
_TEXT, _TITLE = 8.0, 11.0
_MOST_BARS = 60
_COUNTS = TopicStyle("#105a84", "#5b8fca")
_RANK_TICKS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
_MARKERS = "os^Dv"
_ASIDE = 1.8  # points between lines that would overlap


def ranking_bars(
    ranking: Ranked,
    ax: Canvas = None,
    *,
    theme: ThemeName = "light",
    limit: int = 25,
    lang: Language = "en",
) -> Axes:
    """Draw a ranking as a bar chart, highest score first, coloured by topic.

    Parameters
    ----------
    ranking : Ranking
        A ranking by one measure.
    ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
        Axes or figure to draw into; by default a new figure. A figure is resized to fit the plot.
    theme : {"light", "dark"}, optional
    limit : int, optional
        Maximum number of papers, at most 60; a note reports how many more there are.
    lang : {"en", "zh"}, optional
        Language of all text except the names of papers.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        If the theme, the limit or the language is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> from matplotlib.figure import Figure
    >>> ranking = llmgraph.load().rank("descendants", top=3)
    >>> ax = ranking_bars(ranking, Figure().add_subplot())
    >>> len(ax.patches) == len(ranking)
    True
    """
    look = _theme(theme, lang)
    if not 1 <= limit <= _MOST_BARS:
        bars: dict[str, Value] = {"most": _MOST_BARS, "limit": str(limit)}
        raise ArgumentError(Message("error.plot_bars", bars))
    known = [score for score in ranking.scores if score is not None]
    ids, scores = ranking.ids[: len(known)][:limit], known[:limit]
    names = [clean(ranking.tables.paper(one).name_in(lang), 60) for one in ids]
    ax = _axes(ax, look, 0.21 * max(len(ids), 2) + 1.3)
    styles = topic_styles(main_topics(ranking.tables), none=OTHER_TOPICS)
    topics = [_topic(ranking.tables, one) for one in ids]
    places = range(len(ids))
    ax.barh(
        places,
        [float(score) for score in scores],
        color=[styles[topic].fill(theme) for topic in topics],
        edgecolor=[styles[topic].edge(theme) for topic in topics],
        height=0.72,
        linewidth=0.8,
    )
    for place, score in zip(places, scores, strict=True):
        end = max(float(score), 0.0)
        _write(ax, look, f" {format_number(score)}", end, place, verticalalignment="center")
    labels = [f"{rank}  {name}" for rank, name in zip(ranking.ranks, names, strict=False)]
    _label(ax, look, "y", places, labels)
    ax.set_ylim(max(len(ids), 1) - 0.4, -0.6)
    least, most = min([0, *scores[-1:]]), max([0, *scores[:1]])
    # If the bars next to the legend are long, the legend needs extra room.
    beside = 1.1 if max([0, *scores[-len(set(topics)) - 1 :]]) < 0.5 * most else 1.7
    ax.set_xlim(1.1 * least, beside * most or 1)
    _bare(ax, look)
    ax.set_xticks([])
    more, unknown = len(known) - len(ids), len(ranking.ids) - len(known)
    note = sentences(
        Message("plot.more", {"more": more}) if more else None,
        Message("plot.unknown", {"unknown": unknown}) if unknown else None,
    )
    _entitle(ax, look, ranking.heading(lang), note.text(lang))
    _topic_legend(ax, look, {topic: styles[topic] for topic in styles if topic in topics}, lang)
    return ax


def generations_by_year(
    lineage: Generations,
    ax: Canvas = None,
    *,
    theme: ThemeName = "light",
    lang: Language = "en",
) -> Axes:
    """Draw the number of papers of a lineage by generation and year.

    Parameters
    ----------
    lineage : Lineage
        The lineage. Undated papers are not counted; a note reports how many there are.
    ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
        Axes or figure to draw into; by default a new figure. A figure is resized to fit the plot.
    theme : {"light", "dark"}, optional
    lang : {"en", "zh"}, optional
        Language of all text except the names of papers.

    Returns
    -------
    matplotlib.axes.Axes
        Years from left to right, generations from top to bottom; darker cells hold more papers.

    Raises
    ------
    ArgumentError
        If the theme or the language is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> from matplotlib.figure import Figure
    >>> lineage = llmgraph.load().descendants("Transformer", until="2018")
    >>> ax = generations_by_year(lineage, Figure().add_subplot())
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['2018']
    """
    look = _theme(theme, lang)
    spans = lineage.tables.spans
    where = [(spans[lineage.tables.number[one]], lineage.generation[one]) for one in lineage.ids]
    dated = [(span.year, generation) for span, generation in where if span]
    counts = {pair: dated.count(pair) for pair in sorted(set(dated))}
    years = range(min(dated)[0], max(dated)[0] + 1) if dated else range(0)
    depths = [generation for _, generation in dated] or [0]
    deep = range(min(depths), max(depths) + 1)
    ax = _axes(ax, look, 0.3 * len(deep) + 1.2)
    for (year, generation), count in counts.items():
        share = 0.15 + 0.65 * count / max(counts.values())
        _cell(ax, look, (year, generation), share, count)
    ax.set_xlim(years.start - 0.5, max(years.stop, 1) - 0.5)
    ax.set_ylim(deep.stop - 0.5, deep.start - 0.5)
    _label(ax, look, "x", years, map(str, years))
    _label(ax, look, "y", deep, map(str, deep))
    _bare(ax, look)
    _name_y(ax, look, Message("column.generation"), lang)
    undated = len(lineage.ids) - len(dated)
    note = sentences(
        Message("plot.undated", {"undated": undated}) if undated else None,
        None if lineage.ids else Message("chart.empty"),
    )
    title = Message("plot.generations", {"title": lineage.title()})
    _entitle(ax, look, title.text(lang), note.text(lang))
    return ax


def ranks_over_time(
    ranking: Ranked,
    papers: Sequence[str] | None = None,
    ax: Canvas = None,
    *,
    theme: ThemeName = "light",
    limit: int = 10,
    lang: Language = "en",
) -> Axes:
    """Draw the ranks of papers at the end of each year, in the graph as of that date.

    Parameters
    ----------
    ranking : Ranking
        A ranking by one measure, as of the end of each year.
    papers : sequence of str, optional
        Papers by any of their names; by default the top papers of the last year.
    ax : matplotlib.axes.Axes or matplotlib.figure.Figure, optional
        Axes or figure to draw into; by default a new figure. A figure is resized to fit the plot.
    theme : {"light", "dark"}, optional
    limit : int, optional
        Number of papers drawn if `papers` is not given.
    lang : {"en", "zh"}, optional
        Language of all text except the names of papers.

    Returns
    -------
    matplotlib.axes.Axes
        Rank 1 is at the top, on a logarithmic scale; equal scores share a rank. A line begins in
        the first year in which its paper ranks above the last rank, and has gaps where the measure
        is undefined.

    Raises
    ------
    ArgumentError
        If an argument is invalid.
    PaperNotFoundError, AmbiguousNameError
        If a name matches no paper, or several.

    Examples
    --------
    >>> import llmgraph
    >>> from matplotlib.figure import Figure
    >>> ranking = llmgraph.load().rank(as_of=["2019", "2020"])
    >>> ax = ranks_over_time(ranking, ["BERT", "GPT-3"], Figure().add_subplot())
    >>> [int(rank) for rank in ax.lines[0].get_ydata()][-1] > 1
    True
    """
    look = _theme(theme, lang)
    if papers is None and limit < 1:
        raise ArgumentError(Message("error.limit", {"value": str(limit)}))
    tables, years = ranking.tables, [int(date) for date in reversed(ranking.dates) if date]
    lines = _risen(ranking, years)
    first = [one for one in ranking.ids if one in lines][:limit]
    named = first if papers is None else [tables.ids[tables.find(name)] for name in papers]
    drawn = {one: lines[one] for one in named if one in lines}
    ax = _axes(ax, look, 0.26 * max(len(drawn), 6) + 1.4)
    asides = _asides(drawn)
    worst = _draw_lines(ax, look, drawn, asides, years)
    ends = {one: [rank for rank in line.values() if rank][-1] for one, line in drawn.items()}
    order = sorted(ends, key=lambda one: (ends[one], -asides[one], one))
    names = {one: clean(tables.paper(one).name_in(lang), 40) for one in named}
    _name_ends(ax, look, names, ends, order, len(years), worst)
    _bare(ax, look)
    _name_y(ax, look, Message("column.rank"), lang)
    low = tuple(names[one] for one in named if one not in lines)
    note = Message("plot.never", {"names": low}).text(lang) if low else ""
    title = Message("plot.ranks", {"measure": ranking.measure_title})
    _entitle(ax, look, title.text(lang), note)
    return ax


def _risen(ranking: Ranked, years: Sequence[int]) -> dict[str, dict[int, int | None]]:
    """Ranks of each paper by index of the year, from the first year above the last rank."""
    columns = [column.ranks for column in reversed(ranking.columns)][: len(years)]
    last = [max((rank for rank in ranks if rank), default=0) for ranks in columns]
    lines = {}
    for place, one in enumerate(ranking.ids):
        ranks = [column[place] for column in columns]
        risen = (year for year, rank in enumerate(ranks) if rank and rank < last[year])
        if (first := next(risen, None)) is not None:
            lines[one] = {year: ranks[year] for year in range(first, len(ranks))}
    return lines


def _draw_lines(
    ax: Axes,
    look: Theme,
    drawn: dict[str, dict[int, int | None]],
    asides: dict[str, int],
    years: Sequence[int],
) -> int:
    """Draw one line per paper and the ticks; return the worst rank."""
    from matplotlib.transforms import offset_copy

    ax.set_yscale("log")
    ax.minorticks_off()
    looks = zip(_line_colours(look), cycle(_MARKERS), strict=False)
    for (one, line), (colour, marker) in zip(drawn.items(), looks, strict=False):
        ranks = [np.nan if rank is None else rank for rank in line.values()]
        aside = offset_copy(ax.transData, ax.figure, y=_ASIDE * asides[one], units="points")  # type: ignore[arg-type]
        ax.plot(
            [*line],
            ranks,
            transform=aside,
            color=colour,
            linewidth=1.4,
            marker=marker,
            markersize=4.0,
        )
    worst = max((rank for line in drawn.values() for rank in line.values() if rank), default=1)
    start = min((year for line in drawn.values() for year in line), default=0)
    ax.set_xlim(start - 0.3, max(len(years), 1) - 0.7)
    ax.set_ylim(worst * 1.2, 0.83)
    ticks = [tick for tick in _RANK_TICKS if tick <= worst]
    _label(ax, look, "x", range(start, len(years)), map(str, years[start:]))
    _label(ax, look, "y", ticks, map(str, ticks))
    return worst


def _asides(lines: Mapping[str, Mapping[int, int | None]]) -> dict[str, int]:
    """Choose an offset for each line, so that tied lines do not overlap."""
    asides: dict[str, int] = {}
    for paper, line in lines.items():
        ties = {(year, rank) for year, rank in line.items() if rank is not None}
        near = {aside for one, aside in asides.items() if not ties.isdisjoint(lines[one].items())}
        free = (aside for step in range(len(lines)) for aside in (step, -step) if aside not in near)
        asides[paper] = next(free)
    return asides


def _line_colours(look: Theme) -> Iterator[str]:
    return cycle(style.edge(look.name) for style in TOPIC_STYLES)


def _name_ends(
    ax: Axes,
    look: Theme,
    names: Mapping[str, str],
    ends: dict[str, int],
    order: Sequence[str],
    years: int,
    worst: int,
) -> None:
    """Label the ends of the lines with the names of the papers, without overlaps."""
    colours = dict(zip(ends, _line_colours(look), strict=False))
    low, high = np.log(0.83), np.log(worst * 1.2)
    wanted = np.log([float(ends[paper]) for paper in order])
    apart = np.full(max(len(order) - 1, 0), (high - low) / max(len(order), 6) * 0.56)
    if order:
        wanted = isotonic_positions(wanted, np.ones(len(order)), apart, float(low), float(high))
    for paper, height in zip(order, np.exp(wanted).tolist(), strict=True):
        name = f"{ends[paper]}  {names[paper]}"
        colour = colours[paper]
        _write(ax, look, name, years - 0.85, height, verticalalignment="center", color=colour)


def _theme(name: ThemeName, lang: Language) -> Theme:
    require_language(lang)
    if name not in THEMES:
        told: dict[str, Value] = {"name": repr(name), "names": tuple(THEMES)}
        raise ArgumentError(Message("error.theme", told))
    return THEMES[name]


def _axes(ax: Canvas, look: Theme, height: float) -> Axes:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(ax, Axes):
        return ax
    if ax is None:
        from matplotlib import pyplot as plt

        ax = plt.figure(layout="constrained")
    require_type("ax", ax, Axes, Figure)
    ax.set_size_inches(_WIDTH, height)
    ax.set_facecolor(look.background)
    return ax.add_subplot()


def _text(look: Theme) -> dict[str, Any]:
    return {"family": families(), "fontsize": _TEXT, "color": look.text, "parse_math": False}


def _write(ax: Axes, look: Theme, text: str, x: float, y: float, **more: Any) -> None:
    ax.text(x, y, drawable(text), **(_text(look) | more))


def _label(
    ax: Axes, look: Theme, axis: Literal["x", "y"], places: Iterable[float], texts: Iterable[str]
) -> None:
    labels = [drawable(text) for text in texts]
    setter = ax.set_xticks if axis == "x" else ax.set_yticks
    setter(list(places), labels, **_text(look))
    ax.tick_params(axis=axis, length=0)


def _name_y(ax: Axes, look: Theme, name: Message, lang: Language) -> None:
    # A Chinese label is short enough to be written horizontally.
    upright = {"rotation": 0, "horizontalalignment": "right", "verticalalignment": "center"}
    ax.set_ylabel(drawable(name.text(lang)), **_text(look) | (upright if lang == "zh" else {}))


def _bare(ax: Axes, look: Theme) -> None:
    """Hide the frame of the axes."""
    ax.set_facecolor(look.background)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _cell(ax: Axes, look: Theme, place: tuple[int, int], share: float, count: int) -> None:
    from matplotlib.patches import Rectangle

    colour = _COUNTS.edge(look.name)
    x, y = place
    ax.add_patch(
        Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=colour, alpha=share, linewidth=0)
    )
    readable = look.background if share > 0.55 else look.text
    middle = {"horizontalalignment": "center", "verticalalignment": "center", "color": readable}
    _write(ax, look, f"{count:,}", x, y, **middle)


def _entitle(ax: Axes, look: Theme, title: str, note: str) -> None:
    from matplotlib import rc_context

    # The title begins at the left edge of the axes, beside the longest tick label.
    labels = max((text_width(one.get_text(), _TEXT) for one in ax.get_yticklabels()), default=0.0)
    room = min(72 * (_WIDTH - 0.8), 72 * (_WIDTH - 0.3) - labels)
    text = wrapped(clean(title, 200), room, _TITLE, bold=True)
    with rc_context(SETTINGS):
        ax.set_title(
            drawable(text), loc="left", **(_text(look) | {"fontsize": _TITLE, "weight": "bold"})
        )
    if note:
        ax.set_xlabel(drawable(note), loc="left", **(_text(look) | {"color": look.muted}))


def _topic(tables: IndexedTables, one: str) -> str:
    topics = tables.paper(one).topics
    return clean(topics[0]) if topics else OTHER_TOPICS


def _topic_legend(ax: Axes, look: Theme, styles: dict[str, TopicStyle], lang: Language) -> None:
    from matplotlib.patches import Patch

    if set(styles) <= {OTHER_TOPICS}:
        return
    samples = [
        Patch(facecolor=style.fill(look.name), edgecolor=style.edge(look.name), linewidth=0.8)
        for style in styles.values()
    ]
    legend = ax.legend(
        samples,
        [drawable(topic_in(lang, topic, {})) for topic in styles],
        loc="lower right",
        frameon=False,
        labelcolor=look.text,
        prop={"family": families(), "size": _TEXT},
    )
    for text in legend.get_texts():
        text.set_parse_math(False)
