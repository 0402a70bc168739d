"""Chains of descent against the enumeration of all simple paths."""

import re
from itertools import pairwise, zip_longest

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph import ArgumentError, PaperGraph, PaperNotFoundError

NODES = 7


DEGREES = ["high", "medium", "low", ""]


BASES = ["stated", "implied", "literature", ""]


def weakness(degree, basis):
    """Confidence first, then basis; what is not known counts as the weakest."""
    return 4 * min(DEGREES.index(degree), 2) + BASES.index(basis)


node = st.integers(0, NODES - 1)


steps = st.lists(
    st.tuples(node, node, st.sampled_from(DEGREES), st.sampled_from(BASES)), max_size=18
)


acyclic = steps.map(lambda rows: [(*sorted(row[:2]), *row[2:]) for row in rows])


limits = st.sampled_from([0, 1, 2, "any"])


def graph_of(rows):
    """Make a graph; a step runs from the older to the newer paper, every second is `enables`."""
    papers = [{"id": f"p{one}", "title": f"P{one}"} for one in range(NODES)]
    relations = [
        (f"p{older}", "enables", f"p{newer}", basis, "", "", degree)
        if number % 2
        else (f"p{newer}", "extends", f"p{older}", basis, "", "", degree)
        for number, (older, newer, degree, basis) in enumerate(rows)
    ]
    return PaperGraph(papers, relations)


def network_of(rows):
    """Newer to older, with what the best row between two papers costs: side steps, weakness."""
    network = nx.DiGraph()
    network.add_nodes_from(f"p{one}" for one in range(NODES))
    for number, (older, newer, degree, basis) in enumerate(rows):
        if older != newer:
            ends, cost = (f"p{newer}", f"p{older}"), (number % 2, weakness(degree, basis))
            known = network.edges[ends]["cost"] if network.has_edge(*ends) else cost
            network.add_edge(*ends, cost=min(cost, known))
    return network


def spent(network, path):
    """Side steps and weakness of the evidence of a whole chain."""
    costs = [network.edges[pair]["cost"] for pair in pairwise(path)]
    return tuple(map(sum, zip(*costs, strict=True)))


def count_of(network, path, side_steps):
    return side_steps == "any" or spent(network, path)[0] <= side_steps


def best_first(network, newer, older, side_steps="any"):
    return sorted(
        (
            tuple(path)
            for path in nx.all_simple_paths(network, newer, older)
            if count_of(network, path, side_steps)
        ),
        key=lambda path: (*spent(network, path), len(path), path),
    )


@given(acyclic, st.integers(1, 6), limits)
def test_the_best_chains_of_a_dag(rows, k, side_steps):
    graph, network = graph_of(rows), network_of(rows)
    found = graph.paths("p6", "p0", k=k, side_steps=side_steps)
    expected = best_first(network, "p6", "p0", side_steps)
    assert [chain.ids for chain in found.chains] == expected[:k]
    assert found.total == len(expected)
    assert [chain.side_steps for chain in found.chains] == [
        spent(network, path)[0] for path in expected[:k]
    ]
    wider = best_first(network, "p6", "p0")
    assert (found.wider and found.wider.ids) == (None if expected or not wider else wider[0])


@given(steps, node, node, st.integers(1, 6), limits)
def test_the_best_chains_with_cycles(rows, a, b, k, side_steps):
    graph, network = graph_of(rows), network_of(rows)
    if a != b:
        found = graph.paths(f"p{a}", f"p{b}", k=k, side_steps=side_steps)
        assert {found.newer, found.older} == {f"p{a}", f"p{b}"}
        expected = best_first(network, found.newer, found.older, side_steps)
        assert [chain.ids for chain in found.chains] == expected[:k]
        # Of cycles the total is told only where the chains asked for are all, or nearly.
        assert found.total == len(expected) or (found.total is None and len(expected) > k)
        assert expected or not best_first(network, found.older, found.newer, side_steps)


