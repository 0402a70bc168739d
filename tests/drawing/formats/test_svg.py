"""A sheet as SVG: valid XML, text that stays text, nothing from elsewhere, the same bytes."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmgraph
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.formats.svg import escaped, svg
from llmgraph.drawing.subject import Subject
from llmgraph.model.descent import descent
from llmgraph.model.identifiers import link_of

NAME = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"/><image href="http://example.org/x.png"/>',
    "a & b &lt; c &#60;",
    "$\\frac{1}{2}$ \\input{x}",
    "]]><!-- --><?x?>",
    "right\u202eleft\u2066 zero\u200bwidth",
    "null\x00 bell\x07 escape\x1b[31m",
    "\ud800 lone",
    "\ufffe\uffff no characters",
    "思维链 链式思考",
    "{{x}} %s %(y)s {0}",
    "javascript:alert(1)",
]


def subject(graph, **more):
    ids = graph.ids
    rows = tuple(graph.tables.rows_among(ids))
    return Subject(
        graph.tables,
        ids,
        rows,
        "Papers",
        descent(graph.tables),
        graph.select().draw_priority,
        **more,
    )


def hostile_graph(text):
    papers = [
        {"id": "a", "title": text, "date": "2020-01", "topics": text.replace(";", ",")},
        {"id": "b", "title": "B", "short_name": text, "date": "2021", "venue": text},
    ]
    return llmgraph.PaperGraph(papers, [("b", "extends", "a")])


def texts(document):
    return [element.text or "" for element in ET.fromstring(document).iter(f"{NAME}text")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    document = svg(chart(subject(hostile_graph(text)), title=text))
    tags = {element.tag.removeprefix(NAME) for element in ET.fromstring(document).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "path", "polygon", "text"}
    assert not re.search(r"\b(href|src|style|on\w+)=", re.sub(r">[^<]*<", "><", document))
    assert not {"\u202e", "\u200b", "\x00", "\uffff"} & set(document)


def test_the_words_of_a_label_stay_text():
    words = " ".join(texts(svg(chart(subject(hostile_graph("x < y & $z$ 思维链"))))))
    assert "x < y" in words
    assert "$z$" in words
    assert "思维链" in words


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_valid_xml(text):
    assert ET.fromstring(f"<a>{escaped(text)}</a>").tag == "a"


def test_boxes_link_to_their_papers_and_nothing_is_loaded():
    graph = llmgraph.load()
    sheet = chart(subject(graph), highlight="Alpaca")
    document = svg(sheet)
    links = re.findall(r'<a href="([^"]+)" target="_blank"><rect ', document)
    linked = {link_of(graph[one]) for one in graph}
    assert set(links) <= linked
    assert len(links) > 0.9 * sheet.papers
    # the links, and the namespace
    assert document.count("http") == len(links) + 1
    assert "url(" not in document
    assert "@import" not in document


def test_size_in_print_stands_in_the_root():
    root = ET.fromstring(svg(chart(subject(hostile_graph("x")), width=6)))
    assert root.get("width") == "432pt"
    assert root.get("role") == "img"
    assert root.find(f"{NAME}title").text == "Papers"


def test_legend_names_relations_and_topics_with_counts():
    graph = llmgraph.load()
    document = svg(chart(subject(graph)))
    words = texts(document)
    for topic in {paper.topics[0] for paper in map(graph.__getitem__, graph)}:
        assert topic in words
    assert {text.partition(" (")[0] for text in words} >= {"extends", "uses", "enables", "corrects"}


def test_pointing_at_a_relation_reads_its_row():
    document = svg(chart(subject(hostile_graph("A paper"))))
    tooltip = [element.text for element in ET.fromstring(document).iter(f"{NAME}title")]
    # Both are named "A paper", and told apart by their dates.
    assert "A paper (2021) extends A paper (2020-01)" in tooltip


BYTES = """
import hashlib, random, llmgraph
from llmgraph.drawing.formats.matplotlib import picture
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.subject import Subject
from llmgraph.drawing.formats.svg import svg
loaded = llmgraph.load()
papers, rows = loaded.papers.to_dict("records"), loaded.relations.to_dict("records")
random.Random({seed}).shuffle(papers)
random.Random({seed}).shuffle(rows)
graph = llmgraph.PaperGraph(papers, rows)
answer = graph.ancestors("Alpaca", depth=2)
rows = tuple(answer.relation_rows())
told = answer.shown_ids(), rows, "Drawn", answer.descent, answer.draw_priority
sheet = chart(Subject(graph.tables, *told))
for data in (svg(sheet).encode(), picture(sheet, "png"), picture(sheet, "pdf")):
    print(hashlib.sha256(data).hexdigest())
"""


def test_same_bytes_for_any_hash_seed_and_order_of_rows():
    runs = [
        subprocess.run(
            [sys.executable, "-c", BYTES.format(seed=seed)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2)
    ]
    assert len(runs[0].split()) == 3
    assert runs[0] == runs[1]


def test_descent_through_papers_not_shown_can_be_read_by_pointing():
    answer = llmgraph.load().descendants("Transformer", topics="alignment")
    document = answer.to_svg()
    tooltip = [element.text for element in ET.fromstring(document).iter(f"{NAME}title")]
    assert "RLHF for LMs descends from Transformer through papers not shown" in tooltip
    assert any(text.startswith("descends through papers not shown (") for text in texts(document))
    dashes = [e.get("stroke-dasharray") for e in ET.fromstring(document).iter(f"{NAME}path")]
    assert "0.9 2.6" in dashes
