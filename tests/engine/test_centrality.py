"""Measures by hand, against NetworkX and dense solutions, and one contract for the whole family.

Every graph is a number of papers and ``(parent, child)`` edges.
"""

import json
import re
from pathlib import Path
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from llmgraph.engine import centrality, compile_index, compiler, flows, unroll
from llmgraph.engine.disruption import SHARED, disruption
from llmgraph.engine.dominators import (
    cut_counts,
    disjoint_chains,
    immediate_dominators,
    reverse_postorder,
)
from llmgraph.engine.kernels import fewest_side_steps
from llmgraph.errors import ArgumentError, ConvergenceError

ORACLE = json.loads(Path(__file__, "../../oracles/pagerank_sink.json").resolve().read_text())


LADDER = 80


GRAPHS = {
    # 0 ──> 1 ──> 2 ──> 3
    "chain": (4, [(0, 1), (1, 2), (2, 3)]),
    # 0 ──> 1, 2, 3 ──> 4 with 0 ──> 4; two old papers without parents: 0 and 5 ──> 4
    "sinks": (6, [(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4), (0, 4), (5, 4)]),
    # 0 ══> 1 twice, 1 ──> 2 three times
    "several relations between one pair": (3, [(0, 1), (1, 2), (0, 1), (1, 2), (1, 2)]),
    "self-relations": (3, [(0, 0), (0, 1), (1, 1), (0, 2), (2, 2)]),
    "papers without relations": (6, [(2, 4), (4, 1)]),
    # two triangles, a pair and a paper of its own
    "several components": (9, [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (6, 7)]),
    # 0 ──> 1 ⇄ 2 ──> 3
    "two-cycle": (4, [(0, 1), (1, 2), (2, 1), (2, 3)]),
    # 0 ──> 1 ──> 2 ──> 3 ──> 1, 3 ──> 4 and two more cycles behind it
    "cycles": (8, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 4), (4, 6), (6, 7), (7, 6)]),
    # 80 diamonds one behind the other: 2**80 chains from end to end
    "ladder": (
        3 * LADDER + 1,
        [
            edge
            for joint in range(0, 3 * LADDER, 3)
            for middle in (joint + 1, joint + 2)
            for edge in ((joint, middle), (middle, joint + 3))
        ],
    ),
    "no relations": (3, []),
    "only self-relations": (2, [(0, 0), (1, 1)]),
    "one paper": (1, []),
    "no papers": (0, []),
}


def dates_of(count):
    """Years with equal ones among them, and one that is not known."""
    dates = 2000.0 + np.arange(count) // 2
    dates[3:4] = np.nan
    return dates


def along_the_line(index):
    """The chains of an index all of whose rows are inherited and none a side step."""
    rows = index.child_rows.max(initial=0) + 1
    return unroll(index, np.zeros(rows, dtype=np.uint8), np.ones(rows, dtype=bool), 1)


MEASURES = {
    "pagerank": lambda index, dates: centrality.pagerank(index),
    "citerank": lambda index, dates: centrality.citerank(index, 2030 - dates),
    "hubs": lambda index, dates: centrality.hits(index)[0],
    "authorities": lambda index, dates: centrality.hits(index)[1],
    "katz": lambda index, dates: centrality.katz(index, alpha=0.4),
    "closeness": lambda index, dates: centrality.closeness(index),
    "closeness to ancestors": lambda index, dates: centrality.closeness(index, older=True),
    "betweenness": lambda index, dates: centrality.betweenness(index),
    "generation": lambda index, dates: centrality.generation(index),
    "ancestors": lambda index, dates: along_the_line(index).reachable_counts(older=True),
    "descendants": lambda index, dates: along_the_line(index).reachable_counts(older=False),
    **{
        variant: lambda index, dates, variant=variant: disruption(index, dates, variant=variant)
        for variant in SHARED
    },
}


COUNTS = {"generation", "ancestors", "descendants"}


every_measure = pytest.mark.parametrize("measure", MEASURES)


every_graph = pytest.mark.parametrize("name", GRAPHS)


def index_of(count, edges):
    parents, children = np.array(edges, dtype=np.int32).reshape(-1, 2).T
    return compile_index(count, parents, children, np.arange(len(edges), dtype=np.int32))


def graph(name):
    return index_of(*GRAPHS[name])


