"""Descent through papers that are not shown: found, told apart, and never more than needed."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmgraph
from llmgraph.drawing.choice import chains_of, drawn_rows
from llmgraph.drawing.outline import outline
from llmgraph.drawing.passages import passages
from llmgraph.drawing.subject import Subject
from llmgraph.index import compile_index


def graph_of(text):
    """Papers are letters, dated in their order; ``ab`` says that b extends a."""
    pairs = text.split()
    letters = sorted(set("".join(pairs)))
    papers = [{"id": x, "title": x, "date": f"{2000 + n}"} for n, x in enumerate(letters)]
    return llmgraph.PaperGraph(papers, [(b, "extends", a) for a, b in pairs])


def found(text, shown):
    graph = graph_of(text)
    chains = graph._index(graph._descent_types(None))
    numbers = [graph._number[one] for one in shown]
    pairs = passages(chains, numbers, graph._rows_among(shown))
    return {shown[older] + shown[newer] for older, newer in pairs}


@pytest.mark.parametrize(
    ("text", "shown", "expected"),
    [
        ("ab bc cd", "abcd", set()),
        ("ab bc cd", "ad", {"ad"}),
        ("ab bc cd", "acd", {"ac"}),
        # two ways through hidden papers are one passage
        ("ab ac bd cd", "ad", {"ad"}),
        # a relation tells it already
        ("ab bc ac", "ac", set()),
        # so does a chain of shown papers
        ("ab bd ac cd", "abd", set()),
        # from the nearest shown ancestor only: b, not a
        ("ab bc cd", "abd", {"bd"}),
        # a chain of a passage and a relation tells a third
        ("ab bc cd ae ed", "acd", {"ac"}),
        # so does one of a relation and a passage
        ("ab bc cd ae ed", "abd", {"bd"}),
        # the other way round than the numbering of the papers shown
        ("ab bc", "ca", {"ac"}),
        # siblings through a hidden paper do not descend from each other
        ("ab bc bd", "cd", set()),
        ("", "", set()),
    ],
)
def test_by_hand(text, shown, expected):
    assert found(text, shown) == expected


def test_a_cycle_is_joined_all_round():
    # a, b, c and d descend from each other; with b and d hidden, a and c still do
    assert found("ab bc cd da", "ac") == {"ac", "ca"}
    # c tells b of d over a, whatever stands first
    assert found("ab ad ba ca dc", "bcd") == {"bd", "cb"}
    # no paper is told to descend from itself
    assert found("ab ba", "a") == set()


@st.composite
def cut_graphs(draw, cyclic):
    count = draw(st.integers(1, 9))
    number = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(number, number).filter(lambda p: p[0] != p[1]), max_size=18))
    if not cyclic:
        pairs = {(min(pair), max(pair)) for pair in pairs}
    shown = draw(st.lists(number, unique=True))
    return count, sorted(pairs), shown


def passages_of(count, pairs, shown):
    import numpy as np

    ends = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    rows = np.arange(len(pairs), dtype=np.int32)
    chains = compile_index(count, ends[:, 0], ends[:, 1], rows)
    drawn = [row for row, pair in enumerate(pairs) if set(pair) <= set(shown)]
    told = passages(chains, shown, drawn)
    return [pairs[row] for row in drawn], [(shown[a], shown[b]) for a, b in told]


def closure(count, pairs, shown):
    network = nx.DiGraph(pairs)
    network.add_nodes_from(range(count))
    return {(a, b) for a in shown for b in nx.descendants(network, a) if b in shown}


@settings(max_examples=150, deadline=None)
@given(cut_graphs(cyclic=False))
def test_without_cycles_it_is_the_transitive_reduction_of_networkx(cut):
    count, pairs, shown = cut
    drawn, told = passages_of(count, pairs, shown)
    reduction = nx.transitive_reduction(nx.DiGraph(closure(count, pairs, shown)))
    assert set(told) == set(reduction.edges) - set(drawn)


@settings(max_examples=150, deadline=None)
@given(cut_graphs(cyclic=True))
def test_the_drawing_joins_what_chains_join_and_needs_every_passage(cut):
    count, pairs, shown = cut
    drawn, told = passages_of(count, pairs, shown)
    whole = closure(count, pairs, shown)
    assert closure(count, drawn + told, shown) == whole
    for one in told:
        rest = drawn + [other for other in told if other != one]
        assert closure(count, rest, shown) != whole


# What counts as a chain


MIXED = llmgraph.PaperGraph(
    [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
    [("b", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "c"), ("d", "surveys", "a")],
)


def test_only_chains_of_the_types_drawn_count():
    subject = Subject(MIXED, "abcd", [], "", chain_types=MIXED._descent_types(None))
    assert passages(chains_of(subject), [0, 2], []) == [(0, 1)]
    assert passages(chains_of(subject, "extends"), [0, 2], []) == []
    assert passages(chains_of(subject, "surveys"), [0, 3], []) == []


def test_an_answer_of_chosen_rows_is_joined_by_these_only():
    assert passages(chains_of(Subject(MIXED, "abcd", [0, 1], "")), [0, 2], []) == [(0, 1)]
    assert passages(chains_of(Subject(MIXED, "abcd", [0], "")), [0, 2], []) == []


# Citations carry descent only where that is asked for.
CITING = llmgraph.PaperGraph(
    [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
    [("b", "extends", "a"), ("c", "cites", "b"), ("d", "cites", "c"), ("d", "extends", "b")],
)


@pytest.mark.parametrize(
    ("answer", "drawn"),
    [
        (CITING.descendants("a", relations="extends,cites"), [0, 1, 2, 3]),
        (CITING.ancestors("d", relations="extends,cites"), [0, 1, 2, 3]),
        (CITING.paths("d", "a", relations="extends,cites"), [0, 1, 2, 3]),
        (CITING.main_path(relations="extends,cites"), [0, 1, 2]),
        (CITING.minimal_cut("d", "b", relations="extends,cites"), [1, 2, 3]),
        (CITING.reading_path("d", relations="extends,cites"), [0, 1, 2, 3]),
        (CITING.common_ancestors("c", "d", relations="extends,cites"), [0, 1, 2, 3]),
    ],
)
def test_what_carries_descent_in_the_answer_is_drawn_as_descent(answer, drawn):
    assert drawn_rows(answer._subject(), answer.shown_ids()) == (drawn, "")
    assert [link.descent for link in outline(answer._subject()).links] == [True] * len(drawn)


def test_citations_nobody_asked_for_are_not_drawn_as_descent():
    answer = CITING.ancestors("d")
    assert answer.ids == ("a", "b")
    told = drawn_rows(CITING.select()._subject(), "abcd")
    assert told == ([0, 3], "2 relations that carry no descent are not drawn.")


def test_what_is_drawn_by_default():
    whole = Subject(MIXED, "abcd", range(4), "")
    assert drawn_rows(whole, "abcd") == (
        [0, 1, 2],
        "1 relation that carries no descent is not drawn.",
    )
    assert drawn_rows(whole, "ad") == ([3], "")
    assert drawn_rows(whole, "abcd", "surveys") == ([3], "")
    assert drawn_rows(Subject(MIXED, "abcd", [0], ""), "abc") == ([0], "")


def test_a_whole_lineage_has_no_passage():
    graph = llmgraph.load()
    for name in ("Transformer", "DPO", "LLaVA"):
        for answer in (graph.descendants(name), graph.ancestors(name)):
            chains = chains_of(answer._subject())
            shown = [graph._number[one] for one in answer.shown_ids()]
            assert passages(chains, shown, answer.relation_rows()) == []
