"""Reading paths: what to read before a paper, in an order that builds up to it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

import numpy as np

from ..engine import NOT_REACHED
from ..errors import ArgumentError
from ..language.messages import Message, listing, sentences, some_of
from ..language.wording import counted
from ..model.descent import Cycles, SideSteps, descent
from ..results.base import LimitedResult, names_of, paper_row, reads
from ..results.document import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex
    from ..language.messages import Language, Sayable, Value
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Paper

# The chance that a reader goes on: Chen et al. argue that readers see two papers on average.
ON = 0.5
# Who reads an extension needs what it extends more than a tool that it uses.
TRANSITIVE, OTHER = 2, 1
# How many papers a note names; the result holds all.
MAX_NAMED = 10
# How many authors of a paper the text names; its row holds all.
AUTHORS = 3


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """One paper of a reading path.

    Parameters
    ----------
    paper : str
        Its id.
    chance : float
        The chance that a reader who starts at the target and follows what papers build on comes
        across it; 1 for the target.
    rows : tuple of int
        Why it is here: row numbers of the relations by which later papers of the path build on
        it, the paper with the highest chance first; empty for the target only.
    builds_on : tuple of str
        Ids of the papers that it builds on in one step and that stand before it or are known.
    """

    paper: str
    chance: float
    rows: tuple[int, ...]
    builds_on: tuple[str, ...]


@dataclass(frozen=True, repr=False, eq=False)
class ReadingPath(LimitedResult):
    """Papers to read before another, in an order that never puts one before what it builds on.

    Iteration goes in the order of reading; the target comes last.

    Parameters
    ----------
    target : str
        Id of the paper to understand.
    known : tuple of str
        Ids of the papers that the reader knows, as they were named.
    steps : tuple of ReadingStep
        One per paper, in the order of reading.
    left_out : tuple of str
        Ids of the other papers that the target builds on and the reader does not know, the
        highest chance first.
    notices : Sentences
        What the reader must know of this answer; usually empty.
    descent : Descent
        The descent that the answer was computed on.
    beyond : int
        How many more papers the answer would have if chains of any number of side steps counted.
    """

    target: str
    known: tuple[str, ...]
    steps: tuple[ReadingStep, ...]
    left_out: tuple[str, ...]

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        return ("step", "date", "name", "why", "builds_on", "chance", "link")

    def _repr_body(self) -> str:
        left = f", {len(self.left_out)} left out" if self.left_out else ""
        known = f" knowing {', '.join(self.known)}" if self.known else ""
        return f"{self.target!r}{known}: {counted(len(self), 'paper')}{left}"

    def title(self) -> Message:
        """Say in a few words what the result is."""
        name = {"name": self.tables.paper(self.target).name}
        if not self.known:
            return Message("title.reading", name)
        known = tuple(self.tables.paper(one).name for one in self.known)
        return Message("title.reading_knowing", {**name, "known": known})

    def asked_ids(self) -> tuple[str, ...]:
        """Ids of the papers that were asked about: the target, and what is known."""
        return (self.target, *self.known)

    def shown_ids(self) -> tuple[str, ...]:
        """Ids of the papers to draw: the path, and what is known."""
        return (*self.known, *self.ids)

    def number_of(self) -> Mapping[str, int]:
        """Number the papers in the order of reading; what is known has no number."""
        return {one: place for place, one in enumerate(self.ids, start=1)}

    def _own_rows(self) -> Sequence[int]:
        return self.tables.rows_among(self.shown_ids(), self.relation_types)

    def _notes(self) -> list[str | Sayable]:
        if not self.left_out:
            return super()._notes()
        names = [self.tables.paper(one).name for one in self.left_out]
        left_out: dict[str, Value] = {
            "count": len(names),
            "name": self.tables.paper(self.target).name,
            "names": some_of(names, MAX_NAMED),
        }
        return [*super()._notes(), Message("note.left_out", left_out)]

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Give one dictionary per paper; ``why`` tells what makes it part of the path.

        Returns
        -------
        list of dict
            ``evidence`` has a text for each reason of ``why``, in the same order: the note, and
            in brackets where it stands.
        """
        from ..model.links import link_of

        tables, rows = self.tables, list[dict[str, Any]]()
        for place, step in enumerate(self.steps, start=1):
            paper, reasons = tables.paper(step.paper), [*map(tables.relation, step.rows)]
            rows.append(
                {
                    "step": place,
                    **paper_row(tables, step.paper, lang),
                    "authors": list(paper.authors),
                    "link": link_of(paper),
                    "why": reads(tables, step.rows, lang),
                    "evidence": [relation.grounds.text(lang) for relation in reasons],
                    "builds_on": names_of(tables, step.builds_on, lang),
                    "chance": round(step.chance, 4),
                }
            )
        return rows

    @property
    def table_first(self) -> bool:
        """Whether a table shows the answer better than prose does."""
        return not self.steps

    def to_prose(self, lang: Language = "en") -> Prose:
        """Tell every paper as a point, and below it where to find it and why it is there."""
        points = tuple(self._point(step, lang) for step in self.steps)
        return Prose((), points, numbered=True)

    def _point(self, step: ReadingStep, lang: Language) -> tuple[str, tuple[str, ...]]:
        tables, paper = self.tables, self.tables.paper(step.paper)
        reasons = (tables.evidenced(tables.relation(row), lang) for row in step.rows)
        told = Message("prose.titled", {"name": tables.label(step.paper), "title": paper.title})
        return told.text(lang), tuple(filter(None, (_source(paper, lang), *reasons)))


