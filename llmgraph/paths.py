"""Chains of descent, step by step with their evidence, told as sentences."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .chains import Node, Ways, best_chains, rows_by_end
from .descent import Cycles, descent, without
from .errors import ArgumentError
from .results import DescentResult, Prose, amount, counted, paper_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from .graph import PaperGraph
    from .index import DescentIndex
    from .papers import Relation


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain, from a newer paper to an older one.

    Parameters
    ----------
    newer, older : str
        Ids of the two papers.
    relations : tuple of Relation
        Every row that makes the step, the best evidenced first, among equals in the order of
        the vocabulary; never empty.
    """

    newer: str
    older: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain of descent, from the descendant to the ancestor.

    Parameters
    ----------
    ids : tuple of str
        The papers, the newest first.
    steps : tuple of Step
        One less than papers, in the same order.
    sentence : str
        The chain in words.
    """

    ids: tuple[str, ...]
    steps: tuple[Step, ...]
    sentence: str


@dataclass(frozen=True, repr=False, eq=False)
class PathSet(DescentResult):
    """The best chains of descent between two papers, or what stands between them.

    Iteration goes over the papers on any of the chains, oldest first.

    Parameters
    ----------
    newer, older : str
        Ids of the two papers; where no chain joins them, or one each way, by their dates.
    chains : tuple of Chain
        The shortest first; among equals the better evidenced, then by ids.
    total : int or None
        How many chains there are, of which those are the best; None where there are more,
        and some pass through cycles: such are not counted.
    gap : tuple of Relation
        Where no chain joins the papers: the rows of the shortest connection over relations of
        every type, in order from `newer`. Empty where a chain does, or nothing joins them.
    explanation : str
        One sentence that answers the question, also when the answer is no.
    label : str
        What the chains are, in a few words.
    relation_types : tuple of str
        The relation types that carry descent in this answer.
    cycles : tuple of tuple of str
        Groups of papers that descend from each other, those with a paper on the chains.
    dropped : tuple of Relation
        Rows left out, of the whole graph, because they contradict the dates.
    notice : str
        What the reader must know of this answer; mostly empty.
    """

    newer: str
    older: str
    chains: tuple[Chain, ...]
    total: int | None
    gap: tuple[Relation, ...]
    explanation: str
    label: str

    @property
    def brief(self) -> tuple[str, ...]:
        """Columns of `rows` that a person wants to read."""
        return ("chain", "reads", "newer_date", "where", "note")

    def _told(self) -> str:
        told = f"{self.newer!r} from {self.older!r}: {self.size()}"
        return told + (f", shortest {len(self.chains[0].steps)}" if self.chains else "")

    def heading(self) -> str:
        """Say in a few words what the result is."""
        return self.label

    def asked_ids(self) -> tuple[str, ...]:
        """Ids of the papers that were asked about."""
        return (self.newer, self.older)

    def shown_ids(self) -> tuple[str, ...]:
        """Ids of the papers to draw: those on the chains, or else on the connection."""
        connection = [end for row in self.gap for end in (row.source, row.target)]
        return self.ids or tuple(dict.fromkeys([self.newer, *connection, self.older]))

    def relation_rows(self) -> Sequence[int]:
        """Row numbers of the relations among those papers; where chains join them, of sound ones.

        A row that is left out because it contradicts the dates is no part of a chain.
        """
        rows = super().relation_rows()
        return without(self.graph, rows, self.dropped) if self.chains else rows

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary per step and relation of each chain."""
        return [
            {
                "chain": number,
                "step": place,
                "newer": step.newer,
                "reads": self.graph._sentence(relation),
                "relation": relation.relation,
                "older": step.older,
                "newer_date": paper_row(self.graph, step.newer)["date"],
                "older_date": paper_row(self.graph, step.older)["date"],
                "basis": relation.basis,
                "where": relation.where,
                "note": relation.note,
                "confidence": relation.confidence,
            }
            for number, chain in enumerate(self.chains, start=1)
            for place, step in enumerate(chain.steps, start=1)
            for relation in step.relations
        ]

    def size(self) -> str:
        """Say how many chains were found, and of how many they are the best."""
        found = len(self.chains)
        if found == self.total:
            return counted(found, "chain")
        if self.total is None:
            return f"the first {counted(found, 'chain')}"
        return f"{found:,} of {amount(self.total)} chains"

    def prose(self) -> str:
        """Tell every chain as a sentence, with the evidence for each step below it."""
        return "\n".join(self._lines())

    def account(self) -> Prose:
        """Tell every chain as a point, with the evidence for each step below it."""
        told = self.graph._evidenced
        chains = tuple(
            (
                chain.sentence,
                tuple(told(relation) for step in chain.steps for relation in step.relations),
            )
            for chain in self.chains
        )
        gap = tuple((told(relation), ()) for relation in self.gap)
        return Prose((self.explanation, *self.notes()), chains or gap, numbered=bool(chains))

    def _lines(self) -> Iterator[str]:
        yield self.explanation
        for number, chain in enumerate(self.chains, start=1):
            yield ""
            yield f"{number}. {chain.sentence}"
            for step in chain.steps:
                yield from map(self._line, step.relations)
        yield from map(self._line, self.gap)

    def _line(self, relation: Relation) -> str:
        return f"   - {self.graph._evidenced(relation)}"


