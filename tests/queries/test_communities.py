"""Communities: a published optimum, NetworkX for modularity and quality, real networks' traps."""

import os
import subprocess
import sys
from collections import Counter
from itertools import combinations
from math import comb
from random import Random

import graspologic_native as native
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph.drawing.scene import build_scene
from llmgraph.queries.communities import Community

communities = llmgraph.PaperGraph.communities

IDS = [f"p{one}" for one in range(9)]
KINDS = ["extends", "enables", "compares_with"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=24
)


def graph_of(rows, ids=IDS):
    return llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


def undirected(rows):
    network = nx.Graph((source, target) for source, _, target in rows if source != target)
    network.add_nodes_from(IDS)
    return network


@pytest.fixture(scope="module")
def karate():
    """The karate club of Zachary 1977, as a graph of citations."""
    network = nx.karate_club_graph()
    rows = [(f"m{newer}", "cites", f"m{older}") for older, newer in network.edges()]
    return graph_of(rows, [f"m{one}" for one in network]), nx.Graph(network.edges())


# Published figures and NetworkX


def test_the_karate_club_reaches_its_published_optimum(karate):
    # No partition is better: so proves the integer program of Brandes et al. 2008,
    # doi:10.1109/TKDE.2007.190689, with the optimum 0.41979 in four communities.
    for seed in range(5):
        found = communities(karate[0], seed=seed)
        assert (round(found.modularity, 5), len(found.communities)) == (0.41979, 4)
    names = [{int(one[1:]) for one in group.papers} for group in found.communities]
    assert found.modularity == pytest.approx(nx.community.modularity(karate[1], names))


def test_the_partition_is_as_good_as_that_of_networkx():
    graph = llmgraph.load()
    rows = graph.relations
    network = nx.Graph(zip(rows.source, rows.target, strict=True))
    louvain = nx.community.louvain_communities(network, seed=0)
    found = communities(graph)
    assert found.modularity >= nx.community.modularity(network, louvain)
    assert set(found.ids) | set(found.alone) == set(graph)
    assert len(set(found.ids)) == len(found.ids) == len(graph) - len(found.alone)


@given(some_rows, st.integers(0, 3))
def test_communities_are_connected_and_cover_all_related_papers(rows, seed):
    network = undirected(rows)
    found = communities(graph_of(rows), seed=seed)
    lone = [one for one in IDS if network.degree(one) == 0]
    assert sorted(found.alone) == lone
    groups = [set(group.papers) for group in found.communities]
    assert sorted(one for group in groups for one in group) == sorted(set(IDS) - set(lone))
    assert all(nx.is_connected(network.subgraph(group)) for group in groups)
    sizes = [len(group) for group in groups]
    assert sizes == sorted(sizes, reverse=True)
    network.remove_nodes_from(lone)
    if groups:
        assert found.modularity == pytest.approx(nx.community.modularity(network, groups))
    else:
        assert found.modularity is None
        assert found.notice == "No two papers are related."


