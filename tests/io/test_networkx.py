"""The exchange with NetworkX, in both orientations."""

import json

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph import RELATION_TYPES, ArgumentError, PaperGraph, RelationType, TableError

HOSTILE = ["key", "node_for_adding", "u_for_edge", "v_for_edge", "self", "attr", "edges", "weight"]


def edges(network):
    return sorted(network.edges(data="relation"))


def test_stated_edges_are_the_rows(mixed):
    assert edges(mixed.to_networkx()) == [
        ("bench", "heir", "compares_with"),
        ("critic", "base", "disputes"),
        ("heir", "base", "cites"),
        ("heir", "study", "uses"),
        ("review", "base", "surveys"),
        ("rival", "study", "alternative_to"),
        ("study", "base", "extends"),
        ("tool", "study", "enables"),
    ]
    assert mixed.to_networkx().graph == {"edges": "stated"}


def test_descent_edges_run_from_ancestor_to_descendant(mixed):
    network = mixed.to_networkx(edges="descent")
    assert edges(network) == [
        ("base", "study", "extends"),
        ("study", "heir", "uses"),
        ("tool", "study", "enables"),
    ]
    assert set(network) == set(mixed)
    assert nx.descendants(network, "tool") == {"study", "heir"}
    assert network.graph == {"edges": "descent"}


def side_steps(network):
    """Of every edge, by its ends and its relation type."""
    return {
        f"{older} {data['relation']} {newer}": data["side_step"]
        for older, newer, data in network.edges(data=True)
    }


def test_descent_edges_carry_whether_they_are_side_steps(mixed, parallel):
    assert side_steps(mixed.to_networkx("descent")) == {
        "base extends study": 0,
        "study uses heir": 1,
        "tool enables study": 1,
    }
    assert side_steps(parallel.to_networkx("descent")) == {"a uses b": 1, "a extends b": 0}
    assert not any("side_step" in data for *_, data in mixed.to_networkx().edges(data=True))


def test_a_column_of_that_name_is_lost_only_where_the_edges_have_their_own():
    row = {"source": "b", "relation": "uses", "target": "a", "side_step": "mine"}
    graph = PaperGraph([{"id": one, "title": one} for one in "ab"], [row])
    assert_same(PaperGraph.from_networkx(graph.to_networkx()), graph)
    assert side_steps(graph.to_networkx("descent")) == {"a uses b": 1}


def test_citations_that_carry_descent_are_no_side_steps(citations, mixed):
    assert side_steps(citations.to_networkx("descent")) == {"a cites b": 0, "b cites c": 0}
    assert "base cites heir" not in side_steps(mixed.to_networkx("descent"))


def test_descent_of_bare_citations(citations):
    assert edges(citations.to_networkx("descent")) == [("a", "b", "cites"), ("b", "c", "cites")]


def test_every_row_is_an_edge(parallel, repeated_row):
    assert [relation for *_, relation in edges(parallel.to_networkx())] == [
        *("compares_with", "extends", "uses"),
    ]
    assert repeated_row.to_networkx().number_of_edges("b", "a") == 2
    assert repeated_row.to_networkx("descent").number_of_edges("a", "b") == 2


def test_a_self_relation_is_no_descent(self_relation):
    assert edges(self_relation.to_networkx()) == [("a", "a", "extends"), ("b", "a", "extends")]
    assert nx.is_directed_acyclic_graph(self_relation.to_networkx("descent"))


def test_attributes_are_the_columns():
    graph = PaperGraph(
        [{"id": "a", "title": "A", "date": "2020-01", "mine": 7}, {"id": "b", "title": "B"}],
        [{"source": "b", "relation": "uses", "target": "a", "note": "Yes.", "weight": 0.5}],
    )
    network = graph.to_networkx()
    assert dict(network.nodes(data=True)) == {
        "a": {"title": "A", "date": "2020-01", "mine": "7"},
        "b": {"title": "B", "date": "", "mine": ""},
    }
    assert list(network.edges(data=True)) == [
        ("b", "a", {"relation": "uses", "note": "Yes.", "weight": "0.5"})
    ]


def sorted_rows(frame):
    return sorted(frame.itertuples(index=False, name=None))


def assert_same(one, other):
    assert sorted_rows(one.papers) == sorted_rows(other.papers)
    assert sorted_rows(one.relations) == sorted_rows(other.relations)
    assert set(one.papers) == set(other.papers)


