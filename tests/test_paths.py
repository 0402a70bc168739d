"""Chains of descent against the enumeration of all simple paths."""

import re
from itertools import pairwise

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
    return 3 * min(DEGREES.index(degree), 2) + min(BASES.index(basis), 2)


node = st.integers(0, NODES - 1)
steps = st.lists(
    st.tuples(node, node, st.sampled_from(DEGREES), st.sampled_from(BASES)), max_size=18
)
acyclic = steps.map(lambda rows: [(*sorted(row[:2]), *row[2:]) for row in rows])


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
    """Newer to older, with the cost of the best row between two papers."""
    network = nx.DiGraph()
    network.add_nodes_from(f"p{one}" for one in range(NODES))
    for older, newer, degree, basis in rows:
        if older != newer:
            ends, cost = (f"p{newer}", f"p{older}"), weakness(degree, basis)
            known = network.edges[ends]["cost"] if network.has_edge(*ends) else cost
            network.add_edge(*ends, cost=min(cost, known))
    return network


def best_first(network, newer, older):
    def cost(path):
        spent = sum(network.edges[pair]["cost"] for pair in pairwise(path))
        return len(path), spent, path

    return sorted(map(tuple, nx.all_simple_paths(network, newer, older)), key=cost)


@given(acyclic, st.integers(1, 6))
def test_the_best_chains_of_a_dag(rows, k):
    graph, network = graph_of(rows), network_of(rows)
    found = graph.paths("p6", "p0", k=k)
    expected = best_first(network, "p6", "p0")
    assert [chain.ids for chain in found.chains] == expected[:k]
    assert found.total == len(expected)


@given(steps, node, node, st.integers(1, 6))
def test_the_best_chains_with_cycles(rows, a, b, k):
    graph, network = graph_of(rows), network_of(rows)
    if a != b:
        found = graph.paths(f"p{a}", f"p{b}", k=k)
        assert {found.newer, found.older} == {f"p{a}", f"p{b}"}
        expected = best_first(network, found.newer, found.older)
        assert [chain.ids for chain in found.chains] == expected[:k]
        # Of cycles the total is told only where the chains asked for are all, or nearly.
        assert found.total == len(expected) or (found.total is None and len(expected) > k)
        assert expected or not nx.has_path(network, found.older, found.newer)


@given(steps, node, node)
def test_the_order_of_the_arguments_does_not_matter(rows, a, b):
    graph = graph_of(rows)
    if a != b:
        one, other = graph.paths(f"p{a}", f"p{b}"), graph.paths(f"p{b}", f"p{a}")
        assert one.chains == other.chains
        assert (one.newer, one.older) == (other.newer, other.older)
        assert one.explanation == other.explanation


def test_shorter_beats_better_evidenced_on_any_length():
    # 40 weak steps, or 41 that could not be better
    weak = [f"w{one:02}" for one in range(39)]
    strong = [f"s{one:02}" for one in range(40)]
    rows = []
    for between, evidence in ((weak, ("", "", "", "")), (strong, ("stated", "", "", "high"))):
        ids = ["new", *between, "old"]
        rows += [(a, "uses", b, *evidence) for a, b in pairwise(ids)]
    papers = [{"id": one, "title": one} for one in ["new", "old", *weak, *strong]]
    chains = PaperGraph(papers, rows).paths("new", "old").chains
    assert [len(chain.steps) for chain in chains] == [40, 41]


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
        for row in (("n", "uses", one, basis, "", "", degree), (one, "uses", "o"))
    ]
    chains = PaperGraph(papers, rows).paths("n", "o", k=9).chains
    assert [chain.ids[1] for chain in chains] == ["b", "c", "d", "a"]


def test_many_chains_are_all_found():
    # 2^6 chains through six diamonds
    ids = [f"{layer}{side}" for layer in range(7) for side in "ab"]
    rows = [
        (f"{layer}{a}", "uses", f"{layer - 1}{b}")
        for layer in range(1, 7)
        for a in "ab"
        for b in "ab"
    ]
    graph = PaperGraph([{"id": one, "title": one} for one in ids], rows)
    whole, best = graph.paths("6a", "0a", k=1000), graph.paths("6a", "0a")
    assert len(whole.chains) == 32
    assert len(best.chains) == 3
    assert (whole.total, best.total) == (32, 32)
    assert (whole.size(), best.size()) == ("32 chains", "3 of 32 chains")
    assert best.explanation == "6a descends from 0a: the shortest of 32 chains has 6 steps."


