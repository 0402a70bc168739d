"""Alternative texts: what a drawing shows, in sentences."""

from __future__ import annotations

from typing import Any

import llmgraph


def test_the_papers_their_years_and_what_is_built_on(drawn: Any) -> None:
    graph = drawn("a 2020, b 2021, c 2021, d 2022", "c extends a", "c uses b", "d extends c")
    assert graph.ancestors("c").alternative_text() == (
        "What led to C: a chart of 3 papers from 2020 to 2021. C builds on A and B."
    )
    assert graph.paths("d", "a").alternative_text() == (
        "Chains of descent between D and A: a chart of 3 papers from 2020 to 2022. D builds on C."
    )
    assert graph.ancestors("c").alternative_text("zh").endswith("C 建立在 A 和 B 之上。")


def test_without_parents_some_papers_are_named(drawn: Any) -> None:
    graph = drawn("a 2020, b 2020, c 2020, d 2020, e 2020, f 2020, g 2020")
    assert graph.select().alternative_text() == (
        "Papers and their relations: a chart of 7 papers of 2020. "
        "Among them: A, B, C, D, E and 2 more."
    )
    undated = drawn("a, b")
    assert undated.select().alternative_text() == (
        "Papers and their relations: a chart of 2 papers. Among them: A, B."
    )


def test_what_is_hidden_is_not_told(drawn: Any) -> None:
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "c extends b", "c uses a")
    near = graph.ancestors("c", since="2021")
    assert near.alternative_text().endswith("C builds on B.")


def test_it_is_one_clean_line_and_stands_in_every_drawing() -> None:
    papers = [{"id": "a", "title": "A\u202e\nb", "date": "2020"}, {"id": "c", "title": "<c>"}]
    graph = llmgraph.PaperGraph(papers, [("c", "extends", "a")])
    told = graph.ancestors("c").alternative_text()
    assert told == "What led to <c>: a chart of 2 papers of 2020. <c> builds on A b."
    assert (
        "a chart of 2 papers of 2020. &#60;c&#62; builds on A b." in graph.ancestors("c").to_svg()
    )
    mermaid = graph.ancestors("c").to_mermaid().splitlines()
    assert "  accTitle: What led to c" in mermaid
    assert "  accDescr: What led to c: a chart of 2 papers of 2020. c builds on A b." in mermaid
