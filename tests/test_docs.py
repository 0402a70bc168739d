"""The documentation site: it builds without a warning, is complete, and shows what is so."""

import doctest
import importlib.util
import inspect
import json
import re
import shlex
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main

DOCS = Path(__file__).parent.parent / "docs"
PAGES = [
    DOCS / "index.md",
    DOCS / "getting-started.md",
    *sorted(DOCS.glob("tutorials/*.md")),
    *sorted(DOCS.glob("how-to/*.md")),
]
BLOCK = re.compile(r"(?:^`(?P<file>[\w./-]+)`\n\n)?^(?P<fence>`{3,})(?P<kind>[^\n]*)\n(?P<code>.*?)"
                   r"^(?P=fence)$", re.MULTILINE | re.DOTALL)  # fmt: skip
SESSION = re.compile(r"^\$ (?P<command>.+)\n(?P<shown>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def printed(command):
    """What a command prints, all of it or the first lines."""
    command, _, count = command.partition(" | head -n ")
    program, *words = shlex.split(command)
    assert program == "llmgraph"
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    lines = result.output.rstrip().splitlines()
    return "\n".join(lines[: int(count or len(lines))])


def compare_session(code):
    for match in SESSION.finditer(code):
        assert match["shown"].strip("\n") == printed(match["command"]), match["command"]


def compare_python(code, names):
    told = []
    test = doctest.DocTestParser().get_doctest(code, names, "page", None, 0)
    doctest.DocTestRunner().run(test, out=told.append, clear_globs=False)
    names.update(test.globs)
    assert not told, "".join(told)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_shows_what_is_so(page, tmp_path, monkeypatch):
    """Files are written, commands and Python run, one after the other, in one folder."""
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            Path(block["file"]).write_text(block["code"], encoding="utf-8")
        elif block["kind"] == "console":
            compare_session(block["code"])
        elif block["kind"] == "pycon":
            compare_python(block["code"], names)
        elif block["kind"] == "python":
            exec(block["code"], names)
        elif block["kind"] == "sh":
            assert block["code"] == "pip install paper-lineage\n"
        else:  # what Sphinx builds
            assert block["kind"].startswith(("{llmgraph}", "{toctree}", "markdown"))


@pytest.fixture(scope="module")
def listings():
    """The script that writes the pages anew."""
    spec = importlib.util.spec_from_file_location("listings", DOCS / "listings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tables_of_the_pages_are_made_from_the_data(listings):
    pages = {page: (DOCS / page).read_text(encoding="utf-8") for page in ("data.md", "concepts.md")}
    found = [match["name"] for text in pages.values() for match in listings.TABLE.finditer(text)]
    assert sorted(found) == sorted(listings.TABLES)
    for text in pages.values():
        assert listings.TABLE.sub(listings.table, text) == text


def test_the_matrix_of_components_is_made_from_the_rows(listings):
    graph = llmgraph.load()
    assert {one for names in listings.COMPONENTS.values() for one in names} <= set(graph)
    [line] = [line for line in listings.components(graph) if line.startswith("| Llama 2 (")]
    assert [cell.strip() for cell in line.split("|")[2:6]] == [
        "RoPE",
        "RMSNorm",
        "SwiGLU",
        "GQA\\*",
    ]


def test_every_warning_of_the_shipped_tables_is_explained(listings):
    graph = llmgraph.load()
    for problem in graph.check():
        if problem.code == "isolated-paper":
            assert problem.value == "bian"
            continue
        table = {"implied-relation": "implied", "uncited-parent": "uncited"}[problem.code]
        row = graph.tables.stated.relation(problem.line - 2)
        assert f"| {graph.tables.sentence(row)} | {row.note} |" in listings.TABLES[table](graph)


def test_listings_are_written_anew(listings):
    old = "Before.\n\n    $ llmgraph list --until 1950\n\n    old\n\nAfter.\n"
    assert listings.renewed(old) == old.replace(
        "old", "Papers and their relations — 0 papers\n    None."
    )
    session = "```pycon\n>>> 1 + 1\n3\n>>> 1 / 0\n```\n"
    error = "Traceback (most recent call last):\n    ...\nZeroDivisionError: division by zero\n"
    told = f"2\n>>> 1 / 0\n{error}"
    assert listings.renewed(session) == f"```pycon\n>>> 1 + 1\n{told}```\n"


def test_there_are_pages_with_code():
    assert len(PAGES) == 15
    assert sum(page.read_text(encoding="utf-8").count("```console") for page in PAGES) >= 20


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    makefile = (DOCS.parent / "Makefile").read_text(encoding="utf-8")
    options = re.search(r"-m sphinx (.*) docs docs/_build/html$", makefile, re.MULTILINE)[1]
    command = [sys.executable, "-m", "sphinx", *options.split(), str(DOCS), str(folder / "html")]
    command[-2:-2] = ["-d", str(folder / "doctrees")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "-W" in command
    return folder / "html"


@pytest.fixture(scope="module")
def inventory(site):
    """The names of all objects that the site describes."""
    packed = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(packed).decode("utf-8")
    return set(re.findall(r"^(.+?) \w+:\w+ ", lines, re.MULTILINE))


def methods_of(thing):
    return [name for name in dir(thing) if not name.startswith("_") and callable_in(thing, name)]


def callable_in(thing, name):
    found = inspect.getattr_static(thing, name)
    return inspect.isfunction(found) or isinstance(found, (classmethod, property))


def test_every_public_name_is_described(inventory):
    assert [name for name in llmgraph.__all__ if f"llmgraph.{name}" not in inventory] == []


def test_every_method_of_a_graph_is_described(inventory):
    methods = methods_of(llmgraph.PaperGraph)
    assert {"descendants", "from_networkx", "papers"} <= set(methods)
    assert [one for one in methods if f"llmgraph.PaperGraph.{one}" not in inventory] == []


def test_every_method_of_a_result_is_described(inventory):
    """With the result, or with `Result`, to which all results refer for what they share."""
    results = [
        one
        for one in (getattr(llmgraph, name) for name in llmgraph.__all__)
        if inspect.isclass(one)
    ]
    results = [one for one in results if issubclass(one, llmgraph.Result)]
    assert len(results) >= 14
    missing = [
        f"{kind.__name__}.{name}"
        for kind in results
        for name in methods_of(kind)
        if f"llmgraph.{kind.__name__}.{name}" not in inventory
        and not (
            f"llmgraph.Result.{name}" in inventory
            and getattr(kind, name) is getattr(llmgraph.Result, name)
        )
    ]
    assert missing == []


def test_no_module_path_is_described(inventory):
    modules = [name for name in inventory if re.match(r"llmgraph\.[a-z]\w*\.", name)]
    assert modules == []


def test_every_command_and_option_is_described(inventory):
    assert len(main.commands) >= 22
    for name, command in main.commands.items():
        assert f"llmgraph-{name}" in inventory
        for parameter in command.params:
            if parameter.param_type_name == "option":
                for flag in parameter.opts:
                    assert f"llmgraph-{name}.{flag}" in inventory


def test_the_help_of_a_command_stands_on_its_page(site):
    text = re.sub(r"<[^>]+>", "", (site / "command-line.html").read_text(encoding="utf-8"))
    assert "llmgraph descendants [OPTIONS] PAPER" in text
    assert "Maximum side steps (uses, enables) per chain" in text
    assert "[default: 1]" in text
    assert "&lt;!-- llmgraph: descendants Transformer --depth 2 as mermaid --&gt;" in text
    assert "HITS hub: it descends in one step from papers of high" in text


def test_interactive_page_and_charts_are_in_the_site(site):
    assert (site / "pages" / "llava.html").stat().st_size > 20_000
    assert 'src="pages/llava.html"' in (site / "getting-started.html").read_text(encoding="utf-8")
    assert "svg" in (site / "index.html").read_text(encoding="utf-8")


def test_the_site_loads_nothing_from_elsewhere(site):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for tag in re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", text):
            assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", tag), f"{page.name}: {tag}"


def test_search_works_from_disk(site):
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        pytest.skip("No chromium here: the search of the site was NOT tested.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{(site / 'search.html').as_uri()}?q=descendants")
        page.wait_for_selector("#search-results li a")
        found = page.locator("#search-results li a").all_inner_texts()
        browser.close()
    assert any("PaperGraph.descendants" in one for one in found), json.dumps(found)
