"""Passages: descent between shown papers through papers that are not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..engine.bits import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..engine import DescentIndex
    from ..model.descent import Descent


class Joint(NamedTuple):
    """Link between two shown papers: a relation of descent or a passage.

    Parameters
    ----------
    older, newer : int
        Positions of the papers among the shown ones.
    side_steps : int
        Number of side steps.
    inherited : bool
        Whether a chain may continue from its newer end.
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
        The descent edges of all papers.
    side_step, inherited : ndarray
        By row: 1 for a side step, and whether a chain may continue from its newer end.
    max_side_steps : int
        Largest number of side steps that is distinguished.
    beyond : bool
        Whether chains with more side steps count too; they are all treated as ``most + 1``.
    """

    index: DescentIndex
    side_step: NDArray[np.uint8]
    inherited: NDArray[np.bool_]
    max_side_steps: int
    beyond: bool

    @property
    def levels(self) -> int:
        """Number of side-step counts that are distinguished."""
        return self.max_side_steps + 1 + self.beyond

    def sum(self, one: int, other: int) -> int | None:
        """Add numbers of side steps; None if no chain may take that many."""
        total = one + other
        if total <= self.max_side_steps:
            return total
        return self.max_side_steps + 1 if self.beyond else None


def chains_of(descent: Descent, *, max_side_steps: int | None = None) -> Chains:
    """Return the chains of a descent.

    Parameters
    ----------
    descent : Descent
    max_side_steps : int, optional
        Distinguish up to this many side steps, and include chains with more of them. By default,
        only chains that count are included.

    Returns
    -------
    Chains
    """
    tables = descent.tables
    rows = tables.side_step, tables.inherited
    # No chain takes more side steps than there are side-step rows or papers.
    taken = min(int(np.count_nonzero(rows[0][descent.index.child_rows])), len(descent.index))
    if max_side_steps is not None:
        return Chains(descent.index, *rows, min(max_side_steps, taken), beyond=True)
    if descent.allowed is None or descent.allowed > taken:
        # With any number of side steps allowed, there is nothing to distinguish.
        return Chains(descent.index, np.zeros_like(rows[0]), rows[1], 0, beyond=False)
    return Chains(descent.index, *rows, descent.allowed, beyond=False)


def passages(chains: Chains, shown: Sequence[int], rows: Sequence[int]) -> list[Joint]:
    """Find passages: pairs of shown papers joined only by chains through hidden papers.

    Parameters
    ----------
    chains : Chains
    shown : sequence of int
        The drawn papers.
    rows : sequence of int
        Row numbers of the drawn relations; relations of other papers are ignored.

    Returns
    -------
    list of Joint
        Sorted by older, then newer end. Together with the drawn relations they join exactly the
        papers that chains join, and none of them is redundant: they are the transitive reduction
        of the descent that the relations do not show.

    Examples
    --------
    Of the chain a, b, c, d only the ends are shown; then also b. With two side steps between
    them, a and d are not joined:

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

    # Taking pairs by increasing span makes the result a transitive reduction. Of several joints
    # between one pair, the one that allows more comes first.
    def span(joint: Joint) -> tuple[int, int, bool, Joint]:
        wide = places[joint.newer] - places[joint.older]
        return wide, joint.side_steps, not joint.inherited, joint

    found = [
        joint for joint in sorted(_through_hidden(chains, seats), key=span) if joined.join(joint)
    ]
    # There are two exceptions. On cycles, which have no first place, a later passage may make an
    # earlier one redundant. And a passage from which chains may continue is redundant beside one
    # from which they may not, if nothing continues from there.
    sizes = np.bincount(chains.index.component)[chains.index.component]
    cyclic = [one for one in found if max(sizes[places[one.older]], sizes[places[one.newer]]) > 1]
    ends = {joint.newer for joint in (*drawn, *found) if not joint.inherited}
    left = dict.fromkeys(found)
    onward: dict[int, set[Joint]] = {}
    for joint in (*drawn, *found):
        onward.setdefault(joint.older, set()).add(joint)
    for joint in dict.fromkeys([*cyclic, *(one for one in found if one.newer in ends)]):
        ending = joint.inherited and joint.newer in ends
        del left[joint]
        onward[joint.older].discard(joint)
        if not _replaced(chains, onward, joint) and not (
            ending and _Joined(len(seats), chains, [*drawn, *left]).newer == joined.newer
        ):
            left[joint] = None
            onward[joint.older].add(joint)
    return sorted(left)


