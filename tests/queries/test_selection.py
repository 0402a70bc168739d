"""Papers chosen by a property: roots, leaves, and those of both."""

import pytest


@pytest.fixture(scope="module")
def sideways(drawn):
    #  a ──uses──> b ──extends──> c ──uses──> d ──enables──> e
    return drawn(
        "a 2020, b 2021, c 2022, d 2023, e 2024",
        *("b uses a", "c extends b", "d uses c", "d enables e"),
    )


def test_roots_and_leaves(mixed, islands, two_cycle, unrelated):
    barren = ("critic", "rival", "bench", "review")
    assert mixed.roots().ids == ("base", "tool", *barren)
    assert mixed.leaves().ids == ("critic", "rival", "heir", "bench", "review")
    assert mixed.roots(relations="cites").ids == (
        *("base", "tool", "study", "critic", "rival", "bench", "review"),
    )
    assert islands.roots().ids == ("lone", "a", "x", "also")
    assert islands.leaves().ids == ("lone", "b", "y", "also")
    assert (two_cycle.roots().ids, two_cycle.leaves().ids) == (("root",), ("tail",))
    assert unrelated.roots().ids == unrelated.leaves().ids == ("a", "b")
    assert repr(islands.roots()) == "Selection(4 roots)"
    assert islands.roots().heading() == "Roots"


def test_roots_and_leaves_by_the_line_alone(sideways):
    assert (sideways.roots().ids, sideways.leaves().ids) == (("a",), ("e",))
    # b ──> c is all that is left of the chain
    assert sideways.roots(side_steps=0).ids == ("a", "b", "d", "e")
    assert sideways.leaves(side_steps=0).ids == ("a", "c", "d", "e")
    assert sideways.roots(side_steps=2).ids == sideways.roots(side_steps="any").ids == ("a",)


@pytest.fixture(scope="module")
def one_month(drawn):
    rows = ("b extends a", "c extends a", "c extends b")
    return drawn("a 2014-06-25, b 2014-06-02, c 2014-06-01", *rows)


def test_days_set_the_order_and_the_period(one_month):
    assert one_month.select().ids == ("c", "b", "a")
    assert one_month.select(until="2014-06-10").ids == ("c", "b")
    assert one_month.select(since="2014-06-10").ids == ("a",)
    assert one_month.select(since="2014-06-02", until="2014-06-02").ids == ("b",)
    assert one_month.select(since="2014-06", until="2014").ids == ("c", "b", "a")


def test_rows_against_the_days_are_told_and_left_out(one_month):
    rows = [one.line for one in one_month.check() if one.code == "child-before-parent"]
    assert rows == [2, 3, 4]
    late = one_month.descendants("a", cycles="dates")
    assert (late.ids, len(late.dropped)) == ((), 3)


def test_days_set_the_order_among_equals(drawn):
    graph = drawn(
        "a 2014-06-03, b 2014-06-02, c 2014-06-20, d 2014-06-21",
        *("c extends a", "c extends b", "d extends a", "d extends b"),
    )
    assert graph.common_ancestors("c", "d").ids == ("b", "a")
    assert graph.reading_path("c").ids == ("b", "a", "c")
    assert graph.rank().ids == ("b", "a", "c", "d")


def test_a_date_without_a_day_may_be_any_of_its_days(drawn):
    graph = drawn("day 2014-06-10, month 2014-06, year 2014, none")
    assert graph.select().ids == ("year", "month", "day", "none")
    assert graph.select(since="2014-06-11").ids == ("year", "month")
    assert graph.select(until="2014-06-09").ids == ("year", "month")
    assert graph.select(since="2014-07-01").ids == ("year",)
    assert graph.select(since="2014-06-10", until="2014-06-10").ids == ("year", "month", "day")
