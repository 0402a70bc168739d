"""The layout, on graphs small enough to check by hand and on random ones.

All sizes are in points; y grows downwards. A label is 40 by 14 unless a test says otherwise.
"""

import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmgraph.drawing.layout import layout, measure

CLEAN = {"label_overlaps": 0, "through_labels": 0, "crossings": 0}


def month(year, number=1):
    return 12 * year + number - 1


def boxes(count, width=40.0, height=14.0):
    return np.full(count, width), np.full(count, height)


def draw(months, relations, lanes=None, **options):
    """Lay out with equal labels; return the layout and what `measure` finds."""
    widths, heights = boxes(len(months))
    sources = [a for a, _ in relations]
    targets = [b for _, b in relations]
    drawn = layout(months, widths, heights, sources, targets, lanes, **options)
    return drawn, measure(drawn, widths, heights, sources, targets)


def citations(papers, relations, seed):
    """Return a citation-like graph 2014-2025, most papers in 2022 and 2023, and random lanes."""
    random = np.random.default_rng(seed)
    years = np.arange(2014, 2026)
    share = np.interp(years, [2014, 2019, 2021, 2022, 2023, 2024, 2025], [1, 5, 6, 14, 16, 7, 3])
    year = random.choice(years, size=papers, p=share / share.sum())
    months = np.sort(12 * year + random.integers(0, 12, papers))
    cited = np.ones(papers)
    rows = []
    while len(rows) < relations:
        new = int(random.integers(1, papers))
        pull = cited[:new] * np.exp(-(months[new] - months[:new]) / 30)
        old = int(random.choice(new, p=pull / pull.sum()))
        rows.append((old, new))
        cited[old] += 1
    widths = random.integers(30, 80, papers).astype(float)
    heights = random.choice([14.0, 24.0], papers)
    sources, targets = np.array(rows).T
    return months, widths, heights, sources, targets, random.integers(0, 8, papers)


@st.composite
def small_graphs(draw_value):
    """Graphs with undated papers, equal months, backward and parallel relations, odd sizes."""
    papers = draw_value(st.integers(1, 30))
    number = st.integers(0, papers - 1)
    months = draw_value(
        st.lists(
            st.one_of(st.just(-1), st.integers(month(2015), month(2019, 12))),
            min_size=papers,
            max_size=papers,
        )
    )
    pairs = st.tuples(number, number).filter(lambda pair: pair[0] != pair[1])
    relations = draw_value(st.lists(pairs, max_size=50)) if papers > 1 else []
    size = st.floats(8.0, 120.0, allow_nan=False)
    widths = draw_value(st.lists(size, min_size=papers, max_size=papers))
    heights = draw_value(st.lists(size, min_size=papers, max_size=papers))
    lanes = draw_value(st.lists(st.integers(0, 4), min_size=papers, max_size=papers))
    return months, widths, heights, relations, lanes


def spread(graph, with_lanes):
    months, widths, heights, relations, lanes = graph
    ends = np.array(relations, dtype=np.int64).reshape(-1, 2)
    return (months, widths, heights, ends[:, 0], ends[:, 1], lanes if with_lanes else None)


def test_no_papers_give_an_empty_layout():
    drawn, found = draw([], [])
    assert (drawn.width, drawn.height, drawn.columns, drawn.routes) == (0.0, 0.0, [], [])
    assert found == CLEAN


def test_one_paper_stands_in_the_middle_of_its_year():
    drawn, _ = draw([month(2017, 6)], [])
    [(label, x0, x1)] = drawn.columns
    assert label == "2017"
    assert drawn.x[0] == pytest.approx((x0 + x1) / 2, abs=0.1)
    assert drawn.y[0] == drawn.height / 2


