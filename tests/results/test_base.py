"""What every result has in common, seen on the plainest one: papers in an order."""

import pytest

import llmgraph
from llmgraph.results.base import evidence_row, names_of, paper_row, reads


@pytest.fixture(scope="module")
def graph():
    papers = [
        {"id": "a", "title": "First", "short_name": "A", "date": "2020-01", "topics": "Evaluation"},
        {"id": "b", "title": "Second", "year": "2021"},
        {"id": "c", "title": "Third", "topics": "Own; Evaluation"},
    ]
    rows = [
        ("b", "extends", "a", "stated", "§1", "n", "low"),
        ("c", "uses", "b"),
        ("c", "disputes", "a"),
    ]
    return llmgraph.PaperGraph(papers, rows)


def test_a_result_is_a_collection_of_ids_in_its_order(graph):
    found = graph.select()
    assert (len(found), [*found], found.ids) == (3, ["a", "b", "c"], ("a", "b", "c"))
    assert "a" in found
    assert "A" not in found
    assert found.count_text() == "3 papers"
    assert graph.select(until="2020").count_text("zh") == "1 篇论文"


def test_rows_have_one_set_of_keys_in_both_languages(graph):
    found = graph.select()
    assert found.rows()[0] == {
        "id": "a",
        "name": "A",
        "date": "2020-01",
        "title": "First",
        "topic": "Evaluation",
    }
    assert [row["date"] for row in found.rows()] == ["2020-01", "2021", ""]
    assert [row["topic"] for row in found.rows("zh")] == ["评测", "", "Own"]
    assert [list(row) for row in found.rows("zh")] == [list(row) for row in found.rows()]


def test_a_frame_is_the_rows_and_has_its_columns_when_it_is_empty(graph):
    found = graph.select()
    assert found.to_frame().to_dict("records") == found.rows()
    empty = graph.select(since="2030").to_frame()
    assert list(empty.columns) == ["id", *found.display_columns]
    assert len(empty) == 0


def test_relations_of_an_answer_are_those_among_its_papers(graph):
    assert graph.select().relation_rows() == [0, 1, 2]
    assert graph.select(until="2021").relation_rows() == [0]
    network = graph.select(until="2021").to_networkx()
    assert set(network.nodes) == {"a", "b"}
    assert [(*ends, name) for *ends, name in network.edges(data="relation")] == [
        ("b", "a", "extends")
    ]


def test_rows_that_are_left_out_by_dates_are_no_relations_of_the_answer(drawn):
    late = drawn("a 2021, b 2020, c 2022", "b extends a", "c extends b", "c extends a")
    assert late.descendants("a").relation_rows() == [0, 1, 2]
    assert late.descendants("a", cycles="dates").relation_rows() == [2]


def test_prose_names_the_papers_or_says_that_there_are_none(graph):
    found, nothing = graph.select(until="2021"), graph.select(since="2030")
    [line] = found.to_prose().paragraphs
    assert line == f"{found.heading()} — 2 papers: A (2020-01) and Second (2021)."
    assert nothing.to_prose().paragraphs == (f"{nothing.heading()} — none.",)


def test_a_document_holds_rows_prose_and_ids(graph):
    document = graph.select().to_document("zh")
    assert document.ids == ("a", "b", "c")
    assert document.table.rows == tuple(graph.select().rows())
    assert document.table.cells()[0][2] == "评测"
    assert document.heading.endswith("——3 篇论文")
    assert document.table_first
    with pytest.raises(llmgraph.ArgumentError):
        graph.select().to_document("fr")


def test_what_is_better_told_than_tabled_is_told_as_text(graph):
    assert str(graph.select()) == repr(graph.select()) == "Selection(3 papers)"
    told = str(graph.paths("c", "a"))
    assert "\n1. Third uses Second (2021), which extends A (2020-01).\n" in told
    assert "PathSet" not in told


def test_a_limited_answer_notes_what_more_side_steps_would_give(drawn):
    graph = drawn("a 2020, b 2021, c 2022", "b uses a", "c uses b")
    found = graph.descendants("a")
    [note] = found.notes()
    assert note.startswith("1 more paper")
    assert found.notes("zh") != found.notes()
    assert graph.descendants("a", side_steps="any").notes() == []
    assert (found.side_steps, found.relation_types[0]) == (1, "extends")


def test_cells_of_papers_rows_and_evidence(graph):
    tables = graph.tables
    assert paper_row(tables, "c", "zh")["topic"] == "Own"
    assert names_of(tables, "ab", "en") == "A, Second"
    assert names_of(tables, "ab", "en", more=True).startswith("A, Second")
    assert names_of(tables, "ab", "en", more=True) != "A, Second"
    assert reads(tables, [0, 1], "en") == "Second extends A; Third uses Second"
    assert evidence_row(tables.relation(0), "en") == {
        "basis": "stated",
        "where": "§1",
        "note": "n",
        "confidence": "low",
    }
    assert evidence_row(tables.relation(0), "zh")["basis"] != "stated"
