"""Dates to columns: one column per year, several for a crowded year, one for sparse neighbours."""

import math
from dataclasses import dataclass

import numpy as np

from ...engine import compile_index
from ...engine.centrality import generation
from .arrays import BoolArray, FloatArray, IntArray

UNDATED = "undated"
_LEAST_CAP = 12

# Costs of a misplaced paper while a crowded year is split (see `_split_year`).
_SAME_COLUMN = 3
_BACKWARD = 9
_OUT_OF_DATE = 1
_REACH = 2  # columns that a paper may move in one step


@dataclass(frozen=True)
class Columns:
    """The column of every paper and the label of every column."""

    of_paper: IntArray
    labels: tuple[str, ...]


def default_max_per_column(papers: int) -> int:
    """Return the maximum number of papers in a column before its year is split."""
    return max(_LEAST_CAP, round(1.8 * math.sqrt(papers)))


def assign_columns(
    months: FloatArray,
    sources: IntArray,
    targets: IntArray,
    max_per_column: int,
    year_only: BoolArray,
    max_merged: int = 0,
) -> Columns:
    """Assign papers to columns; a year with more than `max_per_column` papers gets several.

    Neighbouring years share a column if they have at most `max_merged` papers in total.
    Undated papers get separate columns, labelled "undated": before the year of the earliest dated
    child, or else after that of the latest dated parent. Papers without any dated relative come
    last, laid out by generation.
    """
    dated = months >= 0
    years, slot = np.unique((months[dated] // 12).astype(np.int64), return_inverse=True)
    slots = np.full(len(months), -1, dtype=np.int64)
    slots[dated] = 2 * slot
    _place_undated(slots, dated, 2 * len(years) - 1, sources, targets)
    band, last = _bands(slots, max_merged)
    column = np.empty(len(months), dtype=np.int64)
    labels: list[str] = []
    for here in np.unique(band).tolist():
        members = np.flatnonzero(band == here)
        part = _split_year(members, months, sources, targets, max_per_column, year_only)
        column[members] = len(labels) + part
        label = UNDATED if here % 2 else str(years[here // 2])
        if last[here] > here:
            label += f"–{years[last[here] // 2]}"
        labels += [label] * (int(part.max()) + 1)
    return Columns(column, tuple(labels))


def _bands(slots: IntArray, max_merged: int) -> tuple[IntArray, dict[int, int]]:
    """Return the first slot of each paper's band, and a map from first to last slot of each band.

    Undated papers lie between bands.
    """
    present, sizes = np.unique(slots, return_counts=True)
    firsts, last, held = present.copy(), {}, 0
    for at, (here, size) in enumerate(zip(present.tolist(), sizes.tolist(), strict=True)):
        before = int(firsts[at - 1])
        if at and not here % 2 and not before % 2 and held + size <= max_merged:
            firsts[at], held = before, held + size
        else:
            held = size
        last[int(firsts[at])] = here
    return firsts[np.searchsorted(present, slots)], last


def _split_year(
    members: IntArray,
    months: FloatArray,
    sources: IntArray,
    targets: IntArray,
    max_per_column: int,
    year_only: BoolArray,
) -> IntArray:
    """Return the sub-column of each paper of one year, so that relations point forward."""
    parts = -(-len(members) // max_per_column)
    if parts == 1:
        return np.zeros(len(members), dtype=np.int64)
    number = {int(paper): i for i, paper in enumerate(members)}
    inner = np.isin(sources, members) & np.isin(targets, members)
    pairs = sorted(
        (number[a], number[b])
        for a, b in zip(sources[inner].tolist(), targets[inner].tolist(), strict=True)
    )
    by_date = np.lexsort((members, _generations(len(members), pairs), months[members]))
    part = np.empty(len(members), dtype=np.int64)
    part[by_date] = np.arange(len(members)) * parts // len(members)
    first, last = _date_span(months[members], part)
    free = year_only[members]
    first[free], last[free] = 0, parts - 1
    return _improve_split(part, parts, pairs, first, last)


def _date_span(months: FloatArray, part: IntArray) -> tuple[IntArray, IntArray]:
    """Return, for each paper, the first and last sub-column that its date already occupies."""
    first, last = part.copy(), part.copy()
    for date in np.unique(months):
        same = months == date
        first[same], last[same] = part[same].min(), part[same].max()
    return first, last


def _improve_split(
    part: IntArray, parts: int, pairs: list[tuple[int, int]], first: IntArray, last: IntArray
) -> IntArray:
    """Move single papers between sub-columns as long as the cost decreases."""
    older: list[list[int]] = [[] for _ in part]
    newer: list[list[int]] = [[] for _ in part]
    for a, b in pairs:
        newer[a].append(b)
        older[b].append(a)
    place: list[int] = part.tolist()
    room = -(-len(place) // parts) + 1 + len(place) // (8 * parts)
    filled = [place.count(k) for k in range(parts)]

    def cost(paper: int, k: int) -> int:
        date = max(0, int(first[paper]) - k, k - int(last[paper]))
        ahead = [place[other] - k for other in newer[paper]]
        ahead += [k - place[other] for other in older[paper]]
        relations = _SAME_COLUMN * ahead.count(0) + _BACKWARD * sum(d < 0 for d in ahead)
        return relations + _OUT_OF_DATE * date

    for _ in range(12):
        moved = False
        for paper in range(len(place)):
            here = place[paper]
            near = range(max(0, here - _REACH), min(parts, here + _REACH + 1))
            open_parts = [k for k in near if k == here or filled[k] < room]
            best = min(open_parts, key=lambda k: (cost(paper, k), k != here, k))
            if best != here and filled[here] > 1:
                place[paper] = best
                filled[here] -= 1
                filled[best] += 1
                moved = True
        if not moved:
            break
    return np.array(place, dtype=np.int64)


def _generations(papers: int, pairs: list[tuple[int, int]]) -> IntArray:
    """Return the length of the longest chain above each paper; a cycle counts as one paper."""
    older, newer = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    rows = np.arange(len(pairs), dtype=np.int32)
    return generation(compile_index(papers, older, newer, rows))


def _place_undated(
    slots: IntArray, dated: BoolArray, end: int, sources: IntArray, targets: IntArray
) -> None:
    """Give undated papers a slot between two years: years have even slots, gaps have odd ones."""
    placed = dated.copy()
    _spread(slots, placed, parents=targets, children=sources, step=-1)
    _spread(slots, placed, parents=sources, children=targets, step=1)
    lost = np.flatnonzero(~placed)
    if len(lost):
        number = {int(paper): i for i, paper in enumerate(lost)}
        pairs = sorted(
            (number[a], number[b])
            for a, b in zip(sources.tolist(), targets.tolist(), strict=True)
            if a in number and b in number
        )
        last = int(slots[placed].max(initial=end))
        slots[lost] = last + 2 + 2 * _generations(len(lost), pairs)


def _spread(
    slots: IntArray, placed: BoolArray, *, parents: IntArray, children: IntArray, step: int
) -> None:
    """Place undated `children` in the next slot after their placed `parents`, round by round."""
    while True:
        ready = placed[parents] & ~placed[children]
        if not ready.any():
            return
        reach = np.full(len(slots), -(1 << 40), dtype=np.int64)
        beyond = step * slots[parents[ready]] + 1
        # Slots of undated papers are two apart, because a year lies between them.
        np.maximum.at(reach, children[ready], beyond + (beyond + 1) % 2)
        new = np.unique(children[ready])
        slots[new] = step * reach[new]
        placed[new] = True