def test_a_chain_is_one_straight_line():
    # 2017 -> 2018 -> 2020, and years without papers take no room
    drawn, found = draw([month(2017), month(2018), month(2020)], [(0, 1), (1, 2)])
    assert [label for label, _, _ in drawn.columns] == ["2017", "2018", "2020"]
    assert drawn.y[0] == drawn.y[1] == drawn.y[2]
    for (older, newer), route in zip([(0, 1), (1, 2)], drawn.routes, strict=True):
        assert route[0].tolist() == [drawn.x[older] + 20, drawn.y[older]]
        assert route[-1].tolist() == [drawn.x[newer] - 20, drawn.y[newer]]
        assert len(route) % 3 == 1
    assert found == CLEAN


def test_a_diamond_is_symmetric_and_does_not_cross():
    #     1
    #   0   3
    #     2
    years = [month(2017), month(2018), month(2018), month(2019)]
    drawn, found = draw(years, [(0, 1), (0, 2), (1, 3), (2, 3)])
    assert drawn.x[1] == drawn.x[2]
    assert abs(drawn.y[1] - drawn.y[2]) == pytest.approx(14 + 8)
    assert drawn.crossings == 0
    assert found == CLEAN


def test_a_long_relation_runs_round_the_label_in_between():
    drawn, found = draw([month(2017), month(2018), month(2019)], [(0, 1), (1, 2), (0, 2)])
    assert found == CLEAN
    assert np.ptp(drawn.routes[2][:, 1]) > 0


def test_a_needless_crossing_is_undone():
    # 0 -> 3 and 1 -> 2 cross in the order given
    years = [month(2017), month(2017), month(2018), month(2018)]
    drawn, found = draw(years, [(0, 3), (1, 2)])
    assert drawn.crossings == 0
    assert found == CLEAN


def test_what_must_cross_is_counted_once():
    # the complete bipartite graph K(2,2) has one crossing, K(3,3) nine
    for side, crossings in ((2, 1), (3, 9)):
        years = [month(2017)] * side + [month(2018)] * side
        drawn, found = draw(years, [(a, side + b) for a in range(side) for b in range(side)])
        assert drawn.crossings == crossings
        assert found["crossings"] == crossings


def test_two_islands_lie_side_by_side_and_do_not_cross():
    years = [month(2017), month(2018), month(2017), month(2018)]
    drawn, found = draw(years, [(0, 1), (2, 3)])
    assert drawn.y[0] == drawn.y[1]
    assert drawn.y[2] == drawn.y[3]
    assert abs(drawn.y[0] - drawn.y[2]) == pytest.approx(14 + 8)
    assert found == CLEAN


def test_a_relation_inside_a_column_bends_back_to_the_right_edge():
    drawn, found = draw([month(2017, 1), month(2017, 5), month(2017, 9)], [(0, 1), (2, 1), (0, 2)])
    assert len(drawn.columns) == 1
    for route, (older, newer) in zip(drawn.routes, [(0, 1), (2, 1), (0, 2)], strict=True):
        assert route[0, 0] == drawn.x[older] + 20
        assert route[-1, 0] == drawn.x[newer] + 20
        assert route[:, 0].max() < drawn.width
    assert found == CLEAN


def test_a_backward_relation_leaves_on_the_left_and_arrives_on_the_right():
    drawn, found = draw([month(2019), month(2017)], [(0, 1)])
    assert drawn.routes[0][0].tolist() == [drawn.x[0] - 20, drawn.y[0]]
    assert drawn.routes[0][-1].tolist() == [drawn.x[1] + 20, drawn.y[1]]
    assert found == CLEAN


def test_parallel_relations_lie_side_by_side():
    # twice 0 -> 2 past paper 1, and once the other way round
    years = [month(2017), month(2018), month(2019)]
    drawn, found = draw(years, [(0, 2), (0, 2), (2, 0), (0, 1), (0, 1)])
    starts = [drawn.routes[0][0, 1], drawn.routes[1][0, 1], drawn.routes[2][-1, 1]]
    assert len(set(starts)) == 3
    assert np.all(np.diff(starts) > 0.5)
    assert found == CLEAN


