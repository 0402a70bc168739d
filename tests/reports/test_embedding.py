"""What docs/embedding.md shows works as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import llmgraph

TEXT = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text(encoding="utf-8")
FENCED = re.compile(r"(?:^`(?P<file>[\w./-]+)`\n\n)?^(?P<fence>`{3,})(?P<kind>\w+)\n(?P<code>.*?)"
                    r"^(?P=fence)$", re.MULTILINE | re.DOTALL)  # fmt: skip
BLOCKS = [match.groupdict() for match in FENCED.finditer(TEXT)]
FILES = {block["file"]: block["code"] for block in BLOCKS if block["file"]}
PYTHON = [block["code"] for block in BLOCKS if block["kind"] == "python" and not block["file"]]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with a command that runs the library under test."""
    script = tmp_path / "bin" / "llmgraph"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m llmgraph "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(llmgraph.__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def program(*names):
    found = next((name for name in names if shutil.which(name)), None)
    if found is None:
        pytest.skip(f"SKIPPED: no {names[0]}")
    return found


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_has_all_its_files():
    assert set(FILES) == {
        "report.md",
        "llava.md",
        ".pre-commit-config.yaml",
        "values.tex",
        ".github/workflows/report.yml",
        "conf.py",
        "index.md",
        "paper.qmd",
        "mkdocs.yml",
        "paper.tex",
    }
    assert len(PYTHON) == 5


def test_markdown_is_filled_and_checked(folder):
    Path("report.md").write_text(FILES["report.md"], encoding="utf-8")
    assert (
        subprocess.run(["llmgraph", "embed", "--check", "report.md"], check=False).returncode == 1
    )
    run("llmgraph", "embed", "report.md")
    filled = Path("report.md").read_text(encoding="utf-8")
    assert "flowchart LR" in filled
    assert "Alpaca (2023-03) uses text-davinci-003" in filled
    check = re.search(r"run: (llmgraph embed --check .*)", FILES[".github/workflows/report.yml"])[1]
    assert run(*check.split()) == ""


def test_values_and_files_are_filled(folder):
    for name in ("llava.md", "values.tex"):
        Path(name).write_text(FILES[name], encoding="utf-8")
    run("llmgraph", "embed", "llava.md", "--values", "values.tex")
    count = len(llmgraph.load().descendants("LoRA"))
    told = Path("llava.md").read_text(encoding="utf-8")
    assert f"-->{count}<!-- /llmgraph --> descendants." in told
    assert "](llava.svg)" in told
    assert Path("llava.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert Path("llava.bib").read_text(encoding="utf-8").startswith("@misc{llava,")
    assert f"{{{count}}}%" in Path("values.tex").read_text(encoding="utf-8")
    assert run("llmgraph", "embed", "--check", ".", "--values", "values.tex") == ""


def test_the_hooks_run_the_command(folder):
    yaml = pytest.importorskip("yaml", reason="SKIPPED: no PyYAML")
    root = Path(llmgraph.__file__).parents[1]
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    used = yaml.safe_load(FILES[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    assert {one["id"] for one in used} <= {one["id"] for one in hooks}
    Path("llava.md").write_text(FILES["llava.md"], encoding="utf-8")
    Path("none.md").write_text("# Nothing\n", encoding="utf-8")
    fill, check = (one["entry"].split() for one in hooks)
    stale = subprocess.run([*check, "llava.md", "none.md"], capture_output=True, check=False)
    assert stale.returncode == 1
    assert b"+LoRA has <!-- llmgraph: count" in stale.stdout
    run(*fill, "llava.md", "none.md")
    assert run(*check, "llava.md", "none.md") == ""


def test_the_examples_in_python_run(folder):
    shown = {}
    for code in PYTHON:
        exec(code, shown)
    assert Path("index.md").read_text(encoding="utf-8").count("<iframe ") == 1
    assert shown["first"].startswith('<iframe title="What descends from LoRA"')
    assert Path("lora.html").stat().st_size > 20_000
    assert Path("slide.png").read_bytes().startswith(b"\x89PNG")
    assert Path("handout.pdf").read_bytes().startswith(b"%PDF")


def test_latex_compiles(folder):
    engine = program("pdflatex", "lualatex")
    exec(next(code for code in PYTHON if "tikz" in code), {})
    Path("paper.tex").write_text(FILES["paper.tex"], encoding="utf-8")
    run(engine, "-interaction=nonstopmode", "-halt-on-error", "paper.tex")
    assert Path("paper.pdf").stat().st_size > 10_000


def test_sphinx_builds(folder):
    pytest.importorskip("sphinx", reason="SKIPPED: no Sphinx (pip install sphinx myst-parser)")
    pytest.importorskip("myst_parser", reason="SKIPPED: no MyST (pip install myst-parser)")
    for name in ("conf.py", "index.md"):
        Path(name).write_text(FILES[name], encoding="utf-8")
    # The fixture's folder of the command is no document.
    run(sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", ".", "html")
    built = Path("html/index.html").read_text(encoding="utf-8")
    assert 'alt="What led to LLaVA: a chart of ' in built
    assert "QLoRA" in built


def test_pandoc_builds(folder):
    program("pandoc")
    shutil.copy(str(files("llmgraph.reports") / "llmgraph.lua"), "llmgraph.lua")
    Path("paper.qmd").write_text(FILES["paper.qmd"], encoding="utf-8")
    command = re.search(r"^\$ (pandoc .*)$", TEXT, re.MULTILINE)[1]
    run(*command.split())
    built = Path("paper.html").read_text(encoding="utf-8")
    assert "svg" in built
    assert "Alpaca (2023-03) uses text-davinci-003" in built


def test_the_filter_is_where_the_page_says(folder):
    code = re.search(r"python -c '(.*)'\)", TEXT)[1]
    assert Path(run(sys.executable, "-c", code).strip()).is_file()
