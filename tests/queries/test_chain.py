"""A chain and its steps: which row tells a step, and how the whole is told."""

from itertools import zip_longest

import pytest

from llmgraph import PaperGraph


@pytest.fixture(scope="module", name="inheriting")
def _inheriting():
    """Make a graph of ids and of rows such as ``"b extends a"``, ``"b extends a no"``."""
    columns = ("source", "relation", "target", "inherited")

    def make(papers, *rows):
        return PaperGraph(
            [{"id": one, "title": one.upper()} for one in papers],
            [dict(zip_longest(columns, row.split(), fillvalue="")) for row in rows],
        )

    return make


def test_sentence_and_steps(mixed):
    found = mixed.paths("heir", "tool", side_steps="any")
    assert (found.newer, found.older) == ("heir", "tool")
    assert found.chains[0].sentence == (
        "HEIR (2022-01) uses STUDY (2021-01), which is enabled by TOOL (2020-01)."
    )
    assert [(step.newer, step.older) for step in found.chains[0].steps] == [
        ("heir", "study"),
        ("study", "tool"),
    ]
    assert found.explanation == (
        "HEIR (2022-01) descends from TOOL (2020-01): the only chain that counts has 2 steps, "
        "all of them side steps."
    )
    assert found.gap == ()
    assert found.ids == ("tool", "study", "heir")
    assert repr(found) == (
        "PathSet('heir' from 'tool': 1 chain, the best with 2 steps, all of them side steps)"
    )
    assert found.heading() == "Chains of descent between HEIR and TOOL"


def test_parallel_relations_stay_in_one_step(parallel):
    (chain,) = parallel.paths("a", "b").chains
    assert [row.relation for row in chain.steps[0].relations] == ["extends", "uses"]
    assert chain.sentence == "B (2020-02) extends A (2020-01)."


def test_the_best_evidenced_row_along_the_line_tells_the_step():
    papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    rows = [
        ("b", "uses", "a", "", "", "", "high"),
        ("b", "extends", "a", "", "", "", "low"),
        ("b", "corrects", "a", "", "", "", "medium"),
    ]
    (chain,) = PaperGraph(papers, rows).paths("a", "b").chains
    assert [row.relation for row in chain.steps[0].relations] == ["corrects", "extends", "uses"]
    assert (chain.side_steps, chain.sentence) == (0, "B corrects A.")


def test_told_with_evidence():
    papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "year": "2021"}]
    rows = [("b", "extends", "a", "stated", "b, intro", "Builds on it.", "high")]
    found = PaperGraph(papers, rows).paths("b", "a")
    assert str(found).splitlines() == [
        "B (2021) descends from A: the only chain has 1 step.",
        "",
        "1. B (2021) extends A.",
        "   - B extends A: Builds on it. [stated: b, intro]",
    ]
    frame = found.to_frame()
    assert frame.to_dict("records") == [
        {
            "chain": 1,
            "step": 1,
            "counts": True,
            "side_steps": 0,
            "newer": "b",
            "reads": "B extends A",
            "relation": "extends",
            "older": "a",
            "newer_date": "2021",
            "older_date": "",
            "basis": "stated",
            "where": "b, intro",
            "note": "Builds on it.",
            "confidence": "high",
        }
    ]


def test_an_older_step_is_told_by_a_row_that_may_be_passed(inheriting):
    #  b ══> c by extends, not inherited, and by uses; c ──> d
    graph = inheriting("bcd", "c extends b no", "c uses b", "d extends c")
    (chain,) = graph.paths("d", "b").chains
    assert (chain.side_steps, chain.sentence) == (1, "D extends C, which uses B.")
    assert [row.relation for row in chain.steps[1].relations] == ["uses", "extends"]
    # As the newest step of its own chain the row along the line is the best.
    (own,) = graph.paths("c", "b").chains
    assert (own.side_steps, own.sentence) == (0, "C extends B.")
    line = graph.paths("d", "b", side_steps=0)
    assert (line.chains, line.wider.side_steps) == ((), 1)
    assert "every chain takes 1 side step or more" in line.explanation
