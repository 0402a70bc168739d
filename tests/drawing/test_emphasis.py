"""Marks, scores and weights of answers."""

from __future__ import annotations

import llmgraph
from llmgraph.drawing.emphasis import Emphasis
from llmgraph.language.messages import Message


def test_shares_are_of_the_highest_number() -> None:
    found = Emphasis(scores={"a": 8, "b": 2, "c": -3}, weights={4: 10**400, 7: 10**400 // 4})
    assert found.shares == {"a": 1.0, "b": 0.25, "c": 0.0}
    assert found.widths == {4: 1.0, 7: 0.25}
    assert Emphasis(scores={"a": 0.0, "b": -1.0}).shares == {"a": 0.0, "b": 0.0}


def test_answers_say_what_stands_out() -> None:
    # a → b → d, a → c → d, d → e: e is cut off by d alone.
    papers = [{"id": one, "title": one} for one in "abcde"]
    rows = [(new, "extends", old) for old, new in ("ab", "ac", "bd", "cd", "de")]
    graph = llmgraph.PaperGraph(papers, rows)
    assert graph.minimal_cut("e", "a").emphasis() == Emphasis(
        marked=frozenset("d"), mark_name=Message("chart.cut")
    )
    assert graph.keystones().emphasis().scores["d"] == 1
    weights = graph.main_path().emphasis().weights
    assert {rows[row][2] + rows[row][0]: count for row, count in weights.items()} == {
        "ab": 1, "ac": 1, "bd": 1, "cd": 1, "de": 2
    }  # fmt: skip
    ranking = graph.rank("in_degree").emphasis()
    assert ranking.scores == {"a": 2, "b": 1, "c": 1, "d": 1, "e": 0}
    assert ranking.score_name is not None
    assert ranking.score_name.text("zh") == "入度"
    assert graph.ancestors("e").emphasis() == Emphasis()
