"""What the README shows is what the commands print, and its Python runs."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
READMES = [README, ROOT / "README.zh.md"]
each_readme = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)


def sessions(readme):
    """Each command that a README shows, with the indented lines below it."""
    text = readme.read_text(encoding="utf-8")
    found = re.finditer(r"^    \$ (llmgraph .+)\n\n((?:(?:    .*)?\n)+)", text, re.MULTILINE)
    return [
        (match[1], [line.removeprefix("    ") for line in match[2].rstrip().splitlines()])
        for match in found
    ]


SESSIONS = [
    pytest.param(*session, id=f"{readme.name}: {session[0]}")
    for readme in READMES
    for session in sessions(readme)
]


def test_both_readmes_show_the_same_commands():
    english, chinese = ([command for command, _ in sessions(readme)] for readme in READMES)
    assert len(english) == 3
    assert [command.replace(" --lang zh", "") for command in chinese] == english


@pytest.mark.parametrize(("command", "shown"), SESSIONS)
def test_command_prints_what_the_readme_shows(command, shown):
    command, _, count = command.partition(" | head -n ")
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0
    lines = result.output.rstrip().splitlines()
    assert lines[: int(count or len(lines))] == shown


@each_readme
def test_python_of_the_readme_runs(readme, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [code] = re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    names = {}
    exec(code, names)
    assert len(names["lineage"]) > 100
    assert f"# {names['lineage']!r}\n" in code
    assert (tmp_path / "transformer.html").stat().st_size > 100_000
    assert (tmp_path / "transformer.pdf").read_bytes().startswith(b"%PDF")


@each_readme
def test_own_tables_of_the_readme(readme, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = readme.read_text(encoding="utf-8")
    lines = re.search(r"^    id,title,date .*\n(?:    .*\n)+", text, re.MULTILINE)[0].splitlines()
    nodes, edges = zip(
        *(re.split(r"\s{4,}", line.strip() + "    ")[:2] for line in lines), strict=True
    )
    Path("nodes.csv").write_text("\n".join(nodes) + "\n", encoding="utf-8")
    Path("edges.csv").write_text("\n".join(filter(None, edges)) + "\n", encoding="utf-8")
    assert llmgraph.check_csv("nodes.csv", "edges.csv") == []
    command = re.search(r"^    (llmgraph descendants .*--nodes .*)$", text, re.MULTILINE)[1]
    result = CliRunner().invoke(main, [*shlex.split(command)[1:], "--format", "ids"])
    assert result.output == "new\n"


def test_links_of_the_documentation_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
