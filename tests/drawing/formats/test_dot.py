"""DOT: what Graphviz reads back is what the graph says."""

import html
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

import llmgraph
from llmgraph.drawing.formats.dot import LABELLED, dot
from llmgraph.drawing.formats.flowchart import flowchart
from llmgraph.drawing.style import topic_styles
from llmgraph.language.messages import Sentences
from llmgraph.language.wording import clean

HOSTILE = [
    '"]; evil [label="x',
    "ends with \\",
    "\\N \\G \\l \\n \\\\",
    "AT&amp;T &#60;b&#62; &",
    "<b>html</b> </script>",
    "{a|b} % $ # // /* c */",
    "\u202eright to left\u200b שלום",
    "two\nlines",
    "思维链 🙂",
    "-- -> digraph {}",
]
TOKENS = re.compile(r'\s+|"(?:[^"\\]|\\.)*"|[\w.#]+|->|[][{}=,;]')


def drawn(result, title=None, *, relations=None, **options):
    heading = result.heading() if title is None else title
    return dot(flowchart(replace(result.subject(heading), **options), relations))


def hostile():
    papers = [{"id": f"p{n}", "title": text, "date": "2020"} for n, text in enumerate(HOSTILE)]
    rows = [(f"p{n}", "extends", f"p{n - 1}") for n in range(1, len(papers))]
    kind = llmgraph.RelationType("own", "source", "none", '"x\\', 'is \\"y')
    return llmgraph.PaperGraph(papers, [*rows, ("p1", "own", "p0")], relation_types=[kind])


def parsed(text):
    if shutil.which("dot") is None:
        pytest.skip("SKIPPED: no Graphviz (dot) to read DOT with")
    run = subprocess.run(["dot", "-Tjson0"], input=text, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return json.loads(run.stdout)


def test_arrows_run_from_old_to_new(mixed):
    read = parsed(drawn(mixed.select(), relations=list(mixed.relation_types)))
    named = [one["label"].partition("\\n")[0] for one in read["objects"]]
    found = {
        (named[edge["tail"]], edge["label"], named[edge["head"]], edge.get("arrowhead", ""))
        for edge in read["edges"]
        if edge.get("style") != "invis"
    }
    assert found == {
        ("BASE", "extended by", "STUDY", ""),
        ("TOOL", "enables", "STUDY", ""),
        ("STUDY", "used by", "HEIR", ""),
        ("BASE", "disputed by", "CRITIC", "empty"),
        ("STUDY", "has the alternative", "RIVAL", "empty"),
        ("HEIR", "compared by", "BENCH", "empty"),
        ("BASE", "surveyed by", "REVIEW", "empty"),
        ("BASE", "cited by", "HEIR", "empty"),
    }


def test_labels_and_tooltips_read_along_the_arrow():
    # Of "b extends a" and "a enables b", both arrows run from a to b.
    papers = [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}]
    rows = [
        ("b", "extends", "a"),
        ("a", "enables", "b"),
        ("b", "uses", "a"),
        ("b", "corrects", "a"),
    ]
    text = drawn(llmgraph.PaperGraph(papers, rows).select())
    read = re.findall(r'  n0 -> n1 \[.*tooltip="(.*)", label="(.*)"\];', text)
    assert sorted(read) == [
        ("A enables B", "enables"),
        ("A is corrected by B", "corrected by"),
        ("A is extended by B", "extended by"),
        ("A is used by B", "used by"),
    ]


def test_papers_of_a_year_share_a_rank_and_the_years_are_in_order(drawn_graph):
    text = drawn(drawn_graph.select())
    assert re.findall(r"  \{ rank=same; (.*) \}", text) == [
        'y0 [label="2019", shape=plaintext, style=""]; n0;',
        'y1 [label="2020", shape=plaintext, style=""]; n1; n2;',
        'y2 [label="2022", shape=plaintext, style=""]; n3;',
    ]
    assert "  y0 -> y1 -> y2 [style=invis];" in text.splitlines()
    # Links within a year, against the dates, or away from an undated paper leave the years alone.
    free = re.findall(r"  (n\d -> n\d) \[.*, constraint=false\];", text)
    assert free == ["n1 -> n2", "n3 -> n1", "n4 -> n3"]


def test_graphviz_places_the_years_from_left_to_right(drawn_graph):
    if shutil.which("dot") is None:
        pytest.skip("SKIPPED: no Graphviz (dot) to draw DOT with")
    lanes = {"a": "One", "b": "One", "c": "Two", "d": "One"}
    for options in ({}, {"lane_of": lanes}):
        text = drawn(drawn_graph.select(), **options)
        command = ["dot", "-Tjson"]
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        places = {
            one["name"]: float(one["pos"].split(",")[0])
            for one in json.loads(run.stdout)["objects"]
            if "pos" in one
        }
        assert places["y0"] < places["y1"] < places["y2"]
        for year, nodes in {"y0": ["n0"], "y1": ["n1", "n2"], "y2": ["n3"]}.items():
            assert {places[node] for node in nodes} == {places[year]}


@pytest.fixture(scope="module", name="drawn_graph")
def _drawn_graph():
    #  2019  2020      2022  undated
    #  a ──> b ──> c
    #   └────────────> d ──> e, and against the dates: d ──> b; of an undated paper: e ──> d
    ids = {"a": "2019", "b": "2020-01", "c": "2020-02", "d": "2022", "e": ""}
    papers = [{"id": one, "title": one.upper(), "date": date} for one, date in ids.items()]
    rows = [("b", "a"), ("c", "b"), ("d", "a"), ("e", "d"), ("b", "d"), ("d", "e")]
    return llmgraph.PaperGraph(papers, [(newer, "extends", older) for newer, older in rows])


