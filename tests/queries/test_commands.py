"""Queries as commands: options and help made from the registry."""

import inspect
import re

import click
import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main
from llmgraph.queries.commands import command_of, parameters_of
from llmgraph.queries.registry import QUERIES


@pytest.mark.parametrize("name", QUERIES)
def test_parameters_are_those_of_the_method(name):
    query = QUERIES[name]
    signature = inspect.signature(getattr(llmgraph.PaperGraph, query.method)).parameters
    known = {one.name: one for one in query.parameters}
    if name == "list":
        assert set(known) == {*signature} - {"self", "graph", "tables"} | {"ends"}
        return
    own = {
        name
        for name, one in signature.items()
        if name not in ("self", "graph", "tables") and one.kind is not inspect.Parameter.VAR_KEYWORD
    }
    settings = {"alpha", "decay", "sample", "seed", "window"} if name == "rank" else set()
    assert set(known) == own | settings
    for parameter in known.values():
        default = signature[parameter.name].default if parameter.name in signature else None
        if default in (inspect.Parameter.empty, None, ()):
            assert parameter.default in (None, ()), parameter
        else:
            assert parameter.default == default, parameter


@pytest.mark.parametrize("name", QUERIES)
def test_every_option_says_what_it_does(name):
    query = QUERIES[name]
    assert re.fullmatch(r"[A-Z].{15,}\.", query.summary)
    for one in query.parameters:
        told = one.helps if one.kind == "switch" else () if one.is_argument else (one.help,)
        for sentence in told:
            # A sentence of several words: "How." and "Of the random numbers." were none.
            assert re.fullmatch(r"[A-Z][^.]{12,}\.", sentence), (name, one.name, sentence)
        assert len(told) == len(one.choices if one.kind == "switch" else told)


@pytest.mark.parametrize("name", QUERIES)
def test_help_of_a_command_tells_what_the_registry_does(name):
    shown = " ".join(CliRunner().invoke(main, [name, "--help"]).output.split())
    assert QUERIES[name].summary in shown
    for one in QUERIES[name].parameters:
        if not one.is_argument:
            assert all(flag in shown for flag in one.flags)


def test_options_are_made_once_for_all_doors():
    options = {one.name: one for one in parameters_of(QUERIES["descendants"])}
    assert isinstance(options["name"], click.Argument)
    assert options["side_steps"].opts == ["--side-steps"]
    assert options["cycles"].type.choices == ("condense", "dates")
    command = command_of(QUERIES["list"])
    assert command.make_context("list", ["--leaves"]).params["ends"] == "leaves"
    assert command.make_context("list", []).params["ends"] is None
