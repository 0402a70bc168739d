"""Reading paths: papers to read before another one, in topological order."""

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

    from ..drawing.selection import DrawPriority
    from ..engine import DescentIndex
    from ..language.messages import Language, Sayable, Value
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Paper

# Probability that a reader continues: Chen et al. argue for two papers per reader on average.
ON = 0.5
# An extension depends more on what it extends than on a tool that it uses.
TRANSITIVE, OTHER = 2, 1
# Maximum number of papers that a note names; the result holds all.
MAX_NAMED = 10
# Maximum number of authors that the text names; the row holds all.
AUTHORS = 3


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """One paper of a reading path.

    Parameters
    ----------
    paper : str
        Id.
    chance : float
        Probability that a random reader who starts at the target comes across it; 1 for the
        target.
    rows : tuple of int
        Row numbers of the relations by which later papers of the path build on it, the paper with
        the highest chance first; empty for the target only.
    builds_on : tuple of str
        Ids of its parents that are known or come earlier in the path.
    """

    paper: str
    chance: float
    rows: tuple[int, ...]
    builds_on: tuple[str, ...]


@dataclass(frozen=True, repr=False, eq=False)
class ReadingPath(LimitedResult):
    """Papers to read before another one, in topological order.

    Iterates in reading order; the target comes last.

    Parameters
    ----------
    target : str
        Id of the paper to understand.
    known : tuple of str
        Ids of the papers that the reader knows, in the order given.
    steps : tuple of ReadingStep
        One per paper, in reading order.
    left_out : tuple of str
        Ids of the other candidates, highest chance first.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    beyond : int
        Number of further papers that the answer would have without a limit on side steps.
    """

    target: str
    known: tuple[str, ...]
    steps: tuple[ReadingStep, ...]
    left_out: tuple[str, ...]

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("step", "date", "name", "why", "builds_on", "chance", "link")

    def _repr_body(self) -> str:
        left = f", {len(self.left_out)} left out" if self.left_out else ""
        known = Message("list.plain", {"of": some_of(self.known, MAX_NAMED)}).text()
        knowing = f" knowing {known}" if self.known else ""
        return f"{self.target!r}{knowing}: {counted(len(self), 'paper')}{left}"

    def title(self) -> Message:
        """Return a short title of the result."""
        name = {"name": self.tables.name(self.target)}
        if not self.known:
            return Message("title.reading", name)
        known = some_of(self.known, MAX_NAMED, self.tables.name)
        return Message("title.reading_knowing", {**name, "known": known})

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the target and the known papers."""
        return (self.target, *self.known)

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: the known papers, then the path."""
        return (*self.known, *self.ids)

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw by the chance that a reader of the target comes to them."""
        from ..drawing.selection import DrawPriority

        ranked = sorted(self.steps, key=lambda step: -step.chance)
        name = {"name": self.tables.name(self.target)}
        return DrawPriority(tuple(step.paper for step in ranked), Message("first.likeliest", name))

    def number_of(self) -> Mapping[str, int]:
        """Number the papers in reading order; known papers have no number."""
        return {one: place for place, one in enumerate(self.ids, start=1)}

    def _own_rows(self) -> Sequence[int]:
        return self.tables.rows_among(self.shown_ids(), self.relation_types)

    def _notes(self) -> list[str | Sayable]:
        if not self.left_out:
            return super()._notes()
        left_out: dict[str, Value] = {
            "count": len(self.left_out),
            "name": self.tables.name(self.target),
            "names": some_of(self.left_out, MAX_NAMED, self.tables.name),
        }
        return [*super()._notes(), Message("note.left_out", left_out)]

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per paper; ``why`` lists the relations to later papers.

        Returns
        -------
        list of dict
            ``evidence`` has a text for each relation in ``why``, in the same order: the note,
            with its source in brackets.
        """
        from ..model.identifiers import link_of

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
        """Whether to show a table rather than prose."""
        return not self.steps

    def to_prose(self, lang: Language = "en") -> Prose:
        """Write every paper as a list item, with its link and its reasons below it."""
        points = tuple(self._point(step, lang) for step in self.steps)
        return Prose((), points, numbered=True)

    def _point(self, step: ReadingStep, lang: Language) -> tuple[str, tuple[str, ...]]:
        tables, paper = self.tables, self.tables.paper(step.paper)
        reasons = (tables.evidenced(tables.relation(row), lang) for row in step.rows)
        told = Message("prose.titled", {"name": tables.label(step.paper), "title": paper.title})
        return told.text(lang), tuple(filter(None, (_source(paper, lang), *reasons)))