def _source(paper: Paper, lang: Language) -> str:
    """Who wrote a paper, and its link."""
    from ..model.links import link_of

    named = tuple(author for author in paper.authors if author != "et al.")
    more = paper.authors[AUTHORS:] or len(named) < len(paper.authors)
    told = Message("prose.authors_more" if more else "prose.names", {"names": named[:AUTHORS]})
    return listing([*filter(None, (told.text(lang), link_of(paper)))], lang, "clause")


def reading_path(
    tables: IndexedTables,
    target: str,
    known: str | Iterable[str] = (),
    budget: int = 8,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> ReadingPath:
    """Choose what to read to understand a paper, in an order that builds up to it.

    Candidates are the ancestors of the target, without the papers that the reader knows and
    what those build on: who knows a paper is taken to know its ancestors, and what only those lead
    to. Each has the *chance* that a reader comes across it who starts at the target, goes on with
    a chance of one half at every paper, and then follows one of the papers that it builds on:
    twice as likely one that it extends or that enabled it (a `transitive` relation) than one that
    it only uses. The path grows from the target: of all papers that one of the path builds on in
    one step, the one with the highest chance comes next, until the budget is spent. So every paper
    is there because a later one builds on it, and a larger budget only adds papers.

    Parameters
    ----------
    target : str
        The paper to understand, by any of its names; it comes last.
    known : str or iterable of str, optional
        Papers that the reader knows, by any of their names.
    budget : int, optional
        At most so many papers, the target among them.
    relations, side_steps : optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers that descend from each other share one chance and come by date; or as for
        `keystones`.

    Returns
    -------
    ReadingPath
        In the order of reading: never a paper before one that it descends from, over whatever
        papers; among those that may come next the oldest, ties by id.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper, or several, have one of the names.
    ArgumentError
        If the target is known, `budget` is below 1, or a relation, `side_steps` or `cycles`
        cannot be used.

    References
    ----------
    The chance is the PageRank of a reader who starts at the target (Page et al. 1999, The PageRank
    citation ranking), with the factor one half that Chen et al. 2007 take for readers of papers,
    doi:10.1016/j.joi.2006.06.001. A similar measure, without readers who stop: Martinelli &
    Nomaler 2014, doi:10.1007/s00191-014-0349-5.

    Examples
    --------
    Who knows b knows a; of c and d only one fits into the budget:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcde"],
    ...     [("b", "extends", "a"), ("c", "extends", "a"), ("e", "uses", "b"), ("e", "uses", "c"),
    ...      ("d", "enables", "e")])
    >>> graph.reading_path("e", known="b", budget=2)
    ReadingPath('e' knowing b: 2 papers, 1 left out)
    >>> graph.reading_path("e", known="b").ids
    ('c', 'd', 'e')
    >>> graph.reading_path("e").ids
    ('a', 'b', 'c', 'd', 'e')
    """
    if budget < 1:
        raise ArgumentError(Message("error.budget", {"value": str(budget)}))
    end = tables.find(target)
    names = [known] if isinstance(known, str) else known
    knows = list(dict.fromkeys(tables.find(name) for name in names))
    if end in knows:
        raise ArgumentError(Message("error.known_target", {"id": tables.ids[end]}))
    told = "cycles.reading"
    whole = descent(tables, relations, cycles, side_steps, cycle_note=told)
    index = whole.only(whole.carries).index
    reach = whole.reach(end, older=True)
    led = whole.counts(reach.side_steps)
    understood = whole.side_steps_left(knows) > NOT_REACHED
    cutout = _Cutout(tables, index, led & ~understood, end)
    path = cutout.grown(budget)
    order = [place for place in cutout.in_order() if place in path]
    left = sorted(set(cutout.places) - path, key=cutout.preference)
    base = {int(index.place[paper]) for paper in knows}
    known_by_any = replace(whole, allowed=None).side_steps_left(knows) > NOT_REACHED
    odd = _repr_body(tables, end, knows, led, bool(understood[end]), len(cutout.places) - 1)
    return ReadingPath(
        tables,
        cutout.ids(order),
        descent=whole,
        target=tables.ids[end],
        known=tables.ids_of(knows),
        steps=tuple(cutout.steps(order, base)),
        left_out=cutout.ids(left),
        notices=sentences(whole.notices, odd),
        beyond=int(np.count_nonzero((reach.side_steps > NOT_REACHED) & ~led & ~known_by_any)),
    )


def _repr_body(
    tables: IndexedTables,
    end: int,
    knows: Sequence[int],
    led: NDArray[np.bool_],
    understood: bool,
    candidates: int,
) -> Message | None:
    """What is odd about the known papers, or about the target."""
    name, ids = tables.paper(tables.ids[end]).name, tables.ids_of
    if understood:
        return Message("notice.understood", {"name": name})
    if led.sum() == 1:
        return Message("notice.no_parent", {"name": name})
    if candidates == 0:
        return Message("notice.all_known", {"name": name})
    aside = ids(paper for paper in knows if not led[paper])
    if not aside:
        return None
    names = tuple(tables.paper(one).name for one in aside)
    return Message("notice.not_descended", {"newer": name, "older": names})


class _Cutout:
    """The papers between what is known and the target, by their places in the index."""

    def __init__(
        self, tables: IndexedTables, index: DescentIndex, wanted: NDArray[np.bool_], end: int
    ) -> None:
        self.tables, self.index, self.end = tables, index, int(index.place[end])
        self.inside = self._led_to(wanted[index.paper])
        self.places: list[int] = np.flatnonzero(self.inside).tolist()
        # Descent runs over whatever papers, so that all have their place in the order.
        above = index.steps(end, older=True)[index.paper] > NOT_REACHED
        self.above: list[int] = np.flatnonzero(above).tolist()
        by_date = tables.by_date(index.paper[self.above].tolist())
        self.age = {int(index.place[paper]): number for number, paper in enumerate(by_date)}
        self.component: list[int] = index.component.tolist()
        self.transitive = [kind.transitive for kind in tables.vocabulary.values()]
        self.chance = self._chances()

    def ids(self, places: Iterable[int]) -> tuple[str, ...]:
        return self.tables.ids_of(self.index.paper[list(places)].tolist())

    def preference(self, place: int) -> tuple[float, int]:
        """What comes first when papers are chosen."""
        return -self.chance[self.component[place]], self.age[place]

    def parents(self, place: int) -> set[int]:
        """The papers, in the cutout or not, that one builds on in one step."""
        starts = self.index.parent_starts
        return set(self.index.parents[starts[place] : starts[place + 1]].tolist())

    def _led_to(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the target and what it leads to, by place; not what only known papers lead to."""
        led = np.zeros(len(self.index), dtype=bool)
        led[self.end], waiting = True, [self.end]
        while waiting:
            for older in self.parents(waiting.pop()):
                if wanted[older] and not led[older]:
                    led[older] = True
                    waiting.append(older)
        return led

    def _chances(self) -> dict[int, float]:
        """For each component the chance that a reader comes across its papers."""
        # Sums that do not depend on the order of their parts: the same rows, the same choice.
        parts: dict[int, list[float]] = {self.component[self.end]: [1.0]}
        members: dict[int, list[int]] = {}
        for place in self.places:
            members.setdefault(self.component[place], []).append(place)
        chance: dict[int, float] = {}
        for component in sorted(members, reverse=True):
            chance[component] = math.fsum(parts[component])
            weights = self._weights(members[component])
            for older, weight in weights.items():
                part = ON * chance[component] * weight / sum(weights.values())
                parts.setdefault(self.component[older], []).append(part)
        return chance

    def _weights(self, places: Sequence[int]) -> dict[int, int]:
        """What the papers of one component build on outside of it, and how much."""
        index, weights = self.index, dict[int, int]()
        for place in places:
            span = slice(index.parent_starts[place], index.parent_starts[place + 1])
            codes = self.tables.codes[index.parent_rows[span]].tolist()
            for older, code in zip(index.parents[span].tolist(), codes, strict=True):
                if self.component[older] != self.component[place]:
                    weight = TRANSITIVE if self.transitive[code] else OTHER
                    weights[older] = max(weights.get(older, 0), weight)
        return weights

    def grown(self, budget: int) -> set[int]:
        """The places of the path: the target, and what it grows by until the budget is spent."""
        path: set[int] = set()
        seen, waiting = {self.end}, [(*self.preference(self.end), self.end)]
        while waiting and len(path) < budget:
            *_, place = heappop(waiting)
            path.add(place)
            for older in self.parents(place) - seen:
                if self.inside[older]:
                    seen.add(older)
                    heappush(waiting, (*self.preference(older), older))
        return path

    def in_order(self) -> list[int]:
        """All above in the order of reading: along descent, then by date, the target last."""
        waits = dict.fromkeys((self.component[place] for place in self.above), 0)
        follow: dict[int, list[int]] = {component: [] for component in waits}
        members: dict[int, list[int]] = {component: [] for component in waits}
        for place in self.above:
            component = self.component[place]
            members[component].append(place)
            for older in self.parents(place):
                if self.component[older] != component:
                    follow[self.component[older]].append(component)
                    waits[component] += 1
        for group in members.values():
            group.sort(key=lambda place: (place == self.end, self.age[place]))
        free = [(self.age[members[one][0]], one) for one, count in waits.items() if not count]
        heapify(free)
        order: list[int] = []
        while free:
            _, component = heappop(free)
            order += members[component]
            for newer in follow[component]:
                waits[newer] -= 1
                if not waits[newer]:
                    heappush(free, (self.age[members[newer][0]], newer))
        return order

    def steps(self, order: Sequence[int], known: set[int]) -> Iterator[ReadingStep]:
        """Each place of a path with its reasons."""
        index, path = self.index, set(order)
        for number, place in enumerate(order):
            span = slice(index.child_starts[place], index.child_starts[place + 1])
            children = index.children[span].tolist()
            rows = zip(children, index.child_rows[span].tolist(), strict=True)
            reasons = sorted((*self.preference(child), row) for child, row in rows if child in path)
            before = [one for one in order[:number] if one in self.parents(place)]
            base = sorted(known & self.parents(place), key=lambda one: self.ids([one]))
            yield ReadingStep(
                self.ids([place])[0],
                self.chance[self.component[place]],
                rows=tuple(row for *_, row in reasons),
                builds_on=self.ids([*base, *before]),
            )
