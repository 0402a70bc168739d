"""The loops of the engine over plain arrays: by hand, and against NetworkX."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine.kernels import (
    compressed_rows,
    dependencies,
    distances,
    fewest_side_steps,
    fewest_steps,
    leads_on,
    longest_chains,
    propagate,
    strong_components,
)

NODES = 8
pairs = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1))
edges = st.lists(pairs, max_size=20)


def ints(values):
    return np.array(values, dtype=np.int32)


def ends(found):
    return ints([tail for tail, _ in found]), ints([head for _, head in found])


def network(found, *, older=False):
    """The same edges for NetworkX; self-relations left out, turned round towards ancestors."""
    result = nx.DiGraph()
    result.add_nodes_from(range(NODES))
    result.add_edges_from(pair[::-1] if older else pair for pair in found if len({*pair}) == 2)
    return result


@given(edges)
def test_strong_components(found):
    rows = compressed_rows(NODES, *ends(found))
    numbers = strong_components(rows[0], rows[1]).tolist()
    groups = {frozenset(np.flatnonzero(ints(numbers) == one).tolist()) for one in set(numbers)}
    assert groups == {frozenset(one) for one in nx.strongly_connected_components(network(found))}


def test_compressed_rows():
    starts, heads, edge = compressed_rows(3, ints([2, 0, 2, 0]), ints([1, 2, 0, 1]))
    assert starts.tolist() == [0, 2, 2, 4]
    assert heads.tolist() == [1, 2, 0, 1]
    assert edge.tolist() == [3, 1, 2, 0]


def test_longest_chains_pass_only_through_what_takes_part():
    # 0 ──> 1 ──> 2 ──> 3 and 0 ──> 3; without 1 the long way is closed
    starts, heads, _ = compressed_rows(4, ints([0, 1, 2, 0]), ints([1, 2, 3, 3]))
    component = ints(range(4))
    every = np.ones(4, dtype=bool)
    assert longest_chains(starts, heads, component, component, every).tolist() == [0, 1, 2, 3]
    some = np.array([True, False, False, True])
    assert longest_chains(starts, heads, component, component, some).tolist() == [0, -1, -1, 1]
    # Steps within a group of several components do not count.
    group = ints([0, 1, 1, 2])
    assert longest_chains(starts, heads, component, group, every).tolist() == [0, 1, 1, 2]


def test_only_a_marked_node_of_another_group_is_led_to():
    # 0 ──> 1 ──> 2 ──> 3
    starts, heads, _ = compressed_rows(4, ints([0, 1, 2]), ints([1, 2, 3]))
    component, marked = ints(range(4)), np.array([True, False, True, False])
    found = leads_on(starts, heads, component, component, marked)
    assert found.tolist() == [True, True, False, False]
    # 1 and 2 make a group: what leads to 2 from 1 leads nowhere else.
    found = leads_on(starts, heads, component, ints([0, 1, 1, 2]), marked)
    assert found.tolist() == [True, False, False, False]
    # All four make a group, of three components.
    found = leads_on(starts, heads, ints([0, 1, 1, 2]), ints([0, 0, 0, 0]), marked)
    assert found.tolist() == [False, False, False, False]


def test_side_steps_are_fewest_not_first():
    # 0 ~~> 3, and 0 ──> 1 ──> 2 ──> 3: the long way takes none
    starts, heads, edge = compressed_rows(4, ints([0, 0, 1, 2]), ints([3, 1, 2, 3]))
    side_step = np.array([1, 0, 0, 0], dtype=np.uint8)[edge]
    every = np.ones(4, dtype=bool)
    assert fewest_side_steps(starts, heads, side_step, every, 0, False).tolist() == [0, 0, 0, 0]
    # where the last row of the long way is not inherited, only the side step is left
    heirs = np.array([True, True, True, False])[edge]
    assert fewest_side_steps(starts, heads, side_step, heirs, 0, True).tolist() == [0, 0, 0, 1]
    assert fewest_side_steps(starts, heads, side_step, heirs, 2, True).tolist() == [-1, -1, 0, 0]
    assert fewest_side_steps(starts, heads, side_step, heirs, 2, False).tolist() == [-1, -1, 0, -1]


def test_a_recursion_is_solved_in_one_sweep_and_within_a_cycle_step_by_step():
    # 0 ──> 1 ──> 2: each node receives half of what the next one has
    starts, heads, _ = compressed_rows(3, ints([0, 1]), ints([1, 2]))
    one = np.ones(3)
    total, stuck = propagate(starts, heads, ints(range(3)), one, one, 0.5, 1e-12, 1)
    assert (total.tolist(), stuck) == ([1.75, 1.5, 1.0], -1)
    # 0 ⇄ 1: both have 1 + 0.5 times the other, which is 2
    starts, heads, _ = compressed_rows(2, ints([0, 1]), ints([1, 0]))
    total, stuck = propagate(starts, heads, ints([0, 0]), one[:2], one[:2], 0.5, 1e-15, 200)
    assert total.tolist() == pytest.approx([2, 2], rel=1e-14)
    assert stuck == -1
    assert propagate(starts, heads, ints([0, 0]), one[:2], one[:2], 1.0, 1e-15, 50)[1] >= 0


def test_dependencies_are_shared_among_shortest_ways():
    # a diamond: half of the way from 0 to 3 passes each of 1 and 2
    starts, heads, _ = compressed_rows(4, ints([0, 0, 1, 2]), ints([1, 2, 3, 3]))
    assert dependencies(starts, heads, ints([0])).tolist() == [0, 0.5, 0.5, 0]
    assert dependencies(starts, heads, ints([1, 2])).tolist() == [0, 0, 0, 0]


@given(edges)
def test_distances_in_words_of_bits_are_those_of_one_search_after_another(found):
    rows = compressed_rows(NODES, *ends(found))[:2]
    reached, steps = distances(*rows, 0, 1)
    alone = [fewest_steps(*rows, node) for node in range(NODES)]
    assert reached.tolist() == [int((one > 0).sum()) for one in alone]
    assert steps.tolist() == [int(one[one > 0].sum()) for one in alone]
