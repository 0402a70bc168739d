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


LINK = {"link_open", "link_close"}


def assert_links_are_what_they_show(inline):
    for place, one in enumerate(inline):
        if one.type == "link_open":
            assert one.attrs == {"href": inline[place + 1].content}
            assert one.attrs["href"].startswith(("http://", "https://"))
            assert inline[place + 2].type == "link_close"


def assert_markdown_shows(written, expected):
    tokens = GITHUB.parse(written)
    assert {re.sub(r"_(open|close)$", "", token.type) for token in tokens} <= LAYOUT
    inline = [token.children for token in tokens if token.type == "inline"]
    shown = ["".join(child.content for child in children) for children in inline]
    assert [text for text in shown if text] == expected
    kinds = [{child.type for child in children} - {"text", *LINK} for children in inline]
    for children in inline:
        assert_links_are_what_they_show(children)
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
    assert {one.type for one in inline} - LINK == {"text"}
    assert_links_are_what_they_show(inline)
    assert "".join(one.content for one in inline) == clean(text)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://arxiv.org/abs/2305.18290", "https://arxiv.org/abs/2305.18290"),
        ("(see http://a.b:80/c_d?x=1&y=2#z).", "http://a.b:80/c_d?x=1&y=2#z"),
        ("https://doi.org/10.1/S0(98)00110-X, p. 3", "https://doi.org/10.1/S0(98)00110-X"),
        ("见https://a.b/c。", "https://a.b/c"),
        ("[https://a.b](javascript:x)", "https://a.b"),
        ("<https://a.b>", "https://a.b"),
        # A part of an address would lead elsewhere.
        ("https://a.b/&lt;x", None),
        ("https://a.b/c*d*", None),
        ("https://a.b|c", None),
        ("https://user:pass@a.b", None),
        ("https://a.b/{{ c }}", None),
        ("https://a.b--> x", None),
        ("xhttps://a.b javascript://a.b data://a.b https:// www.a.b", None),
    ],
)
def test_a_web_address_is_a_link_to_itself(text, link):
    inline = GITHUB.parse(markdown.escaped(text))[1].children
    assert "".join(one.content for one in inline) == text
    assert [one.attrs["href"] for one in inline if one.type == "link_open"] == [link] * bool(link)
    assert_links_are_what_they_show(inline)


@pytest.mark.parametrize("text", ["\u200b # heading", "\x1b - item", "\u200b 1. list"])
def test_an_invisible_character_makes_no_block_of_a_line(text):
    tokens = GITHUB.parse(markdown.escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
