"""The gaps between columns: who turns first, and how wide a gap must be.

Heights are in points and grow downwards.
"""

import numpy as np
import pytest

from llmgraph.drawing.layout.gaps import plan_gap


def plan(links=(), arcs=()):
    """Plan a gap of links ``(tail, start, end)`` and of arcs ``(top, bottom)``."""
    tail, start, end = np.array(links, dtype=float).reshape(-1, 3).T
    top, bottom = np.array(arcs, dtype=float).reshape(-1, 2).T
    return plan_gap(tail.astype(np.int64), start, end, top, bottom)


def test_where_nothing_passes_no_room_is_needed():
    gap = plan()
    assert (gap.width, gap.turn, gap.reach.tolist(), gap.begin.tolist()) == (0, 0, [], [])


@pytest.mark.parametrize(("step", "turn"), [(0, 26), (200, 26), (300, 36), (-300, 36), (900, 46)])
def test_a_steeper_link_turns_in_more_room_up_to_a_limit(step, turn):
    gap = plan([(0, 50, 50 + step)])
    assert (gap.width, gap.turn, gap.begin.tolist()) == (pytest.approx(turn), gap.width, [0])


def test_of_links_that_go_down_the_lower_turns_first():
    # the upper one ends beside the lower one, and would cross it if it turned as early
    gap = plan([(0, 0, 10), (1, 5, 20)])
    assert gap.begin.tolist() == [3.5, 0]
    assert gap.width == 26 + 3.5


def test_of_links_that_go_up_the_upper_turns_first():
    assert plan([(0, 10, 0), (1, 20, 5)]).begin.tolist() == [0, 3.5]


def test_links_that_do_not_meet_or_leave_one_paper_turn_together():
    assert plan([(0, 0, 10), (1, 20, 30)]).begin.tolist() == [0, 0]
    assert plan([(0, 0, 10), (0, 2, 20)]).begin.tolist() == [0, 0]
    # level links need no track, and are in nobody's way
    assert plan([(0, 0, 10), (1, 5, 5)]).begin.tolist() == [0, 0]


def test_many_tracks_share_limited_room():
    # 30 links, each of which ends beside the next
    gap = plan([(paper, 10 * paper, 10 * paper + 15) for paper in range(30)])
    assert gap.begin.tolist() == sorted(gap.begin.tolist(), reverse=True)
    assert gap.begin[0] == 56
    assert gap.width == 26 + 56


def test_a_longer_arc_passes_outside_those_it_overlaps():
    gap = plan(arcs=[(0, 10), (2, 8), (20, 30)])
    assert gap.reach.tolist() == [11, 7, 7]
    assert gap.width == 17
    # links turn behind the arcs
    both = plan([(0, 0, 0)], [(0, 10)])
    assert both.begin.tolist() == [13]
    assert both.width == 13 + 26
