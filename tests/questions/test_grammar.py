"""Forms of questions: their examples, patterns and parameters."""

import re

import pytest

import llmgraph
from llmgraph.queries.registry import QUERIES
from llmgraph.questions.answers import understand
from llmgraph.questions.grammar import FORMS


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.english)
def test_an_example_is_read_as_its_form_in_both_languages(form):
    tables = llmgraph.load().tables
    for example in (form.english, form.chinese):
        assert understand(tables, example).form is form, example


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.english)
def test_a_form_names_parameters_of_its_query(form):
    known = {one.name for one in QUERIES[form.query].parameters}
    if form.query == "claims":
        known = {"a", "b", "relation"}
    groups = {name for pattern in form.patterns for name in re.findall(r"{(\w+)\+?}", pattern)}
    assert groups | set(form.fixed) | ({form.verb} - {""}) <= known


def test_the_frequent_forms_come_first():
    assert [form.query for form in FORMS[:2]] == ["descendants", "ancestors"]
    last = {form.query for form in FORMS[-3:]}
    assert last <= {"cut", "keystones"}