@given(steps, node, node)
def test_the_order_of_the_arguments_is_the_question(rows, a, b):
    graph = graph_of(rows)
    if a == b:
        return
    one, other = graph.paths(f"p{a}", f"p{b}"), graph.paths(f"p{b}", f"p{a}")
    descends = f"p{b}" in graph.ancestors(f"p{a}"), f"p{a}" in graph.ancestors(f"p{b}")
    assert (bool(one.chains), bool(other.chains)) == (any(descends), any(descends))
    if all(descends):
        # In a cycle each descends from the other, as asked.
        assert (one.newer, other.newer) == (f"p{a}", f"p{b}")
        assert (one.is_reversed, other.is_reversed) == (False, False)
    elif any(descends):
        assert one.chains == other.chains
        assert (one.is_reversed, other.is_reversed) == (descends[1], descends[0])
        yes, turned = (one, other) if descends[0] else (other, one)
        told = "No: it is the other way round. "
        assert turned.explanation == told + yes.explanation
        assert turned.answer.text("zh") == "否，方向正相反。" + yes.answer.text("zh")


def test_better_evidenced_beats_shorter_on_any_length():
    # 40 weak steps, or 41 that could not be better
    weak = [f"w{one:02}" for one in range(39)]
    strong = [f"s{one:02}" for one in range(40)]
    rows = []
    for between, evidence in ((weak, ("", "", "", "")), (strong, ("stated", "", "", "high"))):
        ids = ["new", *between, "old"]
        rows += [(a, "extends", b, *evidence) for a, b in pairwise(ids)]
    # One step is short, but no better evidenced: 41 that are best in all come before it.
    rows.append(("new", "corrects", "old", "implied", "", "", "high"))
    papers = [{"id": one, "title": one} for one in ["new", "old", *weak, *strong]]
    chains = PaperGraph(papers, rows).paths("new", "old").chains
    assert [len(chain.steps) for chain in chains] == [41, 1, 40]


def test_fewest_side_steps_before_evidence_before_length(drawn):
    best, worst = ("stated", "", "", "high"), ("", "", "", "low")
    #  n ══> o in four ways: through line, short and long along the line, and direct from the side
    rows = [
        ("n", "uses", "o", *best),
        *(("n", "extends", "weak", *worst), ("weak", "extends", "o", *worst)),
        *(("n", "extends", "line", *best), ("line", "extends", "o", *best)),
        *(("n", "extends", "l1", *best), ("l1", "corrects", "l2", *best)),
        ("l2", "extends", "o", *best),
    ]
    papers = [{"id": one, "title": one} for one in ["n", "o", "line", "weak", "l1", "l2"]]
    found = PaperGraph(papers, rows).paths("n", "o", k=9)
    assert [chain.ids for chain in found.chains] == [
        ("n", "line", "o"),  # along the line, the best evidence, two steps
        ("n", "l1", "l2", "o"),  # three steps
        ("n", "weak", "o"),  # weak evidence
        ("n", "o"),  # one step only, but from the side
    ]
    assert [chain.side_steps for chain in found.chains] == [0, 0, 0, 1]
    assert found.explanation == (
        "n descends from o: the best of 4 chains has 2 steps, none of them a side step."
    )
    line = PaperGraph(papers, rows).paths("n", "o", k=9, side_steps=0)
    assert line.chains == found.chains[:3]
    assert (line.total, line.side_steps) == (3, 0)


def test_of_several_rows_the_one_along_the_line_makes_the_step(drawn):
    #  c ══> b by uses and extends, c ──enables──> d: one side step in all
    graph = drawn("b 2020, c 2021, d 2022", "c uses b", "c extends b", "c enables d")
    (chain,) = graph.paths("d", "b").chains
    assert (chain.side_steps, chain.sentence) == (
        1,
        "D (2022) is enabled by C (2021), which extends B (2020).",
    )
    assert [row["side_steps"] for row in graph.paths("d", "b").rows()] == [1, 1, 1]


