"""Crossing reduction: the order of papers and passing relations within each column."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .arrays import FloatArray, IntArray, offsets
from .crossings import arc_crossings, count_crossings, inversions, preferences
from .exchange import sift, swap_neighbours
from .layers import LayeredGraph
from .starts import start_orders

_FAR_FEWER = 0.8
_SWEEPS = 24
_PATIENCE = 6
_SIFT_ROUNDS = 40


class Budget:
    """Remaining steps, counted in elements touched instead of time, for reproducible results."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Subtract steps from the budget."""
        self.left -= steps

    @property
    def over(self) -> bool:
        """Whether the budget is used up."""
        return self.left <= 0


@dataclass
class Order:
    """The nodes of each column from top to bottom, and the place of every node in its column."""

    graph: LayeredGraph
    rows: list[IntArray]
    place: IntArray

    @classmethod
    def by_key(cls, graph: LayeredGraph, key: FloatArray) -> "Order":
        """Sort each column by lane, then key, then number."""
        nodes = np.lexsort((np.arange(len(key)), key, graph.lane, graph.column))
        start = offsets(np.bincount(graph.column, minlength=graph.columns))
        rows = [nodes[a:b] for a, b in pairwise(start.tolist())]
        order = cls(graph, rows, np.empty(len(key), dtype=np.int64))
        for column, row in enumerate(rows):
            order.set_row(column, row)
        return order

    def set_row(self, column: int, row: IntArray) -> None:
        """Set the order of the nodes of one column."""
        self.rows[column] = row
        self.place[row] = np.arange(len(row))

    def copy(self) -> "Order":
        """Return an independent copy."""
        return Order(self.graph, list(self.rows), self.place.copy())

    def crossings(self) -> int:
        """Count the crossings of the layered graph, virtual dummies included."""
        return count_crossings(self.graph, self.place)

    def drawn_crossings(self) -> int:
        """Count the drawn crossings: same-column arcs replace their virtual dummies."""
        graph, place = self.graph, self.place
        real = ~graph.virtual[graph.head]
        tail, head = graph.tail[real], graph.head[real]
        links = inversions(graph.column[tail], place[tail], place[head], graph.weight[real])
        return links + arc_crossings(graph, place)


def order_columns(graph: LayeredGraph, keys: FloatArray, steps: int) -> Order:
    """Return an order with few crossings, found within a budget of steps.

    The first start is kept unless another one gives far fewer crossings. An added paper then does
    not switch the whole drawing to another start.
    """
    budget = Budget(steps)
    best: Order | None = None
    for key in start_orders(graph, keys):
        order = _sweep(Order.by_key(graph, key), budget)
        if best is None or order.crossings() < _FAR_FEWER * best.crossings():
            best = order
        if budget.left < steps // 2:
            break
    assert best is not None
    best = _sift(best, budget)
    _centre_isolated(best)
    return best


def _sweep(order: Order, budget: Budget) -> Order:
    """Sweep back and forth, alternating barycentre and median; return the best order found."""
    best, fewest, idle = order.copy(), order.crossings(), 0
    for number in range(_SWEEPS):
        rightwards = number % 2 == 0
        columns = range(order.graph.columns)
        for column in columns if rightwards else reversed(columns):
            _sort_column(order, column, rightwards=rightwards, median=number % 4 >= 2)
        for column in columns:
            row = order.rows[column]
            matrix = preferences(order.graph, order.place, row, column)
            order.set_row(column, row[swap_neighbours(matrix, ties=number % 4 in (1, 2))])
            budget.spend(_cost(row))
        crossings = order.crossings()
        idle += 1
        if crossings < fewest:
            best, fewest, idle = order.copy(), crossings, 0
        if idle >= _PATIENCE or budget.over:
            break
    return best


def _sift(order: Order, budget: Budget) -> Order:
    """Sift column by column until a full round of both kinds removes no more crossings."""
    order = order.copy()
    idle = 0
    for number in range(_SIFT_ROUNDS):
        saved = 0
        for column in _there_and_back(order.graph.columns, number):
            row = order.rows[column]
            matrix = preferences(order.graph, order.place, row, column)
            better, gain = sift(matrix, ties=number % 2 == 1)
            order.set_row(column, row[better])
            saved += gain
            budget.spend(_cost(row))
        idle = 0 if saved else idle + 1
        if idle >= 3 or budget.over:
            break
    return order


def _there_and_back(columns: int, number: int) -> Iterable[int]:
    return range(columns) if number % 4 < 2 else range(columns - 1, -1, -1)


def _centre_isolated(order: Order) -> None:
    """Move isolated papers next to the paper nearest the middle of their column or lane.

    They cross nothing at any position, so sifting leaves them at the border.
    """
    graph = order.graph
    linked = np.bincount(np.concatenate([graph.tail, graph.head]), minlength=len(graph.column)) > 0
    for column, row in enumerate(order.rows):
        parts = []
        for lane in np.unique(graph.lane[row]):
            nodes = row[graph.lane[row] == lane]
            company, alone = nodes[linked[nodes]], np.sort(nodes[~linked[nodes]])
            paper = np.flatnonzero(company < graph.papers)
            slots = np.unique(np.concatenate([paper, paper + 1]))
            middle = len(company) // 2
            slot = slots[np.abs(slots - middle).argmin()] if len(slots) else middle
            parts += [company[:slot], alone, company[slot:]]
        order.set_row(column, np.concatenate(parts) if parts else row)


def _cost(row: IntArray) -> int:
    return 500 + len(row) * len(row)


def _sort_column(order: Order, column: int, *, rightwards: bool, median: bool) -> None:
    """Sort one column by the barycentre or median of each node's neighbours in the last column."""
    graph, row = order.graph, order.rows[column]
    side = column - 1 if rightwards else column
    if side < 0 or graph.link_start[side] == graph.link_start[side + 1]:
        return
    links = slice(int(graph.link_start[side]), int(graph.link_start[side + 1]))
    near, far = (graph.head, graph.tail) if rightwards else (graph.tail, graph.head)
    seat, place = order.place[near[links]], order.place[far[links]].astype(np.float64)
    weight = graph.weight[links].astype(np.float64)
    facing = order.rows[column - 1 if rightwards else column + 1]
    # A node without neighbours on that side keeps its relative height.
    key = (np.arange(len(row)) + 0.5) * len(facing) / len(row) - 0.5
    if median:
        middle = _medians(seat, place, len(row))
    else:
        total = np.bincount(seat, weight, len(row))
        middle = np.bincount(seat, weight * place, len(row)) / np.maximum(total, 1)
    linked = np.bincount(seat, minlength=len(row)) > 0
    key[linked] = middle[linked]
    order.set_row(column, row[np.lexsort((np.arange(len(row)), key, graph.lane[row]))])


def _medians(group: IntArray, value: FloatArray, groups: int) -> FloatArray:
    """Return the median value of each group (0 for an empty one)."""
    order = np.lexsort((value, group))
    count = np.bincount(group, minlength=groups)
    start = offsets(count)[:-1]
    ordered = np.append(value[order], 0.0)
    low = np.minimum(start + np.maximum(count - 1, 0) // 2, len(value))
    high = np.minimum(start + count // 2, len(value))
    return np.where(count > 0, (ordered[low] + ordered[high]) / 2, 0.0)
