"""Papers of two answers: of both, of either, and of the first only."""

import pytest

import llmgraph


@pytest.fixture(scope="module")
def graph(drawn):
    #  a <── b <── c;  x <── y
    return drawn("a 2019, b 2020, c 2021, x 2020, y 2022", "b extends a", "c extends b", "y uses x")


def test_a_selection_within_another_keeps_its_order_and_takes_the_label(graph):
    kept = graph.select(since="2021").within(graph.leaves())
    assert kept.ids == ("c", "y")
    assert repr(kept) == "Selection(2 leaves)"
    with pytest.raises(llmgraph.ArgumentError, match="other"):
        graph.select().within("leaves")


def test_answers_of_any_kind_are_combined_oldest_first(graph):
    older, newer = graph.ancestors("c"), graph.descendants("a")
    assert (older & newer).ids == ("b",)
    assert (older | newer | graph.descendants("x")).ids == ("a", "b", "c", "y")
    assert (newer - older).ids == ("c",)
    assert isinstance(older & graph.rank(), llmgraph.Selection)


def test_answers_of_different_graphs_are_not_combined(graph):
    with pytest.raises(llmgraph.ArgumentError, match="graph"):
        graph.ancestors("c") & llmgraph.load().ancestors("BERT")
    with pytest.raises(TypeError):
        graph.ancestors("c") & {"a"}


def test_the_descent_of_the_first_answer_stays(graph):
    strict = graph.descendants("x", side_steps=0) | graph.descendants("a")
    assert strict.descent.side_steps == 0
