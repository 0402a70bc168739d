"""Ancestors and descendants on graphs of a hand's size."""

import re
from itertools import zip_longest

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
        "e": (3, 3),  # not by e uses d uses a: of two side steps at most one counts
    }
    assert numbers(diamond.descendants("a", side_steps=2))["e"] == (2, 3)
    assert numbers(diamond.ancestors("e")) == {
        "d": (1, 1),
        "b": (2, 2),
        "c": (2, 2),
        "a": (3, 3),
    }
    assert numbers(diamond.ancestors("e", side_steps=2))["a"] == (2, 3)


def test_enables_runs_the_other_way_and_disputes_nowhere(mixed):
    assert numbers(mixed.descendants("tool")) == {"study": (1, 1)}
    whole = mixed.descendants("tool", side_steps="any")
    assert numbers(whole) == {"study": (1, 1), "heir": (2, 2)}
    assert numbers(mixed.descendants("base")) == {"study": (1, 1), "heir": (2, 2)}
    assert mixed.ancestors("heir").ids == ("base", "study")
    assert mixed.ancestors("heir", side_steps="any").ids == ("base", "tool", "study")
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
    assert numbers(diamond.descendants("a", relations="uses")) == {"c": (1, 1), "d": (1, 1)}
    assert numbers(diamond.descendants("a", relations="uses", side_steps="any")) == {
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
    assert numbers(graph.descendants("a", topics="SCALI")) == {"c": (2, 2)}
    assert graph.descendants("a", topics=["safe", "infer"]).ids == ("b", "c")
    assert graph.descendants("a", topics="safe,infer").ids == ("b", "c")
    with pytest.raises(ArgumentError, match=r'"x"\. Choose from: Inference, Safety, Scaling, Scal'):
        graph.descendants("a", topics="x")
    with pytest.raises(ArgumentError, match='No topic matches ""'):
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


def test_a_self_relation_makes_neither_parent_nor_child(self_relation):
    assert (self_relation.roots().ids, self_relation.leaves().ids) == (("a",), ("b",))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"depth": 0}, "a number of steps from 1 up, not 0"),
        ({"since": "2021", "until": "2020-12"}, r"ends \(2020-12\) before it begins \(2021\)"),
        ({"since": "May"}, "'May' is not a date; write since as YYYY-MM-DD, YYYY-MM or YYYY"),
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
    with pytest.raises(ArgumentError, match="name must be a text, not 7"):
        graph.ancestors(7)


def test_a_lineage_is_a_collection_of_ids(diamond):
    lineage = diamond.descendants("A")
    assert len(lineage) == 4
    assert list(lineage) == ["b", "c", "d", "e"]
    assert "e" in lineage
    assert "a" not in lineage
    assert (lineage.origin, lineage.direction, lineage.tables) == (
        "a",
        "descendants",
        diamond.tables,
    )
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
        *("id", "name", "date", "title", "topic", "side_steps", "depth", "generation", "through"),
    ]
    assert frame.values.tolist() == [
        ["study", "STUDY", "2021-01", "STUDY", "", 0, 1, 1, "extends BASE"],
        ["heir", "HEIR", "2022-01", "HEIR", "", 1, 2, 2, "uses STUDY"],
    ]


def test_through_tells_the_steps_within_the_answer(mixed, diamond):
    every = mixed.ancestors("heir", side_steps="any")
    through = every.to_frame().set_index("id")["through"]
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
    assert list(frame.columns) == [
        *("id", "date", "name", "side_steps", "generation", "depth", "through"),
    ]


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
    network = mixed.ancestors("heir", side_steps="any").to_networkx()
    assert set(network) == {"heir", "study", "base", "tool"}
    assert sorted(network.edges(data="relation")) == [
        ("heir", "base", "cites"),
        ("heir", "study", "uses"),
        ("study", "base", "extends"),
        ("tool", "study", "enables"),
    ]
    assert network.nodes["tool"]["date"] == "2020-01"
    assert set(mixed.ancestors("heir").to_networkx()) == {"heir", "study", "base"}


