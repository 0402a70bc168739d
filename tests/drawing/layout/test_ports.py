"""Ports: relations meet a label in the order of their other ends, clear of its corners."""

import numpy as np
import pytest

from llmgraph.drawing.layout.layers import build_layers
from llmgraph.drawing.layout.ordering import Order
from llmgraph.drawing.layout.ports import place_ports


def ports(columns, relations, y, height=14.0):
    """Where each relation leaves its left paper and enters its right one."""
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    columns = np.array(columns, dtype=np.int64)
    graph = build_layers(columns, np.zeros(len(columns), np.int64), sources, targets)
    order = Order.by_key(graph, np.arange(len(graph.column), dtype=float))
    heights = np.full(graph.papers, height)
    every = np.append(np.array(y, dtype=float), np.zeros(len(graph.column) - len(y)))
    return [end.tolist() for end in place_ports(order, heights, every)]


def test_a_level_relation_meets_the_middle_of_both_labels():
    assert ports([0, 1], [(0, 1)], [5, 5]) == [[5], [5]]


def test_relations_of_one_paper_leave_in_the_order_of_their_other_ends():
    leave, enter = ports([0, 1, 1, 1], [(0, 3), (0, 1), (0, 2)], [0, -22, 0, 22])
    assert leave == pytest.approx([3, -3, 0])
    # each comes from afar, and meets its label between its middle and its corner
    assert enter == pytest.approx([22 - 1.5, -22 + 1.5, 0])


def test_ports_keep_clear_of_the_corners_however_many_there_are():
    papers = 9
    leave, _ = ports(
        [0, *[1] * papers], [(0, n) for n in range(1, papers + 1)], [0, *range(-88, 89, 22)]
    )
    assert leave == pytest.approx(np.linspace(-4.5, 4.5, papers).tolist())


def test_a_relation_inside_a_column_leaves_and_arrives_between_the_others():
    # 0 above 1 in one column, and each has a relation to the next column
    leave, enter = ports([0, 0, 1, 1], [(0, 1), (0, 2), (1, 3)], [0, 22, 0, 22])
    # the arc leaves below the link of 0 and arrives above that of 1
    assert leave[0] > leave[1]
    assert enter[0] < leave[2]


def test_parallel_relations_do_not_twist():
    leave, enter = ports([0, 1], [(0, 1), (0, 1), (0, 1)], [0, 0])
    assert leave == enter == pytest.approx([-3, 0, 3])