def test_topics_fill_the_boxes_in_the_colours_of_all_drawings():
    topic = 'The "best"'
    papers = [
        {"id": "x", "title": "X", "date": "2018", "topics": "Elsewhere"},
        {"id": "a", "title": "A", "date": "2019", "topics": topic},
        {"id": "b", "title": "B", "date": "2020", "topics": "Evaluation"},
        {"id": "c", "title": "C", "date": "2021"},
    ]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a"), ("c", "extends", "b")])
    looks = topic_styles(["Elsewhere", topic, "Evaluation"])
    text = drawn(graph.descendants("a"))
    fills = dict(re.findall(r'^  (n\d) .*fillcolor="(#\w+)"', text, re.MULTILINE))
    # The topic that is not drawn has its colour, too; a paper without a topic has none.
    assert fills == {
        "n0": looks[topic].fill("light"),
        "n1": looks["Evaluation"].fill("light"),
    }
    assert len(set(fills.values())) == 2
    keys = re.findall(r'^    t\d \[label="(.*)", tooltip=.*fillcolor="(#\w+)"', text, re.MULTILINE)
    assert [label for label, _ in keys] == ['The \\"best\\"', "Evaluation"]
    assert [colour for _, colour in keys] == list(fills.values())
    chinese = graph.descendants("a").to_dot(lang="zh")
    assert 't1 [label="评测"' in chinese
    assert dict(re.findall(r'^  (n\d) .*fillcolor="(#\w+)"', chinese, re.MULTILINE)) == fills
    # One topic needs no key.
    assert "cluster_topics" not in drawn(graph.descendants("b"))


def test_hostile_text_makes_only_the_tokens_of_dot():
    for title in HOSTILE:
        text = drawn(
            hostile().select(), title, relations=["extends", "own"], notices=Sentences((title,))
        )
        assert TOKENS.sub("", text) == ""
        assert len(re.findall(r"^  n\d+ \[", text, re.MULTILINE)) == len(HOSTILE)
        assert len(re.findall(r"^  n\d+ -> n\d+ \[", text, re.MULTILINE)) == len(HOSTILE)


def test_graphviz_shows_hostile_text_as_it_is():
    text = drawn(hostile().select(), HOSTILE[2], relations=["extends", "own"])
    if shutil.which("dot") is None:
        pytest.skip("SKIPPED: no Graphviz (dot) to draw DOT with")
    run = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, check=True)
    root = ET.fromstring(run.stdout)
    name = "{http://www.w3.org/2000/svg}"
    shown = {"".join(one.itertext()) for one in root.iter(f"{name}text")}
    assert {clean(one) for one in HOSTILE} <= {one.replace("\u00a0", " ") for one in shown}
    titles = {value for one in root.iter() for key, value in one.attrib.items() if "title" in key}
    assert any(html.unescape(HOSTILE[0]) in one for one in titles)
    assert not list(root.iter(f"{name}script"))


def test_many_links_have_a_legend_instead_of_labels():
    papers = [{"id": "hub", "title": "Hub"}]
    papers += [{"id": f"p{n}", "title": f"P{n}"} for n in range(LABELLED + 1)]
    rows = [(f"p{n}", "extends" if n % 2 else "uses", "hub") for n in range(LABELLED + 1)]
    text = drawn(llmgraph.PaperGraph(papers, rows).select())
    edges = [line for line in text.splitlines() if re.match(r"  n\d+ -> ", line)]
    assert len(edges) == LABELLED + 1
    assert [line for line in edges if "label=" in line] == []
    read = parsed(text)
    legend = [edge["label"] for edge in read["edges"] if edge.get("label")]
    assert sorted(legend) == ["extended by", "used by"]


def test_what_is_not_drawn_is_said_in_the_caption(mixed):
    assert parsed(drawn(mixed.select(), "Mixed"))["label"] == (
        "Mixed\\n5 relations that carry no descent are not drawn."
    )


def test_papers_asked_about_have_a_heavy_frame(chain):
    read = parsed(drawn(chain.descendants("b"), focus=("b",)))
    assert [one["label"] for one in read["objects"] if "penwidth" in one] == ["B\\n2020-05"]


def test_descent_through_papers_not_shown_is_dotted():
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abc")],
        [("b", "extends", "a"), ("c", "uses", "b")],
    )
    text = graph.descendants("a", since="2022").to_dot()
    [edge] = [edge for edge in parsed(text)["edges"] if edge["style"] != "invis"]
    assert edge["style"] == "dotted"
    assert edge["tooltip"] == "A is, through papers not shown, an ancestor of C"
    assert edge["label"] == "through papers not shown"


def test_lanes_are_clusters_and_numbers_stand_before_names(chain):
    lanes = {"a": HOSTILE[0], "c": HOSTILE[0], "b": "Two"}
    read = parsed(drawn(chain.select(), lane_of=lanes, number_of={"b": 2}))
    names = [one.get("label", "") for one in read["objects"]]
    clusters = {
        one["label"]: one["nodes"] for one in read["objects"] if one["name"].startswith("cluster")
    }
    assert {label: [names[at] for at in nodes] for label, nodes in clusters.items()} == {
        HOSTILE[0]: ["A\\n2020-01", "C\\n2021-02"],
        "Two": ["2.\N{NO-BREAK SPACE}B\\n2020-05"],
    }
