"""Passages: descent between shown papers whose chains run through papers that are not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex
    from ..model.descent import Descent


class Joint(NamedTuple):
    """What joins two shown papers: a relation of descent or a passage.

    Parameters
    ----------
    older, newer : int
        The papers, by their place among the shown ones.
    side_steps : int
        How many it takes.
    inherited : bool
        Whether a chain may go on from its newer end.
    """

    older: int
    newer: int
    side_steps: int
    inherited: bool


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains that count.

    Parameters
    ----------
    index : DescentIndex
        The descent that counts, of all papers.
    side_step, inherited : ndarray
        By row: 1 for a side step, and whether a chain may go on from its newer end.
    most : int
        Side steps that are told apart.
    beyond : bool
        Whether chains of more side steps count too; all of these are taken for one more.
    """

    index: DescentIndex
    side_step: NDArray[np.uint8]
    inherited: NDArray[np.bool_]
    most: int
    beyond: bool

    @property
    def levels(self) -> int:
        """How many numbers of side steps are told apart."""
        return self.most + 1 + self.beyond

    def sum(self, one: int, other: int) -> int | None:
        """Add side steps up; None where no chain may take so many."""
        total = one + other
        if total <= self.most:
            return total
        return self.most + 1 if self.beyond else None


def chains_of(descent: Descent, *, most: int | None = None) -> Chains:
    """Give the chains of a descent.

    Parameters
    ----------
    descent : Descent
    most : int, optional
        Tell so many side steps apart, and take those of more into account too. By default only
        the chains that count are there.

    Returns
    -------
    Chains
    """
    tables = descent.tables
    rows = tables.side_step, tables.inherited
    # No chain takes more side steps than there are, or more than there are papers.
    taken = min(int(np.count_nonzero(rows[0][descent.index.child_rows])), len(descent.index))
    if most is not None:
        return Chains(descent.index, *rows, min(most, taken), beyond=True)
    if descent.allowed is None or descent.allowed > taken:
        # Any number will do: there is nothing to tell apart.
        return Chains(descent.index, np.zeros_like(rows[0]), rows[1], 0, beyond=False)
    return Chains(descent.index, *rows, descent.allowed, beyond=False)


def passages(chains: Chains, shown: Sequence[int], rows: Sequence[int]) -> list[Joint]:
    """Find where shown papers descend from each other only through papers not shown.

    Parameters
    ----------
    chains : Chains
    shown : sequence of int
        The papers that are drawn.
    rows : sequence of int
        Row numbers of the relations that are drawn; those of other papers do not count.

    Returns
    -------
    list of Joint
        By the older, then the newer end. Together with the relations drawn they join just the
        papers that chains join, and none of them could be left out: they are the transitive
        reduction of what the relations leave open.

    Examples
    --------
    Of the chain a, b, c, d only the ends are shown; then also b. With two side steps between them
    a and d are not joined:

    >>> import llmgraph
    >>> from llmgraph.model.descent import descent
    >>> def found(relation, shown, rows):
    ...     graph = llmgraph.PaperGraph(
    ...         [{"id": one, "title": one} for one in "abcd"],
    ...         [("b", "extends", "a"), ("c", "uses", "b"), ("d", relation, "c")])
    ...     return [joint[:3] for joint in passages(chains_of(descent(graph.tables)), shown, rows)]
    >>> found("extends", [0, 3], []), found("extends", [0, 1, 3], [0])
    ([(0, 1, 1)], [(1, 2, 1)])
    >>> found("uses", [0, 3], [])
    []
    """
    places = chains.index.place[list(shown)].tolist()
    seats = {place: seat for seat, place in enumerate(places)}
    drawn = _drawn(chains, seats, rows)
    joined = _Joined(len(seats), chains, drawn)

    # Of a longer chain every link spans fewer places than the whole, so that the shortest first
    # leave out all that a chain of others tells; of one pair, the one that allows more.
    def span(joint: Joint) -> tuple[int, int, bool, Joint]:
        wide = places[joint.newer] - places[joint.older]
        return wide, joint.side_steps, not joint.inherited, joint

    found = [
        joint for joint in sorted(_through_hidden(chains, seats), key=span) if joined.join(joint)
    ]
    # But on cycles, which have no first place, a later passage may make an earlier one spare; and
    # beside one with which chains end, one that goes on is spare if nothing goes on from there.
    sizes = np.bincount(chains.index.component)[chains.index.component]
    cyclic = [one for one in found if max(sizes[places[one.older]], sizes[places[one.newer]]) > 1]
    ends = {joint.newer for joint in (*drawn, *found) if not joint.inherited}
    for joint in dict.fromkeys([*cyclic, *(one for one in found if one.newer in ends)]):
        others = [other for other in found if other != joint]
        if _Joined(len(seats), chains, drawn + others).newer == joined.newer:
            found = others
    return sorted(found)


