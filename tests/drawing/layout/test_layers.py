"""The layered graph: dummies where a relation passes columns, and one bundle for each pair."""

import numpy as np

from llmgraph.drawing.layout.layers import build_layers


def layered(columns, relations, lanes=None):
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    lane = np.zeros(len(columns), np.int64) if lanes is None else np.array(lanes)
    return build_layers(np.array(columns, dtype=np.int64), lane, sources, targets)


def links(graph):
    return list(zip(graph.tail.tolist(), graph.head.tolist(), graph.weight.tolist(), strict=True))


def test_a_long_relation_has_a_dummy_in_each_column_that_it_passes():
    graph = layered([0, 3], [(0, 1)], lanes=[4, 7])
    assert graph.column.tolist() == [0, 3, 1, 2]
    assert links(graph) == [(0, 2, 1), (2, 3, 1), (3, 1, 1)]
    assert graph.link_start.tolist() == [0, 1, 2, 3, 3]
    assert (graph.papers, graph.columns, graph.virtual.any()) == (2, 4, False)
    # it travels in the lane of its newer paper
    assert graph.lane.tolist() == [4, 7, 7, 7]


def test_parallel_relations_are_one_bundle_whatever_their_direction():
    # 0 ══> 2 twice and once the other way round, all past paper 1; 1 ──> 0 runs backward
    graph = layered([0, 1, 2], [(0, 2), (2, 0), (1, 0), (0, 2)])
    bundles = graph.bundles
    assert (bundles.left.tolist(), bundles.right.tolist()) == ([0, 0], [1, 2])
    assert (bundles.count.tolist(), bundles.span.tolist()) == ([1, 3], [1, 2])
    assert bundles.of_row.tolist() == [1, 1, 0, 1]
    # those from one paper lie side by side
    assert bundles.strand.tolist() == [0, 2, 0, 1]
    assert bundles.first_dummy[1] == 3
    assert graph.size.tolist() == [1, 1, 1, 3]
    assert links(graph) == [(0, 1, 1), (0, 3, 3), (3, 2, 3)]


def test_a_relation_inside_a_column_has_a_virtual_dummy_in_the_next():
    graph = layered([0, 0], [(1, 0)], lanes=[2, 5])
    assert graph.column.tolist() == [0, 0, 1]
    assert graph.virtual.tolist() == [False, False, True]
    assert links(graph) == [(0, 2, 1), (1, 2, 1)]
    assert graph.columns == 2
    assert (graph.bundles.left.tolist(), graph.bundles.right.tolist()) == ([0], [1])
    assert graph.lane[2] == 2


def test_without_relations_there_are_no_links():
    graph = layered([0, 1, 1], [])
    assert links(graph) == []
    assert graph.link_start.tolist() == [0, 0, 0]
    assert layered([], []).columns == 0
