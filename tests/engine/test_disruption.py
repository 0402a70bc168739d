"""Disruption against published numbers, hand-made graphs and the definition in sets."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.engine import compile_index
from llmgraph.engine.disruption import disruption
from llmgraph.errors import ArgumentError

ORACLE = json.loads(Path(__file__, "../../oracles/disruption.json").resolve().read_text())


def index_of(count, edges):
    """Compile ``(parent, child)`` edges."""
    parents, children = np.array(edges, dtype=np.int32).reshape(-1, 2).T
    return compile_index(count, parents, children, np.arange(len(edges), dtype=np.int32))


def scores(count, edges, dates, **settings):
    found = disruption(index_of(count, edges), np.array(dates, dtype=float), **settings)
    return [None if np.isnan(value) else value for value in found.tolist()]


@pytest.mark.parametrize(("variant", "measure"), [("cd", "CD"), ("mcd", "mCD")])
def test_published_values(variant, measure):
    days = [date(year, 1, 1).toordinal() for year in ORACLE["years"]]
    edges = [(cited, citing) for citing, cited in ORACLE["arcs_citing_to_cited"]]
    found = scores(len(days), edges, days, window=1825, variant=variant)
    for paper, value in ORACLE["published"][measure].items():
        expected = None if value is None else float(Fraction(value))
        assert found[int(paper)] == (expected and pytest.approx(expected, rel=1e-15))


#   0 ──> 1 ──> 2      2 takes 1 without 0, 3 takes both, 4 takes only 0
#   0 ──> 3 <── 1
#   0 ──> 4
FIVE = [(0, 1), (1, 2), (0, 3), (1, 3), (0, 4)]


def test_who_takes_a_paper_with_its_parent_and_who_without():
    dates = [0, 1, 2, 2, 2]
    assert scores(5, FIVE, dates) == [1, 0, None, None, None]
    # 1 has i = 1 (paper 2), j = 1 (3), k = 1 (4); one more child without the parent
    more = [*FIVE, (1, 5)]
    assert scores(6, more, [*dates, 3])[1] == pytest.approx(1 / 4)
    assert scores(6, more, [*dates, 3], variant="cd_nok")[1] == pytest.approx(1 / 3)
    assert scores(6, more, [*dates, 3], variant="mcd")[1] == pytest.approx(3 / 4)
    # One shared parent is less than five: 3 counts nowhere.
    assert scores(6, more, [*dates, 3], variant="di5")[1] == pytest.approx(2 / 3)


def test_di5_needs_five_shared_parents():
    # 5 descends from 0..4; 6 from it and all five, 7 from it and four; 8 from 0 only
    edges = [(older, 5) for older in range(5)]
    edges += [(older, 6) for older in range(6)] + [(older, 7) for older in (0, 1, 2, 3, 5)]
    edges += [(0, 8)]
    dates = [0] * 5 + [1, 2, 2, 2]
    assert scores(9, edges, dates, variant="di5")[5] == pytest.approx(-1 / 2)
    assert scores(9, edges, dates, variant="cd")[5] == pytest.approx(-2 / 3)
    assert scores(9, edges, dates, variant="cd_nok")[5] == -1
    assert scores(9, edges, dates, variant="mcd")[5] == pytest.approx(-4 / 3)


def test_only_papers_after_it_count():
    # Equal dates, earlier ones and unknown ones do not count.
    assert scores(2, [(0, 1)], [3, 3]) == [None, None]
    assert scores(2, [(0, 1)], [3, 2]) == [None, None]
    assert scores(2, [(0, 1)], [3, np.nan]) == [None, None]
    assert scores(2, [(0, 1)], [np.nan, 3]) == [None, None]
    assert scores(2, [(0, 1)], [3, 4]) == [1, None]


def test_the_window_includes_its_last_day():
    assert scores(2, [(0, 1)], [3, 8], window=5) == [1, None]
    assert scores(2, [(0, 1)], [3, 8], window=4.9) == [None, None]


def test_papers_that_descend_from_each_other():
    #  0 ⇄ 1 ──> 2: of the two, the dates say which came later
    edges = [(0, 1), (1, 0), (1, 2)]
    assert scores(3, edges, [0, 1, 2]) == [pytest.approx(1 / 2), 1, None]


def test_without_k_a_paper_that_nobody_takes_is_undefined():
    edges = [(0, 1), (0, 2)]
    assert scores(3, edges, [0, 1, 2])[1] == 0
    assert scores(3, edges, [0, 1, 2], variant="cd_nok")[1] is None


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"variant": "cd5"}, r"No variant 'cd5'\. Choose from: cd, di5, cd_nok, mcd"),
        ({"window": 0}, "window must be a span of time above 0, not 0"),
        ({"window": np.nan}, "window must be a span of time above 0, not nan"),
    ],
)
def test_settings_that_cannot_be_used(settings, told):
    with pytest.raises(ArgumentError, match=told):
        scores(2, [(0, 1)], [0, 1], **settings)


NODES = 7
nodes = st.integers(0, NODES - 1)
some_edges = st.lists(st.tuples(nodes, nodes), max_size=25)
some_dates = st.lists(st.one_of(st.integers(0, 5), st.just(np.nan)), min_size=NODES, max_size=NODES)


@given(some_edges, some_dates, st.sampled_from([None, 1, 3]))
def test_as_defined_in_sets(edges, dates, window):
    children = [{c for p, c in edges if p == one != c} for one in range(NODES)]
    parents = [{p for p, c in edges if c == one != p} for one in range(NODES)]
    expected = []
    for one in range(NODES):
        last = dates[one] + (window or 100)
        later = {x for x in range(NODES) if dates[one] < dates[x] <= last}
        of_paper = children[one] & later
        of_parents = set().union(*(children[older] for older in parents[one])) & later
        alone, both = len(of_paper - of_parents), len(of_paper & of_parents)
        total = len(of_paper | of_parents)
        expected.append((alone - both) / total if total else None)
    assert scores(NODES, edges, dates, window=window) == pytest.approx(expected)


def test_mcd_counts_later_papers_only_where_cdindex_counts_those_of_the_same_date_too():
    #  0 ──> 1 and 0 ──> 2 of the same year as 0: CD is 1 in both, mCD 1 here and 2 in cdindex
    edges, dates = [(0, 1), (0, 2)], [2000, 2000, 2001]
    assert scores(3, edges, dates)[0] == 1
    assert scores(3, edges, dates, variant="mcd")[0] == 1
