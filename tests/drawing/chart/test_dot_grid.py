import numpy as np

from llmgraph.drawing.chart.dot_grid import DOT_SIZE, lay_out_dots


def test_no_two_squares_touch() -> None:
    rng = np.random.default_rng(7)
    drawn = lay_out_dots(12 * rng.integers(1990, 2024, 3000), rng.integers(0, 5, 3000))
    places = set(zip(drawn.x.tolist(), drawn.y.tolist(), strict=True))
    assert len(places) == 3000
    for one in (drawn.x, drawn.y):
        steps = np.diff(np.unique(one))
        assert steps.min() >= 5.0  # half a step, where lanes have odd and even heights
    nearest = np.hypot(*(np.subtract.outer(a[:400], a[:400]) for a in (drawn.x, drawn.y)))
    assert nearest[nearest > 0].min() >= DOT_SIZE


def test_squares_stay_in_their_year_and_lane() -> None:
    months = [12 * 2020, 12 * 2020 + 11, 12 * 2022, -1]
    drawn = lay_out_dots(months, [3, 5, 3, 5])
    assert [label for label, _, _ in drawn.columns] == ["2020", "2022", "undated"]
    assert [lane for lane, _, _ in drawn.lanes] == [3, 5]
    for paper, (column, lane) in enumerate([(0, 0), (0, 1), (1, 0), (2, 1)]):
        _, left, right = drawn.columns[column]
        _, top, bottom = drawn.lanes[lane]
        assert left < drawn.x[paper] < right
        assert top < drawn.y[paper] < bottom
    assert drawn.columns[-1][2] == drawn.width
    assert drawn.lanes[-1][2] == drawn.height


def test_papers_of_a_year_stand_by_month() -> None:
    drawn = lay_out_dots([12 * 2020 + month for month in (7, 1, 4)])
    assert np.argsort(drawn.x).tolist() == [1, 2, 0]


def test_papers_of_a_month_stand_by_day() -> None:
    drawn = lay_out_dots([12 * 2020 + 5 + day / 30 for day in (24, 1, 0)])
    assert [label for label, _, _ in drawn.columns] == ["2020"]
    assert np.lexsort((drawn.y, drawn.x)).tolist() == [2, 1, 0]


def test_nothing() -> None:
    assert lay_out_dots([]).width == 0


def test_many_years_in_one_lane_are_no_flat_band() -> None:
    months = 12 * (1990 + np.arange(7000) % 38)
    drawn = lay_out_dots(months)
    assert drawn.width <= 1.6 * drawn.height
    # Few years have room for wide cells, and a handful of papers gets no narrower than it must.
    few = lay_out_dots(12 * (2020 + np.arange(600) % 2))
    assert few.width >= few.height / 2
