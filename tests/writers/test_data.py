"""JSON, CSV and ids: what programs read."""

import csv
import io
import json
from dataclasses import replace

import pytest

from llmgraph.results.document import Answer, Document, Prose, Table
from llmgraph.writers import data


def document(*rows, prose=Prose(()), table_first=True, notes=()):  # noqa: B008 (it is frozen)
    ids = tuple(row["id"] for row in rows)
    return Document("H", notes, Table(rows, ("title",)), prose, ids, table_first)


def test_a_formula_and_a_control_character_in_data():
    rows = ({"id": "a", "title": "=1+1", "authors": ["x", "y"], "rank": -1},)
    document = Document("H\x9b", (), Table(rows, ("title",)), Prose(()), ("a",), True)
    assert data.to_csv(document) == "id,title,authors,rank\na,'=1+1,x; y,-1\n"
    assert '"heading": "H\\u009b"' in data.to_json(document)
    assert data.to_ids(document.ids) == "a\n"


@pytest.mark.parametrize("blanks", ["", " ", "\u3000", "\u00a0 ", " \t"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_no_text_begins_as_a_formula(sign, blanks):
    sign = blanks + sign if sign.strip() else sign
    [_, cells] = csv.reader(
        io.StringIO(data.to_csv(document({"id": "a", "title": f"{sign}x"})), newline="")
    )
    assert cells == ["a", f"'{sign}x"]


def test_numbers_and_other_texts_stay_as_they_are():
    row = {"id": "a-b", "title": "x=1", "score": -0.5, "rank": -1, "none": None, "tied": True}
    [header, cells] = csv.reader(io.StringIO(data.to_csv(document(row))))
    assert header == ["id", "title", "score", "rank", "none", "tied"]
    assert cells == ["a-b", "x=1", "-0.5", "-1", "", "True"]


def test_json_is_read_back_as_it_was():
    row = {"id": "a", "title": "思维链\u2028\x1b", "authors": ["x"], "score": None}
    written = data.to_json(document(row, notes=("N.",)))
    assert json.loads(written) == {"heading": "H", "notes": ["N."], "rows": [row]}
    assert "思维链" in written
    assert all(char.isprintable() or char == "\n" for char in written)


def test_prose_that_comes_first_is_told_in_json():
    told = json.loads(data.to_json(document(prose=Prose(("One.",)), table_first=False)))
    assert told["text"] == ["One."]
    assert "text" not in json.loads(data.to_json(document(prose=Prose(("One.",)))))


def test_an_answer_of_yes_or_no_stands_first():
    asked = replace(document({"id": "a"}), answer=Answer(False, "No: it is not."))
    told = json.loads(data.to_json(asked))
    assert next(iter(told)) == "answer"
    assert told["answer"] == {"holds": False, "text": "No: it is not."}


def test_a_name_of_a_column_is_no_formula_either():
    assert data.to_csv(document({"id": "a", "=1+1": "x"})) == "id,'=1+1\na,x\n"


def test_ids_stand_one_a_line():
    assert data.to_ids(["b", "a"]) == "b\na\n"
    assert data.to_ids([]) == ""
