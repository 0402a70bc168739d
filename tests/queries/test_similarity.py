"""Similarity: products of matrices by hand, published definitions, and real networks' traps."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph
from llmgraph import ArgumentError
from llmgraph.engine import sharing as meetings
from llmgraph.queries.similarity import BASES, WEIGHTS
from llmgraph.results.document import Prose

similar = llmgraph.PaperGraph.similar

IDS = [f"p{one}" for one in range(6)]
KINDS = ["extends", "enables", "compares_with", "cites"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=20
)


def graph_of(rows, ids=IDS):
    return llmgraph.PaperGraph(
        [{"id": one, "title": one} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


def references(rows):
    """Who refers to whom: newer by older, oriented by hand."""
    matrix = np.zeros((len(IDS), len(IDS)), dtype=int)
    for source, relation, target in rows:
        newer, older = (target, source) if relation == "enables" else (source, target)
        if newer != older:
            matrix[IDS.index(newer), IDS.index(older)] = 1
    return matrix


def lists(rows, by):
    matrix = references(rows)
    return {"coupling": matrix, "cocitation": matrix.T, "amsler": matrix | matrix.T}[by]


def weighed(weight, shared, one, other):
    if weight == "jaccard":
        return shared / (one + other - shared)
    return shared / math.sqrt(one * other) if weight == "salton" else shared


def told(found):
    return [(pair.first, pair.second, pair.score) for pair in found.pairs]


# Every graph, against a product of matrices


@given(some_rows, st.sampled_from(list(BASES)), st.sampled_from(list(WEIGHTS)))
def test_all_pairs_are_the_product_of_the_matrix_with_its_transpose(rows, by, weight):
    matrix = lists(rows, by)
    product, lengths = matrix @ matrix.T, matrix.sum(axis=1)
    expected = {
        (IDS[one], IDS[other]): weighed(weight, product[one, other], lengths[one], lengths[other])
        for one, other in combinations(range(len(IDS)), 2)
        if product[one, other]
    }
    found = similar(graph_of(rows), by=by, weight=weight, top=None)
    assert {(first, second) for first, second, _ in told(found)} == set(expected)
    for pair in found.pairs:
        assert pair.score == pytest.approx(expected[pair.first, pair.second], rel=1e-12)
        shared = matrix[IDS.index(pair.first)] & matrix[IDS.index(pair.second)]
        assert pair.through == tuple(IDS[one] for one in np.flatnonzero(shared))
    scores = [pair.score for pair in found.pairs]
    assert scores == sorted(scores, reverse=True)
    assert [pair.rank for pair in found.pairs] == [
        1 + sum(s > one for s in scores) for one in scores
    ]


@given(some_rows, st.sampled_from(IDS), st.sampled_from(list(BASES)))
def test_one_paper_has_the_pairs_that_it_has_among_all(rows, paper, by):
    graph = graph_of(rows)
    found = similar(graph, paper, by=by, top=None)
    every = similar(graph, by=by, top=None)
    expected = {(({*pair} - {paper}).pop(), score) for *pair, score in told(every) if paper in pair}
    assert {(second, score) for _, second, score in told(found)} == expected
    assert found.ids == tuple(pair.second for pair in found.pairs)
    assert {pair.first for pair in found.pairs} <= {paper}
    assert bool(found.notice) == (not expected)


@given(some_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_tables_changes_nothing(rows, random):
    shuffled = graph_of(random.sample(rows, len(rows)), random.sample(IDS, len(IDS)))
    for weight in WEIGHTS:
        assert told(similar(graph_of(rows), weight=weight)) == told(
            similar(shuffled, weight=weight)
        )


@given(rows=some_rows)
def test_small_blocks_give_the_same_answer(rows):
    whole = told(similar(graph_of(rows), top=3))
    size = meetings.BLOCK
    try:
        meetings.BLOCK = 1
        assert told(similar(graph_of(rows), top=3)) == whole
    finally:
        meetings.BLOCK = size


# Published definitions


def test_the_textbook_example_of_coupling_and_cocitation(drawn):
    # The usual figure: A and B both cite C, D and E, so that their coupling strength is 3; each
    # two of C, D and E are cited together by A and B, so that their co-citation strength is 2.
    graph = drawn(
        "c 2000, d 2000, e 2000, a 2010, b 2010",
        *(f"{newer} cites {older}" for newer in "ab" for older in "cde"),
    )
    assert told(similar(graph, by="coupling", weight="raw")) == [("a", "b", 3.0)]
    assert told(similar(graph, by="cocitation", weight="raw")) == [
        ("c", "d", 2.0),
        ("c", "e", 2.0),
        ("d", "e", 2.0),
    ]


def test_amsler_takes_shared_references_shared_referrers_and_what_stands_between(drawn):
    # b and c refer to a; d refers to b, c and e; e refers to c: between b and e stands d above,
    # between a and e stands c, which refers to a and is referred to by e.
    graph = drawn(
        "a 2000, b 2001, c 2001, e 2002, d 2003",
        "b cites a", "c cites a", "d cites b", "d cites c", "d cites e", "e cites c",
    )  # fmt: skip
    found = {pair.second: pair.through for pair in similar(graph, "e", top=None).pairs}
    assert found == {"a": ("c",), "b": ("d",), "c": ("d",), "d": ("c",)}


# What real networks bring along


def test_two_papers_share_by_any_relation_whichever_way_it_is_written(mixed):
    # heir refers to study and base; study to base and tool; critic and review to base.
    found = similar(mixed, "heir", by="coupling", weight="jaccard")
    assert [(pair.second, pair.through, pair.score) for pair in found.pairs] == [
        ("critic", ("base",), 0.5),
        ("rival", ("study",), 0.5),
        ("review", ("base",), 0.5),
        ("study", ("base",), 1 / 3),
    ]
    assert [pair.rank for pair in found.pairs] == [1, 1, 1, 4]
    assert [row["tied"] for row in found.rows()] == [True, True, True, False]


def test_only_the_named_relations_count(mixed):
    found = similar(mixed, "study", by="coupling", relations="extends,surveys")
    assert told(found) == [("study", "review", 1.0)]
    assert found.relation_types == ("extends", "surveys")
    assert similar(mixed, "study", by="cocitation", relations=["uses"]).ids == ()


def test_several_relations_between_one_pair_are_one_reference(drawn):
    graph = drawn("a 2000, b 2001, c 2002", "b uses a", "b extends a", "b uses a", "c cites a")
    assert told(similar(graph, by="coupling", weight="jaccard")) == [("b", "c", 1.0)]
    assert told(similar(graph, by="coupling", weight="raw")) == [("b", "c", 1.0)]


def test_self_relations_are_no_references(self_relation):
    assert similar(self_relation).pairs == ()
    assert similar(self_relation).notice == "No two papers share any."


def test_papers_that_refer_to_each_other_share_a_third(two_cycle):
    # p and q refer to each other, p also to root, tail to q.
    assert told(similar(two_cycle, by="coupling", weight="raw")) == [("p", "tail", 1.0)]
    assert told(similar(two_cycle, "root", by="cocitation")) == [("root", "q", math.sqrt(1 / 2))]


def test_components_and_isolated_papers_share_nothing_with_others(islands):
    assert similar(islands, top=None).pairs == ()
    assert similar(islands, "lone").notice == (
        "LONE (2019-07) has no relation to another paper, so it shares none with others."
    )
    assert similar(islands, "b", by="coupling").notice == (
        "B (2020-02) shares none with other papers."
    )
    assert similar(islands, "b", by="cocitation").notice == (
        "B (2020-02) is referred to by no paper, so it shares none with others."
    )


def test_graphs_without_relations_or_papers(unrelated):
    empty = llmgraph.PaperGraph({"id": [], "title": []})
    for graph in (unrelated, empty):
        found = similar(graph)
        assert (found.ids, found.rows(), found.count_text()) == ((), [], "0 pairs")
        assert found.to_frame().empty


def test_equal_ratios_are_ties_and_those_that_share_more_come_first(drawn):
    # a and b: 3 / √18. c and d: 1 / √2. Floats would tell them apart.
    graph = drawn(
        ", ".join([f"r{one} 2000" for one in range(8)] + ["c 2001, d 2001, a 2002, b 2002"]),
        *(f"a cites r{one}" for one in range(3)),
        *(f"b cites r{one}" for one in range(6)),
        "c cites r6",
        "d cites r6",
        "d cites r7",
    )
    assert 3 / math.sqrt(18) != 1 / math.sqrt(2)
    found = similar(graph, by="coupling")
    assert [(pair.first, pair.rank, len(pair.through)) for pair in found.pairs] == [
        ("a", 1, 3),
        ("c", 1, 1),
    ]


def test_top_keeps_those_tied_with_the_last(mixed):
    assert similar(mixed, "heir", by="coupling", top=2).ids == ("critic", "rival", "review")
    assert len(similar(mixed, "heir", by="coupling", top=4)) == 4


def test_equal_dates_stand_by_id(equal_dates):
    # b refers to c, a to b: nothing shared but by Amsler, where b stands between.
    assert told(similar(equal_dates)) == [("a", "c", 1.0)]


def test_filters_choose_what_is_compared_not_what_is_shared(mixed):
    found = similar(mixed, "heir", by="coupling", since="2021-07")
    assert found.ids == ("rival", "review")
    assert found.pairs[0].through == ("study",)
    # The paper asked about may lie outside.
    assert similar(mixed, "heir", by="coupling", until="2021-06").ids == ("critic", "study")
    both = similar(mixed, by="coupling", until="2021-06")
    assert told(both) == [("study", "critic", math.sqrt(1 / 2))]
    graph = llmgraph.load()
    found = similar(graph, "LLaVA", topics="multimodal", top=None)
    assert len(found) > 2
    assert all("Multimodal and diffusion" in graph[one].topics for one in found.ids)


# The result


def test_a_result_can_be_read_and_drawn(mixed):
    found = similar(mixed, "heir", by="coupling", top=1)
    assert repr(found) == "Similarity('heir', 'coupling', 'salton': 3 papers, highest 0.7071)"
    assert found.heading() == (
        "Similar to HEIR by shared references (bibliographic coupling), Salton's cosine"
    )
    assert found.display_columns == ("rank", "tied", "name", "date", "salton", "shared", "through")
    assert found.rows()[0] == {
        "rank": 1,
        "tied": True,
        "id": "critic",
        "name": "CRITIC",
        "date": "2021-06",
        "title": "CRITIC",
        "topic": "",
        "salton": 0.7071,
        "shared": 1,
        "references": 1,
        "referrers": 0,
        "between": 0,
        "through": "BASE",
    }
    assert found.shown_ids() == ("heir", "critic", "rival", "review", "base", "study")
    assert found.asked_ids() == ("heir",)
    # What they share with HEIR, and not that STUDY extends BASE.
    assert [mixed.tables.sentence(mixed.tables.relation(row)) for row in found.relation_rows()] == [
        "HEIR uses STUDY",
        "CRITIC disputes BASE",
        "RIVAL is an alternative to STUDY",
        "REVIEW surveys BASE",
        "HEIR cites BASE",
    ]
    assert "<title>Similar to HEIR" in found.to_html()
    assert "CRITIC" in found.to_svg()


def test_pairs_are_told_with_both_papers(mixed):
    found = similar(mixed, by="cocitation", weight="raw")
    assert told(found) == [("base", "tool", 1.0), ("base", "study", 1.0)]
    assert found.ids == ("base", "tool", "study")
    assert found.rows()[0] == {
        "rank": 1,
        "tied": True,
        "first": "base",
        "second": "tool",
        "first_name": "BASE",
        "second_name": "TOOL",
        "first_date": "2019-01",
        "second_date": "2020-01",
        "raw": 1,
        "shared": 1,
        "references": 0,
        "referrers": 1,
        "between": 0,
        "through": "STUDY",
    }
    assert found.heading() == "Similar pairs by shared referrers (co-citation), counted"
    assert repr(found) == "Similarity('all pairs', 'cocitation', 'raw': 2 pairs, highest 1)"
    assert list(found.to_frame()["second"]) == ["tool", "study"]


def test_what_is_shared_is_told_by_kinds(drawn):
    # a and b both refer to r; c refers to both; m refers to a, and b to m.
    graph = drawn(
        "r 2000-01, a 2001-01, m 2001-06, b 2002-01, c 2003-01",
        *("a cites r", "b cites r", "c cites a", "c cites b", "m cites a", "b cites m"),
    )
    found = similar(graph, "a", top=1)
    (pair,) = found.pairs
    assert (pair.second, pair.through) == ("b", ("r", "m", "c"))
    assert (pair.references, pair.referrers, pair.between) == (("r",), ("c",), ("m",))
    row = found.rows()[0]
    assert (row["shared"], row["references"], row["referrers"], row["between"]) == (3, 1, 1, 1)
    kinds = ("references", "referrers", "between")
    assert found.display_columns[4:] == ("salton", "shared", *kinds, "through")
    # a stands on three lists, and so does b.
    assert found.to_document().standalone == Prose(
        (
            "Similar to A by shared references and referrers (Amsler), Salton's cosine"
            " — 1 paper, the most similar first.",
        ),
        (
            (
                "B (2002-01): 3 shared papers, Salton's cosine 1.",
                (
                    "Both refer to R (2000-01).",
                    "Both are referred to by C (2003-01).",
                    "Between them: M (2001-06).",
                ),
            ),
        ),
    )


def test_by_one_kind_all_that_is_shared_is_of_it(mixed):
    (pair, *_) = similar(mixed, "heir", by="coupling").pairs
    assert (pair.references, pair.referrers, pair.between) == (pair.through, (), ())
    (pair, *_) = similar(mixed, by="cocitation").pairs
    assert (pair.references, pair.referrers, pair.between) == ((), pair.through, ())


def test_pairs_are_points_of_prose_with_both_names(mixed):
    told = similar(mixed, by="cocitation", weight="raw").to_document().standalone
    assert told.points[0] == (
        "BASE (2019-01), TOOL (2020-01): 1 shared paper.",
        ("Both are referred to by STUDY (2021-01).",),
    )
    [nothing] = similar(mixed, "tool", by="coupling").to_prose().paragraphs
    assert nothing.endswith(" — none.")


def test_a_row_names_some_of_many_that_are_shared(drawn):
    graph = drawn(
        ", ".join([f"r{one} 2000" for one in range(9)] + ["a 2001, b 2001"]),
        *(f"{newer} cites r{one}" for newer in "ab" for one in range(9)),
    )
    found = similar(graph, "a", by="coupling")
    assert found.rows()[0]["through"] == "R0, R1, R2, R3, R4, R5, R6, R7, …"
    assert len(found.pairs[0].through) == found.rows()[0]["shared"] == 9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"by": "cites"}, 'by must be "amsler" or "coupling" or "cocitation"'),
        ({"weight": "cosine"}, 'weight must be "raw" or "jaccard" or "salton", not \'cosine\''),
        ({"top": 0}, "top must be a number of papers or pairs from 1 up, not 0"),
        ({"relations": "eats"}, "No relation type 'eats'"),
        ({"topics": "cooking"}, 'No topic matches "cooking"'),
        ({"since": "soon"}, "'soon' is not a date"),
    ],
)
def test_what_cannot_be_used_is_told(chain, arguments, message):
    with pytest.raises(llmgraph.ArgumentError, match=message):
        similar(chain, "a", **arguments)
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nobody"'):
        similar(chain, "nobody")


def test_kin_of_well_known_papers():
    graph = llmgraph.load()
    assert graph.similar("BERT").ids[0] == "roberta"
    assert "gpt-4" in graph.similar("ChatGPT", "cocitation", "raw").ids[:2]
    assert "minigpt-4" in graph.similar("LLaVA", "coupling").ids[:2]


def test_pairs_that_share_fewer_are_left_out(drawn):
    graph = drawn(
        "a 2018, b 2018, c 2019, d 2019, e 2020, f 2021",
        *("c extends a", "c extends b", "d extends a", "d extends b", "d uses c"),
        *("e uses c", "f uses c"),
    )
    every = graph.similar(by="coupling", top=None)
    ends = [(pair.first, pair.second) for pair in every.pairs]
    assert ends == [("e", "f"), ("c", "d"), ("d", "e"), ("d", "f")]
    many = graph.similar(by="coupling", top=None, at_least=2)
    assert [(pair.first, pair.second, pair.rank) for pair in many.pairs] == [("c", "d", 1)]
    assert many.heading() == (
        "Similar pairs by shared references (bibliographic coupling), at least 2, Salton's cosine"
    )
    alone = graph.similar("f", by="coupling", at_least=2)
    assert alone.notice == "No other paper shares 2 or more."
    assert graph.similar(by="coupling", at_least=3).notice == "No two papers share 3 or more."
    thin = graph.similar(by="coupling", top=1)
    assert thin.notice.startswith("Each pair shares a single paper. at_least=2 (--at-least 2)")
    with pytest.raises(ArgumentError, match="at_least must be a number of shared papers from 1 up"):
        graph.similar(at_least=0)


def test_a_graph_as_it_stood_says_what_it_left_out():
    papers = [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B"}]
    graph = llmgraph.PaperGraph(papers, [])
    assert graph.as_of("2020").similar().notice == (
        "1 paper without a date left out. No paper is newer than 2020; the newest is from 2020. "
        "No two papers share any."
    )
    cut = llmgraph.load().as_of("1950")
    told = "No paper is dated 1950 or before; the oldest is from "
    assert cut.similar().notice.startswith(told)
    assert cut.communities().notice.startswith(told)
