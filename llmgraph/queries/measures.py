"""Table of measures: computation, settings, caveats and references.

All measures use descent without parallel edges. *Citing → cited* in the literature is *child →
parent* here.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from ..engine import centrality, unroll
from ..engine.disruption import disruption
from ..errors import ArgumentError
from ..language.messages import Message, Words
from ..language.wording import separated, shown
from ..model.indexed_tables import own_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex, Unrolled
    from ..engine.disruption import Variant
    from ..engine.kernels import Floats
    from ..language.messages import Sayable, Value
    from ..model.indexed_tables import IndexedTables

MONTHS = 12
WHOLE, ANY = (int, np.integer), (int, float, np.integer, np.floating)
# Upper bound of the difference of two dates.
YEARS = 10_000
# Less than any difference of two dates, in months, and than the last digit of a window.
LEAST = 5e-7
# Up to here, every integer is a float.
EXACT = 2**53
COLUMN = "column:"
"""Prefix of the name of a column that ranks papers."""

COLUMN_NAME = f"{COLUMN}NAME"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Papers and descent of a graph as of one date: the input of a measure.

    Parameters
    ----------
    as_of : str
        The date; empty for the whole graph.
    papers : ndarray of int64, shape (papers,)
        Row numbers in the graph.
    index : DescentIndex
        Descent among the papers, numbered by position in `papers`.
    month : ndarray of float64, shape (papers,)
        Months from year 0 to the publication, days as fractions; nan if unknown.
    side_step, inherited : ndarray
        By relation row: 1 for a side step; whether chains may continue from its newer end.
    allowed : int or None
        Maximum number of side steps of a chain; None for no limit.
    """

    as_of: str
    papers: NDArray[np.int64]
    index: DescentIndex
    month: NDArray[np.float64]
    side_step: NDArray[np.uint8]
    inherited: NDArray[np.bool_]
    allowed: int | None

    @cached_property
    def unrolled(self) -> Unrolled:
        """Layered graph of the valid chains."""
        return unroll(self.index, self.side_step, self.inherited, self.allowed)