def network(count, edges):
    """The same edges for NetworkX, parent to child: each pair once, no self-relations."""
    result = nx.DiGraph()
    result.add_nodes_from(range(count))
    result.add_edges_from((parent, child) for parent, child in edges if parent != child)
    return result


def propagate(count, edges, *, shared):
    """Row by parent, column by child: which part of what the child passes on the parent gets."""
    matrix = nx.to_numpy_array(network(count, edges), nodelist=range(count))
    return matrix / np.maximum(matrix.sum(axis=0), 1) if shared else matrix


# The contract


@every_measure
@every_graph
def test_one_number_for_each_paper(measure, name):
    count, edges = GRAPHS[name]
    found = MEASURES[measure](index_of(count, edges), dates_of(count))
    assert found.shape == (count,)
    assert found.dtype == (np.int64 if measure in COUNTS else np.float64)
    assert not np.isinf(found).any()


@every_measure
@every_graph
def test_order_of_papers_and_rows_changes_nothing(measure, name):
    count, edges = GRAPHS[name]
    dates = dates_of(count)
    found = MEASURES[measure](index_of(count, edges), dates)
    for seed in range(3):
        draw = np.random.default_rng(seed)
        new = draw.permutation(count)
        moved = [(new[parent], new[child]) for parent, child in draw.permutation(edges)]
        new_dates = np.empty(count)
        new_dates[new] = dates
        other = MEASURES[measure](index_of(count, moved), new_dates)
        assert_allclose(other[new], found, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("measure", ["pagerank", "citerank", "katz", "betweenness"])
def test_sums_have_the_same_digits_in_any_order(measure):
    count, dates = 40, np.full(40, 2020.0)
    ends = np.sort(np.random.default_rng(0).integers(count, size=(200, 2)), axis=1)
    found = MEASURES[measure](index_of(count, ends), dates)
    for seed in range(5):
        new = np.random.default_rng(seed).permutation(count)
        assert_array_equal(MEASURES[measure](index_of(count, new[ends]), dates)[new], found)


@every_measure
@every_graph
def test_repeated_rows_and_self_relations_change_nothing(measure, name):
    count, edges = GRAPHS[name]
    more = [*edges, *edges, *((one, one) for one in range(count))]
    found, other = (MEASURES[measure](index_of(count, e), dates_of(count)) for e in (edges, more))
    assert_array_equal(found, other)


@every_measure
@every_graph
def test_compiled_and_uncompiled_give_the_same_bits(measure, name, monkeypatch):
    pytest.importorskip("numba", reason="needs Numba: pip install 'paper-lineage[fast]'")
    found = []
    for large in (1, np.inf):
        monkeypatch.setattr(compiler, "LARGE", large)
        found.append(MEASURES[measure](graph(name), dates_of(GRAPHS[name][0])))
    assert_array_equal(*found)


def structure(name):
    """What the other loops find in a graph."""
    count, edges = GRAPHS[name]
    index = index_of(count, edges)
    roots = np.flatnonzero(np.diff(index.parent_starts) == 0).astype(np.int32)
    order = reverse_postorder(index.child_starts, index.children, roots)
    above = immediate_dominators(index.parent_starts, index.parents, order, roots)
    found = [index.paper, index.component, order, above, cut_counts(above, order)]
    found += [np.array(sorted(flows.implied_rows(index)))]
    # Every other row is a side step, every third is not inherited.
    rows = np.arange(len(edges))
    side_step, inherited = (rows % 2).astype(np.uint8), rows % 3 > 0
    ways = index.child_starts, index.children
    chains = unroll(index, side_step, inherited, 1)
    for paper in range(count):
        found += [index.steps(paper, older=paper % 2 == 0)]
        found += [*chains.extent(paper, older=paper % 2 == 1)]
        found += [chains.followed(np.arange(count) % 3 != paper % 3)]
        told = side_step[index.child_rows], inherited[index.child_rows]
        found += [fewest_side_steps(*ways, *told, int(index.place[paper]), paper % 2 == 1)]
        if paper:
            apart, cut = disjoint_chains(*ways, 0, paper)
            found += [*map(np.array, apart), np.array(cut)]
    return found


@every_graph
def test_the_other_loops_compiled_give_the_same(name, monkeypatch):
    pytest.importorskip("numba", reason="needs Numba: pip install 'paper-lineage[fast]'")
    found = []
    for large in (1, np.inf):
        monkeypatch.setattr(compiler, "LARGE", large)
        found.append(structure(name))
    for one, other in zip(*found, strict=True):
        assert_array_equal(one, other)


UNDEFINED = {"hubs", "authorities", "closeness", "closeness to ancestors", *SHARED}


@every_measure
@pytest.mark.parametrize("name", ["no relations", "only self-relations", "one paper"])
def test_what_is_undefined_without_relations(measure, name):
    count, edges = GRAPHS[name]
    found = MEASURES[measure](index_of(count, edges), np.full(count, 2000.0))
    expected = {
        "pagerank": 1 / count,
        "citerank": 1 / count,
        "katz": 1,
        "betweenness": 0 if count > 2 else np.nan,
        **dict.fromkeys(COUNTS, 0),
        **dict.fromkeys(UNDEFINED, np.nan),
    }
    assert_allclose(found, np.full(count, float(expected[measure])), rtol=1e-12)


# PageRank


def test_pagerank_with_a_paper_without_parents():
    # Citing paper first in the file.
    index = index_of(3, [(cited, citing) for citing, cited in ORACLE["arcs"]])
    assert centrality.pagerank(index, alpha=0.85).tolist() == pytest.approx(
        ORACLE["scores"], abs=1e-12
    )


def solved_pagerank(count, edges, alpha):
    """The eigenvector of the whole matrix of steps, solved densely."""
    steps = propagate(count, edges, shared=True)
    steps[:, steps.sum(axis=0) == 0] = 1 / count
    whole = alpha * steps + (1 - alpha) / count
    system = np.vstack([whole - np.eye(count), np.ones(count)])
    return np.linalg.lstsq(system, np.append(np.zeros(count), 1), rcond=None)[0]


@pytest.mark.parametrize("alpha", [0, 0.5, 0.85, 0.99])
@pytest.mark.parametrize("name", [name for name in GRAPHS if name != "no papers"])
def test_pagerank_is_the_solution_of_its_system(name, alpha):
    found = centrality.pagerank(graph(name), alpha=alpha)
    assert_allclose(found, solved_pagerank(*GRAPHS[name], alpha), rtol=1e-9)
    assert found.sum() == pytest.approx(1, abs=1e-10)


@pytest.mark.parametrize("name", ["sinks", "several components", "two-cycle", "cycles", "ladder"])
def test_pagerank_as_in_networkx(name):
    pytest.importorskip("scipy", reason="NetworkX computes PageRank with SciPy")
    expected = nx.pagerank(network(*GRAPHS[name]).reverse(), 0.85, tol=1e-15, max_iter=1000)
    found = centrality.pagerank(graph(name))
    assert found.tolist() == pytest.approx([expected[one] for one in range(len(found))], rel=1e-9)


def test_pagerank_of_a_cycle_that_does_not_come_to_rest(monkeypatch):
    monkeypatch.setattr(centrality, "STEPS", 3)
    with pytest.raises(ConvergenceError, match=r"factor of 0.85 in a group of 2 papers"):
        centrality.pagerank(graph("two-cycle"))
    assert centrality.pagerank(graph("ladder")).sum() == pytest.approx(1)


@pytest.mark.parametrize("alpha", [-0.1, 1, np.nan])
def test_pagerank_needs_a_probability(alpha):
    with pytest.raises(ArgumentError, match="alpha must be at least 0 and below 1, not"):
        centrality.pagerank(graph("chain"), alpha=alpha)


# CiteRank


def test_citerank_of_a_pair():
    # 0 ──> 1: paper 0 is 2.6 years old, so e times fewer begin there
    index = index_of(2, [(0, 1)])
    begins = np.array([np.exp(-1), 1]) / (1 + np.exp(-1))
    found = centrality.citerank(index, np.array([2.6, 0]))
    assert_allclose(found, [begins[0] + begins[1] / 2, begins[1]], rtol=1e-11)
    # alpha is the part that stops: most go on
    found = centrality.citerank(index, np.array([2.6, 0]), alpha=0.1)
    assert_allclose(found, [begins[0] + 0.9 * begins[1], begins[1]], rtol=1e-11)


def test_citerank_passes_through_a_paper_without_a_date():
    # 0 ──> 1 ──> 2: nobody begins at 1, so half of a half of those of 2 come to 0
    found = centrality.citerank(index_of(3, [(0, 1), (1, 2)]), np.array([0, np.nan, 0]))
    assert_allclose(found, [1 / 2 + 1 / 8, np.nan, 1 / 2], rtol=1e-11)
    none = centrality.citerank(graph("chain"), np.full(4, np.nan))
    assert np.isnan(none).all()


@pytest.mark.parametrize("name", ["sinks", "several components", "two-cycle", "cycles", "ladder"])
def test_citerank_is_the_sum_of_its_series(name):
    count, edges = GRAPHS[name]
    age = np.arange(count) % 7 * 1.5
    begins = np.exp(-age / 2.6) / np.exp(-age / 2.6).sum()
    expected, walkers = np.zeros(count), begins
    for _ in range(400):
        expected, walkers = (
            expected + walkers,
            0.5 * propagate(count, edges, shared=True) @ walkers,
        )
    assert_allclose(centrality.citerank(graph(name), age), expected, rtol=1e-11)


def test_citerank_of_ages_that_a_float_cannot_weigh():
    far = centrality.citerank(index_of(2, [(0, 1)]), np.array([1e6 + 2.6, 1e6]))
    near = centrality.citerank(index_of(2, [(0, 1)]), np.array([2.6, 0]))
    assert_allclose(far, near, rtol=1e-9)


@pytest.mark.filterwarnings("error")
def test_citerank_that_forgets_at_once():
    age = np.array([1, 0, np.nan])
    found = centrality.citerank(index_of(3, [(0, 1), (1, 2)]), age, decay=1e-320)
    assert_array_equal(found, [0.5, 1, np.nan])


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"alpha": 0}, "alpha must be above 0 and at most 1, not 0"),
        ({"alpha": 1.1}, "alpha must be above 0 and at most 1, not 1"),
        ({"decay": 0}, "decay must be a number of years above 0, not 0"),
    ],
)
def test_citerank_settings(settings, told):
    with pytest.raises(ArgumentError, match=told):
        centrality.citerank(graph("chain"), np.zeros(4), **settings)


