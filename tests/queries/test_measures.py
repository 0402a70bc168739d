"""Measures: published figures, other libraries on graphs turned by hand, and what is undefined."""

import json
import math
import re
import shlex
from fractions import Fraction
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph import ArgumentError, PaperGraph
from llmgraph.cli import main
from llmgraph.queries.measures import MEASURES, measures_named, settings_of

ORACLES = Path(__file__).parents[1] / "oracles"
PAGE = (Path(__file__).parents[2] / "docs/measures.md").read_text("utf-8")
TRAPS = [
    *("chain", "diamond", "mixed", "islands", "two_cycle", "self_relation", "repeated_row"),
    *("parallel", "equal_dates", "unrelated", "citations"),
]
IDS = [f"p{one}" for one in range(7)]
DATES = ["", "2019", "2020-02", "2020-03", "2021-01", "2021-01", "2022"]
pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=16)


def oracle(name):
    return json.loads((ORACLES / name).read_text("utf-8"))


def citing(arcs, dates=None):
    """A graph of arcs from child to parent, with numbers for ids."""
    ends = {end for arc in arcs for end in arc}
    names = range(len(dates)) if dates else sorted(ends)
    return PaperGraph(
        [
            {"id": str(one), "title": f"T{one}", "date": str(dates[one]) if dates else ""}
            for one in names
        ],
        [(str(child), "extends", str(parent)) for child, parent in arcs],
    )


def scores(graph, by, **settings):
    ranking = graph.rank(by, **settings)
    return dict(zip(ranking.ids, ranking.scores, strict=True))


# Published figures


def test_pagerank_of_a_graph_with_a_sink():
    known = oracle("pagerank_sink.json")
    found = scores(citing(known["arcs"]), "pagerank")
    assert [found[one] for one in "012"] == pytest.approx(known["scores"], abs=1e-11)


def test_pagerank_as_printed_by_langville_and_meyer():
    # Deeper inside PageRank, 2004, doi:10.1080/15427951.2004.10129091: six pages, one of them
    # without links, alpha 0.9.
    arcs = [
        *((1, 2), (1, 3), (3, 1), (3, 2), (3, 5), (4, 5), (4, 6), (5, 4), (5, 6), (6, 4)),
    ]
    found = scores(citing(arcs), "pagerank", alpha=0.9)
    printed = [0.03721, 0.05396, 0.04151, 0.3751, 0.206, 0.2862]
    assert [found[one] for one in "123456"] == pytest.approx(printed, abs=5e-5)


def test_hits_as_printed_by_langville_and_meyer():
    # A survey of eigenvector methods for web information retrieval, 2005,
    # doi:10.1137/S0036144503424786.
    graph = citing([(1, 3), (1, 5), (2, 1), (3, 5), (5, 4), (5, 3), (6, 5)])
    authorities, hubs = scores(graph, "authorities"), scores(graph, "hubs")
    assert [authorities[one] for one in "123456"] == pytest.approx(
        [0, 0, 0.3660, 0.1340, 0.5, 0], abs=5e-5
    )
    assert [hubs[one] for one in "123456"] == pytest.approx(
        [0.3660, 0, 0.2113, 0, 0.2113, 0.2113], abs=5e-5
    )


@pytest.mark.parametrize(("by", "name"), [("disruption", "CD"), ("disruption_mcd", "mCD")])
def test_disruption_as_printed(by, name):
    known = oracle("disruption.json")
    found = scores(citing(known["arcs_citing_to_cited"], known["years"]), by, window=5)
    for paper, value in known["published"][name].items():
        expected = None if value is None else pytest.approx(float(Fraction(value)))
        assert found[paper] == expected, paper


# By hand


