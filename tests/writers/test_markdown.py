"""Markdown: texts stay texts wherever they stand."""

import re

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from llmgraph.cli import main
from llmgraph.language.wording import clean
from llmgraph.writers import markdown

from .hostile import QUERIES, texts

LINES = [
    "</script><script>alert(1)</script>",
    "`code` **b** _i_ [x](javascript:alert(1)) ![y](z) ~~s~~ <https://x.y>",
    "--> <!-- /llmgraph -->",
    "<!-- llmgraph: list as table -->",
    "a | b || c \\| d \\",
    "# heading",
    "1. list",
    "- list",
    "> quote",
    "| cell |",
    "+ plus = 3 % & &lt; &#60; $x^2$ {x} @y #4 https://x.y",
    "``` fence",
    "~~~ fence",
    "=== ---",
    "\u202eright to left\u200b שלום",
    "two\nlines\r\nand\ttab",
    "思维链 🙂",
]

FORMS = {"table": markdown.table, "prose": markdown.prose}
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


LAYOUT = {"paragraph", "inline", "table", "thead", "tbody", "tr", "th", "td",
          "bullet_list", "ordered_list", "list_item"}  # fmt: skip


def assert_markdown_shows(written, expected):
    tokens = GITHUB.parse(written)
    assert {re.sub(r"_(open|close)$", "", token.type) for token in tokens} <= LAYOUT
    inline = [token.children for token in tokens if token.type == "inline"]
    shown = ["".join(child.content for child in children) for children in inline]
    assert [text for text in shown if text] == expected
    kinds = [{child.type for child in children} - {"text"} for children in inline]
    assert set().union(*kinds[1:]) == set()
    assert kinds[0] <= {"strong_open", "strong_close"}
    heads = sum(token.type == "th_open" for token in tokens)
    rows = sum(token.type == "tr_open" for token in tokens)
    cells = sum(token.type == "td_open" for token in tokens)
    assert cells == heads * max(rows - 1, 0)


def test_markdown(result):
    document = result.to_document()
    assert_markdown_shows(markdown.text(document), texts(document))
    for form in FORMS:
        assert_markdown_shows(FORMS[form](document), texts(document, form))


def test_markdown_of_the_command_line(tmp_path, graph):
    graph.papers.to_csv(tmp_path / "n.csv", index=False)
    graph.relations.to_csv(tmp_path / "e.csv", index=False)
    tables = ["--nodes", str(tmp_path / "n.csv"), "--edges", str(tmp_path / "e.csv")]
    for command, query in (
        (["list"], "select"),
        (["path", "p9", "p0", "--side-steps", "any"], "paths"),
        (["show", "p7"], "relations_of"),
        (["cut", "p5", "p12"], "minimal_cut"),
        (["longest"], "longest_chain"),
    ):
        written = CliRunner().invoke(main, [*command, *tables, "--format", "md"])
        assert written.exit_code == 0
        assert_markdown_shows(written.stdout, texts(QUERIES[query](graph).to_document()))


@pytest.mark.parametrize("text", LINES)
def test_markdown_shows_hostile_text_as_it_is(text):
    tokens = GITHUB.parse(markdown.escaped(clean(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children
    assert {one.type for one in inline} == {"text"}
    assert "".join(one.content for one in inline) == clean(text)


@pytest.mark.parametrize("text", ["\u200b # heading", "\x1b - item", "\u200b 1. list"])
def test_an_invisible_character_makes_no_block_of_a_line(text):
    tokens = GITHUB.parse(markdown.escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
