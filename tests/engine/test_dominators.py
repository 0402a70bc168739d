"""Nodes that every way passes, chains that share only their ends: by hand, and as in NetworkX."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine.dominators import (
    NO_WAY,
    VIRTUAL_ROOT,
    cut_counts,
    disjoint_chains,
    immediate_dominators,
    reverse_postorder,
)
from llmgraph.engine.kernels import compressed_rows

NODES = 8
edges_found = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=22, unique=True
)


def ints(values):
    return np.array(values, dtype=np.int32)


def rows_of(count, edges, *, towards_parents=False):
    tails, heads = np.array(edges, dtype=np.int32).reshape(-1, 2).T
    return compressed_rows(count, *((heads, tails) if towards_parents else (tails, heads)))[:2]


def dominated(count, edges, roots):
    """The order of the nodes, their dominators, and how many each cuts off."""
    order = reverse_postorder(*rows_of(count, edges), ints(roots))
    above = immediate_dominators(*rows_of(count, edges, towards_parents=True), order, ints(roots))
    return order.tolist(), above.tolist(), cut_counts(above, order).tolist()


def test_a_diamond_with_a_tail():
    # 0 ──> 1, 2 ──> 3 ──> 4, and nothing leads to 5
    edges = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (5, 4)]
    order, above, cut = dominated(6, edges, [0])
    assert (order[0], order[-2:]) == (0, [3, 4])
    assert above == [VIRTUAL_ROOT, 0, 0, 0, 3, NO_WAY]
    assert cut == [4, 0, 0, 1, 0, 0]
    # from 5, too, a way leads to 4 past 3
    _, above, cut = dominated(6, edges, [0, 5])
    assert above[4:] == [VIRTUAL_ROOT, VIRTUAL_ROOT]
    assert cut == [3, 0, 0, 0, 0, 0]


def test_a_root_that_another_one_reaches_is_dominated_by_none():
    _, above, cut = dominated(3, [(0, 1), (1, 2)], [0, 1])
    assert above == [VIRTUAL_ROOT, VIRTUAL_ROOT, 1]
    assert cut == [0, 1, 0]


def test_a_cycle_is_entered_where_its_way_in_is():
    # 0 ──> 1 ⇄ 2 ──> 3
    _, above, cut = dominated(4, [(0, 1), (1, 2), (2, 1), (2, 3)], [0])
    assert above == [VIRTUAL_ROOT, 0, 1, 2]
    assert cut == [3, 2, 1, 0]


@given(edges_found, st.integers(0, NODES - 1))
def test_dominators_are_those_of_networkx(edges, root):
    network = nx.DiGraph(edges)
    network.add_nodes_from(range(NODES))
    expected = nx.immediate_dominators(network, root)
    _, above, _ = dominated(NODES, edges, [root])
    for node in range(NODES):
        if node == root:
            assert above[node] == VIRTUAL_ROOT
        else:
            assert above[node] == expected.get(node, NO_WAY)


@given(edges_found, st.sets(st.integers(0, NODES - 1), min_size=1, max_size=3))
def test_a_node_cuts_off_what_its_deletion_does(edges, roots):
    network = nx.DiGraph(edges)
    network.add_nodes_from([*range(NODES), "root"])
    network.add_edges_from(("root", one) for one in roots)
    order, _, cut = dominated(NODES, edges, sorted(roots))
    assert set(order) == nx.descendants(network, "root")
    for node in order:
        rest = network.subgraph(set(network) - {node})
        assert cut[node] == len(order) - 1 - len(nx.descendants(rest, "root"))


@pytest.mark.parametrize(
    ("edges", "chains", "cut"),
    [
        # a diamond
        ([(0, 1), (0, 2), (1, 3), (2, 3)], [[0, 1, 3], [0, 2, 3]], [1, 2]),
        # all pass 1
        ([(0, 1), (1, 2), (2, 3), (1, 3)], [[0, 1, 3]], [1]),
        # a direct edge is no chain that a node cuts
        ([(0, 3), (0, 1), (1, 3)], [[0, 1, 3]], [1]),
        ([(0, 3)], [], []),
        ([(0, 1), (2, 3)], [], []),
    ],
)
def test_chains_and_cuts_by_hand(edges, chains, cut):
    found, nodes = disjoint_chains(*rows_of(4, edges), 0, 3)
    assert sorted(found) == chains
    assert nodes == cut


def test_a_chain_gives_way_to_one_more():
    # The first way found, 0 1 4 5, is in the way of both others; from 2 only 4 is left.
    edges = [(0, 1), (0, 2), (1, 4), (1, 3), (2, 4), (4, 5), (3, 5)]
    chains, cut = disjoint_chains(*rows_of(6, edges), 0, 5)
    assert chains == [[0, 1, 3, 5], [0, 2, 4, 5]]
    assert cut == [1, 2]


def test_of_several_smallest_cuts_the_nearest_to_the_start_is_told():
    assert disjoint_chains(*rows_of(5, [(0, 1), (1, 2), (2, 3), (3, 4)]), 0, 4)[1] == [1]


@given(edges_found)
def test_as_many_chains_as_networkx_finds_and_as_few_nodes_that_cut(edges):
    start, end = 0, NODES - 1
    edges = [(one, other) for one, other in edges if one != other and (one, other) != (start, end)]
    network = nx.DiGraph(edges)
    network.add_nodes_from(range(NODES))
    chains, cut = disjoint_chains(*rows_of(NODES, edges), start, end)
    assert len(chains) == len(cut) == nx.node_connectivity(network, start, end)
    inner = [node for chain in chains for node in chain[1:-1]]
    assert len(inner) == len(set(inner))
    for chain in chains:
        assert (chain[0], chain[-1]) == (start, end)
        assert set(pairwise(chain)) <= set(edges)
    assert not nx.has_path(network.subgraph(set(network) - set(cut)), start, end)
