"""Curves: cut at the columns, as wide apart as their turns need, horizontal at both ends."""

import numpy as np
import pytest

from llmgraph.drawing.layout.layers import build_layers
from llmgraph.drawing.layout.routes import build_frame, cut_pieces, draw_routes


def cut(columns, relations, y, leave, enter):
    sources, targets = np.array(relations, dtype=np.int64).reshape(-1, 2).T
    columns = np.array(columns, dtype=np.int64)
    graph = build_layers(columns, np.zeros(len(columns), np.int64), sources, targets)
    leave, enter = np.array(leave, dtype=float), np.array(enter, dtype=float)
    return graph, cut_pieces(graph, np.array(y, dtype=float), leave, enter), leave, enter


def drawn(columns, relations, y, leave, enter, width=40.0):
    graph, pieces, leave, enter = cut(columns, relations, y, leave, enter)
    widths = np.full(graph.papers, width)
    frame = build_frame(graph, pieces, widths, leave, enter)
    x = ((frame.left + frame.right) / 2)[np.array(columns)]
    sources = np.array([source for source, _ in relations])
    return frame, x, draw_routes(graph, pieces, frame, x, widths, leave, enter, sources)


def test_a_relation_is_cut_at_every_column_that_it_passes():
    # 0 ──> 1 past one column, in which its dummy has the height 30, and twice side by side
    _, pieces, *_ = cut([0, 2], [(0, 1), (0, 1)], [0, 50, 30], [-1, 1], [49, 51])
    assert pieces.row.tolist() == [0, 0, 1, 1]
    assert pieces.gap.tolist() == [0, 1, 0, 1]
    assert pieces.tail.tolist() == [0, 2, 0, 2]
    assert pieces.start.tolist() == [-1, 28.5, 1, 31.5]
    assert pieces.end.tolist() == [28.5, 49, 31.5, 51]
    assert pieces.arc.tolist() == []


def test_a_relation_inside_a_column_is_an_arc_in_the_gap_to_its_right():
    _, pieces, *_ = cut([1, 1, 0], [(0, 1), (2, 0)], [0, 22, 0, 0], [2, 0], [20, 0])
    assert pieces.arc.tolist() == [0]
    assert pieces.arc_gap.tolist() == [1]
    assert pieces.row.tolist() == [1]


def test_columns_are_as_wide_as_their_widest_label_and_gaps_as_their_turns_need():
    frame, x, _ = drawn([0, 1], [(0, 1)], [0, 0], [0], [0])
    # a margin of 8, a label of 40 with 7 on each side, and a gap of 26
    assert frame.left.tolist() == [8, 88]
    assert frame.right.tolist() == [62, 142]
    assert frame.width == 150
    assert x.tolist() == [35, 115]
    # a narrow label leaves room for the year above; without relations a gap is 12
    frame, *_ = drawn([0, 1], [], [0, 0], [], [], width=5.0)
    assert (frame.right - frame.left).tolist() == [38, 38]
    assert frame.left[1] - frame.right[0] == 12


def test_a_level_relation_is_one_straight_segment():
    _, x, [route] = drawn([0, 1], [(0, 1)], [5, 5], [5], [5])
    assert route[0].tolist() == [x[0] + 20, 5]
    assert route[-1].tolist() == [x[1] - 20, 5]
    assert len(route) == 4
    assert set(route[:, 1].tolist()) == {5}


def test_a_turn_lies_in_the_gap_and_is_horizontal_at_both_ends():
    frame, _, [route] = drawn([0, 1], [(0, 1)], [0, 40], [0], [40])
    turn = route[3:7]
    assert turn[0].tolist() == [frame.right[0], 0]
    assert turn[-1].tolist() == [frame.left[1], 40]
    assert turn[1, 1] == 0
    assert turn[2, 1] == 40


def test_a_backward_relation_runs_from_its_older_paper_to_its_newer_one():
    _, x, [route] = drawn([0, 1], [(1, 0)], [0, 40], [0], [40])
    assert route[0].tolist() == [x[1] - 20, 40]
    assert route[-1].tolist() == [x[0] + 20, 0]


def test_an_arc_goes_out_to_the_right_and_comes_back():
    frame, x, [route] = drawn([0, 0], [(0, 1)], [0, 40, 0], [0], [40])
    assert route[0].tolist() == [x[0] + 20, 0]
    assert route[-1].tolist() == [x[1] + 20, 40]
    assert route[:, 0].max() == pytest.approx(frame.right[0] + 7)
    assert len(route) % 3 == 1