# Katz


def test_katz_counts_chains():
    assert centrality.katz(graph("chain"), alpha=2).tolist() == [15, 7, 3, 1]
    found = centrality.katz(graph("two-cycle"), alpha=0.5, beta=4)
    assert_allclose(found, [26 / 3, 28 / 3, 32 / 3, 4], rtol=1e-11)
    # One chain to each of its three papers down the line, twice as many at every diamond.
    assert centrality.katz(graph("ladder"), alpha=1)[0] == pytest.approx(2 ** (LADDER + 2) - 3)


@pytest.mark.parametrize("name", ["sinks", "several components", "two-cycle", "cycles"])
def test_katz_as_in_networkx(name):
    count, edges = GRAPHS[name]
    oriented = network(count, edges).reverse()
    expected = nx.katz_centrality(oriented, 0.4, 1.0, max_iter=5000, tol=1e-15, normalized=False)
    found = centrality.katz(graph(name), alpha=0.4)
    assert found.tolist() == pytest.approx([expected[one] for one in range(count)], rel=1e-11)


@pytest.mark.parametrize("alpha", [1, 1.5, 1000])
def test_katz_diverges_in_a_cycle(alpha):
    with pytest.raises(ConvergenceError, match="in a group of 2 papers that descend from each"):
        centrality.katz(graph("two-cycle"), alpha=alpha)


