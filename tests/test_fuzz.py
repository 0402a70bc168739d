"""Readers, marks, questions, claims, commands and arguments under attack: a few thousand inputs.

``tests/fuzz/attacks.py`` makes them, and runs as many as one likes by hand (``make fuzz``).
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmgraph
from llmgraph.errors import LLMGraphError
from llmgraph.io.claims import read_claims
from llmgraph.questions.answers import claims_of
from llmgraph.reports.fill import fill

SCRIPT = Path(__file__).parent / "fuzz" / "attacks.py"


def loaded():
    """The attacks, loaded as the script that they are."""
    specification = importlib.util.spec_from_file_location("attacks", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    sys.modules["attacks"] = module
    specification.loader.exec_module(module)
    return module


attacks = loaded()
# Inputs of each attack, in parts for several cores.
PART = 90


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("attack", attacks.ATTACKS)
def test_what_must_hold_holds_for_every_input(attack, part):
    numbers = range(part * PART, (part + 1) * PART)
    wrong = {number: found for number in numbers if (found := attacks.run(attack, number))}
    assert wrong == {}


def test_inputs_that_once_failed_do_so_no_more():
    kept = attacks.kept()
    wrong = {(name, number): found for name, number in kept if (found := attacks.run(name, number))}
    assert wrong == {}
    assert {name for name, _ in kept} <= {*attacks.ATTACKS}


def test_an_attack_finds_what_is_broken(monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("of a reader")

    monkeypatch.setattr(attacks.llmgraph, "check_csv", broken)
    assert "ZeroDivisionError: of a reader" in attacks.run("tables", 0)
    monkeypatch.setattr(attacks, "fill", broken)
    assert "ZeroDivisionError: of a reader" in attacks.run("reports", 0)


def test_the_same_number_makes_the_same_input():
    random = attacks.Random
    texts = [attacks.mutated(random("tables 7"), attacks.REPORT) for _ in range(2)]
    assert texts[0] == texts[1] != attacks.REPORT


def attempted(ask):
    """An answer, or the error of ours in its place."""
    try:
        return ask(), None
    except LLMGraphError as error:
        return None, error


MARKS = ["<!-- llmgraph: list as table -->", "<!-- /llmgraph -->"]
TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("<>!-\n\r,\"'`#|\0\ufeff\u202e"))


@settings(max_examples=200)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_are_checked(nodes, edges):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("n.csv", "e.csv")]
        for path, data in zip(paths, (nodes, edges), strict=True):
            path.write_bytes(data)
        # Hardly any bytes are a table: the header is missing.
        assert any(one.code in UNREADABLE for one in llmgraph.check_csv(*paths))


UNREADABLE = {"bad-encoding", "empty-file", "missing-column", "bad-row", "wrong-separator"}


@settings(max_examples=200)
@given(
    st.lists(TEXTS | st.sampled_from(["<!-- llmgraph: list as table -->", "<!-- /llmgraph -->"]))
)
def test_any_report_is_filled_or_refused(lines):
    report = "\n".join(lines)
    filled, error = attempted(lambda: fill(report, name="r.md", folder="."))
    if error is None:
        assert fill(filled.text, name="r.md", folder=".").text == filled.text
    else:
        assert error.text("zh").startswith("r.md:")


@settings(max_examples=200)
@given(TEXTS)
def test_any_sentence_is_answered_or_refused(question):
    graph = attacks.shipped()
    assert len(claims_of(graph.tables, question)) >= 1
    answer, error = attempted(lambda: graph.ask(question))
    assert error.text("zh") if error else answer.to_document().heading


@settings(max_examples=200)
@given(TEXTS)
def test_any_file_states_claims_or_is_refused(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.md"
        path.write_text(text, encoding="utf-8", newline="")
        found, error = attempted(lambda: read_claims(path))
    assert error.problems if error else found
