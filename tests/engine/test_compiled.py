"""The compiled index against NetworkX, on arrays of edges."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine import NOT_REACHED, compile_index, unroll

NODES = 8


pairs = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1))


edges = st.lists(pairs, max_size=20)


acyclic = edges.map(lambda found: [(min(pair), max(pair)) for pair in found if len({*pair}) == 2])


papers = st.integers(0, NODES - 1)


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


@given(edges)
def test_numbering_is_topological(found):
    index = compiled(found)
    assert sorted(index.paper.tolist()) == list(range(NODES))
    assert index.place[index.paper].tolist() == list(range(NODES))
    assert (np.diff(index.component) >= 0).all()
    component = index.component[index.place]
    together = {frozenset(group) for group in nx.strongly_connected_components(network(found))}
    for parent, child in found:
        one = any({parent, child} <= group for group in together)
        assert (
            (component[parent] == component[child])
            if one
            else (component[parent] < component[child])
        )


@given(edges)
def test_cycles(found):
    components = nx.strongly_connected_components(network(found))
    assert compiled(found).cycles() == sorted(sorted(one) for one in components if len(one) > 1)


@pytest.mark.parametrize("older", [False, True])
@given(found=edges, paper=papers)
def test_fewest_steps(older, found, paper):
    lengths = nx.single_source_shortest_path_length(network(found, older=older), paper)
    expected = [lengths.get(other, NOT_REACHED) for other in range(NODES)]
    assert compiled(found).steps(paper, older=older).tolist() == expected


@pytest.mark.parametrize("older", [False, True])
@given(found=acyclic, paper=papers)
def test_generations_on_a_dag(older, found, paper):
    oriented = network(found, older=older)
    expected = [
        max((len(path) - 1 for path in nx.all_simple_paths(oriented, paper, other)), default=-1)
        for other in range(NODES)
    ]
    expected[paper] = 0
    assert along_the_line(found).extent(paper, older=older).generation.tolist() == expected


@pytest.mark.parametrize("older", [False, True])
@given(found=edges, paper=papers)
def test_generations_with_cycles_are_those_of_the_condensed_graph(older, found, paper):
    condensed = nx.condensation(network(found, older=older))
    group = condensed.graph["mapping"]
    longest = {group[paper]: 0}
    for one in range(len(condensed)):
        for path in nx.all_simple_paths(condensed, group[paper], one):
            longest[one] = max(longest.get(one, 0), len(path) - 1)
    expected = [longest.get(group[other], NOT_REACHED) for other in range(NODES)]
    assert along_the_line(found).extent(paper, older=older).generation.tolist() == expected


@given(edges)
def test_counts_of_distinct_neighbours(found):
    index, expected = compiled(found), network(found)
    assert index.child_counts.tolist() == [degree for _, degree in expected.out_degree()]
    assert index.parent_counts.tolist() == [degree for _, degree in expected.in_degree()]


@given(edges, papers)
def test_ancestors_that_are_followed_by_others(found, paper):
    oriented = network(found)
    ancestors = nx.ancestors(oriented, paper)
    below = {one: nx.descendants(oriented, one) for one in range(NODES)}
    # Another of the set descends from it, and it does not descend from that in turn.
    expected = {
        one for one in ancestors if any(one not in below[o] for o in below[one] & ancestors)
    }
    marked = np.isin(np.arange(NODES), list(ancestors))
    followed = along_the_line(found).followed(marked) & marked
    assert set(np.flatnonzero(followed).tolist()) == expected


def test_rows_stay_with_their_edges():
    # 2 ──> 0 by row 7 and row 9, 0 ──> 1 by row 8; row 6 is a self-relation
    index = compile_index(3, ints([2, 1, 0, 2]), ints([0, 1, 1, 0]), ints([7, 6, 8, 9]))
    assert index.paper.tolist() == [2, 0, 1]
    assert index.place.tolist() == [1, 2, 0]
    assert index.child_starts.tolist() == [0, 2, 3, 3]
    assert index.children.tolist() == [1, 1, 2]
    assert index.child_rows.tolist() == [7, 9, 8]
    assert index.parents.tolist() == [0, 0, 1]
    assert index.parent_rows.tolist() == [7, 9, 8]
    assert index.child_counts.tolist() == [1, 0, 1]


def test_a_long_chain_needs_no_recursion():
    count = 5_000
    chain = [(one, one - 1) for one in range(1, count)]
    index = compiled(chain, count)
    assert index.paper[:3].tolist() == [4999, 4998, 4997]
    assert along_the_line(chain, count).extent(count - 1, older=False).generation[0] == count - 1
    assert index.steps(0, older=True)[count - 1] == count - 1


def test_no_papers():
    index = compiled([], count=0)
    assert len(index) == 0
    assert index.cycles() == []
    counts = along_the_line([], count=0).reachable_counts(older=True)
    assert index.child_counts.tolist() == counts.tolist() == []


@given(edges, st.sets(papers))
def test_descending_papers_are_those_with_an_ancestor_among_the_given_ones(found, given_papers):
    marked = np.isin(np.arange(NODES), list(given_papers))
    plain = network(found)
    expected = [
        any(
            one in nx.ancestors(plain, paper) and paper not in nx.ancestors(plain, one)
            for one in given_papers
        )
        for paper in range(NODES)
    ]
    assert compiled(found).descending(marked).tolist() == expected
