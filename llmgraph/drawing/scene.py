"""Scenes: the laid-out papers and relations that renderers draw."""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ..language.wording import clean
from .chart.dot_grid import DOT_SIZE, lay_out_dots
from .hidden_descent import passages
from .layout import Layout, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..language.messages import Language
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Paper, Relation
    from ..model.relation_types import RelationType
    from .hidden_descent import Chains, Joint
    from .layout.arrays import FloatArray

    Labelling = Callable[[Paper, int | None], tuple[str, float, float]]

Flow = Literal["right", "down"]
FLOWS: tuple[Flow, ...] = ("right", "down")

_MIN_LANE = 76.0  # where its title stands above it

LABEL_HEIGHT = 22.0
LABEL_PADDING = 16.0
CHARACTER = 7.2
LABEL_LENGTH = 34
DOTS_FROM = (1_000, 2_500)  # papers, relations
OTHER_TOPICS = "Other"
TITLE = 200  # characters


@dataclass(frozen=True)
class DrawnPaper:
    """A paper in a scene: cleaned texts, box in points, and optional number."""

    paper: Paper
    number: int | None
    label: str
    topic: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class DrawnRelation:
    """A relation in a scene, between two papers given by position.

    `row` is its row number in the table; the relation type decides which end is `older` and which
    `newer`. `descent` is whether it carries descent, `side_steps` is 1 for a side step, and
    `inherited` is whether a chain may continue from its newer end. `route` is its curve in the
    layout (see `Layout.routes`), None if it has none.
    """

    relation: Relation
    older: int
    newer: int
    descent: bool
    row: int
    side_steps: int = 0
    inherited: bool = True
    route: FloatArray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class HiddenDescent:
    """Descent between two papers of a scene, through papers that are not in it.

    `side_steps` and `inherited` describe the chain, as for a relation. A chain with more side steps
    than the answer allows has no route; it is used only when the reader allows more.
    """

    older: int
    newer: int
    side_steps: int = 0
    inherited: bool = True
    route: FloatArray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Scene:
    """Laid-out papers and relations, with the bands behind them.

    Papers joined only by chains through other papers get a `HiddenDescent`. `kinds` are the types
    of the relations, in the order of the vocabulary.
    """

    title: str
    papers: tuple[DrawnPaper, ...]
    relations: tuple[DrawnRelation, ...]
    layout: Layout
    topics: tuple[str, ...]
    passages: tuple[HiddenDescent, ...] = ()
    kinds: tuple[RelationType, ...] = ()

    @property
    def as_dots(self) -> bool:
        """Whether papers are plain squares because there are too many for labels."""
        return bool(self.papers) and self.papers[0].height == DOT_SIZE


def numbered(name: str, number: int | None) -> str:
    r"""Prefix the name of a paper with its number, if any, and a no-break space.

    Examples
    --------
    >>> numbered("Transformer", 1), numbered("Transformer", None)
    ('1.\xa0Transformer', 'Transformer')
    """
    return name if number is None else f"{number:,}.\N{NO-BREAK SPACE}{name}"


