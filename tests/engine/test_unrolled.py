"""The chains that count: by hand on small graphs, and against all simple paths on random ones.

Every graph is a number of papers and ``(parent, child, row)``. In the drawings ``──>`` is a step
along the line and ``~~>`` a side step; ``──|`` and ``~~|`` are the same by a row that is not
inherited.
"""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine import NOT_REACHED, compile_index, unroll

# Side steps, and whether the row is inherited.
LINE, SIDE, OWN_LINE, OWN_SIDE = (0, True), (1, True), (0, False), (1, False)


def unrolled(count, edges, allowed):
    parents, children = (np.array([one[end] for one in edges], dtype=np.int32) for end in (0, 1))
    index = compile_index(count, parents, children, np.arange(len(edges), dtype=np.int32))
    side_step = np.array([row[0] for *_, row in edges], dtype=np.uint8)
    inherited = np.array([row[1] for *_, row in edges], dtype=bool)
    return unroll(index, side_step, inherited, allowed)


def reached(chains, paper, *, older=False):
    """Depth and generation of the papers that chains join to one."""
    depth, generation = (part.tolist() for part in chains.extent(paper, older=older))
    assert (depth[paper], generation[paper]) == (0, 0)
    assert [one == NOT_REACHED for one in depth] == [one == NOT_REACHED for one in generation]
    return {
        other: (depth[other], generation[other])
        for other in range(len(depth))
        if other != paper and depth[other] != NOT_REACHED
    }


# 0 ~~> 1 ──> 2 ~~> 3
TWO_SIDE_STEPS = 4, [(0, 1, SIDE), (1, 2, LINE), (2, 3, SIDE)]


@pytest.mark.parametrize(
    ("allowed", "newer", "older", "descendants", "ancestors"),
    [
        (0, {}, {}, [0, 1, 0, 0], [0, 0, 1, 0]),
        (1, {1: (1, 1), 2: (2, 2)}, {2: (1, 1), 1: (2, 2)}, [2, 2, 1, 0], [0, 1, 2, 2]),
        (
            None,
            {1: (1, 1), 2: (2, 2), 3: (3, 3)},
            {2: (1, 1), 1: (2, 2), 0: (3, 3)},
            [3, 2, 1, 0],
            [0, 1, 2, 3],
        ),
    ],
)
def test_a_chain_of_two_side_steps(allowed, newer, older, descendants, ancestors):
    chains = unrolled(*TWO_SIDE_STEPS, allowed)
    assert reached(chains, 0) == newer
    assert reached(chains, 3, older=True) == older
    assert chains.reachable_counts(older=False).tolist() == descendants
    assert chains.reachable_counts(older=True).tolist() == ancestors


def test_the_shortest_chain_and_the_longest_one_are_those_that_count():
    #  0 ~~> 1 ~~> 4, and 0 ──> 2 ──> 3 ──> 4, and 0 ~~> 3
    edges = [(0, 1, SIDE), (1, 4, SIDE)]
    edges += [(0, 2, LINE), (2, 3, LINE), (3, 4, LINE), (0, 3, SIDE)]
    assert reached(unrolled(5, edges, 0), 0) == {2: (1, 1), 3: (2, 2), 4: (3, 3)}
    one = {1: (1, 1), 2: (1, 1), 3: (1, 2), 4: (2, 3)}
    assert reached(unrolled(5, edges, 1), 0) == one
    # Now 0 ~~> 1 ~~> 4 counts, but 4 is two steps away by 3 already.
    assert reached(unrolled(5, edges, 2), 0) == one
    assert reached(unrolled(5, edges[:5], 1), 0)[4] == (3, 3)
    assert reached(unrolled(5, edges[:5], 2), 0)[4] == (2, 3)


@pytest.mark.parametrize("allowed", [0, 1, None])
def test_no_chain_goes_on_from_a_row_that_is_not_inherited(allowed):
    #  0 ──> 1 ──| 2 ──> 3
    chains = unrolled(4, [(0, 1, LINE), (1, 2, OWN_LINE), (2, 3, LINE)], allowed)
    assert reached(chains, 0) == {1: (1, 1), 2: (2, 2)}
    assert reached(chains, 1) == {2: (1, 1)}
    assert reached(chains, 3, older=True) == {2: (1, 1)}
    assert reached(chains, 2, older=True) == {1: (1, 1), 0: (2, 2)}
    assert chains.reachable_counts(older=False).tolist() == [2, 1, 1, 0]
    assert chains.reachable_counts(older=True).tolist() == [0, 1, 2, 1]


