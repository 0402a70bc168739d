"""Plots of numbers in both languages."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import llmgraph
from llmgraph.drawing.chart.text import families
from llmgraph.drawing.plots import generations_by_year, plot_file, ranking_bars

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes


GRAPH = llmgraph.load()
needs_east_asian_font = pytest.mark.skipif(len(families()) < 2, reason="needs an East Asian font")

Draw = "Callable[[Figure, Language], Axes]"
PLOTS: list[Draw] = [  # type: ignore[valid-type]
    lambda figure, lang: ranking_bars(GRAPH.rank("katz"), figure, limit=5, lang=lang),
    lambda figure, lang: generations_by_year(GRAPH.descendants("GPT-3"), figure, lang=lang),
    lambda figure, lang: GRAPH.plot_ranks(["BERT", "GPT-3"], figure, lang=lang),
]


def texts(ax: Axes) -> list[str]:
    return [one.get_text() for one in ax.findobj(Text) if one.get_text()]


@needs_east_asian_font
@pytest.mark.parametrize("draw", PLOTS)
def test_a_plot_in_chinese_has_no_english_words_and_every_glyph(draw: Callable[..., Axes]) -> None:
    names = sorted({GRAPH[one].name for one in GRAPH}, key=len, reverse=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = draw(Figure(), "zh")
        plot_file(lambda figure: draw(figure, "zh"), "png")
    told = " ".join(texts(ax)).replace("\n", "")
    for name in names:
        told = told.replace(name, "")
    assert set(re.findall("[A-Za-z]+", told)) <= {"Katz"}
    assert "?" not in told


@needs_east_asian_font
def test_titles_axes_and_notes_in_chinese() -> None:
    papers = [
        {"id": x, "title": x.upper(), "date": y, "topics": "Evaluation"}
        for x, y in zip("abcde", ("2018", "2019", "2020", "2020", ""), strict=True)
    ]
    rows = [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "b")]
    graph = llmgraph.PaperGraph(papers, [*rows, ("e", "extends", "d")])
    bars = graph.rank("closeness", as_of=["2020", "2019"]).plot_bars(Figure(), limit=1, lang="zh")
    assert bars.get_title(loc="left").startswith("截至 2020 的论文排名：接近中心性")
    assert bars.get_xlabel() == "另有 1 篇论文未画出。没有数值的论文：2 篇。"
    ax = graph.descendants("a").plot_generations(Figure(), lang="zh")
    assert (ax.get_title(loc="left"), ax.get_ylabel()) == ("A 的后代：各年各代的论文数", "代")
    assert ax.get_xlabel() == "日期不详、未计入的论文：1 篇。"
    ax = graph.plot_ranks(["a", "d"], Figure(), lang="zh")
    assert ax.get_title(loc="left") == "历年年末排名：入度"
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("排名", "始终居于末位：D。")


def test_a_ranking_of_several_measures_is_titled_by_the_one_that_is_drawn() -> None:
    ax = GRAPH.rank("katz,hubs", as_of=["2022", "2021"], top=2).plot_bars(Figure())
    title = ax.get_title(loc="left").replace("\n", " ")
    assert title.startswith("Papers as of 2022, by Katz centrality, which flows")


@pytest.mark.parametrize("draw", PLOTS)
def test_what_a_plot_refuses(draw: Callable[..., Axes]) -> None:
    with pytest.raises(llmgraph.ArgumentError, match='lang is "en" or "zh", not \'fr\''):
        draw(Figure(), "fr")
    with pytest.raises(llmgraph.ArgumentError) as refused:
        ranking_bars(GRAPH.rank(), Figure(), limit=61)
    assert str(refused.value) == "The limit is a number of papers from 1 to 60, not 61."
    assert "61" in refused.value.text("zh")