def test_confidence_counts_before_basis_and_both_before_ids():
    papers = [{"id": one, "title": one} for one in "nabcdo"]
    evidence = {
        "a": ("literature", "medium"),
        "b": ("literature", "high"),
        "c": ("stated", "medium"),
        "d": ("stated", "medium"),
    }
    rows = [
        row
        for one, (basis, degree) in evidence.items()
        for row in (("n", "extends", one, basis, "", "", degree), (one, "extends", "o"))
    ]
    chains = PaperGraph(papers, rows).paths("n", "o", k=9).chains
    assert [chain.ids[1] for chain in chains] == ["b", "c", "d", "a"]


def test_many_chains_are_all_found():
    # 2^6 chains through six diamonds
    ids = [f"{layer}{side}" for layer in range(7) for side in "ab"]
    rows = [
        (f"{layer}{a}", "extends", f"{layer - 1}{b}")
        for layer in range(1, 7)
        for a in "ab"
        for b in "ab"
    ]
    graph = PaperGraph([{"id": one, "title": one} for one in ids], rows)
    whole, best = graph.paths("6a", "0a", k=1000), graph.paths("6a", "0a")
    assert len(whole.chains) == 32
    assert len(best.chains) == 3
    assert (whole.total, best.total) == (32, 32)
    assert (whole.count_text(), best.count_text()) == ("32 chains", "3 of 32 chains")
    assert best.explanation == "6a descends from 0a: the best of 32 chains has 6 steps."


def test_chains_too_many_to_write_out_are_counted():
    rows = [
        (f"{layer}{a}", "extends", f"{layer - 1}{b}")
        for layer in range(1, 101)
        for a in "ab"
        for b in "ab"
    ]
    ids = sorted({end for newer, _, older in rows for end in (newer, older)})
    found = PaperGraph([{"id": one, "title": one} for one in ids], rows).paths("100a", "0a", k=1)
    assert found.total == 2**99
    assert found.count_text() == "1 of about 6.34e29 chains"


def test_chains_through_cycles_are_not_counted():
    # All ten papers descend from each other: 8! chains and more join two of them.
    ids = "abcdefghij"
    rows = [(one, "extends", other) for one in ids for other in ids if one != other]
    found = PaperGraph([{"id": one, "title": one} for one in ids], rows).paths("a", "b", k=2)
    assert found.total is None
    assert found.count_text() == "the first 2 chains"
    assert found.explanation.endswith("the best chain has 1 step.")


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


def test_no_because_every_chain_takes_more_side_steps(mixed):
    found = mixed.paths("heir", "tool")
    assert (found.chains, found.total, found.gap, len(found)) == ((), 0, (), 0)
    assert (found.newer, found.older) == ("heir", "tool")
    assert (found.wider.ids, found.wider.side_steps) == (("heir", "study", "tool"), 2)
    assert found.explanation == (
        "HEIR (2022-01) does not descend from TOOL (2020-01): "
        "every chain takes 2 side steps or more, and at most 1 may be taken."
    )
    assert str(found).splitlines() == [
        found.explanation,
        "",
        "A chain that does not count: HEIR (2022-01) uses STUDY (2021-01), "
        "which is enabled by TOOL (2020-01).",
        "   - HEIR uses STUDY",
        "   - TOOL enables STUDY",
    ]
    assert repr(found) == "PathSet('heir' from 'tool': 0 chains)"
    assert [(row["counts"], row["reads"]) for row in found.rows()] == [
        (False, "HEIR uses STUDY"),
        (False, "TOOL enables STUDY"),
    ]
    assert found.caption() == "HEIR does not descend from TOOL: a chain that does not count"
    assert found.caption() in found.to_svg()
    assert found.shown_ids() == ("heir", "study", "tool")
    assert sorted(found.to_networkx().edges()) == [("heir", "study"), ("tool", "study")]
    line = mixed.paths("heir", "base", side_steps=0)
    assert (line.chains, line.wider.ids) == ((), ("heir", "study", "base"))
    assert line.explanation.startswith(
        "HEIR (2022-01) does not descend from BASE (2019-01): every chain takes 1 side step or more"
    )
    assert mixed.paths("heir", "tool", side_steps=2).wider is None