@given(st.integers(0, 10_000))
def test_katz_converges_with_the_factor_that_the_error_names(seed):
    draw = Random(seed)
    edges = [(draw.randrange(12), draw.randrange(12)) for _ in range(40)]
    edges = [(a, b) for a, b in edges if a != b]
    index = index_of(12, edges)
    largest = max(abs(np.linalg.eigvals(nx.to_numpy_array(nx.DiGraph(edges)))))
    assume(largest > 0.5)
    with pytest.raises(ConvergenceError) as caught:
        centrality.katz(index, alpha=1.01 / largest)
    told = float(re.search(r"Choose a factor up to ([\d.e-]+), or", str(caught.value))[1])
    assert 0.85 < told * largest < 1
    assert centrality.katz(index, alpha=told).min() > 0


def test_katz_passes_the_bounds_of_a_float():
    with pytest.raises(ConvergenceError, match=r"factor of 1e\+100 the scores grow without bound"):
        centrality.katz(index_of(5, [(i, i + 1) for i in range(4)]), alpha=1e100)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"alpha": -1}, "alpha must be a number from 0 up, not -1"),
        ({"alpha": np.inf}, "alpha must be a number from 0 up, not inf"),
        ({"alpha": 1, "beta": 0}, "beta must be a number above 0, not 0"),
    ],
)
def test_katz_settings(settings, told):
    with pytest.raises(ArgumentError, match=told):
        centrality.katz(graph("chain"), **settings)


