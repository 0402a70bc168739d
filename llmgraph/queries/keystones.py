"""Keystones (dominators of descent) and minimum cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..drawing.emphasis import Emphasis
from ..engine.dominators import (
    NO_WAY,
    cut_counts,
    disjoint_chains,
    immediate_dominators,
    reverse_postorder,
)
from ..language.messages import Advice, Message, sentences
from ..language.wording import counted
from ..model.descent import Cycles, descent
from ..results.base import DescentResult, names_of, paper_row
from ..results.document import Prose
from .chain import Chain, chain_of, chain_point, find_two, older_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from ..drawing.selection import DrawPriority
    from ..engine import DescentIndex
    from ..language.messages import Language, Sayable, Value
    from ..model.indexed_tables import IndexedTables

# Maximum number of cut papers that a row names.
MAX_NAMED = 8


@dataclass(frozen=True, repr=False, eq=False)
class Keystones(DescentResult):
    """Papers that every chain to some others passes through.

    Sorted by number of papers cut, descending; with `to`, by date.

    Parameters
    ----------
    origin : str
        Id of the ancestor at which the chains start; empty for all roots of the graph.
    to : str
        Id of the paper at which they end; empty for all papers.
    counts : tuple of int
        Number of papers that each keystone cuts from the origin, or from all roots.
    passed : mapping of str to str
        Immediate dominator of each reachable paper; empty if there is none.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    origin: str
    to: str
    counts: tuple[int, ...]
    passed: Mapping[str, str]

    runs_through_hidden: ClassVar[bool] = True

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("date", "name", "cuts", "cut_off")

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """Columns of the table that a notebook shows."""
        return self.display_columns

    @property
    def bar_columns(self) -> tuple[str, ...]:
        """Columns with a bar in that table."""
        return ("cuts",)

    def _repr_body(self) -> str:
        told = f"{self.origin or 'all roots'!r}"
        told += f" to {self.to!r}" if self.to else ""
        told += f": {counted(len(self), 'keystone')}"
        return told + (f", {self.ids[0]!r} cuts {self.counts[0]}" if self.ids else "")

    def title(self) -> Message:
        """Return a short title of the result."""
        name, roots = self.tables.name, Message("keystones.roots")
        start: Value = name(self.origin) if self.origin else roots
        if self.to:
            return Message("title.keystones_to", {"start": start, "end": name(self.to)})
        return Message("title.keystones", {"start": start})

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return tuple(filter(None, (self.origin, self.to)))

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: those of the query, then the answer."""
        return (*self.asked_ids(), *self.ids)

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw by the number of papers that they cut off."""
        from ..drawing.selection import DrawPriority

        counts = dict(zip(self.ids, self.counts, strict=True))
        ranked = sorted(self.ids, key=lambda one: -counts[one])
        return DrawPriority((*self.asked_ids(), *ranked), Message("first.most_cut"))

    def emphasis(self) -> Emphasis:
        """Return how many papers each keystone cuts off."""
        scores = dict(zip(self.ids, self.counts, strict=True))
        return Emphasis(scores=scores, score_name=Message("column.cuts"))

    def cut_by(self, name: str) -> tuple[str, ...]:
        """Return the papers that the removal of one paper cuts from the origin or all roots.

        Parameters
        ----------
        name : str
            The paper, by any of its names; it need not be part of the answer.

        Returns
        -------
        tuple of str
            Ids, oldest first; empty if it cuts no paper.

        Raises
        ------
        PaperNotFoundError, AmbiguousNameError
            If no paper or several papers have the name.
        """
        keystone = self.tables.ids[self.tables.find(name)]
        return tuple(one for one in self.passed if keystone in self._all_passed(one))

    def _all_passed(self, one: str) -> Iterator[str]:
        """Iterate over the dominators of a paper, nearest first."""
        while one := self.passed[one]:
            yield one

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per keystone; ``cut_off`` names some of the papers it cuts."""
        tables = self.tables
        cut: dict[str, list[str]] = {one: [] for one in self.ids}
        for one in self.passed:
            for keystone in self._all_passed(one):
                if len(cut.get(keystone, ())) < MAX_NAMED and keystone in cut:
                    cut[keystone].append(one)
        return [
            {
                **paper_row(tables, one, lang),
                "cuts": count,
                "cut_off": names_of(tables, cut[one], lang, more=count > MAX_NAMED),
            }
            for one, count in zip(self.ids, self.counts, strict=True)
        ]


@dataclass(frozen=True, repr=False, eq=False)
class Cut(DescentResult):
    """A minimum cut between an ancestor and a descendant, with a maximum set of disjoint chains.

    Parameters
    ----------
    older, newer : str
        Ids of the two papers.
    chains : tuple of Chain
        A maximum set of chains that share only their ends: as many as papers in the cut, and one
        more if a relation joins the two papers directly.
    direct : bool
        Whether a relation joins the two papers directly; no paper cuts that chain.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    older: str
    newer: str
    chains: tuple[Chain, ...]
    direct: bool

    def _repr_body(self) -> str:
        chains = counted(len(self.chains), "disjoint chain")
        return f"{self.newer!r} from {self.older!r}: {counted(len(self), 'paper')}, {chains}"

    def emphasis(self) -> Emphasis:
        """Return the papers of the cut."""
        return Emphasis(marked=frozenset(self.ids), mark_name=Message("chart.cut"))

    def title(self) -> Message:
        """Return a short title of the result."""
        newer, older = self.tables.name(self.newer), self.tables.name(self.older)
        return Message("title.cut", {"newer": newer, "older": older})

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return (self.older, self.newer)

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: the two of the query, and those on the chains."""
        on_chains = [one for chain in self.chains for one in chain.ids]
        return tuple(dict.fromkeys([*self.asked_ids(), *on_chains]))

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw: those of the cut, then chain by chain."""
        from ..drawing.selection import DrawPriority

        return DrawPriority((*self.ids, *self.shown_ids()), Message("first.cut"))

    @property
    def table_first(self) -> bool:
        """Whether to show a table rather than prose."""
        return not self.chains

    def to_prose(self, lang: Language = "en") -> Prose:
        """List the papers of the cut, and each disjoint chain with its evidence below it."""
        if not self.chains:
            return super().to_prose(lang)
        points = tuple(chain_point(self.tables, one, lang) for one in self.chains)
        return Prose(tuple(one.text(lang) for one in self._lead()), points, numbered=True)

    def _lead(self) -> Iterator[Message]:
        label = self.tables.label
        told: dict[str, Value] = {
            "count": len(self),
            "names": tuple(map(label, self.ids)),
            "newer": label(self.newer),
            "older": label(self.older),
        }
        # That no paper cuts them is a notice.
        if self.ids:
            yield Message("prose.cut_but_direct" if self.direct else "prose.cut", told)
        if len(self.chains) > 1:
            yield Message("prose.disjoint", {"count": len(self.chains)})


