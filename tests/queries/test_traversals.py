"""Traversal counts: published ones, the law of flow, and all chains written out."""

from math import comb

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph.engine import adjacency

from .networks import (
    BY,
    IDS,
    ORACLES,
    cited,
    counts,
    graph_of,
    main_path,
    oriented,
    some_rows,
    tournament,
    traversals,
    written_out,
)

reduction = llmgraph.PaperGraph.reduction


@pytest.mark.parametrize("network", ORACLES)
@pytest.mark.parametrize("by", BY)
def test_published_counts(network, by):
    oracle = ORACLES[network]
    pairs = [tuple(arc) for arc in oracle["arcs_cited_to_citing"]]
    found = traversals(cited(pairs), by)
    assert counts(found) == dict(
        zip(pairs, oracle["values_in_arc_order"][by.upper()]["values"], strict=True)
    )
    assert found.flow == oracle["total_flow_SPC"]


@pytest.mark.parametrize("size", [2, 3, 7])
def test_closed_form_of_the_complete_graph(size):
    last = size - 1
    graph = tournament(size)
    found = {by: counts(graph.traversals(by)) for by in BY}
    for older in range(size):
        for newer in range(older + 1, size):
            pair = f"{older:03}", f"{newer:03}"
            from_root, to_leaf = 2 ** max(older - 1, 0), 2 ** max(last - newer - 1, 0)
            assert found["spc"][pair] == from_root * to_leaf
            assert found["splc"][pair] == 2**older * to_leaf
            assert found["spnp"][pair] == 2 ** (older + last - newer)
            assert found["nppc"][pair] == (older + 1) * (size - newer)
    assert graph.traversals().flow == 2 ** (size - 2)


def test_counts_with_24_digits_are_exact():
    found = traversals(tournament(84), "spnp")
    # The chain of all papers is one of 2**82; floats would lose the last digits.
    assert found.steps[0].count == 2**82 == 4835703278458516698824704
    assert found.flow == 2**82
    assert found.to_frame()["spnp"].max() == 2**82
    path = main_path(tournament(84))
    assert len(path) == 84
    assert path.total == 2 * 2**81 + 81 * 2**80
    assert main_path(tournament(84)).rows()[0]["share"] == 0.5


def test_reach_is_the_same_in_blocks(monkeypatch):
    monkeypatch.setattr(adjacency, "BITS", 1)
    size = 150
    found = counts(traversals(tournament(size), "nppc"))
    assert all(
        count == (int(older) + 1) * (size - int(newer)) for (older, newer), count in found.items()
    )
    assert len(reduction(tournament(size)).relation_rows()) == size - 1


def test_pascal():
    # A grid of papers, each extending its neighbour to the left and the one below.
    side = 8
    ids = [f"{x}{y}" for x in range(side) for y in range(side)]
    rows = [(f"{x}{y}", "extends", f"{x - 1}{y}") for x in range(1, side) for y in range(side)]
    rows += [(f"{x}{y}", "extends", f"{x}{y - 1}") for x in range(side) for y in range(1, side)]
    found = traversals(graph_of(ids, rows))
    assert found.flow == comb(14, 7)
    assert counts(found)["34", "44"] == comb(7, 3) * comb(6, 3)


@given(some_rows)
def test_counts_are_those_of_all_chains_written_out(rows):
    network, condensed, node = oriented(rows)
    expected, whole = written_out(condensed)
    graph = graph_of(IDS, rows)
    for by in BY:
        found = graph.traversals(by)
        assert counts(found) == {
            (older, newer): expected[by][node[older], node[newer]]
            for older, newer in network.edges
            if node[older] != node[newer]
        }
        assert found.flow == len(whole)
        assert [step.count for step in found.steps] == sorted(counts(found).values(), reverse=True)


@given(st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=15))
def test_flow_law_at_every_inner_paper(pairs):
    # Ids ascend along descent.
    rows = [(max(pair), "extends", min(pair)) for pair in sorted(pairs)]
    network = nx.DiGraph((older, newer) for newer, _, older in rows if older != newer)
    network.add_nodes_from(IDS)
    found = traversals(graph_of(IDS, rows))
    into, onward = dict.fromkeys(IDS, 0), dict.fromkeys(IDS, 0)
    for step in found.steps:
        into[step.newer] += step.count
        onward[step.older] += step.count
    roots = {one for one in IDS if network.in_degree(one) == 0}
    leaves = {one for one in IDS if network.out_degree(one) == 0}
    for one in set(IDS) - roots - leaves:
        assert into[one] == onward[one] > 0
    assert sum(onward[one] for one in roots) == found.flow
    assert sum(into[one] for one in leaves) == found.flow


@given(some_rows)
def test_extends_and_enables_the_other_way_are_one_descent(rows):
    turned = [
        (target, "enables", source) if kind == "extends" else (source, kind, target)
        for source, kind, target in rows
    ]
    assert counts(traversals(graph_of(IDS, turned))) == counts(traversals(graph_of(IDS, rows)))


def test_two_relations_between_one_pair_are_one_step(parallel):
    found = main_path(parallel)
    assert [(step.count, step.rows) for step in found.steps] == [(1, (2, 0))]
    assert found.rows()[0]["reads"] == "b extends a; b uses a".replace("b", "B").replace("a", "A")


def test_repeated_rows_and_self_relations_count_nothing(repeated_row, self_relation):
    assert counts(repeated_row.traversals("spnp")) == {("a", "b"): 1}
    assert counts(self_relation.traversals("spnp")) == {("a", "b"): 1}
    assert self_relation.traversals().cycles == ()


def test_roots_and_leaves_bear_flow(diamond):
    # The oldest paper has no parent and the newest no child: a count of 0 there would be wrong.
    assert counts(diamond.traversals()) == {
        ("a", "b"): 1,
        ("a", "c"): 1,
        ("a", "d"): 1,
        ("b", "d"): 1,
        ("c", "d"): 1,
        ("d", "e"): 3,
    }


def test_traversals_tell_the_highest_first(diamond):
    found = diamond.traversals()
    assert repr(found) == "Traversals('spc': 6 steps, highest 3)"
    assert found.heading() == "Steps of descent by SPC, chains from a root to a leaf"
    assert (found.steps[0].older, found.steps[0].newer) == ("d", "e")
