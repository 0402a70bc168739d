"""Keystones: published dominator trees, deletion by brute force, NetworkX for the cuts."""

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph

keystones = llmgraph.PaperGraph.keystones
minimal_cut = llmgraph.PaperGraph.minimal_cut

WHOLE = "Measured over all rows of descent, regardless of side steps."

ORACLES = json.loads((Path(__file__).parents[1] / "oracles/dominators.json").read_text("utf-8"))
IDS = [f"p{one}" for one in range(7)]
KINDS = ["extends", "uses", "enables", "disputes"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=18
)
# p0 descends from nothing and nothing from p6, so that chains lead one way only, if at all.
joined_rows = st.lists(
    st.builds(
        lambda older, kind, newer: (
            (older, kind, newer) if kind == "enables" else (newer, kind, older)
        ),
        st.sampled_from(IDS[:-1]),
        st.sampled_from(KINDS[:3]),
        st.sampled_from(IDS[1:]),
    ),
    min_size=6,
    max_size=22,
)
two_papers = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)


def graph_of(rows, ids=IDS):
    return llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


def oriented(rows):
    """Older to newer, by hand."""
    network = nx.DiGraph()
    network.add_nodes_from(IDS)
    for source, relation, target in rows:
        if source != target and relation != "disputes":
            network.add_edge(*((source, target) if relation == "enables" else (target, source)))
    return network


def roots_of(network):
    """Papers that no chain reaches from without their cycle."""
    condensed = nx.condensation(network)
    tops = [node for node in condensed if condensed.in_degree(node) == 0]
    return {one for node in tops for one in condensed.nodes[node]["members"]}


def reached(network, starts):
    starts = [one for one in starts if one in network]
    return set(starts).union(*(nx.descendants(network, one) for one in starts))


def cut_by_deletion(network, starts, one):
    """What cannot be reached any more once a paper is taken out."""
    left = network.copy()
    left.remove_node(one)
    return reached(network, starts) - reached(left, starts) - {one}


# Published dominator trees


@pytest.mark.parametrize("name", ORACLES)
def test_published_dominators(name):
    oracle = ORACLES[name]
    arcs = [arc.split() for arc in oracle["arcs"]]
    ids = sorted({end for arc in arcs for end in arc})
    graph = graph_of([(newer, "cites", older) for older, newer in arcs], ids)
    found = keystones(graph, oracle["root"])
    assert found.passed == {oracle["root"]: ""} | oracle["dominators"]
    inner = {one for one in oracle["dominators"].values() if one != oracle["root"]}
    assert set(found) == inner


def test_networkx_agrees_on_a_published_tree():
    arcs = [arc.split() for arc in ORACLES["lengauer_tarjan_1979"]["arcs"]]
    expected = nx.immediate_dominators(nx.DiGraph(arcs), "R")
    dominators = ORACLES["lengauer_tarjan_1979"]["dominators"]
    assert {one: expected[one] for one in dominators} == dominators


# Every graph, against deletion


@given(some_rows)
def test_what_a_keystone_cuts_is_what_its_deletion_cuts_from_all_roots(rows):
    network = oriented(rows)
    roots = roots_of(network)
    assert reached(network, roots) == set(IDS)
    cut = {one: cut_by_deletion(network, roots, one) for one in IDS}
    found = keystones(graph_of(rows))
    assert set(found) == {one for one in IDS if cut[one]}
    assert dict(zip(found, found.counts, strict=True)) == {one: len(cut[one]) for one in found}
    assert list(found.counts) == sorted(found.counts, reverse=True)
    assert {one: set(found.cut_by(one)) for one in IDS} == cut


@given(some_rows, st.sampled_from(IDS))
def test_what_a_keystone_cuts_from_an_ancestor(rows, origin):
    network = oriented(rows)
    found = keystones(graph_of(rows), origin)
    cut = {
        one: cut_by_deletion(network, [origin], one)
        for one in nx.descendants(network, origin) - {origin}
    }
    assert set(found) == {one for one in cut if cut[one]}
    assert {one: set(found.cut_by(one)) for one in found} == {one: cut[one] for one in found}


