"""The commands that write and check files."""

import json

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main


@pytest.fixture(scope="module")
def graph():
    return llmgraph.load()


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_check_of_the_shipped_tables_is_clean():
    result = run("check")
    assert result.exit_code == 0
    assert "0 errors" in result.output.splitlines()[-1]


def test_check_tells_problems_for_people_and_machines(tmp_path):
    nodes, edges = tmp_path / "n.csv", tmp_path / "e.csv"
    nodes.write_text("id,title,date\na,Old,2001\nb,New,2002-13\n", encoding="utf-8")
    edges.write_text("source,relation,target\nb,extends,c\n", encoding="utf-8")
    people = run("check", str(nodes), str(edges))
    machines = run("check", str(nodes), str(edges), "--format", "json")
    assert (people.exit_code, machines.exit_code) == (1, 1)
    assert f"{nodes}:3 [date]: error bad-date: '2002-13' is not a date" in people.stdout
    found = {(row["code"], row["line"], row["column"]) for row in json.loads(machines.stdout)}
    assert {("bad-date", 3, "date"), ("dangling-end", 2, "target")} <= found


def test_check_says_that_a_table_that_cannot_be_read_is_not_checked(tmp_path):
    nodes, edges = tmp_path / "n.csv", tmp_path / "e.csv"
    # The second row is too long, and the date of the first one is wrong.
    nodes.write_text("id,title,date\na,Old,2002-13\nb,New,2002,\n", encoding="utf-8")
    edges.write_text("source,relation,target\nb,extends,a\n", encoding="utf-8")
    last = "the rules on the content of the tables were not applied: mend it, and check again."
    people = run("check", str(nodes), str(edges))
    assert people.stdout.splitlines()[-1].endswith(last)
    assert "bad-date" not in people.stdout
    machines = run("check", str(nodes), str(edges), "--format", "json")
    assert [row["code"] for row in json.loads(machines.stdout)] == ["bad-row"]
    assert machines.stderr.strip().endswith(last)
    nodes.write_text("id,title,date\na,Old,2002-13\nb,New,2002\n", encoding="utf-8")
    read = run("check", str(nodes), str(edges))
    assert "bad-date" in read.stdout
    assert "not applied" not in read.output


def test_page_is_written(graph, tmp_path):
    path = tmp_path / "page.html"
    result = run("page", "LLaVA", "--ancestors", "-o", str(path))
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "What led to LLaVA" in text
    drawn = 1 + len(graph.ancestors("LLaVA"))
    assert f"What led to LLaVA, {drawn} papers drawn" in result.stderr
    every = run("page", "LLaVA", "--ancestors", "--side-steps", "any", "-o", str(path))
    more = 1 + len(graph.ancestors("LLaVA", side_steps="any"))
    assert more > drawn
    assert f"What led to LLaVA, {more} papers drawn" in every.stderr


@pytest.mark.parametrize(("command", "file"), [("page", "page.html"), ("chart", "chart.svg")])
def test_a_picture_of_the_graph_as_it_stood(tmp_path, command, file):
    path = tmp_path / file
    result = run(command, "GPT-3", "--as-of", "2020-12", "-o", str(path))
    assert result.stderr == f"Wrote {path}: What descends from GPT-3, 2 papers drawn\n"
    assert "InstructGPT" not in path.read_text(encoding="utf-8")


def test_a_chart_for_a_slide(tmp_path):
    path = tmp_path / "chart.svg"
    result = run("chart", "Transformer", "--size", "slide", "--limit", "20", "-o", str(path))
    assert result.exit_code == 0, result.output
    assert 'width="959.98pt" height="540pt"' in path.read_text(encoding="utf-8")
    result = run("chart", "Transformer", "--size", "slide", "--width", "9", "-o", str(path))
    assert result.exit_code == 2
    assert result.stderr == "llmgraph: A chart takes either size or width, not both.\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell):
    output = run("completion", shell).output
    assert "_LLMGRAPH_COMPLETE" in output


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.svg"])
def test_a_page_is_written_to_a_page_only(tmp_path, name):
    result = run("page", "LLaVA", "-o", str(tmp_path / name))
    assert result.exit_code == 2
    assert "Name a file that ends in .html, .htm: -o lineage.html" in result.output
    assert list(tmp_path.iterdir()) == []
