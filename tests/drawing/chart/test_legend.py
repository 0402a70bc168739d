"""What stands below a drawing: its relations, its topics, and what a reader must know."""

from dataclasses import replace

import pytest

import llmgraph
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.legend import (
    ChartStyle,
    Drawing,
    put_caption,
    put_legend,
    relation_items,
    sentences,
    topic_items,
)
from llmgraph.drawing.chart.shapes import ArrowHead, Box, Text
from llmgraph.drawing.chart.text import text_width
from llmgraph.drawing.scene import OTHER_TOPICS, build_scene
from llmgraph.drawing.style import THEMES, relation_styles, topic_styles
from llmgraph.model.descent import descent


def subject_of(result, focus=()):
    return replace(result.subject(), focus=focus)


def chart_of(result, **options):
    return chart(subject_of(result), **options)


def words(sheet):
    return " ".join(shape.text for shape in sheet.shapes if isinstance(shape, Text))


def chart_of_groups(graph, own, **options):
    return chart(replace(subject_of(graph.select()), lane_of=own), **options)


@pytest.mark.parametrize(
    ("date", "late"),
    [("2010", True), ("2020", False), ("", False), ("2020-05-31", False), ("2020-04-30", True)],
)
def test_the_caption_owns_up_to_arrows_against_the_dates(date, late):
    papers = [{"id": "a", "title": "a", "date": "2020-05"}, {"id": "b", "title": "b", "date": date}]
    sheet = chart_of(llmgraph.PaperGraph(papers, [("b", "extends", "a")]).select())
    assert ("1 runs against the dates: the child is older." in words(sheet)) == late
    assert "Arrows run from the older to the newer paper." in words(sheet)


def test_groups_may_stand_for_topics():
    papers = [{"id": one, "title": one, "date": "2020", "topics": "T"} for one in "abc"]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    own = {"a": "First", "b": "First", "c": "Second"}
    sheet = chart_of_groups(graph, own, lanes=False)
    assert {"First", "Second"} <= set(words(sheet).split())
    assert "T" not in words(sheet).split()
    fills = {m.tooltip: m.fill for m in sheet.shapes if isinstance(m, Box) and m.tooltip}
    assert fills["a (2020)"] == fills["b (2020)"] != fills["c (2020)"]


def samples_of(graph, **options):
    """Names in the legend with the marks of their samples, and the caption."""
    look = ChartStyle(notes=("One note.",), **options)
    ids = graph.ids
    scene = build_scene(descent(graph.tables), ids, graph.tables.rows_among(ids), "")
    theme = THEMES["light"]
    styles = relation_styles(scene.kinds), topic_styles(scene.topics, none=OTHER_TOPICS)
    return Drawing(scene, look, theme, *styles, width=400.0)


@pytest.fixture(scope="module")
def drawing():
    papers = [
        {"id": "a", "title": "A", "date": "2020", "topics": "Evaluation"},
        {"id": "b", "title": "B", "date": "2021", "topics": "Evaluation"},
        {"id": "c", "title": "C"},
    ]
    rows = [("b", "extends", "a"), ("b", "compares_with", "a"), ("c", "extends", "b")]
    return lambda **options: samples_of(llmgraph.PaperGraph(papers, rows), **options)


def test_every_relation_is_counted_and_only_descent_has_a_head(drawing):
    items = relation_items(drawing())
    assert [(name, len(sample)) for name, sample in items] == [
        ("extends (2)", 2),
        ("compares with (1)", 1),
    ]
    assert isinstance(items[0][1][1], ArrowHead)
    [name, _] = [name for name, _ in relation_items(drawing(lang="zh"))]
    assert "extends" not in name
    assert "2" in name


def test_every_topic_that_is_drawn_has_its_colours(drawing):
    items = topic_items(drawing())
    assert [name for name, _ in items] == ["Evaluation", "Other"]
    assert [type(shape) for shape in items[0][1]] == [Box, Box]
    assert topic_items(drawing(lang="zh"))[0][0] == "评测"
    none = llmgraph.PaperGraph([{"id": "a", "title": "A"}])
    assert topic_items(samples_of(none)) == []


def test_a_legend_breaks_where_the_sheet_ends(drawing):
    one = drawing()
    end = put_legend(one, 10.0)
    names = [shape for shape in one.shapes if isinstance(shape, Text)]
    # the lanes name the topics
    assert [shape.text for shape in names] == ["extends (2)", "compares with (1)"]
    assert names[0].y == names[1].y
    assert names[0].x < names[1].x
    narrow = drawing()
    narrow.width = 200.0
    assert put_legend(narrow, 10.0) == end + 22
    upper, lower, *_ = (shape for shape in narrow.shapes if isinstance(shape, Text))
    assert (upper.x, lower.y - upper.y) == (lower.x, 22)
    # without anything to explain it takes no room
    none = llmgraph.PaperGraph([{"id": "a", "title": "A"}])
    assert put_legend(samples_of(none), 10.0) == 10.0


def test_a_caption_says_what_is_there_and_then_what_the_drawing_adds(drawing):
    one = drawing()
    told = sentences(one)
    assert len(told) == 3
    assert told[-1] == "One note."
    assert put_caption(one, 50.0) > 50.0
    assert all(shape.x + text_width(shape.text, shape.size) <= one.width for shape in one.shapes)
    empty = samples_of(llmgraph.PaperGraph([]))
    assert len(sentences(empty)) == 2
