"""The tables as the engine sees them: numbered papers, coded relations, indexes made once."""

from datetime import date

import numpy as np
import pytest

import llmgraph
from llmgraph.model.indexed_tables import frame


@pytest.fixture(scope="module")
def tables():
    papers = [
        {"id": "late", "title": "Late", "date": "2021-05", "topics": "A; B"},
        {"id": "old", "title": "Old", "year": "2019", "topics": "A", "mine": "1"},
        {"id": "never", "title": "Never"},
        {"id": "twin", "title": "Twin", "date": "2021-05"},
    ]
    rows = [
        ("late", "uses", "old", "stated", "§1", "n", "high"),
        ("old", "enables", "twin", "literature", "", "", "low", "no"),
        ("twin", "compares_with", "late", "", "", "", ""),
        ("never", "extends", "late", "implied", "", "", "medium"),
    ]
    return llmgraph.PaperGraph(papers, rows).tables


def test_papers_and_relations_go_by_their_rows(tables):
    assert tables.number == {"late": 0, "old": 1, "never": 2, "twin": 3}
    assert (tables.sources.tolist(), tables.targets.tolist()) == ([0, 1, 3, 2], [1, 3, 0, 0])
    names = list(tables.vocabulary)
    assert [names[code] for code in tables.codes] == ["uses", "enables", "compares_with", "extends"]
    assert tables.side_step.tolist() == [1, 1, 0, 0]
    assert tables.inherited.tolist() == [True, False, True, True]


def test_days_are_those_on_which_a_paper_may_have_become_public(tables):
    first, last = tables.days.T
    assert (first[0], last[0]) == (date(2021, 5, 1).toordinal(), date(2021, 5, 31).toordinal())
    assert (first[1], last[1]) == (date(2019, 1, 1).toordinal(), date(2019, 12, 31).toordinal())
    # a paper without a date may be of any day
    assert first[2] < date.min.toordinal()
    assert last[2] > date.max.toordinal()
    assert tables.years == ["2019", "2020", "2021"]


def test_evidence_is_weaker_by_confidence_first_and_then_by_basis(tables):
    assert tables.weakness == [0, 10, 11, 5]


def test_papers_stand_by_date_then_generation_then_id_and_undated_ones_last(tables):
    assert tables.ids_of(tables.by_date(range(4))) == ("old", "late", "twin", "never")
    generations = np.array([2, 0, 0, 1])
    assert tables.ids_of(tables.by_date(range(4), generations)) == ("old", "twin", "late", "never")


def test_a_period_keeps_what_may_lie_within_it_and_nothing_undated(tables):
    assert tables.chosen(since="2019-06").tolist() == [True, True, False, True]
    assert tables.chosen(until="2019-01").tolist() == [False, True, False, False]
    assert tables.chosen(since="2022").any() == np.False_
    assert tables.chosen().all()
    assert tables.chosen(topics="b").tolist() == [True, False, False, False]
    assert tables.chosen(topics="a", until="2020").tolist() == [False, True, False, False]


def test_a_graph_as_it_stood_keeps_the_rows_among_its_papers_and_knows_the_others(tables):
    then = tables.as_of("2020")
    assert (then.ids, len(then.relations)) == (("old",), 0)
    with pytest.raises(llmgraph.PaperNotFoundError, match=r"Late .*2021-05.* 2020"):
        then.find("Late")
    with pytest.raises(llmgraph.PaperNotFoundError, match="Never"):
        then.find("never")
    # cut twice, it still tells what was left out the first time
    with pytest.raises(llmgraph.PaperNotFoundError, match=r"Late .*2021-05.* 2020"):
        then.as_of("2019").find("late")
    assert list(tables.as_of("2021").relations.column("relation")) == [
        "uses",
        "enables",
        "compares_with",
    ]


def test_rows_among_papers_have_both_their_ends_there(tables):
    assert tables.rows_among(["late", "old", "twin"]) == [0, 1, 2]
    assert tables.rows_among(["late", "old", "twin"], ["uses", "extends"]) == [0]
    assert tables.rows_among([]) == []


