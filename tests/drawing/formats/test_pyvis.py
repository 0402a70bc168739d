"""The page on pyvis: its network, its texts, and the library that it carries."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import llmgraph
from llmgraph.drawing.formats.html import script_of
from llmgraph.drawing.formats.pyvis import network, pyvis_page
from llmgraph.drawing.scene import build_scene
from llmgraph.drawing.subject import Subject
from llmgraph.errors import ArgumentError, MissingExtraError
from llmgraph.model.descent import descent

from .test_html import unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from llmgraph.language.messages import Language


def small(text: str = "") -> llmgraph.PaperGraph:
    papers = [
        {"id": "a", "title": "Old" + text, "date": "2020-01", "topics": "One"},
        {"id": "b", "title": "New" + text, "date": "2021-05", "topics": "Two"},
    ]
    note = {"note": "note" + text}
    rows = [
        {"source": "b", "relation": "extends", "target": "a", **note},
        {"source": "b", "relation": "compares_with", "target": "a", **note},
        {"source": "a", "relation": "enables", "target": "b", **note},
    ]
    return llmgraph.PaperGraph(papers, rows)


def drawn(graph: llmgraph.PaperGraph, lang: Language = "en") -> str:
    rows = graph.tables.rows_among(graph.ids)
    return pyvis_page(
        Subject(graph.tables, graph.ids, rows, "Title", descent(graph.tables), lang=lang)
    )


def scripts_of(text: str) -> list[str]:
    return re.findall(r'<script(?: type="module")?>(.*?)</script>', text, re.DOTALL)


def test_network_keeps_positions_types_and_parallel_relations() -> None:
    pytest.importorskip("pyvis")
    graph = small()
    scene = build_scene(descent(graph.tables), graph.ids, range(3), "t")
    net = network(scene)
    assert [(node["id"], node["x"], node["y"]) for node in net.nodes] == [
        (number, one.x, one.y) for number, one in enumerate(scene.papers)
    ]
    assert len({node["color"] for node in net.nodes}) == 2
    # Older to newer, whatever way a row is written.
    assert [(e["from"], e["to"], e["relation"]) for e in net.edges] == [
        (0, 1, "compares_with"), (0, 1, "enables"), (0, 1, "extends"),
    ]  # fmt: skip
    assert len({edge["smooth"]["roundness"] for edge in net.edges}) == 3
    assert [bool(edge["dashes"]) for edge in net.edges] == [True, False, False]


def test_titles_are_escaped_for_pyvis() -> None:
    pytest.importorskip("pyvis")
    graph = small("<img src=x onerror=alert(1)> href=")
    before = graph.papers.to_csv(), graph.relations.to_csv()
    net = network(build_scene(descent(graph.tables), graph.ids, range(3), "t"))
    for item in (*net.nodes, *net.edges):
        assert "<" not in item["title"]
        assert "&lt;img" in item["title"]
    assert before == (graph.papers.to_csv(), graph.relations.to_csv())


def test_a_long_topic_is_shortened_in_the_title_of_a_node() -> None:
    pytest.importorskip("pyvis")
    papers = [{"id": "a", "title": "A", "date": "2020", "topics": "x" * 200}]
    graph = llmgraph.PaperGraph(papers)
    [node] = network(build_scene(descent(graph.tables), graph.ids, [], "t")).nodes
    assert node["title"] == f"A · 2020 · {'x' * 59}…"


def test_page_asks_for_nothing_and_says_so() -> None:
    pytest.importorskip("pyvis")
    text = drawn(small("</script><script>alert(1)</script>"))
    assert "alert(1)</script" not in text
    assert not re.search(r"<[^>]+\s(?:src|href)=", text.split("<script")[0])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    hashes = re.findall(r"sha256-([\w+/=]+)", policy[1])
    scripts = scripts_of(text)
    _, library, own = scripts
    assert library.startswith("/**\n * vis-network")
    assert own == script_of("pyvis_page")
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in hashes
    assert len(hashes) == len(scripts) + 1  # and the style
    assert "sourceMappingURL" not in text
    # All but a small part is vis-network.
    assert len(text.encode()) < len(library.encode()) + 25_000


def test_the_newest_vis_network_of_pyvis_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyvis = pytest.importorskip("pyvis")
    monkeypatch.setattr(pyvis, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(MissingExtraError, match=r"No .*vis-network\.min\.js in .*install pyvis"):
        drawn(small())
    for release in ("9.1.2", "9.10.0", "9.9.9"):
        folder = tmp_path / "templates" / "lib" / f"vis-{release}"
        folder.mkdir(parents=True)
        script = f"vis = '{release}';\n//# sourceMappingURL=vis-network.min.js.map\n"
        (folder / "vis-network.min.js").write_text(script, encoding="utf-8")
    # Without the link to its source map.
    assert scripts_of(drawn(small()))[1] == "vis = '9.10.0';\n\n"


def test_too_many_papers_are_refused_with_the_reason() -> None:
    papers = [{"id": f"p{n}", "title": f"P{n}"} for n in range(1_001)]
    graph = llmgraph.PaperGraph(papers, [])
    with pytest.raises(ArgumentError, match=r"1,001 papers are too many for pyvis.*leave out"):
        drawn(graph)


def test_papers_one_above_the_other_are_joined_around_those_between() -> None:
    pytest.importorskip("pyvis")
    papers = [{"id": one, "title": one, "date": "2020"} for one in "abcdefg"]
    rows = [(b, "extends", a) for a, b in itertools.pairwise("abcdefg")] + [("g", "uses", "a")]
    graph = llmgraph.PaperGraph(papers, rows)
    scene = build_scene(
        descent(graph.tables), graph.ids, range(len(rows)), "t", lanes=False, max_per_column=9
    )
    assert len({one.x for one in scene.papers}) == 1
    for edge in network(scene).edges:
        assert edge["smooth"]["type"] in ("curvedCW", "curvedCCW")
        # Vis-network takes shares from 0 to 1.
        assert 0 < edge["smooth"]["roundness"] <= 1


def data_of(graph: llmgraph.PaperGraph, lang: Language = "en") -> dict[str, Any]:
    packed = re.findall(r'type="application/gzip">([^<]*)<', drawn(graph, lang))[0]
    result: dict[str, Any] = json.loads(unpacked(packed))
    return result


def test_without_topics_there_are_no_lanes() -> None:
    pytest.importorskip("pyvis")
    papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    data = data_of(llmgraph.PaperGraph(papers, [("b", "extends", "a")]))
    assert data["lanes"] == []
    assert [paper["topic"] for paper in data["papers"]] == ["", ""]
    assert [paper["topic"] for paper in data_of(small())["papers"]] == ["One", "Two"]


def test_the_page_is_in_the_language_asked_for() -> None:
    pytest.importorskip("pyvis")
    papers = [
        {"id": "a", "title": "Old", "date": "2020", "topics": "Evaluation", "summary_zh": "旧"},
        {"id": "b", "title": "New", "summary": "Of late."},
    ]
    row = {"source": "b", "relation": "compares_with", "target": "a"}
    graph = llmgraph.PaperGraph(papers, [row | {"basis": "stated", "where": "p. 3"}])
    english, chinese = data_of(graph), data_of(graph, "zh")
    told = [data["relations"][0] for data in (english, chinese)]
    assert [one["text"] for one in told] == ["New compares with Old", "New 与 Old 作了对比"]
    assert [one["where"] for one in told] == ["stated: p. 3", "来源明载：p. 3"]
    assert [data["kinds"][0]["label"] for data in (english, chinese)] == ["compares with", "对比"]
    assert {one["topic"] for one in english["papers"]} == {"Evaluation", "Other"}
    assert {one["topic"] for one in chinese["papers"]} == {"评测", "其他"}
    assert [lane[0] for lane in chinese["lanes"]] == ["评测", "其他"]
    shell = drawn(graph, "zh")
    assert shell.startswith('<!doctype html>\n<html lang="zh-Hans">')
    for words in ('placeholder="按任一名称查找论文"', ">适应窗口<", "<h2>关系</h2>"):
        assert words in shell
    assert '<html lang="en">' in drawn(graph)
    assert 'placeholder="Find a paper by any name" aria-label="Find a paper"' in drawn(graph)
