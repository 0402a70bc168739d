"""Reachability by bit sets, against NetworkX."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine import adjacency as module
from llmgraph.engine import compile_index, unroll
from llmgraph.engine.adjacency import (
    adjacency_of,
    distance_sums,
    implied_edges,
    reach,
    reached_papers,
)

NODES = 8
pairs = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1))
edges = st.lists(pairs, max_size=20)
acyclic = edges.map(lambda found: [(min(pair), max(pair)) for pair in found if len({*pair}) == 2])


def ints(values):
    return np.array(values, dtype=np.int32)


def ends(found):
    return ints([tail for tail, _ in found]), ints([head for _, head in found])


def compiled(found, count=NODES):
    return compile_index(count, *ends(found), ints(range(len(found))))


def network(found, *, older=False):
    """The same edges for NetworkX; self-relations left out, turned round towards ancestors."""
    result = nx.DiGraph()
    result.add_nodes_from(range(NODES))
    result.add_edges_from(pair[::-1] if older else pair for pair in found if len({*pair}) == 2)
    return result


def along_the_line(found, count=NODES):
    """The chains of edges all of which are inherited and none a side step."""
    line, heirs = np.zeros(len(found), dtype=np.uint8), np.ones(len(found), dtype=bool)
    return unroll(compiled(found, count), line, heirs, 1)


@pytest.mark.parametrize("older", [False, True])
@given(found=edges)
def test_reachable_counts(older, found):
    oriented = network(found, older=older)
    expected = [len(nx.descendants(oriented, paper)) for paper in range(NODES)]
    assert along_the_line(found).reachable_counts(older=older).tolist() == expected
    index = compiled(found)
    counts = index.by_paper(reach(index.adjacency(older=older))[0], older=older)
    assert counts.tolist() == expected


@given(acyclic)
def test_implied_edges(found):
    index = compiled(found)
    adjacency = index.adjacency(older=False)
    tails = np.repeat(np.arange(NODES), np.diff(adjacency.starts))
    kept = ~implied_edges(adjacency)
    heads = adjacency.ends
    pairs = zip(index.paper[tails[kept]].tolist(), index.paper[heads[kept]].tolist(), strict=True)
    assert set(pairs) == set(nx.transitive_reduction(network(found)).edges)


def test_towards_older_nodes_edges_run_to_higher_numbers_again():
    # 0 ──> 1 ⇄ 2 ──> 3
    tails, heads = ints([0, 1, 2, 2]), ints([1, 2, 1, 3])
    component = ints([0, 1, 1, 2])
    newer = adjacency_of(tails, heads, component, older=False)
    assert (newer.starts.tolist(), newer.ends.tolist()) == ([0, 1, 2, 4, 4], [1, 2, 1, 3])
    assert newer.tails.tolist() == [0, 1, 2, 2]
    older = adjacency_of(tails, heads, component, older=True)
    # the last node is number 0 now
    assert older.component.tolist() == [0, 1, 1, 2]
    assert sorted(zip(older.tails.tolist(), older.ends.tolist(), strict=True)) == [
        (0, 1),
        (1, 2),
        (2, 1),
        (2, 3),
    ]


def test_distances_are_summed_over_what_is_reached():
    # 0 ──> 1 ──> 2 and 0 ──> 3
    found = adjacency_of(ints([0, 1, 0]), ints([1, 2, 3]), ints(range(4)), older=False)
    reached, steps = distance_sums(found)
    assert reached.tolist() == [3, 1, 0, 0]
    assert steps.tolist() == [1 + 2 + 1, 1, 0, 0]


def test_a_paper_with_several_nodes_counts_once():
    # the paper 1 stands at nodes 1 and 2; 0 reaches both, and node 3 through one of them
    found = adjacency_of(ints([0, 0, 1]), ints([1, 2, 3]), ints(range(4)), older=False)
    paper, least = ints([0, 1, 1, 2]), np.array([True, False, True, True])
    assert reached_papers(found, paper, least).tolist() == [2, 1, 0, 0]


@pytest.mark.parametrize("bits", [1, 16])
@given(found=acyclic)
def test_small_blocks_find_the_same(bits, found):
    adjacency = compiled(found).adjacency(older=False)
    whole = reach(adjacency)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BITS", bits)
        patch.setattr(module, "ROWS", bits)
        parts, sums = reach(adjacency), distance_sums(adjacency)
    assert parts[0].tolist() == whole[0].tolist() == sums[0].tolist()
    assert parts[1].tolist() == whole[1].tolist()
