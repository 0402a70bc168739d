"""Answers drawn into files, as the ending says."""

import warnings

import pytest
from click.testing import CliRunner

from llmgraph.cli import main
from llmgraph.results.drawable import Pictures


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        (".svg", b"<svg "),
        (".png", b"\x89PNG"),
        (".pdf", b"%PDF-"),
        (".html", b"<!doctype html>"),
        (".mmd", b'---\ntitle: "What led to LLaVA"'),
        (".dot", b"digraph "),
        (".tex", b"\\documentclass{article}"),
    ],
)
def test_answers_are_drawn_where_the_file_is_a_drawing(tmp_path, ending, begins):
    path = tmp_path / f"answer{ending}"
    result = run("ancestors", "LLaVA", "--depth", "1", "-o", str(path))
    assert result.exit_code == 0
    assert path.read_bytes().startswith(begins)
    counted = "" if ending in (".mmd", ".dot", ".tex") else ", 4 papers drawn"
    assert result.stderr == f"Wrote {path}: What led to LLaVA{counted}\n"


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("rank", "Relations among papers ranked by in-degree"),
        ("communities", "Communities of related papers"),
        ("main-path", "Main path (SPC, heaviest chains)"),
    ],
)
def test_rankings_communities_and_main_paths_are_drawn(tmp_path, command, title):
    path = tmp_path / "answer.html"
    result = run(command, "-o", str(path))
    assert result.exit_code == 0
    assert result.stderr.startswith(f"Wrote {path}: {title}")
    assert f"<title>{title}" in path.read_text(encoding="utf-8")


def test_warnings_of_other_libraries_are_not_printed_as_ours(tmp_path, monkeypatch):
    write = Pictures.write_chart

    def warning(self, *arguments, **options):
        warnings.warn("'parseString' deprecated", DeprecationWarning, stacklevel=2)
        warnings.warn("something of another library", UserWarning, stacklevel=2)
        return write(self, *arguments, **options)

    monkeypatch.setattr(Pictures, "write_chart", warning)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        call = ["chart", "DPO", "-o", str(tmp_path / "x.svg"), "--width", "2"]
        done = CliRunner().invoke(main, call)
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("llmgraph: The text of this chart is")
    assert lines[1].startswith("Wrote ")