def test_chains_too_many_to_write_out_are_counted():
    rows = [
        (f"{layer}{a}", "uses", f"{layer - 1}{b}")
        for layer in range(1, 101)
        for a in "ab"
        for b in "ab"
    ]
    ids = sorted({end for newer, _, older in rows for end in (newer, older)})
    found = PaperGraph([{"id": one, "title": one} for one in ids], rows).paths("100a", "0a", k=1)
    assert found.total == 2**99
    assert found.size() == "1 of about 6.34e29 chains"


def test_chains_through_cycles_are_not_counted():
    # All ten papers descend from each other: 8! chains and more join two of them.
    ids = "abcdefghij"
    rows = [(one, "uses", other) for one in ids for other in ids if one != other]
    found = PaperGraph([{"id": one, "title": one} for one in ids], rows).paths("a", "b", k=2)
    assert found.total is None
    assert found.size() == "the first 2 chains"
    assert found.explanation.endswith("the shortest chain has 1 step.")


def test_sentence_and_steps(mixed):
    found = mixed.paths("tool", "heir")
    assert (found.newer, found.older) == ("heir", "tool")
    assert found.chains[0].sentence == (
        "HEIR (2022-01) uses STUDY (2021-01), which is enabled by TOOL (2020-01)."
    )
    assert [(step.newer, step.older) for step in found.chains[0].steps] == [
        ("heir", "study"),
        ("study", "tool"),
    ]
    assert found.explanation == (
        "HEIR (2022-01) descends from TOOL (2020-01): the only chain has 2 steps."
    )
    assert found.gap == ()
    assert found.ids == ("tool", "study", "heir")
    assert repr(found) == "PathSet('heir' from 'tool': 1 chain, shortest 2)"
    assert found.heading() == "Chains of descent between HEIR and TOOL"


def test_parallel_relations_stay_in_one_step(parallel):
    (chain,) = parallel.paths("a", "b").chains
    assert [row.relation for row in chain.steps[0].relations] == ["extends", "uses"]
    assert chain.sentence == "B (2020-02) extends A (2020-01)."


def test_the_best_evidenced_row_tells_the_step():
    papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    rows = [("b", "extends", "a", "", "", "", "low"), ("b", "uses", "a", "", "", "", "medium")]
    (chain,) = PaperGraph(papers, rows).paths("a", "b").chains
    assert [row.relation for row in chain.steps[0].relations] == ["uses", "extends"]
    assert chain.sentence == "B uses A."


def test_told_with_evidence():
    papers = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "year": "2021"}]
    rows = [("b", "extends", "a", "stated", "b, intro", "Builds on it.", "high")]
    found = PaperGraph(papers, rows).paths("a", "b")
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


def test_no_chain_but_an_alternative(mixed):
    found = mixed.paths("study", "rival")
    assert (found.chains, found.ids, len(found)) == ((), (), 0)
    assert (found.newer, found.older) == ("rival", "study")
    assert [row.relation for row in found.gap] == ["alternative_to"]
    assert found.explanation == (
        "No chain of descent joins RIVAL (2021-07) and STUDY (2021-01). "
        "RIVAL is an alternative to STUDY, and that carries no descent."
    )
    assert found.shown_ids() == ("rival", "study")
    assert repr(found) == "PathSet('rival' from 'study': 0 chains)"
    assert str(found).splitlines()[1:] == ["   - RIVAL is an alternative to STUDY"]


def test_no_chain_but_a_way_round(mixed):
    found = mixed.paths("critic", "tool")
    assert found.explanation == (
        "No chain of descent joins CRITIC (2021-06) and TOOL (2020-01). What stands between: "
        "CRITIC disputes BASE; STUDY extends BASE; TOOL enables STUDY."
    )
    assert found.shown_ids() == ("critic", "base", "study", "tool")
    assert sorted(found.to_networkx().edges()) == [
        *(("critic", "base"), ("study", "base"), ("tool", "study")),
    ]