@dataclass(frozen=True, slots=True)
class Setting:
    """A numeric setting of a measure.

    Parameters
    ----------
    meaning : Message
        Description.
    default : float or None
        None if the setting is optional and has no default.
    whole : bool, optional
        Whether it must be an integer.
    """

    meaning: Message
    default: float | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Caveat:
    """A boundary effect that distorts a measure for some papers.

    Parameters
    ----------
    told : str
        Message id, with a placeholder for the names of these papers.
    holds : callable
        Takes a `DescentIndex` and marks these papers.
    """

    told: str
    holds: Callable[[DescentIndex], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: one number per paper.

    Parameters
    ----------
    name : str
        Key in `MEASURES`, also used in message ids.
    cycles : Message
        How the measure treats papers of a cycle: the end of a sentence whose subject they are.
    reference : str
        Defining publication, with DOI.
    scores : callable
        Takes a `Snapshot` and the settings. Returns one number per paper, nan if undefined.
    settings : mapping of str to Setting, optional
        Settings by name.
    caveat : Caveat, optional
        Rankings report it if it concerns a paper of the answer.
    limits_side_steps : bool, optional
        Whether the limit on side steps applies. Other measures use the whole network of descent.
    over_descent : bool, optional
        Whether descent determines the scores.
    whole : bool, optional
        Whether scores are integers although their array, which has nan, is not.
    words : tuple of str, optional
        Alternative names in English and Chinese.
    """

    name: str
    cycles: Message
    reference: str
    scores: Callable[..., NDArray[Any]]
    settings: Mapping[str, Setting] = field(default_factory=dict)
    caveat: Caveat | None = None
    limits_side_steps: bool = False
    over_descent: bool = True
    whole: bool = False
    words: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Measure], tuple[Any, ...]]:
        """Pickle by name, since functions without one cannot be pickled."""
        return _shipped, (self.name,)

    @property
    def title(self) -> Message:
        """Name."""
        return Message(f"measure.{self.name}")

    @property
    def described(self) -> Message:
        """What the measure counts, and in which direction."""
        return Message(f"measure.{self.name}.meaning")

    @property
    def heading(self) -> Sayable:
        """Heading of a column of scores."""
        return Message(f"column.{self.name}")

    @property
    def key(self) -> Words:
        """Key in English, name in Chinese."""
        return Words(self.name, self.title.text("zh"))

    @property
    def noun(self) -> str:
        """English name."""
        return self.title.text()

    @property
    def meaning(self) -> str:
        """English description of what the measure counts, and in which direction."""
        return self.described.text()


@dataclass(frozen=True, slots=True)
class ColumnMeasure(Measure):
    """A measure made of the numbers of a column of the tables.

    Parameters
    ----------
    column : str
        Name of the column.
    """

    column: str = ""

    def __reduce__(self) -> tuple[Callable[..., Measure], tuple[Any, ...]]:
        """Pickle by value, since the numbers are those of some tables."""
        return ColumnMeasure, tuple(getattr(self, one.name) for one in fields(self))

    @property
    def title(self) -> Message:
        """Name."""
        return Message("measure.column", {"column": self.column})

    @property
    def described(self) -> Message:
        """Which numbers these are."""
        told = {"column": self.column}
        if self.over_descent:
            return Message("measure.column_sum", told)
        return Message("measure.column_of", told)

    @property
    def heading(self) -> Sayable:
        """Heading of a column of scores: the name of the column itself."""
        return Words(self.column, self.column)


_PLAIN = Message("cycles.plain")
_ROUNDS = Message("cycles.rounds")
_GATHERS = Caveat(
    "notice.gathers",
    lambda index: (index.parent_counts == 0) & (index.child_counts > 0),
)
_STARTS = Caveat(
    "notice.starts",
    lambda index: index.child_counts == 0,
)
_UNMEASURED = Caveat(
    "notice.unmeasured",
    lambda index: (index.parent_counts == 0) & (index.child_counts > 0),
)
_WINDOW = Setting(Message("setting.disruption_window"), None)


def _citerank(seen: Snapshot, alpha: float, decay: float) -> Floats:
    # Only age differences matter, so that any reference date will do.
    return centrality.citerank(seen.index, -seen.month / MONTHS, alpha=alpha, decay=decay)


def _betweenness(seen: Snapshot, sample: int | None = None, seed: int | None = None) -> Floats:
    if sample is None:
        if seed is not None:
            raise ArgumentError(Message("error.seed_alone"))
        return centrality.betweenness(seen.index)
    if seed is not None and seed < 0:
        raise ArgumentError(Message("error.seed", {"value": str(seed)}))
    drawn = sample if sample < 1 else min(sample, max(len(seen.index), 1))
    return centrality.betweenness(seen.index, sample=drawn, seed=seed or 0)


def _disruption(variant: Variant) -> Callable[..., Floats]:
    def scores(seen: Snapshot, window: float | None = None) -> Floats:
        if window is None:
            return disruption(seen.index, seen.month, variant=variant)
        if not 0 < window < math.inf:
            raise ArgumentError(Message("error.years", {"name": "window", "value": str(window)}))
        # The end of the window is exclusive: slightly less excludes papers from exactly `window`
        # years later.
        months = round(min(window, YEARS) * MONTHS, 6) - LEAST
        return disruption(seen.index, seen.month, window=max(months, LEAST), variant=variant)

    return scores


_EVERY = (
    Measure(
        "in_degree",
        _PLAIN,
        "Freeman 1978, doi:10.1016/0378-8733(78)90021-7",
        lambda seen: seen.index.child_counts,
        words=("in degree", "indegree", "number of children", "入度"),
    ),
    Measure(
        "descendants",
        Message("cycles.descendants"),
        "Cohen 1997, doi:10.1006/jcss.1997.1534",
        lambda seen: seen.unrolled.reachable_counts(older=False),
        limits_side_steps=True,
        words=("number of descendants", "descendants", "后代数量", "后代数", "后代"),
    ),
    Measure(
        "ancestors",
        Message("cycles.among_ancestors"),
        "Cohen 1997, doi:10.1006/jcss.1997.1534",
        lambda seen: seen.unrolled.reachable_counts(older=True),
        limits_side_steps=True,
        words=("number of ancestors", "ancestors", "祖先数量", "祖先数", "祖先"),
    ),
    Measure(
        "generation",
        Message("cycles.generation"),
        "Clough & Evans 2016, doi:10.48550/arXiv.1408.1274",
        lambda seen: centrality.generation(seen.index),
        words=("generation", "代数", "世代"),
    ),
    Measure(
        "pagerank",
        _ROUNDS,
        "Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X",
        lambda seen, alpha: centrality.pagerank(seen.index, alpha=alpha),
        {"alpha": Setting(Message("setting.pagerank_alpha"), 0.85)},
        _GATHERS,
        words=("pagerank", "page rank"),
    ),
    Measure(
        "citerank",
        _ROUNDS,
        "Walker, Xie, Yan & Maslov 2007, doi:10.1088/1742-5468/2007/06/P06010",
        _citerank,
        {
            "alpha": Setting(Message("setting.citerank_alpha"), 0.5),
            "decay": Setting(Message("setting.citerank_decay"), 2.6),
        },
        _STARTS,
        words=("citerank", "cite rank"),
    ),
    Measure(
        "authorities",
        _PLAIN,
        "Kleinberg 1999, doi:10.1145/324133.324140",
        lambda seen: centrality.hits(seen.index)[1],
        words=("hits authority", "authority", "authorities", "权威值", "权威度"),
    ),
    Measure(
        "hubs",
        _PLAIN,
        "Kleinberg 1999, doi:10.1145/324133.324140",
        lambda seen: centrality.hits(seen.index)[0],
        words=("hits hub", "hub score", "hubs", "枢纽值", "枢纽度"),
    ),
    Measure(
        "katz",
        _ROUNDS,
        "Katz 1953, doi:10.1007/BF02289026",
        lambda seen, alpha: centrality.katz(seen.index, alpha=alpha),
        {"alpha": Setting(Message("setting.katz_alpha"), 0.1)},
        words=("katz centrality", "katz", "katz 中心性"),
    ),
    Measure(
        "betweenness",
        _PLAIN,
        "Brandes 2001, doi:10.1080/0022250X.2001.9990249",
        _betweenness,
        {
            "sample": Setting(Message("setting.betweenness_sample"), None, True),
            "seed": Setting(Message("setting.betweenness_seed"), None, True),
        },
        words=("betweenness centrality", "betweenness", "中介中心性", "介数中心性", "介数"),
    ),
    Measure(
        "closeness",
        _PLAIN,
        "Wasserman & Faust 1994, doi:10.1017/CBO9780511815478",
        lambda seen: centrality.closeness(seen.index),
        words=("closeness centrality", "closeness", "接近中心性", "紧密中心性"),
    ),
    Measure(
        "disruption",
        _PLAIN,
        "Funk & Owen-Smith 2017, doi:10.1287/mnsc.2015.2366",
        _disruption("cd"),
        {"window": _WINDOW},
        _UNMEASURED,
        words=(
            "disruption",
            "disruption index",
            "disruptive",
            "cd index",
            "颠覆性指数",
            "颠覆性",
            "颠覆指数",
        ),
    ),
    Measure(
        "disruption_di5",
        _PLAIN,
        "Bornmann, Devarakonda, Tekles & Chacko 2020, doi:10.1162/qss_a_00068",
        _disruption("di5"),
        {"window": _WINDOW},
        _UNMEASURED,
    ),
    Measure(
        "disruption_nok",
        _PLAIN,
        "Bornmann, Devarakonda, Tekles & Chacko 2020, doi:10.1162/qss_a_00068",
        _disruption("cd_nok"),
        {"window": _WINDOW},
        _UNMEASURED,
    ),
    Measure(
        "disruption_mcd",
        _PLAIN,
        "Funk & Owen-Smith 2017, doi:10.1287/mnsc.2015.2366",
        _disruption("mcd"),
        {"window": _WINDOW},
        _UNMEASURED,
    ),
)
MEASURES: Mapping[str, Measure] = MappingProxyType({one.name: one for one in _EVERY})
"""All measures by name, in display order."""


def _squeezed(word: str) -> str:
    return re.sub("[ _-]", "", word.casefold())


_CALLED = {_squeezed(word): name for name, one in MEASURES.items() for word in (name, *one.words)}


def measure_called(word: str) -> str | None:
    """Look up a measure by an English or Chinese name.

    Parameters
    ----------
    word : str
        The name; blanks, hyphens and underscores are ignored.

    Returns
    -------
    str or None
        Key in `MEASURES`; None if unknown.

    Examples
    --------
    >>> measure_called("中介中心性"), measure_called("In-degree"), measure_called("fame")
    ('betweenness', 'in_degree', None)
    """
    return _CALLED.get(_squeezed(word))


def measures_named(tables: IndexedTables, by: str | Iterable[str]) -> dict[str, Measure]:
    """Resolve names of measures.

    Parameters
    ----------
    tables : IndexedTables
        Its columns are measures too.
    by : str or iterable of str
        Names in English or Chinese, or ``column:`` and the name of a column; a single string may
        hold several, separated by commas.

    Returns
    -------
    dict of str to Measure
        By name, in the order given.

    Raises
    ------
    ArgumentError
        If a name or a column is unknown, or none is given.

    Examples
    --------
    >>> import llmgraph
    >>> list(measures_named(llmgraph.load().tables, "in-degree, 后代, column:year"))
    ['in_degree', 'descendants', 'column:year']
    """
    measures = [_measure_named(tables, one.strip()) for one in separated(by)]
    if not measures:
        raise ArgumentError(Message("error.no_measure", {"names": (*MEASURES, COLUMN_NAME)}))
    return {one.name: one for one in measures}


def _measure_named(tables: IndexedTables, name: str) -> Measure:
    if name.startswith(COLUMN):
        return _column_measure(tables, name.removeprefix(COLUMN).strip())
    if (known := measure_called(name)) is not None:
        return MEASURES[known]
    if name in _own_columns(tables):
        told_near: dict[str, Value] = {"name": repr(name), "nearest": COLUMN + name}
        raise ArgumentError(Message("error.measure_column", told_near))
    told: dict[str, Value] = {"name": repr(name[:40]), "names": (*MEASURES, COLUMN_NAME)}
    raise ArgumentError(Message("error.measure", told))


def _column_measure(tables: IndexedTables, column: str) -> ColumnMeasure:
    """Make a measure of a column of the papers or, if they lack it, of the relations."""
    of_papers = column in tables.papers.columns
    table = tables.papers if of_papers else tables.relations
    if column not in table.columns:
        raise ArgumentError(_no_column(tables, column))
    numbers = _numbers(table.columns[column])
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        raise ArgumentError(_no_column(tables, column))
    return ColumnMeasure(
        COLUMN + column,
        _PLAIN,
        "",
        partial(_of_papers if of_papers else _of_relations, numbers),
        over_descent=not of_papers,
        whole=bool(((known == np.trunc(known)) & (np.abs(known) < EXACT / numbers.size)).all()),
        column=column,
    )


def _of_papers(numbers: Floats, seen: Snapshot) -> Floats:
    return numbers[seen.papers]


def _of_relations(numbers: Floats, seen: Snapshot) -> Floats:
    return _sums(seen.index, numbers)


def _shipped(name: str) -> Measure:
    return MEASURES[name]


def _own_columns(tables: IndexedTables) -> dict[str, Sequence[str]]:
    """The user-defined columns of both tables."""
    return {
        **own_columns("papers", tables.papers),
        **own_columns("relations", tables.relations),
    }


def _sums(index: DescentIndex, numbers: Floats) -> Floats:
    """Sum up the numbers of the rows of descent to the children of each paper."""
    addends = numbers[index.child_rows]
    # Sorted, so that rounding does not depend on the order of the rows.
    order = np.lexsort((addends, index.tails))
    sums = np.bincount(index.tails[order], addends[order], len(index))
    return index.by_paper(np.where(np.isinf(sums), np.nan, sums), older=False)


def _numbers(cells: Iterable[str]) -> Floats:
    """Read the cells of a column; nan where there is no finite number."""
    return np.fromiter(map(_number, cells), np.float64)


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _no_column(tables: IndexedTables, column: str) -> Message:
    own = _own_columns(tables).items()
    names = [name for name, cells in own if not np.isnan(_numbers(cells)).all()]
    told: dict[str, Value] = {
        "name": repr(shown(column)),
        "names": tuple(map(shown, names)) or Message("said.none"),
    }
    if column in {*tables.papers.columns, *tables.relations.columns}:
        return Message("error.no_numbers", told)
    near = get_close_matches(column, names, 1)
    if near:
        return Message("error.column_near", {**told, "nearest": COLUMN + shown(near[0])})
    return Message("error.column", told)


def settings_of(
    measures: Iterable[Measure], given: Mapping[str, float | None]
) -> dict[str, dict[str, float]]:
    """Assign settings to the measures that accept them.

    Parameters
    ----------
    measures : iterable of Measure
    given : mapping of str to float or None
        Settings by name; None keeps the default.

    Returns
    -------
    dict of str to dict
        Settings of each measure, without those that have no value.

    Raises
    ------
    ArgumentError
        If no measure accepts a setting, if it means different things for several measures, or if
        its value is not a number.

    Examples
    --------
    >>> settings_of([MEASURES["pagerank"], MEASURES["descendants"]], {"alpha": 0.5})
    {'pagerank': {'alpha': 0.5}, 'descendants': {}}
    """
    own = {one.name: one.settings for one in measures}
    chosen = {setting: value for setting, value in given.items() if value is not None}
    for setting, number in chosen.items():
        meant = {name: known[setting] for name, known in own.items() if setting in known}
        if not meant:
            raise ArgumentError(_no_setting(setting, own))
        first, *others = meant.values()
        if any(other is not first for other in others):
            meanings = tuple(
                Message("said.meaning", {"name": name, "meaning": one.meaning})
                for name, one in meant.items()
            )
            told: dict[str, Value] = {"setting": setting, "meanings": meanings}
            raise ArgumentError(Message("error.meanings", told))
        if isinstance(number, bool) or not isinstance(number, WHOLE if first.whole else ANY):
            asked: dict[str, Value] = {"name": setting, "value": repr(number)}
            raise ArgumentError(
                Message("error.whole_number", asked)
                if first.whole
                else Message("error.number", asked)
            )
    defaults = {
        name: {setting: one.default for setting, one in known.items() if one.default is not None}
        for name, known in own.items()
    }
    return {
        name: defaults[name] | {one: chosen[one] for one in known if one in chosen}
        for name, known in own.items()
    }


def _no_setting(setting: str, own: Mapping[str, Mapping[str, Setting]]) -> Message:
    takers = tuple(name for name, measure in MEASURES.items() if setting in measure.settings)
    known = tuple(
        Message("said.takes", {"name": name, "settings": tuple(taken)})
        if taken
        else Message("said.takes_none", {"name": name})
        for name, taken in own.items()
    )
    told: dict[str, Value] = {"setting": repr(setting), "known": known, "takers": takers}
    return Message("error.setting_of_others", told) if takers else Message("error.setting", told)
