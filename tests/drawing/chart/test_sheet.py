"""What stands where on a sheet: labels in their boxes, years and lanes in their places."""

import numpy as np
import pytest

import llmgraph
from llmgraph.drawing.chart.shapes import TEXT, Box, Curve, Text
from llmgraph.drawing.chart.sheet import label_box
from llmgraph.drawing.chart.text import text_width
from llmgraph.drawing.layout import measure
from llmgraph.drawing.scene import build_scene

from .sheets import chart_of, edges_of, words

GRAPH = llmgraph.load()


LONG = "强化学习与人类反馈以及奖励模型对齐方法的系统综述与比较研究和更多的文字还有很多很多"


@pytest.mark.parametrize("lanes", [False, True])
def test_everything_lies_on_the_sheet_and_no_label_leaves_its_box(lanes):
    sheet = chart_of(GRAPH.descendants("Transformer"), lanes=lanes, highlight="LLaVA")
    boxes = [shape for shape in sheet.shapes if isinstance(shape, Box) and shape.edge]
    for shape in sheet.shapes:
        if isinstance(shape, Text):
            wide = text_width(shape.text, shape.size, bold=shape.bold)
            left = shape.x - {"start": 0, "middle": wide / 2}[shape.anchor]
            assert left >= 0
            assert left + wide <= sheet.width + 0.1
            if shape.size == TEXT and shape.anchor == "middle":
                assert any(
                    box.x < left
                    and left + wide < box.x + box.width
                    and box.y < shape.y < box.y + box.height
                    for box in boxes
                ), shape.text
        elif isinstance(shape, Curve):
            across, down = np.array(shape.points).T
            assert across.min() >= 0
            assert across.max() <= sheet.width
            assert down.min() >= 0
            assert down.max() <= sheet.height


@pytest.mark.parametrize("lanes", [False, True])
def test_no_relation_runs_through_a_label(lanes):
    answer = GRAPH.descendants("Transformer")
    rows = [
        row for row in answer.relation_rows() if GRAPH.tables.relation(row).relation != "disputes"
    ]
    scene = build_scene(
        answer.descent,
        answer.shown_ids(),
        rows,
        "",
        lanes=lanes,
        labelling=lambda paper, number: label_box(paper.name, number),
        route_all=True,
    )
    found = measure(
        scene.layout,
        [one.width for one in scene.papers],
        [one.height for one in scene.papers],
        [one.older for one in scene.relations],
        [one.newer for one in scene.relations],
    )
    assert (found["label_overlaps"], found["through_labels"]) == (0, 0)


@pytest.mark.parametrize(
    "topic", ["x" * 45, "W" * 200, LONG, LONG * 3, "!" * 300, "many words " * 8]
)
@pytest.mark.parametrize("lanes", [False, True])
def test_long_topics_stay_in_their_place(topic, lanes):
    papers = [
        {"id": "a", "title": "A", "date": "2019", "topics": topic},
        {"id": "b", "title": "B", "date": "2020", "topics": "Short"},
    ]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    sheet = chart_of(graph.select(), lanes=lanes, title=topic)
    _, right, _, _ = edges_of(sheet)
    assert right <= sheet.width
    if lanes:
        bars = [m for m in sheet.shapes if isinstance(m, Box) and m.width == 5 and not m.edge]
        starts = {bar.x + 12 for bar in bars}
        titles = [m for m in sheet.shapes if isinstance(m, Text) and m.x in starts and m.bold]
        first = min(m.x for m in sheet.shapes if isinstance(m, Box) and m.tooltip)
        for shape in titles[1:] if titles[0].size > 20 else titles:
            assert shape.x + text_width(shape.text, shape.size, bold=True) <= first
            bar = next(b for b in bars if b.y <= shape.y <= b.y + b.height)
            assert shape.y - 0.8 * shape.size >= bar.y - 2


def test_a_topic_of_ordinary_length_is_told_in_full():
    papers = [{"id": "a", "title": "A", "date": "2019", "topics": LONG}]
    assert LONG in words(chart_of(llmgraph.PaperGraph(papers).select(), lanes=True)).replace(
        " ", ""
    )


def test_papers_without_a_date_stand_in_a_marked_column():
    graph = llmgraph.PaperGraph(
        [
            {"id": "a", "title": "Dated", "date": "2020"},
            {"id": "b", "title": "Without"},
            {"id": "c", "title": "Later", "date": "2021"},
        ],
        [("b", "extends", "a"), ("c", "extends", "b")],
    )
    sheet = chart_of(graph.select())
    across = {m.text: m.x for m in sheet.shapes if isinstance(m, Text) and m.anchor == "middle"}
    assert abs(across["undated"] - across["Without"]) < 10
    assert across["2020"] < across["undated"] < across["2021"]
    assert "Papers without a date are placed beside related ones." in words(sheet)


def test_an_undated_paper_that_stands_alone_is_beside_no_other():
    papers = [{"id": "a", "title": "Dated", "date": "2020"}, {"id": "b", "title": "Without"}]
    alone = words(chart_of(llmgraph.PaperGraph(papers).select()))
    assert "undated" in alone
    assert "without a date" not in alone
    # b is left out where there is room for one paper only
    joined = llmgraph.PaperGraph(papers, [("b", "extends", "a")]).select()
    assert "without a date" not in words(chart_of(joined, limit=1))
    assert "Papers without a date are placed beside related ones." in words(chart_of(joined))


def test_a_long_title_is_not_cut():
    title = "Beyond the Imitation Game: Quantifying and Extrapolating the Capabilities of Models"
    label, _, _ = label_box(title)
    assert label.replace("\n", " ") == title


def test_a_word_without_an_end_is_broken():
    label, width, _ = label_box("x" * 160)
    assert len(label.split("\n")) == 4
    assert width < 600
