"""The marks of a report: where Markdown has comments, and what is wrong with the others."""

import re

import pytest

import llmgraph
from llmgraph.reports.placeholders import placeholders_in


@pytest.mark.parametrize(
    ("text", "order", "line", "before"),
    [
        ("<!-- llmgraph: a as b -->\n<!-- /llmgraph -->", "a as b", 1, ""),
        ("x\n<!--llmgraph:a as b-->\nold\n<!--/llmgraph-->\n", "a as b", 2, ""),
        ("- x\n  <!-- llmgraph: a as b -->\n  <!-- /llmgraph -->\n", "a as b", 2, "  "),
        ("1. <!-- llmgraph: a as b -->\n   <!-- /llmgraph -->\n", "a as b", 1, "   "),
        ("> <!-- llmgraph: a as b -->\n> <!-- /llmgraph -->\n", "a as b", 1, "> "),
        ("<div>\n<!-- llmgraph: a as b -->\n<!-- /llmgraph -->\n</div>\n", "a as b", 2, ""),
        ("\ufeff<!-- llmgraph: a as b -->\n<!-- /llmgraph -->\n", "a as b", 1, ""),
        ("x\x0cy\u2028z\n<!-- llmgraph: a as b -->  \n<!-- /llmgraph -->\t\n", "a as b", 2, ""),
    ],
)
def test_marks_are_found_where_markdown_has_comments(text, order, line, before):
    [space] = placeholders_in(text)
    assert (space.request, space.line) == (order, line)
    assert space.before.replace("\ufeff", "") == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- llmgraph: list as table -->\n", "1: the mark has no end; write <!-- /llmgraph -->"),
        ("x\n\n<!-- /llmgraph -->\n", "3: <!-- /llmgraph --> without a mark before it"),
        (
            "<!-- llmgraph: list as table -->\n<!-- llmgraph: x as y -->\n<!-- /llmgraph -->",
            "2: the mark of line 1 is still open",
        ),
        ("<!-- llmgraph list as table -->\n", "1: a mark stands alone on its line and reads"),
        ("<!-- llmgraph:\nlist as table -->\n", "1: a mark stands alone on its line"),
        ("<!-- llmgraph: x as y --> more\n", "1: a mark stands alone on its line"),
        ("one\ntwo <!-- llmgraph: x as y --> three\n", "2: a mark stands alone on its line"),
        ("<!-- LLMgraph: x as y -->\n", "1: a mark stands alone on its line"),
    ],
)
def test_broken_marks_are_errors_with_their_line(text, message):
    with pytest.raises(llmgraph.ArgumentError, match=re.escape(message)):
        placeholders_in(text)
