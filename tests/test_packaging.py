"""The wheel and the sdist carry the tables of the top level, and work elsewhere."""

import ast
import email
import importlib
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import llmgraph

ROOT = Path(__file__).parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def call(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Both distributions; the wheel is built from the sdist, as an installer would do."""
    # `make dist` names the files that would be uploaded, so that these and no others are checked.
    if ready := os.environ.get("LLMGRAPH_DIST"):
        folder = Path(ready).resolve()
    else:
        folder = tmp_path_factory.mktemp("dist")
        call(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def test_the_wheel_carries_the_tables_as_they_are(built):
    with zipfile.ZipFile(built[0]) as wheel:
        names = wheel.namelist()
        for table in ("nodes.csv", "edges.csv", "sources.csv"):
            assert wheel.read(f"llmgraph/data/{table}") == (ROOT / "data" / table).read_bytes()
    assert "llmgraph/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {
        "llmgraph",
        f"paper_lineage-{llmgraph.__version__}.dist-info",
    }


def test_the_sdist_carries_what_a_developer_needs(built):
    with tarfile.open(built[1]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    papers = {path.name for path in ROOT.glob("*.md")}
    forms = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*.*ml")}
    assert len(papers) == 6
    assert len(forms) == 9
    tables = {"data/nodes.csv", "data/edges.csv", "data/sources.csv"}
    others = {"CITATION.cff", "LICENSE", "Makefile", ".pre-commit-config.yaml", "docs/data.md"}
    assert papers | forms | tables | others <= names


@pytest.mark.parametrize("which", ["wheel", "sdist"])
def test_metadata_say_where_the_project_is_and_which_pythons_it_runs_on(built, which):
    if which == "wheel":
        with zipfile.ZipFile(built[0]) as wheel:
            [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
            text = wheel.read(name).decode()
    else:
        with tarfile.open(built[1]) as sdist:
            [name] = [
                name for name in sdist.getnames() if name.count("/") == 1 and "PKG-INFO" in name
            ]
            text = sdist.extractfile(name).read().decode()
    metadata = email.message_from_string(text)
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    assert metadata.get_all("License-File") == ["LICENSE", "data/LICENSE"]
    links = dict(link.split(", ") for link in metadata.get_all("Project-URL"))
    assert list(links) == ["Homepage", "Documentation", "Source", "Changelog", "Issues"]
    assert {link for link in links.values() if not link.startswith(links["Source"])} == set()
    classifiers = metadata.get_all("Classifier")
    pythons = [line for line in classifiers if re.fullmatch(r".* :: Python :: 3\.\d+", line)]
    assert [line.rpartition(".")[2] for line in pythons] == ["11", "12", "13", "14"]
    assert metadata["Requires-Python"] == ">=3.11"


@pytest.mark.parametrize("which", ["wheel", "sdist"])
def test_it_works_installed_in_an_empty_folder(built, tmp_path, which):
    place = tmp_path / "site"
    if which == "wheel":
        with zipfile.ZipFile(built[0]) as wheel:
            wheel.extractall(place)
    else:
        with tarfile.open(built[1]) as sdist:
            sdist.extractall(tmp_path, filter="data")
        [place] = tmp_path.glob("paper_lineage-*")
    code = (
        "import llmgraph; print(llmgraph.__file__); "
        "print(len(llmgraph.load()), 'dpo' in llmgraph.load().descendants('Transformer'))"
    )
    environment = os.environ | {"PYTHONPATH": str(place)}
    empty = tmp_path / "empty"
    empty.mkdir()
    lines = call(sys.executable, "-c", code, cwd=empty, env=environment).stdout.splitlines()
    assert lines[0].startswith(str(place))
    assert lines[1] == f"{len(llmgraph.load())} True"


def test_pip_installs_the_command(built, tmp_path):
    # The dependencies come from this environment: only the wheel itself is installed.
    venv.create(tmp_path / "venv", with_pip=True, system_site_packages=False)
    python = tmp_path / "venv" / SCRIPTS / "python"
    call(str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(built[0]))
    site = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    environment = os.environ | {"PYTHONPATH": str(site)}
    command = tmp_path / "venv" / SCRIPTS / "llmgraph"
    done = call(str(command), "ancestors", "LLaVA", "--depth", "1", "--format", "ids",
                cwd=tmp_path, env=environment)  # fmt: skip
    assert "clip" in done.stdout.split()


def test_one_version_number():
    from importlib.metadata import version

    assert version("paper-lineage") == llmgraph.__version__
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert llmgraph.__version__ not in text.replace("pyvis>=0.3.2", "")
    assert f"## [{llmgraph.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_public_names_are_imported_when_they_are_used():
    code = """
import sys, llmgraph
assert "numpy" not in sys.modules and "llmgraph.graph" not in sys.modules
assert set(llmgraph.__all__) <= set(dir(llmgraph))
print(*(name for name in llmgraph.__all__ if getattr(llmgraph, name) is None))
from llmgraph import *
assert PaperGraph is llmgraph.PaperGraph
try:
    llmgraph.nothing
except AttributeError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "module 'llmgraph' has no attribute 'nothing'"]


def test_type_checkers_see_the_same_names_as_python():
    tree = ast.parse(Path(llmgraph.__file__).read_text(encoding="utf-8"))
    [checked] = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        name.name: f"llmgraph.{one.module}"
        for one in ast.walk(checked)
        if isinstance(one, ast.ImportFrom)
        for name in one.names
    }
    assert {*seen, "__version__"} == {*llmgraph.__all__}
    for name, module in seen.items():
        assert getattr(importlib.import_module(module), name) is getattr(llmgraph, name)
