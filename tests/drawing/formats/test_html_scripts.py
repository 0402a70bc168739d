"""The sources of the pages: that all are used, can be read, and pass the linter."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import llmgraph
from llmgraph.drawing.formats.html import SCRIPTS, script_of

ASSETS = Path(llmgraph.__file__).parent / "drawing" / "formats" / "assets"
ROOT = Path(__file__).parents[3]
NODE, NPM = shutil.which("node"), shutil.which("npm")
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:const|let|function) (?:(\w+)|\{([^}]*)\})", re.MULTILINE)


def text_of(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def test_every_script_stands_in_the_order_of_a_page() -> None:
    listed = {name for names in SCRIPTS.values() for name in names}
    assert {path.name for path in ASSETS.glob("*.js")} == {*listed, "open.js"}
    for names in SCRIPTS.values():
        assert len(names) == len(set(names))


@pytest.mark.parametrize("path", sorted(ASSETS.iterdir()), ids=lambda path: path.name)
def test_lines_are_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []


@pytest.mark.parametrize("page", SCRIPTS)
def test_imports_name_what_the_files_of_the_page_export(page: str) -> None:
    exported: dict[str, set[str]] = {}
    for name in SCRIPTS[page]:
        groups = (one or many for one, many in EXPORT.findall(text_of(name)))
        exported[name] = {one for group in groups for one in re.findall(r"\w+", group)}
    for name in SCRIPTS[page]:
        for names, source in IMPORT.findall(text_of(name)):
            assert {*re.findall(r"\w+", names)} <= exported[source], (name, source)


@pytest.mark.parametrize("page", SCRIPTS)
def test_the_joined_script_needs_no_other_file(page: str) -> None:
    script = script_of(page)
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    # Nothing else fell away, but for the comments.
    lines = [
        line.removeprefix("export ")
        for name in SCRIPTS[page]
        for line in IMPORT.sub("", text_of(name)).splitlines()
        if not line.lstrip().startswith("//")
    ]
    assert script.split() == "\n".join(lines).split()


@pytest.mark.skipif(NODE is None, reason="No node here: the scripts were NOT parsed.")
@pytest.mark.parametrize("page", SCRIPTS)
def test_the_joined_script_is_well_formed(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.mjs"
    path.write_text(script_of(page), encoding="utf-8")
    run = subprocess.run([str(NODE), "--check", str(path)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.skipif(
    NPM is None or not (ROOT / "node_modules" / "eslint").exists(),
    reason="No npm or no node_modules here: the scripts were NOT linted. Install Node.js, and run "
    "npm install.",
)
def test_scripts_and_styles_pass_the_linter() -> None:
    call = [str(NPM), "run", "--silent", "check"]
    run = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
