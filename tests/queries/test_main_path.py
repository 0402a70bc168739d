"""Main paths: published counts, laws that hold in every graph, and all chains written out."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph.language.wording import amount

from .networks import (
    BY,
    IDS,
    ORACLES,
    arcs,
    chains_of,
    cited,
    counts,
    graph_of,
    main_path,
    oriented,
    some_rows,
    tournament,
    traversals,
    written_out,
)

WHOLE = "Measured over all rows of descent, regardless of side steps."


def sample():
    return cited(ORACLES["liu_lu_sample_network"]["arcs_cited_to_citing"])


def test_counts_printed_in_the_text_of_kuan():
    graph = cited(ORACLES["kuan_2020_fig2"]["arcs_cited_to_citing"])
    printed = {"spc": (6, 7), "splc": (12, 7), "spnp": (12, 13)}
    for by, values in printed.items():
        found = counts(graph.traversals(by))
        assert (found["8", "12"], found["1", "4"]) == values


def test_published_global_main_path():
    found = main_path(sample())
    assert found.ids == ("B", "D", "F", "I", "M", "N")
    assert (found.total, found.chains) == (15, 1)


def test_the_key_route_holds_the_link_that_the_global_path_misses():
    graph = sample()
    assert "HK" not in arcs(main_path(graph))
    found = main_path(graph, search="key-route")
    assert [step.older + step.newer for step in found.keys] == ["BD", "HK"]
    assert {"BD", "HK"} <= set(arcs(found))
    assert [row["key"] for row in found.rows()].count(True) == 2


def test_local_search_keeps_ties_and_depends_on_the_end_where_it_starts():
    graph = sample()
    oldest = main_path(graph, search="local")
    assert sorted(arcs(oldest)) == ["BD", "DF", "FI", "IL", "IM", "MN"]
    assert (oldest.chains, oldest.total) == (2, 15)
    newest = main_path(graph, search="local", start="newest")
    assert sorted(arcs(newest)) == ["AC", "BC", "CE", "CH", "EG", "GH", "HK"]
    assert newest.chains == 4


def test_key_routes_extend_locally_or_globally():
    graph = sample()
    local = main_path(graph, search="key-route")
    assert sorted(set(arcs(local))) == sorted(
        ["AC", "BC", "BD", "CE", "CH", "DF", "EG", "FI", "GH", "HK", "IL", "IM", "MN"]
    )
    whole = main_path(graph, search="key-route", extend="global")
    assert sorted(arcs(whole)) == ["BD", "DF", "FH", "FI", "HK", "IM", "MN"]
    two = main_path(graph, search="key-route", extend="global", routes=3)
    assert [(step.older + step.newer, step.count) for step in two.keys] == [
        ("BD", 5),
        ("HK", 5),
        ("DF", 3),
        ("MN", 3),
    ]


def test_origins_choose_the_end():
    graph = sample()
    assert main_path(graph, origins="A").ids == ("A", "C", "E", "G", "H", "K")
    assert main_path(graph, search="local", origins=["A", "J"]).ids == (
        "A",
        "C",
        "E",
        "G",
        "H",
        "K",
    )
    to_leaf = main_path(graph, origins="L", start="newest")
    assert to_leaf.ids == ("B", "D", "F", "I", "L")
    # The origin is a leaf: it is the path's end and its beginning, so there is no step.
    alone = main_path(graph, origins="L")
    assert (alone.ids, alone.steps) == ((), ())
    read = "Descent is read from cites: the graph has no typed descent. "
    assert alone.notes() == [
        f"{read}No step of descent leads from L to newer papers. "
        'start="newest" (--start newest) looks the other way.'
    ]
    assert main_path(graph, origins=["A", "B"], start="newest").notice == (
        f"{read}No step of descent leads from A, B to older papers. "
        'start="oldest" (--start oldest) looks the other way.'
    )


def test_the_basket_stands_beside_the_path():
    found = main_path(sample())
    # All longest chains have five steps: A or B-C-E-G-H-K and B-D-F-I-M-N.
    assert set(found.basket) == set("ABCEGHKDFIMN")
    assert "L" not in found.basket
    assert "J" not in found.basket


def test_ties_of_24_digits_are_ties_and_near_ties_are_not():
    # Two ladders of 80 rungs, two papers a rung, between a root and a leaf: 2**80 chains each.
    ids, rows = [], []
    for side in "xy":
        rungs = [[f"{side}{rung:02}{half}" for half in "ab"] for rung in range(80)]
        levels = [[f"{side}root"], *rungs, [f"{side}leaf"]]
        ids += [one for level in levels for one in level]
        for older, newer in pairwise(levels):
            rows += [(two, "extends", one) for one in older for two in newer]
    even = main_path(graph_of(ids, rows))
    assert (even.chains, len(even)) == (2 * 2**80, 2 * 162)
    assert len(str(even.chains)) == 25
    # One chain more, to one paper of the last rung: its half of the ladder is heavier by 1.
    more = main_path(graph_of(ids, [*rows, ("y79a", "extends", "yroot")]))
    assert (more.chains, len(more)) == (2**79, 161)
    assert not any(one.startswith("x") for one in more)
    assert "y79b" not in more


def test_a_line_of_text_shortens_long_counts_and_rows_keep_them():
    found = traversals(tournament(84), "spnp")
    assert repr(found) == "Traversals('spnp': 3,486 steps, highest about 4.84e24)"
    assert found.rows()[0]["spnp"] == 2**82
    assert amount(10**15 - 1) == "999,999,999,999,999"
    # More digits than Python writes out.
    assert amount(7 * 10**5000) == "about 7.00e5000"


# Every graph, against all chains written out


def links_found(result, node):
    return {(node[step.older], node[step.newer]) for step in result.steps}


def heaviest_of(chains, weights):
    """The links of the chains with the largest sum, and that sum."""
    total = {tuple(chain): sum(weights[link] for link in pairwise(chain)) for chain in chains}
    best = max(total.values(), default=0)
    kept = [chain for chain, weight in total.items() if weight == best]
    return {link for chain in kept for link in pairwise(chain)}, best, len(kept)


@given(some_rows, st.sampled_from(BY))
def test_global_search_finds_all_heaviest_chains(rows, by):
    _, condensed, node = oriented(rows)
    expected, whole = written_out(condensed)
    links, best, number = heaviest_of(whole, expected[by])
    found = main_path(graph_of(IDS, rows), by)
    assert links_found(found, node) == links
    assert (found.total, found.chains) == (best, number)


@given(some_rows, st.sampled_from(BY), st.booleans())
def test_local_search_takes_every_highest_next_step(rows, by, newest):
    _, condensed, node = oriented(rows)
    weights = written_out(condensed)[0][by]
    if newest:
        weights = {(newer, older): weight for (older, newer), weight in weights.items()}
    next_to = {tail: [link for link in weights if link[0] == tail] for tail in condensed}
    ends = {head for _, head in weights}
    first = [link for link in weights if link[0] not in ends]
    best = max((weights[link] for link in first), default=0)
    taken = set()
    open_links = [link for link in first if weights[link] == best]
    while open_links:
        link = open_links.pop()
        taken.add(link)
        onward = next_to[link[1]]
        best = max((weights[link] for link in onward), default=0)
        open_links += [link for link in onward if weights[link] == best]
    start = "newest" if newest else "oldest"
    found = main_path(graph_of(IDS, rows), by, "local", start=start)
    assert links_found(found, node) == {link[::-1] if newest else link for link in taken}


@given(some_rows, st.sampled_from(BY), st.integers(1, 4), st.sampled_from(["local", "global"]))
def test_key_routes_hold_the_highest_steps_and_reach_both_ends(rows, by, routes, extend):
    _, condensed, node = oriented(rows)
    weights = written_out(condensed)[0][by]
    found = main_path(graph_of(IDS, rows), by, "key-route", routes=routes, extend=extend)
    least = sorted(weights.values(), reverse=True)[:routes][-1:]
    keys = {link for link, weight in weights.items() if [weight] >= least}
    assert {(node[step.older], node[step.newer]) for step in found.keys} == keys
    links = links_found(found, node)
    assert keys <= links
    for end, degree in ((0, condensed.in_degree), (1, condensed.out_degree)):
        loose = {link[end] for link in links} - {link[1 - end] for link in links}
        assert all(degree(one) == 0 for one in loose)


@given(some_rows)
def test_the_basket_is_on_the_longest_chains(rows):
    network, condensed, node = oriented(rows)
    chains = chains_of(condensed)
    longest = max(map(len, chains), default=0)
    on_longest = {one for chain in chains if len(chain) == longest for one in chain}
    found = main_path(graph_of(IDS, rows))
    assert set(found.basket) == {one for one in network if node[one] in on_longest}


@given(some_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_tables_changes_nothing(rows, random):
    dates = ["2020", "2020-05", "", "2020", "2021", "2021"]
    graph = graph_of(IDS, rows, dates)
    papers = graph.papers.to_dict("records")
    shuffled = llmgraph.PaperGraph(
        random.sample(papers, len(papers)), random.sample(rows, len(rows)) or graph.relations
    )
    for search in ("global", "local", "key-route"):
        found, again = main_path(graph, search=search), main_path(shuffled, search=search)
        assert (found.ids, found.basket, counts(found)) == (
            again.ids,
            again.basket,
            counts(again),
        )


# What real networks bring along


@pytest.mark.parametrize("search", ["global", "local", "key-route"])
def test_a_graph_without_descent_says_so(unrelated, search):
    found = main_path(unrelated, search=search)
    assert (found.ids, found.steps, found.total, found.chains) == ((), (), 0, 0)
    assert found.basket == ()
    assert found.notice == "Nothing descends by extends, uses, corrects, enables."
    assert found.rows() == []
    assert list(found.to_frame().columns) == ["id", "older_date", "reads", "spc", "share"]


def test_a_graph_without_papers():
    empty = llmgraph.PaperGraph({"id": [], "title": []})
    assert main_path(empty).ids == ()
    assert empty.traversals("nppc").flow == 0


def test_isolated_papers_take_no_part(islands):
    found = islands.traversals()
    assert found.flow == 2
    assert found.ids == ("a", "x", "b", "y")


def test_components_with_equal_weight_are_ties(islands):
    found = main_path(islands)
    assert found.ids == ("a", "x", "b", "y")
    assert (found.chains, found.total) == (2, 1)


def test_papers_of_one_date_stand_along_descent(equal_dates):
    assert main_path(equal_dates).ids == ("c", "b", "a")


def test_citations_are_descent_where_nothing_else_is(citations):
    found = main_path(citations)
    assert found.ids == ("a", "b", "c")
    assert found.notice == "Descent is read from cites: the graph has no typed descent."


# Cycles


def test_a_cycle_counts_as_one_paper_and_is_told(two_cycle):
    found = main_path(two_cycle)
    assert found.cycles == (("p", "q"),)
    assert found.notice == f"{WHOLE} Papers that descend from each other count as one: P, Q."
    assert found.ids == ("root", "p", "q", "tail")
    assert counts(found) == {("root", "p"): 1, ("q", "tail"): 1}
    assert (found.total, found.chains) == (2, 1)
    # The drawing shows how the path gets through the cycle.
    assert found.relation_rows() == [0, 1, 2, 3]


def test_two_ways_into_one_cycle_are_one_link(drawn):
    graph = drawn("a, p, q", "p extends q", "q extends p", "p extends a", "q uses a")
    found = graph.traversals("spnp")
    assert counts(found) == {("a", "p"): 1, ("a", "q"): 1}
    assert found.flow == 1


def test_dates_drop_the_rows_against_them(drawn):
    graph = drawn(
        "a 2020-01, b 2021-01, c 2022",
        "b extends a",
        "a extends b",
        "c extends b",
    )
    assert main_path(graph).cycles == (("a", "b"),)
    found = main_path(graph, cycles="dates")
    assert found.cycles == ()
    assert [(row.source, row.relation, row.target) for row in found.dropped] == [
        ("a", "extends", "b")
    ]
    assert found.notice == "1 row left out against the dates: A extends B."
    assert counts(found) == {("a", "b"): 1, ("b", "c"): 1}


def test_dates_drop_rows_outside_cycles_too(drawn):
    graph = drawn("a 2020-01, b 2021-01, c 2021-02", "a extends b", "c extends a")
    found = graph.traversals(cycles="dates")
    assert len(found.dropped) == 1
    assert counts(found) == {("a", "c"): 1}


def test_equal_and_unknown_dates_contradict_nothing(two_cycle, drawn):
    found = main_path(two_cycle, cycles="dates")
    assert (found.dropped, found.cycles) == ((), (("p", "q"),))
    undated = drawn("a 2020-01, b, c 2020", "a extends b", "b extends a", "a extends c")
    found = main_path(undated, cycles="dates")
    # In 2020 may be before or after January 2020.
    assert (found.dropped, found.cycles) == ((), (("a", "b"),))
    vague = drawn("a 2020-05, b 2020, c 2020-04", "b extends a", "c extends a")
    # A paper of 2020 may be of December; one of April cannot be.
    assert [row.source for row in main_path(vague, cycles="dates").dropped] == ["c"]


def test_a_notice_names_ten_and_the_result_all(drawn):
    papers = ", ".join(f"o{one} 2021-01, n{one} 2020-01, r{one} 2022" for one in range(12))
    rows = [f"{end}{one} extends o{one}" for end in "nr" for one in range(12)]
    graph = drawn(papers, *rows)
    found = main_path(graph, cycles="dates")
    assert len(found.dropped) == 12
    assert found.notice.startswith("12 rows left out against the dates: N0 extends O0; ")
    assert "N7 extends O7; and 2 more." in found.notice


# The result


def test_a_result_can_be_read_and_drawn(diamond):
    found = main_path(diamond)
    assert repr(found) == "MainPath('spc', 'global': 5 papers, 2 chains, total 5)"
    assert found.heading() == "Main path (SPC, heaviest chains)"
    assert found.relation_rows() == [0, 1, 2, 3, 5]
    assert sorted(found.to_networkx().edges()) == sorted(
        [("b", "a"), ("c", "a"), ("d", "b"), ("d", "c"), ("e", "d")]
    )
    assert found.rows()[-1] == {
        "older": "d",
        "newer": "e",
        "older_date": "2021-01",
        "newer_date": "2021-02",
        "reads": "E uses D",
        "spc": 3,
        "share": 1.0,
        "key": False,
        "critical": True,
    }
    assert "share" not in main_path(diamond, "spnp").rows()[0]
    assert "<title>Main path (SPC, heaviest chains)" in found.to_html()


def test_a_main_path_names_the_relations_of_each_step_with_their_evidence():
    # a ══> b ──> c: two relations join a and b.
    graph = llmgraph.PaperGraph(
        [{"id": one, "title": one.upper(), "date": date} for one, date in (("a", "2020"),
         ("b", "2021"), ("c", ""))],
        [
            {"source": "b", "relation": "uses", "target": "a", "note": "B runs on A.",
             "basis": "stated", "where": "1 §2", "confidence": "medium"},
            {"source": "b", "relation": "extends", "target": "a"},
            {"source": "b", "relation": "enables", "target": "c", "note": "C needs B."},
        ],
    )  # fmt: skip
    told = main_path(graph).to_document().standalone
    assert told.paragraphs == (
        "Main path (SPC, heaviest chains) — 3 papers: A (2020), B (2021) and C.",
        WHOLE,
        "On the longest chains of all (zero criticality): A, B, C",
    )
    assert told.points == (
        (
            "From A (2020) to B (2021), SPC 1",
            ("B extends A", "B uses A: B runs on A. [stated: 1 §2; medium confidence]"),
        ),
        ("From B (2021) to C, SPC 1", ("B enables C: C needs B.",)),
    )
    assert not told.numbered
    nothing = main_path(llmgraph.PaperGraph([{"id": "a", "title": "A"}])).to_document().standalone
    assert nothing.paragraphs[0] == "Main path (SPC, heaviest chains) — none."
    assert nothing.points == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"by": "spx"}, "No traversal count 'spx'. Choose from: spc, splc, spnp, nppc"),
        ({"search": "best"}, 'search must be "global" or "local" or "key-route", not \'best\''),
        ({"start": "older"}, 'start must be "oldest" or "newest", not \'older\''),
        ({"search": "key-route", "extend": "no"}, 'extend must be "local" or "global"'),
        ({"search": "key-route", "routes": 0}, "routes must be a number of key steps from 1 up"),
        ({"search": "key-route", "origins": "a"}, "starts with the highest steps, not with papers"),
        ({"routes": 2}, "routes and extend belong to search='key-route', not to 'global'"),
        ({"origins": []}, "origins names no paper"),
        ({"cycles": "cut"}, 'cycles must be "condense" or "dates", not \'cut\''),
        ({"relations": "disputes"}, "'disputes' carries no descent"),
    ],
)
def test_what_cannot_be_used_is_told(diamond, arguments, message):
    with pytest.raises(llmgraph.ArgumentError, match=message):
        main_path(diamond, **arguments)


def test_an_unknown_origin_is_told(diamond):
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nobody"'):
        main_path(diamond, origins="nobody")


def test_the_main_path_of_the_shipped_graph_runs_through_its_trunk():
    found = main_path(llmgraph.load())
    trunk = ["transformer", "gpt-1", "gpt-2", "gpt-3"]
    assert [one for one in found if one in trunk] == trunk
    assert found.cycles == ()
    assert found.notice == WHOLE


def test_the_whole_network_is_measured(drawn):
    #  a ──uses──> b ──uses──> c ──uses──> d: by chains of one side step nothing would lead to d
    graph = drawn("a, b, c, d", "b uses a", "c uses b", "d uses c")
    found = main_path(graph)
    assert (found.ids, found.chains, found.notice) == (("a", "b", "c", "d"), 1, WHOLE)
    assert counts(graph.traversals()) == {("a", "b"): 1, ("b", "c"): 1, ("c", "d"): 1}
    # Pairs joined by chains through the step, whatever their side steps: 1·3, 2·2 and 3·1.
    assert sorted(counts(graph.traversals("nppc")).values()) == [3, 3, 4]
    assert traversals(drawn("a, b", "b extends a")).notice == ""


def test_no_paper_stands_before_what_leads_to_it_on_the_path():
    # By its year alone b would stand before a; d is older than its parent c.
    dates = {"a": "2017-06", "b": "2017", "c": "2018-03", "d": "2018-01", "e": "2019"}
    rows = [(newer, "extends", older) for older, newer in ("ab", "bc", "cd", "de")]
    path = main_path(graph_of(dates, rows, dates.values()))
    assert path.ids == ("a", "b", "c", "d", "e")
    assert arcs(path) == ["ab", "bc", "cd", "de"]


@given(some_rows, st.lists(st.sampled_from(["2017", "2017-03", "2018-01", ""]), min_size=6))
def test_steps_of_a_path_lead_on(rows, dates):
    path = main_path(graph_of(IDS, rows, dates))
    place = {one: at for at, one in enumerate(path.ids)}
    steps = [(place[one.older], place[one.newer]) for one in path.steps]
    assert all(older < newer for older, newer in steps)
    assert steps == sorted(steps)
    assert len(place) == len(path.ids)


def ring(size):
    """A paper before a cycle of some papers, and one after it."""
    papers = [{"id": f"p{at}", "title": f"P{at}"} for at in range(size + 2)]
    rows = [(f"p{(at + 1) % size}", "extends", f"p{at}") for at in range(size)]
    rows += [(f"p{size}", "extends", "p0"), ("p1", "extends", f"p{size + 1}")]
    return llmgraph.PaperGraph(papers, rows)


def test_a_cycle_on_the_path_counts_as_one():
    found = main_path(ring(300))
    assert len(found) == 302
    assert found.to_document().heading == (
        "Main path (SPC, heaviest chains) — 3 papers, where a cycle of 300 papers counts as one"
    )
    assert found.count_text("zh") == "3 篇论文，其中一个环（300 篇论文）计为一篇"
    assert found.notice == (
        "Papers that descend from each other count as one: P0, P1, P10, P100, P101, P102, P103, "
        "P104, P105, P106 and 290 more."
    )
    assert max(map(len, found.notes())) < 300


def test_two_cycles_on_the_path_count_as_one_each(drawn):
    #  a ⇄ b ──> c ──> d ⇄ e
    rows = ("b extends a", "a extends b", "c extends b", "d extends c", "d extends e")
    found = main_path(drawn("a, b, c, d, e", *rows, "e extends d"))
    assert found.count_text() == "3 papers, where 2 cycles of 4 papers in all count as one each"


def test_a_drawing_of_a_long_cycle_keeps_the_path():
    found = main_path(ring(700))
    flowchart = found.to_mermaid(limit=6)
    assert "6 of 702 papers, first those on steps of the highest counts" in flowchart
    assert all(f'["P{one}"]' in flowchart for one in (0, 1, 700, 701))
    whole = found.to_mermaid()
    assert all(f'["P{one}"]' in whole for one in (0, 1, 700, 701))
    # All 702 papers but the two ends of the path are one cycle, and come after it.
    assert found.draw_priority().ids[:4] == ("p701", "p0", "p700", "p1")


def test_a_drawing_keeps_the_whole_path_before_a_second_paper_of_a_cycle(drawn):
    #  a ──> p ⇄ q ──> t ──> u ──> v, and p and q have the steps of the highest counts
    rows = ("p extends q", "q extends p", "t extends q", "u extends t", "v extends u")
    graph = drawn("a, p, q, t, u, v", *rows, "p extends a", "q extends a")
    found = main_path(graph, search="key-route")
    assert set(found.ids) == set("apqtuv")
    assert found.draw_priority().ids[-1] in "pq"
    text = found.to_mermaid(limit=5)
    assert re.search(r"Left out 1 paper: [PQ]\n", text)
    assert "5 of 6 papers, first those on steps of the highest counts, one of each cycle" in text


def test_an_origin_beside_the_path_is_named(drawn):
    #  a ──> c ──> d, c ──> e;  b ──> e;  f is alone
    graph = drawn("a, b, c, d, e, f", "c extends a", "d extends c", "e extends c", "e extends b")
    found = main_path(graph, search="local", origins=["a", "b", "f"])
    assert "b" not in found.ids
    assert found.notice == (
        "Not on the path: B and F. Of several papers, only those with the highest first step "
        "(local) or chain (global) are used; others lead nowhere or to lower counts."
    )
    assert main_path(graph, search="local", origins=["a"]).notice == ""
    # The path passes through c, which is no end of it.
    assert main_path(graph, search="local", origins=["a", "c"]).notice == ""
