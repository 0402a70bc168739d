"""Overlap between papers: co-occurrence counts and the pairs with the highest scores.

A *meeting* is a pair of papers and one item that both have.
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
    # Maps the number of shared items and the lengths of both lists to a score.
    Weighing = Callable[[Whole, Whole, Whole], Floats]
    # First and second paper of each pair, number of shared items, score.
    Found = tuple[Whole, Whole, Whole, Floats]

# Approximate number of meetings per block; a single paper may have more.
BLOCK = 1 << 20


class Lists:
    """Sorted item lists of all papers.

    Parameters
    ----------
    papers, has : ndarray of int64
        Pairs of a paper and one of its items; duplicates count once.
    count : int
        Upper bound of both, exclusive.
    """

    def __init__(self, papers: Whole, has: Whole, count: int) -> None:
        ends = (column.astype(np.int32) for column in distinct(papers, has, count))
        self.starts, self.has, _ = compressed_rows(count, *ends)
        self.lengths = np.diff(self.starts).astype(np.int64)

    def of(self, paper: int) -> Ints:
        """Items of one paper, ascending."""
        return self.has[self.starts[paper] : self.starts[paper + 1]]

    def shared(self, one: int, other: int) -> Ints:
        """Items that two papers share, ascending."""
        return np.intersect1d(self.of(one), self.of(other), assume_unique=True)

    def meetings(self, one: int | None, chosen: Bools) -> Iterator[tuple[Whole, Whole, Whole]]:
        """Count the shared items of each pair of papers, in blocks.

        Parameters
        ----------
        one : int or None
            The paper to compare with the others; None compares all pairs.
        chosen : ndarray of bool, shape (papers,)
            The papers to compare.

        Yields
        ------
        first, second, number : ndarray of int64
            Pairs that share at least one item, each once, and how many they share. `first` is
            `one` if given, otherwise the lower number.
        """
        count = len(self.lengths)
        papers = np.repeat(np.arange(count, dtype=np.int32), self.lengths)
        wanted = chosen[papers]
        who_starts, who, _ = compressed_rows(count, self.has[wanted], papers[wanted])
        # Upper bound of the pairs of each paper: the holders of all its items.
        sizes = np.diff(who_starts)[self.has]
        reach = np.diff(np.append(0, np.cumsum(sizes))[self.starts])
        firsts = np.flatnonzero(chosen & (reach > 0)) if one is None else np.array([one])
        for block in _blocks(firsts, reach[firsts]):
            room = int(reach[block].sum())
            lists = (self.starts, self.has, who_starts, who)
            yield tallied(*lists, block, one is None, room)


def _blocks(papers: Whole, sizes: Whole) -> Iterator[Whole]:
    """Split papers into parts with a similar number of meetings."""
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
    """Count the items that some papers share with others.

    Parameters
    ----------
    starts, has : ndarray of int32
        The items of each paper, in compressed rows.
    who_starts, who : ndarray of int32
        The papers that have each item, in compressed rows, ascending.
    firsts : ndarray of int64
        The papers.
    above : bool
        Compare only with papers of a higher number.
    room : int
        Upper bound of the number of pairs.

    Returns
    -------
    first, second, number : ndarray of int64
        Pairs that share at least one item, and how many they share.
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
            # In descending order, so that the loop can stop at the paper itself.
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
    """Find the pairs with the highest scores, ties with the last one included.

    Parameters
    ----------
    lists : Lists
    one, chosen
        As for `Lists.meetings`.
    weighing : callable
        Maps the number of shared items and the lengths of both lists to a score above 0.
    top : int or None
        Number of pairs, not counting ties; None keeps all.
    at_least : int, optional
        Minimum number of shared items.

    Returns
    -------
    first, second : ndarray of int64
        By descending score, then number of shared items, then paper number.
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
