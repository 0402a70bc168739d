"""The registry of queries: a query is known everywhere or nowhere."""

import inspect
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main
from llmgraph.queries.registry import QUERIES
from llmgraph.questions.grammar import FORMS
from llmgraph.reports.requests import answer, read_request
from llmgraph.results.base import Result

README = Path(llmgraph.__file__).parent.parent / "README.md"


# Commands that write or check files, and start no query.
FILES = {"check", "page", "chart", "embed", "completion"}


# Methods that a command of another name asks, too.
WITH_OTHERS = {"roots": "list", "leaves": "list", "descends": "path"}


# What makes a graph of another, and what draws one.
NO_QUERIES = {"check", "as_of", "plot_ranks", "from_networkx", "to_networkx", "from_tables"}


def public_methods():
    members = inspect.getmembers(llmgraph.PaperGraph, inspect.isroutine)
    return {name for name, _ in members if not name.startswith("_")}


def test_every_query_of_a_graph_is_in_the_registry():
    methods = {query.method for query in QUERIES.values()}
    assert public_methods() - NO_QUERIES == methods | set(WITH_OTHERS)
    assert set(WITH_OTHERS.values()) <= set(QUERIES)


def test_the_command_line_has_every_query_and_the_commands_of_files():
    assert set(main.commands) == {*QUERIES, *FILES}


def test_every_command_of_the_readme_is_known():
    text = README.read_text(encoding="utf-8")
    named = {*re.findall(r"\bllmgraph ([a-z]+(?:-[a-z]+)*)", text)}
    rows = re.findall(r"^\| (`.*?`) \|", text, re.MULTILINE)
    named |= {cell.split()[0] for row in rows for cell in re.findall(r"`([a-z][^`]*)`", row)}
    named -= {"llmgraph"}
    assert named - {*QUERIES, *FILES} == {"belongs"} & named
    assert len(named) > 15


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.english)
def test_every_form_of_question_gives_parameters_of_its_query(form):
    known = {one.name for one in QUERIES[form.query].parameters}
    assert {*form.words.values(), *form.fixed} <= known
    groups = {name for pattern in form.patterns for name in re.findall(r"\?P<(\w+)>", pattern)}
    assert groups <= set(form.words)


ASKED = {
    "descendants": "RoPE",
    "ancestors": "DPO",
    "path": "Alpaca GPT-3 -k 1",
    "common": "DPO InstructGPT",
    "longest": "--from RoPE",
    "show": "RoPE --relations uses",
    "rank": "--by descendants --top 3",
    "main-path": "--search local",
    "traversals": "--relations corrects",
    "keystones": "--from GPT-3 --to DPO",
    "cut": "DPO GPT-3",
    "reduction": "--relations corrects",
    "similar": "DPO --top 2",
    "communities": "--seed 1",
    "reading-path": "DPO --budget 3",
    "list": "--roots --until 2016",
    "ask": "what led to DPO",
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_report_and_the_command_line_ask_the_same(name):
    found = answer(read_request(f"{name} {ASKED[name]} as table"), ".")
    assert isinstance(found, Result)
    printed = CliRunner().invoke(main, [name, *ASKED[name].split(), "--format", "ids"]).output
    assert printed.split() == [*found.ids]


def test_what_may_be_repeated_is_none_where_it_is_not_given():
    [origins] = [one for one in QUERIES["main-path"].parameters if one.name == "origins"]
    assert origins.multiple
    graph = llmgraph.load()
    assert QUERIES["main-path"].answer(graph, {"origins": ()}).ids == graph.main_path().ids
    assert QUERIES["reading-path"].answer(graph, {"target": "DPO"}).known == ()
