"""Lanes: related ones are neighbours."""

import numpy as np

from llmgraph.drawing.layout.lanes import order_lanes


def test_lanes_swap_until_related_lanes_are_neighbours():
    # three relations join lanes 0 and 2, so lane 1 must not lie between them
    lanes = np.array([0, 2, 1])
    numbers, rank = order_lanes(lanes, np.array([0, 0, 0]), np.array([1, 1, 1]), keep=False)
    assert abs(rank[0] - rank[1]) == 1
    assert sorted(numbers.tolist()) == [0, 1, 2]
    numbers, rank = order_lanes(lanes, np.array([0]), np.array([1]), keep=True)
    assert numbers.tolist() == [0, 1, 2]
    assert rank.tolist() == [0, 2, 1]


def test_the_lane_with_most_relations_lies_between_the_others():
    # lane 3 has two relations with lane 9 and two with lane 5; these two have one
    lanes, ends = np.array([3, 5, 9]), [(0, 1), (1, 0), (0, 2), (0, 2), (1, 2)]
    sources, targets = np.array(ends).T
    numbers, rank = order_lanes(lanes, sources, targets, keep=False)
    assert numbers.tolist()[1] == 3
    assert rank[0] == 1
    # the rank of a paper is the place of its lane
    assert numbers[rank].tolist() == lanes.tolist()


def test_lanes_without_relations_between_them_stay_in_the_order_of_their_numbers():
    lanes = np.array([8, 2, 5, 2])
    numbers, rank = order_lanes(lanes, np.array([1]), np.array([3]), keep=False)
    assert numbers.tolist() == [2, 5, 8]
    assert rank.tolist() == [2, 0, 1, 0]