def test_the_wider_chain_is_the_best_of_those_that_do_not_count(drawn):
    #  a ──uses──> b ──uses──> c ──uses──> d, and b ──> c2 ──> c3 ──uses──> d
    graph = drawn(
        "a, b, c, c2, c3, d",
        *("b uses a", "c uses b", "d uses c", "c2 extends b", "c3 extends c2", "d uses c3"),
    )
    found = graph.paths("d", "a")
    assert (found.wider.ids, found.wider.side_steps) == (("d", "c3", "c2", "b", "a"), 2)
    asked = graph.paths("d", "a", relations="uses", side_steps=2)
    assert (asked.wider.ids, asked.wider.side_steps) == (("d", "c", "b", "a"), 3)
    assert asked.explanation == (
        "D does not descend from A by a chain of uses: "
        "every chain takes 3 side steps or more, and at most 2 may be taken."
    )


def test_no_because_a_chain_goes_on_from_what_is_true_of_one_paper_only(inheriting):
    #  a ──no──> b ──> c: b extends a as a paper of its own, and nothing that descends from b does
    graph = inheriting("abc", "b extends a no", "c extends b")
    for side_steps in (0, 1, "any"):
        found = graph.paths("c", "a", side_steps=side_steps)
        assert (found.chains, found.gap, found.total) == ((), (), 0)
        assert (found.newer, found.older) == ("c", "a")
        assert found.wider.ids == ("c", "b", "a")
        assert found.explanation == (
            "C does not descend from A: "
            "every chain passes through what is true of B only and not inherited (B extends A)."
        )
        assert found.shown_ids() == ("c", "b", "a")
    assert [chain.ids for chain in graph.paths("b", "a").chains] == [("b", "a")]


def test_a_wider_chain_that_may_count_comes_before_one_that_never_does(inheriting):
    #  a ──uses──> b ──uses──> c ──> d, and a ──no──> x ──> d
    graph = inheriting(
        "abcdx", "b uses a", "c uses b", "d extends c", "x extends a no", "d extends x"
    )
    found = graph.paths("d", "a")
    assert (found.wider.ids, found.wider.side_steps) == (("d", "c", "b", "a"), 2)
    assert found.explanation.endswith(
        "every chain takes 2 side steps or more, and at most 1 may be taken."
    )
    assert [one.ids for one in graph.paths("d", "a", k=9, side_steps=2).chains] == [
        ("d", "c", "b", "a")
    ]


def test_direction_is_decided_by_the_chains_that_count(drawn):
    #  late ──> early along the line, against the dates; early ──uses──> m ──uses──> late
    graph = drawn(
        "early 2020, m 2021, late 2022", "early extends late", "m uses early", "late uses m"
    )
    found = graph.paths("early", "late")
    assert (found.newer, found.older) == ("early", "late")
    assert [chain.ids for chain in found.chains] == [("early", "late")]
    # By chains that count each descends from the other, whichever is asked about.
    both = graph.paths("early", "late", side_steps=2)
    assert (both.newer, both.older, both.is_reversed) == ("early", "late", False)
    assert [chain.ids for chain in both.chains] == [("early", "late")]
    both = graph.paths("late", "early", side_steps=2)
    assert [chain.ids for chain in both.chains] == [("late", "m", "early")]


def test_direction_is_decided_by_other_chains_where_none_counts(drawn):
    # young ──uses──> m ──uses──> old, against the dates: no chain counts, one way or the other
    graph = drawn("old 2020, m 2021, young 2022", "m uses young", "old uses m")
    found = graph.paths("old", "young")
    assert (found.newer, found.older, found.chains) == ("old", "young", ())
    assert found.wider.ids == ("old", "m", "young")


