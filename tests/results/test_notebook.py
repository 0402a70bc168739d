"""The table that a notebook shows: rows, bars in proportion, and texts that stay texts."""

import re
from html.parser import HTMLParser

import pytest

import llmgraph
from llmgraph import PaperGraph
from llmgraph.results.document import Document, Prose, Table
from llmgraph.results.notebook import PICTURE, ROWS, notebook_table

HOSTILE = '</td><script>alert(1)</script> " onload="x {{ y }}\n<b>'


def shown(rows, columns, bars=(), notes=(), lang="en"):
    table = Table(tuple(rows), tuple(columns), lang=lang)
    document = Document("H & co", notes, table, Prose(()), (), True)
    return notebook_table(document, columns, bars)


def widths(html):
    """Margin and width of each bar, in percent."""
    found = re.findall(r"margin-left:([\d.]+)%;width:([\d.]+)%", html)
    return [(float(margin), float(width)) for margin, width in found]


class Reader(HTMLParser):
    """Tags that are opened and closed in order, and texts."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.texts = set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)
        assert {name for name, _ in attrs} <= {"style", "colspan", "aria-hidden"}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_bars_are_in_proportion_to_the_highest_number():
    rows = [{"name": one, "score": score} for one, score in (("a", 8), ("b", 2), ("c", 0))]
    assert widths(shown(rows, ["name", "score"], ["score"])) == [(0, 100), (0, 25)]


def test_a_negative_number_has_its_bar_left_of_zero():
    rows = [{"score": score} for score in (3.0, -1.0, None)]
    assert widths(shown(rows, ["score"], ["score"])) == [(25, 75), (0, 25)]


def test_counts_beyond_floats_have_bars():
    rows = [{"spc": 10**400}, {"spc": 10**399}]
    assert widths(shown(rows, ["spc"], ["spc"])) == [(0, 100), (0, 10)]


def test_the_first_rows_are_shown_and_the_others_counted():
    rows = [{"name": f"p{number}", "score": number} for number in range(ROWS + 2)]
    html = shown(rows, ["name"], notes=("A note.",))
    assert html.count("<tr>") == 1 + ROWS
    assert f">p{ROWS - 1}<" in html
    assert f">p{ROWS}<" not in html
    assert html.index("2 more rows are not shown.") < html.index("A note.")
    assert "more" not in shown(rows[:ROWS], ["name"])
    assert "另有 1 行未显示。" in shown(rows[: ROWS + 1], ["name"], lang="zh")
    # The highest number is one that is not shown.
    assert widths(shown(rows, ["score"], ["score"]))[-1] == (0, 92.3)


def test_texts_stay_texts_on_one_line():
    html = shown([{"name": HOSTILE, "score": 1}], ["name", "score"], ["score"], (HOSTILE,))
    read = Reader(html)
    assert read.open == []
    assert read.tags <= {"div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "span"}
    assert "H & co" in read.texts
    assert read.texts.count(" ".join(HOSTILE.split())) == 2
    assert "\n" not in html
    assert "{{" not in html


def test_a_long_text_wraps_at_a_readable_width_and_a_short_one_does_not_wrap():
    html = shown([{"claim": "A uses B", "because": "so " * 50}], ["claim", "because"])
    short, long = re.findall(r"<td [^>]*>", html)
    assert "white-space:nowrap" in short
    assert "min-width:16em" in long
    assert "nowrap" not in long


def test_nothing_found_is_said_without_a_table():
    html = shown([], ["name"])
    assert "<table" not in html
    assert "None." in html


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("in_degree", ["rank", "tied", "name", "date", "in degree"]),
        ("pagerank,column:n", ["rank", "name", "date", "pagerank", "n"]),
    ],
)
def test_a_ranking_has_its_scores_with_bars(by, columns):
    papers = [
        {"id": "a", "title": "A", "date": "2020", "n": "4"},
        {"id": "b", "title": "B", "date": "2021", "n": ""},
    ]
    html = PaperGraph(papers, [("b", "extends", "a")]).rank(by).to_notebook()
    assert re.findall(r"<th[^>]*>([^<]*)</th>", html) == columns
    assert "undefined for 1 paper" in html or by == "in_degree"
    assert (0, 100) in widths(html)


def test_a_still_picture_stands_beside_the_page_within_bounds():
    graph = llmgraph.load()
    small, described = graph.ancestors("Alpaca", depth=1)._repr_mimebundle_()
    assert small["image/png"].startswith(b"\x89PNG")
    told = "What led to Alpaca: a chart of 4 papers from 2022 to 2023."
    assert described["image/png"]["alt"].startswith(told)
    large, _ = graph.descendants("Transformer")._repr_mimebundle_()
    assert len(large["image/png"]) <= PICTURE


def test_numbers_stand_beside_their_table_as_text():
    data, _ = llmgraph.load().rank("pagerank", top=2)._repr_mimebundle_()
    [text] = data.values()
    assert text.splitlines()[1] == "rank\ttied\tname\tdate\tpagerank"
    assert text.splitlines()[2].startswith("1\t\tTransformer\t2017-06\t0.")


CELLS = """\
import llmgraph
graph = llmgraph.load()
graph.ancestors("Alpaca", depth=1)
---
graph.rank("pagerank", top=2)
---
graph.ancestors("Alpaca", depth=1).plot()
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_notebook_converts_to_latex_with_its_charts(tmp_path):
    nbformat = pytest.importorskip("nbformat", reason="SKIPPED: no nbformat")
    nbconvert = pytest.importorskip("nbconvert", reason="SKIPPED: no nbconvert")
    from nbclient import NotebookClient

    cells = [nbformat.v4.new_code_cell(one) for one in CELLS.split("---\n")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    page, table, plot = (cell.outputs for cell in notebook.cells)
    assert set(page[0].data) == {"text/html", "text/plain", "image/png"}
    assert set(table[0].data) == {"text/html", "text/plain"}
    assert [set(one.data) for one in plot] == [{"image/png", "text/plain"}]
    assert "<Axes" not in str(notebook)
    exporter = nbconvert.LatexExporter()
    source, resources = exporter.from_notebook_node(notebook)
    pictures = [one for one in resources["outputs"] if one.endswith(".png")]
    assert len(pictures) == 2
    assert all(one in source for one in pictures)
    assert "Transformer" in source
    assert "Lineage(" not in source