def test_a_row_that_is_not_inherited_is_the_last_step_of_a_chain():
    #  0 ──> 1 ──> 2 ~~| 3
    edges = [(0, 1, LINE), (1, 2, LINE), (2, 3, OWN_SIDE)]
    assert reached(unrolled(4, edges, 0), 3, older=True) == {}
    assert reached(unrolled(4, edges, 0), 0) == {1: (1, 1), 2: (2, 2)}
    for allowed in (1, None):
        chains = unrolled(4, edges, allowed)
        assert reached(chains, 3, older=True) == {2: (1, 1), 1: (2, 2), 0: (3, 3)}
        assert reached(chains, 0) == {1: (1, 1), 2: (2, 2), 3: (3, 3)}
        assert chains.reachable_counts(older=False).tolist() == [3, 2, 1, 0]


def test_of_two_rows_of_one_pair_each_is_there_for_what_it_allows():
    #  0 ──| 1, 0 ~~> 1 ──> 2, 1 ~~> 3
    edges = [(0, 1, OWN_LINE), (0, 1, SIDE), (1, 2, LINE), (1, 3, SIDE)]
    # Along the line a chain ends in 1; with a side step it goes on to 2, to 3 with another one.
    assert reached(unrolled(4, edges, 0), 0) == {1: (1, 1)}
    assert reached(unrolled(4, edges, 1), 0) == {1: (1, 1), 2: (2, 2)}
    assert reached(unrolled(4, edges, 2), 0) == {1: (1, 1), 2: (2, 2), 3: (2, 2)}
    assert reached(unrolled(4, edges, 0), 1, older=True) == {0: (1, 1)}
    assert unrolled(4, edges, 1).reachable_counts(older=False).tolist() == [2, 2, 0, 0]
    assert unrolled(4, edges, 1).reachable_counts(older=True).tolist() == [0, 1, 2, 1]
    # The order of the rows means nothing.
    assert reached(unrolled(4, edges[::-1], 1), 0) == {1: (1, 1), 2: (2, 2)}


def test_a_cycle_that_a_side_step_closes():
    #  0 ──> 1 ──> 2 ──> 3, and 2 ~~> 0
    edges = [(0, 1, LINE), (1, 2, LINE), (2, 3, LINE), (2, 0, SIDE)]
    line = unrolled(4, edges, 0)
    assert reached(line, 0) == {1: (1, 0), 2: (2, 0), 3: (3, 1)}
    assert reached(line, 2) == {3: (1, 1)}
    assert line.reachable_counts(older=False).tolist() == [3, 2, 1, 0]
    assert line.reachable_counts(older=True).tolist() == [0, 1, 2, 3]
    for allowed in (1, None):
        chains = unrolled(4, edges, allowed)
        # Steps within the cycle do not count as generations, whatever may be walked of it.
        assert reached(chains, 0) == {1: (1, 0), 2: (2, 0), 3: (3, 1)}
        assert reached(chains, 2) == {0: (1, 0), 1: (2, 0), 3: (1, 1)}
        assert reached(chains, 1, older=True) == {0: (1, 0), 2: (2, 0)}
        assert chains.reachable_counts(older=False).tolist() == [3, 3, 3, 0]
        assert chains.reachable_counts(older=True).tolist() == [2, 2, 2, 3]


def test_a_cycle_of_two_side_steps_is_walked_half():
    #  0 ~~> 1 ~~> 2 ~~> 0
    edges = [(0, 1, SIDE), (1, 2, SIDE), (2, 0, SIDE)]
    assert reached(unrolled(3, edges, 0), 0) == {}
    assert reached(unrolled(3, edges, 1), 0) == {1: (1, 0)}
    assert reached(unrolled(3, edges, 2), 0) == {1: (1, 0), 2: (2, 0)}
    assert unrolled(3, edges, 1).reachable_counts(older=True).tolist() == [1, 1, 1]


def test_papers_that_others_follow():
    #  0 ~~> 1 ──> 2 ~~> 3, with 2 ⇄ 4
    edges = [*TWO_SIDE_STEPS[1], (2, 4, LINE), (4, 2, LINE)]

    def followed(allowed, *marked):
        found = unrolled(5, edges, allowed).followed(np.isin(np.arange(5), marked))
        return [one for one in marked if found[one]]

    assert followed(0, 0, 1, 2, 3) == [1]
    assert followed(1, 0, 1, 2, 3) == [0, 1, 2]
    # Two side steps lead from 0 to 3; between them nothing is marked.
    assert followed(1, 0, 3) == []
    assert followed(2, 0, 3) == followed(None, 0, 3) == [0]
    # Papers of one cycle do not follow each other, but what descends from them does.
    assert followed(None, 2, 4) == []
    assert followed(None, 2, 3, 4) == [2, 4]


