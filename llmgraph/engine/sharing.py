"""How much any two papers share: lists of what each has, and the pairs that share most.

A *meeting* is a pair of papers and one thing that both have on their lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .compiler import kernel
from .kernels import compressed_rows, distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Whole = NDArray[np.int64]
    # From how many are shared and the lengths of both lists to a score.
    Weighing = Callable[[Whole, Whole, Whole], Floats]
    # First and second paper of each pair, how many they share, and their score.
    Found = tuple[Whole, Whole, Whole, Floats]

# Meetings that are counted at once, about; a paper alone may have more.
BLOCK = 1 << 20


class Lists:
    """What each paper has that it may share with others.

    Parameters
    ----------
    papers, has : ndarray of int64
        Each paper and one thing that it has; pairs that come twice count once.
    count : int
        All numbers are lower.
    """

    def __init__(self, papers: Whole, has: Whole, count: int) -> None:
        ends = (column.astype(np.int32) for column in distinct(papers, has, count))
        self.starts, self.has, _ = compressed_rows(count, *ends)
        self.lengths = np.diff(self.starts).astype(np.int64)

    def of(self, paper: int) -> Ints:
        """The list of one paper, ascending."""
        return self.has[self.starts[paper] : self.starts[paper + 1]]

    def shared(self, one: int, other: int) -> Ints:
        """What stands on the lists of two papers, ascending."""
        return np.intersect1d(self.of(one), self.of(other), assume_unique=True)

    def meetings(self, one: int | None, chosen: Bools) -> Iterator[tuple[Whole, Whole, Whole]]:
        """Count what the papers of each pair share, in blocks.

        Parameters
        ----------
        one : int or None
            The paper that is compared with the others; None compares all with each other.
        chosen : ndarray of bool, shape (papers,)
            The papers that are compared, beside that one.

        Yields
        ------
        first, second, number : ndarray of int64
            Pairs with a number of at least 1: first the paper asked about or, of all pairs, the
            lower number. No pair comes twice.
        """
        count = len(self.lengths)
        papers = np.repeat(np.arange(count, dtype=np.int32), self.lengths)
        wanted = chosen[papers]
        who_starts, who, _ = compressed_rows(count, self.has[wanted], papers[wanted])
        # A paper meets at most as many as stand on the lists of what it has.
        sizes = np.diff(who_starts)[self.has]
        reach = np.diff(np.append(0, np.cumsum(sizes))[self.starts])
        firsts = np.flatnonzero(chosen & (reach > 0)) if one is None else np.array([one])
        for block in _blocks(firsts, reach[firsts]):
            room = int(reach[block].sum())
            lists = (self.starts, self.has, who_starts, who)
            yield tallied(*lists, block, one is None, room)


def _blocks(papers: Whole, sizes: Whole) -> Iterator[Whole]:
    """Cut papers into parts with about as many meetings each, so that no part is a small rest."""
    total = int(sizes.sum())
    part = total // (total // BLOCK + 1) + 1
    parts = (np.cumsum(sizes) - sizes) // part
    return iter(np.split(papers, np.flatnonzero(np.diff(parts)) + 1))


def _room(*args: Any) -> int:
    return int(args[-1])


@kernel(_room)
def tallied(
    starts: Ints,
    has: Ints,
    who_starts: Ints,
    who: Ints,
    firsts: Whole,
    above: bool,
    room: int,
) -> tuple[Whole, Whole, Whole]:
    """Count how much each of some papers shares with others.

    Parameters
    ----------
    starts, has : ndarray of int32
        What each paper has, in compressed rows.
    who_starts, who : ndarray of int32
        Who has each thing, in compressed rows, ascending.
    firsts : ndarray of int64
        The papers.
    above : bool
        Whether only others of a higher number are looked at.
    room : int
        As many pairs may be found.

    Returns
    -------
    first, second, number : ndarray of int64
        Pairs that share at least one.
    """
    first = np.empty(room, dtype=np.int64)
    second = np.empty(room, dtype=np.int64)
    number = np.empty(room, dtype=np.int64)
    place_of = np.full(len(starts) - 1, -1, dtype=np.int64)
    found = 0
    for paper in firsts:
        begin = found
        for place in range(starts[paper], starts[paper + 1]):
            thing = has[place]
            # From the highest on, so that the lower ones need not be looked at.
            for turn in range(who_starts[thing + 1] - 1, who_starts[thing] - 1, -1):
                other = who[turn]
                if other <= paper and above:
                    break
                if place_of[other] >= begin:
                    number[place_of[other]] += 1
                elif other != paper:
                    place_of[other] = found
                    first[found] = paper
                    second[found] = other
                    number[found] = 1
                    found += 1
    return first[:found], second[:found], number[:found]


def best_pairs(
    lists: Lists,
    one: int | None,
    chosen: Bools,
    weighing: Weighing,
    *,
    top: int | None,
    at_least: int = 1,
) -> tuple[Whole, Whole, Floats]:
    """Find the pairs of the highest score and those tied with the last of them.

    Parameters
    ----------
    lists : Lists
    one, chosen
        As for `Lists.meetings`.
    weighing : callable
        From how many are shared and the lengths of both lists to a score above 0.
    top : int or None
        How many pairs, without ties; None keeps all.
    at_least : int, optional
        How many a pair shares.

    Returns
    -------
    first, second : ndarray of int64
        The highest score first; ties by how many are shared, then by number.
    score : ndarray of float64
    """
    none = np.empty(0, dtype=np.int64)
    kept: Found = (none, none, none, none.astype(np.float64))
    enough = 0.0
    for block in lists.meetings(one, chosen):
        first, second, number = (column[block[-1] >= at_least] for column in block)
        score = weighing(number, lists.lengths[first], lists.lengths[second])
        kept = _joined(kept, _scored((first, second, number, score), enough))
        if top is not None and len(kept[-1]) > top:
            enough = float(np.partition(kept[-1], -top)[-top])
            kept = _scored(kept, enough)
    first, second, number, score = kept
    order = np.lexsort((second, first, -number, -score))
    return first[order], second[order], score[order]


def _scored(found: Found, enough: float) -> Found:
    chosen = found[-1] >= enough
    first, second, number, score = found
    return first[chosen], second[chosen], number[chosen], score[chosen]


def _joined(one: Found, other: Found) -> Found:
    columns: Any = map(np.append, one, other)
    first, second, number, score = columns
    return first, second, number, score