def test_by_hand_on_the_diamond(diamond):
    assert scores(diamond, "ancestors") == {"a": 0, "b": 1, "c": 1, "d": 3, "e": 4}
    assert scores(diamond, "generation") == {"a": 0, "b": 1, "c": 1, "d": 2, "e": 3}
    assert scores(diamond, "katz", alpha=0.5) == {"a": 3.5, "b": 1.75, "c": 1.75, "d": 1.5, "e": 1}
    # 4 of 4 papers in 1 + 1 + 1 + 2 steps; 2 of 4 in 1 + 2; 1 of 4 in 1.
    assert scores(diamond, "closeness") == {
        "a": pytest.approx(4 / 5),
        "b": pytest.approx(2 / 4 * 2 / 3),
        "c": pytest.approx(2 / 4 * 2 / 3),
        "d": 1 / 4,
        "e": None,
    }
    # d lies on a-e, b-e and c-e; b and c are passed by, as a reaches d in one step.
    assert scores(diamond, "betweenness") == {"d": 3 / 12, "a": 0, "b": 0, "c": 0, "e": 0}


def test_citerank_by_hand(drawn):
    # Interest halves each year: 4/7 of the readers begin at c, 2/7 at b, 1/7 at a; half stop.
    graph = drawn("a 2018-01, b 2019-01, c 2020-01", "b uses a", "c uses b")
    found = scores(graph, "citerank", decay=1 / math.log(2), alpha=0.5)
    assert found == {
        "a": pytest.approx(1 / 7 + 2 / 7),
        "b": pytest.approx(2 / 7 + 2 / 7),
        "c": pytest.approx(4 / 7),
    }


def test_a_later_day_changes_no_citerank(diamond):
    assert scores(diamond, "citerank", as_of="2060") == scores(diamond, "citerank")


def test_papers_of_one_month_do_not_disrupt_each_other(equal_dates):
    assert scores(equal_dates, "disruption") == dict.fromkeys("abcz")


def test_disruption_variants_by_hand(drawn):
    # i = {only}, j = {both}, k = {beside}: cd 0/3, without k 0/2, mcd 0 * 2; with one parent
    # nobody shares five, so that both counts nowhere: di5 1/2.
    graph = drawn(
        "old 2019-01, it 2020-01, only 2021-01, both 2021-02, beside 2021-03, more 2025-01",
        *("it extends old", "only uses it", "both uses it", "both uses old", "beside uses old"),
        "more uses it",
    )
    variants = ["disruption", "disruption_nok", "disruption_mcd", "disruption_di5"]
    found = [scores(graph, by, window=5)["it"] for by in variants]
    assert found == [0, 0, 0, pytest.approx(1 / 2)]
    # A sixth year brings a paper more that takes it alone.
    found = [scores(graph, by, window=5.1)["it"] for by in variants]
    assert found == [pytest.approx(1 / 4), pytest.approx(1 / 3), pytest.approx(3 / 4), 2 / 3]


# Other libraries


def oriented(rows):
    """Parent to child, by hand: `enables` as written, without self-relations."""
    network = nx.DiGraph((a, b) for a, b in rows if a != b)
    network.add_nodes_from(IDS)
    return network


def of_rows(rows):
    papers = [{"id": one, "title": one, "date": at} for one, at in zip(IDS, DATES, strict=True)]
    return PaperGraph(papers, [(a, "enables", b) for a, b in [*rows, *rows[:2]]])


def stationary(matrix):
    """The shares that a row-stochastic matrix leaves as they are."""
    equations = np.vstack([np.asarray(matrix).T - np.eye(len(IDS)), np.ones(len(IDS))])
    shares = np.linalg.lstsq(equations, np.array([0] * len(IDS) + [1]), rcond=None)[0]
    return dict(zip(IDS, shares, strict=True))


@given(pairs)
def test_against_networkx(rows):
    graph, network = of_rows(rows), oriented(rows)
    reverse = network.reverse()
    expected = {
        "ancestors": {one: len(nx.ancestors(network, one)) for one in IDS},
        "pagerank": stationary(nx.google_matrix(reverse, nodelist=IDS)),
        "betweenness": nx.betweenness_centrality(network),
        "closeness": {one: near or None for one, near in nx.closeness_centrality(reverse).items()},
    }
    for by, known in expected.items():
        limit = {"side_steps": "any"} if by == "ancestors" else {}
        assert scores(graph, by, **limit) == {
            one: None if score is None else pytest.approx(score, rel=1e-7, abs=1e-12)
            for one, score in known.items()
        }