texts = st.text(st.characters(codec="utf-8"), max_size=5)
ids = st.sampled_from(["a", "b", "c", "思", "e f"])


@st.composite
def graphs(draw, inherited=None):
    papers = draw(st.lists(ids, min_size=1, unique=True))
    one = st.sampled_from(papers)
    rows = draw(
        st.lists(st.tuples(one, st.sampled_from(list(RELATION_TYPES)), one, texts), max_size=8)
    )
    extra = draw(st.sampled_from(HOSTILE))
    return PaperGraph(
        [{"id": paper, "title": draw(texts), extra: draw(texts)} for paper in papers],
        [
            {"source": source, "relation": relation, "target": target, extra: text}
            | ({} if inherited is None else {"inherited": draw(inherited)})
            for source, relation, target, text in rows
        ],
    )


@given(graphs())
def test_round_trip(graph):
    assert_same(PaperGraph.from_networkx(graph.to_networkx()), graph)


@given(graphs())
def test_round_trip_of_descent(graph):
    network = graph.to_networkx("descent")
    back = PaperGraph.from_networkx(network, "descent")
    assert edges(back.to_networkx("descent")) == edges(network)
    assert "side_step" not in back.relations
    assert {one: set(back.descendants(one, side_steps="any")) for one in back} == {
        one: nx.descendants(network, one) for one in network
    }


@given(graphs(inherited=st.sampled_from(["", "yes", "no"])), st.integers(0, 3))
def test_networkx_finds_the_ancestors_by_the_side_steps_of_the_edges(graph, limit):
    network = graph.to_networkx("descent")

    def passed(parent, child, key):
        return child == one or network[parent][child][key]["inherited"] != "no"

    for one in graph:
        older = nx.subgraph_view(network, filter_edge=passed).reverse()
        fewest = nx.single_source_dijkstra_path_length(older, one, weight="side_step")
        del fewest[one]
        found = graph.ancestors(one, side_steps=limit)
        assert found.fewest_side_steps == {
            paper: number for paper, number in fewest.items() if number <= limit
        }
        assert found.beyond == len(fewest) - len(found)
    back = PaperGraph.from_networkx(network, "descent").to_networkx("descent")
    assert sorted(back.edges(data="inherited")) == sorted(network.edges(data="inherited"))


def test_plain_digraph_runs_from_citing_to_cited():
    graph = PaperGraph.from_networkx(nx.DiGraph([(3, 1), (2, 1)]))
    assert sorted_rows(graph.relations[["source", "relation", "target"]]) == [
        *(("2", "cites", "1"), ("3", "cites", "1")),
    ]
    assert graph.descendants("1").ids == ("2", "3")
    assert graph["3"].title == "3"


def test_plain_digraph_that_runs_along_descent():
    graph = PaperGraph.from_networkx(nx.DiGraph([(1, 2), (1, 3)]), edges="descent")
    assert graph.descendants("1").ids == ("2", "3")


def test_both_orientations_read_enables(drawn):
    stated = nx.DiGraph()
    stated.add_edge("old", "new", relation="enables")
    stated.add_edge("new", "other", relation="extends")
    assert PaperGraph.from_networkx(stated).ancestors("new").ids == ("old", "other")
    descent = nx.DiGraph()
    descent.add_edge("old", "new", relation="enables")
    descent.add_edge("other", "new", relation="extends")
    assert PaperGraph.from_networkx(descent, "descent").ancestors("new").ids == ("old", "other")


def test_own_relation_types_know_their_direction():
    own = RelationType("spawns", "target", "line", "spawns", "is spawned by")
    network = nx.DiGraph()
    network.add_edge("old", "new", relation="spawns")
    for orientation in ("stated", "descent"):
        graph = PaperGraph.from_networkx(network, orientation, relation_types=[own])
        assert graph.descendants("old").ids == ("new",)
        assert side_steps(graph.to_networkx("descent")) == {"old spawns new": 0}
    aside = RelationType("spawns", "target", "side", "spawns", "is spawned by")
    graph = PaperGraph.from_networkx(network, relation_types=[aside])
    assert side_steps(graph.to_networkx("descent")) == {"old spawns new": 1}
    assert graph.descendants("old", side_steps=0).ids == ()
    with pytest.raises(TableError, match='No relation type "spawns"'):
        PaperGraph.from_networkx(network)


