"""A chain of descent: its steps with their relations, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from ..language.messages import Message
from .chain_search import Node, rows_by_end

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..language.messages import Language
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Relation


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain, from a newer paper to an older one.

    Parameters
    ----------
    newer, older : str
        Ids of the two papers.
    relations : tuple of Relation
        Every row that makes the step: those along the line before side steps, then the best
        evidenced first, among equals in the order of the vocabulary; never empty. Those that are
        not inherited come last where the step is not the newest of a chain.
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
    side_steps : int
        How many of them are side steps.
    sentence : str
        The chain in words.
    """

    ids: tuple[str, ...]
    steps: tuple[Step, ...]
    side_steps: int
    sentence: str


def chain_of(whole: Descent, nodes: Sequence[Node]) -> Chain:
    """Make a chain of the places of its papers, the newest first."""
    tables = whole.tables
    ids = tables.ids_of(whole.index.paper[list(nodes)].tolist())
    ends = enumerate(pairwise(nodes))
    steps = tuple(step_of(whole, *both, newest=not place) for place, both in ends)
    return Chain(ids, steps, _side_steps(tables, steps), tell(tables, steps))


def step_of(whole: Descent, newer: Node, older: Node, *, newest: bool = True) -> Step:
    """Make the step between two places; `newest` is the first one of a chain."""
    tables, index = whole.tables, whole.index
    rows = rows_by_end(index.parent_starts, index.parents, index.parent_rows, newer)[older]
    order = tables.side_step, tables.weakness, tables.codes

    def preference(row: int) -> tuple[Any, ...]:
        # No chain goes on from a row that is not inherited where another one joins the two.
        ends = not (newest or tables.inherited[row])
        return (ends, *(column[row] for column in order), row)

    rows.sort(key=preference)
    newer_id, older_id = tables.ids_of(index.paper[[newer, older]].tolist())
    return Step(newer_id, older_id, tuple(map(tables.relation, rows)))


def _side_steps(tables: IndexedTables, steps: Sequence[Step]) -> int:
    """How many steps of a chain are side steps: those that no row along the line makes."""
    best = (step.relations[0].relation for step in steps)
    return sum(tables.vocabulary[relation].is_side_step for relation in best)


def tell(tables: IndexedTables, steps: Sequence[Step], lang: Language = "en") -> str:
    """Tell a chain as one sentence, the newest paper first."""
    subject, clauses = tables.label(steps[0].newer), []
    for step in steps:
        ends = {"seen_from": step.newer, "subject": subject, "other": tables.label(step.older)}
        clauses.append(tables.clause(step.relations[0], lang, **ends))
        subject = Message("chain.which").text(lang)
    return Message("chain.sentence", {"clauses": tuple(clauses)}).text(lang)


def chain_point(tables: IndexedTables, chain: Chain, lang: Language) -> tuple[str, tuple[str, ...]]:
    """Tell a chain as a point of prose, with the evidence for each step below it."""
    rows = (relation for step in chain.steps for relation in step.relations)
    evidence = tuple(tables.evidenced(relation, lang) for relation in rows)
    return tell(tables, chain.steps, lang), evidence


def find_two(tables: IndexedTables, a: str, b: str) -> tuple[int, int]:
    """Find two different papers by their names."""
    first, second = tables.find(a), tables.find(b)
    if first == second:
        raise ArgumentError(Message("error.one_paper", {"id": tables.ids[first]}))
    return first, second


def older_first(whole: Descent, papers: tuple[int, int]) -> list[int]:
    """Relations decide which of two papers descends from the other; dates where they do not."""
    older, newer = whole.tables.by_date(papers)
    for steps in (lambda one: whole.unrolled.depth(one, older=False), _steps(whole)):
        onward, back = steps(older)[newer] >= 0, steps(newer)[older] >= 0
        if onward or back:
            return [older, newer] if onward else [newer, older]
    return [older, newer]


def _steps(whole: Descent) -> Callable[[int], NDArray[np.int32]]:
    """Give the fewest steps to the descendants of a paper, by chains that count or not."""
    return lambda paper: whole.index.steps(paper, older=False)
