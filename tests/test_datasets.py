"""Graphs from files: the shipped one, and two tables that go together."""

import json
import pickle
import re

import pytest

import llmgraph
from llmgraph.datasets import data_folder, data_version, open_graph
from llmgraph.writers import data, html, latex, markdown


@pytest.fixture
def files(tmp_path):
    nodes, edges = tmp_path / "n.csv", tmp_path / "e.csv"
    nodes.write_text("id,title,date,mine\na,Old,2001,1\nb,New,2002-05,2\n", encoding="utf-8")
    edges.write_text("source,relation,target\nb,extends,a\n", encoding="utf-8")
    return nodes, edges


def test_the_shipped_tables_lie_in_their_folder_and_are_whole():
    graph = llmgraph.load()
    shipped = llmgraph.read_csv(data_folder() / "nodes.csv", data_folder() / "edges.csv")
    assert shipped.papers.equals(graph.papers)
    assert shipped.relations.equals(graph.relations)
    assert len(graph) > 100


def test_every_call_loads_a_graph_of_its_own():
    one, other = llmgraph.load(), llmgraph.load()
    assert one is not other
    assert one.tables is not other.tables


def test_two_tables_make_a_graph_as_text_or_path(files):
    for named in (files, tuple(map(str, files))):
        graph = open_graph(*named)
        assert graph.ids == ("a", "b")
        assert graph.descendants("Old").ids == ("b",)
    assert open_graph(*files, "2001").ids == ("a",)


def test_without_tables_the_shipped_graph_is_opened():
    assert open_graph(None, None).ids == llmgraph.load().ids
    assert open_graph(None, None, "2017").ids == llmgraph.load().as_of("2017").ids


def test_one_table_alone_is_refused(files):
    for named in ((files[0], None), (None, files[1])):
        with pytest.raises(llmgraph.ArgumentError, match="both tables"):
            open_graph(*named)


def test_what_is_written_is_read_back_with_types_of_ones_own(files, tmp_path):
    own = llmgraph.RelationType("copies", "source", "line", "copies", "is copied by")
    graph = llmgraph.read_csv(*files, relation_types=[own])
    assert "copies" in graph.relation_types
    again = tmp_path / "again"
    again.mkdir()
    llmgraph.write_csv(graph, again / "n.csv", again / "e.csv")
    read = llmgraph.read_csv(again / "n.csv", again / "e.csv")
    assert read.papers.equals(graph.papers)
    assert read.relations.equals(graph.relations)
    assert read.relation_types["copies"] == own


def test_a_file_that_is_not_there_is_told_with_its_place(tmp_path):
    missing = tmp_path / "nothing.csv"
    with pytest.raises(llmgraph.TableError, match="There is no such file"):
        llmgraph.read_csv(missing, missing)


def test_the_data_have_a_version_which_their_changelog_begins_with():
    version = data_version()
    changelog = (data_folder() / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[(.+?)\]", changelog, re.MULTILINE)[1] == version
    graph = llmgraph.load()
    assert graph.release == f"llmgraph {version}"


def test_an_excerpt_keeps_the_name_of_the_data_and_a_graph_of_ones_own_has_none(files):
    graph = llmgraph.load()
    for excerpt in (
        graph.as_of("2020"),
        graph.subgraph(["BERT"]),
        pickle.loads(pickle.dumps(graph)),
    ):
        assert excerpt.release == graph.release
    assert llmgraph.read_csv(*files).release == ""
    assert (graph | graph).release == ""


def test_documents_name_the_data(files):
    answer = llmgraph.load().relations_of("BERT", relations="corrects")
    name = llmgraph.load().release
    for lang, told in (("en", f"Data: {name}."), ("zh", f"数据：{name}。")):
        document = answer.to_document(lang)
        assert json.loads(data.to_json(document))["data"] == name
        assert html.fragment(document).endswith(f"<p>{told}</p>\n")
        plain = re.sub(r"\\llmgraphglyphs{(.+?)}", r"\1", latex.fragment(document))
        assert plain.endswith(f"\\noindent {told}\n")
        assert markdown.text(document).replace("\\", "").endswith(f"\n\n{told}")
    own = llmgraph.read_csv(*files).select().to_document()
    assert "data" not in json.loads(data.to_json(own))
    assert "Data:" not in markdown.text(own) + html.fragment(own) + latex.fragment(own)
