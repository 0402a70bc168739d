"""A sheet drawn by matplotlib: into axes of ones own, and into files that are always the same."""

import io
import re
from dataclasses import replace

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

import llmgraph
from llmgraph.drawing.chart import text as fonts
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.text import drawable
from llmgraph.drawing.formats.matplotlib import draw, picture
from llmgraph.drawing.formats.svg import svg

GRAPH = llmgraph.load()
needs_east_asian_font = pytest.mark.skipif(
    len(fonts.families()) == 1,
    reason="SKIPPED: no font with Chinese (Debian: apt install fonts-noto-cjk)",
)


def subject_of(result, focus=()):
    return replace(result.subject(), focus=focus)


def chart_of(result, **options):
    return chart(subject_of(result), **options)


def test_plot_leaves_the_figure_and_the_settings_alone():
    figure = Figure(figsize=(12, 5), facecolor="pink")
    left, right = figure.subplots(1, 2)
    right.plot([1, 2])
    before = (figure.get_size_inches().tolist(), right.get_position().bounds, dict(mpl.rcParams))
    drawn = draw(chart_of(GRAPH.ancestors("Alpaca", depth=1)), left)
    figure.savefig(io.BytesIO())
    assert drawn is left
    after = (figure.get_size_inches().tolist(), right.get_position().bounds, dict(mpl.rcParams))
    assert after == before
    assert figure.get_facecolor() == mpl.colors.to_rgba("pink")
    assert left.texts
    extent = left.get_window_extent()
    for text in left.texts:
        box = text.get_window_extent()
        assert extent.x0 - 1 <= box.x0
        assert box.x1 <= extent.x1 + 1


def test_plot_into_small_axes_warns():
    ax = Figure(figsize=(3, 2)).add_subplot()
    with pytest.warns(UserWarning, match="points high"):
        draw(chart_of(GRAPH.ancestors("LLaVA")), ax)


def test_plot_makes_a_figure_of_the_right_size():
    from matplotlib import pyplot as plt

    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    ax = draw(sheet)
    try:
        assert ax.figure.get_size_inches() == pytest.approx(sheet.inches)
    finally:
        plt.close(ax.figure)


def test_files_do_not_depend_on_the_settings_of_the_user():
    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    plain = [picture(sheet, "png"), picture(sheet, "pdf")]
    with mpl.rc_context({"savefig.bbox": "tight", "font.size": 30, "pdf.fonttype": 3}):
        assert [picture(sheet, "png"), picture(sheet, "pdf")] == plain


def test_files_tell_no_date_and_no_software():
    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    png, pdf = picture(sheet, "png"), picture(sheet, "pdf")
    assert b"Software" not in png
    assert b"atplotlib" not in png
    assert b"CreationDate" not in pdf
    assert b"/Title" in pdf


@pytest.mark.parametrize(
    "text",
    [
        "$\\frac{",
        "a & b % c # d _ e ^ f",
        "<b>",
        pytest.param("思维链", marks=needs_east_asian_font),
    ],
)
def test_text_is_never_taken_for_maths(text):
    graph = llmgraph.PaperGraph([{"id": "a", "title": text, "date": "2020"}])
    sheet = chart_of(graph.select(), title=text)
    ax = draw(sheet, Figure(figsize=sheet.inches).add_axes((0, 0, 1, 1)))
    shown = [drawn.get_text() for drawn in ax.texts]
    assert "".join(shown).count(drawable(text)) >= 1
    assert not any(drawn.get_parse_math() for drawn in ax.texts)
    assert picture(sheet, "pdf").startswith(b"%PDF")


@needs_east_asian_font
def test_pdf_embeds_fonts_in_a_form_that_shows():
    def of(title):
        return picture(chart_of(llmgraph.PaperGraph([]).select(), title=title), "pdf")

    # An OpenType font with cubic outlines, as Noto Sans CJK is, does not show as type 42.
    assert b"CIDFontType2" in of("Reasoning")
    assert b"CIDFontType2" not in of("Reasoning 推理")
    assert b"/Type3" in of("Reasoning 推理")


def test_svg_and_picture_draw_the_same_words():
    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    ax = draw(sheet, Figure(figsize=sheet.inches).add_axes((0, 0, 1, 1)))
    written = re.findall(r"<text[^>]*>([^<]*)</text>", svg(sheet))
    assert [text.get_text() for text in ax.texts] == written


def test_names_link_to_their_papers_in_a_pdf():
    papers = [{"id": "a", "title": "A", "arxiv_id": "1706.03762"}, {"id": "b", "title": "B"}]
    answer = llmgraph.PaperGraph(papers, [("b", "extends", "a")]).select()
    links = re.findall(rb"/URI \((\S+?)\)", picture(answer.sheet({}), "pdf"))
    assert links == [b"https://arxiv.org/abs/1706.03762"]