@given(pairs)
def test_katz_and_generations_against_networkx(rows):
    rows = [tuple(sorted(row)) for row in rows]
    graph, network = of_rows(rows), oriented(rows)
    katz = nx.katz_centrality(network.reverse(), alpha=0.3, normalized=False, tol=1e-12)
    assert scores(graph, "katz", alpha=0.3) == pytest.approx(katz)
    layers = {
        one: n for n, layer in enumerate(nx.topological_generations(network)) for one in layer
    }
    assert scores(graph, "generation") == layers


# What holds of all


@pytest.mark.parametrize("by", MEASURES)
@pytest.mark.parametrize("name", TRAPS)
def test_every_measure_of_every_trap(by, name, request):
    graph = request.getfixturevalue(name)
    ranking = graph.rank(by)
    assert sorted(ranking.ids) == sorted(graph.ids)
    known = [score for score in ranking.scores if score is not None]
    assert known == sorted(known, reverse=True)
    assert all(math.isfinite(score) for score in known)
    assert ranking.ranks == (
        *(1 + sum(other > score for other in known) for score in known),
        *[None] * (len(graph) - len(known)),
    )
    told = "is undefined for" in ranking.notice
    assert told == (len(known) < len(graph))


@pytest.mark.parametrize("by", MEASURES)
def test_nothing_is_ranked_without_papers(by):
    ranking = PaperGraph([]).rank(by)
    assert (ranking.ids, ranking.scores, ranking.rows(), ranking.notice) == ((), (), [], "")


@pytest.mark.parametrize("by", MEASURES)
def test_no_relation_leaves_no_difference(by, unrelated):
    ranking = unrelated.rank(by)
    without = {"authorities", "hubs", "betweenness", "closeness"}
    without |= {one for one in MEASURES if one.startswith("disruption")}
    if by == "citerank":  # interest falls with age: b is a month younger
        assert (ranking.ids, ranking.ranks) == (("b", "a"), (1, 2))
    else:
        assert set(ranking.ranks) == ({None} if by in without else {1})


@pytest.mark.parametrize("by", MEASURES)
@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_digit(by, rows, random):
    papers = [{"id": one, "title": one, "date": at} for one, at in zip(IDS, DATES, strict=True)]
    rows = [(a, "enables", b) for a, b in rows]
    settings = {"sample": 3, "seed": 7} if by == "betweenness" else {}
    one = PaperGraph(papers, rows).rank(by, **settings)
    other = PaperGraph(
        random.sample(papers, len(papers)), random.sample([*rows, *rows], 2 * len(rows))
    ).rank(by, **settings)
    assert (one.ids, one.columns) == (other.ids, other.columns)


@pytest.mark.parametrize("by", MEASURES)
def test_a_cycle_is_told_with_what_became_of_it(by, two_cycle):
    told = f"Papers that descend from each other {MEASURES[by].cycles}: P, Q."
    assert told in two_cycle.rank(by).notice
    assert MEASURES[by].cycles


def test_papers_of_a_cycle_have_equal_standing(drawn):
    # p and q take each other, and root stands before both.
    graph = drawn("p 2020-02, q 2020-02", "p extends q", "q extends p")
    for by in ("pagerank", "katz", "descendants", "generation", "hubs"):
        assert graph.rank(by).ranks == (1, 1), by


@pytest.mark.parametrize(("name", "measure"), MEASURES.items())
def test_every_measure_says_what_it_means_and_whose_it_is(name, measure):
    assert "doi:10." in measure.reference
    assert len(measure.meaning) > len(measure.noun) >= 4
    section = PAGE.partition(f"## `{name}`\n")[2].partition("\n## ")[0]
    assert measure.reference in " ".join(section.split())
    assert f"$ llmgraph rank --by {name} " in section


