"""Marks: they move as a whole, and an arrow ends in its head."""

import numpy as np
import pytest

from llmgraph.drawing.chart.shapes import (
    STROKE,
    TEXT,
    ArrowHead,
    Box,
    Curve,
    Sheet,
    Text,
    arrow,
    moved,
)
from llmgraph.drawing.style import THEMES

LINE = np.array([(0.0, 5.0), (10.0, 5.0), (20.0, 5.0), (30.0, 5.0)])
LOOK = Curve((), "#123456", STROKE, (4.0, 2.0), 0.5, "told")


@pytest.mark.parametrize(
    ("shape", "there"),
    [
        (Box(1, 2, 30, 40, "#fff"), Box(11, -3, 30, 40, "#fff")),
        (Text(1, 2, "x", "#000"), Text(11, -3, "x", "#000")),
        (Curve(((0, 0), (1, 2)), "#000", 1), Curve(((10, -5), (11, -3)), "#000", 1)),
        (ArrowHead(((0, 0), (1, 2)), "#000"), ArrowHead(((10, -5), (11, -3)), "#000")),
    ],
)
def test_a_mark_moves_without_changing(shape, there):
    assert moved(shape, 10, -5) == there


def test_without_a_head_a_relation_is_its_route():
    [curve] = arrow(LINE, LOOK, headed=False)
    assert curve.points == ((0, 5), (10, 5), (20, 5), (30, 5))
    assert (curve.colour, curve.line, curve.dashes) == ("#123456", STROKE, (4.0, 2.0))
    assert (curve.opacity, curve.tooltip) == (0.5, "told")


def test_a_head_has_its_tip_at_the_end_and_the_line_stops_inside_it():
    curve, head = arrow(LINE, LOOK, headed=True)
    assert head.points == ((30, 5), (23.6, 7.4), (23.6, 2.6))
    assert (head.colour, head.opacity) == ("#123456", 0.5)
    assert curve.points[0] == (0, 5)
    assert curve.points[-1] == (23.6, 5)
    # of a thicker line the head is larger
    _, large = arrow(LINE, Curve((), "#000", 3 * STROKE), headed=True)
    assert large.points[1][0] == pytest.approx(30 - 2 * 6.4)


def test_a_head_points_the_way_that_its_curve_arrives():
    back = LINE[::-1]
    _, head = arrow(back, LOOK, headed=True)
    assert head.points == ((0, 5), (6.4, 2.6), (6.4, 7.4))
    # a curve that ends in a turn keeps its points
    turn = np.array([(0.0, 0.0), (20.0, 0.0), (20.0, 40.0), (40.0, 40.0)])
    curve, head = arrow(turn, LOOK, headed=True)
    assert curve.points[-1] == head.points[0] == (40, 40)


def test_a_curve_whose_last_points_are_one_still_has_a_direction():
    still = np.array([(0.0, 0.0), (10.0, 0.0), (30.0, 0.0), (30.0, 0.0)])
    *_, head = arrow(still, LOOK, headed=True)
    assert head.points[1:] == ((23.6, 2.4), (23.6, -2.4))


def test_a_sheet_knows_its_size_in_print():
    sheet = Sheet(720, 360, (), "", "", THEMES["light"], scale=0.5)
    assert sheet.inches == (5, 2.5)
    assert sheet.smallest_text == TEXT / 2