SPAWNS = RelationType(
    *("spawns", "target", "side", "spawns", "is spawned by"),
    phrase_zh="{source} 催生了 {target}", light="#123456", dash=(4, 2),
)  # fmt: skip
MOCKS = RelationType("mocks", "source", "none", "mocks", "is mocked by")


@pytest.mark.parametrize("orientation", ["stated", "descent"])
def test_networks_keep_own_relation_types(drawn, orientation):
    graph = drawn("a, b", "a spawns b", relation_types=[SPAWNS, MOCKS])
    network = graph.to_networkx(orientation)
    back = PaperGraph.from_networkx(network, orientation)
    assert back.relation_types.own == (SPAWNS, MOCKS)
    assert back.descendants("a").ids == ("b",)
    # What was given when the network was made may be given again.
    given = PaperGraph.from_networkx(network, orientation, relation_types=[MOCKS])
    assert given.relation_types.own == (SPAWNS, MOCKS)


def test_results_keep_own_relation_types(drawn):
    graph = drawn("a, b, c", "a spawns b", relation_types=[SPAWNS])
    network = graph.descendants("a").to_networkx()
    assert PaperGraph.from_networkx(network).relation_types.own == (SPAWNS,)


def test_files_of_networks_keep_own_relation_types(drawn, tmp_path):
    graph = drawn("a, b", "a spawns b", relation_types=[SPAWNS])
    network = graph.to_networkx()
    nx.write_graphml(network, tmp_path / "n.graphml")
    read = nx.read_graphml(tmp_path / "n.graphml", force_multigraph=True)
    assert PaperGraph.from_networkx(read).relation_types.own == (SPAWNS,)
    data = json.loads(json.dumps(nx.node_link_data(network, edges="edges")))
    read = nx.node_link_graph(data, edges="edges")
    assert PaperGraph.from_networkx(read).relation_types.own == (SPAWNS,)
    nx.write_gexf(network, tmp_path / "n.gexf")  # which has no place for them


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("[", r"The graph attribute relation_types is '\[', which is not a JSON list of relation"),
        (
            ["x"],
            "is not a JSON list of relation types; write it with to_networkx, or delete it",
        ),
        ("[1]", "which is not a JSON list"),
        ("1", "which is not a JSON list"),
        (None, "which is not a JSON list"),
        ('[{"name": "a,b"}]', "contains a comma or a semicolon"),
        ('[{"name": "a", "newer": "source"}]', 'descent must be "line", "side"'),
    ],
)
def test_relation_types_of_a_network_that_cannot_be_used(kept, told):
    with pytest.raises(ArgumentError, match=told):
        PaperGraph.from_networkx(nx.DiGraph(relation_types=kept))


def test_attributes_that_would_break_a_row():
    network = nx.MultiDiGraph()
    network.add_node("a", id="not-a", title=None, date=pd.NA, topics=["X", "Y"], year=2020.0)
    network.add_nodes_from([("b", {"self": float("nan"), "title": "<script>"})])
    network.add_edge("b", "a", relation="uses", source="z", target="z", key=1)
    graph = PaperGraph.from_networkx(network)
    assert graph.ids == ("a", "b")
    assert (graph["a"].date, graph["a"].topics, graph["a"].year) == ("", ("X", "Y"), "2020")
    assert graph["b"].title == "<script>"
    assert graph.descendants("a").ids == ("b",)
    assert list(graph.papers["self"]) == ["", ""]


@pytest.mark.parametrize("network", [nx.Graph([(1, 2)]), nx.MultiGraph()])
def test_undirected_networks_are_refused(network):
    with pytest.raises(ArgumentError, match="is undirected; pass a DiGraph or a MultiDiGraph"):
        PaperGraph.from_networkx(network)


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.to_networkx("up"),
        lambda graph: graph.select().to_networkx("up"),
        lambda graph: PaperGraph.from_networkx(nx.DiGraph(), "up"),
    ],
)
def test_orientation_is_one_of_three(chain, ask):
    choices = 'edges must be "stated" or "descent" or "citation", not \'up\''
    with pytest.raises(ArgumentError, match=choices):
        ask(chain)


@pytest.fixture
def forked(drawn):
    # a ──> b (twice) ──> c, a ──> c; "t enables b" runs from older to newer as stated
    rows = ("b uses a", "b extends a", "c extends b", "c extends a", "t enables b", "a extends a")
    return drawn("a 2020, t 2020, b 2021, c 2022", *rows)


