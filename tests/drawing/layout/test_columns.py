"""Dates to columns: years, several columns for a crowded one, and a place for what has no date."""

import numpy as np
import pytest

from llmgraph.drawing.layout.columns import assign_columns


def month(year, number=1):
    return 12 * year + number - 1


@pytest.mark.parametrize(
    ("months", "relations", "columns", "labels"),
    [
        # before the year of its earliest child
        ([month(2017), month(2019), -1], [(2, 1)], [0, 2, 1], ("2017", "undated", "2019")),
        # before all dates
        ([month(2017), -1], [(1, 0)], [1, 0], ("undated", "2017")),
        # no child: after the year of its latest parent
        ([month(2017), month(2018), -1], [(0, 2)], [0, 2, 1], ("2017", "undated", "2018")),
        ([month(2017), -1], [(0, 1)], [0, 1], ("2017", "undated")),
        # children count before parents
        (
            [month(2017), month(2018), month(2019), -1],
            [(0, 3), (3, 2)],
            [0, 1, 3, 2],
            ("2017", "2018", "undated", "2019"),
        ),
        # one before 2018 and one after 2017 share a column
        (
            [month(2017), month(2018), -1, -1],
            [(2, 1), (0, 3)],
            [0, 2, 1, 1],
            ("2017", "undated", "2018"),
        ),
        # a chain between two years: a year lies between its papers, too
        (
            [month(2017), month(2018), -1, -1],
            [(2, 3), (3, 1)],
            [1, 3, 0, 2],
            ("undated", "2017", "undated", "2018"),
        ),
        # a chain of two undated papers
        ([month(2017), -1, -1], [(1, 2), (2, 0)], [2, 0, 1], ("undated", "undated", "2017")),
        # no dated relative: at the end, by generation
        ([month(2017), -1, -1], [(1, 2)], [0, 1, 2], ("2017", "undated", "undated")),
        ([-1, -1], [(0, 1), (1, 0)], [0, 0], ("undated",)),
    ],
)
def test_columns_of_undated_papers(months, relations, columns, labels):
    sources, targets = np.array(relations).T
    free = np.zeros(len(months), dtype=bool)
    found = assign_columns(np.array(months), sources, targets, 20, free)
    assert found.of_paper.tolist() == columns
    assert found.labels == labels


def test_undated_papers_do_not_split_a_year_of_several_columns():
    # the child of the undated paper 4 stands in the second column of 2022
    months = np.array([month(2022, number) for number in (1, 2, 11, 12)] + [-1])
    free = np.zeros(5, dtype=bool)
    found = assign_columns(months, np.array([4]), np.array([3]), 2, free)
    assert found.of_paper.tolist() == [1, 1, 2, 2, 0]
    assert found.labels == ("undated", "2022", "2022")


def test_relations_decide_when_papers_of_a_year_share_a_month():
    months = np.full(6, month(2022, 3))
    sources, targets = np.array([5, 4, 3]), np.array([0, 1, 2])
    found = assign_columns(months, sources, targets, 3, np.zeros(6, dtype=bool))
    assert found.of_paper.tolist() == [1, 1, 1, 0, 0, 0]


def test_papers_of_a_crowded_month_stand_by_day():
    months = month(2022, 3) + np.array([24, 3, 30, 0, 12, 1]) / 31
    none = np.empty(0, dtype=np.int64)
    found = assign_columns(months, none, none, 3, np.zeros(6, dtype=bool))
    assert found.of_paper.tolist() == [1, 0, 1, 0, 1, 0]
    assert found.labels == ("2022", "2022")


def test_a_month_that_is_a_guess_gives_way_to_a_relation():
    months = np.array([month(2022, number) for number in (1, 2, 3, 4, 5, 6)])
    sources, targets = np.array([5, 5]), np.array([3, 4])
    sure = np.zeros(6, dtype=bool)
    guess = sure.copy()
    guess[5] = True
    assert assign_columns(months, sources, targets, 3, guess).of_paper[5] == 0


def test_sparse_neighbouring_years_share_a_column():
    months = np.array([month(year) for year in (1944, 1950, 1953, 1953, 1958, 1977)])
    none, sure = np.empty(0, dtype=np.int64), np.zeros(6, dtype=bool)
    found = assign_columns(months, none, none, 20, sure, max_merged=2)
    assert found.labels == ("1944–1950", "1953", "1958–1977")
    assert found.of_paper.tolist() == [0, 0, 1, 1, 2, 2]
    found = assign_columns(months, none, none, 20, sure, max_merged=3)
    assert found.labels == ("1944–1950", "1953–1958", "1977")
    assert assign_columns(months, none, none, 20, sure).labels[:2] == ("1944", "1950")


def test_undated_papers_stand_between_columns_that_are_shared():
    # an undated paper before its child of 1953
    months = np.array([month(1944), month(1950), -1, month(1953), month(1958)])
    found = assign_columns(
        months, np.array([2]), np.array([3]), 20, np.zeros(5, dtype=bool), max_merged=9
    )
    assert found.labels == ("1944–1950", "undated", "1953–1958")
    assert found.of_paper.tolist() == [0, 0, 1, 2, 2]


def test_undated_papers_below_a_cycle_are_layered():
    # a → b ⇄ c → d → e → f: only the two that descend from each other share a column.
    pairs = [(0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 5)]
    sources, targets = np.array(pairs).T
    undated, unknown = np.full(6, -1.0), np.zeros(6, bool)
    found = assign_columns(undated, sources, targets, 12, unknown)
    assert found.of_paper.tolist() == [0, 1, 1, 2, 3, 4]
