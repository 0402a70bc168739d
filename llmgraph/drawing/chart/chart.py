"""The still chart: a result on a printable sheet.

`chart` chooses papers, relations and size, and makes the sheet; `canvas` draws it with
matplotlib, `svg` and `tikz` write it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from ...engine import NOT_REACHED
from ...errors import ArgumentError
from ...language.arguments import checked
from ...language.messages import Message, require_language
from ...language.wording import clean
from ..hidden_descent import chains_of
from ..layout.columns import default_max_per_column
from ..scene import build_scene
from ..selection import draw_priority_of, drawn_rows, left_out_note
from ..style import THEMES
from .legend import ChartStyle
from .paper_sizes import PAPER_SIZES, SERIES, scale_on, sized, warn_if_poor
from .shapes import TEXT
from .sheet import LABEL_WIDTH, bordered, compose, label_box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ...language.messages import Language, Sayable, Value
    from ...model.indexed_tables import IndexedTables
    from ...model.records import Paper
    from ..scene import Scene
    from ..selection import DrawPriority
    from ..style import ThemeName
    from ..subject import Subject
    from .paper_sizes import PageName, PaperSize
    from .shapes import Sheet

PAPER_LIMIT = 200


class ChartOptions(TypedDict, total=False):
    """Options of a chart; see `Result.plot`."""

    title: str | None
    lanes: bool
    relations: str | Iterable[str] | None
    highlight: str | Iterable[str]
    theme: ThemeName
    width: float | None
    size: PageName | None
    limit: int
    lang: Language


@checked
def chart(
    subject: Subject,
    *,
    title: str | None = None,
    lanes: bool = False,
    relations: str | Iterable[str] | None = None,
    highlight: str | Iterable[str] = (),
    theme: ThemeName = "light",
    width: float | None = None,
    size: PageName | None = None,
    limit: int = PAPER_LIMIT,
    lang: Language = "en",
) -> Sheet:
    """Draw a result on a printable sheet.

    Parameters
    ----------
    subject : Subject
    title, lanes, relations, highlight, theme, width, size, limit, lang : optional
        As for `Result.plot`.

    Returns
    -------
    Sheet

    Raises
    ------
    ArgumentError
        If an option is invalid, or a highlighted paper is not among those drawn.
    """
    _require(theme, width, size, limit)
    require_language(lang)
    subject = replace(subject, lang=lang).with_types(relations)
    heading = subject.title if title is None else title
    chosen = _highlighted(subject, highlight)
    plan = _Plan(subject, heading, lanes, chosen, theme)
    if size is not None:
        return _fitted(plan, limit, PAPER_SIZES[size])
    sheet = sized(compose(*plan.drawing(limit, SERIES[0], _ON_ANY_SHEET)), width)
    if width is not None:
        warn_if_poor(sheet)
    return sheet


@dataclass(frozen=True)
class _Spacing:
    """Spacing of a drawing.

    `max_per_column` is the maximum number of papers in a column and `label_width` the width of
    labels, both as multiples of the default. Neighbouring years with at most `max_merged` papers in
    total share a column.
    """

    max_per_column: float = 1.0
    label_width: float = LABEL_WIDTH
    max_merged: int = 0


@dataclass(frozen=True)
class _Spacings:
    """Alternative spacings for drawings whose text would be too small on the page.

    `narrower` and `lower` spacings make text larger. `sparser` ones merge years; the first one that
    makes the text legible is used, and only if none of the others does.
    """

    narrower: tuple[_Spacing, ...] = ()
    lower: tuple[_Spacing, ...] = ()
    sparser: tuple[_Spacing, ...] = ()


_ON_ANY_SHEET = _Spacings(sparser=(_Spacing(1.35),))
_ON_ONE_PAGE = _Spacings(
    (_Spacing(1.35), _Spacing(1.0, 66.0), _Spacing(1.35, 66.0), _Spacing(2.0, 66.0)),
    (_Spacing(0.6), _Spacing(0.35)),
    tuple(_Spacing(2.0, max_merged=number) for number in (2, 3, 5, 8, 12)),
)


@dataclass
class _Plan:
    """A chart before its size and number of papers are chosen."""

    subject: Subject
    heading: str
    lanes: bool
    chosen: tuple[str, ...]
    theme: ThemeName

    @cached_property
    def priority(self) -> DrawPriority:
        """The papers by priority: those chosen or asked about come first."""
        return draw_priority_of(self.subject, self.chosen)

    def drawing(self, limit: int, page: PaperSize, spacings: _Spacings) -> tuple[Scene, ChartStyle]:
        """Lay out the best-ranked papers with the spacing that fills the page best."""
        subject = self.subject
        ids, left_out = self.priority.ids[:limit], left_out_note(subject, self.priority, limit)
        rows, silent = drawn_rows(subject, ids)
        look = self._look(_against_dates(subject, rows), silent, left_out, subject.notices)
        chains = None
        if subject.runs_through_hidden or left_out:
            chains = chains_of(subject.chains)

        def placed(spacing: _Spacing) -> Scene:
            def labelling(paper: Paper, number: int | None) -> tuple[str, float, float]:
                bold = paper.id in look.bold
                return label_box(
                    paper, number, bold=bold, width=spacing.label_width, lang=subject.lang
                )

            return build_scene(
                subject.descent,
                ids,
                rows,
                self.heading,
                lanes=self.lanes,
                labelling=labelling,
                route_all=True,
                max_per_column=round(spacing.max_per_column * default_max_per_column(len(ids))),
                max_merged=spacing.max_merged,
                chains=chains,
                lane_of=subject.lane_of,
                number_of=subject.number_of,
            )

        return _fullest(placed, look, page, spacings), look

    def _look(self, *notes: str | Sayable | None) -> ChartStyle:
        tables, chosen, lane_of = self.subject.tables, self.chosen, self.subject.lane_of
        words = self.subject.lane_words
        topics = main_topics(tables) if lane_of is None else tuple(map(clean, lane_of.values()))
        return ChartStyle(
            theme=self.theme,
            topics=topics,
            bold=frozenset(chosen or self.subject.focus),
            highlighted=_with_ancestors(self.subject, chosen),
            notes=tuple(note for note in notes if note),
            lang=self.subject.lang,
            lane_words={clean(lane): clean(chinese) for lane, chinese in words.items()},
        )


def _fullest(
    placed: Callable[[_Spacing], Scene], look: ChartStyle, page: PaperSize, spacings: _Spacings
) -> Scene:
    """Try the spacings that enlarge text, and the sparser ones only until text is legible."""

    def text(scene: Scene) -> float:
        return TEXT * _room(compose(scene, look), page)

    best = placed(_Spacing())
    wide = _is_wide(compose(best, look), page)
    if text(best) < page.max_text:
        others = map(placed, spacings.narrower if wide else spacings.lower)
        best = max([best, *others], key=text)
    for spacing in spacings.sparser if wide else ():
        if text(best) >= page.min_text:
            break
        best = max(best, placed(spacing), key=text)
    return best


def _is_wide(sheet: Sheet, page: PaperSize) -> bool:
    """Whether the width, rather than the height, limits the text size on a page."""
    across, down = page.room(page.shapes[0])
    return sheet.width * down > sheet.height * across


def _room(sheet: Sheet, page: PaperSize) -> float:
    """Largest scale of a sheet on a page."""
    return scale_on(page, page.shapes[0], sheet.width, sheet.height)


def _fitted(plan: _Plan, limit: int, page: PaperSize) -> Sheet:
    """Fill a page with as many papers as are legible on it."""
    max_papers = min(limit, len(plan.priority.ids))
    best, fits, fails = None, 0, max_papers + 1
    count = min(12, max_papers)
    while fails - fits > 1:
        sheet = _filling(*plan.drawing(count, page, _ON_ONE_PAGE), page)
        if sheet.smallest_text >= page.min_text - 1e-9:
            best, fits = sheet, count
        else:
            fails = count
        count = min(2 * fits, max_papers) if fails > max_papers else (fits + fails) // 2
    if best is None:
        best = _filling(*plan.drawing(1, page, _ON_ONE_PAGE), page)
        warn_if_poor(best)
    return best


def _filling(scene: Scene, look: ChartStyle, page: PaperSize) -> Sheet:
    """Compose a scene for the orientation of the page on which it is larger."""
    plain = compose(scene, look)
    sheets = []
    for shape in page.shapes:
        across, down = page.room(shape)
        # A wider sheet needs fewer lines for its legend.
        wide = compose(scene, look, width=plain.height * across / down)
        scale = scale_on(page, shape, wide.width, wide.height)
        filled = compose(scene, look, width=across / scale, height=down / scale)
        whole = bordered(filled, 72 * shape[0] / scale, 72 * shape[1] / scale)
        sheets.append(replace(whole, scale=scale))
    return max(sheets, key=lambda sheet: sheet.scale)


def _require(theme: str, width: float | None, size: str | None, limit: int) -> None:
    if theme not in THEMES:
        themes: dict[str, Value] = {"name": repr(theme), "names": tuple(THEMES)}
        raise ArgumentError(Message("error.theme", themes))
    if width is not None and not 1 <= width <= 200:
        raise ArgumentError(Message("error.width", {"value": str(width)}))
    if size is not None and size not in PAPER_SIZES:
        sizes: dict[str, Value] = {"name": repr(size), "names": tuple(PAPER_SIZES)}
        raise ArgumentError(Message("error.size", sizes))
    if size is not None and width is not None:
        raise ArgumentError(Message("error.size_and_width"))
    if limit < 1:
        raise ArgumentError(Message("error.limit", {"value": str(limit)}))


def _against_dates(subject: Subject, rows: Sequence[int]) -> Message | None:
    count = int(np.isin(rows, subject.descent.anachronistic.row).sum())
    return Message("chart.against_dates", {"count": count}) if count else None


def _highlighted(subject: Subject, highlight: str | Iterable[str]) -> tuple[str, ...]:
    tables = subject.tables
    names = [highlight] if isinstance(highlight, str) else list(highlight)
    found = tables.ids_of(tables.find(name) for name in names)
    for name, one in zip(names, found, strict=True):
        if one not in subject.ids:
            told: dict[str, Value] = {"name": repr(name), "count": len(subject.ids)}
            raise ArgumentError(Message("error.highlight", told))
    return found


def main_topics(tables: IndexedTables) -> tuple[str, ...]:
    """List the main topics of all papers, so that each has the same colour in every drawing."""
    oldest_first = tables.ids_of(tables.by_date(range(len(tables.ids))))
    main = (tables.paper(one).topics for one in oldest_first)
    return tuple(dict.fromkeys(clean(topics[0]) for topics in main if topics))


def _with_ancestors(subject: Subject, chosen: tuple[str, ...]) -> dict[str, int] | None:
    """Chosen papers and their ancestors, with the number of side steps still allowed at each."""
    if not chosen:
        return None
    tables = subject.tables
    left = subject.descent.side_steps_left(tables.number[one] for one in chosen)
    highlighted = np.flatnonzero(left > NOT_REACHED)
    return dict(zip(tables.ids_of(highlighted.tolist()), left[highlighted].tolist(), strict=True))
