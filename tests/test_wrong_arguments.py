"""A wrong argument raises an error of llmgraph that names it, wherever it is passed."""

import inspect
import math
from functools import cache

import pytest

import llmgraph
from llmgraph.drawing.chart.chart import chart

PAPERS = [
    {"id": one, "title": one.upper(), "date": f"{2015 + at}-03", "topics": "Vision"}
    for at, one in enumerate("abcdef")
]
ROWS = [(newer, "extends", older) for older, newer in ("ab", "bc", "ac", "cd", "ce", "df", "ef")]
WRONG = {
    "None": None,
    "True": True,
    "0": 0,
    "3": 3,
    "-1": -1,
    "2.5": 2.5,
    "nan": math.nan,
    "inf": math.inf,
    "10**30": 10**30,
    '""': "",
    "text": "nothing like it",
    "bytes": b"a",
    "[]": [],
    "[text]": ["nothing like it"],
    "[3]": [3],
    '[""]': [""],
    "{}": {},
    "{text: 1}": {"nothing": 1},
    "function": lambda: None,
    "object": object(),
    "class": int,
}
WHOLE, NUMBERS = {"3", "10**30"}, {"3", "2.5", "10**30"}
# The values that a parameter takes after all, by its name or, if functions differ, by both.
TAKEN = {
    "alpha": {"None", "0"},
    "at_least": WHOLE,
    "ax": {"None"},
    "budget": WHOLE,
    "claims": {"[]", '[""]', "[text]"},
    "Ranking.change by": {"None"},
    "decay": {"None", *NUMBERS},
    "depth": {"None", *WHOLE},
    "flow": {"None"},
    "font": {"None"},
    "fragment": {"True"},
    "highlight": {"[]"},
    "ids": {"[]"},
    "inverse": {"True"},
    "k": WHOLE,
    "keep": {"[]"},
    "known": {"[]"},
    "lanes": {"None", "True"},
    "legend": {"True"},
    "limit": WHOLE,
    "Pictures.to_mermaid limit": {"None", *WHOLE},
    "Ranking.plot_bars limit": {"3"},
    "check_csv nodes": {'""', "text"},  # reported as a problem
    "check_csv edges": {'""', "text"},
    "write_csv nodes": {"text"},
    "write_csv edges": {"text"},
    "note": {"True"},
    "options": {"{}"},
    "origin": {"None"},
    "origins": {"None"},
    "paper": {"None"},
    "papers": {"None"},
    "PaperGraph papers": {"[]", "{}"},
    "path": {"text"},
    "relation_types": {"[]"},
    "relations": {"None"},
    "PaperGraph relations": {"[]", "{}"},
    "resolution": NUMBERS,
    "routes": WHOLE,
    "sample": {"None", *WHOLE},
    "seed": {"None", "0", *WHOLE},
    "PaperGraph.communities seed": {"0", "3"},
    "shares": {"True"},
    "side": {"None"},
    "side_steps": {"0", *WHOLE},
    "date": {"3"},
    "since": {"None", "3"},
    "size": {"None"},
    "source": {'""', "text"},
    "standalone": {"True"},
    "RelationType.sentence target": {'""', "text"},
    "text": {"text"},
    "title": {"None", '""', "text"},
    "to": {"None"},
    "top": {"None", *WHOLE},
    "topics": {"None"},
    "kinds": {"None"},
    "until": {"None", "3"},
    "as_of": {"None", "3", "[3]"},
    "width": {"None", "3", "2.5"},
    "window": {"None", *NUMBERS},
}
GOOD = {
    "name": "d",
    "names": "d",
    "a": "f",
    "b": "a",
    "question": "what descends from A",
    "claims": ["B extends A"],
    "ids": ["a", "b"],
    "text": "A",
    "target": "f",
    "source": "a",
    "date": "2018",
    "options": {},
    "form": "svg",
    "lang": "en",
    "path": "out",
    "nodes": "nodes.csv",
    "edges": "edges.csv",
}
# What a parameter needs beside it.
BESIDE = {
    "alpha": {"by": "pagerank"},
    "decay": {"by": "citerank"},
    "window": {"by": "disruption"},
    "sample": {"by": "betweenness"},
    "seed": {"by": "betweenness", "sample": 2},
    "routes": {"search": "key-route"},
    "side_steps": {"by": "descendants"},
}
SETTINGS = ("alpha", "decay", "sample", "seed", "window")


