"""Improving one column: what swaps of neighbours find, and what only moving a paper farther does.

An entry of a matrix: the crossings if the paper of the row is above that of the column, less those
if it is below.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.drawing.layout.exchange import sift, swap_neighbours


def matrix_of(size, above):
    """The matrix whose entries above the diagonal are given, row by row."""
    matrix = np.zeros((size, size))
    matrix[np.triu_indices(size, 1)] = above
    return matrix - matrix.T


def saved_by(matrix, order):
    """Crossings that an order saves, pair by pair."""
    place = np.argsort(order)
    return sum(
        matrix[one, other]
        for one in range(len(order))
        for other in range(one + 1, len(order))
        if place[one] > place[other]
    )


def test_neighbours_swap_until_none_gains():
    # Every pair crosses once as it stands and never the other way round.
    reversed_column = matrix_of(4, [1] * 6)
    assert swap_neighbours(reversed_column, ties=False).tolist() == [3, 2, 1, 0]
    at_rest = -reversed_column
    assert swap_neighbours(at_rest, ties=False).tolist() == [0, 1, 2, 3]


def test_pairs_without_a_difference_swap_once_where_ties_may_move():
    same = np.zeros((2, 2))
    assert swap_neighbours(same, ties=True).tolist() == [1, 0]
    assert swap_neighbours(same, ties=False).tolist() == [0, 1]


def test_sifting_moves_a_paper_past_one_it_should_not_pass_alone():
    # 0 is better above 1 by one crossing and worse above 2 by three; 1 is better above 2.
    stuck = matrix_of(3, [-1, 3, -1])
    assert swap_neighbours(stuck, ties=False).tolist() == [0, 1, 2]
    order, saved = sift(stuck, ties=False)
    assert order.tolist() == [1, 2, 0]
    assert saved == saved_by(stuck, order) == 2


def test_of_equally_good_places_a_paper_takes_the_farthest_only_where_ties_may_move():
    # 0 may stand anywhere; 1 is at rest above 2.
    column = matrix_of(3, [0, 0, -1])
    order, saved = sift(column, ties=False)
    assert (order.tolist(), saved) == ([0, 1, 2], 0)
    order, saved = sift(column, ties=True)
    assert (order.tolist(), saved) == ([1, 2, 0], 0)


@pytest.mark.parametrize("ties", [False, True])
@given(st.integers(0, 6).flatmap(
    lambda size: st.lists(
        st.integers(-3, 3), min_size=size * (size - 1) // 2, max_size=size * (size - 1) // 2
    ).map(lambda above: matrix_of(size, above))
))  # fmt: skip
def test_what_is_said_to_be_saved_is_saved(ties, matrix):
    order, saved = sift(matrix, ties=ties)
    assert sorted(order.tolist()) == list(range(len(matrix)))
    assert saved == saved_by(matrix, order) >= 0
    swapped = swap_neighbours(matrix, ties=ties)
    assert sorted(swapped.tolist()) == list(range(len(matrix)))
    assert saved_by(matrix, swapped) >= 0
