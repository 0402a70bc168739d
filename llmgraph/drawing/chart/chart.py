"""The still chart: a result on a printable sheet.

`chart` chooses papers, relations and size, and makes the sheet; `canvas` draws it with
matplotlib, `svg` and `tikz` write it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from ...engine import NOT_REACHED
from ...errors import ArgumentError
from ...language.arguments import checked
from ...language.messages import Message, require_choice, require_language
from ...language.wording import clean
from ..alternative import alternative_text
from ..hidden_descent import chains_of
from ..layout.columns import default_max_per_column
from ..scene import FLOWS, build_scene, group_of, hidden_joints, in_order
from ..selection import draw_priority_of, drawn_rows, left_out_note
from ..style import THEMES
from .labels import LABELS, labels_of
from .legend import ChartStyle, letters_of
from .paper_sizes import NARROW, PAPER_SIZES, SERIES, figure, scale_on, sized, warn_if_poor
from .shapes import DPI, TEXT, require_dpi
from .sheet import bordered, compose, label_box, sheet_size
from .spacing import ENDLESS, ON_ANY_SHEET, ON_ONE_PAGE, ON_WIDTH, Spacing
from .text import require_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ...language.messages import Language, Sayable, Value
    from ...model.indexed_tables import IndexedTables
    from ...model.records import Paper
    from ..hidden_descent import Chains, Joint
    from ..scene import Flow, Scene
    from ..selection import DrawPriority
    from ..style import ThemeName
    from ..subject import Subject
    from .labels import Labels
    from .paper_sizes import PageName, PaperSize
    from .shapes import Sheet
    from .spacing import Spacings

PAPER_LIMIT = 200
# Papers of the first trial on a page, and by how many the careful layouts may surpass the trials.
_FIRST_TRIAL = 24
_MORE = 2
# Spacings of a figure that are laid out with care.
_SPACINGS = 4


class ChartOptions(TypedDict, total=False):
    """Options of a chart; see `Result.plot`."""

    title: str | None
    lanes: bool | None
    relations: str | Iterable[str] | None
    highlight: str | Iterable[str]
    keep: str | Iterable[str]
    theme: ThemeName
    width: float | None
    size: PageName | None
    flow: Flow | None
    limit: int
    labels: Labels
    legend: bool
    note: bool
    font: str | None
    dpi: int
    lang: Language


@checked
def chart(
    subject: Subject,
    *,
    title: str | None = None,
    lanes: bool | None = None,
    relations: str | Iterable[str] | None = None,
    highlight: str | Iterable[str] = (),
    keep: str | Iterable[str] = (),
    theme: ThemeName = "light",
    width: float | None = None,
    size: PageName | None = None,
    flow: Flow | None = None,
    limit: int = PAPER_LIMIT,
    labels: Labels = "name",
    legend: bool = True,
    note: bool = True,
    font: str | None = None,
    dpi: int = DPI,
    lang: Language = "en",
) -> Sheet:
    """Draw a result on a printable sheet.

    Parameters
    ----------
    subject : Subject
    **options : optional
        As for `Result.plot`.

    Returns
    -------
    Sheet

    Raises
    ------
    ArgumentError
        If an option is invalid, or a paper to highlight or keep is not one of the answer.
    """
    _require(theme, width, size, limit)
    require_choice("labels", labels, LABELS)
    if flow is not None:
        require_choice("flow", flow, FLOWS)
    require_dpi(dpi)
    require_font(font)
    require_language(lang)
    subject = replace(subject, lang=lang).with_types(relations)
    heading = subject.title if title is None else title
    chosen, kept = _found(subject, highlight), _found(subject, keep)
    page = None if size is None else PAPER_SIZES[size]
    if flow is None:
        is_narrow = width is not None and width < NARROW
        flow = page.flow if page else "down" if is_narrow else "right"
    look = ChartStyle(theme=theme, legend=legend, note=note, font=font, dpi=dpi, lang=lang)
    if lanes is None:
        lanes = subject.lane_of is not None
    plan = _Plan(subject, heading, chosen, kept, labels, flow, lanes, look)
    if page is not None:
        return _fitted(plan, limit, page)
    draft = plan.draft(limit)
    if width is None:
        spacing = draft.spacing(SERIES[0], ON_ANY_SHEET[flow])
    else:
        spacing = draft.spacing(figure(width, ENDLESS), ON_WIDTH[flow])
    sheet = sized(compose(draft.scene(spacing), draft.look), width)
    if width is not None:
        warn_if_poor(sheet)
    return sheet


@dataclass
class _Plan:
    """A chart before its size and number of papers are chosen."""

    subject: Subject
    heading: str
    chosen: tuple[str, ...]
    kept: tuple[str, ...]
    labels: Labels
    flow: Flow
    lanes: bool
    look: ChartStyle

    @cached_property
    def priority(self) -> DrawPriority:
        """The papers by priority: those chosen or asked about come first."""
        return draw_priority_of(self.subject, (*self.chosen, *self.kept))

    @cached_property
    def chains(self) -> Chains:
        """The chains that may run through papers that are left out."""
        return chains_of(self.subject.chains)

    def draft(self, limit: int) -> _Draft:
        """Choose the best-ranked papers and their relations, before the spacing is chosen."""
        subject = self.subject
        ids, left_out = self.priority.ids[:limit], left_out_note(subject, self.priority, limit)
        rows, silent = drawn_rows(subject, ids)
        papers = [subject.tables.paper(one) for one in in_order(subject.tables, ids)]
        seen = replace(subject, ids=ids, rows=rows, heading=self.heading or subject.heading)
        notes = _against_dates(subject, rows), silent, left_out, subject.notices
        look = self._styled(papers, alternative_text(seen), *notes)
        joints: list[Joint] = []
        if subject.runs_through_hidden or left_out:
            joints = hidden_joints(subject.descent, ids, rows, self.chains)

        # Letters tell apart the papers of the whole answer, as its bibliography does.
        every = map(subject.tables.paper, in_order(subject.tables, subject.ids))
        names = labels_of(every, self.labels, subject.lang)

        def placed(spacing: Spacing, quick: bool) -> Scene:
            def labelling(paper: Paper, number: int | None) -> tuple[str, float, float]:
                bold = paper.id in look.bold
                return label_box(
                    names[paper.id],
                    number,
                    bold=bold,
                    width=spacing.label_width,
                    strip=look.strip,
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
                joints=joints,
                lane_of=subject.lane_of,
                number_of=subject.number_of,
                quick=quick,
                flow=self.flow,
            )

        return _Draft(placed, look)

    def _styled(
        self, papers: Iterable[Paper], alternative: str, *notes: str | Sayable | None
    ) -> ChartStyle:
        tables, chosen, lane_of = self.subject.tables, self.chosen, self.subject.lane_of
        words = self.subject.lane_words
        topics = main_topics(tables) if lane_of is None else tuple(map(clean, lane_of.values()))
        present = {group_of(paper, lane_of) for paper in papers}
        return replace(
            self.look,
            topics=topics,
            alternative=alternative,
            # Lanes tell topics without letters.
            signs=letters_of(topics) if len(present) > 1 and not self.lanes else {},
            bold=frozenset(chosen or self.subject.focus),
            highlighted=_with_ancestors(self.subject, chosen),
            notes=tuple(note for note in notes if note),
            emphasis=self.subject.emphasis,
            lane_words={clean(lane): clean(chinese) for lane, chinese in words.items()},
        )


@dataclass(frozen=True)
class _Draft:
    """A chart before its spacing is chosen.

    `placed` lays it out with a spacing, quickly for a trial.
    """

    placed: Callable[[Spacing, bool], Scene]
    look: ChartStyle

    def scene(self, spacing: Spacing, *, quick: bool = False) -> Scene:
        """Lay out with a spacing."""
        return self.placed(spacing, quick)

    def size(self, spacing: Spacing) -> tuple[float, float]:
        """Return about the width and height of the sheet."""
        return sheet_size(self.scene(spacing, quick=True), self.look)

    def spacing(self, page: PaperSize, spacings: Spacings) -> Spacing:
        """Choose the spacing that enlarges text most; see `spacings`."""
        return self.spacings(page, spacings)[0]

    def spacings(self, page: PaperSize, spacings: Spacings) -> list[Spacing]:
        """Sort the spacings by the size of text; years are merged only until it is legible."""
        texts: dict[Spacing, float] = {}

        def try_out(spacing: Spacing) -> float:
            texts[spacing] = TEXT * _room(*self.size(spacing), page)
            return texts[spacing]

        plain = Spacing()
        wide = _is_wide(*self.size(plain), page)
        if try_out(plain) < page.max_text:
            for spacing in spacings.narrower if wide else spacings.lower:
                try_out(spacing)
            for spacing in spacings.narrowest if wide else spacings.lowest:
                if max(texts.values()) >= page.min_text:
                    break
                try_out(spacing)
        # The first one of those that are equal.
        return sorted(texts, key=lambda spacing: -texts[spacing])


def _is_wide(width: float, height: float, page: PaperSize) -> bool:
    """Whether the width, rather than the height, limits the text size on a page."""
    across, down = page.room(page.shapes[0])
    return width * down > height * across


def _room(width: float, height: float, page: PaperSize) -> float:
    """Largest scale of a sheet on a page."""
    return scale_on(page, page.shapes[0], width, height)


def _fitted(plan: _Plan, limit: int, page: PaperSize) -> Sheet:
    """Fill a page with as many papers as are legible on it.

    The number is found in quick trials; the sheets around it are laid out with care.
    """
    most = min(limit, len(plan.priority.ids))
    count, spacing = _legible_count(plan, most, page)

    def filled(count: int, spacing: Spacing | None = None) -> Sheet:
        draft = plan.draft(count)
        if not page.fixed:
            return _figure(draft, page, plan.flow)
        return _filling(draft, spacing or draft.spacing(page, ON_ONE_PAGE[plan.flow]), page)

    best = filled(count, spacing)
    while not _is_legible(best, page) and count > 1:
        count -= 1
        best = filled(count, spacing)
    if not _is_legible(best, page):
        warn_if_poor(best)
        return best
    for more in range(count + 1, min(count + _MORE, most) + 1):
        sheet = filled(more)
        if not _is_legible(sheet, page):
            break
        best = sheet
    return best


def _legible_count(plan: _Plan, most: int, page: PaperSize) -> tuple[int, Spacing]:
    """Search for the largest number of papers that a quick layout shows legibly."""
    found: dict[int, tuple[float, Spacing]] = {}
    fits, fails, count = 0, most + 1, min(_FIRST_TRIAL, most)
    while fails - fits > 1:
        draft = plan.draft(count)
        spacing = draft.spacing(page, ON_ONE_PAGE[plan.flow])
        scale, _ = _largest_scale(draft.scene(spacing, quick=True), draft.look, page)
        found[count] = TEXT * scale, spacing
        if TEXT * scale >= page.min_text:
            fits = count
        else:
            fails = count
        if fails > most:
            count = min(2 * fits, most)
        elif not fits or len(found) % 3 == 0:
            count = (fits + fails) // 2
        else:
            # Text shrinks by a power of the number of papers.
            large, small = found[fits][0], found[fails][0]
            part = log(large / page.min_text) / log(large / small) if large > small else 0.5
            count = min(max(round(fits * (fails / fits) ** part), fits + 1), fails - 1)
    return (fits, found[fits][1]) if fits else (1, Spacing())


def _is_legible(sheet: Sheet, page: PaperSize) -> bool:
    return sheet.smallest_text >= page.min_text - 1e-9


def _figure(draft: _Draft, page: PaperSize, flow: Flow) -> Sheet:
    """Compose a draft as a figure, laid out with care or, if only that is legible, quickly."""
    best = draft.spacings(page, ON_ONE_PAGE[flow])[:_SPACINGS]
    first = _filling(draft, best[0], page)
    if _is_legible(first, page):
        return first
    others = [(one, False) for one in best[1:]] + [(one, True) for one in best]
    sheets = (_filling(draft, one, page, quick=quick) for one, quick in others)
    return next((sheet for sheet in sheets if _is_legible(sheet, page)), first)


def _filling(draft: _Draft, spacing: Spacing, page: PaperSize, *, quick: bool = False) -> Sheet:
    """Compose a draft for the orientation of the page on which it is larger."""
    scene, look = draft.scene(spacing, quick=quick), draft.look
    scale, shape = _largest_scale(scene, look, page)
    across, down = page.room(shape)
    if not page.fixed:
        return replace(compose(scene, look, width=across / scale), scale=scale)
    filled = compose(scene, look, width=across / scale, height=down / scale)
    whole = bordered(filled, 72 * shape[0] / scale, 72 * shape[1] / scale)
    return replace(whole, scale=scale)


def _largest_scale(
    scene: Scene, look: ChartStyle, page: PaperSize
) -> tuple[float, tuple[float, float]]:
    """Return the orientation of the page on which a scene is larger, and its scale there."""
    _, height = sheet_size(scene, look)

    def scale(shape: tuple[float, float]) -> float:
        across, down = page.room(shape)
        # A wider sheet needs fewer lines for its legend.
        wide = sheet_size(scene, look, width=height * across / down)
        return scale_on(page, shape, *wide)

    best = max(page.shapes, key=scale)
    return scale(best), best


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


def _found(subject: Subject, wanted: str | Iterable[str]) -> tuple[str, ...]:
    """Find papers by their names; each must be among those of the answer."""
    tables = subject.tables
    names = [wanted] if isinstance(wanted, str) else list(wanted)
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