@cache
def graph():
    return llmgraph.PaperGraph(PAPERS, ROWS)


# One answer of every kind.
ANSWERS = {
    "Lineage": lambda: graph().descendants("c"),
    "Selection": lambda: graph().roots(),
    "Claims": lambda: graph().claims(["B extends A"]),
    "SearchResult": lambda: graph().search("A"),
    "CommonAncestors": lambda: graph().common_ancestors("d", "e"),
    "PathSet": lambda: graph().paths("f", "a"),
    "MainPath": lambda: graph().main_path(),
    "Traversals": lambda: graph().traversals(),
    "Keystones": lambda: graph().keystones(),
    "Cut": lambda: graph().minimal_cut("f", "a"),
    "Reduction": lambda: graph().reduction(),
    "Similarity": lambda: graph().similar(),
    "Communities": lambda: graph().communities(),
    "Community": lambda: graph().communities().communities[0],
    "ReadingPath": lambda: graph().reading_path("f"),
    "RelationSet": lambda: graph().relations_of("c"),
    "Ranking": lambda: graph().rank(),
    "RelationType": lambda: llmgraph.RELATION_TYPES["extends"],
    "PaperGraph": graph,
}
FUNCTIONS = {name: getattr(llmgraph, name) for name in ("read_csv", "check_csv", "write_csv")}
FUNCTIONS["PaperGraph"] = llmgraph.PaperGraph


def methods():
    """Every public method that takes arguments, by the name of the class that has it."""
    found = {}
    for kind in ANSWERS:
        for name, member in inspect.getmembers(getattr(llmgraph, kind), callable):
            if not name.startswith("_"):
                owner = next(one for one in getattr(llmgraph, kind).__mro__ if name in vars(one))
                if parameters(member):
                    found.setdefault(f"{owner.__name__}.{name}", (kind, name))
    return found


def parameters(function):
    """The parameters that a user gives, with those behind ** one by one."""
    found = []
    for one in inspect.signature(function).parameters.values():
        if one.name == "settings":
            found += [inspect.Parameter(name, one.KEYWORD_ONLY, default=1) for name in SETTINGS]
        elif one.kind is one.VAR_KEYWORD:
            found += [*inspect.signature(chart).parameters.values()][1:]
        elif one.name not in ("self", "graph") or function is llmgraph.write_csv:
            found.append(one)
    if getattr(function, "__module__", "").startswith("llmgraph.queries"):
        found = [one for one in found if one.name != "tables"]
    return found


def good_values(function, without):
    """Values for the parameters of a function that have no default."""
    made = {
        "papers": lambda: PAPERS,
        "graph": graph,
        "tables": lambda: graph().tables,
        "network": lambda: graph().to_networkx(),
        "other": lambda: graph().leaves(),
        "cells": llmgraph.RELATION_TYPES["extends"].to_row,
    }
    needed = [one.name for one in parameters(function) if one.default is one.empty]
    chosen = {one: made[one]() if one in made else GOOD[one] for one in needed if one != without}
    names = [one.name for one in parameters(function)]
    return chosen | (BESIDE.get(without, {}) if "by" in names else {})


def outcome(function, name, wrong):
    """What a call with a wrong value of one parameter does: ``"taken"``, or the error."""
    from matplotlib import pyplot as plt

    given = good_values(function, name) | {name: wrong}
    # The only parameter with a star.
    several = ("f", given.pop("names")) if "names" in given else ()
    try:
        function(*several, **given)
    except llmgraph.LLMGraphError as error:
        return error
    finally:
        plt.close("all")
    return "taken"


