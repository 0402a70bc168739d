"""Every query is written in every format, and holds the texts that might be misread."""

import inspect

import pytest

import llmgraph
from llmgraph.language.wording import clean
from llmgraph.results.base import Result

from .hostile import HOSTILE, QUERIES, texts


def test_every_query_is_written():
    methods = {
        name: inspect.signature(method).return_annotation
        for name, method in inspect.getmembers(llmgraph.PaperGraph, inspect.isfunction)
        if not name.startswith("_")
    }
    answers = {
        name
        for name, returned in methods.items()
        if inspect.isclass(kind := getattr(llmgraph, str(returned), None))
        if issubclass(kind, Result)
    }
    assert answers == set(QUERIES)


@pytest.mark.parametrize("query", QUERIES)
def test_every_answer_holds_hostile_texts(graph, query):
    document = QUERIES[query](graph).to_document()
    assert document.table.rows
    assert sum(clean(one) in "".join(texts(document)) for one in HOSTILE) > 1
