"""Common ancestors of several papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..engine import NOT_REACHED
from ..errors import ArgumentError
from ..language.messages import Advice, Message, in_a_row, sentences
from ..model.descent import Cycles, SideSteps, descent
from ..results.base import LimitedResult, paper_row
from ..results.document import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..language.messages import Language, Sayable, Sentences
    from ..model.indexed_tables import IndexedTables


@dataclass(frozen=True, repr=False, eq=False)
class CommonAncestors(LimitedResult):
    """Common ancestors of several papers, oldest first.

    Parameters
    ----------
    of : tuple of str
        Ids of the papers that the query is about.
    nearest : frozenset of str
        Common ancestors without a descendant among the common ancestors. Papers of one cycle are
        equally near.
    fewest_side_steps, depth : mapping of str to tuple of int
        Fewest side steps, and length of the shortest valid chain, from each common ancestor to
        each paper of `of`, in that order.
    notices : Sentences
        Names any of the papers that is an ancestor of all the others, and gives the reason if
        there are no common ancestors.
    descent : Descent
        The descent that the answer is based on.
    beyond : int
        Number of further papers that the answer would have without a limit on side steps.
    """

    of: tuple[str, ...]
    nearest: frozenset[str]
    fewest_side_steps: Mapping[str, tuple[int, ...]]
    depth: Mapping[str, tuple[int, ...]]

    runs_through_hidden: ClassVar[bool] = True

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("date", "name", *(("side_steps",) * self.descent.takes_side_steps), "nearest")

    def _repr_body(self) -> str:
        return f"{', '.join(self.of)}: {len(self)} common, {len(self.nearest)} nearest"

    def title(self) -> Message:
        """Return a short title of the result."""
        names = tuple(self.tables.name(one) for one in self.of)
        return Message("title.common", {"names": names})

    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that the query is about."""
        return self.of

    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw: the answer, then the papers asked about."""
        return (*self.ids, *self.of)

    def to_prose(self, lang: Language = "en") -> Prose:
        """List the common ancestors, then the nearest ones."""
        told = super().to_prose(lang).paragraphs
        near = tuple(self.tables.label(one) for one in self.ids if one in self.nearest)
        more = [Message("prose.nearest", {"names": near}).text(lang)] if near else []
        return Prose((in_a_row([*told, *more], lang),))

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per paper, with the steps to each paper asked about."""
        return [
            {
                **paper_row(self.tables, one, lang),
                "nearest": one in self.nearest,
                "side_steps": max(self.fewest_side_steps[one]),
                **{
                    f"steps to {asked}": steps
                    for asked, steps in zip(self.of, self.depth[one], strict=True)
                },
            }
            for one in self.ids
        ]


def common_ancestors(
    tables: IndexedTables,
    *names: str,
    relations: str | Iterable[str] | None = None,
    side_steps: SideSteps = 1,
    cycles: Cycles = "condense",
) -> CommonAncestors:
    """Find the common ancestors of several papers.

    Parameters
    ----------
    *names : str
        Two or more papers, by any of their names.
    relations, side_steps, cycles : optional
        As for `descendants`.

    Returns
    -------
    CommonAncestors
        Oldest first, with the nearest ones marked. A paper is not its own ancestor; if one of
        the papers is an ancestor of all the others, `notice` names it. If the result is empty,
        `notice` reports how many ancestors each paper has.

    Raises
    ------
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        As for `descendants`; also with fewer than two different papers.

    Examples
    --------
    >>> import llmgraph
    >>> shared = llmgraph.load().common_ancestors("DPO", "InstructGPT")
    >>> "gpt-3" in shared, "ppo" in shared
    (True, True)
    >>> shared.notice
    'InstructGPT is itself an ancestor of DPO.'
    """
    papers = list(dict.fromkeys(tables.find(name) for name in names))
    _require_two(tables, papers)
    told = "cycles.ancestors"
    whole = descent(tables, relations, cycles, side_steps, cycle_note=told)
    fewest = np.stack([whole.reach(paper, older=True).side_steps for paper in papers])
    steps = np.stack([whole.unrolled.depth(paper, older=True) for paper in papers])
    own = whole.among(np.logical_or.reduce(steps > NOT_REACHED))
    marked = np.logical_and.reduce(steps > 0)
    order = tables.by_date(np.flatnonzero(marked))
    ids = tables.ids_of(order)
    of = tables.ids_of(papers)
    among = [
        one for place, one in enumerate(of) if (np.delete(steps[:, papers[place]], place) > 0).all()
    ]
    notes: list[str | Sayable] = [own.notices, *_own_ancestors(tables, among, of)]
    if not ids:
        notes.append(_none_shared(tables, of, (steps > 0).sum(axis=1).tolist()))
    beyond = np.logical_and.reduce(fewest > NOT_REACHED) & ~marked
    beyond[papers] = False
    return CommonAncestors(
        tables,
        ids,
        descent=own,
        of=of,
        nearest=frozenset(tables.ids_of(np.flatnonzero(marked & ~whole.unrolled.followed(marked)))),
        fewest_side_steps=_by_id(ids, fewest[:, order]),
        depth=_by_id(ids, steps[:, order]),
        beyond=int(np.count_nonzero(beyond)),
        notices=sentences(*notes),
    )


def _by_id(ids: tuple[str, ...], columns: NDArray[np.int32]) -> dict[str, tuple[int, ...]]:
    return dict(zip(ids, zip(*columns.tolist(), strict=True), strict=True))


def _require_two(tables: IndexedTables, papers: Sequence[int]) -> None:
    if len(papers) < 2:
        named = tables.ids_of(papers) or Message("said.none")
        raise ArgumentError(Message("error.need_two", {"names": named}))


def _own_ancestors(tables: IndexedTables, own: list[str], of: tuple[str, ...]) -> list[Message]:
    name = {one: tables.name(one) for one in of}
    return [
        Message(
            "notice.own_ancestor",
            {"name": name[one], "others": tuple(name[other] for other in of if other != one)},
        )
        for one in own
    ]


def _none_shared(tables: IndexedTables, of: tuple[str, ...], counts: Sequence[int]) -> Sentences:
    each = tuple(
        Message(
            "shared.some" if count else "shared.none",
            {"name": tables.name(one), "count": count},
        )
        for one, count in zip(of, counts, strict=True)
    )
    return sentences(Message("notice.none_shared", {"each": each}), Advice(Message("advice.paths")))