def test_no_chain_but_an_alternative(mixed):
    found = mixed.paths("study", "rival")
    assert (found.chains, found.ids, len(found)) == ((), (), 0)
    assert (found.newer, found.older) == ("rival", "study")
    assert [row.relation for row in found.gap] == ["alternative_to"]
    assert found.explanation == (
        "No chain of descent joins RIVAL (2021-07) and STUDY (2021-01)"
        " in this graph (8 papers, to 2022-03). "
        "RIVAL is an alternative to STUDY, and that carries no descent."
    )
    assert found.shown_ids() == ("rival", "study")
    assert repr(found) == "PathSet('rival' from 'study': 0 chains)"
    assert str(found).splitlines()[1:] == ["   - RIVAL is an alternative to STUDY"]


def test_no_chain_but_a_common_descendant(mixed):
    found = mixed.paths("base", "tool")
    assert found.explanation == (
        "No chain of descent joins TOOL (2020-01) and BASE (2019-01)"
        " in this graph (8 papers, to 2022-03). STUDY (2021-01) descends from both: "
        "TOOL (2020-01) enables STUDY (2021-01); STUDY (2021-01) extends BASE (2019-01)."
    )
    assert found.shown_ids() == ("tool", "study", "base")
    assert sorted(found.to_networkx().edges()) == [("study", "base"), ("tool", "study")]


def test_no_chain_but_a_common_ancestor(drawn):
    found = drawn("a 2020, b 2021, c 2022", "b extends a", "c extends a").paths("b", "c")
    assert found.answer.said[1].text() == (
        "Both descend from A (2020): C (2022) extends A (2020); B (2021) extends A (2020)."
    )
    assert found.answer.said[1].text("zh") == (
        "两者都源自 A (2020)：C (2022) 扩展了 A (2020)；B (2021) 扩展了 A (2020)。"
    )


@pytest.mark.parametrize(("a", "b"), [("critic", "tool"), ("bench", "review"), ("rival", "base")])
def test_comparisons_and_surveys_connect_nothing(mixed, a, b):
    found = mixed.paths(a, b)
    assert (found.gap, found.chains, found.wider) == ((), (), None)
    nothing = "They share no ancestor or descendant, and no relation joins them directly."
    assert found.explanation.endswith(nothing)
    assert found.answer.said[1].text("zh") == "两者没有共同的祖先或后代，也没有直接的关系。"


def test_no_connection_at_all(islands):
    found = islands.paths("a", "x")
    assert (found.gap, found.shown_ids()) == ((), ("x", "a"))
    assert found.explanation == (
        "No chain of descent joins X (2020-01) and A (2020-01)"
        " in this graph (6 papers, to 2020-03). "
        "They share no ancestor or descendant, and no relation joins them directly."
    )


@pytest.mark.parametrize("strict", ["strict", ("extends", "uses"), iter(["uses", "extends"])])
def test_relations_filter(mixed, strict):
    found = mixed.paths("tool", "study", relations=strict)
    assert found.explanation == (
        "No chain of descent of extends, uses joins STUDY (2021-01) and TOOL (2020-01)"
        " in this graph (8 papers, to 2022-03). "
        "What connects them: TOOL (2020-01) enables STUDY (2021-01)."
    )


def test_relations_filter_with_a_chain(mixed):
    found = mixed.paths("heir", "base", relations="cites")
    assert [chain.ids for chain in found.chains] == [("heir", "base")]
    assert found.explanation == (
        "HEIR (2022-01) descends from BASE (2019-01) by a chain of cites: "
        "the only chain has 1 step."
    )


def test_relations_decide_before_dates(drawn):
    graph = drawn("a 2021, b 2020, c 2019", "b extends a")
    found = graph.paths("a", "b")
    assert (found.newer, found.older) == ("b", "a")
    assert (graph.paths("a", "c").newer, graph.paths("c", "a").newer) == ("a", "a")