def test_papers_without_relations_stay_in_the_middle():
    # five papers of 2018 descend from paper 0; paper 6 is alone in their year
    years = [month(2017), *[month(2018)] * 6]
    drawn, found = draw(years, [(0, paper) for paper in range(1, 6)])
    above = int((drawn.y[1:6] < drawn.y[6]).sum())
    assert above in (2, 3)
    assert drawn.y.max() - drawn.y.min() == pytest.approx(5 * 22)
    assert found == CLEAN


def test_papers_without_any_relation_are_one_compact_column():
    drawn, found = draw([month(2017)] * 4, [])
    assert np.diff(drawn.y).tolist() == pytest.approx([22.0, 22.0, 22.0])
    assert found == CLEAN


def test_a_crowded_year_is_one_band_of_several_columns_with_relations_forward():
    # eight papers of 2022, each of which descends from the one a half-year before
    months = [month(2022, number) for number in (1, 2, 3, 4, 7, 8, 9, 10)]
    drawn, found = draw(months, [(a, a + 4) for a in range(4)], max_per_column=4)
    assert [label for label, _, _ in drawn.columns] == ["2022"]
    assert len(set(drawn.x.tolist())) == 2
    assert all(drawn.x[a] < drawn.x[a + 4] for a in range(4))
    assert found == CLEAN


def test_lane_bands_meet_and_hold_their_papers():
    years = [month(2017), month(2018), month(2018), month(2019)]
    relations = [(0, 1), (0, 2), (1, 3), (2, 3)]
    drawn, found = draw(years, relations, lanes=[7, 3, 7, 3], keep_lane_order=True)
    assert [lane for lane, _, _ in drawn.lanes] == [3, 7]
    assert drawn.lanes[0][1] == 0.0
    assert drawn.lanes[-1][2] == drawn.height
    assert all(upper[2] == lower[1] for upper, lower in pairwise(drawn.lanes))
    assert found["label_overlaps"] == found["through_labels"] == 0
    assert drawn.y[1] < drawn.lanes[0][2] < drawn.y[0]


@pytest.mark.parametrize(
    ("relations", "lanes", "message"),
    [
        ([(0, 0)], None, "relation 0 joins paper 0 to itself"),
        ([(0, 1), (1, 2)], None, r"relation 1 joins \[1, 2\], not papers"),
        ([(0, -1)], None, r"relation 0 joins \[0, -1\], not papers"),
        ([], [1], r"lanes has shape \(1,\), but there are 2 papers"),
    ],
)
def test_bad_input_is_named(relations, lanes, message):
    with pytest.raises(ValueError, match=message):
        draw([month(2017), month(2018)], relations, lanes)


def test_unequal_ends_are_named():
    with pytest.raises(ValueError, match="2 sources but 1 targets"):
        layout([month(2017)] * 2, *boxes(2), [0, 1], [1])


