"""An answer printed or written, in each format."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main

FORMATS = ["table", "json", "csv", "md", "ids", "bibtex"]


@pytest.fixture(scope="module")
def graph():
    return llmgraph.load()


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_markdown_is_one_table(graph):
    lines = run("rank", "--top", "3", "--format", "md").output.splitlines()
    assert lines[2] == ("In-degree is measured over all rows of descent, regardless of side steps.")
    assert lines[4] == "| rank | name | date | in degree |"
    assert lines[5] == "| ---: | --- | --- | ---: |"
    first = graph[graph.rank(top=1).ids[0]]
    assert lines[6].startswith(f"| 1 | {first.name} | {first.date} |")


@pytest.mark.parametrize("form", FORMATS)
def test_output_goes_to_a_file(tmp_path, form):
    path = tmp_path / "answer"
    result = run("ancestors", "LLaVA", "--format", form, "-o", str(path))
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8") == run("ancestors", "LLaVA", "--format", form).output


def test_reasons_are_nested_in_markdown():
    lines = run("reading-path", "LLaVA", "--budget", "11", "--format", "md").output.splitlines()
    assert "1. Transformer (2017-06): Attention Is All You Need" in lines
    reason = "    - CLIP uses Transformer: The text encoder of CLIP is a Transformer. "
    assert [line for line in lines if line.startswith(reason)] != []
    eleventh = lines.index("11. LLaVA (2023-04): Visual Instruction Tuning")
    assert lines[eleventh + 1] == (
        "    - Haotian Liu, Chunyuan Li, Qingyang Wu et al., <https://arxiv.org/abs/2304.08485>"
    )


def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m llmgraph descendants Transformer | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("What descends from Transformer")
    assert done.stderr == ""


def test_piped_output_has_no_colours_and_no_trailing_blanks():
    command = [sys.executable, "-m", "llmgraph", "descendants", "Transformer"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_wide_characters_are_aligned(tmp_path):
    (tmp_path / "n.csv").write_text(
        "id,title,short_name,date\na,甲,思维链,2001\nb,B,Bee,2002\n", encoding="utf-8"
    )
    (tmp_path / "e.csv").write_text("source,relation,target\n", encoding="utf-8")
    tables = ("--nodes", str(tmp_path / "n.csv"), "--edges", str(tmp_path / "e.csv"))
    first, second = run("list", *tables).output.splitlines()[-2:]
    # Three Chinese characters are six cells wide, "Bee" is three.
    assert first == "2001  思维链         甲"
    assert second == "2002  Bee            B"