def test_one_chain_each_way(two_cycle):
    assert two_cycle.paths("q", "p").chains[0].ids == ("q", "p")
    assert two_cycle.paths("p", "q").chains[0].ids == ("p", "q")


def test_a_question_asked_the_wrong_way_round(drawn):
    graph = drawn(
        "old 2020, new 2021, m 2022, far 2023", *("new uses old", "m uses new", "far uses m")
    )
    assert graph.paths("old", "new").explanation == (
        "No: it is the other way round. NEW (2021) descends from OLD (2020): "
        "the only chain that counts has 1 step, a side step."
    )
    assert graph.paths("old", "far").explanation == (
        "OLD (2020) does not descend from FAR (2023). FAR (2023) does not descend from OLD (2020): "
        "every chain takes 3 side steps or more, and at most 1 may be taken."
    )


def test_direct_relations_without_descent_are_named_beside_a_yes(drawn):
    graph = drawn(
        "old 2020, m 2021, new 2022",
        *("m extends old", "new extends m", "new alternative_to old", "old compares_with new"),
    )
    found = graph.paths("new", "old")
    assert found.explanation == (
        "NEW (2022) descends from OLD (2020): the only chain has 2 steps. "
        "But note: NEW is an alternative to OLD; OLD compares with NEW."
    )
    assert found.answer.text("zh").endswith(
        "不过请注意：NEW 是 OLD 的替代方案；OLD 与 NEW 作了对比。"
    )
    assert "But note" not in graph.paths("m", "old").explanation


def test_errors(chain):
    with pytest.raises(ArgumentError, match="Both names mean the same paper, a; name two"):
        chain.paths("a", "A")
    with pytest.raises(ArgumentError, match="k must be a number of chains from 1 up, not 0"):
        chain.paths("a", "b", k=0)
    with pytest.raises(PaperNotFoundError, match='No paper "qqq"'):
        chain.paths("a", "qqq")


def longest_paths(network, side_steps, origin=None):
    """All longest chains that count, the oldest paper first."""
    paths = [
        tuple(path)
        for newer in network
        for older in (network if origin is None else [origin])
        if newer != older
        for path in nx.all_simple_paths(network, newer, older)
        if count_of(network, path, side_steps)
    ]
    longest = max(map(len, paths), default=0)
    return sorted(path[::-1] for path in paths if len(path) == longest)


@given(acyclic, limits)
def test_longest_chain(rows, side_steps):
    graph, network = graph_of(rows), network_of(rows)
    expected = longest_paths(network, side_steps)
    if not expected:
        with pytest.raises(ArgumentError, match="Nothing descends by extends, "):
            graph.longest_chain(side_steps=side_steps)
    else:
        (chain,) = graph.longest_chain(side_steps=side_steps).chains
        assert chain.ids[::-1] == expected[0]
        assert chain.side_steps == spent(network, chain.ids)[0]
    if side_steps == "any" and expected:
        assert len(chain.steps) == nx.dag_longest_path_length(network, weight=None)


@given(acyclic, node, limits)
def test_longest_chain_from_a_paper(rows, paper, side_steps):
    graph, origin = graph_of(rows), f"p{paper}"
    expected = longest_paths(network_of(rows), side_steps, origin)
    if expected:
        (chain,) = graph.longest_chain(origin, side_steps=side_steps).chains
        assert chain.ids[::-1] == expected[0]
    else:
        with pytest.raises(ArgumentError, match=f"Nothing descends from P{paper} by extends"):
            graph.longest_chain(origin, side_steps=side_steps)