# HITS


def test_hits_by_hand():
    # 2 descends from 0 and 1, 3 from 0: the golden section on both sides
    hubs, authorities = centrality.hits(index_of(4, [(0, 2), (1, 2), (0, 3)]))
    golden = (5**0.5 - 1) / 2
    assert_allclose(hubs, [0, 0, golden, 1 - golden], rtol=1e-11)
    assert_allclose(authorities, [golden, 1 - golden, 0, 0], rtol=1e-11)


def test_hits_of_parts_that_tie_and_parts_that_do_not():
    # Two equal stars share; a pair beside them has nothing.
    hubs, authorities = centrality.hits(index_of(8, [(0, 1), (0, 2), (3, 4), (3, 5), (6, 7)]))
    assert authorities.tolist() == [0.5, 0, 0, 0.5, 0, 0, 0, 0]
    assert hubs.tolist() == [0, 0.25, 0.25, 0, 0.25, 0.25, 0, 0]


@pytest.mark.parametrize("name", ["chain", "sinks", "two-cycle", "cycles", "ladder"])
def test_hits_are_the_limit_of_their_steps(name):
    count, edges = GRAPHS[name]
    matrix = propagate(count, edges, shared=False)
    # From equal hubs, squared again and again: 2**60 steps.
    power = matrix.T @ matrix
    for _ in range(60):
        power = power @ power / np.abs(power).max() ** 2
    expected = power @ np.ones(count)
    hubs, authorities = centrality.hits(graph(name))
    assert_allclose(hubs, expected / expected.sum(), atol=1e-10)
    expected = matrix @ expected
    assert_allclose(authorities, expected / expected.sum(), atol=1e-10)


def test_hits_of_parts_too_nearly_equal(monkeypatch):
    monkeypatch.setattr(centrality, "DIMENSIONS", 2)
    with pytest.raises(ConvergenceError, match="did not converge in 2 steps"):
        centrality.hits(graph("sinks"))


# Closeness


def test_closeness_by_hand():
    # 0 reaches 1, 2, 3 in one step and 4 in one: all 4 of 5 others in 4 steps
    found = centrality.closeness(graph("sinks"))
    assert_allclose(found, [4 / 5 * 4 / 4, 1 / 5, 1 / 5, 1 / 5, np.nan, 1 / 5], rtol=1e-12)
    # 3 reaches 2, 1, 0 in 1, 2, 3 steps
    found = centrality.closeness(graph("chain"), older=True)
    assert_allclose(found, [np.nan, 1 / 3, 2 / 3 * 2 / 3, 3 / 6], rtol=1e-12)


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("name", [name for name in GRAPHS if name != "no papers"])
def test_closeness_as_in_networkx(name, older):
    # NetworkX looks at the distances *to* a node, and says 0 where there are none.
    count, edges = GRAPHS[name]
    oriented = network(count, edges) if older else network(count, edges).reverse()
    expected = nx.closeness_centrality(oriented, wf_improved=True)
    found = np.nan_to_num(centrality.closeness(graph(name), older=older))
    assert found.tolist() == pytest.approx([expected[one] for one in range(count)], rel=1e-12)


# Betweenness


def test_betweenness_of_the_ladder():
    # Before the middle of a diamond lie 3k + 1 papers, behind it 3(n - k - 1) + 1, half of whose
    # chains pass it; before the joint lie 3k, behind it 3(n - k).
    count = 3 * LADDER + 1
    found = centrality.betweenness(graph("ladder")) * (count - 1) * (count - 2)
    for k in range(LADDER):
        assert found[3 * k] == pytest.approx(3 * k * 3 * (LADDER - k), rel=1e-11)
        middle = (3 * k + 1) * (3 * (LADDER - k - 1) + 1) / 2
        assert found[3 * k + 1] == found[3 * k + 2] == pytest.approx(middle, rel=1e-11)