class _Joined:
    """Which papers of a drawing its reader finds joined by chains that count."""

    def __init__(self, count: int, chains: Chains, drawn: list[Joint]) -> None:
        self.chains = chains
        # Bit k of `newer[n][p]`: paper k descends from p by a chain of at most n side steps.
        # `passing` are those of its chains that may go on.
        self.newer = [[0] * count for _ in range(chains.levels)]
        self.passing = [[0] * count for _ in range(chains.levels)]
        before: list[list[int]] = []
        # Youngest first, the second round finds nothing new but on cycles.
        while before != [*self.newer, *self.passing]:
            before = [level.copy() for level in (*self.newer, *self.passing)]
            for joint in reversed(drawn):
                self._pass_on(joint.older, 0, joint, *self._behind(joint))

    def join(self, joint: Joint) -> bool:
        """Add a passage; tell whether it joins what no chain joined before."""
        known = self.passing if joint.inherited else self.newer
        if joint.older == joint.newer or known[joint.side_steps][joint.older] >> joint.newer & 1:
            return False
        behind = self._behind(joint)
        for one in range(len(self.newer[0])):
            for level, passing in enumerate(self.passing):
                if one == joint.older or passing[one] >> joint.older & 1:
                    self._pass_on(one, level, joint, *behind)
                    break
        return True

    def _behind(self, joint: Joint) -> tuple[list[int], list[int]]:
        """What a joint leads to, by the side steps behind it: by chains that go on, and by all."""
        end = 1 << joint.newer
        if not joint.inherited:
            return [0] * self.chains.levels, [end] * self.chains.levels
        passing = [level[joint.newer] | end for level in self.passing]
        return passing, [level[joint.newer] | end for level in self.newer]

    def _pass_on(
        self, one: int, spent: int, joint: Joint, passing: list[int], every: list[int]
    ) -> None:
        taken = self.chains.sum(spent, joint.side_steps)
        others = ~(1 << one)
        for behind in range(self.chains.levels):
            level = None if taken is None else self.chains.sum(taken, behind)
            for more in range(self.chains.levels if level is None else level, self.chains.levels):
                self.passing[more][one] |= passing[behind] & others
                self.newer[more][one] |= every[behind] & others


def _joint(chains: Chains, older: int, newer: int, row: int) -> Joint:
    taken = chains.sum(0, int(chains.side_step[row]))
    return Joint(older, newer, -1 if taken is None else taken, bool(chains.inherited[row]))


def _drawn(chains: Chains, seats: dict[int, int], rows: Sequence[int]) -> list[Joint]:
    """The relations of descent that are drawn, in the order of places."""
    index = chains.index
    older = index.tails
    drawn = np.isin(index.child_rows, np.asarray(rows, dtype=np.int64))
    columns = (older[drawn], index.children[drawn], index.child_rows[drawn])
    joints = [
        _joint(chains, seats[parent], seats[child], row)
        for parent, child, row in zip(*(column.tolist() for column in columns), strict=True)
        if parent in seats and child in seats
    ]
    return [joint for joint in joints if joint.side_steps >= 0]


def _through_hidden(chains: Chains, seats: dict[int, int]) -> list[Joint]:
    """Pairs of shown papers with a chain between them on which all others are hidden."""
    if not seats:
        return []
    # Papers that descend from each other stand side by side in any order.
    component = chains.index.component
    first = np.searchsorted(component, component[min(seats)], "left")
    last = np.searchsorted(component, component[max(seats)], "right")
    # Of each hidden place, by side steps: bit k for the shown paper k next above.
    nearest: dict[int, list[int]] = {}
    while True:
        before = nearest.copy()
        for place in range(int(first), int(last)):
            if place not in seats:
                bits, _ = _bits_above(chains, place, seats, nearest)
                if any(bits):
                    nearest[place] = bits
        if nearest == before:  # the second round, but for papers that descend from each other
            break
    return [
        Joint(older, newer, side_steps, inherited)
        for place, newer in seats.items()
        for inherited, levels in zip(
            (True, False), _bits_above(chains, place, {}, nearest), strict=True
        )
        for side_steps, bits in enumerate(levels)
        for older in _numbers(bits)
    ]


def _numbers(bits: int) -> list[int]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def _bits_above(
    chains: Chains, place: int, seats: dict[int, int], nearest: dict[int, list[int]]
) -> tuple[list[int], list[int]]:
    """Shown papers next above, by side steps: by chains that go on, and by those that end here."""
    index = chains.index
    own = slice(index.parent_starts[place], index.parent_starts[place + 1])
    passing, ending = [0] * chains.levels, [0] * chains.levels
    parents, rows = index.parents[own].tolist(), index.parent_rows[own].tolist()
    for parent, row in zip(parents, rows, strict=True):
        found = passing if chains.inherited[row] else ending
        above = [1 << seats[parent]] if parent in seats else nearest.get(parent, ())
        for before, bits in enumerate(above):
            level = chains.sum(before, int(chains.side_step[row]))
            if level is not None:
                found[level] |= bits
    # A chain of fewer side steps says more, and so does one that goes on.
    known = ended = 0
    for level in range(chains.levels):
        passing[level] &= ~known
        known |= passing[level]
        ending[level] &= ~(known | ended)
        ended |= ending[level]
    return passing, ending
