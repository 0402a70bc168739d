"""Every query of the graph of hostile texts."""

import pytest

import llmgraph

from .hostile import MORE, PAPERS, QUERIES, RELATIONS


@pytest.fixture(scope="module")
def graph():
    return llmgraph.PaperGraph(PAPERS, RELATIONS)


@pytest.fixture(scope="module", params=[*QUERIES, *MORE])
def result(request, graph):
    return {**QUERIES, **MORE}[request.param](graph)
