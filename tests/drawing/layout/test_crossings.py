"""Crossings counted at once, against all pairs one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.drawing.layout.crossings import (
    LANE_BARRIER,
    arc_crossings,
    count_crossings,
    inversions,
    preferences,
)
from llmgraph.drawing.layout.layers import build_layers


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 3, st.integers(1, 3)), max_size=40))
def test_inversions_agree_with_comparing_all_pairs(links):
    expected = sum(
        v * w for g, a, b, v in links for h, c, d, w in links if g == h and a < c and b > d
    )
    columns = np.array(links, dtype=np.int64).reshape(-1, 4).T
    assert inversions(*columns) == expected


def layered(columns, relations, lanes=None):
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    lane = np.zeros(len(columns), np.int64) if lanes is None else np.array(lanes)
    return build_layers(np.array(columns, dtype=np.int64), lane, sources, targets)


def test_crossings_count_once_for_each_pair_of_strands():
    # two relations 0 ──> 3 cross three 1 ──> 2
    graph = layered([0, 0, 1, 1], [(0, 3)] * 2 + [(1, 2)] * 3)
    assert count_crossings(graph, np.array([0, 1, 0, 1])) == 6
    assert count_crossings(graph, np.array([0, 1, 1, 0])) == 0


def test_arcs_cross_what_leaves_between_their_ends():
    # papers 0 to 3 in one column, from the top; 1 has two relations to 4
    graph = layered([0, 0, 0, 0, 1], [(0, 2), (1, 4), (1, 4)])
    place = np.array([0, 1, 2, 3, 0, 0, 0])
    assert arc_crossings(graph, place) == 2
    # two arcs of which each has one end inside the other
    overlapping = layered([0] * 4, [(0, 2), (1, 3)])
    assert arc_crossings(overlapping, np.array([0, 1, 2, 3, 0, 1])) == 1
    # and one within the other, or beside it
    assert arc_crossings(overlapping, np.array([0, 1, 3, 2, 0, 1])) == 0
    assert arc_crossings(overlapping, np.array([0, 2, 1, 3, 0, 1])) == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12), st.randoms())
def test_preferences_are_what_an_exchange_of_two_papers_changes(pairs, random):
    # columns of four, four and four papers
    random_pairs = [(a, 4 + b) if random.random() < 0.5 else (4 + a, 8 + b) for a, b in pairs]
    graph = layered(np.arange(12) // 4, random_pairs)
    place = np.concatenate([random.sample(range(4), 4) for _ in range(3)])
    for column in range(3):
        nodes = np.arange(4 * column, 4 * column + 4)[np.argsort(place[4 * column :][:4])]
        matrix = preferences(graph, place, nodes, column)
        before = count_crossings(graph, place)
        for upper in range(3):
            swapped = place.copy()
            swapped[nodes[[upper, upper + 1]]] = place[nodes[[upper + 1, upper]]]
            assert before - count_crossings(graph, swapped) == matrix[upper, upper + 1]
        assert np.array_equal(matrix, -matrix.T)


def test_no_crossing_outweighs_the_order_of_lanes():
    graph = layered([0, 0, 1, 1], [(0, 3), (1, 2)] * 50, lanes=[0, 1, 0, 1])
    matrix = preferences(graph, np.array([0, 1, 0, 1]), np.array([2, 3]), 1)
    assert matrix[0, 1] == 50 * 50 - LANE_BARRIER < 0
