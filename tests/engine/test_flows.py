"""Flows of descent in exact integers: by hand, and against all chains written out."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine import compile_index, flows

LADDER = 80
NODES = 7
# Towards higher numbers, so that there are no cycles.
acyclic = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(lambda p: p[0] < p[1]),
    max_size=14,
    unique=True,
)


def links_of(count, edges):
    """Condense the edges; without cycles, nodes keep the numbers of their papers by `paper`."""
    parents, children = np.array(edges, dtype=np.int32).reshape(-1, 2).T
    return flows.condensed_edges(
        compile_index(count, parents, children, np.arange(len(edges), dtype=np.int32))
    )


def by_ends(links, values):
    return dict(zip(zip(links.older, links.newer, strict=True), values, strict=True))


def chains_of(links):
    """All chains from a node to another, as sequences of links' ends."""
    network = nx.DiGraph(zip(links.older, links.newer, strict=True))
    return [
        [*pairwise(path)]
        for one in network
        for other in network
        if one != other
        for path in nx.all_simple_paths(network, one, other)
    ]


@pytest.fixture
def forked():
    # 0 ──> 1 ──> 3 ──> 4 with 0 ──> 2 ──> 3: two chains from end to end
    return links_of(5, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)])


def test_counts_by_hand(forked):
    last = (forked.older[-1], forked.newer[-1])
    assert by_ends(forked, flows.spc(forked))[last] == flows.total_flow(forked) == 2
    # Chains that end in the last link begin at 3, 1, 2, and twice at 0.
    assert by_ends(forked, flows.splc(forked))[last] == 5
    assert by_ends(forked, flows.spnp(forked))[last] == 5
    # Pairs: each of the four nodes above with the last one.
    assert by_ends(forked, flows.nppc(forked))[last] == 4


@given(acyclic)
def test_counts_are_those_of_the_chains_written_out(edges):
    links = links_of(NODES, edges)
    chains, roots, leaves = chains_of(links), set(links.roots), set(links.leaves)
    for name, counted in (
        ("spc", [one for one in chains if one[0][0] in roots and one[-1][1] in leaves]),
        ("splc", [one for one in chains if one[-1][1] in leaves]),
        ("spnp", chains),
    ):
        for link, count in by_ends(links, flows.TRAVERSALS[name](links)).items():
            assert count == sum(link in chain for chain in counted)
    for link, count in by_ends(links, flows.nppc(links)).items():
        pairs = {(chain[0][0], chain[-1][1]) for chain in chains if link in chain}
        assert count == len(pairs)


def test_a_cycle_is_one_node_and_relations_between_one_pair_are_one_link():
    # 0 ══> 1 ⇄ 2 ──> 3, with 0 ──> 2
    links = links_of(4, [(0, 1), (0, 1), (1, 2), (2, 1), (2, 3), (0, 2), (3, 3)])
    assert (links.count, len(links)) == (3, 2)
    assert flows.spc(links) == [1, 1]
    assert (links.roots, links.leaves) == ([links.older[0]], [links.newer[-1]])


def test_nodes_without_links_are_neither_roots_nor_leaves():
    links = links_of(3, [])
    assert (links.roots, links.leaves, flows.total_flow(links)) == ([], [], 0)
    assert flows.criticality(links) == [0, 0, 0]
    assert flows.main_links(links, [], [], older=False, whole=True) == []


def test_local_search_takes_the_heaviest_link_and_global_search_the_heaviest_way():
    # 0 ──5──> 1 ──1──> 3, 0 ──4──> 2 ──4──> 3
    links = links_of(4, [(0, 1), (1, 3), (0, 2), (2, 3)])
    weights = by_ends(links, [0] * 4)
    [root], [leaf] = links.roots, links.leaves
    first, second = sorted(end for start, end in weights if start == root)
    given_weights = {(root, first): 5, (first, leaf): 1, (root, second): 4, (second, leaf): 4}
    weights = [given_weights[ends] for ends in weights]

    def ends_of(found):
        return {(links.older[link], links.newer[link]) for link in found}

    local = flows.main_links(links, weights, links.roots, older=False, whole=False)
    assert ends_of(local) == {(root, first), (first, leaf)}
    whole = flows.main_links(links, weights, links.roots, older=False, whole=True)
    assert ends_of(whole) == {(root, second), (second, leaf)}
    # Looking towards older papers, the heavier last link leads.
    back = flows.main_links(links, weights, links.leaves, older=True, whole=False)
    assert ends_of(back) == {(root, second), (second, leaf)}
    assert flows.heaviest(links, weights, whole) == (8, 1)
    assert flows.heaviest(links, weights, range(4)) == (8, 2)
    keys, route = flows.key_route_links(links, weights, routes=1, whole=True)
    assert ends_of(keys) == {(root, first)}
    assert ends_of(route) == {(root, first), (first, leaf)}
    # Two links weigh four: the second route brings both.
    assert len(flows.key_route_links(links, weights, routes=2, whole=True)[0]) == 3


def test_how_far_the_longest_chain_through_a_node_falls_short():
    # 0 ──> 1 ──> 2 ──> 3 and 0 ──> 4 ──> 3
    links = links_of(5, [(0, 1), (1, 2), (2, 3), (0, 4), (4, 3)])
    assert sorted(flows.criticality(links)) == [0, 0, 0, 0, 1]
    assert sorted(flows.generations(links)) == [0, 1, 1, 2, 3]


def test_implied_rows_are_those_of_links_with_a_longer_chain():
    # 0 ──> 1 ──> 2 with 0 ──> 2 twice; rows are numbered 10 to 14
    index = compile_index(
        4, *np.array([(0, 2), (0, 1), (0, 2), (1, 2), (2, 3)], dtype=np.int32).T,
        np.arange(10, 15, dtype=np.int32),
    )  # fmt: skip
    assert flows.implied_rows(index).tolist() == [10, 12]
    links = flows.condensed_edges(index)
    assert sum(flows.implied_links(links)) == 1


def test_chains_are_counted_exactly_past_what_a_float_holds():
    # 80 diamonds one behind the other: 2**80 chains from end to end
    edges = [
        edge
        for joint in range(0, 3 * LADDER, 3)
        for middle in (joint + 1, joint + 2)
        for edge in ((joint, middle), (middle, joint + 3))
    ]
    links = links_of(3 * LADDER + 1, edges)
    assert flows.total_flow(links) == 2**LADDER == 1208925819614629174706176
    assert flows.spc(links) == [2 ** (LADDER - 1)] * len(links)
