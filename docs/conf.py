"""The documentation site: make docs."""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from numpydoc.xref import DEFAULT_LINKS
from pygments.lexers.special import TextLexer

import llmgraph

DOCS = Path(__file__).parent
# `commands` is the extension beside this file.
sys.path.insert(0, str(DOCS))

project = "llmgraph"
author = "The llmgraph authors"
copyright = author  # noqa: A001 (the name is Sphinx's)
release = llmgraph.__version__
SETTINGS = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
HOME = SETTINGS["project"]["urls"]["Source"]

extensions = [
    "commands",
    "llmgraph.reports.directive",
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
]
exclude_patterns = ["_build"]
# What is indented in the pages is what a command prints.
highlight_language = "text"
# Two hyphens are those of an option.
smartquotes = False

html_theme = "pydata_sphinx_theme"
html_title = "llmgraph"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
# Pages without others below them have nothing to list at their side.
html_sidebars = {
    page: []
    for page in ("getting-started", "gallery", "command-line", "contributing", "changelog", "index")
}
html_context = {"default_mode": "auto"}
html_theme_options = {
    "github_url": HOME,
    "header_links_before_dropdown": 4,
    "show_prev_next": False,
    "footer_start": ["copyright"],
    "footer_end": ["sphinx-version"],
}

myst_heading_anchors = 3

# Types stand in the docstrings, in words.
autodoc_typehints = "none"
autodoc_member_order = "groupwise"
numpydoc_show_class_members = False
numpydoc_xref_param_type = True
numpydoc_xref_ignore = "all"
# The words for types of Python itself would lead to another site.
numpydoc_xref_aliases = {word: word for word in DEFAULT_LINKS} | {
    name: f"llmgraph.{name}"
    for name in llmgraph.__all__
    if inspect.isclass(getattr(llmgraph, name))
}
# Backticks in docstrings name parameters, columns and objects: the last become links.
default_role = "py:obj"


def plain_code(app: Any, env: Any, node: Any, content: Any) -> Any:  # noqa: ARG001
    """Leave what backticks name as code where it is no public object."""
    return content if (node["refdomain"], node["reftype"]) == ("py", "obj") else None


def relink(app: Any, path: Any, page: str, content: list[str]) -> None:  # noqa: ARG001
    """Let the links of a file of the top level lead to a page of the site, or to that file."""

    def moved(link: re.Match[str]) -> str:
        target = link[1].removeprefix("docs/").lower()
        return f"]({target if (DOCS / target).exists() else f'{HOME}/blob/main/{link[1]}'})"

    content[:] = [re.sub(r"\]\(([^)#:]+)\)", moved, text) for text in content]


def fill_definitions(app: Any, what: str, name: str, thing: Any, options: Any, lines: Any) -> None:  # noqa: ARG001
    """Give an option of a docstring that has a type and no description an empty one."""
    filled = re.sub(r"^( +)(\w+ : .+)\n(?=\1\S)", r"\1\2\n\1    ..\n", "\n".join(lines), flags=re.M)
    lines[:] = filled.split("\n")


def drop_modules(app: Any, env: Any) -> None:  # noqa: ARG001
    """Leave out by which path in the package each public name is also reached."""
    objects = env.get_domain("py").objects
    for name in [name for name, one in objects.items() if one.aliased]:
        del objects[name]


def write_pages(app: Any, error: Exception | None) -> None:
    """Write the interactive pages that the site shows."""
    if error is None and app.builder.format == "html":
        pages = Path(app.outdir) / "pages"
        pages.mkdir(exist_ok=True)
        llmgraph.load().ancestors("LLaVA", depth=2).write_html(pages / "llava.html")


def setup(app: Any) -> None:
    """Connect the functions."""
    # Pygments has no lexer for it.
    app.add_lexer("csv", TextLexer)
    app.connect("autodoc-process-docstring", fill_definitions)
    app.connect("include-read", relink)
    app.connect("env-updated", drop_modules)
    app.connect("missing-reference", plain_code)
    app.connect("build-finished", write_pages)