@given(joined_rows)
def test_every_chain_to_a_paper_passes_its_keystones(rows):
    chains = list(nx.all_simple_paths(oriented(rows), "p0", "p6"))
    found = keystones(graph_of(rows), "p0", "p6")
    common = set(IDS).intersection(*chains) - {"p0", "p6"} if chains else set()
    assert list(found) == [one for one in [*chains, []][0] if one in common]
    assert found.notice.endswith("p6 does not descend from p0.") == (not chains)


# Every graph, against NetworkX


@given(joined_rows)
def test_the_smallest_cut_is_as_large_as_the_disjoint_chains(rows):
    network = oriented(rows)
    found = minimal_cut(graph_of(rows), "p6", "p0")
    assert found.direct == network.has_edge("p0", "p6")
    assert len(found.chains) == len(found) + found.direct
    if found.direct:
        network.remove_edge("p0", "p6")
    assert len(found) == nx.node_connectivity(network, "p0", "p6")
    network.remove_nodes_from(found.ids)
    assert not nx.has_path(network, "p0", "p6")


@given(joined_rows)
def test_the_chains_are_chains_and_share_only_their_ends(rows):
    network = oriented(rows)
    found = minimal_cut(graph_of(rows), "p0", "p6")
    assert bool(found.chains) == nx.has_path(network, "p0", "p6")
    for chain in found.chains:
        assert nx.is_simple_path(network, chain.ids[::-1])
        assert (chain.ids[0], chain.ids[-1]) == ("p6", "p0")
    inner = [one for chain in found.chains for one in chain.ids[1:-1]]
    assert len(inner) == len(set(inner))
    # One paper of the cut on each chain that is not direct.
    cut_on = sorted(len(set(chain.ids) & set(found)) for chain in found.chains)
    assert cut_on == [0] * found.direct + [1] * len(found)


@given(some_rows, two_papers, st.randoms(use_true_random=False))
def test_the_order_of_the_tables_changes_nothing(rows, papers, random):
    graph = graph_of(rows)
    shuffled = graph_of(random.sample(rows, len(rows)), random.sample(IDS, len(IDS)))
    found, again = keystones(graph), keystones(shuffled)
    assert (found.ids, found.counts, found.rows()) == (again.ids, again.counts, again.rows())
    one, other = minimal_cut(graph, *papers), minimal_cut(shuffled, *papers)
    assert (one.ids, [chain.ids for chain in one.chains]) == (
        other.ids,
        [chain.ids for chain in other.chains],
    )


def test_of_several_smallest_cuts_the_one_nearest_to_the_older_paper(drawn):
    # a ──> b1, b2 ──> c1, c2 ──> d, all of one row with all of the next
    graph = drawn(
        "a, b1, b2, c1, c2, d",
        *("b1 extends a", "b2 extends a", "d extends c1", "d extends c2"),
        *(f"{newer} uses {older}" for newer in ("c1", "c2") for older in ("b1", "b2")),
    )
    assert minimal_cut(graph, "a", "d").ids == ("b1", "b2")


def test_chains_give_way_where_the_first_one_found_is_in_the_way(drawn):
    # The shortest chain a, x, y, z blocks both others unless it is turned aside.
    graph = drawn(
        "a, p, x, y, q, r, z",
        *("x extends a", "y extends x", "z extends y"),
        *("p extends a", "q extends p", "y extends q", "r extends x", "z extends r"),
    )
    found = minimal_cut(graph, "a", "z")
    assert sorted(chain.ids[::-1] for chain in found.chains) == [
        ("a", "p", "q", "y", "z"),
        ("a", "x", "r", "z"),
    ]
    assert found.ids == ("p", "x")


def test_chains_give_way_over_several_papers(drawn):
    # a, u, v, w, z comes first; the second chain takes w from it, and v is given up as well.
    graph = drawn(
        "a, p, q, r, s, t, u, v, w, x, z",
        *("u extends a", "v extends u", "w extends v", "z extends w"),
        *("p extends a", "q extends p", "r extends q", "w extends r"),
        *("s extends u", "t extends s", "x extends t", "z extends x"),
    )
    found = minimal_cut(graph, "a", "z")
    assert sorted(chain.ids[::-1] for chain in found.chains) == [
        ("a", "p", "q", "r", "w", "z"),
        ("a", "u", "s", "t", "x", "z"),
    ]
    assert found.ids == ("p", "u")


# What real networks bring along