def keystones(
    tables: IndexedTables,
    origin: str | None = None,
    to: str | None = None,
    *,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Keystones:
    """Find the dominators of descent: papers whose removal cuts others from all roots.

    A paper is a keystone of all papers that it dominates in the graph with one virtual root above
    all roots: every chain from the roots passes through it. If only one root leads to a paper,
    that root is a keystone of it. The whole network of descent is used, without a limit on side
    steps.

    Parameters
    ----------
    origin : str, optional
        An ancestor, by any of its names, at which all chains start. By default they start at any
        root.
    to : str, optional
        A descendant: find only the keystones that cut this paper.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers of a cycle are removed one by one like all others, and `cycles` of the result
        lists them. If no other paper leads to them, each counts as a root. ``"dates"`` first
        leaves out the rows whose child was public before its parent; ``dropped`` lists them.

    Returns
    -------
    Keystones
        By descending number of papers cut; with `to`, oldest first. Neither `origin` nor `to` is
        part of the answer. Empty, with a notice, if no single paper cuts `to`, or if it does not
        descend from `origin`.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError
        If no paper or several papers have one of the names.
    ArgumentError
        If both names refer to the same paper, or `relations` or `cycles` is invalid.

    References
    ----------
    Lengauer & Tarjan 1979, doi:10.1145/357062.357071; computed as in Cooper, Harvey & Kennedy
    2001, A simple, fast dominance algorithm.

    Examples
    --------
    Two roots lead to c, so neither cuts it; c cuts d from both:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcd"],
    ...     [("c", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "c")])
    >>> graph.keystones()
    Keystones('all roots': 1 keystone, 'c' cuts 1)
    >>> graph.keystones("a", "d").ids
    ('c',)
    """
    if origin is not None and to is not None:
        find_two(tables, origin, to)
    first = None if origin is None else tables.find(origin)
    last = None if to is None else tables.find(to)
    whole = descent(tables, relations, cycles, "any", cycle_note="cycles.taken_out")
    index = whole.index
    above, counts = _dominated(index, first)
    reached = tables.by_date(np.flatnonzero(above != NO_WAY), whole.generation)
    notices = whole.whole_notices
    if last is None:
        found = [paper for paper in reached if counts[paper] and paper != first]
        found.sort(key=lambda paper: -counts[paper])
    else:
        found = [paper for paper in _passed(above, last) if paper != first][::-1]
        if not found:
            notices = sentences(notices, _unguarded(tables, above, last, first))
    return Keystones(
        tables,
        tables.ids_of(found),
        descent=whole,
        origin="" if first is None else tables.ids[first],
        to="" if last is None else tables.ids[last],
        counts=tuple(int(counts[paper]) for paper in found),
        passed={
            tables.ids[paper]: tables.ids[above[paper]] if above[paper] >= 0 else ""
            for paper in reached
        },
        notices=notices,
    )


def _dominated(
    index: DescentIndex, first: int | None
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the immediate dominator of each paper, and the number of papers it cuts."""
    roots = _root_places(index) if first is None else index.place[[first]]
    order = reverse_postorder(index.child_starts, index.children, roots)
    above = immediate_dominators(index.parent_starts, index.parents, order, roots)
    counts = cut_counts(above, order)
    known = above >= 0
    above[known] = index.paper[above[known]]
    return above[index.place], counts[index.place]


def _root_places(index: DescentIndex) -> NDArray[np.int32]:
    """Return the places without parents outside their cycle: roots, and top-level cycles."""
    heads = index.component[index.children]
    led_to = np.zeros(len(index), dtype=bool)
    led_to[heads[heads != index.component[index.tails]]] = True
    return np.flatnonzero(~led_to[index.component]).astype(np.int32)


def _passed(above: NDArray[np.int32], paper: int) -> Iterator[int]:
    """Iterate over the dominators of a paper, nearest first."""
    while (paper := int(above[paper])) >= 0:
        yield paper


def _unguarded(
    tables: IndexedTables, above: NDArray[np.int32], newer: int, older: int | None
) -> Sayable:
    """Explain why a paper has no keystone."""
    name = tables.label(tables.ids[newer])
    if older is None:
        return Message("notice.unguarded_roots", {"newer": name})
    if above[newer] == NO_WAY:
        return _unrelated(tables, newer, older)
    other = tables.label(tables.ids[older])
    alone = Message("notice.unguarded", {"newer": name, "older": other})
    return sentences(alone, Advice(Message("advice.cut")))


def _unrelated(tables: IndexedTables, newer: int, older: int) -> Message:
    one, other = tables.label(tables.ids[newer]), tables.label(tables.ids[older])
    return Message("notice.not_descended", {"newer": one, "older": other})


def minimal_cut(
    tables: IndexedTables,
    a: str,
    b: str,
    *,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Cut:
    """Find a minimum cut: the fewest papers whose removal cuts all chains between two papers.

    By Menger's theorem, their number is the maximum number of chains that share only their ends;
    these are returned too. The whole network of descent is used, without a limit on side steps.

    Parameters
    ----------
    a, b : str
        The papers, by any of their names, in either order.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Chains may pass through cycles, which `cycles` of the result lists; or as for
        `keystones`.

    Returns
    -------
    Cut
        Oldest first; of several minimum cuts, the one nearest to the older paper. If a relation
        joins the two papers directly, no paper cuts it, and `notice` reports this. Empty, with a
        notice, if neither paper descends from the other.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `keystones`.

    References
    ----------
    Menger 1927, Zur allgemeinen Kurventheorie, doi:10.4064/fm-10-1-96-115.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcd"],
    ...     [("b", "extends", "a"), ("c", "uses", "a"), ("d", "extends", "b"),
    ...      ("d", "extends", "c")])
    >>> graph.minimal_cut("a", "d").ids
    ('b', 'c')
    >>> graph.minimal_cut("a", "b")
    Cut('b' from 'a': 0 papers, 1 disjoint chain)
    """
    both = find_two(tables, a, b)
    whole = descent(tables, relations, cycles, "any", cycle_note="cycles.stay")
    index = whole.index
    older, newer = older_first(whole, both)
    starts, children = _between(tables, index, older, newer)
    ends = int(index.place[older]), int(index.place[newer])
    direct = ends[1] in children[starts[ends[0]] : starts[ends[0] + 1]]
    found, cut = disjoint_chains(starts, children, *ends)
    nodes = [list(ends)] * direct + found
    notes: list[str | Sayable] = [whole.whole_notices]
    if direct:
        notes.append(_direct(tables, newer, older))
    elif not found:
        notes.append(_unrelated(tables, newer, older))
    return Cut(
        tables,
        tables.ids_of(tables.by_date(index.paper[cut].tolist(), whole.generation)),
        descent=whole,
        older=tables.ids[older],
        newer=tables.ids[newer],
        chains=tuple(chain_of(whole, tuple(reversed(places))) for places in nodes),
        direct=direct,
        notices=sentences(*notes),
    )


def _direct(tables: IndexedTables, newer: int, older: int) -> Message:
    one, other = tables.label(tables.ids[newer]), tables.label(tables.ids[older])
    return Message("notice.direct", {"newer": one, "older": other})


def _between(
    tables: IndexedTables, index: DescentIndex, older: int, newer: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the graph of all chains between two papers, with children in the order of ids."""
    inside = (index.steps(older, older=False) >= 0) & (index.steps(newer, older=True) >= 0)
    rank = np.empty(len(index), dtype=np.int32)
    rank[sorted(range(len(index)), key=tables.ids.__getitem__)] = np.arange(len(index))
    newer_ends = index.adjacency(older=False)
    on_chains = inside[index.paper]
    on_chains = on_chains[newer_ends.tails] & on_chains[newer_ends.ends]
    tails, heads = newer_ends.tails[on_chains], newer_ends.ends[on_chains]
    order = np.lexsort((rank[index.paper[heads]], tails))
    starts = np.append(0, np.cumsum(np.bincount(tails, minlength=len(index))))
    return starts.astype(np.int32), heads[order]
