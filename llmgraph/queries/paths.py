"""Path queries: best chains between two papers, and longest chains."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import ArgumentError
from ..language.messages import Message, sentences
from ..model.descent import Cycles, Descent, SideSteps, descent
from ..results.base import DescentResult, evidence_row, paper_row
from ..results.document import Answer, Prose
from .chain import Chain, Step, chain_of, chain_point, find_two, older_first
from .chain_search import Node, StepCosts, best_chains
from .connection import connection, direct_rows, shared_relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..drawing.selection import DrawPriority
    from ..engine import Unrolled
    from ..language.messages import Language, Sentences, Value
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Relation
    from ..results.document import Document


@dataclass(frozen=True, repr=False, eq=False)
class PathSet(DescentResult):
    """The best chains of descent between two papers, or another connection if there is none.

    Iterates over the papers on any of the chains, oldest first.

    Parameters
    ----------
    newer, older : str
        Ids of the two papers, ordered by descent. If no chain joins them, ordered by date; if
        chains run both ways, as asked.
    is_reversed : bool
        Whether the question was if the older paper descends from the newer one.
    chains : tuple of Chain
        Sorted by number of side steps, then strength of evidence, then length, then ids.
    total : int or None
        Number of all valid chains. None if there are more than `chains` and some pass through
        cycles, so that they are not counted.
    wider : Chain or None
        If there is no valid chain: the best chain that exceeds the limit on side steps or
        continues from a row that is not inherited, if any.
    gap : tuple of Relation
        If there is no chain at all: a direct row of any type, otherwise the rows from both papers
        to a common ancestor or descendant, in order from `newer`. Empty if there is none either.
    answer : Sentences
        One or two sentences that answer the question, also if the answer is no.
    label : Message
        Short description of the chains.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    newer: str
    older: str
    is_reversed: bool
    chains: tuple[Chain, ...]
    total: int | None
    wider: Chain | None
    gap: tuple[Relation, ...]
    answer: Sentences
    label: Message

    @property
    def explanation(self) -> str:
        """Answer in English sentences."""
        return self.answer.text()

    @property
    def holds(self) -> bool:
        """Whether the first paper of the question descends from the second."""
        return bool(self.chains) and not self.is_reversed

    @property
    def wider_is_inherited(self) -> bool:
        """Whether `wider` is invalid only because of its number of side steps."""
        return self.wider is not None and not _own_steps(self.wider)

    def _items(self) -> Sequence[Any]:
        return self.chains

    def full_count(self) -> int:
        """Return the number of all chains, or of those found if there are too many to count."""
        return len(self) if self.total is None else self.total

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("chain", "reads", "newer_date", "where", "note")

    def _repr_body(self) -> str:
        told = f"{self.newer!r} from {self.older!r}: {self.count_text()}"
        if not self.chains:
            return told
        return f"{told}, the best with {_extent(self.descent, self.chains[0])}"

    def title(self) -> Message:
        """Return a short title of the result."""
        return self.label

    def drawing_title(self) -> Message:
        """Return the title of a drawing: the chains, or the connection shown instead."""
        if self.chains:
            return self.title()
        newer, older = (self.tables.name(one) for one in (self.newer, self.older))
        shown = "caption.wider" if self.wider else "caption.gap"
        return Message(shown, {"newer": newer, "older": older})

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return (self.newer, self.older)

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: on the chains, otherwise on the connection."""
        connection = [end for row in self.gap for end in (row.source, row.target)]
        between = self.wider.ids if self.wider else (self.newer, *connection, self.older)
        return self.ids or tuple(dict.fromkeys(between))

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw by the best chain that they are on."""
        from ..drawing.selection import DrawPriority

        on_chains = [one for chain in self.chains for one in chain.ids]
        return DrawPriority((*on_chains, *self.shown_ids()), Message("first.best_chains"))

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per step and relation of each chain.

        Returns
        -------
        list of dict
            ``counts`` is False for the steps of an invalid chain, which is listed only if there
            is no valid one.
        """
        wider = [self.wider] if self.wider else []
        return [
            {
                "chain": number,
                "step": place,
                "counts": bool(self.chains),
                "side_steps": chain.side_steps,
                "newer": step.newer,
                "reads": self.tables.sentence(relation, lang),
                "relation": relation.relation,
                "older": step.older,
                "newer_date": paper_row(self.tables, step.newer)["date"],
                "older_date": paper_row(self.tables, step.older)["date"],
                **evidence_row(relation, lang),
            }
            for number, chain in enumerate([*self.chains, *wider], start=1)
            for place, step in enumerate(chain.steps, start=1)
            for relation in step.relations
        ]

    def extent(self) -> Message:
        """Return the number of chains found, and of all chains if known."""
        found = len(self.chains)
        chains = Message("count.chain", {"count": found})
        if found == self.total:
            return chains
        if self.total is None:
            return Message("size.first_chains", {"chains": chains})
        return Message("size.chains_of", {"found": found, "total": self.total})

    @property
    def table_first(self) -> bool:
        """Whether to show a table rather than prose."""
        return False

    def to_document(self, lang: Language = "en") -> Document:
        """Convert the answer to a document, which states whether the question holds.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        Document

        Raises
        ------
        ArgumentError
            If the language is not supported.
        """
        answer = Answer(self.holds, self.answer.text(lang))
        return replace(super().to_document(lang), answer=answer)

    def to_prose(self, lang: Language = "en") -> Prose:
        """Write every chain as a list item, with the evidence of each step below it."""
        tables, answer = self.tables, self.answer.text(lang)
        if self.chains:
            points = tuple(chain_point(tables, chain, lang) for chain in self.chains)
            return Prose((answer,), points, numbered=True)
        if self.wider:
            chain, evidence = chain_point(tables, self.wider, lang)
            told = Message("prose.wider", {"chain": chain}).text(lang)
            return Prose((answer, told), tuple((one, ()) for one in evidence))
        return Prose((answer,), tuple((tables.evidenced(one, lang), ()) for one in self.gap))


def paths(
    tables: IndexedTables,
    a: str,
    b: str,
    *,
    k: int = 3,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> PathSet:
    """Find the best chains of descent between two papers.

    Parameters
    ----------
    a, b : str
        The papers, by any of their names: does `a` descend from `b`? If `b` descends from `a`
        instead, the chains are those, and `explanation` begins by saying so.
    k : int, optional
        Maximum number of chains.
    relations, side_steps : optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Papers of a cycle have chains both ways, and `cycles` of the result lists them; or as
        for `descendants`.

    Returns
    -------
    PathSet
        Chains with the fewest side steps first, then those with stronger evidence (confidence,
        then basis), then the shorter ones. Printing it shows every chain as a sentence with its
        evidence. If there is no valid chain it is empty, and `explanation` gives the reason: a
        chain with more side steps, or another connection.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`; also if both names refer to the same paper, or `k` is below 1.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> print(graph.paths("Alpaca", "InstructGPT", k=1).chains[0].sentence)
    Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT (2022-01).
    >>> print(graph.paths("S4", "Transformer").answer.said[1].text())
    S4 is an alternative to Transformer, and that carries no descent.

    A chain with two side steps does not make an ancestor:

    >>> griffin = graph.paths("Griffin", "BERT")
    >>> len(griffin), griffin.wider.side_steps
    (0, 2)
    """
    if k < 1:
        raise ArgumentError(Message("error.chains", {"value": str(k)}))
    both = find_two(tables, a, b)
    whole = descent(tables, relations, cycles, side_steps, cycle_note="cycles.paths")
    older, newer = older_first(whole, both)
    limit = whole.allowed if whole.takes_side_steps else None
    found, total = best_chains(StepCosts(whole), newer, older, k, limit)
    chains = tuple(chain_of(whole, nodes) for nodes in found)
    wider = None if chains else _wider(whole, newer, older)
    on_chains = np.zeros(len(whole.index), dtype=bool)
    on_chains[[whole.index.paper[node] for nodes in found for node in nodes]] = True
    gap = () if chains or wider else connection(whole, newer, older)
    own = whole.among(on_chains)
    ends = {"newer": newer, "older": older}
    names = {end: tables.name(tables.ids[paper]) for end, paper in ends.items()}
    return PathSet(
        tables,
        tables.ids_of(tables.by_date(np.flatnonzero(on_chains))),
        descent=own,
        newer=tables.ids[newer],
        older=tables.ids[older],
        is_reversed=newer != both[0],
        chains=chains,
        total=total,
        wider=wider,
        gap=gap,
        answer=_explain(
            *(whole, newer, older, chains, total, wider, gap),
            asked=relations is not None,
            is_reversed=newer != both[0],
        ),
        label=Message("title.paths", names),
        notices=own.notices,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one paper descends from another, with the chains and the evidence.

    True or false in a condition; printing it writes the answer.

    Parameters
    ----------
    holds : bool
        Whether a valid chain leads from the second paper to the first.
    paths : PathSet
        The chains that say so or, if it does not hold, what connects the papers instead.
    """

    holds: bool
    paths: PathSet

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return str(self.paths)

    @property
    def explanation(self) -> str:
        """The verdict in English sentences."""
        return self.paths.explanation

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains by which the first paper descends from the second; empty if it does not."""
        return self.paths.chains if self.holds else ()


def descends(
    tables: IndexedTables,
    a: str,
    b: str,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> Verdict:
    """Decide whether one paper descends from another.

    Parameters
    ----------
    a, b : str
        The papers, by any of their names; the question is whether `a` descends from `b`.
    relations, side_steps, cycles : optional
        As for `paths`.

    Returns
    -------
    Verdict
        True or false in a condition; false also if `b` descends from `a` instead.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `paths`.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> bool(graph.descends("LLaVA", "CLIP")), bool(graph.descends("CLIP", "LLaVA"))
    (True, False)
    >>> print(graph.descends("CLIP", "LLaVA").explanation.partition(".")[0])
    No: it is the other way round
    """
    found = paths(tables, a, b, relations=relations, side_steps=side_steps, cycles=cycles)
    return Verdict(found.holds, found)


def _wider(whole: Descent, newer: int, older: int) -> Chain | None:
    """Find the best invalid chain between two papers, if any."""
    for ways in (StepCosts(whole), StepCosts(whole, all_inherited=True)):
        for nodes in best_chains(ways, newer, older, 1, None).best:
            return chain_of(whole, nodes)
    return None


def longest_chain(
    tables: IndexedTables,
    origin: str | None = None,
    *,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> PathSet:
    """Find a longest chain of descent, in the whole graph or from one paper.

    Parameters
    ----------
    origin : str, optional
        The paper at which the chain begins; by default any paper.
    relations, side_steps : optional
        As for `descendants`.
    cycles : {"condense", "dates"}, optional
        Steps within a cycle do not count, and `cycles` of the result lists all cycles of the
        graph; or as for `descendants`.

    Returns
    -------
    PathSet
        One chain. Ties are broken by ids, compared from the oldest paper on.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`; also if there is no chain.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abcd"],
    ...     [("b", "uses", "a"), ("c", "uses", "b"), ("d", "extends", "b")])
    >>> graph.longest_chain().chains[0].ids
    ('d', 'b', 'a')
    >>> graph.longest_chain(side_steps=2).chains[0].ids
    ('c', 'b', 'a')
    """
    whole = descent(tables, relations, cycles, side_steps, cycle_note="cycles.longest")
    index = whole.index
    start = None if origin is None else tables.find(origin)
    nodes = _longest(whole.unrolled, tables, start)
    name = None if start is None else tables.name(tables.ids[start])
    if len(nodes) < 2:
        told: dict[str, Value] = {"types": whole.types_named, **({"name": name} if name else {})}
        nothing = Message("error.no_chain_from" if name else "error.no_chain", told)
        raise ArgumentError(sentences(nothing, whole.notices))
    chain = chain_of(whole, nodes)
    long = int(np.count_nonzero(np.diff(index.component[list(nodes)])))
    inner = len(chain.steps) - long
    return PathSet(
        tables,
        tables.ids_of(tables.by_date(index.paper[list(nodes)])),
        descent=whole,
        newer=chain.ids[0],
        older=chain.ids[-1],
        is_reversed=False,
        chains=(chain,),
        total=1,
        wider=None,
        gap=(),
        answer=sentences(_longest_said(whole, chain, long, inner, origin is not None)),
        label=Message("title.longest_from", {"name": name}) if name else Message("title.longest"),
        notices=whole.notices,
    )


def _longest_said(whole: Descent, chain: Chain, long: int, inner: int, asked: bool) -> Message:
    """Describe the length and the ends of a longest chain."""
    steps = Message("count.step", {"count": long})
    if inner:
        steps = Message("steps.inner", {"steps": steps, "inner": inner})
    label, told = whole.tables.label, _side_steps_said(whole, chain, steps)
    ends: dict[str, Value] = {
        "older": label(chain.ids[-1]),
        "newer": label(chain.ids[0]),
        "extent": told,
    }
    return Message("answer.longest_from" if asked else "answer.longest", ends)


def _longest(unrolled: Unrolled, tables: IndexedTables, origin: int | None) -> tuple[Node, ...]:
    """Find the places of a longest chain, newest first.

    Within a cycle it takes a shortest path, and steps there do not count.
    """
    index, onward = unrolled.index, unrolled.onward
    ids = tables.ids_of(index.paper.tolist())
    first = unrolled.first
    if origin is not None:
        start = int(index.place[origin])
    else:
        longest = np.flatnonzero(onward[first] == onward[first].max(initial=0)).tolist()
        # In a cycle, start at a paper from which the chain leaves it directly.
        leaving = [one for one in longest if _leaving(unrolled, [first[one]])] or longest
        start = min(leaving, key=ids.__getitem__, default=-1)
    chain = [start] if start >= 0 else []
    nodes = [int(first[start])] if chain else []
    while nodes and onward[nodes[0]] > 0:
        *within, nodes = _next_papers(unrolled, nodes, ids)
        chain += [int(unrolled.place[one[0]]) for one in (*within, nodes)]
    return tuple(reversed(chain))


def _next_papers(
    unrolled: Unrolled, nodes: Sequence[int], ids: Sequence[str]
) -> Iterator[list[int]]:
    """Follow a longest chain to the first paper of another group; yield the nodes of each paper.

    All nodes of a paper are followed at once, because their chains differ in side steps only.
    """
    back = dict.fromkeys(nodes, -1)
    level = list(nodes)
    # Within a cycle, breadth-first search for the papers where the longest chain leaves it.
    while not (ends := _leaving(unrolled, level)):
        level = [
            head
            for node in level
            for head in _heads(unrolled, node)
            if unrolled.group[head] == unrolled.group[node]
            and head not in back
            and unrolled.onward[head] == unrolled.onward[node]
            and back.setdefault(head, node) == node
        ]
    paper = min((ids[unrolled.place[head]] for _, head in ends))
    leaving = next(node for node, head in ends if ids[unrolled.place[head]] == paper)
    way = [leaving]
    while back[way[-1]] >= 0:
        way.append(back[way[-1]])
    yield from ([node] for node in way[-2::-1])
    yield sorted({head for _, head in ends if ids[unrolled.place[head]] == paper})


def _leaving(unrolled: Unrolled, nodes: Iterable[int]) -> list[tuple[int, int]]:
    """Find the edges from some nodes to another group that continue a longest chain."""
    onward, group = unrolled.onward, unrolled.group
    return [
        (node, head)
        for node in nodes
        for head in _heads(unrolled, node)
        if group[head] != group[node] and onward[head] == onward[node] - 1
    ]


def _heads(unrolled: Unrolled, node: int) -> list[int]:
    starts, ends, _ = unrolled.newer
    heads: list[int] = ends[starts[node] : starts[node + 1]].tolist()
    return heads


def _explain(
    whole: Descent,
    newer: int,
    older: int,
    chains: tuple[Chain, ...],
    total: int | None,
    wider: Chain | None,
    gap: tuple[Relation, ...],
    *,
    asked: bool,
    is_reversed: bool,
) -> Sentences:
    tables = whole.tables
    types = tuple(tables.vocabulary[name].words for name in whole.relation_types)
    told: dict[str, Value] = {
        "newer": tables.label(tables.ids[newer]),
        "older": tables.label(tables.ids[older]),
        **({"types": types} if asked else {}),
    }
    if chains:
        told |= {"which": _which(whole, total), "extent": _extent(whole, chains[0])}
        turned = Message("answer.reversed") if is_reversed else None
        yes = Message("answer.yes_by" if asked else "answer.yes", told)
        return sentences(turned, yes, _against(whole, newer, older))
    if wider:
        told["why"] = _why_not(whole, wider)
        turned = Message("answer.nor", told) if is_reversed else None
        no = Message("answer.no_by" if asked else "answer.no", told)
        return sentences(turned, no, _against(whole, newer, older))
    told["scope"] = scope_of(tables)
    none = Message("answer.none_by" if asked else "answer.none", told)
    return sentences(none, _between(whole, gap))


def scope_of(tables: IndexedTables) -> tuple[Message, ...]:
    """Return what a "no" is said of: how many papers, and up to which date."""
    papers = Message("count.paper", {"count": len(tables.ids)})
    dated = [span for span in tables.spans if span]
    if not dated:
        return (papers,)
    newest = max(dated, key=lambda span: (span.last, -span.first))
    return papers, Message("scope.until", {"date": str(newest)})


def _against(whole: Descent, newer: int, older: int) -> Message | None:
    """Name the direct relations without descent, which speak against a plain reading."""
    tables = whole.tables
    rows = map(tables.relation, direct_rows(whole, newer, older))
    silent = [row for row in rows if not tables.vocabulary[row.relation].carries_descent]
    # Rows that differ in their evidence read the same.
    told = tuple(dict.fromkeys(map(tables.said, silent)))
    return Message("answer.against", {"rows": told}) if told else None


def _which(whole: Descent, total: int | None) -> Message:
    """Describe the first chain as the only one or the best of several."""
    if total == 1:
        return Message("answer.only_counting" if whole.has_limits else "answer.only")
    return Message("answer.best_of", {"count": total}) if total else Message("answer.best")


def _between(whole: Descent, gap: tuple[Relation, ...]) -> Message:
    """Describe the connection between two papers without a chain."""
    tables = whole.tables
    if not gap:
        others_left = whole.left_out and len(whole.anachronistic.row)
        return Message("answer.no_other" if others_left else "answer.no_relation")
    if len(gap) == 1 and not tables.vocabulary[gap[0].relation].carries_descent:
        return Message("answer.barren", {"row": tables.said(gap[0])})
    rows = tuple(tables.said(row, dated=True) for row in gap)
    if len(gap) == 1:
        return Message("answer.between", {"rows": rows})
    relative, is_older = shared_relative(whole, gap)
    told: dict[str, Value] = {"name": tables.label(relative), "rows": rows}
    return Message("answer.from_one" if is_older else "answer.to_one", told)


def _why_not(whole: Descent, wider: Chain) -> Message:
    """Explain why the best chain between two papers is invalid."""
    tables, allowed = whole.tables, whole.allowed
    ends = _own_steps(wider)
    if ends:
        names = tuple(tables.name(step.newer) for step in ends)
        rows = tuple(tables.said(step.relations[0]) for step in ends)
        return Message("answer.alone", {"names": names, "rows": rows})
    steps = Message("count.side_step", {"count": wider.side_steps})
    if not allowed:
        return Message("answer.too_many", {"steps": steps})
    return Message("answer.too_many_of", {"steps": steps, "allowed": allowed})


def _own_steps(chain: Chain) -> list[Step]:
    """Return the steps, after the newest, that the next paper does not inherit."""
    return [
        step
        for step in chain.steps[1:]
        if not any(relation.is_inherited for relation in step.relations)
    ]


def _extent(whole: Descent, chain: Chain) -> Message:
    """Describe the length of a chain, and its number of side steps."""
    return _side_steps_said(whole, chain, Message("count.step", {"count": len(chain.steps)}))


def _side_steps_said(whole: Descent, chain: Chain, steps: Message) -> Message:
    """Add the number of side steps to a number of steps, if the graph has any."""
    if not whole.takes_side_steps:
        return steps
    taken = chain.side_steps
    if len(chain.steps) == taken:
        return Message("steps.single" if taken == 1 else "steps.all", {"steps": steps})
    if not taken:
        return Message("steps.none", {"steps": steps, "count": len(chain.steps)})
    return Message("steps.some", {"steps": steps, "count": taken})