SHOWN = re.findall(r"^    \$ (llmgraph .+)\n\n((?:(?:    .*)?\n)+)", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_page_shows_what_the_commands_print(command, shown):
    printed = CliRunner().invoke(main, shlex.split(command)[1:]).output.rstrip().splitlines()
    assert printed == [line.removeprefix("    ") for line in shown.rstrip().splitlines()]
    assert len(SHOWN) == len(MEASURES) + 3


# A sample


def test_a_sample_of_all_is_exact_and_a_seed_chooses(diamond):
    graph = llmgraph.load()
    exact = scores(graph, "betweenness")
    whole = scores(graph, "betweenness", sample=len(graph), seed=3)
    assert whole == pytest.approx(exact)
    one, again, other = (scores(graph, "betweenness", sample=20, seed=s) for s in (1, 1, 2))
    assert one == again
    assert one != other
    # More papers than there are in an early graph are all of them.
    assert scores(diamond, "betweenness", sample=99, seed=1) == scores(diamond, "betweenness")
    assert scores(diamond, "betweenness", sample=3) == (
        scores(diamond, "betweenness", sample=3, seed=0)
    )


# Columns

# Three papers that cite each other, with as many citations as each row says.
CITES = [("a", "b", 54257), ("b", "c", 13708), ("c", "a", 324)]
WEIGHTED = PaperGraph(
    [
        {"id": "a", "title": "A", "score": "2", "mixed": "1e1", "year": "2020"},
        {"id": "b", "title": "B", "score": "-7", "mixed": "0.5", "year": "2021"},
        {"id": "c", "title": "C", "score": "12345", "mixed": "n/a", "year": "2022"},
    ],
    [
        {"source": source, "relation": "cites", "target": target, "n_citations": count}
        for source, target, count in CITES
    ],
)


def ranked(ranking):
    return list(zip(ranking.ids, ranking.scores, strict=True))


def test_a_column_of_the_papers_ranks_by_its_numbers():
    ranking = WEIGHTED.rank("column:score")
    assert ranked(ranking) == [("c", 12345), ("a", 2), ("b", -7)]
    assert [type(score) for score in ranking.scores] == [int, int, int]
    assert ranking.heading() == "Papers by column score of the papers"
    # Descent does not matter, and so neither do its notes.
    assert ranking.notice == ""
    assert [row["column:score"] for row in ranking.rows()] == [12345, 2, -7]


def test_a_cell_that_is_no_number_is_undefined_and_counted():
    ranking = WEIGHTED.rank("column: mixed")
    assert ranked(ranking) == [("a", 10.0), ("b", 0.5), ("c", None)]
    assert ranking.notice == "column:mixed is undefined for 1 paper."
    assert [len(WEIGHTED.rank("column:mixed", top=top)) for top in (1, 3)] == [1, 2]


@pytest.mark.parametrize("cell", ["", "nan", "inf", "-inf", "1e999", "1,5", "about 3"])
def test_what_is_no_finite_number_is_undefined(cell):
    graph = PaperGraph([{"id": "a", "title": "A", "x": cell}, {"id": "b", "title": "B", "x": "1"}])
    assert graph.rank("column:x").scores == (1, None)


def test_a_column_of_the_relations_is_summed_over_the_rows_to_children():
    assert ranked(WEIGHTED.rank("column:n_citations")) == [
        *(("b", 54257), ("c", 13708), ("a", 324)),
    ]
    #  b and c build on a, b by two rows, and a row without descent does not count
    rows = [
        *(("b", "extends", "a", "2"), ("b", "uses", "a", "3"), ("c", "uses", "a", "0.5")),
        *(("c", "compares_with", "a", "99"), ("c", "extends", "b", "?"), ("c", "uses", "b", "1")),
        ("a", "uses", "a", "50"),
    ]
    names = ("source", "relation", "target", "w")
    graph = PaperGraph(
        [{"id": one, "title": one} for one in "abc"],
        [dict(zip(names, row, strict=True)) for row in rows],
    )
    # One number of b is unknown, and so is its sum; nothing descends from c.
    assert ranked(graph.rank("column:w")) == [("a", 5.5), ("c", 0), ("b", None)]
    assert "column:w is undefined for 1 paper." in graph.rank("column:w").notice
    assert ranked(graph.rank("column:w", relations="uses")) == [("a", 3.5), ("b", 1), ("c", 0)]


def test_a_sum_counts_the_rows_that_a_date_leaves():
    ranking = WEIGHTED.rank("column:n_citations", as_of=["2021", "2022"])
    assert ranking.ids == ("b", "c", "a")
    assert [row["column:n_citations_2021"] for row in ranking.rows()] == [54257, None, 0]
    assert ranking.rows()[2]["column:n_citations_2022"] == 324


def test_columns_stand_beside_measures():
    ranking = WEIGHTED.rank("pagerank,column:n_citations,column:score", since="2021")
    assert set(ranking.ids) == {"b", "c"}
    row = {row["id"]: row for row in ranking.rows()}["c"]
    assert (row["column:n_citations"], row["column:n_citations_rank"]) == (13708, 2)
    assert (row["column:score"], row["column:score_rank"]) == (12345, 1)
    chinese = ranking.to_document("zh")
    assert chinese.table.header[-4:] == ("n_citations 排名", "n_citations", "score 排名", "score")
    assert "论文的 score 列。" in chinese.notes
    assert ranking.to_document().table.header[-2:] == ("score rank", "score")


def test_a_column_is_drawn_under_its_name():
    assert (
        WEIGHTED.rank("column:n_citations")
        .plot_bars()
        .get_title(loc="left")
        .startswith("Papers by sum of the column n_citations")
    )
    assert "column:score" in WEIGHTED.rank("column:score").to_svg(limit=2)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (
            "column:n_citation",
            "No column 'n_citation'. Did you mean column:n_citations? Choose from: score, mixed, "
            "n_citations.",
        ),
        ("column:", "No column ''. Choose from: score, mixed, "),
        ("column:xyz", "No column 'xyz'. Choose from: score, mixed, "),
        ("column:title", "The column 'title' has no numbers. Choose from: score, mixed, "),
        ("score", "No measure 'score'. Did you mean column:score, the column?"),
    ],
)
def test_an_unknown_column_is_told_with_those_that_exist(by, told):
    with pytest.raises(ArgumentError, match=f"^{re.escape(told)}"):
        WEIGHTED.rank(by)


