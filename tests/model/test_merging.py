"""Two graphs become one: papers by id, equal relations once, and conflicts are all told."""

import pytest

import llmgraph
from llmgraph import ArgumentError, PaperGraph, RelationType, TableError

ECHOES = RelationType("echoes", "source", "line", "echoes", "is echoed by")


@pytest.fixture
def shipped():
    papers = [
        {"id": "a", "title": "A", "date": "2020", "authors": "Ann; Bo"},
        {"id": "b", "title": "B", "date": ""},
    ]
    rows = [{"source": "b", "relation": "extends", "target": "a", "note": "Yes.", "where": ""}]
    return PaperGraph(papers, rows)


def rows_of(graph):
    return [tuple(row) for row in graph.relations[["source", "relation", "target"]].values]


def test_papers_of_one_id_fill_each_other(shipped):
    mine = PaperGraph(
        [
            {"id": "c", "title": "C", "score": 5},
            {"id": "b", "title": "", "date": "2021-03", "score": 7},
            {"id": "a", "title": "A", "authors": "Ann;Bo"},
        ],
        [("c", "uses", "b")],
    )
    both = shipped | mine
    assert both.ids == ("a", "b", "c")
    assert (both["b"].title, both["b"].date, both["a"].authors) == ("B", "2021-03", ("Ann", "Bo"))
    assert list(both.papers["score"]) == ["", "7", "5"]
    assert rows_of(both) == [("b", "extends", "a"), ("c", "uses", "b")]
    assert both.ancestors("c").ids == ("a", "b")
    assert (mine | shipped).ids == ("c", "b", "a")
    assert shipped["b"].date == ""


def test_every_conflict_is_in_one_error(shipped):
    mine = PaperGraph(
        [
            {"id": "z", "title": "Z", "date": "1999"},
            {"id": "a", "title": "Other", "date": "2019", "authors": "Ann"},
        ]
    )
    with pytest.raises(TableError) as told:
        shipped | mine
    problems = told.value.problems
    assert [(one.code, one.line, one.column, one.value) for one in problems] == [
        ("conflicting-cell", 3, "title", "Other"),
        ("conflicting-cell", 3, "date", "2019"),
        ("conflicting-cell", 3, "authors", "Ann"),
    ]
    assert 'a has the date "2020" in one graph and "2019" in the other' in str(told.value)
    assert "a 的 date 在一个图中是“2020”，在另一个图中是“2019”" in told.value.text("zh")


def test_a_relation_of_both_graphs_is_one_row_unless_its_evidence_differs(shipped):
    papers = [{"id": one, "title": ""} for one in "ab"]

    def added(*rows):
        return (shipped | PaperGraph(papers, rows)).relations

    row = {"source": "b", "relation": "extends", "target": "a"}
    assert added(("b", "extends", "a"))["note"].tolist() == ["Yes."]
    filled = added({**row, "note": "Yes.", "where": "§1", "mine": "x"})
    assert filled[["note", "where", "mine"]].values.tolist() == [["Yes.", "§1", "x"]]
    assert added({**row, "note": "No."})["note"].tolist() == ["Yes.", "No."]
    assert added({**row, "note": "No."}, {**row, "note": "No."})["note"].tolist() == ["Yes.", "No."]
    assert len(added(("a", "extends", "b"))) == 2


def test_own_relation_types_are_joined(shipped):
    papers = [{"id": one, "title": ""} for one in "ab"]
    mine = PaperGraph(papers, [("b", "echoes", "a")], relation_types=[ECHOES])
    both = shipped | mine
    assert both.relation_types.own == (ECHOES,)
    assert (both | mine).relation_types.own == (ECHOES,)
    assert both.parents("b", relations="echoes").ids == ("a",)
    other = RelationType("echoes", "target", "line", "echoes", "is echoed by")
    with pytest.raises(ArgumentError, match="'echoes'"):
        both | PaperGraph(papers, relation_types=[other])


def test_the_union_with_itself_or_with_nothing_is_the_same(shipped):
    for same in (shipped | shipped, shipped | PaperGraph([]), PaperGraph([]) | shipped):
        assert same.papers.equals(shipped.papers)
        assert same.relations.equals(shipped.relations)


def test_the_shipped_graph_takes_own_papers():
    graph = llmgraph.load()
    mine = PaperGraph(
        [{"id": "mine", "title": "Mine"}, {"id": "llava", "title": ""}],
        [("mine", "extends", "llava")],
    )
    both = graph | mine
    assert len(both) == len(graph) + 1
    assert both.descendants("LLaVA").ids == (*graph.descendants("LLaVA").ids, "mine")
    assert "transformer" in both.ancestors("mine", side_steps="any")


def test_only_graphs_are_added(shipped):
    with pytest.raises(TypeError):
        shipped | [{"id": "c", "title": "C"}]
