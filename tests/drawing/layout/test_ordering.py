"""The order within columns: few crossings, the same every time, within a budget."""

import numpy as np
import pytest

from llmgraph.drawing.layout.layers import build_layers
from llmgraph.drawing.layout.ordering import Budget, Order, order_columns

PLENTY = 10**7


def layered(columns, relations, lanes=None):
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    lane = np.zeros(len(columns), np.int64) if lanes is None else np.array(lanes)
    return build_layers(np.array(columns, dtype=np.int64), lane, sources, targets)


def keys(count):
    return np.linspace(0.1, 0.9, count)


def rows(order):
    return [row.tolist() for row in order.rows]


def test_columns_stand_by_lane_then_key_then_number():
    graph = layered([0, 0, 0, 0, 1], [], lanes=[1, 0, 1, 1, 0])
    order = Order.by_key(graph, np.array([0.5, 0.9, 0.2, 0.5, 0.0]))
    assert rows(order) == [[1, 2, 0, 3], [4]]
    assert order.place.tolist() == [2, 0, 1, 3, 0]


def test_a_copy_changes_alone():
    order = Order.by_key(layered([0, 0, 1, 1], [(0, 3), (1, 2)]), np.arange(4.0))
    other = order.copy()
    other.set_row(1, np.array([3, 2]))
    assert (order.crossings(), other.crossings()) == (1, 0)
    assert (rows(order)[1], order.place[2:].tolist()) == ([2, 3], [0, 1])
    assert (rows(other)[1], other.place[2:].tolist()) == ([3, 2], [1, 0])


def test_an_arc_in_a_column_is_drawn_and_its_dummy_is_not():
    # 0 ──> 2 in one column, past paper 1, from which a relation leads on to 3
    order = Order.by_key(layered([0, 0, 0, 1], [(0, 2), (1, 3)]), np.arange(5.0))
    assert order.drawn_crossings() == 1
    order.set_row(0, np.array([1, 0, 2]))
    assert order.drawn_crossings() == 0


def test_needless_crossings_are_undone_and_needed_ones_stay():
    assert order_columns(layered([0, 0, 1, 1], [(0, 3), (1, 2)]), keys(4), PLENTY).crossings() == 0
    # the complete bipartite graph K(3,3) has nine crossings in every order
    square = [(a, 3 + b) for a in range(3) for b in range(3)]
    assert order_columns(layered([0] * 3 + [1] * 3, square), keys(6), PLENTY).crossings() == 9


def test_lanes_are_kept_whatever_they_cost():
    # the two relations cross because their ends lie in lanes of the other order
    graph = layered([0, 0, 1, 1], [(0, 3), (1, 2)], lanes=[0, 1, 0, 1])
    order = order_columns(graph, keys(4), PLENTY)
    assert rows(order) == [[0, 1], [2, 3]]
    assert order.crossings() == 1


def test_papers_without_relations_stand_in_the_middle_of_their_column():
    graph = layered([0, *[1] * 5], [(0, 1), (0, 2), (0, 3), (0, 4)])
    middle = rows(order_columns(graph, keys(6), PLENTY))[1]
    assert middle.index(5) == 2


@pytest.mark.parametrize("steps", [1, 5_000, PLENTY])
def test_any_budget_gives_an_order_of_all_papers_and_always_the_same(steps):
    random = np.random.default_rng(3)
    relations = np.sort(random.integers(0, 40, (80, 2)), axis=1)
    graph = layered(np.arange(40) // 8, relations[relations[:, 0] != relations[:, 1]])
    one, two = (order_columns(graph, keys(40), steps) for _ in range(2))
    assert rows(one) == rows(two)
    assert sorted(node for row in rows(one) for node in row) == list(range(len(graph.column)))
    for column, row in enumerate(one.rows):
        assert set(graph.column[row].tolist()) <= {column}
        assert one.place[row].tolist() == list(range(len(row)))


def test_a_budget_is_over_when_nothing_is_left():
    budget = Budget(10)
    budget.spend(9)
    assert not budget.over
    budget.spend(1)
    assert budget.over