def test_an_index_is_compiled_once_for_each_choice_of_edges(tables):
    assert tables.index(("uses",)) is tables.index(("uses",))
    assert tables.index(("uses",)) is not tables.index(("uses", "extends"))
    # where no row is against the dates, leaving these out changes nothing
    assert tables.index(("uses",), timely=True) is tables.index(("uses",))
    assert tables.unrolled(("uses",), 1) is tables.unrolled(("uses",), 1)
    assert tables.unrolled(("uses",), 1) is not tables.unrolled(("uses",), 0)


def test_rows_against_the_dates_are_left_out_where_that_is_asked_for(drawn):
    graph = drawn("a 2021, b 2020, c 2022, d", "b extends a", "c extends b", "d extends c")
    types = ("extends",)
    assert graph.tables.anachronistic_edges(types).row.tolist() == [0]
    assert graph.tables.descent_edges(types).row.tolist() == [0, 1, 2]
    assert graph.tables.descent_edges(types, timely=True).row.tolist() == [1, 2]


def test_sentences_read_from_either_end(tables):
    row = tables.relation(0)
    assert tables.sentence(row) == "Late uses Old"
    assert tables.clause(row, "en", seen_from="late", subject="this", other="that") == (
        "this uses that"
    )
    assert tables.clause(row, "en", seen_from="old", subject="this", other="that") == (
        "this is used by that"
    )
    assert tables.evidenced(row) == "Late uses Old: n [stated: §1]"
    assert tables.evidenced(tables.relation(2)) == "Twin compares with Late"
    assert [tables.label(one) for one in ("late", "old", "never")] == [
        "Late (2021-05)",
        "Old (2019)",
        "Never",
    ]


def test_a_frame_has_the_known_columns_before_those_of_ones_own(tables):
    columns = list(frame("papers", tables.papers).columns)
    assert columns[0] == "id"
    assert columns[-1] == "mine"
    assert tables.relation_frame([1])["source"].tolist() == ["old"]


def test_tables_do_not_change(tables):
    for change in (
        lambda: setattr(tables, "ids", ()),
        lambda: setattr(tables, "new", 1),
        lambda: delattr(tables, "ids"),
    ):
        with pytest.raises(AttributeError, match="does not change"):
            change()
    assert len(tables.ids) == 4


def test_citations_are_read_only_by_a_query_that_names_them():
    papers = [
        {"id": one, "title": one.upper(), "date": f"20{20 + n}"} for n, one in enumerate("abc")
    ]
    rows = [
        {"source": "c", "relation": "cites", "target": "a", "basis": "reference list"},
        {"source": "b", "relation": "extends", "target": "a", "cited": "yes"},
    ]
    tables = llmgraph.PaperGraph(papers, rows).tables
    assert (len(tables.stated), len(tables.relations), tables.citations) == (2, 1, 1)
    assert tables.read_by(None) is tables.read_by("extends") is tables.read_by("no such") is tables
    read = tables.read_by(["extends", "cites"])
    assert read is tables.with_citations
    ends = zip(read.sources.tolist(), read.targets.tolist(), strict=True)
    assert list(ends) == [(1, 0), (2, 0), (1, 0)]
    # the whole table, as it was given, and the cut one
    assert tables.as_stated.relations is tables.stated
    then = tables.as_of("2021")
    assert (len(then.stated), len(then.relations), then.ids) == (1, 1, ("a", "b"))
    assert len(read.as_of("2021").relations) == 2


def test_papers_of_one_chinese_name_are_told_apart_in_chinese_only():
    papers = [
        {"id": "a", "title": "A", "short_name": "CoT", "short_name_zh": "思维链", "year": "2022"},
        {"id": "b", "title": "B", "short_name": "Chain", "short_name_zh": "思维链", "year": "2023"},
        {"id": "c", "title": "C", "short_name": "ToT"},
    ]
    tables = llmgraph.PaperGraph(papers).tables
    assert [tables.paper(one).name_in("zh") for one in "abc"] == [
        "思维链 (2022)",
        "思维链 (2023)",
        "ToT",
    ]
    assert [tables.paper(one).name for one in "abc"] == ["CoT", "Chain", "ToT"]
    assert tables.papers_named("思维链") == {0, 1}


def test_papers_chosen_from_a_graph_as_of_a_date_have_no_note_on_the_date(tables):
    then = tables.as_of("2021")
    assert then.own_notes
    assert then.with_citations.own_notes == then.own_notes
    assert not then.among(np.array([True] * len(then.ids))).own_notes