@given(some_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_tables_changes_nothing(rows, random):
    shuffled = graph_of(random.sample(rows, len(rows)), random.sample(IDS, len(IDS)))
    one, other = communities(graph_of(rows)), communities(shuffled)
    assert (one.communities, one.alone, one.modularity) == (
        other.communities,
        other.alone,
        other.modularity,
    )


def test_the_hash_seed_changes_nothing():
    # At a high resolution many partitions are about as good, so that every hazard shows.
    code = (
        "import llmgraph; graph = llmgraph.load()\n"
        "for seed in range(4): print(graph.communities(seed, 3.0).communities)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


# What real networks bring along


def two_triangles(drawn, *rows):
    return drawn(
        "a 2020-01, b 2020-02, c 2020-03, x 2019-01, y 2019-02, z 2019-03",
        *("b extends a", "c uses a", "c extends b", "y extends x", "z uses x", "z extends y"),
        *rows,
    )


def test_two_triangles_and_a_bridge(drawn):
    found = communities(two_triangles(drawn, "a extends z"))
    assert found.communities == (
        Community(1, ("x", "y", "z"), (), ("X", "Y", "Z"), "2019-01", "2019-03"),
        Community(2, ("a", "b", "c"), (), ("A", "B", "C"), "2020-01", "2020-03"),
    )
    # Seven links, six of them within; each community holds half of their ends.
    assert found.modularity == pytest.approx(6 / 7 - 2 * (7 / 14) ** 2)
    assert found.of("B").number == 2


def test_leading_papers_are_those_to_which_their_own_community_refers(drawn):
    # Two cliques of four; x and y refer to d, which nobody of its own community does.
    cliques = ("abcd", "wxyz")
    graph = drawn(
        ", ".join(f"{one} 2020-01" for clique in cliques for one in clique),
        *(f"{newer} cites {older}" for one in cliques for older, newer in combinations(one, 2)),
        *("x cites d", "y cites d"),
    )
    found = communities(graph)
    assert [group.papers for group in found.communities] == [tuple("abcd"), tuple("wxyz")]


def test_parallel_repeated_and_opposite_rows_are_one_link(drawn):
    rows = ("a extends z", "a uses z", "a extends z", "z cites a", "a cites a")
    one = communities(two_triangles(drawn, "a extends z"))
    other = communities(two_triangles(drawn, *rows))
    assert (one.communities, one.modularity) == (other.communities, other.modularity)


def test_components_stay_apart_and_lone_papers_stand_alone(islands):
    found = communities(islands)
    assert [group.papers for group in found.communities] == [("a", "b"), ("x", "y")]
    assert (found.alone, found.of("lone")) == (("lone", "also"), None)
    assert found.modularity == 0.5
    assert found.notes() == [
        "Leiden, seed 0, resolution 1, best of 15 trials; modularity 0.5000,"
        " each pair of related papers one undirected link.",
        "In no community, without relations: LONE, ALSO.",
    ]


def test_only_the_named_relations_relate(mixed):
    found = communities(mixed, relations="surveys,disputes")
    assert [group.papers for group in found.communities] == [("base", "critic", "review")]
    assert found.alone == ("tool", "study", "rival", "heir", "bench")
    assert found.relation_types == ("disputes", "surveys")
    assert {mixed.tables.relation(row).relation for row in found.relation_rows()} == {
        "disputes",
        "surveys",
    }


def test_cycles_self_relations_and_equal_dates(two_cycle, self_relation, equal_dates):
    assert communities(two_cycle).communities[0].papers[0] in ("root", "p", "q")
    assert sorted(communities(two_cycle).ids) == ["p", "q", "root", "tail"]
    assert communities(self_relation).ids == ("a", "b")
    assert communities(equal_dates).alone == ("z",)


def test_graphs_without_relations_or_papers(unrelated):
    empty = llmgraph.PaperGraph({"id": [], "title": []})
    for graph in (unrelated, empty):
        found = communities(graph)
        assert (found.communities, found.modularity, found.rows()) == ((), None, [])
        assert found.alone == graph.ids
        assert found.count_text() == "0 communities"
        assert len(found.to_frame()) == len(graph)


def test_a_higher_resolution_gives_more_communities():
    graph = llmgraph.load()
    counts = [len(communities(graph, resolution=value).communities) for value in (0.2, 1.0, 3.0)]
    assert counts == sorted(set(counts))


# The result


def test_a_community_is_named_by_the_topics_of_a_quarter_of_its_papers():
    topics = (("Pre-training", 0.5), ("Scaling", 0.25), ("Code", 0.25), ("More", 0.25), ("x", 0.2))
    named = Community(1, ("a",), topics, ("A",), "", "")
    assert named.name == "Pre-training 50%, Scaling 25%, Code 25%"


def test_a_community_without_such_topics_is_named_by_its_leading_papers(drawn):
    four = ("BERT", "GPT-3", "T5", "LoRA")
    assert Community(1, ("a",), (), four, "", "").name == "BERT, GPT-3, T5"
    assert Community(1, ("a",), (("Rare", 0.24),), four, "", "").name == "BERT, GPT-3, T5"
    # Imported papers go by their titles.
    title = "Attention is all you need, and a subtitle"
    assert Community(1, ("a",), (), (title, "GPT-3"), "", "").name == (
        "Attention is all you need, and a subtit…, GPT-3"
    )
    # c and d refer to b, and b and c to a.
    rows = ("b cites a", "c cites a", "c cites b", "d cites b")
    found = communities(drawn("a 2000, b 2001, c 2002, d 2003", *rows), resolution=0.1)
    assert [group.name for group in found.communities] == ["A, B, C"]
    assert found.rows()[0]["leading"] == "A, B, C, D"
    assert list(found.to_frame()["community_name"]) == ["A, B, C"] * 4


def test_topics_and_leading_papers_are_those_of_the_members():
    papers = [
        {"id": "a", "title": "A", "topics": "Code; Scaling"},
        {"id": "b", "title": "B", "topics": "Code", "date": "2020"},
        {"id": "c", "title": "C", "topics": "Code; Code"},
    ]
    found = communities(llmgraph.PaperGraph(papers, [("a", "cites", "b"), ("c", "cites", "b")]))
    assert found.communities == (
        Community(
            1, ("b", "a", "c"), (("Code", 1.0), ("Scaling", 1 / 3)), ("B", "A", "C"), "2020", "2020"
        ),
    )
    assert found.rows() == [
        {
            "number": 1,
            "size": 3,
            "name": "Code 100%, Scaling 33%",
            "period": "2020",
            "leading": "B, A, C",
            "papers": ["b", "a", "c"],
        }
    ]


def test_lanes_are_the_communities_and_no_two_share_a_name():
    papers = [{"id": one, "title": one, "topics": "Code"} for one in "abxy"]
    papers += [{"id": one, "title": one} for one in ("p", "q", "lone")]
    rows = [("b", "cites", "a"), ("y", "cites", "x"), ("q", "cites", "p")]
    found = communities(llmgraph.PaperGraph(papers, rows))
    assert found.lane_of() == {
        "a": "Code (1)",
        "b": "Code (1)",
        "p": "p, q",
        "q": "p, q",
        "x": "Code (3)",
        "y": "Code (3)",
    }
    assert set(found.lane_of()) == set(found.shown_ids())
    assert communities(llmgraph.PaperGraph(papers)).lane_of() == {}


def test_prose_tells_the_papers_of_each_community(islands):
    told = communities(islands).to_document().standalone
    assert told.paragraphs[0] == "Communities of related papers — 2 communities, the largest first."
    assert told.paragraphs[2] == "In no community, without relations: LONE, ALSO."
    assert (told.numbered, told.points) == (
        True,
        (
            ("A, B (2 papers, 2020-01–2020-02): A (2020-01) and B (2020-02).", ()),
            ("X, Y (2 papers, 2020-01–2020-03): X (2020-01) and Y (2020-03).", ()),
        ),
    )


def test_prose_of_nothing_says_so(unrelated):
    assert communities(unrelated).to_document().standalone.paragraphs[:2] == (
        "Communities of related papers — none.",
        "No two papers are related.",
    )


# How much is tried


@pytest.mark.parametrize(
    ("share", "iterations", "trials"),
    [(1, 2, 1), (2, 2, 1), (3, 3, 1), (5, 3, 1), (6, 3, 2), (15, 3, 5), (45, 3, 15), (99, 3, 15)],
)
def test_runs_become_fewer_where_a_graph_has_a_larger_share_of_links(
    chain, monkeypatch, share, iterations, trials
):
    # A run looks at every link; the chain has three.
    asked = {}
    monkeypatch.setattr("llmgraph.queries.communities.LINKS", 3 * share)

    def spied(*args, **options):
        asked.update(options)
        return leiden(*args, **options)

    leiden = native.leiden_csr
    monkeypatch.setattr(native, "leiden_csr", spied)
    assert chain.communities().trials == trials
    assert (asked["iterations"], asked["trials"]) == (iterations, trials)


def agreement(one, other):
    """Adjusted Rand index of two results for the same papers, by its definition."""
    both = [(one.of(paper).number, other.of(paper).number) for paper in one.ids]
    together, first, second = (
        sum(comb(count, 2) for count in Counter(labels).values())
        for labels in (both, [number for number, _ in both], [number for _, number in both])
    )
    chance = first * second / comb(len(both), 2)
    return (together - chance) / ((first + second) / 2 - chance)


def test_seeds_nearly_agree_on_the_shipped_graph():
    graph = llmgraph.load()
    found = [communities(graph, seed=seed) for seed in range(10)]
    heights = [one.modularity for one in found]
    assert min(heights) > 0.4
    assert max(heights) - min(heights) < 0.002
    agreements = [agreement(*both) for both in combinations(found, 2)]
    assert sum(agreements) / len(agreements) > 0.7


@pytest.fixture(scope="module")
def fields():
    """Ten fields of 300 papers; each refers to six earlier ones, five of them of its field."""
    random = Random(0)
    rows = []
    for paper in range(10, 3000):
        of_field = [random.randrange(paper % 10, paper, 10) for _ in range(5)]
        rows += [
            (f"m{paper:04}", "cites", f"m{older:04}")
            for older in {*of_field, random.randrange(paper)}
        ]
    return graph_of(rows, [f"m{paper:04}" for paper in range(3000)])


@pytest.mark.parametrize("budget", [900_000, 1])
def test_the_planted_fields_are_found_also_in_few_trials(fields, budget, monkeypatch):
    monkeypatch.setattr("llmgraph.queries.communities.LINKS", budget)
    found = communities(fields)
    assert found.trials == (15 if budget > 1 else 1)
    largest = found.communities[:10]
    assert [len({int(one[1:]) % 10 for one in group.papers}) for group in largest] == [1] * 10
    assert sum(len(group.papers) for group in largest) > 2900


def test_a_result_can_be_read_and_drawn(islands):
    found = communities(islands)
    assert repr(found) == "Communities(2 communities, 4 papers, modularity 0.5000)"
    assert found.heading() == "Communities of related papers"
    frame = found.to_frame()
    assert list(frame["id"]) == ["a", "b", "x", "y", "lone", "also"]
    assert list(frame["community"].fillna(0)) == [1, 1, 2, 2, 0, 0]
    assert found.shown_ids() == ("a", "b", "x", "y")
    assert "<title>Communities of related papers" in found.to_html()
    picture = found.to_svg()
    assert "<title>LONE" not in picture
    assert "In no community, without relations: LONE, ALSO." in picture


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seed": -1}, "seed must be a whole number from 0 to 2\\*\\*64 - 1, not -1"),
        ({"seed": 2.5}, "seed must be a whole number, not 2.5"),
        ({"seed": 2**64}, "seed must be a whole number from 0"),
        ({"resolution": 0}, "resolution must be a number above 0, not 0"),
        ({"resolution": float("nan")}, "resolution must be a number above 0, not nan"),
        ({"resolution": float("inf")}, "resolution must be a number above 0, not inf"),
        ({"relations": "eats"}, "No relation type 'eats'"),
    ],
)
def test_what_cannot_be_used_is_told(chain, arguments, message):
    with pytest.raises(llmgraph.ArgumentError, match=message):
        communities(chain, **arguments)


