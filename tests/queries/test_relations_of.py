"""The relations of one paper."""

import pytest

import llmgraph
from llmgraph import ArgumentError, PaperGraph, PaperNotFoundError, Relation, RelationType


def told(relations):
    return [f"{row.source} {row.relation} {row.target}" for row in relations.relations]


def test_source_rows_come_first_then_the_vocabulary_then_the_table(mixed):
    assert told(mixed.relations_of("study")) == [
        "study extends base",
        "heir uses study",
        "tool enables study",
        "rival alternative_to study",
    ]
    assert mixed.relations_of("study").ids == ("base", "heir", "tool", "rival")


def test_every_type_may_be_asked_for(mixed):
    assert told(mixed.relations_of("base", relations="disputes,surveys")) == [
        *("critic disputes base", "review surveys base"),
    ]
    assert told(mixed.relations_of("heir", relations="strict")) == ["heir uses study"]
    assert told(mixed.relations_of("tool", relations="uses")) == []


def test_side(mixed):
    assert told(mixed.relations_of("study", side="source")) == ["study extends base"]
    assert mixed.relations_of("study", side="target").ids == ("heir", "tool", "rival")
    assert told(mixed.relations_of("base", relations="extends", side="source")) == []


def test_several_relations_with_one_paper(parallel):
    relations = parallel.relations_of("a")
    assert told(relations) == ["b extends a", "b uses a", "b compares_with a"]
    assert relations.ids == ("b",)
    assert repr(relations) == "RelationSet('a': 3 relations)"


def test_a_self_relation_is_told_once(self_relation):
    relations = self_relation.relations_of("a")
    assert told(relations) == ["a extends a", "b extends a"]
    assert relations.ids == ("a", "b")
    assert relations.shown_ids() == ("a", "b")
    assert told(self_relation.relations_of("a", side="target")) == ["a extends a", "b extends a"]


def test_a_repeated_row_is_told_as_often_as_it_stands(repeated_row):
    relations = repeated_row.relations_of("b")
    assert told(relations) == ["b extends a", "b extends a"]
    assert list(relations.relation_rows()) == [0, 1]


def test_own_relation_types_come_last(drawn):
    own = RelationType("distils", "source", "none", "distils", "is distilled by")
    graph = drawn("a, b", "b distils a", "b cites a", relation_types=[own])
    assert told(graph.relations_of("b")) == ["b cites a", "b distils a"]


def test_evidence_stands_in_the_rows():
    graph = PaperGraph(
        [{"id": "a", "title": "A", "date": "2020-01"}, {"id": "b", "title": "B"}],
        [("b", "disputes", "a", "stated", "b, abstract", "Finds no such effect.", "high")],
    )
    relations = graph.relations_of("B")
    assert relations.relations[0].evidence == "Finds no such effect. [stated: b, abstract]"
    assert relations.to_frame().to_dict("records") == [
        {
            "id": "a",
            "name": "A",
            "date": "2020-01",
            "title": "A",
            "topic": "",
            "reads": "B disputes A",
            "source": "b",
            "relation": "disputes",
            "target": "a",
            "basis": "stated",
            "where": "b, abstract",
            "note": "Finds no such effect.",
            "confidence": "high",
        }
    ]


def test_own_columns_are_shown_with_the_row_that_has_them():
    rows = [
        {"source": "a", "relation": "cites", "target": "b", "n": 54257, "name": "first"},
        {"source": "a", "relation": "cites", "target": "b", "n": 3, "name": "second"},
        {"source": "c", "relation": "cites", "target": "b", "n": None, "name": ""},
    ]
    papers = [{"id": one, "title": one.upper(), "stars": 5 if one == "a" else ""} for one in "abc"]
    graph = PaperGraph(papers, rows)
    shown = graph.relations_of("a").rows()
    assert [row["n"] for row in shown] == ["3", "54257"]
    # The name of the other paper stays.
    assert [(row["name"], row["column:name"]) for row in shown] == [("B", "second"), ("B", "first")]
    assert graph.relations_of("a").notes() == ["Title: A", "stars: 5"]
    assert graph.relations_of("a").notes("zh") == ["标题：A", "stars：5"]
    assert graph.relations_of("b", side="source").rows() == []
    assert graph.relations_of("c").notes() == ["Title: C"]
    assert graph.relations_of("c").rows()[0]["n"] == ""


def test_only_the_rows_of_the_answer_are_drawn(mixed, parallel):
    network = parallel.relations_of("a", relations="uses").to_networkx()
    assert list(network.edges(data="relation")) == [("b", "a", "uses")]
    around = mixed.relations_of("base").to_networkx()
    assert sorted(around.edges()) == [
        *(("critic", "base"), ("heir", "base"), ("review", "base"), ("study", "base")),
    ]


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ({}, "Relations of STUDY"),
        ({"relations": "uses"}, "Relations of STUDY: uses"),
        ({"side": "target"}, "What is related to STUDY"),
        ({"relations": "uses", "side": "target"}, "What uses STUDY"),
        ({"relations": "strict", "side": "source"}, "What STUDY extends or uses"),
    ],
)
def test_headings(mixed, asked, heading):
    relations = mixed.relations_of("study", **asked)
    assert relations.heading() == heading
    assert relations.filtered is bool(asked)


def test_none(unrelated):
    relations = unrelated.relations_of("a")
    assert (relations.ids, relations.relations) == ((), ())
    assert relations.shown_ids() == ("a",)
    assert repr(relations) == "RelationSet('a': 0 relations)"


def test_errors(mixed):
    with pytest.raises(ArgumentError, match='side must be "source" or "target", not \'left\''):
        mixed.relations_of("base", side="left")
    with pytest.raises(ArgumentError, match="No relation type 'likes'"):
        mixed.relations_of("base", relations="likes")
    with pytest.raises(PaperNotFoundError, match='No paper "qqq"'):
        mixed.relations_of("qqq")


def test_evidence_tells_where_it_stands_and_how_sure_it_is():
    row = Relation("b", "extends", "a", "stated", "002 §1", "Builds on it.", "medium")
    assert row.evidence == "Builds on it. [stated: 002 §1; medium confidence]"
    sure = Relation("b", "extends", "a", "stated", "002 §1", "Builds on it.", "high")
    assert sure.evidence == "Builds on it. [stated: 002 §1]"
    assert Relation("b", "extends", "a").evidence == ""


def test_a_type_that_the_whole_graph_lacks_is_told():
    papers = [{"id": one, "title": one} for one in "ab"]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a"), ("b", "corrects", "a")])
    told = "No row of this graph is of the type cites; it has extends, corrects."
    assert graph.relations_of("a", relations="cites").notice == told
    assert graph.relations_of("a", relations="extends", side="source").notice == ""
    assert graph.relations_of("a").notice == ""


def test_the_card_tells_the_kind_and_where_the_date_stands():
    paper = {"id": "a", "title": "A", "date": "2022-03", "date_note": "blog", "kind": "dataset"}
    found = llmgraph.PaperGraph([paper]).relations_of("a")
    assert {"Date: 2022-03 (blog)", "Kind: data set"} <= set(found.notes())
    assert {"日期：2022-03（blog）", "类型：数据集"} <= set(found.notes("zh"))


def test_the_card_tells_the_name_in_the_other_language():
    paper = {
        "id": "a",
        "title": "A",
        "short_name": "CoT",
        "short_name_zh": "思维链",
        "aliases": "X",
    }
    found = llmgraph.PaperGraph([paper]).relations_of("a")
    assert "Also called: 思维链, X" in found.notes()
    assert "又名：CoT、X" in found.notes("zh")
