"""Chains of descent: steps with their relations, and their wording."""

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

    from ..language.messages import Language, Value, Words
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
        All rows of the step, at least one. Steps along the line come before side steps, then
        rows with stronger evidence, then by the order of the vocabulary. Except in the newest
        step of a chain, rows that are not inherited come last.
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
        The papers, newest first.
    steps : tuple of Step
        One fewer than the papers, in the same order.
    side_steps : int
        Number of side steps.
    sentence : str
        The chain as an English sentence.
    """

    ids: tuple[str, ...]
    steps: tuple[Step, ...]
    side_steps: int
    sentence: str


def chain_of(whole: Descent, nodes: Sequence[Node]) -> Chain:
    """Build a chain from the places of its papers, newest first."""
    tables = whole.tables
    ids = tables.ids_of(whole.index.paper[list(nodes)].tolist())
    ends = enumerate(pairwise(nodes))
    steps = tuple(step_of(whole, *both, newest=not place) for place, both in ends)
    return Chain(ids, steps, _side_steps(tables, steps), tell(tables, steps))


def step_of(whole: Descent, newer: Node, older: Node, *, newest: bool = True) -> Step:
    """Build the step between two places; `newest` marks the first step of a chain."""
    tables, index = whole.tables, whole.index
    rows = rows_by_end(index.parent_starts, index.parents, index.parent_rows, newer)[older]
    order = tables.side_step, tables.weakness, tables.codes

    def preference(row: int) -> tuple[Any, ...]:
        # A row that is not inherited cannot continue a chain, so that other rows come first.
        ends = not (newest or tables.inherited[row])
        return (ends, *(column[row] for column in order), tables.row_rank[row])

    rows.sort(key=preference)
    newer_id, older_id = tables.ids_of(index.paper[[newer, older]].tolist())
    return Step(newer_id, older_id, tuple(map(tables.relation, rows)))


def _side_steps(tables: IndexedTables, steps: Sequence[Step]) -> int:
    """Count the side steps of a chain: steps without any row along the line."""
    best = (step.relations[0].relation for step in steps)
    return sum(tables.vocabulary[relation].is_side_step for relation in best)


def tell(tables: IndexedTables, steps: Sequence[Step], lang: Language = "en") -> str:
    """Write a chain as one sentence, newest paper first."""
    clauses = [clause_of(tables, step, lang, leads=not at) for at, step in enumerate(steps)]
    return sentence_of(clauses, lang)


def clause_of(tables: IndexedTables, step: Step, lang: Language, *, leads: bool) -> str:
    """Write a step as a clause; the one that leads a chain names the newer paper."""
    subject = tables.label(step.newer) if leads else Message("chain.which").text(lang)
    row, other = step.relations[0], tables.label(step.older)
    return tables.clause(row, lang, seen_from=step.newer, subject=subject, other=other)


def sentence_of(
    clauses: Sequence[str], lang: Language, *, rest: int = 0, end: str | Words = ""
) -> str:
    """Join the clauses of a chain; `rest` further steps lead on to the paper `end`."""
    told: dict[str, Value] = {"clauses": tuple(clauses), "count": rest, "end": end}
    return Message("chain.shortened" if rest else "chain.sentence", told).text(lang)


def chain_point(tables: IndexedTables, chain: Chain, lang: Language) -> tuple[str, tuple[str, ...]]:
    """Write a chain as a list item, with the evidence of each step."""
    rows = (relation for step in chain.steps for relation in step.relations)
    evidence = tuple(tables.evidenced(relation, lang) for relation in rows)
    return tell(tables, chain.steps, lang), evidence


def find_two(tables: IndexedTables, a: str, b: str) -> tuple[int, int]:
    """Resolve the names of two different papers."""
    first, second = tables.find(a), tables.find(b)
    if first == second:
        raise ArgumentError(Message("error.one_paper", {"id": tables.ids[first]}))
    return first, second


def older_first(whole: Descent, papers: tuple[int, int]) -> list[int]:
    """Return two papers as (older, newer): by descent if there is any, otherwise by date.

    In a cycle each descends from the other: then the first one counts as the newer.
    """
    newer, older = papers
    for steps in (lambda one: whole.unrolled.depth(one, older=False), _steps(whole)):
        if steps(older)[newer] >= 0:
            return [older, newer]
        if steps(newer)[older] >= 0:
            return [newer, older]
    return whole.tables.by_date(papers)


def _steps(whole: Descent) -> Callable[[int], NDArray[np.int32]]:
    """Return a function for shortest-path lengths to descendants, by valid and invalid chains."""
    return lambda paper: whole.index.steps(paper, older=False)
