"""Values of answers in LaTeX: names stay names."""

from __future__ import annotations

import llmgraph
from llmgraph.reports.tex import value


def test_names_are_escaped_and_keys_are_cited() -> None:
    papers = [
        {"id": "a", "title": r"50 % of $x_1$ & \\input{x}", "key": "smith2000", "date": "2000"},
        {"id": "b", "title": "思维链", "date": "2001"},
    ]
    found = llmgraph.PaperGraph(papers).select()
    assert value(found, "count", in_words=True) == "two"
    assert value(found, "cite") == r"\cite{smith2000,b}"
    first = value(found, "first")
    assert first.startswith(r"50 \% of \$x\_1\$ \& ")
    assert r"\input" not in first
    assert value(found, "list", "zh").endswith("思维链")
    assert value(found, "date") == "2000"
