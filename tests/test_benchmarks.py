"""Benchmarks keep up with the library: each can be loaded, and those of drawings measure."""

import importlib
import sys
from pathlib import Path

import pytest

import llmgraph

FOLDER = Path(llmgraph.__file__).parent.parent / "benchmarks"
FILES = sorted(FOLDER.glob("*.py"))


@pytest.fixture
def loaded(monkeypatch):
    """Load a benchmark by its name, as running it would."""
    monkeypatch.syspath_prepend(str(FOLDER))

    def load(name):
        return importlib.import_module(name)

    yield load
    for path in FILES:
        sys.modules.pop(path.stem, None)


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_a_benchmark_can_be_loaded_and_says_how_it_is_run(loaded, name):
    module = loaded(name)
    # One holds the graph that the others measure on.
    assert hasattr(module, "main") == (name != "citations")
    assert "make bench" in module.__doc__ or name == "citations"


def test_every_public_call_is_one(loaded):
    graph = llmgraph.load()
    calls = loaded("measures").public_calls(graph)
    answers = {name: call() for name, call in calls.items() if name != "communities()"}
    assert {type(answer).__name__ for answer in answers.values()} == {
        *("Ranking", "Traversals", "MainPath", "Keystones", "Cut", "Reduction"),
        *("Lineage", "PathSet", "ReadingPath", "Similarity"),
    }


def test_drawings_are_measured(loaded, monkeypatch, capsys):
    drawing = loaded("drawing")
    monkeypatch.setattr(drawing, "PAGES", ((200, 400),))
    graph = drawing.generated(60, 120)
    drawing.report("generated", graph)
    drawing.sizes(graph)
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in told[:2]] == [
        ["generated", "free"],
        ["generated", "lanes"],
    ]
    assert [line.split("  ")[0] for line in told[2:]] == [
        *("page", "page on pyvis", "SVG", "first 150", "200 papers", "script and style"),
    ]
