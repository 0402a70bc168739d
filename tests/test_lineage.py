"""Ancestors and descendants on graphs of a hand's size."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph import AmbiguousNameError, ArgumentError, PaperGraph, PaperNotFoundError


def numbers(lineage):
    """Depth and generation of each paper."""
    return {one: (lineage.depth[one], lineage.generation[one]) for one in lineage}


def test_chain(chain):
    assert numbers(chain.descendants("a")) == {"b": (1, 1), "c": (2, 2), "d": (3, 3)}
    assert numbers(chain.ancestors("d")) == {"a": (3, 3), "b": (2, 2), "c": (1, 1)}
    assert chain.descendants("a").ids == ("b", "c", "d")
    assert chain.ancestors("d").ids == ("a", "b", "c")
    assert chain.descendants("d").ids == chain.ancestors("a").ids == ()


def test_depth_counts_the_fewest_steps_and_generation_the_most(diamond):
    assert numbers(diamond.descendants("a")) == {
        "b": (1, 1),
        "c": (1, 1),
        "d": (1, 2),
        "e": (2, 3),
    }
    assert numbers(diamond.ancestors("e")) == {
        "d": (1, 1),
        "b": (2, 2),
        "c": (2, 2),
        "a": (2, 3),
    }


def test_enables_runs_the_other_way_and_disputes_nowhere(mixed):
    assert numbers(mixed.descendants("tool")) == {"study": (1, 1), "heir": (2, 2)}
    assert numbers(mixed.descendants("base")) == {"study": (1, 1), "heir": (2, 2)}
    assert mixed.ancestors("heir").ids == ("base", "tool", "study")
    for barren in ("critic", "rival", "bench", "review"):
        assert mixed.ancestors(barren).ids == mixed.descendants(barren).ids == ()


def test_islands_stay_apart(islands):
    assert islands.descendants("a").ids == ("b",)
    assert islands.ancestors("y").ids == ("x",)
    assert islands.descendants("lone").ids == islands.ancestors("also").ids == ()


def test_no_relations_at_all(unrelated):
    lineage = unrelated.descendants("a")
    assert (lineage.ids, lineage.cycles, lineage.dropped) == ((), (), ())
    assert lineage.notice == "Nothing descends from A by extends, uses, corrects, enables."


@pytest.mark.parametrize("name", ["self_relation", "repeated_row", "parallel"])
def test_a_pair_is_one_step_however_often_it_is_told(name, request):
    graph = request.getfixturevalue(name)
    assert numbers(graph.descendants("a")) == {"b": (1, 1)}
    assert numbers(graph.ancestors("b")) == {"a": (1, 1)}
    assert graph.descendants("a").cycles == ()


def test_a_relation_filter_cuts_chains(chain):
    assert chain.descendants("a", relations="extends,corrects").ids == ("b",)
    assert chain.descendants("a", relations="strict").ids == ("b", "c")
    assert chain.ancestors("d", relations=["corrects"]).ids == ("c",)
    assert chain.descendants("a", relations="strict").relation_types == ("extends", "uses")


def test_a_relation_filter_measures_the_chains_that_are_left(diamond):
    assert numbers(diamond.descendants("a", relations="uses")) == {
        "c": (1, 1),
        "d": (1, 1),
        "e": (2, 2),
    }
    assert numbers(diamond.descendants("a", relations="extends")) == {"b": (1, 1), "d": (2, 2)}


def test_a_date_filter_hides_and_cuts_nothing(chain):
    assert numbers(chain.descendants("a", since="2022")) == {"d": (3, 3)}
    assert numbers(chain.ancestors("d", until="2020-04")) == {"a": (3, 3)}
    assert chain.descendants("a", since="2020-05", until="2021-02").ids == ("b", "c")
    assert chain.descendants("a", since="2020-06", until="2021-01").ids == ()


def test_a_date_filter_leaves_out_papers_without_date(drawn):
    graph = drawn("a, b, c 2020", "b extends a", "c extends b")
    assert graph.descendants("a").ids == ("c", "b")
    assert graph.descendants("a", since="1900").ids == ("c",)


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2020-06", None, True),
        (None, "2020-06", True),
        ("2021", None, False),
        (None, "2019", False),
    ],
)
def test_a_bare_year_is_kept_where_it_may_lie_within(drawn, since, until, kept):
    graph = drawn("a 2019-01, b 2020", "b extends a")
    assert ("b" in graph.descendants("a", since=since, until=until)) is kept


def test_a_topic_filter_hides_and_cuts_nothing():
    graph = PaperGraph(
        [
            {"id": "a", "title": "A", "topics": "Scaling"},
            {"id": "b", "title": "B", "topics": "Safety"},
            {"id": "c", "title": "C", "topics": "Inference; Scaling laws"},
        ],
        [("b", "extends", "a"), ("c", "extends", "b")],
    )
    assert numbers(graph.descendants("a", topics="SCALING")) == {"c": (2, 2)}
    assert graph.descendants("a", topics=["safe", "infer"]).ids == ("b", "c")
    assert graph.descendants("a", topics="safe,infer").ids == ("b", "c")
    with pytest.raises(ArgumentError, match=r'"x"\. There are: Inference, Safety, Scaling, Scal'):
        graph.descendants("a", topics="x")
    with pytest.raises(ArgumentError, match='No topic is like ""'):
        graph.descendants("a", topics="")


def test_depth_filter(diamond):
    assert diamond.descendants("a", depth=1).ids == ("b", "c", "d")
    assert numbers(diamond.descendants("a", depth=1))["d"] == (1, 2)
    assert diamond.ancestors("e", depth=1).ids == ("d",)
    assert diamond.ancestors("e", depth=9).ids == ("a", "b", "c", "d")


def test_filters_join(diamond):
    assert diamond.descendants("a", relations="uses", depth=1, since="2021").ids == ("d",)


def test_cycles_are_told(two_cycle):
    lineage = two_cycle.descendants("root")
    assert numbers(lineage) == {"p": (1, 1), "q": (2, 1), "tail": (3, 2)}
    assert lineage.cycles == (("p", "q"),)
    assert two_cycle.ancestors("root").cycles == ()


def test_cycles_are_told_where_a_filter_hides_their_papers_but_not_beyond_the_depth(two_cycle):
    last = two_cycle.descendants("root", since="2020-03")
    assert (last.ids, last.cycles) == (("tail",), (("p", "q"),))
    assert two_cycle.descendants("root", depth=1).cycles == (("p", "q"),)
    farther = two_cycle.ancestors("tail", depth=1)
    assert (farther.ids, farther.cycles) == (("q",), (("p", "q"),))
    assert two_cycle.descendants("tail").cycles == ()


def test_a_paper_in_a_cycle_is_not_its_own_descendant(two_cycle):
    assert numbers(two_cycle.descendants("p")) == {"q": (1, 0), "tail": (2, 1)}
    assert numbers(two_cycle.ancestors("p")) == {"root": (1, 1), "q": (1, 0)}
    assert two_cycle.descendants("p").cycles == (("p", "q"),)


def test_order_is_date_then_generation_then_id(drawn, equal_dates):
    assert equal_dates.descendants("c").ids == ("b", "a")
    assert equal_dates.ancestors("a").ids == ("b", "c")
    graph = drawn("z 2019, y, x 2021, w 2020, v 2020", *(f"{one} uses z" for one in "wvxy"))
    assert graph.descendants("z").ids == ("v", "w", "x", "y")


def test_roots_and_leaves(mixed, islands, two_cycle, unrelated):
    barren = ("critic", "rival", "bench", "review")
    assert mixed.roots().ids == ("base", "tool", *barren)
    assert mixed.leaves().ids == ("critic", "rival", "heir", "bench", "review")
    assert mixed.roots(relations="cites").ids == (
        *("base", "tool", "study", "critic", "rival", "bench", "review"),
    )
    assert islands.roots().ids == ("lone", "a", "x", "also")
    assert islands.leaves().ids == ("lone", "b", "y", "also")
    assert (two_cycle.roots().ids, two_cycle.leaves().ids) == (("root",), ("tail",))
    assert unrelated.roots().ids == unrelated.leaves().ids == ("a", "b")
    assert repr(islands.roots()) == "Selection(4 roots)"
    assert islands.roots().heading() == "Roots"


def test_a_self_relation_makes_neither_parent_nor_child(self_relation):
    assert (self_relation.roots().ids, self_relation.leaves().ids) == (("a",), ("b",))


def test_within(islands):
    kept = islands.select(since="2020-02").within(islands.leaves())
    assert kept.ids == ("b", "y")
    assert repr(kept) == "Selection(2 leaves)"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"depth": 0}, "a number of steps from 1 up, not 0"),
        ({"since": "2021", "until": "2020-12"}, r"ends \(2020-12\) before it begins \(2021\)"),
        ({"since": "May"}, "'May' is no date; write YYYY-MM or YYYY"),
        ({"relations": "begets"}, "No relation type 'begets'"),
    ],
)
def test_arguments_that_cannot_be_used(chain, arguments, message):
    for query in (chain.descendants, chain.ancestors):
        with pytest.raises(ArgumentError, match=message):
            query("a", **arguments)


def test_papers_that_are_not_found():
    graph = PaperGraph([{"id": "x", "title": "Twin"}, {"id": "y", "title": "Twin"}])
    with pytest.raises(PaperNotFoundError, match='No paper "zzzz" among 2'):
        graph.descendants("zzzz")
    with pytest.raises(AmbiguousNameError, match='"twin" may mean any of 2 papers: "x"'):
        graph.ancestors("twin")
    with pytest.raises(ArgumentError, match="named by a text, not by 7"):
        graph.ancestors(7)


def test_a_lineage_is_a_collection_of_ids(diamond):
    lineage = diamond.descendants("A")
    assert len(lineage) == 4
    assert list(lineage) == ["b", "c", "d", "e"]
    assert "e" in lineage
    assert "a" not in lineage
    assert (lineage.origin, lineage.direction, lineage.graph) == ("a", "descendants", diamond)
    with pytest.raises(AttributeError, match="cannot assign to field 'ids'"):
        lineage.ids = ()


def test_repr(diamond, chain, two_cycle, islands):
    assert repr(diamond.descendants("a")) == (
        "Lineage('a': 4 descendants, 3 generations, 2020–2021)"
    )
    assert repr(chain.ancestors("b")) == "Lineage('b': 1 ancestor, 1 generation, 2020)"
    assert repr(two_cycle.ancestors("root")) == "Lineage('root': 0 ancestors)"
    assert repr(islands.descendants("x")) == "Lineage('x': 1 descendant, 1 generation, 2020)"


def test_repr_of_papers_with_a_year_or_no_date(drawn):
    years = PaperGraph(
        [{"id": "a", "title": "A", "year": "2019"}, {"id": "b", "title": "B", "year": "2021"}],
        [("b", "uses", "a")],
    )
    assert repr(years.descendants("a")) == "Lineage('a': 1 descendant, 1 generation, 2021)"
    undated = drawn("a, b", "b uses a").descendants("a")
    assert repr(undated) == "Lineage('a': 1 descendant, 1 generation)"


def test_headings(chain):
    assert chain.descendants("a").heading() == "What descends from A"
    assert chain.ancestors("d").heading() == "What led to D"


def test_frame(mixed):
    frame = mixed.descendants("base").to_frame()
    assert list(frame.columns) == [
        *("id", "name", "date", "title", "topic", "depth", "generation", "through"),
    ]
    assert frame.values.tolist() == [
        ["study", "STUDY", "2021-01", "STUDY", "", 1, 1, "extends BASE"],
        ["heir", "HEIR", "2022-01", "HEIR", "", 2, 2, "uses STUDY"],
    ]


def test_through_tells_the_steps_within_the_answer(mixed, diamond):
    through = mixed.ancestors("heir").to_frame().set_index("id")["through"]
    assert dict(through) == {
        "base": "is extended by STUDY",
        "tool": "enables STUDY",
        "study": "is used by HEIR",
    }
    last = diamond.descendants("a").rows()[2]
    assert (last["id"], last["through"]) == ("d", "extends B; extends C; uses A")


def test_frame_of_nothing(chain):
    frame = chain.descendants("d").to_frame()
    assert len(frame) == 0
    assert list(frame.columns) == ["id", "date", "name", "generation", "depth", "through"]


def rows_of(frame):
    return list(frame[["source", "relation", "target"]].itertuples(index=False, name=None))


def test_relations_among_the_answer(mixed, parallel):
    assert rows_of(mixed.descendants("base").relations) == [
        ("study", "extends", "base"),
        ("heir", "uses", "study"),
        ("heir", "cites", "base"),
    ]
    every = [("b", "uses", "a"), ("b", "compares_with", "a"), ("b", "extends", "a")]
    assert rows_of(parallel.descendants("a").relations) == every
    assert rows_of(parallel.descendants("a", relations="strict").relations) == every[::2]
    assert rows_of(mixed.descendants("bench").relations) == []


def test_networkx_of_a_lineage(mixed):
    network = mixed.ancestors("heir").to_networkx()
    assert set(network) == {"heir", "study", "base", "tool"}
    assert sorted(network.edges(data="relation")) == [
        ("heir", "base", "cites"),
        ("heir", "study", "uses"),
        ("study", "base", "extends"),
        ("tool", "study", "enables"),
    ]
    assert network.nodes["tool"]["date"] == "2020-01"


def test_the_shipped_graph_gives_the_lineage_of_a_graph_oriented_by_hand():
    graph = llmgraph.load()
    oriented = nx.DiGraph()
    for source, relation, target in rows_of(graph.relations):
        if relation == "enables":
            oriented.add_edge(source, target)
        elif relation in ("extends", "uses", "corrects"):
            oriented.add_edge(target, source)
    assert nx.is_directed_acyclic_graph(oriented)
    assert {one: set(graph.descendants(one)) for one in oriented} == {
        one: nx.descendants(oriented, one) for one in oriented
    }


def test_through_names_parents_that_a_filter_hides():
    graph = PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"},
         {"id": "c", "title": "C", "date": "2022"}],
        [("b", "extends", "a"), ("c", "uses", "b")],
    )  # fmt: skip
    [row] = graph.descendants("a", since="2022").rows()
    assert (row["id"], row["through"]) == ("c", "uses B")


def test_papers_that_descend_from_each_other_are_told():
    """In a cycle every paper is the ancestor of every other; no reader should find out alone."""
    graph = llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in "abcd"],
        [("b", "extends", "a"), ("c", "extends", "b"), ("b", "extends", "c"), ("d", "uses", "a")],
    )
    told = "Papers that descend from each other count as each other's ancestors and descendants:"
    assert graph.descendants("a").notice == f"{told} b, c."
    assert graph.ancestors("b").notice == f"{told} b, c."
    assert graph.ancestors("d").notice == ""
    both = "Papers that descend from each other have chains both ways: b, c."
    assert graph.paths("b", "c").notice == graph.paths("c", "a").notice == both
    assert graph.paths("c", "a").cycles == (("b", "c"),)
    assert graph.paths("d", "a").notice == graph.paths("d", "b").notice == ""


REMEDY = (
    'llmgraph check tells where they stand; cycles="dates" (--cycles dates) leaves such rows out.'
)


@pytest.fixture(scope="module")
def late(drawn):
    # a ──> b ──> c ──> d, and against the dates: c ──> a (closes a cycle), d ──> x ──> y
    return drawn(
        "a 2020-01, b 2020-05, c 2021-02, d 2022-03, x 2021, y 2019-11",
        *("b extends a", "c extends b", "a uses c", "d enables x", "d extends c", "y extends x"),
    )


def test_rows_against_the_dates_are_told_of_what_is_shown(late):
    told = "row against the dates (a child older than its parent)"
    cycle = "Papers that descend from each other count as each other's ancestors and descendants"
    assert late.descendants("d").notice == (
        f"2 {told.replace('row', 'rows')}: D enables X; Y extends X. {REMEDY}"
    )
    assert late.descendants("x").notice == f"1 {told}: Y extends X. {REMEDY}"
    assert late.descendants("d", depth=1).notice == f"1 {told}: D enables X. {REMEDY}"
    assert late.ancestors("b").notice == f"1 {told}: A uses C. {REMEDY} {cycle}: a, b, c."
    assert late.descendants("y").notice.startswith("Nothing descends from Y by")
    assert late.descendants("d").dropped == ()
    # The chain to y runs through x, which the filter hides.
    hidden = late.descendants("d", until="2020")
    assert (hidden.ids, hidden.notice) == (("y",), late.descendants("d").notice)


def test_dates_drop_the_rows_that_contradict_them(late):
    whole = late.descendants("a", cycles="dates")
    assert numbers(whole) == {"b": (1, 1), "c": (2, 2), "d": (3, 3)}
    assert whole.cycles == ()
    assert [(row.source, row.relation, row.target) for row in whole.dropped] == [
        *(("a", "uses", "c"), ("d", "enables", "x"), ("y", "extends", "x")),
    ]
    assert whole.notice == (
        "3 rows left out against the dates: A uses C; D enables X; Y extends X."
    )
    assert late.ancestors("a", cycles="dates").ids == ()
    assert late.ancestors("a", cycles="dates").notice == (
        f"{whole.notice} Nothing led to A by extends, uses, corrects, enables."
    )
    assert late.descendants("x", cycles="dates", relations="uses").notice == (
        "1 row left out against the dates: A uses C. Nothing descends from X by uses."
    )


def test_a_dropped_row_is_not_read_as_a_way_to_a_paper(drawn):
    graph = drawn("a 2020, b 2022, c 2021", "b extends a", "c extends a", "c uses b")
    assert [row["through"] for row in graph.descendants("a").rows()] == [
        *("extends A; uses B", "extends A"),
    ]
    assert [row["through"] for row in graph.descendants("a", cycles="dates").rows()] == [
        *("extends A", "extends A"),
    ]


def test_a_dropped_row_is_not_drawn(late):
    assert ("a", "uses", "c") in rows_of(late.descendants("a").relations)
    dated = late.descendants("a", cycles="dates")
    assert rows_of(dated.relations) == [
        *(("b", "extends", "a"), ("c", "extends", "b"), ("d", "extends", "c")),
    ]
    with pytest.raises(ArgumentError, match='cycles is "condense" or "dates", not \'years\''):
        late.ancestors("c", cycles="years")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2020-05", "2020-05"),  # one month
        ("2020-05", "2020"),  # a bare year may be any month of it
        ("2020", "2020-01"),
        ("", "1990"),
        ("2020-05", ""),
    ],
)
def test_equal_vague_and_unknown_dates_contradict_nothing(drawn, older, newer):
    graph = drawn(f"a {older}, b {newer}", "b extends a", "a extends a")
    for cycles in ("condense", "dates"):
        lineage = graph.descendants("a", cycles=cycles)
        assert (lineage.ids, lineage.dropped, lineage.notice) == (("b",), (), "")


@pytest.mark.parametrize(("older", "newer"), [("2020-06", "2020-05"), ("2021", "2020-12")])
def test_dates_contradict_where_they_cannot_be_equal(drawn, older, newer):
    graph = drawn(f"a {older}, b {newer}", "b extends a")
    assert [row.source for row in graph.descendants("a", cycles="dates").dropped] == ["b"]
    assert graph.descendants("a").notice.startswith("1 row against the dates")


def test_dates_leave_a_cycle_of_one_month(two_cycle):
    lineage = two_cycle.descendants("root", cycles="dates")
    assert (lineage.dropped, lineage.cycles) == ((), (("p", "q"),))
    assert numbers(lineage) == numbers(two_cycle.descendants("root"))


def test_many_rows_against_the_dates_are_counted(drawn):
    papers = ", ".join(f"n{place:02} 2020-01" for place in range(12))
    graph = drawn(f"old 2021-01, {papers}", *(f"n{place:02} extends old" for place in range(12)))
    notice = graph.descendants("old").notice
    assert notice.startswith("12 rows against the dates (a child older than its parent): N00 ext")
    assert "N09 extends OLD; and 2 more. llmgraph check" in notice
    assert len(graph.ancestors("n00", cycles="dates").dropped) == 12


def test_an_empty_answer_says_why(chain):
    assert chain.descendants("d", relations="strict").notice == (
        "Nothing descends from D by extends, uses."
    )
    assert chain.ancestors("a").notice == "Nothing led to A by extends, uses, corrects, enables."
    assert chain.descendants("a", since="2030", depth=2).notice == (
        "The filter (since, depth) hides what descends from A: 3 papers."
    )
    assert chain.ancestors("b", until="2019").notice == (
        "The filter (until) hides what led to B: 1 paper."
    )


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14), st.integers(0, 6))
def test_dropping_by_dates_against_networkx(rows, origin):
    # Paper n is of month n // 2 + 1: two papers to a month.
    graph = PaperGraph(
        [{"id": str(n), "title": "T", "date": f"2020-{n // 2 + 1:02}"} for n in range(7)],
        [(str(child), "extends", str(parent)) for child, parent in rows],
    )
    oriented = nx.DiGraph((str(p), str(c)) for c, p in rows if c // 2 >= p // 2)
    oriented.add_node(str(origin))
    lineage = graph.descendants(str(origin), cycles="dates")
    assert set(lineage) == nx.descendants(oriented, str(origin))
    assert len(lineage.dropped) == sum(c // 2 < p // 2 for c, p in rows)
    assert set(graph.ancestors(str(origin), cycles="dates")) == nx.ancestors(oriented, str(origin))