# Names and settings


def named(by):
    return list(measures_named(WEIGHTED.tables, by))


def test_names_take_hyphens_commas_and_lists():
    assert named("In-Degree,disruption-di5") == ["in_degree", "disruption_di5"]
    assert named(["katz", "katz"]) == ["katz"]
    for nothing in ("", []):
        with pytest.raises(ArgumentError, match="No measure"):
            named(nothing)
    assert named("后代，中介中心性、Katz 中心性") == ["descendants", "betweenness", "katz"]
    assert named(["入度", "page-rank"]) == ["in_degree", "pagerank"]
    with pytest.raises(ArgumentError, match=r"^No measure '名气'\. Choose from: in_degree, "):
        named("后代,名气")
    with pytest.raises(ArgumentError, match=r"No measure 'fame'\. Choose from: in_degree, desc"):
        named("katz,fame")
    with pytest.raises(ArgumentError, match=r"disruption_mcd, column:NAME\.$"):
        named("fame")


def test_settings_go_to_those_that_take_them():
    def given(names, settings):
        return settings_of([MEASURES[name] for name in names], settings)

    assert given(["citerank", "in_degree"], {"decay": 5, "alpha": None}) == {
        "citerank": {"alpha": 0.5, "decay": 5},
        "in_degree": {},
    }
    both = ["disruption", "disruption_mcd"]
    assert given(both, {"window": 5}) == {one: {"window": 5} for one in both}
    assert given(["betweenness"], {}) == {"betweenness": {}}


