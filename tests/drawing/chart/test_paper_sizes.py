"""The size of a sheet in print: the smallest page on which its text can be read."""

import re
import warnings
from dataclasses import replace

import pytest

import llmgraph
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.shapes import TEXT, Text
from llmgraph.drawing.formats.matplotlib import picture

GRAPH = llmgraph.load()
A4, A3, A2, A1 = (11.69, 8.27), (16.54, 11.69), (23.39, 16.54), (33.11, 23.39)


def subject_of(result, focus=()):
    return replace(result.subject(), focus=focus)


def chart_of(result, **options):
    return chart(subject_of(result), **options)


def words(sheet):
    return " ".join(shape.text for shape in sheet.shapes if isinstance(shape, Text))


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("name", ["DPO", "LLaMA", "Transformer"])
def test_text_is_readable_on_the_page_that_is_chosen(name, lanes):
    sheet = chart_of(GRAPH.descendants(name), lanes=lanes)
    width, height = sheet.inches
    assert 7 <= sheet.smallest_text <= 10
    page = (A1 if lanes else A2) if name == "Transformer" else A3
    assert (width < page[0] and height < page[1]) or (width < page[1] and height < page[0])
    sizes = [shape.size for shape in sheet.shapes if isinstance(shape, Text) and shape.text]
    assert min(sizes) >= TEXT


def test_the_lineage_of_the_transformer_fits_a2():
    width, height = chart_of(GRAPH.descendants("Transformer")).inches
    assert width < A2[0]
    assert height < A2[1]


def test_too_narrow_warns_with_the_width_it_needs():
    answer = GRAPH.ancestors("LLaVA")
    with pytest.warns(UserWarning, match=r"\d points high .* need a width of (\d+\.\d)") as told:
        narrow = chart_of(answer, width=6)
    assert narrow.inches[0] == pytest.approx(6)
    enough = float(re.search(r"width of (\d+\.\d)", str(told[0].message))[1]) + 0.1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chart_of(answer, width=enough).smallest_text >= 6


@pytest.mark.parametrize(
    "papers", [[], [{"id": "a", "title": "Alone"}], [{"id": "a", "title": "A", "date": "2020"}]]
)
def test_hardly_any_papers_are_a_small_chart(papers):
    sheet = chart_of(llmgraph.PaperGraph(papers).select())
    assert sheet.inches < (6, 3)
    assert ("There is no paper to draw." in words(sheet)) == (not papers)
    assert picture(sheet, "png").startswith(b"\x89PNG")
