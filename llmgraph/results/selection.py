"""Selections: papers of a filter, or of other answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ..language.arguments import require_type
from ..language.messages import NOTHING, Message, Sentences
from ..model.descent import descent
from .base import Result

if TYPE_CHECKING:
    from ..model.descent import Cycles, Descent

Label = Literal["papers", "roots", "leaves"]


@dataclass(frozen=True, repr=False, eq=False)
class Selection(Result):
    """Papers selected by a filter, or roots or leaves.

    Parameters
    ----------
    label : {"papers", "roots", "leaves"}
        Kind of the papers.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the answer is based on.
    """

    label: Label
    notices: Sentences = NOTHING

    runs_through_hidden: ClassVar[bool] = True
    is_list_of_papers: ClassVar[bool] = True

    def _repr_body(self) -> str:
        return f"{len(self)} {self.label}"

    def title(self) -> Message:
        """Return a short title of the result."""
        return Message(f"title.{self.label}")

    def within(self, other: Selection) -> Selection:
        """Return the intersection with another selection.

        Parameters
        ----------
        other : Selection
            A selection of the same graph.

        Returns
        -------
        Selection
            In the order of this selection, with the label of the other.
        """
        require_type("other", other, Selection)
        wanted = set(other.ids)
        kept = tuple(one for one in self.ids if one in wanted)
        return Selection(self.tables, kept, other.label, other.notices, descent=other.descent)


def papers_like(of: Descent, ids: set[str]) -> Selection:
    """Select papers, oldest first, with descent as in another answer."""
    tables = of.tables
    cycles: Cycles = "dates" if of.left_out else "condense"
    ordered = tables.ids_of(tables.by_date(tables.number[one] for one in ids))
    whole = descent(tables, of.relation_types, cycles, of.side_steps)
    return Selection(tables, ordered, "papers", tables.own_notes, descent=whole)