def test_citation_edges_run_from_newer_to_older_and_are_not_parallel(forked):
    network = forked.to_networkx(edges="citation")
    assert type(network) is nx.DiGraph
    assert network.graph == {"edges": "citation"}
    assert sorted(network.edges()) == [("b", "a"), ("b", "t"), ("c", "a"), ("c", "b")]
    assert set(network) == {"a", "t", "b", "c"}


def test_parallel_rows_give_the_columns_of_the_strongest():
    rows = [
        {"source": "b", "relation": "uses", "target": "a", "confidence": "high", "weight": "x"},
        {"source": "b", "relation": "extends", "target": "a", "confidence": "low", "weight": "y"},
    ]
    for order in (rows, rows[::-1]):
        graph = PaperGraph([{"id": one, "title": one} for one in "ab"], order)
        data = graph.to_networkx(edges="citation")["b"]["a"]
        assert data == {"relation": "uses", "confidence": "high", "side_step": 1}


def test_measures_of_networkx_on_citation_edges_are_those_of_rank(forked):
    network = forked.to_networkx(edges="citation")
    hubs, authorities = nx.hits(network, tol=1e-12)
    expected = {
        "in_degree": dict(network.in_degree()),
        "pagerank": nx.pagerank(network, alpha=0.7, tol=1e-12),
        "hubs": hubs,
        "authorities": authorities,
        "katz": nx.katz_centrality(network, alpha=0.1, normalized=False, tol=1e-12),
        "betweenness": nx.betweenness_centrality(network),
    }
    for by, scores in expected.items():
        settings = {"alpha": 0.7} if by == "pagerank" else {}
        found = {row["id"]: row[by] for row in forked.rank(by, **settings)}
        assert found == pytest.approx(scores, abs=1e-8), by
    descent = nx.pagerank(forked.to_networkx(edges="descent"), alpha=0.7)
    assert max(descent, key=descent.get) != forked.rank("pagerank").ids[0]


def test_results_give_networks_in_every_orientation(forked):
    found = forked.descendants("a")
    assert found.ids == ("b", "c")
    assert sorted(found.to_networkx(edges="citation").edges()) == [
        *(("b", "a"), ("c", "a"), ("c", "b")),
    ]
    assert sorted(found.to_networkx(edges="descent").edges()) == [
        *(("a", "b"), ("a", "b"), ("a", "c"), ("b", "c")),
    ]
    assert found.to_networkx().number_of_edges("a", "a") == 1


@given(graphs())
def test_round_trip_of_citations(graph):
    network = graph.to_networkx("citation")
    back = PaperGraph.from_networkx(network, "citation")
    assert edges(back.to_networkx("citation")) == edges(network)
    assert "side_step" not in back.relations


def test_edges_of_a_citation_network_run_from_the_newer_paper():
    network = nx.DiGraph()
    network.add_edge("new", "old", relation="extends")
    network.add_edge("new", "tool", relation="enables")
    graph = PaperGraph.from_networkx(network, edges="citation")
    rows = graph.relations[["source", "relation", "target"]].values.tolist()
    assert sorted(rows) == [["new", "extends", "old"], ["tool", "enables", "new"]]
    assert graph.parents("new").ids == ("old", "tool")


def test_a_network_is_no_table(chain):
    for network in (nx.Graph(), chain.to_networkx()):
        with pytest.raises(ArgumentError, match=r"papers .*PaperGraph\.from_networkx"):
            PaperGraph(network)
        with pytest.raises(ArgumentError, match=r"relations .*PaperGraph\.from_networkx"):
            PaperGraph([{"id": "a", "title": "A"}], network)


def test_nodes_that_are_no_ids():
    with pytest.raises(TableError, match=r"duplicate-id.*\"1\" is already used on line 2"):
        PaperGraph.from_networkx(nx.DiGraph([(1, "1")]))
    with pytest.raises(TableError, match="bad-id: The id is empty"):
        PaperGraph.from_networkx(nx.DiGraph([("", "a")]))


def test_empty_network():
    graph = PaperGraph.from_networkx(nx.DiGraph())
    assert (len(graph), len(graph.relations)) == (0, 0)
    assert len(graph.to_networkx("descent")) == 0


def test_the_types_that_carry_descent_may_be_chosen(drawn):
    graph = drawn("a, b, c", "b cites a", "c extends b")
    assert sorted(graph.to_networkx(edges="citation").edges) == [("c", "b")]
    read = graph.to_networkx(edges="citation", relations="cites,extends")
    assert sorted(read.edges) == [("b", "a"), ("c", "b")]
