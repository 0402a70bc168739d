"""Start orders: each depends on the graph and the keys alone."""

import numpy as np

from llmgraph.drawing.layout.layers import build_layers
from llmgraph.drawing.layout.starts import start_orders


def layered(columns, relations):
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    columns = np.array(columns, dtype=np.int64)
    return build_layers(columns, np.zeros(len(columns), np.int64), sources, targets)


def starts(columns, relations, keys=None):
    keys = np.linspace(0.15, 0.85, len(columns)) if keys is None else keys
    return [*start_orders(layered(columns, relations), np.asarray(keys))]


def test_walks_from_both_sides_and_the_order_of_the_caller_come_last():
    # 0 ──> 1 ──> 3 and 0 ──> 2
    *_, onward, back, given = starts([0, 1, 1, 2], [(0, 1), (0, 2), (1, 3)])
    assert onward.tolist() == [0, 1, 3, 2]
    # from the newest: 3, 1, 0, and then 2
    assert back.tolist() == [2, 1, 3, 0]
    assert given.tolist() == [0, 1, 2, 3]


def test_a_smooth_start_keeps_what_is_related_together():
    # two chains over three columns, joined by nothing
    smooth = starts([0, 0, 1, 1, 2, 2], [(0, 3), (3, 4), (1, 2), (2, 5)])[0]
    assert len({*np.round(smooth[[0, 3, 4]], 6)}) == 1
    assert len({*np.round(smooth[[1, 2, 5]], 6)}) == 1
    assert smooth[0] != smooth[1]


def test_smooth_starts_follow_the_keys_and_not_the_numbers_of_papers():
    relations = [(0, 3), (1, 3), (1, 4), (2, 4), (0, 2)]
    columns, keys = np.array([0, 0, 1, 2, 2]), np.array([0.3, 0.8, 0.1, 0.55, 0.7])
    turned = np.array([2, 4, 0, 1, 3])  # the new number of each paper
    again = np.empty_like(columns), np.empty_like(keys)
    again[0][turned], again[1][turned] = columns, keys
    first = starts(columns, relations, keys)[0]
    second = starts(again[0], [(turned[a], turned[b]) for a, b in relations], again[1])[0]
    assert np.allclose(second[turned], first[:5], atol=1e-6)


def test_every_start_has_a_height_for_every_node():
    # dummies and the virtual dummy of a relation inside a column are nodes, too
    graph = layered([0, 0, 3], [(0, 2), (0, 1)])
    for height in start_orders(graph, np.array([0.2, 0.4, 0.6])):
        assert height.shape == (6,)
        assert np.isfinite(height).all()
