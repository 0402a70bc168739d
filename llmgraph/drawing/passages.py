"""Passages: descent between shown papers whose chains run through papers that are not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..index import DescentIndex

Pair = tuple[int, int]


def passages(chains: DescentIndex, shown: Sequence[int], rows: Sequence[int]) -> list[Pair]:
    """Find where shown papers descend from each other only through papers not shown.

    Parameters
    ----------
    chains : DescentIndex
        The descent that counts, of all papers.
    shown : sequence of int
        The papers that are drawn.
    rows : sequence of int
        Row numbers of the relations that are drawn; those of other papers do not count.

    Returns
    -------
    list of (int, int)
        Older and newer end of each passage, by their place in `shown`, ascending. Together with
        the relations drawn they join just the papers that chains join, and none of them could be
        left out: they are the transitive reduction of what the relations leave open.

    Examples
    --------
    Of the chain a, b, c, d only the ends are shown; then also b:

    >>> import llmgraph
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": one, "title": one} for one in "abcd"],
    ...     [("b", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "c")])
    >>> chains = graph._index(graph._descent_types(None))
    >>> passages(chains, [0, 3], [])
    [(0, 1)]
    >>> passages(chains, [0, 1, 3], [0])
    [(1, 2)]
    """
    places = chains.place[list(shown)].tolist()
    seats = {place: seat for seat, place in enumerate(places)}
    drawn = _drawn(chains, seats, rows)
    joined = _Joined(len(seats), drawn)

    # Of a longer chain every link spans fewer places than the whole, so that the shortest first
    # leave out all that a chain of others tells.
    def span(pair: Pair) -> tuple[int, Pair]:
        return places[pair[1]] - places[pair[0]], pair

    found = [
        pair for pair in sorted(_through_hidden(chains, seats), key=span) if joined.join(*pair)
    ]
    # But on cycles, which have no first place, a later passage may make an earlier one spare.
    sizes = np.bincount(chains.component)[chains.component]
    for pair in [pair for pair in found if max(sizes[places[seat]] for seat in pair) > 1]:
        others = [other for other in found if other != pair]
        if not _Joined(len(seats), drawn + others).join(*pair):
            found = others
    return sorted(found)


class _Joined:
    """Which papers of a drawing its reader finds joined by chains."""

    def __init__(self, count: int, drawn: list[Pair]) -> None:
        self.newer = [0] * count  # bit k: paper k descends from this one
        before: list[int] = []
        # Youngest first, the second round finds nothing new but on cycles.
        while self.newer != before:
            before = self.newer.copy()
            for older, newer in reversed(drawn):
                self.newer[older] |= self.newer[newer] | 1 << newer

    def join(self, older: int, newer: int) -> bool:
        """Add a passage; tell whether it joins what no chain joined before."""
        if older == newer or self.newer[older] >> newer & 1:
            return False
        gained = self.newer[newer] | 1 << newer
        for one, known in enumerate(self.newer):
            if one == older or known >> older & 1:
                self.newer[one] = known | gained
        return True


def _drawn(chains: DescentIndex, seats: dict[int, int], rows: Sequence[int]) -> list[Pair]:
    """Older and newer end of the relations of descent that are drawn, in the order of places."""
    older = np.repeat(np.arange(len(chains)), np.diff(chains.child_starts))
    drawn = np.isin(chains.child_rows, np.asarray(rows, dtype=np.int64))
    ends = zip(older[drawn].tolist(), chains.children[drawn].tolist(), strict=True)
    return [
        (seats[parent], seats[child])
        for parent, child in ends
        if parent in seats and child in seats
    ]


def _through_hidden(chains: DescentIndex, seats: dict[int, int]) -> list[Pair]:
    """Pairs of shown papers with a chain between them on which all others are hidden."""
    if not seats:
        return []
    # Papers that descend from each other stand side by side in any order.
    first = np.searchsorted(chains.component, chains.component[min(seats)], "left")
    last = np.searchsorted(chains.component, chains.component[max(seats)], "right")
    nearest: dict[int, int] = {}  # of each hidden place: bit k for the shown paper k next above
    while True:
        before = nearest.copy()
        for place in range(int(first), int(last)):
            if place not in seats:
                bits = _bits_above(chains, place, seats, nearest)
                if bits:
                    nearest[place] = bits
        if nearest == before:  # the second round, but for papers that descend from each other
            break
    found: list[Pair] = []
    for place, newer in seats.items():
        bits = _bits_above(chains, place, {}, nearest)
        while bits:
            lowest = bits & -bits
            found.append((lowest.bit_length() - 1, newer))
            bits ^= lowest
    return found


def _bits_above(
    chains: DescentIndex, place: int, seats: dict[int, int], nearest: dict[int, int]
) -> int:
    bits = 0
    own = slice(chains.parent_starts[place], chains.parent_starts[place + 1])
    for parent in chains.parents[own].tolist():
        bits |= 1 << seats[parent] if parent in seats else nearest.get(parent, 0)
    return bits
