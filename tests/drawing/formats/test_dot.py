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
    [edge] = parsed(text)["edges"]
    assert edge["style"] == "dotted"
    assert edge["tooltip"] == "A is, through papers not shown, an ancestor of C"
    assert edge["label"] == "through papers not shown"


def test_lanes_are_clusters_and_numbers_stand_before_names(chain):
    lanes = {"a": HOSTILE[0], "c": HOSTILE[0], "b": "Two"}
    read = parsed(drawn(chain.select(), lane_of=lanes, number_of={"b": 2}))
    names = [one.get("label", "") for one in read["objects"]]
    clusters = {one["label"]: one["nodes"] for one in read["objects"] if "nodes" in one}
    assert {label: [names[at] for at in nodes] for label, nodes in clusters.items()} == {
        HOSTILE[0]: ["A\\n2020-01", "C\\n2021-02"],
        "Two": ["2.\N{NO-BREAK SPACE}B\\n2020-05"],
    }