def test_a_way_round_does_not_depend_on_the_order_of_the_rows(drawn):
    rows = ["a disputes b", "b disputes a", "a surveys b"]
    for told in (rows, rows[::-1]):
        (row,) = drawn("a 2021, b 2020", *told).paths("a", "b").gap
        assert (row.source, row.relation, row.target) == ("a", "disputes", "b")


def test_no_connection_at_all(islands):
    found = islands.paths("a", "x")
    assert (found.gap, found.shown_ids()) == ((), ("x", "a"))
    assert found.explanation == (
        "No chain of descent joins X (2020-01) and A (2020-01). "
        "No relation of any kind connects them."
    )


@pytest.mark.parametrize("strict", ["strict", ("extends", "uses"), iter(["uses", "extends"])])
def test_relations_filter(mixed, strict):
    found = mixed.paths("tool", "study", relations=strict)
    assert found.explanation == (
        "No chain of descent of extends, uses joins STUDY (2021-01) and TOOL (2020-01). "
        "What stands between: TOOL enables STUDY."
    )


def test_relations_filter_with_a_chain(mixed):
    found = mixed.paths("base", "heir", relations="cites")
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
    assert two_cycle.paths("q", "p").chains == two_cycle.paths("p", "q").chains
    assert two_cycle.paths("q", "p").chains[0].ids == ("q", "p")


def test_errors(chain):
    with pytest.raises(ArgumentError, match="Both names mean one paper, a; name two"):
        chain.paths("a", "A")
    with pytest.raises(ArgumentError, match="k is a number of chains from 1 up, not 0"):
        chain.paths("a", "b", k=0)
    with pytest.raises(PaperNotFoundError, match='No paper "qqq"'):
        chain.paths("a", "qqq")


def longest_paths(network):
    """All longest paths, the oldest paper first."""
    length = nx.dag_longest_path_length(network, weight=None)
    turned = network.reverse()
    return sorted(
        tuple(path)
        for start in turned
        for end in nx.descendants(turned, start)
        for path in nx.all_simple_paths(turned, start, end)
        if len(path) - 1 == length
    )


@given(acyclic)
def test_longest_chain(rows):
    graph, network = graph_of(rows), network_of(rows)
    if not network.edges:
        with pytest.raises(ArgumentError, match="Nothing descends by extends, uses, corrects, en"):
            graph.longest_chain()
    else:
        (chain,) = graph.longest_chain().chains
        assert len(chain.steps) == nx.dag_longest_path_length(network, weight=None)
        assert chain.ids[::-1] == longest_paths(network)[0]


@given(acyclic, node)
def test_longest_chain_from_a_paper(rows, paper):
    graph, origin = graph_of(rows), f"p{paper}"
    network = network_of(rows)
    below = network.subgraph({origin, *nx.ancestors(network, origin)})
    if len(below) > 1:
        (chain,) = graph.longest_chain(origin).chains
        assert chain.ids[::-1] == longest_paths(below)[0]
    else:
        with pytest.raises(ArgumentError, match=f"Nothing descends from P{paper} by extends"):
            graph.longest_chain(origin)


def test_longest_chain_in_words(diamond):
    found = diamond.longest_chain()
    assert found.chains[0].ids == ("e", "d", "b", "a")
    assert found.explanation == "The longest chain has 3 steps and ends with E (2021-02)."
    assert (found.newer, found.older, found.notice) == ("e", "a", "")
    begun = diamond.longest_chain("c")
    assert begun.chains[0].ids == ("e", "d", "c")
    assert begun.explanation == (
        "The longest chain from C (2020-05) has 2 steps and ends with E (2021-02)."
    )
    assert diamond.longest_chain("a", relations="uses").chains[0].ids == ("e", "d", "a")


def test_longest_chain_tells_of_cycles(two_cycle):
    found = two_cycle.longest_chain()
    assert found.chains[0].ids == ("tail", "q", "p", "root")
    assert found.explanation.startswith("The longest chain has 2 steps and 1 within cycles")
    assert found.cycles == (("p", "q"),)
    told = "Papers that descend from each other make no steps that count: p, q."
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
    assert [row.source for row in found.gap] == ["old"]
    assert found.relation_rows() == [3]
    assert (found.notice, len(found.dropped)) == (left_out, 2)
    both = late.paths("a", "c")
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