def _source(paper: Paper, lang: Language) -> str:
    """Return the authors and the link of a paper."""
    from ..model.identifiers import link_of

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
    """Choose papers to read before a paper, in an order that builds up to it.

    Candidates are the ancestors of the target, without the known papers, the ancestors of these,
    and papers reached through them only. The *chance* of a candidate is the probability that a
    random reader comes across it. The reader starts at the target, continues at every paper with
    probability one half, and then follows one of its parents. A parent that the paper extends or
    that enabled it (a `transitive` relation) is twice as likely as one that it only uses. The path
    grows from the target: of all parents of papers in the path, the one with the highest chance is
    added next, up to `budget`. Therefore a later paper builds on every paper of the path, and a
    larger budget only adds papers.

    Parameters
    ----------
    target : str
        The paper to understand, by any of its names; it comes last.
    known : str or iterable of str, optional
        Papers that the reader knows, by any of their names.
    budget : int, optional
        Maximum number of papers, including the target.
    relations, side_steps : optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers of a cycle share one chance and are sorted by date; or as for `keystones`.

    Returns
    -------
    ReadingPath
        In topological order, also with respect to papers that are left out; ties by date, then
        id.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper or several papers have one of the names.
    ArgumentError
        If the target is known, `budget` is below 1, or a relation, `side_steps` or `cycles` is
        invalid.

    References
    ----------
    The chance is a personalised PageRank from the target (Page et al. 1999, The PageRank citation
    ranking), with the damping factor of one half that Chen et al. 2007 use for readers of papers,
    doi:10.1016/j.joi.2006.06.001. A similar measure without damping: Martinelli & Nomaler 2014,
    doi:10.1007/s00191-014-0349-5.

    Examples
    --------
    A reader who knows b also knows a; of c and d, only one fits into the budget:

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
    odd = _odd_notice(tables, end, knows, led, bool(understood[end]), len(cutout.places) - 1)
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


def _odd_notice(
    tables: IndexedTables,
    end: int,
    knows: Sequence[int],
    led: NDArray[np.bool_],
    understood: bool,
    candidates: int,
) -> Message | None:
    """Note on known papers without effect, or a target without candidates."""
    name, ids = tables.name(tables.ids[end]), tables.ids_of
    if understood:
        return Message("notice.understood", {"name": name})
    if led.sum() == 1:
        return Message("notice.no_parent", {"name": name})
    if candidates == 0:
        return Message("notice.all_known", {"name": name})
    aside = ids(paper for paper in knows if not led[paper])
    if not aside:
        return None
    names = some_of(aside, MAX_NAMED, tables.name)
    return Message("notice.not_descended", {"newer": name, "older": names})


class _Cutout:
    """The candidates and the target, by place in the index."""

    def __init__(
        self, tables: IndexedTables, index: DescentIndex, wanted: NDArray[np.bool_], end: int
    ) -> None:
        self.tables, self.index, self.end = tables, index, int(index.place[end])
        self.inside = self._led_to(wanted[index.paper])
        self.places: list[int] = np.flatnonzero(self.inside).tolist()
        # The topological order must include all ancestors, not only the candidates.
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
        """Sort key for the choice of papers: highest chance, then oldest."""
        return -self.chance[self.component[place]], self.age[place]

    def parents(self, place: int) -> set[int]:
        """Return the parents of a paper, in the cutout or not."""
        starts = self.index.parent_starts
        return set(self.index.parents[starts[place] : starts[place + 1]].tolist())

    def _led_to(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the target and the wanted ancestors that it reaches through wanted papers."""
        led = np.zeros(len(self.index), dtype=bool)
        led[self.end], waiting = True, [self.end]
        while waiting:
            for older in self.parents(waiting.pop()):
                if wanted[older] and not led[older]:
                    led[older] = True
                    waiting.append(older)
        return led

    def _chances(self) -> dict[int, float]:
        """Compute the chance of the papers of each component."""
        # `math.fsum` makes the sums, and so the choice, independent of the order of the rows.
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
        """Return the parents of a component outside of it, with their weights."""
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
        """Grow the path from the target until the budget is used up, and return its places."""
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
        """Sort all ancestors topologically, ties by date; the target comes last."""
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
        """Iterate over the steps of a path."""
        index, path = self.index, set(order)
        for number, place in enumerate(order):
            span = slice(index.child_starts[place], index.child_starts[place + 1])
            children = index.children[span].tolist()
            rows = zip(children, index.child_rows[span].tolist(), strict=True)
            rank = self.tables.row_rank
            reasons = sorted(
                (*self.preference(child), rank[row], row) for child, row in rows if child in path
            )
            before = [one for one in order[:number] if one in self.parents(place)]
            base = sorted(known & self.parents(place), key=lambda one: self.ids([one]))
            yield ReadingStep(
                self.ids([place])[0],
                self.chance[self.component[place]],
                rows=tuple(row for *_, row in reasons),
                builds_on=self.ids([*base, *before]),
            )
