"""Rankings: scores, shared ranks, and what the filters choose."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from llmgraph import ArgumentError, PaperGraph, PaperNotFoundError, RelationType, load
from llmgraph.queries import measures
from llmgraph.queries.measures import MEASURES

WHOLE = "measured over all rows of descent, regardless of side steps."


@pytest.fixture(scope="module")
def stars(drawn):
    # a has three children, b and c two each (b's both by two relations), d one; e to l none
    return drawn(
        "a 2020, c 2021, b 2021, d 2022, e, f, g, h, i, j, k, l",
        *("e uses a", "f uses a", "g uses a"),
        *("h extends b", "h uses b", "i extends b", "i corrects b"),
        *("j uses c", "k uses c", "d enables l"),
    )


def table(ranking):
    return list(zip(ranking.ids, ranking.scores, ranking.ranks, strict=True))


def test_ties_share_a_rank_and_the_next_one_counts_them(stars):
    ranking = stars.rank()
    assert table(ranking)[:5] == [
        ("a", 3, 1),
        ("b", 2, 2),
        ("c", 2, 2),
        ("d", 1, 4),
        ("e", 0, 5),
    ]
    assert ranking.ranks[4:] == (5,) * 8
    assert len(ranking) == 12


def test_ties_stand_by_date_then_id(drawn):
    graph = drawn("d, c 2021, b 2020, a 2020", "d uses c", "d uses b", "d uses a")
    assert graph.rank().ids == ("a", "b", "c", "d")


@pytest.mark.parametrize(("top", "kept"), [(1, 1), (2, 3), (3, 3), (4, 4), (5, 12), (99, 12)])
def test_top_keeps_the_ties_of_the_last(stars, top, kept):
    assert table(stars.rank(top=top)) == table(stars.rank())[:kept]


def test_descendants_count_in_one_step_or_more(chain, diamond, two_cycle):
    assert table(chain.rank("descendants")) == [
        *(("a", 3, 1), ("b", 2, 2), ("c", 1, 3), ("d", 0, 4)),
    ]
    assert table(diamond.rank("descendants")) == [
        *(("a", 4, 1), ("b", 2, 2), ("c", 2, 2), ("d", 1, 4), ("e", 0, 5)),
    ]
    assert table(two_cycle.rank("descendants")) == [
        *(("root", 3, 1), ("p", 2, 2), ("q", 2, 2), ("tail", 0, 4)),
    ]


@pytest.mark.parametrize(
    ("side_steps", "below", "above", "told"),
    [
        (0, [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], "chains without side steps"),
        (1, [1, 2, 2, 0, 0], [0, 1, 1, 2, 1], "chains of at most 1 side step"),
        (2, [3, 3, 2, 0, 0], [0, 1, 2, 3, 2], "chains of at most 2 side steps"),
        ("any", [4, 3, 2, 0, 0], [0, 1, 2, 3, 3], "chains of any number of side steps"),
    ],
)
def test_descendants_count_over_chains_of_so_many_side_steps(side_steps, below, above, told):
    #  a ~~> b ~~> c ──> d, and c ~~> e; ~~> is a side step
    rows = [("b", "uses", "a"), ("c", "uses", "b"), ("d", "extends", "c"), ("e", "uses", "c")]
    graph = PaperGraph([{"id": one, "title": one} for one in "abcde"], rows)
    for by, expected in (("descendants", below), ("ancestors", above)):
        ranking = graph.rank(by, side_steps=side_steps)
        found = dict(zip(ranking.ids, ranking.scores, strict=True))
        assert [found[one] for one in "abcde"] == expected
        assert ranking.notice == f"{by.capitalize()} are counted over {told}."


def test_other_measures_look_at_the_whole_network(drawn):
    graph = drawn("a, b, c", "b uses a", "c uses b")
    with pytest.raises(
        ArgumentError, match="side_steps is for descendants and ancestors; pagerank does not depend"
    ):
        graph.rank("pagerank", side_steps="any")
    with pytest.raises(ArgumentError, match="and ancestors; katz and generation do not depend"):
        graph.rank("katz,generation", side_steps=0)
    assert table(graph.rank("generation")) == [("c", 2, 1), ("b", 1, 2), ("a", 0, 3)]
    # Beside one that has a limit all may stand, each said of its own.
    both = graph.rank("generation,ancestors,katz", side_steps=0)
    limited = "Ancestors are counted over chains without side steps."
    assert both.notice == f"{limited} Generation and Katz centrality are {WHOLE}"
    assert [row["ancestors"] for row in both.rows()] == [0, 0, 0]
    assert [row["generation"] for row in both.rows()] == [2, 1, 0]
    # Where there are no side steps, none is worth a word.
    line = drawn("a, b", "b extends a")
    assert line.rank("descendants,katz").notice == ""


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6),
            st.sampled_from(["extends", "uses", "enables", "cites"]),
            st.integers(0, 6),
            st.sampled_from(["", "", "no"]),
        ),
        max_size=14,
    ),
    st.sampled_from([0, 1, 2, "any"]),
)
def test_counts_are_those_of_the_lineages(rows, side_steps):
    columns = ("source", "relation", "target", "inherited")
    graph = PaperGraph(
        [{"id": str(one), "title": "T"} for one in range(7)],
        [dict(zip(columns, map(str, row), strict=True)) for row in rows],
    )
    for by, lineage in (("descendants", graph.descendants), ("ancestors", graph.ancestors)):
        ranking = graph.rank(by, side_steps=side_steps)
        assert dict(zip(ranking.ids, ranking.scores, strict=True)) == {
            one: len(lineage(one, side_steps=side_steps)) for one in graph.ids
        }


@pytest.mark.parametrize("name", ["self_relation", "repeated_row", "parallel"])
def test_a_child_counts_once(name, request):
    graph = request.getfixturevalue(name)
    assert table(graph.rank()) == [("a", 1, 1), ("b", 0, 2)]
    assert table(graph.rank("descendants")) == [("a", 1, 1), ("b", 0, 2)]


def test_enables_counts_for_its_source(mixed):
    assert dict(zip(mixed.rank().ids, mixed.rank().scores, strict=True)) == {
        "base": 1,
        "tool": 1,
        "study": 1,
        **dict.fromkeys(["critic", "rival", "heir", "bench", "review"], 0),
    }


def test_relations_choose_what_counts(stars):
    assert table(stars.rank(relations="extends", top=1)) == [("b", 2, 1)]
    assert table(stars.rank("descendants", relations="enables", top=1)) == [("d", 1, 1)]


def test_filters_choose_who_is_ranked_not_who_counts(chain):
    assert table(chain.rank("descendants", since="2020-05", until="2021")) == [
        *(("b", 2, 1), ("c", 1, 2)),
    ]
    topical = PaperGraph(
        [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "topics": "Safety"}],
        [("a", "uses", "b")],
    )
    assert table(topical.rank(topics="safety")) == [("b", 1, 1)]
    assert table(topical.rank(since="2020")) == []


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_scores_against_networkx(rows):
    ids = [f"p{one}" for one in range(8)]
    graph = PaperGraph(
        [{"id": one, "title": one} for one in ids],
        [(f"p{source}", "enables", f"p{target}") for source, target in rows],
    )
    network = nx.DiGraph([(f"p{a}", f"p{b}") for a, b in rows if a != b])
    network.add_nodes_from(ids)
    in_degree, below = graph.rank("in-degree"), graph.rank("descendants", side_steps="any")
    assert dict(zip(in_degree.ids, in_degree.scores, strict=True)) == dict(network.out_degree())
    assert dict(zip(below.ids, below.scores, strict=True)) == {
        one: len(nx.descendants(network, one)) for one in ids
    }
    assert below.ranks == tuple(1 + sum(x > score for x in below.scores) for score in below.scores)


def test_contract(stars, unrelated):
    ranking = stars.rank("in-degree", top=3)
    assert (ranking.by, ranking.meaning) == ("in_degree", MEASURES["in_degree"].meaning)
    assert repr(ranking) == "Ranking('in_degree': 3 papers, first 'a' with 3)"
    assert repr(stars.rank(top=1)) == "Ranking('in_degree': 1 paper, first 'a' with 3)"
    assert repr(unrelated.rank(since="2030")) == "Ranking('in_degree': 0 papers)"
    assert ranking.heading() == (
        "Papers by in-degree over descent: number of papers that descend from it in one step"
    )
    assert "a" in ranking
    assert "d" not in ranking
    frame = ranking.to_frame()
    assert list(frame.columns) == [
        *("rank", "tied", "id", "name", "date", "title", "topic", "in_degree"),
    ]
    assert frame[["rank", "tied", "id", "in_degree"]].values.tolist() == [
        *([1, False, "a", 3], [2, True, "b", 2], [2, True, "c", 2]),
    ]
    assert set(ranking.to_networkx()) == {"a", "b", "c"}
    assert ranking.change() == (0, 0, 0)
    with pytest.raises(ArgumentError, match=r"No 'katz' in this ranking\. Choose from: in_degree"):
        ranking.change("katz")


def test_errors(stars):
    with pytest.raises(ArgumentError, match=r"No measure 'fame'\. Choose from: in_degree, desc"):
        stars.rank("fame")
    with pytest.raises(ArgumentError, match="top must be a number of papers from 1 up, not 0"):
        stars.rank(top=0)
    with pytest.raises(ArgumentError, match="'disputes' carries no descent"):
        stars.rank(relations="disputes")


# Several measures


def test_several_measures_are_one_table_in_the_order_of_the_first(diamond):
    ranking = diamond.rank("ancestors,descendants")
    assert (ranking.by, ranking.ids) == ("ancestors", ("e", "d", "b", "c", "a"))
    assert ranking.heading() == "Papers by number of ancestors and number of descendants"
    assert [list(row.values())[:2] + list(row.values())[7:] for row in ranking.rows()] == [
        *([1, False, 4, 5, False, 0], [2, False, 3, 4, False, 1]),
        *([3, True, 1, 2, True, 2], [3, True, 1, 2, True, 2]),
        [5, False, 0, 1, False, 4],
    ]
    assert list(ranking.rows()[0])[7:] == [
        *("ancestors", "descendants_rank", "descendants_tied", "descendants"),
    ]
    assert ranking.notes() == [
        "Ancestors and descendants are counted over chains of at most 1 side step.",
        "Number of papers that it descends from, in one step or more.",
        "Number of papers that descend from it, in one step or more.",
    ]
    assert set(ranking.display_columns) <= set(ranking.rows()[0])


def test_settings_are_told(diamond):
    assert diamond.rank("pagerank", since="2020-05").notes() == [
        f"PageRank is {WHOLE}",
        "With alpha 0.85.",
    ]
    whole, *both = diamond.rank(["katz", "citerank"], decay=1, until="2021-01").notes()
    assert whole == f"Katz centrality and CiteRank are {WHOLE}"
    assert [note.rpartition(" (")[2] for note in both] == ["alpha 0.1).", "alpha 0.5, decay 1)."]


def test_a_caveat_is_told_where_it_concerns_a_paper_of_the_answer(diamond, islands, unrelated):
    # a is the only root, e the only leaf.
    gathers = "PageRank flows on to parents, and gathers at papers that have none in this graph: A."
    starts = "CiteRank begins at recent papers, also at those from which nothing descends: E."
    unmeasured = (
        "Disruption is highest for papers whose parents this graph lacks, "
        "regardless of what they built on: A."
    )
    assert diamond.rank("pagerank").caveats == (gathers,)
    assert diamond.rank("pagerank").notes() == [f"PageRank is {WHOLE}", "With alpha 0.85.", gathers]
    assert diamond.rank("pagerank", since="2020-05").caveats == ()
    assert diamond.rank("citerank").caveats == (starts,)
    assert diamond.rank("disruption,disruption_mcd").caveats == (unmeasured,)
    assert diamond.rank("disruption_mcd,pagerank,citerank").caveats == (unmeasured, gathers, starts)
    assert diamond.rank("pagerank", as_of="2020-05,2021").caveats == (gathers,)
    assert diamond.rank("katz,betweenness").caveats == ()
    # Papers without relations neither gather anything nor are measured.
    assert unrelated.rank("pagerank,disruption").caveats == ()
    assert islands.rank("pagerank").caveats[0].endswith("in this graph: A and X.")
    wide = PaperGraph(
        [{"id": one, "title": one} for one in "abcdef"],
        [("f", "uses", one) for one in "abcde"],
    )
    assert wide.rank("pagerank").caveats[0].endswith("in this graph: a, b, c and 2 more.")


def test_undefined_papers_have_no_rank_and_stand_last(diamond):
    ranking = diamond.rank("closeness")
    assert (ranking.ids[-1], ranking.scores[-1], ranking.ranks[-1]) == ("e", None, None)
    assert ranking.rows()[-1]["tied"] is False
    assert ranking.notice == f"Closeness is {WHOLE} closeness is undefined for 1 paper."
    assert diamond.rank("closeness", top=99).ids == ranking.ids[:-1]
    frame = diamond.rank("generation,closeness", as_of="2021-01,2021-02").to_frame()
    assert dict(frame.dtypes.astype(str).value_counts()) == {
        "Int64": 8,
        "str": 5,
        "bool": 4,
        "float64": 2,
    }
    assert frame["rank_2021-01"].isna().tolist() == [True, False, False, False, False]
    nothing = diamond.rank("closeness", since="2021-02")
    assert (table(nothing), repr(nothing)) == ([("e", None, None)], "Ranking('closeness': 1 paper)")


def test_sums_in_another_order_tie(drawn):
    # p and q each have three children that share their papers' weight in thirds and fifths: the
    # same terms, added up in another order.
    rows = [f"{child}{n} uses {paper}" for paper in "pq" for n, child in enumerate("xyz")]
    rows += ["x0 uses r", "y1 uses r", "y1 uses s", "z2 uses s", "z2 uses t", "z2 uses u"]
    papers = ", ".join(["p", "q", "r", "s", "t", "u", "x0", "y1", "z2"])
    ranking = drawn(papers, *rows).rank("pagerank", top=1)
    assert (ranking.ids, ranking.ranks) == (("p", "q"), (1, 1))
    assert ranking.scores[0] == ranking.scores[1]


def test_scores_that_differ_in_the_tenth_digit_only_are_equal(drawn, monkeypatch):
    values = np.array([0.3, 0.1 + 0.2, 0.3 * (1 + 1e-9), np.nan, 0.0])
    known = replace(MEASURES["in_degree"], scores=lambda seen: values)
    monkeypatch.setattr(measures, "MEASURES", {**MEASURES, "in_degree": known})
    found = drawn("a, b, c, d, e").rank()
    assert found.ids == ("c", "a", "b", "e", "d")
    assert found.ranks == (1, 2, 2, 4, None)
    assert [row["tied"] for row in found.rows()] == [False, True, True, False, False]
    assert found.scores[1] == found.scores[2]


# Time


@pytest.fixture(scope="module")
def growing(drawn):
    #  2020: b uses a.  2021: c, d use b; e uses a.  2022: f uses b; half is of 2021, month unknown
    return drawn(
        "a 2020-01, b 2020-06, c 2021-02, d 2021-03, e 2021-04, f 2022-01, half 2021, never",
        *("b uses a", "c uses b", "d uses b", "e extends a", "f enables b", "f uses never"),
        *("f uses c", "half uses e"),
    )


def test_a_change_of_rank_by_hand(drawn):
    # By the end of 2020 a has two children, x one, y none; in 2022 y has three, a two, x one.
    graph = drawn(
        "a 2019-01, x 2019-02, y 2020-03, b 2020-04, c 2020-05, n 2021-01, m 2022-01",
        *("b uses a", "c uses a", "c uses x", "n uses y", "m uses y", "m extends n"),
        "m enables y",
    )
    assert graph.rank(as_of="2020").ids[:2] == ("a", "x")
    ranking = graph.rank(as_of=("2022", "2020-12"))
    assert ranking.dates == ("2022", "2020-12")
    then = dict(zip(ranking.ids, ranking.columns[1].ranks, strict=True))
    now = dict(zip(ranking.ids, ranking.ranks, strict=True))
    assert now == {"a": 1, "y": 1, "x": 3, "n": 3, "m": 3, "b": 6, "c": 6}
    assert then == {"a": 1, "x": 2, "y": 3, "b": 3, "c": 3, "n": None, "m": None}
    change = dict(zip(ranking.ids, ranking.change(), strict=True))
    assert change == {"a": 0, "y": 2, "x": -1, "b": -3, "c": -3, "n": None, "m": None}
    assert ranking.heading().startswith("Papers as of 2020-12 and 2022, by in-degree over descent")
    # Every number carries its date, and the dates stand in the order of time.
    assert ranking.display_columns == (
        *("name", "date", "rank_2020-12", "rank_2022", "change", "in_degree_2022"),
    )
    first = ranking.rows()[0]
    assert list(first) == [
        *("id", "name", "date", "title", "topic"),
        *("rank_2020-12", "tied_2020-12", "in_degree_2020-12"),
        *("rank_2022", "tied_2022", "in_degree_2022", "change"),
    ]
    assert list(first.values()) == ["a", "A", "2019-01", "A", "", 1, False, 2, 1, True, 2, 0]
    both = graph.rank(["descendants", "in_degree"], as_of=["2021", "2022", "2020"])
    assert both.display_columns == (
        *("name", "date", "rank_2020", "rank_2021", "rank_2022", "change", "descendants_2022"),
        *("in_degree_rank_2022", "in_degree_change", "in_degree_2022"),
    )
    assert set(both.display_columns) <= set(both.rows()[0])
    assert both.caption() == (
        "Relations among papers ranked as of 2020, 2021 and 2022 by number of descendants and "
        "in-degree"
    )
    # A single date goes without saying: the heading has it.
    assert graph.rank(as_of="2022").display_columns == ("rank", "tied", "name", "date", "in_degree")


def cut(graph, keep):
    """The graph of some papers, cut from its tables by hand."""
    papers, relations = graph.papers, graph.relations
    inside = relations["source"].isin(keep) & relations["target"].isin(keep)
    return PaperGraph(papers[papers["id"].isin(keep)], relations[inside])


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2019-12", []),
        ("2020", ["a", "b"]),
        ("2020-12", ["a", "b"]),
        ("2021-01", ["a", "b", "half"]),
        ("2021-03", ["a", "b", "c", "d", "half"]),
        ("2022-01", ["a", "b", "c", "d", "e", "f", "half"]),
        ("2099", ["a", "b", "c", "d", "e", "f", "half"]),
    ],
)
def test_as_of_is_the_graph_of_the_cut_tables(growing, date, kept):
    then, expected = growing.as_of(date), cut(growing, kept)
    assert then.papers.equals(expected.papers)
    assert then.relations.reset_index(drop=True).equals(expected.relations.reset_index(drop=True))
    assert then.ids == growing.as_of(date).ids
    assert set(then.ids) == set(growing.select(until=date).ids)
    for by in MEASURES:
        asked, again = growing.rank(by, as_of=date), expected.rank(by)
        assert (asked.ids, asked.ranks, asked.scores) == (again.ids, again.ranks, again.scores)
        assert then.rank(by).rows() == again.rows()


def test_as_of_the_last_date_is_the_whole_graph():
    graph = load()
    assert graph.as_of("2099").papers.equals(graph.papers)
    assert graph.as_of("2099").relations.equals(graph.relations)
    assert graph.rank("pagerank", as_of="2099").rows() == graph.rank("pagerank").rows()


def test_before_the_first_date_there_is_nothing_to_rank(growing):
    for by in MEASURES:
        ranking = growing.rank(by, as_of="1999,2000")
        assert (ranking.ids, ranking.rows(), ranking.change()) == ((), [], ())
        counted = {
            "descendants": "Descendants are counted over chains of at most 1 side step.",
            "ancestors": "Ancestors are counted over chains of at most 1 side step.",
        }
        noun = MEASURES[by].noun
        assert ranking.notice == (
            f"{counted.get(by, f'{noun[0].upper()}{noun[1:]} is {WHOLE}')} "
            "1 paper without a date left out. "
            "No paper is dated 2000 or before; the oldest is from 2020-01."
        )
    assert len(growing.as_of("1999")) == 0


def test_as_of_keeps_types_of_ones_own(drawn):
    own = RelationType("tames", "source", "line", "tames", "is tamed by")
    graph = drawn("a 2020, b 2021, c 2022", "b tames a", "c tames b", relation_types=[own])
    then = graph.as_of("2021")
    assert then.descendants("a").ids == ("b",)
    assert then.relation_types["tames"] == own


def test_all_dates_read_descent_alike(drawn):
    # In 2020 there were citations only: the typed relations of later decide.
    graph = drawn("a 2019, b 2020, c 2021", "b cites a", "c uses b")
    early = graph.rank(as_of="2020")
    assert table(early) == [("a", 0, 1), ("b", 0, 1)]
    assert early.notice.endswith(f"reads it too. In-degree is {WHOLE}")
    assert "Descent is read from cites" in graph.as_of("2020").rank().notice


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("soon", "'soon' is not a date; write as_of as YYYY-MM-DD, YYYY-MM or YYYY"),
        ("", "A date is empty"),
        ("2020,", "A date is empty"),
        ((), "A date is empty"),
    ],
)
def test_a_date_that_is_none_is_told(growing, as_of, told):
    with pytest.raises(ArgumentError, match=told):
        growing.rank(as_of=as_of)


def test_a_year_may_be_a_number(growing):
    assert growing.rank(as_of=2021).rows() == growing.rank(as_of=["2021"]).rows()
    assert growing.as_of(2021).ids == growing.as_of("2021").ids


def test_dates_stand_in_order_of_time_each_once(growing):
    ranking = growing.rank(as_of="2021-02, 2020,2021-02,2021")
    assert ranking.dates == ("2021", "2021-02", "2020")


def test_as_of_takes_one_date(growing):
    with pytest.raises(ArgumentError, match="'2020,2021' is not a date"):
        growing.as_of("2020,2021")


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12),
    st.lists(st.sampled_from(["", "2019", "2020-03", "2020-09", "2021"]), min_size=6, max_size=6),
)
def test_a_later_date_never_lowers_a_count(rows, dates):
    graph = PaperGraph(
        [{"id": str(n), "title": "T", "date": date} for n, date in enumerate(dates)],
        [(str(source), "uses", str(target)) for source, target in rows],
    )
    for by in ("in_degree", "descendants", "ancestors"):
        ranking = graph.rank(by, as_of=["2021", "2020-06", "2019"])
        for newest, middle, oldest in zip(*(one.scores for one in ranking.columns), strict=True):
            assert (newest or 0) >= (middle or 0) >= (oldest or 0)


# Plots


def ranks_drawn(ax):
    return [(line.get_xdata().tolist(), list(line.get_ydata())) for line in ax.lines]


def test_ranks_over_time_of_any_measure(growing):
    years = [
        graph_then.rank("pagerank") for graph_then in map(growing.as_of, ["2020", "2021", "2022"])
    ]
    a = [ranking.ranks[ranking.ids.index("a")] for ranking in years]
    ax = growing.plot_ranks(["a"], Figure(), by="pagerank", alpha=0.85)
    assert ranks_drawn(ax) == [([0, 1, 2], a)]
    assert ax.get_title(loc="left") == "Rank at the end of each year, by PageRank"


def test_a_paper_that_never_rises_is_named_and_not_drawn(growing):
    ax = growing.plot_ranks(["a", "d"], Figure())
    assert len(ax.lines) == 1
    assert ax.get_xlabel() == "Never above the last rank: D."


def test_ranks_over_time_take_one_measure(growing):
    with pytest.raises(ArgumentError, match="for one measure only, not for 'katz,hubs'"):
        growing.plot_ranks(by="katz,hubs")
    with pytest.raises(ArgumentError, match="No measure 'fame'"):
        growing.plot_ranks(by="fame")
    with pytest.raises(ArgumentError, match="limit must be a number of papers from 1 up, not 0"):
        growing.plot_ranks(limit=0)


def test_bars_leave_out_what_is_undefined(diamond):
    ax = diamond.rank("closeness").plot_bars(Figure())
    assert [round(bar.get_width(), 3) for bar in ax.patches] == [0.8, 0.333, 0.333, 0.25]
    assert [text.get_text().strip() for text in ax.texts] == ["0.8", "0.3333", "0.3333", "0.25"]
    assert ax.get_xlabel() == "Papers without a score: 1."
    nothing = diamond.rank("closeness", since="2021-02").plot_bars(Figure())
    assert len(nothing.patches) == 0


def test_rows_against_the_dates_may_be_left_out():
    """b (2021) extends a (2020), and a row claims the contrary; c uses b."""
    graph = PaperGraph(
        [{"id": one, "title": one, "date": f"{2020 + at}"} for at, one in enumerate("abc")],
        [("b", "extends", "a"), ("a", "extends", "b"), ("c", "uses", "b")],
    )
    whole, dated = graph.rank("descendants"), graph.rank("descendants", cycles="dates")
    assert dict(zip(whole.ids, whole.scores, strict=True)) == {"a": 2, "b": 2, "c": 0}
    assert "a, b" in whole.notice
    assert dict(zip(dated.ids, dated.scores, strict=True)) == {"a": 2, "b": 1, "c": 0}
    assert dated.notice == (
        "Descendants are counted over chains of at most 1 side step. "
        "1 row left out against the dates: a extends b."
    )
    with pytest.raises(ArgumentError, match='cycles must be "condense" or "dates"'):
        graph.rank(cycles="drop")


def test_a_row_is_found_by_any_name_of_its_paper(diamond):
    ranking = diamond.rank("in_degree", top=1)
    assert ranking["A"] == ranking["a"] == ranking[0] == ranking.rows()[0]
    assert (ranking["a"]["rank"], ranking["a"]["in_degree"]) == (1, 3)
    with pytest.raises(PaperNotFoundError, match="nobody"):
        ranking["nobody"]
    with pytest.raises(KeyError, match="E is in the graph, but not in this ranking"):
        ranking["e"]


def test_notebooks_complete_the_papers_of_a_ranking():
    ranking = load().rank(top=2)
    names = [name for one in ranking.ids for name in (one, load()[one].name)]
    assert ranking._ipython_key_completions_() == [*dict.fromkeys(names)]
    assert names[:2] == ["transformer", "Transformer"]


def test_a_ranking_names_its_cycles_and_the_rows_against_the_dates(drawn):
    #  a ⇄ b ──> c, against the dates b ──> a
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "a extends b", "c extends b")
    found = graph.rank("descendants")
    assert found.cycles == (("a", "b"),)
    assert found.dropped == ()
    dated = graph.rank("descendants", cycles="dates")
    assert dated.cycles == ()
    assert [(row.source, row.target) for row in dated.dropped] == [("a", "b")]
