"""Plots of numbers in both languages."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import llmgraph
from llmgraph import ArgumentError
from llmgraph.drawing.chart.text import families
from llmgraph.drawing.formats.matplotlib import file_of, plain_settings
from llmgraph.drawing.plots import generations_by_year, ranking_bars


def plot_file(draw, form):
    """Render a plot to the bytes of a file."""
    with plain_settings():
        figure = Figure(layout="constrained")
        title = draw(figure).get_title(loc="left")
        return file_of(figure, form, title=title.replace("\n", " "))


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


def ticks(ax, axis):
    labels = ax.get_xticklabels() if axis == "x" else ax.get_yticklabels()
    return [label.get_text() for label in labels]


def small_graph():
    """Paper b and c extend a; d extends b; e is undated and extends d."""
    papers = [
        {"id": x, "title": x.upper(), "date": y}
        for x, y in zip("abcde", ("2018", "2019", "2020", "2020", ""), strict=True)
    ]
    rows = [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "b")]
    return llmgraph.PaperGraph(papers, [*rows, ("e", "extends", "d")])


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
    with pytest.raises(llmgraph.ArgumentError, match='lang must be "en" or "zh", not \'fr\''):
        draw(Figure(), "fr")
    with pytest.raises(llmgraph.ArgumentError) as refused:
        ranking_bars(GRAPH.rank(), Figure(), limit=61)
    assert str(refused.value) == "The limit must be a number of papers from 1 to 60, not 61."
    assert "61" in refused.value.text("zh")


def test_ranking_bars_are_the_scores():
    ax = ranking_bars(small_graph().rank("descendants"), Figure(), limit=3)
    assert ticks(ax, "y") == ["1  A", "2  B", "3  D"]
    assert [bar.get_width() for bar in ax.patches] == [4, 2, 1]
    assert ax.get_xlabel() == "2 more papers are not drawn."
    with pytest.raises(ArgumentError, match="from 1 to 60, not 0"):
        ranking_bars(small_graph().rank(), Figure(), limit=0)


def test_generations_are_counted_by_year():
    ax = generations_by_year(small_graph().descendants("a"), Figure())
    assert ticks(ax, "x") == ["2019", "2020"]
    assert ticks(ax, "y") == ["1", "2"]
    cells = {tuple(map(float, text.get_position())): text.get_text() for text in ax.texts}
    assert cells == {(2019.0, 1.0): "1", (2020.0, 1.0): "1", (2020.0, 2.0): "1"}
    assert ax.get_xlabel() == "Papers without a date, not counted: 1."


def test_ranks_over_time_count_only_what_was_public():
    ax = small_graph().plot_ranks(["a", "b"], Figure())
    first, second = ax.lines
    # By the end of 2019 only b descends from a; b has its first child in 2020.
    assert (first.get_xdata().tolist(), list(first.get_ydata())) == ([1, 2], [1, 1])
    assert (second.get_xdata().tolist(), list(second.get_ydata())) == ([2], [2])
    assert ticks(ax, "x") == ["2019", "2020"]


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_plots_have_the_same_bytes_and_show_nothing_for_nothing(form):
    def plots():
        for graph in (GRAPH, llmgraph.PaperGraph([])):
            yield plot_file(lambda figure, g=graph: ranking_bars(g.rank(), figure), form)
            yield plot_file(lambda figure, g=graph: g.plot_ranks(None, figure), form)
        nothing = GRAPH.descendants("DeepSeek-R1")
        yield plot_file(lambda figure: generations_by_year(nothing, figure), form)

    first, second = list(plots()), list(plots())
    assert first == second
    if form == "svg":
        assert all(ET.fromstring(data).tag.endswith("svg") for data in first)
        assert b">1  Transformer<" in first[0]


def test_lines_of_papers_that_tie_do_not_lie_on_each_other():
    papers = [{"id": one, "title": one, "date": f"200{n}"} for n, one in enumerate("abcde")]
    rows = [(newer, "extends", older) for older, newer in ("ac", "bc", "ad", "bd", "ce")]
    figure = Figure(figsize=(6, 4))
    ax = llmgraph.PaperGraph(papers, rows).plot_ranks(["a", "b", "c"], figure)
    figure.canvas.draw()
    a, b, c = ax.lines
    assert list(a.get_ydata())[-2:] == list(b.get_ydata())[-2:] == [1, 1]
    last = [line.get_transform().transform((4, 1))[1] for line in (a, b)]
    assert abs(last[0] - last[1]) * 72 / figure.dpi == pytest.approx(1.8)
    assert c.get_transform().transform((4, 1))[1] == last[0]
    assert len({line.get_marker() for line in (a, b, c)}) == 3
    names = [text for text in ax.texts if text.get_text() in ("1  a", "1  b")]
    above = {text.get_text()[-1]: text.get_position()[1] for text in names}
    assert (above["a"] < above["b"]) == (last[0] > last[1])
