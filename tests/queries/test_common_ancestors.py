"""Common ancestors on graphs of a hand's size, and against NetworkX."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph import ArgumentError, PaperGraph


def test_common_ancestors(mixed):
    shared = mixed.common_ancestors("study", "heir", side_steps="any")
    assert shared.ids == ("base", "tool")
    assert shared.nearest == {"base", "tool"}
    assert shared.depth == {"base": (1, 2), "tool": (1, 2)}
    assert shared.of == ("study", "heir")
    assert shared.notice == "STUDY is itself an ancestor of HEIR."
    assert repr(shared) == "CommonAncestors(study, heir: 2 common, 2 nearest)"
    assert shared.heading() == "Common ancestors of STUDY and HEIR"
    assert shared.shown_ids() == ("base", "tool", "study", "heir")
    assert (shared.side_steps, shared.beyond, shared.notes()) == ("any", 0, [shared.notice])


def test_common_ancestors_by_chains_of_few_side_steps(mixed):
    # heir uses study, which tool enables: the chain from tool to heir takes two side steps.
    shared = mixed.common_ancestors("study", "heir")
    assert (shared.ids, shared.nearest) == (("base",), {"base"})
    assert shared.fewest_side_steps == {"base": (0, 1)}
    assert [row["side_steps"] for row in shared.rows()] == [1]
    assert (shared.side_steps, shared.beyond) == (1, 1)
    assert shared.notes() == [
        "STUDY is itself an ancestor of HEIR.",
        "1 more paper by chains of more side steps (--side-steps any).",
    ]
    both = mixed.common_ancestors("study", "heir", side_steps=2)
    assert (both.ids, both.beyond) == (("base", "tool"), 0)
    assert both.fewest_side_steps == {"base": (0, 1), "tool": (1, 2)}
    assert [row["side_steps"] for row in both.rows()] == [1, 2]
    line = mixed.common_ancestors("study", "heir", side_steps=0)
    assert (line.ids, line.beyond) == ((), 2)
    assert line.notice == (
        "No ancestor is shared: STUDY has 1 ancestor and HEIR has none. "
        "paths() (llmgraph path) shows what else joins two."
    )


def test_nearest_common_ancestors(drawn):
    # a ──> b ──> x, y;  b is nearer than a;  x ──> z
    graph = drawn("a, b, x, y, z", "b extends a", "x extends b", "y extends b", "z extends x")
    shared = graph.common_ancestors("x", "y", "z")
    assert shared.nearest == {"b"}
    assert shared.depth == {"a": (2, 2, 3), "b": (1, 1, 2)}
    assert shared.notice == ""
    assert graph.common_ancestors("x", "a").ids == ()
    assert graph.common_ancestors("x", "y", relations="uses").ids == ()


def test_the_nearest_obey_the_rule_too(drawn):
    # a ──uses──> b, and both ──> x, y: along the line b does not descend from a
    graph = drawn(
        "a, b, x, y",
        *("b uses a", "x extends b", "y extends b", "x extends a", "y extends a"),
    )
    assert graph.common_ancestors("x", "y").nearest == {"b"}
    assert graph.common_ancestors("x", "y", side_steps=0).nearest == {"a", "b"}


def test_common_ancestors_in_a_cycle(two_cycle):
    assert two_cycle.common_ancestors("tail", "p").nearest == {"q"}
    assert two_cycle.common_ancestors("p", "q").ids == ("root",)
    assert two_cycle.common_ancestors("p", "q").cycles == (("p", "q"),)
    assert two_cycle.common_ancestors("p", "q").notice == (
        "Papers that descend from each other count as each other's ancestors: P, Q. "
        "P is itself an ancestor of Q. Q is itself an ancestor of P."
    )


@pytest.mark.parametrize(("names", "told"), [((), "none"), (("b",), "b"), (("b", "B"), "b")])
def test_common_ancestors_of_one_paper(chain, names, told):
    with pytest.raises(ArgumentError, match=rf"two different papers or more; named: {told}\."):
        chain.common_ancestors(*names)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14),
    st.lists(st.integers(0, 6), min_size=2, max_size=3, unique=True),
)
def test_common_ancestors_against_networkx(rows, of):
    graph = PaperGraph(
        [{"id": str(one), "title": "T"} for one in range(7)],
        [(str(child), "extends", str(parent)) for child, parent in rows],
    )
    oriented = nx.DiGraph([(parent, child) for child, parent in rows])
    oriented.add_nodes_from(range(7))
    shared = set.intersection(*(nx.ancestors(oriented, one) for one in of))
    nearest = {
        one
        for one in shared
        if all(one in nx.descendants(oriented, x) for x in nx.descendants(oriented, one) & shared)
    }
    found = graph.common_ancestors(*map(str, of))
    assert set(found) == {str(one) for one in shared}
    assert found.nearest == {str(one) for one in nearest}
    assert found.depth == {
        str(one): tuple(nx.shortest_path_length(oriented, one, paper) for paper in of)
        for one in shared
    }


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6),
            st.sampled_from(["extends", "uses"]),
            st.integers(0, 6),
            st.sampled_from(["", "no"]),
        ),
        max_size=14,
    ),
    st.lists(st.integers(0, 6), min_size=2, max_size=3, unique=True),
    st.sampled_from([0, 1, 2, "any"]),
)
def test_common_ancestors_are_those_of_each_paper(rows, of, side_steps):
    # That ancestors() and descendants() are right is tested in test_properties.py.
    graph = PaperGraph(
        [{"id": str(one), "title": "T"} for one in range(7)],
        [
            {"source": str(child), "relation": kind, "target": str(parent), "inherited": inherited}
            for child, kind, parent, inherited in rows
        ],
    )
    oriented = nx.DiGraph([(str(parent), str(child)) for child, _, parent, _ in rows])
    cycle = {one: group for group in nx.strongly_connected_components(oriented) for one in group}
    each = [graph.ancestors(str(one), side_steps=side_steps) for one in of]
    shared = set.intersection(*map(set, each))
    found = graph.common_ancestors(*map(str, of), side_steps=side_steps)
    assert set(found) == shared
    assert found.nearest == {
        one
        for one in shared
        if not shared & set(graph.descendants(one, side_steps=side_steps)) - cycle[one]
    }
    assert found.depth == {one: tuple(up.depth[one] for up in each) for one in shared}
    assert found.fewest_side_steps == {
        one: tuple(up.fewest_side_steps[one] for up in each) for one in shared
    }
    every = [set(graph.ancestors(str(one), side_steps="any")) for one in of]
    assert found.beyond == len(set.intersection(*every) - shared)


def test_common_ancestors_against_the_dates(drawn):
    #  s ──> x, s ──> y; against the dates: late ──> x, and late ──> y is in time
    graph = drawn(
        "s 2019, x 2020, y 2022, late 2021",
        *("x extends s", "y extends s", "x uses late", "y uses late"),
    )
    shared = graph.common_ancestors("x", "y")
    assert (shared.ids, shared.relation_types[:1]) == (("s", "late"), ("extends",))
    assert shared.notice.startswith(
        "1 row against the dates (a child older than its parent): X uses LATE. llmgraph check"
    )
    dated = graph.common_ancestors("x", "y", cycles="dates")
    assert (dated.ids, len(dated.dropped)) == (("s",), 1)
    assert dated.notice == "1 row left out against the dates: X uses LATE."
    both = graph.common_ancestors("x", "y", relations="uses", cycles="dates")
    assert both.notice == (
        "1 row left out against the dates: X uses LATE. No ancestor is shared: X has none and "
        "Y has 1 ancestor. paths() (llmgraph path) shows what else joins two."
    )
    assert (shared.relation_rows(), dated.relation_rows()) == ([0, 1, 2, 3], [0, 1])


def test_nothing_in_common_is_said(islands, chain):
    assert islands.common_ancestors("b", "y", "lone").notice == (
        "No ancestor is shared: B has 1 ancestor, Y has 1 ancestor and LONE has none. "
        "paths() (llmgraph path) shows what else joins two."
    )
    assert chain.common_ancestors("a", "c").notice == (
        "A is itself an ancestor of C. No ancestor is shared: A has none and C has 2 ancestors. "
        "paths() (llmgraph path) shows what else joins two."
    )


def test_a_dropped_row_is_not_drawn(drawn):
    #  a ──> b ──> c; against the dates: c ──> a closes a cycle
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "c extends b", "a uses c")
    whole = graph.common_ancestors("b", "c")
    assert (whole.ids, whole.cycles) == (("a",), (("a", "b", "c"),))
    assert whole.relation_rows() == [0, 1, 2]
    dated = graph.common_ancestors("b", "c", cycles="dates")
    assert (dated.ids, dated.cycles, dated.relation_rows()) == (("a",), (), [0, 1])
