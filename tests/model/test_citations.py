"""The layer of citations: what belongs to it, and what is known to be cited."""

import pytest

from llmgraph.model.citations import known_citations, without_layer
from llmgraph.model.tables import make_table
from llmgraph.model.vocabulary import RelationType, Vocabulary

VOCABULARY = Vocabulary()
LISTED = {"relation": "cites", "basis": "reference list"}


def table(*rows):
    return make_table("relations", list(rows))


def pairs(rows):
    return [(row["source"], row["relation"], row["target"]) for row in rows]


def test_citations_of_a_reference_list_are_a_layer_beside_typed_descent():
    listed = {"source": "c", "target": "a", **LISTED}
    own = {"source": "c", "relation": "cites", "target": "b", "basis": ""}
    typed = {"source": "b", "relation": "extends", "target": "a"}
    kept = without_layer(table(listed, typed, own), VOCABULARY)
    assert [kept.row(row) for row in range(len(kept))] == [
        {"source": "b", "target": "a", "relation": "extends", "basis": ""},
        {"source": "c", "target": "b", "relation": "cites", "basis": ""},
    ]
    # lines of the file stay those of the rows
    assert list(kept.lines) == [3, 4]


@pytest.mark.parametrize("other", ["compares_with", "alternative_to", "cites", "runs_on"])
def test_citations_are_no_layer_where_nothing_else_carries_descent(other):
    rows = table(
        {"source": "c", "target": "a", **LISTED}, {"source": "b", "relation": other, "target": "a"}
    )
    assert without_layer(rows, VOCABULARY) is rows


def test_a_table_without_a_layer_stays_the_same():
    rows = table({"source": "b", "relation": "extends", "target": "a"})
    assert without_layer(rows, VOCABULARY) is rows


def test_what_is_known_to_be_cited_is_a_citation_once():
    own = RelationType("replicates", "source", "none", "replicates", "is replicated by")
    rows = table(
        {"source": "b", "relation": "extends", "target": "a", "cited": "yes"},
        {"source": "b", "relation": "uses", "target": "a", "cited": "yes"},
        # the newer paper of `enables` is its target
        {"source": "a", "relation": "enables", "target": "c", "cited": "yes"},
        {"source": "d", "relation": "extends", "target": "a", "cited": "no"},
        {"source": "d", "relation": "uses", "target": "b"},
        {"source": "d", "relation": "replicates", "target": "c", "cited": "Yes"},
        {"source": "d", "target": "e", "note": "kept", **LISTED},
    )
    vocabulary = Vocabulary([own])
    found = known_citations(without_layer(rows, vocabulary), rows, vocabulary)
    # those of the table first
    assert pairs(found) == [
        ("d", "cites", "e"),
        ("b", "cites", "a"),
        ("c", "cites", "a"),
        ("d", "cites", "c"),
    ]
    assert found[0]["note"] == "kept"
    assert {row["basis"] for row in found} == {"reference list"}


def test_a_citation_that_is_a_relation_already_is_not_added():
    rows = table(
        {"source": "b", "relation": "cites", "target": "a", "cited": "yes"},
        {"source": "b", "relation": "extends", "target": "a", "cited": "yes"},
    )
    assert known_citations(rows, rows, VOCABULARY) == []
