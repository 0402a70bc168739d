"""Positions on a line: in their order, at their distances, as near as can be to the wanted ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.drawing.layout.isotonic import isotonic_positions


def test_positions_keep_order_distances_and_bounds():
    one = np.ones(3)
    free = isotonic_positions(np.array([0.0, 0.0, 9.0]), one, np.array([4.0, 4.0]))
    assert free.tolist() == [-2.0, 2.0, 9.0]
    heavy = isotonic_positions(np.array([0.0, 0.0]), np.array([3.0, 1.0]), np.array([4.0]))
    assert heavy.tolist() == [-1.0, 3.0]
    bounded = isotonic_positions(
        np.array([-5.0, 0.0, 99.0]), one, np.array([4.0, 4.0]), low=0.0, high=10.0
    )
    assert bounded.tolist() == [0.0, 4.0, 10.0]


number = st.floats(-50, 50)
items = st.lists(st.tuples(number, st.floats(0.1, 9), st.floats(0, 9)), min_size=1, max_size=12)


@given(items)
def test_positions_are_the_isotonic_regression_of_what_is_left_of_the_distances(found):
    optimize = pytest.importorskip("scipy.optimize", reason="SciPy has the regression")
    wanted, weight, apart = np.array(found).T
    shift = np.append(0, np.cumsum(apart[1:]))
    expected = optimize.isotonic_regression(wanted - shift, weights=weight).x + shift
    assert np.allclose(isotonic_positions(wanted, weight, apart[1:]), expected, atol=1e-9)


@given(items, st.floats(-20, 20), st.floats(0, 9))
def test_distances_hold_within_bounds_that_leave_room(found, low, spare):
    wanted, weight, apart = np.array(found).T
    high = low + apart[1:].sum() + spare
    position = isotonic_positions(wanted, weight, apart[1:], low, high)
    assert (np.diff(position) >= apart[1:] - 1e-9).all()
    assert position[0] >= low - 1e-9
    assert position[-1] <= high + 1e-9