def paths(
    graph: PaperGraph,
    a: str,
    b: str,
    *,
    k: int = 3,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> PathSet:
    """Find the best chains of descent between two papers.

    Parameters
    ----------
    a, b : str
        The papers, by any of their names, in either order.
    k : int, optional
        At most so many chains.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers that descend from each other have chains both ways, and `cycles` of the result
        names them; or as for `descendants`.

    Returns
    -------
    PathSet
        Chains with the fewest steps first; among equals those with the higher confidence and
        the stated basis. Printing it tells every chain as a sentence with its evidence. If no
        chain joins the papers it is empty, and its explanation names what stands between.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`; also if both names mean one paper, or `k` is below 1.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> print(graph.paths("Alpaca", "InstructGPT", k=1).chains[0].sentence)
    Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT (2022-03).
    >>> print(graph.paths("Mamba", "Transformer").explanation)
    No chain of descent joins Mamba (2023-12) and Transformer (2017-06). Mamba is an \
alternative to Transformer, and that carries no descent.
    """
    if k < 1:
        raise ArgumentError(f"k is a number of chains from 1 up, not {k}.")
    both = _find_two(graph, a, b)
    whole = descent(graph, relations, cycles, told="have chains both ways")
    index = whole.index
    older, newer = _older_first(graph, index, both)
    found, total = best_chains(Ways(graph, index), newer, older, k)
    chains = tuple(_chain(graph, index, nodes) for nodes in found)
    on_chains = np.zeros(len(index), dtype=bool)
    on_chains[[index.paper[node] for nodes in found for node in nodes]] = True
    gap = () if chains else _connection(graph, newer, older)
    told = whole.among(on_chains)
    names = [graph._paper(graph._ids[paper]).name for paper in (newer, older)]
    return PathSet(
        graph,
        graph._ids_of(graph._by_date(np.flatnonzero(on_chains))),
        newer=graph._ids[newer],
        older=graph._ids[older],
        chains=chains,
        total=total,
        gap=gap,
        explanation=_explain(
            *(graph, newer, older, chains, total, gap),
            asked="" if relations is None else ", ".join(whole.kinds),
        ),
        label="Chains of descent between " + " and ".join(names),
        relation_types=whole.kinds,
        cycles=told.cycles,
        dropped=told.dropped,
        notice=told.notice,
    )


def _find_two(graph: PaperGraph, a: str, b: str) -> tuple[int, int]:
    first, second = graph._find(a), graph._find(b)
    if first == second:
        raise ArgumentError(f"Both names mean one paper, {graph._ids[first]}; name two.")
    return first, second


def _older_first(graph: PaperGraph, index: DescentIndex, papers: tuple[int, int]) -> list[int]:
    """Relations decide which of two papers descends from the other; dates where they do not."""
    older, newer = graph._by_date(papers)
    if index.steps(older, older=False)[newer] < 0 < index.steps(newer, older=False)[older]:
        return [newer, older]
    return [older, newer]


def longest_chain(
    graph: PaperGraph,
    origin: str | None = None,
    *,
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> PathSet:
    """Find a longest chain of descent, in the whole graph or from one paper.

    Parameters
    ----------
    origin : str, optional
        The paper with which the chain begins; by default any.
    relations : str or iterable of str, optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Steps between papers that descend from each other do not count, and `cycles` of the
        result names all such papers of the graph; or as for `descendants`.

    Returns
    -------
    PathSet
        One chain; of several equally long ones the first in the order of ids, compared from
        the oldest paper on.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`; also if there is no descent at all.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcd"],
    ...     [("b", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "a")])
    >>> graph.longest_chain().chains[0].ids
    ('c', 'b', 'a')
    """
    whole = descent(graph, relations, cycles, told="make no steps that count")
    index = whole.index
    nodes = _longest(graph, index, None if origin is None else graph._find(origin))
    where = "" if origin is None else f" from {graph[origin].name}"
    if len(nodes) < 2:
        told = f"Nothing descends{where} by {', '.join(whole.kinds)}: there is no chain."
        raise ArgumentError(f"{told} {whole.notice}".rstrip())
    chain = _chain(graph, index, nodes)
    newest, oldest = chain.ids[0], chain.ids[-1]
    long = int(np.count_nonzero(np.diff(index.component[list(nodes)])))
    inner = len(chain.steps) - long
    start = "" if origin is None else f" from {graph._label(oldest)}"
    return PathSet(
        graph,
        graph._ids_of(graph._by_date(index.paper[list(nodes)])),
        newer=newest,
        older=oldest,
        chains=(chain,),
        total=1,
        gap=(),
        explanation=f"The longest chain{start} has {counted(long, 'step')}"
        + (f" and {inner} within cycles, which do not count," if inner else "")
        + f" and ends with {graph._label(newest)}.",
        label=f"A longest chain of descent{where}",
        relation_types=whole.kinds,
        cycles=whole.cycles,
        dropped=whole.dropped,
        notice=whole.notice,
    )


def _chain(graph: PaperGraph, index: DescentIndex, nodes: tuple[Node, ...]) -> Chain:
    ids = graph._ids_of(index.paper[list(nodes)].tolist())
    steps = tuple(_step(graph, index, *ends) for ends in pairwise(nodes))
    return Chain(ids, steps, _tell(graph, steps))


def _step(graph: PaperGraph, index: DescentIndex, newer: Node, older: Node) -> Step:
    rows = rows_by_end(index.parent_starts, index.parents, index.parent_rows, newer)[older]
    rows.sort(key=lambda row: (graph._weakness[row], graph._codes[row], row))
    newer_id, older_id = graph._ids_of(index.paper[[newer, older]].tolist())
    return Step(newer_id, older_id, tuple(map(graph._relation, rows)))


def _tell(graph: PaperGraph, steps: Sequence[Step]) -> str:
    parts = [graph._label(steps[0].newer)]
    for place, step in enumerate(steps):
        phrase = graph._phrase(step.relations[0], seen_from=step.newer)
        parts.append(f"{', which' if place else ''} {phrase} {graph._label(step.older)}")
    return "".join(parts) + "."


def _longest(graph: PaperGraph, index: DescentIndex, origin: int | None) -> tuple[Node, ...]:
    """The places of a longest chain, the newest first.

    It passes through a cycle on a shortest way, and steps there do not make it longer.
    """
    length = np.zeros(len(index), dtype=np.int64)
    following: dict[Node, Node] = {}
    left = np.empty(len(index), dtype=np.int64)
    for first, last in reversed([*pairwise(index.bounds.tolist())]):
        for node in range(first, last):
            length[node], child = _farthest(graph, index, length, node)
            if child >= 0:
                following[node] = child
        members = range(first, last)
        left[first:last] = min(members, key=lambda one: (-length[one], _id(graph, index, one)))
        length[first:last] = length[left[first]]
    if origin is not None:
        node = int(index.place[origin])
    else:
        ends = np.flatnonzero((length == length.max(initial=0)) & (left == np.arange(len(left))))
        node = min(ends.tolist(), key=lambda one: _id(graph, index, one), default=-1)
    chain = [node] if node >= 0 else []
    while chain and length[chain[-1]]:
        chain += _within(index, chain[-1], int(left[chain[-1]]))
        chain.append(following[chain[-1]])
    return tuple(reversed(chain))


def _id(graph: PaperGraph, index: DescentIndex, node: Node) -> str:
    return graph._ids[int(index.paper[node])]


def _farthest(
    graph: PaperGraph, index: DescentIndex, length: NDArray[np.int64], node: Node
) -> tuple[int, Node]:
    """Length of the longest chain that leaves a place, and its next place; 0 and -1 without."""
    children = index.children[index.child_starts[node] : index.child_starts[node + 1]]
    children = children[index.component[children] != index.component[node]]
    if not len(children):
        return 0, -1
    best = length[children].max()
    alike = children[length[children] == best].tolist()
    return int(best) + 1, min(alike, key=lambda one: _id(graph, index, one))


def _within(index: DescentIndex, start: Node, end: Node) -> list[Node]:
    """The places after `start` on a shortest way to `end` among papers of one cycle."""
    back = {start: start}
    queue = deque([start])
    while end not in back:
        node = queue.popleft()
        for child in index.children[index.child_starts[node] : index.child_starts[node + 1]]:
            if index.component[child] == index.component[start] and int(child) not in back:
                back[int(child)] = node
                queue.append(int(child))
    way: list[Node] = []
    while end != start:
        way.insert(0, end)
        end = back[end]
    return way


def _connection(graph: PaperGraph, newer: int, older: int) -> tuple[Relation, ...]:
    """Rows of a shortest connection over relations of every type, read in any direction."""
    near: dict[int, list[tuple[int, int]]] = {}
    ends = zip(graph._sources.tolist(), graph._targets.tolist(), strict=True)
    for row, (source, target) in enumerate(ends):
        near.setdefault(source, []).append((target, row))
        near.setdefault(target, []).append((source, row))

    def in_order(hop: tuple[int, int]) -> tuple[str, int, bool]:
        other, row = hop
        return (graph._ids[other], int(graph._codes[row]), bool(graph._sources[row] == other))

    back: dict[int, tuple[int, int]] = {newer: (-1, -1)}
    queue = deque([newer])
    while queue and older not in back:
        paper = queue.popleft()
        for other, row in sorted(near.get(paper, ()), key=in_order):
            if other not in back:
                back[other] = (paper, row)
                queue.append(other)
    rows: list[int] = []
    paper = older
    while paper in back and paper != newer:
        paper, row = back[paper]
        rows.append(row)
    return tuple(graph._relation(row) for row in reversed(rows))


def _explain(
    graph: PaperGraph,
    newer: int,
    older: int,
    chains: tuple[Chain, ...],
    total: int | None,
    gap: tuple[Relation, ...],
    *,
    asked: str,
) -> str:
    first, second = graph._label(graph._ids[newer]), graph._label(graph._ids[older])
    if chains:
        steps = counted(len(chains[0].steps), "step")
        by = f" by a chain of {asked}" if asked else ""
        which = "only" if total == 1 else "shortest"
        of_all = f"of {amount(total)} chains" if total and total > 1 else "chain"
        return f"{first} descends from {second}{by}: the {which} {of_all} has {steps}."
    told = f"No chain of descent{asked and f' of {asked}'} joins {first} and {second}."
    if not gap:
        return f"{told} No relation of any kind connects them."
    barren = [row for row in gap if graph._vocabulary[row.relation].descent == "never"]
    if len(gap) == 1 and barren:
        return f"{told} {graph._sentence(gap[0])}, and that carries no descent."
    through = [graph._sentence(row) for row in gap]
    return f"{told} What stands between: " + "; ".join(through) + "."
