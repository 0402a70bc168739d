"""Pairs that share most: products of SciPy's sparse matrices, and the loop compiled or not."""

import numpy as np
import pytest
from scipy import sparse

from llmgraph.engine import sharing as meetings
from llmgraph.engine.compiler import compiled
from llmgraph.engine.sharing import Lists, best_pairs, tallied

PAPERS = 60


@pytest.fixture
def random_lists():
    """Papers with some of 60 things, and the same as a matrix; some pairs come twice."""
    papers, has = np.random.default_rng(0).integers(PAPERS, size=(2, 400))
    matrix = sparse.coo_array((np.ones(400), (papers, has)), shape=(PAPERS, PAPERS)).tocsr()
    matrix.data[:] = 1
    return Lists(papers, has, PAPERS), matrix


def counted(found):
    return {
        (one, other): number
        for block in found
        for one, other, number in zip(*(column.tolist() for column in block), strict=True)
    }


@pytest.mark.parametrize("block", [1, 100, 1 << 20])
def test_all_pairs_are_a_product_of_matrices(random_lists, block, monkeypatch):
    monkeypatch.setattr(meetings, "BLOCK", block)
    lists, matrix = random_lists
    chosen = np.arange(PAPERS) % 7 > 0
    product = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    expected = {
        (int(one), int(other)): int(number)
        for one, other, number in zip(*product.coords, product.data, strict=True)
        if chosen[one] and chosen[other]
    }
    assert counted(lists.meetings(None, chosen)) == expected
    assert len(expected) > 500


def test_one_paper_meets_the_chosen_ones_and_not_itself(random_lists):
    lists, matrix = random_lists
    chosen = np.arange(PAPERS) < 30
    row = (matrix @ matrix.T).toarray()[40].astype(int)
    expected = {(40, other): row[other] for other in range(30) if row[other]}
    assert counted(lists.meetings(40, chosen)) == expected
    assert (40, 40) not in counted(lists.meetings(40, np.ones(PAPERS, dtype=bool)))


def test_the_compiled_loop_counts_the_same(random_lists, monkeypatch):
    lists, _ = random_lists
    plain = counted(lists.meetings(None, np.ones(PAPERS, dtype=bool)))
    used = []
    monkeypatch.setattr(
        meetings, "tallied", lambda *args: used.append(1) or compiled(tallied.__wrapped__)(*args)
    )
    assert counted(lists.meetings(None, np.ones(PAPERS, dtype=bool))) == plain
    assert used == [1]


def test_lists_hold_each_thing_once_and_in_order():
    lists = Lists(np.array([2, 0, 2, 2]), np.array([3, 1, 0, 3]), 4)
    assert [lists.of(paper).tolist() for paper in range(4)] == [[1], [], [0, 3], []]
    assert lists.lengths.tolist() == [1, 0, 2, 0]
    assert lists.shared(2, 2).tolist() == [0, 3]
    assert lists.shared(0, 2).tolist() == []


def test_the_best_come_first_with_those_tied_with_the_last():
    # 0 and 1 share two things, 2 shares one with both of them, and 3 has none.
    lists = Lists(np.array([0, 0, 1, 1, 2]), np.array([1, 2, 1, 2, 1]), 4)
    every = np.ones(4, dtype=bool)

    def raw(number, *_):
        return number.astype(float)

    for top, expected in ((1, [(0, 1, 2.0)]), (2, [(0, 1, 2.0), (0, 2, 1.0), (1, 2, 1.0)])):
        found = best_pairs(lists, None, every, raw, top=top)
        assert list(zip(*(column.tolist() for column in found), strict=True)) == expected
    assert [len(column) for column in best_pairs(lists, 3, every, raw, top=None)] == [0, 0, 0]