def test_longest_chain_in_words(diamond):
    found = diamond.longest_chain()
    assert found.chains[0].ids == ("e", "d", "b", "a")
    assert found.explanation == (
        "The longest chain has 3 steps, 1 of them a side step, and ends with E (2021-02)."
    )
    assert (found.newer, found.older, found.notice) == ("e", "a", "")
    begun = diamond.longest_chain("c")
    assert begun.chains[0].ids == ("e", "d", "c")
    assert begun.explanation == (
        "The longest chain from C (2020-05) has 2 steps, 1 of them a side step, "
        "and ends with E (2021-02)."
    )
    line = diamond.longest_chain(relations="extends")
    assert line.explanation == "The longest chain has 2 steps, and ends with D (2021-01)."
    whole = diamond.longest_chain("a", relations="uses", side_steps="any")
    assert whole.chains[0].ids == ("e", "d", "a")


def test_the_longest_chain_takes_no_more_side_steps_than_asked_for(drawn):
    #  a ──uses──> b ──uses──> c ──uses──> d, and a ──> x ──uses──> y
    graph = drawn("a, b, c, d, x, y", "b uses a", "c uses b", "d uses c", "x extends a", "y uses x")
    assert graph.longest_chain(side_steps=0).chains[0].ids == ("x", "a")
    assert graph.longest_chain().chains[0].ids == ("y", "x", "a")
    # c uses b uses a begins with the same paper and comes first by its ids
    assert graph.longest_chain(side_steps=2).chains[0].ids == ("c", "b", "a")
    assert graph.longest_chain(side_steps=3).chains[0].ids == ("d", "c", "b", "a")
    assert graph.longest_chain(side_steps="any").chains[0].side_steps == 3
    assert graph.longest_chain("b").explanation == (
        "The longest chain from B has 1 step, a side step, and ends with C."
    )
    assert graph.longest_chain("b", side_steps="any").chains[0].ids == ("d", "c", "b")
    with pytest.raises(ArgumentError, match=r"Nothing descends from B by .*: there is no chain\."):
        graph.longest_chain("b", side_steps=0)


def test_the_longest_chain_goes_on_from_no_row_of_one_paper_only(inheriting):
    #  a ──> b ──no──> c ──> d ──> e
    graph = inheriting(
        "abcde", "b extends a", "c extends b no", "d extends c", "e extends d", "c uses a no"
    )
    assert graph.longest_chain().chains[0].ids == ("c", "b", "a")
    assert graph.longest_chain("c").chains[0].ids == ("e", "d", "c")
    assert graph.longest_chain(side_steps="any").chains[0].ids == ("c", "b", "a")


def test_longest_chain_tells_of_cycles(two_cycle):
    found = two_cycle.longest_chain()
    assert found.chains[0].ids == ("tail", "q", "p", "root")
    assert found.explanation == (
        "The longest chain has 2 steps and 1 within cycles, which do not count, "
        "1 of them a side step, and ends with TAIL (2020-03)."
    )
    assert found.cycles == (("p", "q"),)
    told = "Papers that descend from each other make no steps that count: P, Q."
    assert found.notice == told
    assert two_cycle.longest_chain("p").chains[0].ids == ("tail", "q", "p")
    with pytest.raises(ArgumentError, match=rf"from TAIL by .* no chain\. {told}"):
        two_cycle.longest_chain("tail")


def test_longest_chain_has_a_heading_of_its_own(diamond):
    assert diamond.longest_chain().heading() == "A longest chain of descent"
    assert diamond.longest_chain("c").heading() == "A longest chain of descent from C"


@pytest.fixture(scope="module")
def late(drawn):
    # a ──> b ──> c, and against the dates: c ──> a; new ──> old
    return drawn(
        "a 2020-01, b 2020-05, c 2021-02, new 2022-03, old 2021",
        *("b extends a", "c extends b", "a uses c", "old extends new"),
    )


def test_a_chain_against_the_dates_says_so(late):
    found = late.paths("new", "old")
    assert (found.newer, found.older) == ("old", "new")
    assert found.notice.startswith(
        "1 row against the dates (a child older than its parent): OLD extends NEW. llmgraph check"
    )
    assert "A uses C" not in found.notice