@pytest.mark.parametrize(
    ("by", "settings", "told"),
    [
        ("katz,hubs", {"seed": 1}, "No setting 'seed' here: katz takes alpha; hubs takes none. It"),
        ("hubs", {"fame": 1}, "No argument 'fame' here. Choose from: by, as_of,"),
        ("pagerank,katz", {"alpha": 0.5}, "alpha has several meanings here .pagerank: chance that"),
        ("pagerank", {"alpha": "much"}, "alpha must be a number, not 'much'"),
        ("pagerank", {"alpha": True}, "alpha must be a number, not True"),
        ("pagerank", {"alpha": 1}, "alpha must be at least 0 and below 1, not 1"),
        ("pagerank", {"alpha": math.nan}, "alpha must be at least 0 and below 1, not nan"),
        ("citerank", {"alpha": 0}, "alpha must be above 0 and at most 1, not 0"),
        ("citerank", {"decay": 0}, "decay must be a number of years above 0, not 0"),
        ("katz", {"alpha": -1}, "alpha must be a number from 0 up, not -1"),
        ("betweenness", {"sample": 2.5}, "sample must be a whole number, not 2.5"),
        ("betweenness", {"sample": 0}, "sample must be a number from 1 to 5, not 0"),
        ("betweenness", {"sample": 2, "seed": -1}, "seed must be a whole number from 0 up, not -1"),
        ("betweenness", {"seed": 1}, "seed draws a sample; give sample"),
        ("disruption", {"window": 0}, "window must be a number of years above 0, not 0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(diamond, by, settings, told):
    with pytest.raises(ArgumentError, match=told):
        diamond.rank(by, **settings)


def test_settings_may_be_numbers_of_numpy(diamond):
    assert scores(diamond, "betweenness", sample=np.int64(2), seed=np.int64(1)) == (
        scores(diamond, "betweenness", sample=2, seed=1)
    )
    assert scores(diamond, "katz", alpha=np.float32(0.5)) == scores(diamond, "katz", alpha=0.5)


def test_days_make_papers_of_one_month_later_ones():
    graph = citing(
        [(1, 0), (2, 0), (3, 0)], ["2014-06-25", "2014-06-26", "2015-06-24", "2015-06-25"]
    )
    windows = {1: 2, 1.001: 3, 0.01: 1}
    found = {one: scores(graph, "disruption_mcd", window=one)["0"] for one in windows}
    assert found == windows
    assert scores(graph, "disruption_mcd")["0"] == 3
    # Interest falls with age by the day: 1/31 of a month is 1/372 of a year.
    pair = citing([], ["2014-05-01", "2014-05-02"])
    found = scores(pair, "citerank", decay=1)
    assert found["1"] / found["0"] == pytest.approx(np.exp(1 / 372))


def test_a_window_of_any_width():
    # The second paper comes one month after the first, the third exactly five years after it.
    graph = citing([(1, 0), (2, 0)], ["2000-01", "2000-02", "2005-01"])
    windows = {1e-9: None, 1 / 12: None, 0.1: 1, 5: 1, 5.01: 2, 1e308: 2}
    found = {one: scores(graph, "disruption_mcd", window=one)["0"] for one in windows}
    assert found == windows
    assert scores(graph, "disruption_mcd")["0"] == 2


def test_katz_that_grows_beyond_bounds_is_told(two_cycle):
    with pytest.raises(llmgraph.LLMGraphError, match=r"Choose a factor up to 0\.98, or"):
        two_cycle.rank("katz", alpha=1)


def test_relations_choose_what_counts(mixed):
    assert scores(mixed, "generation", relations="extends")["study"] == 1
    assert scores(mixed, "generation", relations="enables")["heir"] == 0
