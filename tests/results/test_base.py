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
    assert "A" in found
    assert "A" not in graph.select(since="2021")
    assert "nobody" not in found
    assert 3 not in found
    assert found.count_text() == "3 papers"
    assert graph.select(until="2020").count_text("zh") == "1 篇论文"


def test_an_answer_is_indexed_by_place_and_sliced(graph):
    found = graph.select()
    assert (found[0], found[-1], found[1:]) == ("a", "c", ("b", "c"))
    with pytest.raises(IndexError):
        found[3]
    for wrong in ("A", 1.5, None):
        with pytest.raises(llmgraph.ArgumentError, match="indexed by a place or a slice, such as"):
            found[wrong]


# What each answer consists of; `ids` are papers, whatever it iterates over.
ITEMS = {
    "select": (lambda graph: graph.select(), lambda found: found.ids),
    "descendants": (lambda graph: graph.descendants("a"), lambda found: found.ids),
    "common": (lambda graph: graph.common_ancestors("d", "e"), lambda found: found.ids),
    "reading": (lambda graph: graph.reading_path("e"), lambda found: found.ids),
    "main path": (lambda graph: graph.main_path(), lambda found: found.ids),
    "keystones": (lambda graph: graph.keystones(), lambda found: found.ids),
    "cut": (lambda graph: graph.minimal_cut("e", "a"), lambda found: found.ids),
    "reduction": (lambda graph: graph.reduction(), lambda found: found.ids),
    "search": (lambda graph: graph.search("A"), lambda found: found.ids),
    "paths": (lambda graph: graph.paths("e", "a"), lambda found: found.chains),
    "longest": (lambda graph: graph.longest_chain(), lambda found: found.chains),
    "show": (lambda graph: graph.relations_of("a"), lambda found: found.relations),
    "rank": (lambda graph: graph.rank(), lambda found: found.rows()),
    "traversals": (lambda graph: graph.traversals(), lambda found: found.steps),
    "similar": (lambda graph: graph.similar(), lambda found: found.pairs),
    "communities": (lambda graph: graph.communities(), lambda found: found.communities),
}


@pytest.mark.parametrize(("ask", "items"), ITEMS.values(), ids=ITEMS)
def test_an_answer_iterates_over_what_it_consists_of(diamond, ask, items):
    found = ask(diamond)
    expected = list(items(found))
    assert list(found) == expected
    assert expected
    assert (len(found), found[0], list(found[1:])) == (len(expected), expected[0], expected[1:])
    assert set(found.ids) <= set(diamond.ids)
    assert all(one in found and diamond[one].title in found for one in found.ids)
    assert not any(one in found for one in set(diamond.ids) - set(found.ids))


def test_answers_are_combined(mixed):
    older, newer = mixed.ancestors("heir"), mixed.descendants("base")
    assert (older.ids, newer.ids) == (("base", "study"), ("study", "heir"))
    assert (older & newer).ids == ("study",)
    assert (older | newer).ids == (newer | older).ids == ("base", "study", "heir")
    assert ((older - newer).ids, (newer - older).ids) == (("base",), ("heir",))
    assert (mixed.rank(top=1) & newer).ids == ("study",)
    assert isinstance(older & newer, llmgraph.Selection)
    assert (older & mixed.select()).to_networkx().number_of_edges() == 1


def test_a_combination_has_the_chains_of_the_first_answer(mixed):
    line = mixed.descendants("base", side_steps=0, relations="extends", cycles="dates")
    both = line | mixed.select()
    assert (both.descent.side_steps, both.descent.relation_types) == (0, ("extends",))
    assert both.descent.left_out
    assert (mixed.select() | line).descent.side_steps == 1


def test_answers_of_different_graphs_are_not_combined(mixed, diamond):
    for combine in (set.__and__, set.__or__, set.__sub__):
        name = combine.__name__
        with pytest.raises(llmgraph.ArgumentError, match="different graphs"):
            getattr(mixed.select(), name)(diamond.select())
        with pytest.raises(llmgraph.ArgumentError, match="different graphs"):
            getattr(mixed.select(), name)(mixed.as_of("2021").select())
    with pytest.raises(TypeError):
        mixed.select() & {"base"}


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
