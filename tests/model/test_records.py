"""Papers and relations: what they are called, and how their evidence reads."""

import pytest

from llmgraph import Paper, Relation
from llmgraph.language.messages import Words, text_of
from llmgraph.model.records import inherits


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"short_name": "Short", "title": "Long"}, "Short"),
        ({"title": "Long"}, "Long"),
        ({}, "x"),
    ],
)
def test_a_paper_is_called_by_its_short_name_or_title_or_id(fields, name):
    assert Paper("x", **fields).name == name


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"date": "2020-05", "year": "2021"}, "2020-05"),
        ({"year": "2021"}, "2021"),
        ({}, ""),
    ],
)
def test_a_paper_is_of_its_date_or_else_of_its_year(fields, published):
    assert Paper("x", **fields).published == published


@pytest.mark.parametrize(
    ("cell", "yes"),
    [("", True), ("yes", True), ("TRUE", True), ("maybe", True), (" no", False), ("False", False),
     ("0", False)],
)  # fmt: skip
def test_a_row_is_inherited_unless_it_says_no(cell, yes):
    assert inherits(cell) is yes
    assert Relation("a", "uses", "b", inherited=cell).is_inherited is yes


@pytest.mark.parametrize(
    ("fields", "evidence"),
    [
        ({}, ""),
        ({"note": "It says so."}, "It says so."),
        ({"basis": "stated"}, "[stated]"),
        ({"where": "§2"}, "[§2]"),
        ({"basis": "stated", "where": "§2", "note": "N."}, "N. [stated: §2]"),
        # that the evidence is sure needs no words, and how sure it is needs a place
        ({"basis": "stated", "confidence": "high"}, "[stated]"),
        ({"basis": "stated", "confidence": "low"}, "[stated; low confidence]"),
        ({"note": "N.", "confidence": "low"}, "N."),
    ],
)
def test_evidence_is_the_note_with_its_place(fields, evidence):
    assert Relation("a", "uses", "b", **fields).evidence == evidence


def test_a_row_of_one_paper_only_says_so():
    row = Relation("a", "uses", "b", "stated", "§1", "N.", "medium", "no")
    assert row.evidence.startswith("N. [stated: §1; medium confidence; ")
    assert row.evidence != Relation("a", "uses", "b", "stated", "§1", "N.", "medium").evidence


def test_evidence_reads_in_chinese():
    row = Relation("a", "uses", "b", "stated", "§1", "N.", "low")
    told = row.grounds.text("zh")
    assert told.startswith("N.")
    assert "§1" in told
    assert "stated" not in told
    assert text_of(row.place, "zh") in told


def test_a_note_is_told_in_chinese_if_there_is_one():
    bare, both = (Relation("b", "uses", "a", note="Why.", note_zh=note) for note in ("", "原因。"))
    assert (bare.note_in("zh"), both.note_in("zh"), both.note_in("en")) == (
        "Why.",
        "原因。",
        "Why.",
    )
    assert both.grounds.text("zh") == "原因。"
    only = Relation("b", "uses", "a", where="here", note_zh="原因。")
    assert (only.note_in("en"), only.evidence) == ("原因。", "原因。 [here]")
    assert both.evidence == "Why."


def test_records_are_values():
    assert Relation("a", "uses", "b") == Relation("a", "uses", "b", basis="")
    assert len({Paper("a"), Paper("a"), Paper("a", "A")}) == 2
    with pytest.raises(AttributeError):
        Paper("a").title = "B"


def test_a_paper_has_a_name_for_chinese_texts_where_one_is_in_use():
    paper = Paper("cot", short_name="CoT", short_name_zh="思维链", date="2022-01")
    assert (paper.name, paper.name_in("en"), paper.name_in("zh")) == ("CoT", "CoT", "思维链")
    assert (paper.name_words, paper.label_words) == (
        Words("CoT", "思维链"),
        Words("CoT (2022-01)", "思维链 (2022-01)"),
    )
    plain = Paper("bert", short_name="BERT", date="2018-10")
    assert (plain.name_in("zh"), plain.name_words, plain.label_words) == (
        "BERT",
        "BERT",
        "BERT (2018-10)",
    )
