"""Claims are judged by the rows between two papers and by descent."""

import pytest

from llmgraph import PaperGraph
from llmgraph.errors import ArgumentError
from llmgraph.queries.claims import VERDICTS, Claim, Claims, claims


@pytest.fixture(scope="module")
def graph():
    #  old <── mid <~~ new <~~ far;  rival competes with mid;  lone
    papers = [
        {"id": one, "title": one.capitalize(), "date": f"20{20 + at}"}
        for at, one in enumerate(("old", "mid", "new", "far", "rival", "lone"))
    ]
    rows = [
        ("mid", "extends", "old", "Because."),
        ("new", "uses", "mid"),
        ("far", "uses", "new"),
        ("rival", "alternative_to", "mid"),
    ]
    names = ("source", "relation", "target", "note")
    return PaperGraph(papers, [dict(zip(names, row, strict=False)) for row in rows])


def verdict(graph, *row):
    [judged] = graph.claims([row])
    return judged.verdict


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("mid", "extends", "old"), "holds"),
        (("mid", "扩展", "old"), "holds"),
        (("Mid", "", "Old"), "holds"),
        (("new", "descends_from", "old"), "holds"),
        (("new", "is based on", "old"), "holds"),
        (("old", "led to", "new"), "holds"),
        (("mid", "is used by", "new"), "holds"),
        (("far", "", "old"), "holds by more side steps"),
        (("old", "", "new"), "reversed"),
        (("old", "extends", "mid"), "reversed"),
        (("new", "led to", "old"), "reversed"),
        (("new", "extends", "mid"), "other relation"),
        (("mid", "uses", "old"), "other relation"),
        (("rival", "", "mid"), "other relation"),
        (("new", "extends", "old"), "not in this graph"),
        (("lone", "", "old"), "not in this graph"),
        (("lone", "uses", "old"), "not in this graph"),
        (("old", "", "old"), "not in this graph"),
        (("nobody", "extends", "old"), "unknown paper"),
        (("old", "", "nobody"), "unknown paper"),
        (("old", "eats", "mid"), "not understood"),
    ],
)
def test_the_verdict_of_a_row(graph, row, expected):
    assert verdict(graph, *row) == expected


def test_every_verdict_is_one_of_those_that_are_documented():
    assert VERDICTS == (
        "holds",
        "holds by more side steps",
        "reversed",
        "other relation",
        "not in this graph",
        "unknown paper",
        "not understood",
    )
    assert all(f"``{one}``" in " ".join(PaperGraph.claims.__doc__.split()) for one in VERDICTS)


def test_more_side_steps_are_a_choice(graph):
    assert graph.claims([("far", "", "old")], side_steps="any").all_hold
    assert not graph.claims([("new", "", "old")], side_steps=0).all_hold


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mid extends Old.", "holds"),
        ("Old is extended by Mid", "holds"),
        ("New descends from Old", "holds"),
        ("New 源自 Old。", "holds"),
        ("Old led to New", "holds"),
        ("Old descends from New", "reversed"),
        ("Rival is an alternative to Mid.", "holds"),
        ("New does not descend from Old", "not understood"),
        ("New directly descends from Old", "not understood"),
        ("What descends from Old?", "not understood"),
        ("How are New and Old related?", "not understood"),
        ("Lorem ipsum", "not understood"),
        ("", "not understood"),
    ],
)
def test_the_verdict_of_a_sentence(graph, sentence, expected):
    [judged] = graph.claims([sentence])
    assert judged.verdict == expected
    assert judged.claim.text == sentence


def test_a_verdict_comes_with_the_evidence(graph):
    judged = graph.claims([("mid", "extends", "old"), ("old", "", "mid"), ("lone", "uses", "old")])
    told = [one.explanation for one in judged]
    assert told[0] == "Mid extends Old: Because."
    assert told[1].startswith("No: it is the other way round. Mid (2021) descends from Old (2020)")
    assert told[2] == "No row joins the two in this graph (6 papers, to 2025)."
    assert [row["claim"] for row in judged.rows()] == [
        "mid extends old",
        "old descends from mid.",
        "lone uses old",
    ]
    assert [row["verdict"] for row in judged.rows("zh")] == ["成立", "方向相反", "不在本图中"]


def test_claims_count_and_iterate_as_claims(graph):
    judged = graph.claims(["Mid extends Old", ("lone", "", "old")])
    assert isinstance(judged, Claims)
    assert len(judged) == len(list(judged)) == 2
    assert [bool(one) for one in judged] == [True, False]
    assert judged.ids == ("mid", "old", "lone")
    assert judged.count_text() == "2 claims, 1 holds"
    assert repr(judged) == "Claims(1 holds, 1 not in this graph)"
    assert len(graph.claims([])) == 0
    assert graph.claims([]).all_hold


@pytest.mark.parametrize("given", [3, ("a", "b"), None, ("a", "b", 3)])
def test_what_is_no_claim_is_refused(graph, given):
    with pytest.raises(ArgumentError, match="A claim is a sentence, or"):
        graph.claims([given])


def test_rows_without_a_sentence_need_no_reader(graph):
    judged = claims(graph.tables, [Claim("mid", "extends", "old")])
    assert judged.all_hold