def build_scene(
    descent: Descent,
    ids: Sequence[str],
    rows: Sequence[int],
    title: str,
    *,
    lanes: bool = True,
    labelling: Labelling | None = None,
    route_all: bool = False,
    max_per_column: int | None = None,
    max_merged: int = 0,
    dots: bool = False,
    joints: Iterable[Joint] = (),
    lane_of: Mapping[str, str] | None = None,
    number_of: Mapping[str, int] | None = None,
    quick: bool = False,
    flow: Flow = "right",
) -> Scene:
    """Lay out papers by date and topic, with the relations between them.

    Parameters
    ----------
    descent : Descent
        The descent edges of the graph.
    ids : sequence of str
        The papers to draw.
    rows : sequence of int
        Row numbers of the relations to draw; both ends of each are among `ids`.
    title : str
    lanes : bool, optional
        Whether topics form horizontal lanes, if any paper has a topic.
    labelling : callable, optional
        Function of a paper and its number that returns the label and the width and height of its
        box; by default a label of one line.
    route_all : bool, optional
        Whether relations that carry no descent get routes too, and so influence the layout. They
        always do if no relation carries descent.
    max_per_column : int, optional
        Papers in a column before a year is split.
    max_merged : int, optional
        Neighbouring years share a column if they have at most this many papers in total.
    dots : bool, optional
        Whether very many papers become squares without routes (see `DOTS_FROM`).
    joints : iterable of Joint, optional
        Descent through papers that are not drawn, from `hidden_joints`.
    lane_of : mapping of str to str, optional
        Lane of each paper in place of its topic, by id; by default its main topic.
    number_of : mapping of str to int, optional
        Numbers shown before the names of papers, by id.
    quick : bool, optional
        Whether the order within the columns is only a first one. The size of the drawing is within
        a few per cent of what it will be, which is enough to choose a spacing.
    flow : {"right", "down"}, optional
        Direction of time.

    Returns
    -------
    Scene
        Papers sorted by date and id, so that the same graph gives the same scene.
    """
    tables = descent.tables
    order = in_order(tables, ids)
    relations = _drawn_relations(descent, order, rows)
    papers = [tables.paper(one) for one in order]
    number = [(number_of or {}).get(one) for one in order]
    boxes = [(labelling or one_line)(paper, at) for paper, at in zip(papers, number, strict=True)]
    main = [group_of(paper, lane_of) for paper in papers]
    topics = tuple(dict.fromkeys(main))
    places = {topic: at for at, topic in enumerate(topics)}
    lane = [places[topic] for topic in main] if lanes and topics != (OTHER_TOPICS,) else None
    # Comparisons would pull everything together, so by default only descent shapes the layout.
    shaping = [one for one in relations if route_all or one.descent] or relations
    between, beyond = _passages(descent, joints)
    if dots and (len(papers) > DOTS_FROM[0] or len(shaping) > DOTS_FROM[1]):
        shaping, boxes = [], [(label, DOT_SIZE, DOT_SIZE) for label, _, _ in boxes]
        placed = lay_out_dots(_months(tables, papers), lane)
        between = beyond = []
    else:
        placed = _lay_out(
            tables,
            papers,
            boxes,
            lane,
            [*shaping, *between],
            max_per_column=max_per_column,
            max_merged=max_merged,
            quick=quick,
            flow=flow,
        )
    drawn = tuple(
        DrawnPaper(paper, at, label, topic, float(x), float(y), width, height)
        for paper, at, (label, width, height), topic, x, y in zip(
            papers, number, boxes, main, placed.x, placed.y, strict=True
        )
    )
    routes = iter(placed.routes)
    with_route = set(map(id, shaping))
    routed = [
        replace(one, route=next(routes)) if id(one) in with_route else one for one in relations
    ]
    through = [replace(one, route=next(routes)) for one in between]
    present = {one.relation.relation for one in relations}
    kinds = tuple(kind for name, kind in tables.vocabulary.items() if name in present)
    title = clean(title, TITLE)
    return Scene(title, drawn, tuple(routed), placed, topics, (*through, *beyond), kinds)


def group_of(paper: Paper, lane_of: Mapping[str, str] | None) -> str:
    """Return the topic of a paper in drawings, or the lane in place of it."""
    if lane_of is not None:
        return clean(lane_of.get(paper.id, OTHER_TOPICS))
    return clean(paper.topics[0]) if paper.topics else OTHER_TOPICS


def _drawn_relations(
    descent: Descent, order: Sequence[str], rows: Sequence[int]
) -> list[DrawnRelation]:
    tables, place = descent.tables, {one: number for number, one in enumerate(order)}
    relations = []
    for row in rows:
        relation = tables.relation(row)
        if relation.source != relation.target:
            newer_is_target = tables.vocabulary[relation.relation].newer == "target"
            ends = (place[relation.source], place[relation.target])
            older, newer = ends if newer_is_target else ends[::-1]
            told = bool(descent.carries[row]), row, int(tables.side_step[row])
            inherited = bool(tables.inherited[row])
            relations.append(DrawnRelation(relation, older, newer, *told, inherited))
    return sorted(relations, key=_by_ends)


def hidden_joints(
    descent: Descent, ids: Iterable[str], rows: Sequence[int], chains: Chains
) -> list[Joint]:
    """Find the descent between drawn papers through papers that are not drawn.

    Parameters
    ----------
    descent : Descent
    ids : iterable of str
        The papers to draw.
    rows : sequence of int
        Row numbers of the relations to draw.
    chains : Chains
        The chains that may run through papers that are not drawn.

    Returns
    -------
    list of Joint
        Between papers by their place in the scene; none if there are very many papers.
    """
    order = in_order(descent.tables, ids)
    if len(order) > DOTS_FROM[0]:
        return []
    return passages(chains, [descent.tables.number[one] for one in order], rows)