@pytest.mark.parametrize("name", ["chain", "sinks", "several components", "two-cycle", "cycles"])
def test_betweenness_as_in_networkx(name):
    count, edges = GRAPHS[name]
    expected = nx.betweenness_centrality(network(count, edges))
    found = centrality.betweenness(graph(name))
    assert found.tolist() == pytest.approx([expected[one] for one in range(count)], rel=1e-11)


def test_betweenness_of_a_sample():
    index = graph("ladder")
    exact = centrality.betweenness(index)
    assert_allclose(centrality.betweenness(index, sample=len(index), seed=1), exact, rtol=1e-11)
    first, again, other = (centrality.betweenness(index, sample=60, seed=s) for s in (1, 1, 2))
    assert_array_equal(first, again)
    assert (first != other).any()
    # Without bias: the mean of many draws comes near the exact numbers.
    mean = np.mean([centrality.betweenness(index, sample=60, seed=s) for s in range(50)], axis=0)
    assert np.abs(mean - exact).max() < 0.05 * exact.max()


@pytest.mark.parametrize("sample", [0, 5])
def test_betweenness_needs_a_sample_of_papers(sample):
    with pytest.raises(ArgumentError, match="sample must be a number from 1 to 4, not"):
        centrality.betweenness(graph("chain"), sample=sample)


# Generations, ancestors and descendants, chains


def test_generation():
    assert centrality.generation(graph("sinks")).tolist() == [0, 1, 1, 1, 2, 0]
    # Steps within a cycle do not count.
    assert centrality.generation(graph("cycles")).tolist() == [0, 1, 1, 1, 2, 2, 3, 3]
    assert centrality.generation(graph("ladder"))[-1] == 2 * LADDER


@pytest.mark.parametrize("bits", [1, 64 * 300, 1 << 27])
@every_graph
def test_counts_in_blocks(name, bits, monkeypatch):
    monkeypatch.setattr("llmgraph.engine.adjacency.BITS", bits)
    monkeypatch.setattr("llmgraph.engine.adjacency.ROWS", bits)
    count, edges = GRAPHS[name]
    oriented, index = network(count, edges), index_of(count, edges)
    below = [len(nx.descendants(oriented, one)) for one in range(count)]
    chains = along_the_line(index)
    assert chains.reachable_counts(older=False).tolist() == below
    above = [len(nx.ancestors(oriented, one)) for one in range(count)]
    assert chains.reachable_counts(older=True).tolist() == above
    assert_array_equal(centrality.closeness(index), centrality.closeness(graph(name)))


# On random graphs


NODES = 9


nodes = st.integers(0, NODES - 1)


some_edges = st.lists(st.tuples(nodes, nodes), max_size=30)


@given(some_edges)
def test_random_graphs(edges):
    index, oriented = index_of(NODES, edges), network(NODES, edges)
    assert_allclose(centrality.pagerank(index), solved_pagerank(NODES, edges, 0.85), rtol=1e-9)
    between = nx.betweenness_centrality(oriented)
    assert_allclose(centrality.betweenness(index), [between[one] for one in range(NODES)])
    near = nx.closeness_centrality(oriented.reverse())
    assert_allclose(np.nan_to_num(centrality.closeness(index)), [near[o] for o in range(NODES)])
    # alpha below 1/λ whatever the graph: no row of the matrix sums to more.
    matrix = propagate(NODES, edges, shared=False)
    expected = np.linalg.solve(np.eye(NODES) - matrix / NODES, np.ones(NODES))
    assert_allclose(centrality.katz(index, alpha=1 / NODES), expected, rtol=1e-10)


@given(some_edges)
def test_hits_on_random_graphs(edges):
    matrix = propagate(NODES, edges, shared=False)
    assume(matrix.any())
    values, vectors = np.linalg.eigh(matrix.T @ matrix)
    top = vectors[:, values > values[-1] * (1 - 1e-9)]
    hub = top @ (top.T @ np.ones(NODES))
    hubs, authorities = centrality.hits(index_of(NODES, edges))
    assert_allclose(hubs, hub / hub.sum(), atol=1e-9)
    assert_allclose(authorities, matrix @ hub / (matrix @ hub).sum(), atol=1e-9)
