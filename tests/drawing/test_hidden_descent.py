"""Descent through papers that are not shown: found, told apart, and never more than needed."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmgraph
from llmgraph.drawing.formats.flowchart import flowchart
from llmgraph.drawing.hidden_descent import Chains, Joint, chains_of, passages
from llmgraph.drawing.selection import drawn_rows
from llmgraph.drawing.subject import Subject
from llmgraph.engine import compile_index
from llmgraph.language.messages import Message
from llmgraph.model.descent import descent

# How the letters of a row join its papers: along the line or by a side step, and whether for heirs.
JOINS = {"-": ("extends", ""), "~": ("uses", ""), "|": ("extends", "no"), "!": ("uses", "no")}


def graph_of(text):
    """Papers are letters, dated in their order.

    ``ab`` and ``a-b`` say that b extends a, ``a~b`` that it uses it; ``a|b`` and ``a!b`` say the
    same of b only, not of its heirs.
    """
    rows = [(one[0], one[1:-1] or "-", one[-1]) for one in text.split()]
    letters = sorted({letter for older, _, newer in rows for letter in (older, newer)})
    papers = [{"id": x, "title": x, "date": f"{2000 + n}"} for n, x in enumerate(letters)]
    columns = ("source", "relation", "target", "inherited")
    relations = [
        dict(zip(columns, (newer, JOINS[join][0], older, JOINS[join][1]), strict=True))
        for older, join, newer in rows
    ]
    return llmgraph.PaperGraph(papers, relations)


def joints(text, shown, **limit):
    graph = graph_of(text)
    numbers = [graph.tables.number[one] for one in shown]
    seen = descent(graph.tables, side_steps=limit.get("side_steps", 1))
    chains = chains_of(seen, max_side_steps=limit.get("most"))
    return [
        (shown[one.older] + shown[one.newer], one.side_steps, one.inherited)
        for one in passages(chains, numbers, graph.tables.rows_among(shown))
    ]


def found(text, shown):
    return {pair for pair, *_ in joints(text, shown)}


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


LIMITS = [{"side_steps": 0}, {"side_steps": 1}, {"side_steps": "any"}, {"most": 1}]


@pytest.mark.parametrize(
    ("text", "shown", "expected"),
    [
        # one side step, two of them: with any number none is told apart, with `most` two or more
        # are one more than it
        ("a-b b~c", "ac", [[], [("ac", 1, True)], [("ac", 0, True)], [("ac", 1, True)]]),
        ("a~b b~c", "ac", [[], [], [("ac", 0, True)], [("ac", 2, True)]]),
        # the way of fewer side steps is told of two
        ("a-b b-d a~c c~d", "ad", [[("ad", 0, True)]] * 4),
        # a relation tells the pair already, but not by the line
        ("a~c a-b b-c", "ac", [[("ac", 0, True)], [("ac", 0, True)], [], [("ac", 0, True)]]),
        # a chain of shown papers takes a side step more than the hidden one
        (
            "a~b b-d a-c c-d",
            "abd",
            [[("ad", 0, True)], [("ad", 0, True)], [], [("ad", 0, True)]],
        ),
        # two side steps of shown papers tell of nothing beyond them
        ("a~b b~d a-c c~d", "abd", [[], [("ad", 1, True)], [], [("ad", 1, True)]]),
        # what is not inherited ends a chain: c, and not d, descends from a
        ("a-b b|c c-d", "acd", [[("ac", 0, False)]] * 4),
        ("a|b b-c", "ac", [[]] * 4),
        # of two ways one ends in c, the other one takes a side step and goes on to d
        (
            "a-b b|c a-e e~c c-d",
            "acd",
            [
                [("ac", 0, False)],
                [("ac", 0, False), ("ac", 1, True)],
                [("ac", 0, True)],
                [("ac", 0, False), ("ac", 1, True)],
            ],
        ),
        # the same where nothing goes on: the second way would say nothing
        (
            "a-b b|c a-e e~c",
            "ac",
            [[("ac", 0, False)], [("ac", 0, False)], [("ac", 0, True)], [("ac", 0, False)]],
        ),
        # beside a relation that ends a chain, too
        ("a|c a-b b-c", "ac", [[]] * 4),
        ("a|c a-b b-c c-d", "acd", [[("ac", 0, True)]] * 4),
    ],
)
def test_by_hand_with_side_steps(text, shown, expected):
    assert [joints(text, shown, **limit) for limit in LIMITS] == expected


@pytest.mark.parametrize("limit", [{"side_steps": 10**30}, {"most": 10**30}])
def test_a_limit_that_no_chain_needs_takes_no_more_room(limit):
    text = "a~b b~c c-d"
    chains = chains_of(
        descent(graph_of(text).tables, side_steps=10**30), max_side_steps=limit.get("most")
    )
    assert chains.levels <= 5
    assert [pair for pair, *_ in joints(text, "ad", **limit)] == ["ad"]


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
    ends = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    rows = np.arange(len(pairs), dtype=np.int32)
    index = compile_index(count, ends[:, 0], ends[:, 1], rows)
    line, heirs = np.zeros(len(pairs), dtype=np.uint8), np.ones(len(pairs), dtype=bool)
    drawn = [row for row, pair in enumerate(pairs) if set(pair) <= set(shown)]
    told = passages(Chains(index, line, heirs, 0, beyond=False), shown, drawn)
    return [pairs[row] for row in drawn], [(shown[one.older], shown[one.newer]) for one in told]


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


PAPERS = "abcdefg"
rows = st.tuples(st.sampled_from(PAPERS), st.sampled_from("-~|!--~~"), st.sampled_from(PAPERS))


def brute_force(links, allowed, told_apart):
    """Fewest side steps by (older, newer), over all simple chains that count.

    Links are ``(older, newer, side steps, inherited)``; more side steps than can be told apart are
    one more.
    """
    fewest = {}

    def walk(path, spent):
        for older, newer, side_steps, inherited in links:
            taken = min(spent + side_steps, told_apart + 1)
            if older != path[-1] or newer in path or taken > allowed:
                continue
            ends = path[0], newer
            fewest[ends] = min(fewest.get(ends, taken), taken)
            if inherited:
                walk([*path, newer], taken)

    for paper in {link[0] for link in links}:
        walk([paper], 0)
    return fewest


@settings(max_examples=400, deadline=None)
@given(
    st.lists(rows, max_size=13),
    st.permutations(PAPERS),
    st.integers(0, len(PAPERS)),
    # The limit for the library; what a side step costs, how many count, how many are told apart.
    st.sampled_from(
        [
            *(({"side_steps": limit}, 1, limit, limit) for limit in (0, 1, 2)),
            ({"side_steps": "any"}, 0, 0, 0),
            *(
                ({"most": max_side_steps}, 1, max_side_steps + 1, max_side_steps)
                for max_side_steps in (0, 1, 2)
            ),
        ]
    ),
)
def test_passages_join_what_chains_that_count_join(table, papers, count, limit):
    limit, cost, allowed, told_apart = limit
    table = [(older, join, newer) for older, join, newer in table if older != newer]
    if limit.get("side_steps") == allowed:
        # A limit higher than all there are is none, and then side steps are not told apart.
        cost = int(allowed <= sum(join in "~!" for _, join, _ in table))
    shown = "".join(papers[:count])
    everything = " ".join("".join(row) for row in table)
    # A paper that no row names is none of the graph.
    shown = "".join(one for one in shown if one in everything)
    links = [(older, newer, cost * (join in "~!"), join in "-~") for older, join, newer in table]
    whole = {
        ends: side_steps
        for ends, side_steps in brute_force(links, allowed, told_apart).items()
        if set(ends) <= set(shown)
    }
    drawn = [link for link in links if set(link[:2]) <= set(shown)]
    told = [(*pair, *more) for pair, *more in joints(everything, shown, **limit)]
    assert brute_force(drawn + told, allowed, told_apart) == whole
    for one in told:
        rest = [other for other in told if other != one]
        assert brute_force(drawn + rest, allowed, told_apart) != whole


# What counts as a chain


MIXED = llmgraph.PaperGraph(
    [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
    [("b", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "c"), ("d", "surveys", "a")],
)
AC = [Joint(0, 1, side_steps=1, inherited=True)]


def test_only_chains_of_the_types_drawn_count():
    subject = Subject(MIXED.tables, "abcd", [], "", descent(MIXED.tables), runs_through_hidden=True)
    assert passages(chains_of(subject.chains), [0, 2], []) == AC
    assert passages(chains_of(subject.of_types("extends").chains), [0, 2], []) == []
    assert passages(chains_of(subject.of_types("surveys").chains), [0, 3], []) == []


def test_an_answer_of_chosen_rows_is_joined_by_these_only():
    for rows, expected in (([0, 1], AC), ([0], [])):
        subject = Subject(MIXED.tables, "abcd", rows, "", descent(MIXED.tables))
        assert passages(chains_of(subject.chains), [0, 2], []) == expected


def test_an_answer_along_the_line_is_joined_along_the_line():
    subject = Subject(MIXED.tables, "abcd", [0, 1, 2], "", descent(MIXED.tables, side_steps=0))
    assert passages(chains_of(subject.chains), [0, 2], []) == []
    assert drawn_rows(subject, "abcd") == ([0, 2], Message("chart.silent", {"count": 1}))


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
    assert drawn_rows(answer.subject(), answer.shown_ids()) == (drawn, None)
    assert [link.descent for link in flowchart(answer.subject()).links] == [True] * len(drawn)


def test_citations_nobody_asked_for_are_not_drawn_as_descent():
    answer = CITING.ancestors("d")
    assert answer.ids == ("a", "b")
    rows, told = drawn_rows(CITING.select().subject(), "abcd")
    assert (rows, str(told)) == ([0, 3], "2 relations that carry no descent are not drawn.")


def test_what_is_drawn_by_default():
    whole = Subject(MIXED.tables, "abcd", range(4), "", descent(MIXED.tables))
    rows, told = drawn_rows(whole, "abcd")
    assert (rows, str(told)) == ([0, 1, 2], "1 relation that carries no descent is not drawn.")
    assert drawn_rows(whole, "ad") == ([3], None)
    assert drawn_rows(whole.of_types("surveys"), "abcd") == ([3], None)
    assert drawn_rows(Subject(MIXED.tables, "abcd", [0], "", descent(MIXED.tables)), "abc") == (
        [0],
        None,
    )


def passages_in(answer):
    ids = answer.shown_ids()
    shown = [answer.tables.number[one] for one in ids]
    told = passages(chains_of(answer.subject().chains), shown, answer.relation_rows())
    return {(ids[one.older], ids[one.newer]): one.side_steps for one in told}


@pytest.mark.parametrize("side_steps", [0, "any"])
@pytest.mark.parametrize("name", ["Transformer", "DPO", "LLaVA"])
def test_a_whole_lineage_has_no_passage(name, side_steps):
    whole = llmgraph.load()
    # What is not inherited ends a lineage, but not a chain that begins there.
    graph = llmgraph.PaperGraph(whole.papers, whole.relations.assign(inherited=""))
    assert passages_in(graph.descendants(name, side_steps=side_steps)) == {}
    assert passages_in(graph.ancestors(name, side_steps=side_steps)) == {}


def test_a_chain_between_two_ancestors_may_run_past_them():
    # LLaVA takes from both from the side, by ChatGPT and by Vicuna; text-davinci-003, from which
    # Alpaca took, would be another side step away.
    rows = """
        llava extends vicuna, vicuna uses chatgpt, vicuna uses alpaca, chatgpt extends instructgpt
        alpaca uses text-davinci-003, text-davinci-003 extends instructgpt
    """
    edges = [tuple(row.split()) for row in rows.strip().replace("\n", ",").split(",")]
    ids = {end for newer, _, older in edges for end in (newer, older)}
    graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in ids], edges)
    answer = graph.ancestors("llava")
    assert set(answer) == ids - {"llava", "text-davinci-003"}
    assert passages_in(answer) == {("instructgpt", "alpaca"): 1}
