"""Papers, columns and relations as a layered graph: every link joins neighbouring columns."""

from dataclasses import dataclass

import numpy as np

from .arrays import BoolArray, IntArray, offsets, within_block


@dataclass(frozen=True)
class Bundles:
    """Relations grouped by pair of papers: parallel relations share one bundle.

    ``left`` and ``right`` are papers with ``column[left] <= column[right]``, regardless of the
    direction of the relations. ``of_row`` and ``strand`` give the bundle of each relation and its
    number in that bundle. The ``span[b] - 1`` dummies of bundle b begin with ``first_dummy[b]``.
    """

    left: IntArray
    right: IntArray
    count: IntArray
    span: IntArray
    first_dummy: IntArray
    of_row: IntArray
    strand: IntArray


@dataclass(frozen=True)
class LayeredGraph:
    """Nodes (papers, then dummies, then virtual dummies) and links between adjacent columns.

    A relation that passes through columns has a dummy in each. A relation inside a column has one
    virtual dummy in the next column, which only the ordering sees.
    """

    papers: int
    columns: int
    column: IntArray
    lane: IntArray
    size: IntArray
    virtual: BoolArray
    tail: IntArray
    head: IntArray
    weight: IntArray
    link_start: IntArray
    bundles: Bundles


def build_layers(
    column: IntArray, lane: IntArray, sources: IntArray, targets: IntArray
) -> LayeredGraph:
    """Build the layered graph of all relations."""
    bundles = _bundle(column, sources, targets)
    papers = len(column)
    passed = np.maximum(bundles.span - 1, 0)
    owner = np.repeat(np.arange(len(passed)), passed)
    flat = np.flatnonzero(bundles.span == 0)
    # A relation runs in the lane of its newer paper and leaves the lane of the older one at once:
    # a hub then spreads its relations over all lanes instead of filling one.
    node_lane = [lane, lane[bundles.right[owner]], lane[bundles.left[flat]]]
    dummy_column = column[bundles.left[owner]] + 1 + within_block(passed)
    node_column = [column, dummy_column, column[bundles.left[flat]] + 1]
    size = [np.ones(papers, dtype=np.int64), bundles.count[owner], bundles.count[flat]]
    all_columns = np.concatenate(node_column)
    tail, head, weight = _links(bundles, flat, papers + len(owner))
    order = np.lexsort((head, tail, all_columns[tail]))
    columns = int(all_columns.max()) + 1 if papers else 0
    per_column = np.bincount(all_columns[tail], minlength=columns)
    return LayeredGraph(
        papers=papers,
        columns=columns,
        column=all_columns,
        lane=np.concatenate(node_lane),
        size=np.concatenate(size),
        virtual=np.arange(len(all_columns)) >= papers + len(owner),
        tail=tail[order],
        head=head[order],
        weight=weight[order],
        link_start=offsets(per_column),
        bundles=bundles,
    )


def _bundle(column: IntArray, sources: IntArray, targets: IntArray) -> Bundles:
    swap = (column[sources] > column[targets]) | (
        (column[sources] == column[targets]) & (sources > targets)
    )
    left = np.where(swap, targets, sources)
    right = np.where(swap, sources, targets)
    pairs, of_row, count = np.unique(
        np.stack([left, right], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    of_row = of_row.reshape(-1).astype(np.int64)
    by_pair = np.lexsort((sources, of_row))  # equal rows stay in the caller's order
    strand = np.empty(len(of_row), dtype=np.int64)
    strand[by_pair] = within_block(count)
    span = column[pairs[:, 1]] - column[pairs[:, 0]]
    first_dummy = len(column) + offsets(np.maximum(span - 1, 0))[:-1]
    return Bundles(pairs[:, 0], pairs[:, 1], count, span, first_dummy, of_row, strand)


def _links(
    bundles: Bundles, flat: IntArray, first_virtual: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Return tail, head and weight of all links, including those of virtual dummies."""
    span = bundles.span
    owner = np.repeat(np.arange(len(span)), span)
    step = within_block(span)
    dummy = bundles.first_dummy[owner] + step
    tail = np.where(step == 0, bundles.left[owner], dummy - 1)
    head = np.where(step == span[owner] - 1, bundles.right[owner], dummy)
    virtual = first_virtual + np.arange(len(flat))
    return (
        np.concatenate([tail, bundles.left[flat], bundles.right[flat]]),
        np.concatenate([head, virtual, virtual]),
        np.concatenate([bundles.count[owner], bundles.count[flat], bundles.count[flat]]),
    )
