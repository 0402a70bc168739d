"""Heights: straight where nothing is in the way, at least the distances apart, within the lanes."""

import numpy as np
import pytest

from llmgraph.drawing.layout.heights import STRAND_GAP, place_heights
from llmgraph.drawing.layout.layers import build_layers
from llmgraph.drawing.layout.ordering import Order


def placed(columns, relations, *, heights=14.0, lanes=None, scores=None):
    """Heights of all nodes in the order of their numbers, and the boundaries of the lanes."""
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    papers = len(columns)
    lane = np.zeros(papers, np.int64) if lanes is None else np.array(lanes)
    graph = build_layers(np.array(columns, dtype=np.int64), lane, sources, targets)
    order = Order.by_key(graph, np.arange(len(graph.column), dtype=float))
    return place_heights(
        order,
        np.broadcast_to(np.asarray(heights, dtype=float), papers),
        0 if lanes is None else int(lane.max()) + 1,
        np.zeros(papers) if scores is None else np.array(scores, dtype=float),
    )


def test_a_chain_is_level():
    y, bounds = placed([0, 1, 2], [(0, 1), (1, 2)])
    assert y.tolist() == pytest.approx([0, 0, 0])
    assert bounds.tolist() == []


def test_labels_of_a_column_stand_eight_points_apart_around_the_middle():
    y, _ = placed([0, 0], [], heights=[14, 30])
    assert y[1] - y[0] == pytest.approx(7 + 15 + 8)
    assert y.sum() == pytest.approx(0, abs=1e-6)


def test_a_paper_stands_in_the_middle_of_those_it_is_related_to():
    y, _ = placed([0, 1, 1, 1], [(0, 1), (0, 2), (0, 3)])
    assert y[0] == pytest.approx(y[2], abs=0.01)
    assert np.diff(y[1:]).tolist() == pytest.approx([22, 22])


def test_passing_relations_are_straight_and_clear_of_labels():
    # 0 ──> 4 and 1 ──> 5 pass the column of 2 and 3; their dummies stand below these
    y, _ = placed([0, 0, 1, 1, 2, 2], [(0, 4), (0, 4), (1, 5)])
    paper, first, second = y[3], y[6], y[7]
    # the first bundle has two strands
    assert first - paper >= 7 + 5.5 + STRAND_GAP / 2 - 1e-6
    assert second - first >= 4.5 + STRAND_GAP / 2 - 1e-6
    assert y[1] == pytest.approx(second, abs=0.5)
    assert y[5] == pytest.approx(second, abs=0.5)


def test_lanes_are_as_high_as_their_fullest_column_needs():
    y, bounds = placed([0, 0, 1], [], lanes=[0, 0, 1])
    need = 7 + 22 + 7
    assert bounds.tolist() == pytest.approx([0, need * 1.15 + 14, (need + 14) * 1.15 + 28])
    assert y[:2].sum() / 2 == pytest.approx(bounds[1] / 2)
    assert y[2] == pytest.approx((bounds[1] + bounds[2]) / 2)


def test_the_more_important_of_two_papers_stands_nearer_to_the_middle():
    # Two hubs wish to stand at one height, halfway to their lonely children far below.
    columns, relations = [0, 0, 1], [(0, 2), (1, 2)]
    even, _ = placed(columns, relations)
    first, _ = placed(columns, relations, scores=[1000, 0, 0])
    assert abs(even[0]) == pytest.approx(abs(even[1]))
    assert abs(first[0]) < abs(first[1])
