"""The search for the best chains: one of them, many, or only their number."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph.model.descent import descent
from llmgraph.queries import chain_search
from llmgraph.queries.chain_search import (
    ShortChain,
    StepCosts,
    best_chains,
    shortest_chains,
    side_steps_of,
)

IDS = [f"p{one}" for one in range(6)]
KINDS = ["extends", "uses", "enables", "disputes"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=16
)


def graph_of(rows, ids=IDS):
    return llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


@pytest.mark.parametrize("cells", [1, 12, 2**26])
@given(some_rows)
def test_shortest_chains_are_the_first_of_many_with_cycles_too(cells, rows):
    # Each row is as well evidenced as its number says, so that equally short chains differ.
    degrees = [("stated", "high"), ("literature", "high"), ("stated", "low")]
    evidenced = [
        (*row, basis, "§", "note", confidence)
        for number, row in enumerate(rows)
        for basis, confidence in [degrees[number % 3]]
    ]
    graph = graph_of(evidenced)
    ways = StepCosts(descent(graph.tables, KINDS[:3]))
    pairs = [(newer, older) for newer in range(6) for older in range(6)]
    expected = [best_step_by_step(ways, best_chains(ways, *ends, 99, None).best) for ends in pairs]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(chain_search, "CELLS", cells)
        whole, cut = (shortest_chains(ways, pairs, most) for most in (9, 1))
    assert [one.nodes for one in whole] == expected
    assert [one.length for one in whole] == [max(0, len(chain) - 1) for chain in expected]
    assert cut == [ShortChain(one.nodes[:2], one.length) for one in whole]


def best_step_by_step(ways, chains):
    """The shortest chain whose newest step is the best, then the next one; empty if there is none.

    Of all chains, none passes a paper twice.
    """
    return min(
        chains,
        default=(),
        key=lambda chain: (
            len(chain),
            [(ways.older(newer)[older], ways.ids[older]) for newer, older in pairwise(chain)],
        ),
    )


def search(rows, newer, older, k=9, allowed=None, *, ids="abcd", **options):
    """The best chains as texts, and how many there are."""
    graph = graph_of(rows, ids)
    ways = StepCosts(descent(graph.tables), **options)
    number = graph.tables.number
    found = best_chains(ways, number[newer], number[older], k, allowed)
    return ["".join(ways.ids[node] for node in chain) for chain in found.best], found.total


#  a ──> b ──> d, a ~~> c ──> d and a ~~> d
FORKED = [
    ("b", "extends", "a"),
    ("d", "extends", "b"),
    ("c", "uses", "a"),
    ("d", "extends", "c"),
    ("d", "uses", "a"),
]


def test_fewest_side_steps_come_first_and_then_fewest_steps():
    assert search(FORKED, "d", "a") == (["dba", "da", "dca"], 3)


def test_chains_of_too_many_side_steps_are_neither_found_nor_counted():
    assert search(FORKED, "d", "a", allowed=0) == (["dba"], 1)
    assert search(FORKED, "d", "a", allowed=1) == (["dba", "da", "dca"], 3)
    assert search(FORKED[2:3], "c", "a", allowed=0) == ([], 0)


def test_only_the_first_are_written_out_and_all_are_counted():
    assert search(FORKED, "d", "a", k=1) == (["dba"], 3)
    assert search(FORKED, "d", "a", k=1, allowed=0) == (["dba"], 1)


def test_no_chain_leads_from_an_older_paper_to_a_newer_one():
    assert search(FORKED, "a", "d") == ([], 0)
    assert search(FORKED, "b", "c") == ([], 0)


def test_a_chain_goes_on_only_from_what_is_inherited():
    #  a ──> b ──| c ──> d, where b ──| c is true of c only
    rows = [
        {"source": "b", "relation": "extends", "target": "a", "inherited": "no"},
        {"source": "c", "relation": "extends", "target": "b"},
    ]
    assert search(rows, "b", "a", ids="abc") == (["ba"], 1)
    assert search(rows, "c", "a", ids="abc") == ([], 0)
    assert search(rows, "c", "a", ids="abc", all_inherited=True) == (["cba"], 1)


def test_chains_through_a_cycle_are_found_and_not_counted():
    #  a ──> b ⇄ c ──> d
    rows = [("b", "extends", "a"), ("b", "extends", "c"), ("c", "extends", "b"), ("d", "uses", "c")]
    rows.append(("d", "uses", "b"))
    assert search(rows, "d", "a", k=1) == (["dba"], None)
    assert search(rows, "d", "a", k=2) == (["dba", "dcba"], 2)


def test_side_steps_are_read_back_from_what_a_chain_costs():
    graph = graph_of(FORKED, "abcd")
    ways = StepCosts(descent(graph.tables))
    place = ways.index.place.tolist()
    costs = ways.newest(place[3])
    assert side_steps_of(costs[place[0]]) == 1
    assert side_steps_of(costs[place[1]]) == 0
    assert side_steps_of(costs[place[0]] + ways.older(place[2])[place[0]]) == 2