def in_order(tables: IndexedTables, ids: Iterable[str]) -> tuple[str, ...]:
    """Sort papers by date and id, as those of a scene are."""
    return tables.ids_of(tables.by_date(tables.number[one] for one in dict.fromkeys(ids)))


def _passages(
    descent: Descent, joints: Iterable[Joint]
) -> tuple[list[HiddenDescent], list[HiddenDescent]]:
    """Passages of chains that count, and those of chains with more side steps."""
    found = [HiddenDescent(*joint) for joint in joints]
    allowed = descent.allowed
    counting = [one for one in found if allowed is None or one.side_steps <= allowed]
    return counting, [one for one in found if one not in counting]


def _by_ends(one: DrawnRelation) -> tuple[int | str, ...]:
    """Sort key of a relation that does not depend on the order of the rows."""
    row = one.relation
    told = (row.basis, row.where, row.note, row.confidence, row.inherited, row.note_zh)
    return (one.older, one.newer, row.relation, *told)


def label_width(label: str) -> float:
    """Width of the box of a label; East Asian characters are twice as wide."""
    cells = sum(1.75 if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in label)
    return CHARACTER * cells + LABEL_PADDING


def one_line(
    paper: Paper, number: int | None, *, languages: Iterable[Language] = ("en",)
) -> tuple[str, float, float]:
    """Label a paper by its name in one line.

    Parameters
    ----------
    paper : Paper
    number : int or None
        Number shown before the name.
    languages : iterable of {"en", "zh"}, optional
        The first is that of the label; its box has room for the names in all of them.

    Returns
    -------
    label : str
    width, height : float
    """
    names = (clean(paper.name_in(lang), LABEL_LENGTH) for lang in languages)
    labels = [numbered(name, number) for name in names]
    return labels[0], max(map(label_width, labels)), LABEL_HEIGHT


def _months(tables: IndexedTables, papers: Sequence[Paper]) -> list[float]:
    spans = (tables.spans[tables.number[paper.id]] for paper in papers)
    return [span.month if span else -1 for span in spans]


def _lay_out(
    tables: IndexedTables,
    papers: Sequence[Paper],
    boxes: Sequence[tuple[str, float, float]],
    lanes: Sequence[int] | None,
    shaping: Sequence[DrawnRelation | HiddenDescent],
    *,
    max_per_column: int | None,
    max_merged: int,
    quick: bool,
    flow: Flow,
) -> Layout:
    spans = [tables.spans[tables.number[paper.id]] for paper in papers]
    # Along the time, and across it.
    sizes = [size[::-1] if flow == "down" else size for _, *size in boxes]
    placed = _laid_out(
        months=tuple(_months(tables, papers)),
        widths=tuple(width for width, _ in sizes),
        heights=tuple(height for _, height in sizes),
        sources=tuple(relation.older for relation in shaping),
        targets=tuple(relation.newer for relation in shaping),
        lanes=None if lanes is None else tuple(lanes),
        max_per_column=max_per_column,
        max_merged=max_merged,
        quick=quick,
        min_lane=_MIN_LANE if flow == "down" else 0.0,
        year_only=tuple(span is not None and span.precision == "year" for span in spans),
        keys=tuple(zlib.crc32(paper.id.encode("utf-8", "replace")) / 2**32 for paper in papers),
    )
    return placed.transposed() if flow == "down" else placed


@lru_cache(maxsize=16)
def _laid_out(
    months: tuple[float, ...],
    widths: tuple[float, ...],
    heights: tuple[float, ...],
    sources: tuple[int, ...],
    targets: tuple[int, ...],
    lanes: tuple[int, ...] | None,
    year_only: tuple[bool, ...],
    keys: tuple[float, ...],
    max_per_column: int | None,
    max_merged: int,
    min_lane: float,
    quick: bool,
) -> Layout:
    """Compute a layout, cached for drawings that are written in several formats."""
    placed = layout(
        months,
        widths,
        heights,
        sources,
        targets,
        lanes,
        year_only=year_only,
        keys=keys,
        max_per_column=max_per_column,
        max_merged=max_merged,
        min_lane=min_lane,
        quick=quick,
    )
    for array in (placed.x, placed.y, *placed.routes):
        array.flags.writeable = False
    return placed
