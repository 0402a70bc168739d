"""Transitive reduction of descent.

Nothing is deleted: a result lists the hidden rows, and the graph keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..engine import compile_index
from ..engine.flows import implied_rows
from ..language.messages import Message, require_choice
from ..language.wording import counted
from ..model.descent import Cycles, descent
from ..results.base import DescentResult, evidence_row
from .chain import clause_of, sentence_of, step_of
from .chain_search import StepCosts, shortest_chains

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex
    from ..language.messages import Language
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Relation

# Number of steps of a chain that are told.
MAX_STEPS = 6


@dataclass(frozen=True, repr=False, eq=False)
class Reduction(DescentResult):
    """Papers and their relations, without the rows implied by longer chains.

    Iterates over all requested papers, oldest first. `relation_rows` and the drawing have every
    row between them except the hidden ones.

    Parameters
    ----------
    hidden_rows : tuple of int
        Row numbers of the implied relations, ascending. They remain in the graph.
    shown_rows : tuple of int
        Row numbers of the other relations among the papers, of every type.
    by : {"relation", "descent"}
        Whether chains had to have the relation type of the row.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    hidden_rows: tuple[int, ...]
    shown_rows: tuple[int, ...]
    by: str

    @cached_property
    def hidden(self) -> tuple[Relation, ...]:
        """Implied rows, in table order."""
        return tuple(map(self.tables.relation, self.hidden_rows))

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("hidden", "implied_by", "note")

    def _repr_body(self) -> str:
        return f"{counted(len(self), 'paper')}, {counted(len(self.hidden_rows), 'row')} hidden"

    def title(self) -> Message:
        """Return a short title of the result."""
        rows = Message("count.row", {"count": len(self.hidden_rows)})
        return Message("title.reduction", {"rows": rows})

    def _own_rows(self) -> Sequence[int]:
        return self.shown_rows

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per hidden row, with the shortest chain that implies it.

        By the newer paper, oldest first. Of several chains, the one with the best newest step:
        along the line before side steps, then by evidence and id.
        ``steps`` is the number of its steps; only the first ones of a long chain are told.
        """
        order = self.tables.row_rank[list(self.hidden_rows)].argsort().tolist()
        told = list(zip(self.hidden, self._chains_instead(lang), strict=True))
        return [
            {
                "hidden": self.tables.sentence(row, lang),
                "implied_by": chain,
                "steps": steps,
                "source": row.source,
                "relation": row.relation,
                "target": row.target,
                "date": self.tables.paper(row.source).published,
                **evidence_row(row, lang),
            }
            for row, (chain, steps) in (told[at] for at in order)
        ]

    def _chains_instead(self, lang: Language) -> list[tuple[str, int]]:
        """Tell the shortest chain over the remaining rows that implies each hidden row."""
        tables, told = self.tables, {}
        shown, hidden = np.zeros((2, len(tables.relations)), dtype=bool)
        shown[list(self.shown_rows)] = hidden[list(self.hidden_rows)] = True
        for types in _judged_together(self.relation_types, self.by):
            own = np.isin(tables.codes, tables.vocabulary.codes(types))
            left = self.descent.only(own & shown)

            @cache
            def clause(newer: int, older: int, *, leads: bool, left: Descent = left) -> str:
                return clause_of(tables, step_of(left, newer, older), lang, leads=leads)

            edges = self.descent.edges.where((own & hidden)[self.descent.edges.row])
            pairs = list(zip(edges.child.tolist(), edges.parent.tolist(), strict=True))
            ways = StepCosts(left)
            found = shortest_chains(ways, pairs, MAX_STEPS)
            for row, (_, older), chain in zip(edges.row.tolist(), pairs, found, strict=True):
                ends = enumerate(pairwise(chain.nodes))
                clauses = [clause(*both, leads=not at) for at, both in ends]
                end = tables.label(tables.ids[older])
                rest = chain.length - len(clauses)
                told[row] = sentence_of(clauses, lang, rest=rest, end=end), chain.length
        return [told[row] for row in self.hidden_rows]


def reduction(
    tables: IndexedTables,
    papers: Iterable[str] | None = None,
    *,
    by: Literal["relation", "descent"] = "relation",
    relations: str | Iterable[str] | None = None,
    cycles: Cycles = "condense",
) -> Reduction:
    """Compute the transitive reduction of descent: hide the rows implied by longer chains.

    Nothing is deleted. The whole network of descent is used: without a limit on side steps, every
    paper keeps its ancestors, by every relation type. Parallel relations are reduced separately.
    Relations without descent are never hidden. Rows that are not inherited are never hidden
    either, and imply no other row. "Implied" refers to descent only: if A uses B and B uses C, A
    need not use C.

    Parameters
    ----------
    papers : iterable of str, optional
        Show only these papers, by any of their names (or a result such as a `Lineage`); then only
        chains among them hide a row. By default all papers.
    by : {"relation", "descent"}, optional
        ``"relation"``: only a chain of the same type hides a row, such as a chain of "extends" an
        "extends". ``"descent"``: a chain of any types with descent hides it. This hides more, and
        may replace a relation by a chain of other types.
    relations : str or iterable of str, optional
        The relation types to reduce, as for `descendants`; other types are not reduced.
    cycles : {"condense", "dates"}, optional
        Rows within a cycle are never hidden, and `cycles` of the result lists the cycles.
        ``"dates"`` instead leaves out the rows whose child was public before its parent;
        ``dropped`` lists them.

    Returns
    -------
    Reduction
        `hidden` lists the hidden rows; `rows` shows the chain that implies each.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`; also if `by` or `cycles` is invalid.

    References
    ----------
    Aho, Garey & Ullman 1972, The transitive reduction of a directed graph,
    doi:10.1137/0201008. For citation networks: Clough, Gollings, Loach & Evans 2015,
    doi:10.1093/comnet/cnu039.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": x, "title": x} for x in "abc"],
    ...     [("b", "extends", "a"), ("c", "extends", "b"), ("c", "extends", "a"),
    ...      ("c", "uses", "a")])
    >>> [row["hidden"] for row in graph.reduction().rows()]
    ['c extends a']
    >>> [row["hidden"] for row in graph.reduction(by="descent").rows()]
    ['c extends a', 'c uses a']
    """
    require_choice("by", by, ("relation", "descent"))
    whole = descent(tables, relations, cycles, cycle_note="cycles.rows")
    shown = _shown(tables, papers)
    edges = whole.edges.where(shown[whole.edges.parent] & shown[whole.edges.child])
    ids = tables.ids_of(tables.by_date(np.flatnonzero(shown)))
    hidden = np.zeros(len(tables.relations), dtype=bool)
    for kinds in _judged_together(whole.relation_types, by):
        own = edges.where(np.isin(tables.codes[edges.row], tables.vocabulary.codes(kinds)))
        # Rows that are not inherited imply no other row, and no chain implies them.
        own = own.where(own.inherited)
        hidden[implied_rows(compile_index(len(tables.ids), *own[:3]))] = True
    hidden[_rows_in_cycles(whole.index)] = False
    shown_rows = shown[tables.sources] & shown[tables.targets] & ~hidden & whole.kept
    return Reduction(
        tables,
        ids,
        descent=whole,
        hidden_rows=tuple(np.flatnonzero(hidden).tolist()),
        shown_rows=tuple(np.flatnonzero(shown_rows).tolist()),
        by=by,
        notices=whole.whole_notices,
    )


def _judged_together(kinds: tuple[str, ...], by: str) -> list[tuple[str, ...]]:
    return [kinds] if by == "descent" else [(kind,) for kind in kinds]


def _rows_in_cycles(index: DescentIndex) -> NDArray[np.int32]:
    tails = index.component[index.tails]
    within: NDArray[np.int32] = index.child_rows[tails == index.component[index.children]]
    return within


def _shown(tables: IndexedTables, papers: Iterable[str] | None) -> NDArray[np.bool_]:
    shown = np.full(len(tables.ids), papers is None)
    for one in [papers] if isinstance(papers, str) else papers or ():
        shown[tables.find(one)] = True
    return shown
