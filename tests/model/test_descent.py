"""Descent as a query sees it: which rows are steps, how few side steps lead on, what is told."""

import numpy as np
import pytest

import llmgraph
from llmgraph.engine import NOT_REACHED
from llmgraph.language.messages import Message
from llmgraph.model.descent import cycles_note, descent


@pytest.fixture(scope="module")
def mixed_chain():
    #  a ──> b ~~> c ──| d ~~> e, where c ──| d is true of d only; f disputes a
    rows = [
        {"source": "b", "relation": "extends", "target": "a"},
        {"source": "c", "relation": "uses", "target": "b"},
        {"source": "d", "relation": "extends", "target": "c", "inherited": "no"},
        {"source": "e", "relation": "uses", "target": "d"},
        {"source": "f", "relation": "disputes", "target": "a"},
    ]
    papers = [
        {"id": one, "title": one.upper(), "date": f"202{n}"} for n, one in enumerate("abcdef")
    ]
    return llmgraph.PaperGraph(papers, rows).tables


def told(array):
    return ["-" if number == NOT_REACHED else int(number) for number in array]


def test_rows_that_are_steps_depend_on_the_side_steps_that_count(mixed_chain):
    assert descent(mixed_chain).carries.tolist() == [True] * 4 + [False]
    line = descent(mixed_chain, side_steps=0)
    assert line.carries.tolist() == [True, False, True, False, False]
    assert line.kept.all()
    assert descent(mixed_chain, "uses").carries.tolist() == [False, True, False, True, False]


@pytest.mark.parametrize(("asked", "known"), [(0, 0), (3, 3), ("any", "any"), (np.int64(2), 2)])
def test_side_steps_are_told_as_they_were_asked_for(mixed_chain, asked, known):
    assert descent(mixed_chain, side_steps=asked).side_steps == known


@pytest.mark.parametrize("asked", [-1, 1.5, "1", None, True])
def test_side_steps_that_cannot_be_counted_are_refused(mixed_chain, asked):
    with pytest.raises(llmgraph.ArgumentError, match="side_steps must be a number of side steps"):
        descent(mixed_chain, side_steps=asked)


def test_fewest_side_steps_to_ancestors_and_descendants(mixed_chain):
    whole, number = descent(mixed_chain), mixed_chain.number
    # The newest row of a chain may be true of its own paper only: d descends from c, e does not.
    assert told(whole.reach(number["d"], older=True).side_steps) == [1, 1, 0, 0, "-", "-"]
    assert told(whole.reach(number["e"], older=True).side_steps) == ["-", "-", "-", 1, 0, "-"]
    below = whole.reach(number["a"], older=False)
    assert told(below.side_steps) == [0, 0, 1, 1, "-", "-"]
    # and no chain goes on from d
    assert told(below.passing) == [0, 0, 1, "-", "-", "-"]


def test_a_chain_counts_where_it_takes_no_more_side_steps_than_allowed(mixed_chain):
    taken = np.array([0, 1, 2, NOT_REACHED], dtype=np.int32)
    for allowed, counting in ((0, [1, 0, 0, 0]), (1, [1, 1, 0, 0]), ("any", [1, 1, 1, 0])):
        found = descent(mixed_chain, side_steps=allowed).counts(taken)
        assert found.tolist() == list(map(bool, counting))


def test_rows_on_the_chains_that_count(mixed_chain):
    whole, number = descent(mixed_chain), mixed_chain.number

    def rows(side_steps, paper, *, older):
        seen = descent(mixed_chain, side_steps=side_steps)
        reach = seen.reach(number[paper], older=older)
        return sorted(seen.on_chains(number[paper], reach, older=older).tolist())

    assert rows(1, "d", older=True) == [0, 1, 2]
    assert rows(0, "d", older=True) == [2]
    # seen from e, the row of d alone leads nowhere
    assert rows(2, "e", older=True) == [3]
    assert rows(1, "a", older=False) == [0, 1, 2]
    assert rows(0, "a", older=False) == [0]
    assert whole.has_limits
    assert whole.takes_side_steps


def test_side_steps_left_are_the_most_over_all_papers_asked_about(mixed_chain):
    whole, number = descent(mixed_chain, side_steps=2), mixed_chain.number
    assert told(whole.side_steps_left([number["d"]])) == [1, 1, 2, 2, "-", "-"]
    assert told(whole.side_steps_left([number["d"], number["b"]])) == [2, 2, 2, 2, "-", "-"]
    assert told(whole.side_steps_left([])) == ["-"] * 6


def test_only_some_rows_are_kept_and_all_of_them_is_the_same_descent(mixed_chain):
    whole = descent(mixed_chain)
    assert whole.only(np.ones(5, dtype=bool)) is whole
    part = whole.only(np.array([True, False, True, True, True]))
    assert part.edges.row.tolist() == [0, 2, 3]
    assert not part.is_whole
    c, d = mixed_chain.number["c"], mixed_chain.number["d"]
    assert told(part.reach(d, older=True).side_steps) == ["-", "-", 0, 0, "-", "-"]
    assert part.unrolled.depth(c, older=True).tolist() == [-1, -1, 0, -1, -1, -1]


def test_what_concerns_some_papers_is_told_of_these_alone(drawn):
    #  a ⇄ b, c ⇄ d; e is older than a, from which it descends
    graph = drawn(
        "a 2020, b 2020, c 2020, d 2020, e 2019",
        *("b extends a", "a extends b", "d extends c", "c extends d", "e uses a"),
    )
    whole, number = descent(graph.tables), graph.tables.number
    assert whole.cycles == (("a", "b"), ("c", "d"))
    assert whole.dates_note.text().startswith("1 row against the dates")
    some = np.zeros(5, dtype=bool)
    some[[number["c"], number["e"]]] = True
    part = whole.among(some)
    assert part.cycles == (("c", "d"),)
    assert not part.dates_note
    # What is left out of the graph is left out whoever asks.
    timely = descent(graph.tables, cycles="dates")
    assert [row.source for row in timely.dropped] == ["e"]
    assert timely.among(some).dropped == timely.dropped
    assert timely.kept.tolist() == [True] * 4 + [False]
    assert whole.dropped == ()


def test_chains_that_count_are_named(mixed_chain):
    assert descent(mixed_chain, "extends,uses").types_named.text() == "extends, uses"
    assert descent(mixed_chain, "extends,uses", side_steps=0).types_named.text() == "extends"
    limits = [descent(mixed_chain, side_steps=one).limit_note.text() for one in (0, 1, 2, "any")]
    assert len(set(limits)) == 4


def test_a_graph_without_side_steps_has_no_limits(drawn):
    plain = descent(drawn("a, b", "b extends a").tables)
    assert not plain.has_limits
    assert not plain.takes_side_steps
    depth = np.array([0, 1], dtype=np.int32)
    assert plain.reach(0, older=False, depth=depth).side_steps.tolist() == [0, 0]


def test_many_cycles_are_named_in_part():
    groups = [(f"a{n}", f"b{n}") for n in range(12)]
    tables = llmgraph.PaperGraph(
        [{"id": one, "title": one.upper()} for pair in groups for one in pair]
    ).tables
    told = cycles_note(tables, groups, Message("cycles.together")).text()
    assert "A9, B9" in told
    assert "A10" not in told
    assert "2 more" in told
    assert cycles_note(tables, [], Message("cycles.together")) is None
