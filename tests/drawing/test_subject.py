"""What a drawing shows: its title, and the chains that may run through what it hides."""

import pytest

import llmgraph
from llmgraph.drawing.subject import Subject, topic_in
from llmgraph.language.messages import Message
from llmgraph.model.descent import descent


@pytest.fixture(scope="module")
def graph(drawn):
    #  a ──extends──> b ──uses──> c, and c disputes a
    return drawn("a 2020, b 2021, c 2022", "b extends a", "c uses b", "c disputes a")


def subject(graph, **options):
    return Subject(graph.tables, "ac", [2], "Heading", descent(graph.tables), **options)


def test_a_title_is_in_the_language_of_the_drawing_and_ones_own_stays(graph):
    told = Subject(graph.tables, "a", [], Message("title.roots"), descent(graph.tables), lang="zh")
    assert (told.title, told.title_in("en")) == ("没有祖先的论文", "Roots")
    own = subject(graph, lang="zh")
    assert own.title == own.title_in("en") == "Heading"


def test_chains_are_made_of_the_rows_shown_unless_they_may_run_through_hidden_papers(graph):
    assert subject(graph).chains.edges.row.tolist() == []
    whole = subject(graph, runs_through_hidden=True)
    assert sorted(whole.chains.edges.row.tolist()) == [0, 1]
    assert whole.chains is whole.descent


def test_relations_that_were_asked_for_are_the_only_ones_of_which_chains_are_made(graph):
    whole = subject(graph, runs_through_hidden=True)
    assert whole.of_types("extends").chains.edges.row.tolist() == [0]
    assert whole.of_types(["disputes"]).chains.edges.row.tolist() == []
    assert whole.of_types(None) is whole


def test_relations_that_are_added_leave_the_rows_and_chains_as_they_are(graph):
    whole = graph.select().subject()
    more = whole.with_types("disputes")
    assert (more.rows, more.added_types) == (whole.rows, ("disputes",))
    assert sorted(more.chains.edges.row.tolist()) == [0, 1]
    assert whole.with_types(None) is whole
    with pytest.raises(llmgraph.ArgumentError, match="disputed"):
        whole.with_types("disputed")


def test_citations_are_added_only_if_they_are_named():
    graph = llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in "abc"],
        [
            {"source": "b", "relation": "extends", "target": "a"},
            {"source": "c", "relation": "extends", "target": "b"},
            {"source": "c", "relation": "cites", "target": "a", "basis": "reference list"},
        ],
    )
    whole = graph.select().subject()
    assert list(whole.with_types("extends").rows) == [0, 1]
    added = whole.with_types("cites")
    assert [added.tables.relation(row).relation for row in added.rows] == [
        *("extends", "extends", "cites"),
    ]


@pytest.mark.parametrize(
    ("lang", "topic", "name"),
    [
        ("en", "Evaluation", "Evaluation"),
        ("zh", "Evaluation", "评测"),
        ("zh", "Lane", "分组"),
        ("zh", "Cooking", "Cooking"),
        ("zh", "", ""),
    ],
)
def test_a_topic_has_its_name_in_either_language(lang, topic, name):
    assert topic_in(lang, topic, {"Lane": "分组"}) == name


def test_an_answer_draws_what_it_shows(graph):
    answer = graph.descendants("a")
    shown = answer.subject("Mine", "zh")
    assert (shown.ids, list(shown.rows)) == (("a", "b", "c"), [0, 1, 2])
    assert (shown.focus, shown.title, shown.lang) == (("a",), "Mine", "zh")
    with pytest.raises(llmgraph.ArgumentError):
        answer.subject(lang="fr")
