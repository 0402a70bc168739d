"""The registry of queries: a query is known everywhere or nowhere."""

import inspect
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main
from llmgraph.queries.registry import QUERIES
from llmgraph.reports.requests import answer, read_request
from llmgraph.results.base import Result

README = Path(llmgraph.__file__).parent.parent / "README.md"


# Commands that write or check files, and start no query.
FILES = {"check", "page", "chart", "embed", "completion"}


# Methods that a command of another name asks, too.
WITH_OTHERS = {
    "roots": "list",
    "leaves": "list",
    "descends": "path",
    "children": "descendants",
    "parents": "ancestors",
}


# What makes a graph of another, and what draws one.
NO_QUERIES = {
    "check",
    "as_of",
    "subgraph",
    "plot_ranks",
    "from_networkx",
    "to_networkx",
    "from_tables",
}


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
    "search": "scaling laws --limit 2",
    "claims": "'Chinchilla corrects Kaplan scaling laws'",
    "ask": "what led to DPO",
}


@pytest.mark.parametrize("name", [name for name in QUERIES if name != "claims"])
def test_a_report_and_the_command_line_ask_the_same(name):
    found = answer(read_request(f"{name} {ASKED[name]} as table"), ".")
    assert isinstance(found, Result)
    printed = CliRunner().invoke(main, [name, *ASKED[name].split(), "--format", "ids"]).output
    assert printed.split() == [*found.ids]


def test_a_report_states_the_claims_that_the_command_line_reads_from_a_file(tmp_path):
    found = answer(read_request(f"claims {ASKED['claims']} as table"), ".")
    path = tmp_path / "claims.md"
    path.write_text(ASKED["claims"].strip("'"), encoding="utf-8")
    run = CliRunner().invoke(main, ["claims", str(path), "--format", "ids"])
    assert (run.output.split(), run.exit_code) == ([*found.ids], 0)
    assert found.all_hold


def test_what_may_be_repeated_is_none_where_it_is_not_given():
    [origins] = [one for one in QUERIES["main-path"].parameters if one.name == "origins"]
    assert origins.multiple
    graph = llmgraph.load()
    assert QUERIES["main-path"].answer(graph, {"origins": ()}).ids == graph.main_path().ids
    assert QUERIES["reading-path"].answer(graph, {"target": "DPO"}).known == ()