def names_it(error, name, wrong):
    """Whether an error names the argument or its value; a table has its own names."""
    said = str(error)
    parts = [wrong] if isinstance(wrong, str) else wrong
    if isinstance(error, llmgraph.TableError) or (
        isinstance(parts, list | dict) and not any(parts)
    ):
        return True
    values = [repr(wrong)[:20], *(map(str, parts) if isinstance(parts, list | dict) else [])]
    return name in said or any(one in said for one in values)


CASES = {**dict.fromkeys(FUNCTIONS), **methods()}


def called(case):
    """The function or method of a case, bound to an answer."""
    if case in FUNCTIONS:
        return FUNCTIONS[case]
    kind, name = CASES[case]
    try:
        return getattr(ANSWERS[kind](), name)
    except llmgraph.MissingExtraError as error:
        pytest.skip(str(error))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the tables of the graph, for what is read and written."""
    monkeypatch.chdir(tmp_path)
    llmgraph.write_csv(graph(), "nodes.csv", "edges.csv")


@pytest.mark.filterwarnings("ignore::llmgraph.drawing.warnings.DrawingWarning")
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("case", CASES)
def test_a_wrong_value_is_refused_by_name(case):
    function, faults = called(case), []
    for one in parameters(function):
        allowed = TAKEN.get(f"{case} {one.name}", TAKEN.get(one.name, set()))
        outcomes = {label: outcome(function, one.name, wrong) for label, wrong in WRONG.items()}
        taken = {label for label, told in outcomes.items() if told == "taken"}
        faults += [f"{one.name} takes {label}" for label in taken - allowed]
        faults += [f"{one.name} refuses {label}" for label in allowed - taken]
        faults += [
            f"{one.name}, {label}: {told}"
            for label, told in outcomes.items()
            if told != "taken" and not names_it(told, one.name, WRONG[label])
        ]
    assert faults == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("case", CASES)
def test_an_unknown_argument_is_refused_by_name(case):
    function = called(case)
    with pytest.raises(llmgraph.ArgumentError, match="No argument 'nonesuch' here"):
        function(**good_values(function, "names"), nonesuch=3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: graph().roots(relation="uses"), "'relation' here. Did you mean relations?"),
        (lambda: graph().rank(tops=2), "No argument 'tops' here. Did you mean top?"),
        (lambda: graph().roots().to_svg(widht=3), "Did you mean width? Choose from: title, lanes"),
        (lambda: graph().plot_ranks(as_of="2018"), "No argument 'as_of' here. Choose from: papers"),
        (lambda: graph().plot_ranks("a"), "papers must be a list of texts, not 'a'."),
        (lambda: graph().select(topics=[]), "topics is empty; give one or more."),
        (lambda: graph().paths("a", "f", k=True), "k must be a whole number, not True."),
        (lambda: graph().roots().to_mermaid(limit=0), "limit must be a number of papers from 1 up"),
        (
            lambda: llmgraph.PaperGraph([{}]),
            "A row of the papers must be a mapping of columns, not {}.",
        ),
        (lambda: llmgraph.PaperGraph(PAPERS, 3), "relations must be a table or a list of rows"),
        (lambda: llmgraph.PaperGraph.from_networkx(3), "network must be a networkx.DiGraph or"),
        (lambda: llmgraph.write_csv(3, "a", "b"), "graph must be of the type PaperGraph, not 3."),
    ],
)
def test_what_is_said(call, message):
    with pytest.raises(llmgraph.LLMGraphError) as told:
        call()
    assert message in str(told.value)


def test_numbers_and_lists_of_other_libraries_are_taken():
    import numpy as np
    import pandas as pd

    found = graph().descendants("a", depth=np.int64(1))
    assert found.ids == graph().descendants("a", depth=1).ids == ("b", "c")
    assert graph().reading_path("f", known=pd.Series(["a", "b"])).known == ("a", "b")
    assert graph().reduction(one for one in "abc").hidden_rows == (2,)
