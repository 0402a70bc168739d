"""Which papers come first where there is no room for all: a share of each year, and chains."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.selection import draw_priority_of
from llmgraph.drawing.year_shares import by_year
from llmgraph.model.descent import descent
from tests.conftest import drawn

GRAPH = llmgraph.load()


def order(graph, first=(), **options):
    whole = descent(graph.tables, **options)
    return by_year(whole, whole, graph.tables.ids, first)


def years(graph, ids):
    return Counter(graph[one].date[:4] for one in ids)


def test_years_take_turns_in_proportion_to_their_papers():
    graph = drawn("a 2020, b 2020, c 2020, d 2020, x 2021, y 2021, n")
    # One of each year, the newest first and papers without a date last; then 2020 is behind.
    assert order(graph) == ["x", "a", "n", "b", "y", "c", "d"]


def test_within_a_year_most_descendants_come_first():
    graph = drawn(
        "a 2020, b 2020, c 2020, x 2021, y 2021", "x extends b", "y extends b", "y uses c"
    )
    assert order(graph)[:2] == ["b", "x"]
    assert [one for one in order(graph) if one in "abc"] == ["b", "c", "a"]


def test_a_paper_comes_after_its_best_chain_to_one_that_is_there():
    #  a ──> b ──> c ──> e;  a ~~> e in one side step, which is not the best chain
    rows = "b extends a", "c extends b", "e extends c", "e uses a"
    graph = drawn("a 2019, b 2020, c 2021, e 2022", *rows)
    assert order(graph, first=["a"]) == ["a", "b", "c", "e"]
    line = drawn("a 2019, b 2020, c 2021, e 2022", *rows[:2], rows[3])
    assert order(line, first=["a"])[:2] == ["a", "e"]


def test_chains_stop_at_the_first_paper_that_is_there():
    #  a ──> b ──> c ──> d, and b was asked about
    graph = drawn("a 2019, b 2020, c 2021, d 2022", "b extends a", "c extends b", "d extends c")
    assert order(graph, first=["b"]) == ["b", "a", "c", "d"]


def test_where_side_steps_cut_the_chain_it_goes_on_from_its_end():
    #  a ~~> b ~~> c ~~> d: only one side step counts
    graph = drawn("a 2019, b 2020, c 2021, d 2022", "b uses a", "c uses b", "d uses c")
    assert order(graph) == ["a", "b", "c", "d"]
    assert order(graph, side_steps="any") == ["a", "b", "c", "d"]


def test_a_row_that_is_not_inherited_ends_a_chain():
    papers = [{"id": x, "title": x, "date": f"{2020 + n}"} for n, x in enumerate("abcd")]
    rows = [
        {"source": "b", "relation": "extends", "target": "a", "inherited": "no"},
        {"source": "d", "relation": "uses", "target": "b"},
        {"source": "c", "relation": "extends", "target": "a"},
    ]
    # d does not descend from a, but b does, and comes with it.
    assert order(llmgraph.PaperGraph(papers, rows), first=["a"]) == ["a", "b", "d", "c"]


def test_papers_of_a_cycle_come_once():
    graph = drawn("a, b, c", "a extends b", "b extends a", "c extends b")
    # a and b have equally many descendants, and before a comes what it descends from.
    assert order(graph) == ["b", "a", "c"]


def test_chains_run_through_what_an_answer_hides():
    #  a ──> h ──> b ──> c, and h is hidden
    graph = drawn("a 2019, h 2020, b 2021, c 2022", "h extends a", "b extends h", "c extends b")
    whole = descent(graph.tables)
    assert by_year(whole, whole, "abc", ["a"]) == ["a", "b", "c"]


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 12))
    dates = draw(
        st.lists(st.sampled_from(["", "2020", "2021", "2022"]), min_size=count, max_size=count)
    )
    papers = [{"id": f"p{n:02}", "title": "A", "date": date} for n, date in enumerate(dates)]
    number = st.integers(0, count - 1)
    kinds = st.sampled_from(["extends", "uses", "enables", "surveys"])
    rows = draw(st.lists(st.tuples(number, kinds, number), max_size=25))
    named = [(f"p{one:02}", kind, f"p{other:02}") for one, kind, other in rows]
    return papers, named


def joined(graph, kept):
    """Pairs of a paper of `kept` and an ancestor of it, over direct rows of descent."""
    whole = descent(graph.tables)
    ids = graph.tables.ids
    pairs = {(ids[p], ids[c]) for p, c in zip(whole.edges.parent, whole.edges.child, strict=True)}
    return {(older, newer) for older, newer in pairs if older in kept and newer in kept}


@given(graphs(), st.randoms(use_true_random=False))
def test_each_prefix_is_within_the_next_and_no_paper_hangs_in_the_air(tables, random):
    papers, rows = tables
    graph = llmgraph.PaperGraph(papers, rows)
    found = order(graph)
    assert sorted(found) == [paper["id"] for paper in papers]
    # The order of the rows does not matter.
    random.shuffle(papers)
    random.shuffle(rows)
    assert order(llmgraph.PaperGraph(papers, rows)) == found
    dates = {paper["id"]: paper["date"] for paper in papers}
    if not rows:
        firsts = len(set(dates.values()))
        assert {dates[one] for one in found[:firsts]} == set(dates.values())
    cyclic = {one for group in descent(graph.tables).cycles for one in group}
    every = joined(graph, set(found))
    for count, one in enumerate(found, 1):
        above = {older for older, newer in every if newer == one and older != one}
        kept = set(found[:count])
        if above and one not in cyclic and not above & cyclic:
            assert above & kept


@pytest.mark.parametrize("limit", [1, 2, 5, 9])
def test_a_smaller_drawing_is_part_of_a_larger_one(limit):
    answer = GRAPH.descendants("GPT-3")

    def labels(count):
        text = answer.to_mermaid(limit=count)
        return {
            line.split("[")[1]
            for line in text.splitlines()
            if line.startswith("  n") and "note[" not in line and "[" in line
        }

    assert len(labels(limit)) == limit
    assert labels(limit) < labels(limit + 1)


def test_every_year_of_the_shipped_graph_is_on_a_slide():
    subject = GRAPH.descendants("Transformer").subject()
    kept = draw_priority_of(subject).ids[: chart(subject, size="slide").papers]
    assert kept[0] == "transformer"
    assert sorted(years(GRAPH, kept)) == [str(year) for year in range(2017, 2026)]


def test_thousands_of_papers_become_a_chart_of_all_their_years():
    papers = [{"id": f"p{n}", "title": "A", "date": f"{2000 + n // 200}"} for n in range(5_000)]
    rows = [
        (f"p{n}", ("extends", "uses")[n % 2], f"p{max(0, n - 1 - n * step % 400)}")
        for n in range(1, 5_000)
        for step in (7, 31)
    ]
    graph = llmgraph.PaperGraph(papers, rows)
    assert len(years(graph, order(graph)[:100])) == 25