def test_a_limit_that_no_chain_needs_makes_no_larger_graph():
    for count, edges in (TWO_SIDE_STEPS, (3, [(0, 1, OWN_SIDE), (1, 2, LINE)])):
        sizes = {len(unrolled(count, edges, allowed).place) for allowed in (3, 10**9, None)}
        assert len(sizes) == 1


def test_no_papers():
    chains = unrolled(0, [], 1)
    assert chains.reachable_counts(older=True).tolist() == []
    assert chains.followed(np.zeros(0, dtype=bool)).tolist() == []


# Random graphs

NODES = 7
nodes = st.integers(0, NODES - 1)
rows = st.sampled_from([LINE, LINE, SIDE, SIDE, OWN_LINE, OWN_SIDE])
graphs = st.lists(st.tuples(nodes, nodes, rows), max_size=13)
limits = st.sampled_from([0, 1, 2, 3, None])


def components(edges):
    """Which cycle each paper is on, its own where on none."""
    whole = nx.DiGraph([(parent, child) for parent, child, _ in edges])
    whole.add_nodes_from(range(NODES))
    groups = enumerate(nx.strongly_connected_components(whole))
    return {paper: number for number, group in groups for paper in group}


def brute_force(edges, allowed):
    """Depth and generation by (ancestor, descendant), over all simple paths that count."""
    component, found = components(edges), {}

    def walk(path, spent, generation):
        for parent, child, (side_step, inherited) in edges:
            taken = spent + side_step
            if parent != path[-1] or child in path or (allowed is not None and taken > allowed):
                continue
            far = generation + (component[parent] != component[child])
            depth, longest = found.get((path[0], child), (NODES, -1))
            found[path[0], child] = min(depth, len(path)), max(longest, far)
            if inherited:
                walk([*path, child], taken, far)

    for paper in range(NODES):
        walk([paper], 0, 0)
    return found


@given(graphs, limits)
def test_all_chains_that_count(edges, allowed):
    chains, expected = unrolled(NODES, edges, allowed), brute_force(edges, allowed)
    for paper in range(NODES):
        assert reached(chains, paper) == {
            newer: told for (older, newer), told in expected.items() if older == paper
        }
        assert reached(chains, paper, older=True) == {
            older: told for (older, newer), told in expected.items() if newer == paper
        }
    for older in (False, True):
        counts = [sum(pair[older] == paper for pair in expected) for paper in range(NODES)]
        assert chains.reachable_counts(older=older).tolist() == counts


@given(graphs, limits, st.sets(nodes))
def test_papers_that_others_follow_on_random_graphs(edges, allowed, marked):
    component = components(edges)
    expected = {
        older
        for older, newer in brute_force(edges, allowed)
        if newer in marked and component[older] != component[newer]
    }
    found = unrolled(NODES, edges, allowed).followed(np.isin(np.arange(NODES), list(marked)))
    assert set(np.flatnonzero(found).tolist()) & marked == expected & marked


@given(graphs, st.integers(0, 3))
def test_a_limit_higher_than_any_chain_needs_is_none(edges, more):
    every = sum(side_step for *_, (side_step, _) in edges)
    limited, free = unrolled(NODES, edges, every + more), unrolled(NODES, edges, None)
    for older in (False, True):
        for paper in range(NODES):
            assert reached(limited, paper, older=older) == reached(free, paper, older=older)
        counts = [one.reachable_counts(older=older).tolist() for one in (limited, free)]
        assert counts[0] == counts[1]


@given(graphs, limits)
def test_numbering_is_topological(edges, allowed):
    chains = unrolled(NODES, edges, allowed)
    tails, heads = chains.tails.tolist(), chains.heads.tolist()
    whole = nx.DiGraph(zip(tails, heads, strict=True))
    whole.add_nodes_from(range(len(chains.place)))
    assert (np.diff(chains.component) >= 0).all()
    assert (chains.component[chains.tails] <= chains.component[chains.heads]).all()
    groups = {frozenset(one) for one in nx.strongly_connected_components(whole)}
    numbers = chains.component
    assert groups == {frozenset(np.flatnonzero(numbers == one).tolist()) for one in set(numbers)}