def test_a_missing_library_is_told(chain, monkeypatch):
    monkeypatch.setitem(sys.modules, "graspologic_native", None)
    with pytest.raises(
        llmgraph.MissingExtraError, match=r"pip install 'paper-lineage\[communities"
    ):
        communities(chain)
    with pytest.raises(ImportError):
        communities(chain)


def test_the_fields_of_the_shipped_graph():
    found = llmgraph.load().communities()
    of = {name: found.of(name).number for name in ("CLIP", "LDM", "ZeRO", "GPipe", "BERT", "XLNet")}
    assert of["CLIP"] == of["LDM"] != of["ZeRO"] == of["GPipe"] != of["BERT"] == of["XLNet"]
    assert found.of("CLIP").topics[0][0] == "Multimodal and diffusion"
    assert "Training systems" in [topic for topic, _ in found.of("ZeRO").topics[:2]]


@pytest.mark.parametrize(("topics", "lanes"), [("SSTT", {"S", "T"}), ("SSSS", {"S (1)", "S (2)"})])
def test_a_drawing_shows_the_communities_for_topics(topics, lanes):
    papers = [{"id": "abxy"[n], "title": "?", "topics": topic} for n, topic in enumerate(topics)]
    rows = [("b", "cites", "a"), ("y", "cites", "x")]
    scene = scene_of(communities(llmgraph.PaperGraph(papers, rows)))
    assert {drawn.topic for drawn in scene.papers} == lanes


def scene_of(found):
    return build_scene(
        found.descent, found.shown_ids(), found.relation_rows(), "", lane_of=found.lane_of()
    )


@pytest.mark.parametrize("resolution", [1e3, 1e16, 1e308])
def test_a_huge_resolution_leaves_every_paper_alone(resolution):
    found = llmgraph.load().communities(resolution=resolution)
    assert {len(one.papers) for one in found.communities} == {1}
    assert found.resolution == resolution


def test_a_panic_of_the_library_is_an_error_of_ours(monkeypatch):
    class PanicException(BaseException):
        """As that of PyO3, which `except Exception` does not catch."""

    def panics(*_, **__):
        raise PanicException("called unwrap on None")

    monkeypatch.setattr("graspologic_native.leiden_csr", panics)
    with pytest.raises(llmgraph.ArgumentError, match="graspologic-native failed: called unwrap"):
        llmgraph.load().communities()
