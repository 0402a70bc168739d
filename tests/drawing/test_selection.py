"""What a still drawing shows: which papers and relations, and what is said of the rest."""

from dataclasses import replace

import llmgraph
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.shapes import Curve, Text
from llmgraph.drawing.selection import draw_priority_of, left_out_note

GRAPH = llmgraph.load()


def subject_of(result, focus=()):
    return replace(result.subject(), focus=focus)


def chart_of(result, **options):
    return chart(subject_of(result), **options)


def words(sheet):
    return " ".join(mark.text for mark in sheet.shapes if isinstance(mark, Text))


def years_graph(count):
    """A chain: paper 0 is extended by paper 1, and so on, four papers a year."""
    papers = [
        {"id": f"p{n:03}", "title": f"Paper {n}", "date": f"{2000 + n // 4}"} for n in range(count)
    ]
    rows = [(f"p{n + 1:03}", "extends", f"p{n:03}") for n in range(count - 1)]
    return llmgraph.PaperGraph(papers, rows)


def relations_of(sheet):
    return {mark.tooltip for mark in sheet.shapes if isinstance(mark, Curve) and mark.tooltip}


def test_only_descent_is_drawn_and_the_caption_counts_the_rest():
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}],
        [("b", "extends", "a"), ("b", "compares_with", "a"), ("b", "surveys", "a")],
    )
    plain = words(chart_of(graph.select()))
    assert "extends (1)" in plain
    assert "compares" not in plain
    assert "2 relations that carry no descent are not drawn." in plain
    more = words(chart_of(graph.select(), relations="surveys"))
    assert "extends (1)" in more
    assert "surveys (1)" in more
    assert "1 relation that carries no descent is not drawn." in more
    full = words(chart_of(graph.select(), relations="surveys,compares-with"))
    assert "compares with (1)" in full
    assert "extends (1)" in full
    assert "not drawn" not in full


def test_bare_citations_are_drawn_where_there_is_no_descent():
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}],
        [("b", "cites", "a")],
    )
    assert "cites (1)" in words(chart_of(graph.select()))


def test_best_ranked_papers_are_kept_and_the_caption_says_so():
    drawn = chart_of(years_graph(12).select(), limit=9)
    assert "Paper 8" in words(drawn)
    assert drawn.papers == 9
    assert (
        "3 of 12 papers are left out: Paper 9, Paper 10, Paper 11. First come a share of each "
        "year, those with the most descendants in the whole graph, with those that lead to them."
        in words(drawn)
    )
    assert "Most left out by year: 2002 (4 of 4)." in words(
        chart_of(years_graph(12).select(), limit=8)
    )
    assert "left out" not in words(chart_of(years_graph(12).select(), limit=12))


def test_what_led_to_a_paper_is_kept_by_nearness():
    """The direct parents of LLaVA, from which little descends, stay before far hubs."""
    answer = GRAPH.ancestors("LLaVA")
    drawn = words(chart_of(answer, limit=8))
    assert all(name in drawn for name in ("CLIP", "GPT-4", "Vicuna", "LLaVA"))
    assert "BPE" not in drawn
    assert "papers are left out; first come the parents of LLaVA and what lies between" in drawn
    assert answer.draw_priority().ids[0] == "llava"


def test_a_ranking_keeps_its_first_papers():
    ranking = GRAPH.rank("ancestors", top=12)
    drawn = words(chart_of(ranking, limit=5))
    assert "papers are left out; first come those that ancestors ranks highest." in drawn
    assert ranking.draw_priority().ids == ranking.ids


def test_where_nothing_carries_descent_everything_is_drawn():
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abc")],
        [("b", "alternative_to", "a"), ("b", "disputes", "a"), ("c", "extends", "b")],
    )
    assert relations_of(chart_of(graph.relations_of("a"))) == {
        "B alternative to A",
        "B disputes A",
    }
    assert relations_of(chart_of(graph.select())) == {"C extends B"}
    answer = GRAPH.ask("what are the alternatives to the Transformer")
    assert len(relations_of(chart_of(answer))) == len(answer.relations) > 5


def note(result, limit):
    subject = subject_of(result)
    return left_out_note(subject, draw_priority_of(subject), limit).text("en")


def test_the_years_that_lost_most_are_told_unless_others_lost_as_many(drawn):
    graph = drawn("a 2020, b 2020, c 2020, d 2020, x 2021, y 2021, n")
    first = (
        "first come a share of each year, those with the most descendants in the whole graph, "
        "with those that lead to them."
    )
    assert note(graph.select(), 7) == ""
    assert note(graph.select(), 6) == (f"1 of 7 papers is left out: D. {first.capitalize()}")
    assert note(graph.select(), 2) == (
        f"5 of 7 papers are left out; {first} Most left out by year: "
        "2020 (3 of 4), 2021 (1 of 2) and undated (1 of 1)."
    )
    even = drawn("a 2020, b 2021, c 2022, d 2023, e 2024")
    assert note(even.select(), 1) == f"4 of 5 papers are left out; {first}"
    alike = drawn("a 2020, b 2020, c 2020")
    assert note(alike.select(), 1) == f"2 of 3 papers are left out: B, C. {first.capitalize()}"


def test_papers_between_parents_come_before_others_as_near(drawn):
    #  p ──> q ──> r ──> o, p ──> o: the parents of o are p and r, and q lies between;
    #  n ──> r and f ──> p are as near as q
    rows = "q extends p", "r extends q", "o extends r", "o extends p", "r extends n", "p extends f"
    graph = drawn("f 2015, n 2016, p 2017, q 2018, r 2019, o 2020", *rows)
    subject = graph.ancestors("o").subject()
    assert draw_priority_of(subject).ids == ("o", "p", "r", "q", "f", "n")
    # What is highlighted comes after what was asked about, and before all others.
    assert draw_priority_of(subject, ["n"]).ids == ("o", "n", "p", "r", "q", "f")