def test_columns_without_relations_between_them_stay_side_by_side():
    # 8 years of 15 papers; one relation from each odd year to the next
    months = [month(2010 + number // 15) for number in range(120)]
    relations = [(year * 15 + year, year * 15 + 15 + 3) for year in range(1, 7, 2)]
    drawn, found = draw(months, relations)
    assert found["label_overlaps"] == 0
    assert len(drawn.columns) == 8
    assert drawn.height <= 1.5 * 15 * (14 + 8)  # the need of one column, and half as much


@settings(max_examples=60, deadline=None)
@given(small_graphs(), st.booleans())
def test_no_overlap_no_relation_through_a_label_and_all_inside(graph, with_lanes):
    months, widths, heights, sources, targets, lanes = spread(graph, with_lanes)
    drawn = layout(months, widths, heights, sources, targets, lanes)
    found = measure(drawn, widths, heights, sources, targets)
    assert found["label_overlaps"] == 0
    assert found["through_labels"] == 0
    half = np.asarray(heights) / 2
    assert np.all(drawn.y - half >= 0)
    assert np.all(drawn.y + half <= drawn.height + 0.1)
    for route in drawn.routes:
        assert route.min() >= 0
        assert route[:, 0].max() <= drawn.width
        assert route[:, 1].max() <= drawn.height
        # horizontal where it leaves and where it arrives
        assert route[0, 1] == route[1, 1]
        assert route[-1, 1] == route[-2, 1]
    bands = {lane: (y0, y1) for lane, y0, y1 in drawn.lanes}
    for paper, lane in enumerate(lanes or []):
        y0, y1 = bands[lane]
        assert y0 <= drawn.y[paper] - half[paper]
        assert drawn.y[paper] + half[paper] <= y1


@settings(max_examples=40, deadline=None)
@given(small_graphs(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(graph, with_lanes, random):
    months, widths, heights, relations, lanes = graph
    relations = sorted(set(relations))
    shuffled = random.sample(range(len(relations)), len(relations))
    lane = lanes if with_lanes else None
    ends = np.array(relations, dtype=np.int64).reshape(-1, 2)
    one = layout(months, widths, heights, ends[:, 0], ends[:, 1], lane)
    two = layout(months, widths, heights, ends[shuffled, 0], ends[shuffled, 1], lane)
    assert one.x.tobytes() == two.x.tobytes()
    assert one.y.tobytes() == two.y.tobytes()
    assert (one.columns, one.lanes, one.crossings) == (two.columns, two.lanes, two.crossings)
    for new, old in enumerate(shuffled):
        assert one.routes[old].tobytes() == two.routes[new].tobytes()


@pytest.mark.parametrize("with_lanes", [False, True])
def test_a_graph_of_150_papers_is_clean_and_crosses_as_counted(with_lanes):
    months, widths, heights, sources, targets, lanes = citations(150, 300, seed=1)
    drawn = layout(months, widths, heights, sources, targets, lanes if with_lanes else None)
    found = measure(drawn, widths, heights, sources, targets)
    assert found["label_overlaps"] == 0
    assert found["through_labels"] == 0
    # the curves cross where their order says, but for a few that only touch
    assert found["crossings"] == pytest.approx(drawn.crossings, rel=0.01)
    again = layout(months, widths, heights, sources, targets, lanes if with_lanes else None)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(drawn.routes, again.routes, strict=True))


# Crossings of Graphviz dot 2.43 (rankdir=LR, rank=same per column, fixed node sizes), counted on
# its splines by `measure`.
@pytest.mark.parametrize(("seed", "dot"), [(0, 1892), (1, 1817), (2, 2099)])
def test_no_more_crossings_than_dot_in_the_same_columns(seed, dot):
    months, widths, heights, sources, targets, _ = citations(150, 300, seed)
    drawn = layout(months, widths, heights, sources, targets)
    assert measure(drawn, widths, heights, sources, targets)["crossings"] <= dot


def test_the_bytes_do_not_depend_on_the_hash_seed():
    script = (
        "import hashlib, numpy as np\n"
        "from llmgraph.drawing.layout import layout\n"
        "n = np.arange(60)\n"
        "ends = n[:-7], (n * 5 % 7 + n + 1)[:-7]\n"
        "drawn = layout(24200 + n, n + 20.0, n % 9 + 9.0, *ends, n % 5)\n"
        "print(hashlib.sha256(b''.join(r.tobytes() for r in drawn.routes)).hexdigest())\n"
    )
    found = set()
    for seed in ("0", "1", "12345"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        run = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(run.stdout)
    assert len(found) == 1
    assert len(found.pop().strip()) == 64


def test_ordering_beats_the_order_by_date_by_far():
    months, widths, heights, sources, targets, _ = citations(150, 300, seed=2)
    best = layout(months, widths, heights, sources, targets)
    hasty = layout(months, widths, heights, sources, targets, quick=True)
    assert best.crossings < 0.9 * hasty.crossings


def test_in_a_shared_column_nothing_overlaps():
    months = [month(year) for year in (2001, 2002, 2003, 2004, 2006, 2009, 2012)]
    relations = [(0, 1), (1, 2), (0, 3), (2, 4), (3, 5), (4, 6), (0, 6)]
    drawn, found = draw(months, relations, max_merged=3)
    assert [label for label, _, _ in drawn.columns] == ["2001–2003", "2004–2009", "2012"]
    assert found["label_overlaps"] == found["through_labels"] == 0