def test_dates_drop_chains(late):
    left_out = "2 rows left out against the dates: A uses C; OLD extends NEW."
    found = late.paths("new", "old", cycles="dates")
    assert (found.newer, found.older, found.chains) == ("new", "old", ())
    # What is left out neither joins the two nor stands between them.
    assert (found.gap, found.wider, found.relation_rows()) == ((), None, [])
    assert found.explanation == (
        "No chain of descent joins NEW (2022-03) and OLD (2021)"
        " in this graph (5 papers, to 2022-03). "
        "They share no ancestor or descendant, and no other relation joins them directly."
    )
    assert (found.notice, len(found.dropped)) == (left_out, 2)
    both = late.paths("c", "a")
    assert (both.cycles, both.relation_rows()) == ((("a", "b", "c"),), [0, 1, 2])
    one = late.paths("a", "c", cycles="dates")
    assert [chain.ids for chain in one.chains] == [("c", "b", "a")]
    assert (one.cycles, one.relation_rows(), one.notice) == ((), [0, 1], left_out)


def test_dates_make_the_longest_chain_longer(late):
    assert late.longest_chain().chains[0].ids == ("old", "new")
    dated = late.longest_chain(cycles="dates")
    assert dated.chains[0].ids == ("c", "b", "a")
    assert [row.source for row in dated.dropped] == ["a", "old"]
    with pytest.raises(ArgumentError, match=r"from NEW by .* no chain\. 2 rows left out against"):
        late.longest_chain("new", cycles="dates")


def test_the_longest_chain_passes_through_a_cycle():
    papers = [{"id": one, "title": one.upper()} for one in "abcdex"]
    rows = [("b", "extends", "a"), ("c", "extends", "b"), ("b", "extends", "c")]
    rows += [("d", "extends", "c"), ("e", "extends", "d"), ("x", "extends", "a")]
    found = llmgraph.PaperGraph(papers, rows).longest_chain()
    assert found.chains[0].ids == ("e", "d", "c", "b", "a")
    assert found.explanation == (
        "The longest chain has 3 steps and 1 within cycles, which do not count, and ends with E."
    )


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=24))
def test_the_longest_chain_is_as_long_as_the_last_generation(pairs):
    papers = [{"id": str(n), "title": str(n)} for n in range(9)]
    rows = [(str(newer), "extends", str(older)) for newer, older in pairs if newer != older]
    graph = llmgraph.PaperGraph(papers, rows)
    last = max(row["generation"] for row in graph.rank("generation").rows())
    if not last:
        return
    found = graph.longest_chain()
    said = re.match(r"The longest chain has ([\d,]+) step", found.explanation)
    assert said
    assert int(said[1]) == last
    for step in found.chains[0].steps:
        assert {(one.source, one.target) for one in step.relations} == {(step.newer, step.older)}


def test_a_verdict_is_true_one_way_only(chain):
    yes, no = chain.descends("c", "a"), chain.descends("a", "c")
    assert (bool(yes), bool(no)) == (True, False)
    assert [one.ids for one in yes.chains] == [("c", "b", "a")]
    assert (no.chains, no.paths.is_reversed) == ((), True)
    assert str(yes) == str(chain.paths("c", "a"))
    assert no.explanation == "No: it is the other way round. " + yes.explanation
    assert not chain.descends("c", "a", side_steps=0)


def test_a_document_says_whether_the_question_holds(drawn):
    graph = drawn("a 2020, b 2021, c 2021", "b extends a", "c cites b")
    asked = {"yes": ("b", "a"), "turned": ("a", "b"), "none": ("c", "a")}
    answers = {name: graph.paths(*ends).to_document().answer for name, ends in asked.items()}
    assert {name: one.holds for name, one in answers.items()} == {
        "yes": True,
        "turned": False,
        "none": False,
    }
    assert answers["turned"].text.startswith("No: it is the other way round.")
    assert graph.paths("a", "b").to_document("zh").answer.text.startswith("否")
    assert [bool(graph.descends(*ends)) for ends in asked.values()] == [True, False, False]