def test_two_roots_share_what_neither_cuts(mixed):
    # study descends from base and from tool; heir from study only.
    found = keystones(mixed)
    assert list(zip(found, found.counts, strict=True)) == [("study", 1)]
    assert found.rows()[0] | {"title": ""} == {
        "id": "study",
        "name": "STUDY",
        "date": "2021-01",
        "title": "",
        "topic": "",
        "cuts": 1,
        "cut_off": "HEIR",
    }


def test_only_the_named_relations_lead(mixed):
    assert keystones(mixed, relations="extends").ids == ("base",)


def test_a_root_is_a_keystone_of_what_it_alone_leads_to(chain):
    found = keystones(chain)
    assert (found.ids, found.counts) == (("a", "b", "c"), (3, 2, 1))
    assert found.cut_by("B") == ("c", "d")
    assert keystones(chain, "a").ids == ("b", "c")
    assert keystones(chain, "a", "c").ids == ("b",)
    assert keystones(chain, to="c").ids == ("a", "b")


def test_parallel_and_repeated_rows_are_one_way(parallel, repeated_row):
    for graph in (parallel, repeated_row):
        assert keystones(graph).ids == ("a",)
        cut = minimal_cut(graph, "a", "b")
        assert (cut.ids, len(cut.chains), cut.direct) == ((), 1, True)
    assert len(minimal_cut(parallel, "a", "b").chains[0].steps[0].relations) == 2


def test_self_relations_lead_nowhere(self_relation):
    assert keystones(self_relation).counts == (1,)


def test_isolated_papers_and_components(islands):
    found = keystones(islands)
    assert (found.ids, found.counts) == (("a", "x"), (1, 1))
    assert found.cut_by("lone") == ()


def test_a_graph_without_relations(unrelated):
    found = keystones(unrelated)
    assert (found.ids, found.rows(), found.heading()) == (
        (),
        [],
        "Papers that cut others from the roots",
    )
    assert repr(found) == "Keystones('all roots': 0 keystones)"
    assert keystones(llmgraph.PaperGraph({"id": [], "title": []})).ids == ()


def test_what_does_not_descend_is_told(islands):
    found = keystones(islands, "a", "y")
    assert (found.ids, found.notice) == ((), "Y (2020-03) does not descend from A (2020-01).")
    cut = minimal_cut(islands, "y", "a")
    assert (cut.ids, cut.chains) == ((), ())
    assert cut.notice == "Y (2020-03) does not descend from A (2020-01)."
    assert cut.table_first
    assert cut.to_document().remarks == (cut.notice,)


def test_no_single_paper_is_told(diamond, mixed):
    found = keystones(diamond, "a", "d")
    assert (found.ids, found.notice) == (
        (),
        f"{WHOLE} No single paper cuts D (2021-01) from A (2020-01). "
        "minimal_cut() (llmgraph cut) finds the fewest that do so together.",
    )
    assert keystones(mixed, to="study").notice == (
        f"{WHOLE} No single paper cuts STUDY (2021-01) from all roots."
    )
    # Where all descent is line, there is nothing to tell of side steps.
    assert keystones(mixed, to="study", relations="extends").notice == ""


def test_a_direct_relation_is_cut_by_no_paper(diamond):
    cut = minimal_cut(diamond, "d", "a")
    assert cut.ids == ("b", "c")
    assert [chain.ids for chain in cut.chains] == [("d", "a"), ("d", "b", "a"), ("d", "c", "a")]
    assert cut.notice == (
        f"{WHOLE} "
        "D (2021-01) descends from A (2020-01) in one step, which no paper between them cuts."
    )
    assert repr(cut) == "Cut('d' from 'a': 2 papers, 3 disjoint chains)"
    assert cut.heading() == "The fewest papers that cut D from A"
    assert cut.shown_ids() == ("a", "d", "b", "c")
    assert str(cut).splitlines() == [
        "B (2020-05), C (2020-05) together cut D (2021-01) from A (2020-01)"
        " but for the direct step.",
        "",
        "The 3 chains share no other paper:",
        "",
        "1. D (2021-01) uses A (2020-01).",
        "   - D uses A",
        "",
        "2. D (2021-01) extends B (2020-05), which extends A (2020-01).",
        "   - D extends B",
        "   - B extends A",
        "",
        "3. D (2021-01) extends C (2020-05), which uses A (2020-01).",
        "   - D extends C",
        "   - C uses A",
        cut.notice,
    ]
    assert [*minimal_cut(diamond, "e", "b").to_prose().lines()] == [
        "D (2021-01) cuts E (2021-02) from B (2020-05).",
        "",
        "1. E (2021-02) uses D (2021-01), which extends B (2020-05).",
        "   - E uses D",
        "   - D extends B",
    ]
    told = cut.to_document().standalone
    assert told.paragraphs == (
        str(cut).splitlines()[0],
        cut.notice,
        "The 3 chains share no other paper:",
    )
    assert told.points[1] == (
        "D (2021-01) extends B (2020-05), which extends A (2020-01).",
        ("D extends B", "B extends A"),
    )


