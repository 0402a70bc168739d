"""What an answer says of single papers and relations, beyond which they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..language.messages import Message


@dataclass(frozen=True)
class Emphasis:
    """Marks, scores and weights of an answer; every renderer shows them.

    Parameters
    ----------
    marked : frozenset of str, optional
        Ids of the papers to mark, such as those of a cut.
    mark_name : Message or None, optional
        What the marked papers are, without their number.
    scores : mapping of str to float, optional
        Score of each paper, by id, shown as a bar; papers without one have no bar.
    score_name : Message or None, optional
        What the scores are.
    weights : mapping of int to float, optional
        Weight of each relation, by row number, shown as the width of its line.
    weight_name : Message or None, optional
        What the weights are.
    """

    marked: frozenset[str] = frozenset()
    mark_name: Message | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    score_name: Message | None = None
    weights: Mapping[int, float] = field(default_factory=dict)
    weight_name: Message | None = None

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """Scores as shares of the highest one; 0 for those below zero.

        Examples
        --------
        >>> Emphasis(scores={"a": 4.0, "b": 1.0, "c": -1.0}).shares
        {'a': 1.0, 'b': 0.25, 'c': 0.0}
        """
        return _shares(self.scores)

    @cached_property
    def widths(self) -> Mapping[int, float]:
        """Weights as shares of the highest one."""
        return _shares(self.weights)


Key = TypeVar("Key")


def _shares(values: Mapping[Key, float]) -> dict[Key, float]:
    highest = max(values.values(), default=0)
    return {key: max(value / highest, 0.0) if highest > 0 else 0.0 for key, value in values.items()}


NO_EMPHASIS = Emphasis()
