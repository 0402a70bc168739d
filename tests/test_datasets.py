"""Graphs from files: the shipped one, and two tables that go together."""

import pytest

import llmgraph
from llmgraph.datasets import data_folder, open_graph


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