def _replaced(chains: Chains, onward: Mapping[int, Iterable[Joint]], joint: Joint) -> bool:
    """Whether other joints lead from one end of a joint to the other, and allow as much.

    Parameters
    ----------
    chains : Chains
    onward : mapping of int to iterable of Joint
        The other joints by their older ends.
    joint : Joint

    Returns
    -------
    bool
    """
    # Fewest side steps of a chain that may go on from a paper.
    spent = {joint.older: 0}
    queue = [joint.older]
    while queue:
        paper = queue.pop()
        for other in onward.get(paper, ()):
            taken = chains.sum(spent[paper], other.side_steps)
            if taken is None or taken > joint.side_steps:
                continue
            if other.newer == joint.newer and (other.inherited or not joint.inherited):
                return True
            if other.inherited and taken < spent.get(other.newer, chains.levels):
                spent[other.newer] = taken
                queue.append(other.newer)
    return False


class _Joined:
    """Reachability among the papers of a drawing, by the links drawn so far."""

    def __init__(self, count: int, chains: Chains, drawn: list[Joint]) -> None:
        self.chains = chains
        # Bit k of `newer[n][p]`: paper k descends from p by a chain of at most n side steps.
        # `passing` is the same for chains that may continue.
        self.newer = [[0] * count for _ in range(chains.levels)]
        self.passing = [[0] * count for _ in range(chains.levels)]
        before: list[list[int]] = []
        # Newest first, so that without cycles the second round finds nothing new.
        while before != [*self.newer, *self.passing]:
            before = [level.copy() for level in (*self.newer, *self.passing)]
            for joint in reversed(drawn):
                self._pass_on(joint.older, 0, joint, *self._behind(joint))

    def join(self, joint: Joint) -> bool:
        """Add a passage; return whether it joins papers that no chain joined before."""
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
        """Papers that a joint leads to, by side steps: over chains that continue, and over all."""
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
    """The drawn relations of descent, in topological order."""
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
    """Pairs of shown papers joined by a chain whose inner papers are all hidden."""
    if not seats:
        return []
    # Papers of one cycle are adjacent, in any order.
    component = chains.index.component
    first = np.searchsorted(component, component[min(seats)], "left")
    last = np.searchsorted(component, component[max(seats)], "right")
    is_acyclic = len(np.unique(component[first:last])) == last - first
    # For each hidden place, by side steps: bit k is set if shown paper k is next above.
    nearest: dict[int, list[int]] = {}
    while True:
        before = nearest.copy()
        for place in range(int(first), int(last)):
            if place not in seats:
                bits, _ = _bits_above(chains, place, seats, nearest)
                if any(bits):
                    nearest[place] = bits
        if is_acyclic or nearest == before:
            break
    return [
        Joint(older, newer, side_steps, inherited)
        for place, newer in seats.items()
        for inherited, levels in zip(
            (True, False), _bits_above(chains, place, {}, nearest), strict=True
        )
        for side_steps, bits in enumerate(levels)
        for older in numbers_of(bits)
    ]


def _bits_above(
    chains: Chains, place: int, seats: dict[int, int], nearest: dict[int, list[int]]
) -> tuple[list[int], list[int]]:
    """Shown papers next above, by side steps: for chains that continue, and for those that end."""
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
    # A chain with fewer side steps implies the others, and so does one that continues.
    known = ended = 0
    for level in range(chains.levels):
        passing[level] &= ~known
        known |= passing[level]
        ending[level] &= ~(known | ended)
        ended |= ending[level]
    return passing, ending
