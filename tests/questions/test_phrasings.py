"""Questions as people write them, each with the query that it means.

All were written without knowledge of the grammar. The 60 of `held_out` in each language were not
used to write it; `known` and `more` were.
"""

import csv
import shlex
from pathlib import Path

import click
import pytest

import llmgraph
from llmgraph.errors import LLMGraphError
from llmgraph.queries.commands import command_of
from llmgraph.queries.registry import QUERIES
from llmgraph.questions.answers import TOP, understand

FOLDER = Path(__file__).with_name("phrasings")
GRAPH = llmgraph.load()
TABLES = GRAPH.tables


def rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(names):
    """The ids of one paper or of several."""
    if names is None or isinstance(names, str):
        return names and TABLES.ids[TABLES.find(names)]
    return tuple(sorted(map(found, names)))


def settled(query, given, symmetric=False):
    """A query with all its arguments, so that two ways to write it are equal."""
    values = {}
    for one in query.parameters:
        value = given.get(one.name)
        value = one.default if value in (None, (), []) else value
        if one.kind == "paper":
            value = found(value)
        elif one.name in ("topics", "relations") and isinstance(value, str):
            value = ",".join(sorted(value.split(",")))
        elif one.name == "text":
            value = " ".join([value] if isinstance(value, str) else value).casefold()
        elif isinstance(value, list | tuple):
            value = ",".join(sorted(value))
        values[one.name] = None if value in ((), []) else value
    values["as_of"] = given.get("as_of")
    if query.name == "descendants" and values["as_of"] and not values["until"]:
        # The same papers; see the test below.
        values["until"] = values.pop("as_of")
    values.setdefault("as_of", None)
    if query.name == "rank" and values["top"] is None:
        # A ranking without a number is cut at this one.
        values["top"] = TOP
    if symmetric:
        values["a"], values["b"] = sorted((values["a"], values["b"]))
    return query.name, values


def meant(command, symmetric):
    """The query of a command line; a claim has ids and a relation type."""
    query, *words = shlex.split(command)
    if query == "refuse":
        return "refuse"
    if query == "claims":
        return query, tuple(words[0].split())
    parser = command_of(QUERIES[query], options=[click.Option(["--as-of"])])
    with parser.make_context(query, words) as context:
        return settled(QUERIES[query], context.params, is_symmetric(query, symmetric))


def is_symmetric(query, symmetric):
    """Whether the order of two papers says nothing; `cut` finds out which one is older."""
    return query == "cut" or (symmetric and query == "path")


def answered(question):
    """The query that the question was read as, and whether its order says nothing."""
    understood = understand(TABLES, question)
    if understood is None:
        return "refuse", False
    try:
        if understood.query.name == "claims":
            claim, *_ = understood.arguments["claims"]
            return ("claims", (found(claim.paper), claim.relation, found(claim.ancestor))), False
        symmetric = understood.form.is_symmetric
        both = is_symmetric(understood.query.name, symmetric)
        return settled(understood.query, understood.arguments, both), symmetric
    except LLMGraphError:
        return "refuse", False


def is_right(row):
    answer, symmetric = answered(row["question"])
    return any(answer == meant(one, symmetric) for one in row["means"].split(" | "))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_there_are_two_hundred_different_questions_in_each_language(lang):
    questions = [
        row["question"] for part in ("held_out", "known") for row in rows(f"{part}_{lang}")
    ]
    assert len(rows(f"held_out_{lang}")) == 60
    assert len(set(questions)) == len(questions) >= 200


SHARES = {"held_out": 0.95, "known": 0.97, "more": 0.94}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("part", SHARES)
def test_nearly_all_questions_are_read_as_they_are_meant(part, lang):
    right = [is_right(row) for row in rows(f"{part}_{lang}")]
    share = sum(right) / len(right)
    assert share >= SHARES[part], f"{sum(right)} of {len(right)}"


@pytest.mark.parametrize("year", ["2018", "2020", "2022", "2024"])
def test_descendants_until_a_date_are_those_of_the_graph_as_of_it(year):
    before = GRAPH.as_of(year)
    for one in before:
        assert before.descendants(one).ids == GRAPH.descendants(one, until=year).ids
