"""The answer as the tab of a page."""

from __future__ import annotations

import llmgraph
from llmgraph.results.answer_tab import ROWS, answer_tab


def test_a_ranking_has_its_scores_with_bars_in_proportion() -> None:
    papers = [{"id": one, "title": f"Title {one}", "date": "2020"} for one in "abc"]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a"), ("c", "extends", "a")])
    ranking = graph.rank("in_degree")
    tab = answer_tab(ranking.to_document(), ranking.bar_columns)
    assert tab["header"] == ["rank", "tied", "name", "date", "in degree"]
    assert tab["cells"] == [
        ["1", "", "Title a", "2020", "2"],
        ["2", "yes", "Title b", "2020", "0"],
        ["2", "yes", "Title c", "2020", "0"],
    ]
    assert tab["numeric"] == [1, 0, 0, 0, 1]
    assert tab["bars"] == {"4": [1.0, 0.0, 0.0]}
    assert "prose" not in tab


def test_empty_columns_and_those_of_every_paper_are_left_out() -> None:
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "topics": "T"}, {"id": "b", "title": "B", "topics": "T"}],
        [("b", "extends", "a")],
    )
    tab = answer_tab(graph.descendants("a").to_document())
    assert tab["header"] == ["name", "generation"] or tab["header"][0] == "name"
    assert not {"title", "topic", "date"} & {*tab["header"]}


def test_chains_are_sentences_with_their_evidence() -> None:
    graph = llmgraph.load()
    chains = graph.paths("Alpaca", "InstructGPT", k=1)
    tab = answer_tab(chains.to_document())
    assert tab["prose"][0] == chains.explanation
    assert tab["numbered"] == chains.to_prose().numbered
    assert [text for text, _ in tab["points"]] == [text for text, _ in chains.to_prose().points]


def test_a_list_of_papers_has_no_table_of_its_own() -> None:
    document = llmgraph.load().select(topics="Evaluation").to_document()
    tab = answer_tab(document, with_table=False)
    assert tab == {"heading": document.heading, "notes": list(document.remarks)}


def test_a_long_table_is_cut_and_tells_its_length() -> None:
    papers = [{"id": f"p{n}", "title": f"Paper {n}"} for n in range(ROWS + 5)]
    tab = answer_tab(llmgraph.PaperGraph(papers, []).select().to_document())
    assert (len(tab["cells"]), tab["total"]) == (ROWS, ROWS + 5)
