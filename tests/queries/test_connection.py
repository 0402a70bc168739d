"""What connects two papers without a chain, against the enumeration of all pairs of chains."""

from itertools import zip_longest

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph import PaperGraph
from llmgraph.model.descent import descent
from llmgraph.queries.connection import connection, direct_rows, shared_relative


def rows_of(graph, a, b, side_steps=1):
    """Return the rows that connect two papers, as texts."""
    tables = graph.tables
    whole = descent(tables, None, "condense", side_steps)
    found = connection(whole, tables.find(a), tables.find(b))
    return [f"{row.source} {row.relation} {row.target}" for row in found]


def test_a_direct_row_comes_before_a_shared_ancestor(drawn):
    rows = ["b extends a", "c extends a", "c compares_with b", "c surveys b"]
    for told in (rows, rows[::-1]):
        graph = drawn("a 2020, b 2021, c 2022", *told)
        assert rows_of(graph, "c", "b") == ["c compares_with b"]
        whole = descent(graph.tables)
        assert len(direct_rows(whole, graph.tables.find("c"), graph.tables.find("b"))) == 2


def test_of_equally_short_ones_the_least_crowded_comes_first(drawn):
    #  hub, rare ──> b and c; everything is compared with hub
    rows = ["b extends hub", "c extends hub", "b uses rare", "c uses rare"]
    crowd = ["x compares_with hub", "y compares_with hub"]
    papers = "hub 2019, rare 2020, b 2021, c 2022, x, y"
    for told in (rows + crowd, (rows + crowd)[::-1]):
        assert rows_of(drawn(papers, *told), "c", "b") == ["c uses rare", "b uses rare"]
    crowd = ["x compares_with rare", "y compares_with rare"]
    assert rows_of(drawn(papers, *rows, *crowd), "c", "b") == ["c extends hub", "b extends hub"]


def test_then_the_evidence_then_the_ids_decide():
    def graph(*rows):
        columns = ("source", "relation", "target", "confidence")
        papers = [{"id": one, "title": one} for one in "abpq"]
        told = [dict(zip_longest(columns, row.split(), fillvalue="high")) for row in rows]
        return PaperGraph(papers, [{**row, "basis": "stated"} for row in told])

    equal = ["a uses p", "b uses p", "a uses q", "b uses q"]
    for told in (equal, equal[::-1]):
        assert rows_of(graph(*told), "a", "b") == ["a uses p", "b uses p"]
    weak = ["a uses p low", *equal[1:]]
    assert rows_of(graph(*weak), "a", "b") == ["a uses q", "b uses q"]


def test_the_limits_of_chains_hold_on_both_sides(drawn):
    #  a ──uses──> b ──uses──> c, and a ──> d: with one side step c does not descend from a
    graph = drawn("a 2019, b 2020, c 2021, d 2022", "b uses a", "c uses b", "d extends a")
    assert rows_of(graph, "d", "c") == []
    assert rows_of(graph, "d", "c", 2) == ["d extends a", "b uses a", "c uses b"]
    assert rows_of(graph, "d", "b", 0) == []


def test_what_is_not_inherited_only_ends_a_chain():
    def graph(*rows):
        columns = ("source", "relation", "target", "inherited")
        told = [dict(zip_longest(columns, row.split(), fillvalue="")) for row in rows]
        return PaperGraph([{"id": one, "title": one} for one in "abcd"], told)

    # b takes something from a for itself; c, which extends b, does not inherit it.
    own = graph("b extends a no", "c extends b", "d extends a")
    assert rows_of(own, "b", "d") == ["b extends a", "d extends a"]
    assert rows_of(own, "c", "d") == []
    below = graph("c extends a no", "c extends b", "d extends c")
    assert rows_of(below, "a", "b") == ["c extends a", "c extends b"]


IDS = [f"p{one}" for one in range(6)]
KINDS = ["extends", "uses", "enables", "compares_with"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=12
)


@given(some_rows, st.sampled_from([0, 1, "any"]), st.randoms(use_true_random=False))
def test_connections_are_the_shortest_by_a_relative(rows, side_steps, random):
    papers = [{"id": one, "title": one} for one in IDS]
    columns = {"source": [], "relation": [], "target": []}
    graph = PaperGraph(papers, rows or columns)
    found = graph.paths("p0", "p1", side_steps=side_steps)
    if found.chains or found.wider:
        assert found.gap == ()
        return
    direct = [row for row in rows if {row[0], row[2]} == {"p0", "p1"}]
    assert bool(direct) == (len(found.gap) == 1)
    if direct:
        return
    lengths = []
    for lineage in (graph.ancestors, graph.descendants):
        one, other = (lineage(paper, side_steps=side_steps) for paper in ("p0", "p1"))
        lengths += [one.depth[p] + other.depth[p] for p in one if p in other]
    assert len(found.gap) == min(lengths, default=0)
    undirected = nx.Graph([(row.source, row.target) for row in found.gap])
    assert not found.gap or nx.has_path(undirected, "p0", "p1")
    shuffled = random.sample(rows, len(rows))
    again = PaperGraph(papers, shuffled or columns).paths("p0", "p1", side_steps=side_steps)
    assert again.gap == found.gap
    if found.gap:
        relative, is_older = shared_relative(found.descent, found.gap)
        lineage = graph.ancestors if is_older else graph.descendants
        for paper in ("p0", "p1"):
            assert relative in lineage(paper, side_steps=side_steps)


def test_hubs_connect_nothing_in_the_shipped_data():
    graph = llmgraph.load()
    kinds = graph.relation_types
    for a, b in [("Llama 2", "DPO"), ("QLoRA", "GPTQ"), ("FlashAttention", "RoPE")]:
        gap = graph.paths(a, b).gap
        assert len(gap) > 1
        assert all(kinds[row.relation].carries_descent for row in gap)
    assert "descends from both: " in graph.paths("Llama 2", "DPO").answer.said[1].text()
