"""Reduction: NetworkX on graphs without cycles, and lineage that stays in all others."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph

reduction = llmgraph.PaperGraph.reduction


IDS = [f"p{one}" for one in range(6)]


KINDS = ["extends", "uses", "enables", "disputes"]


some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=16
)


# Ids ascend along descent, so that there are no cycles.
acyclic_rows = st.lists(
    st.builds(
        lambda ends, kind: (
            (min(ends), kind, max(ends)) if kind == "enables" else (max(ends), kind, min(ends))
        ),
        st.lists(st.sampled_from(IDS), min_size=2, max_size=2),
        st.sampled_from(KINDS),
    ),
    max_size=20,
)


def graph_of(rows, ids=IDS):
    return llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


def oriented(rows, kinds=("extends", "uses", "enables")):
    """Older to newer, by hand; each edge knows its rows."""
    network = nx.DiGraph()
    network.add_nodes_from(IDS)
    for number, (source, relation, target) in enumerate(rows):
        if source != target and relation in kinds:
            ends = (source, target) if relation == "enables" else (target, source)
            network.add_edge(*ends)
            network.edges[ends].setdefault("rows", []).append(number)
    return network


def triples(result):
    return [(row.source, row.relation, row.target) for row in result.hidden]


def left_of(rows, result):
    return [rows[row] for row in result.relation_rows()]


# Known reductions


def test_of_a_complete_graph_one_chain_is_left():
    size = 9
    rows = [(f"{b}", "extends", f"{a}") for a in range(size) for b in range(a + 1, size)]
    found = reduction(graph_of(rows, [str(one) for one in range(size)]))
    assert left_of(rows, found) == [(f"{b}", "extends", f"{b - 1}") for b in range(1, size)]


def test_divisors_of_60_make_their_hasse_diagram():
    # 12 divisors of 2**2 * 3 * 5; covering pairs: 2*2*2 + 3*1*2 + 3*2*1 = 20.
    divisors = [one for one in range(1, 61) if 60 % one == 0]
    rows = [(str(b), "uses", str(a)) for a in divisors for b in divisors if a < b and b % a == 0]
    found = reduction(graph_of(rows, [str(one) for one in divisors]))
    assert len(found.relation_rows()) == 20
    assert ("60", "uses", "20") in left_of(rows, found)
    assert ("60", "uses", "10") in triples(found)


# Every graph


@given(acyclic_rows)
def test_without_cycles_it_is_the_transitive_reduction_of_networkx(rows):
    network = oriented(rows)
    kept = nx.transitive_reduction(network).edges
    found = reduction(graph_of(rows), by="descent")
    expected = [
        row for ends in network.edges if ends not in kept for row in network.edges[ends]["rows"]
    ]
    assert triples(found) == [rows[row] for row in sorted(expected)]


@given(acyclic_rows)
def test_each_relation_type_is_reduced_by_itself(rows):
    expected = []
    for kind in ("extends", "uses", "enables"):
        network = oriented(rows, [kind])
        kept = nx.transitive_reduction(network).edges
        for ends in network.edges:
            expected += [] if ends in kept else network.edges[ends]["rows"]
    assert triples(reduction(graph_of(rows))) == [rows[row] for row in sorted(expected)]


@given(some_rows, st.sampled_from(["relation", "descent"]))
def test_no_paper_loses_an_ancestor_with_cycles_or_without(rows, by):
    found = reduction(graph_of(rows), by=by)
    left = left_of(rows, found)
    classes = [["extends"], ["uses"], ["enables"]] if by == "relation" else [KINDS[:3]]
    for kinds in classes:
        before, after = oriented(rows, kinds), oriented(left, kinds)
        for one in IDS:
            assert nx.descendants(before, one) == nx.descendants(after, one)
    assert sorted([*left, *triples(found)]) == sorted(rows)


@given(acyclic_rows | some_rows, st.sampled_from(["relation", "descent"]))
def test_every_hidden_row_tells_a_longer_chain(rows, by):
    for row in reduction(graph_of(rows), by=by).rows():
        chain = row["implied_by"]
        ends = [row["source"], row["target"]]
        newer, older = ends[::-1] if row["relation"] == "enables" else ends
        assert chain.startswith(f"{newer} ")
        assert chain.endswith(f" {older}.")
        assert ", which " in chain
        if by == "relation":
            phrase = {"enables": "is enabled by"}.get(row["relation"], row["relation"])
            assert chain.count(f" {phrase} ") == chain.count(", which ") + 1


@given(some_rows)
def test_hiding_twice_hides_nothing_more(rows):
    left = left_of(rows, reduction(graph_of(rows)))
    assert triples(reduction(graph_of(left))) == []


# The chains that are told


def sentences(rows, found):
    """The shortest of all chains for each hidden row, through the rows that are left of its kind.

    Among equally short ones that with the best newest step comes first: one along the line, then
    the first by its id; then that with the best next step, and so on.
    """
    side = {"extends": 0, "uses": 1, "enables": 1}
    left = left_of(rows, found)
    told = []
    for source, relation, target in triples(found):
        kinds = [relation] if found.by == "relation" else ["extends", "uses", "enables"]
        own = graph_of([row for row in left if row[1] in kinds])
        chains = own.paths(source, target, k=1000, relations=kinds, side_steps="any").chains
        shortest = min(
            chains,
            key=lambda one: (
                len(one.steps),
                [(side[step.relations[0].relation], step.older) for step in one.steps],
            ),
        )
        told.append(shortest.sentence)
    return told


@given(acyclic_rows | some_rows, st.sampled_from(["relation", "descent"]))
def test_the_chains_are_the_shortest_of_paths(rows, by):
    found = reduction(graph_of(rows), by=by)
    told = {
        (row["source"], row["relation"], row["target"]): row["implied_by"] for row in found.rows()
    }
    assert [told[one] for one in triples(found)] == sentences(rows, found)


def test_among_equally_short_chains_the_better_evidenced_is_told():
    #  a ──> b ──> d  (b is doubtful)   a ──> c ──> d   and   a ──> d
    def rows(weak):
        return [
            (
                newer,
                "extends",
                older,
                "stated",
                "§",
                "note",
                "low" if weak in newer + older else "high",
            )
            for newer, older in ("ba", "ca", "db", "dc", "da")
        ]

    def told(weak):
        return reduction(graph_of(rows(weak), "abcd")).rows()[0]["implied_by"]

    assert told("b") == "d extends c, which extends a."
    assert told("c") == "d extends b, which extends a."
    # Equally well evidenced: the first by its id.
    assert told("x") == "d extends b, which extends a."


def test_many_hidden_rows_of_a_long_chain():
    size = 40
    rows = [(f"{b:02}", "extends", f"{a:02}") for a in range(size) for b in range(a + 1, size)]
    graph = graph_of(rows, [f"{one:02}" for one in range(size)])
    found = reduction(graph).rows()
    assert len(found) == size * (size - 1) // 2 - (size - 1) == 741
    (whole,) = [row for row in found if (row["source"], row["target"]) == ("39", "00")]
    assert whole["implied_by"].count(", which extends ") == 5
    assert whole["implied_by"].endswith(
        ", which extends 34, which extends 33, which in 33 more steps descends from 00."
    )
    assert whole["steps"] == 39
    zh = next(row for row in reduction(graph).rows("zh") if row["steps"] == 39)
    assert zh["implied_by"].endswith("，后者扩展了 33，后者再经 33 步源自 00。")


# What real networks bring along


def test_chains_of_any_number_of_side_steps_hide_a_row(drawn):
    #  a ──uses──> b ──uses──> c ──uses──> d, and a ──uses──> d
    graph = drawn("a, b, c, d", "b uses a", "c uses b", "d uses c", "d uses a")
    found = reduction(graph)
    assert [row["implied_by"] for row in found.rows()] == [
        "D uses C, which uses B, which uses A.",
    ]
    assert found.notice == ("Measured over all rows of descent, regardless of side steps.")
    assert reduction(drawn("a, b", "b extends a")).notice == ""


def test_parallel_relations_stay_with_their_notes():
    graph = llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in "abc"],
        [
            ("b", "extends", "a", "stated", "§1", "first"),
            ("b", "uses", "a", "stated", "§2", "second"),
            ("c", "extends", "b", "stated", "§3", "third"),
            ("c", "extends", "a", "stated", "§4", "fourth"),
            ("c", "uses", "a", "stated", "§5", "fifth"),
            ("c", "compares_with", "a", "stated", "§6", "sixth"),
        ],
    )
    found = reduction(graph)
    assert found.relation_rows() == [0, 1, 2, 4, 5]
    notes = [note for _, _, note in found.to_networkx().edges(data="note")]
    assert sorted(notes) == ["fifth", "first", "second", "sixth", "third"]
    assert found.rows() == [
        {
            "hidden": "c extends a",
            "implied_by": "c extends b, which extends a.",
            "steps": 2,
            "source": "c",
            "relation": "extends",
            "target": "a",
            "date": "",
            "basis": "stated",
            "where": "§4",
            "note": "fourth",
            "confidence": "",
        }
    ]
    # By descent both relations of the pair are implied; nothing is deleted from the graph.
    assert triples(reduction(graph, by="descent")) == [("c", "extends", "a"), ("c", "uses", "a")]
    assert len(graph.relations) == 6


def test_only_the_named_relations_are_reduced(drawn):
    graph = drawn(
        "a, b, c",
        *("b extends a", "c extends b", "c extends a"),
        *("b uses a", "c uses b", "c uses a"),
    )
    assert triples(reduction(graph, relations="uses")) == [("c", "uses", "a")]
    assert triples(reduction(graph)) == [("c", "extends", "a"), ("c", "uses", "a")]


def test_repeated_implied_rows_are_all_hidden(drawn):
    graph = drawn("a, b, c", "b extends a", "c extends b", "c extends a", "c extends a")
    assert reduction(graph).relation_rows() == [0, 1]


def test_self_relations_and_repeated_rows_stay(self_relation, repeated_row):
    assert reduction(self_relation).relation_rows() == [0, 1]
    assert reduction(repeated_row).relation_rows() == [0, 1]


def test_components_isolated_papers_and_no_relations(islands, unrelated):
    found = reduction(islands)
    assert found.ids == ("lone", "a", "x", "b", "y", "also")
    assert (found.relation_rows(), found.hidden) == ([0, 1], ())
    found = reduction(unrelated)
    assert (found.ids, found.rows(), found.relation_rows()) == (("a", "b"), [], [])


def test_only_chains_among_the_shown_papers_hide_a_row(drawn):
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "c extends b", "c extends a")
    assert triples(reduction(graph)) == [("c", "extends", "a")]
    found = reduction(graph, ["a", "C"])
    assert (found.ids, found.relation_rows(), found.hidden) == (("a", "c"), [2], ())
    assert reduction(graph, graph.descendants("a")).ids == ("b", "c")


# Cycles


def test_rows_within_a_cycle_stay_and_are_told(drawn):
    #  a ──> p ⇄ q ──> c, and the short way a ──> c; all in the cycle of two relations too
    graph = drawn(
        "a, p, q, c",
        *("p extends a", "q extends a", "q extends p", "p extends q", "c extends q", "c extends a"),
    )
    found = reduction(graph)
    assert triples(found) == [("c", "extends", "a")]
    assert found.cycles == (("p", "q"),)
    assert found.notice == "Papers that descend from each other keep all rows between them: P, Q."


def test_a_cycle_of_several_types_keeps_its_rows_under_each(drawn):
    graph = drawn("a, b, c", "b extends a", "c extends b", "c extends a", "a uses c")
    found = reduction(graph)
    assert found.cycles == (("a", "b", "c"),)
    assert found.hidden == ()


def test_dates_leave_out_the_rows_against_them(drawn):
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "c extends b", "c extends a", "a uses c")
    found = reduction(graph, cycles="dates")
    assert triples(found) == [("c", "extends", "a")]
    assert found.relation_rows() == [0, 1]
    assert [row.relation for row in found.dropped] == ["uses"]
    assert found.notice == "1 row left out against the dates: A uses C."


# The result


def test_a_result_can_be_read_and_drawn(drawn):
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "c extends b", "c extends a")
    found = reduction(graph)
    assert repr(found) == "Reduction(3 papers, 1 row hidden)"
    assert found.heading() == "Descent without 1 row that longer chains imply"
    assert list(found.to_frame().columns)[:2] == ["hidden", "implied_by"]
    assert sorted(found.to_networkx().edges()) == [("b", "a"), ("c", "b")]
    assert "<title>Descent without 1 row that longer chains imply" in found.to_html()


def test_what_cannot_be_used_is_told(chain):
    with pytest.raises(llmgraph.ArgumentError, match='by must be "relation" or "descent", not'):
        reduction(chain, by="x")
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nobody"'):
        reduction(chain, ["nobody"])
    with pytest.raises(llmgraph.ArgumentError, match="'disputes' carries no descent"):
        reduction(chain, relations="disputes")


def test_what_is_true_of_one_paper_only_implies_nothing():
    # a <- b, of b only; b <- c and a <- c
    rows = [
        {"source": "b", "relation": "extends", "target": "a", "inherited": "no"},
        {"source": "c", "relation": "extends", "target": "b"},
        {"source": "c", "relation": "extends", "target": "a"},
    ]
    graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"], rows)
    assert graph.reduction().hidden == ()
    rows[0]["inherited"] = ""
    graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"], rows)
    [hidden] = graph.reduction().hidden
    assert (hidden.source, hidden.target) == ("c", "a")