def test_relations_decide_which_paper_is_older(drawn):
    graph = drawn("a 2021-01, b 2020-06, c 2020-01", "b extends a", "c extends b")
    cut = minimal_cut(graph, "a", "c")
    assert (cut.older, cut.newer, cut.ids) == ("a", "c", ("b",))


# Cycles


def test_papers_of_a_cycle_are_taken_out_one_by_one(two_cycle):
    found = keystones(two_cycle)
    assert dict(zip(found, found.counts, strict=True)) == {"root": 3, "p": 2, "q": 1}
    assert found.cycles == (("p", "q"),)
    assert found.notice == (
        f"{WHOLE} Papers that descend from each other are removed one by one: P, Q."
    )
    assert minimal_cut(two_cycle, "root", "tail").ids == ("p",)


def test_in_a_cycle_at_the_top_each_paper_is_a_root(drawn):
    graph = drawn("p, q, tail", "p extends q", "q extends p", "tail uses q")
    found = keystones(graph)
    assert (found.ids, found.counts) == (("q",), (1,))


def test_dates_drop_the_rows_against_them(drawn):
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "a extends c", "c extends b")
    assert keystones(graph).ids == ()
    found = keystones(graph, cycles="dates")
    assert (found.ids, found.counts) == (("a", "b"), (2, 1))
    assert (len(found.dropped), found.cycles) == (1, ())
    assert found.notice == "1 row left out against the dates: A extends C."
    assert len(minimal_cut(graph, "a", "c", cycles="dates").dropped) == 1


# The result


def test_a_result_can_be_read_and_drawn(chain):
    found = keystones(chain, "a", "d")
    assert repr(found) == "Keystones('a' to 'd': 2 keystones, 'b' cuts 2)"
    assert found.heading() == "What every chain from A to D passes through"
    assert found.shown_ids() == ("a", "d", "b", "c")
    assert found.asked_ids() == ("a", "d")
    assert found.relation_rows() == [0, 1, 2]
    assert keystones(chain, "a").heading() == "Papers that cut others from A"
    assert "<title>What every chain from A to D passes through" in found.to_html()


def test_a_row_names_some_of_many_that_are_cut(drawn):
    found = keystones(
        drawn(
            "a 2020-01, " + ", ".join(f"b{one} 2021" for one in range(9)),
            *(f"b{one} extends a" for one in range(9)),
        )
    )
    assert found.rows()[0]["cut_off"] == "B0, B1, B2, B3, B4, B5, B6, B7, …"
    assert len(found.cut_by("a")) == found.counts[0] == 9


@pytest.mark.parametrize("query", [keystones, minimal_cut])
def test_what_cannot_be_used_is_told(chain, query):
    with pytest.raises(llmgraph.ArgumentError, match="Both names mean the same paper, a; name two"):
        query(chain, "a", "A")
    with pytest.raises(llmgraph.ArgumentError, match='cycles must be "condense" or "dates", not 1'):
        query(chain, "a", "b", cycles=1)
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nobody"'):
        query(chain, "a", "nobody")


def test_the_road_from_the_transformer_to_alpaca():
    graph = llmgraph.load()
    found = keystones(graph, "Transformer", "Alpaca", relations="extends")
    network = nx.DiGraph()
    for row in graph.relations.itertuples():
        if row.relation == "extends":
            network.add_edge(row.target, row.source)
    chains = list(nx.all_simple_paths(network, "transformer", "alpaca"))
    assert chains
    assert set(found) == set(graph).intersection(*chains) - {"transformer", "alpaca"}
