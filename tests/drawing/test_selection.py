"""What a still drawing shows: which papers and relations, and what is said of the rest."""

from dataclasses import replace

import llmgraph
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.shapes import Curve, Text

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
    full = words(chart_of(graph.select(), relations="surveys,compares-with"))
    assert "surveys (1)" in full
    assert "compares with (1)" in full
    assert "extends" not in full
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
    assert "Paper 9" not in words(drawn)
    assert (
        "3 of 12 papers are left out: those with the fewest descendants in the whole graph."
        in words(drawn)
    )
    assert "left out" not in words(chart_of(years_graph(12).select(), limit=12))


def test_what_led_to_a_paper_is_kept_by_nearness():
    """The direct parents of LLaVA, from which little descends, stay before far hubs."""
    answer = GRAPH.ancestors("LLaVA")
    drawn = words(chart_of(answer, limit=8))
    assert all(name in drawn for name in ("CLIP", "GPT-4", "Vicuna", "LLaVA"))
    assert "BPE" not in drawn
    assert "papers are left out: those farthest from LLaVA." in drawn
    assert answer.draw_priority().ids[0] == "llava"


def test_a_ranking_keeps_its_first_papers():
    ranking = GRAPH.rank("ancestors", top=12)
    drawn = words(chart_of(ranking, limit=5))
    assert "papers are left out: those that ancestors ranks lowest." in drawn
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