def test_the_shipped_graph_gives_the_lineage_of_a_graph_oriented_by_hand():
    graph = llmgraph.load()
    # A paper stands there as "before" until a chain leaves the line, and as "after" from then on.
    # Of the rows that are not inherited, those to each paper end the chains at a copy of their own.
    whole, limited = nx.DiGraph(), nx.DiGraph()
    for row in graph.relations.itertuples():
        if row.relation not in ("extends", "uses", "corrects", "enables"):
            continue
        enables = row.relation == "enables"
        older, newer = (row.source, row.target) if enables else (row.target, row.source)
        ends = row.inherited == "no"
        whole.add_edge(older, newer)
        for before in (0, 1):
            after = before + (row.relation in ("uses", "enables"))
            if after <= 1:
                limited.add_edge((older, before), (newer, "end" if ends else after))
    assert nx.is_directed_acyclic_graph(whole)
    assert {one: set(graph.descendants(one)) for one in whole} == {
        one: {paper for paper, _ in nx.descendants(limited, (one, 0))}
        if (one, 0) in limited
        else set()
        for one in whole
    }
    # Without any limit, and where every row is inherited, lineage is what NetworkX calls so.
    papers, rows = graph.papers, graph.relations.drop(columns="inherited")
    inherited = PaperGraph(papers, rows)
    assert {one: set(inherited.descendants(one, side_steps="any")) for one in whole} == {
        one: nx.descendants(whole, one) for one in whole
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
    'llmgraph check shows where they are; cycles="dates" (--cycles dates) leaves such rows out.'
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
        f"2 {told.replace('row', 'rows')}: Y extends X; D enables X. {REMEDY}"
    )
    assert late.descendants("x").notice == f"1 {told}: Y extends X. {REMEDY}"
    assert late.descendants("d", depth=1).notice == f"1 {told}: D enables X. {REMEDY}"
    assert late.ancestors("b").notice == f"1 {told}: A uses C. {REMEDY} {cycle}: A, B, C."
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
        *(("y", "extends", "x"), ("a", "uses", "c"), ("d", "enables", "x")),
    ]
    assert whole.notice == (
        "3 rows left out against the dates: Y extends X; A uses C; D enables X."
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
    with pytest.raises(ArgumentError, match='cycles must be "condense" or "dates", not \'years\''):
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
    papers = ", ".join(f"n{at:02} 2020-01, later{at:02} 2022" for at in range(12))
    rows = [f"{one}{at:02} extends old" for one in ("n", "later") for at in range(12)]
    graph = drawn(f"old 2021-01, {papers}", *rows)
    notice = graph.descendants("old").notice
    assert notice.startswith("12 rows against the dates (a child older than its parent): N00 ext")
    assert "N09 extends OLD; and 2 more. llmgraph check" in notice
    assert len(graph.ancestors("n00", cycles="dates").dropped) == 12


def test_a_table_that_is_turned_round_gets_one_sentence(drawn):
    rows = [f"n{at} extends old" for at in range(3)]
    graph = drawn("old 2021, n0 2020, n1 2020, n2 2020, later 2022", *rows, "later extends old")
    swapped = "3 of the 4 rows with two dates run against them"
    assert graph.descendants("old").notice == f"{swapped}; are source and target swapped?"
    dropped = graph.descendants("old", cycles="dates")
    assert dropped.notice == f"{swapped}, and are left out; are source and target swapped?"
    assert len(dropped.dropped) == 3
    # Half of the rows may be single errors.
    even = drawn("old 2021, n0 2020, n1 2020, n2 2020", *rows[:2], "old extends n2")
    assert "swapped" not in even.descendants("old").notice


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


def inheriting(papers, *rows):
    """Make a graph of ids and of rows such as ``"b extends a"``, ``"b extends a no"``."""
    columns = ("source", "relation", "target", "inherited")
    return PaperGraph(
        [{"id": one, "title": one.upper()} for one in papers],
        [dict(zip_longest(columns, row.split(), fillvalue="")) for row in rows],
    )


def test_a_row_that_is_not_inherited_is_only_ever_the_newest_step():
    #  a ──> b ──no──> c ──> d        x ──no──> c
    graph = inheriting("abcdx", "b extends a", "c extends b no", "d extends c", "x enables c no")
    for side_steps in (0, 1, 2, "any"):
        # Towards newer papers the chain ends with it: what descends from c owes b nothing.
        assert graph.descendants("b", side_steps=side_steps).ids == ("c",)
        assert numbers(graph.descendants("a", side_steps=side_steps)) == {"b": (1, 1), "c": (2, 2)}
        # Towards older ones it may come first, and the chain goes on; after another it may not.
        line = {"a": (2, 2), "b": (1, 1)}
        beside = {"x": (1, 1)} if side_steps else {}
        assert numbers(graph.ancestors("c", side_steps=side_steps)) == line | beside
        assert graph.ancestors("d", side_steps=side_steps).ids == ("c",)
    # A limit on side steps that leaves nothing out says nothing.
    assert graph.ancestors("d").beyond == graph.descendants("a").beyond == 0
    assert graph.descendants("x").ids == ("c",)
    assert graph.ancestors("c", side_steps=0).beyond == 1
    assert [row["through"] for row in graph.ancestors("d").rows()] == ["is extended by D"]


def test_the_best_row_of_a_pair_that_may_be_passed_decides():
    #  a ══> b ══> c ──> d, b by extends alone (a ──uses──> b is not inherited);
    #  c extends b is not inherited, but c uses b is
    graph = inheriting(
        "abcd", "b extends a", "b uses a no", "c extends b no", "c uses b yes", "d extends c"
    )
    assert graph.ancestors("c").fewest_side_steps == {"a": 0, "b": 0}
    assert graph.ancestors("d").fewest_side_steps == {"a": 1, "b": 1, "c": 0}
    assert graph.descendants("a").fewest_side_steps == {"b": 0, "c": 0, "d": 1}
    assert graph.ancestors("d", side_steps=0).ids == ("c",)
    assert graph.descendants("b", side_steps=0).ids == ("c",)
    told = {row["id"]: row["through"] for row in graph.ancestors("d").rows()}
    assert told == {
        "a": "is extended by B",  # not "is used by B", which ends with B
        "b": "is used by C",
        "c": "is extended by D",
    }


@pytest.fixture(scope="module")
def sideways(drawn):
    #  a ──uses──> b ──extends──> c ──uses──> d ──enables──> e
    return drawn(
        "a 2020, b 2021, c 2022, d 2023, e 2024",
        *("b uses a", "c extends b", "d uses c", "d enables e"),
    )


@pytest.mark.parametrize(
    ("side_steps", "newer", "older"),
    [
        (0, "", ""),
        (1, "bc", "d"),
        (2, "bcd", "bcd"),
        (3, "bcde", "abcd"),
        ("any", "bcde", "abcd"),
    ],
)
def test_side_steps_limit_the_chains(sideways, side_steps, newer, older):
    down = sideways.descendants("a", side_steps=side_steps)
    up = sideways.ancestors("e", side_steps=side_steps)
    assert (down.ids, up.ids) == (tuple(newer), tuple(older))
    assert down.side_steps == up.side_steps == side_steps
    assert (down.beyond, up.beyond) == (4 - len(newer), 4 - len(older))
    below, above = {"b": 1, "c": 1, "d": 2, "e": 3}, {"a": 3, "b": 2, "c": 2, "d": 1}
    assert down.fewest_side_steps == {one: below[one] for one in newer}
    assert up.fewest_side_steps == {one: above[one] for one in older}
    assert [row["side_steps"] for row in down.rows()] == [below[one] for one in newer]


def test_one_side_step_is_what_counts_unless_asked(sideways):
    assert sideways.descendants("a").side_steps == 1
    assert sideways.descendants("a").ids == ("b", "c")
    assert sideways.ancestors("d").ids == ("b", "c")


def test_few_side_steps_may_take_many_steps(drawn):
    # s ──uses──> t, and along the line s ──> m ──> t; t ──uses──> u
    graph = drawn("s, m, t, u", "t uses s", "m extends s", "t extends m", "u uses t")
    assert graph.descendants("s").fewest_side_steps == {"m": 0, "t": 0, "u": 1}
    assert numbers(graph.descendants("s")) == {"m": (1, 1), "t": (1, 2), "u": (3, 3)}
    assert numbers(graph.descendants("s", side_steps=0)) == {"m": (1, 1), "t": (2, 2)}
    assert numbers(graph.descendants("s", side_steps=2))["u"] == (2, 3)


def test_notes_tell_what_more_side_steps_would_give(sideways):
    def more(count):
        return [f"{count} by chains of more side steps (--side-steps any)."]

    assert sideways.descendants("a").notes() == more("2 more papers")
    assert sideways.descendants("a", side_steps=2).notes() == more("1 more paper")
    assert sideways.descendants("a", side_steps=3).notes() == []
    assert sideways.descendants("a", side_steps="any").notes() == []
    assert sideways.ancestors("e").notes() == more("3 more papers")
    assert sideways.descendants("c").notes() == more("1 more paper")
    nothing = sideways.ancestors("e", side_steps=0)
    assert nothing.notes() == [nothing.notice, *more("4 more papers")]


def test_filters_apply_to_what_more_side_steps_would_give():
    #  a ──> b ──> c ──> d, each by uses
    graph = PaperGraph(
        [
            {"id": "a", "title": "A", "date": "2020-01", "topics": "Safety"},
            {"id": "b", "title": "B", "date": "2021-01", "topics": "Scaling"},
            {"id": "c", "title": "C", "date": "2022-01", "topics": "Scaling"},
            {"id": "d", "title": "D", "date": "2023-01", "topics": "Safety"},
        ],
        [("b", "uses", "a"), ("c", "uses", "b"), ("d", "uses", "c")],
    )

    def found(direction, name, **filters):
        lineage = getattr(graph, direction)(name, **filters)
        every = getattr(graph, direction)(name, side_steps="any", **filters)
        assert lineage.beyond == len(every) - len(lineage)
        assert every.beyond == 0
        return lineage.ids, lineage.beyond

    assert found("descendants", "a") == (("b",), 2)
    assert found("descendants", "a", topics="Scaling") == (("b",), 1)
    assert found("descendants", "a", topics="Safety") == ((), 1)
    assert found("descendants", "a", until="2022") == (("b",), 1)
    assert found("descendants", "a", since="2023") == ((), 1)
    assert found("descendants", "a", until="2021") == (("b",), 0)
    assert found("descendants", "a", since="2022", topics="Scaling") == ((), 1)
    assert found("descendants", "a", depth=1) == (("b",), 0)
    assert found("descendants", "a", depth=2) == (("b",), 1)
    assert found("ancestors", "d", topics="Safety") == ((), 1)
    assert found("ancestors", "d", since="2021") == (("c",), 1)
    hidden = graph.descendants("a", topics="Safety")
    assert hidden.notes() == [
        "The filter (topics) hides what descends from A: 1 paper.",
        "1 more paper by chains of more side steps (--side-steps any).",
    ]


def test_what_more_side_steps_would_bring_nearer_is_told_where_the_depth_is_limited(diamond):
    # e stands three steps from a by a chain that counts, and two by e uses d uses a
    assert diamond.descendants("a", depth=2).ids == ("b", "c", "d")
    assert diamond.descendants("a", depth=2).beyond == 1
    assert diamond.descendants("a", depth=3).beyond == 0
    assert diamond.descendants("a", depth=2, side_steps="any").beyond == 0
    assert diamond.descendants("a", depth=1, side_steps="any").beyond == 0


@pytest.mark.parametrize("side_steps", [-1, True, 1.5, "all", None])
@pytest.mark.parametrize(
    "ask",
    [
        lambda graph, **limit: graph.descendants("a", **limit),
        lambda graph, **limit: graph.ancestors("d", **limit),
        lambda graph, **limit: graph.common_ancestors("c", "d", **limit),
        lambda graph, **limit: graph.paths("a", "d", **limit),
        lambda graph, **limit: graph.longest_chain(**limit),
        lambda graph, **limit: graph.reading_path("d", **limit),
        lambda graph, **limit: graph.rank("descendants", **limit),
        lambda graph, **limit: graph.select(**limit),
        lambda graph, **limit: graph.roots(**limit),
        lambda graph, **limit: graph.leaves(**limit),
    ],
)
def test_side_steps_that_cannot_be_counted_are_refused(chain, ask, side_steps):
    told = f'side_steps must be a number of side steps from 0 up, or "any", not {side_steps!r}.'
    with pytest.raises(ArgumentError, match=f"^{re.escape(told)}$"):
        ask(chain, side_steps=side_steps)
