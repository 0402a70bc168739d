"""Bands of years and lanes of topics: their heads, and the sign of missing years."""

from __future__ import annotations

from typing import Any

import pytest

import llmgraph
from llmgraph.drawing.chart.shapes import Curve, Text

from .sheets import chart_of


def heads(graph: llmgraph.PaperGraph, **options: Any) -> list[str]:
    sheet = chart_of(graph.select(), note=False, **options)
    return [one.text for one in sheet.shapes if isinstance(one, Text) and one.bold]


def signs(graph: llmgraph.PaperGraph, **options: Any) -> int:
    """Signs of missing years: pairs of strokes in the colour of the heads."""
    sheet = chart_of(graph.select(), legend=False, **options)
    strokes = [
        one
        for one in sheet.shapes
        if isinstance(one, Curve) and one.colour == sheet.theme.muted and not one.dashes
    ]
    assert len(strokes) % 2 == 0
    return len(strokes) // 2


@pytest.mark.parametrize("flow", ["right", "down"])
@pytest.mark.parametrize(
    ("papers", "count"),
    [
        ("a 2014, b 2015, c 2016", 0),
        ("a 2014, b 2016", 1),
        ("a 2014, b 2016, c 2017, d 2021", 2),
        ("a 2014, b 2015, n", 0),
    ],
)
def test_missing_years_are_marked(drawn: Any, papers: str, count: int, flow: str) -> None:
    assert signs(drawn(papers), flow=flow) == count


def test_lanes_that_would_be_called_alike_are_numbered() -> None:
    long = "Models of a very long and winding name that nobody can put beside a lane, by "
    papers = [
        {"id": one, "title": one, "date": "2020", "topics": long * 3 + end}
        for one, end in (("a", "reasoning"), ("b", "scaling"))
    ]
    told = [
        one for one in heads(llmgraph.PaperGraph(papers), lanes=True) if one[:2] in ("1.", "2.")
    ]
    assert len(told) == 2
    assert told[0][2:] == told[1][2:]


def test_lanes_stand_beside_each_other_where_time_runs_down() -> None:
    papers = [
        {"id": one, "title": one, "date": "2020", "topics": topic}
        for one, topic in (("a", "Evaluation"), ("b", "Optics"))
    ]
    sheet = chart_of(llmgraph.PaperGraph(papers).select(), lanes=True, flow="down")
    places = {one.text: one for one in sheet.shapes if isinstance(one, Text)}
    assert places["Evaluation"].y == places["Optics"].y < places["a"].y
    assert abs(places["Evaluation"].x - places["a"].x) < 30
    assert abs(places["Optics"].x - places["b"].x) < 30
