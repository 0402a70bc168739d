"""What a reader would see of overlaps and crossings, on layouts made by hand."""

import numpy as np
import pytest

from llmgraph.drawing.layout import Layout, measure

CLEAN = {"label_overlaps": 0, "through_labels": 0, "crossings": 0}


def line(start, end):
    """A straight segment as a cubic."""
    (x0, y0), (x1, y1) = start, end
    return np.array([(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in (0, 1 / 3, 2 / 3, 1)])


def found(centres, routes=(), ends=(), width=40.0, height=14.0):
    """What is found of labels of one size and of routes between them."""
    x, y = np.array(centres, dtype=float).reshape(-1, 2).T
    drawn = Layout(x, y, 0.0, 0.0, [], [], list(routes), 0)
    sources, targets = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    sizes = np.full(len(x), width), np.full(len(x), height)
    return measure(drawn, *sizes, sources, targets)


@pytest.mark.parametrize(
    ("second", "overlaps"),
    [
        ((39, 0), 1),
        ((0, 13), 1),
        ((39, 13), 1),
        # they touch, or nearly so: rounding may do that
        ((40, 0), 0),
        ((39.9, 0), 0),
        ((0, 14), 0),
        ((41, 0), 0),
        ((39, 15), 0),
    ],
)
def test_labels_overlap_where_they_do_in_both_directions(second, overlaps):
    assert found([(0, 0), second])["label_overlaps"] == overlaps


def test_every_pair_of_labels_on_one_spot_counts():
    assert found([(0, 0)] * 4)["label_overlaps"] == 6


def test_a_relation_through_the_label_of_another_paper_counts_once():
    papers = [(0, 0), (100, 0), (200, 0)]
    straight = line((20, 0), (180, 0))
    assert found(papers, [straight], [(0, 2)]) == CLEAN | {"through_labels": 1}
    # its own ends may be touched, and what runs beside a label is none of it
    assert found(papers, [line((20, 0), (200, 0))], [(0, 1)])["through_labels"] == 1
    assert found(papers[:2], [line((0, 0), (100, 0))], [(0, 1)]) == CLEAN
    assert found(papers, [line((20, 8), (180, 8))], [(0, 2)]) == CLEAN
    # two relations through one label are two pairs
    assert found(papers, [straight, straight], [(0, 2), (0, 2)])["through_labels"] == 2


def test_curves_cross_where_they_meet_and_only_there():
    papers = [(-50, 0), (-50, 60), (150, 0), (150, 60)]
    down, up = line((0, 0), (100, 60)), line((0, 60), (100, 0))
    assert found(papers, [down, up], [(0, 3), (1, 2)]) == CLEAN | {"crossings": 1}
    assert found(papers, [down, line((0, 60), (100, 100))], [(0, 3), (1, 2)]) == CLEAN
    # an arch 60 high meets a level line twice, or not at all
    arch = np.array([(0.0, 0.0), (30.0, 80.0), (70.0, 80.0), (100.0, 0.0)])
    assert found(papers, [arch, line((0, 30), (100, 31))], [(0, 3), (1, 2)])["crossings"] == 2
    assert found(papers, [arch, line((0, 61), (100, 61))], [(0, 3), (1, 2)])["crossings"] == 0


def test_relations_of_one_paper_do_not_cross_where_they_begin_together():
    papers = [(0, 0), (200, -50), (200, 50)]
    fork = [line((20, 0), (180, -50)), line((20, 0), (180, 50))]
    assert found(papers, fork, [(0, 1), (0, 2)]) == CLEAN


def test_nothing_has_no_fault():
    assert found([]) == CLEAN
