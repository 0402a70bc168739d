"""One structure in every parser: Python-Markdown (MkDocs), CommonMark (GitHub), pandoc and MyST.

Each renders the same Markdown of an answer, and the trees of lists and tables are compared.
"""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import markdown
import pypandoc
import pytest
from markdown_it import MarkdownIt

from llmgraph.reports.fill import fill

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = ("ol", "ul", "li", "table", "tr", "th", "td")


class Tree(HTMLParser):
    """The elements of lists and tables with their depth, and the text of each."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.found: list[tuple[int, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in KEPT:
            self.depth += 1
            self.found.append((self.depth, tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in KEPT

    def handle_data(self, data: str) -> None:
        if self.depth:
            depth, tag, text = self.found[-1]
            self.found[-1] = depth, tag, text + re.sub(r"\s+|\\", "", data)


def python_markdown(text: str) -> str:
    return markdown.markdown(text, extensions=["tables"])


def commonmark(text: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(text))


def pandoc(text: str) -> str:
    command = [pypandoc.get_pandoc_path(), "-f", "markdown-smart", "-t", "html", "--wrap=none"]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    # Pandoc gives the cells of a table their alignment, and nothing else.
    return run.stdout


def myst(text: str) -> str:
    pytest.importorskip("myst_parser", reason="SKIPPED: no MyST (pip install myst-parser)")
    from docutils.core import publish_parts
    from myst_parser.parsers.docutils_ import Parser

    settings = {"myst_enable_extensions": [], "report_level": 4}
    parts = publish_parts(text, parser=Parser(), writer="html5", settings_overrides=settings)
    return str(parts["body"])


PARSERS = [python_markdown, commonmark, pandoc, myst]


@pytest.mark.parametrize(
    "request_",
    [
        "path Alpaca InstructGPT -k 2 as prose",
        "reading-path LLaVA --budget 11 as prose",
        "main-path as prose",
        "communities as prose",
        "ancestors LLaVA --depth 1 as table",
        "rank --top 5 as table",
        "ancestors LLaVA --depth 1 as glossary",
    ],
)
def test_every_parser_reads_the_same_lists_and_tables(request_: str) -> None:
    report = f"# Report\n\n<!-- llmgraph: {request_} -->\n<!-- /llmgraph -->\n\nAfter.\n"
    text = fill(report, name="report.md", folder=".").text
    trees = {parse.__name__: tree(parse, text) for parse in PARSERS}
    first = trees.pop("commonmark")
    assert len(first) > 3
    for name, found in trees.items():
        assert found == first, name


def tree(parse: Callable[[str], str], text: str) -> list[tuple[int, str, str]]:
    return Tree(parse(text)).found
